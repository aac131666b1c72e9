"""Quiet grounds under the actors of a same territory or instance, each with its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from concertnet.errors import NotComparable
from concertnet.hinges.door import NetworkOrGraph, is_network
from concertnet.maps.nodelink.canvas import MapPage
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.name_placing import Taken
from concertnet.maps.nodelink.placement import Placement
from concertnet.names import instance_names
from concertnet.words import Words

__all__ = ["draw_grounds", "read_grounds"]

_ROUND = 20  # points of the circle around each mark
_AIR = 7.0  # from a mark to the edge of its ground, in points
_FEWEST = 2  # actors of a ground: one alone has no extent
_STRENGTH = 0.55  # of the tints, so that grounds which overlap are both seen
_AWAY = (1.0, 7.0, 14.0, 22.0)  # from the edge to the name, in points


def read_grounds(
    graph: NetworkOrGraph, ground: str, contents: Contents, w: Words
) -> dict[str, list[int]]:
    """Return the actors of each ground, by position: of a column, or those who sit at an instance.

    Parameters
    ----------
    graph : Network or networkx.Graph
        What the map shows.
    ground : str
        A column of the actors, or ``"instance"``.
    contents : Contents
        What was read of it.
    w : Words
        The language.

    Raises
    ------
    MissingAttribute
        If no actor has the column.
    NotComparable
        If instances are asked of a graph, which has no seats.
    """
    members: dict[str, list[int]] = {}
    if ground != "instance":
        for i, group in enumerate(read_contents(graph, ground, w)[1].groups):
            if group is not None:
                members.setdefault(w.label(group), []).append(i)
        return dict(sorted(members.items()))
    if not is_network(graph):
        raise NotComparable("map_error_ground_instance")
    place = {str(actor): i for i, actor in enumerate(contents.actors)}
    names = instance_names(graph.instances)
    seats = graph.seating().dropna(subset=["actor", "instance"])
    pairs = seats[["instance", "actor"]].drop_duplicates()
    for instance, actor in zip(pairs["instance"], pairs["actor"], strict=True):
        if str(actor) in place:
            members.setdefault(names.get(instance, str(instance)), []).append(place[str(actor)])
    return dict(sorted(members.items()))


def draw_grounds(
    page: MapPage, found: Placement, members: Mapping[str, Sequence[int]]
) -> list[str]:
    """Draw a ground under the actors of each group that are on the map; return those drawn.

    A name that would stand on another, or on a mark, is left out, and the page counts those.

    Parameters
    ----------
    page : MapPage
        The page.
    found : Placement
        Where everything stands.
    members : mapping of str to sequence of int
        The actors of each ground.
    """
    from matplotlib.collections import PolyCollection

    sheet, style = page.sheet, page.sheet.style
    aside = set(found.tray.places) | set(found.tray.hidden)
    shown = {
        name: [i for i in who if i not in aside]
        for name, who in members.items()
        if sum(i not in aside for i in who) >= _FEWEST
    }
    if not shown:
        return []
    edges = {name: _hull(page, found, who) for name, who in shown.items()}
    # The largest under the others.
    order = sorted(edges, key=lambda name: -_area(edges[name]))
    tint = dict(zip(shown, style.grounds(len(shown)), strict=True))
    sheet.ax.add_collection(
        PolyCollection(
            [(edges[name] - found.origin) / found.scale for name in order],
            facecolor=[tint[name] for name in order],
            edgecolor=style.soft,
            linewidth=0.5,
            alpha=_STRENGTH,
            zorder=0.4,
            gid="grounds",
        ),
        autolim=False,
    )
    marks = np.hstack([found.centres - page.halves, found.centres + page.halves])
    names = np.array([placed.box for placed in found.labels.values()]).reshape(-1, 4)
    taken = Taken(np.concatenate([marks, names]))
    unnamed = sum(not _write(page, found, name, edges[name], taken) for name in order)
    if unnamed:
        page.remark(page.w("map_ground_unnamed", n=unnamed))
    return order


def _hull(page: MapPage, found: Placement, who: Sequence[int]) -> np.ndarray:
    """Return the edge around the marks of these actors, in points, shape (k, 2)."""
    from scipy.spatial import ConvexHull

    turns = 2 * np.pi * np.arange(_ROUND) / _ROUND
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    reach = page.halves[list(who)].max(axis=1) + _AIR * page.sheet.zoom
    points = (found.centres[list(who)][:, None] + reach[:, None, None] * circle).reshape(-1, 2)
    return points[ConvexHull(points).vertices]


def _area(edge: np.ndarray) -> float:
    x, y = edge.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _write(page: MapPage, found: Placement, name: str, edge: np.ndarray, taken: Taken) -> bool:
    """Write the name of a ground along its edge, at the top if it is free; say whether it could."""
    sheet = page.sheet
    size, middle = sheet.size("label"), edge.mean(axis=0)
    lines = sheet.ruler.wrap(name, size, 120 * sheet.zoom, bold=True)
    half = (
        max(sheet.ruler.width(line, size, bold=True) for line in lines) / 2 + 1,
        len(lines) * 0.6 * size + 1,
    )
    left, bottom, right, top = page.room_above(found.tray)
    way = (edge - middle) / np.maximum(np.hypot(*(edge - middle).T), 1e-9)[:, None]
    around = np.argsort(-edge[:, 1], kind="stable")
    spots = []
    for away in _AWAY:
        for k in around:
            x, y = edge[k] + way[k] * (np.abs(way[k]) @ half + away)
            if left + half[0] < x < right - half[0] and bottom + half[1] < y < top - half[1]:
                spots.append((float(x), float(y)))
    spot = taken.first_free(spots, half)
    if spot is None:
        return False
    for k, line in enumerate(lines):
        sheet.text(
            spot[0],
            spot[1] + ((len(lines) - 1) / 2 - k) * 1.2 * size,
            line,
            fontsize=size,
            fontweight="bold",
            ha="center",
            va="center_baseline",
            color=sheet.style.soft,
            zorder=3.9,
            gid="ground",
        )
    return True
