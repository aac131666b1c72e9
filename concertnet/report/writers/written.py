"""What every writer of a report writes alike: the cells of tables, pictures of figures."""

from __future__ import annotations

import functools
import io
import math
import re
from typing import Any, NamedTuple
from xml.dom import minidom

import pandas as pd

from concertnet.grammar import day, p_alone
from concertnet.maps.paper.files import house_settings, page_axes
from concertnet.maps.paper.text import Ruler
from concertnet.report.harmless import harmless
from concertnet.report.record import CellKind, ReportFigure, ReportPart, ReportTable, Sentence
from concertnet.words import Words

__all__ = [
    "TEXT_SIZES",
    "Laid",
    "column_shares",
    "drawn",
    "is_numeric",
    "lay_out",
    "paragraphs",
    "svg_of",
    "texts_of_rows",
]


TEXT_SIZES = (9.0, 8.0)  # points of the text of tables: the first, the other where it must
_MOST_WIDE = 26.0  # times the size of its text: a column from which words are folded
_MOST_WANTED = 60.0  # letters: a line of text longer than that is folded
_HEADING_LINES = 3  # in which a heading is folded, if it can be
_PADDING = 13.0  # points left and right of a cell's text, together
_FEW_ROWS = 6  # rows that a table written on its side may have
_WHOLE_ROWS = 8  # rows that stand on one page


def is_numeric(cell: CellKind) -> bool:
    """Say whether a column is of numbers, which stand on the right."""
    return cell in ("count", "share", "number", "p")


def texts_of_rows(table: ReportTable, w: Words) -> tuple[list[str], list[list[str]]]:
    """Return the headings of a table and the texts of its rows."""
    headings = [harmless(str(column)) for column in table.frame.columns]
    rows = [
        [_text(value, cell, w) for value, cell in zip(row, table.cells, strict=True)]
        for row in table.frame.itertuples(index=False)
    ]
    return headings, rows


def _text(value: Any, cell: CellKind, w: Words) -> str:
    if pd.isna(value):
        return "–"
    if cell == "day":
        return day(pd.Timestamp(value), w)
    if cell == "text":
        return harmless(str(value))
    number = float(value)
    if cell == "share":
        return w.percent(number)
    if cell == "p":
        return p_alone(number, w)
    if not math.isfinite(number):
        return "∞" if number > 0 else "−∞"
    return w.number(number, 0 if cell == "count" else 2)


class Laid(NamedTuple):
    """A table as it lies on a page.

    Attributes
    ----------
    headings, rows : list
        Its texts; columns and rows change places where it is short and would not fit otherwise.
    numeric : list of bool
        Which columns are of numbers.
    shares : list of float
        The part of the line that each column takes; they sum to 1.
    size : float
        The size of its text, in points.
    lies : bool
        Whether it takes a lying page.
    """

    headings: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    shares: list[float]
    size: float
    lies: bool

    @property
    def is_whole(self) -> bool:
        """Whether it is too short to be cut by the end of a page."""
        return len(self.rows) <= _WHOLE_ROWS


def lay_out(table: ReportTable, w: Words, *, standing: float, lying: float) -> Laid:
    """Lay a table out so that no word and no number is cut.

    It stands, in smaller text if need be; a table of a few rows that is too wide for that is
    written on its side; a long one takes a lying page.

    Parameters
    ----------
    table : ReportTable
        The table.
    w : Words
        The language.
    standing, lying : float
        Points across a page that stands, and across one that lies.
    """
    headings, rows = texts_of_rows(table, w)
    numeric = [is_numeric(cell) for cell in table.cells]
    for size in TEXT_SIZES:
        if sum(_least(headings, rows, size)) <= standing:
            shares = column_shares(headings, rows, standing, size=size)
            return Laid(headings, rows, numeric, shares, size, False)
    if len(rows) <= _FEW_ROWS:
        first, *others = zip(headings, *rows, strict=True)
        turned, lines = list(first), [list(line) for line in others]
        right = [False, *(any(numeric) for _ in rows)]
        if sum(_least(turned, lines, TEXT_SIZES[0])) <= standing:
            shares = column_shares(turned, lines, standing, size=TEXT_SIZES[0])
            return Laid(turned, lines, right, shares, TEXT_SIZES[0], False)
    shares = column_shares(headings, rows, lying, size=TEXT_SIZES[0])
    return Laid(headings, rows, numeric, shares, TEXT_SIZES[0], True)


def _least(headings: list[str], rows: list[list[str]], size: float) -> list[float]:
    """Return the points that each column needs for its longest word, in a wide face."""
    least = []
    for place, heading in enumerate(headings):
        # a space that does not break (in a date) holds a word together; a hyphen does not
        words_of = {word for row in rows for word in re.split(r" |(?<=\w-)(?=\w)", row[place])}
        # of many, those of most letters are the widest but for a few points
        longest = sorted(words_of, key=len, reverse=True)[:12]
        widths = [_width(word, size) for word in longest]
        widths += [_width(word, size, bold=True) for word in heading.split(" ")]
        least.append(min(max([*widths, size]), _MOST_WIDE * size) + _PADDING)
    return least


@functools.lru_cache(maxsize=4096)
def _width(word: str, size: float, *, bold: bool = False) -> float:
    # the bundled face is wider than those of documents: what fits in it fits in them
    return _ruler().width(word, size, bold=bold)


@functools.cache
def _ruler() -> Ruler:
    return Ruler("DejaVu Sans")


def column_shares(
    headings: list[str], rows: list[list[str]], room: float, *, size: float = 9.0
) -> list[float]:
    """Share a page between columns: no word cut if it can be, what is left by length.

    Parameters
    ----------
    headings : list of str
        The headings, in bold.
    rows : list of list of str
        The texts of the rows.
    room : float
        Points across the page.
    size : float
        The size of the text, in points.

    Returns
    -------
    list of float
        The part of the page that each column takes; they sum to 1.

    Examples
    --------
    >>> one, other = column_shares(["n", "name"], [["1", "A long name"]], 240)
    >>> one < other, round(one + other, 9)
    (True, 1.0)
    """
    least = _least(headings, rows, size)
    wanted = []
    for place, few in enumerate(least):
        longest = max((len(row[place]) for row in rows), default=1)
        letters = max(longest, len(headings[place]) / _HEADING_LINES)
        wanted.append(max(min(letters, _MOST_WANTED) * 0.6 * size + _PADDING, few))
    more = [most - few for most, few in zip(wanted, least, strict=True)]
    share = max(room - sum(least), 0.0) / (sum(more) or 1.0)
    widths = [few + extra * share for few, extra in zip(least, more, strict=True)]
    return [width / sum(widths) for width in widths]


def paragraphs(part: ReportPart) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences of a part that make a paragraph, and those that make a list."""
    running = [sentence for sentence in part.sentences if not sentence.listed]
    return running, [sentence for sentence in part.sentences if sentence.listed]


def drawn(figure: ReportFigure, *, kind: str, dpi: int = 200) -> bytes:
    """Return a figure as the bytes of a png or an svg, the same every time."""
    axes = page_axes(size=figure.size)
    figure.draw(axes)
    whole = axes.get_figure(root=True)
    assert whole is not None
    buffer = io.BytesIO()
    clean = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
    with house_settings():
        whole.savefig(buffer, format=kind, dpi=dpi if kind == "png" else 72, metadata=clean[kind])
    return buffer.getvalue()


def svg_of(figure: ReportFigure) -> str:
    """Return a figure as SVG to stand inside a page, its ids its own."""
    root = minidom.parseString(drawn(figure, kind="svg")).documentElement
    assert root is not None
    for metadata in root.getElementsByTagName("metadata"):
        above = metadata.parentNode
        assert above is not None
        above.removeChild(metadata)
    prefix = f"{figure.key}-"
    for element in (root, *root.getElementsByTagName("*")):
        for name, value in element.attributes.items():
            element.setAttribute(name, _own_id(name, value, prefix))
    # its place on the page is that of the page's style, its drawing that of its box
    for name in ("width", "height"):
        root.removeAttribute(name)
    root.setAttribute("aria-hidden", "true")
    return root.toxml()


def _own_id(name: str, value: str, prefix: str) -> str:
    """Return the value of an attribute, what it calls by an id under the id's new name."""
    if name == "id":
        return f"{prefix}{value}"
    if name in ("href", "xlink:href"):
        return re.sub("^#", f"#{prefix}", value)
    return value.replace("url(#", f"url(#{prefix}")
