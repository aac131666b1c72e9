"""A copy of the user's workbook in which the cells to mend are marked."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.swap import replace_file
from concertnet.tables.check import check
from concertnet.words import default_lang, words

__all__ = ["mark_problems"]

# Errors, warnings, notices: darker is graver, so that a print in grey tells them apart too.
_FILLS = {"error": "F4A6B7", "warning": "FCE4A8", "notice": "DCE9F5"}
_HEADING_ROWS = 15


def mark_problems(
    path: str | Path,
    output: str | Path,
    *,
    scale: Any = None,
    lang: str | None = None,
) -> Path:
    """Write a copy of a workbook whose cells with a problem are coloured and commented.

    Parameters
    ----------
    path : path
        The .xlsx workbook; it is left as it is.
    output : path
        The copy, another .xlsx file.
    scale : Scale or str, optional
        How levels are read, as in `read`.
    lang : {"fr", "en"}, optional
        Language of the comments; by default the reader's.

    Returns
    -------
    Path
        The copy. A problem of a whole row marks its first cell; one of a sheet its first row; a
        problem without a sheet is not marked: `check` lists it.

    Raises
    ------
    ConcertnetError
        If the workbook is not an .xlsx, the copy would replace it, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> book = Path(tempfile.mkdtemp()) / "book.xlsx"
    >>> pd.DataFrame({"actor": ["a", "a"]}).to_excel(book, sheet_name="actors", index=False)
    >>> mark_problems(book, book.with_name("marked.xlsx"), lang="en").name
    'marked.xlsx'
    """
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    path, output = Path(path), Path(output)
    if path.suffix.lower() != ".xlsx":
        raise ConcertnetError("error_only_xlsx_marked", value=path.name)
    if output.suffix.lower() != ".xlsx":
        raise ConcertnetError("error_marked_suffix", value=output.name)
    if output.resolve() == path.resolve():
        raise ConcertnetError("error_marked_copy", value=output.name)
    lang = lang or default_lang()
    problems = check(path, scale=scale, lang=lang)
    unreadable = (problems["severity"] == "error") & problems["sheet"].isna()
    if unreadable.any():
        raise ConcertnetError(
            "error_nothing_to_mark", reason=problems["message"][unreadable].iloc[0]
        )
    book = openpyxl.load_workbook(path)
    w = words(lang)
    for sheet in book.worksheets:
        for comment in _comments(sheet):  # openpyxl forgets the sizes of those that were there
            comment.width, comment.height = _size(comment.text)
    titles = {title.strip(): title for title in book.sheetnames}
    cells: dict[tuple[str, int, int], list[dict[Any, Any]]] = {}
    for problem in problems.dropna(subset=["sheet"]).to_dict("records"):
        sheet = titles.get(problem["sheet"])
        if sheet is not None:  # a table that the workbook lacks has no cell
            cells.setdefault((sheet, *_place(book[sheet], problem)), []).append(problem)
    for (sheet, row, column), found in cells.items():
        cell = book[sheet].cell(row, column)
        gravest = next(s for s in _FILLS if any(p["severity"] == s for p in found))
        cell.fill = PatternFill("solid", fgColor=_FILLS[gravest])
        texts = [
            f"{w.label('severity_' + p['severity'])}{w['colon']}{p['message']} {p['suggestion']}"
            for p in found
        ]
        if cell.comment is not None:
            texts.insert(0, cell.comment.text)
        text = "\n".join(texts)[:8000]
        width, height = _size(text)
        cell.comment = Comment(text, "concertnet", height=height, width=width)
    replace_file(output, book.save)
    return output


def _comments(sheet: Any) -> list[Any]:
    return [cell.comment for row in sheet.iter_rows() for cell in row if cell.comment]


def _size(text: str) -> tuple[int, int]:
    """Return the width and the height, in pixels, of a box that shows the whole of a comment."""
    width, across, high = 400, 52, 18
    lines = sum(max(1, math.ceil(len(line) / across)) for line in text.split("\n"))
    return width, min(1200, high * (lines + 2))


def _place(sheet: Any, problem: dict[Any, Any]) -> tuple[int, int]:
    """Return the row and the column of a problem's cell, both from 1."""
    row = 1 if pd.isna(problem["row"]) else int(problem["row"])
    heading = problem["column"]
    if isinstance(heading, str):
        for line in sheet.iter_rows(min_row=1, max_row=_HEADING_ROWS):
            for cell in line:
                if str(cell.value or "").strip() == heading:
                    return max(row, cell.row), cell.column
    return row, 1
