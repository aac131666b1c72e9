import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    LENGTH,
    day,
    holds,
    over_time,
    tables_over_time,
    took_part,
    without_checking,
)
from tests.thorough import how_many

TRIAD = ("community", "institutional", "private")


def test_the_network_worked_out_by_hand():
    found = cn.founding_breadth(took_part()).set_index("instance")
    t = found.loc["t"]
    # a, b and d within 183 days of 1 January 2021; c came a year later
    assert t["founders"] == 3
    assert t["founding_share"] == pytest.approx(2 / 3)
    assert (t["sectors"], t["joined_later"]) == ("community; private", "institutional")
    assert t["concerned_from_start"]
    assert t["founders_still"] == 1
    assert found.loc["u", "sectors"] == "community; institutional"
    assert not found.loc["u", "concerned_from_start"]
    assert found.loc["v", "founders"] == 0
    assert np.isnan(found.loc["v", "founding_share"])
    assert pd.isna(found.loc["v", "concerned_from_start"])
    assert cn.founding_breadth(took_part(), days=10).set_index("instance").loc["t", "founders"] == 2


def test_a_founder_that_left():
    net = took_part()
    seats = net.seats.assign(end=[pd.Timestamp("2023-01-01"), *[None] * 5])
    found = cn.founding_breadth(net.with_tables(seats=seats)).set_index("instance")
    assert found.loc["t", "founders_still"] == pytest.approx(2 / 3)
    closed = net.instances.assign(end=[pd.Timestamp("2023-01-01"), None, None])
    found = cn.founding_breadth(net.with_tables(instances=closed)).set_index("instance")
    assert np.isnan(found.loc["t", "founders_still"])


def test_unknown_starts_are_counted_and_never_late():
    net = took_part()
    seats = net.seats.assign(start=[None] * 4 + [pd.Timestamp("2022-01-01")] * 2)
    found = cn.founding_breadth(net.with_tables(seats=seats)).set_index("instance")
    assert found.loc["t", "unknown_start"] == 4
    assert np.isnan(found.loc["t", "founding_share"])


def test_rules_by_hand():
    found = cn.rules_breadth(took_part()).set_index("instance")
    t = found.loc["t"]
    assert t["date"] == pd.Timestamp("2021-06-01")
    assert t["seats"] == 3
    assert t["share"] == pytest.approx(2 / 3)
    assert t["sectors"] == "community; private"
    assert t["years_to_rules"] == pytest.approx(151 / 365.25)
    assert t["role_share"] == 0.75
    assert np.isnan(t["present_share"])  # no meeting is known that day
    assert found.loc["u", "date"] == pd.Timestamp("2022-02-01")  # of the event
    assert np.isnan(found.loc["v", "share"])
    assert np.isnan(found.loc["v", "role_share"])


def test_present_at_the_meeting_that_adopted_the_rules():
    net = took_part()
    dates = pd.to_datetime(["2023-02-01", "2023-03-01", None])
    found = cn.rules_breadth(net.with_tables(instances=net.instances.assign(rules_adopted=dates)))
    assert found["present_share"].tolist() == pytest.approx([2 / 3, 1 / 3, np.nan], nan_ok=True)
    # a sheet that lists only who came does not say who did not
    dates = pd.to_datetime(["2023-05-01", None, None])
    found = cn.rules_breadth(net.with_tables(instances=net.instances.assign(rules_adopted=dates)))
    assert found["present_share"].isna().all()


def test_an_event_before_the_instance_is_no_rule_of_it():
    net = took_part()
    events = net.tables["events"].assign(date=pd.Timestamp("2020-05-01"))
    found = cn.rules_breadth(net.with_tables(events=events)).set_index("instance")
    assert pd.isna(found.loc["u", "date"])


def test_an_empty_network():
    net = cn.Network(pd.DataFrame({"actor": ["a"]}))
    assert cn.founding_breadth(net).empty
    assert cn.rules_breadth(net).empty


@settings(max_examples=how_many(20, 60), deadline=None)
@given(
    tables_over_time(),
    st.tuples(*[st.one_of(st.none(), st.integers(-5, 20))] * 2),
    st.tuples(*[st.one_of(st.none(), st.integers(0, LENGTH - 1))] * 2),
    st.integers(0, 12),
)
def test_founding_and_rules_as_loops_over_rows(drawn, opened, adopted, days):
    actors, _, seats, _ = drawn
    net = over_time(drawn)
    given = {name: table for name, table in net.tables.items() if name != "instances"}
    given["instances"] = pd.DataFrame({"instance": ["T", "U"]}).assign(
        start=pd.Series([day(one) for one in opened], dtype="datetime64[us]"),
        rules_adopted=pd.Series([day(one) for one in adopted], dtype="datetime64[us]"),
    )
    net = without_checking(given, observed=net.observed)
    found = cn.founding_breadth(net, days=days).set_index("instance")
    rules = cn.rules_breadth(net).set_index("instance")

    def sector(who, when):
        rows = [(a, s, (b, e)) for a, s, b, e in actors if a == who]
        inside = [s for _, s, bounds in rows if holds(bounds, when)]
        return inside[0] if inside else max(rows, key=lambda row: row[2][0] or -99)[1]

    def in_force(where, when):
        start = opened["TU".index(where)]
        return [
            who
            for at, who, bounds in seats
            if at == where
            and holds(bounds, when)
            and (start is None or start <= when)
            and any(holds((b, e), when) for a, _, b, e in actors if a == who)
        ]

    for where, start, rule in zip("TU", opened, adopted, strict=True):
        firsts = {}
        for at, who, (begins, _) in seats:
            if at == where:
                firsts.setdefault(who, []).append(begins)
        unknown = [who for who, starts in firsts.items() if None in starts]
        known = {who: min(starts) for who, starts in firsts.items() if None not in starts}
        row = found.loc[where]
        assert row["unknown_start"] == len(unknown)
        late = known and not any(b <= (start or 0) + days for b in known.values())
        if start is None or not known or (late and unknown):
            assert np.isnan(row["founding_share"])
        else:
            founders = {who for who, begins in known.items() if begins <= start + days}
            assert row["founders"] == len(founders)
            theirs = {sector(who, known[who]) for who in founders} & set(TRIAD)
            assert row["founding_share"] == pytest.approx(len(theirs) / 3)
            if founders:
                still = founders & set(in_force(where, LENGTH - 1))
                assert row["founders_still"] == pytest.approx(len(still) / len(founders))
        row = rules.loc[where]
        sitting = [] if rule is None else in_force(where, rule)
        assert row["seats"] == len(sitting)
        theirs = {sector(who, rule) for who in sitting} & set(TRIAD)
        share = len(theirs) / 3 if sitting else np.nan
        assert row["share"] == pytest.approx(share, nan_ok=True)
