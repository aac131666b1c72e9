"""A grid of cells on a page: named rows, named columns, cells that a chart fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from concertnet.maps.paper.marks import dashes, draw_marks
from concertnet.maps.paper.name_fitting import LEADING, Names
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.style import Line, Mark

__all__ = ["Grid", "Heads", "fit_heads"]

_TALLEST, _WIDEST = 46.0, 96.0  # of a cell, in points
_MARK = 44.0


@dataclass(frozen=True)
class Heads:
    """Column heads as they stand over cells.

    Attributes
    ----------
    names : Names
        Their lines, wrapped in a cell unless they are upright, and their size.
    upright : bool
        Whether they are turned.
    height : float
        The height that they take, in points.
    """

    names: Names
    upright: bool
    height: float


def fit_heads(sheet: Sheet, columns: Names, wide: float) -> Heads:
    """Return heads over cells `wide` points wide: wrapped, smaller, or upright.

    Their size shrinks to that of notes before they stand upright.
    """
    ruler = sheet.ruler
    words = [word for lines in columns.lines for line in lines for word in line.split()]
    small = min(columns.size, sheet.size("note"))
    for size in (columns.size, small):
        if all(ruler.width(word, size) <= wide - 5 for word in words):
            lines = [ruler.wrap(" ".join(name), size, wide - 5) for name in columns.lines]
            height = max(map(len, lines), default=0) * size * LEADING
            return Heads(replace(columns, lines=lines, size=size), False, height)
    lengths = [ruler.width(line, small) for lines in columns.lines for line in lines]
    return Heads(replace(columns, size=small), True, max(lengths, default=0.0))


class Grid:
    """Cells under column heads, beside row names; the centre of row i and column j is (j, i).

    Parameters
    ----------
    sheet : Sheet
        The page, its title and notes written.
    rows, columns : Names
        What they are.
    row_marks, column_marks : sequence of Mark, optional
        Marks of the groups that they stand for.
    after : float
        Room kept at the right of the cells, in points.
    below : float
        Room kept under the cells, in points.
    above : float
        Room kept between the column heads and the cells, in points.
    least : float
        Least room for the names of rows, in points.
    widest, tallest : float
        Largest sides of a cell, in points of a whole page.
    """

    def __init__(
        self,
        sheet: Sheet,
        rows: Names,
        columns: Names,
        *,
        row_marks: Sequence[Mark | None] = (),
        column_marks: Sequence[Mark | None] = (),
        after: float = 0.0,
        below: float = 0.0,
        above: float = 0.0,
        least: float = 0.0,
        widest: float = _WIDEST,
        tallest: float = _TALLEST,
    ) -> None:
        self.sheet, self.ax, self.ruler = sheet, sheet.ax, sheet.ruler
        self.rows, zoom = rows, sheet.zoom
        self.row_marks, self.column_marks, self.above = row_marks, column_marks, above
        self._sign = 18.0 * zoom
        names = [self.ruler.width(line, rows.size) for lines in rows.lines for line in lines]
        before = max([*names, least]) + 8 * zoom + (self._sign if row_marks else 0)
        n, k = len(rows.lines), max(len(columns.lines), 1)
        wide = (sheet.right - sheet.left - before - after) / k
        self.wide = max(1.0, min(widest * zoom, wide))
        self.heads = fit_heads(sheet, columns, self.wide)
        high = self.heads.height + (self._sign if column_marks else 0) + 6 * zoom + above
        self.left, self.top = sheet.left + before, sheet.top - high
        room = self.top - sheet.bottom - below
        self.tall = max(1.0, min(tallest * zoom, room / max(n, 1)))
        self.bottom = self.top - self.tall * n
        self.right = self.left + self.wide * k
        # Row i and column j have their centre at (j, i), rows downwards.
        self.ax.set_xlim(-self.left / self.wide - 0.5, (sheet.width - self.left) / self.wide - 0.5)
        self.ax.set_ylim(self.top / self.tall - 0.5, (self.top - sheet.height) / self.tall - 0.5)

    def x(self, column: float) -> float:
        """Return where the centre of a column stands, in points from the left of the sheet."""
        return self.left + (column + 0.5) * self.wide

    def y(self, row: float) -> float:
        """Return where the centre of a row stands, in points from the bottom of the sheet."""
        return self.top - (row + 0.5) * self.tall

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the column and row of a point of the sheet."""
        return (x - self.left) / self.wide - 0.5, (self.top - y) / self.tall - 0.5

    def cell(self, row: int, column: int, colour: str | None = None, **options: Any) -> None:
        """Fill a cell."""
        from matplotlib.patches import Rectangle

        style = self.sheet.style
        options.setdefault("edgecolor", style.faint)
        options.setdefault("linewidth", 0.7)
        corner = (column - 0.5, row - 0.5)
        self.ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour or style.paper, **options))

    def absent(self, row: int, column: int, *, thin: float = 14.0, gid: str | None = None) -> None:
        """Draw the dashed frame of what does not exist inside a cell.

        Its line is that of missing links, and at most one `thin`-th of the cell.
        """
        self._framed(row, column, self.sheet.style.missing, thin, gid)

    def frame(self, row: int, column: int, *, thin: float = 14.0, gid: str | None = None) -> None:
        """Draw the solid frame of what is there more than one would expect."""
        style = self.sheet.style
        self._framed(row, column, Line(style.ink, style.missing.width), thin, gid)

    def _framed(self, row: int, column: int, line: Line, thin: float, gid: str | None) -> None:
        from matplotlib.patches import Rectangle

        away = min(3.0, 0.09 * min(self.wide, self.tall))
        dx, dy = away / self.wide, away / self.tall
        self.ax.add_patch(
            Rectangle(
                (column - 0.5 + dx, row - 0.5 + dy),
                1 - 2 * dx,
                1 - 2 * dy,
                facecolor="none",
                edgecolor=line.colour,
                linewidth=min(line.width, min(self.wide, self.tall) / thin),
                linestyle=dashes(line),
                gid=gid,
            )
        )

    def write(self, row: float, column: float, text: str, size: float, **options: Any) -> None:
        """Write in a cell, at its centre; `up` raises the text by so many points."""
        options.setdefault("color", self.sheet.style.ink)
        up = options.pop("up", 0.0)
        self.sheet.text(
            self.x(column),
            self.y(row) - 0.36 * size + up,
            text,
            fontsize=size,
            ha=options.pop("ha", "center"),
            **options,
        )

    def labels(self) -> None:
        """Write the names of rows and columns, with their marks."""
        zoom, size = self.sheet.zoom, self.rows.size
        away = 6 * zoom + (self._sign if self.row_marks else 0)
        for i, lines in enumerate(self.rows.lines):
            for k, text in enumerate(lines):
                self.sheet.text(
                    self.left - away,
                    self.y(i) + ((len(lines) - 1) / 2 - k) * LEADING * size - 0.36 * size,
                    text,
                    fontsize=size,
                    ha="right",
                    color=self.sheet.style.ink,
                )
        for i, mark in enumerate(self.row_marks):
            if mark is not None:
                self._mark(self.left - 4 * zoom - self._sign / 2, self.y(i), mark)
        self._heads()

    def _heads(self) -> None:
        zoom, names = self.sheet.zoom, self.heads.names
        size = names.size
        base = self.top + self.above + 5 * zoom + (self._sign if self.column_marks else 0)
        for j, lines in enumerate(names.lines):
            for k, text in enumerate(lines):
                if self.heads.upright:
                    x = self.x(j) + (k - (len(lines) - 1) / 2) * LEADING * size
                    where = (x, base)
                    turn: dict[str, Any] = {"rotation": 90, "va": "bottom"}
                else:
                    where = (self.x(j), base + (len(lines) - 1 - k) * LEADING * size)
                    turn = {}
                self.sheet.text(
                    *where, text, fontsize=size, ha="center", color=self.sheet.style.ink, **turn
                )
        for j, mark in enumerate(self.column_marks):
            if mark is not None:
                middle = self.top + self.above + 3 * zoom + self._sign / 2
                self._mark(self.x(j), middle, mark)

    def _mark(self, x: float, y: float, mark: Mark) -> None:
        sheet, (column, row) = self.sheet, self.at(x, y)
        area = min(_MARK * sheet.zoom**2, (0.62 * self.tall) ** 2)
        draw_marks(sheet.ax, [column], [row], [area], mark, sheet.style, clip_on=False)
