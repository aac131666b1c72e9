"""Weights of ties: their levels, or an attribute of a researcher's own graph."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, GraphLike, grouped, is_networkx
from concertnet.hinges.graph import GroupedGraph

__all__ = ["weighted"]


def weighted(
    obj: GraphLike, *, by: By = None, weight: str | None = None, required: bool = True
) -> tuple[GroupedGraph, npt.NDArray[np.float64]]:
    """Return `obj` as a `GroupedGraph`, and the weight of each of its ties.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        As in `grouped`.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...) or, for a networkx graph,
        an attribute of its ties: numbers, or texts that write one with a decimal point ("2.5"), as
        files of graphs often hold. By default every tie weighs 1.
    required : bool
        Whether groups are needed, as in `grouped`.

    Returns
    -------
    GroupedGraph
        The simple graph and its groups.
    ndarray of float, shape (m,)
        Finite and positive.

    Raises
    ------
    NotComparable
        If a tie has no such weight (the attributes there are, are named), or one that is no finite
        and positive number; or as in `grouped`.
    MissingAttribute
        If no actor has the attribute `by`.

    Examples
    --------
    >>> import networkx as nx
    >>> weighted(nx.karate_club_graph(), by="club", weight="weight")[1][:3]
    array([4., 5., 3.])
    """
    graph = grouped(obj, by=by, required=required)
    if weight is None:
        return graph, np.ones(graph.m)
    if weight == "level" and (graph.rank is not None or not graph.m):
        ranks = np.zeros(0) if graph.rank is None else graph.rank
        return graph, ranks.astype(float) + 1
    attributes = obj.edges(data=True) if is_networkx(obj) else ()
    # the ties of a graph made from networkx stand in the order of its edges
    values = [data.get(weight) for _, _, data in attributes]
    missing = graph.m - sum(value is not None for value in values)
    if missing:
        names = {str(name) for _, _, data in attributes for name in data}
        names = sorted(names | ({"level"} if graph.rank is not None else set()))
        known = ", ".join(names) or "–"
        raise NotComparable("error_weight_missing", n=missing, name=weight, known=known)
    numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").to_numpy(float)
    wrong = ~(np.isfinite(numbers) & (numbers > 0))
    if wrong.any():
        example = values[int(np.flatnonzero(wrong)[0])]
        example = repr(example) if isinstance(example, str) else str(example)
        raise NotComparable("error_weight_values", n=int(wrong.sum()), example=example)
    return graph, numbers
