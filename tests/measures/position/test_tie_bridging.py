"""Bridging of ties: by hand, beside igraph and networkx, by deletion, hostile."""

import math
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import LAYERS, karate, lesmis, load, needs_cases, oracle
from tests.networks import graphs


def of_sectors(graph: nx.Graph, sectors: dict) -> nx.Graph:
    nx.set_node_attributes(graph, sectors, "sector")
    return graph


def test_worked_by_hand():
    """A triangle abc with a tail cd, then a cycle of four d e f g.

    cd is a bridge: the 3 x 4 paths between the two sides pass over it. de goes round by g and f: 3.
    """
    edges = ["ab", "ac", "bc", "cd", "de", "ef", "fg", "gd"]
    graph = nx.Graph([tuple(edge) for edge in edges])
    of_sectors(graph, {**dict.fromkeys("abc", "x"), **dict.fromkeys("defg", "y")})
    found = cn.tie_bridging(graph).set_index(["source", "target"])
    bridge = found.loc[("c", "d")]
    assert (bridge["is_bridge"], bridge["span"], bridge["shared"]) == (True, math.inf, 0)
    assert (bridge["betweenness"], bridge["across"], bridge["only_tie"]) == (12, 12, True)
    assert found.loc[("a", "b"), ["shared", "span", "betweenness"]].tolist() == [1, 2, 1]
    assert found.loc[("d", "e"), "span"] == 3
    assert not found["is_bridge"].drop(("c", "d")).any()


def paths_across(graph: nx.Graph) -> dict:
    """Write out every shortest path between two sectors."""
    sectors = nx.get_node_attributes(graph, "sector")
    across = dict.fromkeys(map(frozenset, graph.edges), 0.0)
    for one, other in combinations(graph, 2):
        if sectors[one] != sectors[other] and nx.has_path(graph, one, other):
            paths = list(nx.all_shortest_paths(graph, one, other))
            for edge in (frozenset(step) for path in paths for step in pairwise(path)):
                across[edge] += 1 / len(paths)
    return across


@pytest.mark.parametrize("make", [karate, lesmis])
def test_span_by_deletion_and_paths_beside_networkx(make):
    graph = make()
    found = cn.tie_bridging(graph)
    between = nx.edge_betweenness_centrality(graph, normalized=False)
    bridges = {frozenset(edge) for edge in nx.bridges(graph)}
    across = paths_across(graph)
    for row in found.itertuples():
        edge = frozenset((row.source, row.target))
        pair = tuple(sorted(edge, key=list(graph).index))
        assert row.betweenness == pytest.approx(between[pair if pair in between else pair[::-1]])
        assert row.across == pytest.approx(across[edge])
        assert row.is_bridge == (edge in bridges)
        without = graph.copy()
        without.remove_edge(row.source, row.target)
        span = (
            nx.shortest_path_length(without, row.source, row.target)
            if nx.has_path(without, row.source, row.target)
            else math.inf
        )
        assert row.span == span
        assert row.shared == len(list(nx.common_neighbors(graph, row.source, row.target)))


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_ties_are_those_of_igraph_and_networkx(case, layer):
    found = cn.tie_bridging(load(case, layer, directed=False))
    ours = {
        frozenset(map(str, row[:2])): row
        for row in found[
            ["source", "target", "is_bridge", "shared", "span", "betweenness", "across", "only_tie"]
        ].itertuples(index=False)
    }
    for row in oracle(case, "inference_ties", layer):
        mine = ours[frozenset((row["source"], row["target"]))]
        assert mine.is_bridge == bool(int(row["is_bridge"]))
        assert mine.shared == int(row["shared_contacts"])
        assert mine.span == float(row["span"])
        assert mine.betweenness == pytest.approx(float(row["edge_betweenness"]), rel=1e-9)
    # networkx's edge_betweenness_centrality_subset parts what goes on beyond an actor equally among
    # the actors before it, however many paths come by each: there every path is written out
    graph = load(case, layer, directed=False)
    by_hand = paths_across(graph) if case in ("dhhs", "smoke_lesmis") else {}
    for row in oracle(case, "inference_py_ties", layer):
        mine = ours[frozenset((row["source"], row["target"]))]
        assert mine.is_bridge == bool(int(row["is_bridge"]))
        assert mine.span == float(row["span"])
        across = by_hand.get(frozenset((row["source"], row["target"])))
        if across is None:
            across = float(row["edge_betweenness_across"])
        assert mine.across == pytest.approx(across, rel=1e-9)
        assert mine.only_tie == bool(int(row["only_tie_of_pair"])), row


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_what_passes_over_ties_adds_up_to_distances(graph):
    if graph.is_directed() or not len(graph):
        return
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    found = cn.tie_bridging(graph, by=groups)
    total = apart = 0
    for one, lengths in nx.all_pairs_shortest_path_length(graph):
        for other, length in lengths.items():
            total += length / 2
            if None not in (groups[one], groups[other]) and groups[one] != groups[other]:
                apart += length / 2
    assert found["betweenness"].sum() == pytest.approx(total)
    if len({group for group in groups.values() if group is not None}) > 1:
        assert found["across"].sum() == pytest.approx(apart)
    else:
        assert found["across"].isna().all()
    assert (found["across"] <= found["betweenness"] + 1e-9).all() or found["across"].isna().all()


def test_hostile():
    graph = of_sectors(nx.path_graph(3), {0: "<b>", 1: "x", 2: None})
    found = cn.tie_bridging(graph)
    assert found["group"][0] == "<b>"
    assert found["only_tie"].tolist() == [True, pd.NA]
    assert found["is_bridge"].all()
    nothing = cn.tie_bridging(nx.empty_graph(4))
    assert len(nothing) == 0
    assert len(cn.tie_bridging(nx.empty_graph(0))) == 0
    full = cn.tie_bridging(of_sectors(nx.complete_graph(5), dict.fromkeys(range(5), "one")))
    assert (full["betweenness"] == 1).all()
    assert full["across"].isna().all()
    two = cn.tie_bridging(nx.disjoint_union(nx.cycle_graph(5), nx.cycle_graph(4)))
    assert sorted(two["span"]) == [3] * 4 + [4] * 5
    said = []
    cn.tie_bridging(karate(), progress=lambda done, total: said.append((done, total)))
    assert said[-1] == (34, 34)
    with pytest.raises(cn.NotComparable, match="undirected"):
        cn.tie_bridging(karate().to_directed())
    assert np.isfinite(cn.tie_bridging(cn.sample_network().latest())["level"]).all()
