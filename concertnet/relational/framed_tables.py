"""Tables of an engine in memory: whole, or a few of their columns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from concertnet.relational.engine import MOST_CODED, Engine, require_few
from concertnet.relational.lives import Scanned, listed_there, names_in
from concertnet.relational.typed import RANK
from concertnet.scale import Scale
from concertnet.tables.rules.reshape import empty_table
from concertnet.tables.spec.schema import TABLES

__all__ = ["framed_table", "named_rows", "specified", "taken_columns"]


def framed_table(rows: Any, table: str, engine: Engine, scale: Scale) -> pd.DataFrame:
    """Return the rows of a table in memory: dates as dates, levels as words, in one order."""
    frame = engine.small(rows)
    for column in TABLES[table].columns:
        if column.kind in ("start", "end", "date") and column.name in frame:
            days = frame[column.name].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
            frame[column.name] = pd.to_datetime(days, unit="D", origin="unix")
    if RANK in frame:
        levels = np.array(scale.levels, dtype=object)
        frame["level"] = levels[frame.pop(RANK).to_numpy(dtype=np.int64)]
    # an engine keeps no order: that of the texts is the same in all of them
    order = frame.astype(str).sort_values(list(frame.columns), kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def specified(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a table in memory with all the columns and the types of its specification."""
    empty = empty_table(table).frame
    own = [name for name in frame if name not in empty]
    return frame.reindex(columns=[*empty.columns, *own]).astype(empty.dtypes)


def taken_columns(there: Scanned, scale: Scale, table: str, *columns: str) -> pd.DataFrame:
    """Return columns of a table as `hinges.columns.some_columns`: no other comes over."""
    rows = there.tables.get(table)
    if rows is None:
        return empty_table(table).frame[list(columns)]
    require_few(there.engine, rows, table, MOST_CODED)
    held = [name for name in names_in(rows) if name in columns]
    frame = framed_table(rows.select(*held), table, there.engine, scale)
    return specified(frame, table)[list(columns)]


def named_rows(there: Scanned, scale: Scale, ids: Collection[str]) -> pd.DataFrame:
    """Return rows of actors as `hinges.columns.rows_called`: theirs, and of others called alike.

    An actor without a name is called by its id.
    """
    import narwhals.stable.v2 as nw

    engine, rows = there.engine, there.tables["actors"]
    held = [name for name in names_in(rows) if name in ("actor", "start", "kind", "name")]
    called = nw.col("name").fill_null(nw.col("actor")) if "name" in held else nw.col("actor")
    rows = rows.select(*held, called_=called)
    asked = rows.join(listed_there(engine, "actor", ids), on="actor", how="semi")
    alike = rows.join(asked.select("called_").unique(), on="called_", how="semi").select(*held)
    stays = rows.join(alike.select("actor").unique(), on="actor", how="semi").select(*held)
    frame = framed_table(stays, "actors", engine, scale)
    return specified(frame, "actors")[["actor", "start", "kind", "name"]]
