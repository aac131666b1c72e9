"""Moves counted in an engine: who stayed, came and went between moments."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.grouping import column_of
from concertnet.hinges.moves import Moment, Moves
from concertnet.relational.days import day_of
from concertnet.relational.lives import Scanned, in_force_on
from concertnet.relational.spell_rows import sorted_groups, spell_rows
from concertnet.scale import Scale

__all__ = ["counted_moves"]


def counted_moves(
    there: Scanned, scale: Scale, of: str, by: Any, _observed: Any, moments: Sequence[Moment]
) -> Moves | None:
    """Count them as `hinges.moves.moves`: one pass over the rows, one over their holders."""
    import narwhals.stable.v2 as nw

    found = spell_rows(there, scale, of, by)
    if found is None:
        return None
    flags = [f"at_{i}" for i in range(len(moments))]
    present = {
        flag: _there_at(moment).cast(nw.Int64) for flag, moment in zip(flags, moments, strict=True)
    }
    rows = found.rows.with_columns(**present)
    group = [] if by is None else ["group"]
    cells = rows.group_by(*found.holder, *group).agg(*(nw.col(flag).max() for flag in flags))
    steps = list(pairwise(flags))
    if by is None:
        table = there.engine.small(cells.select(**_sums(steps)))
        return _moves(None, pd.Index([""]), table, np.array([0]), steps, np.zeros(len(steps)))
    cells = there.engine.kept(cells)
    lost = cells.filter(nw.col("group").is_null())
    either = {f"n_{i}": nw.max_horizontal(*step).sum() for i, step in enumerate(steps)}
    unknown = there.engine.small(lost.select(**either)).fillna(0).to_numpy(dtype=np.int64)[0]
    known = cells.filter(~nw.col("group").is_null())
    if unknown.any():  # they neither came nor went in the steps where their group is missing
        gone = lost.select(
            *found.holder,
            **{f"lost_{i}": nw.max_horizontal(*step) for i, step in enumerate(steps)},
        )
        known = known.join(gone, on=list(found.holder), how="left")
    table = there.engine.small(known.group_by("group").agg(**_sums(steps, lost=unknown.any())))
    if not len(table):
        found.require_groups()
    groups, place = sorted_groups(found.labels(table["group"]))
    return _moves(column_of(by), groups, table, place, steps, unknown)


def _there_at(moment: Moment) -> Any:
    import narwhals.stable.v2 as nw

    if moment.period is None:
        return in_force_on(day_of(moment.start))
    first, last = day_of(moment.start), day_of(moment.end)
    return (nw.col("start") < last) & (nw.col("end") > first)


def _sums(steps: Sequence[tuple[str, str]], *, lost: bool = False) -> dict[str, Any]:
    import narwhals.stable.v2 as nw

    sums = {}
    for i, (one, other) in enumerate(steps):
        before, after = nw.col(one), nw.col(other)
        if lost:
            seen = 1 - nw.col(f"lost_{i}").fill_null(0)
            before, after = before * seen, after * seen
        sums[f"kept_{i}"] = (before * after).sum()
        sums[f"came_{i}"] = (after - before * after).sum()
        sums[f"left_{i}"] = (before - before * after).sum()
    return sums


def _moves(
    by: str | None,
    groups: pd.Index,
    table: pd.DataFrame,
    place: np.ndarray,
    steps: Sequence[Any],
    unknown: Any,
) -> Moves:
    def counts(name: str) -> np.ndarray:
        out = np.zeros((len(steps), len(groups)), dtype=np.int64)
        for i in range(len(steps)):
            out[i, place] = table[f"{name}_{i}"].fillna(0).to_numpy(dtype=np.int64)
        return out

    unknown = np.asarray(unknown, dtype=np.int64)
    return Moves(by, groups, counts("kept"), counts("came"), counts("left"), unknown)
