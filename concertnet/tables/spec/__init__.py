"""What each table is, what its headings mean, and how a problem is told."""
