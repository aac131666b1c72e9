"""One column as its distinct texts, the words through which it is read, and what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from concertnet.scale import Scale
from concertnet.tables.cells.coded import Coded
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
    "empty_columns",
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
    coded : Coded or None
        The values as their distinct texts, where they are text.
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
    coded: Coded | None = None
    left_out: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    refused: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    problems: list[Problem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


class ColumnCells:
    """A column as distinct texts, each with the positions where it stands."""

    def __init__(self, placed: PlacedTable, name: str) -> None:
        self.placed = placed
        self.name = name
        written = placed.coded(name)
        self.codes, self._worded = written.codes, written.worded
        self.texts = written.texts
        self.texts = self.each(cleaned)
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

    def each(self, read: Callable[[str], str]) -> list[str]:
        """Return the distinct texts as they are read; codes are what they are."""
        texts = self.texts.copy()
        for place in self._worded:
            texts[place] = read(texts[place])
        return texts

    def worded(self) -> Iterator[tuple[int, str]]:
        """Give the places of the distinct texts that are no codes, and the texts."""
        return ((place, self.texts[place]) for place in self._worded)

    def spread(self, values: Sequence[Any], dtype: str) -> pd.Series:
        """Return a column that has, in each row, the value of its distinct text."""
        missing = np.nan if dtype == "float64" else pd.NA if dtype == "boolean" else pd.NaT
        series = pd.Series([*values, missing], dtype=dtype)
        return series.take(self.codes).reset_index(drop=True)

    def said(self, values: Sequence[str | None]) -> Coded:
        """Return, as `spread` does, a column of text: nothing where a value is missing or empty."""
        place: dict[str, int] = {}
        places = [place.setdefault(text, len(place)) if text else -1 for text in values]
        if places == list(range(len(place))):  # each text stays one of its own
            return Coded(self.codes, list(place))
        return Coded(np.array([*places, -1], dtype=np.int32)[self.codes], list(place))

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


def empty_columns(columns: Sequence[Column], length: int) -> dict[str, pd.Series]:
    """Return columns without values, of the types that their specifications give them."""
    types = {column.name: _TYPES.get(column.kind, "str") for column in columns}
    # those of one type are one: pandas copies what is written to
    made = {
        dtype: pd.Series(None, index=pd.RangeIndex(length), dtype=dtype)  # pyright: ignore
        for dtype in dict.fromkeys(types.values())
    }
    return {name: made[dtype] for name, dtype in types.items()}


def bare_choice(text: str) -> str:
    """Return `text` without the semicolons that survey tools put after a choice."""
    return text.rstrip("; \n\t") if text.endswith(";") else text


def says_nothing(text: str) -> bool:
    """Say whether a text means that there is no value: *inconnu*, *n/d*, *?*, a dash."""
    folded = normalise(text).strip(" –—/,;!'\"")
    return not folded or folded in synonyms("unknown")
