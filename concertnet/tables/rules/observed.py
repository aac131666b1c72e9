"""The period that dates seem to cover, where nobody says what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.tables.cells.dates import Period
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES

__all__ = ["guessed", "observed_period"]

_FOUNDED = ("actors", "instances")
_BESIDE = ("agreements", "actors", "instances", "respondents", "aliases")


def guessed(observed: Period | None, tables: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
    """Return the notice that the observed period was guessed, when it was."""
    guess = None if observed is not None else observed_period(tables)
    if guess is None:
        founded = None if observed is not None else _covered(tables, _FOUNDED)
        if founded is None:
            return ()
        last = founded.end - pd.Timedelta(days=1)
        return (Problem("notice", "observed_unknown", fields={"last": str(last.date())}),)
    last = guess.end - pd.Timedelta(days=1)
    fields = {"start": str(guess.start.date()), "last": str(last.date())}
    return (Problem("notice", "observed_guessed", fields=fields),)


def observed_period(tables: Mapping[str, pd.DataFrame]) -> Period | None:
    """Return the period that the dates of the tables seem to cover, or None without dates.

    It goes from the earliest to the latest date of what happens in a network (ties, seats,
    mandates, attendance, events); the lives of actors and instances, often begun far back, count
    only where nothing else is dated, and the day when something was asked or decided never. Where
    all that is dated is the beginning of actors or of instances, nothing says when they were
    looked at: the period is not known.
    """
    happening = [name for name in TABLES if name not in _BESIDE]
    seen = _covered(tables, happening)
    if seen is not None:
        return seen
    ended = any(tables[name]["end"].notna().any() for name in _FOUNDED)
    return _covered(tables, _FOUNDED) if ended else None


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
