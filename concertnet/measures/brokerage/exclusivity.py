"""Exclusive brokerage: the pairs of actors that one actor joins, and nobody else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, GraphLike, grouped

__all__ = ["brokerage_exclusivity"]


def brokerage_exclusivity(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Count the pairs that each actor joins, and those that nobody else joins (actor grain).

    An actor joins two others that are tied to it and not to each other (an open two-path; in a
    directed graph i -> actor -> j without i -> j). Whoever alone joins a pair leaves it apart by
    going. One tie that nobody reported would end an exclusivity: look at the pairs.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame, n rows
        The graph's actors in its order: brokered, pairs that it joins, each unordered pair once
        (ordered when directed); exclusive, those that nobody else joins; brokered_across and
        exclusive_across, the same of pairs of two known groups; exclusivity, exclusive_across over
        brokered_across, 0 to 1, nan without any; credit, the sum over the same pairs, of two
        groups, of 1 over the number of those who join them: over all actors it adds up to the
        number of these pairs. No neutral value: compare with shuffled groups (`against_chance`).

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Hamilton, M., Hileman, J. and Bodin, O. (2020). Evaluating heterogeneous brokerage: new
       conceptual and methodological approaches and their application to multi-level environmental
       governance networks. Social Networks, 61, 1-10.

    Examples
    --------
    >>> import networkx as nx
    >>> found = brokerage_exclusivity(nx.karate_club_graph(), by="club")
    >>> found.loc[0, ["brokered", "exclusive", "brokered_across", "exclusive_across"]].tolist()
    [102, 71, 15, 11]
    """
    from scipy.sparse import csr_array

    arrays = grouped(graph, by=by, required=False)
    tied: Any = csr_array(arrays.adjacency().astype(float))
    joined = (tied @ tied).tocoo()
    one, other = joined.coords
    apart = (one != other) & (joined.data > 0)
    one, other, brokers = one[apart], other[apart], joined.data[apart]
    # whether they are tied: looked up among the ties, as numbers of pairs
    key = np.sort(_keys(arrays.n, *tied.nonzero()))
    place = np.searchsorted(key, _keys(arrays.n, one, other))
    there = np.append(key, -1)[place] == _keys(arrays.n, one, other)
    one, other, brokers = one[~there], other[~there], brokers[~there]
    across = arrays.codes[one] != arrays.codes[other]
    across &= (arrays.codes[one] >= 0) & (arrays.codes[other] >= 0)
    alone = brokers == 1
    once = 1 if arrays.directed else 2  # an undirected pair stands both ways

    def over_pairs(values: Any) -> Any:
        """Sum what pairs are worth over those that each actor joins."""
        worth = csr_array((values.astype(float), (one, other)), shape=tied.shape)
        # i -> actor -> j: the arcs that enter the actor, then those that leave it
        return (tied.T @ worth).multiply(tied).sum(axis=1) / once

    def counted(which: Any) -> Any:
        return np.rint(over_pairs(which)).astype(np.int64)

    brokered_across, exclusive_across = counted(across), counted(across & alone)
    return pd.DataFrame(
        {
            "brokered": counted(np.ones(len(one))),
            "exclusive": counted(alone),
            "brokered_across": brokered_across,
            "exclusive_across": exclusive_across,
            "exclusivity": ratio(exclusive_across, brokered_across),
            "credit": over_pairs(across / brokers),
        },
        index=arrays.actors,
    )


def _keys(n: int, one: Any, other: Any) -> Any:
    return one.astype(np.int64) * n + other
