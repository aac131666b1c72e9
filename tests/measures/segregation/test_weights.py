"""Measures of groups by the weight of ties: by hand, beside networkx, and where all weigh 1."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.cases import karate
from tests.networks import graphs, the_sample_now

MEASURES = (
    cn.ei_index,
    cn.sector_ei_index,
    cn.actor_ei_index,
    cn.assortativity,
    cn.modularity,
    cn.contacts,
    cn.heterogeneity,
    cn.participation_coefficient,
)


def weighed() -> nx.Graph:
    """Ties ab (2, within x), ac (1, across), cd (3, within y), ad (4, across)."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 2), ("a", "c", 1), ("c", "d", 3), ("a", "d", 4)])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    return graph


def test_worked_by_hand():
    graph = weighed()
    assert cn.ei_index(graph, weight="weight") == (5 - 5) / 10
    assert cn.sector_ei_index(graph, weight="weight").to_dict() == {
        "x": pytest.approx((5 - 2) / 7), "y": pytest.approx((5 - 3) / 8),
    }  # fmt: skip
    assert cn.actor_ei_index(graph, weight="weight")["a"] == pytest.approx((5 - 2) / 7)
    assert cn.contacts(graph, weight="weight").loc["a"].tolist() == [2, 5]
    shares = 1 - (2 / 7) ** 2 - (5 / 7) ** 2
    assert cn.participation_coefficient(graph, weight="weight")["a"] == pytest.approx(shares)
    table = cn.heterogeneity(graph, weight="weight")
    assert table.loc["a", ["contacts", "richness"]].tolist() == [3, 2]
    entropy = -(2 / 7) * math.log(2 / 7) - (5 / 7) * math.log(5 / 7)
    assert table.loc["a", "shannon"] == pytest.approx(entropy)
    degrees = cn.centralities(graph, weight="weight")
    assert degrees["degree"].tolist() == [7, 2, 4, 7]


def test_beside_networkx():
    graph = karate()
    parts = [[n for n in graph if graph.nodes[n]["sector"] == s] for s in ("Mr. Hi", "Officer")]
    assert cn.modularity(graph, weight="weight") == pytest.approx(
        nx.community.modularity(graph, parts, weight="weight")
    )
    mixed = np.zeros((2, 2))
    for one, other, weight in graph.edges(data="weight"):
        cell = tuple(int(graph.nodes[end]["sector"] == "Officer") for end in (one, other))
        mixed[cell] += weight
        mixed[cell[::-1]] += weight
    share = mixed / mixed.sum()
    squares = (share @ share).sum()
    assert cn.assortativity(graph, weight="weight") == pytest.approx(
        (np.trace(share) - squares) / (1 - squares)
    )
    found = cn.centralities(graph, weight="weight")
    vector = nx.eigenvector_centrality_numpy(graph, weight="weight")
    np.testing.assert_allclose(found["eigenvector"], np.abs(list(vector.values())), atol=1e-9)
    assert found["degree"].to_dict() == dict(graph.degree(weight="weight"))
    assert found["betweenness"].tolist() == cn.betweenness(graph).tolist(), "paths count steps"


@settings(max_examples=40, deadline=None)
@given(graphs(), st.sampled_from(MEASURES), st.sampled_from([1, 2.5]))
def test_weights_that_are_all_the_same_change_nothing_but_a_unit(graph, measure, weight):
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    if not len(graph):
        return
    nx.set_edge_attributes(graph, weight, "own")
    ours, plain = measure(graph, by=groups, weight="own"), measure(graph, by=groups)
    if measure is cn.contacts:
        plain = plain * weight
    if isinstance(plain, pd.Series | pd.DataFrame):
        np.testing.assert_allclose(ours.to_numpy(float), plain.to_numpy(float), atol=1e-12)
    else:
        assert ours == pytest.approx(plain, nan_ok=True)


@pytest.mark.parametrize("measure", [*MEASURES, cn.centralities])
def test_a_weight_that_is_missing_or_no_number_is_refused(measure):
    graph = weighed()
    with pytest.raises(cn.NotComparable, match="strength"):
        measure(graph, weight="strength")
    graph.edges["a", "b"]["weight"] = -1
    with pytest.raises(cn.NotComparable):
        measure(graph, weight="weight")


def test_a_printed_matrix_has_no_weights():
    with pytest.raises(cn.NotComparable, match="matrix"):
        cn.ei_index(cn.mixing(weighed()), weight="weight")


def test_levels_of_a_network_weigh():
    net = the_sample_now()
    assert cn.ei_index(net, weight="level") != cn.ei_index(net)
    chance = cn.against_chance(lambda g: cn.ei_index(g, weight="level"), net, draws=19, seed=1)
    assert -1 < chance.expected < 1
