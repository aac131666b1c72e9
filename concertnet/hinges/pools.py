"""Pools: with whom each contribution puts something in common, when it starts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Instants, Positions, distinct, matches, positions
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network, require_rows
from concertnet.hinges.seat_places import SeatPlaces, seat_places
from concertnet.hinges.spells import inside, unbroken
from concertnet.tables.cells.intervals import bounds, microseconds

__all__ = ["Pools", "pools_of"]


class Pools(NamedTuple):
    """Contributions, and the other members of the pool of each (an instance, an agreement).

    Attributes
    ----------
    actors : pandas.Index
        All of them, in the order of their table.
    giver : ndarray of int64, shape (contributions,)
        Position of who gives.
    others : ndarray of int64, shape (contributions,)
        Number of other members.
    gift, receiver : ndarray of int64
        Each contribution with each other member of its pool.
    """

    actors: pd.Index
    giver: Positions
    others: Positions
    gift: Positions
    receiver: Positions


def pools_of(net: NetworkLike) -> Pools:
    """Return the contributions of a network and who else is in their pools when they start.

    One that started before the period selected, or whose start is not stated, is looked at on the
    first day of it. Where a row names an instance and an agreement, the pool is both.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If nothing is said of contributions.
    """
    require_network(net)
    require_rows(net, "contributions", "actor", "instance", "resource")
    table = net.tables["contributions"]
    places = seat_places(net)
    when, _ = bounds(table)
    if net.observed is not None:
        when = np.maximum(when, microseconds(net.observed.start))
    giver = positions(table["actor"], places.actors)
    width = max(len(places.actors), 1)
    pairs = [
        row * width + actor
        for row, actor in (_seated(table, places, when), _parties(net, table, places, when))
    ]
    members, _ = distinct(np.concatenate(pairs))
    gift, receiver = np.divmod(members, width)
    other = receiver != giver[gift]
    gift, receiver = gift[other], receiver[other]
    return Pools(places.actors, giver, np.bincount(gift, minlength=len(table)), gift, receiver)


def _seated(table: pd.DataFrame, places: SeatPlaces, when: Instants) -> tuple[Positions, Positions]:
    """Return each contribution with each actor who has a seat at its instance."""
    spells = places.spells
    instance = positions(table["instance"], places.instances)
    spell, row = matches(places.instance[spells.code], instance)
    there = (spells.start[spell] <= when[row]) & (when[row] < spells.end[spell])
    return row[there], places.actor[spells.code[spell[there]]]


def _parties(
    net: NetworkLike, table: pd.DataFrame, places: SeatPlaces, when: Instants
) -> tuple[Positions, Positions]:
    """Return each contribution with each party to its agreement."""
    parties = net.parties()
    agreements = pd.Index(net.agreements["agreement"])
    actor = positions(parties["actor"], places.actors)
    lives = unbroken(positions(net.actors["actor"], places.actors), *bounds(net.actors))
    party, start, end = inside(actor, *bounds(parties), lives)
    of = positions(parties["agreement"], agreements)[party]
    one, row = matches(of, positions(table["agreement"], agreements))
    there = (start[one] <= when[row]) & (when[row] < end[one])
    return row[there], actor[party[one[there]]]
