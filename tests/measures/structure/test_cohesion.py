import math

import networkx as nx
import pytest
from hypothesis import given

import concertnet as cn
from concertnet.hinges.whole_shape import _closed_compiled, _closed_sparse
from tests.cases import LAYERS, davis, florentine, karate, lesmis, load, needs_cases, oracle
from tests.networks import graphs


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
    assert found.largest_component == 3 / 4
    assert found.fragmentation == pytest.approx(3 / 6)
    assert found.connectedness == pytest.approx(3 / 6)
    assert found.transitivity == 0


def test_directed_centralisation_by_hand():
    """a sends to b and c, b sends to a: total degrees 3, 2, 1; sent 2, 1, 0; received 1, 1, 1."""
    found = cn.cohesion(nx.DiGraph([("a", "b"), ("a", "c"), ("b", "a")]))
    assert found.centralisation == pytest.approx((0 + 1 + 2) / (2 * 2 * 1))
    assert found.out_centralisation == pytest.approx((0 + 1 + 2) / 4)
    assert found.in_centralisation == 0
    assert found.reciprocity == pytest.approx(2 / 3)


def test_directed_transitivity_by_hand():
    """a -> b -> c with a -> c is closed; b -> c -> d and a -> c -> d are not."""
    found = cn.cohesion(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]))
    assert found.transitivity == pytest.approx(1 / 3)


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
    parts = [len(part) for part in nx.connected_components(nx.Graph(graph))]
    if n:
        assert found.largest_component == pytest.approx(max(parts) / n)
    joined = sum(part * (part - 1) for part in parts)
    fragmentation = 1 - joined / (n * (n - 1)) if n > 1 else math.nan
    assert found.fragmentation == pytest.approx(fragmentation, nan_ok=True)


@pytest.mark.parametrize("closed_of", [_closed_sparse, _closed_compiled])
@given(graph=graphs())
def test_transitivity_equals_listing_two_paths(closed_of, graph):
    """By both ways of counting: small networks take the first, the others the second."""
    ties = graph if graph.is_directed() else graph.to_directed()
    paths = [(i, k) for i, j in ties.edges for k in ties.successors(j) if k != i]
    closed = sum(ties.has_edge(i, k) for i, k in paths)
    assert closed_of(cn.grouped(graph)) == closed
    expected = closed / len(paths) if paths else math.nan
    assert cn.cohesion(graph).transitivity == pytest.approx(expected, nan_ok=True)


# sna 2.7 gtrans (weak), equal to igraph transitivity (global)
@pytest.mark.parametrize(
    ("make", "transitivity"),
    [
        (karate, 0.25568181818181818),
        (florentine, 0.19148936170212766),
        (lesmis, 0.49893162393162394),
        (davis, 0.92839627268268754),
    ],
)
def test_graphs_of_networkx(make, transitivity):
    found = cn.cohesion(make())
    assert found.transitivity == pytest.approx(transitivity, abs=1e-12)
    assert (found.connectedness, found.largest_component) == (1, 1)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_equals_sna_and_igraph(case, layer):
    checked = 0
    for row in oracle(case, "network", layer):
        ours = {
            ("sna", "connectedness"): "connectedness",
            ("sna", "gtrans"): "transitivity",
            ("igraph", "transitivity"): "transitivity",
        }.get((row["software"], row["measure"]))
        if ours is None or row["key"] == "strong":
            continue
        found = cn.cohesion(load(case, layer, directed=row["view"] == "dir"))
        assert getattr(found, ours) == pytest.approx(float(row["value"]), abs=1e-9), row
        checked += 1
    assert checked >= 3


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
