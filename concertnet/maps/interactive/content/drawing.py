"""What a board of the page draws: places and sizes of marks; for vis-network, all that it takes.

pyvis keeps the data of vis-network; its own page is not used: it loads files from elsewhere, and
names reach its HTML unescaped.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.maps.interactive.content.network import PageContent
from concertnet.maps.interactive.content.ties import level_lines
from concertnet.maps.paper.style import SHAPES, Style, polygon

__all__ = [
    "CORNERS",
    "checked_colour",
    "contrast",
    "missing_line",
    "pixels",
    "places",
    "seen_on",
    "vis_drawing",
    "vis_shape",
]

_PIXELS = 4 / 3  # per point
_BEND = 0.18  # of a missing link, as a share of its length: a tie is straight
_ROOM = 95.0  # side of the square that each actor has on the map, in pixels
_CELL = (132.0, 54.0)  # room of an actor in the tray: its mark, its name in two lines, its count
_WIDEST_CELL = 300.0  # of one who is among few
_TRAY_DROP = 110.0  # keeps the frame of the tray clear of the names above it, in pixels
_TRAY_SHAPE = 2.0  # width of a tray for its height, where it is wider than the map
_GAP = 6.0  # between two marks, in pixels
_LEAST_CONTRAST = 4.0  # of a mark with a dark page: WCAG asks for 3
_ROUNDS = 80  # of moving marks apart
_LEAST = 11.0  # radius of a mark of the sector that the page is about, in pixels
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


def seen_on(colour: str, paper: str) -> str:
    """Return a colour, paler until it stands out from a dark page.

    Examples
    --------
    >>> seen_on("#E69F00", "#14181C"), seen_on("#8C1D4F", "#14181C")
    ('#E69F00', '#AE6184')
    """
    channels = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    for share in range(0, 100, 5):
        paler = "#" + "".join(f"{round(c + (255 - c) * share / 100):02X}" for c in channels)
        if contrast(paler, paper) >= _LEAST_CONTRAST:
            return paler
    return "#FFFFFF"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it: 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def pixels(points: float) -> float:
    """Return a length of paper as a length of the screen."""
    return round(points * _PIXELS, 2)


def vis_shape(shape: str) -> tuple[str, float]:
    """Return a shape as vis names it, and the "size" that gives it the area of a circle of 1."""
    return _VIS_SHAPES[shape]


def places(content: PageContent, style: Style, subject: int | None = None) -> dict[str, Any]:
    """Return where each mark stands, and the radius of a mark for each number of ties.

    Parameters
    ----------
    content : PageContent
        What the page shows.
    style : Style
        Areas of marks.
    subject : int, optional
        The group that the page is about: its marks are never very small.

    Returns
    -------
    dict
        ``nodes``, each with its x and y in pixels, y downwards; ``radii``, the radius of a circle
        for each number of ties; ``least``, that of the subject's smallest mark; and ``sizes``, the
        radius of each mark whose area stands for something else, or None.
    """
    degrees = _degrees(content)
    most = max(degrees, default=0)
    largest = max(content.sizes or [0])
    radii = [_radius(ties, most, style) for ties in range(most + 1)]
    sizes = content.sizes and [_LARGER * _radius(size, largest, style) for size in content.sizes]
    wide = sizes or [
        max(radii[ties], _LEAST if actor.group == subject else 0)
        for ties, actor in zip(degrees, content.actors, strict=True)
    ]
    spots = _spots(content, np.array(wide, dtype=float))
    return {
        "nodes": [{"x": round(x, 1), "y": round(y, 1)} for x, y in spots.tolist()],
        "radii": [round(radius, 2) for radius in radii],
        "least": _LEAST,
        "sizes": sizes and [round(radius, 2) for radius in sizes],
    }


def _spots(content: PageContent, radii: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the place of each mark in pixels: apart from one another, the tray under the map."""
    given = np.array([(actor.x, -actor.y) for actor in content.actors]).reshape(-1, 2)
    in_tray = np.array([actor.tray for actor in content.actors], dtype=bool)
    spots = np.zeros_like(given)
    placed = given[~in_tray]
    if len(placed):
        wide, high = np.ptp(placed, axis=0)
        unit = _ROOM * math.sqrt(len(placed) / max(wide * high, 0.25))
        spots[~in_tray] = _apart(placed * unit, radii[~in_tray])
    if in_tray.any():
        tray = np.flatnonzero(in_tray)
        tray = tray[np.lexsort((given[tray, 0], given[tray, 1]))]  # as they are read
        map_wide = np.ptp(spots[~in_tray, 0]) if len(placed) else 0.0
        full = math.sqrt(len(tray) * _TRAY_SHAPE * _CELL[1] / _CELL[0])
        columns = min(len(tray), max(1, round(map_wide / _CELL[0]), math.ceil(full)))
        cells = np.column_stack([np.arange(len(tray)) % columns, np.arange(len(tray)) // columns])
        middle = spots[~in_tray, 0].min() + map_wide / 2 if len(placed) else 0.0
        foot = spots[~in_tray, 1].max() + _TRAY_DROP if len(placed) else 0.0
        # as far apart as the map is wide: names stand beside one another
        wide = min(max(map_wide / columns, _CELL[0]), _WIDEST_CELL)
        spots[tray] = (cells - [(columns - 1) / 2, 0.0]) * (wide, _CELL[1]) + [middle, foot]
    return spots


def _apart(
    spots: npt.NDArray[np.float64], radii: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return places moved apart where two marks would touch."""
    from scipy.spatial import KDTree

    reach = 2 * radii.max() + _GAP
    for _ in range(_ROUNDS):
        pairs = KDTree(spots).query_pairs(reach, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        a, b = pairs.T
        way = spots[a] - spots[b]
        distance = np.hypot(way[:, 0], way[:, 1])
        lacking = radii[a] + radii[b] + _GAP - distance
        close = lacking > 0.01
        if not close.any():
            break
        a, b, way, distance, lacking = (v[close] for v in (a, b, way, distance, lacking))
        # two on one spot part along an angle of their own
        angle = 2.399963 * (a + b)
        same = distance < 1e-6
        way[same] = np.stack([np.cos(angle), np.sin(angle)], axis=1)[same]
        distance = np.where(same, 1.0, distance)
        step = way / distance[:, None] * (0.55 * lacking)[:, None]
        for k in (0, 1):
            spots[:, k] += np.bincount(a, step[:, k], len(spots))
            spots[:, k] -= np.bincount(b, step[:, k], len(spots))
    return spots


def vis_drawing(content: PageContent, style: Style, subject: int | None = None) -> dict[str, Any]:
    """Return the nodes, edges and options of the map, as pyvis holds them.

    Parameters
    ----------
    content : PageContent
        What the page shows.
    style : Style
        Areas of marks and lines.
    subject : int, optional
        The group that the page is about.

    Returns
    -------
    dict
        As `places`, its nodes with all that vis-network takes; ``edges`` and ``options``.
    """
    from pyvis.network import Network

    vis = Network()
    found = places(content, style, subject)
    radii, lines = found["radii"], level_lines(content.levels, style)
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
    ]
    vis.set_options(json.dumps(_OPTIONS))
    nodes, edges, *_, options = vis.get_network_data()
    return {**found, "nodes": nodes, "edges": edges, "options": json.loads(options)}


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
                **spot,
                "size": round(radii[i] * factor, 2),
                "shape": shape,
                "color": checked_colour(mark.colour),
            }
        )
    return nodes
