"""Structural holes of ego networks: by hand, beside igraph and networkx, hostile."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import LAYERS, davis, florentine, karate, lesmis, load, needs_cases, oracle
from tests.networks import graphs


def test_worked_by_hand():
    """A path abcd with ac: in b's ego network a, b and c all tie one another.

    Each invests half in each of the two others: c_ab = (1/2 + 1/2 x 1/2)^2 = 9/16; constraint 9/8.
    In the whole network c has a third contact, d, and constrains b less.
    """
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")])
    found = cn.ego_structural_holes(graph)
    assert found.loc["b", "constraint"] == pytest.approx(9 / 8)
    assert cn.structural_holes(graph).loc["b", "constraint"] < 9 / 8
    assert found.loc["d", ["constraint", "hierarchy"]].tolist() == [1, 1]


def ego_by_ego(graph, weight=None):
    """Take the measure of the whole network in each ego network, one by one."""
    rows = {}
    for node in graph:
        around = {node, *graph.adj[node], *(graph.pred[node] if graph.is_directed() else ())}
        rows[node] = cn.structural_holes(graph.subgraph(around), weight=weight).loc[node]
    return pd.DataFrame(rows).T.loc[list(graph)]


@pytest.mark.parametrize("make", [karate, florentine, lesmis, davis])
def test_it_is_the_measure_of_each_ego_network(make):
    graph = make()
    weight = "weight" if make is karate else None
    ours = cn.ego_structural_holes(graph, weight=weight)
    np.testing.assert_allclose(ours, ego_by_ego(graph, weight), atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_effective_size_is_the_same_in_both_and_so_is_all_of_a_complete_graph(graph):
    if not len(graph):
        return
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    ours, whole = (f(graph, by=groups) for f in (cn.ego_structural_holes, cn.structural_holes))
    if not graph.is_directed():
        for column in ("effective_size", "efficiency"):
            np.testing.assert_allclose(ours[column], whole[column], atol=1e-12)
    full = nx.complete_graph(6)
    nx.set_node_attributes(full, {node: node % 2 for node in full}, "sector")
    np.testing.assert_allclose(cn.ego_structural_holes(full), cn.structural_holes(full), atol=1e-12)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_constraint_and_effective_size_are_those_of_igraph_and_networkx(case, layer):
    ours = cn.ego_structural_holes(load(case, layer, directed=False))
    for name, column, theirs in (
        ("inference_centrality", "constraint", "constraint_ego_igraph"),
        ("inference_py_nodes", "constraint", "constraint_ego_networkx"),
        ("inference_py_nodes", "effective_size", "effective_size_ego_networkx"),
    ):
        rows = {row["id"]: row[theirs] for row in oracle(case, name, layer)}
        values = [float((rows[str(a)] or "nan").replace("NA", "nan")) for a in ours.index]
        np.testing.assert_allclose(ours[column], values, atol=1e-9)


def test_directed_beside_igraph():
    igraph = pytest.importorskip("igraph", reason="python-igraph is not installed")
    graph = nx.gnp_random_graph(15, 0.2, seed=3, directed=True)
    nx.set_node_attributes(graph, "x", "sector")
    theirs = igraph.Graph.from_networkx(graph)
    constraint = cn.ego_structural_holes(graph)["constraint"]
    for node in graph:
        around = theirs.neighborhood(node, 1, mode="all")
        ego = theirs.induced_subgraph(around)
        expected = ego.constraint()[sorted(around).index(node)]
        assert constraint[node] == pytest.approx(expected, nan_ok=True)


def test_isolates_weights_that_are_missing_and_names():
    graph = nx.relabel_nodes(nx.star_graph(3), {0: "<b>"})
    graph.add_node("alone")
    found = cn.ego_structural_holes(graph)
    assert found.loc["alone"].isna().all()
    assert found.loc["<b>", "constraint"] == pytest.approx(1 / 3)
    assert len(cn.ego_structural_holes(nx.empty_graph(0))) == 0
    assert cn.ego_structural_holes(nx.empty_graph(3)).isna().all(axis=None)
    with pytest.raises(cn.NotComparable, match="weight"):
        cn.ego_structural_holes(graph, weight="weight")
    assert math.isnan(found.loc["<b>", "constraint_across"])
    level = cn.ego_structural_holes(cn.sample_network().latest(), weight="level")
    assert level["constraint"].notna().any()
