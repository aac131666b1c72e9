import math
import tracemalloc

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import concertnet as cn
from concertnet import Mixing
from tests.networks import graphs


def hand() -> nx.Graph:
    """Five actors, two sectors, one unknown: E = 2 (a-c, b-c), I = 1 (a-b); d-e touches unknown."""
    graph = nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    return graph


def test_worked_by_hand():
    assert cn.ei_index(hand()) == pytest.approx(1 / 3)
    assert cn.sector_ei_index(hand()).to_dict() == pytest.approx({"x": 1 / 3, "y": 1})
    actors = cn.actor_ei_index(hand())
    assert actors.drop(["d", "e"]).to_dict() == pytest.approx({"a": 0, "b": 0, "c": 1})
    # d only knows an actor of unknown sector; e is one
    assert actors[["d", "e"]].isna().all()
    # sizes 2 and 2: one pair in three is within
    assert cn.ei_expected(hand()) == pytest.approx(1 - 2 * 4 / 12)
    # three ties: one or two within are possible out of 2, up to 3 of the 4 between
    assert cn.ei_bounds(hand()) == cn.Bounds(-1 / 3, 1.0)


def test_directed_by_hand():
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y"}, "sector")
    assert cn.ei_index(graph) == pytest.approx(-1 / 3)
    assert cn.sector_ei_index(graph).to_dict() == pytest.approx({"x": -1 / 3, "y": 1})
    assert cn.actor_ei_index(graph).to_dict() == pytest.approx({"a": -1 / 3, "b": -1, "c": 1})


@pytest.mark.parametrize(
    ("sizes", "expected"), [((12, 12, 12), 0.37), ((20, 15, 2), 0.11), ((30, 8, 2), -0.19)]
)
def test_expected_values_of_the_design(sizes, expected):
    """The raw index is not read against 0: what to expect depends on the sizes."""
    groups = pd.Series(sizes, index=list("abc"))
    none = pd.DataFrame(np.zeros((3, 3), int), index=groups.index, columns=groups.index)
    assert cn.ei_expected(Mixing(none, groups)) == pytest.approx(expected, abs=0.005)


def test_what_needs_sizes_only_lays_out_no_pair_of_groups():
    everyone = cn.grouped(nx.path_graph(3_000), by={i: i for i in range(3_000)})
    tracemalloc.start()
    assert cn.ei_expected(everyone) == 1
    assert cn.network_heterogeneity(everyone).richness == 3_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10e6


def test_a_printed_matrix_gives_the_same_index():
    m = cn.mixing(nx.karate_club_graph(), by="club")
    printed = Mixing(
        pd.DataFrame([[35, 11], [11, 32]], index=m.counts.index, columns=m.counts.columns), m.sizes
    )
    assert cn.ei_index(printed) == cn.ei_index(nx.karate_club_graph(), by="club")


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(3)])
def test_undefined_without_ties(graph):
    nx.set_node_attributes(graph, "a", "sector")
    assert math.isnan(cn.ei_index(graph))
    assert cn.sector_ei_index(graph).isna().all()
    assert cn.actor_ei_index(graph).isna().all()
    bounds = cn.ei_bounds(graph)
    assert math.isnan(bounds.low)
    assert math.isnan(bounds.high)


def test_expected_is_undefined_with_one_actor():
    graph = nx.empty_graph(1)
    nx.set_node_attributes(graph, "a", "sector")
    assert math.isnan(cn.ei_expected(graph))


@given(graphs())
def test_bounds_hold_the_index(graph):
    value, bounds = cn.ei_index(graph), cn.ei_bounds(graph)
    assume(not math.isnan(value))
    assert bounds.low <= value <= bounds.high


@given(graphs())
def test_a_complete_graph_has_the_expected_index(graph):
    complete = nx.complete_graph(graph.number_of_nodes(), create_using=type(graph))
    nx.set_node_attributes(complete, dict(graph.nodes(data=True)))
    value, expected = cn.ei_index(complete), cn.ei_expected(complete)
    assert (math.isnan(value) and math.isnan(expected)) or value == pytest.approx(expected)


@given(graphs())
def test_an_isolate_changes_nothing(graph):
    more = graph.copy()
    more.add_node("alone", sector="a")
    assert cn.ei_index(more) == pytest.approx(cn.ei_index(graph), nan_ok=True)
    before, after = cn.actor_ei_index(graph), cn.actor_ei_index(more)
    pd.testing.assert_series_equal(before, after.drop("alone"), check_index_type=False)


@given(graphs())
def test_an_unknown_sector_moves_nothing_but_the_unknown(graph):
    assume(len(graph))
    more = graph.copy()
    more.add_node("unknown")
    more.add_edges_from(("unknown", node) for node in graph)
    assert cn.ei_index(more) == pytest.approx(cn.ei_index(graph), nan_ok=True)
    assert cn.ei_expected(more) == pytest.approx(cn.ei_expected(graph), nan_ok=True)
    assert cn.mixing(more).unknown_actors == cn.mixing(graph).unknown_actors + 1


@given(graphs())
def test_actor_index_is_that_of_its_contacts(graph):
    table, index = cn.contacts(graph), cn.actor_ei_index(graph)
    for node in graph:
        own = graph.nodes[node].get("sector")
        total = table.loc[node].sum()
        if own is None or not total:
            assert math.isnan(index[node])
        else:
            assert index[node] == pytest.approx((total - 2 * table.loc[node, own]) / total)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_actors_changes_nothing(graph, random):
    nodes = list(graph.nodes(data=True))
    random.shuffle(nodes)
    shuffled = type(graph)()
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from(graph.edges)
    assert cn.ei_index(shuffled) == pytest.approx(cn.ei_index(graph), nan_ok=True)
    assert cn.actor_ei_index(shuffled).reindex(list(graph)).tolist() == pytest.approx(
        cn.actor_ei_index(graph).tolist(), nan_ok=True
    )


def test_actor_answers_fit_the_graph():
    graph = nx.karate_club_graph()
    frame = pd.DataFrame(index=list(graph))
    frame["ei"] = cn.actor_ei_index(graph, by="club")
    assert frame["ei"].notna().all()
