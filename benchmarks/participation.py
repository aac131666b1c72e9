"""Attendance at 1,000,000 rows, contributions and first ties, beside the same in pandas."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from side_by_side import heading, line, timed

import concertnet as cn

SIZE = 1_000_000
SEATS, MEETINGS = 20, 100  # of an instance
SECTORS = np.array(["community", "institutional", "private", "social_economy"])


def names(letter: str, numbers: np.ndarray) -> pd.Series:
    """Return ids."""
    return pd.Series(numbers).astype("str").radd(letter)


def territory(rows: int = SIZE, seed: int = 0) -> cn.Network:
    """Return instances of twenty seats and a hundred meetings, each seat with a row at each."""
    rng = np.random.default_rng(seed)
    instances = rows // (SEATS * MEETINGS)
    seats, actors = instances * SEATS, instances * SEATS // 3
    seat = np.repeat(np.arange(seats), MEETINGS)
    when = np.tile(np.arange(MEETINGS) * 30, seats)
    present = pd.array(rng.random(len(seat)) < 0.8, dtype="boolean")
    gifts = rows // 10
    return cn.Network(
        pd.DataFrame(
            {"actor": names("A", np.arange(actors)), "sector": rng.choice(SECTORS, actors)}
        ),
        instances=pd.DataFrame({"instance": names("I", np.arange(instances))}),
        seats=pd.DataFrame(
            {
                "seat": names("S", np.arange(seats)),
                "instance": names("I", np.arange(seats) // SEATS),
                "actor": names("A", rng.integers(0, actors, seats)),
            }
        ),
        attendance=pd.DataFrame(
            {
                "instance": names("I", seat // SEATS),
                "date": np.datetime64("2015-01-01") + when,
                "seat": names("S", seat),
                "present": present,
            }
        ),
        contributions=pd.DataFrame(
            {
                "actor": names("A", rng.integers(0, actors, gifts)),
                "instance": names("I", rng.integers(0, instances, gifts)),
                "resource": rng.choice(["money", "staff", "premises"], gifts),
                "start": np.datetime64("2016-01-01") + rng.integers(0, 2000, gifts),
            }
        ),
        observed=("2015", "2024"),
    )


def obvious_rate(net: cn.Network) -> pd.Series:
    """Return present over listed by instance: no seat in force, no guest, no sheet is looked at."""
    rows = net.attendance.merge(net.seats[["seat", "instance"]], on="seat", suffixes=("", "_of"))
    known = rows.groupby("instance")["present"].agg(["sum", "size"])
    return (known["sum"] / known["size"]).astype(float)


def obvious_quorum(net: cn.Network) -> pd.Series:
    """Return the share of meetings with somebody of each of three sectors."""
    rows = net.attendance.loc[net.attendance["present"], ["instance", "date", "seat"]]
    rows = rows.merge(net.seats[["seat", "actor"]], on="seat")
    rows = rows.merge(net.actors[["actor", "sector"]], on="actor")
    rows = rows[rows["sector"].isin(["community", "institutional", "private"])]
    there = rows.groupby(["instance", "date"])["sector"].nunique() == 3
    meetings = net.attendance.groupby("instance")["date"].nunique()
    return (there.groupby(level="instance").sum() / meetings).fillna(0)


def obvious_dormant(net: cn.Network) -> int:
    """Return how many seats were absent at their last three meetings."""
    rows = net.attendance.sort_values("date").groupby("seat")["present"]
    return int((rows.apply(lambda said: not said.tail(3).any())).sum())


def obvious_received(net: cn.Network) -> pd.Series:
    """Return what each actor receives, by a join of contributions with who sits."""
    members = net.seats[["instance", "actor"]].drop_duplicates()
    gifts = net.tables["contributions"].reset_index(names="gift")
    rows = gifts.merge(members, on="instance", suffixes=("", "_of"))
    rows = rows[rows["actor"] != rows["actor_of"]]
    rows["part"] = 1 / rows.groupby("gift")["gift"].transform("size")
    return rows.groupby("actor_of")["part"].sum()


def main() -> None:
    """Compare, once sure that both say the same."""
    net = territory()
    rate = cn.attendance_rate(net).set_index("instance")["rate"]
    pd.testing.assert_series_equal(
        rate, obvious_rate(net).reindex(rate.index), check_names=False, check_index_type=False
    )
    share = cn.sector_quorum(net).set_index("instance")["share"]
    assert np.allclose(share, obvious_quorum(net).reindex(share.index))
    assert len(cn.dormant_seats(net)) == obvious_dormant(net)
    received, theirs = cn.contribution_balance(net)["received"], obvious_received(net)
    assert math.isclose(received.sum(), theirs.sum(), rel_tol=1e-9)
    heading(f"{len(net.attendance):,} rows of attendance, beside pandas (wanted: under 1 s)")
    for what, ours, peer in (
        ("attendance_rate", cn.attendance_rate, obvious_rate),
        ("sector_quorum", cn.sector_quorum, obvious_quorum),
        ("dormant_seats", cn.dormant_seats, obvious_dormant),
    ):
        taken = timed(lambda ours=ours: ours(net))
        line(what, taken, timed(lambda peer=peer: peer(net), 1), wanted="< 1 s")
    by_sector = timed(lambda: cn.attendance_rate(net, by="sector"))
    print(f"{'attendance_rate, by sector':<58} {by_sector:>10.4g}")
    heading(f"{len(net.tables['contributions']):,} contributions")
    ours = timed(lambda: cn.contribution_balance(net))
    line("contribution_balance", ours, timed(lambda: obvious_received(net), 1))


if __name__ == "__main__":
    main()
