"""Sittings: which members, actors or persons, sit at which instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Codes, Counts, Mask, Positions, distinct, starts_of
from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import attribute
from concertnet.hinges.guards import require_network
from concertnet.hinges.mandates_in_force import mandates_in_force
from concertnet.hinges.seat_places import seat_places

__all__ = ["Sittings", "actor_groups", "sittings", "sittings_of"]


@dataclass(frozen=True, eq=False)
class Sittings:
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
    seats: Counts

    @property
    def sizes(self) -> Counts:
        """Number of members of each instance."""
        return np.bincount(self.instance, minlength=len(self.instances))

    def matrix(self) -> Any:
        """Return the 0/1 incidence as a scipy CSR matrix, shape (instances, members)."""
        from scipy.sparse import csr_array

        ones = np.ones(len(self.member), dtype=np.int32)
        shape = (len(self.instances), len(self.members))
        return csr_array((ones, self.member, starts_of(self.sizes)), shape=shape)

    def keeping(self, kept: Mask) -> Sittings:
        """Return the pairs that `kept` says, instances and members being the same."""
        pairs = (self.instance[kept], self.member[kept], self.seats[kept])
        return Sittings(self.instances, self.members, *pairs)

    def rows(self) -> tuple[Positions, Codes, Positions, Codes, Positions]:
        """Return the pairs by member and by instance, as the kernels of co-seats take them.

        Returns
        -------
        tuple
            Starts of the members' rows, their instances, starts of the instances' rows, their
            members, and the order that puts pairs by member.
        """
        order = np.argsort(self.member, kind="stable")
        of_member = np.bincount(self.member, minlength=len(self.members))
        starts = starts_of(of_member), starts_of(self.sizes)
        return starts[0], self.instance[order], starts[1], self.member, order


@hinge
def sittings(net: NetworkLike, *, of: Literal["actors", "persons"] = "actors") -> Sittings:
    """Return the members of each instance: its actors, or the persons who fill its seats.

    Raises
    ------
    NotComparable
        If `net` is no Network, or persons are asked of seats none of which has a mandate.
    """
    seats = seat_places(net)
    instances, where = seats.instances, seats.instance
    if of == "actors":
        held = seats.ever_held
        return sittings_of(instances, seats.actors, where[held], seats.actor[held])
    served = mandates_in_force(net, seats)
    width = max(len(served.persons), 1)
    held, _ = distinct(served.seat * width + served.person)  # one may come back to a seat
    seat, person = np.divmod(held, width)
    return sittings_of(instances, served.persons, where[seat], person)


def sittings_of(
    instances: pd.Index, members: pd.Index, instance: Positions, member: Positions
) -> Sittings:
    """Return the sittings that seats make, given as positions."""
    pair, seats = distinct(instance * max(len(members), 1) + member)
    where, who = np.divmod(pair, max(len(members), 1))
    return Sittings(instances, members, where.astype(np.int32), who.astype(np.int32), seats)


@hinge
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
