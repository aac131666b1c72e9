import math

import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.networks import of_seats, seated, seatings

OBSERVED = ("2015-01-01", "2025-01-01")


def hand(**changes) -> cn.Network:
    """A CLC of an establishment h and the private r, s, t, u; a table with a community c.

    r goes to the table in 2018, s was there before the CLC, t never goes, u's entry is not dated.
    """
    tables = {
        "actors": pd.DataFrame(
            {
                "actor": list("hrstuc"),
                "sector": ["institutional", *["private"] * 4, "community"],
            }
        ),
        "ties": pd.DataFrame(
            [("r", "h"), ("r", "s"), ("t", "h"), ("s", "c")], columns=["source", "target"]
        ).assign(level="collaboration"),
        "instances": pd.DataFrame(
            {
                "instance": ["CLC", "sub", "table"],
                "kind": ["clc", "subcommittee", "table"],
                "parent": [None, "CLC", None],
            }
        ),
        "seats": pd.DataFrame(
            [
                ("CLC", "h", "2015-01-01"),
                ("CLC", "r", "2016-01-01"),
                ("CLC", "s", "2019-01-01"),
                ("CLC", "t", "2016-01-01"),
                ("CLC", "u", None),
                ("sub", "t", "2017-01-01"),
                ("table", "r", "2018-01-01"),
                ("table", "s", "2016-06-01"),
                ("table", "c", "2016-06-01"),
                ("table", "h", "2016-06-01"),
            ],
            columns=["instance", "actor", "start"],
        ),
        "observed": OBSERVED,
    }
    return cn.Network(**(tables | changes))


def test_worked_by_hand():
    found = cn.beyond(hand(), "clc", years=(1, 3, 10))
    assert found.instances == ("CLC", "sub")  # a seat on the subcommittee is not elsewhere
    table = found.actors
    assert table.index.tolist() == list("hrstu")
    assert table["establishment"].tolist() == [True, False, False, False, False]
    assert table["ties_elsewhere"].tolist() == [0, 0, 1, 0, 0]  # s-c
    assert table["instances_elsewhere"].tolist() == [1, 1, 1, 0, 0]
    # r and s meet c at the table; t has a tie with the establishment only
    assert table["sectors_reached"].tolist() == [2, 1, 1, 0, 0]
    assert table["already"].tolist() == [False, False, True, False, False]
    assert found.n == 5
    assert (found.with_tie_share, found.with_seat_share, found.with_either_share) == (
        1 / 5,
        3 / 5,
        3 / 5,
    )
    sectors = found.sectors.set_index("sector")
    assert sectors["n"].to_dict() == {"institutional": 1, "private": 4}
    assert sectors.loc["private", "with_seat_share"] == 2 / 4
    # followed: h (gone after 517 days), r (after 731), t; s was elsewhere before, u is not dated
    never = found.never_left.set_index("years")
    assert never["n"].tolist() == [3, 3, 1]  # only h entered ten years before the end
    assert never["never"].tolist() == [3, 1, 0]


def test_the_curve_is_that_of_first_seats_elsewhere():
    curve = cn.beyond(hand(), "CLC").trajectories.curve.set_index("time")
    # 2015-01-01 to 2016-06-01, and 2016-01-01 to 2018-01-01
    assert curve.loc[[517.0, 731.0], "survival"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert curve["at_risk"].tolist() == [3, 2, 1]


def test_the_establishment_may_be_named():
    found = cn.beyond(hand(), ["CLC"], establishment="c")
    # through h too, r and t now reach the institutional sector; nobody reaches c's
    assert found.actors["sectors_reached"].tolist() == [1, 1, 1, 1, 0]
    assert not found.actors["establishment"].any()


def test_what_the_dates_do_not_say():
    seats = pd.DataFrame(
        [
            ("CLC", "r", None),
            ("table", "r", None),
            ("CLC", "s", None),
            ("table", "s", "2016-01-01"),
            ("CLC", "t", "2016-01-01"),
            ("table", "t", None),
        ],
        columns=["instance", "actor", "start"],
    )
    table = cn.beyond(hand(seats=seats), "CLC").actors
    # both before the observation: no order; an unknown start is before any date inside it
    assert table["already"].tolist() == [pd.NA, False, True]
    assert cn.beyond(hand(seats=seats), "CLC").trajectories.n == 0


def test_without_dates_the_shares_still_work():
    seats = hand().seats[["instance", "actor"]]
    found = cn.beyond(hand(seats=seats, observed=None), "clc")
    assert found.observed is None
    assert found.trajectories is None
    assert found.never_left["never_share"].isna().all()
    assert found.with_seat_share == 3 / 5
    assert found.actors.loc["r", "already"] is pd.NA


@given(seatings())
@settings(max_examples=25, deadline=None)
def test_equals_sets(net):
    sectors, instances, rows = net
    body = instances[0]
    found = cn.beyond(of_seats(sectors, instances, rows), body)
    members = seated(rows)
    inside = members.get(body, set())
    assert set(found.actors.index) == inside
    assert found.unknown == sum(sectors[a] is None for a in inside)
    establishment = {a for a in inside if sectors[a] == "institutional"}
    for actor, row in found.actors.iterrows():
        away = [m for i, m in members.items() if i != body and actor in m]
        assert row["instances_elsewhere"] == len(away)
        met = {sectors[o] for m in away for o in m - establishment - {actor}}
        expected = len(met - {None, sectors[actor]})
        if sectors[actor] is None:
            assert math.isnan(row["sectors_reached"])
        else:
            assert row["sectors_reached"] == expected
    assert math.isnan(found.with_seat_share) == (not inside)


def test_shifting_every_date_changes_nothing():
    net = hand()
    by = pd.Timedelta(days=1461)
    seats = net.seats.assign(start=net.seats["start"] + by)
    later = hand(seats=seats, observed=("2019-01-01", "2029-01-01"))
    one, two = cn.beyond(net, "clc"), cn.beyond(later, "clc")
    pd.testing.assert_frame_equal(one.trajectories.curve, two.trajectories.curve)
    pd.testing.assert_frame_equal(one.never_left, two.never_left)


def test_bad_input():
    net = hand()
    known = {*net.instances["instance"], *net.instances["kind"].dropna()}
    for asked, value in (("CNC", "CNC"), ([], "–")):
        with pytest.raises(cn.UnknownWord) as told:
            cn.beyond(net, asked)
        assert told.value.fields["value"] == value
        assert set(told.value.fields["known"].split(", ")) == known
    with pytest.raises(cn.UnknownWord, match="zz"):
        cn.beyond(hand(), "CLC", establishment="zz")


def test_who_is_left_out_of_the_curve_is_counted():
    seats = pd.DataFrame(
        [
            ("CLC", "h", "2014-01-01"),  # gone elsewhere before the observation
            ("table", "h", "2014-06-01"),
            ("CLC", "r", "2016-01-01"),  # followed
            ("CLC", "s", "2016-01-01"),  # already at the table
            ("table", "s", "2016-01-01"),
            ("CLC", "t", None),  # no date
            ("CLC", "u", "2025-06-01"),  # after the observation
        ],
        columns=["instance", "actor", "start"],
    )
    found = cn.beyond(hand(seats=seats), "clc", years=[1])
    assert (found.already, found.undated, found.outside_observation) == (1, 1, 2)
    assert found.n == found.trajectories.n + 4
    # h and r entered a year before the end, whether they were followed or not; h went that year
    assert found.never_left.loc[0, ["n", "never"]].tolist() == [2, 1]


@given(seatings())
@settings(max_examples=15, deadline=None)
def test_every_member_is_followed_or_counted(net):
    sectors, instances, rows = net
    found = cn.beyond(of_seats(sectors, instances, rows), instances[0])
    followed = 0 if found.trajectories is None else found.trajectories.n
    left_out = found.already + found.undated + found.outside_observation
    assert followed + left_out == found.n


def test_sectors_are_reached_through_ties_inside_the_body_too():
    ties = pd.DataFrame([("r", "c"), ("r", "h")], columns=["source", "target"])
    seats = pd.DataFrame({"instance": ["CLC"] * 3, "actor": ["h", "r", "c"]})
    net = hand(ties=ties.assign(level="collaboration"), seats=seats, observed=None)
    found = cn.beyond(net, "clc").actors
    # c sits in the body as r does; h is the establishment, which reaches nobody's sector for others
    assert found.loc["r", ["ties_elsewhere", "sectors_reached"]].tolist() == [0, 1]
    assert found.loc["c", "sectors_reached"] == 1
    assert found.loc["h", "sectors_reached"] == 1  # its own reach, through r


def test_one_number_of_years_needs_no_list():
    assert cn.beyond(hand(), "clc", years=3).never_left["years"].tolist() == [3]


@pytest.mark.parametrize("word", ["Sous-comité", "working group", "subcommittee"])
def test_a_kind_is_named_as_the_data_write_it(word):
    assert cn.beyond(hand(), word).instances == ("sub",)
    own = hand().instances.assign(kind=["clc", word, "table"])
    assert cn.beyond(hand(instances=own), word).instances == ("sub",)
