"""What leaves the library for readers: tables and files in their language."""
