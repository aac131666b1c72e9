"""Weights of ties: their levels, a column of the network, or an attribute of one's own graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import positions
from concertnet.hinges.door import By, GraphLike, grouped, is_network, is_networkx
from concertnet.hinges.graph import GroupedGraph
from concertnet.tables.spec.schema import TABLES

__all__ = ["weighted"]


def weighted(
    graph: GraphLike,
    *,
    by: By = None,
    weight: str | None = None,
    required: bool = True,
    counted: bool = False,
) -> tuple[GroupedGraph, npt.NDArray[np.float64]]:
    """Return `graph` as a `GroupedGraph`, and the weight of each of its ties.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        As in `grouped`.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: numbers, or texts that write one with
        a decimal point ("2.5"), as files of graphs often hold. Of two actors that several rows tie,
        the highest, as of their levels; rows without a weight are then left aside. By default every
        tie weighs 1.
    required, counted : bool
        Whether groups are needed, and whether the answer says who has none, as in `grouped`.

    Returns
    -------
    GroupedGraph
        The simple graph and its groups.
    ndarray of float, shape (m,)
        Finite and positive.

    Raises
    ------
    NotComparable
        If a tie has no such weight (those that there are, are named), or one that is no finite
        and positive number; or as in `grouped`.
    MissingAttribute
        If no actor has the attribute `by`.

    Examples
    --------
    >>> import networkx as nx
    >>> weighted(nx.karate_club_graph(), by="club", weight="weight")[1][:3]
    array([4., 5., 3.])
    """
    arrays = grouped(graph, by=by, required=required, counted=counted)
    if weight is None:
        return arrays, np.ones(arrays.m)
    if weight == "level" and (arrays.rank is not None or not arrays.m):
        ranks = np.zeros(0) if arrays.rank is None else arrays.rank
        return arrays, ranks.astype(float) + 1
    if is_network(graph):
        return arrays, _of_rows(arrays, graph.ties, weight)
    if not is_networkx(graph):
        if not arrays.m:
            return arrays, np.zeros(0)
        raise _missing(arrays.m, weight, (), arrays, key="error_weight_not_carried")
    attributes = graph.edges(data=True)
    # the ties of a graph made from networkx stand in the order of its edges
    values = [data.get(weight) for _, _, data in attributes]
    missing = arrays.m - sum(value is not None for value in values)
    if missing:
        raise _missing(
            missing, weight, (name for _, _, data in attributes for name in data), arrays
        )
    return arrays, _positive(pd.Series(values, dtype=object))


def _of_rows(graph: GroupedGraph, ties: pd.DataFrame, weight: str) -> npt.NDArray[np.float64]:
    """Return the highest weight that the rows of a table give to each tie."""
    said = {column.name for column in TABLES["ties"].columns if column.kind != "number"}
    columns = [c for c in ties.columns if c not in said and ties[c].notna().any()]
    if weight not in columns:
        raise _missing(graph.m, weight, columns, graph)
    rows = ties[ties[weight].notna()]
    one, other = (positions(rows[end], graph.actors) for end in ("source", "target"))
    pair = np.minimum(one, other) * graph.n + np.maximum(one, other)
    # a network's ties stand in the order of their pairs, and each row is of one of them
    place = np.searchsorted(graph.source.astype(np.int64) * graph.n + graph.target, pair)
    highest = np.full(graph.m, -np.inf)
    np.maximum.at(highest, place, _positive(rows[weight]))
    untold = int(np.isneginf(highest).sum())
    if untold:
        raise _missing(untold, weight, columns, graph)
    return highest


def _positive(values: pd.Series) -> npt.NDArray[np.float64]:
    """Return weights as numbers, or raise, showing one that is not finite and positive."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(float)
    wrong = ~(np.isfinite(numbers) & (numbers > 0))
    if wrong.any():
        example = values.iloc[int(np.flatnonzero(wrong)[0])]
        example = repr(example) if isinstance(example, str) else str(example)
        raise NotComparable("error_weight_values", n=int(wrong.sum()), example=example)
    return numbers


def _missing(
    n: int,
    weight: str,
    names: Iterable[Any],
    graph: GroupedGraph,
    key: str = "error_weight_missing",
) -> NotComparable:
    there = {*map(str, names), *(["level"] if graph.rank is not None else [])}
    known = ", ".join(sorted(there)) or "–"
    return NotComparable(key, n=n, name=weight, known=known)
