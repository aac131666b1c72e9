"""Shortest paths between groups, and how many of them pass through each actor."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["add_dependencies"]


@compiled
def add_dependencies(starts, ends, codes, sources, sums, squares, reaches, reached):  # type: ignore[no-untyped-def]
    """Add what each actor carries of the shortest paths that leave the sources for other groups.

    Brandes's accumulation, one search in breadth a source. Only the ends of another known group
    are counted; any actor carries. With every actor alone in its group, all pairs count.

    Parameters
    ----------
    starts : ndarray of int64, shape (n + 1,)
        Where the row of each actor begins.
    ends : ndarray of int32, shape (arcs,)
        Whom each actor reaches in one step.
    codes : ndarray of int32, shape (n,)
        Group of each actor; negative where it is unknown.
    sources : ndarray of int32
        Where the paths begin.
    sums, squares : ndarray of float64, shape (n,)
        Added to: the dependency of each source on each actor, and its square; nan for an actor
        to which more paths lead than a float can count, and for those on the way to it.
    reaches : ndarray of int64, shape (n,)
        Set: number of actors that each source reaches.
    reached : ndarray of int64, shape (n,)
        Added to: number of sources that reach each actor.
    """
    n = len(starts) - 1
    distance = np.full(n, -1, np.int32)
    paths = np.empty(n, np.float64)
    # dependency over number of paths: an actor's own is then a plain sum over those that follow
    share = np.empty(n, np.float64)
    order = np.empty(n, np.int32)
    # the steps of shortest paths, in the order of the search: the way back reads no other
    step = np.empty(len(ends) + 1, np.int32)
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
                step[steps] = w
                steps += distance[w] == further
            for k in range(first[i], steps):
                paths[step[k]] += paths[v]
            i += 1
        first[found] = steps
        group = codes[source]
        for i in range(found - 1, 0, -1):
            v = order[i]
            onward = 0.0 if paths[v] < np.inf else np.nan
            for k in range(first[i], first[i + 1]):
                onward += share[step[k]]
            dependency = onward * paths[v]
            sums[v] += dependency
            squares[v] += dependency * dependency
            reached[v] += 1
            is_end = codes[v] >= 0 and codes[v] != group
            share[v] = onward + 1.0 / paths[v] if is_end else onward
            distance[v] = -1
        distance[source] = -1
        reaches[source] = found - 1
