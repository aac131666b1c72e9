"""Shortest paths over each tie, which ties are bridges, and the way round each of the others."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["add_tie_dependencies", "bridges", "ways_round"]


@compiled
def add_tie_dependencies(starts, ends, ties, codes, sources, every, across):  # type: ignore[no-untyped-def]
    """Add the share of the shortest paths from the sources that pass over each tie.

    Brandes's accumulation by arc, one search in breadth a source: a step from v to w, on shortest
    paths, carries paths[v] / paths[w] of what ends at w or goes on from there.

    Parameters
    ----------
    starts : ndarray of int64, shape (n + 1,)
        Where the row of each actor begins.
    ends, ties : ndarray of int32, shape (arcs,)
        Whom each actor reaches in one step, and over which tie.
    codes : ndarray of int32, shape (n,)
        Group of each actor; negative where it is unknown.
    sources : ndarray of int32
        Where the paths begin.
    every, across : ndarray of float64, shape (m,)
        Added to: paths to any actor; to one of another known group, from a known one.
    """
    n = len(starts) - 1
    distance = np.full(n, -1, np.int32)
    paths = np.empty(n, np.float64)
    share = np.empty((n, 2), np.float64)
    order = np.empty(n, np.int32)
    # the steps of shortest paths, in the order of the search: the way back reads no other
    step = np.empty(len(ends) + 1, np.int64)
    first = np.empty(n + 1, np.int64)
    for source in sources:
        order[0] = source
        distance[source] = 0
        paths[source] = 1.0
        found = 1
        steps = 0
        i = 0
        while i < found:
            v = order[i]
            first[i] = steps
            further = distance[v] + 1
            for k in range(starts[v], starts[v + 1]):
                w = ends[k]
                if distance[w] < 0:
                    distance[w] = further
                    paths[w] = 0.0
                    order[found] = w
                    found += 1
                # written always, kept if it is one: a branch would be guessed wrong too often
                step[steps] = k
                steps += distance[w] == further
            for at in range(first[i], steps):
                paths[ends[step[at]]] += paths[v]
            i += 1
        first[found] = steps
        group = codes[source]
        for i in range(found - 1, -1, -1):
            v = order[i]
            onward = 0.0
            beyond = 0.0
            for at in range(first[i], first[i + 1]):
                k = step[at]
                w = ends[k]
                tie = ties[k]
                every[tie] += paths[v] * share[w, 0]
                across[tie] += paths[v] * share[w, 1]
                onward += share[w, 0]
                beyond += share[w, 1]
            is_end = group >= 0 and codes[v] >= 0 and codes[v] != group
            share[v, 0] = onward + 1.0 / paths[v]
            share[v, 1] = beyond + (1.0 / paths[v] if is_end else 0.0)
            distance[v] = -1


@compiled
def bridges(starts, ends, ties, m):  # type: ignore[no-untyped-def]
    """Say which ties are the only way between their two ends (Tarjan), shape (m,)."""
    n = len(starts) - 1
    found = np.zeros(m, np.bool_)
    seen = np.full(n, -1, np.int64)  # in which order actors are found
    lowest = np.empty(n, np.int64)  # the first that is reached from there without going back
    above = np.full(n, -1, np.int32)  # the tie by which one was found
    at = np.empty(n, np.int64)
    stack = np.empty(n, np.int32)
    time = 0
    for root in range(n):
        if seen[root] >= 0:
            continue
        stack[0] = root
        depth = 1
        seen[root] = lowest[root] = time
        at[root] = starts[root]
        time += 1
        while depth:
            v = stack[depth - 1]
            if at[v] < starts[v + 1]:
                k = at[v]
                at[v] += 1
                w = ends[k]
                if ties[k] == above[v]:
                    continue
                if seen[w] < 0:
                    seen[w] = lowest[w] = time
                    time += 1
                    above[w] = ties[k]
                    at[w] = starts[w]
                    stack[depth] = w
                    depth += 1
                else:
                    lowest[v] = min(lowest[v], seen[w])
            else:
                depth -= 1
                if depth:
                    parent = stack[depth - 1]
                    lowest[parent] = min(lowest[parent], lowest[v])
                    if lowest[v] > seen[parent]:
                        found[above[v]] = True
    return found


@compiled
def ways_round(starts, ends, source, target, is_bridge):  # type: ignore[no-untyped-def]
    """Return the contacts in common of both ends of each tie, and the way round it.

    Returns
    -------
    ndarray of int64, shape (m,)
        Contacts in common.
    ndarray of float64, shape (m,)
        Length of the shortest path between the two ends without the tie: 2 with a contact in
        common, inf for a bridge.
    """
    n, m = len(starts) - 1, len(source)
    shared = np.zeros(m, np.int64)
    span = np.full(m, np.inf)
    mark = np.full(n, -1, np.int64)
    distance = np.full(n, -1, np.int32)
    order = np.empty(n, np.int32)
    for tie in range(m):
        a, b = source[tie], target[tie]
        for k in range(starts[a], starts[a + 1]):
            mark[ends[k]] = tie
        for k in range(starts[b], starts[b + 1]):
            if mark[ends[k]] == tie:
                shared[tie] += 1
        if shared[tie]:
            span[tie] = 2.0
            continue
        if is_bridge[tie]:
            continue
        # from one end, stopped at the other, the tie itself left out
        order[0] = a
        distance[a] = 0
        found = 1
        i = 0
        while i < found and distance[b] < 0:
            v = order[i]
            for k in range(starts[v], starts[v + 1]):
                w = ends[k]
                if distance[w] >= 0 or (v == a and w == b):
                    continue
                distance[w] = distance[v] + 1
                order[found] = w
                found += 1
            i += 1
        span[tie] = distance[b]
        for i in range(found):
            distance[order[i]] = -1
    return shared, span
