"""Actors that no table lists, described where they are named: in a register that says sectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.arranged import Arranged
from concertnet.tables.cells.column import Vocabulary, empty_columns
from concertnet.tables.cells.natural import tells_sectors
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.typed import type_column
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["actors_described", "describing_headings", "leave_out_unseated"]

_MOST_NAMED = 10
_DESCRIBING = ("sector", "field", "kind", "territory", "tier")


def describing_headings(table: PlacedTable, vocabulary: Vocabulary) -> dict[str, str]:
    """Return, by column of actors, the user's own heading that says it of the actor of a row.

    A *type* whose words are sectors says the sector, as in a table of actors.
    """
    spec = TABLES["actors"]
    found = {
        name: str(heading)
        for heading in reversed(table.frame.columns)
        if heading not in (*TABLES["seats"].names, *TABLES["mandates"].names)
        for name in _DESCRIBING
        if normalise(str(heading)) in synonyms(spec[name].word)
    }
    if "kind" in found and "sector" not in found:
        below = table.frame[found["kind"]].dropna().unique().tolist()
        if tells_sectors(below, vocabulary):
            found["sector"] = found.pop("kind")
    return found


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
    of = describing_headings(table, vocabulary)
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
            columns |= empty_columns([column], len(texts))
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


def leave_out_unseated(
    table: PlacedTable, problems: list[Problem]
) -> tuple[PlacedTable, list[Problem]]:
    """Leave out of the seats the rows that describe an organisation and name no body or person.

    Its empty cell is then no mistake: what was said of it is taken from the problems.
    """
    frame = table.frame
    seated = np.zeros(len(frame), dtype=bool)
    for name in ("instance", "seat", "person"):
        if name in frame:
            seated |= frame[name].notna().to_numpy()
    unseated = frame["actor"].notna().to_numpy() & ~seated
    if not unseated.any():
        return table, problems
    places = {
        (table.origins[came].file, table.origins[came].sheet, int(row))
        for came, row in zip(table.came[unseated], table.rows[unseated], strict=True)
    }
    kept = [
        p for p in problems if p.code != "value_missing" or (p.file, p.sheet, p.row) not in places
    ]
    names = tuple(frame["actor"][unseated].unique().tolist())
    given: dict[str, Any] = {"n": len(names), "names": names[:_MOST_NAMED]}
    said = table.problem("notice", "unseated", int(np.flatnonzero(unseated)[0]), **given)
    return table.take(~unseated), [*kept, said]
