"""What the page knows, as plain values ready for JSON."""
