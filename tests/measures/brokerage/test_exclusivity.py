"""Exclusive brokerage: by hand, by brute force, beside the cases, hostile."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import LAYERS, karate, load, needs_cases, oracle
from tests.networks import graphs


def test_worked_by_hand():
    """A square abcd with a tail ae: b and d are joined by a and c, e with b and with d by a alone.

    Of the pairs of a (bd, be, de) two are its own; c joins bd only; across: e is of another group.
    """
    graph = nx.Graph(["ab", "bc", "cd", "da", "ae"])
    nx.set_node_attributes(graph, {**dict.fromkeys("abcd", "x"), "e": "y"}, "sector")
    found = cn.brokerage_exclusivity(graph)
    columns = ["brokered", "exclusive", "brokered_across", "exclusive_across", "exclusivity"]
    assert found.loc["a", columns].tolist() == [3, 2, 2, 2, 1]
    assert found.loc["c", ["brokered", "exclusive", "brokered_across"]].tolist() == [1, 0, 0]
    assert math.isnan(found.loc["c", "exclusivity"])
    assert found.loc["a", "credit"] == 2
    assert found.loc["e"].drop("exclusivity").tolist() == [0, 0, 0, 0, 0]


def by_brute_force(graph: nx.Graph, groups: dict) -> dict:
    directed = graph.is_directed()
    brokers: dict = {}
    for v in graph:
        for i in graph.pred[v] if directed else graph.adj[v]:
            for j in graph.adj[v]:
                if i != j and not graph.has_edge(i, j):
                    pair = (i, j) if directed else frozenset((i, j))
                    brokers.setdefault(pair, set()).add(v)
    found = {v: [0, 0, 0, 0, 0.0] for v in graph}
    for pair, those in brokers.items():
        one, other = (groups.get(end) for end in pair)
        across = None not in (one, other) and one != other
        for v in those:
            found[v][0] += 1
            found[v][1] += len(those) == 1
            found[v][2] += across
            found[v][3] += across and len(those) == 1
            found[v][4] += across / len(those)
    return found


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_open_two_path(graph):
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    if not len(graph):
        return
    found = cn.brokerage_exclusivity(graph, by=groups)
    expected = by_brute_force(graph, groups)
    columns = ["brokered", "exclusive", "brokered_across", "exclusive_across", "credit"]
    for node in graph:
        assert found.loc[node, columns].tolist() == pytest.approx(expected[node])
    assert (found["exclusive"] <= found["brokered"]).all()
    assert found["exclusivity"].dropna().between(0, 1).all()


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_pairs_are_those_of_the_cases(case, layer):
    rows = oracle(case, "inference_py_nodes", layer)
    found = cn.brokerage_exclusivity(load(case, layer, directed=False))
    found.index = found.index.astype(str)
    ids = [row["id"] for row in rows]
    for ours, theirs in (
        ("brokered", "brokered_pairs_brute"),
        ("exclusive", "exclusive_pairs_brute"),
        ("brokered_across", "brokered_across_brute"),
        ("exclusive_across", "exclusive_across_brute"),
        ("credit", "credit_across_brute"),
    ):
        values = [float(row[theirs]) for row in rows]
        np.testing.assert_allclose(found.loc[ids, ours], values, rtol=1e-9)
    if "brokered_across_dir_brute" in rows[0]:
        found = cn.brokerage_exclusivity(load(case, layer, directed=True))
        for ours, theirs in (
            ("brokered_across", "brokered_across_dir_brute"),
            ("exclusive_across", "exclusive_across_dir_brute"),
        ):
            assert found.loc[ids, ours].tolist() == [float(row[theirs]) for row in rows]


def test_hostile_and_against_chance():
    for graph in (nx.complete_graph(5), nx.empty_graph(5), nx.empty_graph(0)):
        found = cn.brokerage_exclusivity(graph)
        assert (found.drop(columns="exclusivity") == 0).all(axis=None)
        assert found["exclusivity"].isna().all()
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": None}, "sector")
    assert cn.brokerage_exclusivity(graph).loc["<b>", "brokered"] == 102
    chance = cn.against_chance(cn.brokerage_exclusivity, karate(), draws=9)
    assert set(chance["measure"]) == set(found.columns)
