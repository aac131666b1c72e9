"""Many measures side by side."""
