"""What must stay hidden in a table: the cells of few, and those that would give them back."""

from __future__ import annotations

import numpy as np

from concertnet.hinges.arrays import Mask, Values

__all__ = ["protected", "solvable"]

_SOLVED = 1e-7  # the part of a number that the others leave unexplained


def solvable(shown: Values, hidden: Values) -> Mask:
    """Say which hidden numbers are sums and differences of the shown ones.

    Parameters
    ----------
    shown, hidden : ndarray, shape (numbers, answers)
        Each number as the weights that it gives to the answers of which it is made.

    Examples
    --------
    >>> total, one = [1, 1, 1], [1, 0, 0]
    >>> solvable(np.array([total, one]), np.array([[0, 1, 1], [0, 1, 0]])).tolist()
    [True, False]
    """
    if not len(shown) or not len(hidden):
        return np.zeros(len(hidden), dtype=bool)
    base = _base(shown)
    rest = hidden - (hidden @ base) @ base.T
    size = np.maximum(np.linalg.norm(hidden, axis=1), np.finfo(float).tiny)
    return np.linalg.norm(rest, axis=1) < _SOLVED * size


def _base(rows: Values) -> Values:
    """Return an orthonormal base of the space of some rows, as columns."""
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(size > 0, size, 1)
    left, values, _ = np.linalg.svd(rows.T, full_matrices=False)
    return left[:, values > values.max(initial=0) * 1e-10]


def protected(numbers: Values, hidden: Mask, cheap: Values) -> Mask:
    """Say which numbers to hide so that those of few cannot be solved (complementary suppression).

    While a hidden number can be solved, of those by which it is solved the cheapest is hidden, and
    must then itself stay unsolved if its cost is not 0.

    Parameters
    ----------
    numbers : ndarray, shape (numbers, answers)
        Each number as the weights that it gives to answers.
    hidden : ndarray of bool
        Those that must not be known.
    cheap : ndarray of float
        What hiding each costs; of those that cost 0, none has to be kept secret.

    Returns
    -------
    ndarray of bool
        What is hidden, `hidden` included.
    """
    out, secret = hidden.copy(), hidden.copy()
    while secret.any() and not out.all():
        solved = np.flatnonzero(secret)[solvable(numbers[~out], numbers[secret])]
        if not len(solved):
            return out
        weights = np.linalg.lstsq(numbers[~out].T, numbers[solved[0]], rcond=None)[0]
        used = np.flatnonzero(~out)[np.abs(weights) > _SOLVED * np.abs(weights).max()]
        chosen = used[np.argmin(cheap[used])]
        out[chosen] = True
        secret[chosen] = cheap[chosen] > 0
    return out
