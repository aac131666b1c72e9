"""The map of a network of any size: its actors, or the groups of one too large to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.maps.figures.network import draw_network
from concertnet.maps.paper.style import Style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MOST_DRAWN", "draw_of_any_size", "draws_groups"]

# Actors and ties beyond which marks are groups: on paper nobody tells so many apart, and laying
# them out takes minutes (docs/scale.md).
MOST_DRAWN = 100_000


def draws_groups(net: NetworkLike) -> bool:
    """Say whether a network is too large for a map of its actors."""
    graph = net.grouped()
    return graph.n + graph.m > MOST_DRAWN


def draw_of_any_size(
    net: NetworkLike,
    *,
    by: str = "sector",
    gaps: pd.DataFrame | None = None,
    lang: str | None = None,
    title: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the map of actors; that of groups where there are too many. See `draw_network`."""
    if draws_groups(net):
        return draw_network(net, collapse=by, lang=lang, title=title, style=style, ax=ax)
    return draw_network(net, by=by, gaps=gaps, lang=lang, title=title, style=style, ax=ax)
