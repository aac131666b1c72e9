"""Meetings: which seats were expected at each, who came, who was absent, who is not listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import (
    Instants,
    Integers,
    Mask,
    Positions,
    expanded,
    matches,
    positions,
)
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network, require_rows
from concertnet.hinges.mandates_in_force import titulars
from concertnet.hinges.seat_places import SeatPlaces, seat_places
from concertnet.hinges.spells import inside
from concertnet.tables.cells.intervals import bounds

__all__ = [
    "ABSENT",
    "PRESENT",
    "UNLISTED",
    "Meetings",
    "functions_held",
    "meetings_of",
]

UNLISTED, ABSENT, PRESENT = -1, 0, 1


@dataclass(frozen=True, eq=False)
class Meetings:
    """Meetings (an instance and a day), and the seats in force at each.

    Attributes
    ----------
    places : SeatPlaces
        The seats, their instances and their actors.
    instance, day : ndarray of int64, shape (meetings,)
        Position of the instance, and the day in microseconds; ordered by both.
    meeting, seat : ndarray of int64, shape (expected,)
        Which seat is expected at which meeting: it is in force that day. Ordered by both.
    state : ndarray of int8, shape (expected,)
        `PRESENT`, `ABSENT`, or `UNLISTED`: no row says anything of it.
    titular, alternate : ndarray of bool, shape (expected,)
        Whether a titular, an alternate of the seat is known to have come.
    listed_present_only : ndarray of bool, shape (meetings,)
        Whether the sheet lists only who came: seats are unlisted, and none is absent.
    guest_meeting, guest_actor : ndarray of int64
        Who came without a seat in force there, once each.
    """

    places: SeatPlaces
    instance: Positions
    day: Instants
    meeting: Positions
    seat: Positions
    state: npt.NDArray[np.int8]
    titular: Mask
    alternate: Mask
    listed_present_only: Mask
    guest_meeting: Positions
    guest_actor: Positions

    @property
    def n(self) -> int:
        """Number of meetings."""
        return len(self.instance)

    @property
    def by_alternate(self) -> Mask:
        """Which seats were present by an alternate alone."""
        return self.alternate & ~self.titular

    @property
    def actor(self) -> Positions:
        """Position of the actor of each seat expected."""
        return self.places.actor[self.seat]

    def keeping(self, kept: Mask) -> Meetings:
        """Return the same meetings with some of the seats expected."""
        parts = ("meeting", "seat", "state", "titular", "alternate")
        return replace(self, **{part: getattr(self, part)[kept] for part in parts})


class _Rows(NamedTuple):
    """Rows of attendance: meeting, seat and actor (-1 where not said), person, whether present."""

    meeting: Positions
    seat: Positions
    actor: Positions
    person: Positions
    present: Mask


def meetings_of(net: NetworkLike) -> Meetings:
    """Return the meetings that the table of attendance tells.

    A row speaks for its seat; without one, or where that seat is not in force there that day, for
    the seat that its actor holds there. Of an
    actor with several seats, the person says which, by its mandate; otherwise rows fill the seats
    that have no row of their own, those present first; an actor of whom rows say only that it was
    absent leaves all of them empty. Rows that contradict each other: present.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If nothing is said of attendance.
    """
    require_network(net)
    require_rows(net, "attendance", "instance", "date", "present")
    places = seat_places(net)
    table = net.attendance
    where = positions(table["instance"], places.instances)
    days = table["date"].to_numpy().astype("datetime64[D]").astype("datetime64[us]")
    day_code, each_day = pd.factorize(days.astype(np.int64), sort=True)
    meeting, keys = pd.factorize(where * max(len(each_day), 1) + day_code, sort=True)
    instance, day = np.divmod(keys, max(len(each_day), 1))
    day = each_day[day]
    on, seat = _expected(places, instance, day)
    persons = pd.factorize(pd.concat([table["person"], net.mandates["person"]]))[0]
    rows = _Rows(
        meeting.astype(np.int64),
        positions(table["seat"], pd.Index(net.seats["seat"])),
        positions(table["actor"], places.actors),
        persons[: len(table)],
        table["present"].to_numpy(dtype=bool),
    )
    served = _Served.of(net, places, persons[len(table) :])
    return _resolved(places, instance, day, on, seat, rows, served)


def functions_held(net: NetworkLike, found: Meetings) -> tuple[Mask, Mask]:
    """Say whether each seat expected has that day a titular, an alternate."""
    seat = positions(net.mandates["seat"], pd.Index(net.seats["seat"]))
    row, start, end = inside(seat, *bounds(net.mandates), found.places.spells)
    is_titular = titulars(net.mandates)[row]
    held = []
    for chosen in (is_titular, ~is_titular):
        one, expected = matches(seat[row[chosen]], found.seat)
        when = found.day[found.meeting[expected]]
        there = (start[chosen][one] <= when) & (when < end[chosen][one])
        mask = np.zeros(len(found.seat), dtype=bool)
        mask[expected[there]] = True
        held.append(mask)
    return held[0], held[1]


def _expected(places: SeatPlaces, instance: Integers, day: Instants) -> tuple[Positions, Positions]:
    """Return the seats in force at each meeting."""
    spells = places.spells
    spell, on = matches(places.instance[spells.code], instance)
    there = (spells.start[spell] <= day[on]) & (day[on] < spells.end[spell])
    return on[there], spells.code[spell[there]]


class _Served(NamedTuple):
    """Mandates in the order of their seat and person."""

    key: Integers
    width: int
    start: Instants
    end: Instants
    titular: Mask

    @classmethod
    def of(cls, net: NetworkLike, places: SeatPlaces, person: Integers) -> _Served:
        table = net.mandates
        seat = positions(table["seat"], pd.Index(net.seats["seat"]))
        row, start, end = inside(seat, *bounds(table), places.spells)
        width = int(person.max(initial=0)) + 1
        key = seat[row] * width + person[row]
        order = np.argsort(key, kind="stable")
        return cls(key[order], width, start[order], end[order], titulars(table)[row][order])

    def functions(self, seat: Integers, person: Integers, day: Instants) -> tuple[Mask, Mask]:
        """Say whether each person is that day a titular, an alternate of a seat."""
        titular, alternate = np.zeros(len(seat), dtype=bool), np.zeros(len(seat), dtype=bool)
        asked = np.flatnonzero((person >= 0) & (person < self.width)) if len(self.key) else seat[:0]
        key = seat[asked] * self.width + person[asked]
        first = np.searchsorted(self.key, key)
        row, found = expanded(np.searchsorted(self.key, key, side="right") - first, first)
        when = day[asked[row]]
        there = (self.start[found] <= when) & (when < self.end[found])
        row, found = asked[row[there]], found[there]
        titular[row[self.titular[found]]] = True
        alternate[row[~self.titular[found]]] = True
        return titular, alternate


def _resolved(
    places: SeatPlaces,
    instance: Positions,
    day: Instants,
    on: Positions,
    seat: Positions,
    rows: _Rows,
    served: _Served,
) -> Meetings:
    """Return the meetings, each row having found its seat, or its guest."""
    width = max(len(places.actor), 1)
    named = rows.seat >= 0
    who = rows.actor.copy()
    who[named] = places.actor[rows.seat[named]]
    place = np.full(len(named), -1, dtype=np.int64)
    place[named] = _found(on * width + seat, (rows.meeting * width + rows.seat)[named])
    rows = rows._replace(actor=who)
    held = _of_actors(places, day, on, seat, rows, place, served)
    known = place >= 0
    state = np.full(len(on), UNLISTED, dtype=np.int8)
    state[place[known & ~rows.present]] = ABSENT
    state[place[known & rows.present]] = PRESENT
    _fill(state, held)
    came = np.flatnonzero(known & rows.present)
    functions = served.functions(seat[place[came]], rows.person[came], day[rows.meeting[came]])
    titular, alternate = np.zeros(len(on), dtype=bool), np.zeros(len(on), dtype=bool)
    for mask, there in zip((titular, alternate), functions, strict=True):
        mask[place[came[there]]] = True
    guests = held.guests & rows.present
    of_guest = np.unique(rows.meeting[guests] * max(len(places.actors), 1) + who[guests])
    met, guest = np.divmod(of_guest, max(len(places.actors), 1))
    unlisted = np.bincount(on[state == UNLISTED], minlength=len(instance))
    absent = np.bincount(on[state == ABSENT], minlength=len(instance))
    only = (unlisted > 0) & (absent == 0)
    return Meetings(places, instance, day, on, seat, state, titular, alternate, only, met, guest)


def _found(keys: Integers, asked: Integers) -> Positions:
    """Return where each number stands among others in order, -1 where it does not."""
    if not len(keys):
        return np.full(len(asked), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[place] == asked, place, -1)


class _Held(NamedTuple):
    """Which rows are of guests; the seats of actors with several whose rows do not say which."""

    guests: Mask
    place: Positions
    group: Positions
    present: Integers
    absent: Integers


def _of_actors(
    places: SeatPlaces,
    day: Instants,
    on: Positions,
    seat: Positions,
    rows: _Rows,
    place: Positions,
    served: _Served,
) -> _Held:
    """Give rows without a seat (`place` is -1) that of their actor; return what is still shared."""
    width = max(len(places.actors), 1)
    keys = on * width + places.actor[seat]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    asked = np.flatnonzero(place < 0)
    key = rows.meeting[asked] * width + rows.actor[asked]
    first = np.searchsorted(keys, key)
    seats = np.searchsorted(keys, key, side="right") - first
    guests = np.zeros(len(place), dtype=bool)
    guests[asked[seats == 0]] = True
    place[asked[seats == 1]] = order[first[seats == 1]]
    several = np.flatnonzero(seats > 1)
    row, candidate = expanded(seats[several], first[several])
    row, candidate = asked[several[row]], order[candidate]
    when = day[rows.meeting[row]]
    titular, alternate = served.functions(seat[candidate], rows.person[row], when)
    theirs = titular | alternate
    place[row[theirs][::-1]] = candidate[theirs][::-1]  # the first of its seats
    left = several[place[asked[several]] < 0]
    group, alone = pd.factorize(key[left], sort=True)
    k = len(alone)
    start, size = np.zeros(k, dtype=np.int64), np.zeros(k, dtype=np.int64)
    start[group], size[group] = first[left], seats[left]
    of, shared = expanded(size, start)
    present = rows.present[asked[left]]
    came, away = (np.bincount(group[said], minlength=k) for said in (present, ~present))
    return _Held(guests, order[shared], of, came, away)


def _fill(state: npt.NDArray[np.int8], held: _Held) -> None:
    """Fill the seats that several rows share and that have no row of their own."""
    free = state[held.place] == UNLISTED
    place, group = held.place[free], held.group[free]
    rank = np.arange(len(group)) - np.searchsorted(group, group)
    came = rank < held.present[group]
    nobody = (held.present[group] == 0) & (held.absent[group] > 0)
    away = ~came & (nobody | (rank < held.present[group] + held.absent[group]))
    state[place[came]] = PRESENT
    state[place[away]] = ABSENT
