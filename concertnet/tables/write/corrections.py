"""The sheet of corrections of a marked copy: every problem by kind, with a link to each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertnet.tables.spec.groups import SEVERITIES, ProblemGroup, problem_groups
from concertnet.tables.spec.problems import Problem
from concertnet.tables.write.marked_book import MarkedBook, as_text_cell, free_title
from concertnet.words import Word, Words

__all__ = ["FILLS", "Cell", "add_corrections", "say_lost"]

# Errors, warnings, notices: darker is graver, so that a print in grey tells them apart too.
FILLS = {"error": "F4A6B7", "warning": "FCE4A8", "notice": "DCE9F5"}

Cell = tuple[str, int, int]  # a sheet, a row and a column from 1

_COLUMNS = ("mark_cell", "mark_sheet", "mark_value", "mark_problem", "mark_fix")
_WIDTHS = (14, 24, 28, 60, 60)
_FONT, _LINE = "Calibri", 15.5  # points
_LOST_ROW = 3  # kept for what the copy could not keep


def add_corrections(
    copy: MarkedBook,
    marked: Sequence[tuple[Problem, Sequence[Cell]]],
    *,
    source: Path,
    w: Words,
) -> str:
    """Add, in front of a copy, the sheet that lists what is to be mended.

    Parameters
    ----------
    copy : MarkedBook
        The copy.
    marked : sequence of (Problem, cells)
        The problems, with the cells that each marks.
    source : Path
        The data.
    w : Words
        The words of the reader's language.

    Returns
    -------
    str
        The title of the sheet.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    book = copy.book
    page = book.create_sheet(free_title(book, w["mark_title"]), 0)
    for sheet in book.worksheets:  # two sheets chosen at once would be edited together
        sheet.sheet_view.tabSelected = sheet is page
    book.active = 0
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.sheet_properties.outlinePr.summaryBelow = False
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    cells = {id(problem): cells for problem, cells in marked}
    groups = problem_groups(problem for problem, _ in marked)
    counts = {
        severity: sum(group.cells for group in groups if group.first.severity == severity)
        for severity in SEVERITIES
    }
    _line(page, 1, w("mark_heading", file=source.name), size=14)
    said = [w(f"n_{severity}s", n=n) for severity, n in counts.items()]
    _line(page, 2, f"{w.join(said)}. {w['mark_how']}")
    if copy.said is not None:
        _line(page, _LOST_ROW, w(copy.said, file=source.name))
    row = _LOST_ROW + 2
    for at, key in enumerate(_COLUMNS, start=1):
        _text(page.cell(row, at), w[key], bold=True)
    page.freeze_panes = page.cell(row + 1, 1)
    for group in groups:
        row = _group(page, row + 1, group, cells, w)
    return page.title


def say_lost(page: Any, lost: Mapping[Word, int], w: Words) -> None:
    """Say in the sheet of corrections what the copy could not keep of the workbook."""
    said = [w(str(what), n=n) for what, n in lost.items()]
    _line(page, _LOST_ROW, w("mark_lost", n=sum(lost.values()), what=w.join(said)))


def _group(
    page: Any, row: int, group: ProblemGroup, cells: Mapping[int, Sequence[Cell]], w: Words
) -> int:
    """Write a kind of problem and the lines of its cells; return the last row written."""
    from openpyxl.styles import PatternFill

    told = [_told(problem, w) for problem in group.problems if problem.code != "more"]
    common = told[0] if len(set(told)) == 1 else ("", "")
    fill = PatternFill("solid", fgColor=FILLS[group.first.severity])
    head = (_title(group, w), "", w("mark_cells", n=group.cells), *common)
    for at, text in enumerate(head, start=1):
        page.cell(row, at).fill = fill
        _text(page.cell(row, at), text, bold=True)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    _fit(page, row, ("", *head[1:]))
    for problem in group.problems:
        shown = ("", "") if common != ("", "") else _told(problem, w)
        for cell in cells.get(id(problem)) or (None,):
            row += 1
            page.row_dimensions[row].outlineLevel = 1
            if cell is not None:
                _link(page.cell(row, 1), cell)
            place = cell[0] if cell else problem.sheet or problem.file or ""
            line = ("", place, problem.value or "", *shown)
            for at, text in enumerate(line[1:], start=2):
                _text(page.cell(row, at), text)
            _fit(page, row, line)
    return row


def _fit(page: Any, row: int, texts: Sequence[str]) -> None:
    """Make a row high enough for its texts, which programs do not do on opening."""
    lines = max(-(-len(text) // (width - 6)) for text, width in zip(texts, _WIDTHS, strict=True))
    page.row_dimensions[row].height = _LINE * max(1, lines)


def _told(problem: Problem, w: Words) -> tuple[str, str]:
    return problem.message(w.lang), problem.suggestion(w.lang)


def _title(group: ProblemGroup, w: Words) -> str:
    """Return the gravity of a kind of problem, and the column where it stands."""
    title = w.label(f"severity_{group.first.severity}")
    if group.first.column:
        title += f", {w('problem_place_column', value=group.first.column)}"
    return title


def _link(cell: Any, to: Cell) -> None:
    """Make of a cell a link to another one of the same workbook."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    title, row, column = to
    place = f"{get_column_letter(column)}{row}"
    quoted = title.replace("'", "''")
    _text(cell, place)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(name=_FONT, size=11, color="0B5394", underline="single")
    cell.alignment = Alignment(vertical="top")


def _line(page: Any, row: int, text: str, *, size: int = 11) -> None:
    """Write a sentence across the columns."""
    from openpyxl.styles import Alignment, Font

    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
    cell = page.cell(row, 1)
    as_text_cell(cell, text)
    cell.font = Font(name=_FONT, bold=size > 11, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    lines = -(-len(text) // (sum(_WIDTHS) * 11 // size))
    page.row_dimensions[row].height = lines * _LINE * size / 11


def _text(cell: Any, text: str, *, bold: bool = False, wrapped: bool = True) -> None:
    from openpyxl.styles import Alignment, Font

    as_text_cell(cell, text)
    cell.font = Font(name=_FONT, size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=wrapped, vertical="top")
