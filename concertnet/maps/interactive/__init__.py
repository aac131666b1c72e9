"""The interactive page: one file that opens offline and asks nothing of the network."""

from concertnet.maps.interactive.page import InteractivePage, interactive_map, interactive_page

__all__ = ["InteractivePage", "interactive_map", "interactive_page"]
