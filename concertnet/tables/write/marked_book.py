"""The copy of the user's data whose cells are marked: their workbook as it is, or their texts."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from concertnet.tables.source.delimited import LIVE
from concertnet.tables.source.sources import open_source
from concertnet.tables.source.workbooks import sheet_entries
from concertnet.tables.spec.problems import Problem
from concertnet.words import Word

__all__ = [
    "COPIED",
    "MarkedBook",
    "as_text_cell",
    "free_title",
    "loaded",
    "lost_between",
    "open_copy",
    "save_copy",
    "size_of",
]

COPIED = (".xlsx", ".xlsm")  # workbooks that are copied with all that they hold

# What a workbook may hold and a copy may lose: the entries of the archive, or the marks within them
# that are counted before and after.
_ENTRIES = {
    "lost_charts": r"xl/charts/chart\d+\.xml",
    "lost_images": r"xl/media/.+",
    "lost_controls": r"xl/(?:ctrlProps|activeX)/[^/]+\.xml",
    "lost_threads": r"xl/threadedComments/.+",
    "lost_pivots": r"xl/pivotTables/[^/]+\.xml",
    "lost_slicers": r"xl/(?:slicers|timelines)/[^/]+\.xml",
    "lost_embedded": r"xl/embeddings/.+",
    "lost_queries": r"xl/(?:connections\.xml|queryTables/[^/]+\.xml)",
    "lost_macros": r"xl/vbaProject\.bin",
}
_MARKS = {
    "lost_shapes": (r"xl/drawings/drawing\d+\.xml", rb"<(?:\w+:)?(?:sp|cxnSp)[ >]"),
    "lost_sparklines": (r"xl/worksheets/[^/]+\.xml", rb"<(?:\w+:)?sparkline>"),
    "lost_formats": (r"xl/worksheets/[^/]+\.xml", rb"<(?:\w+:)?cfRule[ >]"),
    "lost_validations": (r"xl/worksheets/[^/]+\.xml", rb"<(?:\w+:)?dataValidation[ >]"),
}
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LATER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_FORMULAS = "{http://schemas.microsoft.com/office/excel/2006/main}"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
_WIDEST = 45
Titles = dict[tuple[str | None, str | None], str]
_MADE = dt.datetime(2000, 1, 1)


@dataclass(eq=False)
class MarkedBook:
    """A workbook to mark.

    Attributes
    ----------
    book : openpyxl.Workbook
        The copy, in memory.
    titles : dict of (file, sheet) to str
        Its sheets, by what problems call them.
    said : str or None
        Key of the words that say why the copy holds texts only; None for a whole copy.
    """

    book: Any
    titles: Titles
    said: str | None = None


def open_copy(path: Path, encoding: str | None = None) -> MarkedBook | Problem:
    """Open a copy of the user's data, or say why nothing can be marked.

    Parameters
    ----------
    path : Path
        A workbook, a folder or a file.
    encoding : str, optional
        Encoding of CSV files.

    Returns
    -------
    MarkedBook or Problem
        An .xlsx is opened with all that it holds; of other sources (.ods, .xls, CSV, Parquet), and
        of an .xlsx that cannot be copied so, every cell is written as the text that was read.
    """
    sheets, problems = open_source(path, encoding=encoding)
    if not sheets:
        errors = [problem for problem in problems if problem.severity == "error"]
        return (errors or [Problem("error", "no_table", str(path), fields={"known": ()})])[0]
    if path.suffix.lower() in COPIED and (book := loaded(path)) is not None:
        titles: Titles = {(path.name, title.strip()): title for title in book.sheetnames}
        return MarkedBook(book, titles)
    said = "mark_texts" if path.suffix.lower() not in COPIED else "mark_not_copied"
    return _of_texts(sheets, said)


def loaded(path: Path) -> Any:
    """Return the workbook, its formulas and validation included; None if it cannot be."""
    import openpyxl

    macros = path.suffix.lower() == ".xlsm"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what is lost is counted and said
        try:
            book = openpyxl.load_workbook(path, rich_text=True, keep_vba=macros)
        except Exception:  # it refuses, in many ways, files that Excel and our reader open
            return None
    _restore_validations(path, book)
    comments = (c.comment for s in book.worksheets for row in s.iter_rows() for c in row)
    for comment in filter(None, comments):  # the sizes of those that were there are forgotten
        comment.width, comment.height = size_of(comment.text)
    return book


def size_of(text: str) -> tuple[int, int]:
    """Return the width and the height, in pixels, of a box that shows the whole of a comment."""
    width, across, high = 400, 52, 18
    lines = sum(max(1, math.ceil(len(line) / across)) for line in text.split("\n"))
    return width, min(1200, high * (lines + 2))


def _restore_validations(path: Path, book: Any) -> None:
    """Give back the lists taken from another sheet, which Excel keeps apart from the others."""
    from openpyxl.worksheet.datavalidation import DataValidation

    with zipfile.ZipFile(path) as archive:
        for title, part in sheet_entries(archive):
            data = archive.read(part)
            if title not in book.sheetnames or b"dataValidations" not in data:
                continue
            for element in ElementTree.fromstring(data).iter(f"{_LATER}dataValidation"):
                given: Any = {
                    key: element.get(key) for key in _KEPT if element.get(key) is not None
                }
                for place in ("formula1", "formula2"):
                    text = element.findtext(f"{_LATER}{place}/{_FORMULAS}f")
                    given |= {place: text} if text else {}
                sqref = element.findtext(f"{_FORMULAS}sqref")
                if sqref:
                    book[title].add_data_validation(DataValidation(sqref=sqref, **given))


_KEPT = (
    "type", "errorStyle", "operator", "allowBlank", "showDropDown", "showInputMessage",
    "showErrorMessage", "errorTitle", "error", "promptTitle", "prompt",
)  # fmt: skip


def _of_texts(sheets: Iterable[Any], said: str) -> MarkedBook:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = _MADE
    copy = MarkedBook(book, {}, said)
    for sheet in sheets:
        title = free_title(book, sheet.sheet or Path(sheet.file).stem)
        page = book.create_sheet(title)
        key = None if sheet.sheet is None else sheet.sheet.strip()
        copy.titles[sheet.file, key] = title
        for at, (_, column) in enumerate(sheet.cells.items(), start=1):
            texts = column.tolist()
            for row, text in enumerate(texts, start=1):
                if text:
                    as_text_cell(page.cell(row, at), text)
            longest = max((len(text) for text in texts[:200]), default=0)
            letter = page.cell(1, at).column_letter
            page.column_dimensions[letter].width = min(max(longest, 8) + 2, _WIDEST)
    return copy


def free_title(book: Any, wanted: str) -> str:
    """Return a title for a sheet that a workbook accepts and does not have yet."""
    bare = _FORBIDDEN.sub(" ", wanted).strip("' ")[:_LONGEST_TITLE] or "1"
    taken = {title.casefold() for title in book.sheetnames}
    title, n = bare, 1
    while title.casefold() in taken:
        n += 1
        title = f"{bare[: _LONGEST_TITLE - len(str(n)) - 3]} ({n})"
    return title


def as_text_cell(cell: Any, text: str) -> None:
    """Write a text that no spreadsheet runs, even when its cell is edited."""
    cell.value = text[:32767]
    cell.data_type = "s"
    if re.match(LIVE, text):
        cell.quotePrefix = True


def save_copy(book: Any, output: Path) -> None:
    """Save a copy; the same data give the same bytes, and no person is named as its author."""
    properties = book.properties
    changed = properties.modified or properties.created or _MADE
    properties.creator, properties.lastModifiedBy = "concertnet", None
    made = io.BytesIO()
    book.save(made)
    output.write_bytes(_dates_settled(made, changed.strftime("%Y-%m-%dT%H:%M:%SZ")))


def _dates_settled(made: io.BytesIO, changed: str) -> bytes:
    """Return an archive with the date of the data in place of today's."""
    with zipfile.ZipFile(made) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    settled = io.BytesIO()
    with zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            if name == "docProps/core.xml":
                dated = rb"(<dcterms:modified[^>]*>)[^<]*"
                data = re.sub(dated, rb"\g<1>" + changed.encode(), data)
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED
            )
    return settled.getvalue()


def lost_between(before: Path, after: Path) -> dict[Word, int]:
    """Count what a workbook holds that its copy does not, by what it is."""
    held, kept = _held(before), _held(after)
    return {Word(what): n - kept[what] for what, n in held.items() if n > kept[what]}


def _held(path: Path) -> dict[str, int]:
    counts = dict.fromkeys((*_ENTRIES, *_MARKS), 0)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for what, pattern in _ENTRIES.items():
                counts[what] += re.fullmatch(pattern, name) is not None
            for what, (pattern, mark) in _MARKS.items():
                if re.fullmatch(pattern, name):
                    counts[what] += len(re.findall(mark, archive.read(name)))
    return counts
