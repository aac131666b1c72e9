"""Burt's structural holes, from the triangles of a graph.

With w_ij the weight of the ties between i and j and s_i their sum over i's contacts, Burt's p_ij is
w_ij / s_i. What contacts q in common add is then the same seen from both ends of a pair, but for
the divisor s_i: sum_q p_iq p_qj = (sum_q w_iq w_qj / s_q) / s_i. One value per pair serves both of
its ends, and each triangle is met once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.kernels import already_compiled
from concertnet.kernels.compiled import compiled

__all__ = [
    "ACROSS",
    "CONSTRAINT",
    "CONTACTS",
    "ENTROPY",
    "KNOWN",
    "SIZE",
    "SIZE_ACROSS",
    "scales",
    "shared_contacts",
    "sums_over_contacts",
    "weights_of_pairs",
]

# Columns of `sums_over_contacts`
CONTACTS, CONSTRAINT, ENTROPY, SIZE, KNOWN, ACROSS, SIZE_ACROSS = range(7)

Array = npt.NDArray[Any]

# Steps above which compiling repays the second that it takes once.
_WORTH_COMPILING = 500_000


@compiled
def weights_of_pairs(starts, ends, actor, source, target, weight):  # type: ignore[no-untyped-def]
    """Add up the weights of the ties of each pair.

    Parameters
    ----------
    starts, ends, actor : ndarray of int64, shape (n + 1,), of int32, (pairs,), and of int32, (n,)
        Pairs as `concertnet.kernels.triads_oriented.oriented` lays out these very ties.
    source, target : ndarray of int32, shape (m,)
        The two ends of each tie.
    weight : ndarray of float64, shape (m,)
        Weight of each tie.

    Returns
    -------
    ndarray of float64, shape (pairs,)
    """
    rank = np.empty(len(actor), np.int32)
    for r in range(len(actor)):
        rank[actor[r]] = r
    of_pair = np.zeros(len(ends))
    for e in range(len(source)):
        a, b = rank[source[e]], rank[target[e]]
        low, high = min(a, b), max(a, b)
        first, last = starts[low], starts[low + 1] - 1
        while first < last:
            middle = (first + last) // 2
            if ends[middle] < high:
                first = middle + 1
            else:
                last = middle
        of_pair[first] += weight[e]
    return of_pair


def scales(starts: Array, ends: Array, weight: Array) -> tuple[Array, Array]:
    """Return what divides the weights of each actor's pairs: their sum, and the largest.

    Parameters
    ----------
    starts, ends : ndarray of int64, shape (n + 1,), and of int32, shape (pairs,)
        Pairs as `concertnet.kernels.triads_oriented.oriented` lays them out.
    weight : ndarray of float64, shape (pairs,)
        Weight of each pair, both directions added.

    Returns
    -------
    by_sum, by_largest : ndarray of float64, shape (n,)
        1 over each, to multiply by; 0 for an isolate.
    """
    n = len(starts) - 1
    low = np.repeat(np.arange(n), np.diff(starts))
    strength = np.bincount(low, weight, n) + np.bincount(ends, weight, n)
    largest = np.zeros(n)
    np.maximum.at(largest, low, weight)
    np.maximum.at(largest, ends, weight)
    tied = strength > 0
    by_sum, by_largest = np.zeros(n), np.zeros(n)
    by_sum[tied], by_largest[tied] = 1 / strength[tied], 1 / largest[tied]
    return by_sum, by_largest


def shared_contacts(starts: Array, ends: Array, weight: Array, by_sum: Array) -> Array:
    """Add up, for each pair, the contacts that its two actors share.

    Parameters
    ----------
    starts, ends, weight : ndarray
        As in `scales`.
    by_sum : ndarray of float64, shape (n,)
        As `scales` returns it.

    Returns
    -------
    ndarray of float64, shape (pairs, 2)
        For the pair (i, j): sum_q w_iq w_jq / s_q, then sum_q w_iq w_jq.
    """
    row = np.diff(starts)
    steps = int(row[ends].sum())  # pairs of pairs to look at, a triangle being closed or not
    is_compiled = steps > _WORTH_COMPILING or already_compiled("triads_holes", "_shared_compiled")
    add_up = _shared_compiled if is_compiled else _shared_listed
    return add_up(starts, ends, weight, by_sum)


def _shared_listed(starts: Array, ends: Array, weight: Array, by_sum: Array) -> Array:
    n, row = len(starts) - 1, np.diff(starts)
    low = np.repeat(np.arange(n), row)
    pair = low * n + ends
    steps = row[ends]
    # a triangle u, v, x: its pairs are k (u, v), j (v, x) and i (u, x)
    k = np.repeat(np.arange(len(ends)), steps)
    j = np.arange(len(k)) - np.repeat(np.cumsum(steps) - steps - starts[ends], steps)
    closing = low[k] * n + ends[j]
    i = np.minimum(np.searchsorted(pair, closing), len(ends) - 1)
    closed = pair[i] == closing
    k, j, i = k[closed], j[closed], i[closed]
    shared = np.zeros((len(ends), 2))
    for of, one, other, contact in (k, i, j, ends[j]), (i, k, j, ends[k]), (j, k, i, low[k]):
        through = weight[one] * weight[other]
        shared[:, 0] += np.bincount(of, through * by_sum[contact], len(ends))
        shared[:, 1] += np.bincount(of, through, len(ends))
    return shared


@compiled
def _shared_compiled(starts, ends, weight, by_sum):  # type: ignore[no-untyped-def]
    """Meet the triangles one by one without storing them."""
    n = len(starts) - 1
    shared = np.zeros((len(ends), 2))
    # place + 1 of each contact in the row of the actor at hand, 0 for the others; unsigned
    # positions spare numba a test for negative ones at each read
    place = np.zeros(n, np.int32)
    one = np.uintp(1)
    for u in range(n):
        first, last = np.uintp(starts[u]), np.uintp(starts[u + 1])
        if last - first < 2:
            continue
        for k in range(first, last):
            place[np.uintp(ends[k])] = k - first + one
        for k in range(first, last):
            v = np.uintp(ends[k])
            both = 0.0
            both_shared = 0.0
            for j in range(np.uintp(starts[v]), np.uintp(starts[v + one])):
                x = np.uintp(ends[j])
                if place[x] == 0:
                    continue
                # a triangle: its pairs are k (u, v), i (u, x) and j (v, x)
                i = first + np.uintp(place[x]) - one
                through_x = weight[i] * weight[j]
                through_v = weight[k] * weight[j]
                through_u = weight[k] * weight[i]
                both += through_x
                both_shared += through_x * by_sum[x]
                shared[i, 0] += through_v * by_sum[v]
                shared[i, 1] += through_v
                shared[j, 0] += through_u * by_sum[u]
                shared[j, 1] += through_u
            shared[k, 0] += both_shared
            shared[k, 1] += both
        for k in range(first, last):
            place[np.uintp(ends[k])] = 0
    return shared


@compiled
def sums_over_contacts(starts, ends, weight, shared, by_sum, by_largest, codes):  # type: ignore[no-untyped-def]
    """Add up, for each actor, what each of its contacts brings.

    Parameters
    ----------
    starts, ends, weight, shared, by_sum, by_largest : ndarray
        As given to and returned by `scales` and `shared_contacts`.
    codes : ndarray of int32, shape (n,)
        Group at each rank; -1 where it is unknown.

    Returns
    -------
    ndarray of float64, shape (n, 7)
        With c the constraint from one contact and r its redundancy: the number of contacts, the
        sums of c, of c ln c and of 1 - r; the sum of c over contacts of known group; the sums of c
        and of 1 - r over contacts of another known group.
    """
    n = len(starts) - 1
    sums = np.zeros((n, 7))
    log_by_sum = np.zeros(n)
    for u in range(n):
        if by_sum[u] > 0:
            log_by_sum[u] = np.log(by_sum[u])
    for u in range(n):
        for k in range(starts[u], starts[u + 1]):
            v = np.int64(ends[k])
            closed = weight[k] + shared[k, 0]
            log_closed = np.log(closed)
            for ego, alter in ((u, v), (v, u)):
                invested = closed * by_sum[ego]
                constraint = invested * invested
                size = 1 - shared[k, 1] * by_sum[ego] * by_largest[alter]
                sums[ego, CONTACTS] += 1
                sums[ego, CONSTRAINT] += constraint
                sums[ego, ENTROPY] += 2 * constraint * (log_closed + log_by_sum[ego])
                sums[ego, SIZE] += size
                if codes[alter] >= 0:
                    sums[ego, KNOWN] += constraint
                    if codes[alter] != codes[ego]:
                        sums[ego, ACROSS] += constraint
                        sums[ego, SIZE_ACROSS] += size
    return sums
