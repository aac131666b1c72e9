"""What every measure of time asks first: dated spells, an observation, waves to compare."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from concertnet.errors import NotComparable, OutsideObservation
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.spells import SpellsOf, checked_spells, observed_over_time, observed_part
from concertnet.tables.cells.dates import (
    Period,
    PeriodLike,
    When,
    as_instant,
    as_period,
    outside,
    regular_dates,
)
from concertnet.words import Word

__all__ = [
    "dated_spells",
    "observed_instant",
    "observed_of",
    "require_dated",
    "waves_in",
    "waves_of",
]


def dated_spells(
    obj: NetworkLike | pd.DataFrame,
    of: SpellsOf,
    observed: PeriodLike | None,
    by: str | None = None,
) -> tuple[pd.DataFrame, Period]:
    """Return the spells of a network, or those given, with the observation that bounds them.

    Raises
    ------
    OutsideObservation
        If there is no observation or one of a single day, or no date in the table that spells
        come from.
    """
    if isinstance(obj, pd.DataFrame):
        if observed is None:
            raise OutsideObservation("error_observed_needed")
        spells, period = checked_spells(obj, by=by), observed_over_time(as_period(observed))
        if _undated(spells):
            raise OutsideObservation("error_no_dates")
        return spells, period
    require_network(obj)
    period = observed_part(obj.observed, observed)
    spells = checked_spells(obj.spells(of), by=by)
    require_dated(obj, "mandates" if of == "representatives" else of)
    return spells, period


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


def require_dated(net: NetworkLike, table: str) -> None:
    """Raise `OutsideObservation` when a table of a network has rows and none of them is dated."""
    if _undated(net.tables[table]):
        raise OutsideObservation("error_undated_table", table=Word(f"table_{table}"))


def _undated(table: pd.DataFrame) -> bool:
    return bool(len(table)) and not table[["start", "end"]].notna().to_numpy().any()


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
