"""The lives of seats as arrays, with the mandates that fill them and the persons who succeed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Instants, Integers, matches
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.hinges.guards import require_column, require_dated, require_network
from concertnet.hinges.mandates_in_force import titulars
from concertnet.hinges.observed import observed_part
from concertnet.hinges.spells import DAY_LENGTH, Unbroken, inside, unbroken
from concertnet.tables.cells.dates import Period, PeriodLike
from concertnet.tables.cells.intervals import bounds, microseconds

__all__ = ["Mandates", "SeatLives", "Successions", "framed_by_group", "seat_lives", "successions"]


class Mandates(NamedTuple):
    """Mandates as arrays: codes of seat and person, microseconds, whether a titular's."""

    seat: Integers
    person: Integers
    start: Instants
    end: Instants
    titular: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class SeatLives:
    """When seats were in force, and in which group.

    Attributes
    ----------
    period : Period
        What is asked of the observation.
    table : DataFrame
        One row per stretch of a seat: seat, instance, actor and what is known of both, start, end;
        cut to the lives of the instance and of the actor in each sector that it had.
    by : str or None
        What seats are grouped by.
    groups : Index
        The groups, sorted; a single one without a grouping.
    seat : ndarray of int64
        The seat of each stretch.
    group : ndarray of int64
        Its group, -1 where that is missing.
    start, end : ndarray of int64
        Its part inside the period, in microseconds; start >= end where there is none.
    stays : Unbroken
        The seats in force without a break, whatever their group, before and after the period too.
    mandates : Mandates
        Those that meet a seat: it is in force on one of their days at least.
    """

    period: Period
    table: pd.DataFrame
    by: str | None
    groups: pd.Index
    seat: Integers
    group: Integers
    start: Instants
    end: Instants
    stays: Unbroken
    mandates: Mandates

    @property
    def first(self) -> int:
        """First instant of the period, in microseconds."""
        return microseconds(self.period.start)

    @property
    def last(self) -> int:
        """First instant after the period, in microseconds."""
        return microseconds(self.period.end)

    @property
    def days(self) -> npt.NDArray[np.float64]:
        """Days of each stretch inside the period."""
        return np.maximum(self.end - self.start, 0) / DAY_LENGTH

    @property
    def recorded(self) -> npt.NDArray[np.bool_]:
        """Whether a mandate ever meets the seat of each stretch."""
        return np.isin(self.seat, self.mandates.seat)

    def total(self, values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Return the sum by group of a value of each stretch."""
        known, size = self.group >= 0, len(self.groups)
        total = np.bincount(self.group[known], weights=values[known], minlength=size)
        return total.astype(np.float64)  # integers where there is no stretch at all

    def count(self, which: npt.NDArray[np.bool_]) -> Integers:
        """Return, by group, the seats in force in the period among the stretches chosen."""
        chosen = which & (self.end > self.start) & (self.group >= 0)
        seats = np.unique(self.seat[chosen] * len(self.groups) + self.group[chosen])
        return np.bincount(seats % max(len(self.groups), 1), minlength=len(self.groups))

    def group_at(self, seat: Integers, when: Instants) -> Integers:
        """Return the group of seats in force at instants, -1 where it is missing."""
        stretch, asked = matches(self.seat, seat)
        start, end = bounds(self.table)
        there = (start[stretch] <= when[asked]) & (when[asked] < end[stretch])
        found = np.full(len(seat), -1)
        found[asked[there]] = self.group[stretch[there]]
        return found

    @property
    def unknown(self) -> int:
        """Seats in force in the period whose group is missing."""
        return len(np.unique(self.seat[(self.group < 0) & (self.end > self.start)]))

    def framed(self, columns: dict[str, Any]) -> pd.DataFrame:
        """Return a tidy table of values by group, or of all in one."""
        return framed_by_group(self.period, self.by, self.groups, columns, self.unknown)


def framed_by_group(
    period: Period, by: str | None, groups: pd.Index, columns: dict[str, Any], unknown: int
) -> pd.DataFrame:
    """Return a tidy table of values of a period by group, or of all in one."""
    frame = pd.DataFrame(
        {"from_date": period.start, "until_date": period.end, **columns, "unknown": unknown},
        index=range(len(groups)),
    )
    if by is not None:
        frame.insert(0, by, groups)
    return frame


def seat_lives(net: NetworkLike, by: By, observed: PeriodLike | None) -> SeatLives:
    """Return the lives of a network's seats and the mandates that fill them.

    A mapping groups the actors who hold the seats.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the network does not cover `observed` or covers a single day, or it has mandates and
        none of them is dated.
    MissingAttribute
        If seats have no column `by`, or it is empty.
    """
    require_network(net)
    period = observed_part(net.observed, observed)
    table = net.seats_in_force()
    column = column_of(by)
    if column is not None:
        table = with_groups(table, by, "actor")
        require_column(table, column)
    seat, seats = pd.factorize(table["seat"])
    if column is None:
        group, groups = np.zeros(len(table), dtype=np.int64), pd.Index([""])
    else:
        group, groups = pd.factorize(table[column], sort=True)
    require_dated(net, "mandates")
    start, end = bounds(table)
    stays = unbroken(seat, start, end)
    return SeatLives(
        period=period,
        table=table,
        by=column,
        groups=pd.Index(groups),
        seat=seat,
        group=group,
        start=np.maximum(start, microseconds(period.start)),
        end=np.minimum(end, microseconds(period.end)),
        stays=stays,
        mandates=_mandates(net.mandates, pd.Index(seats), stays),
    )


def _mandates(table: pd.DataFrame, seats: pd.Index, stays: Unbroken) -> Mandates:
    """Return the mandates that meet their seat."""
    seat = seats.get_indexer(pd.Index(table["seat"]))
    person = pd.factorize(table["person"], use_na_sentinel=False)[0]
    start, end = bounds(table)
    kept = np.zeros(len(seat), dtype=bool)
    kept[inside(seat, start, end, stays)[0]] = True
    return Mandates(seat[kept], person[kept], start[kept], end[kept], titulars(table)[kept])


class Successions(NamedTuple):
    """Titulars who followed somebody else at a seat in force all the while.

    Attributes
    ----------
    seat : ndarray of int64
        The seat.
    when : ndarray of int64
        When the successor began, in microseconds.
    wait : ndarray of int64
        Microseconds between the end of those before and that beginning; negative where both held
        the seat together.
    open_seat, open_since : ndarray of int64
        Seats that the last titular left, with nobody after, and when.
    """

    seat: Integers
    when: Instants
    wait: Instants
    open_seat: Integers
    open_since: Instants


def _takeovers(stay: Integers, start: Instants, person: Integers) -> tuple[Integers, Integers]:
    """Return the rows that follow somebody else, one per moment, and the row before that moment.

    Rows stand by stay, then by start: those who begin together follow the same person, once.
    """
    moment = np.ones(len(stay), dtype=bool)
    moment[1:] = (stay[1:] != stay[:-1]) | (start[1:] != start[:-1])
    opening = np.flatnonzero(moment)
    group = np.cumsum(moment) - 1
    previous = opening[group] - 1
    follows = (previous >= 0) & (stay[previous] == stay) & (person[previous] != person)
    rows = np.flatnonzero(follows)
    _, once = np.unique(group[rows], return_index=True)
    return rows[once], previous[rows[once]]


def successions(lives: SeatLives) -> Successions:
    """Return the successions of titulars that the period saw."""
    m, stays, first, last = lives.mandates, lives.stays, lives.first, lives.last
    people = int(m.person.max(initial=0)) + 1
    keys = m.seat[m.titular] * people + m.person[m.titular]
    runs = unbroken(keys, m.start[m.titular], m.end[m.titular])
    stay, run = matches(stays.code, runs.code // people)
    closes = stays.end[stay]
    # who began before the seat was in force is there from its first day, and takes over nothing
    start, end = np.maximum(runs.start[run], stays.start[stay]), np.minimum(runs.end[run], closes)
    held = np.flatnonzero((start < end) & (start < last))
    order = held[np.lexsort((end[held], start[held], stay[held]))]
    reach = pd.Series(end[order]).groupby(stay[order], sort=False).cummax().to_numpy()
    # a stand-in, gone before somebody who was there already, neither takes over nor hands over
    order = order[end[order] == reach]
    stay, person = stay[order], (runs.code[run] % people)[order]
    start, end, closes = start[order], end[order], closes[order]
    at, previous = _takeovers(stay, start, person)
    seen = start[at] >= first
    at, previous = at[seen], previous[seen]
    wait = start[at] - np.minimum(end[previous], last)
    final = np.append(stay[1:] != stay[:-1], True)[: len(stay)]
    left = final & (end >= first) & (end < np.minimum(closes, last))
    seat = stays.code[stay]
    return Successions(seat[at], start[at], wait, seat[left], end[left])
