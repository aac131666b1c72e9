"""How ties spread over groups."""
