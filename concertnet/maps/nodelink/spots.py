"""Short texts added once names are placed: the first spot that touches nothing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

__all__ = ["Taken"]


class Taken:
    """The boxes that are taken on a map, in points.

    Parameters
    ----------
    boxes : ndarray, shape (n, 4)
        Left, bottom, right and top of each.

    Examples
    --------
    >>> taken = Taken(np.array([[0.0, 0.0, 10.0, 10.0]]))
    >>> taken.first_free([(5.0, 5.0), (20.0, 5.0)], (4.0, 4.0))
    (20.0, 5.0)
    >>> taken.first_free([(21.0, 5.0)], (4.0, 4.0)) is None
    True
    """

    def __init__(self, boxes: np.ndarray) -> None:
        self._boxes = [*boxes]

    def first_free(
        self, spots: Iterable[tuple[float, float]], half: tuple[float, float]
    ) -> tuple[float, float] | None:
        """Return the first spot where a box of these half sizes is free, now taken; else None."""
        boxes = np.array(self._boxes).reshape(-1, 4)
        for x, y in spots:
            box = np.array([x - half[0], y - half[1], x + half[0], y + half[1]])
            clear = (box[:2] >= boxes[:, 2:]) | (box[2:] <= boxes[:, :2])
            if clear.any(axis=1).all():
                self._boxes.append(box)
                return x, y
        return None
