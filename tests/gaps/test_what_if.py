import functools
import math

import pandas as pd
import pytest

import concertnet as cn
from tests.networks import of_sectors


@functools.cache
def hand() -> cn.Network:
    """p - c - d, i apart: p private, c and d community, i institutional; a table T with c."""
    return cn.Network(
        pd.DataFrame(
            {
                "actor": list("pcdi"),
                "sector": ["private", "community", "community", "institutional"],
            }
        ),
        pd.DataFrame({"source": ["p", "c"], "target": ["c", "d"], "level": ["collaboration"] * 2}),
        instances=pd.DataFrame({"instance": ["T"], "name": ["Table"]}),
        seats=pd.DataFrame({"seat": ["1"], "instance": ["T"], "actor": ["c"]}),
    )


def test_worked_by_hand():
    found = cn.what_if(hand(), links=[("i", "c")], seats=[("p", "T")])
    of_network = found[found["actor"].isna()].set_index("measure")
    assert of_network.loc["ties", ["before", "after", "change"]].tolist() == [2, 3, 1]
    assert of_network.loc["cross_sector_ties", "change"] == 1
    # E-I: 1 across and 1 within, then 2 and 1
    assert of_network.loc["ei_index", ["before", "after"]].tolist() == pytest.approx([0, 1 / 3])
    assert of_network.loc["components", "change"] == -1
    # 5 pairs of two sectors: p-c, p-d, p-i, c-i, d-i; the first two are near, then all
    assert of_network.loc["reach", ["before", "after"]].tolist() == pytest.approx([2 / 5, 1])
    by_actor = found.dropna(subset=["actor"]).set_index(["actor", "measure"])["change"]
    assert by_actor["i", "sectors_reached"] == 1
    assert by_actor["c", "ties"] == 1
    assert by_actor["p", "instances"] == 1
    assert by_actor["c", "instances"] == 0
    # c has a contact of its sector and one of another, then two of others: 1 - sum of squares
    after = found.dropna(subset=["actor"]).set_index(["actor", "measure"])
    assert after.loc[("c", "participation_coefficient"), ["before", "after"]].tolist() == (
        pytest.approx([1 / 2, 2 / 3])
    )
    assert by_actor["c", "bridge_strength"] == 1
    # c alone joins p, d and i: p-d, then p-i and d-i too
    assert by_actor["c", "cross_sector_betweenness"] == 2
    assert by_actor["c", "constraint"] == pytest.approx(1 / 3 - 1 / 2)
    # paths of c as broker, each way: p-c-d, then p-c-i and d-c-i
    assert by_actor["c", "brokerage"] == pytest.approx(2 * after.loc[("c", "brokerage"), "before"])


def test_every_measure_has_its_word():
    found = cn.what_if(hand(), links=[("i", "c")])
    for lang in ("fr", "en"):
        assert all(f"measure_{name}" in cn.words(lang) for name in found["measure"])


def test_what_is_there_already_changes_nothing():
    found = cn.what_if(hand(), links=[("c", "p")], seats=[("c", "T")])
    assert (found["change"].fillna(0) == 0).all()


def test_the_network_given_is_left_as_it_is():
    net = hand()
    before = net.ties.copy()
    cn.what_if(net, links=[("i", "c")])
    pd.testing.assert_frame_equal(net.ties, before)


def test_undefined_stays_undefined():
    net = of_sectors("private", "community")
    found = cn.what_if(net, links=[("a", "b")]).set_index("measure")
    assert math.isnan(found.loc["ei_index", "before"])
    assert found.loc["ei_index", "after"] == 1
    assert math.isnan(found.loc["ei_index", "change"])


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({}, cn.NotComparable),
        ({"links": [("p", "zz")]}, cn.UnknownWord),
        ({"seats": [("p", "zz")]}, cn.UnknownWord),
        ({"links": [("p", "i")], "level": "friendship"}, cn.UnknownWord),
    ],
)
def test_bad_changes(options, error):
    with pytest.raises(error):
        cn.what_if(hand(), **options)


def test_a_link_at_a_level_changes_the_network_at_that_level():
    """p and c have a collaboration: as a partnership, it is a new tie at that level."""
    found = cn.what_if(hand(), links=[("p", "c")], level="partnership")
    assert found.set_index(["measure", "actor"])["change"].iloc[0] == 1
    net = hand().level("concertation")
    change = cn.what_if(net, links=[("p", "c")]).iloc[0]
    assert change[["measure", "before", "after"]].tolist() == ["ties", 0, 1]


@pytest.mark.parametrize(
    "links",
    [("p", "c"), [("p", "c", "d")], [("p", "p")], 3, [3], [{"p": 1, "c": 2}], [(["p"], "c")]],
)
def test_links_are_pairs_of_two_actors(links):
    with pytest.raises(cn.NotComparable):
        cn.what_if(hand(), links=links)
