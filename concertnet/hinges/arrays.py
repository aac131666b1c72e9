"""One number over another, undefined where there is nothing to divide by."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

__all__ = ["ratio"]

Codes = npt.NDArray[np.int32]
Positions = npt.NDArray[np.int64]


def ratio(a: npt.ArrayLike, b: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return a / b, of one shape; nan where b is 0.

    Examples
    --------
    >>> ratio([1, 1, 0], [2, 0, 0])
    array([0.5, nan, nan])
    """
    a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
    return np.divide(a, b, out=np.full(a.shape, np.nan), where=b != 0)


def distinct(keys: Positions) -> tuple[Positions, Positions]:
    """Return the distinct keys, sorted, and how often each stands (np.unique hashes: slower)."""
    ordered = np.sort(keys)
    first = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    return ordered[first], np.diff(first, append=len(ordered))


def in_order(*columns: Positions) -> tuple[Positions, ...]:
    """Return the rows of some columns of whole numbers from 0, in the order of the first ones."""
    widths = [int(column.max(initial=0)) + 1 for column in columns]
    if math.prod(widths) >= 2**63:
        order = np.lexsort(columns[::-1])
        return tuple(column[order] for column in columns)
    # one number per row sorts several times as fast as rows
    keys = np.sort(np.ravel_multi_index(columns, widths))
    return np.unravel_index(keys, widths)
