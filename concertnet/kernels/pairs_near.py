"""Untied pairs that share something, and the best of them by score, without a table of all."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["Evidence", "FilledRows", "Surroundings", "near_pairs"]


class FilledRows(NamedTuple):
    """The filled cells of a sparse matrix, row by row: `starts` (rows + 1), `ends`, of int32."""

    starts: Any
    ends: Any


class Surroundings(NamedTuple):
    """What the walk reads, of n actors.

    Attributes
    ----------
    ours : ndarray of int64, shape (a,)
        Positions of the sector's actors, in the order that decides between equal scores.
    eligible : ndarray of int64, shape (n,)
        Place of each actor of another known sector in the same sense; -1 for the others.
    ties, looser : FilledRows
        Who is tied to whom, and by ties below the level looked at.
    seats, seated : FilledRows
        Instances of each actor, actors of each instance.
    per_partner : ndarray of float64, shape (n, p)
        What each actor adds, as a shared partner, to each column of evidence that sums over them.
    degrees : ndarray of float64, shape (n,)
        Numbers of ties, each over the square root of their sum.
    groups : ndarray of int32, shape (n,)
    mixed : ndarray of float64, shape (k, k)
    affinity : ndarray of float64, shape (n, k)
    alike : ndarray of int64, shape (c, n)
        Codes of what two actors may have in common, a row for each such column of evidence; -1
        where unknown.
    """

    ours: Any
    eligible: Any
    ties: FilledRows
    looser: FilledRows
    seats: FilledRows
    seated: FilledRows
    per_partner: Any
    degrees: Any
    groups: Any
    mixed: Any
    affinity: Any
    alike: Any


class Evidence(NamedTuple):
    """A number for each column of evidence; per_partner and alike hold one for each of theirs.

    They are tuples: a kernel compiled for their lengths loops over columns at no cost.
    """

    per_partner: Any
    shared_instances: Any
    looser_tie: Any
    expected: Any
    sector_affinity: Any
    alike: Any


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
def near_pairs(on, weights, centres, top):  # type: ignore[no-untyped-def]
    """Walk two steps out of each actor of a sector, and keep the best pairs met.

    Parameters
    ----------
    on : Surroundings
        The network.
    weights, centres : Evidence
        A value adds weight * (value - centre) to the score of its pair.
    top : int
        Pairs to keep; 0 to count only.

    Returns
    -------
    sums, squares : ndarray of float64, shape (p + 2,)
        Over the near pairs, of the columns that are 0 for all other pairs: those that sum over
        shared partners, shared_instances, looser_tie.
    near : int
        Number of near pairs.
    scores : ndarray of float64, shape (kept,)
    pairs : ndarray of int64, shape (kept,)
        a * n + b: place of the actor and place of the other. In no order.
    """
    # named once: read from the structure inside the loops, each is a new reference to count
    ours, eligible, groups, degrees = on.ours, on.eligible, on.groups, on.degrees
    per_partner, mixed, affinity, alike = on.per_partner, on.mixed, on.affinity, on.alike
    tie_starts, tie_ends = on.ties.starts, on.ties.ends
    looser_starts, looser_ends = on.looser.starts, on.looser.ends
    seat_starts, seat_ends = on.seats.starts, on.seats.ends
    seated_starts, seated_ends = on.seated.starts, on.seated.ends
    of_partners, centre_of_partners = weights.per_partner, centres.per_partner
    of_alike, centre_of_alike = weights.alike, centres.alike
    n = len(eligible)
    columns = len(weights.per_partner)
    instances, looser = columns, columns + 1
    sums = np.zeros(columns + 2)
    squares = np.zeros(columns + 2)
    near = 0
    scores = np.empty(top)
    pairs = np.empty(top, np.int64)
    kept = 0
    counted = np.zeros((n, columns + 2))
    value = np.zeros(columns + 2)
    met = np.empty(n, np.int64)
    # of each actor: below `open_`, not met yet; `open_`, met; above it, tied or not eligible
    state = np.where(eligible < 0, 2 * len(ours) + 1, -1)
    for a in range(len(ours)):
        u = ours[a]
        found = 0
        open_ = 2 * a
        for e in range(tie_starts[u], tie_starts[u + 1]):
            if eligible[tie_ends[e]] >= 0:
                state[tie_ends[e]] = open_ + 1
        for e in range(tie_starts[u], tie_starts[u + 1]):
            x = tie_ends[e]
            for f in range(tie_starts[x], tie_starts[x + 1]):
                v = tie_ends[f]
                if state[v] > open_:
                    continue
                if state[v] < open_:
                    state[v] = open_
                    met[found] = v
                    found += 1
                for c in range(columns):
                    counted[v, c] += per_partner[x, c]
        for e in range(seat_starts[u], seat_starts[u + 1]):
            i = seat_ends[e]
            for f in range(seated_starts[i], seated_starts[i + 1]):
                v = seated_ends[f]
                if state[v] > open_:
                    continue
                if state[v] < open_:
                    state[v] = open_
                    met[found] = v
                    found += 1
                counted[v, instances] += 1
        for e in range(looser_starts[u], looser_starts[u + 1]):
            v = looser_ends[e]
            if state[v] > open_:
                continue
            if state[v] < open_:
                state[v] = open_
                met[found] = v
                found += 1
            counted[v, looser] = 1
        near += found
        for q in range(found):
            v = met[q]
            for c in range(columns + 2):
                shared = counted[v, c]
                counted[v, c] = 0.0
                sums[c] += shared
                squares[c] += shared * shared
                value[c] = shared
            if top == 0:
                continue
            score = 0.0
            for c in range(columns):
                score += of_partners[c] * (value[c] - centre_of_partners[c])
            score += weights.shared_instances * (value[instances] - centres.shared_instances)
            score += weights.looser_tie * (value[looser] - centres.looser_tie)
            expected = degrees[u] * degrees[v] * mixed[groups[u], groups[v]]
            score += weights.expected * (expected - centres.expected)
            both = affinity[u, groups[v]] + affinity[v, groups[u]]
            score += weights.sector_affinity * (both - centres.sector_affinity)
            for c in range(len(of_alike)):
                # an unknown value is worth the mean
                if alike[c, u] >= 0 and alike[c, v] >= 0:
                    same = 1.0 if alike[c, u] == alike[c, v] else 0.0
                    score += of_alike[c] * (same - centre_of_alike[c])
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
