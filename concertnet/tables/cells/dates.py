"""Dates as people write them, and the half-open period that they bound.

A year or a month may stand for a date: as a start it is its first day, as an end the first day
after it, so that ``2019`` to ``2024`` covers six whole years.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

import pandas as pd

from concertnet.errors import NotComparable, OutsideObservation, UnknownWord
from concertnet.words import normalise, synonyms

__all__ = [
    "DateRead",
    "Period",
    "PeriodLike",
    "When",
    "as_end",
    "as_instant",
    "as_period",
    "ends_before",
    "is_last_day",
    "last_day_fields",
    "outside",
    "read_date",
    "regular_dates",
]

When: TypeAlias = str | dt.date | pd.Timestamp
PeriodLike: TypeAlias = "Period | tuple[When, When] | When"

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_NAMED = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+(?:de\s+)?)?([^\W\d_]+)\s+(\d{4})")
_NAMED_ENGLISH = re.compile(r"([^\W\d_]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_SERIAL_YEARS = range(1927, 2101)  # other numbers of five digits are no days of a spreadsheet
_YEARS = range(1700, 2300)  # what a Timestamp holds at any resolution, and any date of concertation


@dataclass(frozen=True)
class Period:
    """A half-open stretch of time, ``[start, end)``.

    Parameters
    ----------
    start : pandas.Timestamp
        First instant.
    end : pandas.Timestamp
        First instant after.

    Raises
    ------
    NotComparable
        If the end is before the start.

    Examples
    --------
    >>> Period(pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01")).days
    366.0
    """

    start: pd.Timestamp
    end: pd.Timestamp

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise NotComparable(
                "problem_period_backwards", start=_written(self.start), end=_written(self.end)
            )

    @property
    def days(self) -> float:
        """Length, in days."""
        return (self.end - self.start) / pd.Timedelta(days=1)

    def __contains__(self, instant: object) -> bool:
        return isinstance(instant, pd.Timestamp) and self.start <= instant < self.end


class DateRead(NamedTuple):
    """What a text says as a date.

    Attributes
    ----------
    instant : pandas.Timestamp or None
        The date, or None where the text is no date.
    doubt : {"", "order", "serial"}
        ``"order"`` when day and month could be exchanged, ``"serial"`` for a spreadsheet's number.
    """

    instant: pd.Timestamp | None
    doubt: Literal["", "order", "serial"] = ""


@functools.cache
def _months() -> dict[str, int]:
    return {name: m for m in range(1, 13) for name in synonyms(f"month_{m:02d}")}


def _written(instant: pd.Timestamp) -> str:
    return instant.isoformat().removesuffix("T00:00:00")


def _first_day(year: int, month: int, day: int) -> pd.Timestamp | None:
    if year not in _YEARS:
        return None
    try:
        return pd.Timestamp(dt.datetime(year, month, day)).as_unit("us")
    except ValueError:  # the 30th of February, a 13th month
        return None


def _stretch(year: int, month: int | None, day: int | None, *, end: bool) -> pd.Timestamp | None:
    """Return the first day of a year, month or day; for an end, the first day after it."""
    first = _first_day(year, 1 if month is None else month, 1 if day is None else day)
    if first is None or not end or day is not None:
        return first
    if month is None:
        return _first_day(year + 1, 1, 1)
    return _first_day(year + month // 12, month % 12 + 1, 1)


def read_date(text: str, *, end: bool = False) -> DateRead:
    """Read a date: ISO first, then day first, month names, and a spreadsheet's number of days.

    Parameters
    ----------
    text : str
        What stands in the cell.
    end : bool
        Whether a year or a month means the first day after it.

    Returns
    -------
    DateRead
        The date (None where there is none) and what is doubtful about it.

    Examples
    --------
    >>> read_date("2024-06", end=True).instant
    Timestamp('2024-07-01 00:00:00')
    >>> read_date("04/05/2024")
    DateRead(instant=Timestamp('2024-05-04 00:00:00'), doubt='order')
    >>> read_date("1er avril 2024").instant
    Timestamp('2024-04-01 00:00:00')
    >>> read_date("2024-02-30").instant is None
    True
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        return DateRead(_stretch(year or 0, month, day, end=end))
    if match := _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return DateRead(_first_day(year, month, day))
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        doubtful = day <= 12 and month <= 12 and day != month
        return DateRead(_first_day(year, month, day), "order" if doubtful else "")
    if match := _MONTH_YEAR.fullmatch(text):
        month, year = map(int, match.groups())
        return DateRead(_stretch(year, month, None, end=end) if month else None)
    if match := _SERIAL.fullmatch(text):
        day = _EXCEL_EPOCH + dt.timedelta(days=int(match[1]))
        if day.year in _SERIAL_YEARS:
            return DateRead(_first_day(day.year, day.month, day.day), "serial")
        return DateRead(None)
    if _ISO_TIME.fullmatch(text):
        return DateRead(_with_time(text))
    return DateRead(_named(text, end=end))


def _with_time(text: str) -> pd.Timestamp | None:
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    # The wall clock of the meeting is what was written; the zone says only where it hung.
    return pd.Timestamp(instant.replace(tzinfo=None)).as_unit("us")


def _named(text: str, *, end: bool) -> pd.Timestamp | None:
    folded = normalise(text)
    if match := _NAMED.fullmatch(folded):
        day, name, year = match.groups()
    elif match := _NAMED_ENGLISH.fullmatch(folded):
        name, day, year = match.groups()
    else:
        return None
    month = _months().get(name)
    return _stretch(int(year), month, int(day) if day else None, end=end) if month else None


def is_last_day(instant: pd.Timestamp) -> bool:
    """Say whether an end is the last day of a month: most who write it mean it to be covered.

    Examples
    --------
    >>> is_last_day(pd.Timestamp("2024-06-30")), is_last_day(pd.Timestamp("2024-07-01"))
    (True, False)
    """
    return bool(instant.is_month_end and instant == instant.normalize())


def last_day_fields(instant: pd.Timestamp) -> dict[str, Any]:
    """Return what the notice about such an end names: the last day covered, how to write it.

    Examples
    --------
    >>> last_day_fields(pd.Timestamp("2023-12-31"))
    {'last': '2023-12-30', 'choices': ('2024-01-01', '2023-12', '2023')}
    """
    day = pd.Timedelta(days=1)
    choices = (str((instant + day).date()), f"{instant:%Y-%m}")
    if instant.month == 12:
        choices += (f"{instant:%Y}",)
    return {"last": str((instant - day).date()), "choices": choices}


def ends_before(end: pd.Timestamp, typed: str, start: pd.Timestamp) -> bool:
    """Say whether an end is before a start; a year or a month ends before what follows it.

    Examples
    --------
    >>> start = pd.Timestamp("2023-01-01")
    >>> ends_before(start, "2022", start), ends_before(start, "2023-01-01", start)
    (True, False)
    """
    if end != start:
        return bool(end < start)
    first = read_date(typed).instant
    return first is not None and first < start


def _as_date(value: Any, *, end: bool) -> pd.Timestamp:
    if isinstance(value, (dt.date, pd.Timestamp)) or type(value).__name__ == "datetime64":
        instant = pd.Timestamp(value)
        if not pd.isna(instant):
            return instant.tz_localize(None).as_unit("us")
    found = read_date(str(value), end=end).instant
    if found is None:
        raise UnknownWord("problem_date_expected", value=value)
    return found


def as_instant(value: When | int) -> pd.Timestamp:
    """Return a date as an instant; a year or a month is its first day.

    Parameters
    ----------
    value : str, int, datetime.date or pandas.Timestamp
        ``"2024"``, ``"2024-06"``, ``"2024-06-30"`` or a date.

    Returns
    -------
    pandas.Timestamp
        The instant, without a time zone.

    Raises
    ------
    UnknownWord
        If `value` is no date.

    Examples
    --------
    >>> as_instant("2024-06")
    Timestamp('2024-06-01 00:00:00')
    """
    return _as_date(value, end=False)


def as_end(value: When | int) -> pd.Timestamp:
    """Return a date as the end of a half-open period; a year or a month ends the day after it.

    Parameters
    ----------
    value : str, int, datetime.date or pandas.Timestamp
        ``"2024"``, ``"2024-06"``, ``"2024-06-30"`` or a date; a whole date is kept as it is.

    Returns
    -------
    pandas.Timestamp
        The first instant that is no longer covered.

    Raises
    ------
    UnknownWord
        If `value` is no date.

    Examples
    --------
    >>> as_end("2024"), as_end("2024-06-30")
    (Timestamp('2025-01-01 00:00:00'), Timestamp('2024-06-30 00:00:00'))
    """
    return _as_date(value, end=True)


def as_period(value: PeriodLike) -> Period:
    """Return a period from a pair of dates, or from a single year or month.

    Parameters
    ----------
    value : Period, pair of dates, or date
        ``("2019", "2024")`` covers the six years; ``"2024"`` covers one.

    Returns
    -------
    Period
        The half-open period.

    Raises
    ------
    UnknownWord
        If a date cannot be read.
    NotComparable
        If the end is before the start.

    Examples
    --------
    >>> as_period(("2019", "2024")).end
    Timestamp('2025-01-01 00:00:00')
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise UnknownWord("problem_date_expected", value=value)
        start, end = map(as_instant, value)
        period = Period(start, as_end(value[1]))
        if end < start and period.end == start:  # ("2023", "2022"): the year before
            raise NotComparable("problem_period_backwards", start=value[0], end=value[1])
        return period
    return Period(as_instant(value), as_end(value))


def outside(observed: Period, asked: pd.Timestamp | Period) -> OutsideObservation:
    """Return the error of a date, or of a period, that what was observed does not hold."""
    if isinstance(asked, Period):
        first, last = asked.start.date(), (asked.end - pd.Timedelta(days=1)).date()
        date = f"{first}" if last <= first else f"{first} – {last}"
    else:
        date = f"{asked.date()}"
    ends = {"start": observed.start.date(), "end": observed.end.date()}
    return OutsideObservation("error_outside_observation", date=date, **ends)


def regular_dates(period: Period, every: str) -> pd.DatetimeIndex:
    """Return the regular dates of a period, its end excluded.

    Parameters
    ----------
    period : Period
        The half-open period.
    every : str
        A pandas frequency of a day or more: ``"YE"`` year ends, ``"QE"`` quarter ends, ``"MS"``
        month starts.

    Returns
    -------
    DatetimeIndex
        The dates, in order; there may be none.

    Raises
    ------
    UnknownWord
        If `every` is no frequency, or goes by hours or less.

    Examples
    --------
    >>> [str(date.date()) for date in regular_dates(as_period(("2022", "2023")), "YE")]
    ['2022-12-31', '2023-12-31']
    """
    try:
        offset = pd.tseries.frequencies.to_offset(every)
    except (TypeError, ValueError):
        offset = None
    hourly = isinstance(offset, pd.offsets.Tick) and pd.Timedelta(offset) < pd.Timedelta(days=1)
    if offset is None or offset.n < 1 or hourly:
        raise UnknownWord("error_frequency", value=every, known="YE, QE, ME, YS, QS, MS")
    first = period.start.normalize()
    dates = pd.date_range(first, period.end, freq=offset, inclusive="left")
    return dates[dates >= period.start]
