"""Open two-paths of a small graph, listed one by one: no kernel to compile before the answer.

What `concertnet.kernels.triads_counts` counts without listing, at any size, and counts faster from
a few hundred thousand two-paths on.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.kernels.triads_roles import ROLES_OF_PATHS

__all__ = ["listed_overlaps", "listed_roles", "number_of_two_paths", "open_two_paths"]

Actors = npt.NDArray[np.int64]
Paths = tuple[Actors, Actors, Actors]


def number_of_two_paths(n: int, source: npt.NDArray[Any], target: npt.NDArray[Any]) -> int:
    """Count the pairs of directed ties that follow each other, there and back again included."""
    return int(np.bincount(source, minlength=n) @ np.bincount(target, minlength=n))


def open_two_paths(n: int, source: npt.NDArray[Any], target: npt.NDArray[Any]) -> Paths:
    """List every a -> b -> c where a and c differ and a -> c is not tied.

    Parameters
    ----------
    n : int
        Number of actors.
    source, target : ndarray, shape (m,)
        Directed ties of a simple graph, in any order; an undirected tie is given both ways.

    Returns
    -------
    a, b, c : ndarray of int64, shape (two-paths,)
    """
    tied = np.sort(source.astype(np.int64) * n + target)
    ends = tied % max(n, 1)
    sent = np.bincount(source, minlength=n)
    first = np.cumsum(sent) - sent
    following = sent[ends]  # ties that each tie leads to
    tie = np.repeat(np.arange(len(tied)), following)
    step = np.arange(len(tie)) - np.repeat(np.cumsum(following) - following, following)
    a, b = tied[tie] // max(n, 1), ends[tie]
    c = ends[first[b] + step]
    wanted = a * n + c
    nearest = np.minimum(np.searchsorted(tied, wanted), len(tied) - 1)
    is_open = (a != c) & (tied[nearest] != wanted)
    return a[is_open], b[is_open], c[is_open]


def listed_roles(paths: Paths, codes: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Count listed two-paths by broker and role, shape (n, 5), as `ROLES_OF_PATHS` numbers them."""
    (a, b, c), n = paths, len(codes)
    alike = (codes[a] == codes[b]) + 2 * (codes[b] == codes[c]) + 4 * (codes[a] == codes[c])
    role = ROLES_OF_PATHS[alike, 2]  # the column of u-v-x
    return np.bincount(b * 5 + role, minlength=n * 5).reshape(n, 5)


def listed_overlaps(paths: Paths, n: int) -> npt.NDArray[np.int64]:
    """Count listed two-paths, and the pairs of them that share ends, as `triads.open_overlaps`."""
    a, b, c = paths
    sources, targets = np.unique(b * n + a), np.unique(b * n + c)
    as_source = np.bincount(np.searchsorted(sources, b * n + a), minlength=len(sources))
    as_target = np.bincount(np.searchsorted(targets, b * n + c), minlength=len(targets))
    _, at_source, at_target = np.intersect1d(sources, targets, True, return_indices=True)
    through = b * n**2
    returned = np.isin(through + c * n + a, through + a * n + c)

    def by_broker(end: Actors, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        totals = np.zeros(n, np.int64)
        np.add.at(totals, end // max(n, 1), pairs)
        return totals

    reverse = np.bincount(b[returned], minlength=n)
    following = by_broker(sources[at_source], as_source[at_source] * as_target[at_target])
    return np.column_stack(
        [
            np.bincount(b, minlength=n),
            reverse,
            by_broker(sources, as_source * (as_source - 1)),
            by_broker(targets, as_target * (as_target - 1)),
            following - reverse,
        ]
    )
