"""Marks and lines as matplotlib draws them: all that reads a `Mark` or a `Line` on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from concertnet.hinges.door import is_network
from concertnet.maps.paper.style import Line, Mark, Style, polygon

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection

__all__ = ["RING_GAP", "bent", "dashes", "draw_marks", "draw_rings", "sector_marks", "stroke"]

RING_GAP = 2.2  # from a mark to the ring around it, in points
_OUTLINE_SHARE = 0.18  # of the side of a small mark, for its outline at most


def draw_marks(
    ax: Axes,
    x: Sequence[float],
    y: Sequence[float],
    areas: Sequence[float],
    mark: Mark,
    style: Style,
    edge: Line | None = None,
    **options: Any,
) -> PathCollection:
    """Draw marks of one group: their areas, in square points, are equal whatever the shape.

    `edge` is an outline of its own, in place of that of the style.
    """
    from matplotlib.path import Path

    if mark.shape == "circle":
        marker: Any = "o"
        sizes = [4 * area / math.pi for area in areas]
    else:
        corners = [*polygon(mark.shape), polygon(mark.shape)[0]]
        marker = Path(corners, closed=True)
        # The library scales a path of one's own so that its farthest coordinate is a half.
        farthest = max(abs(value) for corner in corners for value in corner)
        sizes = [4 * farthest**2 * area for area in areas]
    return ax.scatter(
        x,
        y,
        s=sizes,
        marker=marker,
        facecolor=mark.colour,
        edgecolor=style.outline if edge is None else edge.colour,
        # a small mark keeps its fill
        linewidth=[
            min(style.outline_width, _OUTLINE_SHARE * math.sqrt(area))
            if edge is None
            else min(edge.width, 0.3 * math.sqrt(area))
            for area in areas
        ],
        **options,
    )


def draw_rings(
    ax: Axes,
    x: Sequence[float],
    y: Sequence[float],
    areas: Sequence[float],
    ring: Line,
    **options: Any,
) -> PathCollection:
    """Draw rings around marks of these areas, in square points, at `RING_GAP` from them."""
    radii = [math.sqrt(area / math.pi) * 1.12 + RING_GAP for area in areas]
    return ax.scatter(
        x,
        y,
        s=[4 * radius**2 for radius in radii],
        marker="o",
        facecolor="none",
        edgecolor=ring.colour,
        linewidth=ring.width,
        **options,
    )


def sector_marks(style: Style, about: object, sectors: Iterable[object]) -> dict[str, Mark]:
    """Return the marks of sectors: those that they have on the maps of the same network."""
    present = list(about.actors_now()["sector"]) if is_network(about) else []
    # a sector that nobody has any more must not take the mark of another
    return style.marks([*present, *sectors]) | (style.marks(present) if present else {})


def stroke(line: Line) -> dict[str, Any]:
    """Return a line as what draws lines takes it: its colour, width and dashes.

    Examples
    --------
    >>> stroke(Line("#000000", 1.5))
    {'color': '#000000', 'linewidth': 1.5, 'linestyle': '-'}
    """
    return {"color": line.colour, "linewidth": line.width, "linestyle": dashes(line)}


def dashes(line: Line) -> Any:
    """Return the dashes of a line as matplotlib takes them: on and off, in widths."""
    return (0, line.dash) if line.dash else "-"


def bent(start: np.ndarray, end: np.ndarray, bend: float, steps: int = 14) -> np.ndarray:
    """Return the points of a line from `start` to `end`, shape (k, 2).

    Parameters
    ----------
    start, end : ndarray, shape (2,)
        The ends.
    bend : float
        Height of the arc over its length, positive to the left of the way; 0 is straight.
    steps : int
        Pieces of a bent line.

    Examples
    --------
    >>> bent(np.array([0.0, 0.0]), np.array([1.0, 0.0]), 0.0).tolist()
    [[0.0, 0.0], [1.0, 0.0]]
    """
    if bend == 0:
        return np.stack([start, end])
    along = end - start
    control = (start + end) / 2 + 2 * bend * np.array([-along[1], along[0]])
    t = np.linspace(0, 1, steps + 1)[:, None]
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
