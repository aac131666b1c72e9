"""A grid of cells on a page: named rows, named columns, cells that a chart fills."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from concertnet.maps.lettering import clean
from concertnet.maps.sheet import Sheet, draw_marks
from concertnet.maps.style import Mark
from concertnet.words import Words

__all__ = ["DARKEST", "LEAST_ROW", "Grid", "Names", "fit_names", "fit_rows"]

DARKEST = "#8E979F"  # black text is still read on it
LEAST_ROW = 9.6  # least height of a row of text, in points

_TALLEST, _WIDEST = 46.0, 96.0  # of a cell, in points
_MARK = 44.0
_LEADING = 1.22


class Names:
    """Names as they fit: on lines, or shortened with the number of a key."""

    def __init__(self, lines: list[list[str]], key: list[str], size: float) -> None:
        self.lines, self.key, self.size = lines, key, size

    def note(self, w: Words) -> list[str]:
        """Return the note that gives the shortened names in full, if there are any."""
        return [w("chart_key", names="; ".join(self.key))] if self.key else []


def fit_names(
    sheet: Sheet, names: Sequence[str], *, width: float, lines: int, size: float, first: int = 1
) -> Names:
    """Fit names in a width and a number of lines; those too long are shortened and numbered.

    Parameters
    ----------
    sheet : Sheet
        Measures text.
    names : sequence of str
        The names.
    width : float
        The room, in points.
    lines : int
        How many lines each may have.
    size : float
        Size of the text.
    first : int
        First number of the key.
    """
    fitted, key = [], []
    for name in map(clean, names):
        wrapped = sheet.ruler.wrap(name, size, width)
        if len(wrapped) <= lines:
            even = sheet.ruler.balanced(name, size, len(wrapped))
            even_lines = wrapped if even is None else even.split("\n")
            fits = all(sheet.ruler.width(line, size) <= width for line in even_lines)
            fitted.append(even_lines if fits else wrapped)
            continue
        number = f" [{first + len(key)}]"
        key.append(f"[{first + len(key)}] {name}")
        kept = wrapped[: lines - 1]
        rest = " ".join(wrapped[lines - 1 :])
        room = width - sheet.ruler.width(number, size)
        last = sheet.ruler.shorten(rest, size, room)
        last = last if last.endswith("…") else last + "…"
        fitted.append([*kept, last + number])
    return Names(fitted, key, size)


def fit_rows(
    sheet: Sheet,
    names: Sequence[str],
    weights: Sequence[float],
    *,
    room: float,
    width: float,
    most_lines: int = 2,
) -> tuple[list[int], Names]:
    """Return which rows a page has room for, those of most weight first, and their names.

    Parameters
    ----------
    sheet : Sheet
        The page.
    names, weights : sequence
        What every row is called, and which rows count most; rows keep their order.
    room : float
        Height for the rows and for the key of their names, in points.
    width : float
        Width for the names, in points.
    most_lines : int
        Lines that a name may have where rows are tall.
    """
    zoom, note = sheet.zoom, sheet.size("note")
    order = sorted(range(len(names)), key=lambda i: (-weights[i], i))
    n = min(len(names), max(1, int(room / (LEAST_ROW * zoom))))
    while True:
        shown = sorted(order[:n])
        tall = room / n
        size = sheet.size("text") if tall >= 12 * zoom else sheet.size("label")
        lines = max(1, min(most_lines, int((tall - 3 * zoom) / (_LEADING * size))))
        rows = fit_names(sheet, [names[i] for i in shown], width=width, lines=lines, size=size)
        across = sheet.right - sheet.left
        # Lines are not quite full: the key is not yet wrapped.
        long = sum(sheet.ruler.width(f"{text}; ", note) for text in rows.key)
        key = math.ceil(1.06 * long / across + 0.5) if rows.key else 0
        left = max(int((room - key * note * 1.35) / (max(LEAST_ROW, lines * 9.5) * zoom)), 1)
        if n <= left or n == 1:
            return shown, rows
        # Rather rows of one line each than fewer rows.
        if lines > 1:
            most_lines = lines - 1
        else:
            n = max(left, n - max(1, (n - left) // 2))


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
        self.rows, self.columns, zoom = rows, columns, sheet.zoom
        self.row_marks, self.column_marks, self.above = row_marks, column_marks, above
        self._sign = 18.0 * zoom
        names = [self.ruler.width(line, rows.size) for lines in rows.lines for line in lines]
        before = max([*names, least]) + 8 * zoom + (self._sign if row_marks else 0)
        n, k = len(rows.lines), max(len(columns.lines), 1)
        wide = (sheet.right - sheet.left - before - after) / k
        self.wide = max(1.0, min(widest * zoom, wide))
        words = [w for lines in columns.lines for line in lines for w in line.split()]
        # Over cells that are narrower than a word, heads stand upright.
        self.upright = not self._wide_enough(words)
        if self.upright:
            columns.size = min(columns.size, sheet.size("note"))
            self.upright = not self._wide_enough(words)
        if self.upright:
            self.heads = columns.lines
            lengths = [self.ruler.width(x, columns.size) for lines in self.heads for x in lines]
            high = max(lengths, default=0)
        else:
            self.heads = [
                self.ruler.wrap(" ".join(lines), columns.size, self.wide - 5)
                for lines in columns.lines
            ]
            high = max(map(len, self.heads), default=0) * columns.size * _LEADING
        self.head_height = high + (self._sign if column_marks else 0) + 6 * zoom + above
        self.left, self.top = sheet.left + before, sheet.top - self.head_height
        room = self.top - sheet.bottom - below
        self.tall = max(1.0, min(tallest * zoom, room / max(n, 1)))
        self.bottom = self.top - self.tall * n
        self.right = self.left + self.wide * k
        # Row i and column j have their centre at (j, i), rows downwards.
        self.ax.set_xlim(-self.left / self.wide - 0.5, (sheet.width - self.left) / self.wide - 0.5)
        self.ax.set_ylim(self.top / self.tall - 0.5, (self.top - sheet.height) / self.tall - 0.5)

    def _wide_enough(self, words: Sequence[str]) -> bool:
        """Tell whether each word fits over a cell."""
        size = self.columns.size
        return all(self.ruler.width(word, size) <= self.wide - 5 for word in words)

    def x(self, column: float) -> float:
        """Return where the centre of a column stands, in points from the left of the sheet."""
        return self.left + (column + 0.5) * self.wide

    def y(self, row: float) -> float:
        """Return where the centre of a row stands, in points from the bottom of the sheet."""
        return self.top - (row + 0.5) * self.tall

    def cell(self, row: int, column: int, colour: str | None = None, **options: Any) -> None:
        """Fill a cell."""
        from matplotlib.patches import Rectangle

        style = self.sheet.style
        options.setdefault("edgecolor", style.faint)
        options.setdefault("linewidth", 0.7)
        corner = (column - 0.5, row - 0.5)
        self.ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour or style.paper, **options))

    def absent(self, row: int, column: int, *, gid: str | None = None) -> None:
        """Draw the dashed frame of what does not exist inside a cell."""
        from matplotlib.patches import Rectangle

        away = min(3.0, 0.09 * min(self.wide, self.tall))
        dx, dy, line = away / self.wide, away / self.tall, self.sheet.style.missing
        self.ax.add_patch(
            Rectangle(
                (column - 0.5 + dx, row - 0.5 + dy),
                1 - 2 * dx,
                1 - 2 * dy,
                facecolor="none",
                edgecolor=line.colour,
                linewidth=min(line.width, min(self.wide, self.tall) / 14),
                linestyle=(0, line.dash),
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
                    self.y(i) + ((len(lines) - 1) / 2 - k) * _LEADING * size - 0.36 * size,
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
        zoom, size = self.sheet.zoom, self.columns.size
        base = self.top + self.above + 5 * zoom + (self._sign if self.column_marks else 0)
        for j, lines in enumerate(self.heads):
            for k, text in enumerate(lines):
                if self.upright:
                    x = self.x(j) + (k - (len(lines) - 1) / 2) * _LEADING * size
                    where = (x, base)
                    turn: dict[str, Any] = {"rotation": 90, "va": "bottom"}
                else:
                    where = (self.x(j), base + (len(lines) - 1 - k) * _LEADING * size)
                    turn = {}
                self.sheet.text(
                    *where, text, fontsize=size, ha="center", color=self.sheet.style.ink, **turn
                )
        for j, mark in enumerate(self.column_marks):
            if mark is not None:
                middle = self.top + self.above + 3 * zoom + self._sign / 2
                self._mark(self.x(j), middle, mark)

    def _mark(self, x: float, y: float, mark: Mark) -> None:
        sheet = self.sheet
        area = min(_MARK * sheet.zoom**2, (0.62 * self.tall) ** 2)
        draw_marks(
            sheet.ax,
            [(x - self.left) / self.wide - 0.5],
            [(self.top - y) / self.tall - 0.5],
            [area],
            mark,
            sheet.style,
            clip_on=False,
        )
