"""What every measure of time asks first: dated spells, an observation, waves to compare."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.errors import NotComparable, OutsideObservation
from concertnet.spells import checked_spells, observed_over_time, observed_part
from concertnet.tables.dates import Period, as_period, regular_dates
from concertnet.words import Word

__all__ = ["dated_spells", "require_dated", "waves_in"]


def dated_spells(
    obj: Any, of: str, observed: Any, by: str | None = None
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
    if not callable(getattr(obj, "spells", None)):
        raise NotComparable("error_network_expected", given=type(obj).__name__)
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


def require_dated(net: Any, table: str) -> None:
    """Raise `OutsideObservation` when a table of a network has rows and none of them is dated."""
    if _undated(getattr(net, table)):
        raise OutsideObservation("error_undated_table", table=Word(f"table_{table}"))


def _undated(table: pd.DataFrame) -> bool:
    return bool(len(table)) and not table[["start", "end"]].notna().to_numpy().any()
