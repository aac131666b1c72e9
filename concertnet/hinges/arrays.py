"""Arrays as measures and hinges write them: their types, and what they are made to say."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = [
    "Codes",
    "Counts",
    "Instants",
    "Integers",
    "Mask",
    "Positions",
    "Values",
    "csr_rows",
    "distinct",
    "expanded",
    "first_of_each",
    "matches",
    "ordered_rows",
    "positions",
    "ratio",
    "same_codes",
    "starts_of",
]

Mask: TypeAlias = npt.NDArray[np.bool_]
Values: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.integer[Any]]
Codes: TypeAlias = npt.NDArray[np.int32]  # places in a list, as kernels read them; -1 where unknown
Positions: TypeAlias = npt.NDArray[np.int64]  # places in a list; -1 where unknown
Counts: TypeAlias = npt.NDArray[np.int64]
Instants: TypeAlias = npt.NDArray[np.int64]  # microseconds, as `tables.cells.intervals.bounds`


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
    first = first_of_each(ordered)
    return ordered[first], np.diff(first, append=len(ordered))


def first_of_each(ordered: Integers) -> npt.NDArray[np.intp]:
    """Return the place of the first of each distinct value, of values in order.

    Examples
    --------
    >>> first_of_each(np.array([0, 0, 3, 4, 4])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))


def ordered_rows(*columns: Positions) -> tuple[Positions, ...]:
    """Return the rows of some columns of whole numbers from 0, in the order of the first ones."""
    widths = [int(column.max(initial=0)) + 1 for column in columns]
    if math.prod(widths) >= 2**63:
        order = np.lexsort(columns[::-1])
        return tuple(column[order] for column in columns)
    # one number per row sorts several times as fast as rows
    keys = np.sort(np.ravel_multi_index(columns, widths))
    return np.unravel_index(keys, widths)


def starts_of(sizes: Integers) -> Positions:
    """Return where rows of these sizes start, laid end to end, and where the last one ends.

    Examples
    --------
    >>> starts_of(np.array([2, 0, 1])).tolist()
    [0, 2, 2, 3]
    """
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def expanded(counts: Integers, first: Integers) -> tuple[Positions, Positions]:
    """Return ranges laid end to end: which one each element is of, and its value.

    Examples
    --------
    >>> of, value = expanded(np.array([2, 0, 1]), np.array([5, 0, 8]))
    >>> of.tolist(), value.tolist()
    ([0, 0, 2], [5, 6, 8])
    """
    of = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return of, np.arange(len(of)) + (first - before)[of]


def positions(ids: pd.Series, among: pd.Index) -> npt.NDArray[np.int64]:
    """Return where each id of a column stands among others; -1 where it does not, or is missing."""
    code, texts = pd.factorize(ids)  # each is looked for once, however often it stands there
    return np.append(among.get_indexer(pd.Index(texts)), -1).astype(np.int64)[code]


def matches(ours: Integers, theirs: Integers) -> tuple[Positions, Positions]:
    """Return the positions of every two rows that have the same code, in the order of theirs.

    Integers are whole numbers from 0; a row of theirs whose code is -1 matches none.

    Examples
    --------
    >>> ours, theirs = matches(np.array([1, 0, 1]), np.array([1, -1, 0]))
    >>> ours.tolist(), theirs.tolist()
    ([0, 2, 1], [0, 0, 2])
    """
    counts = np.bincount(ours, minlength=int(theirs.max(initial=-1)) + 1)
    counts = np.append(counts, 0)  # where a code of -1 looks
    row, place = expanded(counts[theirs], (np.cumsum(counts) - counts)[theirs])
    return np.argsort(ours, kind="stable")[place], row


def same_codes(
    codes: npt.NDArray[np.int64], one: Any, other: Any
) -> pd.api.extensions.ExtensionArray:
    """Say whether two codes are the same; an unknown one is neither the same nor another."""
    unknown = (codes[one] < 0) | (codes[other] < 0)
    return pd.arrays.BooleanArray(codes[one] == codes[other], unknown)


def csr_rows(adjacency: Any) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Return where the row of each actor starts, and whom it is tied to, as kernels read them."""
    return adjacency.indptr.astype(np.int64), adjacency.indices.astype(np.int32)
