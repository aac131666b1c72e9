"""Stretches of time as people write them: *2022-2023*, *depuis 2021*, *printemps 2023*.

A stretch of years covers civil years, unless the data say in which month their years begin. A
school year begins in July and a financial year in April where the cell names them so. A season is
a quarter of the civil year; the beginning and the end of a year are its first and last quarters,
its middle what lies between. Whatever takes more than a plain date is said as what it was read as.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from typing import NamedTuple

import pandas as pd

from concertnet.tables.cells.dates import read_date
from concertnet.words import synonyms

__all__ = ["PeriodRead", "month_of", "read_period"]

_LONGEST = 80  # characters; what is longer is a sentence
_DEEPEST = 4  # words that hold one another: *depuis environ le début de 2021*
_SCHOOL, _FINANCIAL = 7, 4  # first months of the years that bear these names in Québec
_DASHES = re.compile("[\u2010-\u2015\u2212\u2192]")
_APOSTROPHES = re.compile("[\u2018\u2019\u02bc\u00b4`]")
_YEARS = re.compile(r"(\d{4})\s*[-/]\s*(\d{4}|\d{2})")
_YEAR_LIST = re.compile(r"\d{4}(?:\s*(?:,|;|&|\bet\b|\band\b)\s*\d{4})+")
_QUARTER = re.compile(r"(?:[tq]([1-4])|([1-4])(?:er?|e|eme|st|nd|rd|th)?\s+(?:trimestre|quarter))"
                      r"\s+(\d{4})")  # fmt: skip
_FROM = re.compile(r"^(?:de|du|from|entre|between|depuis|since)\s+(?:le\s+|l')?")
_BETWEEN = (
    re.compile(r"\s+(?:a|au|to|through|until|jusqu'a|jusqu'au|jusqu'en)\s+(?:le\s+)?"),
    re.compile(r"\s+-+>?\s+"),
    re.compile(r"(?<=\d)\s*/\s*(?=\d{4}-)"),
    re.compile(r"(?<=\d{4})-(?=\D)"),
)
_LAST_YEAR = re.compile(r"\b(\d{4})$")
_ARTICLE = re.compile(r"^(?:le |l'|the )\s*")
_SHORT_YEAR = re.compile(r"([^\W\d]+)\.?[\s\-.]+'?(\d{2})")
_THIS_CENTURY = 70  # of years of two digits, those from here on are of the one before


class PeriodRead(NamedTuple):
    """What a text says as a stretch of time.

    Attributes
    ----------
    start, end : pandas.Timestamp or None
        The half-open stretch; None on a side that it leaves open.
    plain : bool
        Whether it is a plain date, a year or a month, of which nothing has to be said.
    doubtful : bool
        Whether it may well mean something else: *2020?*, *avril 22*.
    latest : pandas.Timestamp or None
        What *avant 2018* says of an end: it was there at the latest.
    """

    start: pd.Timestamp | None
    end: pd.Timestamp | None
    plain: bool = False
    doubtful: bool = False
    latest: pd.Timestamp | None = None


class _How(NamedTuple):
    """How a text is read: the month in which years begin, and how far words may nest."""

    year_starts: int
    deep: int = _DEEPEST
    parted: bool = False  # it is one side of *X à Y*, which has no sides itself

    def within(self, *, parted: bool = False) -> _How:
        return _How(self.year_starts, self.deep - 1, self.parted or parted)


def read_period(text: str, *, year_starts: int = 1) -> PeriodRead | None:
    """Read a stretch of time.

    Parameters
    ----------
    text : str
        What stands in the cell.
    year_starts : int
        The month, 1 to 12, in which years written as a stretch (*2022-2023*) begin.

    Returns
    -------
    PeriodRead or None
        The stretch, None where the text is none.

    Examples
    --------
    >>> [str(date.date()) for date in read_period("2022-2023")[:2]]
    ['2022-01-01', '2024-01-01']
    >>> [str(date.date()) for date in read_period("2022-2023", year_starts=4)[:2]]
    ['2022-04-01', '2023-04-01']
    >>> read_period("depuis 2021")
    PeriodRead(start=Timestamp('2021-01-01 00:00:00'), end=None, plain=False, ...)
    >>> read_period("mardi") is None
    True
    """
    return _read(text, _How(year_starts))


def _read(text: str, how: _How) -> PeriodRead | None:
    start, end = read_date(text).instant, read_date(text, end=True).instant
    if start is not None:
        whole_day = end == start
        return PeriodRead(start, None if whole_day else end, plain=True)
    if len(text) > _LONGEST or how.deep <= 0:
        return None
    text = _folded(text)
    if text in _words("end_ongoing"):
        return PeriodRead(None, None, plain=True)
    for read in _READERS:
        found = read(text, how)
        if found is not None:
            return None if _backwards(found) else found
    return None


def _backwards(found: PeriodRead) -> bool:
    start, end = found.start, found.end
    return start is not None and end is not None and end <= start


def month_of(text: str) -> int | None:
    """Return the month that a text begins with, None if it begins with none.

    Examples
    --------
    >>> month_of("avril-mars"), month_of("September to August"), month_of("x")
    (4, 9, None)
    """
    first = re.split(r"[\s\-/]+", _folded(text).removeprefix("d'").removeprefix("de "))[0]
    return next((m for m in range(1, 13) if first in _words(f"month_{m:02d}")), None)


def _folded(text: str) -> str:
    text = _APOSTROPHES.sub("'", _DASHES.sub("-", text))
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(bare.split()).strip(" .")


@functools.cache
def _words(key: str) -> frozenset[str]:
    return frozenset(_folded(word) for word in synonyms(key))


def _after(text: str, key: str) -> str | None:
    """Return what follows one of the words of the catalogue, None when none begins the text."""
    for word in sorted(_words(key), key=len, reverse=True):
        if text.startswith(f"{word} ") or (word.endswith("'") and text.startswith(word)):
            return _ARTICLE.sub("", text[len(word) :].strip())
    return None


def _since(text: str, how: _How) -> PeriodRead | None:
    rest = _after(text, "period_since")
    if rest is None and (match := re.fullmatch(r"(.*\d)\s*-+>?\s*(?:\.{3}|…|\?)?", text)):
        rest = match[1]  # 2021-
    if rest is None and (match := re.match(r".*?\d{4}(?= )", text)):
        ongoing = text[match.end() :].strip(" ,(") in _words("end_ongoing")
        rest = match[0] if ongoing else None  # 2021 à ce jour
    if rest is None:
        return None
    found = _read(rest, how.within())
    if found is None or found.start is None:
        return None
    return PeriodRead(found.start, None, doubtful=found.doubtful)


def _until(text: str, how: _How) -> PeriodRead | None:
    rest = _after(text, "period_until")
    if rest is None and (match := re.fullmatch(r"-+>?\s*(\d{4}.*)", text)):
        rest = match[1]
    if rest is None:
        return None
    found = _read(rest, how.within())
    if found is None:
        return None
    last = found.end if found.end is not None else found.start
    return None if last is None else PeriodRead(None, last, doubtful=found.doubtful)


def _before(text: str, how: _How) -> PeriodRead | None:
    """Read *avant 2018*: of a start it says nothing, of an end that it was there at the latest."""
    rest = _after(text, "period_before")
    known = None if rest is None else _read(rest, how.within())
    return None if known is None else PeriodRead(None, None, latest=known.start)


def _in_years(text: str, how: _How) -> PeriodRead | None:
    for key, month in (("school_year", _SCHOOL), ("financial_year", _FINANCIAL)):
        rest = _after(text, key)
        if rest is not None:
            return _years(rest, month if how.year_starts == 1 else how.year_starts)
    rest = _after(text, "calendar_year")
    if rest is not None and (found := _read(rest, how.within())):
        return found._replace(plain=False)
    return _years(text, how.year_starts)


def _years(text: str, first_month: int) -> PeriodRead | None:
    match = _YEARS.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    if last <= first:
        return None
    return _months(first, first_month, last + (first_month == 1), first_month)


def _months(year: int, month: int, to_year: int, to_month: int) -> PeriodRead | None:
    if not 1700 <= year <= to_year < 2300:
        return None
    start, end = (
        pd.Timestamp(dt.datetime(y, m, 1)).as_unit("us")
        for y, m in ((year, month), (to_year, to_month))
    )
    return PeriodRead(start, end)


def _listed(text: str, _: _How) -> PeriodRead | None:
    """Read *2021, 2022 et 2023*; years apart are no stretch."""
    if not _YEAR_LIST.fullmatch(text):
        return None
    years = sorted({int(year) for year in re.findall(r"\d{4}", text)})
    apart = years[-1] - years[0] != len(years) - 1
    return None if apart else _months(years[0], 1, years[-1] + 1, 1)


def _season(text: str, _: _How) -> PeriodRead | None:
    if match := _QUARTER.fullmatch(text):
        return _quarter(int(match[1] or match[2]), int(match[3]))
    for quarter in range(1, 5):
        rest = _after(text, f"season_{quarter}")
        if rest and (match := re.fullmatch(r"(?:de |of )?(?:\d{4}\s*[-/]\s*)?(\d{4})", rest)):
            return _quarter(quarter, int(match[1]))
    return None


def _quarter(quarter: int, year: int) -> PeriodRead | None:
    return _months(year, 3 * quarter - 2, year + quarter // 4, 3 * quarter % 12 + 1)


def _part(text: str, how: _How) -> PeriodRead | None:
    """Read *début 2023*, *mi-2021*, *fin 2023* as the part of the year that they cannot miss."""
    text = re.sub(r"^(mi|mid)-\s*", r"\1 ", text)
    for place, (first, last) in enumerate(((1, 1), (2, 3), (4, 4)), start=1):
        rest = _after(text, f"part_of_year_{place}")
        known = _read(rest, how.within()) if rest else None
        if known is None or known.start is None or known.end is None:
            continue
        start, end = known.start, known.end
        if (start.month, start.year + 1, start.month) == (1, end.year, end.month):
            quarters = [_quarter(quarter, start.year) for quarter in (first, last)]
            start, end = (quarters[0] or known).start, (quarters[1] or known).end
        return PeriodRead(start, end)
    return None


def _short_year(text: str, how: _How) -> PeriodRead | None:
    """Read *avril 22* as a month of 2022, though it may be a day."""
    match = _SHORT_YEAR.fullmatch(text)
    if match is None:
        return None
    century = 2000 if int(match[2]) < _THIS_CENTURY else 1900
    found = _read(f"{match[1]} {century + int(match[2])}", how.within())
    return None if found is None else found._replace(plain=False, doubtful=True)


def _between(text: str, how: _How) -> PeriodRead | None:
    if how.parted:
        return None
    text = _FROM.sub("", text)
    side = how.within(parted=True)
    for between in _BETWEEN:
        for match in between.finditer(text):
            left, right = text[: match.start()], text[match.end() :]
            last = _read(_FROM.sub("", right), side)
            if last is None:
                continue
            first = _read(left, side)
            if first is None and (year := _LAST_YEAR.search(right)):  # avril à juin 2023
                first = _read(f"{left} {year[1]}", side)
            if first is not None and first.start is not None:
                end = last.end if last.end is not None else last.start
                return PeriodRead(first.start, end, doubtful=first.doubtful or last.doubtful)
    return None


def _about(text: str, how: _How) -> PeriodRead | None:
    rest = _after(text, "period_about") or (text[1:].strip() if text.startswith("~") else None)
    doubtful = not rest and text.endswith("?")
    rest = text.rstrip(" ?") if doubtful else rest
    found = _read(rest, how.within()) if rest else None
    if found is None:
        return None
    return found._replace(plain=False, doubtful=found.doubtful or doubtful)


_READERS = (
    _between, _since, _until, _before, _in_years, _listed, _season, _part, _about, _short_year,
)  # fmt: skip
