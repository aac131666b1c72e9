import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    LENGTH,
    LEVELS,
    day,
    holds,
    over_time,
    tables_over_time,
    took_part,
    without_checking,
)
from tests.thorough import how_many


def two_tables(events, *, ends=("2022-09-01", None, None, None, None, "2022-10-01")) -> cn.Network:
    """Two tables; ties within each, some of which end in the year after June 2022."""
    pairs = ["ab", "ac", "bc", "de", "df", "ef"]
    return cn.Network(
        pd.DataFrame(
            {"actor": list("abcdef"), "sector": ["private", "community", "community"] * 2}
        ),
        pd.DataFrame(
            {
                "source": [p[0] for p in pairs],
                "target": [p[1] for p in pairs],
                "level": "collaboration",
                "start": "2020-01-01",
                "end": list(ends),
            }
        ),
        pd.DataFrame({"instance": ["t", "u"]}),
        pd.DataFrame({"seat": list("123456"), "instance": list("tttuuu"), "actor": list("abcdef")}),
        events=pd.DataFrame(events, columns=["instance", "date", "kind"]),
        observed=("2020", "2024"),
    )


def test_by_hand():
    found = cn.after_events(two_tables([("t", "2022-06-01", "controversy")]))
    row = found.events.iloc[0]
    assert (row["n"], row["elsewhere_n"], row["unmatched"]) == (3, 3, 0)
    # a-b ends; elsewhere e-f does, of two community groups: weighted 2 mixed pairs to 1
    assert row["kept_share"] == pytest.approx(2 / 3)
    assert row["before_kept_share"] == 1
    assert row["elsewhere_kept_share"] == pytest.approx((2 * 1 + 1 * 0) / 3)
    assert row["difference"] == pytest.approx(0)
    assert (found.cut, found.overlapping) == (0, 0)


def test_two_controversies_in_one_window():
    found = cn.after_events(
        two_tables([("t", "2022-06-01", "controversy"), ("t", "2022-09-15", "controversy")])
    )
    assert found.overlapping == 2
    first, second = found.events.to_dict("records")
    assert np.isnan(first["kept_share"])
    assert first["before_kept_share"] == 1
    assert second["n"] == 2
    assert np.isnan(second["before_kept_share"])
    assert np.isnan(first["difference"])
    assert np.isnan(second["difference"])
    again = two_tables([("t", "2022-06-01", "controversy")] * 2)
    assert len(cn.after_events(again).events) == 1  # the same one, written twice


def test_a_window_that_the_observation_cuts():
    found = cn.after_events(two_tables([("t", "2024-06-01", "controversy")]))
    row = found.events.iloc[0]
    assert row["cut"]
    assert np.isnan(row["kept_share"])
    assert row["before_kept_share"] == 1
    early = cn.after_events(two_tables([("t", "2020-02-01", "controversy")])).events.iloc[0]
    assert early["cut"]
    assert early["kept_share"] == 1
    assert np.isnan(early["before_kept_share"])


def test_a_cell_without_counterpart():
    net = two_tables([("t", "2022-06-01", "controversy")])
    ties = net.ties.assign(level=["partnership", *["collaboration"] * 5])
    row = cn.after_events(net.with_tables(ties=ties)).events.iloc[0]
    assert row["unmatched"] == 1


def test_seats_and_representatives():
    net = two_tables([("t", "2022-06-01", "controversy")])
    seats = net.seats.assign(end=pd.to_datetime(["2022-08-01", *[None] * 5]))
    mandates = pd.DataFrame(
        {
            "seat": list("1246"),
            "person": list("pqrs"),
            "end": pd.to_datetime([None, "2022-12-01", None, None]),
        }
    )
    told = net.with_tables(seats=seats, mandates=mandates)
    row = cn.after_events(told, of="seats").events.iloc[0]
    assert (row["n"], row["kept_share"]) == (3, pytest.approx(2 / 3))
    row = cn.after_events(told, of="representatives").events.iloc[0]
    assert (row["n"], row["kept_share"], row["elsewhere_kept_share"]) == (2, 0, 1)


def test_a_pair_whose_actor_left_is_not_kept():
    net = two_tables([("t", "2022-06-01", "controversy")], ends=[None] * 6)
    actors = net.actors.assign(end=pd.to_datetime(["2022-07-01", *[None] * 5]))
    row = cn.after_events(net.with_tables(actors=actors)).events.iloc[0]
    assert row["kept_share"] == pytest.approx(1 / 3)


def test_the_curve_is_that_of_lifelines():
    lifelines = pytest.importorskip("lifelines")
    net = two_tables([("t", "2022-06-01", "controversy")])
    found = cn.after_events(net)
    curve = cn.tenure(found.spells, observed=net.observed, by="place").curve
    for place, spells in found.spells.groupby("place"):
        end = spells["end"].fillna(net.observed.end)
        fitted = lifelines.KaplanMeierFitter().fit(
            (end - spells["start"]).dt.days, spells["end"].notna()
        )
        mine = curve[curve["place"] == place]
        theirs = fitted.survival_function_at_times(mine["time"]).to_numpy()
        assert mine["survival"].to_numpy() == pytest.approx(theirs, abs=1e-9)


def test_without_such_an_event():
    found = cn.after_events(took_part(), kind="result")
    assert found.events.empty
    assert found.spells.empty
    with pytest.raises(cn.UnknownWord):
        cn.after_events(took_part(), kind="quarrel")
    with pytest.raises(cn.NotComparable):
        cn.after_events(took_part(), days=0)


@settings(max_examples=how_many(20, 60), deadline=None)
@given(
    tables_over_time(),
    st.lists(st.tuples(st.sampled_from("TU"), st.integers(0, LENGTH - 1)), min_size=1, max_size=3),
    st.integers(3, 12),
)
def test_events_as_loops_over_rows(drawn, happened, days):
    actors, ties, seats, _ = drawn
    happened = sorted(set(happened), key=lambda row: (row[1], row[0]))
    net = over_time(drawn)
    given = {name: table for name, table in net.tables.items() if name != "events"}
    given["events"] = pd.DataFrame(
        {
            "instance": [where for where, _ in happened],
            "date": pd.Series([day(when) for _, when in happened], dtype="datetime64[us]"),
            "kind": "controversy",
        }
    )
    net = without_checking(given, observed=net.observed)

    def there(when):
        return {who for who, _, *bounds in actors if holds(bounds, when)}

    def tied(when):
        levels = {}
        for pair, level, bounds in ties:
            if holds(bounds, when) and set(pair) <= there(when):
                key = frozenset(pair)
                levels[key] = max(levels.get(key, -1), LEVELS.index(level))
        return levels

    def cohort(where, when):
        found = {}
        for pair, level in tied(when).items():
            for at in where:
                sitting = {who for place, who, b in seats if place == at and holds(b, when)}
                if pair <= sitting & there(when):
                    sectors = sorted(
                        str(next(s for a, s, *b in actors if a == who and holds(b, when)))
                        for who in pair
                    )
                    found[pair] = (*sectors, level)
        return found

    def kept(units, when):
        return [pair for pair in units if pair in tied(when)]

    events = cn.after_events(net, days=days).events
    for (where, when), row in zip(happened, events.to_dict("records"), strict=True):
        others = [at for at in "TU" if at != where
                  and not any(a == at and abs(w - when) <= days for a, w in happened)]  # fmt: skip
        result = {}
        for name, start in (("after", when), ("before", when - days)):
            mine, theirs = cohort(where, start), cohort(others, start)
            theirs = {pair: cell for pair, cell in theirs.items() if pair not in mine}
            share = len(kept(mine, start + days)) / len(mine) if mine else np.nan
            total, weight = 0.0, 0
            for cell in set(mine.values()):
                same = [pair for pair, c in theirs.items() if c == cell]
                if same:
                    count = list(mine.values()).count(cell)
                    total += count * len(kept(same, start + days)) / len(same)
                    weight += count
            result[name] = share, total / weight if weight else np.nan, len(mine), len(theirs)
        assert row["n"] == result["after"][2]
        assert row["elsewhere_n"] == result["after"][3]
        before = any(a == where and -days <= w - when < 0 for a, w in happened)
        after = any(a == where and 0 < w - when <= days for a, w in happened)
        assert row["overlapping"] == (before or after)
        assert row["cut"] == (when - days < 0 or when + days >= LENGTH)
        nothing = (np.nan, np.nan)
        if after or when + days >= LENGTH:
            result["after"] = nothing
        if before or when - days < 0:
            result["before"] = nothing
        for name, prefix in (("after", ""), ("before", "before_")):
            assert row[f"{prefix}kept_share"] == pytest.approx(result[name][0], nan_ok=True)
            mine = row[f"elsewhere_{prefix}kept_share"]
            assert mine == pytest.approx(result[name][1], nan_ok=True)
