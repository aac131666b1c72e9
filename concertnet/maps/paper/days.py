"""Dates as figures write them, from what networks state."""

from __future__ import annotations

import datetime
import re

from concertnet.grammar import day
from concertnet.maps.paper.text import one_line
from concertnet.words import Words

__all__ = ["month_text", "range_text", "when_text"]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ][\d:.]+)?")
_BETWEEN = re.compile(r"\s+–\s+")


def when_text(w: Words, when: object) -> str:
    r"""Return a date as a figure writes it; the user's own words as they are.

    Examples
    --------
    >>> from concertnet.words import words
    >>> when_text(words("fr"), "2024-12-31"), when_text(words("en"), "2024-12-31")
    ('31\xa0déc.\xa02024', '31\xa0Dec.\xa02024')
    >>> when_text(words("fr"), "2022-01-01 – 2024-12-31"), when_text(words("fr"), "printemps")
    ('1er\xa0janv.\xa02022 – 31\xa0déc.\xa02024', 'printemps')
    """
    if isinstance(when, datetime.datetime):
        when = when.date()  # its hour means nothing here
    return " – ".join(_day(w, part) for part in _BETWEEN.split(one_line(when)))


def range_text(w: Words, first: object, last: object) -> str:
    """Return two dates as a figure writes what lies between them."""
    return f"{when_text(w, first)} – {when_text(w, last)}"


def month_text(w: Words, date: datetime.date) -> str:
    r"""Return the month of a date.

    Examples
    --------
    >>> from concertnet.words import words
    >>> date = datetime.date(2022, 7, 1)
    >>> month_text(words("fr"), date), month_text(words("en"), date)
    ('juill.\xa02022', 'July\xa02022')
    """
    return w(f"date_{date.month:02d}", day="", year=str(date.year)).strip("\u00a0")


def _day(w: Words, text: str) -> str:
    found = _ISO.fullmatch(text)
    if found is None:
        return text
    try:
        return day(datetime.date(*map(int, found.groups())), w)
    except ValueError:
        return text  # no day of any calendar
