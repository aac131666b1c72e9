"""The geographic map: actors at their latitude and longitude, without any tile or network."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import ConcertnetError, MissingAttribute, NotComparable
from concertnet.hinges.door import NetworkOrGraph
from concertnet.maps.layout.fanning import fan_out
from concertnet.maps.nodelink.canvas import Box, MapPage
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.drawing import draw_placement
from concertnet.maps.nodelink.legend import legend_sections
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.paper.files import house_settings, own_axes
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.stated import state, title_of
from concertnet.maps.paper.style import Style
from concertnet.maps.paper.ticks import round_length
from concertnet.swap import reason
from concertnet.words import Words, words

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

__all__ = ["draw_geographic", "read_outline"]

_DEGREE = 111_195.0  # metres along a meridian, on a sphere of 6,371 km
_LEAST = 0.01  # degrees that a map covers at least, about a kilometre
_STRIP = 22.0  # height kept under the map for the scale bar, in points
_BAR = 0.22  # of the width, at most
_ARROW = ((0.0, 0.0), (4.0, 11.0), (8.0, 0.0), (4.0, 3.0))  # of north, in points
_NAMED = 25  # actors without coordinates that the note names
# How deep the positions of each geometry stand; points are no outline.
_DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def draw_geographic(
    graph: NetworkOrGraph,
    *,
    outline: Any = None,
    by: str | Mapping[Any, Any] | None = "sector",
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a network on the ground: actors at their latitude and longitude, north upwards.

    The projection is equirectangular: distances are right along meridians and along the middle
    latitude of the map, which a note states. Marks that would hide one another are fanned out
    around their place. Actors without coordinates are named in a note. A person who acts for
    themself is not placed, since the place would tell who it is.

    Parameters
    ----------
    graph : Network or networkx.Graph
        Actors with their `latitude` and `longitude` in degrees (WGS 84), ties with their `level`.
    outline : path, mapping, or object with ``__geo_interface__``, optional
        Borders to draw under the network: a GeoJSON file, its content, or what geopandas holds.
        The map shows the whole of it.
    by : str, mapping of actor to group, or None
        What colour and shape mean; None draws every actor alike.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used. Without it, a page of pyplot is made, which a
        notebook displays.
    title : str, optional
        The title; by default that of the network. An empty one leaves it out.

    Returns
    -------
    matplotlib.axes.Axes
        Axes whose `x` is the longitude and `y` the latitude.

    Raises
    ------
    MissingAttribute
        If no actor has a `latitude` and a `longitude`, or the attribute `by`.
    NotComparable
        If `graph` is no simple graph, or coordinates are no degrees.
    ConcertnetError
        If the outline is no GeoJSON in degrees.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.maps.paper.files import page_axes
    >>> G = nx.Graph([("A1", "A2")])
    >>> G.add_node("A1", latitude=46.81, longitude=-71.21)
    >>> G.add_node("A2", latitude=45.50, longitude=-73.57)
    >>> ax = draw_geographic(G, by=None, lang="en", ax=page_axes())
    >>> sum(text.get_text().endswith("km") for text in ax.texts)  # the scale
    1
    """
    w, style = words(lang), style or Style()
    network, whole = read_contents(graph, by, w)
    degrees, persons = _degrees(network, whole)
    borders = [] if outline is None else read_outline(outline)
    placed = np.flatnonzero(np.isfinite(degrees).all(axis=1))
    contents, about = _kept(whole, placed), whole.about
    places = _unwrapped(degrees[placed])
    ax = own_axes(style) if ax is None else ax
    with house_settings(style):
        sheet = Sheet(ax, style)
        counts = [w("n_actors", n=len(whole.actors)), w("n_ties", n=len(whole.ends))]
        heading = title_of(about, title, w["map_geographic_title"])
        ground = _Ground(places, borders, sheet.zoom)
        notes = [w("map_geographic_note", latitude=_latitude(w, ground.middle))]
        notes += _left_out(w, whole, contents, persons)
        if contents.directed:
            notes.append(w["map_no_direction"])
        if sheet.small:
            notes.append(w["map_size_note"])
        state(sheet, w, about, title=heading, counts=counts, notes=[" ".join(notes)])

        marks = MapMarks.of(contents, style, by, sheet.zoom)
        sections = legend_sections(w, contents, marks, style, small=sheet.small)
        page = MapPage(sheet, contents, marks, w, sections, below=_STRIP * sheet.zoom)
        nobody = np.zeros(len(contents.actors), dtype=bool)

        def fanned(centres: np.ndarray, room: Box) -> np.ndarray:
            return fan_out(centres, page.halves.max(axis=1), inside=room)

        layout = pd.DataFrame(places, columns=["x", "y"])
        found = page.place(layout, nobody, fit=ground.fit, move=fanned)
        draw_placement(page, found)
        _draw_ground(sheet, ground, found)
        _draw_bar(page, found, w)
    return ax


class _Ground:
    """What a map covers, in degrees.

    Attributes
    ----------
    places, borders : ndarray, list of ndarray
        Longitudes and latitudes of the actors and along the outline.
    low, high : ndarray, shape (2,)
        The box of them all.
    middle : float
        Its middle latitude.
    """

    def __init__(self, places: np.ndarray, borders: list[np.ndarray], zoom: float) -> None:
        self._zoom = zoom
        centre = np.ptp(places[:, 0]) / 2 + places[:, 0].min()
        # The turn of the earth that brings each border nearest the actors.
        turns = [np.round((centre - line[:, 0].mean()) / 360) * 360 for line in borders]
        self.places = places
        self.borders = [
            line + np.array([turn, 0.0]) for line, turn in zip(borders, turns, strict=True)
        ]
        everything = np.concatenate([places, *self.borders])
        self.low, self.high = everything.min(axis=0), everything.max(axis=0)
        self.middle = float(self.low[1] + self.high[1]) / 2

    def fit(self, _: np.ndarray, room: Box) -> tuple[np.ndarray, np.ndarray]:
        """Set the ground in a room, outline included: one scale in both directions."""
        left, bottom, right, top = room
        air = np.array([34.0, 18.0]) * self._zoom
        size = np.maximum(np.array([right - left, top - bottom]) - 2 * air, 1.0)
        # A degree of longitude is shorter than one of latitude by as much.
        shares = np.array([max(math.cos(math.radians(self.middle)), 0.01), 1.0])
        extent = np.maximum((self.high - self.low) * shares, _LEAST)
        scale = float((size / extent).min()) * shares
        centre = np.array([left + right, bottom + top]) / 2
        return scale, centre - scale * (self.low + self.high) / 2


def _degrees(network: nx.Graph, contents: Contents) -> tuple[np.ndarray, list[int]]:
    """Return the longitude and latitude of every actor, nan if unknown, and who is a person."""
    columns = ("longitude", "latitude")
    nodes = [network.nodes[actor] for actor in contents.actors]
    values = pd.DataFrame([[data.get(c) for c in columns] for data in nodes], columns=columns)
    numbers = values.apply(pd.to_numeric, errors="coerce")
    degrees = numbers.to_numpy(dtype=float, copy=True)
    persons = [i for i, data in enumerate(nodes) if data.get("kind") == "person"]
    degrees[persons] = np.nan
    known = np.isfinite(degrees).all(axis=1)
    if not known.any():
        present = sorted({str(name) for data in nodes for name in data})
        raise MissingAttribute(
            "map_error_no_coordinates", name="latitude", known=", ".join(present) or "–"
        )
    wrong = np.flatnonzero(known & (np.abs(degrees) > (180.0, 90.0)).any(axis=1))
    if len(wrong):
        found = [f"{contents.names[i]} ({degrees[i, 1]:g}, {degrees[i, 0]:g})" for i in wrong[:5]]
        more = [] if len(wrong) <= len(found) else ["…"]
        raise NotComparable("map_error_coordinates", found="; ".join(found + more))
    return degrees, persons


def _unwrapped(degrees: np.ndarray) -> np.ndarray:
    """Return places on either side of the meridian of 180° side by side."""
    if not len(degrees):
        return degrees
    around = np.sort(degrees[:, 0])
    gaps = np.diff(around, append=around[0] + 360)
    west = around[(int(gaps.argmax()) + 1) % len(around)]
    placed = degrees.copy()
    placed[:, 0] += 360 * (placed[:, 0] < west)
    return placed


def _kept(whole: Contents, placed: np.ndarray) -> Contents:
    """Return what a map shows of these actors; their numbers of ties are those of the network."""
    new = np.full(len(whole.actors), -1)
    new[placed] = np.arange(len(placed))
    ends = new[whole.ends].reshape(-1, 2)
    shown = (ends >= 0).all(axis=1)
    return replace(
        whole,
        actors=tuple(whole.actors[i] for i in placed),
        names=tuple(whole.names[i] for i in placed),
        groups=tuple(whole.groups[i] for i in placed),
        ends=ends[shown],
        ranks=whole.ranks[shown],
        ties=whole.ties[placed],
    )


def _left_out(w: Words, whole: Contents, shown: Contents, persons: list[int]) -> list[str]:
    """Say who is not on the map, and how many ties with them."""
    absent = set(range(len(whole.actors))) - set(persons)
    on_map = set(shown.actors)
    names = sorted(whole.names[i] for i in absent if whole.actors[i] not in on_map)
    notes = []
    if names:
        listed = names[:_NAMED]
        if len(names) > len(listed):
            listed.append(w("map_tray_more", n=len(names) - len(listed)))
        notes.append(w("map_geographic_without", n=len(names), names="; ".join(listed)))
    if persons:
        notes.append(w("map_geographic_persons", n=len(persons)))
    ties = len(whole.ends) - len(shown.ends)
    if ties:
        notes.append(w("map_geographic_ties", n=ties))
    return notes


def _latitude(w: Words, degrees: float) -> str:
    side = "north" if degrees >= 0 else "south"
    return w(f"map_latitude_{side}", degrees=w.number(abs(degrees), 1))


def _draw_ground(sheet: Sheet, ground: _Ground, found: Placement) -> None:
    from matplotlib.collections import LineCollection, PolyCollection

    ax, style = sheet.ax, sheet.style
    surfaces = [line for line in ground.borders if (line[0] == line[-1]).all()]
    if surfaces:
        under = PolyCollection(surfaces, facecolor=style.tray, edgecolor="none", zorder=0.2)
        ax.add_collection(under, autolim=False)
    if ground.borders:
        borders = LineCollection(
            ground.borders, colors=style.faint, linewidths=0.9, zorder=0.3, gid="outline"
        )
        ax.add_collection(borders, autolim=False)
    _draw_fans(sheet, ground, found)


def _draw_fans(sheet: Sheet, ground: _Ground, found: Placement) -> None:
    """Draw the place of every mark that had to leave it: a dot, and a line to the mark."""
    from matplotlib.collections import LineCollection

    style = sheet.style
    apart = (found.centres - (found.origin + found.scale * ground.places)) / found.scale
    moved = np.hypot(*(apart * found.scale).T) > 1.0
    if not moved.any():
        return
    places = ground.places[moved]
    spokes = list(np.stack([places, places + apart[moved]], axis=1))
    lines = LineCollection(spokes, colors=style.soft, linewidths=0.6, zorder=2.2, gid="fans")
    sheet.ax.add_collection(lines, autolim=False)
    dots = np.unique(places, axis=0)
    sheet.ax.scatter(*dots.T, s=9, color=style.ink, linewidth=0, zorder=2.3, gid="places")


def _draw_bar(page: MapPage, found: Placement, w: Words) -> None:
    """Draw the scale and the arrow of north under the map, at its left."""
    from matplotlib.patches import Polygon

    sheet, zoom = page.sheet, page.sheet.zoom
    size, ink = sheet.size("note"), page.sheet.style.ink
    metre = float(found.scale[1]) / _DEGREE
    left, bottom, right, _ = page.room_above(found.tray)
    y = bottom - _STRIP * zoom + 4 * zoom
    metres = round_length(_BAR * (right - left) / metre)
    text = (
        w("map_kilometres", n=w.number(metres / 1000))
        if metres >= 1000
        else w("map_metres", n=w.number(metres))
    )
    on_page = {"transform": sheet.ax.transAxes, "clip_on": False, "zorder": 4.0}

    def at(*points: tuple[float, float]) -> np.ndarray:
        return np.array(points) / [sheet.width, sheet.height]

    arrow = at(*((left + x * zoom, y + z * zoom) for x, z in _ARROW))
    sheet.ax.add_patch(Polygon(arrow, facecolor=ink, edgecolor="none", gid="north", **on_page))
    options = {"fontsize": size, "color": ink}
    sheet.text(left + 11 * zoom, y + 2 * zoom, w["map_geographic_north"], **options)
    start = left + 30 * zoom
    end, tick = start + metres * metre, 3.5 * zoom
    bar = at((start, y + tick), (start, y), (end, y), (end, y + tick))
    sheet.ax.plot(
        *bar.T, color=ink, linewidth=1.0 * zoom, solid_joinstyle="miter", gid="scale", **on_page
    )
    sheet.text(end + 5 * zoom, y, text, **options)


def read_outline(outline: Any) -> list[np.ndarray]:
    """Return the lines of an outline; a surface is a line that ends where it begins.

    Parameters
    ----------
    outline : path, mapping, or object with ``__geo_interface__``
        A GeoJSON file (UTF-8), its content, or what geopandas and shapely hold.

    Returns
    -------
    list of ndarray, shape (k, 2)
        Longitudes and latitudes along each line.

    Raises
    ------
    ConcertnetError
        If it is no GeoJSON, holds no line, or its coordinates are no degrees.

    Examples
    --------
    >>> read_outline({"type": "LineString", "coordinates": [[-71, 46], [-70, 47]]})[0].tolist()
    [[-71.0, 46.0], [-70.0, 47.0]]
    """
    try:
        lines = [
            np.array([position[:2] for position in line], dtype=float).reshape(-1, 2)
            for line in _lines(_content(outline))
        ]
    except OSError as error:
        raise ConcertnetError("map_error_outline", path=outline, reason=reason(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConcertnetError("map_error_outline_content") from error
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        raise ConcertnetError("map_error_outline_content")
    # A comparison that also refuses nan.
    if not all((np.abs(line) <= (180.0, 90.0)).all() for line in lines):
        raise ConcertnetError("map_error_outline_degrees")
    return lines


def _content(outline: Any) -> Any:
    if isinstance(outline, (str, os.PathLike)):
        return json.loads(Path(outline).read_text(encoding="utf-8-sig"))
    return getattr(outline, "__geo_interface__", outline)


def _lines(item: Mapping[str, Any] | None) -> Iterator[Any]:
    """Go through the lines of a GeoJSON object, whatever it is."""
    if item is None:  # a feature without a geometry
        return
    kind = item["type"]
    if kind == "FeatureCollection":
        for feature in item["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        yield from _lines(item["geometry"])
    elif kind == "GeometryCollection":
        for geometry in item["geometries"]:
            yield from _lines(geometry)
    elif kind in _DEPTHS:
        yield from _flat(item["coordinates"], _DEPTHS[kind])


def _flat(coordinates: Any, depth: int) -> Iterator[Any]:
    if depth == 1:
        yield coordinates
    else:
        for part in coordinates:
            yield from _flat(part, depth - 1)
