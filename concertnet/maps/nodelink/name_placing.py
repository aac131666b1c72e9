"""Places for names: none on another, none on a mark, none over the edge, few under a line."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from concertnet.maps.nodelink.boxes import covered, crossing, touching
from concertnet.maps.paper.key import WIDEST_NUMBER
from concertnet.maps.paper.naming import on_lines, short_forms
from concertnet.maps.paper.text import Ruler

__all__ = ["Placed", "Taken", "Wording", "each_wording", "place_labels", "wordings"]

_NEAR = 1.6  # from a mark to its name, in points
_AIR = (2.0, 0.8)  # between names, in points
_ROUNDS = 3
_CLOSE = (8.0, 4.0)  # names nearer than this are read together, at a cost
_CLOSE_COST = 0.6
_CLEAR = 0.6  # points between a name and a line that does not strike it
_SEEN = 80.0  # from a name to a mark that it could be taken for, in points
_TOUCH = 5.0  # a line touched costs as much as so many points of it, ...
_CROSSED = 2.0  # ... and this once: rather a place off the mark than one that a line crosses
_PIECE = 24.0  # points of a line that count as one line: a curve is made of short pieces
_AT_ONCE = 96  # places judged together
_MOVED = 3  # names that are asked to move for another, ...
_LOOKED = 30  # ... which would stand in one of so many places
_NOWHERE = 60.0  # what a name without a place costs

# What a wording costs: on so many lines, per break inside a phrase, cut, and as a number.
_LINES = (0.0, 0.35, 1.3)
_LOOSE, _CUT, _CUT_MORE, _NUMBER = 0.8, 11.0, 12.0, 25.0
_SHORT_NAME = 0.62  # of the widest line: a name so short stands on two lines at most

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
_RINGS = ((0.0, 0.0), (3.5, 0.8), (7.5, 1.6), (12.0, 2.4))  # further off, at a cost
# Off the mark, at the end of a thin line: in heights of a line of text, at a cost.
_LED = ((2.2, 3.0), (3.4, 3.7), (4.8, 4.6), (6.4, 5.7), (8.4, 7.0))
_FAR = ((11.0, 8.5), (14.0, 10.0))  # ... for names that must be there
_BEHIND, _BEHIND_AT_MOST = 4.0, 2  # cost of a mark that such a line passes behind
_TURNS = 20  # directions of a line that leads to a name


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
    """A name that found its place: which wording, and the centre of its box, in points.

    Attributes
    ----------
    side : int
        -1 left of its mark, 0 above or under, 1 right.
    leader : tuple of float or None
        Both ends of the thin line from its mark, where the name stands off it.
    """

    wording: Wording
    x: float
    y: float
    side: int
    leader: tuple[float, float, float, float] | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top, in points."""
        w, h = self.wording.width / 2, self.wording.height / 2
        return self.x - w, self.y - h, self.x + w, self.y + h


def wordings(
    ruler: Ruler,
    name: str,
    size: float,
    *,
    widest: float,
    short: Sequence[str] | None = None,
    dear: float = 1.0,
) -> list[Wording]:
    """Return the ways to write `name`, the dearest last: whole on 1 to 3 lines, cut, a number.

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
    short : sequence of str, optional
        The ways to cut it, as `short_forms` gives them for all names; by default its own.
    dear : float
        How many times dearer than others it is to cut this name.
    """
    return list(each_wording(ruler, name, size, widest=widest, short=short, dear=dear))


def each_wording(
    ruler: Ruler,
    name: str,
    size: float,
    *,
    widest: float,
    short: Sequence[str] | None = None,
    dear: float = 1.0,
    whole_on: int = len(_LINES),
) -> Iterator[Wording]:
    """Go through the `wordings` of `name`: those that are not asked for are not measured.

    Parameters
    ----------
    ruler, name, size, widest, short, dear
        As for `wordings`.
    whole_on : int
        Most lines on which it is written whole.
    """

    def wide(text: str) -> float:
        return ruler.width(text, size)

    found: list[Wording] = []
    key = WIDEST_NUMBER
    for n, lines_cost in enumerate(_LINES[:whole_on], start=1):
        broken = on_lines(name, n, wide, widest=widest)
        # Lines follow phrases, but for one break in two rather than a line across the name; a short
        # name is not cut in three where one line would do.
        if broken is None or (found and broken.loose > (n == 2)):
            continue
        if n > 2 and found and wide(name) <= _SHORT_NAME * widest:
            continue
        text = "\n".join(broken.lines)
        width, height = ruler.box(text, size)
        # A long line is harder to place well than two short ones, and reads no better.
        cost = lines_cost + _LOOSE * broken.loose
        cost += max(0.0, width - _SHORT_NAME * widest) / 60
        found.append(Wording(text, width, height, cost))
        yield found[-1]
    cuts = short_forms([name])[0] if short is None else short
    numbered = [f"{cut} {key}" for cut in cuts if len(name) > len(cut) + len(key)]
    ways = [next(_fitting(numbered, wide, share * widest), None) for share in (0.9, 0.62)]
    ways.append(next(_fitting(numbered[-1:], wide, widest), None))
    for cut, cost in zip(ways, (_CUT, _CUT_MORE, _CUT_MORE + 1.0), strict=True):
        if cut is not None and all(cut != way.text for way in found):
            found.append(Wording(cut, *ruler.box(cut, size), cost * dear, whole=False))
            yield found[-1]
    if not found or len(name) > len(key):
        yield Wording(key, *ruler.box(key, size), _NUMBER * dear, whole=False)


def _fitting(texts: Sequence[str], wide: Callable[[str], float], widest: float) -> Iterator[str]:
    """Go through the texts that fit in a width, on one line to three."""
    for text in texts:
        for n in (1, 2, 3):
            broken = on_lines(text, n, wide, widest=widest)
            if broken is not None:
                yield "\n".join(broken.lines)


def place_labels(
    centres: np.ndarray,
    halves: np.ndarray,
    choices: Sequence[Sequence[Wording]],
    *,
    order: Sequence[int],
    segments: np.ndarray,
    inside: tuple[float, float, float, float],
    walls: np.ndarray | None = None,
    dear: Collection[int] = (),
) -> list[Placed | None]:
    """Place one name by its mark, greedily, then again with the others in place.

    A name stands beside its mark where no line crosses it, if there is such a place; else off its
    mark, at the end of a thin line. It is cut, then a number, where it has no whole place.

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
    walls : ndarray, shape (k, 4), optional
        Limits that no name may stand across.
    dear : collection of int
        Marks that must have a name, if need be in the place of others.

    Returns
    -------
    list of Placed or None
        Per mark, its name's place, or None where there is none.
    """
    board = _Board(centres, halves, segments, inside, walls, dear)
    spots = {i: _Spots(board, i, choices[i]) for i in order if choices[i]}
    found = _Found(len(centres), list(spots), dear)
    for turn in range(_ROUNDS):
        before = list(found.placed)
        for i in order:
            if i in spots:
                found.take(i, None)
                found.take(i, spots[i].best(found))
                placed = found.placed[i]
                if placed is None or not placed.wording.whole:
                    _make_room(i, spots, found)
        if turn and found.placed == before:
            break
    return found.placed


class _Found:
    """The names that have a place so far, and what each of them costs."""

    def __init__(self, n: int, named: Sequence[int], dear: Collection[int]) -> None:
        self.placed: list[Placed | None] = [None] * n
        self.nowhere = np.full(n, _NOWHERE)
        self.nowhere[list(dear)] *= 5
        self.costs = self.nowhere.copy()
        # rows of those who have a name to place: few, of a large network
        self._named = np.array(named, dtype=np.int64)
        self._row = {i: k for k, i in enumerate(named)}
        self._boxes = np.full((len(named), 4), np.nan)
        self._leaders = np.full((len(named), 4), np.nan)

    def take(self, i: int, chosen: tuple[Placed, float] | None) -> None:
        """Give `i` a place, or take away the one that it has."""
        self.placed[i], self.costs[i] = chosen or (None, self.nowhere[i])
        row = self._row[i]
        self._boxes[row] = chosen[0].box if chosen else np.nan
        leader = chosen[0].leader if chosen else None
        self._leaders[row] = leader if leader else np.nan

    def near(self, extent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the boxes of the names in an extent, and the lines that lead there, by rows."""
        left, bottom, right, top = extent
        b = self._boxes
        # nan compares false: who has no place is not there
        held = (b[:, 2] > left) & (b[:, 0] < right) & (b[:, 3] > bottom) & (b[:, 1] < top)
        x, y = self._leaders[:, 0::2], self._leaders[:, 1::2]
        led = (x.max(axis=1) > left) & (x.min(axis=1) < right)
        led &= (y.max(axis=1) > bottom) & (y.min(axis=1) < top)
        return b[held], self._leaders[led]

    def touching(self, boxes: np.ndarray) -> list[int]:
        """Return the names that boxes touch, those that most of them do first."""
        times = touching(boxes, self._boxes, *_AIR).sum(axis=0)
        most = np.argsort(-times, kind="stable")[:_MOVED]
        return self._named[most[times[most] > 0]].tolist()


def _make_room(i: int, spots: dict[int, _Spots], found: _Found) -> None:
    """Move one name out of the way of `i`, if both are then better off together."""
    mine = found.placed[i], float(found.costs[i])
    if spots[i].least > mine[1] - 0.5:
        return
    for j in found.touching(spots[i].first(_LOOKED if found.placed[i] is None else 1)):
        if j == i:
            continue
        theirs = found.placed[j], float(found.costs[j])
        found.take(i, None)
        found.take(j, None)
        found.take(i, spots[i].best(found))
        if found.costs[i] + spots[j].least < mine[1] + theirs[1] - 0.5:
            found.take(j, spots[j].best(found))
        if found.costs[i] + found.costs[j] < mine[1] + theirs[1] - 0.5:
            return
        found.take(j, None)
        for k, (placed, cost) in ((i, mine), (j, theirs)):
            found.take(k, None if placed is None else (placed, cost))


class _Spots:
    """The places of one name that touch no mark and stay inside: by its mark, then off it."""

    def __init__(self, board: _Board, i: int, choices: Sequence[Wording]) -> None:
        self._board, self._i, self._choices = board, i, choices
        self._near = board.near(i, choices)
        self._led: _Places | None = None
        costs = self._near.costs
        self.least = min(float(costs[0]) if len(costs) else np.inf, _LED[0][1])

    def first(self, n: int) -> np.ndarray:
        """Return the boxes of its first places, by its mark and off it, shape (k, 4)."""
        led = self._near.boxes[:0] if self._led is None else self._led.boxes[: n - 1]
        return np.vstack([self._near.boxes[:n], led])

    def best(self, found: _Found) -> tuple[Placed, float] | None:
        """Return the cheapest place that touches none of the names placed, and its cost."""
        k, cost = self._near.cheapest(found)
        if cost <= _LED[0][1]:
            return self._near.placed(k), cost
        if self._led is None:
            self._led = self._board.led(self._i, self._choices)
        far, far_cost = self._led.cheapest(found, under=cost)
        if far_cost < cost:
            return self._led.placed(far), far_cost
        return (self._near.placed(k), cost) if np.isfinite(cost) else None


@dataclass(frozen=True)
class _Places:
    """Places of one name, the cheapest first.

    Attributes
    ----------
    boxes : ndarray, shape (k, 4)
        Where the name would stand.
    costs : ndarray, length k
        What each costs, whatever the other names.
    wording : list of Wording, length k
        How it would be written.
    sides : ndarray, length k
        On which side of its mark.
    leaders : ndarray, shape (k, 4), or None
        The lines that lead there.
    """

    boxes: np.ndarray
    costs: np.ndarray
    wording: list[Wording]
    sides: np.ndarray
    leaders: np.ndarray | None = None

    @functools.cached_property
    def extent(self) -> np.ndarray:
        """Left, bottom, right and top of all the places and the lines that lead there."""
        parts = [self.boxes]
        if self.leaders is not None:
            ends = self.leaders.reshape(-1, 2, 2)
            parts.append(np.hstack([ends.min(axis=1), ends.max(axis=1)]))
        every = np.concatenate(parts)
        air = max(*_CLOSE, *_AIR)
        return np.append(every[:, :2].min(axis=0) - air, every[:, 2:].max(axis=0) + air)

    @classmethod
    def sorted(
        cls,
        boxes: np.ndarray,
        costs: np.ndarray,
        wording: Sequence[Wording],
        sides: np.ndarray,
        leaders: np.ndarray | None = None,
    ) -> _Places:
        order = np.argsort(costs, kind="stable")
        return cls(
            boxes[order],
            costs[order],
            [wording[k] for k in order.tolist()],
            sides[order],
            None if leaders is None else leaders[order],
        )

    def cheapest(self, found: _Found, under: float = np.inf) -> tuple[int, float]:
        """Return the place that costs least among the names placed, and its cost."""
        if not len(self.costs):
            return -1, np.inf
        taken, led = found.near(self.extent)
        best, least = -1, under
        for start in range(0, len(self.costs), _AT_ONCE):
            if self.costs[start] >= least:
                break
            part = slice(start, start + _AT_ONCE)
            boxes, cost = self.boxes[part], self.costs[part].copy()
            if len(taken):
                cost += _CLOSE_COST * touching(boxes, taken, *_CLOSE).sum(axis=1)
                cost[touching(boxes, taken, *_AIR).any(axis=1)] = np.inf
            if len(led):
                cost[(covered(boxes, led) > 0).any(axis=1)] = np.inf
            if self.leaders is not None and len(taken):
                cost[(covered(taken, self.leaders[part]) > 0).any(axis=0)] = np.inf
            if self.leaders is not None and len(led):
                cost[crossing(self.leaders[part], led).any(axis=1)] = np.inf
            k = int(cost.argmin())
            if cost[k] < least:
                best, least = start + k, float(cost[k])
        return best, least if best >= 0 else np.inf

    def placed(self, k: int) -> Placed:
        """Return the name at one of its places."""
        left, bottom, right, top = self.boxes[k].tolist()
        x, y = (left + right) / 2, (bottom + top) / 2
        leader = None if self.leaders is None else tuple(self.leaders[k].tolist())
        return Placed(self.wording[k], x, y, int(self.sides[k]), leader)


class _Board:
    """Marks, lines and edges of the map, against which places are judged."""

    def __init__(
        self,
        centres: np.ndarray,
        halves: np.ndarray,
        segments: np.ndarray,
        inside: tuple[float, float, float, float],
        walls: np.ndarray | None,
        dear: Collection[int] = (),
    ) -> None:
        self.centres, self.halves, self.segments, self.inside = centres, halves, segments, inside
        self.marks = np.hstack([centres - halves, centres + halves])
        self.dear = frozenset(dear)
        self.walls = np.empty((0, 4)) if walls is None else walls

    def near(self, i: int, choices: Sequence[Wording]) -> _Places:
        """Return the places of a name beside its mark."""
        boxes, costs, sides, texts = [], [], [], []
        for wording in choices:
            w, h = wording.width / 2, wording.height / 2
            for far, ring in _RINGS:
                reach = self.halves[i] + _NEAR + far
                for dx, dy, cost in _DIRECTIONS:
                    x, y = self.centres[i] + self._shift(dx, dy, reach, wording)
                    boxes.append((x - w, y - h, x + w, y + h))
                    costs.append(cost + ring + wording.cost)
                    sides.append(0 if abs(dx) < 1 else int(dx))
                    texts.append(wording)
        places = np.array(boxes).reshape(-1, 4)
        kept = np.flatnonzero(self._free(places))
        cost = np.array(costs)[kept] + self._doubt(i, places[kept]) + self._lines(places[kept])
        return _Places.sorted(
            places[kept], cost, [texts[k] for k in kept], np.array(sides, dtype=int)[kept]
        )

    def led(self, i: int, choices: Sequence[Wording]) -> _Places:
        """Return the places of a name at the end of a line that leads to it from its mark."""
        turns = 2 * np.pi * np.arange(_TURNS) / _TURNS
        way = np.stack([np.cos(turns), np.sin(turns)], axis=1)
        centre, radius = self.centres[i], float(self.halves[i].mean())
        line = min(wording.height for wording in choices)
        boxes, costs, texts = [], [], []
        for wording in choices[:-1] or choices:
            half = np.array([wording.width, wording.height]) / 2
            for lines, cost in (*_LED, *_FAR) if i in self.dear else _LED:
                # the edge or corner of the box that is nearest to the mark is so far from it
                middle = (
                    centre
                    + (radius + lines * line) * way
                    + np.sign(way.round(6)) * half * (np.abs(way) > (0.26, 0.26))
                )
                boxes.append(np.hstack([middle - half, middle + half]))
                costs.append(np.full(_TURNS, cost + wording.cost))
                texts += [wording] * _TURNS
        places = np.concatenate(boxes)
        sides = np.tile(np.where(np.abs(way[:, 0]) > 0.26, np.sign(way[:, 0]), 0), len(boxes))
        ends = centre.clip(places[:, :2], places[:, 2:])
        toward = ends - centre
        length = np.maximum(np.hypot(toward[:, 0], toward[:, 1]), 1e-9)[:, None]
        starts = centre + toward / length * (radius + 0.6)
        leaders = np.hstack([starts, ends - toward / length * 1.2])
        free = self._free(places) & (length[:, 0] > radius + 3.0)
        kept = np.flatnonzero(free)
        behind = self._behind(i, leaders[kept])
        # a line goes behind the mark of another actor only to a name that must be there
        allowed = behind <= (_BEHIND_AT_MOST if i in self.dear else 0)
        kept, behind = kept[allowed], behind[allowed]
        cost = np.concatenate(costs)[kept] + _BEHIND * behind
        cost = cost + 0.5 * self._doubt(i, places[kept]) + self._lines(places[kept])
        return _Places.sorted(
            places[kept], cost, [texts[k] for k in kept], sides[kept].astype(int), leaders[kept]
        )

    def _free(self, places: np.ndarray) -> np.ndarray:
        """Tell which places are inside, and touch no mark."""
        left, bottom, right, top = self.inside
        fits = (places[:, 0] >= left) & (places[:, 1] >= bottom)
        fits &= (places[:, 2] <= right) & (places[:, 3] <= top)
        fits &= ~touching(places, self._around(places), 0.8, 0.8).any(axis=1)
        return fits & ~(covered(places, self.walls) > 0).any(axis=1)

    def _behind(self, i: int, leaders: np.ndarray) -> np.ndarray:
        """Return behind how many marks of other actors each line passes."""
        own = self.marks[i]
        ends = leaders.reshape(-1, 2, 2)
        boxes = self._around(np.hstack([ends.min(axis=1), ends.max(axis=1)]))
        boxes = boxes[(boxes != own).any(axis=1)] + np.array([-1.2, -1.2, 1.2, 1.2])
        return (covered(boxes, leaders) > 0).sum(axis=0)

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
        if not len(places):
            return np.zeros(0)
        mine = self.marks[i]
        marks = self._around(places, _SEEN)
        marks = marks[(marks != mine).any(axis=1)]
        far, own = _apart(places, marks), _apart(places, mine[None])[:, 0]
        near = np.clip(1 - far / 7.0, 0, None).sum(axis=1) * 1.2
        return near + 2.5 * (far.min(axis=1, initial=np.inf) < own)

    def _around(self, places: np.ndarray, air: float = 2.0) -> np.ndarray:
        """Return the marks that some of the places are near, shape (k, 4)."""
        if not len(places):
            return self.marks[:0]
        low, high = places[:, :2].min(axis=0) - air, places[:, 2:].max(axis=0) + air
        near = (self.marks[:, 2:] > low).all(axis=1) & (self.marks[:, :2] < high).all(axis=1)
        return self.marks[near]

    def _lines(self, places: np.ndarray) -> np.ndarray:
        """Return the cost of the lines covered: one of each, and more for long and strong ones."""
        if not len(self.segments) or not len(places):
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
        over = covered(places + np.array([-1.0, -1.0, 1.0, 1.0]) * _CLEAR, ends)
        whole = np.minimum(np.hypot(*(ends[:, 2:4] - ends[:, :2]).T) / _PIECE, 1.0)
        touched = over > 0
        return (over + _TOUCH * touched) @ ends[:, 4] + touched @ (_CROSSED * whole)


def _apart(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how far boxes are from one another, shape (boxes, others)."""
    gap = np.maximum(
        np.maximum(boxes[:, None, :2] - others[None, :, 2:], 0),
        others[None, :, :2] - boxes[:, None, 2:],
    )
    return np.hypot(gap[..., 0], gap[..., 1])


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
