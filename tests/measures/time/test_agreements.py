import itertools

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
    the_sample,
    there,
)

ROWS = [
    ("g1", "a; b; c", "2019-01-01", "2021-01-01"),  # taken over by g2, without c and with d
    ("g2", "a; b; d", "2021-03-01", "2022-09-30"),
    ("g3", "a; b", "2019-06-01", None),
    ("g4", "c; d", "2019-06-01", "2021-01-01"),  # lapsed: g5 comes eight months later
    ("g5", "c; d", "2021-09-01", "2023-06-01"),
    ("g6", "e; a", "2022-12-01", "2023-12-01"),
]
PARTNERS = [
    ("a", "b", "partnership", "2021-01-01", None),
    ("a", "c", "partnership", "2021-02-01", None),  # g1 has lapsed
    ("d", "c", "concertation", None, "2021-12-31"),
    ("c", "d", "partnership", "2021-12-31", None),
    ("a", "e", "partnership", None, "2022-02-01"),  # ended by then
]


@pytest.fixture
def net() -> cn.Network:
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list("abcde"),
                "sector": ["private", "community", "institutional", None, "private"],
            }
        ),
        pd.DataFrame(PARTNERS, columns=["source", "target", "level", "start", "end"]),
        agreements=pd.DataFrame(ROWS, columns=["agreement", "parties", "start", "end"]),
        observed=("2020", "2023"),
    )


def test_worked_by_hand(net):
    found = cn.agreement_status(net, at="2022-07-01")
    table = found.agreements.set_index("agreement")
    assert table["status"].to_dict() == {
        "g1": "renewed",
        "g2": "expiring",
        "g3": "active",
        "g4": "lapsed",
        "g5": "active",
        "g6": "upcoming",
    }
    assert table["renewed_by"].dropna().to_dict() == {"g1": "g2"}
    assert table.loc["g2", "days_left"] == 91  # July 31, August 31, September 29
    assert table["days_left"].notna().sum() == 2  # g2 and g5; g3 has no end
    assert found.renewed_share == pytest.approx(1 / 2)
    assert (found.open_ended, found.n) == (1, 6)
    summary = found.summary.set_index("status")
    assert summary["agreements"].tolist() == [2, 1, 1, 1, 1]
    assert summary["agreement_share"].tolist()[:4] == pytest.approx([2 / 5, 1 / 5, 1 / 5, 1 / 5])
    assert np.isnan(summary.loc["upcoming", "agreement_share"])


def test_the_months_are_those_asked(net):
    wide = cn.agreement_status(net, at="2022-07-01", within_months=11).agreements
    assert wide["status"].tolist()[1:5] == ["expiring", "active", "renewed", "expiring"]
    none = cn.agreement_status(net, at="2022-07-01", within_months=0).agreements
    assert none["status"].tolist()[:2] == ["lapsed", "active"]
    # not yet taken over in February, though it will be
    early = cn.agreement_status(net, at="2021-02-01").agreements
    assert early.loc[0, ["status", "renewed_by"]].tolist() == ["lapsed", "g2"]


def test_sectors_of_the_parties(net):
    table = cn.agreement_status(net, at="2022-07-01").agreements.set_index("agreement")
    assert table.loc["g1", ["parties", "sectors", "tri_sector"]].tolist() == [3, 3, True]
    assert table.loc["g1", "sector_names"] == "community; institutional; private"
    assert not table.loc["g3", "tri_sector"]
    assert pd.isna(table.loc["g2", "tri_sector"])  # d could be institutional
    assert not table.loc["g4", "tri_sector"]  # two sectors lack, and d has but one
    assert table["unknown"].tolist() == [0, 1, 0, 1, 1, 0]
    found = cn.agreement_status(net, at="2022-07-01", expected_sectors=["private", "community"])
    assert found.agreements["tri_sector"].fillna(False).tolist() == [True] * 3 + [False] * 3
    # in force: g2 and g3 have both, c and d of g5 cannot
    assert found.tri_sector_share == pytest.approx(2 / 3)


def test_a_party_has_the_sector_that_it_had_then(net):
    actors = pd.DataFrame(
        [
            ("a", "private", None, "2021-12-31"),
            ("a", "community", "2021-12-31", None),
            ("b", "community", None, None),
            ("c", "institutional", None, "2022-12-31"),
            ("d", None, None, None),
            ("e", "private", None, None),
        ],
        columns=["actor", "sector", "start", "end"],
    )
    given = cn.Network(actors, agreements=net.agreements, observed=net.observed)
    answers = [
        cn.agreement_status(given, at=at).agreements.loc[0, "tri_sector"]
        for at in ("2021-06-30", "2022-06-30", "2023-06-30")
    ]
    assert answers == [True, False, False]
    # gone by then, c has the last sector that it had
    late = cn.agreement_status(given, at="2023-06-30").agreements
    assert late.loc[0, "sector_names"] == "community; institutional"


def test_partnerships_without_an_agreement(net):
    found = cn.agreement_status(net, at="2022-07-01")
    listed = found.without_agreement
    assert listed[["source", "target"]].to_numpy().tolist() == [["a", "c"]]
    assert listed.loc[0, "since"] == pd.Timestamp("2021-02-01")
    assert found.without_agreement_share == pytest.approx(1 / 3)
    # a tie that names an agreement in force rests on it, its parties or not
    ties = net.ties.assign(agreement=[None, "g5", None, None, None])
    named = cn.Network(net.actors, ties, agreements=net.agreements, observed=net.observed)
    assert cn.agreement_status(named, at="2022-07-01").without_agreement.empty
    ties = net.ties.assign(agreement=[None, "g4", None, None, None])  # lapsed
    named = cn.Network(net.actors, ties, agreements=net.agreements, observed=net.observed)
    assert len(cn.agreement_status(named, at="2022-07-01").without_agreement) == 1


def test_agreements_are_followed_though_no_sector_is_known(net):
    given = cn.Network(
        net.actors.assign(sector=None), net.ties, agreements=net.agreements, observed=net.observed
    )
    known = cn.agreement_status(net, at="2022-07-01")
    found = cn.agreement_status(given, at="2022-07-01")
    same = ["agreement", "status", "days_left", "renewed_by", "parties"]
    assert found.agreements[same].equals(known.agreements[same])
    assert found.agreements["unknown"].equals(found.agreements["parties"])
    # two parties are too few for three sectors, three may be enough
    three = found.agreements["parties"] == 3
    assert found.agreements.loc[three, "tri_sector"].isna().all()
    assert not found.agreements.loc[~three, "tri_sector"].any()
    assert len(found.without_agreement) == len(known.without_agreement)


def test_without_any_agreement_shares_are_undefined(net):
    found = cn.agreement_status(cn.Network(net.actors, net.ties, observed=net.observed))
    assert found.agreements.empty
    assert found.summary["agreements"].eq(0).all()
    assert found.summary[["agreement_share", "tri_sector_share"]].isna().all(axis=None)
    assert np.isnan([found.renewed_share, found.tri_sector_share]).all()
    # the table may never have been filled: not all partnerships are without paper
    assert np.isnan(found.without_agreement_share)
    assert len(found.without_agreement)
    empty = cn.agreement_status(cn.Network(net.actors, observed=net.observed))
    assert np.isnan(empty.without_agreement_share)


def test_bad_input_says_what_is_needed(net):
    with pytest.raises(cn.OutsideObservation, match="2019"):
        cn.agreement_status(net, at="2019-06-30")
    for months in (-1, 1.5, "6", None):
        with pytest.raises(cn.NotComparable, match="within_months"):
            cn.agreement_status(net, within_months=months)
    with pytest.raises(cn.UnknownWord, match="comunity"):
        cn.agreement_status(net, expected_sectors=["comunity"])
    with pytest.raises(cn.NotComparable, match="expected_sectors"):
        cn.agreement_status(net, expected_sectors=3)
    undated = cn.Network(net.actors, net.ties[["source", "target", "level"]])
    with pytest.raises(cn.OutsideObservation, match='"start"'):
        cn.agreement_status(undated)
    with pytest.raises(cn.NotComparable):
        cn.agreement_status(net.agreements)


def test_the_sample():
    net = the_sample()
    found = cn.agreement_status(net)
    assert found.at == pd.Timestamp("2024-12-31")
    assert found.agreements.set_index("agreement").loc["E02", "renewed_by"] == "E03"
    assert found.summary["agreements"].sum() == len(net.agreements)
    partners = net.latest().level("partnership")
    assert len(found.without_agreement) / found.without_agreement_share == partners.grouped().m


@settings(max_examples=20, deadline=None)
@given(tables_over_time(), st.integers(0, LENGTH - 1), st.integers(0, 2))
def test_equal_to_going_through_the_agreements(drawn, at, months):
    net = over_time(drawn)
    found = cn.agreement_status(net, at=day(at), within_months=months)
    actors, ties, _, agreements = drawn
    margin = pd.DateOffset(months=months)
    sector = {}
    for actor, name, *bounds in sorted(actors, key=lambda r: -np.inf if r[2] is None else r[2]):
        if sector.get(actor, (None, False))[1] is False:
            sector[actor] = (name, holds(bounds, at))
    for row, (parties, (start, end)) in zip(found.agreements.itertuples(), agreements, strict=True):
        followers = [
            (begin, place)
            for place, (others, (begin, stop)) in enumerate(agreements)
            if end is not None
            and begin is not None
            and (start is None or start < begin)
            and (stop is None or end < stop)
            and day(end) - margin <= day(begin) <= day(end) + margin
            and len({*parties} & {*others}) >= 2
            and 2 * len({*parties} & {*others}) >= len({*parties} | {*others})
        ]
        renewed_by = f"g{min(followers)[1]}" if followers else None
        assert (None if pd.isna(row.renewed_by) else row.renewed_by) == renewed_by
        if start is not None and at < start:
            status = "upcoming"
        elif end is None or at < end:
            soon = end is not None and day(end) <= day(at) + margin
            status = "expiring" if soon else "active"
        else:
            status = "renewed" if followers and min(followers)[0] <= at else "lapsed"
        assert row.status == status
        held = [sector[actor][0] for actor in parties]
        assert row.sectors == len({*held} - {None})
        assert row.unknown == held.count(None)
        lacking = 3 - row.sectors
        if lacking and lacking <= row.unknown:
            assert pd.isna(row.tri_sector)
        else:
            assert row.tri_sector == (lacking == 0)
    covered = {
        frozenset(pair)
        for parties, bounds in agreements
        if holds(bounds, at)
        for pair in itertools.combinations(parties, 2)
    }
    partners = {
        frozenset(pair)
        for pair, level, bounds in ties
        if level == LEVELS[-1] and holds(bounds, at) and {*pair} <= there(drawn, at)
    }
    listed = found.without_agreement[["source", "target"]].to_numpy()
    assert set(map(frozenset, listed)) == partners - covered
    share = len(listed) / len(partners) if partners else np.nan
    assert found.without_agreement_share == pytest.approx(share, nan_ok=True)


@pytest.mark.parametrize(
    ("end", "status"),
    [("2022-12-31", "expiring"), ("2023-01-01", "expiring"), ("2023-01-02", "active")],
)
def test_expiring_is_at_most_so_many_months_away(end, status):
    rows = [("g", "a; b", "2020-01-01", end)]
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        agreements=pd.DataFrame(rows, columns=["agreement", "parties", "start", "end"]),
        observed=("2020", "2024"),
    )
    found = cn.agreement_status(net, at="2022-07-01", within_months=6)
    assert found.agreements.loc[0, "status"] == status


@pytest.mark.parametrize(
    ("start", "renewed"),
    [("2020-09-30", False), ("2020-10-01", True), ("2021-07-01", True), ("2021-07-02", False)],
)
def test_another_takes_over_at_most_so_many_months_before_or_after(start, renewed):
    """The first ends on 1 January or 1 April 2021: the months are counted from there."""
    end = "2021-04-01" if start < "2021" else "2021-01-01"
    rows = [("old", "a; b", "2019-01-01", end), ("new", "a; b", start, "2023-01-01")]
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        agreements=pd.DataFrame(rows, columns=["agreement", "parties", "start", "end"]),
        observed=("2020", "2024"),
    )
    found = cn.agreement_status(net, at="2022-07-01", within_months=6).agreements
    assert found.loc[0, "status"] == ("renewed" if renewed else "lapsed")
