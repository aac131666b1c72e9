"""Spells: who was there, from when to when. The hinge of every measure of time.

A spell is half-open, ``[start, end)``. A missing start is before the observation began; a missing
end is still in force when it ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation
from concertnet.tables.cells.dates import Period, PeriodLike, as_period, outside
from concertnet.tables.cells.intervals import AFTER, BEFORE, bounds, microseconds

__all__ = [
    "DAY_LENGTH",
    "Codes",
    "Exposure",
    "Instants",
    "SpellsOf",
    "Unbroken",
    "checked_spells",
    "clipped",
    "coalesced",
    "expanded",
    "exposure",
    "held_spells",
    "in_force",
    "inside",
    "instants",
    "matches",
    "observed_over_time",
    "observed_part",
    "overlapping",
    "positions",
    "require_column",
    "unbroken",
]

SpellsOf: TypeAlias = Literal["actors", "seats", "representatives", "ties"]
DAY_LENGTH = 86_400_000_000  # microseconds, the unit of `concertnet.tables.cells.intervals.bounds`
Codes = npt.NDArray[np.integer]
Instants = npt.NDArray[np.int64]
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

    code: Codes
    start: Instants
    end: Instants
    last: Codes


def unbroken(code: Codes, start: Instants, end: Instants) -> Unbroken:
    """Join the spells of each code that touch or overlap; empty ones are left out."""
    order = np.flatnonzero(start < end)
    if not _in_order(code[order], start[order], end[order]):
        order = order[np.lexsort((end[order], start[order], code[order]))]
    start, end, code = start[order], end[order], code[order]
    # the latest end so far of the same holder: a running maximum restarted at each holder
    reach = pd.Series(end).groupby(code, sort=False).cummax().to_numpy()
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (code[1:] != code[:-1]) | (start[1:] > reach[:-1])
    ends = np.append(begins[1:], True)[: len(order)]
    return Unbroken(code[begins], start[begins], reach[ends], order[ends])


def expanded(counts: Codes, first: Codes) -> tuple[Codes, Codes]:
    """Return ranges laid end to end: which one each element is of, and its value.

    Examples
    --------
    >>> of, value = expanded(np.array([2, 0, 1]), np.array([5, 0, 8]))
    >>> of.tolist(), value.tolist()
    ([0, 0, 2], [5, 6, 8])
    """
    of = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return of, np.arange(len(of)) + (first - before)[of]


def positions(ids: pd.Series, among: pd.Index) -> npt.NDArray[np.int64]:
    """Return where each id of a column stands among others; -1 where it does not."""
    code, texts = pd.factorize(ids)  # each is looked for once, however often it stands there
    return among.get_indexer(pd.Index(texts)).astype(np.int64)[code]


def matches(ours: Codes, theirs: Codes) -> tuple[Codes, Codes]:
    """Return the positions of every two rows that have the same code, in the order of theirs.

    Codes are whole numbers from 0; a row of theirs whose code is -1 matches none.

    Examples
    --------
    >>> ours, theirs = matches(np.array([1, 0, 1]), np.array([1, -1, 0]))
    >>> ours.tolist(), theirs.tolist()
    ([0, 2, 1], [0, 0, 2])
    """
    counts = np.bincount(ours, minlength=int(theirs.max(initial=-1)) + 1)
    counts = np.append(counts, 0)  # where a code of -1 looks
    row, place = expanded(counts[theirs], (np.cumsum(counts) - counts)[theirs])
    return np.argsort(ours, kind="stable")[place], row


def inside(
    holder: Codes, start: Instants, end: Instants, lives: Unbroken
) -> tuple[Codes, Instants, Instants]:
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


def _in_order(code: Codes, start: Instants, end: Instants) -> bool:
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


def checked_spells(spells: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Return spells, once sure that they can be measured.

    Raises
    ------
    MissingAttribute
        If they lack the column holder, start, end or `by`, or `by` is empty for all of them.
    NotComparable
        If one of them ends before it starts, or a start or an end is no date, or has a time zone.
    """
    for name in ("holder", "start", "end"):
        if name not in spells.columns:
            known = [str(c) for c in spells.columns if c not in ("holder", "start", "end")]
            raise MissingAttribute("error_spells_column", name=name, known=", ".join(known) or "–")
    if by is not None:
        require_column(spells, by)
    for name in ("start", "end"):
        column = spells[name]
        if column.dtype.kind == "M" and column.dt.tz is None:
            continue
        if column.notna().any():
            raise NotComparable("error_spells_dates", name=name, given=str(column.dtype))
        spells = spells.assign(**{name: column.astype("datetime64[us]")})
    backward = (spells["end"] < spells["start"]).to_numpy()
    if backward.any():
        first = spells.iloc[int(backward.argmax())]
        raise NotComparable(
            "error_spells_backward",
            n=int(backward.sum()),
            holder=first["holder"],
            start=first["start"],
            end=first["end"],
        )
    return spells


def require_column(table: pd.DataFrame, by: Any) -> None:
    """Raise `MissingAttribute` unless rows can be grouped by a column: it is there, and not empty.

    Dates and holders are no groups.
    """
    columns = [str(c) for c in table.columns if c not in ("holder", "start", "end")]
    if not isinstance(by, str) or by not in columns:
        raise MissingAttribute("error_spells_column", name=str(by), known=", ".join(columns) or "–")
    if len(table) and table[by].isna().all():
        filled = ", ".join(c for c in columns if table[c].notna().any())
        raise MissingAttribute("error_empty_column", name=by, known=filled or "–")


def observed_over_time(observed: Period | None) -> Period:
    """Return what a network observed, once sure that something may happen in it.

    Raises
    ------
    OutsideObservation
        If nothing is dated, or a single day is observed, as after ``net.at``.
    """
    if observed is None:
        raise OutsideObservation("error_no_dates")
    if observed.days <= 1:
        raise OutsideObservation("error_single_day", date=observed.start.date())
    return observed


def observed_part(observed: Period | None, asked: PeriodLike | None = None) -> Period:
    """Return the period asked, by default the one observed, which must hold all of it.

    Raises
    ------
    OutsideObservation
        If nothing is dated, a single day is observed, or the period observed does not hold the
        one asked.
    """
    observed = observed_over_time(observed)
    if asked is None:
        return observed
    period = as_period(asked)
    if period.start < observed.start or period.end > observed.end:
        raise outside(observed, period)
    return period


@dataclass(frozen=True, eq=False)
class Exposure:
    """The stretches of time during which holders are seen in their spells, as arrays.

    Attributes
    ----------
    groups : pandas.Index
        The groups, sorted; a single one without a grouping.
    code : ndarray of int
        Position in `groups` of each stretch.
    spell : ndarray of int
        Which unbroken spell each stretch is a part of.
    begins : ndarray of int64
        When the unbroken spell began, be it before the observation, in microseconds; `BEFORE` where
        that is unknown.
    start, end : ndarray of int64
        The stretch, inside the observation.
    ended : ndarray of bool
        Whether the spell was seen to end there. A spell in force at the end of the observation, or
        that goes on in another group, was not.
    unknown : int
        Spells seen while their group was missing, that stretch left out.
    """

    groups: pd.Index
    code: Codes
    spell: Codes
    begins: Instants
    start: Instants
    end: Instants
    ended: npt.NDArray[np.bool_]
    unknown: int


def exposure(
    spells: pd.DataFrame,
    observed: Period,
    *,
    holder: Sequence[str] = ("holder",),
    by: str | None = None,
) -> Exposure:
    """Return when each holder was seen in its spells, and which of these were seen to end.

    Parameters
    ----------
    spells : DataFrame
        The columns of `holder`, start, end and `by`.
    observed : Period
        What the data cover.
    holder : sequence of str
        The columns that together say whose spell a row is.
    by : str, optional
        A column to group by. A holder that changes group leaves one and enters the other without
        its spell coming to an end.
    """
    start, end = bounds(spells)
    if len(holder) == 1:
        who = pd.factorize(spells[holder[0]], use_na_sentinel=False)[0]
    else:
        who = spells.groupby(list(holder), sort=False, dropna=False).ngroup().to_numpy()
    runs = unbroken(who, start, end)
    first, last = microseconds(observed.start), microseconds(observed.end)
    if by is None:
        groups, code, unknown = pd.Index([""]), np.zeros(len(runs.code), dtype=np.int64), 0
        piece, spell = runs, np.arange(len(runs.code))
    else:
        group, groups = pd.factorize(spells[by], sort=True)
        known, k = group >= 0, max(len(groups), 1)
        piece = unbroken(who[known] * k + group[known], start[known], end[known])
        code, spell = piece.code % k, _run_of(piece._replace(code=piece.code // k), runs)
        rest = unbroken(who[~known], start[~known], end[~known])
        seen = np.maximum(rest.start, first) < np.minimum(rest.end, last)
        unknown = len(np.unique(_run_of(rest, runs)[seen]))
    begins, stops = np.maximum(piece.start, first), np.minimum(piece.end, last)
    kept = begins < stops
    spell = spell[kept]
    return Exposure(
        groups=pd.Index(groups),
        code=code[kept],
        spell=spell,
        begins=runs.start[spell],
        start=begins[kept],
        end=stops[kept],
        ended=(piece.end[kept] == runs.end[spell]) & (piece.end[kept] < last),
        unknown=unknown,
    )


def _run_of(piece: Unbroken, runs: Unbroken) -> Codes:
    """Return the run, sorted by code and start, that holds each piece."""
    days = np.unique(runs.start)
    place = np.searchsorted(days, runs.start)
    keys = runs.code * len(days) + place
    asked = piece.code * len(days) + np.searchsorted(days, piece.start, "right") - 1
    return np.searchsorted(keys, asked, "right") - 1
