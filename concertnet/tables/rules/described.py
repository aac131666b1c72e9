"""Actors that no table lists, described where they are named: in a register that says sectors."""

from __future__ import annotations

import pandas as pd

from concertnet.tables.cells.arranged import Arranged
from concertnet.tables.cells.column import Vocabulary, empty_column
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.typed import type_column
from concertnet.tables.decide.spelling import folded_name
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["actors_described"]

_DESCRIBING = ("sector", "field", "kind", "territory", "tier")


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
    of = {
        name: str(heading)
        for heading in reversed(frame.columns)
        if heading not in (*TABLES["seats"].names, *TABLES["mandates"].names)
        for name in _DESCRIBING
        if normalise(str(heading)) in synonyms(spec[name].word)
    }
    named = frame["actor"].notna()
    if "sector" not in of or not named.any():
        return None
    keys = frame["actor"][named].map(folded_name)
    described = frame.loc[named, list(of.values())].set_axis(list(of), axis=1)
    told = described.groupby(keys.to_numpy(), sort=False).first()
    first = keys.drop_duplicates()
    rows = table.take(first.index.to_numpy())
    texts = told.loc[first.to_numpy()].reset_index(drop=True)
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
    differ = described["sector"].groupby(keys.to_numpy()).nunique() > 1
    if differ.any():
        given = {"names": tuple(texts["actor"][differ.loc[first.to_numpy()].to_numpy()][:10])}
        problems.append(
            placed.problem(
                "warning", "sectors_differ", n=int(differ.sum()), column="sector", **given
            )
        )
    given = {"n": len(texts), "table": Word("table_actors")}
    problems.append(placed.problem("notice", "actors_described", column="actor", **given))
    made = placed.with_frame(pd.DataFrame(columns, index=texts.index))
    return Arranged(made, True, problems, decisions)
