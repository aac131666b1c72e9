"""Measures beside networks drawn by chance."""
