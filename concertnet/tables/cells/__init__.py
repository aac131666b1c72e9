"""From cells of text to typed columns."""
