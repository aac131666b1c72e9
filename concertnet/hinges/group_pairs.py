"""Pairs of groups: their places in a flat k x k table, and how many pairs of actors they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.hinges.arrays import Codes, Counts
from concertnet.hinges.grouping import named

__all__ = ["cells_of", "group_columns", "group_pairs", "pairs_of_groups", "possible_pairs"]


def cells_of(k: int, directed: bool) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the positions of the two groups of each pair: undirected, each pair once."""
    one, other = np.indices((k, k)).reshape(2, -1) if directed else np.triu_indices(k)
    return one, other


def pairs_of_groups(one: Codes, other: Codes, k: int) -> Counts:
    """Return the place of a pair of groups in a k x k table, the lower group first."""
    return np.minimum(one, other).astype(np.int64) * k + np.maximum(one, other)


def possible_pairs(sizes: Counts) -> Counts:
    """Return the pairs of actors by pair of groups, flat, the lower group first."""
    pairs = np.triu(np.outer(sizes, sizes), 1)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // 2)
    return pairs.ravel()


def group_pairs(k: int) -> Counts:
    """Return the places of the pairs of groups in a flat k x k table."""
    rows, columns = np.triu_indices(k)
    return rows * k + columns


def group_columns(groups: tuple[Any, ...], *, repeated: int = 1) -> dict[str, npt.NDArray[Any]]:
    """Return the columns that name the pairs of groups; none when no grouping was asked for."""
    if groups == (None,):
        return {}
    rows, columns = np.triu_indices(len(groups))
    return {
        "group": np.repeat(named(groups, rows), repeated),
        "other_group": np.repeat(named(groups, columns), repeated),
    }
