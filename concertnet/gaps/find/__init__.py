"""Which links are missing, and who could make them."""
