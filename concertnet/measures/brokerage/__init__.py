"""Who stands between two others, and between which groups."""
