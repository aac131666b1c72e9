"""Ties, seats and agreements over twenty years, up to 1,000,000 ties, beside pandas by group."""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Callable, Iterable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, heavy_tailed, line, peak, timed

import concertnet as cn
from concertnet.network import _from_checked

SIZES = (10_000, 100_000, 1_000_000)
SEATS_PER_INSTANCE = 20
SECTORS = np.array(["community", "institutional", "private", "social_economy"])
OBSERVED = cn.Period(pd.Timestamp("2004-01-01"), pd.Timestamp("2024-01-01"))
LIBC = ctypes.CDLL(None)
DATES = ("2008-01-01", "2014-01-01", "2020-01-01")


def invented(ties: int, *, seed: int = 0) -> cn.Network:
    """Return a network with a tenth as many actors, seats and agreements as ties.

    Some pairs have several ties in turn, and some actors leave.
    """
    rng = np.random.default_rng(seed)
    n, one, other, sector = heavy_tailed(ties * 9 // 10, seed=seed)
    again = rng.integers(0, len(one), ties - len(one))
    one, other = np.concatenate([one, one[again]]), np.concatenate([other, other[again]])
    seats = agreements = ties // 10
    parties = rng.integers(0, n, (agreements, 3))
    given = {
        "actors": {
            "actor": labels("a", np.arange(n)),
            "sector": SECTORS[sector],
            "end": some_missing(rng, dates(rng, n, first=15), 0.9),
        },
        "ties": {
            "source": labels("a", one),
            "target": labels("a", other),
            "level": np.array(cn.BOURQUE.levels, dtype=object)[rng.integers(0, 3, ties)],
            **spells(rng, ties),
        },
        "instances": {"instance": labels("i", np.arange(seats // SEATS_PER_INSTANCE + 1))},
        "seats": {
            "seat": labels("s", np.arange(seats)),
            "instance": labels("i", np.arange(seats) // SEATS_PER_INSTANCE),
            "actor": labels("a", rng.integers(0, n, seats)),
            **spells(rng, seats),
        },
        "agreements": {
            "agreement": labels("g", np.arange(agreements)),
            "parties": ["; ".join(f"a{p}" for p in row) for row in parties.tolist()],
            **spells(rng, agreements),
        },
    }
    nothing = cn.Network(pd.DataFrame({"actor": ["a"]})).tables
    tables = {
        name: pd.DataFrame(given.get(name, {}), columns=frame.columns).astype(frame.dtypes)
        for name, frame in nothing.items()
    }
    return _from_checked(tables, scale=cn.BOURQUE, observed=OBSERVED, about=cn.About(), problems=())


def labels(prefix: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(prefix, numbers.astype(str)).astype(object)


def dates(rng: np.random.Generator, n: int, *, first: int = 0) -> pd.Series:
    days = rng.integers(first * 365, 20 * 365, n)
    return pd.Series(np.datetime64("2004-01-01", "us") + days.astype("timedelta64[D]"))


def some_missing(rng: np.random.Generator, instants: pd.Series, share: float) -> pd.Series:
    return instants.mask(rng.random(len(instants)) < share)


def spells(rng: np.random.Generator, n: int) -> dict[str, pd.Series]:
    start = dates(rng, n)
    end = start + pd.to_timedelta(rng.integers(90, 3000, n), unit="D")
    return {"start": some_missing(rng, start, 0.1), "end": some_missing(rng, end, 0.2)}


MEASURES: dict[str, Callable[[cn.Network], Any]] = {
    "transitions, 20 waves": cn.transitions,
    "escalation by sector, 20 waves": lambda net: cn.escalation(net, by="sector"),
    "tie_persistence, 20 waves": lambda net: cn.tie_persistence(net, by="sector", by_level=True),
    "conversion to agreement": lambda net: cn.conversion(net, at="2014", by="sector"),
    "conversion to partnership": lambda net: cn.conversion(net, at="2014", to="partnership"),
    "agreement_status": lambda net: cn.agreement_status(net, at="2014"),
}


def growth() -> None:
    """Print the seconds at each size, the exponent of growth, the memory at the largest."""
    nets = {size: invented(size) for size in SIZES}
    titles = "".join(f"{size:>12,}" for size in SIZES)
    print(f"\nSeconds by number of ties{'':<7}{titles}    exponent   MB at most   (under 3 s)")
    for name, measure in MEASURES.items():
        measure(nets[SIZES[0]])
        taken = [timed(lambda net=net, m=measure: m(net)) for net in nets.values()]
        exponent = math.log(taken[-1] / taken[0]) / math.log(SIZES[-1] / SIZES[0])
        LIBC.malloc_trim(0)  # else what earlier runs freed is used again, and not counted
        largest = peak(lambda m=measure: m(nets[SIZES[-1]]))
        figures = "".join(f"{seconds:>12.3f}" for seconds in taken)
        print(f"{name:<32}{figures}{exponent:>12.2f}{largest:>13.0f}")


def levels_apply(net: cn.Network) -> pd.DataFrame:
    """Return the level of each pair at each wave, pair by pair."""
    ties = net.spells("ties")
    ties["rank"] = ties["level"].map({level: i for i, level in enumerate(net.scale.levels)})
    start, end = (
        ties["start"].fillna(pd.Timestamp("1700")),
        ties["end"].fillna(pd.Timestamp("2200")),
    )
    ties = ties.assign(start=start, end=end)
    waves = [pd.Timestamp(when) for when in DATES]

    def level_at(rows: pd.DataFrame) -> pd.Series:
        return pd.Series(
            {w: rows.loc[(rows["start"] <= w) & (w < rows["end"]), "rank"].max() for w in waves}
        )

    return ties.groupby("holder")[["start", "end", "rank"]].apply(level_at)


def transitions_apply(net: cn.Network) -> dict[tuple[pd.Timestamp, str, str], int]:
    """Count the transitions between levels."""
    levels, counts = levels_apply(net), {}
    for wave, after in pairwise(levels.columns):
        table = pd.crosstab(levels[wave], levels[after])
        for (before, later), pairs in table.stack().items():
            counts[wave, net.scale.levels[int(before)], net.scale.levels[int(later)]] = pairs
    return counts


def escalation_apply(net: cn.Network) -> list[list[int]]:
    """Count the ties that rose, stayed, fell, went and came."""
    levels = levels_apply(net)
    rows = []
    for wave, after in pairwise(levels.columns):
        first, then = levels[wave], levels[after]
        gone, come = first.notna() & then.isna(), first.isna() & then.notna()
        changes = (then > first, then == first, then < first, gone, come)
        rows.append([int(change.sum()) for change in changes])
    return rows


def told_of_escalation(table: pd.DataFrame) -> list[list[int]]:
    gone, come = table["dissolved"] + table["left"], table["formed"] + table["arrived"]
    three = table[["escalated", "stayed", "de_escalated"]]
    return three.assign(gone=gone, come=come).to_numpy().tolist()


def persistence_apply(net: cn.Network) -> list[list[int]]:
    """Count the ties of each wave, those that the next still has, and those that are new."""
    tied = levels_apply(net).notna()
    return [
        [int(tied[a].sum()), int((tied[a] & tied[b]).sum()), int((~tied[a] & tied[b]).sum())]
        for a, b in pairwise(tied.columns)
    ]


def told_of_persistence(table: pd.DataFrame) -> list[list[int]]:
    come = table["formed"] + table["arrived"]
    return table[["before", "sustained"]].assign(come=come).to_numpy().tolist()


def conversion_sets(net: cn.Network, at: str, until: str) -> list[list[int]]:
    """Return pairs, pairs with an agreement and pairs that came to one, sitting together or not."""
    now, first, last = net.at(at), pd.Timestamp(at), pd.Timestamp(until)

    def paired(members: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
        return {pair for whole in members for pair in combinations(sorted(set(whole)), 2)}

    there = set(now.actors["actor"])
    sat = paired(now.seats.groupby("instance")["actor"].apply(list))
    begun = (net.agreements["start"] > first) & (net.agreements["start"] < last)
    held = ~(net.agreements["start"] > first) & ~(net.agreements["end"] <= first)
    already, came = (
        {p for p in paired(net.agreements.loc[rows, "parties"].str.split("; ")) if there >= {*p}}
        for rows in (held, begun)
    )
    came -= already
    every = len(there) * (len(there) - 1) // 2
    return [
        [len(sat), len(already & sat), len(came & sat)],
        [every - len(sat), len(already - sat), len(came - sat)],
    ]


def tied_in_both(table: pd.DataFrame, levels: tuple[str, ...]) -> dict[tuple, int]:
    table = table[table["level"].isin(levels) & table["next_level"].isin(levels)]
    return table.set_index(["from_date", "level", "next_level"])["pairs"].to_dict()


def partnerships_apply(net: cn.Network, when: str) -> float:
    """Return the share of partnerships without an agreement, row by row."""
    now = net.at(when).level("partnership")
    parties = net.agreements.pipe(lambda a: a[~(a["start"] > when) & ~(a["end"] <= when)])
    held = {
        frozenset((a, b))
        for text in parties["parties"]
        for a in text.split("; ")
        for b in text.split("; ")
    }
    pairs = now.ties[["source", "target"]].apply(frozenset, axis=1).unique()
    return float(np.mean([pair not in held for pair in pairs]))


def beside_pandas(ties: int = 10_000) -> None:
    net = invented(ties)
    ours = tied_in_both(cn.transitions(net, *DATES), net.scale.levels)
    assert ours == transitions_apply(net), "the two must count the same transitions"
    found = cn.agreement_status(net, at="2014").without_agreement_share
    assert math.isclose(found, partnerships_apply(net, "2014"))
    assert told_of_escalation(cn.escalation(net, *DATES)) == escalation_apply(net)
    assert told_of_persistence(cn.tie_persistence(net, *DATES)) == persistence_apply(net)
    counts = cn.conversion(net, at="2014").pairs[["pairs", "already_converted", "converted"]]
    assert counts.to_numpy().tolist() == conversion_sets(net, "2014-01-01", "2016-01-01")
    heading(f"{ties:,} ties, beside pandas groupby.apply and apply")
    line(
        "transitions, three waves",
        timed(lambda: cn.transitions(net, *DATES)),
        timed(lambda: transitions_apply(net)),
        wanted="(at least 20x)",
    )
    line(
        "escalation, three waves",
        timed(lambda: cn.escalation(net, *DATES)),
        timed(lambda: escalation_apply(net)),
    )
    line(
        "tie_persistence, beside its counts",
        timed(lambda: cn.tie_persistence(net, *DATES)),
        timed(lambda: persistence_apply(net)),
    )
    line(
        "conversion, beside its counts",
        timed(lambda: cn.conversion(net, at="2014")),
        timed(lambda: conversion_sets(net, "2014-01-01", "2016-01-01")),
    )
    line(
        "agreement_status",
        timed(lambda: cn.agreement_status(net, at="2014")),
        timed(lambda: partnerships_apply(net, "2014")),
    )


def run() -> None:
    """Print how these measures grow, and how they compare."""
    beside_pandas()
    growth()


if __name__ == "__main__":
    run()
