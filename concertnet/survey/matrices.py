"""Square matrices of answers: who answers down the side, of whom across the top."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.survey.headed_sheet import HeadedSheet, clean_heading, numbered_headings
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.matrix import find_square

__all__ = ["matrix_sheet"]


def matrix_sheet(sheet: RawSheet) -> HeadedSheet | None:
    """Return a matrix as a sheet whose first column says who answers; None where it is none.

    Titles above it, lines of totals and columns without a name are left out.
    """
    square = find_square(sheet, whole=False)
    if square is None:
        return None
    columns, lines = [square.names, *square.across], list(square.down)
    cells = sheet.cells.iloc[lines, columns].reset_index(drop=True)
    cells.columns = pd.RangeIndex(len(columns))
    corner = clean_heading(str(sheet.cells.iat[square.heading, square.names]))
    headings = numbered_headings([corner, *map(clean_heading, square.across.values())])
    column = {at: new for new, at in enumerate(columns)}
    line = {at: new for new, at in enumerate(lines)}
    broken = {
        (line[row], column[at]): said
        for (row, at), said in sheet.broken.items()
        if row in line and at in column
    }
    rows = np.array(lines, dtype=np.int64) + 1
    labels = ("",) * len(headings)
    return HeadedSheet(
        sheet.file, sheet.sheet, headings, labels, cells, rows, shape="matrix", broken=broken
    )
