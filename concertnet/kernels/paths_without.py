"""Distances after a tie is cut."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["add_falls"]


@compiled
def _follow(v, starts, ends, distance, before, met, moved, moves):  # type: ignore[no-untyped-def]
    """List the actors that every shortest path reaches through v, v first; return how many."""
    moved[0] = v
    moves[v] = 1
    size = 1
    j = 0
    while j < size:
        x = moved[j]
        for k in range(starts[x], starts[x + 1]):
            w = ends[k]
            if distance[w] == distance[x] + 1:
                met[w] += 1
                if met[w] == before[w]:
                    moved[size] = w
                    moves[w] = 1
                    size += 1
        j += 1
    for j in range(size):
        x = moved[j]
        for k in range(starts[x], starts[x + 1]):
            met[ends[k]] = 0
    return size


@compiled
def _spread(size, starts, ends, moved, moves, again, head, link, queue):  # type: ignore[no-untyped-def]
    """Carry distances from the moved actors that touch others to those that do not.

    The first are listed by distance (`head`, `link`) and join the search when it gets there.
    """
    far = len(head) - 1
    nearest = far
    farthest = 0
    for j in range(size):
        x = moved[j]
        d = again[x]
        if d < far:
            link[x] = head[d]
            head[d] = x
            nearest = min(nearest, d)
            farthest = max(farthest, d)
    done = 0
    queued = 0
    d = nearest
    while d <= farthest or done < queued:
        x = head[d]
        head[d] = -1
        while x >= 0:
            if again[x] == d:
                queue[queued] = x
                queued += 1
            x = link[x]
        level = queued
        while done < level:
            x = queue[done]
            done += 1
            for k in range(starts[x], starts[x + 1]):
                w = ends[k]
                if moves[w] and again[w] > d + 1:
                    again[w] = d + 1
                    queue[queued] = w
                    queued += 1
        d += 1


@compiled
def add_falls(starts, ends, back_starts, back_ends, sources, falls):  # type: ignore[no-untyped-def]
    """Add to both ends of each tie the reciprocal distances that the sources lose when it is cut.

    From one source, cutting u -> v changes something only if v is reached through u alone. The
    actors that move away are then those that every shortest path reaches through v, and only
    their distances are computed again, from the actors around them that stay where they are.

    Parameters
    ----------
    starts, ends : ndarray of int64, shape (n + 1,), and of int32, shape (arcs,)
        Whom each actor reaches in one step.
    back_starts, back_ends : ndarray of int64, shape (n + 1,), and of int32, shape (arcs,)
        Who reaches each actor in one step.
    sources : ndarray of int32
        The actors from which distances are taken.
    falls : ndarray of float64, shape (n,)
        Added to: for each actor, the sum over the arcs cut, one at a time, that leave it or reach
        it, and over the sources, of the fall in 1 / distance to all others.
    """
    n = len(starts) - 1
    far = n + 1
    distance = np.empty(n, np.int32)
    before = np.empty(n, np.int32)
    through = np.empty(n, np.int32)
    order = np.empty(n, np.int32)
    met = np.empty(n, np.int32)
    moved = np.empty(n, np.int32)
    moves = np.empty(n, np.int32)
    again = np.empty(n, np.int32)
    queue = np.empty(n, np.int32)
    head = np.empty(n + 2, np.int32)
    link = np.empty(n, np.int32)
    # one way to allocate, and loops: each other way adds a tenth of a second to the first call
    for i in range(n):
        distance[i] = -1
        before[i] = met[i] = moves[i] = 0
    for d in range(n + 2):
        head[d] = -1
    for source in sources:
        order[0] = source
        distance[source] = 0
        found = 1
        i = 0
        while i < found:
            v = order[i]
            further = distance[v] + 1
            for k in range(starts[v], starts[v + 1]):
                w = ends[k]
                if distance[w] < 0:
                    distance[w] = further
                    order[found] = w
                    found += 1
                if distance[w] == further:
                    before[w] += 1
                    through[w] = v
            i += 1
        for i in range(1, found):
            v = order[i]
            if before[v] != 1:
                continue
            u = through[v]
            size = _follow(v, starts, ends, distance, before, met, moved, moves)
            known = True
            for j in range(size):
                x = moved[j]
                best = far
                for k in range(back_starts[x], back_starts[x + 1]):
                    w = back_ends[k]
                    if w != u and distance[w] >= 0 and not moves[w]:
                        best = min(best, distance[w] + 1)
                        if best == distance[x] + 1:
                            break  # nobody who stays is nearer
                again[x] = best
                known = known and best == distance[x] + 1
            if size > 1 and not known:
                _spread(size, starts, ends, moved, moves, again, head, link, queue)
            fall = 0.0
            for j in range(size):
                x = moved[j]
                fall += 1.0 / distance[x]
                if again[x] < far:
                    fall -= 1.0 / again[x]
                moves[x] = 0
            falls[u] += fall
            falls[v] += fall
        for i in range(found):
            distance[order[i]] = -1
            before[order[i]] = 0
