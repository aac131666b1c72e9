"""Who sits where, as pairs of positions: the hinge of the measures of instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Codes, Positions, distinct, in_order
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import attribute
from concertnet.hinges.guards import require_network
from concertnet.hinges.spells import Unbroken, inside, positions, unbroken
from concertnet.tables.cells.intervals import bounds

__all__ = [
    "Membership",
    "Representation",
    "Seats",
    "Sittings",
    "actor_groups",
    "memberships",
    "representation",
    "seats_of",
]


@dataclass(frozen=True, eq=False)
class Membership:
    """The members of each instance, each pair once however many seats it has.

    Attributes
    ----------
    instances, members : pandas.Index
        Instances in the order of their table; members (actors or persons), those of no instance
        included.
    instance, member : ndarray of int32, shape (pairs,)
        Positions, ordered by instance then member.
    seats : ndarray of int64, shape (pairs,)
        Number of seats of the pair.
    """

    instances: pd.Index
    members: pd.Index
    instance: Codes
    member: Codes
    seats: npt.NDArray[np.int64]

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Number of members of each instance."""
        return np.bincount(self.instance, minlength=len(self.instances))

    def matrix(self) -> Any:
        """Return the 0/1 incidence as a scipy CSR matrix, shape (instances, members)."""
        from scipy.sparse import csr_array

        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        ones = np.ones(len(self.member), dtype=np.int32)
        shape = (len(self.instances), len(self.members))
        return csr_array((ones, self.member, starts), shape=shape)

    def keeping(self, kept: npt.NDArray[np.bool_]) -> Membership:
        """Return the pairs that `kept` says, instances and members being the same."""
        pairs = (self.instance[kept], self.member[kept], self.seats[kept])
        return Membership(self.instances, self.members, *pairs)

    def rows(self) -> tuple[npt.NDArray[np.int64], Codes, npt.NDArray[np.int64], Codes, Any]:
        """Return the pairs by member and by instance, as the kernels of co-seats take them.

        Returns
        -------
        tuple
            Starts of the members' rows, their instances, starts of the instances' rows, their
            members, and the order that puts pairs by member.
        """
        order = np.argsort(self.member, kind="stable")
        of_member = np.bincount(self.member, minlength=len(self.members))
        starts = [np.concatenate([[0], np.cumsum(sizes)]) for sizes in (of_member, self.sizes)]
        return starts[0], self.instance[order], starts[1], self.member, order


def memberships(net: NetworkLike, *, of: str = "actors") -> Membership:
    """Return the members of each instance: its actors, or the persons who fill its seats.

    Raises
    ------
    NotComparable
        If `net` is no Network, or persons are asked of seats none of which has a mandate.
    """
    seats = seats_of(net)
    instances, where = seats.instances, seats.instance
    if of == "actors":
        held = seats.ever_held
        return _members(instances, seats.actors, where[held], seats.actor[held])
    sittings = _sittings(net, seats)
    width = max(len(sittings.persons), 1)
    held, _ = distinct(sittings.seat * width + sittings.person)  # one may come back to a seat
    seat, person = np.divmod(held, width)
    return _members(instances, sittings.persons, where[seat], person)


class Sittings(NamedTuple):
    """Mandates while their seat is in force: a row for each stretch of it that one overlaps.

    Attributes
    ----------
    persons : pandas.Index
        Those of the table of mandates, sorted.
    seat, person : ndarray of int64
        Positions.
    start, end : ndarray of int64
        Microseconds.
    """

    persons: pd.Index
    seat: Positions
    person: Positions
    start: Positions
    end: Positions


@dataclass(frozen=True, eq=False)
class Representation:
    """Who sits for whom.

    Attributes
    ----------
    seats : Seats
        The seats.
    sittings : Sittings
        The mandates that fill them.
    present : Membership
        Actors of each instance, those without any mandate there left out.
    sole : ndarray of int32
        Beside its pairs, the position of the only person; -1 where there are several.
    represents : ndarray of int64
        Who represents whom, sorted: position of the actor times the number of persons, plus that
        of the person.
    """

    seats: Seats
    sittings: Sittings
    present: Membership
    sole: Codes
    represents: Positions

    def groups(self, codes: Codes) -> Codes:
        """Return the group of all the actors of each person, -1 where they differ."""
        width = len(self.sittings.persons)
        actor, person = np.divmod(self.represents, max(width, 1))
        least = np.full(width, np.iinfo(np.int32).max, dtype=np.int32)
        greatest = np.full(width, -1, dtype=np.int32)
        np.minimum.at(least, person, codes[actor])
        np.maximum.at(greatest, person, codes[actor])
        return np.where(least == greatest, least, -1).astype(np.int32)


def representation(net: NetworkLike) -> Representation:
    """Return the actors who have a person at each instance, and who they are.

    Raises
    ------
    NotComparable
        If `net` is no Network, or none of its seats has a mandate.
    """
    seats = seats_of(net)
    sittings = _sittings(net, seats)
    person, actors = sittings.person, seats.actors
    actor, instance = seats.actor[sittings.seat], seats.instance[sittings.seat]
    present = _members(seats.instances, actors, instance, actor)
    # the least and the greatest person of a pair are the same one when it has no other
    _, ordered = in_order(instance * max(len(actors), 1) + actor, person)
    ends = np.cumsum(present.seats)
    least, greatest = ordered[ends - present.seats], ordered[ends - 1]
    sole = np.where(least == greatest, least, -1).astype(np.int32)
    represents, _ = distinct(actor * max(len(sittings.persons), 1) + person)
    return Representation(seats, sittings, present, sole, represents)


def actor_groups(net: NetworkLike, by: By) -> GroupedGraph:
    """Return the actors and their groups, without their ties.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column or it is empty, or a mapping names no actor.
    """
    require_network(net)
    actors = net.actors_now()
    name = by if isinstance(by, str) else "sector"
    values = attribute(actors, name).to_numpy(object)
    labels = pd.Series(values, index=actors["actor"].to_numpy(), name=name)
    graph = GroupedGraph.from_edges([], [], groups=labels)
    return graph if by is None or isinstance(by, str) else graph.regrouped(by)


@dataclass(frozen=True, eq=False)
class Seats:
    """Where the instance and the actor of each seat stand, and when it is in force.

    Attributes
    ----------
    instances, actors : pandas.Index
        All of them, in the order of their tables.
    instance, actor : ndarray of int64, shape (seats,)
        Positions of the instance and of the actor of each seat.
    spells : Unbroken
        When each seat (its code is its row) is in force: while its instance and its actor are
        there too, once for each stay of the actor.
    """

    instances: pd.Index
    actors: pd.Index
    instance: Positions
    actor: Positions
    spells: Unbroken

    @property
    def ever_held(self) -> npt.NDArray[np.bool_]:
        """Which seats are ever in force: not those of an instance or an actor of other times."""
        held = np.zeros(len(self.actor), dtype=bool)
        held[self.spells.code] = True
        return held


def seats_of(net: NetworkLike) -> Seats:
    """Return the seats of a network.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    """
    require_network(net)
    instances, actors = pd.Index(net.instances["instance"]), pd.Index(net.actors_now()["actor"])
    instance = positions(net.seats["instance"], instances)
    actor = positions(net.seats["actor"], actors)
    begins, ceases = bounds(net.seats)
    opens, closes = bounds(net.instances)
    begins, ceases = np.maximum(begins, opens[instance]), np.minimum(ceases, closes[instance])
    lives = unbroken(positions(net.actors["actor"], actors), *bounds(net.actors))
    seat, begins, ceases = inside(actor, begins, ceases, lives)
    return Seats(instances, actors, instance, actor, Unbroken(seat, begins, ceases, seat))


def _sittings(net: NetworkLike, seats: Seats) -> Sittings:
    """Return the mandates ever in force."""
    if len(net.seats) and not len(net.mandates):
        raise NotComparable("error_no_mandates")
    person, persons = pd.factorize(net.mandates["person"], sort=True)
    seat = positions(net.mandates["seat"], pd.Index(net.seats["seat"]))
    row, start, end = inside(seat, *bounds(net.mandates), seats.spells)
    return Sittings(pd.Index(persons), seat[row], person[row].astype(np.int64), start, end)


def _members(
    instances: pd.Index, members: pd.Index, instance: Positions, member: Positions
) -> Membership:
    """Return the membership that seats make, given as positions."""
    pair, seats = distinct(instance * max(len(members), 1) + member)
    where, who = np.divmod(pair, max(len(members), 1))
    return Membership(instances, members, where.astype(np.int32), who.astype(np.int32), seats)
