"""Files opened as raw sheets of text."""
