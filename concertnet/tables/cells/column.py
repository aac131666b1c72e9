"""One column as its distinct texts, the words through which it is read, and what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from concertnet.scale import Scale
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.decide.decided import Decided
from concertnet.tables.decide.decision import CellPlace, Decision
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import Column
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = [
    "ColumnCells",
    "TypedColumn",
    "Vocabulary",
    "bare_choice",
    "empty_column",
    "says_nothing",
]

_TYPES = {
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "period": "datetime64[us]",
    "date": "datetime64[us]",
    "number": "float64",
    "flag": "boolean",
}


@dataclass(frozen=True)
class Vocabulary:
    """The words through which cells are read.

    Parameters
    ----------
    scale : Scale
        The scale of levels.
    sectors : tuple of str
        Sectors that the user declared.
    answers : Decided
        The answers that were given.
    year_starts : int
        The month in which years written as a stretch (*2022-2023*) begin.
    legend : mapping of str to str
        What codes mean, where the data explain them.
    """

    scale: Scale
    sectors: tuple[str, ...] = ()
    answers: Decided = field(default_factory=Decided, hash=False)
    year_starts: int = 1
    legend: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(eq=False)
class TypedColumn:
    """A column that was read, with what was found on the way.

    Attributes
    ----------
    values : pandas.Series
        The typed values, missing where there is nothing or the text cannot be read.
    other_end : pandas.Series or None
        For a column of stretches of time, their ends.
    left_out : numpy.ndarray of int
        Positions of the rows that an answer leaves out.
    refused : numpy.ndarray of int
        Positions of the rows whose text cannot be read, which an error says.
    problems : list of Problem
        Errors, warnings and notices.
    decisions : list of Decision
        What only a person can decide, undecided.
    """

    values: pd.Series
    other_end: pd.Series | None = None
    left_out: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    refused: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    problems: list[Problem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


class ColumnCells:
    """A column as distinct texts, each with the positions where it stands."""

    def __init__(self, placed: PlacedTable, name: str) -> None:
        self.placed = placed
        self.name = name
        column = placed.frame[name]
        self.codes, uniques = pd.factorize(column)
        self.texts = [cleaned(text) for text in uniques.tolist()]
        self._order: np.ndarray | None = None
        self.problems: list[Problem] = []
        self.decisions: list[Decision] = []
        self.left_out: list[int] = []  # distinct texts whose rows an answer leaves out
        self.refused: list[int] = []  # distinct texts that an error says

    def positions(self, place: int) -> np.ndarray:
        """Return the rows that hold the distinct text number `place`."""
        if self._order is None:
            self._order = np.argsort(self.codes, kind="stable")
            self._sorted = self.codes[self._order]
        low, high = np.searchsorted(self._sorted, [place, place + 1])
        return self._order[low:high]

    def spread(self, values: Sequence[Any], dtype: str) -> pd.Series:
        """Return a column that has, in each row, the value of its distinct text."""
        missing = np.nan if dtype in ("str", "float64") else pd.NA if dtype == "boolean" else pd.NaT
        series = pd.Series([*values, missing], dtype=dtype)
        return series.take(self.codes).reset_index(drop=True)

    def once(self, severity: Any, code: str, place: int, **given: Any) -> None:
        """Report a distinct text once, at its first row, with the rows where it stands."""
        self.together(severity, code, [place], **given)

    def together(self, severity: Any, code: str, places: Sequence[int], **given: Any) -> None:
        """Report distinct texts once, at their first row, with the rows where they stand."""
        at = self.rows(places)
        self.refused += places if severity == "error" else []
        self.problems.append(
            self.placed.problem(
                severity,
                code,
                int(at[0]),
                column=self.name,
                value=self.texts[self.codes[at[0]]],
                n=len(at),
                rows=self.placed.listed(at),
                **given,
            )
        )

    def rows(self, places: Sequence[int]) -> np.ndarray:
        """Return the rows that hold one of these distinct texts, in order."""
        if not len(places):
            return np.zeros(0, dtype=np.intp)
        return np.sort(np.concatenate([self.positions(place) for place in places]))

    def stand(self, places: Sequence[int]) -> tuple[CellPlace, ...]:
        """Return the cells that hold one of these distinct texts."""
        return self.placed.cells(self.rows(places), self.name)

    def every(self, code: str, places: Sequence[int]) -> None:
        """Report each row that holds one of these distinct texts, as an error."""
        at = self.rows(places)
        self.refused += places
        self.problems += self.placed.each(
            "error", code, at, self.name, value=lambda row: self.texts[self.codes[row]]
        )


def empty_column(column: Column, length: int) -> pd.Series:
    """Return a column without values, of the type that its specification gives it."""
    dtype = _TYPES.get(column.kind, "str")
    return pd.Series(np.full(length, None, dtype=object), dtype=dtype)  # pyright: ignore


def bare_choice(text: str) -> str:
    """Return `text` without the semicolons that survey tools put after a choice."""
    return text.rstrip("; \n\t") if text.endswith(";") else text


def says_nothing(text: str) -> bool:
    """Say whether a text means that there is no value: *inconnu*, *n/d*, *?*, a dash."""
    folded = normalise(text).strip(" –—/,;!'\"")
    return not folded or folded in synonyms("unknown")
