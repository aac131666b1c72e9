"""A chart of named rows along one axis of values, with the numbers of each row at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from concertnet.maps.paper.frame import Frame
from concertnet.maps.paper.name_fitting import Names
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.ticks import round_values, texts_of
from concertnet.words import Words

__all__ = ["NumberedRows"]


class NumberedRows:
    """The axis of values, what its ends mean, and the heads of the numbers; then row by row.

    Parameters
    ----------
    sheet : Sheet
        The page.
    w : Words
        The words of the figure's language.
    rows : Names
        The name of each row, broken in lines.
    texts : sequence of sequence of str
        The numbers of each row, as they are written.
    heads : sequence of str
        What stands above each column of numbers.
    limits : tuple of float
        The two ends of the axis.
    heading : str
        What the axis measures.
    ends : sequence of str
        What its two ends mean; none, or a text each.
    row_height : float
        Height of a row at the size of a page, in points.
    """

    def __init__(
        self,
        sheet: Sheet,
        w: Words,
        *,
        rows: Names,
        texts: Sequence[Sequence[str]],
        heads: Sequence[str],
        limits: tuple[float, float],
        heading: str,
        ends: Sequence[str] = (),
        row_height: float,
    ) -> None:
        zoom, note = sheet.zoom, sheet.size("note")
        self._sheet, self._names, self._texts = sheet, rows, texts
        wide = [
            max(sheet.ruler.width(text, note) for text in (*column, head)) + 12 * zoom
            for column, head in zip(zip(*texts, strict=True), heads, strict=True)
        ]
        widest = max(sheet.ruler.width(line, rows.size) for lines in rows.lines for line in lines)
        left, right = sheet.left + widest + 12 * zoom, sheet.right - sum(wide) - 8 * zoom
        top = sheet.top - 2.2 * note
        # the two ends on one line where there is room, else one above the other
        apart = sum(sheet.ruler.width(text, note) for text in ends) + 12 * zoom > right - left
        under = 4.2 + 1.4 * any(ends) + 1.3 * apart
        bottom = max(sheet.bottom + under * note, top - len(texts) * row_height * zoom)
        self.frame = Frame(sheet, (left, bottom, right, top), limits, (len(texts) - 0.5, -0.5))
        self._left = left
        steps = round_values(*limits, at_most=max(2, int((right - left) / (46 * zoom))))
        self.frame.ticks(steps, texts_of(w, steps), heading)
        options: dict[str, Any] = {"fontsize": note, "color": sheet.style.soft}
        sides = (("left", left, 0.0), ("right", right, 1.3 * apart))
        for text, (side, x, down) in zip(ends, sides, strict=False):
            sheet.text(x, bottom - (4.4 + down) * note, text, ha=side, **options)
        self._edges = [right + 8 * zoom + sum(wide[: k + 1]) for k in range(len(wide))]
        for head, edge in zip(heads, self._edges, strict=True):
            sheet.text(edge, top + 0.8 * note, head, ha="right", **options)

    @property
    def tall(self) -> float:
        """Height of a row, in points."""
        return abs(self.frame.tall)

    def write_name(self, i: int, at: float) -> None:
        """Write the name of row `i` at the left of height `at`, in rows."""
        sheet, size = self._sheet, self._names.size
        for k, line in enumerate(self._names.lines[i]):
            up = ((len(self._names.lines[i]) - 1) / 2 - k) * 1.22 * size
            where = self._left - 8 * sheet.zoom, self.frame.y(at) - 0.36 * size + up
            sheet.text(*where, line, fontsize=size, ha="right", color=sheet.style.ink)

    def write_numbers(self, i: int, at: float) -> None:
        """Write the numbers of row `i` at the right of height `at`, in rows."""
        sheet, note = self._sheet, self._sheet.size("note")
        y = self.frame.y(at) - 0.36 * note
        for text, edge in zip(self._texts[i], self._edges, strict=True):
            sheet.text(edge, y, text, fontsize=note, ha="right", color=sheet.style.ink)
