"""Missing links: which, on what evidence, and who could make them."""

from concertnet.gaps.explain import explain
from concertnet.gaps.find import missing_links

__all__ = ["explain", "missing_links"]
