"""What rows and tables must keep among themselves."""
