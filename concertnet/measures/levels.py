"""A measure at or above each level of the scale, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass, replace
from inspect import signature
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.graphs import By, GroupedGraph, grouped
from concertnet.scale import Scale, scale_named

__all__ = ["by_level"]


def by_level(measure: Callable[..., Any], obj: Any, *, by: By = None) -> pd.Series | pd.DataFrame:
    """Take a measure at or above each level of the scale, side by side (the grain of the measure).

    The network of a level has its ties and those of the levels above; every actor stays, as an
    isolate where it has no such tie. Relations set aside are no ties, and never enter.

    Parameters
    ----------
    measure : function
        Any measure of a network whose answer is a number, a Series, a DataFrame or a record of
        numbers, such as `ei_index` or `cohesion`.
    obj : Network, networkx graph or GroupedGraph
        The network. The ties of a networkx graph hold ``rank``, 0 for the loosest level; its
        ``graph["scale"]``, where present, names the levels.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector. A measure that takes ``by`` is given it; any other is
        called with a `GroupedGraph` of these groups.

    Returns
    -------
    Series or DataFrame
        Levels go from the loosest, named as in the scale, or by rank where there is none. Of a
        number, a Series indexed by level. Of a Series, a DataFrame with a column per level. Of a
        record, a DataFrame with a row per field and a column per level. Of a DataFrame, a tidy
        one with `level` first, then `unit`, the row's label (such as the actor), unless its
        columns say what a row is. Undefined is nan, as in the measure. Of a network cut at a level
        (`Network.level`), that level and those above.

    Raises
    ------
    NotComparable
        If no level is known, or the measure answers otherwise than with numbers.
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
    measured = _with_groups(measure, by)
    answers = {level: measured(network) for level, network in _networks(obj)}
    first = next(iter(answers.values()))
    if isinstance(first, Real):
        name = getattr(measure, "__name__", None)
        name = None if name == "<lambda>" else name
        return pd.Series(answers, name=name).rename_axis("level")
    if isinstance(first, pd.Series):
        return pd.concat(answers, axis=1, names=["level"])
    if is_dataclass(first) and not isinstance(first, type):
        records = {level: asdict(answer) for level, answer in answers.items()}
        if all(isinstance(value, Real) for value in records[next(iter(records))].values()):
            return pd.DataFrame(records).rename_axis(columns="level")
    if isinstance(first, pd.DataFrame):
        return _tidy(answers)
    raise NotComparable("error_not_numbers", given=type(first).__name__)


def _with_groups(measure: Callable[..., Any], by: By) -> Callable[[Any], Any]:
    """Return the measure as a function of a network alone."""
    if by is None:
        return measure
    if "by" in signature(measure).parameters:
        return lambda network: measure(network, by=by)
    return lambda network: measure(grouped(network, by=by))


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


def _networks(obj: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each level, loosest first, and the network at or above it."""
    if callable(getattr(obj, "level", None)):
        lowest = obj.lowest_level or obj.scale.levels[0]
        for level in obj.scale.at_least(lowest):
            yield level, obj.level(level)
        return
    if isinstance(obj, GroupedGraph):
        scale, ranks = None, [] if obj.rank is None else obj.rank.tolist()
        at_least, ties = _grouped_at_least, obj.m
    elif callable(getattr(obj, "is_multigraph", None)):
        if obj.is_multigraph():
            raise NotComparable("error_multigraph")
        named = obj.graph.get("scale")
        scale = None if named is None else scale_named(named)
        ranks = [rank for _, _, rank in obj.edges(data="rank")]
        at_least, ties = _networkx_at_least, obj.number_of_edges()
    else:
        raise NotComparable("error_not_a_graph", given=type(obj).__name__)
    for rank, level in enumerate(_levels(ranks, ties, scale)):
        yield level, at_least(obj, rank)


def _levels(ranks: list[Any], ties: int, scale: Scale | None) -> tuple[Any, ...]:
    """Return the levels of a scale, or the ranks from 0 to the highest."""
    known = len(ranks) == ties and all(
        isinstance(rank, Integral) and int(rank) >= 0 for rank in ranks
    )
    highest = max(ranks, default=-1) if known else -1
    levels = tuple(range(int(highest) + 1)) if scale is None else scale.levels
    if not known or not levels or highest >= len(levels):
        names = "–" if scale is None else " < ".join(scale.levels)
        raise NotComparable("error_no_levels", levels=names)
    return levels


def _grouped_at_least(graph: GroupedGraph, rank: int) -> GroupedGraph:
    ranks = np.zeros(0, np.int8) if graph.rank is None else graph.rank
    kept = ranks >= rank
    return replace(graph, source=graph.source[kept], target=graph.target[kept], rank=ranks[kept])


def _networkx_at_least(graph: Any, rank: int) -> Any:
    """Return a copy without the ties below a rank, so that any function of networkx measures it."""
    kept = graph.copy()
    kept.remove_edges_from([(a, b) for a, b, held in graph.edges(data="rank") if held < rank])
    return kept
