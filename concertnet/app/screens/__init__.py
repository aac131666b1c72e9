"""What is shown at each address: a module for each step of the way."""
