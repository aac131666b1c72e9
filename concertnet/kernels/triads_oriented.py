"""A simple graph laid out for triangles: every pair once, from its less to its more tied actor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from concertnet.kernels.compiled import compiled

__all__ = ["BACKWARD", "FORWARD", "oriented"]

# What the pair (low, high) of ranks holds: a tie from low to high, one from high to low, or both.
FORWARD = 1
BACKWARD = 2


# Ties above which compiling repays the second that it takes once.
_WORTH_COMPILING = 50_000

OrientedRows = tuple[
    npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[np.int32]
]


def oriented(
    n: int, source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], both: bool
) -> OrientedRows:
    """Order actors by their number of ties, and list each pair under its lower actor.

    Walking the rows of two tied actors then meets each triangle once, at a cost of m^1.5 at
    most: a hub stands last, and its row is short.

    Parameters
    ----------
    n : int
        Number of actors.
    source, target : ndarray of int32, shape (m,)
        Ties of a simple graph, in any order.
    both : bool
        Whether each tie goes both ways (an undirected graph, each tie given once).

    Returns
    -------
    starts : ndarray of int64, shape (n + 1,)
        Where the row of each rank begins.
    ends : ndarray of int32, shape (pairs,)
        The higher rank of each pair, ascending within a row.
    flags : ndarray of uint8, shape (pairs,)
        `FORWARD`, `BACKWARD` or their sum.
    actor : ndarray of int32, shape (n,)
        The actor at each rank.
    """
    source, target = (np.ascontiguousarray(ends, dtype=np.int32) for ends in (source, target))
    lay_out = _oriented_compiled if len(source) > _WORTH_COMPILING else _oriented_plain
    return lay_out(n, source, target, both)


def _oriented_plain(
    n: int, source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], both: bool
) -> OrientedRows:
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    actor = np.argsort(degree, kind="stable").astype(np.int32)
    rank = np.empty(n, dtype=np.int64)
    rank[actor] = np.arange(n)
    a, b = rank[source], rank[target]
    flag = np.where(both, FORWARD + BACKWARD, np.where(a < b, FORWARD, BACKWARD)).astype(np.uint8)
    pair = np.minimum(a, b) * n + np.maximum(a, b)
    order = np.argsort(pair, kind="stable")
    pair, flag = pair[order], flag[order]
    first = np.flatnonzero(np.append(True, pair[1:] != pair[:-1])[: len(pair)])
    flags = np.bitwise_or.reduceat(flag, first) if len(first) else flag
    low, high = pair[first] // max(n, 1), pair[first] % max(n, 1)
    starts = np.searchsorted(low, np.arange(n + 1)).astype(np.int64)
    return starts, high.astype(np.int32), flags, actor


@compiled
def _oriented_compiled(n, source, target, both):  # type: ignore[no-untyped-def]
    """Lay out by counting sorts: a third of the time of `_oriented_plain`."""
    m = len(source)
    degree = np.zeros(n, np.int64)
    for e in range(m):
        degree[source[e]] += 1
        degree[target[e]] += 1
    highest = 0
    for v in range(n):
        highest = max(highest, degree[v])
    place = np.zeros(highest + 2, np.int64)
    for v in range(n):
        place[degree[v] + 1] += 1
    for d in range(highest + 1):
        place[d + 1] += place[d]
    rank = np.empty(n, np.int32)
    actor = np.empty(n, np.int32)
    for v in range(n):
        r = place[degree[v]]
        place[degree[v]] += 1
        rank[v] = r
        actor[r] = v
    # two stable passes of a counting sort: by the higher rank, then by the lower one
    by_high = np.zeros(n + 1, np.int64)
    by_low = np.zeros(n + 1, np.int64)
    for e in range(m):
        a = rank[source[e]]
        b = rank[target[e]]
        by_high[max(a, b) + 1] += 1
        by_low[min(a, b) + 1] += 1
    for r in range(n):
        by_high[r + 1] += by_high[r]
        by_low[r + 1] += by_low[r]
    low = np.empty(m, np.int32)
    high = np.empty(m, np.int32)
    flag = np.empty(m, np.uint8)
    for e in range(m):
        a = rank[source[e]]
        b = rank[target[e]]
        held = FORWARD if a < b else BACKWARD
        if a > b:
            a, b = b, a
        k = by_high[b]
        by_high[b] += 1
        low[k] = a
        high[k] = b
        flag[k] = FORWARD + BACKWARD if both else held
    filled = by_low[:n].copy()
    ends = np.empty(m, np.int32)
    flags = np.empty(m, np.uint8)
    for e in range(m):
        a = low[e]
        k = filled[a]
        if k > by_low[a] and ends[k - 1] == high[e]:
            flags[k - 1] |= flag[e]
        else:
            ends[k] = high[e]
            flags[k] = flag[e]
            filled[a] += 1
    # a pair tied both ways took two places: close the gaps
    starts = np.zeros(n + 1, np.int64)
    written = 0
    for r in range(n):
        starts[r] = written
        for k in range(by_low[r], filled[r]):
            ends[written] = ends[k]
            flags[written] = flags[k]
            written += 1
    starts[n] = written
    return starts, ends[:written].copy(), flags[:written].copy(), actor
