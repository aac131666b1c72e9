"""What a board of the page draws: places and sizes of marks; for vis-network, all that it takes.

pyvis keeps the data of vis-network; its own page is not used: it loads files from elsewhere, and
names reach its HTML unescaped.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from concertnet.maps.interactive.content.network import Actor, PageContent
from concertnet.maps.interactive.content.ties import level_lines
from concertnet.maps.paper.style import SHAPES, Style, polygon

__all__ = [
    "CORNERS",
    "checked_colour",
    "missing_line",
    "pixels",
    "places",
    "vis_drawing",
    "vis_shape",
]

_PIXELS = 4 / 3  # per point
_GAP_IDS = 1_000_000  # ids of missing links start here, after those of ties
_BEND = 0.18  # of a missing link, as a share of its length: a tie is straight
_ROOM = 95.0  # side of the square that each actor has on the map, in pixels
_TRAY_UNIT = 900.0  # pixels at most for the height of the layout, where the tray is concerned
_TRAY_ROW = 1.6  # between rows of the tray, times those of the layout: names take two lines
_TRAY_DROP = 50.0  # keeps the frame of the tray clear of the names above it, in pixels
_LARGER = 1.6  # a mark that stands for many actors
_MARK_SCALE = 1.5  # marks are larger than in print: they are also what is clicked

# vis draws each shape in its own way: this much of its "size" gives the area of a circle.
_VIS_SHAPES = {
    "circle": ("dot", 1.0),
    "square": ("square", math.sqrt(math.pi / 4)),
    "diamond": ("diamond", math.sqrt(math.pi / 2)),
    "triangle": ("triangle", math.sqrt(math.pi / (math.sqrt(3) * 1.15**2))),
    "triangle_down": ("triangleDown", math.sqrt(math.pi / (math.sqrt(3) * 1.15**2))),
    "star": ("star", math.sqrt(math.pi / (3.25 * math.sin(math.pi / 5) * 0.82**2))),
    "hexagon": ("hexagon", math.sqrt(math.pi / (1.5 * math.sqrt(3)))),
}

# Corners of each shape, y downwards, of the area of a circle of radius 1; a circle has none.
CORNERS: dict[str, list[tuple[float, float]] | None] = {
    shape: None
    if shape == "circle"
    else [
        (round(x * math.sqrt(math.pi), 4), round(-y * math.sqrt(math.pi), 4))
        for x, y in polygon(shape)
    ]
    for shape in SHAPES
}

_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1, "chosen": False, "labelHighlightBold": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "color": {"inherit": False}},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}


def checked_colour(colour: str) -> str:
    """Return `colour` if it is written ``#RRGGBB``; nothing else may enter the page.

    Raises
    ------
    ValueError
        If it is not.

    Examples
    --------
    >>> checked_colour("#0072B2")
    '#0072B2'
    """
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise ValueError(f"a colour is written #RRGGBB; received {colour!r}")
    return colour


def pixels(points: float) -> float:
    """Return a length of paper as a length of the screen."""
    return round(points * _PIXELS, 2)


def vis_shape(shape: str) -> tuple[str, float]:
    """Return a shape as vis names it, and the "size" that gives it the area of a circle of 1."""
    return _VIS_SHAPES[shape]


def places(content: PageContent, style: Style) -> dict[str, Any]:
    """Return where each mark stands, and the radius of a mark for each number of ties.

    Parameters
    ----------
    content : PageContent
        What the page shows.
    style : Style
        Areas of marks.

    Returns
    -------
    dict
        ``nodes``, each with its x and y in pixels, y downwards; ``radii``, the radius of a circle
        for each number of ties; and ``sizes``, the radius of each mark whose area stands for
        something else, or None.
    """
    placed = [actor for actor in content.actors if not actor.tray] or content.actors
    wide = max((a.x for a in placed), default=0.0) - min((a.x for a in placed), default=0.0)
    high = max((a.y for a in placed), default=0.0) - min((a.y for a in placed), default=0.0)
    unit = _ROOM * math.sqrt(len(placed) / max(wide * high, 0.25)) if placed else 1.0
    spot = _spots(content, unit)
    most = max(_degrees(content), default=0)
    largest = max(content.sizes or [0])
    return {
        "nodes": [{"x": round(x, 1), "y": round(y, 1)} for x, y in map(spot, content.actors)],
        "radii": [round(_radius(ties, most, style), 2) for ties in range(most + 1)],
        "sizes": content.sizes
        and [round(_LARGER * _radius(size, largest, style), 2) for size in content.sizes],
    }


def _spots(content: PageContent, unit: float) -> Callable[[Actor], tuple[float, float]]:
    """Return how an actor's place becomes pixels: the tray is no larger for a larger map."""
    tray = [actor for actor in content.actors if actor.tray]
    placed = [actor for actor in content.actors if not actor.tray]
    if not tray:
        return lambda actor: (actor.x * unit, -actor.y * unit)
    top = max(actor.y for actor in tray)
    middle = (min(a.x for a in tray) + max(a.x for a in tray)) / 2
    small = min(unit, _TRAY_UNIT)
    start = 0.0
    if placed:
        foot = -min(actor.y for actor in placed) * unit
        start = foot + min((-top * unit) - foot, small) + _TRAY_DROP

    def spot(actor: Actor) -> tuple[float, float]:
        if not actor.tray:
            return actor.x * unit, -actor.y * unit
        return (
            middle * unit + (actor.x - middle) * small,
            start + (top - actor.y) * small * _TRAY_ROW,
        )

    return spot


def vis_drawing(content: PageContent, gaps: list[dict[str, Any]], style: Style) -> dict[str, Any]:
    """Return the nodes, edges and options of the map, as pyvis holds them.

    Parameters
    ----------
    content : PageContent
        What the page shows.
    gaps : list of dict
        The missing links; those between two actors are drawn.
    style : Style
        Areas of marks and lines.

    Returns
    -------
    dict
        As `places`, its nodes with all that vis-network takes; ``edges``, those of missing links
        with ids from ``gapIds`` on; and ``options``.
    """
    from pyvis.network import Network

    vis = Network()
    found = places(content, style)
    radii, lines = found["radii"], level_lines(content.levels, style)
    missing = missing_line(style)
    # set as lists: pyvis looks through all of them for each one that it adds
    vis.nodes = _nodes(content, found["nodes"], [radii[ties] for ties in _degrees(content)])
    vis.edges = [
        {
            "id": k,
            "from": a,
            "to": b,
            "level": level,
            "width": pixels(lines[level].width * content.thinner),
            "color": {"color": checked_colour(lines[level].colour)},
        }
        for k, (a, b, level) in enumerate(content.ties)
    ] + [
        {
            "id": _GAP_IDS + g,
            "from": gap["actor"],
            "to": gap["other"],
            "width": missing["width"],
            "color": {"color": checked_colour(style.missing.colour)},
            "dashes": missing["dash"],
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": missing["bend"]},
        }
        for g, gap in enumerate(gaps)
        if gap["kind"] == "pair"
    ]
    vis.set_options(json.dumps(_OPTIONS))
    nodes, edges, *_, options = vis.get_network_data()
    more = {"edges": edges, "gapIds": _GAP_IDS, "options": json.loads(options)}
    return {**found, "nodes": nodes, **more}


def missing_line(style: Style) -> dict[str, Any]:
    """Return how missing links are drawn: width, dash and casing on each side in pixels; bend."""
    line = style.missing
    return {
        "width": pixels(line.width),
        "dash": [round(pixels(length * line.width)) for length in line.dash],
        "casing": pixels((style.casing.width - line.width) / 2),
        "bend": _BEND,
    }


def _degrees(content: PageContent) -> list[int]:
    degrees = [0] * len(content.actors)
    for a, b, _ in content.ties:
        degrees[a] += 1
        degrees[b] += 1
    return degrees


def _radius(ties: int, most: int, style: Style) -> float:
    return _MARK_SCALE * _PIXELS * math.sqrt(style.area(ties, most) / math.pi)


def _nodes(
    content: PageContent, spots: list[dict[str, float]], radii: list[float]
) -> list[dict[str, Any]]:
    nodes = []
    for i, (actor, spot) in enumerate(zip(content.actors, spots, strict=True)):
        mark = content.groups[actor.group].mark
        shape, factor = _VIS_SHAPES[mark.shape]
        nodes.append(
            {
                "id": i,
                "label": actor.short if isinstance(actor.short, str) else actor.short["fr"],
                **spot,
                "size": round(radii[i] * factor, 2),
                "shape": shape,
                "color": checked_colour(mark.colour),
            }
        )
    return nodes
