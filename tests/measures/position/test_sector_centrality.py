"""Centrality of groups: by hand, against every shuffle, hostile."""

import math
from itertools import permutations

import networkx as nx
import pytest

import concertnet as cn
from tests.cases import karate


def star() -> nx.Graph:
    graph = nx.star_graph(["hub", "a", "b", "c"])
    nx.set_node_attributes(graph, {"hub": "x", "a": "x", "b": "y", "c": None}, "sector")
    return graph


def test_worked_by_hand():
    """Degrees 3, 1, 1, 1: x holds hub and a, y holds b, c is of no known group.

    x: mean 2, share 4/5, the hub at the top. Of known group: 3, 1, 1, mean 5/3, s^2 = 4/3; the sd
    of a mean of two of three is sqrt(4/3 (1/2 - 1/3)) = sqrt(2)/3.
    """
    found = cn.sector_centrality(star())
    row = found[found["centrality"] == "degree"].set_index("group").loc["x"]
    assert row["actors"] == 2
    assert (row["mean"], row["share"]) == (2, pytest.approx(4 / 5))
    assert row["top"] == 1
    assert (row["expected"], row["sd"]) == (pytest.approx(5 / 3), pytest.approx(math.sqrt(2) / 3))
    assert row["z"] == pytest.approx((2 - 5 / 3) / (math.sqrt(2) / 3))


def test_what_chance_gives_is_that_of_every_shuffle():
    graph = nx.path_graph(6)
    sectors = ["x", "x", "y", "y", "y", None]
    nx.set_node_attributes(graph, dict(enumerate(sectors)), "sector")
    found = cn.sector_centrality(graph).set_index(["group", "centrality"])
    values = cn.centralities(graph)["betweenness"].to_numpy()[:5]
    means = [values[list(order[:2])].mean() for order in permutations(range(5))]
    row = found.loc[("x", "betweenness")]
    mean = sum(means) / len(means)
    assert row["expected"] == pytest.approx(mean)
    variance = sum((one - mean) ** 2 for one in means) / len(means)
    assert row["sd"] == pytest.approx(math.sqrt(variance))


def test_shares_add_up_and_directed_graphs_have_their_own_centralities():
    found = cn.sector_centrality(karate())
    assert found.groupby("centrality")["share"].sum().tolist() == pytest.approx([1] * 4)
    both = cn.sector_centrality(karate().to_directed())
    assert set(both["centrality"]) == {
        "in_degree", "out_degree", "in_harmonic", "out_harmonic", "betweenness",
    }  # fmt: skip


def test_hostile():
    graph = nx.empty_graph(4)
    nx.set_node_attributes(graph, {0: "<b>", 1: "<b>", 2: "z"}, "sector")
    found = cn.sector_centrality(graph).set_index(["group", "centrality"])
    assert found.loc[("<b>", "degree"), "mean"] == 0
    assert math.isnan(found.loc[("<b>", "degree"), "share"])
    assert math.isnan(found.loc[("<b>", "degree"), "z"])
    assert math.isnan(found.loc[("<b>", "eigenvector"), "mean"])
    nx.set_node_attributes(graph, "all", "sector")
    assert cn.sector_centrality(graph)["z"].isna().all()
    with pytest.raises(cn.MissingAttribute):
        cn.sector_centrality(graph, by="nothing")


def test_values_that_differ_by_the_order_of_a_sum_are_equal():
    ring = nx.cycle_graph(12)
    nx.set_node_attributes(ring, {node: "xy"[node % 2] for node in ring}, "sector")
    found = cn.sector_centrality(ring)
    assert found["top"].tolist() == [6] * 8  # all stand alike
    assert found["sd"].tolist() == [0] * 8
    assert found["z"].isna().all()


@pytest.mark.filterwarnings("error")
def test_a_group_of_nobody_and_a_centrality_of_nothing_are_undefined():
    arrays = cn.grouped(karate())
    left = arrays.among(arrays.codes == 0)
    found = cn.sector_centrality(left)
    nobody = found[found["actors"] == 0]
    assert len(nobody) == 4
    assert nobody[["mean", "sd", "z"]].isna().all(axis=None)
    nothing = nx.empty_graph(4)
    nx.set_node_attributes(nothing, dict(enumerate("xxyy")), "sector")
    found = cn.sector_centrality(nothing).set_index("centrality")
    assert found.loc["eigenvector", "top"].isna().all()
