"""Effect sizes of mixing: by hand, beside R, and on hostile input."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import LAYERS, karate, load, needs_cases, oracle
from tests.networks import graphs


def test_worked_by_hand():
    """Two groups of two, ties ab (x), ac (across): cells x 1 of 1, across 1 of 4, y 0 of 1.

    Odds across: 1 of 4 tied against 1 of 2 of the others: (1 x 1)/(3 x 1) = 1/3. Shuffled groups
    give 2 x 4/6 = 4/3 ties across: 1 over it is 3/4.
    """
    graph = nx.Graph([("a", "b"), ("a", "c")])
    graph.add_node("d")
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    found = cn.mixing_effects(graph, draws=9).set_index(["group", "other_group"])
    assert found.loc[("x", "y"), "odds_ratio"] == pytest.approx(1 / 3)
    assert found.loc[("x", "y"), "ratio_groups"] == pytest.approx(3 / 4)
    assert found.loc[("x", "x"), "odds_ratio"] == math.inf
    assert found.loc[("y", "y"), "odds_ratio"] == 0
    assert found.loc[("y", "y"), ["low", "high"]].isna().all()


def test_karate_beside_r_and_a_longer_error_than_woolf_s():
    found = cn.mixing_effects(karate(), draws=99).set_index(["group", "other_group"])
    across = found.loc[("Mr. Hi", "Officer")]
    assert across["odds_ratio"] == pytest.approx(0.1210673, abs=1e-7)
    assert across["ties"] / across["ratio_groups"] == pytest.approx(40.18, abs=0.005)
    error = (math.log(across["high"]) - math.log(across["low"])) / 2 / 2.0369333
    assert error == pytest.approx(0.397, abs=0.0005)
    assert (across["p_groups"], across["p_degrees"]) == (0.01, 0.01)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_odds_ratios_are_those_of_glm_and_densities_those_of_sna(case, layer):
    rows = oracle(case, "inference_mixing", layer)
    directed = len(rows) == len({row["group"] for row in rows}) ** 2 and len(rows) > 1
    graph = load(case, layer, directed=directed)
    found = cn.mixing_effects(graph, draws=9).set_index(["group", "other_group"])
    assert len(found) == len(rows)
    for row in rows:
        cell = row["group"], row["other_group"]
        ours = found.loc[cell if cell in found.index else cell[::-1]]
        assert (ours["ties"], ours["possible"]) == (int(row["ties"]), int(row["possible"]))
        for mine, theirs in (("density", "density_sna"), ("odds_ratio", "odds_ratio")):
            value = float(row[theirs].replace("NA", "nan"))
            assert ours[mine] == pytest.approx(value, rel=1e-9, nan_ok=True), row


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_ties_add_up_and_cells_with_an_interval_hold_their_value(graph):
    if not len(graph) or all(s is None for _, s in graph.nodes(data="sector")):
        return
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    found = cn.mixing_effects(graph, by=groups, draws=3)
    m = cn.mixing(graph, by=groups)
    assert found["ties"].sum() == m.ties
    expected = found["ties"] / found["ratio_groups"]
    if m.ties and (found["ties"] > 0).all():
        assert expected.sum() == pytest.approx(m.ties)
    known = found["low"].notna()
    assert (found["low"][known] < found["high"][known]).all()


@pytest.mark.parametrize("make", [nx.complete_graph, nx.empty_graph])
def test_ties_that_do_not_vary(make):
    graph = make(8)
    nx.set_node_attributes(graph, {node: node % 2 for node in graph}, "sector")
    found = cn.mixing_effects(graph, draws=9)
    assert found[["odds_ratio", "low", "high"]].isna().all(axis=None)


def test_one_group_sectors_of_one_and_names():
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": "<i>"}, "sector")
    found = cn.mixing_effects(graph, draws=9).set_index(["group", "other_group"])
    alone = found.loc[("<i>", "<i>")]
    assert alone["possible"] == 0
    assert alone.drop(["ties", "possible"]).isna().all()
    nx.set_node_attributes(graph, "all", "sector")
    one = cn.mixing_effects(graph, draws=9).iloc[0]
    assert math.isnan(one["odds_ratio"])
    assert one["ratio_groups"] == 1
    with pytest.raises(cn.NotComparable):
        cn.mixing_effects(karate(), draws=0)
    with pytest.raises(cn.NotComparable):
        cn.mixing_effects(karate(), confidence=95)
    with pytest.raises(cn.MissingAttribute):
        cn.mixing_effects(karate(), by="nothing")


def test_a_directed_graph_has_both_orders():
    graph = karate().to_directed()
    found = cn.mixing_effects(graph, draws=9)
    assert len(found) == 4
    undirected = cn.mixing_effects(karate(), draws=9)
    assert found["odds_ratio"][0] == pytest.approx(
        undirected["ties"][0] * 2 * (850 - 86) / ((272 - 70) * 86)
    )
    pd.testing.assert_frame_equal(found, cn.mixing_effects(graph, draws=9))
    assert np.isfinite(found["low"]).all()
