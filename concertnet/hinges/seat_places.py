"""The places of seats: the instance and the actor of each, and when it is in force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Positions, positions
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import require_network
from concertnet.hinges.spells import Unbroken, inside, unbroken
from concertnet.tables.cells.intervals import bounds

__all__ = ["SeatPlaces", "seat_places"]


@dataclass(frozen=True, eq=False)
class SeatPlaces:
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


def seat_places(net: NetworkLike) -> SeatPlaces:
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
    return SeatPlaces(instances, actors, instance, actor, Unbroken(seat, begins, ceases, seat))
