"""Bridging of ties: which ties are the way between parts of the network, and between groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Codes, Positions, starts_of
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import require_undirected
from concertnet.hinges.progress import Telling, batches
from concertnet.measures.answers import MEASURES

__all__ = ["tie_bridging"]


def tie_bridging(graph: GraphLike, *, by: By = None, progress: Telling = None) -> pd.DataFrame:
    """Measure how far each tie bridges the network and its groups (tie grain).

    A tie is a case, not a sample: there is no p. One tie that nobody reported would change the span
    of others: look at those that stand out.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end: the time grows as actors times ties.

    Returns
    -------
    DataFrame, m rows
        source, target, and the group and other_group of these two; level, as a number from 0, the
        loosest (nan where unknown); is_bridge, whether nothing else joins its ends; shared,
        contacts that both ends have; span, the length of the shortest path between its ends without
        it: 2 with a shared contact, 3 and up for a local bridge, inf for a bridge; betweenness, the
        shortest paths between unordered pairs of actors that pass over it, 1 and up (its own ends
        are a pair); across, those between two known groups (nan with fewer than two); only_tie,
        whether it joins two groups that no other tie joins (missing where one is unknown). No
        neutral value.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or is directed.

    References
    ----------
    .. [1] Granovetter, M. S. (1973). The strength of weak ties. American Journal of Sociology,
       78(6), 1360-1380.
    .. [2] Girvan, M. and Newman, M. E. J. (2002). Community structure in social and biological
       networks. PNAS, 99(12), 7821-7826.
    .. [3] Brandes, U. (2008). On variants of shortest-path betweenness centrality and their generic
       computation. Social Networks, 30(2), 136-145.

    Examples
    --------
    >>> import networkx as nx
    >>> found = tie_bridging(nx.karate_club_graph(), by="club")
    >>> found.nlargest(2, "across")[["source", "target", "span", "betweenness", "across"]].round(2)
        source  target  span  betweenness  across
    15       0      31   3.0        71.39   71.39
    31       2      32   2.0        38.70   37.53
    """
    from concertnet.kernels.paths_ties import add_tie_dependencies, bridges, ways_round

    arrays = grouped(graph, by=by, required=False)
    require_undirected(arrays, "tie_bridging")
    starts, ends, ties = _arcs(arrays)
    source, target = (
        np.ascontiguousarray(e, dtype=np.int32) for e in (arrays.source, arrays.target)
    )
    is_bridge = bridges(starts, ends, ties, arrays.m)
    shared, span = ways_round(starts, ends, source, target, is_bridge)
    every, across = np.zeros(arrays.m), np.zeros(arrays.m)
    codes = np.ascontiguousarray(arrays.codes, dtype=np.int32)
    for sources in batches(np.arange(arrays.n), arrays.n + len(ends), progress):
        add_tie_dependencies(starts, ends, ties, codes, sources, every, across)
    groups = named(arrays.groups, arrays.codes)
    several = (arrays.sizes > 0).sum() > 1
    rank = np.full(arrays.m, np.nan) if arrays.rank is None else arrays.rank.astype(float)
    return pd.DataFrame(
        {
            "source": arrays.actors[source],
            "target": arrays.actors[target],
            "group": groups[source],
            "other_group": groups[target],
            "level": rank,
            "is_bridge": is_bridge,
            "shared": shared,
            "span": span,
            # each pair of actors was searched from both ends
            "betweenness": every / 2,
            "across": across / 2 if several else np.full(arrays.m, np.nan),
            "only_tie": _only(arrays),
        },
        columns=MEASURES["tie_bridging"].names,
    )


def _arcs(graph: GroupedGraph) -> tuple[Positions, Codes, Codes]:
    """Return where the row of each actor starts, whom it is tied to, and by which tie."""
    one = np.concatenate([graph.source, graph.target])
    other = np.concatenate([graph.target, graph.source])
    order = np.argsort(one, kind="stable")
    starts = starts_of(np.bincount(one, minlength=graph.n))
    tie = np.tile(np.arange(graph.m, dtype=np.int32), 2)
    return starts, other[order].astype(np.int32), tie[order]


def _only(graph: GroupedGraph) -> pd.arrays.BooleanArray:
    """Say of each tie whether it alone joins its two groups; missing where one is unknown."""
    one, other = graph.codes[graph.source], graph.codes[graph.target]
    k = len(graph.groups) + 1
    cell = np.minimum(one, other).astype(np.int64) * k + np.maximum(one, other)
    _, place, count = np.unique(cell, return_inverse=True, return_counts=True)
    return pd.arrays.BooleanArray((count[place] == 1) & (one != other), (one < 0) | (other < 0))
