"""Rows of cells with the place they came from, before and after they are typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.spec.problems import Problem, Rows, Severity

__all__ = ["MOST_ROWS_LISTED", "Origin", "Placed", "Sheet", "as_text", "cells_of", "clean"]

# A column wrong from top to bottom is said in a hundred lines and one more that counts the rest.
MOST_ROWS_LISTED = 100

# What neither a CSV file nor a workbook can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    r"""Return `text` trimmed, its lines ended by ``\n``, without control characters.

    Examples
    --------
    >>> clean("  Table\r\nde quartier ")
    'Table\nde quartier'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def as_text(value: Any) -> str:
    """Return what a typed cell says, as text; nothing is an empty text.

    Examples
    --------
    >>> as_text(45.0), as_text(45.5), as_text(dt.date(2024, 5, 4)), as_text(None)
    ('45', '45.5', '2024-05-04', '')
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        number = float(value)
        if np.isnan(number):
            return ""
        whole = number.is_integer() and abs(number) < 1e15
        return str(int(number)) if whole else repr(number)
    if isinstance(value, (dt.datetime, np.datetime64)):
        instant = pd.Timestamp(value)
        return "" if pd.isna(instant) else instant.isoformat().removesuffix("T00:00:00")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(
            map(as_text, sorted(value) if isinstance(value, (set, frozenset)) else value)
        )
    return str(value)


def cells_of(column: pd.Series) -> pd.Series:
    """Return a column of any type as text, with an empty text where there is nothing."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.astype("str").fillna("")
    if column.dtype == "category":
        column = column.astype(object)
    try:
        codes, uniques = pd.factorize(column)
    except TypeError:  # lists of parties
        return pd.Series([as_text(value) for value in column], index=column.index, dtype="str")
    texts = np.array([*(as_text(value) for value in uniques), ""], dtype=object)
    return pd.Series(texts[codes], index=column.index, dtype="str")


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet or file as it stands: text in cells, headings not yet known.

    Attributes
    ----------
    file : str
        Name of the file.
    sheet : str or None
        Name of the sheet, None for a file that is a single table.
    cells : pandas.DataFrame
        Text; the first row of the frame is the first row of the sheet.
    hidden : bool
        Whether the sheet is hidden.
    merged : tuple of (first row, first column, last row, last column)
        Merged ranges, counted from 0.
    broken : mapping of (row, column) to (code, value)
        Cells that hold a formula without a value, or an error.
    strict : bool
        Whether cells beyond the headings are a mistake (a CSV row with an unquoted separator).
    """

    file: str
    sheet: str | None
    cells: pd.DataFrame
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    broken: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    strict: bool = False

    def problem(self, severity: Severity, code: str, **given: Any) -> Problem:
        """Return a problem placed in this sheet; what is no part of a place becomes a field."""
        place = {k: given.pop(k) for k in ("row", "column", "value") if k in given}
        return Problem(severity, code, self.file, self.sheet, **place, fields=given)


@dataclass(frozen=True, eq=False)
class Origin:
    """Where the rows of a table come from.

    Attributes
    ----------
    file, sheet : str or None
        The file and the sheet.
    headings : dict of str to str
        By column, the heading that the user wrote, or a `Word` when the table lacks the column.
    dates : dict of str to (rows, texts)
        By column of dates, the cells as they were typed, under their numbers of row.
    """

    file: str | None
    sheet: str | None
    headings: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)

    def problem(self, severity: Severity, code: str, **given: Any) -> Problem:
        """Return a problem placed here; `column` is the column's name in the specification."""
        place = {k: given.pop(k) for k in ("row", "column", "value") if k in given}
        if "column" in place:
            place["column"] = self.headings.get(place["column"], place["column"])
        return Problem(severity, code, self.file, self.sheet, **place, fields=given)


@dataclass(frozen=True, eq=False)
class Placed:
    """A table whose rows know where they come from.

    Attributes
    ----------
    frame : pandas.DataFrame
        The table, indexed from 0.
    rows : numpy.ndarray of int
        For each row, its number as the user sees it.
    came : numpy.ndarray of int
        For each row, the place of its origin in `origins`.
    origins : tuple of Origin
        The files and sheets.
    """

    frame: pd.DataFrame
    rows: np.ndarray
    came: np.ndarray
    origins: tuple[Origin, ...]

    @classmethod
    def single(cls, frame: pd.DataFrame, rows: np.ndarray, origin: Origin) -> Placed:
        """Return a table whose rows all come from one place."""
        return cls(frame, rows, np.zeros(len(frame), dtype=np.int16), (origin,))

    def take(self, keep: np.ndarray) -> Placed:
        """Return the rows that a mask or an array of positions keeps, in their order."""
        frame = self.frame.iloc[np.flatnonzero(keep) if keep.dtype == bool else keep]
        return Placed(frame.reset_index(drop=True), self.rows[keep], self.came[keep], self.origins)

    def with_frame(self, frame: pd.DataFrame) -> Placed:
        """Return the same rows with other columns."""
        return Placed(frame, self.rows, self.came, self.origins)

    def join(self, other: Placed) -> Placed:
        """Return the rows of both."""
        if not len(other.frame) and set(other.frame) <= set(self.frame):
            return self
        if not len(self.frame) and set(self.frame) <= set(other.frame):
            return other
        frames = [self.frame, other.frame]
        names = list(dict.fromkeys([*self.frame, *other.frame]))
        columns = {}
        for name in names:
            types = [frame[name].dtype for frame in frames if name in frame]
            parts = [
                frame[name] if name in frame else pd.Series(pd.NA, frame.index).astype(types[0])
                for frame in frames
            ]
            columns[name] = pd.concat(parts, ignore_index=True)
        return Placed(
            pd.DataFrame(columns),
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.came, other.came + len(self.origins)]).astype(np.int16),
            (*self.origins, *other.origins),
        )

    def problem(
        self, severity: Severity, code: str, at: int | None = None, **given: Any
    ) -> Problem:
        """Return a problem at row position `at`, or of the whole table."""
        if at is None:
            return self.origins[0].problem(severity, code, **given)
        row = int(self.rows[at])
        return self.origins[self.came[at]].problem(severity, code, row=row or None, **given)

    def typed(self, at: int, column: str) -> str:
        """Return what the user typed in a cell of dates, an empty text when it is not known."""
        rows, texts = self.origins[self.came[at]].dates.get(column, ((), ()))
        place = int(np.searchsorted(rows, self.rows[at]))
        return str(texts[place]) if place < len(rows) and rows[place] == self.rows[at] else ""

    def each(
        self, severity: Severity, code: str, positions: Iterable[int], column: str, **given: Any
    ) -> list[Problem]:
        """Return one problem per row, up to a limit, then one that counts the others.

        A value of `given` that is a function is called with the position.
        """
        positions = list(positions)
        value = given.pop("value", None)
        found = []
        for at in positions[:MOST_ROWS_LISTED]:
            filled = {k: v(at) if callable(v) else v for k, v in given.items()}
            shown = value(at) if callable(value) else value
            found.append(self.problem(severity, code, at, column=column, value=shown, **filled))
        if rest := positions[MOST_ROWS_LISTED:]:
            listed = self.listed(rest)
            found.append(self.problem(severity, "more", column=column, n=len(rest), rows=listed))
        return found

    def listed(self, positions: Sequence[int] | np.ndarray) -> Rows:
        """Return the numbers of rows, to be shown in a sentence."""
        return Rows(int(row) for row in self.rows[np.asarray(positions, dtype=np.intp)])
