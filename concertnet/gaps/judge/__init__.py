"""How well missing links are ranked, and which weights rank them best."""
