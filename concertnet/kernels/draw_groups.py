"""Shuffles of groups over actors, and the ties between groups that each one makes."""

from __future__ import annotations

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["TOGETHER", "count_shuffled"]

# Shuffles counted side by side: one read of the ties serves them all.
TOGETHER = 8


@compiled
def count_shuffled(source, target, codes, uniforms, k):  # type: ignore[no-untyped-def]
    """Count the ties between groups under `TOGETHER` shuffles of the groups.

    Parameters
    ----------
    source, target : ndarray of uint32, shape (m,)
        Positions of the two ends of each tie.
    codes : ndarray of uint8 or uint16, shape (n,)
        Group of each actor.
    uniforms : ndarray of float64, shape (TOGETHER, n)
        Uniform draws in [0, 1): those of one row make one shuffle.
    k : int
        Number of groups.

    Returns
    -------
    ndarray of int64, shape (TOGETHER, k * k)
        Ties from each group to each, by direction.
    """
    n = len(codes)
    shuffled = np.empty((n, TOGETHER), codes.dtype)
    for d in range(TOGETHER):
        for i in range(n):
            shuffled[i, d] = codes[i]
        for i in range(n - 1, 0, -1):
            j = np.uintp(uniforms[d, i] * (i + 1))
            kept = shuffled[i, d]
            shuffled[i, d] = shuffled[j, d]
            shuffled[j, d] = kept
    counts = np.zeros((TOGETHER, k * k), np.int64)
    width = np.uintp(k)
    for e in range(len(source)):
        one = shuffled[source[e]]
        other = shuffled[target[e]]
        for d in range(TOGETHER):
            counts[d, np.uintp(one[d]) * width + other[d]] += 1
    return counts
