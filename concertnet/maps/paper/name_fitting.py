"""Names of rows and columns as they fit on a page: on lines, or shortened with a numbered key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from concertnet.maps.paper.key import key_number
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.text import one_line
from concertnet.words import Words

__all__ = ["LEADING", "LEAST_ROW", "Names", "fit_names", "fit_rows"]

LEADING = 1.22  # from one line of a name to the next, in sizes
LEAST_ROW = 9.6  # least height of a row of text, in points


@dataclass(frozen=True)
class Names:
    """Names as they fit: on lines, or shortened with the number of a key.

    Attributes
    ----------
    lines : list of list of str
        The lines of each name.
    key : list of str
        The numbers and the names in full of those that are shortened.
    size : float
        Size of the text, in points.
    """

    lines: list[list[str]]
    key: list[str]
    size: float

    def note(self, w: Words) -> list[str]:
        """Return the note that gives the shortened names in full, if there are any."""
        return [w("chart_key", names="; ".join(self.key))] if self.key else []

    def note_height(self, sheet: Sheet) -> float:
        """Return about how high the note is, in points: it is not yet wrapped."""
        if not self.key:
            return 0.0
        note = sheet.size("note")
        long = sum(sheet.ruler.width(f"{name}; ", note) for name in self.key)
        # Lines are not quite full.
        lines = math.ceil(1.06 * long / (sheet.right - sheet.left) + 0.5)
        return lines * 1.35 * note


def fit_names(
    sheet: Sheet,
    names: Sequence[str],
    *,
    width: float,
    lines: int,
    size: float,
    first: int = 1,
    numbers: Sequence[str] | None = None,
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
    numbers : sequence of str, optional
        The number that each name has anyway, written behind it and in the key.
    """
    fitted, key = [], []
    for k, given in enumerate(map(one_line, names)):
        name = given if numbers is None else f"{given} {numbers[k]}"
        wrapped = sheet.ruler.wrap(name, size, width)
        if len(wrapped) <= lines:
            even = sheet.ruler.balanced(name, size, len(wrapped))
            even_lines = wrapped if even is None else even.split("\n")
            fits = all(sheet.ruler.width(line, size) <= width for line in even_lines)
            fitted.append(even_lines if fits else wrapped)
            continue
        label = key_number(first + len(key)) if numbers is None else numbers[k]
        number = f" {label}"
        key.append(f"{label} {given}")
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
    first: int = 1,
    numbers: Sequence[str] | None = None,
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
    first : int
        First number of the key.
    numbers : sequence of str, optional
        As for `fit_names`.
    """
    zoom = sheet.zoom
    order = sorted(range(len(names)), key=lambda i: (-weights[i], i))
    n = min(len(names), max(1, int(room / (LEAST_ROW * zoom))))
    while True:
        shown = sorted(order[:n])
        tall = room / n
        size = sheet.size("text") if tall >= 12 * zoom else sheet.size("label")
        lines = max(1, min(most_lines, int((tall - 3 * zoom) / (LEADING * size))))
        chosen = [names[i] for i in shown]
        own = None if numbers is None else [numbers[i] for i in shown]
        rows = fit_names(
            sheet, chosen, width=width, lines=lines, size=size, first=first, numbers=own
        )
        left = room - rows.note_height(sheet)
        left = max(int(left / (max(LEAST_ROW, lines * 9.5) * zoom)), 1)
        if n <= left or n == 1:
            return shown, rows
        # Rather rows of one line each than fewer rows.
        if lines > 1:
            most_lines = lines - 1
        else:
            n = max(left, n - max(1, (n - left) // 2))
