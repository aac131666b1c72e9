import itertools
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    DAY,
    LENGTH,
    ORIGIN,
    cut_in_two,
    day,
    over_time,
    tables_over_time,
    there,
    tied_on,
)

COUNTS = ["before", "sustained", "interrupted", "dissolved", "left", "formed", "arrived"]


@pytest.fixture
def net() -> cn.Network:
    """Five actors; d leaves in 2021 and e arrives then."""
    actors = pd.DataFrame(
        {
            "actor": ["a", "b", "c", "d", "e"],
            "sector": ["private", "community", "community", "private", None],
            "start": [None, None, None, None, "2021"],
            "end": [None, None, None, "2021-06-30", None],
        }
    )
    ties = pd.DataFrame(
        [
            ("a", "b", "collaboration", "2020-01-02", "2020-12-31"),
            ("a", "b", "partnership", "2020-12-31", None),  # rises: the tie is not broken
            ("a", "c", "concertation", "2020-06-01", "2020-09-01"),
            ("a", "c", "concertation", "2021-01-01", None),  # broken in between
            ("b", "c", "concertation", "2020-06-21", "2020-12-31"),
            ("a", "d", "concertation", "2020-05-02", None),
            ("b", "e", "collaboration", "2021", None),
        ],
        columns=["source", "target", "level", "start", "end"],
    )
    return cn.Network(actors, ties, observed=("2020", "2021"))


DATES = ("2020-07-01", "2021-07-01")


def test_worked_by_hand(net):
    row = cn.tie_persistence(net, *DATES).iloc[0]
    assert row[COUNTS].tolist() == [4, 2, 1, 1, 1, 0, 1]
    assert row["sustained_share"] == pytest.approx(2 / 4)
    # on 1 July 2020: a b since 181 days, a c 30, b c 10, a d 60
    assert row["median_age"] == (30 + 60) / 2
    assert row[["unknown_age", "unknown"]].tolist() == [0, 0]


def test_by_level_it_is_that_of_the_wave(net):
    table = cn.tie_persistence(net, *DATES, by_level=True).set_index("level")
    assert table["before"].to_dict() == {"collaboration": 1, "concertation": 3, "partnership": 0}
    assert table.loc["concertation", "median_age"] == 30
    assert table.loc["collaboration", ["sustained", "arrived"]].tolist() == [1, 1]
    assert np.isnan(table.loc["partnership", "sustained_share"])
    assert np.isnan(table.loc["partnership", "median_age"])


def test_by_pair_of_sectors(net):
    table = cn.tie_persistence(net, *DATES, by="sector")
    cells = table.set_index(["group", "other_group"])
    assert cells["before"].to_dict() == {
        ("community", "community"): 1,
        ("community", "private"): 2,
        ("private", "private"): 1,
    }
    assert set(table["unknown"]) == {1}  # b e


def test_a_median_that_depends_on_unknown_ages_is_undefined(net):
    ties = net.ties.copy()
    ties.loc[ties["target"] == "d", "start"] = pd.NaT  # a d: older than the 182 days observed
    row = cn.tie_persistence(cn.Network(net.actors, ties, observed=net.observed), *DATES).iloc[0]
    assert row["unknown_age"] == 1
    assert row["median_age"] == (30 + 181) / 2  # 10, 30, 181, more than 182
    ties.loc[ties["target"] == "b", "start"] = pd.NaT
    ties.loc[1, "start"] = pd.Timestamp("2020-12-31")
    row = cn.tie_persistence(cn.Network(net.actors, ties, observed=net.observed), *DATES).iloc[0]
    assert row["unknown_age"] == 2
    assert np.isnan(row["median_age"])  # 10, 30 and two unknown: between 30 and one of these


waves = st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=3, unique=True).map(sorted)


@settings(max_examples=20, deadline=None)
@given(tables_over_time(), waves)
def test_equal_to_going_through_the_days(drawn, days):
    net = over_time(drawn)
    # ages go back before the observation, to before the earliest date drawn
    seen = {number: tied_on(drawn, number) for number in range(EARLIEST, days[-1] + 1)}
    found = cn.tie_persistence(net, *(day(d) for d in days))
    for row, (first, second) in zip(found.itertuples(), itertools.pairwise(days), strict=True):
        ties, after = seen[first], seen[second]
        present, still = there(drawn, first), there(drawn, second)
        sustained = ties & after
        between = [seen[d] for d in range(first, second + 1)]
        assert row.before == len(ties)
        assert row.sustained == len(sustained)
        assert row.interrupted == sum(any(p not in k for k in between) for p in sustained)
        assert row.dissolved == sum(p <= still for p in ties - after)
        assert row.left == sum(not p <= still for p in ties - after)
        assert row.formed == sum(p <= present for p in after - ties)
        assert row.arrived == sum(not p <= present for p in after - ties)
        ages = [age(seen, pair, first) for pair in ties]
        assert row.unknown_age == sum(a is None for a in ages)
        if ages and not np.isnan(row.median_age):
            for older in (first, 1e6):  # whatever the unknown ages are
                whole = [older + 0.5 if a is None else a for a in ages]
                assert row.median_age == statistics.median(whole)
        elif ages:
            assert None in ages


def age(seen, pair, number):
    """Days since the tie of a pair began, going back day by day; None if it always was there."""
    back = number
    while back > EARLIEST and pair in seen[back - 1]:
        back -= 1
    return None if back == EARLIEST else number - back


@settings(max_examples=8, deadline=None)
@given(tables_over_time(), waves, st.integers(-400, 400), st.integers(1, LENGTH - 1))
def test_shifted_dates_and_cut_spells_change_nothing(drawn, days, shift, cut):
    whole = cn.tie_persistence(
        over_time(drawn), *(day(d) for d in days), by="sector", by_level=True
    )
    moved = cn.tie_persistence(
        over_time(drawn, shift=shift),
        *(day(d + shift) for d in days),
        by="sector",
        by_level=True,
    )
    dates = ["from_date", "until_date"]
    pd.testing.assert_frame_equal(whole.drop(columns=dates), moved.drop(columns=dates))
    pieces = over_time(cut_in_two(drawn, cut))
    pd.testing.assert_frame_equal(
        whole, cn.tie_persistence(pieces, *(day(d) for d in days), by="sector", by_level=True)
    )


def test_without_ties_shares_are_undefined():
    empty = cn.Network(pd.DataFrame({"actor": ["a", "b"], "sector": ["x", "y"]}), observed=WHOLE)
    row = cn.tie_persistence(empty, day(1), day(2)).iloc[0]
    assert row[COUNTS].eq(0).all()
    assert row[["sustained_share", "median_age"]].isna().all()


EARLIEST = -6
WHOLE = (ORIGIN, ORIGIN + LENGTH * DAY)


def test_by_level_counts_the_very_level_of_the_wave():
    ties = pd.DataFrame(
        [("a", "b", "collaboration"), ("b", "a", "partnership"), ("a", "c", "collaboration")],
        columns=["source", "target", "level"],
    ).assign(start="2020-01-01")
    net = cn.Network(pd.DataFrame({"actor": list("abc")}), ties, observed=WHOLE)
    table = cn.tie_persistence(net, "2020-01-05", "2020-02-05", by_level=True).set_index("level")
    # a b is at its strongest level only, a partnership; it is no collaboration as well
    assert table["before"].to_dict() == {"collaboration": 1, "concertation": 0, "partnership": 1}
