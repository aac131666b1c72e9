"""Days of seats: in force, filled by anybody, filled by a titular, by group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Counts, Values, matches
from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.seat_lives import SeatLives, seat_lives
from concertnet.hinges.spells import DAY_LENGTH, unbroken
from concertnet.tables.cells.dates import Period, PeriodLike

__all__ = ["SeatDays", "seat_days"]


@dataclass(frozen=True, eq=False)
class SeatDays:
    """Days of seats in a period, by group; of seats that a mandate ever meets.

    Attributes
    ----------
    period : Period
        The period.
    by : str or None
        What seats are grouped by.
    groups : Index
        The groups, sorted; a single one without a grouping.
    seats, unrecorded : ndarray of int64, shape (groups,)
        Seats in force in the period that a mandate meets, and that none does.
    in_force, filled, by_titulars : ndarray of float, shape (groups,)
        Days in force; of these, days on which somebody, or a titular, holds a mandate.
    unknown : int
        Seats whose group is missing: left out.
    """

    period: Period
    by: str | None
    groups: pd.Index
    seats: Counts
    unrecorded: Counts
    in_force: Values
    filled: Values
    by_titulars: Values
    unknown: int


@hinge
def seat_days(net: NetworkLike, by: By, observed: PeriodLike | None) -> SeatDays:
    """Return the days of a network's seats.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the network does not cover `observed` or covers a single day, or mandates have no date.
    MissingAttribute
        If seats have no column `by`, or it is empty.
    """
    lives = seat_lives(net, by, observed)
    recorded = lives.recorded
    everybody = _covered(lives, np.ones(len(lives.mandates.seat), dtype=bool))
    titulars = _covered(lives, lives.mandates.titular)
    return SeatDays(
        period=lives.period,
        by=lives.by,
        groups=lives.groups,
        seats=lives.count(recorded).astype(np.int64),
        unrecorded=lives.count(~recorded).astype(np.int64),
        in_force=lives.total(lives.days * recorded),
        filled=lives.total(everybody * recorded),
        by_titulars=lives.total(titulars * recorded),
        unknown=lives.unknown,
    )


def _covered(lives: SeatLives, which: npt.NDArray[np.bool_]) -> Values:
    """Return the days of each stretch of a seat on which one of these mandates holds it."""
    mandates = lives.mandates
    runs = unbroken(mandates.seat[which], mandates.start[which], mandates.end[which])
    stretch, run = matches(lives.seat, runs.code)
    length = np.minimum(lives.end[stretch], runs.end[run]) - np.maximum(
        lives.start[stretch], runs.start[run]
    )
    days = np.maximum(length, 0) / DAY_LENGTH
    total = np.bincount(stretch, weights=days, minlength=len(lives.seat))
    return total.astype(np.float64)
