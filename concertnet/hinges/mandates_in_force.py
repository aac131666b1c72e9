"""Mandates while their seat is in force: which person filled which seat, from when to when."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Instants, Mask, Positions, positions
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.seat_places import SeatPlaces
from concertnet.hinges.spells import inside
from concertnet.tables.cells.intervals import bounds

__all__ = ["MandatesInForce", "mandates_in_force", "titulars"]


class MandatesInForce(NamedTuple):
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
    start: Instants
    end: Instants


def mandates_in_force(net: NetworkLike, seats: SeatPlaces) -> MandatesInForce:
    """Return the mandates ever in force.

    Raises
    ------
    NotComparable
        If there are seats, and none has a mandate.
    """
    if len(net.seats) and not len(net.mandates):
        raise NotComparable("error_no_mandates")
    person, persons = pd.factorize(net.mandates["person"], sort=True)
    seat = positions(net.mandates["seat"], pd.Index(net.seats["seat"]))
    row, start, end = inside(seat, *bounds(net.mandates), seats.spells)
    return MandatesInForce(pd.Index(persons), seat[row], person[row].astype(np.int64), start, end)


def titulars(mandates: pd.DataFrame) -> Mask:
    """Say which mandates are those of titulars: where no function is stated, it is one."""
    return (mandates["function"].isna() | (mandates["function"] == "titular")).to_numpy(dtype=bool)
