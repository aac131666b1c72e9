"""Marks of one place, fanned out around it so that each is seen."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["fan_out"]

_GAP = 1.5  # between two marks, in points
_RING = 5  # marks up to which the place itself stays empty, in the middle of one ring
_ROUNDS = 300


def fan_out(
    centres: np.ndarray, radii: np.ndarray, *, inside: tuple[float, float, float, float]
) -> np.ndarray:
    """Return the centres of marks, moved as little as it takes for none to hide another.

    Those of the very same place stand in rings around it; marks that still touch are moved apart.

    Parameters
    ----------
    centres : ndarray, shape (n, 2)
        Where the marks should stand, in points.
    radii : ndarray, shape (n,)
        Their radii.
    inside : tuple of float
        Left, bottom, right and top of where they may stand.

    Returns
    -------
    ndarray, shape (n, 2)
        Where they stand.

    Examples
    --------
    >>> two = fan_out(np.zeros((2, 2)), np.full(2, 4.0), inside=(-50, -50, 50, 50))
    >>> float(np.hypot(*(two[0] - two[1])).round(6))
    9.5
    """
    from scipy.spatial import KDTree

    moved = np.array(centres, dtype=float)
    _, place = np.unique(moved.round(3), axis=0, return_inverse=True)
    order = np.argsort(place.ravel(), kind="stable")
    cuts = np.flatnonzero(np.diff(place.ravel()[order])) + 1
    for together in np.split(order, cuts):
        if len(together) > 1:
            # The largest nearest the place.
            members = together[np.argsort(-radii[together], kind="stable")]
            moved[members] += _rings(len(members), 2 * float(radii[members].max()) + _GAP)
    if len(moved) < 2:
        return moved
    room = 2 * float(radii.max()) + _GAP
    low = np.array(inside[:2]) + radii[:, None]
    high = np.maximum(np.array(inside[2:]) - radii[:, None], low)
    for _ in range(_ROUNDS):
        pairs = KDTree(moved).query_pairs(room, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        a, b = pairs.T
        apart = moved[a] - moved[b]
        far = np.hypot(*apart.T)
        short = radii[a] + radii[b] + _GAP - far
        touch = short > 1e-6
        if not touch.any():
            break
        a, b, apart, far, short = a[touch], b[touch], apart[touch], far[touch], short[touch]
        # Two marks that met on one spot part along an angle of their own.
        angle = 2.399963 * (a + b)
        same = far < 1e-9
        apart[same] = np.stack([np.cos(angle), np.sin(angle)], axis=1)[same]
        far[same] = 1.0
        step = apart * (0.5 * short / far)[:, None]
        for k in (0, 1):
            moved[:, k] += np.bincount(a, step[:, k], len(moved))
            moved[:, k] -= np.bincount(b, step[:, k], len(moved))
        moved = np.clip(moved, low, high)
    return moved


def _rings(n: int, space: float) -> np.ndarray:
    """Return `n` places around a point, `space` apart or more, the nearest first."""
    if n <= _RING:
        return _ring(n, space / (2 * math.sin(math.pi / n)))
    rings, left, k = [np.zeros((1, 2))], n - 1, 1
    while left > 0:
        rings.append(_ring(min(6 * k, left), k * space))
        left, k = left - 6 * k, k + 1
    return np.concatenate(rings)


def _ring(n: int, radius: float) -> np.ndarray:
    # Two marks side by side leave room for their names; a ring begins at the top.
    angle = 2 * math.pi * np.arange(n) / n + (0 if n == 2 else math.pi / 2)
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
