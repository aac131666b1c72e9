import re

import networkx as nx
import pytest

import concertnet as cn
from concertnet.hinges.weights import weighted


def path(**attributes: object) -> nx.Graph:
    graph = nx.Graph([(0, 1, attributes), (1, 2, attributes)])
    nx.set_node_attributes(graph, {0: "a", 1: "b", 2: "a"}, "sector")
    return graph


@pytest.mark.parametrize(("given", "taken"), [(3, 3), ("3", 3), (" 2.5", 2.5), ("1e3", 1000)])
def test_a_number_written_as_a_text_is_that_number(given, taken):
    assert weighted(path(weight=given), weight="weight")[1].tolist() == [taken, taken]
    assert cn.bridge_strength(path(weight=given), weight="weight")[1] == 2 * taken


@pytest.mark.parametrize("given", ["2,5", "heavy", "", "nan", "-1", 0, float("inf"), float("nan")])
def test_what_is_no_positive_number_is_refused(given):
    shown = re.escape(f"for instance {given!r})")
    with pytest.raises(cn.NotComparable, match=f"finite positive numbers.*{shown}"):
        weighted(path(weight=given), weight="weight")


def test_an_absent_attribute_is_named_with_those_there_are():
    with pytest.raises(cn.NotComparable) as raised:
        weighted(path(weight=1, strength=2), weight="force")
    for lang in ("fr", "en"):
        text = raised.value.text(lang)
        assert "force" in text
        assert "strength, weight" in text


def test_ties_without_the_weight_are_counted():
    graph = path(weight=1)
    graph.add_edge(2, 3)
    with pytest.raises(cn.NotComparable, match=r'1 tie has no weight "weight".*ties: weight\.'):
        weighted(graph, weight="weight")
    with pytest.raises(cn.NotComparable, match="3 ties have no"):
        weighted(cn.grouped(graph), weight="weight")


def test_a_network_says_that_it_has_levels():
    net = cn.sample_network()
    for obj in (net, net.grouped()):
        with pytest.raises(cn.NotComparable, match=": level"):
            weighted(obj, weight="force")
    with pytest.raises(cn.NotComparable, match=": weight"):
        weighted(path(weight=1), weight="level")
