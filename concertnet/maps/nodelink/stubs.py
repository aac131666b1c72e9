"""Stubs of links that nothing supports: a short dash from a mark, and how many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from concertnet.maps.nodelink.boxes import covered, touching
from concertnet.maps.nodelink.name_placing import Placed
from concertnet.maps.paper.page import Sheet

__all__ = ["Stub", "place_stubs", "stub_width"]

_LENGTH = 9.0  # of the dash, in points
_AIR = 1.5  # from the mark to the dash, and from the dash to the number
_TURNS = 16
_OVER = 1.5  # what each point over the edge of the map costs: a line crossed costs 1


@dataclass(frozen=True, eq=False)
class Stub:
    """A short dash from a mark, and a number at its end.

    Attributes
    ----------
    line : ndarray, shape (2, 2)
        Both ends of the dash, in points.
    text : str
        How many links it stands for.
    at : tuple of float
        The middle of the number, in points.
    box : tuple of float
        Left, bottom, right and top of it all.
    """

    line: np.ndarray
    text: str
    at: tuple[float, float]
    box: tuple[float, float, float, float]


def stub_width(sheet: Sheet, counts: Mapping[int, str], size: float) -> float:
    """Return the room that stubs take beside their marks, in points; none without stubs."""
    widest = max((sheet.ruler.width(text, size) for text in counts.values()), default=0.0)
    return widest + (_LENGTH + 4 * _AIR) * sheet.zoom if counts else 0.0


def place_stubs(
    sheet: Sheet,
    counts: Mapping[int, str],
    centres: np.ndarray,
    halves: np.ndarray,
    *,
    aside: Mapping[int, object],
    labels: Iterable[Placed],
    segments: np.ndarray,
    inside: tuple[float, float, float, float],
    size: float,
) -> dict[int, Stub]:
    """Return the stub of each actor: where it crosses least; at the left of those in the tray.

    Parameters
    ----------
    sheet : Sheet
        The page.
    counts : mapping of int to str
        How many links each stub stands for.
    centres, halves : ndarray, shape (n, 2)
        Centres and half sizes of all marks, in points.
    aside : mapping of int
        Who stands in the tray.
    labels : iterable of Placed
        The names that stand already, and the lines that lead to them.
    segments : ndarray, shape (m, 5)
        Pieces of the lines drawn.
    inside : tuple of float
        Left, bottom, right, top of where stubs of the map may stand.
    size : float
        Size of the numbers.
    """
    marks = np.hstack([centres - halves, centres + halves])
    found: dict[int, Stub] = {}
    named = list(labels)
    taken = [placed.box for placed in named]
    leaders = [placed.leader for placed in named if placed.leader is not None]
    lines = np.vstack([segments[:, :4], np.array(leaders).reshape(-1, 4)])
    for i, text in counts.items():
        turns = [np.pi] if i in aside else (2 * np.pi * np.arange(_TURNS) / _TURNS).tolist()
        tried = [_stub(sheet, centres[i], halves[i], turn, text, size) for turn in turns]
        boxes = np.array([stub.box for stub in tried])
        cost = (covered(boxes, lines) > 0).sum(axis=1).astype(float)
        others = np.vstack([np.delete(marks, i, axis=0), np.array(taken).reshape(-1, 4)])
        cost += 9.0 * touching(boxes, others, 0.6, 0.2).sum(axis=1)
        out = np.maximum(np.array(inside[:2]) - boxes[:, :2], boxes[:, 2:] - inside[2:]).max(axis=1)
        found[i] = tried[int((cost + _OVER * out.clip(0.0)).argmin())]
        taken.append(found[i].box)
    return found


def _stub(
    sheet: Sheet, centre: np.ndarray, half: np.ndarray, angle: float, text: str, size: float
) -> Stub:
    way = np.array([np.cos(angle), np.sin(angle)])
    zoom = sheet.zoom
    start = centre + way * (half.max() + _AIR * zoom)
    end = start + way * _LENGTH * zoom
    letters = np.array([sheet.ruler.width(text, size), size * 0.76]) / 2
    at = end + way * (letters * np.abs(way)).sum() + way * _AIR * zoom
    low = np.minimum(np.minimum(start, end), at - letters)
    high = np.maximum(np.maximum(start, end), at + letters)
    return Stub(np.stack([start, end]), text, (at[0], at[1]), (*low.tolist(), *high.tolist()))
