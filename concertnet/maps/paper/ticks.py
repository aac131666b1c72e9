"""Where an axis has its ticks, and what they say: round values and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from concertnet.maps.paper.days import month_text, when_text
from concertnet.tables.cells.dates import Period
from concertnet.words import Words

__all__ = ["date_texts", "dates_within", "near_number", "round_length", "round_values", "texts_of"]

_STEPS = (1, 2, 5, 10)
_NEAR = (1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 200, 500)


def round_values(low: float, high: float, *, at_most: int, whole: bool = False) -> list[float]:
    """Return round values from `low` to `high`, a step of 1, 2 or 5 times a power of ten apart.

    Parameters
    ----------
    low, high : float
        The ends of an axis.
    at_most : int
        Steps that the axis has room for.
    whole : bool
        Whether only whole numbers mean something.

    Examples
    --------
    >>> round_values(-0.53, 0.21, at_most=6)
    [-0.4, -0.2, 0.0, 0.2]
    >>> round_values(0, 1.5, at_most=8, whole=True)
    [0.0, 1.0]
    """
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(nbins=at_most, steps=_STEPS, integer=whole)
    slack = 1e-9 * (high - low)
    found = [round(float(value), 12) + 0.0 for value in locator.tick_values(low, high)]
    inside = [value for value in found if low - slack <= value <= high + slack]
    # of an axis shorter than one, the locator gives fractions
    return [value for value in inside if value == round(value)] if whole else inside


def texts_of(w: Words, values: Sequence[float]) -> list[str]:
    """Return round values as they are written: all with the decimals that one of them needs.

    Examples
    --------
    >>> from concertnet.words import words
    >>> texts_of(words("fr"), [0.0, 0.25, 0.5])
    ['0,00', '0,25', '0,50']
    """
    decimals = next(n for n in range(13) if all(round(v, n) == v for v in values) or n == 12)
    return [w.number(value, decimals) for value in values]


def round_length(most: float) -> float:
    """Return the first round value of a scale of at most `most`: what a bar of scale stands for.

    Examples
    --------
    >>> round_length(73_000.0)
    50000.0
    """
    return round_values(0.0, most, at_most=2)[1]


def near_number(value: float) -> int:
    """Return a whole number near `value`, from 2 up, that is easy to read.

    Examples
    --------
    >>> near_number(13.9), near_number(0.4)
    (15, 2)
    """
    return max(2, min(_NEAR, key=lambda n: abs(n - value)))


def dates_within(period: Period, *, at_most: int) -> list[pd.Timestamp]:
    """Return the dates that an axis of time shows: first days of years or months, Mondays, days.

    Parameters
    ----------
    period : Period
        What the axis covers, its end excluded.
    at_most : int
        Dates that the axis has room for.

    Examples
    --------
    >>> from concertnet.tables.cells.dates import as_period
    >>> [f"{date.date()}" for date in dates_within(as_period(("2022", "2023")), at_most=4)]
    ['2022-01-01', '2022-07-01', '2023-01-01', '2023-07-01']
    """
    last = period.end - pd.Timedelta(days=1)
    long = (last - period.start).days
    for days, locator in _locators():
        if long / days > at_most + 1:
            continue
        ticks = locator.tick_values(period.start.to_pydatetime(), last.to_pydatetime())
        # of Python, whose dates go further than nanoseconds
        dates = [pd.Timestamp(datetime(1970, 1, 1) + timedelta(days=tick)) for tick in ticks]
        # where a month or a year begins on no day of the period, its two ends are given
        dates = [date for date in dates if period.start <= date <= last]
        if 1 <= len(dates) <= at_most:
            return dates
    return [period.start]


def _locators() -> list[tuple[float, Any]]:
    """Return matplotlib's locators of dates, the finest first, each with its step in days."""
    from matplotlib.dates import DayLocator, MonthLocator, WeekdayLocator, YearLocator

    months = [(30.4 * n, MonthLocator(range(1, 13, n))) for n in (1, 2, 3, 6)]
    years = [(365.2 * n, YearLocator(n)) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)]
    return [(1.0, DayLocator()), (7.0, WeekdayLocator(0)), *months, *years]


def date_texts(w: Words, dates: Sequence[pd.Timestamp]) -> list[str]:
    r"""Return dates as they are written: years alone, years and months, or days.

    Examples
    --------
    >>> from concertnet.words import words
    >>> date_texts(words("en"), [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-07-01")])
    ['Jan.\xa02022', 'July\xa02022']
    """
    if all((date.month, date.day) == (1, 1) for date in dates):
        return [f"{date.year}" for date in dates]
    if all(date.day == 1 for date in dates):
        return [month_text(w, date) for date in dates]
    return [when_text(w, date) for date in dates]
