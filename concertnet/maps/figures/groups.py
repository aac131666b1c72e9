"""The map of groups: those of a network as marks, the ties between two of them as one line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.hinges.door import NetworkOrGraph
from concertnet.maps.layout.layout import map_layout
from concertnet.maps.nodelink.canvas import MapPage, layout_fit
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.nodelink.drawing import draw_placement
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.nodelink.name_placing import Taken
from concertnet.maps.nodelink.placement import Placement
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.legend import Entry, Section
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.stated import state, title_of
from concertnet.maps.paper.style import Mark, Style
from concertnet.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Collapsed", "class_tops", "collapsed", "draw_collapsed", "group_names", "range_words"]

_CLASSES = 4  # widths of lines between groups
_WIDER = 1.9  # than the lines of levels: a line stands for many ties
_LARGER = 2.4  # than the marks of actors: a mark stands for many actors
_STRETCH = 2.0  # how much more one direction may be enlarged: groups fill their page
_FEW = 30  # groups up to which their names are larger
_COLUMN = 9  # lines that leave room in a column for samples of areas
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # where a count may stand on its line


def draw_collapsed(
    graph: NetworkOrGraph,
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
    named = " × ".join(_within(w, column) for column in found.columns)
    heading = title_of(about, title, w["map_groups_title"])
    notes = [w("map_groups_note", columns=named)]
    tops = class_tops(found.counts)
    # a long column in a report's figure has no room for what areas mean
    crowded = sheet.small and len({cell[0] for cell in found.cells}) + len(tops) > _COLUMN
    notes += [w["map_groups_size_note"]] if crowded else []
    state(sheet, w, about, title=heading, counts=counts, notes=notes)
    shown = _as_contents(found, tops, w)
    marks = _marks(found, shown, style, len(tops), sheet.zoom)
    sections = _sections(found, shown, marks, tops, w, style, areas=not crowded)
    few = len(found.cells) <= _FEW
    page = MapPage(sheet, shown, marks, w, sections, text="text" if few else "label")
    everyone = np.zeros(len(found.cells), dtype=bool)
    layout = _layout(found, page.aspect(everyone))
    placement = page.place(layout, everyone, fit=layout_fit(sheet.zoom, _STRETCH, whole=True))
    draw_placement(page, placement)
    left = _write_counts(sheet, placement, page.halves, found.counts)
    if left and not placement.unnamed:
        page.remark(w("map_groups_counts_left", n=left))
    return ax


@dataclass(frozen=True, eq=False)
class Collapsed:
    """A network read by group.

    Attributes
    ----------
    columns : tuple of str
        The columns that make the groups, one or two; the first one is what colour and shape mean.
    cells : tuple of tuple
        The value of each column for every group that has an actor; None is unknown.
    sizes : ndarray of int, shape (k,)
        Number of actors of each group.
    within : ndarray of int, shape (k,)
        Number of ties between two actors of the group.
    pairs : ndarray of int, shape (p, 2)
        The pairs of groups between which there are ties, each once.
    counts : ndarray of int, shape (p,)
        Number of ties of each pair.
    contents : Contents
        The actors and ties behind.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    sizes: np.ndarray
    within: np.ndarray
    pairs: np.ndarray
    counts: np.ndarray
    contents: Contents


def collapsed(
    graph: NetworkOrGraph,
    collapse: str | Sequence[str],
    w: Words,
    groups: Mapping[str, Mapping[Any, Any]] = MappingProxyType({}),
) -> Collapsed:
    """Read a network by one column of the actors' table, or by two crossed.

    Parameters
    ----------
    graph : Network or networkx.Graph
        Actors with these columns, and ties.
    collapse : str or sequence of str
        ``"territory"``, ``"sector x territory"`` or ``("sector", "territory")``.
    w : Words
        The language in which errors name things.
    groups : mapping of column to mapping of actor to group
        The columns that are not of the table but given actor by actor.

    Raises
    ------
    ConcertnetError
        If `collapse` names no column, more than two, or twice the same.
    MissingAttribute
        If no actor has one of the columns.
    NotComparable
        If `graph` is no simple graph.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.words import words
    >>> found = collapsed(nx.karate_club_graph(), "club", words("en"))
    >>> found.cells, found.sizes.tolist(), found.within.tolist(), found.counts.tolist()
    ((('Mr. Hi',), ('Officer',)), [17, 17], [35, 32], [11])
    """
    columns = _columns(collapse)
    read = [read_contents(graph, groups.get(column, column), w)[1] for column in columns]
    contents = read[0]
    of_actors = list(zip(*(one.groups for one in read), strict=True))
    cells = tuple(sorted(set(of_actors), key=lambda cell: [(v is None, v or "") for v in cell]))
    place = {cell: k for k, cell in enumerate(cells)}
    code = np.array([place[cell] for cell in of_actors], dtype=np.int64)
    k = len(cells)
    ends = np.sort(code[contents.ends], axis=1)
    keys, counts = np.unique(ends[:, 0] * k + ends[:, 1], return_counts=True)
    low, high = keys // max(k, 1), keys % max(k, 1)
    within = np.zeros(k, dtype=np.int64)
    within[low[low == high]] = counts[low == high]
    between = low != high
    return Collapsed(
        columns=columns,
        cells=cells,
        sizes=np.bincount(code, minlength=k),
        within=within,
        pairs=np.stack([low, high], axis=1)[between],
        counts=counts[between],
        contents=contents,
    )


def group_names(found: Collapsed, w: Words) -> list[str]:
    r"""Return the name of each group, with its numbers of actors and of ties within.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.words import words
    >>> group_names(collapsed(nx.karate_club_graph(), "club", words("en")), words("en"))[0]
    'Mr. Hi (17\xa0actors, 35\xa0ties)'
    """
    names = []
    for cell, size, within in zip(found.cells, found.sizes, found.within, strict=True):
        group = ", ".join(group_word(w, v, c) for v, c in zip(cell, found.columns, strict=True))
        # A number stays on the line of what it counts.
        said = {"group": group, "actors": w("n_actors", n=int(size)).replace(" ", "\u00a0")}
        if within:
            said["ties"] = w("n_ties", n=int(within)).replace(" ", "\u00a0")
        names.append(w("map_groups_name_within" if within else "map_groups_name", **said))
    return names


def class_tops(counts: np.ndarray) -> list[int]:
    """Return the highest number of ties of each width: each number alone when there are few.

    The first width begins at the fewest ties that a pair has.

    Examples
    --------
    >>> class_tops(np.array([1, 3])), class_tops(np.array([1, 5, 100]))
    ([1, 2, 3], [2, 9, 31, 100])
    """
    if not len(counts):
        return []
    least, most = int(counts.min()), int(counts.max())
    if most - least < _CLASSES:
        return list(range(least, most + 1))
    # each class is as many times the one below: the first one begins at the fewest ties
    return sorted({round(top) for top in np.geomspace(least, most + 1, _CLASSES + 1)[1:] - 1})


def range_words(w: Words, counts: np.ndarray, tops: Sequence[int]) -> list[str]:
    """Return the numbers of ties that each width stands for, in words."""
    lows = [int(counts.min(initial=tops[0] if tops else 0)), *(top + 1 for top in tops)]
    return [
        w("n_ties", n=low)
        if low == high
        else w("map_groups_range", low=w.number(low), high=w.number(high))
        for low, high in zip(lows, tops, strict=False)
    ]


def _columns(collapse: str | Sequence[str]) -> tuple[str, ...]:
    given = re.split(r"\s+[x×]\s+", collapse.strip()) if isinstance(collapse, str) else collapse
    columns = tuple(str(column) for column in given)
    if not 1 <= len(columns) <= 2 or len(set(columns)) < len(columns) or "" in columns:
        raise ConcertnetError("map_error_collapse", value=str(collapse))
    return columns


def _heading(w: Words, column: str) -> str:
    return w["map_by_sector"] if column == "sector" else w.label(column)


def _within(w: Words, column: str) -> str:
    return w["map_by_sector"].lower() if column == "sector" else w.within(column)


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
    *,
    areas: bool,
) -> list[Section]:
    by = found.columns[0]
    sizes: dict[str | None, int] = {}
    for group, size in zip(shown.groups, found.sizes.tolist(), strict=True):
        sizes[group] = sizes.get(group, 0) + size
    entries = [
        Entry(group_word(w, group, by), w.number(sizes[group]), mark=mark)
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
    if len(found.sizes) and areas:
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
