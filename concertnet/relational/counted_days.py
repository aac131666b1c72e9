"""Days of seats counted in an engine: in force, filled, filled by a titular."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import OutsideObservation
from concertnet.hinges.grouping import column_of
from concertnet.hinges.observed import observed_part
from concertnet.hinges.seat_days import SeatDays
from concertnet.relational.days import day_of
from concertnet.relational.engine import count_of
from concertnet.relational.lives import (
    Scanned,
    bounded,
    cut_to,
    dates_counted,
    names_in,
    unbroken_rows,
)
from concertnet.relational.spell_rows import seats_in_groups, sorted_groups
from concertnet.scale import Scale
from concertnet.tables.cells.dates import PeriodLike
from concertnet.words import Word

__all__ = ["counted_days"]


def counted_days(
    there: Scanned, _scale: Scale, by: Any, observed: PeriodLike | None
) -> SeatDays | None:
    """Count them as `hinges.seat_days.seat_days`."""
    import narwhals.stable.v2 as nw

    tables, engine = there.tables, there.engine
    if not {"instances", "seats", "mandates"} <= set(tables):
        return None
    period = observed_part(there.covers, observed)
    first, last = day_of(period.start), day_of(period.end)
    grouped, named = seats_in_groups(there, by)
    stretches = engine.kept(grouped)
    if dates_counted(there, None, "mandates").none_written:
        raise OutsideObservation("error_undated_table", table=Word("table_mandates"))
    mandates = bounded(tables["mandates"])
    stays = unbroken_rows(stretches, ["seat"], engine).rename({"start": "from", "end": "until"})
    met = cut_to(mandates.select("seat", "start", "end"), "seat", stays).select("seat").unique()
    met = engine.kept(met.with_columns(recorded=nw.lit(1)))
    seen = stretches.with_columns(
        start=nw.max_horizontal(nw.col("start"), nw.lit(first)),
        end=nw.min_horizontal(nw.col("end"), nw.lit(last)),
    ).filter(nw.col("start") < nw.col("end"))
    seen = seen.join(met, on="seat", how="left").with_columns(nw.col("recorded").fill_null(0))
    seen = engine.kept(seen)
    recorded = seen.filter(nw.col("recorded") == 1)
    known = stretches.select("group").filter(~nw.col("group").is_null()).unique()
    labels = pd.Series([""]) if by is None else engine.small(known)["group"]
    groups, code = sorted_groups(named(labels))
    place = dict(zip(labels, code.tolist(), strict=True))

    def by_group(rows: Any, value: Any) -> np.ndarray:
        found = engine.small(rows.group_by("group").agg(n=value)).dropna(subset=["group"])
        out = np.zeros(len(groups))
        out[found["group"].map(place).to_numpy(dtype=np.int64)] = found["n"].to_numpy(dtype=float)
        return out

    def covered(rows: Any) -> np.ndarray:
        runs = unbroken_rows(rows, ["seat"], engine)
        both = cut_to(recorded, "seat", runs.rename({"start": "from", "end": "until"}))
        return by_group(both, (nw.col("end") - nw.col("start")).sum())

    def seats(rows: Any) -> np.ndarray:
        each = rows.select("seat", "group").unique()
        return by_group(each, nw.len().cast(nw.Int64)).astype(np.int64)

    lost = seen.filter(nw.col("group").is_null()).select("seat").unique()
    return SeatDays(
        period=period,
        by=column_of(by),
        groups=groups,
        seats=seats(recorded),
        unrecorded=seats(seen.filter(nw.col("recorded") == 0)),
        in_force=by_group(recorded, (nw.col("end") - nw.col("start")).sum()),
        filled=covered(mandates),
        by_titulars=covered(_titulars(mandates)),
        unknown=count_of(engine, lost),
    )


def _titulars(mandates: Any) -> Any:
    """Return the mandates of titulars: where no function is stated, it is one."""
    import narwhals.stable.v2 as nw

    if "function" not in names_in(mandates):
        return mandates
    function = nw.col("function")
    return mandates.filter(function.is_null() | (function == "titular"))
