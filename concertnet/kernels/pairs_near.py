"""Untied pairs that share something, and the best of them by score, without a table of all."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["near_pairs"]


@compiled
def _comes_before(score, place, other_score, other_place):  # type: ignore[no-untyped-def]
    """Say whether a pair ranks above another: a higher score, then an earlier place."""
    return score > other_score or (score == other_score and place < other_place)


@compiled
def _sink(scores, places, root, size):  # type: ignore[no-untyped-def]
    """Restore a heap whose root is the lowest ranked pair."""
    while True:
        low = root
        for child in (2 * root + 1, 2 * root + 2):
            if child < size and _comes_before(
                scores[low], places[low], scores[child], places[child]
            ):
                low = child
        if low == root:
            return
        scores[root], scores[low] = scores[low], scores[root]
        places[root], places[low] = places[low], places[root]
        root = low


@compiled
def near_pairs(  # type: ignore[no-untyped-def]
    ours, eligible, tie_starts, tie_ends, seat_starts, seat_ends, seated_starts, seated_ends,
    looser_starts, looser_ends, per_partner, per_log, degrees, groups, mixed, affinity,
    territory, tier, weights, centres, top,
):  # fmt: skip
    """Walk two steps out of each actor of a sector, and keep the best pairs met.

    Parameters
    ----------
    ours : ndarray of int64, shape (a,)
        Positions of the sector's actors, in the order that decides between equal scores.
    eligible : ndarray of int64, shape (n,)
        Place of each actor of another known sector in the same sense; -1 for the others.
    tie_starts, tie_ends, looser_starts, looser_ends : ndarray of int32
        Rows of the ties, and of those below the level looked at.
    seat_starts, seat_ends, seated_starts, seated_ends : ndarray of int32
        Instances of each actor, actors of each instance.
    per_partner, per_log : ndarray of float64, shape (n,)
        What each actor adds to the two indices of shared partners.
    degrees : ndarray of float64, shape (n,)
        Numbers of ties, each over the square root of their sum.
    groups : ndarray of int32, shape (n,)
    mixed : ndarray of float64, shape (k, k)
    affinity : ndarray of float64, shape (n, k)
    territory, tier : ndarray of int64, shape (n,)
        Codes, -1 where unknown.
    weights, centres : ndarray of float64, shape (9,)
        Of the columns of evidence, in their order: a value adds weight * (value - centre).
    top : int
        Pairs to keep; 0 to count only.

    Returns
    -------
    sums, squares : ndarray of float64, shape (5,)
        Over the near pairs, of the columns that are 0 for all other pairs.
    near : int
        Number of near pairs.
    scores : ndarray of float64, shape (kept,)
    pairs : ndarray of int64, shape (kept,)
        a * n + b: place of the actor and place of the other. In no order.
    """
    n = len(eligible)
    sums = np.zeros(5)
    squares = np.zeros(5)
    near = 0
    scores = np.empty(top)
    pairs = np.empty(top, np.int64)
    kept = 0
    value = np.zeros(9)
    counted = np.zeros((n, 5))
    met = np.empty(n, np.int64)
    seen = np.full(n, -1, np.int64)
    tied = np.full(n, -1, np.int64)
    for a in range(len(ours)):
        u = ours[a]
        found = 0
        for e in range(tie_starts[u], tie_starts[u + 1]):
            tied[tie_ends[e]] = u
        for e in range(tie_starts[u], tie_starts[u + 1]):
            x = tie_ends[e]
            for f in range(tie_starts[x], tie_starts[x + 1]):
                v = tie_ends[f]
                if eligible[v] < 0 or tied[v] == u:
                    continue
                if seen[v] != u:
                    seen[v] = u
                    met[found] = v
                    found += 1
                counted[v, 0] += 1
                counted[v, 1] += per_partner[x]
                counted[v, 2] += per_log[x]
        for e in range(seat_starts[u], seat_starts[u + 1]):
            i = seat_ends[e]
            for f in range(seated_starts[i], seated_starts[i + 1]):
                v = seated_ends[f]
                if eligible[v] < 0 or tied[v] == u:
                    continue
                if seen[v] != u:
                    seen[v] = u
                    met[found] = v
                    found += 1
                counted[v, 3] += 1
        for e in range(looser_starts[u], looser_starts[u + 1]):
            v = looser_ends[e]
            if eligible[v] < 0 or tied[v] == u:
                continue
            if seen[v] != u:
                seen[v] = u
                met[found] = v
                found += 1
            counted[v, 4] = 1
        near += found
        for q in range(found):
            v = met[q]
            for c in range(5):
                x_c = counted[v, c]
                sums[c] += x_c
                squares[c] += x_c * x_c
                value[c] = x_c
                counted[v, c] = 0.0
            if top == 0:
                continue
            value[5] = degrees[u] * degrees[v] * mixed[groups[u], groups[v]]
            value[6] = affinity[u, groups[v]] + affinity[v, groups[u]]
            value[7] = 1.0 if territory[u] == territory[v] else 0.0
            if territory[u] < 0 or territory[v] < 0:
                value[7] = centres[7]
            value[8] = 1.0 if tier[u] == tier[v] else 0.0
            if tier[u] < 0 or tier[v] < 0:
                value[8] = centres[8]
            score = 0.0
            for c in range(9):
                score += weights[c] * (value[c] - centres[c])
            pair = a * n + eligible[v]
            if kept < top:
                scores[kept] = score
                pairs[kept] = pair
                kept += 1
                if kept == top:
                    for root in range(top // 2 - 1, -1, -1):
                        _sink(scores, pairs, root, top)
            elif _comes_before(score, pair, scores[0], pairs[0]):
                scores[0] = score
                pairs[0] = pair
                _sink(scores, pairs, 0, top)
    return sums, squares, near, scores[:kept], pairs[:kept]
