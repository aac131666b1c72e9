"""Missing links: which, on what evidence, and who could make them."""
