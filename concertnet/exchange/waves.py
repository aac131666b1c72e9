"""Waves of a network, as a model of change takes them: the same actors, and who was tied when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, OutsideObservation
from concertnet.exchange.handed import Handed, HeldLevel
from concertnet.exchange.spelled import holds
from concertnet.hinges.arrays import Integers, Mask
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.reports import Respondents, who_could_say
from concertnet.hinges.respondents import wave_periods
from concertnet.tables.cells.dates import Period, When, as_instant, regular_dates

__all__ = ["ABSENT", "WaveCells", "cells_of_waves", "days_of_waves", "intervals"]

ABSENT = 10  # RSiena: a tie that cannot be, since one of its ends is not there


def days_of_waves(
    dates: str | Sequence[When], observed: tuple[pd.Timestamp, pd.Timestamp] | None
) -> list[pd.Timestamp]:
    """Return the days of waves, in order: those given, or those of a frequency.

    Raises
    ------
    OutsideObservation
        If a day is not in the period observed, the frequency gives none in it, or there is no
        period to take them from.
    NotComparable
        If no day is given.

    Examples
    --------
    >>> year = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01")
    >>> [str(day.date()) for day in days_of_waves("QE", year)][-2:]
    ['2024-09-30', '2024-12-31']
    """
    if isinstance(dates, str):
        if observed is None:
            raise OutsideObservation("error_no_dates")
        period = Period(*observed)
        days = list(regular_dates(period, dates))
        if not days:
            raise OutsideObservation("error_no_wave", frequency=dates, **_ends(period))
        return days
    days = sorted({as_instant(day).normalize() for day in dates})
    if not days:
        raise NotComparable("error_no_wave_given")
    if observed is not None:
        period = Period(*observed)
        outside = [d for d in days if d < period.start.normalize() or d >= period.end]
        if outside:
            told = ", ".join(str(day.date()) for day in outside)
            raise OutsideObservation("error_outside_observation", date=told, **_ends(period))
    return days


def _ends(period: Period) -> dict[str, str]:
    return {"start": str(period.start.date()), "end": str(period.end.date())}


@dataclass(frozen=True, eq=False)
class WaveCells:
    """A day of the network, its actors in the order of all waves.

    Attributes
    ----------
    day : Timestamp
        The day.
    there : ndarray of bool, (n,)
        Who is in the network that day.
    ranks : ndarray of int, (n, n)
        The rank of the strongest tie that day, from 1; 0 without a tie. Both sides of the diagonal.
    unknown : ndarray of bool, (n, n)
        Pairs without a tie of which neither side could say anything, where respondents are known.
    """

    day: pd.Timestamp
    there: Mask
    ranks: Integers
    unknown: Mask

    def cells(self, rank: int, *, absent: int) -> np.ndarray:
        """Return the matrix at or above a rank: 1, 0, nan where unknown, `absent` of who is not in.

        The diagonal is 0: nobody is tied with itself.
        """
        found = np.where(self.ranks >= rank, 1.0, np.where(self.unknown, np.nan, 0.0))
        found[~self.there, :] = found[:, ~self.there] = absent
        np.fill_diagonal(found, 0.0)
        return found

    def jaccard(self, before: WaveCells, rank: int) -> float:
        """Return the share of ties of both waves among those of either, of pairs in both and known.

        nan without any.
        """
        both = self.there & before.there
        pairs = np.triu(np.outer(both, both) & ~self.unknown & ~before.unknown, 1)
        now, then = (pairs & (one.ranks >= rank) for one in (self, before))
        either = int((now | then).sum())
        return int((now & then).sum()) / either if either else float("nan")


def cells_of_waves(
    net: NetworkLike, given: Handed, days: Sequence[pd.Timestamp]
) -> list[WaveCells]:
    """Return the waves of a network on those days, its actors in the order of `given`."""
    actors = list(net.actors_now()["actor"])
    periods = wave_periods(net.tables["respondents"])
    told: dict[str | None, Mask] = {}
    found = []
    for day in days:
        there = np.array(
            [not spells or any(holds(one, day) for one in spells) for spells in given.presences],
            dtype=bool,
        )
        wave = next((name for name, period in periods.items() if day in period), None)
        if wave not in told:
            told[wave] = _untold(net, actors, wave)
        ranks = _ranks(given, day)
        ranks[~there, :] = ranks[:, ~there] = 0
        found.append(WaveCells(day, there, ranks, told[wave] & (ranks == 0)))
    return found


def _ranks(given: Handed, day: pd.Timestamp) -> Integers:
    ranks = np.zeros((len(given.ids), len(given.ids)), dtype=int)
    for link in given.links:
        held = [one.rank + 1 for one in link.stretches if holds(one, day)]
        if held:
            ranks[link.source, link.target] = ranks[link.target, link.source] = max(held)
    return ranks


def _untold(net: NetworkLike, actors: list[str], wave: str | None) -> Mask:
    """Say of which pairs neither side could speak; of none where no respondent is known."""
    if net.tables["respondents"].empty:
        return np.zeros((len(actors), len(actors)), dtype=bool)
    told = _could_say(who_could_say(net, wave), actors)
    return ~(told | told.T)


def _could_say(who: Respondents, actors: list[str]) -> Mask:
    place = {actor: at for at, actor in enumerate(actors)}
    told = np.zeros((len(actors), len(actors)), dtype=bool)
    told[:] = [[who.could_say(actor, actor)] for actor in actors] if actors else False
    for actor, other in who.silent:
        if actor in place and other in place:
            told[place[actor], place[other]] = False
    return told


def intervals(
    spells: Sequence[HeldLevel], days: Sequence[pd.Timestamp]
) -> list[tuple[float, float]]:
    """Return presences in units of waves (1, 2...), both ends included, cut at the first and last.

    Between two waves, time goes evenly. The last day of a presence is its end.

    Examples
    --------
    >>> days = [pd.Timestamp("2022-01-01"), pd.Timestamp("2022-01-11"), pd.Timestamp("2023-01-11")]
    >>> intervals([HeldLevel(0, None, pd.Timestamp("2022-01-07"))], days)
    [(1.0, 1.5)]
    >>> intervals([], days)
    [(1.0, 3.0)]
    """
    first, last = days[0], days[-1]
    at = [day.value for day in days]
    found = []
    for one in spells or (HeldLevel(0, None, None),):
        start = first if one.start is None else max(first, one.start)
        end = last if one.end is None else min(last, one.end - pd.Timedelta(days=1))
        if start <= end:
            low, high = np.interp([start.value, end.value], at, np.arange(1, len(days) + 1))
            found.append((float(low), float(high)))
    return found
