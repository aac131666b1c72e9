"""Compiled loops: arrays in, arrays out. Imported inside the functions that call them."""
