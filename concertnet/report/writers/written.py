"""What every writer of a report writes alike: the cells of tables, pictures of figures."""

from __future__ import annotations

import io
import math
import re
from typing import Any
from xml.dom import minidom

import pandas as pd

from concertnet.maps.paper.files import house_settings, page_axes
from concertnet.report.grammar import day
from concertnet.report.harmless import harmless
from concertnet.report.record import CellKind, ReportFigure, ReportPart, ReportTable, Sentence
from concertnet.words import Words

__all__ = ["column_shares", "drawn", "is_numeric", "paragraphs", "svg_of", "texts_of_rows"]


_MOST_WIDE = 40.0  # characters of a column from which its texts are folded


def is_numeric(cell: CellKind) -> bool:
    """Say whether a column is of numbers, which stand on the right."""
    return cell in ("count", "share", "number")


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
    if not math.isfinite(number):
        return "∞" if number > 0 else "−∞"
    return w.number(number, 0 if cell == "count" else 2)


def column_shares(headings: list[str], rows: list[list[str]], room: float) -> list[float]:
    """Share a page between columns: no word cut if it can be, what is left by length.

    Parameters
    ----------
    headings : list of str
        The headings, in bold.
    rows : list of list of str
        The texts of the rows.
    room : float
        How many characters a line of the page holds.

    Returns
    -------
    list of float
        The part of the page that each column takes; they sum to 1.

    Examples
    --------
    >>> [round(share, 2) for share in column_shares(["n", "name"], [["1", "A long name"]], 40)]
    [0.13, 0.87]
    """
    least, wanted = [], []
    # a space that does not break (in a date) holds a word together
    for place, heading in enumerate(headings):
        texts = [row[place] for row in rows]
        longest_words = [1.15 * len(word) for word in heading.split(" ")]
        longest_words += [len(word) for text in texts for word in text.split(" ")]
        least.append(min(max([*longest_words, 3.0]), _MOST_WIDE) + 2.2)
        longest = max(map(len, texts), default=1)
        wanted.append(max(min(longest + 2.2, _MOST_WIDE), least[-1]))
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
        metadata.parentNode.removeChild(metadata)
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
