"""Dates as the tables hold them: ISO texts, which sort as they stand; blank is not known."""

from __future__ import annotations

FIRST_DAY, LAST_DAY = "2022-01-01", "2025-01-01"  # [first, last) of the observation
ALWAYS = "9999"  # stands for a blank end while dates are compared as text


def month(number: int) -> str:
    """Return the first day of a month, counted from January 2022 (0)."""
    return f"{2022 + number // 12}-{number % 12 + 1:02d}-01"


def month_number(date: str) -> int:
    return 12 * (int(date[:4]) - 2022) + int(date[5:7] or 1) - 1


def latest(*dates: str) -> str:
    """Return the latest of some starts; a blank one is before all others."""
    return max(dates)


def earliest(*dates: str) -> str:
    """Return the earliest of some ends; a blank one is after all others."""
    first = min(date or ALWAYS for date in dates)
    return "" if first == ALWAYS else first
