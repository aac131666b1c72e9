"""Connected parts of a graph: which one each actor is in, and the pairs that they keep apart."""

from __future__ import annotations

import numpy as np

from concertnet.hinges.arrays import Codes
from concertnet.hinges.graph import GroupedGraph

__all__ = ["component_labels", "share_apart"]


def component_labels(graph: GroupedGraph) -> Codes:
    """Return the connected part of each actor, from 0, directions ignored; shape (n,)."""
    if not graph.n:
        return np.zeros(0, dtype=np.int32)
    from scipy.sparse.csgraph import connected_components

    return connected_components(graph.adjacency(), directed=False)[1]


def share_apart(joined: int, n: int) -> float:
    """Return the share of the pairs of n actors that are not joined; nan without any pair."""
    pairs = n * (n - 1) // 2
    return 1 - joined / pairs if pairs else float("nan")
