"""The interactive page: one file that opens offline and asks nothing of the network."""

from concertnet.maps.interactive.page import interactive_map

__all__ = ["interactive_map"]
