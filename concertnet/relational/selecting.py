"""Selections of tables in an engine: a day, a period, a place, and what hangs on what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from concertnet.tables.spec.schema import TABLES

__all__ = ["closed_tables", "during_days", "with_values"]

Tables = Mapping[str, Any]


def during_days(tables: Tables, first: int, end: int) -> dict[str, Any]:
    """Return the rows in force at some moment of a half-open stretch of days.

    Parameters
    ----------
    tables : mapping of str to LazyFrame
        Typed tables.
    first, end : int
        The first day, and the one after the last.
    """
    import narwhals.stable.v2 as nw

    kept = {}
    for name, rows in tables.items():
        held = rows.collect_schema().names()
        if "start" in held:
            rows = rows.filter(nw.col("start").is_null() | (nw.col("start") < end))
        if "end" in held:
            rows = rows.filter(nw.col("end").is_null() | (nw.col("end") > first))
        if name in ("attendance", "events") and "date" in held:
            rows = rows.filter((nw.col("date") >= first) & (nw.col("date") < end))
        kept[name] = rows
    return kept


def with_values(tables: Tables, column: str, values: Sequence[str]) -> dict[str, Any] | None:
    """Return the tables whose rows have one of several values; None where no table has the column.

    As in `Network.where`: an instance keeps the actors seated there; a territory or a tier, the
    actors and the instances that have it; a theme, the instances and, where they have one, the
    ties; any other column, the rows of the first of actors, instances and ties that holds it.
    """
    import narwhals.stable.v2 as nw

    def kept(name: str) -> Any:
        return tables[name].filter(nw.col(column).is_in(list(values)))

    there = [
        name
        for name in ("actors", "instances", "ties")
        if name in tables and column in tables[name].collect_schema().names()
    ]
    if column == "instance":
        if "instances" not in tables or "seats" not in tables:
            return None
        seated = kept("seats").select("actor").unique()
        actors = tables["actors"].join(seated, on="actor", how="semi")
        return {**tables, "instances": kept("instances"), "seats": kept("seats"), "actors": actors}
    if not there:
        return None
    if column in ("territory", "tier"):
        there = [name for name in there if name != "ties"]
    elif column == "theme":
        there = [name for name in there if name != "actors"]
    else:
        there = there[:1]
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
