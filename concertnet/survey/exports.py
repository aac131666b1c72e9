"""Exports of survey tools: which made a file, and the headings under which its answers stand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.survey.headed_sheet import HeadedSheet, clean_heading, numbered_headings
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows

__all__ = ["export_sheet"]


def export_sheet(sheet: RawSheet) -> HeadedSheet | None:
    """Return a sheet under the headings of the tool that made it; None where it holds nothing."""
    first = first_rows(sheet)
    row = _heading_row(first)
    if row is None:
        return None
    headings = [clean_heading(text) for text in first[row]]
    labels = [""] * len(headings)
    return _under(sheet, row + 1, headings, labels, "")


def _heading_row(first: list[list[str]]) -> int | None:
    """Return the first row that has headings: at least half as many cells as the widest one."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in first]
    if not filled or not max(filled):
        return None
    return next(at for at, n in enumerate(filled) if n * 2 >= max(filled))


def _under(
    sheet: RawSheet, start: int, headings: list[str], labels: list[str], tool: str
) -> HeadedSheet:
    """Return the rows from `start` on, without blank ones and columns without a heading."""
    kept = [at for at, heading in enumerate(headings) if heading]
    cells = sheet.cells.iloc[start:, kept]
    filled = np.zeros(len(cells), dtype=bool)
    for _, column in cells.items():
        filled |= (column.str.strip() != "").to_numpy()
    lines = cells.index.to_numpy()[filled]
    cells = cells[filled].reset_index(drop=True)
    cells.columns = pd.RangeIndex(cells.shape[1])
    names = numbered_headings([headings[at] for at in kept])
    place = {at: new for new, at in enumerate(kept)}
    line = {int(row): new for new, row in enumerate(lines)}
    broken = {
        (line[row], place[at]): said
        for (row, at), said in sheet.broken.items()
        if row in line and at in place
    }
    told = tuple(labels[at] for at in kept)
    return HeadedSheet(
        sheet.file, sheet.sheet, names, told, cells, lines + 1, tool=tool, broken=broken
    )
