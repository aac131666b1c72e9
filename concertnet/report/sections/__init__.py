"""The sections of a report: each a plain function that returns a record."""
