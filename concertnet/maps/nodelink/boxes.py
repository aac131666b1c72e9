"""Which boxes and lines touch, cover or cross one another, many at once."""

from __future__ import annotations

import numpy as np

__all__ = ["covered", "crossing", "touching"]


def covered(boxes: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return how much of each line lies in each box, shape (boxes, lines).

    Parameters
    ----------
    boxes : ndarray, shape (k, 4)
        Left, bottom, right and top of each box.
    lines : ndarray, shape (m, 4 or more)
        x and y of both ends of each line.

    Examples
    --------
    >>> covered(np.array([[0.0, 0.0, 4.0, 4.0]]), np.array([[2.0, 2.0, 9.0, 2.0]])).tolist()
    [[2.0]]
    """
    start, step = lines[:, :2], lines[:, 2:4] - lines[:, :2]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    enter = np.zeros((len(boxes), len(lines)))
    leave = np.ones((len(boxes), len(lines)))
    for axis in (0, 1):
        one = (boxes[:, axis, None] - start[:, axis]) / step[:, axis]
        two = (boxes[:, axis + 2, None] - start[:, axis]) / step[:, axis]
        np.maximum(enter, np.minimum(one, two), out=enter)
        np.minimum(leave, np.maximum(one, two), out=leave)
    return np.maximum(leave - enter, 0) * np.hypot(step[:, 0], step[:, 1])


def crossing(lines: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Tell which lines cross which, shape (lines, others).

    Examples
    --------
    >>> one, other = np.array([[0.0, 0.0, 2.0, 2.0]]), np.array([[0.0, 2.0, 2.0, 0.0]])
    >>> crossing(one, other).tolist(), crossing(one, other + 9).tolist()
    ([[True]], [[False]])
    """

    def side(of: np.ndarray, point: np.ndarray) -> np.ndarray:
        along = of[:, 2:4] - of[:, :2]
        away = point[None] - of[:, None, :2]
        return along[:, 0, None] * away[..., 1] - along[:, 1, None] * away[..., 0] > 0

    apart = side(lines, others[:, :2]) != side(lines, others[:, 2:4])
    return apart & (side(others, lines[:, :2]) != side(others, lines[:, 2:4])).T


def touching(boxes: np.ndarray, others: np.ndarray, air_x: float, air_y: float) -> np.ndarray:
    """Tell which boxes touch which, shape (boxes, others), with so much air between two.

    Examples
    --------
    >>> one, other = np.array([[0.0, 0.0, 2.0, 2.0]]), np.array([[3.0, 0.0, 5.0, 2.0]])
    >>> touching(one, other, 0.5, 0.5).tolist(), touching(one, other, 1.5, 0.5).tolist()
    ([[False]], [[True]])
    """
    return (
        (boxes[:, None, 0] < others[None, :, 2] + air_x)
        & (boxes[:, None, 2] > others[None, :, 0] - air_x)
        & (boxes[:, None, 1] < others[None, :, 3] + air_y)
        & (boxes[:, None, 3] > others[None, :, 1] - air_y)
    )
