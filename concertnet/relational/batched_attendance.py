"""Attendance counted by batches of instances: the rows of some come over, and their counts stay.

What a sheet says depends on the seats of its instance alone, so that batches add up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from concertnet.hinges.attendance_counts import FUNCTIONS, AttendanceCounts, attendance_counts
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.grouping import column_of, encoded
from concertnet.relational.given_groups import with_given
from concertnet.relational.labelled_actors import require_attribute
from concertnet.relational.lives import Scanned, names_in
from concertnet.scale import Scale

__all__ = ["AT_ONCE", "batched_attendance"]

AT_ONCE = 1_000_000  # rows of attendance and of seats in a batch
_OF_SEATS = ("instance", "actor", "role", "function")
_UNKNOWN = "?"  # the code of a group that is not known, which is read as such


class _Grouped(NamedTuple):
    """The actors, and what their groups are where these are asked for.

    Attributes
    ----------
    actors : LazyFrame
        Where groups are those of actors, their codes stand as texts in the place of sectors.
    groups : tuple of hashable, or None
        These groups.
    """

    actors: Any
    groups: tuple[Hashable, ...] | None


def batched_attendance(
    there: Scanned, _scale: Scale, by: Any, unlisted: Any, roles: Sequence[str] | None
) -> AttendanceCounts | None:
    """Count it as `hinges.attendance_counts.attendance_counts`."""
    if not {"attendance", "instances", "seats"} <= set(there.tables):
        return None
    grouped = _grouped(there, by)
    of_seats = grouped.groups is None
    asked = by if of_seats else "sector"
    counts, unknown = pd.DataFrame(), 0
    for near in _batches(there, grouped.actors):
        found = attendance_counts(near, asked, unlisted, roles)
        rows = found.counts.set_axis(pd.Index(list(found.groups), dtype=object))
        counts = counts.add(rows, fill_value=0) if len(counts) else rows
        unknown += found.unknown
    groups = _ordered(there, by, counts.index) if grouped.groups is None else grouped.groups
    keys = list(groups) if of_seats else [str(code) for code in range(len(groups))]
    table = counts.reindex(keys).fillna(0).astype("int64").reset_index(drop=True)
    every = not of_seats or by == "instance"
    return AttendanceCounts(column_of(by) or "sector", groups, table, unknown, every)


def _grouped(there: Scanned, by: Any) -> _Grouped:
    """Return the actors in their groups; sectors may all be unknown."""
    import narwhals.stable.v2 as nw
    import pyarrow as pa

    actors, engine, labels = there.tables["actors"], there.engine, _as_they_are
    if isinstance(by, str) and by in _OF_SEATS:
        return _Grouped(actors, None)
    dates = [column for column in ("start", "end") if column in names_in(actors)]
    if by is None or isinstance(by, str):
        name = by or "sector"
        if name != "sector":
            require_attribute(actors, name, engine)
        said = nw.col(name) if name in names_in(actors) else nw.lit(None)
        rows = actors.with_columns(group=said.cast(nw.String))
    else:
        given = with_given(actors.select("actor", *dates), by, "actor", engine)
        rows, labels = given.rows, given.labels
    found = engine.small(rows.select("group").unique())["group"].astype(object)
    groups, codes = encoded(labels(found).to_numpy())
    known = found[codes >= 0].tolist(), [str(code) for code in codes[codes >= 0]]
    columns = {
        name: pa.array(texts, pa.string())
        for name, texts in zip(("group", "code_"), known, strict=True)
    }
    coded = rows.join(engine.brought(pa.table(columns)), on="group", how="left")
    sector = nw.col("code_").fill_null(_UNKNOWN)
    return _Grouped(engine.kept(coded.select("actor", *dates, sector=sector)), groups)


def _as_they_are(found: pd.Series) -> pd.Series:
    return found.where(found.notna(), None)


def _batches(there: Scanned, actors: Any) -> Iterator[NetworkLike]:
    """Take the instances that met into memory, some at a time, with all that their sheets name."""
    import narwhals.stable.v2 as nw
    import pyarrow as pa

    tables, engine = there.tables, there.engine
    seats, attendance = tables["seats"], tables["attendance"]
    sheets = attendance.group_by("instance").agg(n=nw.len().cast(nw.Int64))
    held = seats.group_by("instance").agg(seats=nw.len().cast(nw.Int64))
    sizes = engine.small(sheets.join(held, on="instance", how="left")).sort_values("instance")
    rows = sizes["n"] + sizes["seats"].fillna(0)
    batch, numbers = pd.factorize((rows.cumsum() - rows) // AT_ONCE)
    instances = sizes["instance"].tolist()
    placed = {"instance": pa.array(instances, pa.string()), "batch_": pa.array(batch, pa.int64())}
    where = engine.brought(pa.table(placed))
    for number in range(len(numbers)):
        with engine.dropping():
            here = where.filter(nw.col("batch_") == number).select("instance")
            yield there.taken(_around(there, actors, here))


def _around(there: Scanned, actors: Any, here: Any) -> dict[str, Any]:
    """Return the rows of some instances, with the seats of others that their sheets name."""
    import narwhals.stable.v2 as nw

    tables, engine = there.tables, there.engine
    attendance = engine.kept(tables["attendance"].join(here, on="instance", how="semi"))
    seats = tables["seats"].join(here, on="instance", how="semi")
    if "seat" in names_in(attendance):
        named = attendance.select("seat").filter(~nw.col("seat").is_null()).unique()
        elsewhere = tables["seats"].join(here, on="instance", how="anti")
        seats = nw.concat([seats, elsewhere.join(named, on="seat", how="semi")])
    seats = engine.kept(seats)
    who = [seats.select("actor")]
    if "actor" in names_in(attendance):
        who.append(attendance.select("actor").filter(~nw.col("actor").is_null()))
    places = nw.concat([seats.select("instance"), here]).unique()
    taken = {
        "actors": actors.join(nw.concat(who).unique(), on="actor", how="semi"),
        "instances": tables["instances"].join(places, on="instance", how="semi"),
        "seats": seats,
        "attendance": attendance,
    }
    if "mandates" in tables:
        kept = seats.select("seat").unique()
        taken["mandates"] = tables["mandates"].join(kept, on="seat", how="semi")
    return taken


def _ordered(there: Scanned, by: str, found: pd.Index) -> Sequence[Hashable]:
    """Return groups of seats in the order that every engine keeps."""
    if by == "function":
        return FUNCTIONS
    if by == "role":
        return encoded(list(found))[0]
    if by == "instance":
        listed = there.engine.small(there.tables["instances"].select("instance").unique())
        return sorted(listed["instance"])
    return sorted(found)
