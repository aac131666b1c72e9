"""Actors that no table lists, described where they are named: in a register that says sectors."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.tables.cells.arranged import Arranged
from concertnet.tables.cells.column import Vocabulary, empty_column
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.typed import type_column
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["actors_described", "describing_headings"]

_MOST_NAMED = 10
_DESCRIBING = ("sector", "field", "kind", "territory", "tier")


def describing_headings(table: PlacedTable) -> dict[str, str]:
    """Return, by column of actors, the user's own heading that says it of the actor of a row."""
    spec = TABLES["actors"]
    return {
        name: str(heading)
        for heading in reversed(table.frame.columns)
        if heading not in (*TABLES["seats"].names, *TABLES["mandates"].names)
        for name in _DESCRIBING
        if normalise(str(heading)) in synonyms(spec[name].word)
    }


def actors_described(table: PlacedTable, vocabulary: Vocabulary) -> Arranged | None:
    """Return the actors that a table of seats or of mandates describes beside their names.

    Parameters
    ----------
    table : PlacedTable
        The table, with the user's own columns as text.
    vocabulary : Vocabulary
        The words through which sectors are read.

    Returns
    -------
    Arranged or None
        The actors, one row each, described as their first row that says something does; None
        where no column gives their sector.
    """
    frame = table.frame
    if "actor" not in frame:
        return None
    spec = TABLES["actors"]
    of = describing_headings(table)
    named = frame["actor"].notna()
    if "sector" not in of or not named.any():
        return None
    keys = frame["actor"][named].map(name_key)
    described = frame.loc[named, list(of.values())]
    described.columns = pd.Index(list(of))
    told = described.groupby(keys.tolist(), sort=False).first()
    first = keys.drop_duplicates()
    rows = table.take(first.index.to_numpy())
    texts = told.loc[first.tolist()].reset_index(drop=True)
    for name, heading in of.items():
        for origin in rows.origins:
            origin.headings.setdefault(name, heading)
    texts = texts.astype("str").fillna("").assign(actor=rows.frame["actor"])
    placed = rows.with_frame(texts)
    problems: list[Problem] = []
    decisions = []
    columns = {}
    for column in spec.columns:
        if column.name in of:
            read = type_column(placed, column, vocabulary)
            columns[column.name] = read.values
            problems += read.problems
            decisions += read.decisions
        else:
            columns[column.name] = empty_column(column, len(texts))
    columns["actor"] = columns["name"] = texts["actor"]
    several = described["sector"].groupby(keys.tolist()).nunique()
    differ = [at for at, key in enumerate(first) if several[key] > 1]
    if differ:
        names = tuple(texts["actor"].iloc[differ[:_MOST_NAMED]])
        given: dict[str, Any] = {"n": len(differ), "names": names}
        problems.append(placed.problem("warning", "sectors_differ", column="sector", **given))
    given = {"n": len(texts), "table": Word("table_actors")}
    problems.append(placed.problem("notice", "actors_described", column="actor", **given))
    made = placed.with_frame(pd.DataFrame(columns, index=texts.index))
    return Arranged(made, True, problems, decisions)
