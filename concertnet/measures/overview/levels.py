"""A measure at or above each level of the scale, side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import name_of, numbers_of, taken
from concertnet.hinges.door import By, GraphLike, grouped, is_network, is_networkx
from concertnet.hinges.from_networkx import require_no_parallel
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import levels_as_ranks
from concertnet.scale import Scale, scale_named, scale_of_details

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["by_level"]


def by_level(
    measure: Callable[..., Any], graph: GraphLike, *, by: By = None
) -> pd.Series | pd.DataFrame:
    """Take a measure at or above each level of the scale, side by side (the grain of the measure).

    The network of a level has its ties and those of the levels above; every actor stays, as an
    isolate where it has no such tie. Relations set aside are no ties, and never enter.

    Parameters
    ----------
    measure : function
        A measure of ties whose answer is a number, a Series, a DataFrame or a record of numbers,
        such as `ei_index` or `cohesion`; of another answer name the part, as in ``lambda g:
        mixing(g).frame()``. It is called with a `GroupedGraph`, or with a networkx graph where
        `graph` is one and `by` is not given. None of seats, which have no level.
    graph : Network, networkx graph or GroupedGraph
        The network. The ties of a networkx graph hold ``rank``, 0 for the loosest level; its
        ``graph["scale"]``, where present, names the levels.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series or DataFrame
        Levels go from the loosest, named as in the scale, or by rank where there is none. Of a
        number, a Series indexed by level. Of a Series, a DataFrame with a column per level. Of a
        record, a DataFrame with a row per number and a column per level; the tables that the
        record holds beside are left out: name one of them to have it. Of a DataFrame, a tidy
        one with `level` first, then `unit`, the row's label (such as the actor), unless its
        columns say what a row is. Undefined is nan, as in the measure. Of a network cut at a level
        (`Network.level`), that level and those above.

    Raises
    ------
    NotComparable
        If no level is known, or the measure answers otherwise than with numbers or is no function
        of what it is called with.
    MissingAttribute
        If no actor has the attribute.

    References
    ----------
    .. [1] de Nooy, W., Mrvar, A. and Batagelj, V. (2011). Exploratory Social Network Analysis with
       Pajek, 2nd edition, chapter 5 (m-slices). Cambridge University Press.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import ei_index
    >>> path = nx.Graph([(0, 1, {"rank": 0}), (1, 2, {"rank": 1}), (2, 3, {"rank": 0})],
    ...                 scale="bourque")
    >>> nx.set_node_attributes(path, dict(enumerate("aabb")), "sector")
    >>> by_level(ei_index, path)
    level
    collaboration   -0.333333
    concertation     1.000000
    partnership           NaN
    Name: ei_index, dtype: float64
    """
    answers = {level: taken(measure, network) for level, network in _networks(graph, by)}
    first = next(iter(answers.values()))
    if isinstance(first, Real):
        name = name_of(measure)
        name = None if name == "<lambda>" else name
        return pd.Series(answers, name=name).rename_axis("level")
    if isinstance(first, pd.Series):
        return pd.concat(answers, axis=1, names=["level"])
    if isinstance(first, pd.DataFrame):
        return _tidy(answers)
    records = {level: numbers_of(answer) for level, answer in answers.items()}
    if None in records.values():
        raise NotComparable("error_not_numbers", given=type(first).__name__)
    return pd.DataFrame(records).rename_axis(columns="level")


def _tidy(answers: dict[Any, pd.DataFrame]) -> pd.DataFrame:
    parts = []
    for level, answer in answers.items():
        # a row without a name is said by its columns of text, where it has any
        named = answer.index.name is not None
        if named or all(map(pd.api.types.is_numeric_dtype, answer.dtypes)):
            part = answer.rename_axis("unit").reset_index()
        else:
            part = answer.copy()
        part.insert(0, "level", level)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _networks(graph: GraphLike, by: By) -> Iterator[tuple[Hashable, nx.Graph | GroupedGraph]]:
    """Yield each level, loosest first, and the network at or above it."""
    named: Scale | str | None = None
    lowest = None
    if is_networkx(graph):
        named = scale_of_details(graph.graph) or graph.graph.get("scale")
    elif is_network(graph):
        named, lowest = graph.scale, graph.lowest_level
    scale = None if named is None else scale_named(named)
    if is_networkx(graph) and by is None:
        require_no_parallel(graph)
        ties, at_least = graph.number_of_edges(), partial(_networkx_at_least, graph)
        ranks = levels_as_ranks([rank for _, _, rank in graph.edges(data="rank")])
    else:
        graph = grouped(graph, by=by)
        ranks, ties, at_least = graph.rank, graph.m, graph.kept
    if ranks is None and not ties:
        ranks = np.zeros(0, np.int8)
    highest = -1 if ranks is None else int(ranks.max(initial=-1))
    levels = tuple(range(highest + 1)) if scale is None else scale.levels
    if ranks is None or not levels or highest >= len(levels):
        names = "–" if scale is None else " < ".join(scale.levels)
        raise NotComparable("error_no_levels", levels=names)
    first = 0 if lowest is None else levels.index(lowest)
    for rank, level in enumerate(levels[first:], start=first):
        yield level, at_least(ranks >= rank)


def _networkx_at_least(graph: nx.Graph, kept: npt.NDArray[np.bool_]) -> nx.Graph:
    """Return a copy with some of its ties only, so that any function of networkx measures it."""
    copy = graph.copy()
    copy.remove_edges_from([tie for tie, stays in zip(graph.edges, kept, strict=True) if not stays])
    return copy
