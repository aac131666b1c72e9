"""Products of square matrices whose rows and columns are permuted together, with fixed ones."""

from __future__ import annotations

from functools import partial

import numpy as np

from concertnet.kernels.compiled import compiled

__all__ = ["permuted_products"]


@partial(compiled, any_order=True)
def permuted_products(moved, fixed, orders, directed):  # type: ignore[no-untyped-def]
    """Sum over pairs each matrix, permuted by each order, times each fixed one.

    Parameters
    ----------
    moved, fixed : ndarray of float64, shape (n, p, n) and (n, q, n)
        The rows of an actor in all the matrices stand together.
    orders : ndarray of int32, shape (draws, n)
        Orders of the actors.
    directed : bool
        Sum over all i and j; else over j below i.

    Returns
    -------
    ndarray of float64, shape (draws, p, q)
    """
    draws, n = orders.shape
    p, q = moved.shape[1], fixed.shape[1]
    found = np.zeros((draws, p, q))
    gathered = np.empty((p, n))
    # the fixed rows of an actor stay in cache for all the draws
    for i in range(n):
        last = n if directed else i
        stay = fixed[i]
        for d in range(draws):
            order = orders[d]
            rows = moved[order[i]]
            for a in range(p):
                for j in range(last):
                    gathered[a, j] = rows[a, order[j]]
            for a in range(p):
                for b in range(q):
                    total = 0.0
                    for j in range(last):
                        total += gathered[a, j] * stay[b, j]
                    found[d, a, b] += total
    return found
