import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import CASES, LAYERS, needs_cases, oracle
from tests.networks import of_seats, seated, seatings, the_sample, the_sample_now

SECTORS = {"a": "private", "b": "community", "c": "community", "d": None, "e": "private"}
SEATS = [
    ("T1", "a", ["p"]),
    ("T1", "a", ["q"]),
    ("T2", "a", ["p"]),
    ("T2", "b", ["p", "r"]),
    ("T1", "d", []),
]


def test_worked_by_hand():
    """a: 3 seats in 2 instances; b and d: one; c and e: none."""
    found = cn.burden(of_seats(SECTORS, ["T1", "T2"], SEATS), at_least=2)
    assert found.table["instances"].to_dict() == {"a": 2, "b": 1, "c": 0, "d": 1, "e": 0}
    assert found.table["seats"].tolist() == [3, 1, 0, 1, 0]
    row = found.summary.iloc[0]
    assert (row["n"], row["without_seat"]) == (3, 2)
    assert (row["median"], row["max"]) == (1, 2)
    assert row["at_least_share"] == pytest.approx(1 / 3)
    # seats 1, 1, 3: absolute differences between ordered pairs 4 x 2, over 2 n^2 mean
    assert row["gini"] == pytest.approx(8 / (2 * 9 * 5 / 3))
    # the top tenth is three tenths of the largest holder
    assert row["top_tenth_share"] == pytest.approx(0.3 * 3 / 5)


def test_persons_by_their_code():
    found = cn.burden(of_seats(SECTORS, ["T1", "T2"], SEATS), of="persons", by="sector")
    assert found.table.index.tolist() == ["p", "q", "r"]
    assert found.table["instances"].tolist() == [2, 1, 1]
    assert found.table["seats"].tolist() == [3, 1, 1]
    assert found.table["actors"].tolist() == [2, 1, 1]
    # p sits for a (private) and b (community): of no one group
    assert found.table["sector"].tolist() == [None, "private", "community"]
    assert found.summary.set_index("sector")["n"].to_dict() == {"community": 1, "private": 1}
    assert found.summary["unknown"].tolist() == [1, 1]


def test_only_what_is_ever_in_force_counts():
    """A seat of a closed instance, or of an actor who left, is nobody's; so is an empty mandate."""
    day = pd.to_datetime
    lives = {"start": day(["2015-01-01"] * 2), "end": day([None, "2018-01-01"])}
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"], **lives}),
        instances=pd.DataFrame(
            {
                "instance": ["open", "closed"],
                "start": day(["2015-01-01"] * 2),
                "end": day([None, "2016-01-01"]),
            }
        ),
        seats=pd.DataFrame(
            {
                "seat": ["in", "late", "left"],
                "instance": ["open", "closed", "open"],
                "actor": ["a", "a", "b"],
                "start": day(["2015-01-01", "2017-01-01", "2019-01-01"]),
                "end": day([None] * 3),
            }
        ),
        mandates=pd.DataFrame(
            {
                "seat": ["in", "in", "late"],
                "person": ["p", "q", "r"],
                "start": day(["2015-01-01", "2016-01-01", "2017-01-01"]),
                "end": day([None, "2016-01-01", None]),
            }
        ),
        observed=cn.Period("2015-01-01", "2021-01-01"),
    )
    assert cn.burden(net).table["instances"].to_dict() == {"a": 1, "b": 0}
    assert cn.burden(net, of="persons").table["instances"].to_dict() == {"p": 1, "q": 0, "r": 0}
    # one rule for all that reads who sits where
    assert cn.coverage(net).groupby("instance")["seats"].sum().to_dict() == {"closed": 0, "open": 1}
    assert cn.instance_heterogeneity(net)["seats"].to_dict() == {"open": 1, "closed": 0}
    assert cn.marginal_value(net).set_index("instance")["actors"].to_dict() == {
        "open": 1,
        "closed": 0,
    }


def test_by_group_leaves_out_the_unknown():
    summary = cn.burden(of_seats(SECTORS, ["T1", "T2"], SEATS), by="sector").summary
    assert summary["sector"].tolist() == ["community", "private"]
    assert summary["n"].tolist() == [1, 1]
    assert summary["without_seat"].tolist() == [1, 1]
    assert summary["unknown"].tolist() == [1, 1]
    halves = {"a": "x", "b": "x", "c": "y"}
    assert cn.burden(of_seats(SECTORS, ["T1", "T2"], SEATS), by=halves).summary["n"].tolist() == [
        2,
        0,
    ]


def test_hours_where_meetings_are_known():
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "private"]}),
        instances=pd.DataFrame({"instance": ["T1", "T2"], "meetings_per_year": [4, None]}),
        seats=pd.DataFrame(
            {
                "seat": ["s1", "s2", "s3", "s4"],
                "instance": ["T1", "T1", "T2", "T2"],
                "actor": ["a", "a", "a", "b"],
            }
        ),
        mandates=pd.DataFrame({"seat": ["s1", "s2", "s4"], "person": ["p", "p", "q"]}),
    )
    table = cn.burden(net, hours_per_meeting=2.5).table
    # a has two seats at the four meetings of T1; those of T2 are unknown
    assert table.loc["a", ["meetings_per_year", "unknown_meetings", "hours"]].tolist() == [4, 1, 20]
    assert table.loc["b", ["meetings_per_year", "hours"]].isna().all()
    persons = cn.burden(net, of="persons", hours_per_meeting=2.5).table
    assert persons.loc["p", "hours"] == 10  # once, though on two seats
    assert cn.burden(net).table["hours"].isna().all()


@pytest.mark.parametrize("n", [1, 2, 9, 10, 25])
def test_spread_of_one_to_n(n):
    """Seats 1, 2, ... n: the Gini index is (n - 1)/(3 n); the top tenth is read off the curve."""
    seats = [(f"T{i}", f"a{j}", []) for j in range(n) for i in range(j + 1)]
    actors = {f"a{j}": "private" for j in range(n)}
    row = cn.burden(of_seats(actors, [f"T{i}" for i in range(n)], seats)).summary.iloc[0]
    assert row["gini"] == pytest.approx((n - 1) / (3 * n))
    lorenz = np.concatenate([[0], np.cumsum(np.arange(1, n + 1))]) / (n * (n + 1) / 2)
    assert row["top_tenth_share"] == pytest.approx(1 - np.interp(0.9, np.arange(n + 1) / n, lorenz))


def test_all_alike():
    actors = {f"a{j}": "private" for j in range(17)}
    row = cn.burden(of_seats(actors, ["T"], [("T", a, []) for a in actors])).summary.iloc[0]
    assert row["gini"] == pytest.approx(0)
    assert row["top_tenth_share"] == pytest.approx(0.1)


@given(seatings(with_persons=True))
@settings(max_examples=30, deadline=None)
def test_equals_counting(net):
    sectors, instances, seats = net
    found = cn.burden(of_seats(sectors, instances, seats), at_least=2)
    counts = [sum(a in members for members in seated(seats).values()) for a in sectors]
    held = [sum(who == a for _, who, _ in seats) for a in sectors]
    assert found.table.index.tolist() == list(sectors)
    assert found.table["instances"].tolist() == counts
    assert found.table["seats"].tolist() == held
    row = found.summary.iloc[0]
    positive = [c for c in counts if c]
    if positive:
        some = [h for h in held if h]
        differences = sum(abs(x - y) for x in some for y in some)
        assert row["gini"] == pytest.approx(differences / (2 * len(some) * sum(some)))
        assert row["at_least_share"] == np.mean([c >= 2 for c in positive])
        assert row["median"] == np.median(positive)
    else:
        assert row[["median", "max", "at_least_share", "gini", "top_tenth_share"]].isna().all()
    if not any(persons for *_, persons in seats):
        with pytest.raises(cn.NotComparable):
            cn.burden(of_seats(sectors, instances, seats), of="persons")
        return
    persons = cn.burden(of_seats(sectors, instances, seats), of="persons").table
    for person, line in persons.iterrows():
        mine = [(i, where, who) for i, (where, who, ps) in enumerate(seats) if person in ps]
        assert line["seats"] == len(mine)
        assert line["instances"] == len({where for _, where, _ in mine})
        assert line["actors"] == len({who for _, _, who in mine})


@given(seatings())
@settings(max_examples=15, deadline=None)
def test_an_actor_without_seat_leaves_the_spread(net):
    sectors, instances, seats = net
    one = cn.burden(of_seats(sectors, instances, seats)).summary
    two = cn.burden(of_seats({**sectors, "more": "private"}, instances, seats)).summary
    assert two["without_seat"].item() == one["without_seat"].item() + 1
    pd.testing.assert_frame_equal(
        one.drop(columns="without_seat"), two.drop(columns="without_seat"), check_dtype=False
    )


@needs_cases
@pytest.mark.parametrize("case", [case for case, layer in LAYERS if layer == "coattendance"])
def test_groups_of_the_cases(case):
    table = pd.read_csv(CASES / case / "memberships.csv", dtype=str)
    expected = oracle(case, "twomode_nodes", "coattendance")
    actors = {row["id"]: "private" for row in expected}
    groups = list(table["group"].unique())
    seats = [(g, a, []) for a, g in zip(table["actor"], table["group"], strict=True)]
    found = cn.burden(of_seats(actors, groups, seats)).table
    assert found["instances"].tolist() == [int(row["groups"]) for row in expected]


def test_bad_input():
    net = of_seats(SECTORS, ["T1"], [("T1", "a", [])])
    with pytest.raises(cn.NotComparable, match="andat"):
        cn.burden(net, of="persons")
    with pytest.raises(cn.UnknownWord, match="seats"):
        cn.burden(net, of="seats")
    with pytest.raises(cn.NotComparable, match="0"):
        cn.burden(net, at_least=0)
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.burden(net, by="colour")
    with pytest.raises(cn.NotComparable, match="Graph"):
        cn.burden(nx.Graph())
    nobody = cn.burden(of_seats(SECTORS, [], []))
    assert nobody.table["instances"].sum() == 0
    assert math.isnan(nobody.summary["gini"].item())
    with pytest.raises(cn.NotComparable, match="andat"):  # nor without seats
        cn.burden(of_seats(SECTORS, [], []), of="persons")


def test_the_period_is_stated():
    net = the_sample()
    assert cn.burden(net).observed == net.observed
    assert cn.burden(net.at("2024-06-30"), by="sector").observed.days == 1


@pytest.mark.parametrize(
    "measure", [cn.burden, cn.marginal_value, cn.single_representative_links, cn.ei_index]
)
def test_groups_that_nobody_filled_are_refused(measure):
    sample = the_sample_now()
    tables = sample.tables | {"actors": sample.actors.assign(field=None)}
    empty = cn.Network(**tables, observed=sample.observed)
    with pytest.raises(cn.MissingAttribute, match="empty"):
        measure(empty, by="field")
    tables |= {"actors": sample.actors.assign(sector=None)}
    measure(cn.Network(**tables, observed=sample.observed), by="sector")  # all are unknown
