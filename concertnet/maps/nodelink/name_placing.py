"""Places for names: none on another, none on a mark, none over the edge, few on a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from concertnet.maps.paper.key import WIDEST_NUMBER
from concertnet.maps.paper.text import Ruler

__all__ = ["Placed", "Taken", "Wording", "place_labels", "wordings"]

_NEAR = 1.6  # from a mark to its name, in points
_AIR = (2.0, 0.8)  # between names, in points
_ROUNDS = 3
_CLOSE = (5.0, 5.0)  # names nearer than this are read together, at a cost
_CLOSE_COST = 0.6
_TOUCH = 5.0  # a line touched costs as much as so many points of it

# Directions of a name from its mark: x and y in halves of (mark + name), cost of the place.
_DIRECTIONS = (
    (1, 0, 0.0),
    (-1, 0, 0.35),
    (0, 1, 0.45),
    (0, -1, 0.5),
    (1, 0.6, 0.6),
    (1, -0.6, 0.6),
    (-1, 0.6, 0.8),
    (-1, -0.6, 0.8),
    (0.45, 1, 0.7),
    (-0.45, 1, 0.75),
    (0.45, -1, 0.75),
    (-0.45, -1, 0.8),
    (0.8, 1, 0.9),
    (-0.8, 1, 0.95),
    (0.8, -1, 0.95),
    (-0.8, -1, 1.0),
)
_RINGS = ((0.0, 0.0), (3.5, 1.2), (7.5, 2.8), (12.0, 4.5))  # further off, at a cost


@dataclass(frozen=True)
class Wording:
    """One way to write a name: its text, its size in points, and what choosing it costs."""

    text: str
    width: float
    height: float
    cost: float
    whole: bool = True


@dataclass(frozen=True)
class Placed:
    """A name that found its place: which wording, and the centre of its box, in points."""

    wording: Wording
    x: float
    y: float
    side: int  # -1 left of its mark, 0 above or under, 1 right

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top, in points."""
        w, h = self.wording.width / 2, self.wording.height / 2
        return self.x - w, self.y - h, self.x + w, self.y + h


def wordings(ruler: Ruler, name: str, size: float, *, widest: float) -> list[Wording]:
    """Return the ways to write `name`, the dearest last: whole on 1 to 3 lines, shortened, number.

    Parameters
    ----------
    ruler : Ruler
        Measures text.
    name : str
        The name.
    size : float
        Size of the text.
    widest : float
        Widest line allowed, in points.
    """
    found, key = [], WIDEST_NUMBER
    for n in (1, 2, 3):
        text = ruler.balanced(name, size, n)
        if text is None:
            continue
        width, height = ruler.box(text, size)
        if width <= widest:
            # A long line is harder to place well than two short ones, and reads no better.
            cost = (0.0, 0.3, 0.9)[n - 1] + max(0.0, width - 0.62 * widest) / 40
            found.append(Wording(text, width, height, cost))
    if len(name) > len(key) + 10:
        short = f"{ruler.shorten(name, size, 0.72 * widest)} {key}"
        found.append(Wording(short, *ruler.box(short, size), 4.5, whole=False))
    if not found or len(name) > len(key):
        found.append(Wording(key, *ruler.box(key, size), 9.0, whole=False))
    return found


def place_labels(
    centres: np.ndarray,
    halves: np.ndarray,
    choices: Sequence[Sequence[Wording]],
    *,
    order: Sequence[int],
    segments: np.ndarray,
    inside: tuple[float, float, float, float],
) -> list[Placed | None]:
    """Place one name by its mark, greedily, then again with the others in place.

    Parameters
    ----------
    centres, halves : ndarray, shape (n, 2)
        Centres and half sizes of all marks, in points.
    choices : sequence of sequences of Wording, length n
        The ways to write each name; none for a mark that has no name to place.
    order : sequence of int
        Who chooses first.
    segments : ndarray, shape (m, 5)
        Pieces of lines: x, y of both ends, and the cost of covering one point of them.
    inside : tuple of float
        Left, bottom, right, top of where names may stand.

    Returns
    -------
    list of Placed or None
        Per mark, its name's place, or None where there is none.
    """
    board = _Board(centres, halves, segments, inside)
    options = {i: board.options(i, choices[i]) for i in order if choices[i]}
    placed: list[Placed | None] = [None] * len(centres)
    for turn in range(_ROUNDS):
        before = list(placed)
        for i in order:
            if i not in options:
                continue
            placed[i] = None
            placed[i] = options[i].best(_boxes(placed))
            if placed[i] is None:
                _make_room(i, options, placed)
        if turn and placed == before:
            break
    return placed


def _boxes(placed: Sequence[Placed | None], *, but: int = -1) -> np.ndarray:
    boxes = [p.box for i, p in enumerate(placed) if p is not None and i != but]
    return np.array(boxes).reshape(-1, 4)


def _make_room(i: int, options: dict[int, _Options], placed: list[Placed | None]) -> None:
    """Move one name out of the way of `i`, if it has another place."""
    blocked = [j for j, p in enumerate(placed) if p is not None and j != i]
    near = sorted(blocked, key=lambda j: options[i].distance(placed[j]))[:6]
    for j in near:
        moved = placed[j]
        placed[j] = None
        first = options[i].best(_boxes(placed))
        if first is not None:
            placed[i] = first
            placed[j] = options[j].best(_boxes(placed))
            if placed[j] is not None:
                return
        placed[i], placed[j] = None, moved


@dataclass(frozen=True)
class _Options:
    """The places of one name that touch no mark and stay inside."""

    boxes: np.ndarray
    costs: np.ndarray
    wording: tuple[Wording, ...]
    sides: np.ndarray

    def best(self, taken: np.ndarray) -> Placed | None:
        """Return the cheapest place that touches none of the boxes taken."""
        if not len(self.boxes):
            return None
        if len(taken):
            cost = self.costs + _CLOSE_COST * _touch(self.boxes, taken, *_CLOSE).sum(axis=1)
            cost[_touch(self.boxes, taken, *_AIR).any(axis=1)] = np.inf
        else:
            cost = self.costs
        k = int(cost.argmin())
        if not np.isfinite(cost[k]):
            return None
        left, bottom, right, top = self.boxes[k]
        x, y = float(left + right) / 2, float(bottom + top) / 2
        return Placed(self.wording[k], x, y, int(self.sides[k]))

    def distance(self, other: Placed | None) -> float:
        """Return how far the other name stands from the middle of these places."""
        if other is None or not len(self.boxes):
            return np.inf
        x, y = (self.boxes[:, :2] + self.boxes[:, 2:]).mean(axis=0) / 2
        return float(np.hypot((other.x - x) / 3, other.y - y))


class _Board:
    """Marks, lines and edges of the map, against which places are judged."""

    def __init__(
        self,
        centres: np.ndarray,
        halves: np.ndarray,
        segments: np.ndarray,
        inside: tuple[float, float, float, float],
    ) -> None:
        self.centres, self.halves, self.segments, self.inside = centres, halves, segments, inside
        self.marks = np.hstack([centres - halves, centres + halves])

    def options(self, i: int, choices: Sequence[Wording]) -> _Options:
        boxes, costs, sides, texts = [], [], [], []
        for wording in choices:
            for far, ring in _RINGS:
                reach = self.halves[i] + _NEAR + far
                for dx, dy, cost in _DIRECTIONS:
                    x, y = self.centres[i] + self._shift(dx, dy, reach, wording)
                    w, h = wording.width / 2, wording.height / 2
                    boxes.append((x - w, y - h, x + w, y + h))
                    costs.append(cost + ring + wording.cost)
                    sides.append(0 if abs(dx) < 1 else int(dx))
                    texts.append(wording)
        places = np.array(boxes).reshape(-1, 4)
        left, bottom, right, top = self.inside
        fits = (places[:, 0] >= left) & (places[:, 1] >= bottom)
        fits &= (places[:, 2] <= right) & (places[:, 3] <= top)
        fits &= ~_touch(places, self.marks, 0.8, 0.8).any(axis=1)
        kept = np.flatnonzero(fits)
        if len(kept):
            cost = np.array(costs)[kept] + self._doubt(i, places[kept]) + self._lines(places[kept])
        else:
            cost = np.empty(0)
        return _Options(places[kept], cost, tuple(texts[k] for k in kept), np.array(sides)[kept])

    @staticmethod
    def _shift(dx: float, dy: float, reach: np.ndarray, wording: Wording) -> tuple[float, float]:
        """Return the centre of a name from that of its mark: beside it (|dx| = 1) or above."""
        w, h = wording.width / 2, wording.height / 2
        if abs(dx) == 1:
            # A slanting name comes closer to its mark, which is seldom square.
            nearer = reach[0] * (1 if dy == 0 else 0.86)
            return dx * (nearer + w), dy * (reach[1] * 0.9 + h * 0.55)
        return dx * (reach[0] * 0.5 + w), dy * (reach[1] + h)

    def _doubt(self, i: int, places: np.ndarray) -> np.ndarray:
        """Return the cost of standing near another mark, whose name it would seem."""
        gap = np.maximum(
            np.maximum(places[:, None, :2] - self.marks[None, :, 2:], 0),
            self.marks[None, :, :2] - places[:, None, 2:],
        )
        far = np.hypot(gap[..., 0], gap[..., 1])
        own = far[:, i].copy()
        far[:, i] = np.inf
        near = np.clip(1 - far / 7.0, 0, None).sum(axis=1) * 1.2
        return near + 2.5 * (far.min(axis=1) < own)

    def _lines(self, places: np.ndarray) -> np.ndarray:
        """Return the cost of the lines covered: their length there, dearer for strong lines."""
        if not len(self.segments):
            return np.zeros(len(places))
        ends = self.segments
        left, bottom = places[:, 0].min(), places[:, 1].min()
        right, top = places[:, 2].max(), places[:, 3].max()
        near = (np.maximum(ends[:, 0], ends[:, 2]) > left) & (
            np.minimum(ends[:, 0], ends[:, 2]) < right
        )
        near &= (np.maximum(ends[:, 1], ends[:, 3]) > bottom) & (
            np.minimum(ends[:, 1], ends[:, 3]) < top
        )
        ends = ends[near]
        start, step = ends[None, :, :2], (ends[:, 2:4] - ends[:, :2])[None]
        step = np.where(np.abs(step) < 1e-9, 1e-9, step)
        one = (places[:, None, :2] - start) / step
        two = (places[:, None, 2:] - start) / step
        enter = np.minimum(one, two).max(axis=2).clip(0, 1)
        leave = np.maximum(one, two).min(axis=2).clip(0, 1)
        length = np.hypot(step[..., 0], step[..., 1])
        covered = np.maximum(leave - enter, 0) * length
        return ((covered + _TOUCH * (covered > 0)) * ends[None, :, 4]).sum(axis=1)


def _touch(boxes: np.ndarray, others: np.ndarray, air_x: float, air_y: float) -> np.ndarray:
    """Tell which boxes touch which, shape (boxes, others)."""
    return (
        (boxes[:, None, 0] < others[None, :, 2] + air_x)
        & (boxes[:, None, 2] > others[None, :, 0] - air_x)
        & (boxes[:, None, 1] < others[None, :, 3] + air_y)
        & (boxes[:, None, 3] > others[None, :, 1] - air_y)
    )


class Taken:
    """The boxes that are taken on a map, in points: short texts stand where it is free.

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
