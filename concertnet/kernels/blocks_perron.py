"""Largest eigenvalues of the diagonal blocks of a matrix, and their eigenvectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.errors import NotComparable

__all__ = ["EFFORT", "TIED", "Effort", "perron"]

_Floats = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.integer[Any]]

# Eigenvalues that differ by no more than this, over the highest, are taken as one: rounding tells
# their eigenvectors apart in one way or another, as the order of rows has it.
TIED = 1e-9
# Largest change of an entry, over the largest, at the last step of what replaces Lanczos: each step
# squares the error, so that what remains is that of rounding.
NODA_TOLERANCE = 1e-8


@dataclass(frozen=True)
class Effort:
    """How blocks are solved.

    Attributes
    ----------
    whole : int
        Rows up to which a block is solved whole, with all those of its size; past it Lanczos is the
        quicker.
    at_once : int
        Entries of the blocks solved together.
    restarts : int
        Restarts of Lanczos before it is taken to stall, as it does on long chains.
    steps : int
        Most steps of what replaces it then.
    """

    whole: int = 64
    at_once: int = 1_000_000
    restarts: int = 50
    steps: int = 50


EFFORT = Effort()


def perron(
    matrix: Any, starts: _Indices, size: _Indices, first: _Floats, *, effort: Effort = EFFORT
) -> tuple[_Floats, _Floats]:
    """Return the largest eigenvalue of each diagonal block, and their eigenvectors end to end.

    The blocks are symmetric, connected and not negative: by Perron and Frobenius the eigenvalue is
    simple and its eigenvector positive, so that nothing is left to choose but a sign. Where others
    are within `TIED` of it, the vector is the projection of `first` on all of theirs.

    Parameters
    ----------
    matrix : CSR array, shape (n, n)
        Zero outside its blocks.
    starts, size : ndarray of int
        First row of each block, and number of rows.
    first : ndarray of float, shape (n,)
        Positive. Where Lanczos starts; the eigenvector of a block whose actors have no other ties.
    effort : Effort, optional
        What is solved whole, and how long the rest is tried.

    Returns
    -------
    value : ndarray of float, one per block
    vector : ndarray of float, shape (n,)
        Of length 1 in each block, without a negative value.

    Raises
    ------
    NotComparable
        If the computation does not converge.
    """
    value, vector = np.empty(len(starts)), np.empty(matrix.shape[0])
    for s in np.unique(size[size <= effort.whole]):
        alike = np.flatnonzero(size == s)
        for blocks in np.array_split(alike, -(-len(alike) * s * s // effort.at_once)):
            rows = (starts[blocks][:, None] + np.arange(s)).ravel()
            entries = matrix[rows].tocoo()
            dense = np.zeros((len(rows), s))
            dense[entries.row, entries.col - np.repeat(starts[blocks], s)[entries.row]] = (
                entries.data
            )
            values, vectors = np.linalg.eigh(dense.reshape(-1, s, s))
            value[blocks] = values[:, -1]
            along = first[rows].reshape(-1, 1, s) @ vectors
            along *= (values >= values[:, -1:] * (1 - TIED))[:, None]
            found = along @ np.swapaxes(vectors, 1, 2)
            found /= np.linalg.norm(found, axis=2, keepdims=True)
            vector[rows] = np.abs(found).ravel()
    for block in np.flatnonzero(size > effort.whole):
        rows = slice(starts[block], starts[block] + size[block])
        value[block], vector[rows] = _perron_of_large(matrix[rows, rows], first[rows], effort)
    return value, vector


def _perron_of_large(block: Any, first: _Floats, effort: Effort) -> tuple[float, _Floats]:
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    try:
        value, vector = eigsh(block, k=1, which="LA", v0=first, tol=0, maxiter=effort.restarts)
    except ArpackNoConvergence:
        return _perron_by_noda(block, first, effort.steps)
    return float(value[0]), np.abs(vector[:, 0])


def _perron_by_noda(block: Any, first: _Floats, steps: int) -> tuple[float, _Floats]:
    """Return the same by inverse iteration, shifted to the upper bound max (Bx)_i / x_i (Noda).

    It converges from any positive vector, however near the other eigenvalues are. Its cost is that
    of factoring the block: little for those on which Lanczos stalls, long and narrow.
    """
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import splu

    identity = eye_array(block.shape[0], format="csc")
    x = first / np.linalg.norm(first)
    bound = np.inf
    for _ in range(steps):
        bound = min(bound, float((block @ x / x).max()))
        # a hair above the bound, so that the shifted matrix never is singular
        nearer = np.abs(splu((bound * (1 + 1e-15) * identity - block).tocsc()).solve(x))
        nearer /= np.linalg.norm(nearer)
        if np.abs(nearer - x).max() <= NODA_TOLERANCE * nearer.max():
            return float(nearer @ (block @ nearer)), nearer
        x = nearer
    raise NotComparable("error_eigenvector", n=len(x))
