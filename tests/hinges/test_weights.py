import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.weights import weighted
from tests.networks import the_sample, the_sample_now


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
    net = the_sample()
    for obj in (net, net.grouped()):
        with pytest.raises(cn.NotComparable, match=": level"):
            weighted(obj, weight="force")
    with pytest.raises(cn.NotComparable, match=": weight"):
        weighted(path(weight=1), weight="level")


def weighing(rows: list[tuple]) -> cn.Network:
    """Return a network whose ties are (source, target, level, weight, hours)."""
    columns = ["source", "target", "level", "weight", "hours"]
    actors = {"actor": list("dcba"), "sector": ["x", "y", "x", "y"]}
    return cn.Network(pd.DataFrame(actors), pd.DataFrame(rows, columns=columns))


def test_a_network_weighs_its_ties_by_a_column():
    """The highest of the rows of a pair, whichever way they are written, whatever their level."""
    net = weighing(
        [
            ("a", "b", "collaboration", 2.5, "7"),
            ("b", "a", "partnership", 1, None),
            ("b", "a", "concertation", None, "8"),
            ("d", "a", "collaboration", 4, "1.5"),
            ("c", "d", "collaboration", 3, "2"),
        ]
    )
    graph, found = weighted(net, weight="weight")
    ends = graph.actors[graph.source], graph.actors[graph.target]
    ties = ["".join(sorted(pair)) for pair in zip(*ends, strict=True)]
    assert dict(zip(ties, found, strict=True)) == {"cd": 3, "ad": 4, "ab": 2.5}
    # d is y's: a (y) has b; d (x) has a and c; 4 + 2.5, 2.5, 3, 7
    assert cn.bridge_strength(net, weight="weight").to_dict() == {
        "d": 7,
        "c": 3,
        "b": 2.5,
        "a": 6.5,
    }
    assert cn.bridge_strength(net, weight="hours").to_dict() == {"d": 3.5, "c": 2, "b": 8, "a": 9.5}
    assert cn.bridge_strength(net, weight="level").to_dict() == {"d": 2, "c": 1, "b": 3, "a": 4}


def test_a_network_and_its_graph_with_the_same_weights_agree():
    net = the_sample_now()
    rng = np.random.default_rng(3)
    ties = net.ties.assign(weight=rng.integers(1, 9, len(net.ties)).astype(float))
    net = net.with_tables(ties=ties)
    graph = net.graph()
    nx.set_edge_attributes(graph, 0.0, "heft")
    for row in ties.itertuples():
        held = graph.edges[row.source, row.target]
        held["heft"] = max(held["heft"], row.weight)
    for measure in (cn.bridge_strength, cn.structural_holes):
        ours, theirs = measure(net, weight="weight"), measure(graph, weight="heft")
        np.testing.assert_allclose(ours, theirs)
        by_tier = measure(net, by="tier", weight="weight")
        np.testing.assert_allclose(by_tier, measure(graph, by="tier", weight="heft"))


def test_a_network_names_its_columns_and_counts_the_ties_without_weight():
    rows = [("a", "b", "collaboration", 1, None), ("a", "c", "collaboration", None, None)]
    net = weighing(rows)
    with pytest.raises(cn.NotComparable, match=r'1 tie has no weight "weight".*: level, weight\.'):
        weighted(net, weight="weight")
    for absent in ("hours", "force", "theme", "source"):  # empty, unknown, no numbers
        with pytest.raises(cn.NotComparable, match=r"2 ties have no.*: level, weight\."):
            weighted(net, weight=absent)
    with pytest.raises(cn.NotComparable, match=r"finite positive numbers.*instance -1"):
        weighted(weighing([("a", "b", "collaboration", -1, None)]), weight="weight")


def test_a_network_without_a_tie_has_no_weight_to_ask_for():
    net = cn.Network(pd.DataFrame({"actor": ["a", "b"], "sector": ["x", "y"]}))
    assert cn.bridge_strength(net).tolist() == [0, 0]


def test_a_mixing_matrix_sums_weights_beside_its_counts():
    """Of b and d, in x, and of a and c, in y: b-d within x, a-b and a-d across."""
    net = weighing(
        [
            ("a", "b", "partnership", 2.5, None),
            ("a", "d", "collaboration", 4, None),
            ("b", "d", "concertation", 3, None),
        ]
    )
    sectors = dict(zip(net.actors["actor"], net.actors["sector"], strict=True))
    assert sectors == {"d": "x", "c": "y", "b": "x", "a": "y"}
    m = cn.mixing(net, weight="weight")
    pd.testing.assert_frame_equal(m.counts, cn.mixing(net).counts)
    assert m.weight is not None
    assert m.mean_weight is not None
    assert m.weight.to_numpy().tolist() == [[3, 6.5], [6.5, 0]]
    np.testing.assert_array_equal(m.mean_weight, [[3, 3.25], [3.25, np.nan]])
    frame = m.frame().set_index(["group", "other_group"])
    assert frame["weight"].tolist() == [3, 6.5, 0]
    assert frame["ties"].tolist() == [1, 2, 0]
    np.testing.assert_array_equal(frame["mean_weight"], [3, 3.25, np.nan])
    levels = cn.mixing(net, weight="level")
    assert levels.weight is not None
    assert levels.weight.to_numpy().tolist() == [[2, 4], [4, 0]]
    assert "weight" not in cn.mixing(net).frame()


@pytest.mark.parametrize("directed", [False, True])
def test_weights_that_are_all_the_same_are_numbers_of_ties(directed):
    graph = nx.gnp_random_graph(20, 0.2, seed=4, directed=directed)
    nx.set_node_attributes(graph, {v: "abc"[v % 3] if v else None for v in graph}, "sector")
    nx.set_edge_attributes(graph, 0.5, "weight")
    m = cn.mixing(graph, weight="weight")
    assert m.weight is not None
    np.testing.assert_array_equal(m.weight, m.counts / 2)
    assert (m.unknown_actors, m.by, m.directed) == (1, "sector", directed)


def test_weights_of_a_mixing_matrix_must_fit_its_ties():
    m = cn.mixing(path(weight=2), weight="weight")
    with pytest.raises(cn.NotComparable, match="give the network instead"):
        cn.mixing(m, weight="weight")
    with pytest.raises(cn.NotComparable, match="2 ties have no"):
        cn.mixing(path(weight=2), weight="force")
    inf = float("inf")
    for wrong in ([[0, 4]], [[0, 4], [3, 0]], [[1, 4], [4, 0]], [[0, inf], [inf, 0]], "heavy"):
        with pytest.raises(cn.NotComparable) as refused:
            cn.Mixing(m.counts, m.sizes, weight=wrong)  # type: ignore[arg-type]
        assert refused.value.key == "error_mixing_weight"
    with pytest.raises(cn.NotComparable):
        cn.Mixing(m.counts, m.sizes, weight=pd.DataFrame([[0, 4], [4, 0]], ["a", "c"], ["a", "c"]))


def test_arrays_say_that_they_carry_levels_alone():
    """against_chance gives arrays to its measure: what weighs ties there is said."""
    graph = path(weight=2, rank=1)
    with pytest.raises(cn.NotComparable) as raised:
        cn.against_chance(lambda g: cn.modularity(g, weight="weight"), graph, draws=1)
    for lang in ("fr", "en"):
        assert 'weight="level"' in raised.value.text(lang)
    assert weighted(cn.grouped(graph), weight="level")[1].tolist() == [2, 2]
