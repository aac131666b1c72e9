"""Workbooks: .xlsx, .xls and .ods as sheets of text, with what cannot be read in them."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from concertnet.swap import reason
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.delimited import looks_like_html, looks_like_workbook
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import as_text

__all__ = ["TextSheet", "read_texts", "read_workbook", "sheet_entries", "unpacked_limit"]

# A workbook is a zip archive: a few kilobytes can declare gigabytes. Real workbooks unpack to some
# tens of times their size; the largest sheet that Excel can hold unpacks to less than a gigabyte.
MOST_UNPACKED = 1 << 30
MOST_RATIO = 200
ALWAYS_UNPACKED = 100 << 20

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_REST = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Broken = dict[tuple[int, int], tuple[str, str]]


@dataclass(frozen=True, eq=False)
class TextSheet:
    """A sheet of a workbook as texts, before it is a frame.

    Attributes
    ----------
    file, sheet : str
        The names of the file and of the sheet.
    columns : list of list of str
        Its columns, all as long.
    hidden, merged, broken
        As in `RawSheet`.
    """

    file: str
    sheet: str
    columns: list[list[str]]
    hidden: bool
    merged: tuple[tuple[int, int, int, int], ...]
    broken: Broken

    def framed(self) -> RawSheet:
        """Return the sheet with its cells in a frame."""
        cells = pd.DataFrame({j: pd.Series(c, dtype="str") for j, c in enumerate(self.columns)})
        return RawSheet(self.file, self.sheet, cells, self.hidden, self.merged, self.broken)


def read_workbook(path: Path) -> tuple[list[RawSheet], list[Problem]]:
    """Read every sheet of a workbook as rows of text.

    Parameters
    ----------
    path : Path
        The workbook.

    Returns
    -------
    list of RawSheet, list of Problem
        The sheets, none when the workbook cannot be read; and what was noticed.
    """
    sheets, problems = read_texts(path)
    return [sheet.framed() for sheet in sheets], problems


def read_texts(path: Path) -> tuple[list[TextSheet], list[Problem]]:
    """Read a workbook as `read_workbook` does, without frames, which cost more than small sheets.

    Parameters
    ----------
    path : Path
        The workbook.

    Returns
    -------
    list of TextSheet, list of Problem
        The sheets, none when the workbook cannot be read; and what was noticed.
    """
    try:
        if problem := _unsafe(path):
            return [], [problem]
    except OSError as error:
        given = {"reason": reason(error)}
        return [], [Problem("error", "path_unreadable", path.name, fields=given)]
    return _read(path)


def _unsafe(path: Path) -> Problem | None:
    """Return why the file must not, or cannot, be handed to the reader of workbooks."""
    with path.open("rb") as file:
        data = file.read(512)
    if not data.strip():
        return Problem("error", "file_empty", path.name)
    if looks_like_html(data):
        return Problem("error", "workbook_is_html", path.name)
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED in path.read_bytes()
        return Problem("error", "workbook_protected", path.name) if encrypted else None
    if not looks_like_workbook(data):
        code = "workbook_damaged" if b"\0" in data else "workbook_is_text"
        return Problem("error", code, path.name)
    return _unsafe_archive(path)


def unpacked_limit(path: Path) -> int:
    """Return how many bytes an archive may unpack to, by its own size."""
    return min(MOST_UNPACKED, max(ALWAYS_UNPACKED, MOST_RATIO * path.stat().st_size))


def _unsafe_archive(path: Path) -> Problem | None:
    limit = unpacked_limit(path)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > limit:
                given = {"size": -(-size // 2**20), "limit": limit // 2**20}
                return Problem("error", "workbook_too_big", path.name, fields=given)
            # Reads all of it by blocks, never beyond the declared size, and verifies the sums: a
            # size that lies is found here.
            if archive.testzip() is not None:
                return Problem("error", "workbook_damaged", path.name)
    except RuntimeError:  # encrypted entries
        return Problem("error", "workbook_protected", path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return Problem("error", "workbook_damaged", path.name)
    return None


def _read(path: Path) -> tuple[list[TextSheet], list[Problem]]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            broken = _broken_cells(path)
            sheets = [
                _sheet(workbook, path.name, about, broken.get(about.name, {}))
                for about in workbook.sheets_metadata
                if about.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except (KeyboardInterrupt, SystemExit):
        raise
    except calamine.PasswordError:
        return [], [Problem("error", "workbook_protected", path.name)]
    except BaseException:  # a panic of the reader, on bytes made to harm, is no Exception
        return [], [Problem("error", "workbook_damaged", path.name)]
    return sheets, []


def _sheet(workbook: Any, file: str, about: Any, broken: Broken) -> TextSheet:
    sheet = workbook.get_sheet_by_name(about.name)
    rows = sheet.to_python(skip_empty_area=False)
    height, width = len(rows), max(map(len, rows), default=0)
    for row, column in broken:
        height, width = max(height, row + 1), max(width, column + 1)
    lines = [[cell if type(cell) is str else as_text(cell) for cell in row] for row in rows]
    lines = [row + [""] * (width - len(row)) for row in lines]
    lines += [[""] * width for _ in range(height - len(lines))]
    columns = [list(column) for column in zip(*lines, strict=True)]
    merged = tuple((*a, *b) for a, b in sheet.merged_cell_ranges or ())
    for top, left, bottom, _ in merged:
        for row in range(top + 1, min(bottom + 1, height)):
            if left < width:
                columns[left][row] = columns[left][top]
        # The sheet may end above the foot of a merged range.
        if left < width and bottom >= height > top:
            extra = bottom + 1 - height
            for j, column in enumerate(columns):
                column += [columns[left][top] if j == left else ""] * extra
            height += extra
    hidden = str(about.visible).rpartition(".")[2] != "Visible"
    return TextSheet(file, about.name, columns, hidden, merged, broken)


def _broken_cells(path: Path) -> dict[str, Broken]:
    """Return, by sheet, the cells of an .xlsx that the reader of workbooks gives as blank.

    They hold an error, or a formula that was never calculated (as programs write them).
    """
    if not zipfile.is_zipfile(path):
        return {}
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in sheet_entries(archive):
            data = archive.read(part)
            formulas = (b"<f" in data or b":f" in data) and _FORMULA.search(data)
            if b't="e"' in data or formulas:
                found[name] = dict(_broken(data))
    return found


def sheet_entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet of an .xlsx and the entry that holds it."""
    entries = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= entries:
        return
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(_REST), "")
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if part in entries:
                yield element.get("name", ""), part


def _broken(data: bytes) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    for match in _CELL.finditer(data):
        attributes, content = match[1], match[2] or b""
        place = _REFERENCE.search(attributes)
        if not place:
            continue
        kind = _TYPE.search(attributes)
        value = _VALUE.search(content)
        if kind and kind[1] == b"e":
            shown = value[1].decode("utf-8", "replace") if value else "#?"
            yield _position(place), ("cell_error", shown)
        elif _FORMULA.search(content) and not value and not (kind and kind[1] == b"str"):
            yield _position(place), ("formula_no_value", "")


def _position(place: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in place[1]:
        column = 26 * column + letter - 64
    return int(place[2]) - 1, column - 1
