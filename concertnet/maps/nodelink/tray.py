"""The tray: actors without a tie, in a titled space of their own under the map."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from concertnet.maps.nodelink.name_placing import Placed, Wording, each_wording
from concertnet.maps.paper.page import Sheet
from concertnet.words import Words

__all__ = ["Tray", "make_tray"]

_PAD = 7.0
_WIDEST = 116.0  # column of a name, or of the title, in points
_TALL = 8  # actors up to which the rows of the tray are tall
_MOST_COLUMNS = 8
_SHARE = 0.4  # of the height at most, when there is also a map
_NAMED = 60  # actors beyond which none is named: their names would take the place of the map


@dataclass(frozen=True, eq=False)
class Tray:
    """Where the actors without a tie stand, in points from the lower left of the sheet.

    Attributes
    ----------
    box : tuple of float
        Left, bottom, right and top; of no height without such actors.
    title : tuple of str
        Lines of its title, at its left.
    places : dict of int to (float, float)
        Centre of every mark shown, by position of the actor.
    labels : dict of int to Placed
        Its name.
    hidden : tuple of int
        Actors for whom there is no room.
    more : tuple of (float, float, str) or None
        Where and how their number is written.
    """

    box: tuple[float, float, float, float]
    title: tuple[str, ...]
    places: dict[int, tuple[float, float]]
    labels: dict[int, Placed]
    hidden: tuple[int, ...]
    more: tuple[float, float, str] | None

    @property
    def height(self) -> float:
        """Height of the tray, in points."""
        return self.box[3] - self.box[1]


def make_tray(
    sheet: Sheet,
    w: Words,
    names: Sequence[tuple[int, str]],
    frame: tuple[float, float, float, float],
    *,
    size: float,
    half: float,
    alone: bool,
    before: float = 0.0,
    short: Mapping[int, Sequence[str]] | None = None,
) -> Tray:
    """Return the tray of these actors at the bottom of a frame.

    Parameters
    ----------
    sheet, w : Sheet, Words
        The page and the language.
    names : sequence of (int, str)
        Position and name of every actor without a tie, in the order in which they stand.
    frame : tuple of float
        Left, bottom, right and top of the map and its tray.
    size : float
        Size of the names.
    half : float
        Half the width of the largest mark.
    alone : bool
        Whether there is no map above: the tray then takes the whole frame.
    before : float
        Room kept at the left of every mark, in points.
    short : mapping of int to sequence of str, optional
        The ways to cut each name.
    """
    left, bottom, right, top = frame
    if not names:
        return Tray((left, bottom, right, bottom), (), {}, {}, (), None)
    pad, widest, text = (
        _PAD * sheet.zoom,
        _WIDEST * size / sheet.style.label_size,
        sheet.size("text"),
    )
    # The title stands at the left, so that no missing link crosses it on its way down; on a small
    # page it leaves all the width to the names.
    title = sheet.ruler.wrap(w("map_tray", n=len(names)), text, widest, bold=True)
    beside = 2 * pad + max(sheet.ruler.width(t, text, bold=True) for t in title)
    start = left + pad + (0.0 if sheet.small else beside)
    above = len(title) * text * 1.3 if sheet.small else 0.0
    tall = alone or len(names) <= _TALL
    named = names if alone or len(names) <= _NAMED else ()
    room = (1.0 if alone else _SHARE) * (top - bottom) - 2 * pad - above
    # Names that no row could hold are not worded: of a thousand, most are only counted.
    least = max(size + 4, 2 * half + 3)
    named = named[: _MOST_COLUMNS * max(1, math.floor(room / least))]
    cuts = short or {}
    texts = {
        i: _wording(sheet, name, size, widest, tall=tall, short=cuts.get(i)) for i, name in named
    }
    if named:
        widths = [before + texts[i].width + 2 * half + 14 * sheet.zoom for i, _ in named]
        columns, offsets = _columns(widths, right - start - pad)
    else:
        step = before + 2 * half + 5 * sheet.zoom
        columns = max(int((right - start - pad) / step), 1)
        offsets = [k * step for k in range(columns)]
    row = max(max((t.height for t in texts.values()), default=0.0) + 4, 2 * half + 3)
    rows = min(math.ceil(len(names) / columns), max(1, math.floor(room / row)))
    if alone:
        row = min(room / rows, row + 14)
    shown = names
    if len(names) > rows * columns:
        shown = names[: rows * columns - 1]
    height = max(rows * row + above, len(title) * text * 1.3) + 2 * pad
    high = top if alone else bottom + height
    box = (left, high - height, right, high)

    def spot(k: int) -> tuple[float, float]:
        y = high - pad - above - (k // columns + 0.5) * row
        return start + before + half + offsets[k % columns], y

    places, labels = {}, {}
    for k, (i, _) in enumerate(shown):
        x, y = spot(k)
        places[i] = (x, y)
        if i in texts:
            labels[i] = Placed(texts[i], x + half + 3 + texts[i].width / 2, y, 1)
    hidden = tuple(i for i, _ in names[len(shown) :])
    more = None
    if hidden:
        x, y = spot(len(shown))
        more = (x - half, y, w("map_tray_more", n=len(hidden)))
    return Tray(box, tuple(title), places, labels, hidden, more)


def _columns(widths: Sequence[float], room: float) -> tuple[int, list[float]]:
    """Return how many columns hold the names, filled row by row, and where each begins."""
    for n in range(min(len(widths), _MOST_COLUMNS), 0, -1):
        wide = [max(widths[k::n]) for k in range(n)]
        if sum(wide) <= room or n == 1:
            # What is left over is shared, within reason.
            spare = max(0.0, min((room - sum(wide)) / n, 24.0))
            return n, [sum(wide[:k]) + k * spare for k in range(n)]
    return 1, [0.0]


def _wording(
    sheet: Sheet,
    name: str,
    size: float,
    widest: float,
    *,
    tall: bool,
    short: Sequence[str] | None,
) -> Wording:
    """Return how to write `name` in its column: on two lines, where rows may be tall."""
    ways: list[Wording] = []
    lines = 2 if tall else 1
    for way in each_wording(sheet.ruler, name, size, widest=widest, short=short, whole_on=lines):
        ways.append(way)
        if way.width <= widest and "\n" not in way.text:
            break
    chosen = ways[-1]  # the first on one line, or else the dearest of all
    if chosen.whole or not tall:
        return chosen
    two_lines = (way for way in ways if way.whole and way.text.count("\n") == 1)
    return next(two_lines, chosen)
