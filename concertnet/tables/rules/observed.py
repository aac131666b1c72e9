"""The period that dates seem to cover, where nobody says what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.tables.cells.dates import Period
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES

__all__ = ["guessed", "observed_period"]

_BESIDE = ("agreements", "actors", "instances", "respondents", "aliases")


def guessed(observed: Period | None, tables: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
    """Return the notice that the observed period was guessed, when it was."""
    guess = None if observed is not None else observed_period(tables)
    if guess is None:
        return ()
    last = guess.end - pd.Timedelta(days=1)
    fields = {"start": str(guess.start.date()), "last": str(last.date())}
    return (Problem("notice", "observed_guessed", fields=fields),)


def observed_period(tables: Mapping[str, pd.DataFrame]) -> Period | None:
    """Return the period that the dates of the tables seem to cover, or None without dates.

    It goes from the earliest to the latest date of what happens in a network (ties, seats,
    mandates, attendance, events); the foundation of actors and instances, often far back, counts
    only where nothing else is dated, and the day when something was asked or decided never.
    """
    happening = [name for name in TABLES if name not in _BESIDE]
    return _covered(tables, happening) or _covered(tables, ["actors", "instances"])


def _covered(tables: Mapping[str, pd.DataFrame], names: Sequence[str]) -> Period | None:
    starts: list[pd.Timestamp] = []
    ends: list[pd.Timestamp] = []
    for name in names:
        for column in TABLES[name].columns:
            if column.kind not in ("start", "end", "date"):
                continue
            dates = tables[name][column.name].dropna()
            if len(dates):
                # an end is excluded; any other date is a day of the observation
                last = pd.Timedelta(days=0 if column.kind == "end" else 1)
                starts.append(dates.min())
                ends.append(dates.max() + last)
    return Period(min(starts), max(ends)) if starts and min(starts) < max(ends) else None
