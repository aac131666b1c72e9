"""What tables name in one another by identifiers alone: every unknown seat or agreement, once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.tables.cells.near import NearNames
from concertnet.tables.cells.sheets import PlacedTable, PlacedTables
from concertnet.tables.rules.seats import is_given
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES, Column

__all__ = ["unknown_references"]


# Likenesses computed at most: beyond, the first unknown names still get a suggestion.
_MOST_COMPARED = 5_000_000


@dataclass
class _Unknown:
    """An identifier that its table does not have: how often, and where first."""

    value: str
    n: int
    table: PlacedTable
    at: int
    column: Column


def _unknown(table: PlacedTable, column: Column, known: set[str]) -> Iterator[_Unknown]:
    """Give each distinct identifier of a column that is not known, in order of first row."""
    values = table.frame[column.name]
    if column.kind == "ids":
        values = values.dropna().str.split("; ").explode()
    codes, uniques = pd.factorize(values)
    absent = np.array([value not in known for value in uniques], dtype=bool)
    if not absent.any():
        return
    counts = np.bincount(codes[codes >= 0], minlength=len(uniques))
    rows = values.index.to_numpy()
    for place in np.flatnonzero(absent).tolist():
        at = int(rows[np.argmax(codes == place)]) if counts[place] else 0
        yield _Unknown(str(uniques[place]), int(counts[place]), table, at, column)


def _referring(tables: PlacedTables, target: str) -> Iterator[tuple[PlacedTable, Column]]:
    for name, table in tables.items():
        for column in TABLES[name].columns:
            if column.refers == target and table.frame[column.name].notna().any():
                yield table, column


def unknown_references(tables: PlacedTables, *, unread: Collection[str] = ()) -> list[Problem]:
    """Report the seats and agreements, the identifiers of which are named but not described.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The tables.
    unread : collection of str
        Tables that could not be read: references to them are not judged.

    Returns
    -------
    list of Problem
        One per unknown identifier.
    """
    problems: list[Problem] = []
    for target in ("instances", "seats", "agreements"):
        if target not in unread and not (target == "instances" and len(tables[target].frame)):
            problems += _others(tables, target)
    return problems


def _others(tables: PlacedTables, target: str) -> list[Problem]:
    ids = tables[target].frame[TABLES[target].key]
    known = set(ids.dropna())
    word = Word(f"table_{target}")
    near = NearNames(sorted(known)) if len(known) else None
    problems = []
    for table, column in _referring(tables, target):
        unknown = list(_unknown(table, column, known))
        if known and target == "seats" and not is_given(tables["seats"], "seat"):
            # identifiers were made: when none of them is named, the user's own stand elsewhere
            n = table.frame[column.name].nunique()
            if len(unknown) == n:
                other = table.origins[0].sheet or table.origins[0].file
                given = {"table": word, "other": other, "wanted": Word(column.word), "n": n}
                problems.append(tables["seats"].problem("error", "seats_unnamed", **given))
                continue
        if near is None and not column.filled:
            # A detail about something that nobody described is no contradiction.
            given = {"table": word, "n": int(table.frame[column.name].notna().sum())}
            problems.append(
                table.problem("warning", "reference_no_table", column=column.name, **given)
            )
            continue
        for i, one in enumerate(unknown):
            likely = near(one.value) if near and i * len(known) < _MOST_COMPARED else ()
            problems.append(
                one.table.problem(
                    "error", "reference_unknown", one.at, column=column.name, value=one.value,
                    table=word, n=one.n, nearest=likely,
                )
            )  # fmt: skip
    return problems
