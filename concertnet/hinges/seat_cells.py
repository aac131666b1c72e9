"""Seats counted by unit (an instance, a theme, a territory...) and by sector."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.grouping import column_of, with_groups
from concertnet.hinges.seat_places import seat_places

__all__ = ["SeatCells", "cells_of_seats", "seat_cells", "unit_column"]


class SeatCells(NamedTuple):
    """Seats by unit and sector.

    Attributes
    ----------
    by : str
        What the units are.
    units : list
        All of them, those without a seat too, in no order.
    cells : DataFrame
        One row per unit and sector that is seated there: the column `by`, sector (missing where it
        is unknown), seats, actors (counts).
    """

    by: str
    units: list[Any]
    cells: pd.DataFrame


def unit_column(by: By) -> str:
    """Return the name of the column of units: each instance where nothing is asked."""
    return column_of("instance" if by is None else by, but=("sector",)) or ""


@hinge
def seat_cells(net: NetworkLike, by: By) -> SeatCells:
    """Return the seats of a network that are ever in force, by unit and latest sector of the actor.

    Raises
    ------
    MissingAttribute
        If a mapping names no instance.
    """
    name = unit_column(by)
    unit = with_groups(net.instances, by, "instance", but=("sector",))[name]
    places = seat_places(net)
    held = places.ever_held
    seats = net.seats.loc[held, ["instance", "actor"]]
    seats["sector"] = _taken(net.actors_now()["sector"], places.actor[held])
    if name != "instance":
        seats[name] = _taken(unit, places.instance[held])
    found = cells_of_seats(seats, name)
    return found._replace(units=[*{*found.units, *unit.dropna()}])


def cells_of_seats(seats: pd.DataFrame, by: str) -> SeatCells:
    """Return rows of seats (the columns `by`, actor, sector) by unit and sector."""
    seats = seats.dropna(subset=[by])
    groups = seats.groupby([by, "sector"], dropna=False)["actor"]
    cells = pd.DataFrame({"seats": groups.size(), "actors": groups.nunique()}).reset_index()
    return SeatCells(by, list(seats[by].unique()), cells)


def _taken(column: pd.Series, places: Any) -> Any:
    """Return the value of a column at each place, missing at -1."""
    return column.array.take(places, allow_fill=True)
