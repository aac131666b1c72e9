"""Groups as blocks: by hand, beside R, and as a regression of ties says."""

import math

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import LAYERS, florentine, karate, load, needs_cases, oracle
from tests.networks import graphs


def test_worked_by_hand():
    """Two groups of two, ties ab (x), ac: x is full, 1 of 4 across, y empty: one departure.

    Ties vary by 2 x 2/3 = 4/3 of squares; between blocks 1 + 1/4 - 2/3 = 7/12: 7/16.
    """
    graph = nx.Graph([("a", "b"), ("a", "c")])
    graph.add_node("d")
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    found = cn.sector_blocks(graph)
    assert found.departures == 1
    assert found.departures_share == pytest.approx(1 / 6)
    assert found.r_squared == pytest.approx(7 / 16)
    assert found.image.to_numpy().tolist() == [[1, 0], [0, 0]]


def test_karate_beside_r():
    found = cn.sector_blocks(karate())
    assert found.r_squared == pytest.approx(0.0909913, abs=1e-7)
    assert found.departures == 78


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_r_squared_and_departures_are_those_of_the_cases(case, layer):
    rows = {
        (row["view"], row["measure"]): row["value"]
        for row in oracle(case, "inference_network", layer)
    }
    checked = 0
    for view, directed in (("und", False), ("dir", True)):
        found = cn.sector_blocks(load(case, layer, directed=directed))
        for ours, theirs in (("r_squared", "block_r_squared"), ("departures", "block_departures")):
            if (view, theirs) in rows:
                value = float(rows[view, theirs].replace("NA", "nan"))
                assert getattr(found, ours) == pytest.approx(value, rel=1e-9, nan_ok=True)
                checked += 1
    assert checked


@pytest.mark.parametrize("make", [karate, florentine, lambda: karate().to_directed()])
def test_r_squared_is_that_of_a_regression_on_pairs_of_groups(make):
    graph = make()
    found = cn.mrqap(graph, on=["pair_sector"], draws=9)
    assert cn.sector_blocks(graph).r_squared == pytest.approx(found.r_squared)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_within_bounds(graph):
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    if not len(graph):
        return
    found = cn.sector_blocks(graph, by=groups)
    assert math.isnan(found.r_squared) or 0 <= found.r_squared <= 1
    assert math.isnan(found.departures_share) or 0 <= found.departures_share <= 0.5
    assert found.departures <= cn.mixing(graph, by=groups).ties


def test_hostile():
    for graph in (nx.complete_graph(6), nx.empty_graph(6)):
        nx.set_node_attributes(graph, {node: node % 2 for node in graph}, "sector")
        found = cn.sector_blocks(graph)
        assert math.isnan(found.r_squared)
        assert found.departures == 0
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": "alone"}, "sector")
    assert math.isnan(cn.sector_blocks(graph).image.loc["alone", "alone"])
    chance = cn.against_chance(cn.sector_blocks, karate(), draws=19)
    assert chance.loc["r_squared", "p_value"] == 0.05


@pytest.mark.parametrize("null", ["groups", "ties", "density"])
@pytest.mark.parametrize("directed", [False, True])
def test_draws_taken_at_once_are_those_of_the_networks_drawn(null, directed):
    graph = karate().to_directed() if directed else karate()
    nx.set_node_attributes(graph, {5: None, 7: "alone"}, "sector")
    at_once = cn.against_chance(cn.sector_blocks, graph, null=null, draws=39, seed=2)
    one_by_one = cn.against_chance(
        lambda g: cn.sector_blocks(g), graph, null=null, draws=39, seed=2
    )
    pd.testing.assert_frame_equal(at_once, one_by_one)
    assert at_once.index.tolist() == ["r_squared", "departures", "departures_share"]


def test_it_has_no_error_of_its_own():
    with pytest.raises(cn.NotComparable, match="against_chance"):
        cn.interval(cn.sector_blocks, karate())
    found = cn.compare(karate(), florentine(), measures=[cn.sector_blocks])
    assert found["measure"].tolist() == ["r_squared", "departures", "departures_share"]
    assert found["p_value"].isna().all()
