"""Blank questionnaires made of a network, as files that others fill and that are read back."""
