"""When rows hold, in an engine: open ends as days, rows cut to lives, spells without a break."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import DatesWritten
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.relational.engine import Engine, count_of
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import AFTER, BEFORE

__all__ = [
    "EARLIEST",
    "LATEST",
    "Scanned",
    "bounded",
    "cut_to",
    "dates_counted",
    "in_force_on",
    "is_dated",
    "listed_there",
    "lives_of",
    "microseconds_of",
    "names_in",
    "rows_counted",
    "unbroken_rows",
]

# Days that stand for an open beginning and an open end: no missing value is compared.
EARLIEST, LATEST = -(10**9), 10**9


class Scanned(NamedTuple):
    """What a hinge is made of.

    Attributes
    ----------
    tables : mapping of str to LazyFrame
        The typed tables of a network.
    engine : Engine
        What holds them.
    covers : Period or None
        The period that they cover.
    responded : function
        Gives the share of the actors asked who answered; nan when it is unknown.
    taken : function
        Takes some of the rows of some tables into memory as a network, where they are few enough.
    """

    tables: Mapping[str, Any]
    engine: Engine
    covers: Period | None
    responded: Callable[[], float]
    taken: Callable[[Mapping[str, Any]], NetworkLike]


def names_in(rows: Any) -> list[str]:
    """Return the names of the columns of a lazy table."""
    return rows.collect_schema().names()


def listed_there(engine: Engine, name: str, values: Collection[str]) -> Any:
    """Return a few texts as a table of one column in the engine, for one question."""
    import pyarrow as pa

    return engine.brought(pa.table({name: pa.array(list(values), pa.string())}))


def is_dated(rows: Any) -> bool:
    """Say whether a table has a column of starts or of ends."""
    return bool({"start", "end"} & set(names_in(rows)))


def bounded(rows: Any) -> Any:
    """Return rows with a start and an end that are never missing; those that never hold go."""
    import narwhals.stable.v2 as nw

    held = names_in(rows)
    for name, day in (("start", EARLIEST), ("end", LATEST)):
        given = nw.col(name).fill_null(day) if name in held else nw.lit(day)
        rows = rows.with_columns(given.cast(nw.Int64).alias(name))
    return rows.filter(nw.col("start") < nw.col("end"))


def in_force_on(day: int) -> Any:
    """Return whether bounded rows hold on a day, as an expression."""
    import narwhals.stable.v2 as nw

    return (nw.col("start") <= day) & (nw.col("end") > day)


def unbroken_rows(rows: Any, keys: Sequence[str], engine: Engine) -> Any:
    """Join the bounded rows of each key, which is never missing, that touch or overlap.

    Most keys have one row, which is their spell. The others are put in the order of their starts,
    and a spell begins where a row starts after all those before it have ended.
    """
    import narwhals.stable.v2 as nw

    start, end, order = nw.col("start"), nw.col("end"), ["start", "end"]
    rows = rows.select(*keys, "start", "end")
    by_key = rows.group_by(*keys).agg(start.min(), end.max(), n=nw.len().cast(nw.Int64))
    by_key = engine.kept(by_key)
    single = by_key.filter(nw.col("n") == 1).select(*keys, "start", "end")
    several = by_key.filter(nw.col("n") > 1).select(*keys)
    staged = rows.join(several, on=list(keys), how="semi").with_columns(
        reach=end.cum_max().over(*keys, order_by=order)
    )
    staged = staged.with_columns(before=nw.col("reach").shift(1).over(*keys, order_by=order))
    opens = nw.col("before").is_null() | (start > nw.col("before"))
    staged = staged.with_columns(opens=opens.cast(nw.Int64))
    staged = staged.with_columns(run=nw.col("opens").cum_sum().over(*keys, order_by=order))
    runs = staged.group_by(*keys, "run").agg(start.min(), end.max())
    return nw.concat([single, runs.select(*keys, "start", "end")])


def lives_of(rows: Any, key: str, engine: Engine, *brought: str) -> Any:
    """Return when each thing of a table was there, and what it was then.

    Without anything to bring, the rows that touch are one life.
    """
    import narwhals.stable.v2 as nw

    there = bounded(rows)
    if brought:
        return there.select(
            key, nw.col("start").alias("from"), nw.col("end").alias("until"), *brought
        )
    return unbroken_rows(there, [key], engine).rename({"start": "from", "end": "until"})


def cut_to(rows: Any, key: str, lives: Any) -> Any:
    """Return a row for each life that a bounded row overlaps, with its start and end inside it."""
    import narwhals.stable.v2 as nw

    both = rows.join(lives, on=key, how="inner")
    cut = both.with_columns(
        start=nw.max_horizontal("start", "from"), end=nw.min_horizontal("end", "until")
    )
    return cut.filter(nw.col("start") < nw.col("end")).drop("from", "until")


def microseconds_of(days: Any) -> np.ndarray:
    """Return days since 1970 as microseconds, open ends at the two ends of time."""
    number = pd.Series(days).to_numpy(dtype=np.int64)
    open_ended = (number == EARLIEST) | (number == LATEST)
    length = np.where(open_ended, 0, number) * DAY_LENGTH
    return np.where(number == EARLIEST, BEFORE, np.where(number == LATEST, AFTER, length))


def rows_counted(there: Scanned, _scale: Any, table: str) -> int:
    """Count the rows of a table."""
    rows = there.tables.get(table)
    return 0 if rows is None else count_of(there.engine, rows)


def dates_counted(there: Scanned, _scale: Any, table: str) -> DatesWritten:
    """Count the rows of a table, and the starts and ends that they write."""
    import narwhals.stable.v2 as nw

    rows = there.tables.get(table)
    if rows is None:
        return DatesWritten(0, 0, 0)
    held = names_in(rows)
    asked = {
        name: (~nw.col(name).is_null()).cast(nw.Int64).sum()
        for name in ("start", "end")
        if name in held
    }
    found = there.engine.small(rows.select(n=nw.len(), **asked)).fillna(0).iloc[0]
    return DatesWritten(int(found["n"]), int(found.get("start", 0)), int(found.get("end", 0)))
