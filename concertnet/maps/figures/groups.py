"""A network read by group: how many actors each holds, and how many ties two of them share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from concertnet.errors import ConcertnetError
from concertnet.maps.nodelink.contents import Contents, read_contents
from concertnet.maps.paper.called import group_word
from concertnet.words import Words

__all__ = ["Collapsed", "class_tops", "collapsed", "group_names", "range_words"]

_CLASSES = 4  # widths of lines between groups


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
    graph: Any,
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
