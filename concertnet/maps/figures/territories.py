"""The map by territory: a target whose slices are territories and whose rings are tiers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute
from concertnet.hinges.door import NetworkOrGraph
from concertnet.maps.nodelink.boxes import touching
from concertnet.maps.nodelink.canvas import Box, Fit, MapPage
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.drawing import draw_placement
from concertnet.maps.nodelink.legend import legend_sections
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.nodelink.name_placing import Taken
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.paper.files import house_settings, own_axes
from concertnet.maps.paper.legend import Entry, Section
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.stated import state, title_of
from concertnet.maps.paper.style import Style, group_order
from concertnet.words import Words, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_territories"]

_WIDEST = 1.6  # width of the target for a height of 1, at most
_LEAST_SLICE = 0.35  # share of an equal slice that the smallest one has
_AROUND = 72  # pieces of the rim
_ROUNDS = 4  # of exchanges of places between neighbours
_BESIDE, _ABOVE = 66.0, 24.0  # room kept around the target for the names of territories, in points


def draw_territories(
    graph: NetworkOrGraph,
    *,
    by: str | Mapping[Any, Any] | None = "sector",
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a network by territory: slices of a disc, with the ties within and across them.

    Where actors have a tier, a ring is a tier, the widest in the centre. In its cell, an actor
    stands where its ties are short. Actors without a tie stand with the others: they belong to
    the territory. The legend counts the ties within territories and between them.

    Parameters
    ----------
    graph : Network or networkx.Graph
        Actors with their `territory` and, where it is known, `tier`; ties with their `level`.
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
        Axes whose origin is the centre of the target, of height 2.

    Raises
    ------
    MissingAttribute
        If no actor has a `territory`, or the attribute `by`.
    NotComparable
        If `graph` is no simple graph.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_territories(cn.sample_network(), lang="en", ax=page_axes())
    >>> "Haute-Pruche" in [text.get_text() for text in ax.texts]
    True
    """
    w, style = words(lang), style or Style()
    _, contents = read_contents(graph, by, w)
    territories = read_contents(graph, "territory", w)[1].groups
    try:
        tiers = read_contents(graph, "tier", w)[1].groups
    except MissingAttribute:
        tiers = (None,) * len(territories)  # a target of one ring
    ax = own_axes(style) if ax is None else ax
    with house_settings(style):
        sheet = Sheet(ax, style)
        about = contents.about
        counts = [w("n_actors", n=len(contents.actors)), w("n_ties", n=len(contents.ends))]
        rings = any(tier is not None for tier in tiers)
        state(
            sheet,
            w,
            about,
            title=title_of(about, title, w["map_territories_title"]),
            counts=counts,
            notes=[w["map_territories_note" if rings else "map_territories_note_flat"]],
            after=[
                *([w["map_no_direction"]] if contents.directed else []),
                *([w["map_size_note"]] if sheet.small else []),
            ],
        )

        marks = MapMarks.of(contents, style, by, sheet.zoom)
        sections = legend_sections(w, contents, marks, style, small=sheet.small)
        if len(contents.ends):
            sections.insert(1, _ties_section(contents, territories, w))
        page = MapPage(sheet, contents, marks, w, sections)
        target = _target(territories, tiers, _width(page))
        places = _places(target, contents)
        everyone = np.zeros(len(contents.actors), dtype=bool)
        layout = pd.DataFrame(places, columns=["x", "y"])
        # No name stands across the limit of two territories, or over its rim.
        found = page.place(
            layout, everyone, fit=_fit(target, sheet.zoom), walls=[*_sides(target), *_rim(target)]
        )
        signs = _signs(page, found, target, w)
        found = _without_under(found, signs)
        draw_placement(page, found)
        _draw_target(page, found, target, signs, w)
    return ax


@dataclass(frozen=True, eq=False)
class _Target:
    """Slices and rings, and the cell of every actor.

    Angles turn clockwise from the top, in turns; radii go from 0 to 1, `wide` times as much
    sideways.
    """

    slices: tuple[tuple[str | None, float, float], ...]
    rings: tuple[tuple[str | None, float, float], ...]
    slice_of: np.ndarray
    ring_of: np.ndarray
    wide: float

    def at(self, turn: float | np.ndarray, radius: float) -> np.ndarray:
        """Return the point at an angle and a radius, shape (..., 2)."""
        angle = 2 * np.pi * np.asarray(turn)
        return radius * np.stack([self.wide * np.sin(angle), np.cos(angle)], axis=-1)


def _width(page: MapPage) -> float:
    """Return the width of a target for a height of 1 that suits a page."""
    left, bottom, right, top = page.frame
    beside, above = (2 * room * page.sheet.zoom for room in (_BESIDE, _ABOVE))
    tall = max(top - bottom - above, 1.0)
    return float(np.clip((right - left - beside) / tall, 1.0, _WIDEST))


def _fit(target: _Target, zoom: float) -> Fit:
    """Return how a whole target is set in a room, the names of territories around it."""

    def fit(_: np.ndarray, room: Box) -> tuple[np.ndarray, np.ndarray]:
        left, bottom, right, top = room
        wide = (right - left) / 2 - _BESIDE * zoom
        tall = (top - bottom) / 2 - _ABOVE * zoom
        scale = max(min(wide / target.wide, tall), 1.0)
        return np.array([scale, scale]), np.array([left + right, bottom + top]) / 2

    return fit


def _target(
    territories: tuple[str | None, ...], tiers: tuple[str | None, ...], wide: float
) -> _Target:
    names: list[str | None] = [*group_order(territories, "territory")]
    names += [None] if None in territories else []
    levels: list[str | None] = [*group_order(tiers, "tier")]
    levels += [None] if None in tiers or not levels else []
    slice_of = np.array([names.index(t) for t in territories], dtype=np.int64)
    ring_of = np.array([levels.index(t) for t in tiers], dtype=np.int64)
    sizes = np.bincount(slice_of, minlength=len(names)).astype(float)
    share = np.maximum(sizes, _LEAST_SLICE * sizes.mean())
    turns = np.append(0.0, np.cumsum(share / share.sum()))
    # Between rings of one width and rings of one room per actor.
    crowd = np.bincount(ring_of, minlength=len(levels)) / len(ring_of)
    equal = np.arange(1, len(levels) + 1) / len(levels)
    radii = np.append(0.0, (equal + np.sqrt(np.cumsum(crowd))) / 2)
    return _Target(
        tuple(zip(names, turns[:-1].tolist(), turns[1:].tolist(), strict=True)),
        tuple(zip(levels, radii[:-1].tolist(), radii[1:].tolist(), strict=True)),
        slice_of,
        ring_of,
        wide,
    )


def _places(target: _Target, contents: Contents) -> np.ndarray:
    """Return the place of every actor, exchanged within its cell so that ties are short."""
    places = np.zeros((len(contents.actors), 2))
    cells = []
    for s, (_, start, end) in enumerate(target.slices):
        for r, (_, inner, outer) in enumerate(target.rings):
            members = np.flatnonzero((target.slice_of == s) & (target.ring_of == r))
            places[members] = _spread(target, len(members), (start, end), (inner, outer))
            cells.append(members)
    partners: list[list[int]] = [[] for _ in contents.actors]
    for a, b in contents.ends.tolist():
        partners[a].append(b)
        partners[b].append(a)
    for _ in range(_ROUNDS):
        moved = [_exchange(places, i, members, partners) for members in cells for i in members]
        if not any(moved):
            break
    return places


def _spread(
    target: _Target, n: int, turns: tuple[float, float], radii: tuple[float, float]
) -> np.ndarray:
    """Return `n` places in a cell: on as many arcs as make them evenly far apart."""
    if not n:
        return np.empty((0, 2))
    turn, depth = turns[1] - turns[0], radii[1] - radii[0]
    arc = math.pi * turn * max(sum(radii) / 2, 0.1) * (1 + target.wide)
    arcs = int(np.clip(round(math.sqrt(n * depth / arc)), 1, n))
    at = radii[0] + depth * (np.arange(arcs) + 0.5) / arcs
    # The longer an arc, the more places on it.
    tops = np.round(np.cumsum(at) / at.sum() * n).astype(int)
    found = []
    for k, (count, radius) in enumerate(zip(np.diff(tops, prepend=0), at, strict=True)):
        # Neighbouring arcs are staggered, so that names find room.
        shift = 0.5 + (0.18 if k % 2 else -0.18) * (arcs > 1)
        found.append(
            target.at(turns[0] + turn * (np.arange(count) + shift) / max(count, 1), radius)
        )
    return np.concatenate(found)


def _exchange(places: np.ndarray, i: int, members: np.ndarray, partners: list[list[int]]) -> bool:
    """Exchange the place of `i` with that of the member of its cell that shortens ties most."""

    def length(actor: int, spot: np.ndarray, other: int) -> float:
        of = [p for p in partners[actor] if p != other]
        return float(np.hypot(*(places[of] - spot).T).sum()) if of else 0.0

    best, gain = i, 1e-9
    for j in members.tolist():
        if j == i:
            continue
        now = length(i, places[i], j) + length(j, places[j], i)
        then = length(i, places[j], j) + length(j, places[i], i)
        if now - then > gain:
            best, gain = j, now - then
    if best == i:
        return False
    places[[i, best]] = places[[best, i]]
    return True


def _ties_section(contents: Contents, territories: tuple[str | None, ...], w: Words) -> Section:
    kinds = [
        "ties_unknown"
        if territories[a] is None or territories[b] is None
        else "within"
        if territories[a] == territories[b]
        else "across"
        for a, b in contents.ends.tolist()
    ]
    entries = tuple(
        Entry(w[f"map_territories_{kind}"], w.number(kinds.count(kind)))
        for kind in ("within", "across", "ties_unknown")
        if kind != "ties_unknown" or kind in kinds
    )
    return Section(w["map_territories_ties"], entries)


def _sides(target: _Target) -> list[np.ndarray]:
    """Return the limits between slices, from the centre to the rim."""
    if len(target.slices) < 2:
        return []
    return [np.stack([np.zeros(2), target.at(start, 1.0)]) for _, start, _ in target.slices]


def _rim(target: _Target) -> list[np.ndarray]:
    """Return the rim of the target in short straight pieces."""
    around = target.at(np.linspace(0, 1, _AROUND + 1), 1.0)
    return [np.stack(ends) for ends in pairwise(around)]


def _draw_target(
    page: MapPage, found: Placement, target: _Target, signs: Sequence[_Sign], w: Words
) -> None:
    from matplotlib.collections import LineCollection, PolyCollection
    from matplotlib.patches import Ellipse

    sheet, style = page.sheet, page.sheet.style
    grounds = style.grounds(len(target.slices))
    slices = [
        np.concatenate([np.zeros((1, 2)), target.at(np.linspace(start, end, _AROUND), 1.0)])
        for _, start, end in target.slices
    ]
    sheet.ax.add_collection(
        PolyCollection(slices, facecolor=grounds, edgecolor="none", zorder=0.2, gid="grounds"),
        autolim=False,
    )
    for _, _, outer in target.rings:
        ring = Ellipse(
            (0, 0),
            2 * outer * target.wide,
            2 * outer,
            facecolor="none",
            edgecolor=style.paper,
            linewidth=1.4,
            zorder=0.3,
        )
        sheet.ax.add_patch(ring)
    if len(target.slices) > 1:
        sheet.ax.add_collection(
            LineCollection(_sides(target), colors=style.paper, linewidths=4.0, zorder=0.4),
            autolim=False,
        )
    _name_slices(page, signs, w)
    if len(target.rings) > 1:
        taken = _taken(page, found)
        for sign in signs:
            taken.first_free([(sign.x, sign.y)], sign.half)
        _name_rings(page, found, target, taken, w)


@dataclass(frozen=True)
class _Sign:
    """The name of a territory where it stands: its lines, its middle, half its size, its actors."""

    lines: list[str]
    x: float
    y: float
    half: tuple[float, float]
    actors: int


def _taken(page: MapPage, found: Placement) -> Taken:
    marks = np.hstack([found.centres - page.halves, found.centres + page.halves])
    names = np.array([placed.box for placed in found.labels.values()]).reshape(-1, 4)
    return Taken(np.concatenate([marks, names]))


def _signs(page: MapPage, found: Placement, target: _Target, w: Words) -> list[_Sign]:
    """Return where the name of each territory stands: outside the rim of its slice."""
    sheet, size = page.sheet, page.sheet.size("text") * 1.12
    counts = np.bincount(target.slice_of, minlength=len(target.slices))
    left, bottom, right, top = page.frame
    taken, signs = _taken(page, found), []
    for (name, start, end), n in zip(target.slices, counts.tolist(), strict=True):
        text = w["map_territories_unknown"] if name is None else name
        lines = sheet.ruler.wrap(text, size, 130 * sheet.zoom, bold=True)
        wide = max(sheet.ruler.width(line, size, bold=True) for line in lines) / 2
        tall = (len(lines) * 1.2 * size + 1.1 * sheet.size("note")) / 2 + 1
        spots = []
        for radius in (1.02, 1.06, 1.1, 1.15, 1.2, 1.26, 1.33, 1.4):
            for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0.0, 1.0):
                turn = start + share * (end - start)
                x, y = found.origin + found.scale * target.at(turn, radius)
                way = np.array([math.sin(2 * math.pi * turn), math.cos(2 * math.pi * turn)])
                x = float(np.clip(x + way[0] * wide, left + wide, right - wide))
                y = float(np.clip(y + way[1] * tall, bottom + tall, top - tall))
                spots.append((x, y))
        x, y = taken.first_free(spots, (wide, tall)) or spots[0]
        signs.append(_Sign(lines, x, y, (wide, tall), n))
    return signs


def _without_under(found: Placement, signs: Sequence[_Sign]) -> Placement:
    """Leave off the names that stand where a territory has to be named; those of the key stay."""
    boxes = np.array(
        [(s.x - s.half[0], s.y - s.half[1], s.x + s.half[0], s.y + s.half[1]) for s in signs]
    )
    kept = {
        i: placed
        for i, placed in found.labels.items()
        if not placed.wording.whole or not touching(np.array([placed.box]), boxes, 0.0, 0.0).any()
    }
    unnamed = found.unnamed + len(found.labels) - len(kept)
    return replace(found, labels=kept, unnamed=unnamed)


def _name_slices(page: MapPage, signs: Sequence[_Sign], w: Words) -> None:
    """Write each territory, and how many actors it has."""
    sheet, size = page.sheet, page.sheet.size("text") * 1.12
    for sign in signs:
        high = sign.y + sign.half[1] - size
        for k, line in enumerate(sign.lines):
            sheet.text(
                sign.x,
                high - 1.2 * size * k,
                line,
                ha="center",
                fontsize=size,
                fontweight="bold",
                color=sheet.style.ink,
                zorder=4.2,
                gid="territory",
            )
        sheet.text(
            sign.x,
            high - 1.2 * size * len(sign.lines) + 0.15 * size,
            w("n_actors", n=sign.actors),
            ha="center",
            fontsize=sheet.size("note"),
            color=sheet.style.soft,
            zorder=4.2,
        )


def _name_rings(page: MapPage, found: Placement, target: _Target, taken: Taken, w: Words) -> None:
    """Write each tier on the outer edge of its ring, where there is room."""
    sheet, size = page.sheet, page.sheet.size("note")
    turns = [turn for _, start, end in target.slices for turn in (start, (start + end) / 2)]
    for name, _, outer in target.rings:
        text = w["map_territories_tier_unknown"] if name is None else w.within(name)
        half = sheet.ruler.width(text, size) / 2 + 2, size * 0.6
        around = [*turns, *np.linspace(0, 1, 60, endpoint=False).tolist()]
        spots = [tuple(found.origin + found.scale * target.at(turn, outer)) for turn in around]
        spot = taken.first_free([(float(x), float(y)) for x, y in spots], half)
        if spot is None:
            continue
        sheet.text(
            *spot,
            text,
            ha="center",
            va="center_baseline",
            fontsize=size,
            style="italic",
            color=sheet.style.soft,
            zorder=2.8,
            gid="tier",
            bbox={
                "boxstyle": "square,pad=0.1",
                "facecolor": sheet.style.paper,
                "edgecolor": "none",
            },
        )
