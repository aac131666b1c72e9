"""Spells: who was there, from when to when. The hinge of every measure of time.

A spell is half-open, ``[start, end)``. A missing start is before the observation began; a missing
end is still in force when it ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Instants, Integers, Positions, matches
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import AFTER, BEFORE, bounds, microseconds

__all__ = [
    "DAY_LENGTH",
    "Unbroken",
    "clipped",
    "coalesced",
    "held_spells",
    "in_force",
    "inside",
    "instants",
    "overlapping",
    "unbroken",
]

DAY_LENGTH = 86_400_000_000  # microseconds, the unit of `concertnet.tables.cells.intervals.bounds`
_EARLIEST, _LATEST = pd.Timestamp("0001-01-01"), pd.Timestamp("9999-12-31")


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
    when = microseconds(instant)
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
    first, last = microseconds(period.start), microseconds(period.end)
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
    code = table.groupby(list(holder), sort=True, dropna=False).ngroup().to_numpy()
    runs = unbroken(code, *bounds(table))
    joined = table.iloc[runs.last].copy()
    for column, values in (("start", runs.start), ("end", runs.end)):
        joined[column] = instants(values, joined.index)
    return joined.reset_index(drop=True)


class Unbroken(NamedTuple):
    """Unbroken spells as arrays, sorted by holder and start.

    Attributes
    ----------
    code : ndarray of int
        Whose each is.
    start, end : ndarray of int64
        Microseconds, as `concertnet.tables.cells.intervals.bounds` gives them.
    last : ndarray of int
        Position of the last row that each joins.
    """

    code: Positions
    start: Instants
    end: Instants
    last: Positions


def unbroken(code: Integers, start: Instants, end: Instants) -> Unbroken:
    """Join the spells of each code that touch or overlap; empty ones are left out."""
    order = np.flatnonzero(start < end)
    if not _are_sorted(code[order], start[order], end[order]):
        order = order[np.lexsort((end[order], start[order], code[order]))]
    start, end, code = start[order], end[order], code[order]
    # the latest end so far of the same holder: a running maximum restarted at each holder
    reach = pd.Series(end).groupby(code, sort=False).cummax().to_numpy()
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (code[1:] != code[:-1]) | (start[1:] > reach[:-1])
    ends = np.append(begins[1:], True)[: len(order)]
    whose = code[begins].astype(np.int64, copy=False)
    return Unbroken(whose, start[begins], reach[ends], order[ends])


def inside(
    holder: Integers, start: Instants, end: Instants, lives: Unbroken
) -> tuple[Positions, Instants, Instants]:
    """Return rows cut to the lives of what each depends on, as `clipped` does to a table.

    Parameters
    ----------
    holder : ndarray of int
        The code of what each row depends on, -1 where there is none.
    start, end : ndarray of int64
        When it holds.
    lives : Unbroken
        The lives, several of a code allowed.

    Returns
    -------
    tuple of three ndarray
        The row, its start and its end: one for each life that a row overlaps, in their order.
    """
    life, row = matches(lives.code, holder)
    start, end = np.maximum(start[row], lives.start[life]), np.minimum(end[row], lives.end[life])
    kept = start < end
    return row[kept], start[kept], end[kept]


def _are_sorted(code: Integers, start: Instants, end: Instants) -> bool:
    """Say whether rows are sorted, as those that come from `coalesced` mostly are."""
    same, again = code[1:] == code[:-1], start[1:] == start[:-1]
    rises = (start[1:] > start[:-1]) | (again & (end[1:] >= end[:-1]))
    return bool(((code[1:] > code[:-1]) | (same & rises)).all())


def instants(microseconds: Instants, index: pd.Index | None = None) -> pd.Series:
    """Return microseconds as dates; the two ends of time are missing."""
    open_ended = (microseconds == BEFORE) | (microseconds == AFTER)
    dates = np.where(open_ended, 0, microseconds).astype("datetime64[us]")
    return pd.Series(dates, index=index).mask(open_ended)


def held_spells(
    table: pd.DataFrame, holder: Sequence[str], *, apart: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the unbroken spells of a table, with a column `holder` that names whose they are.

    Spells that differ in a column of `apart` are not joined, though their holder is the same.
    """
    spells = coalesced(table, [*holder, *apart])
    parts = [spells[part].astype("str") for part in holder]
    if len(parts) > 1:  # a bar inside a part is doubled: no two holders have the same text
        parts = [part.str.replace("|", "||", regex=False) for part in parts]
    identity = parts[0]
    for part in parts[1:]:
        identity = identity + " | " + part
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
    # rows are matched and cut on their dates alone; their other columns are taken once, at the end
    dates = table[[key, "start", "end"]].assign(_row=np.arange(len(table)))
    spans = lives[[key]].assign(
        _from=lives["start"], _until=lives["end"], _life=np.arange(len(lives))
    )
    cut = dates.merge(spans, on=key)
    # a missing start is the earliest, a missing end the latest
    begins, stops = cut["start"].fillna(_EARLIEST), cut["end"].fillna(_LATEST)
    cut["start"] = cut["start"].mask(cut["_from"] > begins, cut["_from"])
    cut["end"] = cut["end"].mask(cut["_until"] < stops, cut["_until"])
    first, last = bounds(cut)
    cut = cut[first < last].reset_index(drop=True)
    kept = table.iloc[cut["_row"]].reset_index(drop=True)
    kept[["start", "end"]] = cut[["start", "end"]]
    brought = lives.drop(columns=[key, "start", "end"]).iloc[cut["_life"]].reset_index(drop=True)
    return pd.concat([kept, brought], axis=1)
