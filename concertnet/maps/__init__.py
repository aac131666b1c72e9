"""Maps: the only floor that draws. Drawing libraries are imported inside functions."""
