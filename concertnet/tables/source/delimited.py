"""Text tables: encoding, separator and rows of a CSV file, without guessing in silence."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from concertnet.swap import reason
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.plain import plain_cells
from concertnet.tables.spec.headings import HEADING_WITHIN, known_headings
from concertnet.tables.spec.problems import Problem
from concertnet.words import normalise

__all__ = [
    "LIVE",
    "SEPARATOR_OF",
    "escaped",
    "first_lines",
    "looks_like_html",
    "looks_like_workbook",
    "read_delimited",
    "unescaped",
]

SEPARATORS = (";", ",", "\t")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIVE = r"'*[=+\-@\t\r＝＋－＠]"  # what a spreadsheet takes for a formula, apostrophes or not
SEPARATOR_OF = {"fr": ";", "en": ","}  # what a spreadsheet in a language expects between cells
_HEAD = 1 << 16
_LARGE = 1 << 20  # bytes from which a file is worth another reader
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?$", re.IGNORECASE | re.MULTILINE)
_STARTING_AT = re.compile(r"starting at row (\d+)")


def looks_like_html(data: bytes) -> bool:
    """Say whether a file begins as a web page, or as the XML that some systems call a workbook."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml"))


def looks_like_workbook(data: bytes) -> bool:
    """Say whether a file begins as a zip archive or an old Excel workbook."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def read_delimited(path: Path, encoding: str | None) -> tuple[RawSheet | None, list[Problem]]:
    """Read a file of separated values as rows of text.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str, optional
        Its encoding; by default its mark, else strict UTF-8, else Windows-1252 with a notice.

    Returns
    -------
    RawSheet or None, list of Problem
        The rows, None when the file cannot be read; and what was noticed.
    """
    name = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem("error", "path_unreadable", name, fields={"reason": reason(error)})]
    if looks_like_workbook(data):
        return None, [Problem("error", "csv_is_workbook", name)]
    if looks_like_html(data):
        return None, [Problem("error", "workbook_is_html", name)]
    if encoding is None and (cells := _plain(data)) is not None:
        cells = cells.apply(unescaped) if b"'" in data else cells
        return RawSheet(name, None, cells, strict=True), []
    text, problems = _decoded(data, name, encoding)
    del data
    if text is None:
        return None, problems
    if not text.strip("\ufeff \t\r\n"):
        return None, [*problems, Problem("error", "file_empty", name)]
    separator, text = _separator(text)
    try:
        cells = _rows(text, separator)
    except csv.Error:
        return None, [*problems, Problem("error", "not_text", name)]
    except pd.errors.ParserError as error:
        row = _STARTING_AT.search(str(error))
        # pandas counts the rows from 0
        place = int(row[1]) + 1 if row else None
        return None, [*problems, Problem("error", "csv_quote", name, row=place)]
    return RawSheet(name, None, cells.apply(unescaped), strict=True), problems


def escaped(column: pd.Series) -> pd.Series:
    """Return text that no spreadsheet takes for a formula: such a cell begins with an apostrophe.

    Reading takes one apostrophe away from such cells, so that nothing is lost.

    Examples
    --------
    >>> escaped(pd.Series(["=1+1", "'=1+1", "l'été"], dtype="str")).tolist()
    ["'=1+1", "''=1+1", "l'été"]
    """
    live = column.str.match(LIVE, na=False)
    return column.mask(live, "'" + column) if live.any() else column


def unescaped(column: pd.Series) -> pd.Series:
    """Return text as it was before `escaped`."""
    mark = column.str.startswith("'", na=False)
    if not mark.any():
        return column
    mark &= column.str[1:].str.match(LIVE, na=False)
    return column.mask(mark, column.str[1:])


def _plain(data: bytes) -> pd.DataFrame | None:
    """Return the cells of a large file that is plain; None where the careful reader is needed."""
    if len(data) < _LARGE:
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    head = data[: data.rfind(b"\n", 0, _HEAD) + 1]
    if head.count(b"\n") <= HEADING_WITHIN or not head.strip():
        return None  # lines too long, or too blank, to tell the separator
    try:
        text = head.decode("utf-8")
    except UnicodeError:
        return None
    separator, rest = _separator(text)
    return plain_cells(data, separator) if rest is text else None


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str | None, list[Problem]]:
    if encoding is not None:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), []
        except (LookupError, UnicodeError):
            wrong = {"encoding": encoding}
            return None, [Problem("error", "encoding_wrong", name, fields=wrong)]
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    try:
        text = data.decode(marked or "utf-8")
        return (None, [Problem("error", "not_text", name)]) if "\0" in text else (text, [])
    except UnicodeError:
        if marked or b"\0" in data:
            return None, [Problem("error", "not_text", name)]
    try:
        return data.decode("cp1252"), [Problem("notice", "encoding_cp1252", name)]
    except UnicodeError:
        return None, [Problem("error", "not_text", name)]


def _head(text: str) -> str:
    """Return the first lines, whole."""
    if len(text) <= _HEAD:
        return text
    return text[: text.rfind("\n", 0, _HEAD) + 1] or text[:_HEAD]


def _first_rows(text: str, separator: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(_head(text), newline=""), delimiter=separator)
    return [row for _, row in zip(range(HEADING_WITHIN), rows, strict=False)]


def first_lines(text: str) -> tuple[pd.DataFrame, str]:
    """Return the first lines of a text as cells, and what separates these."""
    separator, _ = _separator(text)
    return _frame(_first_rows(text, separator)), separator


def _separator(text: str) -> tuple[str, str]:
    """Return the separator, and the text without the line by which Excel may declare it."""
    if declared := _SEPARATOR_LINE.match(text):
        return declared[1], text[declared.end() :]  # its line stays, blank: rows keep their numbers
    known = known_headings()

    def fit(separator: str) -> tuple[int, int]:
        # Known headings tell a separator from the commas of a title above; the count of cells,
        # made outside quotes, decides for headings of one's own.
        rows = _first_rows(text, separator)
        named = max((sum(normalise(cell) in known for cell in row) for row in rows), default=0)
        return named, max(map(len, rows), default=0)

    return max(SEPARATORS, key=fit), text


def _rows(text: str, separator: str) -> pd.DataFrame:
    width = max(map(len, _first_rows(text, separator)))
    try:
        return pd.read_csv(
            io.BytesIO(text.encode()),  # four times smaller than a file of text in memory
            sep=separator,
            header=None,
            names=range(width),
            index_col=False,
            dtype="str",
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            on_bad_lines="error",
        )
    except pd.errors.ParserError as error:
        if "Expected" not in str(error):  # an open quotation mark
            raise
    return _frame(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _frame(rows: Iterable[list[str]]) -> pd.DataFrame:
    """Return rows of unequal lengths as a frame."""
    rows = list(rows)
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return pd.DataFrame(padded, columns=range(width), dtype="str")
