import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    LENGTH,
    LEVELS,
    cut_in_two,
    day,
    over_time,
    tables_over_time,
    the_sample,
    tied,
)
from tests.thorough import how_many


@pytest.fixture
def net() -> cn.Network:
    """Five actors; c leaves in 2021, e arrives then; d is of unknown sector."""
    actors = pd.DataFrame(
        {
            "actor": ["a", "b", "c", "d", "e"],
            "sector": ["private", "community", "community", None, "private"],
            "start": [None, None, None, None, "2021"],
            "end": [None, None, "2021-06-30", None, None],
        }
    )
    ties = pd.DataFrame(
        [
            ("a", "b", "collaboration", None, "2020"),
            ("b", "a", "partnership", "2021", None),  # the other way round: the same pair
            ("a", "c", "concertation", None, None),  # ends with c
            ("a", "d", "concertation", "2020", "2020"),
            ("b", "d", "partnership", "2020", None),
            ("b", "e", "collaboration", "2021", None),
            ("b", "c", "concertation", "2020", "2020"),
        ],
        columns=["source", "target", "level", "start", "end"],
    )
    return cn.Network(actors, ties, observed=("2020", "2021"))


DATES = ("2020-07-01", "2021-07-01")


def test_worked_by_hand(net):
    table = cn.transitions(net, *DATES)
    found = table[table["pairs"] > 0].set_index(["level", "next_level"])["pairs"].to_dict()
    # there at first: a b c d (6 pairs, 5 tied); then: a b d e (6 pairs, 3 tied)
    assert found == {
        ("collaboration", "partnership"): 1,  # a b
        ("concertation", "no_tie"): 1,  # a d
        ("concertation", "away"): 2,  # a c, b c: c left
        ("partnership", "partnership"): 1,  # b d
        ("no_tie", "away"): 1,  # c d
        ("away", "collaboration"): 1,  # b e: e arrived
        ("away", "no_tie"): 2,  # a e, d e
    }
    shares = table.set_index(["level", "next_level"])["row_share"]
    assert shares["concertation", "away"] == pytest.approx(2 / 3)
    assert shares["collaboration", "partnership"] == 1
    assert table["unknown"].eq(0).all()


def test_shares_of_an_empty_row_are_undefined(net):
    ties = cn.transitions(net.level("partnership"), *DATES).set_index(["level", "next_level"])
    assert ties.loc["concertation", "row_share"].isna().all()
    assert ties.loc[("partnership", "partnership"), "row_share"] == 1


def test_by_pair_of_sectors_the_unknown_are_counted_apart(net):
    table = cn.transitions(net, *DATES, by="sector")
    assert set(table["unknown"]) == {2}  # a d, b d
    cells = table.set_index(["group", "other_group", "level", "next_level"])["pairs"]
    assert cells["community", "private", "collaboration", "partnership"] == 1
    assert cells["community", "private", "away", "collaboration"] == 1
    assert cells["private", "private", "away", "no_tie"] == 1  # a e
    assert cells["community", "community", "concertation", "away"] == 1  # b c
    mapping = dict(net.actors[["actor", "sector"]].dropna().itertuples(index=False))
    pd.testing.assert_frame_equal(table, cn.transitions(net, *DATES, by=mapping))


def test_escalation_worked_by_hand(net):
    row = cn.escalation(net, *DATES).iloc[0]
    assert row[["before", "after"]].tolist() == [5, 3]
    parts = ["escalated", "stayed", "de_escalated", "dissolved", "left", "formed", "arrived"]
    assert row[parts].tolist() == [1, 1, 0, 1, 2, 0, 1]
    assert row["left_share"] == pytest.approx(2 / 5)
    assert np.isnan(row["formed_share"])  # a b d: all three pairs were tied at first
    assert row["arrived_share"] == pytest.approx(1 / 3)


def test_the_shares_of_tsna():
    """The examples of the tests of tsna 0.3.6: 1/6 then 1/5 form, 1/2 then 1 dissolve."""
    ties = pd.DataFrame(
        [("1", "2", day(0), day(3)), ("2", "3", day(1), day(3))],
        columns=["source", "target", "start", "end"],
    ).assign(level="concertation")
    four = cn.Network(pd.DataFrame({"actor": list("1234")}), ties, observed=(day(-1), day(4)))
    steps = cn.escalation(four, day(-1), day(0), day(1), day(2), day(3))
    assert steps["formed_share"].tolist() == pytest.approx([1 / 6, 1 / 5, 0, 0])
    ties["end"] = [day(3), day(2)]
    ties["start"] = day(0)
    four = cn.Network(four.actors, ties, observed=(day(-1), day(4)))
    steps = cn.escalation(four, day(0), day(1), day(2), day(3))
    assert steps["dissolved_share"].tolist() == [0, 1 / 2, 1]


def test_the_sample_has_the_waves_of_the_network():
    net = the_sample()
    steps = cn.escalation(net)
    waves = net.waves()
    assert steps["before"].tolist() == [wave.grouped().m for wave in waves[:-1]]
    assert steps["after"].tolist() == [wave.grouped().m for wave in waves[1:]]
    by_sector = cn.escalation(net, by="sector")
    total = (
        by_sector.groupby("from_date")["before"].sum()
        + by_sector.groupby("from_date")["unknown"].first()
    )
    assert (total.to_numpy() >= steps["before"].to_numpy()).all()


waves = st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=4, unique=True).map(sorted)


@settings(max_examples=how_many(8, 20), deadline=None)
@given(tables_over_time(), waves, st.booleans())
def test_equal_to_going_through_the_pairs(drawn, days, by_sector):
    net = over_time(drawn)
    dates = [day(d) for d in days]
    by = "sector" if by_sector else None
    table = cn.transitions(net, *dates, by=by)
    if len(table):
        found = table[table["pairs"] != 0].set_index(
            ["from_date", *(["group", "other_group"] if by else []), "level", "next_level"]
        )["pairs"]
    else:
        found = pd.Series(dtype=int)
    expected = Counter()
    unknown = Counter()
    for wave, after in itertools.pairwise(dates):
        (ties, there), (next_ties, next_there) = tied(net, wave), tied(net, after)
        sector = dict.fromkeys(there | next_there)
        for when in (after, wave):
            sector |= dict(net.at(when).actors[["actor", "sector"]].itertuples(index=False))
        for pair in itertools.combinations(sorted(there | next_there), 2):
            states = [
                levels.get(frozenset(pair), "no_tie" if {*pair} <= actors else "away")
                for levels, actors in ((ties, there), (next_ties, next_there))
            ]
            groups = [sector[actor] for actor in pair]
            if by and pd.isna(groups).any():
                unknown[wave] += bool(set(states) & set(LEVELS))
            elif states != ["away", "away"]:
                order = ["community", "institutional", "private"]
                groups = sorted(groups, key=order.index) if by else []
                expected[(wave, *groups, *states)] += 1
    assert found.to_dict() == dict(expected)
    for wave, rows in table.groupby("from_date"):
        assert set(rows["unknown"]) == {unknown[wave]}


@settings(max_examples=8, deadline=None)
@given(tables_over_time(), waves)
def test_escalation_is_the_sum_of_transitions(drawn, days):
    net = over_time(drawn)
    dates = [day(d) for d in days]
    steps = cn.escalation(net, *dates)
    table = cn.transitions(net, *dates)
    rank = {level: i for i, level in enumerate(LEVELS)}
    first, second = table["level"].map(rank), table["next_level"].map(rank)
    for column, kept in {
        "before": first.notna(),
        "after": second.notna(),
        "escalated": second > first,
        "stayed": second == first,
        "de_escalated": second < first,
        "dissolved": first.notna() & (table["next_level"] == "no_tie"),
        "left": first.notna() & (table["next_level"] == "away"),
        "formed": second.notna() & (table["level"] == "no_tie"),
        "arrived": second.notna() & (table["level"] == "away"),
    }.items():
        assert table["pairs"].where(kept, 0).groupby(table["from_date"]).sum().tolist() == list(
            steps[column]
        )
    untied = (table["level"] == "no_tie") & (table["next_level"] != "away")
    at_risk = table["pairs"].where(untied, 0).groupby(table["from_date"]).sum().to_numpy()
    expected = [f / n if n else np.nan for f, n in zip(steps["formed"], at_risk, strict=True)]
    np.testing.assert_allclose(steps["formed_share"], expected)


@settings(max_examples=8, deadline=None)
@given(tables_over_time(), waves, st.integers(-400, 400), st.integers(1, LENGTH - 1))
def test_shifted_dates_and_cut_spells_change_nothing(drawn, days, shift, cut):
    table = cn.transitions(over_time(drawn), *(day(d) for d in days), by="sector")
    moved = cn.transitions(
        over_time(drawn, shift=shift), *(day(d + shift) for d in days), by="sector"
    )
    dates = ["from_date", "until_date"]
    pd.testing.assert_frame_equal(table.drop(columns=dates), moved.drop(columns=dates))
    pieces = cn.transitions(over_time(cut_in_two(drawn, cut)), *(day(d) for d in days), by="sector")
    pd.testing.assert_frame_equal(table, pieces)


@pytest.mark.parametrize("measure", [cn.transitions, cn.escalation, cn.tie_persistence])
def test_what_cannot_be_compared_says_why(net, measure):
    with pytest.raises(cn.OutsideObservation, match="2019"):
        measure(net, "2019-07-01", "2021-07-01")
    with pytest.raises(cn.NotComparable, match="2020-07-01"):
        measure(net, "2020-07-01")
    with pytest.raises(cn.NotComparable, match="2020-07-01"):
        measure(net, "2021-07-01", "2020-07-01")
    with pytest.raises(cn.OutsideObservation, match="single day"):
        measure(net.at("2020-12-31"))
    with pytest.raises(cn.NotComparable, match="YE"):
        measure(net.between("2020", "2020"))
    with pytest.raises(cn.UnknownWord, match="never"):
        measure(net, every="never")
    with pytest.raises(cn.MissingAttribute, match="colour"):
        measure(net, *DATES, by="colour")
    with pytest.raises(cn.MissingAttribute):
        measure(net, *DATES, by={"nobody": "x"})
    with pytest.raises(cn.NotComparable):
        measure(pd.DataFrame())
    undated = cn.Network(net.actors[["actor", "sector"]], net.ties[["source", "target", "level"]])
    with pytest.raises(cn.OutsideObservation, match='"start"'):
        measure(undated)


def test_without_ties_or_known_sectors_nothing_breaks(net):
    empty = cn.Network(net.actors, observed=("2020", "2021"))
    table = cn.transitions(empty, *DATES).set_index(["level", "next_level"])
    assert table.loc[("no_tie", "no_tie"), "pairs"] == 3  # a b d
    assert table.loc["partnership", "row_share"].isna().all()
    assert cn.escalation(empty, *DATES)["dissolved_share"].isna().all()
    nobody = cn.Network(net.actors.assign(sector=None), observed=("2020", "2021"))
    with pytest.raises(cn.MissingAttribute, match="sector"):
        cn.transitions(nobody, *DATES, by="sector")


def undated(net, *tables):
    """The network, nothing dated in these tables."""
    nothing = {t: net.tables[t].assign(start=pd.NaT, end=pd.NaT) for t in tables}
    kept = {"scale": net.scale, "observed": net.observed, "about": net.about}
    return cn.Network(**(net.tables | nothing), **kept)


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        (cn.transitions, "ties"),
        (cn.escalation, "ties"),
        (cn.tie_persistence, "ties"),
        (cn.agreement_status, "agreements"),
        (cn.conversion, "seats"),
        (cn.conversion, "agreements"),
    ],
)
def test_an_undated_table_is_refused(measure, table):
    """Without a date nothing would ever seem to change."""
    with pytest.raises(cn.OutsideObservation, match=r"start|début"):
        measure(undated(the_sample(), table))
