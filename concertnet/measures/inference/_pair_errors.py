"""Errors of what is made of pairs, where pairs that share an actor depend on each other."""

from __future__ import annotations

import numpy as np

from concertnet.hinges.arrays import Positions, Values

__all__ = ["pair_variance", "small_sample_variance"]


def pair_variance(
    parts: Values, pairs: tuple[Positions, Positions], n: int
) -> tuple[Values, Values]:
    """Return two sums over what each pair adds to a number: of actors, and of pairs.

    Parameters
    ----------
    parts : ndarray of float, shape (p, N)
        What each pair adds to each number; both directions of a pair are taken together.
    pairs : tuple of ndarray of int64, shape (N,)
        The two actors of each pair.
    n : int
        Number of actors.

    Returns
    -------
    tuple of ndarray of float, shape (p,)
        Sum over actors of the squared sum of their pairs, and sum over pairs of the squares: the
        variance without a factor for small samples is the first less the second.
    """
    one, other = pairs
    low, high = np.minimum(one, other), np.maximum(one, other)
    key = low * n + high
    of_actors, of_pairs = np.empty(len(parts)), np.empty(len(parts))
    for place, part in enumerate(parts):
        together = np.bincount(key, part, minlength=n * n)
        sums = np.bincount(one, part, minlength=n) + np.bincount(other, part, minlength=n)
        of_actors[place], of_pairs[place] = sums @ sums, together @ together
    return of_actors, of_pairs


def small_sample_variance(
    of_actors: Values, of_pairs: Values, *, n: int, k: int, pairs: int, cells: int
) -> Values:
    """Return the variance with its factors for few actors; nan where n or N leave none.

    Parameters
    ----------
    of_actors, of_pairs : ndarray of float
        The two sums of `pair_variance`.
    n, k : int
        Actors, and groups of them whose means were taken (1 for a regression).
    pairs, cells : int
        Pairs, and numbers fitted to them.
    """
    if n <= max(k, 2) or pairs <= cells:
        return np.full(len(of_actors), np.nan)
    shared = np.maximum(of_actors - 2 * of_pairs, 0) * n * (n - 1) ** 2 / ((n - 2) ** 2 * (n - k))
    return shared + of_pairs * pairs / (pairs - cells)
