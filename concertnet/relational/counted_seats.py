"""Seats in an engine: counted by unit and sector, or as positions of instances and members."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.seat_cells import SeatCells, unit_column
from concertnet.hinges.sittings import Sittings
from concertnet.relational.engine import MOST_CODED, require_few
from concertnet.relational.given_groups import with_given
from concertnet.relational.labelled_actors import labels_of_actors, stays_of
from concertnet.relational.lives import Scanned, bounded, cut_to, names_in, rows_counted
from concertnet.relational.pairs import listed_actors
from concertnet.relational.spell_rows import seats_held
from concertnet.scale import Scale

__all__ = [
    "coded_actors",
    "coded_sittings",
    "counted_sectors",
    "counted_units",
    "counted_values",
    "groups_of_actors",
]


def counted_sectors(there: Scanned, scale: Scale) -> set[str]:
    """Return the sectors that an actor has, or had, as `hinges.guards.held_sectors`."""
    return counted_values(there, scale, "actors", "sector")


def counted_values(there: Scanned, _scale: Scale, table: str, column: str) -> set[str]:
    """Return what the cells of a column say, as `hinges.guards.held_values`."""
    import narwhals.stable.v2 as nw

    rows = there.tables.get(table)
    if rows is None or column not in names_in(rows):
        return set()
    found = rows.select(column).filter(~nw.col(column).is_null()).unique()
    return set(there.engine.small(found)[column])


def counted_units(there: Scanned, _scale: Scale, by: Any) -> SeatCells | None:
    """Count seats by unit and sector as `hinges.seat_cells.seat_cells`."""
    import narwhals.stable.v2 as nw

    name = unit_column(by)
    is_given = not (by is None or isinstance(by, str))
    empty = pd.DataFrame({name: [], "sector": [], "seats": [], "actors": []})
    instances = there.tables.get("instances")
    if instances is None or not (is_given or name in names_in(instances)):
        return SeatCells(name, [], empty.astype({"seats": "int64", "actors": "int64"}))
    given = None
    if is_given:
        given = with_given(instances.select("instance"), by, "instance", there.engine)
        place = given.rows.rename({"group": name})
    else:  # the name of a column that may be that of the instances themselves
        place = instances.select("instance", unit=nw.col(name).cast(nw.String))
        place = place.rename({"unit": name}) if name != "instance" else place.drop("unit")
    listed = place.select(name).filter(~nw.col(name).is_null())
    found = there.engine.small(listed.unique())[name]
    units = (found if given is None else given.typed_labels(found)).tolist()
    if "seats" not in there.tables:
        return SeatCells(name, units, empty.astype({"seats": "int64", "actors": "int64"}))
    seats = _ever_held(there)
    if name != "instance":
        seats = seats.join(place, on="instance", how="inner")
    sectors = stays_of(there.tables["actors"], "sector").rename({"group": "sector"})
    seats = seats.join(sectors, on="actor", how="inner")
    held = seats.filter(~nw.col(name).is_null()).group_by(name, "sector", "actor")
    cells = held.agg(n=nw.len().cast(nw.Int64)).group_by(name, "sector")
    counted = cells.agg(seats=nw.col("n").sum().cast(nw.Int64), actors=nw.len().cast(nw.Int64))
    table = there.engine.small(counted)
    if given is not None:
        table[name] = given.typed_labels(table[name])
    return SeatCells(name, units, table.astype({"seats": "int64", "actors": "int64"}))


def _ever_held(there: Scanned) -> Any:
    """Return seat, instance and actor of the seats that are ever in force, each once."""
    return seats_held(there).select("seat", "instance", "actor").unique()


def coded_actors(there: Scanned, _scale: Scale, by: Any) -> GroupedGraph | None:
    """Return the actors and their groups as `hinges.sittings.actor_groups`: no tie."""
    found = groups_of_actors(there, by)
    return None if found is None else found[1]


def groups_of_actors(there: Scanned, by: Any) -> tuple[Any, GroupedGraph] | None:
    """Return the actors in the engine (actor, place, code), and as a graph without any tie.

    None where only memory says what is lacking: there, all the columns are known.
    """
    is_column = by is None or isinstance(by, str)
    if is_column and (by or "sector") not in names_in(there.tables["actors"]):
        return None
    who = labels_of_actors(there.tables["actors"], by, there.engine)
    coded, graph = listed_actors(who, there.engine, float("nan"))
    if graph.n and not graph.groups and who.by != "sector":
        return None
    return coded, graph


def coded_sittings(there: Scanned, _scale: Scale, *, of: str = "actors") -> Sittings | None:
    """Return the members of each instance as `hinges.sittings.sittings`: only positions come over.

    Instances and members are in the order of their ids.
    """
    import narwhals.stable.v2 as nw

    tables = there.tables
    if of == "actors":
        key, members = "actor", tables["actors"].select("actor").unique()
    else:
        if "mandates" not in tables or not rows_counted(there, None, "mandates"):
            if rows_counted(there, None, "seats"):
                raise NotComparable("error_no_mandates")
            return None
        key, members = "person", tables["mandates"].select("person").unique()
    if "instances" not in tables or "seats" not in tables:
        return None
    instances = tables["instances"].select("instance").unique()
    where = there.engine.kept(instances.with_row_index("i", order_by="instance"))
    who = there.engine.kept(members.with_row_index("m", order_by=key))
    if of == "actors":
        seats = _ever_held(there)
    else:
        stretches = seats_held(there).rename({"start": "from", "end": "until"})
        served = bounded(tables["mandates"]).select("seat", "person", "start", "end")
        seats = cut_to(served, "seat", stretches).select("seat", "instance", "person").unique()
    coded = seats.join(where, on="instance", how="inner").join(who, on=key, how="inner")
    pairs = there.engine.kept(coded.group_by("i", "m").agg(n=nw.len().cast(nw.Int64)))
    require_few(there.engine, pairs, "seats", MOST_CODED)
    found = there.engine.arrow(pairs)
    instance, member, seats_of = (found[name].to_numpy() for name in ("i", "m", "n"))
    order = np.lexsort((member, instance))
    listed, named = (
        pd.Index(there.engine.small(rows.sort(place))[name].astype(str), name=name)
        for rows, place, name in ((where, "i", "instance"), (who, "m", key))
    )
    return Sittings(
        listed,
        named,
        instance[order].astype(np.int32),
        member[order].astype(np.int32),
        seats_of[order].astype(np.int64),
    )
