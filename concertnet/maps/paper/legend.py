"""The legend, in axes of its own: groups, levels, missing links, areas, shortened names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from concertnet.maps.paper.files import write
from concertnet.maps.paper.marks import bent, draw_marks
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Line, Mark

__all__ = ["Entry", "KeyColumn", "Legend", "Section", "column_width", "key_height", "pour_key"]

KEY_LEADING = 1.28

_MARK_AREA = 62.0
_SAMPLE = 26.0  # width of the sample of a line, in points


@dataclass(frozen=True)
class Entry:
    """A line of the legend: a sample (mark, line or area), its words, its count, a remark."""

    text: str
    count: str = ""
    mark: Mark | None = None
    line: Line | None = None
    area: float = _MARK_AREA
    remark: str = ""


@dataclass(frozen=True)
class Section:
    """Entries under a heading, with an optional remark below the heading."""

    heading: str
    entries: tuple[Entry, ...]
    remark: str = ""


@dataclass(frozen=True)
class KeyColumn:
    """A column of the key of shortened names, in points; `headed`: room is kept for a heading."""

    left: float
    bottom: float
    width: float
    height: float
    headed: bool


class Legend:
    """Draws sections one under the other down a column.

    Parameters
    ----------
    sheet : Sheet
        The page.
    left, bottom, width, height : float
        The column, in points of the sheet.
    """

    def __init__(
        self, sheet: Sheet, left: float, bottom: float, width: float, height: float
    ) -> None:
        self.sheet, self.style, self.ruler = sheet, sheet.style, sheet.ruler
        self._box = left, bottom, width, height
        self.width, self.height = width, height
        self._open(1.0)

    def _open(self, share: float) -> None:
        self.ax = self.sheet.inset(*self._box)
        self.ax.set_label("legend")
        self.left_over, self.share = self.height, share

    def sections(self, sections: Sequence[Section], *, spare: float) -> None:
        """Draw sections, closer together and smaller where they would not leave `spare` points."""
        for share in (1.0, 0.85, 0.72, 0.6):
            self.ax.remove()
            self._open(share)
            for section in sections:
                self.section(section)
            if self.left_over >= spare:
                return

    def _write(self, x: float, text: str, size: float, **options: object) -> None:
        options.setdefault("color", self.style.ink)
        write(
            self.ax, x, self.left_over, text, fontsize=size, transform=self.ax.transData, **options
        )

    def section(self, section: Section) -> None:
        """Draw a heading and its entries under what is already there."""
        size, small, zoom = self._sizes()
        for line in self.ruler.wrap(section.heading, size, self.width, bold=True):
            self.left_over -= size * 1.15
            self._write(0, line, size, fontweight="bold")
        for line in self.ruler.wrap(section.remark, small, self.width) if section.remark else []:
            self.left_over -= small * 1.35
            self._write(0, line, small, color=self.style.soft)
        self.left_over -= 3 * zoom
        for entry in section.entries:
            self._entry(entry, size, small)
        self.left_over -= 10 * zoom

    def _sizes(self) -> tuple[float, float, float]:
        """Return the sizes of text and of remarks, and the scale of what is between them."""
        text, note = (round(self.sheet.size(k) * self.share, 2) for k in ("text", "note"))
        return text, note, self.sheet.zoom * self.share

    def _entry(self, entry: Entry, size: float, small: float) -> None:
        zoom = self.sheet.zoom * self.share
        start = (_SAMPLE + 8) * zoom
        room = self.width - start - self.ruler.width(entry.count, size) - 6 * zoom
        tall = max(size * 1.55, (2 * np.sqrt(entry.area / np.pi) + 3) * (zoom if entry.line else 1))
        top = self.left_over
        self.left_over -= tall / 2 + size * 0.34
        lines = self.ruler.wrap(entry.text, size, room)
        for k, line in enumerate(lines):
            if k:
                self.left_over -= size * 1.2
            self._write(start, line, size)
            if entry.count and not k:
                self._write(self.width, entry.count, size, ha="right", color=self.style.soft)
        for line in (
            self.ruler.wrap(entry.remark, small, self.width - start) if entry.remark else []
        ):
            self.left_over -= small * 1.35
            self._write(start, line, small, color=self.style.soft)
        self._sample(entry, _SAMPLE * zoom, top - tall / 2)
        self.left_over -= tall / 2 - size * 0.34

    def _sample(self, entry: Entry, width: float, y: float) -> None:
        if entry.mark is not None:
            area = entry.area * (self.sheet.zoom**2 if entry.area == _MARK_AREA else 1)
            draw_marks(self.ax, [width / 2], [y], [area], entry.mark, self.style, clip_on=False)
        if entry.line is not None:
            # A missing link is curved on the map: so is its sample.
            ends = np.array([0.0, y]), np.array([width, y])
            points = bent(*ends, 0.1 if entry.line.dash else 0.0)
            if entry.line.dash:
                points[:, 1] -= width * 0.05
            self.ax.plot(
                points[:, 0],
                points[:, 1],
                color=entry.line.colour,
                linewidth=entry.line.width,
                linestyle=(0, entry.line.dash) if entry.line.dash else "-",
                solid_capstyle="butt",
                dash_capstyle="butt",
                clip_on=False,
            )

    def key(self, heading: str, names: Sequence[tuple[str, str]], *, headed: bool) -> None:
        """Draw a part of the key of shortened names; `pour_key` says beforehand what fits."""
        size, small = self.sheet.size("text"), key_size(self.sheet)
        if headed:
            self.left_over -= size * 1.15
            self._write(0, heading, size, fontweight="bold")
            self.left_over -= 2 * self.sheet.zoom
        number = max(self.ruler.width(n, small) for n, _ in names) + 4
        for n, name in names:
            for k, line in enumerate(self.ruler.wrap(name, small, self.width - number)):
                self.left_over -= small * KEY_LEADING
                if not k:
                    self._write(number - 4, n, small, ha="right", color=self.style.soft)
                self._write(number, line, small)


def key_size(sheet: Sheet) -> float:
    """Return the size of the text of the key."""
    return round(sheet.size("note") * 0.93, 2)


def key_height(sheet: Sheet, lines: int, *, headed: bool = True) -> float:
    """Return the height of a key of so many lines, with its heading, in points."""
    heading = sheet.size("text") * 1.15 + 4 * sheet.zoom if headed else 2 * sheet.zoom
    return heading + lines * key_size(sheet) * KEY_LEADING


def pour_key(
    sheet: Sheet, names: Sequence[tuple[str, str]], columns: Sequence[KeyColumn]
) -> list[tuple[KeyColumn, slice]] | None:
    """Return which names stand in which column, or None if they do not all fit.

    Parameters
    ----------
    sheet : Sheet
        Measures text.
    names : sequence of (str, str)
        Numbers and names, in order.
    columns : sequence of KeyColumn
        Where they may stand, filled one after the other.
    """
    if not names:
        return []
    small = key_size(sheet)
    number = max(sheet.ruler.width(n, small) for n, _ in names) + 4
    parts, first = [], 0
    for column in columns:
        room = column.height - key_height(sheet, 0, headed=column.headed)
        rows = int(room / (small * KEY_LEADING) + 1e-6)
        last = first
        while last < len(names):
            rows -= len(sheet.ruler.wrap(names[last][1], small, column.width - number))
            if rows < 0:
                break
            last += 1
        if last > first:
            parts.append((column, slice(first, last)))
        first = last
    return parts if first == len(names) else None


def column_width(sheet: Sheet, sections: Sequence[Section]) -> float:
    """Return the width of a legend that holds its words, within a share of the page."""
    size = sheet.size("text")
    widest = 0.0
    for section in sections:
        widest = max(widest, sheet.ruler.width(section.heading, size, bold=True))
        for entry in section.entries:
            words = sheet.ruler.width(entry.text, size) + sheet.ruler.width(entry.count, size)
            widest = max(widest, words + (_SAMPLE + 8 + 14) * sheet.zoom)
    return min(max(widest, 128 * sheet.zoom), 0.25 * (sheet.right - sheet.left))
