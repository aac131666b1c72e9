"""Representation: who sits for whom, and where an actor has one person alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concertnet.hinges.arrays import Codes, Positions, distinct, ordered_rows
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.mandates_in_force import MandatesInForce, mandates_in_force
from concertnet.hinges.seat_places import SeatPlaces, seat_places
from concertnet.hinges.sittings import Sittings, sittings_of

__all__ = ["Representation", "representation"]


@dataclass(frozen=True, eq=False)
class Representation:
    """Who sits for whom.

    Attributes
    ----------
    seats : SeatPlaces
        The seats.
    mandates : MandatesInForce
        The mandates that fill them.
    present : Sittings
        Actors of each instance, those without any mandate there left out.
    sole : ndarray of int32
        Beside its pairs, the position of the only person; -1 where there are several.
    represents : ndarray of int64
        Who represents whom, sorted: position of the actor times the number of persons, plus that
        of the person.
    """

    seats: SeatPlaces
    mandates: MandatesInForce
    present: Sittings
    sole: Codes
    represents: Positions

    def groups(self, codes: Codes) -> Codes:
        """Return the group of all the actors of each person, -1 where they differ."""
        width = len(self.mandates.persons)
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
    seats = seat_places(net)
    mandates = mandates_in_force(net, seats)
    person, actors = mandates.person, seats.actors
    actor, instance = seats.actor[mandates.seat], seats.instance[mandates.seat]
    present = sittings_of(seats.instances, actors, instance, actor)
    # the least and the greatest person of a pair are the same one when it has no other
    _, ordered = ordered_rows(instance * max(len(actors), 1) + actor, person)
    ends = np.cumsum(present.seats)
    least, greatest = ordered[ends - present.seats], ordered[ends - 1]
    sole = np.where(least == greatest, least, -1).astype(np.int32)
    represents, _ = distinct(actor * max(len(mandates.persons), 1) + person)
    return Representation(seats, mandates, present, sole, represents)
