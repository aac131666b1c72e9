"""The contacts of each actor: how many of its ties go to each group."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of

__all__ = ["contacts", "tie_ends"]


def contacts(
    graph: GraphLike, *, by: By = None, direction: Literal["both", "out", "in"] = "both"
) -> pd.DataFrame:
    """Count each actor's ties to each group (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        In a directed graph, the ties sent ("out"), those received ("in"), or both, a contact tied
        both ways counting twice.

    Returns
    -------
    DataFrame of int, shape (n, k)
        Indexed by actor, in the graph's order; one column per group. Ties to actors of unknown
        group are left out.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or `direction` is no such word, or "out" or "in" when it is
        undirected.

    Examples
    --------
    >>> import networkx as nx
    >>> contacts(nx.karate_club_graph(), by="club").loc[0].to_dict()
    {'Mr. Hi': 15, 'Officer': 1}
    """
    graph = grouped(graph, by=by)
    k = len(graph.groups)
    counts = np.zeros(graph.n * k, dtype=np.int64)
    for one, other in tie_ends(graph, direction):
        code = graph.codes[other]
        known = code >= 0
        cell = one[known].astype(np.int64) * k + code[known]
        counts += np.bincount(cell, minlength=graph.n * k)
    return pd.DataFrame(
        counts.reshape(graph.n, k),
        index=graph.actors,
        columns=labels_of(graph.groups, graph.by),
    )


def tie_ends(
    graph: GroupedGraph, direction: str
) -> list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """Return each actor's end of the ties in a direction, and the other's: once or twice m."""
    sent, received = (graph.source, graph.target), (graph.target, graph.source)
    ends = {"both": [sent, received], "out": [sent], "in": [received]}
    if not isinstance(direction, str) or direction not in ends:
        raise NotComparable(
            "error_unknown_choice", value=direction, name="direction", known=", ".join(ends)
        )
    if direction != "both" and not graph.directed:
        raise NotComparable("error_directed_only", name="direction", value=direction)
    return ends[direction]
