"""Selections of tables in an engine: a day, a period, a place, and what hangs on what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from concertnet.relational.engine import Engine
from concertnet.relational.typed import RANK
from concertnet.selection import FILTERED, NOT_CRITERIA
from concertnet.tables.spec.schema import TABLES

__all__ = ["closed_tables", "during_days", "known_values", "with_values"]

Tables = Mapping[str, Any]


def during_days(tables: Tables, first: int, end: int, *, is_last: bool) -> dict[str, Any]:
    """Return the rows in force at some moment of a half-open stretch of days.

    What was answered is known from the day of the answer on; answers of no stated day are those of
    the last one observed.

    Parameters
    ----------
    tables : mapping of str to LazyFrame
        Typed tables.
    first, end : int
        The first day, and the one after the last.
    is_last : bool
        Whether the last day observed is among them.
    """
    import narwhals.stable.v2 as nw

    kept = {}
    for name, rows in tables.items():
        held = set(rows.collect_schema().names()) & set(TABLES[name].names)
        if "start" in held:
            rows = rows.filter(nw.col("start").is_null() | (nw.col("start") < end))
        if "end" in held:
            rows = rows.filter(nw.col("end").is_null() | (nw.col("end") > first))
        if name == "respondents":
            known, undated = nw.col("date") < end, nw.col("date").is_null()
            if "date" in held:
                rows = rows.filter(known | undated if is_last else known)
            elif not is_last:
                rows = rows.head(0)
        elif "date" in held:
            rows = rows.filter((nw.col("date") >= first) & (nw.col("date") < end))
        kept[name] = rows
    return kept


def known_values(tables: Tables, column: str, engine: Engine) -> dict[str, pd.Series] | None:
    """Return the distinct values of a criterion in each table that may be filtered by it.

    None where no table of actors, instances or ties has such a column; nothing where they might,
    and none of these does.
    """
    import narwhals.stable.v2 as nw

    if column == "instance":
        names: tuple[str, ...] = ("instances",)
    elif column in NOT_CRITERIA or not any(column in _criteria(tables, name) for name in FILTERED):
        return None
    else:
        names = FILTERED
    column_of_table = RANK if column == "level" else column
    found = {}
    for name in names:
        if name in tables and column_of_table in tables[name].collect_schema().names():
            values = tables[name].select(column_of_table).unique()
            there = engine.small(values.filter(~nw.col(column_of_table).is_null()))
            found[name] = there[column_of_table]
    return found


def _criteria(tables: Tables, name: str) -> set[str]:
    """Return the columns of a table, whether or not these data have them, and the user's own."""
    own = tables[name].collect_schema().names() if name in tables else ()
    return {*TABLES[name].names, *own} - {RANK}


def with_values(
    tables: Tables, column: str, values: Sequence[Any], known: Mapping[str, pd.Series]
) -> dict[str, Any]:
    """Return the tables whose rows have one of several values.

    As in `Network.where`: an instance keeps the actors seated there; a territory or a tier, the
    actors and the instances that have it; a theme, the instances and, where they have one, the
    ties; any other column, the rows of the first of actors, instances and ties that has the value.

    Parameters
    ----------
    tables : mapping of str to LazyFrame
        Typed tables.
    column : str
        The criterion.
    values : sequence
        As the data spell them; of levels, their ranks.
    known : mapping of str to Series
        What `known_values` found.
    """
    import narwhals.stable.v2 as nw

    held = RANK if column == "level" else column

    def kept(name: str) -> Any:
        return tables[name].filter(nw.col(held).is_in(list(values)))

    if column == "instance":
        chosen = {**tables, "instances": kept("instances")}
        if "seats" not in tables:
            return {**chosen, "actors": tables["actors"].head(0)}
        chosen["seats"] = kept("seats")
        seated = chosen["seats"].select("actor").unique()
        return {**chosen, "actors": tables["actors"].join(seated, on="actor", how="semi")}
    there = [name for name in FILTERED if name in known]
    if column in ("territory", "tier"):
        there = [name for name in FILTERED[:2] if name in tables]
        emptied = [name for name in there if name not in known]
        chosen = {name: tables[name].head(0) for name in emptied}
        return {**tables, **chosen, **{name: kept(name) for name in there if name in known}}
    if column == "theme":
        there = [name for name in there if len(known[name])]
    else:
        there = [name for name in there if known[name].isin(list(values)).any()][:1]
    return {**tables, **{name: kept(name) for name in there}}


def closed_tables(tables: Tables, before: Tables) -> dict[str, Any]:
    """Return tables without the rows that refer to what was left out of another.

    Parameters
    ----------
    tables : mapping of str to LazyFrame
        The tables after a selection.
    before : mapping of str to LazyFrame
        The tables before it: what they never held is no reason to leave a row out.
    """
    import narwhals.stable.v2 as nw

    out = dict(tables)
    for name in ("instances", "seats", *TABLES):  # what hangs on what is itself cut comes after it
        if name not in out:
            continue
        held = out[name].collect_schema().names()
        # who reports a tie may be gone: only what a row is about takes it away
        spec = {c.name: c.refers for c in TABLES[name].columns if c.filled and c.kind == "id"}
        for column in held:
            there = spec.get(column)
            if not there or there not in out or out[there] is before.get(there):
                continue
            key = TABLES[there].key
            ids = out[there].select(nw.col(key).alias(column)).unique()
            out[name] = out[name].join(ids, on=column, how="semi")
    return out
