"""Doors to other tools: a network written in their formats, and read from them."""
