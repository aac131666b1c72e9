"""Spells: who was there, from when to when. The hinge of every measure of time.

A spell is half-open, ``[start, end)``. A missing start is before the observation began; a missing
end is still in force when it ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.tables.dates import Period
from concertnet.tables.intervals import AFTER, BEFORE, bounds
from concertnet.tables.schema import TABLES

__all__ = ["clipped", "coalesced", "held_spells", "in_force", "observed_period", "overlapping"]

_EARLIEST, _LATEST = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")


def _microseconds(instant: pd.Timestamp) -> int:
    return int(instant.to_datetime64().astype("datetime64[us]").astype(np.int64))


def in_force(spells: pd.DataFrame, instant: pd.Timestamp) -> npt.NDArray[np.bool_]:
    """Say which rows are in force at an instant.

    Parameters
    ----------
    spells : DataFrame
        Any table with the columns start and end.
    instant : Timestamp
        The instant.

    Returns
    -------
    ndarray of bool
        One value per row: start <= instant < end, a missing bound being open.

    Examples
    --------
    >>> table = pd.DataFrame({"start": pd.to_datetime(["2020", None]),
    ...                       "end": pd.to_datetime([None, "2021"])})
    >>> in_force(table, pd.Timestamp("2021-01-01"))
    array([ True, False])
    """
    start, end = bounds(spells)
    when = _microseconds(instant)
    return (start <= when) & (when < end)


def overlapping(spells: pd.DataFrame, period: Period) -> npt.NDArray[np.bool_]:
    """Say which rows are in force at some moment of a period.

    Parameters
    ----------
    spells : DataFrame
        Any table with the columns start and end.
    period : Period
        The half-open period.

    Returns
    -------
    ndarray of bool
        One value per row: start < the period's end and end > its start.
    """
    start, end = bounds(spells)
    first, last = _microseconds(period.start), _microseconds(period.end)
    return (start < last) & (end > first) & (start < end)


def coalesced(table: pd.DataFrame, holder: Sequence[str]) -> pd.DataFrame:
    """Join the spells of a holder that touch or overlap.

    Parameters
    ----------
    table : DataFrame
        The columns of `holder`, start, end and any others.
    holder : sequence of str
        The columns that together say whose spell a row is.

    Returns
    -------
    DataFrame
        One row per unbroken spell, sorted by holder and start; the other columns are those of the
        spell's last row. Empty spells (start = end) are left out.

    Examples
    --------
    >>> table = pd.DataFrame({"seat": ["s", "s", "s"],
    ...     "start": pd.to_datetime(["2020", "2021", "2023"]),
    ...     "end": pd.to_datetime(["2021", "2022", None])})
    >>> coalesced(table, ["seat"])
      seat      start        end
    0    s 2020-01-01 2022-01-01
    1    s 2023-01-01        NaT
    """
    holder = list(holder)
    start, end = bounds(table)
    code = table.groupby(holder, sort=True, dropna=False).ngroup().to_numpy()
    order = np.lexsort((end, start, code))
    order = order[start[order] < end[order]]
    start, end, code = start[order], end[order], code[order]
    # the latest end so far of the same holder: a running maximum restarted at each holder
    reach = pd.Series(end).groupby(code).cummax().to_numpy()
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (code[1:] != code[:-1]) | (start[1:] > reach[:-1])
    ends = np.append(begins[1:], True)[: len(order)]
    joined = table.iloc[order[ends]].copy()
    for column, instants in (("start", start[begins]), ("end", reach[ends])):
        open_ended = (instants == BEFORE) | (instants == AFTER)
        dates = np.where(open_ended, 0, instants).astype("datetime64[us]")
        joined[column] = pd.Series(dates, index=joined.index).mask(open_ended)
    return joined.reset_index(drop=True)


def held_spells(
    table: pd.DataFrame, holder: Sequence[str], *, apart: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the unbroken spells of a table, with a column `holder` that names whose they are.

    Spells that differ in a column of `apart` are not joined, though their holder is the same.
    """
    spells = coalesced(table, [*holder, *apart])
    identity = spells[holder[0]].astype("str")
    for part in holder[1:]:
        identity = identity + " | " + spells[part].astype("str")
    spells.insert(0, "holder", identity)
    return spells


def clipped(table: pd.DataFrame, key: str, lives: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table cut to the life of what each refers to.

    Parameters
    ----------
    table : DataFrame
        Rows with the column `key`, start and end.
    key : str
        The column that names what a row depends on: a tie on its actors, a seat on its instance.
    lives : DataFrame
        One row per life: the column `key`, start, end, and what else to bring along.

    Returns
    -------
    DataFrame
        A row per life that the row overlaps, with its start and end inside it; rows outside every
        life are left out. This is what `Network.at` does, instant by instant.
    """
    cut = table.merge(lives.rename(columns={"start": "_from", "end": "_until"}), on=key)
    # a missing start is the earliest, a missing end the latest
    begins, stops = cut["start"].fillna(_EARLIEST), cut["end"].fillna(_LATEST)
    cut["start"] = cut["start"].mask(cut["_from"] > begins, cut["_from"])
    cut["end"] = cut["end"].mask(cut["_until"] < stops, cut["_until"])
    first, last = bounds(cut)
    return cut[first < last].drop(columns=["_from", "_until"]).reset_index(drop=True)


def observed_period(tables: Mapping[str, pd.DataFrame]) -> Period | None:
    """Return the period that the dates of the tables seem to cover, or None without dates.

    It goes from the earliest to the latest date of what happens in a network (ties, seats,
    mandates, attendance, events); the foundation of actors and instances, often far back, counts
    only where nothing else is dated.
    """
    happening = [name for name in TABLES if name not in ("agreements", "actors", "instances")]
    return _covered(tables, happening) or _covered(tables, ["actors", "instances"])


def _covered(tables: Mapping[str, pd.DataFrame], names: Sequence[str]) -> Period | None:
    starts: list[pd.Timestamp] = []
    ends: list[pd.Timestamp] = []
    for name in names:
        for column in TABLES[name].columns:
            if column.kind not in ("start", "end", "date"):
                continue
            dates = tables[name][column.name].dropna()
            if len(dates):
                # an end is excluded; any other date is a day of the observation
                last = pd.Timedelta(days=0 if column.kind == "end" else 1)
                starts.append(dates.min())
                ends.append(dates.max() + last)
    return Period(min(starts), max(ends)) if starts and min(starts) < max(ends) else None
