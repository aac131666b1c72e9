"""Networks as marks and lines: what a map shows, where its parts stand, how they are drawn."""
