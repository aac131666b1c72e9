"""The key of shortened names: what the number behind each stands for, in columns of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from concertnet.maps.paper.files import write
from concertnet.maps.paper.legend import legend_axes
from concertnet.maps.paper.page import Sheet

__all__ = ["WIDEST_NUMBER", "KeyColumn", "draw_key", "key_height", "key_number", "pour_key"]

_LEADING = 1.28


def key_number(k: int) -> str:
    """Return the number that a shortened name bears.

    Examples
    --------
    >>> key_number(3)
    '[3]'
    """
    return f"[{k}]"


WIDEST_NUMBER = key_number(88)  # measures a number that is known once every name is placed


@dataclass(frozen=True)
class KeyColumn:
    """A column of the key, in points; `headed`: room is kept for a heading."""

    left: float
    bottom: float
    width: float
    height: float
    headed: bool


def draw_key(
    sheet: Sheet, column: KeyColumn, names: Sequence[tuple[str, str]], heading: str
) -> None:
    """Draw a part of the key, numbers and names; `pour_key` says beforehand what fits.

    Parameters
    ----------
    sheet : Sheet
        The page.
    column : KeyColumn
        Where it stands.
    names : sequence of (str, str)
        Numbers and whole names.
    heading : str
        What is written where the column has room for it.
    """
    ax = legend_axes(sheet, column.left, column.bottom, column.width, column.height)
    size, small, style = sheet.size("text"), _size(sheet), sheet.style
    on = {"transform": ax.transData}
    y = column.height
    if column.headed:
        y -= size * 1.15
        write(ax, 0, y, heading, fontsize=size, fontweight="bold", color=style.ink, **on)
        y -= 2 * sheet.zoom
    number = _number_width(sheet, names)
    for n, name in names:
        for k, line in enumerate(sheet.ruler.wrap(name, small, column.width - number)):
            y -= small * _LEADING
            if not k:
                write(ax, number - 4, y, n, fontsize=small, ha="right", color=style.soft, **on)
            write(ax, number, y, line, fontsize=small, color=style.ink, **on)


def key_height(sheet: Sheet, lines: int, *, headed: bool = True) -> float:
    """Return the height of a key of so many lines, with its heading, in points."""
    heading = sheet.size("text") * 1.15 + 4 * sheet.zoom if headed else 2 * sheet.zoom
    return heading + lines * _size(sheet) * _LEADING


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
    small, number = _size(sheet), _number_width(sheet, names)
    parts, first = [], 0
    for column in columns:
        room = column.height - key_height(sheet, 0, headed=column.headed)
        rows = int(room / (small * _LEADING) + 1e-6)
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


def _size(sheet: Sheet) -> float:
    return round(max(sheet.size("note") * 0.93, min(sheet.least, sheet.size("label"))), 2)


def _number_width(sheet: Sheet, names: Sequence[tuple[str, str]]) -> float:
    return max(sheet.ruler.width(number, _size(sheet)) for number, _ in names) + 4
