import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from concertnet import Mixing
from tests.measures.chance.test_against_chance import assert_same_chance
from tests.networks import graphs

NETWORK = [
    cn.assortativity,
    cn.modularity,
    cn.freeman_segregation,
    cn.gupta_anderson_may,
    cn.within_odds_ratio,
]
SECTOR = [cn.coleman_homophily, cn.segregation_matrix_index]
MEASURES = [*NETWORK, *SECTOR]


def values(measure, graph) -> list[float]:
    found = measure(graph)
    return found.tolist() if isinstance(found, pd.Series) else [found]


def hand() -> nx.DiGraph:
    """a, b in x; c, d in y. a->b, b->a, a->c, c->d, d->a: 3 within, 2 between."""
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c"), ("c", "d"), ("d", "a")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    return graph


def test_worked_by_hand():
    """Counts [[2, 1], [1, 1]], two actors each: 4 pairs within, 8 between."""
    graph = hand()
    # sent 3/5 and 2/5, received 3/5 and 2/5
    assert cn.modularity(graph) == pytest.approx(3 / 5 - (9 + 4) / 25)
    assert cn.assortativity(graph) == pytest.approx((15 - 13) / (25 - 13))
    # expected own: 3 x 1/3 and 2 x 1/3
    assert cn.coleman_homophily(graph).tolist() == pytest.approx([(2 - 1) / (3 - 1), 1 / 4])
    assert cn.freeman_segregation(graph) == pytest.approx(1 - (2 / 5) / (8 / 12))
    assert cn.gupta_anderson_may(graph) == pytest.approx(2 / 3 + 1 / 2 - 1)
    assert cn.within_odds_ratio(graph) == pytest.approx(3 * 6 / (1 * 2))
    assert cn.segregation_matrix_index(graph).tolist() == pytest.approx(
        [(1 - 1 / 4) / (1 + 1 / 4), (1 / 2 - 1 / 4) / (1 / 2 + 1 / 4)]
    )


def test_the_classroom_that_netseg_prints():
    """13 boys and 13 girls, 42 and 46 nominations: values printed in netseg's documentation."""
    groups = ["Boy", "Girl"]
    printed = Mixing(
        pd.DataFrame([[40, 2], [5, 41]], index=groups, columns=groups),
        pd.Series([13, 13], index=groups),
        directed=True,
    )
    assert cn.ei_index(printed) == pytest.approx(-0.8409091, abs=1e-7)
    assert cn.within_odds_ratio(printed) == pytest.approx(16.58071, abs=1e-5)
    assert cn.coleman_homophily(printed).tolist() == pytest.approx([0.9084249, 0.7909699], abs=1e-7)
    # netseg compares the girls with what the boys send
    assert cn.segregation_matrix_index(printed)["Boy"] == pytest.approx(0.9117647, abs=1e-7)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_undefined_without_ties_or_with_one_group(measure, kind):
    empty = nx.empty_graph(4, create_using=kind)
    nx.set_node_attributes(empty, dict(enumerate("aabb")), "sector")
    assert all(map(math.isnan, values(measure, empty)))
    alone = nx.complete_graph(3, create_using=kind)
    nx.set_node_attributes(alone, "a", "sector")
    found = values(measure, alone)
    assert all(map(math.isnan, found)) or (measure is cn.modularity and found == [0])


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_a_complete_graph_is_neutral(kind):
    graph = nx.complete_graph(12, create_using=kind)
    nx.set_node_attributes(graph, dict(enumerate("aaaaabbbbccc")), "sector")
    assert values(cn.coleman_homophily, graph) == pytest.approx([0, 0, 0])
    assert values(cn.segregation_matrix_index, graph) == pytest.approx([0, 0, 0])
    assert cn.freeman_segregation(graph) == pytest.approx(0)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_separate_groups_are_at_the_top(kind):
    graph = nx.disjoint_union(
        nx.complete_graph(3, create_using=kind), nx.complete_graph(4, create_using=kind)
    )
    nx.set_node_attributes(graph, dict(enumerate("aaabbbb")), "sector")
    for measure in (cn.assortativity, cn.freeman_segregation, cn.gupta_anderson_may, *SECTOR):
        assert values(measure, graph) == pytest.approx([1] * len(values(measure, graph)))


@given(graphs())
def test_equal_networkx(graph):
    known = graph.subgraph([n for n, s in graph.nodes(data="sector") if s is not None])
    ours = cn.assortativity(graph)
    if not math.isnan(ours):
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(known, "sector"))
    if known.number_of_edges():
        parts = [
            {n for n, s in known.nodes(data="sector") if s == group}
            for group in cn.mixing(graph).sizes.index
        ]
        assert cn.modularity(graph) == pytest.approx(nx.community.modularity(known, parts))


@given(graphs())
def test_values_stay_in_their_range(graph):
    k = len(cn.mixing(graph).sizes)
    for measure, low, high in (
        (cn.assortativity, -1, 1),
        (cn.modularity, -0.5, 1),
        (cn.coleman_homophily, -1, 1),
        (cn.freeman_segregation, -math.inf, 1),
        (cn.gupta_anderson_may, -1 / (k - 1) if k > 1 else 0, 1),
        (cn.within_odds_ratio, 0, math.inf),
        (cn.segregation_matrix_index, -1, 1),
    ):
        for value in values(measure, graph):
            assert math.isnan(value) or low - 1e-12 <= value <= high + 1e-12


@given(graphs())
def test_isolates_and_unknown_sectors_change_nothing_that_ignores_sizes(graph):
    more = graph.copy()
    more.add_node("unknown")
    more.add_edges_from(("unknown", node) for node in graph if node != "unknown")
    for measure in MEASURES:
        if len(graph):
            assert values(measure, more) == pytest.approx(values(measure, graph), nan_ok=True)


@pytest.mark.parametrize("measure", MEASURES)
def test_draws_by_formula_are_those_of_the_measure(measure):
    graph = nx.gnm_random_graph(20, 60, seed=4, directed=True)
    nx.set_node_attributes(graph, {i: "aabbc"[i % 5] for i in graph}, "sector")
    fast = cn.against_chance(measure, graph, draws=15, seed=2)
    slow = cn.against_chance(lambda g: measure(g), graph, draws=15, seed=2)
    if isinstance(fast, pd.DataFrame):
        np.testing.assert_allclose(fast.to_numpy(float), slow.to_numpy(float), equal_nan=True)
    else:
        assert_same_chance(fast, slow)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
@pytest.mark.parametrize("measure", MEASURES)
def test_undefined_without_anybody(measure, kind):
    found = measure(kind(), by={})
    assert found.empty if isinstance(found, pd.Series) else math.isnan(found)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_a_group_of_one_has_nobody_of_its_own_to_choose(kind):
    graph = kind([(0, 1), (1, 2), (2, 0), (0, 3), (3, 0)])
    found = cn.coleman_homophily(graph, by={0: "a", 1: "a", 2: "b", 3: "c"})
    assert found.isna().tolist() == [False, True, True]


def test_odds_are_infinite_when_no_tie_crosses():
    by = {0: "a", 1: "a", 2: "b", 3: "b", 4: "b"}
    assert cn.within_odds_ratio(nx.Graph([(0, 1), (2, 3)]), by=by) == math.inf
    # every pair within is tied, one across
    assert cn.within_odds_ratio(nx.Graph([(0, 1), (2, 3), (2, 4), (3, 4), (0, 2)]), by=by) == (
        math.inf
    )
    assert math.isnan(cn.within_odds_ratio(nx.complete_graph(5), by=by))


def test_odds_of_zero_and_without_a_pair_within():
    by = dict(enumerate("aaabb"))
    across = nx.complete_bipartite_graph(3, 2)
    assert cn.within_odds_ratio(across, by=by) == 0
    across.add_edge(0, 1)  # every pair across is tied, and one within
    assert cn.within_odds_ratio(across, by=by) == 0
    assert math.isnan(cn.within_odds_ratio(nx.path_graph(3), by=dict(enumerate("abc"))))


def test_the_lowest_assortativity():
    sides = nx.complete_bipartite_graph(3, 3)
    assert cn.assortativity(sides, by="bipartite") == pytest.approx(-1)
