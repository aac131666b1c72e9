"""From text to typed columns, one distinct value at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.column import (
    ColumnCells,
    TypedColumn,
    Vocabulary,
    bare_choice,
    says_nothing,
)
from concertnet.tables.cells.date_columns import read_day, read_stretch
from concertnet.tables.cells.natural import is_total
from concertnet.tables.cells.numbers import as_number
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.word_columns import meanings, read_label, read_level, read_word
from concertnet.tables.spec.schema import Column
from concertnet.words import normalise

__all__ = ["type_column"]

_BETWEEN_PARTIES = re.compile(r"\s*[;|\n]\s*")
_BOUNDS = {"latitude": (-90, 90), "longitude": (-180, 180)}


def type_column(placed: PlacedTable, column: Column, vocabulary: Vocabulary) -> TypedColumn:
    """Read the text of a column as its specification says.

    Parameters
    ----------
    placed : PlacedTable
        The table, whose column of this name holds text (an empty text where there is nothing).
    column : Column
        The specification.
    vocabulary : Vocabulary
        The words through which levels and sectors are read, and the answers that were given.

    Returns
    -------
    TypedColumn
        The column, the problems, and the decisions that are left.
    """
    cells = ColumnCells(placed, column.name)
    read = _READERS[column.kind](cells, column, vocabulary)
    coded = read if isinstance(read, Coded) else None
    read = read.column() if isinstance(read, Coded) else read
    values, other_end = read if isinstance(read, tuple) else (read, None)
    return TypedColumn(
        values,
        other_end,
        coded,
        left_out=cells.rows(cells.left_out),
        refused=cells.rows(cells.refused),
        problems=cells.problems,
        decisions=cells.decisions,
    )


# -- text ---------------------------------------------------------------------------------------


def _text(cells: ColumnCells, _: Column, __: Vocabulary) -> Coded:
    if cells.name == "name":
        _totals(cells)
    return cells.said(cells.texts)


def _totals(cells: ColumnCells) -> None:
    """Warn of the rows that look like a total and say more than sums: they are read."""
    for place, text in cells.worded():
        if is_total(text):
            cells.once("warning", "row_total", place)


def _id(cells: ColumnCells, _: Column, __: Vocabulary) -> Coded:
    _totals(cells)
    return cells.said(cells.each(bare_choice))


def _ids(cells: ColumnCells, _: Column, __: Vocabulary) -> Coded:
    pieces = [filter(None, _BETWEEN_PARTIES.split(text)) for text in cells.texts]
    return cells.said(["; ".join(dict.fromkeys(p)) for p in pieces])


# -- numbers and flags ------------------------------------------------------------------------


def _parsed(
    cells: ColumnCells,
    code: str,
    dtype: str,
    parse: Callable[[str], Any],
    *,
    filled: bool = False,
) -> pd.Series:
    """Parse distinct texts; a word for *unknown* is no value, the rest that fails is an error.

    So is that word where a value is needed.
    """
    read, wrong = [], []
    for place, text in enumerate(cells.texts):
        value = parse(text) if text else None
        read.append(value)
        if value is None and text:
            if says_nothing(text) and filled:
                cells.once("error", "value_unsaid", place, words=(text,))
            elif says_nothing(text):
                cells.once("notice", "read_as_missing", place)
            else:
                wrong.append(place)
    if wrong:
        cells.every(code, wrong)
    missing = np.nan if dtype == "float64" else None
    return cells.spread([missing if value is None else value for value in read], dtype)


def _number(cells: ColumnCells, column: Column, _: Vocabulary) -> pd.Series:
    numbers = _parsed(cells, "number_wrong", "float64", as_number, filled=column.filled)
    if column.name in _BOUNDS:
        low, high = _BOUNDS[column.name]
        outside = np.flatnonzero((numbers < low) | (numbers > high))
        cells.problems += cells.placed.each(
            "warning", "number_range", outside, column.name,
            value=lambda row: cells.texts[cells.codes[row]], low=low, high=high,
        )  # fmt: skip
    return numbers


def _flag(cells: ColumnCells, column: Column, _: Vocabulary) -> pd.Series:
    spellings = meanings(("yes", "no"))
    code = "flag_needed" if column.filled else "flag_wrong"  # an empty cell would be wrong too
    return _parsed(
        cells, code, "boolean", lambda text: {"yes": True, "no": False}.get(
            spellings.get(normalise(bare_choice(text)), "")
        ),
        filled=column.filled,
    )  # fmt: skip


_READERS: dict[str, Callable[[ColumnCells, Column, Vocabulary], Any]] = {
    "id": _id,
    "ids": _ids,
    "text": _text,
    "label": read_label,
    "word": read_word,
    "level": read_level,
    "start": read_stretch,
    "end": read_stretch,
    "period": read_stretch,
    "date": read_day,
    "number": _number,
    "flag": _flag,
}
