import math

import networkx as nx
import pytest
from hypothesis import given

import concertnet as cn
from tests.strategies import graphs


def test_worked_by_hand():
    """A path of three and an isolate: 2 of 6 pairs, degrees 1 2 1 0."""
    graph = nx.path_graph(3)
    graph.add_node("alone")
    found = cn.cohesion(graph)
    assert (found.n, found.ties, found.components, found.isolates) == (4, 2, 2, 1)
    assert found.density == pytest.approx(1 / 3)
    assert found.mean_degree == 1
    assert found.centralisation == pytest.approx(((2 - 1) + 0 + (2 - 1) + 2) / (3 * 2))
    assert math.isnan(found.reciprocity)
    assert math.isnan(found.response_rate)


def test_directed_centralisation_by_hand():
    """a sends to b and c, b sends to a: total degrees 3, 2, 1; sent 2, 1, 0; received 1, 1, 1."""
    found = cn.cohesion(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "a")]))
    assert found.centralisation == pytest.approx((0 + 1 + 2) / (2 * 2 * 1))
    assert found.out_centralisation == pytest.approx((0 + 1 + 2) / 4)
    assert found.in_centralisation == 0
    assert found.reciprocity == pytest.approx(2 / 3)


@given(graphs())
def test_equals_networkx(graph):
    found = cn.cohesion(graph)
    n = graph.number_of_nodes()
    assert found.n == n
    assert found.isolates == nx.number_of_isolates(graph)
    assert found.components == nx.number_connected_components(nx.Graph(graph))
    assert found.density == (
        pytest.approx(nx.density(graph)) if n > 1 else pytest.approx(math.nan, nan_ok=True)
    )
    if graph.is_directed() and graph.number_of_edges():
        assert found.reciprocity == pytest.approx(nx.overall_reciprocity(graph))


def test_a_star_is_fully_centralised_and_a_ring_not_at_all():
    assert cn.cohesion(nx.star_graph(5)).centralisation == 1
    assert cn.cohesion(nx.cycle_graph(5)).centralisation == 0
    out_star = nx.DiGraph((0, i) for i in range(1, 6))
    assert cn.cohesion(out_star).out_centralisation == 1


@pytest.mark.parametrize("n", [0, 1, 2])
def test_undefined_when_too_small(n):
    found = cn.cohesion(nx.empty_graph(n))
    assert math.isnan(found.centralisation)
    assert math.isnan(found.density) == (n < 2)
