import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import (
    LENGTH,
    cut_in_two,
    day,
    holds,
    over_time,
    tables_over_time,
    there,
)
from tests.thorough import how_many

COUNTS = ["pairs", "already_converted", "at_risk", "converted"]


@pytest.fixture
def net() -> cn.Network:
    """Six actors; a b c d sit at T from 2020, e f never do."""
    seats = pd.DataFrame(
        [("a", "2020-01-01"), ("b", "2020-01-01"), ("c", "2020-01-01"), ("d", "2020-01-11")],
        columns=["actor", "start"],
    ).assign(instance="T", seat=["s1", "s2", "s3", "s4"])
    agreements = pd.DataFrame(
        [
            ("g1", "a; b", "2020-01-21", "2020-06-01"),  # 20 days after they first sat together
            ("g2", "a; c; e", "2020-07-01", None),  # a c after 182 days; a e and c e never sat
            ("g3", "b; c", "2019-06-01", None),  # before they sat together
            ("g4", "e; f", "2019-01-01", None),
            ("g5", "b; d", "2021-07-01", None),  # after two years and a half less a year
        ],
        columns=["agreement", "parties", "start", "end"],
    )
    return cn.Network(
        pd.DataFrame({"actor": list("abcdef"), "sector": ["private", "community"] * 3}),
        instances=pd.DataFrame({"instance": ["T"]}),
        seats=seats,
        agreements=agreements,
        observed=("2020", "2021"),
    )


def test_worked_by_hand(net):
    found = cn.conversion(net, at="2020-01-15", within="1 year")
    rates = found.pairs.set_index("sat_together")
    # the six pairs of a b c d: b c had an agreement, a b and a c came to one
    assert rates.loc[True, COUNTS].tolist() == [6, 1, 5, 2]
    # the nine other pairs: e f had one, a e and c e came to one
    assert rates.loc[False, COUNTS].tolist() == [9, 1, 8, 2]
    assert rates["converted_share"].tolist() == [pytest.approx(2 / 5), pytest.approx(2 / 8)]
    assert found.ratio == pytest.approx((2 / 5) / (2 / 8))
    assert found.until_date == pd.Timestamp("2021-01-15")


def test_the_window_is_half_open(net):
    def converted(at, within):
        found = cn.conversion(net, at=at, within=within).pairs
        return found[["already_converted", "converted"]].iloc[0].tolist()

    assert converted("2020-01-20", "1 day") == [1, 0]
    assert converted("2020-01-20", "2 days") == [1, 1]
    assert converted("2020-01-21", "1 day") == [2, 0]
    assert converted("2021-01-01", "1 year") == [2, 1]  # to the last day observed


def test_the_time_to_an_agreement_is_a_curve(net):
    found = cn.conversion(net, within="1 year")
    # a b 20 days, a c 182, b d 537; a d and c d wait 721 days until the end of the observation
    curve = found.time.curve.set_index("time")
    assert curve["ended"].to_dict() == {20: 1, 182: 1, 537: 1, 721: 0}
    assert curve["survival"].tolist() == pytest.approx([4 / 5, 3 / 5, 2 / 5, 2 / 5])
    assert (found.time.n, found.time.median, found.already) == (5, 537, 1)
    assert found.time.censored_share == pytest.approx(2 / 5)


def test_agreements_without_concertation_are_listed(net):
    found = cn.conversion(net, within="1 year")
    listed = found.without_concertation
    assert listed[["source", "target"]].to_numpy().tolist() == [["a", "e"], ["c", "e"]]
    assert listed["together_since"].isna().all()
    # of the pairs whose first agreement began in 2020-2021: a b, a c, a e, c e, b d
    assert found.without_share == pytest.approx(2 / 5)
    later = net.seats.assign(start=pd.Timestamp("2020-08-01"))
    listed = cn.conversion(
        cn.Network(
            net.actors, instances=net.instances, seats=later, agreements=net.agreements,
            observed=net.observed,
        ),
        within="1 year",
    ).without_concertation  # fmt: skip
    assert len(listed) == 4
    assert listed["together_since"].notna().sum() == 2


@pytest.mark.parametrize(
    ("start", "listed"),
    [("2019-12-31", 0), ("2020-01-01", 1), ("2021-12-31", 1), ("2022-01-01", 0)],
)
def test_agreements_without_concertation_begin_in_the_observation(start, listed):
    net = cn.Network(
        pd.DataFrame({"actor": ["e", "f"]}),
        seats=pd.DataFrame({"actor": ["e"], "instance": ["T"], "start": ["2020-01-01"]}),
        instances=pd.DataFrame({"instance": ["T"]}),
        agreements=pd.DataFrame({"agreement": ["g"], "parties": ["e; f"], "start": [start]}),
        observed=("2020", "2021"),
    )
    found = cn.conversion(net, at="2020-06-01", within="1 year")
    assert len(found.without_concertation) == listed


def test_by_pair_of_sectors_adds_up(net):
    sectors = net.actors.assign(sector=["private", "community", None, *net.actors["sector"][3:]])
    given = cn.Network(
        sectors, instances=net.instances, seats=net.seats, agreements=net.agreements,
        observed=net.observed,
    )  # fmt: skip
    found = cn.conversion(given, at="2020-01-15", within="1 year", by="sector")
    whole = found.pairs.groupby("sat_together")["pairs"].sum()
    assert whole.to_dict() == {True: 3, False: 7}  # without c: a b d, and e f with everyone
    assert found.unknown == 4  # c with a, b, d and e
    cells = found.pairs.set_index(["group", "other_group", "sat_together"])
    assert cells.loc[("community", "private", True), COUNTS].tolist() == [2, 0, 2, 1]


def test_to_a_level_of_the_scale(net):
    ties = pd.DataFrame(
        [
            ("b", "a", "concertation", None, "2020-01-31"),
            ("a", "b", "partnership", "2020-01-31", None),
            ("a", "d", "collaboration", "2020-03-01", None),
        ],
        columns=["source", "target", "level", "start", "end"],
    )
    given = cn.Network(
        net.actors, ties, instances=net.instances, seats=net.seats, observed=net.observed
    )
    rates = {
        level: cn.conversion(given, at="2020-01-15", within="1 year", to=level).pairs
        for level in given.scale.levels
    }
    # a tie that rises is one tie at the lower levels, and begins at the highest
    assert rates["collaboration"].loc[0, COUNTS].tolist() == [6, 1, 5, 1]
    assert rates["concertation"].loc[0, COUNTS].tolist() == [6, 1, 5, 0]
    assert rates["partnership"].loc[0, COUNTS].tolist() == [6, 0, 6, 1]


# what is drawn may have every pair followed early come to an agreement
emptied = pytest.mark.filterwarnings("ignore:.*the curve stays at zero:UserWarning")


@emptied
@settings(max_examples=how_many(8, 20), deadline=None)
@given(tables_over_time(), st.integers(0, LENGTH - 2), st.integers(1, LENGTH))
def test_equal_to_going_through_the_days(drawn, at, length):
    net = over_time(drawn)
    until = min(at + length, LENGTH)
    found = cn.conversion(net, at=day(at), within=f"{until - at} days")
    _, _, seats, agreements = drawn

    def together(number):
        places = [(t, a) for t, a, b in seats if holds(b, number) and a in there(drawn, number)]
        return {frozenset((a, b)) for (t, a), (u, b) in itertools.product(places, places)
                if t == u and a != b}  # fmt: skip

    def agreed(number):
        parties = [p for p, bounds in agreements if holds(bounds, number)]
        return {frozenset(pair) for p in parties for pair in itertools.combinations(p, 2)}

    everyone = set(map(frozenset, itertools.combinations(sorted(there(drawn, at)), 2)))
    sat, had = together(at), agreed(at) & everyone
    began = set()
    for number in range(at + 1, until):
        began |= agreed(number) - agreed(number - 1)
    for row in found.pairs.itertuples():
        pairs = sat if row.sat_together else everyone - sat
        converted = (began & pairs) - had
        expected = [len(pairs), len(pairs & had), len(pairs - had), len(converted)]
        assert [row.pairs, row.already_converted, row.at_risk, row.converted] == expected
        share = len(converted) / len(pairs - had) if pairs - had else np.nan
        assert row.converted_share == pytest.approx(share, nan_ok=True)
    days = range(-6, LENGTH)
    first_agreed = {p: n for n in reversed(days) for p in agreed(n)}
    first_sat = {p: n for n in reversed(days) for p in together(n)}
    during = {p for p, n in first_agreed.items() if n >= 0}
    without = {p for p in during if first_sat.get(p, LENGTH) > first_agreed[p]}
    listed = found.without_concertation
    assert set(map(frozenset, listed[["source", "target"]].to_numpy())) == without
    assert found.without_share == pytest.approx(
        len(without) / len(during) if during else np.nan, nan_ok=True
    )
    waits = {
        p: first_agreed.get(p, LENGTH + 9)
        for p, n in first_sat.items()
        if n > -6 and first_agreed.get(p, LENGTH) > max(n, -1)
    }
    assert found.time.n == len(waits)
    ended = sum(n < LENGTH for n in waits.values())
    assert found.time.curve["ended"].sum() == ended


@emptied
@settings(max_examples=5, deadline=None)
@given(tables_over_time(), st.integers(-400, 400), st.integers(1, LENGTH - 1))
def test_shifted_dates_and_cut_spells_change_nothing(drawn, shift, cut):
    for to in ("agreement", "partnership"):
        whole = cn.conversion(over_time(drawn), within="20 days", to=to, by="sector")
        moved = cn.conversion(over_time(drawn, shift=shift), within="20 days", to=to, by="sector")
        pieces = over_time(cut_in_two(drawn, cut))
        pieces = cn.conversion(pieces, within="20 days", to=to, by="sector")
        for other in (moved, pieces):
            pd.testing.assert_frame_equal(whole.pairs, other.pairs)
            pd.testing.assert_frame_equal(whole.time.curve, other.time.curve)
            assert (whole.already, whole.unknown) == (other.already, other.unknown)


def test_bad_input_says_what_is_needed(net):
    with pytest.raises(cn.OutsideObservation, match=r"2021-06-01 to 2022-06-01.*shorter"):
        cn.conversion(net, at="2021-06-01", within="1 year")
    with pytest.raises(cn.OutsideObservation, match="2019"):
        cn.conversion(net, at="2019")
    for within in ("soon", "0 days", "-1 year", 2):
        with pytest.raises(cn.UnknownWord, match=str(within)):
            cn.conversion(net, within=within)
    with pytest.raises(cn.UnknownWord, match="friendship"):
        cn.conversion(net, within="1 year", to="friendship")
    with pytest.raises(cn.MissingAttribute, match="Seats"):
        cn.conversion(cn.Network(net.actors, observed=("2020", "2021")), within="1 year")
    seated = cn.Network(net.actors, instances=net.instances, seats=net.seats, observed=net.observed)
    with pytest.raises(cn.MissingAttribute, match="Agreements"):
        cn.conversion(seated, within="1 year")
    undated = cn.Network(net.actors, instances=net.instances, seats=net.seats.drop(columns="start"))
    with pytest.raises(cn.OutsideObservation, match='"start"'):
        cn.conversion(undated)


def test_nobody_to_divide_by_is_undefined(net):
    alone = cn.Network(
        net.actors, instances=net.instances, seats=net.seats[:1], agreements=net.agreements,
        observed=net.observed,
    )  # fmt: skip
    found = cn.conversion(alone, within="1 year")
    assert np.isnan(found.pairs.loc[0, "converted_share"])
    assert np.isnan(found.ratio)
    assert found.time.n == 0
    nobody = cn.Network(
        net.actors.assign(sector=None), instances=net.instances, seats=net.seats,
        agreements=net.agreements, observed=net.observed,
    )  # fmt: skip
    with pytest.raises(cn.MissingAttribute, match="sector"):
        cn.conversion(nobody, within="1 year", by="sector")
    assert np.isnan(cn.conversion(nobody, within="1 year", by={"a": "x"}).ratio)


def test_every_pair_that_sat_together_is_followed_or_counted(net):
    agreements = pd.concat(
        [
            net.agreements,
            pd.DataFrame(
                {"agreement": ["old"], "parties": ["x; y"], "start": ["2019-03-01"], "end": [None]}
            ).astype({"start": "datetime64[us]", "end": "datetime64[us]"}),
        ],
        ignore_index=True,
    )
    seats = [
        ("U", "x", "2019-01-01"),  # together from 2019 and agreed that year, before 2020
        ("U", "y", "2019-01-01"),
        ("V", "e", "2022-03-01"),  # together after the observation
        ("V", "f", "2022-03-01"),
        ("W", "a", None),  # nobody knows since when
        ("W", "f", None),
    ]
    seats = pd.DataFrame(seats, columns=["instance", "actor", "start"])
    seats["start"] = seats["start"].astype("datetime64[us]")
    wider = cn.Network(
        pd.DataFrame({"actor": list("abcdefxy"), "sector": ["private", "community"] * 4}),
        instances=pd.DataFrame({"instance": list("TUVW")}),
        seats=pd.concat([net.seats.drop(columns="seat"), seats], ignore_index=True),
        agreements=agreements,
        observed=net.observed,
    )
    found = cn.conversion(wider, within="1 year")
    # x y agreed before 2020; e f had agreed in 2019, before they sat together
    assert (found.outside_observation, found.already, found.unknown_start) == (1, 2, 1)
    pairs = 6 + 3  # of T; of U, V and W
    followed = found.time.n + found.outside_observation + found.already + found.unknown_start
    assert followed == pairs


@pytest.mark.parametrize(
    ("since", "already", "unknown_start"), [("2019-05-01", 0, 1), (None, 0, 1), ("2020", 1, 0)]
)
def test_an_agreement_older_than_the_observation_may_be_older_than_sitting_together(
    since, already, unknown_start
):
    """The agreement has no start: who sat together before the observation may have come first."""
    net = cn.Network(
        pd.DataFrame({"actor": list("ab"), "sector": ["private", "community"]}),
        instances=pd.DataFrame({"instance": ["T"]}),
        seats=pd.DataFrame({"actor": list("ab"), "start": [since, "2019-02-01"], "instance": "T"}),
        agreements=pd.DataFrame({"agreement": ["g"], "parties": ["a; b"], "end": ["2022-06-01"]}),
        observed=("2020", "2022"),
    )
    found = cn.conversion(net, within="1 year")
    assert (found.already, found.unknown_start, found.time.n) == (already, unknown_start, 0)


def test_the_ratio_is_one_for_all_known_groups(net):
    asked = {"at": "2020-01-15", "within": "1 year"}
    whole, by_sector = cn.conversion(net, **asked), cn.conversion(net, **asked, by="sector")
    assert by_sector.ratio == whole.ratio  # every sector is known
    without_c = dict(zip("abdef", "xyxyx", strict=True))
    found = cn.conversion(net, **asked, by=without_c)
    # a b d: 1 of 3 at risk; the others: e f had agreed, a e did of the 6 left
    assert found.ratio == pytest.approx((1 / 3) / (1 / 6))
    assert found.unknown == 4
