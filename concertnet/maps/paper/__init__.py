"""The drawing kit: page, text, grid, legend and the visual grammar."""
