"""Spells counted by age in an engine: all that the curves of survival and their tests need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.durations import Followed, SurvivalCounts
from concertnet.relational.days import day_of
from concertnet.relational.engine import count_of
from concertnet.relational.lives import EARLIEST, Scanned, microseconds_of, unbroken_rows
from concertnet.relational.spell_rows import SpellRows, sorted_groups, spell_rows
from concertnet.scale import Scale
from concertnet.tables.cells.dates import Period

__all__ = ["counted_survival"]


def counted_survival(
    there: Scanned, scale: Scale, of: str, by: Any, observed: Period
) -> SurvivalCounts | None:
    """Count them as `hinges.durations.survival_counts`: only ages and their numbers come over."""
    import narwhals.stable.v2 as nw

    found = spell_rows(there, scale, of, by)
    if found is None:
        return None
    holder = list(found.holder)
    first, last = day_of(observed.start), day_of(observed.end)
    groups, codes = _groups(there, found, by)
    if not len(groups):
        found.require_groups()
    runs, engine = unbroken_rows(found.rows, holder, there.engine), there.engine
    start, end = nw.col("start"), nw.col("end")
    unknown = 0
    if by is None:
        pieces = runs.with_columns(begins=start, stops=end, group=nw.lit(0))
    else:
        runs = engine.kept(runs.rename({"start": "begins", "end": "stops"}))
        lost = found.rows.filter(nw.col("group").is_null())
        unseen = _of_runs(unbroken_rows(lost, holder, engine), runs, holder)
        unseen = unseen.filter((start < last) & (end > first))
        unknown = count_of(engine, unseen.select(*holder, "begins").unique())
        known = found.rows.filter(~nw.col("group").is_null())
        pieces = _of_runs(unbroken_rows(known, [*holder, "group"], engine), runs, holder)
    seen = pieces.with_columns(
        followed=nw.max_horizontal(start, nw.lit(first)),
        until=nw.min_horizontal(end, nw.lit(last)),
        ended=((end == nw.col("stops")) & (end < last)).cast(nw.Int64),
        dated=(nw.col("begins") != EARLIEST).cast(nw.Int64),
    ).filter(nw.col("followed") < nw.col("until"))
    seen = engine.kept(seen)
    spells, undated = _spells(there, seen, holder, codes, len(groups), by)
    n, ended, unknown_start = _in_all(there, seen, holder, by)
    dated = seen.filter(nw.col("dated") == 1)
    ages = {}
    for name, more in (("followed", {}), ("until", {"ended": nw.col("ended").sum()})):
        aged = dated.with_columns(age=nw.col(name) - nw.col("begins"))
        counted = aged.group_by("group", "age").agg(n=nw.len().cast(nw.Int64), **more)
        table = there.engine.small(counted)
        table["code"] = table["group"].map(codes).astype("int64")
        ages[name] = table.sort_values(["code", "age"])
    entries, exits = ages["followed"], ages["until"]
    return SurvivalCounts(
        groups=groups,
        followed=Followed(
            *_columns(entries, "n"),
            *_columns(exits, "n"),
            exits["ended"].to_numpy(dtype=np.int64),
        ),
        spells=spells,
        undated=undated,
        n=n,
        ended=ended,
        unknown_start=unknown_start,
        unknown=unknown,
    )


def _of_runs(pieces: Any, runs: Any, holder: list[str]) -> Any:
    """Return each piece with the beginning and the end of the unbroken spell that it is part of."""
    import narwhals.stable.v2 as nw

    both = pieces.join(runs, on=holder, how="inner")
    inside = (nw.col("begins") <= nw.col("start")) & (nw.col("end") <= nw.col("stops"))
    return both.filter(inside)


def _groups(there: Scanned, spells: SpellRows, by: Any) -> tuple[pd.Index, dict[Any, int]]:
    import narwhals.stable.v2 as nw

    if by is None:
        return pd.Index([""]), {0: 0}
    known = spells.rows.select("group").filter(~nw.col("group").is_null()).unique()
    found = there.engine.small(known)
    groups, code = sorted_groups(spells.labels(found["group"]))
    return groups, dict(zip(found["group"], code.tolist(), strict=True))


def _spells(
    there: Scanned, seen: Any, holder: list[str], codes: dict[Any, int], k: int, by: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return, by group, the spells of known start, and the others: each counts once."""
    import narwhals.stable.v2 as nw

    kept = [*holder, "begins", "group", "dated"]
    each = seen.select(*kept) if by is None else seen.select(*kept).unique()
    table = there.engine.small(each.group_by("group", "dated").agg(n=nw.len().cast(nw.Int64)))
    counts = np.zeros((2, k), dtype=np.int64)
    at = table["dated"].to_numpy(dtype=np.int64), table["group"].map(codes).to_numpy(dtype=np.int64)
    np.add.at(counts, at, table["n"].to_numpy(dtype=np.int64))
    return counts[1], counts[0]


def _in_all(there: Scanned, seen: Any, holder: list[str], by: str | None) -> tuple[int, int, int]:
    """Return spells of known start, those of them seen to end, and spells of unknown start."""
    import narwhals.stable.v2 as nw

    each = seen
    if by is not None:
        each = seen.group_by(*holder, "begins", "dated").agg(nw.col("ended").max())
    counts = {"n": nw.len().cast(nw.Int64), "ended": nw.col("ended").sum()}
    table = there.engine.small(each.group_by("dated").agg(**counts)).set_index("dated")
    found = table.reindex([1, 0], fill_value=0).to_numpy(dtype=np.int64)
    return int(found[0, 0]), int(found[0, 1]), int(found[1, 0])


def _columns(table: pd.DataFrame, n: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        table["code"].to_numpy(dtype=np.int64),
        microseconds_of(table["age"]),
        table[n].to_numpy(dtype=np.int64),
    )
