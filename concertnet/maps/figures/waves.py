"""Waves side by side: the same places, what is new since the wave before, what is gone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import NetworkLike, NetworkOrGraph
from concertnet.hinges.observed import waves_of
from concertnet.maps.layout.layout import check_layout, map_layout
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.curves import pieces
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.nodelink.name_placing import Placed, place_labels, wordings
from concertnet.maps.paper.called import group_word, level_word
from concertnet.maps.paper.days import range_text, when_text
from concertnet.maps.paper.files import house_settings
from concertnet.maps.paper.halo import halo
from concertnet.maps.paper.legend import Entry, draw_strip
from concertnet.maps.paper.marks import draw_marks, stroke
from concertnet.maps.paper.naming import naming_order
from concertnet.maps.paper.page import Sheet, say_nothing, start_page
from concertnet.maps.paper.stated import state
from concertnet.maps.paper.style import Line, Mark, Style
from concertnet.tables.cells.dates import When
from concertnet.words import Words, words

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

__all__ = ["draw_waves"]

_MOST = 12  # waves that a page can hold
_GUTTER = 16.0  # between panels, in points
_LEAST_DRAWN = 32.0  # points of a panel under which a network is a blot
_NAMED = 6  # actors named, those of most ties over all waves
_WIDEST = 84.0  # line of a name, in points
_NAMED_FROM = 200.0  # width of a panel on which actors are named
_AIR = 12.0  # round the marks of a panel, in points


def draw_waves(
    net: NetworkLike | Sequence[NetworkOrGraph],
    *dates: When,
    every: str = "YE",
    by: str | Mapping[Any, Any] | None = "sector",
    lang: str | None = None,
    style: Style | None = None,
    ax: Axes | None = None,
    layout: pd.DataFrame | None = None,
    title: str | None = None,
) -> Axes:
    """Draw waves of a network side by side: an actor has the same place in all of them.

    Ties that were not in the wave before are violet (double in grey), ties of the wave before that
    are gone are dotted. The area of a mark is the number of ties at that wave. Actors without a tie
    at any wave are not drawn, but counted.

    Parameters
    ----------
    net : Network, or sequence of networks or networkx graphs
        The network, or its waves in order.
    *dates : date or str
        The waves of a network.
    every : str
        Without dates, a pandas frequency: ``"YE"`` year ends, ``"QE"`` quarter ends.
    by : str, mapping of actor to group, or None
        What colour and shape mean; None draws every actor alike.
    lang : {"fr", "en"}, optional
        The language of every word.
    style : Style, optional
        ``Style()`` in colour, ``Style.grey()`` without.
    ax : matplotlib.axes.Axes, optional
        Where to draw; its whole box is used. Without it, a page of pyplot is made.
    layout : DataFrame, optional
        Places of the actors (`x`, `y`), as `map_layout` returns them.
    title : str, optional
        The title; an empty one leaves it out.

    Returns
    -------
    matplotlib.axes.Axes
        Axes in points from the lower left of its box.

    Raises
    ------
    OutsideObservation
        If the network does not cover a date.
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        If there are not two waves, or more than twelve, or `layout` leaves a tied actor out.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.maps.paper.files import page_axes
    >>> ax = draw_waves(cn.sample_network(), "2022-06-30", "2024-06-30", lang="en",
    ...                 ax=page_axes())
    >>> ax.texts[0].get_text()
    'The network from wave to wave'
    """
    w, style = words(lang), style or Style()
    if isinstance(net, Sequence):
        graphs = list(net)
    else:
        graphs = [net.at(when) for when in waves_of(net, dates, every)]
    if not 2 <= len(graphs) <= _MOST:
        raise NotComparable("chart_error_waves", n=len(graphs), most=_MOST)
    read = [read_contents(graph, by, w) for graph in graphs]
    networks = [network for network, _ in read]
    if any(contents.scale != read[0][1].scale for _, contents in read):
        read = [read_contents(network, by, w, among=networks) for network in networks]
    waves = [contents for _, contents in read]
    tied = {c.actors[i] for c in waves for i in np.flatnonzero(c.ties)}
    if layout is not None:
        check_layout(layout, sorted(tied, key=str))
    with house_settings(style):
        sheet = start_page(ax, style, rows=True)
        sheet.ax.set_xlim(0, sheet.width)
        sheet.ax.set_ylim(0, sheet.height)
        persons = {
            actor for g, _ in read for actor, kind in g.nodes(data="kind") if kind == "person"
        }
        _draw(sheet, w, read, layout, by, title, tied, persons)
    return sheet.ax


def _draw(
    sheet: Sheet,
    w: Words,
    read: Sequence[tuple[nx.Graph, Contents]],
    layout: pd.DataFrame | None,
    by: Any,
    title: str | None,
    tied: set[Hashable],
    persons: set[Hashable],
) -> None:
    waves = [contents for _, contents in read]
    about = dict(waves[-1].about)
    dates = [c.about.get("date") for c in waves]
    if all(date is not None for date in dates):
        about["date"] = range_text(w, dates[0], dates[-1])
    counts = [w("chart_waves", n=len(waves), ties=tuple(len(c.ends) for c in waves))]
    heading = w["chart_waves_title"] if title is None else title
    if not tied:
        state(sheet, w, about, title=heading, counts=counts)
        say_nothing(sheet, w["chart_transitions_nothing"])
        return
    everybody = {actor for c in waves for actor in c.actors}
    notes = [w["chart_waves_read"]]
    if len(everybody) > len(tied):
        notes.append(w("chart_waves_untied", n=len(everybody) - len(tied)))
    if any(c.directed for c in waves):
        notes.append(w["map_no_direction"])
    state(sheet, w, about, title=heading, counts=counts, notes=notes)
    marks = _marks(sheet, waves, by)
    _legend(sheet, w, waves, marks)
    before: list[Contents | None] = [None, *waves[:-1]]
    headings = [
        w("chart_wave_number", n=k + 1) if date is None else when_text(w, date)
        for k, date in enumerate(dates)
    ]
    details = [_details(w, c, earlier) for c, earlier in zip(waves, before, strict=True)]
    boxes = _boxes(sheet, headings, details)
    total: Counter[Hashable] = Counter()
    for c in waves:
        total.update(dict(zip(c.actors, c.ties.tolist(), strict=True)))
    busiest = sorted(tied - persons, key=lambda actor: (-total[actor], str(actor)))[:_NAMED]
    most = max(int(c.ties.max(initial=0)) for c in waves)
    if layout is None:
        left, bottom, right, top = boxes[0]
        aspect = (right - left) / max(top - bottom - 4 * sheet.size("text"), 1.0)
        graphs = [graph for graph, _ in read]
        layout = map_layout(graphs, aspect=float(np.clip(aspect, 0.4, 3.0)))
    places = layout[["x", "y"]].loc[sorted(tied, key=str)]
    panels = [
        _Panel(c, earlier, text, box, busiest, most)
        for c, earlier, text, box in zip(waves, before, headings, boxes, strict=True)
    ]
    wide, small = boxes[0][2] - boxes[0][0], sheet.size("note")
    heads = [sheet.ruler.wrap(text, small, wide) for text in details]
    deepest = max(map(len, heads))  # a place is the same in all panels, whatever stands over it
    _, bottom, _, top = boxes[0]
    drawn = top - bottom - sheet.size("text") - 1.35 * small * deepest
    if min(wide, drawn) < _LEAST_DRAWN:
        say_nothing(sheet, w("chart_waves_no_room", n=len(waves)))
        return
    for panel, lines in zip(panels, heads, strict=True):
        _draw_panel(sheet, panel, [*lines, *[""] * (deepest - len(lines))], places, marks)


def _marks(sheet: Sheet, waves: Sequence[Contents], by: Any) -> MapMarks:
    """Return how the actors and ties of all waves are drawn: as those of the fullest one."""
    most = max(waves, key=lambda c: len(c.actors))
    whole = replace(
        most,
        groups=tuple(group for c in waves for group in c.groups),
        ends=max((c.ends for c in waves), key=len),
    )
    return MapMarks.of(whole, sheet.style, by, sheet.zoom)


def _legend(sheet: Sheet, w: Words, waves: Sequence[Contents], marks: MapMarks) -> None:
    style, by = sheet.style, marks.by
    samples = []
    if by is not None:
        groups = [group for group in marks.groups if group is not None]
        samples = [
            Entry(group_word(w, group, by), mark=marks.groups[group]) for group in groups[:14]
        ]
        if len(groups) > 14:
            samples.append(Entry(w("map_more_groups", n=len(groups) - 14)))
        if any(group is None for c in waves for group in c.groups):
            samples.append(Entry(w["map_unknown"], mark=style.unknown))
    scale = waves[-1].scale
    if scale is not None:
        for level, line in zip(scale.levels, marks.lines, strict=False):
            samples.append(Entry(level_word(w, scale, level), line=line))
    samples += [
        Entry(w["chart_waves_new"], line=style.new, core=style.new_core),
        Entry(w["chart_waves_lost"], line=style.lost),
    ]
    draw_strip(sheet, samples)


def _boxes(
    sheet: Sheet, headings: Sequence[str], details: Sequence[str]
) -> list[tuple[float, float, float, float]]:
    """Return the box of each panel: in rows of about equal length, as large as they can be.

    None is narrower than its date, and what is written under dates takes from what is drawn.
    """
    n, size, small = len(headings), sheet.size("text"), sheet.size("note")
    least = max(sheet.ruler.width(text, size, bold=True) for text in headings)
    gap = _GUTTER * sheet.zoom
    width, height = sheet.right - sheet.left, sheet.top - sheet.bottom

    def side(columns: int) -> float:
        rows = -(-n // columns)
        wide = (width - gap * (columns - 1)) / columns
        if wide < least and columns > 1:
            return -math.inf
        lines = max(len(sheet.ruler.wrap(text, small, wide)) for text in details)
        head = max(3.2 * size, size + 1.35 * small * lines)
        return min(wide / 1.15, (height - gap * (rows - 1)) / rows - head)

    columns = max(range(1, n + 1), key=side)
    rows = -(-n // columns)
    wide, tall = (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows
    found = []
    for k in range(n):
        left = sheet.left + (k % columns) * (wide + gap)
        top = sheet.top - (k // columns) * (tall + gap)
        found.append((left, top - tall, left + wide, top))
    return found


@dataclass(frozen=True, eq=False)
class _Panel:
    """A wave, the one before, and the box where it is drawn, in points.

    Attributes
    ----------
    contents, before : Contents
        The wave, and the one before it; None for the first one.
    heading : str
        Its date.
    box : tuple of float
        Left, bottom, right and top.
    named : sequence
        The actors that are named.
    most : int
        Ties of the actor that has most of them at any wave: what areas are measured by.
    """

    contents: Contents
    before: Contents | None
    heading: str
    box: tuple[float, float, float, float]
    named: Sequence[Hashable]
    most: int


def _draw_panel(
    sheet: Sheet, panel: _Panel, head: Sequence[str], places: pd.DataFrame, marks: MapMarks
) -> None:
    """Draw a wave on a sheet whose axes are in points.

    Parameters
    ----------
    sheet : Sheet
        The page.
    panel : _Panel
        What is drawn, and where.
    head : sequence of str
        The lines under its date.
    places : DataFrame
        `x` and `y` of every actor tied at some wave.
    marks : MapMarks
        How groups and levels are drawn.
    """
    now, new, gone = _changes(panel)
    room = _head(sheet, panel, head)
    spots = _spots(places, room, sheet.zoom)
    shrink = min(1.0, (room[2] - room[0]) / 340)
    lines = [replace(line, width=max(0.45, line.width * shrink)) for line in marks.lines]
    fresh, lost, core = sheet.style.new, sheet.style.lost, sheet.style.new_core
    tied: list[np.ndarray] = []
    for pair, rank in sorted(now.items(), key=lambda item: (item[0] in new, item[1], str(item[0]))):
        line = lines[rank]
        if pair in new:
            least = 0.9 if core is None else fresh.width
            line = Line(fresh.colour, max(least, line.width))
        kind = "new" if pair in new else "tie"
        tied.append(_tie(sheet, spots, pair, line, f"{kind}-{panel.heading}"))
        if pair in new and core is not None:
            _tie(sheet, spots, pair, replace(core, width=0.45 * line.width), "core")
    for pair in sorted(gone, key=str):
        tied.append(_tie(sheet, spots, pair, lost, f"lost-{panel.heading}"))
    _marks_and_names(sheet, panel, spots, marks, tied, room, shrink)


def _pairs(contents: Contents) -> dict[tuple[Hashable, Hashable], int]:
    """Return the level of each tie, by its two actors in the order of their ids."""
    pairs = zip(contents.ends.tolist(), contents.ranks.tolist(), strict=True)
    return {(contents.actors[a], contents.actors[b]): rank for (a, b), rank in pairs}


def _changes(
    panel: _Panel,
) -> tuple[dict[tuple[Hashable, Hashable], int], set[Any], set[Any]]:
    """Return the ties of a wave with their levels, those that are new and those that are gone."""
    now = _pairs(panel.contents)
    then = _pairs(panel.before) if panel.before is not None else now
    return now, now.keys() - then.keys(), then.keys() - now.keys()


def _details(w: Words, now: Contents, before: Contents | None) -> str:
    """Return what stands under the date of a wave: actors, ties, what changed and density."""
    pairs = _pairs(now)
    n, ties = len(now.actors), len(pairs)
    density = 2 * ties / (n * (n - 1)) if n > 1 else float("nan")
    parts = [w("n_actors", n=n), w("n_ties", n=ties)]
    if before is not None:
        then = _pairs(before)
        new, gone = len(pairs.keys() - then.keys()), len(then.keys() - pairs.keys())
        parts.append(f"+{w.number(new)} \u2212{w.number(gone)}")
    parts.append(w("chart_waves_density", share=w.percent(density, 1)))
    return "  ".join(parts)


def _head(sheet: Sheet, panel: _Panel, lines: Sequence[str]) -> tuple[float, float, float, float]:
    """Write the date and what stands under it; return the box that is left."""
    left, bottom, right, top = panel.box
    size, small = sheet.size("text"), sheet.size("note")
    y = top - size
    sheet.text(left, y, panel.heading, fontsize=size, fontweight="bold", color=sheet.style.ink)
    for line in lines:
        y -= 1.35 * small
        if line:
            sheet.text(left, y, line, fontsize=small, color=sheet.style.soft)
    return left, bottom, right, y - 4 * sheet.zoom


def _spots(
    places: pd.DataFrame, room: tuple[float, float, float, float], zoom: float
) -> dict[Hashable, np.ndarray]:
    """Return where each actor stands in the box, in points."""
    left, bottom, right, top = room
    xy = places.to_numpy(dtype=float)
    low, extent = xy.min(axis=0), np.maximum(np.ptp(xy, axis=0), 1e-9)
    size = np.maximum(np.array([right - left, top - bottom]) - 2 * _AIR * zoom, 1.0)
    scale = size / extent
    # The same shape at every size of page, opened a little to fill its box.
    scale = np.minimum(scale, 1.6 * scale.min())
    centre = np.array([left + right, bottom + top]) / 2
    points = centre + scale * (xy - low - extent / 2)
    return dict(zip(places.index, points, strict=True))


def _tie(
    sheet: Sheet,
    spots: dict[Hashable, np.ndarray],
    pair: tuple[Hashable, Hashable],
    line: Line,
    gid: str,
) -> np.ndarray:
    points = np.array([spots[pair[0]], spots[pair[1]]])
    sheet.ax.plot(
        points[:, 0],
        points[:, 1],
        **stroke(line),
        solid_capstyle="round",
        dash_capstyle="butt",
        zorder=1.0,
        clip_on=False,
        gid=gid,
    )
    return points


def _marks_and_names(
    sheet: Sheet,
    panel: _Panel,
    spots: dict[Hashable, np.ndarray],
    marks: MapMarks,
    tied: list[np.ndarray],
    room: tuple[float, float, float, float],
    shrink: float,
) -> None:
    c, style = panel.contents, sheet.style
    here = [i for i, actor in enumerate(c.actors) if actor in spots]
    centres = np.array([spots[c.actors[i]] for i in here]).reshape(-1, 2)
    areas = np.array([style.area(int(c.ties[i]), panel.most) for i in here]) * marks.full_area
    areas = np.maximum(areas * shrink**1.5, 7.0)
    for group, mark in marks.groups.items():
        of = [k for k, i in enumerate(here) if c.groups[i] == group or marks.by is None]
        if of:
            shown: Mark = mark
            spot = centres[of, 0].tolist(), centres[of, 1].tolist(), areas[of].tolist()
            draw_marks(sheet.ax, *spot, shown, style, zorder=3.0, clip_on=False)
    size = sheet.size("label")
    # On a small panel, a name would stand too far from its mark.
    wide = room[2] - room[0] > _NAMED_FROM * sheet.zoom
    wanted = set(panel.named) if wide else set()
    named = [k for k, i in enumerate(here) if c.actors[i] in wanted and c.ties[i]]
    widest = _WIDEST * size / style.label_size
    choices = [
        [
            way
            for way in wordings(sheet.ruler, c.names[i], size, widest=widest)
            if way.whole and k in named
        ]
        for k, i in enumerate(here)
    ]
    halves = np.sqrt(areas / np.pi)[:, None].repeat(2, axis=1) + 0.5
    order = [
        k
        for k in naming_order(c.ties[here].tolist(), [c.names[i] for i in here])
        if k in set(named)
    ]
    segments = pieces(tied, 0.02)
    placed = place_labels(centres, halves, choices, order=order, segments=segments, inside=room)
    for label in placed:
        if label is not None:
            _name(sheet, label, size)


def _name(sheet: Sheet, placed: Placed, size: float) -> None:
    """Write a name on its halo: plain text above, which stays text in a file."""
    if placed.leader is not None:
        style, ends = sheet.style, np.array(placed.leader).reshape(2, 2)
        for line in (replace(style.casing, width=2.0), style.leader):
            sheet.ax.plot(*ends.T, **stroke(line), zorder=2.4, clip_on=False, gid="leader")
    align = {-1: "right", 0: "center", 1: "left"}[placed.side]
    x = placed.x + placed.side * -placed.wording.width / 2
    for layer, colour in ((2.5, sheet.style.paper), (4.0, sheet.style.ink)):
        text = sheet.text(
            x,
            placed.y,
            placed.wording.text,
            fontsize=size,
            ha=align,
            va="center",
            multialignment=align,
            linespacing=sheet.ruler.spacing,
            color=colour,
            zorder=layer,
            gid="halo" if layer < 3 else "name",
        )
        if layer < 3:
            text.set_path_effects([halo(sheet.style.paper)])
