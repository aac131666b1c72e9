"""Turnover and tenure at 1,000,000 mandates, beside pandas groupby.apply and lifelines."""

from __future__ import annotations

import ctypes
import math
import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from side_by_side import heading, line, peak, timed

import concertnet as cn
from concertnet.hinges.durations import Durations, followed_of
from concertnet.measures.time._product_limit import product_limit

SIZE = 1_000_000
SUBSAMPLE = 20_000
PER_SEAT = 20
OBSERVED = cn.Period(pd.Timestamp("2005-01-01"), pd.Timestamp("2025-01-01"))
DAY = pd.Timedelta(days=1)
LIBC = ctypes.CDLL(None)


def territory(mandates: int, seed: int = 0) -> cn.Network:
    """Return seats of twenty mandates each, over twenty years, with gaps and overlaps."""
    rng = np.random.default_rng(seed)
    seats = mandates // PER_SEAT
    actors, instances = max(seats // 5, 1), max(seats // 10, 1)
    origin = np.datetime64("2005-01-01")

    def names(letter: str, numbers: np.ndarray) -> pd.Series:
        return pd.Series(numbers).astype("str").radd(letter)

    opened = rng.integers(-2000, 2000, seats)
    seat = np.repeat(np.arange(seats), PER_SEAT)
    length, wait = rng.integers(30, 500, len(seat)), rng.integers(-20, 60, len(seat))
    ends = (length + wait).reshape(-1, PER_SEAT).cumsum(axis=1).ravel() - wait + opened[seat]
    return cn.Network(
        pd.DataFrame(
            {
                "actor": names("A", np.arange(actors)),
                "sector": rng.choice(["community", "institutional", "private"], actors),
            }
        ),
        instances=pd.DataFrame({"instance": names("I", np.arange(instances))}),
        seats=pd.DataFrame(
            {
                "seat": names("S", np.arange(seats)),
                "instance": names("I", np.arange(seats) % instances),
                "actor": names("A", rng.integers(0, actors, seats)),
                "start": origin + opened,
                "end": origin + opened + rng.integers(2000, 9000, seats),
            }
        ),
        mandates=pd.DataFrame(
            {
                "seat": names("S", seat),
                "person": names("P", rng.integers(0, mandates // 2, len(seat))),
                "function": np.where(rng.random(len(seat)) < 0.15, "alternate", "titular"),
                "start": origin + ends - length,
                "end": origin + ends,
            }
        ),
        observed=OBSERVED,
    )


def obvious_vacancy(net: cn.Network) -> float:
    """Return vacant days over days in force, seat by seat."""
    lives = net.seats.set_index("seat")

    def of_seat(rows: pd.DataFrame) -> pd.Series:
        seat = lives.loc[rows.name]
        first, last = max(seat["start"], OBSERVED.start), min(seat["end"], OBSERVED.end)
        days, reach = max((last - first) / DAY, 0), first
        vacant = 0.0
        for row in rows.sort_values("start").itertuples():
            if row.start > reach:
                vacant += max((min(row.start, last) - reach) / DAY, 0)
            reach = max(reach, row.end)
        vacant += max((last - reach) / DAY, 0)
        return pd.Series({"days": days, "vacant": vacant if days else 0.0})

    found = net.mandates.groupby("seat").apply(of_seat)
    return float(found["vacant"].sum() / found["days"].sum())


def obvious_changes(net: cn.Network) -> int:
    """Return the changes of titular, seat by seat."""
    lives = net.seats.set_index("seat")
    titulars = net.mandates[net.mandates["function"] == "titular"]

    def of_seat(rows: pd.DataFrame) -> int:
        seat = lives.loc[rows.name]
        rows = rows[(rows["start"] < seat["end"]) & (rows["end"] > seat["start"])]
        rows = rows.sort_values(["start", "end"])
        begun = (rows["start"] >= max(seat["start"], OBSERVED.start)) & (
            rows["start"] < OBSERVED.end
        )
        other = (rows["person"] != rows["person"].shift()) & rows["person"].shift().notna()
        return int((begun & other).sum())

    return int(titulars.groupby("seat").apply(of_seat).sum())


def obvious_waits(net: cn.Network) -> float:
    """Return the sum of days between successive titulars, seat by seat."""
    lives = net.seats.set_index("seat")
    titulars = net.mandates[net.mandates["function"] == "titular"]

    def of_seat(rows: pd.DataFrame) -> float:
        seat = lives.loc[rows.name]
        rows = rows[(rows["start"] < seat["end"]) & (rows["end"] > seat["start"])]
        total, reach, before = 0.0, None, None
        for row in rows.sort_values(["start", "end"]).itertuples():
            end = min(row.end, seat["end"])
            begun = max(seat["start"], OBSERVED.start) <= row.start < OBSERVED.end
            if before is not None and row.person != before and begun:
                held = min(reach, OBSERVED.end)
                total += (row.start - (min(held, end) if held > row.start else held)) / DAY
            before, reach = row.person, end if reach is None else max(reach, end)
        return total

    return float(titulars.groupby("seat").apply(of_seat).sum())


def obvious_days(spells: pd.DataFrame) -> float:
    """Return person-days, holder by holder."""

    def of_holder(rows: pd.DataFrame) -> float:
        start = rows["start"].clip(lower=OBSERVED.start)
        end = rows["end"].fillna(OBSERVED.end).clip(upper=OBSERVED.end)
        return ((end - start) / DAY).clip(lower=0).sum()

    return float(spells.groupby("holder").apply(of_holder).sum())


def obvious_kept(spells: pd.DataFrame) -> int:
    """Return how many holders of 2012 were still there in 2014, instance by instance."""

    def of_instance(rows: pd.DataFrame) -> int:
        there = [
            set(rows.loc[(rows["start"] <= when) & ~(rows["end"] <= when), "holder"])
            for when in (pd.Timestamp("2012-01-01"), pd.Timestamp("2014-01-01"))
        ]
        return len(there[0] & there[1])

    return int(spells.groupby("instance").apply(of_instance).sum())


def obvious_turnover(spells: pd.DataFrame, dates: list[pd.Timestamp]) -> pd.DataFrame:
    """Return who was kept, arrived and left between successive dates, instance by instance."""

    def of_instance(rows: pd.DataFrame) -> pd.DataFrame:
        there = [
            set(rows.loc[(rows["start"] <= when) & ~(rows["end"] <= when), "holder"])
            for when in dates
        ]
        moves = [(len(a & b), len(b - a), len(a - b)) for a, b in pairwise(there)]
        return pd.DataFrame(moves, columns=["kept", "arrived", "left"])

    return spells.groupby("instance").apply(of_instance)


def beside_apply() -> None:
    """Compare on a subsample: the obvious way takes minutes on the whole."""
    net = territory(SUBSAMPLE)
    spells = net.spells("representatives")
    handed = cn.handover(net).iloc[0]
    days = cn.person_time(spells, observed=OBSERVED).loc[0, "days"]
    assert math.isclose(cn.vacancy(net).loc[0, "vacant_share"], obvious_vacancy(net), rel_tol=1e-9)
    assert cn.representative_turnover(net).loc[0, "changes"] == obvious_changes(net)
    assert math.isclose(handed["mean_days"] * handed["handovers"], obvious_waits(net), rel_tol=1e-9)
    assert math.isclose(days, obvious_days(spells), rel_tol=1e-9)
    by_year = cn.turnover_over_time(spells, by="instance", observed=OBSERVED)
    dates = [by_year["from_date"].iloc[0], *by_year["until_date"].drop_duplicates()]
    moves = by_year.sort_values(["instance", "from_date"])[["kept", "arrived", "left"]]
    assert (moves.to_numpy() == obvious_turnover(spells, dates).to_numpy()).all()
    heading(f"{SUBSAMPLE:,} mandates, beside pandas groupby.apply (wanted: at least 20x)")
    for what, ours, theirs in (
        ("vacancy", lambda: cn.vacancy(net), lambda: obvious_vacancy(net)),
        (
            "representative_turnover",
            lambda: cn.representative_turnover(net),
            lambda: obvious_changes(net),
        ),
        ("handover", lambda: cn.handover(net), lambda: obvious_waits(net)),
        (
            "person_time",
            lambda: cn.person_time(spells, observed=OBSERVED),
            lambda: obvious_days(spells),
        ),
        (
            "turnover_over_time",
            lambda: cn.turnover_over_time(spells, by="instance", observed=OBSERVED),
            lambda: obvious_turnover(spells, dates),
        ),
    ):
        line(what, timed(ours), timed(theirs, 1), wanted="(at least 20x)")


def retention_by_instance(net: cn.Network) -> None:
    """Compare on the whole: groups are few."""
    spells = net.spells("representatives")

    def ours() -> int:
        return cn.retention(spells, "2012", "2014", by="instance")["kept"].sum()

    assert ours() == obvious_kept(spells)
    heading(f"{len(spells):,} spells at {len(net.instances):,} instances")
    theirs = timed(lambda: obvious_kept(spells), 1)
    line("retention, beside groupby.apply", timed(ours), theirs, wanted="(at least 20x)")


def beside_lifelines(net: cn.Network) -> None:
    spells = net.spells("representatives")
    spells = spells[(spells["start"] < OBSERVED.end) & ~(spells["end"] <= OBSERVED.start)]
    seen = spells["end"].fillna(OBSERVED.end).clip(upper=OBSERVED.end)
    exits = (seen - spells["start"]).dt.days.to_numpy()
    entry = (OBSERVED.start - spells["start"]).dt.days.clip(lower=0).to_numpy()
    ended = (spells["end"] < OBSERVED.end).to_numpy()
    durations = Durations(entry, exits, ended, np.zeros(len(exits), dtype=np.int64))

    def theirs() -> KaplanMeierFitter:
        return KaplanMeierFitter().fit(exits, ended, entry=entry)

    def whole() -> cn.Tenure:
        return cn.tenure(spells, observed=OBSERVED)

    curve, fitter = whole().curve.set_index("time"), theirs()
    np.testing.assert_allclose(
        curve["survival"],
        fitter.survival_function_["KM_estimate"].reindex(curve.index),
        rtol=1e-9,
        atol=1e-12,
    )
    heading(f"The curve of {len(spells):,} spells with late entry, beside lifelines")
    peer = timed(theirs, 7)
    ours = timed(lambda: product_limit(followed_of(durations)), 7)
    line("the curve, from the same arrays", ours, peer, wanted="(at least 1x)")
    line("tenure, from spells: dates, joining, medians", timed(whole), peer)

    # lifelines tests without late entry: those that began while observed
    young = spells["start"] >= OBSERVED.start
    seen_whole, groups = spells[young], spells.loc[young, "sector"]

    def tested() -> cn.LogRank:
        return cn.logrank(seen_whole, by="sector", observed=OBSERVED)

    def tested_there() -> Any:
        return multivariate_logrank_test(exits[young], groups, ended[young])

    assert math.isclose(tested().statistic, tested_there().test_statistic, rel_tol=1e-9)
    line("logrank, from spells, beside lifelines", timed(tested), timed(tested_there))


def measures(net: cn.Network) -> dict[str, Callable[[], Any]]:
    return {
        "retention": lambda: cn.retention(net, "2012", "2014", of="representatives", by="instance"),
        "turnover_over_time": lambda: cn.turnover_over_time(net, of="representatives", by="sector"),
        "representative_turnover": lambda: cn.representative_turnover(net, by="sector"),
        "tenure": lambda: cn.tenure(net, by="sector"),
        "logrank": lambda: cn.logrank(net, by="sector"),
        "vacancy": lambda: cn.vacancy(net, by="sector"),
        "handover": lambda: cn.handover(net, by="sector"),
        "person_time": lambda: cn.person_time(net, of="representatives", by="sector"),
    }


def growth(net: cn.Network) -> None:
    """Time every measure from the tables on, the making of spells included."""
    small = measures(territory(SIZE // 100))
    print(f"\nFrom the tables of {SIZE:,} mandates (at most 3 s and 1536 MB); growth from 1/100")
    print(f"{'':<30} {'seconds':>10} {'MB':>8} {'exponent':>10}")
    for name, measure in measures(net).items():
        seconds = timed(measure)
        exponent = math.log(seconds / timed(small[name], 7), 100)
        LIBC.malloc_trim(0)  # else what earlier runs freed is used again, and not counted
        print(f"{name:<30} {seconds:>10.2f} {peak(measure):>8.0f} {exponent:>10.2f}")


def run() -> None:
    warnings.simplefilter("ignore", UserWarning)
    beside_apply()
    net = territory(SIZE)
    retention_by_instance(net)
    beside_lifelines(net)
    growth(net)


if __name__ == "__main__":
    run()
