"""Rows of cells with the place they came from, before and after they are typed."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.coded import Coded
from concertnet.tables.decide.decision import CellPlace
from concertnet.tables.spec.headings import HEADING_WITHIN
from concertnet.tables.spec.problems import Problem, Rows, Severity

__all__ = [
    "MOST_ROWS_LISTED",
    "Origin",
    "PlacedTable",
    "PlacedTables",
    "RawSheet",
]

# A column wrong from top to bottom is said in a hundred lines and one more that counts the rest.
MOST_ROWS_LISTED = 100


@dataclass(frozen=True, eq=False)
class RawSheet:
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

    @functools.cached_property
    def first(self) -> list[list[str]]:
        """The rows among which the headings are sought."""
        return self.cells.head(HEADING_WITHIN).to_numpy().tolist()

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
        By column of dates, the numbers of its rows, and their cells as they were typed.
    dated : bool
        Whether the name of the sheet, a year, dates its rows.
    """

    file: str | None
    sheet: str | None
    headings: dict[str, str] = field(default_factory=dict)
    dates: dict[str, tuple[np.ndarray, Coded]] = field(default_factory=dict)
    dated: bool = False

    def problem(self, severity: Severity, code: str, **given: Any) -> Problem:
        """Return a problem placed here; `column` is the column's name in the specification."""
        place = {k: given.pop(k) for k in ("row", "column", "value") if k in given}
        if "column" in place:
            place["column"] = self.headings.get(place["column"], place["column"])
        return Problem(severity, code, self.file, self.sheet, **place, fields=given)


@dataclass(frozen=True, eq=False)
class PlacedTable:
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
    _coded: dict[str, Coded] = field(default_factory=dict, repr=False)  # columns coded already

    @classmethod
    def single(cls, frame: pd.DataFrame, rows: np.ndarray, origin: Origin) -> PlacedTable:
        """Return a table whose rows all come from one place."""
        return cls(frame, rows, np.zeros(len(frame), dtype=np.int16), (origin,))

    def take(self, keep: np.ndarray) -> PlacedTable:
        """Return the rows that a mask or an array of positions keeps, in their order."""
        frame = self.frame.iloc[np.flatnonzero(keep) if keep.dtype == bool else keep]
        return PlacedTable(
            frame.reset_index(drop=True), self.rows[keep], self.came[keep], self.origins
        )

    def with_frame(
        self, frame: pd.DataFrame, coded: Mapping[str, Coded] | None = None
    ) -> PlacedTable:
        """Return the same rows with other columns; `coded` has those that are coded already."""
        return PlacedTable(frame, self.rows, self.came, self.origins, dict(coded or {}))

    def with_column(self, name: str, values: pd.Series) -> PlacedTable:
        """Return the same rows with one column replaced, or added."""
        others = {other: coded for other, coded in self._coded.items() if other != name}
        return self.with_frame(self.frame.assign(**{name: values}), others)

    def coded(self, name: str) -> Coded:
        """Return a column of text as its distinct texts; of a large table, it is done once."""
        if name not in self._coded:
            self._coded[name] = Coded.of(self.frame[name])
        return self._coded[name]

    def join(self, other: PlacedTable) -> PlacedTable:
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
        return PlacedTable(
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

    def cells(self, positions: Iterable[int] | np.ndarray, column: str) -> tuple[CellPlace, ...]:
        """Return the places of the cells of a column at these row positions."""
        found = []
        for at in positions:
            origin, row = self.origins[self.came[at]], int(self.rows[at])
            heading = origin.headings.get(column, column)
            found.append(CellPlace(origin.file, origin.sheet, row or None, heading))
        return tuple(found)

    def typed(self, at: int, column: str) -> str:
        """Return what the user typed in a cell of dates, an empty text when it is not known."""
        if column not in (dates := self.origins[self.came[at]].dates):
            return ""
        rows, texts = dates[column]
        place = int(np.searchsorted(rows, self.rows[at]))
        known = place < len(rows) and rows[place] == self.rows[at]
        return texts.texts[texts.codes[place]].strip() if known else ""

    def each(
        self, severity: Severity, code: str, positions: Iterable[int], column: str, **given: Any
    ) -> list[Problem]:
        """Return one problem per row, up to a limit, then one that counts the others.

        A value of `given` that is a function is called with the position.
        """
        given_at = positions if isinstance(positions, np.ndarray) else list(positions)
        positions = np.asarray(given_at, dtype=np.intp)
        value = given.pop("value", None)
        found = []
        for at in positions[:MOST_ROWS_LISTED].tolist():
            filled = {k: v(at) if callable(v) else v for k, v in given.items()}
            shown = value(at) if callable(value) else value
            found.append(self.problem(severity, code, at, column=column, value=shown, **filled))
        if len(rest := positions[MOST_ROWS_LISTED:]):
            said = {"of": code, "n": len(rest), "rows": self.listed(rest)}
            found.append(self.problem(severity, "more", column=column, **said))
        return found

    def listed(self, positions: Sequence[int] | np.ndarray) -> Rows:
        """Return the numbers of rows, to be shown in a sentence."""
        return Rows(self.rows[np.asarray(positions, dtype=np.intp)].tolist())


PlacedTables = dict[str, PlacedTable]  # by the name of the table
