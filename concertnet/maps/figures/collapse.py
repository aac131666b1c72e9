"""The collapsed map: groups of actors as marks, the ties between two groups as one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.maps.figures.groups import (
    Collapsed,
    class_tops,
    collapsed,
    group_names,
    range_words,
)
from concertnet.maps.layout.layout import map_layout
from concertnet.maps.nodelink.canvas import STRETCH, MapPage
from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.drawing import draw_placement
from concertnet.maps.nodelink.key import MapMarks
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.nodelink.spots import Taken
from concertnet.maps.paper.called import group_word, title_of
from concertnet.maps.paper.legend import Entry, Section
from concertnet.maps.paper.page import Sheet, about_notes, subtitle
from concertnet.maps.paper.style import Mark, Style
from concertnet.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dense_note", "draw_collapsed"]

_MANY, _DENSE = 150, 0.4  # actors with a tie, and density, from which the matrix is proposed
_FEW = 12  # actors with a tie under which a dense map is still read
_WIDER = 1.9  # than the lines of levels: a line stands for many ties
_LARGER = 2.4  # than the marks of actors: a mark stands for many actors
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # where a count may stand on its line


def draw_collapsed(
    graph: Any,
    collapse: str | Sequence[str],
    *,
    w: Words,
    style: Style,
    ax: Axes,
    title: str | None = None,
) -> Axes:
    """Draw the map of the groups of a network; `draw_network` says the rest.

    Parameters
    ----------
    graph, collapse, w
        As `collapsed` takes them.
    style : Style
        Colours, shapes and sizes.
    ax : matplotlib.axes.Axes
        Where to draw.
    title : str, optional
        The title; an empty one leaves it out.
    """
    found = collapsed(graph, collapse, w)
    about, contents = found.contents.about, found.contents
    sheet = Sheet(ax, style)
    counts = [
        w("n_groups", n=len(found.cells)),
        w("n_actors", n=len(contents.actors)),
        w("n_ties", n=len(contents.ends)),
    ]
    named = " × ".join(_heading(w, column).lower() for column in found.columns)
    sheet.head(
        title_of(about, title, w["map_groups_title"]),
        subtitle(w, about, counts),
    )
    sheet.foot([w("map_groups_note", columns=named), *about_notes(w, about)])
    tops = class_tops(found.counts)
    shown = _as_contents(found, tops, w)
    marks = _marks(found, shown, style, len(tops), sheet.zoom)
    page = MapPage(sheet, shown, marks, w, _sections(found, shown, marks, tops, w, style))
    everyone = np.zeros(len(found.cells), dtype=bool)
    layout = _layout(found, page.aspect(everyone))
    placement = page.place(layout, everyone, stretch=STRETCH)
    draw_placement(page, placement)
    left = _write_counts(sheet, placement, page.halves, found.counts)
    if left and not placement.unnamed:
        page.remark(w("map_groups_counts_left", n=left))
    return ax


def _heading(w: Words, column: str) -> str:
    return w["map_by_sector"] if column == "sector" else w.label(column)


def _as_contents(found: Collapsed, tops: Sequence[int], w: Words) -> Contents:
    """Return the groups as what a map shows: a line's rank is the class of its count."""
    return replace(
        found.contents,
        actors=found.cells,
        names=tuple(group_names(found, w)),
        groups=tuple(cell[0] for cell in found.cells),
        ends=found.pairs,
        ranks=np.searchsorted(np.array(tops), found.counts),
        scale=None,
        # The largest groups are named first.
        ties=found.sizes,
    )


def _marks(found: Collapsed, shown: Contents, style: Style, classes: int, zoom: float) -> MapMarks:
    by = found.columns[0]
    groups: dict[str | None, Mark] = {**style.marks(shown.groups, by)}
    groups[None] = style.unknown
    thin = min(1.0, max(0.35, (120 / max(len(found.pairs), 1)) ** 0.5)) * max(zoom, 0.6)
    lines = tuple(
        replace(line, width=round(line.width * _WIDER * thin, 3))
        for line in style.lines(max(classes, 1))
    )
    full = _LARGER * min(1.0, 40 / max(len(found.cells), 1)) * zoom**2
    most = int(found.sizes.max(initial=0))
    areas = np.array([style.area(int(size), most) * full for size in found.sizes])
    return MapMarks(groups, by, (*lines, style.loosest), areas, full)


def _sections(
    found: Collapsed,
    shown: Contents,
    marks: MapMarks,
    tops: Sequence[int],
    w: Words,
    style: Style,
) -> list[Section]:
    by = found.columns[0]
    sizes: dict[str | None, int] = {}
    for group, size in zip(shown.groups, found.sizes.tolist(), strict=True):
        sizes[group] = sizes.get(group, 0) + size
    entries = [
        Entry(group_word(w, group, by), w.number(sizes[group]), mark)
        for group, mark in marks.groups.items()
        if group in sizes
    ]
    sections = [Section(_heading(w, by), tuple(entries), w["map_groups_heading_of"])]
    if len(found.pairs):
        of_class = np.bincount(shown.ranks, minlength=len(tops))
        ranges = [
            Entry(said, w.number(int(n)), line=line)
            for said, n, line in zip(
                range_words(w, found.counts, tops), of_class, marks.lines, strict=False
            )
            if n
        ]
        sections.append(Section(w["map_groups_ties"], tuple(ranges), w["map_groups_ties_of"]))
    if len(found.sizes):
        steps = sorted({int(found.sizes.min()), int(found.sizes.max())})
        area = dict(zip(found.sizes.tolist(), marks.areas.tolist(), strict=True))
        samples = tuple(
            Entry(w("n_actors", n=n), mark=Mark(style.paper, "circle"), area=area[n]) for n in steps
        )
        sections.append(Section(w["map_size"], samples, w["map_groups_size_of"]))
    return sections


def _layout(found: Collapsed, aspect: float) -> pd.DataFrame:
    import networkx as nx

    groups = nx.empty_graph(len(found.cells))
    groups.add_edges_from(found.pairs.tolist())
    return map_layout(groups, aspect=aspect)


def _write_counts(sheet: Sheet, found: Placement, halves: np.ndarray, counts: np.ndarray) -> int:
    """Write the number of ties on each line that has room for it; return how many have none."""
    size = round(sheet.size("label") * 0.92, 2)
    marks = np.hstack([found.centres - halves, found.centres + halves])
    names = np.array([placed.box for placed in found.labels.values()]).reshape(-1, 4)
    taken = Taken(np.concatenate([marks, names]))
    left = 0
    # The widest lines first: their counts are the ones that are looked for.
    for k in np.argsort(-counts, kind="stable"):
        text = str(counts[k])
        half = sheet.ruler.width(text, size) / 2 + 1.5, size * 0.55
        spots = [_point(found.ties[k], share) for share in _ALONG]
        spot = taken.first_free(spots, half)
        if spot is None:
            left += 1
        else:
            _write_count(sheet, *spot, text, size)
    return left


def _point(line: np.ndarray, share: float) -> tuple[float, float]:
    """Return the point at a share of the length of a line."""
    steps = np.append(0.0, np.hypot(*np.diff(line, axis=0).T).cumsum())
    x, y = (float(np.interp(share * steps[-1], steps, line[:, axis])) for axis in (0, 1))
    return x, y


def _write_count(sheet: Sheet, x: float, y: float, text: str, size: float) -> None:
    sheet.text(
        x,
        y,
        text,
        fontsize=size,
        ha="center",
        va="center_baseline",
        color=sheet.style.ink,
        zorder=2.8,
        gid="count",
        bbox={"boxstyle": "square,pad=0.12", "facecolor": sheet.style.paper, "edgecolor": "none"},
    )


def dense_note(contents: Contents, w: Words) -> str | None:
    """Return the line that proposes the matrix under a map that is hard to read, or None."""
    n, tied = len(contents.actors), int((contents.ties > 0).sum())
    if tied > _MANY:
        return w("map_large_note", n=w.number(tied))
    density = 2 * len(contents.ends) / max(n * (n - 1), 1)
    if tied >= _FEW and density >= _DENSE:
        return w("map_dense_note", density=w.percent(density))
    return None
