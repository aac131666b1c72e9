"""What is left joined when a node goes: every node of a graph in one walk."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["without_each"]


@compiled
def without_each(starts, neighbours, weight, removed):  # type: ignore[no-untyped-def]
    """Count the pairs that can still reach each other without each node in turn.

    One depth-first walk finds the cut nodes (Hopcroft and Tarjan); the weights under the branches
    that hang on a node are the parts that it holds together.

    Parameters
    ----------
    starts : ndarray of int64, shape (n + 1,)
        Where the row of each node begins in `neighbours`.
    neighbours : ndarray of int32, shape (2 m,)
        Neighbours of each node; a simple undirected graph.
    weight : ndarray of int64, shape (n,)
        What a node counts for: 1 for an actor, 0 for a node that only joins actors.
    removed : ndarray of bool, shape (n,)
        Nodes that are gone already.

    Returns
    -------
    joined : int
        Pairs of weights in a same part, with every node that is not removed.
    without : ndarray of int64, shape (n,)
        The same without each node; `joined` for a node that is removed.
    parts : ndarray of int64, shape (n,)
        Parts of some weight that its own falls into without each node: more than one at a cut.
    components : int
        Parts of some weight, with every node that is not removed.
    """
    n = len(weight)
    seen = np.zeros(n, np.int32)  # 1 for the first node visited, 0 for one that is not yet
    low = np.zeros(n, np.int32)
    parent = np.full(n, -1, np.int32)
    upcoming = starts[:n].copy()
    under = weight.copy()
    hanging = np.zeros(n, np.int64)
    hanging_pairs = np.zeros(n, np.int64)
    parts = np.zeros(n, np.int64)
    without = np.zeros(n, np.int64)
    visit = np.empty(n, np.int32)
    joined = 0
    components = 0
    count = 0
    for root in range(n):
        if removed[root] or seen[root]:
            continue
        first = count
        visit[count] = root
        count += 1
        seen[root] = count
        low[root] = count
        v = root
        while True:
            if upcoming[v] < starts[v + 1]:
                u = neighbours[upcoming[v]]
                upcoming[v] += 1
                if removed[u] or u == parent[v]:
                    continue
                if seen[u]:
                    low[v] = min(low[v], seen[u])
                    continue
                parent[u] = v
                visit[count] = u
                count += 1
                seen[u] = count
                low[u] = count
                v = u
                continue
            p = parent[v]
            if p < 0:
                break
            low[p] = min(low[p], low[v])
            under[p] += under[v]
            if low[v] >= seen[p]:
                hanging[p] += under[v]
                hanging_pairs[p] += under[v] * (under[v] - 1) // 2
                if under[v] > 0:
                    parts[p] += 1
            v = p
        total = under[root]
        pairs = total * (total - 1) // 2
        joined += pairs
        if total > 0:
            components += 1
        for t in range(first, count):
            v = visit[t]
            rest = total - weight[v] - hanging[v]
            if rest > 0:
                parts[v] += 1
            without[v] = hanging_pairs[v] + rest * (rest - 1) // 2 - pairs
    for v in range(n):
        without[v] += joined
    return joined, without, parts, components
