"""What a table is; how tables are read, checked and written."""
