"""How a network holds together, and what falls when a part goes."""
