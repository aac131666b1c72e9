import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.strategies import graphs


def exact(graph: nx.Graph) -> tuple[float, float]:
    """Mean and standard deviation of E-I over every way of giving out the groups."""
    nodes = [node for node, sector in graph.nodes(data="sector") if sector is not None]
    labels = [graph.nodes[node]["sector"] for node in nodes]
    values = []
    for shuffled in itertools.permutations(labels):
        copy = graph.copy()
        nx.set_node_attributes(copy, dict(zip(nodes, shuffled, strict=True)), "sector")
        values.append(cn.ei_index(copy))
    return float(np.mean(values)), float(np.std(values))


def test_agrees_with_every_shuffle_of_a_small_graph():
    graph = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5)])
    nx.set_node_attributes(graph, dict(enumerate("aaabbc")), "sector")
    mean, sd = exact(graph)
    chance = cn.against_chance(cn.ei_index, graph, draws=20_000, seed=3)
    assert chance.expected == pytest.approx(mean, abs=4 * sd / math.sqrt(20_000))
    assert chance.sd == pytest.approx(sd, rel=0.03)
    assert mean == pytest.approx(cn.ei_expected(graph))


def small(labels: str) -> nx.Graph:
    graph = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5)])
    nx.set_node_attributes(graph, dict(enumerate(labels)), "sector")
    return graph


@pytest.mark.parametrize("labels", ["aaabbb", "ababab", "abbaab"])
def test_interval_and_p_are_those_of_the_draws(labels):
    """Below, near and above the mean: two-sided p, 95 % interval, over the very draws."""
    graph = small(labels)
    draws: list[float] = []

    def recorded(g) -> float:
        draws.append(cn.ei_index(g))
        return draws[-1]

    chance = cn.against_chance(recorded, graph, draws=400, seed=8)
    observed, values = draws[0], np.array(draws[1:])
    far = sum(abs(v - values.mean()) >= abs(observed - values.mean()) - 1e-12 for v in values)
    assert chance.observed == observed
    assert chance.p_value == pytest.approx((1 + far) / 401)
    ordered = sorted(values)
    assert ordered[8] <= chance.low <= ordered[11]
    assert ordered[388] <= chance.high <= ordered[391]


def test_p_nears_that_of_every_shuffle():
    graph = small("aaabbb")
    nodes, labels = list(graph), [graph.nodes[n]["sector"] for n in graph]
    values = []
    for shuffled in set(itertools.permutations(labels)):
        nx.set_node_attributes(graph, dict(zip(nodes, shuffled, strict=True)), "sector")
        values.append(cn.ei_index(graph))
    graph = small("aaabbb")
    far = np.abs(np.array(values) - np.mean(values)) >= abs(cn.ei_index(graph) - np.mean(values))
    chance = cn.against_chance(cn.ei_index, graph, draws=20_000, seed=2)
    assert chance.p_value == pytest.approx(far.mean(), abs=0.02)


def test_an_answer_that_is_no_number_is_refused():
    with pytest.raises(cn.NotComparable, match="Cohesion"):
        cn.against_chance(cn.cohesion, small("aabbab"), draws=3)  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(0, 1000))
def test_vectorised_draws_are_those_of_the_plain_measure(graph, seed):
    """The same seed through the formula and through the measure gives the same answer."""
    fast = cn.against_chance(cn.ei_index, graph, draws=7, seed=seed)
    slow = cn.against_chance(lambda g: cn.ei_index(g), graph, draws=7, seed=seed)
    assert fast.__dict__ == pytest.approx(slow.__dict__, nan_ok=True)
    one = cn.against_chance(cn.sector_ei_index, graph, draws=7, seed=seed)
    other = cn.against_chance(lambda g: cn.sector_ei_index(g), graph, draws=7, seed=seed)
    pd.testing.assert_frame_equal(one, other, check_index_type=False)


def test_many_groups_use_wider_cells():
    graph = nx.gnm_random_graph(60, 200, seed=1)
    nx.set_node_attributes(graph, {i: i % 20 for i in graph}, "sector")
    fast = cn.against_chance(cn.ei_index, graph, draws=9, seed=5)
    slow = cn.against_chance(lambda g: cn.ei_index(g), graph, draws=9, seed=5)
    assert fast.expected == pytest.approx(slow.expected)


@pytest.mark.parametrize("directed", [False, True])
def test_the_compiled_kernel_has_the_distribution_of_the_plain_one(monkeypatch, directed):
    kind = nx.DiGraph if directed else nx.Graph
    graph = nx.gnm_random_graph(40, 150, seed=2, directed=directed)
    assert isinstance(graph, kind)
    nx.set_node_attributes(graph, {i: "aaabbc"[i % 6] for i in graph if i}, "sector")
    plain = cn.against_chance(cn.sector_ei_index, graph, draws=4000, seed=1)
    monkeypatch.setattr("concertnet.measures.chance._WORTH_COMPILING", 0)
    compiled = cn.against_chance(cn.sector_ei_index, graph, draws=4000, seed=1)
    assert (compiled["observed"] == plain["observed"]).all()
    error = 4 * plain["sd"] * math.sqrt(2 / 4000)
    assert ((compiled["expected"] - plain["expected"]).abs() < error).all()
    assert compiled["sd"].to_numpy() == pytest.approx(plain["sd"].to_numpy(), rel=0.08)
    again = cn.against_chance(cn.sector_ei_index, graph, draws=4000, seed=1)
    pd.testing.assert_frame_equal(compiled, again)


def test_the_kernel_counts_the_ties_of_a_shuffle():
    """Uniform draws just under 1 leave every actor in place: the counts are the observed ones."""
    from concertnet.kernels.permute import TOGETHER, count_shuffled

    graph = cn.grouped(nx.karate_club_graph(), by="club")
    ends = graph.source.astype(np.uint32), graph.target.astype(np.uint32)
    same = np.full((TOGETHER, graph.n), np.nextafter(1, 0))
    counts = count_shuffled(*ends, graph.codes.astype(np.uint8), same, 2)
    assert counts.shape == (TOGETHER, 4)
    for row in counts:
        assert row[0] == 35
        assert row[1] + row[2] == 11
        assert row[3] == 32


def test_same_seed_same_answer():
    graph = nx.karate_club_graph()
    one, two, other = (
        cn.against_chance(cn.ei_index, graph, by="club", draws=50, seed=s) for s in (4, 4, 5)
    )
    assert one == two
    assert one != other


def test_a_segregated_network_is_unlikely_and_p_is_never_zero():
    chance = cn.against_chance(cn.ei_index, nx.karate_club_graph(), by="club", draws=199, seed=1)
    assert chance.observed < chance.low
    assert chance.p_value == pytest.approx(1 / 200)


def test_p_is_one_when_nothing_can_change():
    graph = nx.complete_graph(5)
    nx.set_node_attributes(graph, dict(enumerate("aabbb")), "sector")
    assert cn.against_chance(cn.ei_index, graph, draws=20).p_value == 1


def test_actor_measures_answer_by_actor():
    frame = cn.against_chance(cn.actor_ei_index, nx.karate_club_graph(), by="club", draws=19)
    assert list(frame.columns) == ["observed", "expected", "sd", "low", "high", "p_value", "draws"]
    assert len(frame) == 34


def test_undefined_stays_undefined():
    graph = nx.empty_graph(3)
    nx.set_node_attributes(graph, "a", "sector")
    assert math.isnan(cn.against_chance(cn.ei_index, graph, draws=5).p_value)


def test_at_least_one_draw():
    with pytest.raises(cn.NotComparable, match="0"):
        cn.against_chance(cn.ei_index, nx.karate_club_graph(), by="club", draws=0)
