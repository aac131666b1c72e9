"""Pairs of actors from one wave to the next, counted in an engine: alike pairs are one row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.grouping import encoded
from concertnet.hinges.pair_steps import PairStep, PairSteps
from concertnet.relational.days import day_of
from concertnet.relational.given_groups import with_given
from concertnet.relational.labelled_actors import require_attribute
from concertnet.relational.lives import (
    LATEST,
    Scanned,
    bounded,
    in_force_on,
    microseconds_of,
    names_in,
    unbroken_rows,
)
from concertnet.relational.spell_rows import spell_rows
from concertnet.scale import Scale

__all__ = ["counted_pairs"]


def counted_pairs(
    there: Scanned,
    scale: Scale,
    waves: Sequence[pd.Timestamp],
    by: Any,
    *,
    ages: bool = False,
) -> PairSteps | None:
    """Count them as `hinges.pair_steps.pair_steps`."""
    import narwhals.stable.v2 as nw

    found = spell_rows(there, scale, "ties", None)
    if found is None:
        return None
    actors, named = _in_groups(there, by)
    ties = found.rows.filter(nw.col("source") != nw.col("target"))
    runs = (
        there.engine.kept(unbroken_rows(ties, list(found.holder), there.engine)) if ages else None
    )
    groups, codes = _coded(there, actors, named, by)
    days = [day_of(wave) for wave in waves]

    steps = [
        _step(there, actors, ties, runs, codes, len(groups), dates, two)
        for dates, two in zip(pairwise(waves), pairwise(days), strict=True)
    ]
    return PairSteps(groups, iter(steps))


def _in_groups(there: Scanned, by: Any) -> tuple[Any, Callable[[pd.Series], pd.Series]]:
    """Return actor, start, end and group, a row for each of an actor's stays, and its labels."""
    import narwhals.stable.v2 as nw

    rows = there.tables["actors"]
    bare = rows.select("actor", *_dates(rows))
    if by is None:
        return bounded(bare).with_columns(group=nw.lit("")), _as_objects
    if not isinstance(by, str):
        given = with_given(bare, by, "actor", there.engine)
        return bounded(given.rows), given.labels
    require_attribute(rows, by, there.engine)
    grouped = rows.select("actor", *_dates(rows), group=nw.col(by).cast(nw.String))
    return bounded(grouped), _as_objects


def _as_objects(found: pd.Series) -> pd.Series:
    return found.astype(object)


def _dates(rows: Any) -> list[str]:
    return [name for name in ("start", "end") if name in names_in(rows)]


def _coded(
    there: Scanned, actors: Any, named: Callable[[pd.Series], pd.Series], by: Any
) -> tuple[tuple[Any, ...], dict[Any, int]]:
    """Return the groups, and the code of each label: -1 where it says that it is unknown."""
    if by is None:
        return (None,), {"": 0}
    found = there.engine.small(actors.select("group").unique())["group"].astype(object)
    groups, codes = encoded(named(found).to_numpy())
    return groups, dict(zip(found, codes.tolist(), strict=True))


def _step(
    there: Scanned,
    actors: Any,
    ties: Any,
    runs: Any,
    codes: dict[Any, int],
    k: int,
    dates: tuple[pd.Timestamp, pd.Timestamp],
    days: tuple[int, int],
) -> PairStep:
    import narwhals.stable.v2 as nw

    present = there.engine.kept(_present(actors, *days))
    sizes = there.engine.small(
        present.group_by("group", "first", "second").agg(n=nw.len().cast(nw.Int64))
    )
    pairs = _pairs(ties, runs, *days)
    for end, letter in (("source", "a"), ("target", "b")):
        named = {"actor": end, "group": f"of_{letter}"}
        named |= {"first": f"first_{letter}", "second": f"second_{letter}"}
        pairs = pairs.join(present.rename(named), on=end, how="inner")
    pairs = pairs.with_columns(
        together=nw.col("first_a") * nw.col("first_b"),
        still=nw.col("second_a") * nw.col("second_b"),
    )
    keys = ["of_a", "of_b", "rank", "next_rank", "together", "still"]
    keys += [] if runs is None else ["began", "unbroken"]
    rows = there.engine.small(pairs.group_by(*keys).agg(n=nw.len().cast(nw.Int64)))
    one, other = (_codes_of(rows[end], codes) for end in ("of_a", "of_b"))
    known = (one >= 0) & (other >= 0)
    n = rows["n"].to_numpy(dtype=np.int64)
    numbers = {name: rows[name].to_numpy(dtype=np.int64)[known] for name in keys[2:]}
    none = np.empty(0, dtype=np.int64)
    return PairStep(
        date=dates[0],
        next_date=dates[1],
        one=one[known],
        other=other[known],
        rank=numbers["rank"],
        next_rank=numbers["next_rank"],
        together=numbers["together"] > 0,
        still=numbers["still"] > 0,
        began=none if runs is None else microseconds_of(numbers["began"]),
        unbroken=(none if runs is None else numbers["unbroken"]) > 0,
        pairs=n[known],
        sizes=_sizes(sizes, codes, k),
        unknown=int(n[~known].sum()),
    )


def _present(actors: Any, first: int, second: int) -> Any:
    """Return the actors there at one wave at least: at which, and their group at the first such."""
    import narwhals.stable.v2 as nw

    both = actors.with_columns(
        first=in_force_on(first).cast(nw.Int64), second=in_force_on(second).cast(nw.Int64)
    ).filter((nw.col("first") + nw.col("second")) > 0)
    group = nw.col("group")
    found = both.group_by("actor").agg(
        first=nw.col("first").max(),
        second=nw.col("second").max(),
        was=nw.when(nw.col("first") == 1).then(group).max(),
        now=nw.when(nw.col("second") == 1).then(group).max(),
    )
    at_first = nw.when(nw.col("first") == 1).then(nw.col("was")).otherwise(nw.col("now"))
    return found.select("actor", "first", "second", group=at_first)


def _pairs(ties: Any, runs: Any, first: int, second: int) -> Any:
    """Return the pairs tied at one wave at least, with their rank at both."""
    import narwhals.stable.v2 as nw

    def at(day: int, name: str) -> Any:
        return nw.when(in_force_on(day)).then(nw.col("level")).otherwise(nw.lit(-1)).alias(name)

    pairs = (
        ties.filter(in_force_on(first) | in_force_on(second))
        .select("source", "target", at(first, "rank"), at(second, "next_rank"))
        .group_by("source", "target")
        .agg(nw.col("rank").max(), nw.col("next_rank").max())
    )
    if runs is None:
        return pairs
    started = runs.filter(in_force_on(first)).select("source", "target", began="start")
    later = runs.filter(in_force_on(second)).select("source", "target", began_next="start")
    on = ["source", "target"]
    pairs = pairs.join(started, on=on, how="left").join(later, on=on, how="left")
    whole = nw.col("began_next").fill_null(LATEST) <= first
    return pairs.with_columns(
        began=nw.col("began").fill_null(LATEST), unbroken=whole.cast(nw.Int64)
    ).drop("began_next")


def _codes_of(labels: pd.Series, codes: dict[Any, int]) -> np.ndarray:
    return np.array([codes.get(label, -1) for label in labels.astype(object)], dtype=np.int64)


def _sizes(table: pd.DataFrame, codes: dict[Any, int], k: int) -> tuple[Any, Any, Any]:
    """Return the actors of each group: there at both waves, at the first, at the second."""
    code, n = _codes_of(table["group"], codes), table["n"].to_numpy(dtype=np.int64)
    first, second = (table[name].to_numpy(dtype=np.int64) > 0 for name in ("first", "second"))
    known = code >= 0
    return tuple(
        np.bincount(code[which & known], n[which & known], k).astype(np.int64)
        for which in (first & second, first, second)
    )  # type: ignore[return-value]
