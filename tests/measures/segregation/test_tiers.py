import doctest
import math
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given

import concertnet as cn
from concertnet.hinges.door import grouped
from tests.cases import karate
from tests.measures.chance.test_against_chance import assert_same_chance
from tests.networks import graphs


def test_worked_by_hand():
    graph = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 4)])
    nx.set_node_attributes(graph, {0: "national", 1: "regional", 2: "local", 3: "local"}, "tier")
    # 0-1 and 1-2 between tiers, 2-3 within; 4 has no known tier
    assert cn.vertical_share(graph) == pytest.approx(2 / 3)


def test_karate_by_club():
    assert cn.vertical_share(karate(), by="club") == pytest.approx(11 / 78)


@given(graphs())
def test_equals_counting_and_the_ei_index(graph):
    sector = dict(graph.nodes(data="sector"))
    known = [(sector[a], sector[b]) for a, b in graph.edges if sector[a] and sector[b]]
    found = cn.vertical_share(graph, by="sector")
    if known:
        assert found == pytest.approx(sum(a != b for a, b in known) / len(known))
        assert found == pytest.approx((cn.ei_index(graph, by="sector") + 1) / 2)
    else:
        assert math.isnan(found)


def test_chance_uses_the_formula():
    graph = karate()
    nx.set_node_attributes(graph, dict(graph.nodes(data="club")), "tier")
    fast = cn.against_chance(cn.vertical_share, graph, by="tier", draws=19, seed=1)
    slow = cn.against_chance(lambda g: cn.vertical_share(g), graph, by="tier", draws=19, seed=1)
    assert fast.observed == pytest.approx(11 / 78)
    assert_same_chance(fast, slow)


def test_the_old_name_answers_the_same_and_says_what_to_write():
    for _ in range(2):  # every time, wherever it is written
        with pytest.warns(DeprecationWarning, match=r"write vertical_share") as told:
            old = cn.tie_vertical_share
        assert Path(told[0].filename).name == "test_tiers.py"
    assert old is cn.vertical_share
    assert "tie_vertical_share" not in cn.__all__
    with pytest.warns(DeprecationWarning, match=r"cn\.vertical_share"):
        from concertnet import tie_vertical_share
    assert tie_vertical_share is old


def test_without_tiers():
    with pytest.raises(cn.MissingAttribute, match="tier"):
        cn.vertical_share(nx.path_graph(3))
    with pytest.raises(cn.NotComparable, match="club"):  # never another grouping in silence
        cn.vertical_share(grouped(karate(), by="club"))


def test_the_example_of_the_docs():
    path = Path(__file__).parents[3] / "docs" / "measures" / "instances.md"
    found = doctest.testfile(str(path), module_relative=False)
    assert found.attempted > 5
    assert found.failed == 0
