"""Rows of text under their headings, and the table that they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.decide.decision import Decision
from concertnet.tables.spec.problems import Problem

__all__ = ["Arranged", "HeadedRows"]


@dataclass(eq=False)
class HeadedRows:
    """Rows of text under their headings.

    Parameters
    ----------
    headings : sequence of str
        The headings, as written.
    cells : pandas.DataFrame
        The rows below, as text, one column per heading.
    rows : numpy.ndarray of int
        The number of each row as the user sees it.
    origin : Origin
        Where they come from; its headings are filled here.
    broken : mapping of (row, column) to (code, value)
        Cells of `cells` that hold an error or a formula without a value.
    strict : bool
        Whether cells beyond the headings are a mistake.
    defaults : mapping of str to str
        By column, the text of every row where no heading names the column: what the name of the
        sheet says.
    merged : tuple of (first row, first column, last row, last column)
        Merged ranges of `cells`, counted from 0.
    """

    headings: Sequence[str]
    cells: pd.DataFrame
    rows: np.ndarray
    origin: Origin
    broken: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    strict: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True, eq=False)
class Arranged:
    """A table with the columns of its specification, then the others.

    Attributes
    ----------
    table : PlacedTable
        The rows.
    keyed : bool
        Whether the key could be read, so that other tables may refer to it.
    problems : list of Problem
        Errors, warnings and notices.
    decisions : list of Decision
        What only a person can decide.
    """

    table: PlacedTable
    keyed: bool
    problems: list[Problem]
    decisions: list[Decision]

    def join(self, other: Arranged) -> Arranged:
        """Return the rows of both, and what was found in both."""
        return Arranged(
            self.table.join(other.table),
            self.keyed and other.keyed,
            [*self.problems, *other.problems],
            [*self.decisions, *other.decisions],
        )
