"""From a raw sheet to the rows below its headings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from concertnet.tables.cells.arranged import HeadedRows
from concertnet.tables.cells.sheets import Origin, RawSheet
from concertnet.tables.spec.headings import find_heading, known_headings
from concertnet.tables.spec.problems import Problem, Rows
from concertnet.words import LANGUAGES, words

__all__ = ["first_rows", "is_blank", "under_headings"]


def first_rows(sheet: RawSheet) -> list[list[str]]:
    """Return the rows among which the headings are sought."""
    return sheet.first


def is_blank(sheet: RawSheet) -> bool:
    """Say whether a sheet holds nothing but spaces."""
    if any(cell.strip() for row in sheet.first for cell in row):
        return False  # the first rows tell of nearly all sheets
    return not any((column.str.strip() != "").any() for _, column in sheet.cells.items())


def under_headings(
    name: str, sheet: RawSheet, defaults: Mapping[str, str], problems: list[Problem]
) -> HeadedRows | None:
    """Return the rows below the headings of a sheet, None when it is blank.

    Parameters
    ----------
    name : str
        The table that the sheet holds.
    sheet : RawSheet
        The sheet.
    defaults : mapping of str to str
        By column, what the name of the sheet says of every row.
    problems : list of Problem
        What is noticed is added to it.
    """
    if is_blank(sheet):
        problems.append(sheet.problem("notice", "sheet_empty"))
        return None
    first = first_rows(sheet)
    heading = find_heading(first, known_headings(name))
    if heading is None:
        filled = [place for place, row in enumerate(first) if any(map(str.strip, row))]
        heading = filled[0] if filled else 0
    above = [place for place in range(heading) if any(map(str.strip, first[place]))]
    if above:
        given = {"row": above[0] + 1, "n": len(above)}
        problems.append(sheet.problem("notice", "rows_above", **given))
    below = sheet.cells.iloc[heading + 1 :].reset_index(drop=True)
    if ranges := _merged_below(sheet, heading):
        problems.append(sheet.problem("notice", "merged_cells", ranges=ranges))
    broken = {
        (row - heading - 1, column): said
        for (row, column), said in sheet.broken.items()
        if row > heading
    }
    examples = _examples(below)
    if examples.any():
        below = below.copy()
        below.loc[examples] = ""
        broken = {place: said for place, said in broken.items() if not examples[place[0]]}
        listed = Rows(int(at) + heading + 2 for at in np.flatnonzero(examples))
        given = {"row": listed[0], "n": len(listed), "rows": listed}
        problems.append(sheet.problem("notice", "example_rows", **given))
    headings = first[heading] if heading < len(first) else []
    blank = not broken and not examples.any()
    if blank and all((column.str.strip() == "").all() for _, column in below.items()):
        problems.append(sheet.problem("notice", "header_only", row=heading + 1))
    rows = np.arange(heading + 2, heading + 2 + len(below))
    origin = Origin(sheet.file, sheet.sheet)
    merged = tuple(
        (top - heading - 1, left, bottom - heading - 1, right)
        for top, left, bottom, right in sheet.merged
        if top > heading
    )
    return HeadedRows(headings, below, rows, origin, broken, sheet.strict, defaults, merged)


def _examples(below: pd.DataFrame) -> np.ndarray:
    """Say which rows show how to fill a template: their first cell says that they are examples."""
    found = np.zeros(len(below), dtype=bool)
    if below.shape[1]:
        marks = tuple(words(lang)["example_mark"] for lang in LANGUAGES)
        found |= below.iloc[:, 0].str.lstrip().str.startswith(marks).to_numpy()
    return found


def _merged_below(sheet: RawSheet, heading: int) -> tuple[str, ...]:
    """Return merged ranges below the headings, as a spreadsheet names them."""
    ranges = [
        f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        for top, left, bottom, right in sorted(sheet.merged)
        if bottom > heading
    ]
    return tuple(ranges[:5]) + (("…",) if len(ranges) > 5 else ())


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
