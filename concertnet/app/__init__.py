"""A page on one's own machine: a file dropped, read, mended, explored and handed in."""
