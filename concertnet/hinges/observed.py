"""The observation: dated spells, a period that data cover, waves to compare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation
from concertnet.hinges.arrays import Instants
from concertnet.hinges.door import By, NetworkLike, SpellsOf
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.hinges.guards import is_undated, require_column, require_dated, require_network
from concertnet.tables.cells.dates import (
    Period,
    PeriodLike,
    When,
    as_instant,
    as_period,
    outside,
    regular_dates,
)

__all__ = [
    "checked_spells",
    "dated_spells",
    "observed_instant",
    "observed_of",
    "observed_over_time",
    "observed_part",
    "period_edges",
    "waves_in",
    "waves_of",
]


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


def dated_spells(
    net: NetworkLike | pd.DataFrame,
    of: SpellsOf,
    observed: PeriodLike | None,
    by: By = None,
) -> tuple[pd.DataFrame, Period]:
    """Return the spells of a network, or those given, with the observation that bounds them.

    The groups that a mapping gives stand in the column `column_of(by)`.

    Raises
    ------
    OutsideObservation
        If there is no observation or one of a single day, or no date in the table that spells
        come from.
    """
    if isinstance(net, pd.DataFrame):
        if observed is None:
            raise OutsideObservation("error_observed_needed")
        spells, period = checked_spells(net, by=by), observed_over_time(as_period(observed))
        if is_undated(spells):
            raise OutsideObservation("error_no_dates")
        return spells, period
    require_network(net)
    period = observed_part(net.observed, observed)
    spells = checked_spells(net.spells(of), by=by)
    require_dated(net, "mandates" if of == "representatives" else of)
    return spells, period


def period_edges(observed: Period, every: str) -> Instants:
    """Return where the periods meet, in microseconds: the observed period cut at each date.

    Raises
    ------
    UnknownWord
        If `every` is no frequency.
    """
    dates = regular_dates(observed, every)
    # a frequency of ends names the last day of its periods, any other their first
    name = pd.tseries.frequencies.to_offset(every).freqstr.split("-")[0]
    if name.endswith("E"):
        dates = dates + pd.Timedelta(days=1)
    inside = dates[(dates > observed.start) & (dates < observed.end)]
    every_edge = pd.DatetimeIndex([observed.start, *inside, observed.end])
    return every_edge.to_numpy().astype("datetime64[us]").astype(np.int64)


def waves_in(period: Period, every: str) -> pd.DatetimeIndex:
    """Return the regular dates of a period, once sure that there are two to compare.

    Raises
    ------
    NotComparable
        If there are fewer.
    UnknownWord
        If `every` is no frequency.
    """
    dates = regular_dates(period, every)
    if len(dates) < 2:
        ends = {"start": period.start.date(), "end": period.end.date()}
        raise NotComparable("error_one_wave", every=every, n=len(dates), **ends)
    return dates


def observed_of(net: NetworkLike) -> Period:
    """Return the observed period of a network.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If its tables have no dates at all.
    """
    require_network(net)
    if net.observed is None:
        raise OutsideObservation("error_no_dates")
    return net.observed


def observed_instant(when: When, observed: Period, *, end: bool = False) -> pd.Timestamp:
    """Return a date as an instant of the observed period; its very end too when `end` is true.

    Raises
    ------
    OutsideObservation
        If the data do not cover it.
    """
    instant = as_instant(when)
    if not (instant in observed or (end and instant == observed.end)):
        raise outside(observed, instant)
    return instant


def waves_of(net: NetworkLike, dates: Sequence[When], every: str) -> list[pd.Timestamp]:
    """Return the instants to compare: those given, else regular ones of the observed period.

    Raises
    ------
    OutsideObservation
        If the data do not cover a date or cover a single day, or have no dates at all.
    NotComparable
        If there are not two instants, each after the one before.
    UnknownWord
        If `every` is no frequency.
    """
    observed = observed_over_time(observed_of(net))
    require_dated(net, "ties")
    if not dates:
        return list(waves_in(observed, every))
    waves = [observed_instant(when, observed) for when in dates]
    if len(waves) < 2 or any(after <= before for before, after in pairwise(waves)):
        given = ", ".join(str(wave.date()) for wave in waves)
        raise NotComparable("error_dates_order", given=given)
    return waves


def checked_spells(spells: pd.DataFrame, *, by: By = None) -> pd.DataFrame:
    """Return spells, once sure that they can be measured, with the groups that a mapping gives.

    Its keys are actors, or holders where a spell is not that of one actor.

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
        spells = with_groups(spells, by, "actor", "holder")
        require_column(spells, column_of(by))
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
