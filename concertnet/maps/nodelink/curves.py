"""Lines that pass behind no mark but their own two: straight where possible, else bent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from concertnet.maps.paper.marks import bent

__all__ = ["gap_bends", "pieces", "tie_bends"]

_CLEAR = 1.5  # between a line and a mark that it does not join, in points
_TIE_BENDS = (0.0, 0.05, -0.05, 0.1, -0.1, 0.16, -0.16)
_GAP_BENDS = (0.09, -0.09, 0.14, -0.14, 0.2, -0.2, 0.28, -0.28, 0.36, -0.36)
_MOST_BENT = 300  # ties above which bends would only add to the tangle


def tie_bends(ends: np.ndarray, centres: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Return the bend of every tie: the least that passes behind no mark of another actor.

    A straight line behind a third mark reads as two ties.

    Parameters
    ----------
    ends : ndarray of int, shape (m, 2)
        Positions of both actors.
    centres : ndarray, shape (n, 2)
        Centres of the marks, in points.
    radii : ndarray, length n
        Radii of the marks, in points.
    """
    bends = np.zeros(len(ends))
    if len(ends) > _MOST_BENT:
        return bends
    for k, (a, b) in enumerate(ends):
        bends[k] = _best_bend(int(a), int(b), centres, radii, _TIE_BENDS, 2.5)
    return bends


def gap_bends(
    pairs: Sequence[tuple[int, int]],
    centres: np.ndarray,
    radii: np.ndarray,
    *,
    obstacles: np.ndarray,
    inside: tuple[float, float, float, float],
) -> list[float]:
    """Return the bend of every missing link: always curved, around marks where it costs little.

    Parameters
    ----------
    pairs : sequence of (int, int)
        Positions of both actors.
    centres, radii : ndarray, shape (n, 2) and (n,)
        The marks, in points.
    obstacles : ndarray, shape (k, 2)
        Points that are not to be crossed either: names that stand already.
    inside : tuple of float
        Left, bottom, right, top of where lines may pass.
    """
    low, high = np.array(inside[:2]), np.array(inside[2:])
    names, room = obstacles.reshape(-1, 2), np.full(len(obstacles), 3.0)

    def cost(line: np.ndarray) -> float:
        outside = float(((line < low) | (line > high)).any())
        # A line behind a name is read, since the name has a halo: less wrong than behind a mark.
        return 20.0 * outside + 0.25 * _hits(line, names, room)

    return [_best_bend(a, b, centres, radii, _GAP_BENDS, 5.0, cost) for a, b in pairs]


def pieces(lines: Sequence[np.ndarray], cost: float) -> np.ndarray:
    """Return lines as pieces for the placing of names: x, y, x, y, cost, shape (k, 5)."""
    if not lines:
        return np.empty((0, 5))
    parts = [np.hstack([line[:-1], line[1:]]) for line in lines]
    ends = np.concatenate(parts)
    return np.hstack([ends, np.full((len(ends), 1), cost)])


def _best_bend(
    a: int,
    b: int,
    centres: np.ndarray,
    radii: np.ndarray,
    bends: Sequence[float],
    reluctance: float,
    also: Callable[[np.ndarray], float] | None = None,
) -> float:
    others = np.ones(len(centres), dtype=bool)
    others[[a, b]] = False
    low = np.minimum(centres[a], centres[b])
    high = np.maximum(centres[a], centres[b])
    reach = 0.5 * np.hypot(*(high - low)) + radii.max(initial=0)
    others &= ((centres > low - reach) & (centres < high + reach)).all(axis=1)
    spots, room = centres[others], radii[others] + _CLEAR
    best, least = bends[0], np.inf
    for bend in bends:
        if abs(bend) * reluctance >= least:
            continue
        line = bent(centres[a], centres[b], bend)
        # Two ends that overlap leave nothing to go around.
        cost = float(_hits(line, spots, room)) + reluctance * abs(bend)
        cost += also(line) if also is not None else 0.0
        if cost < least - 1e-9:
            best, least = bend, cost
    return best


def _hits(line: np.ndarray, spots: np.ndarray, room: np.ndarray) -> int:
    """Return how many spots the line passes over."""
    if not len(spots):
        return 0
    start, step = line[None, :-1], np.diff(line, axis=0)[None]
    squared = np.maximum((step**2).sum(axis=2), 1e-12)
    along = ((spots[:, None, :] - start) * step).sum(axis=2) / squared
    nearest = start + along.clip(0, 1)[..., None] * step
    far = np.sqrt(((spots[:, None, :] - nearest) ** 2).sum(axis=2)).min(axis=1)
    return int((far < room).sum())
