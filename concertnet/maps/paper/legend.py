"""The legend: what each mark, line and fill means, down a column or on lines across a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from concertnet.maps.paper.files import write
from concertnet.maps.paper.marks import bent, draw_marks, draw_rings, stroke
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Fill, Line, Mark, Style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Entry", "Section", "column_width", "draw_column", "draw_strip", "legend_axes"]

# Sizes of a column, tried one after the other: of what is between texts, of the texts, and whether
# remarks are written: they are left out before anything stands on what is under the column.
_TRIES = (
    (1.0, 1.0, True),
    (0.85, 1.0, True),
    (0.72, 1.0, True),
    (0.6, 1.0, True),
    (0.6, 1.0, False),
    (0.55, 0.9, False),
    (0.5, 0.8, False),
)
_COLUMN_SAMPLE, _COLUMN_MARK = 26.0, 62.0  # width of a sample and area of a mark, in points
_STRIP_SAMPLE, _STRIP_MARK, _STRIP_MARK_ROOM = 20.0, 46.0, 10.0


@dataclass(frozen=True)
class Entry:
    """A line of a legend: a sample beside its words.

    Attributes
    ----------
    text : str
        The words.
    count : str
        How many there are, at the end of the line.
    remark : str
        What stands under the words.
    mark, line, bar : Mark, Line, Fill or None
        What is explained.
    core : Line or None
        What is drawn inside the line.
    bends : bool
        Whether the line is bent, as a missing link is on a map.
    short : bool
        Whether the line is a stub, as that of links which nothing supports.
    height : float
        Of the bar, in points.
    area : float or None
        Of the mark, in square points, where areas are what is explained.
    edge, ring : Line or None
        Outline of the mark, and ring around it, where they are what is explained.
    """

    text: str
    count: str = ""
    mark: Mark | None = None
    line: Line | None = None
    core: Line | None = None
    bends: bool = False
    short: bool = False
    bar: Fill | None = None
    height: float = 7.0
    area: float | None = None
    edge: Line | None = None
    ring: Line | None = None
    remark: str = ""


@dataclass(frozen=True)
class Section:
    """Entries under a heading, with an optional remark below the heading."""

    heading: str
    entries: tuple[Entry, ...]
    remark: str = ""


def draw_column(
    sheet: Sheet,
    sections: Sequence[Section],
    box: tuple[float, float, float, float],
    *,
    spare: float = 0.0,
) -> float:
    """Draw sections one under the other; return the height that is left under them, in points.

    Parameters
    ----------
    sheet : Sheet
        The page.
    sections : sequence of Section
        What the legend says.
    box : tuple of float
        Left, bottom, width and height of the column, in points of the sheet.
    spare : float
        Height to leave free: sections stand closer together and smaller to leave it.
    """
    chosen = _Laid(sheet, sections, *box[2:], *_TRIES[0])
    for one in _TRIES[1:]:
        if chosen.left_over >= spare:
            break
        chosen = _Laid(sheet, sections, *box[2:], *one)
    ax = legend_axes(sheet, *box)
    pen = _Pen(ax, sheet.style, ax.transData)
    for x, y, text, options in chosen.texts:
        write(ax, x, y, text, transform=ax.transData, **options)
    for entry, y in chosen.samples:
        width = _COLUMN_SAMPLE * chosen.zoom
        area = _COLUMN_MARK * sheet.zoom**2 if entry.area is None else entry.area
        pen.sample(entry, 0.0, y, width, area=area, zoom=sheet.zoom)
    return chosen.left_over


def draw_strip(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Draw entries one after the other at the top of the frame, which shrinks."""
    size, zoom = sheet.size("note"), sheet.zoom
    pen = _Pen(sheet.ax, sheet.style, sheet.ax.transAxes, sheet.width, sheet.height)
    x, y = sheet.left, sheet.top - size
    for entry in entries:
        width = (_STRIP_MARK_ROOM if entry.mark else _STRIP_SAMPLE) * zoom
        text = width + 5 * zoom + sheet.ruler.width(entry.text, size)
        if x > sheet.left and x + text > sheet.right:
            x, y = sheet.left, y - 1.75 * size
        pen.sample(entry, x, y + 0.36 * size, width, area=_STRIP_MARK * zoom**2, zoom=zoom)
        sheet.text(x + width + 5 * zoom, y, entry.text, fontsize=size)
        x += text + 14 * zoom
    if entries:
        sheet.top = y - 10 * zoom


def legend_axes(sheet: Sheet, left: float, bottom: float, width: float, height: float) -> Axes:
    """Return the axes of a column of the legend, in points from their lower left."""
    ax = sheet.inset(left, bottom, width, height)
    ax.set_label("legend")
    return ax


def column_width(sheet: Sheet, sections: Sequence[Section]) -> float:
    """Return the width of a column that holds its words, within a share of the page."""
    size = sheet.size("text")
    widest = 0.0
    for section in sections:
        widest = max(widest, sheet.ruler.width(section.heading, size, bold=True))
        for entry in section.entries:
            words = sheet.ruler.width(entry.text, size) + sheet.ruler.width(entry.count, size)
            widest = max(widest, words + (_COLUMN_SAMPLE + 8 + 14) * sheet.zoom)
    return min(max(widest, 128 * sheet.zoom), 0.25 * (sheet.right - sheet.left))


class _Laid:
    """A column of the legend as it would stand at a share of its size.

    Attributes
    ----------
    texts : list of (x, y, text, options)
        What is written.
    samples : list of (Entry, float)
        Entries whose sample is drawn, and the height of its middle.
    left_over : float
        The height under the last section, in points.
    zoom : float
        The scale of what is between texts.
    """

    def __init__(
        self,
        sheet: Sheet,
        sections: Sequence[Section],
        width: float,
        height: float,
        share: float,
        texts: float,
        remarks: bool,
    ) -> None:
        self.texts: list[tuple[float, float, str, dict[str, Any]]] = []
        self.samples: list[tuple[Entry, float]] = []
        self.left_over, self.zoom, self._share = height, sheet.zoom * share, share
        self._style, self._ruler, self._width = sheet.style, sheet.ruler, width
        self._remarks, self._mark_zoom = remarks, 1.0 if share == 1.0 else sheet.zoom
        self._size, self._small = (
            round(texts * max(sheet.size(k) * share, min(sheet.size(k), sheet.least)), 2)
            for k in ("text", "note")
        )
        for section in sections:
            self._section(section)

    def _write(self, x: float, text: str, size: float, **options: Any) -> None:
        options.setdefault("color", self._style.ink)
        self.texts.append((x, self.left_over, text, {"fontsize": size, **options}))

    def _section(self, section: Section) -> None:
        """Lay a heading and its entries under what is already there."""
        size = self._size
        for line in self._ruler.wrap(section.heading, size, self._width, bold=True):
            self.left_over -= size * 1.15
            self._write(0, line, size, fontweight="bold")
        self._remark(section.remark, 0.0)
        self.left_over -= 3 * self.zoom
        for entry in section.entries:
            self._entry(entry, size)
        self.left_over -= 10 * self.zoom * self._share

    def _entry(self, entry: Entry, size: float) -> None:
        start = (_COLUMN_SAMPLE + 8) * self.zoom
        room = self._width - start - self._ruler.width(entry.count, size) - 6 * self.zoom
        area = _COLUMN_MARK if entry.area is None else entry.area
        tall = 2 * math.sqrt(area / math.pi) + 3
        # rows close up before anything overlaps
        closer = self.zoom if entry.line else 1.0 if entry.area else self._mark_zoom
        tall = max(size * max(1.55 * self._share, 1.25), tall * closer)
        top = self.left_over
        self.left_over -= tall / 2 + size * 0.34
        for k, line in enumerate(self._ruler.wrap(entry.text, size, room)):
            if k:
                self.left_over -= size * 1.2
            self._write(start, line, size)
            if entry.count and not k:
                self._write(self._width, entry.count, size, ha="right", color=self._style.soft)
        self._remark(entry.remark, start)
        self.samples.append((entry, top - tall / 2))
        self.left_over -= tall / 2 - size * 0.34

    def _remark(self, text: str, start: float) -> None:
        if not (text and self._remarks):
            return
        for line in self._ruler.wrap(text, self._small, self._width - start):
            self.left_over -= self._small * 1.35
            self._write(start, line, self._small, color=self._style.soft)


@dataclass(frozen=True)
class _Pen:
    """Draws samples on axes, in points: `wide` and `tall` points are a unit of the transform."""

    ax: Axes
    style: Style
    transform: Any
    wide: float = 1.0
    tall: float = 1.0

    def sample(
        self, entry: Entry, x: float, y: float, width: float, *, area: float, zoom: float
    ) -> None:
        """Draw what an entry explains, from `x` on, its middle at the height `y`."""
        on = {"transform": self.transform, "clip_on": False}
        if entry.mark is not None:
            middle = [(x + width / 2) / self.wide], [y / self.tall]
            draw_marks(self.ax, *middle, [area], entry.mark, self.style, entry.edge, **on)
            if entry.ring is not None:
                draw_rings(self.ax, *middle, [area], entry.ring, **on)
        if entry.bar is not None:
            self._bar(entry.bar, x, y, width, entry.height * zoom, **on)
        for line in (entry.line, entry.core):
            if line is not None:
                far = width * (0.45 if entry.short else 1.0)
                points = self._along(x + (width - far) / 2, y, far, bends=entry.bends)
                ends: dict[str, Any] = {"solid_capstyle": "butt", "dash_capstyle": "butt", **on}
                self.ax.plot(*points.T, **stroke(line), **ends)

    def _bar(self, fill: Fill, x: float, y: float, width: float, tall: float, **on: Any) -> None:
        from matplotlib.patches import Rectangle

        look = {"facecolor": fill.colour, "hatch": fill.hatch, "edgecolor": self.style.outline}
        corner = x / self.wide, (y - tall / 2) / self.tall
        self.ax.add_patch(
            Rectangle(corner, width / self.wide, tall / self.tall, linewidth=0.5, **look, **on)
        )

    def _along(self, x: float, y: float, width: float, *, bends: bool) -> np.ndarray:
        """Return the points of a sample of a line, shape (k, 2)."""
        points = bent(np.array([x, y]), np.array([x + width, y]), 0.1 if bends else 0.0)
        points[:, 1] -= 0.05 * width * bends
        return points / [self.wide, self.tall]
