import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from concertnet.kernels.blocks_perron import Effort
from concertnet.measures.structure.core_periphery import principal_vector
from tests.cases import davis, florentine, karate, lesmis
from tests.networks import graphs


def all_in(graph: nx.Graph) -> dict:
    return dict.fromkeys(graph, "all")


def ideal() -> nx.Graph:
    """A core of three tied to each other, each with a follower of its own."""
    return nx.Graph([(0, 1), (0, 2), (1, 2), (0, 3), (1, 4), (2, 5)])


def test_an_ideal_core_by_hand():
    """No departure. Coreness c of the core, d of a follower: c = tau d, tau^2 = 2 tau + 1."""
    found = cn.core_periphery(ideal(), by=dict(enumerate("xxyyzz")))
    assert found.actors["in_core"].tolist() == [True] * 3 + [False] * 3
    assert found.departures == 0
    assert found.core_correlation == pytest.approx(1)
    follower = 1 / math.sqrt(3 * (1 + (1 + math.sqrt(2)) ** 2))
    core = (1 + math.sqrt(2)) * follower
    assert found.actors["coreness"].tolist() == pytest.approx([core] * 3 + [follower] * 3)
    assert found.groups["coreness"].tolist() == pytest.approx(
        [core, (core + follower) / 2, follower]
    )
    assert found.groups["in_core"].tolist() == [2, 1, 0]
    assert found.groups["share"].tolist() == [1, 0.5, 0]


def test_departures_by_hand():
    """The ideal with a tie missing in the core and one added in the periphery, both counted."""
    graph = nx.complete_graph(5)
    graph.add_edges_from((i, 5 + i) for i in range(5))
    graph.remove_edge(0, 1)
    graph.add_edge(7, 8)
    assert cn.core_periphery(graph, by=all_in(graph)).departures == 2


def test_a_star_is_an_ideal_core_of_one():
    found = cn.core_periphery(nx.star_graph(6), by=dict.fromkeys(range(7), "a"))
    assert found.actors["in_core"].tolist() == [True] + [False] * 6
    assert found.departures == 0
    assert found.correlation == pytest.approx(1)
    assert math.isnan(found.core_correlation)  # no pair of the core to compare


@pytest.mark.parametrize("leaves", range(2, 12))
def test_a_correlation_does_not_pass_one_by_rounding(leaves):
    star = nx.star_graph(leaves)
    assert 1 - 1e-12 <= cn.core_periphery(star, by=all_in(star)).correlation <= 1


def dense(graph: nx.Graph, actors) -> tuple[float, float, int]:
    """Compute the fit from the whole matrix."""
    ties = nx.to_numpy_array(graph, weight=None)
    pairs = np.triu_indices(len(graph), 1)
    tied, core = ties[pairs], actors["in_core"].to_numpy()
    c = actors["coreness"].to_numpy()
    same = core[pairs[0]] == core[pairs[1]]
    both = (core[pairs[0]] & core[pairs[1]])[same]
    departures = int((both != tied[same]).sum())
    return (
        correlated(tied, np.outer(c, c)[pairs]),
        correlated(tied[same], both.astype(float)),
        departures,
    )


def correlated(one, other) -> float:
    if len(one) < 2 or not one.std() > 1e-9 or not other.std() > 1e-9:
        return math.nan
    return float(np.corrcoef(one, other)[0, 1])


@given(graphs(directed=False))
def test_fit_equals_that_of_the_whole_matrix(graph):
    found = cn.core_periphery(graph)
    correlation, core_correlation, departures = dense(graph, found.actors)
    assert found.correlation == pytest.approx(correlation, nan_ok=True, abs=1e-6)
    assert found.core_correlation == pytest.approx(core_correlation, nan_ok=True, abs=1e-9)
    assert found.departures == departures


@given(graphs(directed=False))
def test_the_core_is_the_best_of_all(graph):
    """Every core is tried; ours has all the actors with more ties than those outside."""
    graph = graph.subgraph(list(graph)[:9])
    if not any("sector" in data for _, data in graph.nodes(data=True)):
        return
    found = cn.core_periphery(graph)
    degrees = dict(graph.degree)
    best, best_together = math.inf, math.inf
    for size in range(len(graph) + 1):
        for core in itertools.combinations(graph, size):
            outside = set(graph) - set(core)
            inner = size * (size - 1) // 2 - graph.subgraph(core).number_of_edges()
            departures = inner + graph.subgraph(outside).number_of_edges()
            best = min(best, departures)
            lowest = min((degrees[node] for node in core), default=math.inf)
            if lowest > max((degrees[node] for node in outside), default=-1):
                best_together = min(best_together, departures)
    assert found.departures == best_together
    core = set(found.actors.index[found.actors["in_core"]])
    assert not {degrees[a] for a in core} & {degrees[a] for a in set(graph) - core}
    if len(set(degrees.values())) == len(degrees):
        assert found.departures == best


@given(graphs(directed=False))
def test_coreness_is_the_principal_eigenvector(graph):
    """Of the highest eigenvalue, and the nearest to equal values where there are several."""
    found = cn.core_periphery(graph).actors["coreness"].to_numpy()
    if not graph.number_of_edges():
        assert np.isnan(found).all()
        return
    values, vectors = np.linalg.eigh(nx.to_numpy_array(graph, weight=None))
    highest = vectors[:, values > values[-1] - 1e-9]
    projected = highest @ highest.sum(axis=0)
    np.testing.assert_allclose(found, projected / np.linalg.norm(projected), atol=1e-7)


@given(graphs(directed=False))
def test_the_order_of_actors_changes_nothing(graph):
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(graph.edges)
    one, other = cn.core_periphery(graph), cn.core_periphery(turned)
    again = other.actors.loc[list(graph)]
    assert (one.actors["in_core"] == again["in_core"]).all()
    np.testing.assert_allclose(one.actors["coreness"], again["coreness"], atol=1e-9)


def in_another_order(graph: nx.Graph, seed: int) -> nx.Graph:
    turned = nx.Graph()
    turned.add_nodes_from(np.random.default_rng(seed).permutation(list(graph)).tolist())
    turned.add_edges_from(graph.edges)
    return turned


@pytest.mark.parametrize(("bell", "between"), [(10, 14), (20, 24)])
def test_the_order_of_actors_changes_nothing_where_rounding_parts_two_eigenvalues(bell, between):
    """Two cliques far apart in one part share the coreness, as do two parts."""
    graph = nx.barbell_graph(bell, between)
    for seed in range(5):
        found = cn.core_periphery(in_another_order(graph, seed), by=all_in(graph)).actors
        coreness = found["coreness"].loc[list(graph)].to_numpy()
        np.testing.assert_allclose(coreness, coreness[::-1], atol=1e-9)


def of_a_path(n: int) -> np.ndarray:
    return np.sin(np.pi * np.arange(1, n + 1) / (n + 1)) * math.sqrt(2 / (n + 1))


@pytest.mark.parametrize("n", [60, 300, 5_000])
def test_a_long_path_whose_eigenvalues_are_close(n):
    """sin(pi i / (n + 1)): of 5,000 actors, the first two eigenvalues differ by 1e-6."""
    found = cn.core_periphery(nx.path_graph(n), by=dict.fromkeys(range(n), "a"))
    np.testing.assert_allclose(found.actors["coreness"], of_a_path(n), atol=1e-10)


@pytest.mark.parametrize("n", [30, 300])
def test_of_two_paths_the_longer_has_all_the_coreness(n):
    """Eigenvalues 2 cos(pi / (n + 1)): of 300 and 301 actors they differ by 7e-7."""
    graph = nx.disjoint_union(nx.path_graph(n), nx.path_graph(n + 1))
    found = cn.core_periphery(graph, by=all_in(graph)).actors["coreness"]
    assert (found[:n] == 0).all()
    np.testing.assert_allclose(found[n:], of_a_path(n + 1), atol=1e-10)


def test_parts_of_the_same_eigenvalue_share_the_coreness():
    """A triangle and a ring of 100 have 2 too, a path of 5 less: all equal but the path."""
    graph = nx.disjoint_union_all([nx.cycle_graph(3), nx.path_graph(5), nx.cycle_graph(100)])
    found = cn.core_periphery(graph, by=all_in(graph)).actors["coreness"].to_numpy()
    assert (found[3:8] == 0).all()
    np.testing.assert_allclose(np.delete(found, slice(3, 8)), 103**-0.5, atol=1e-12)


def test_the_largest_eigenvalue_is_not_that_of_the_densest_part():
    """A triangle (density 1, eigenvalue 2) beside a star of 9 (density 1/5, eigenvalue 3)."""
    graph = nx.disjoint_union(nx.complete_graph(3), nx.star_graph(9))
    found = cn.core_periphery(graph, by=all_in(graph)).actors["coreness"].to_numpy()
    assert found == pytest.approx([0] * 3 + [math.sqrt(1 / 2)] + [math.sqrt(1 / 18)] * 9)


def test_products_are_the_nearest_to_the_ties_up_to_a_factor():
    """lambda c c' leaves |A|^2 - lambda^2; no other vector leaves less, the diagonal included."""
    ties = nx.to_numpy_array(karate(), weight=None)
    c = cn.core_periphery(karate()).actors["coreness"].to_numpy()
    factor = c @ ties @ c
    left = ((ties - factor * np.outer(c, c)) ** 2).sum()
    values = np.linalg.eigvalsh(ties)
    assert factor == pytest.approx(values[-1])
    assert left == pytest.approx((values[:-1] ** 2).sum())


def test_an_eigenvector_that_is_not_found_is_no_answer():
    path = nx.path_graph(200)
    path = cn.grouped(path, by=all_in(path))
    with pytest.raises(cn.NotComparable, match=r"200.*converge"):
        principal_vector(path, residual=0.0)
    with pytest.raises(cn.NotComparable, match="Coreness"):
        principal_vector(path, effort=Effort(restarts=1, steps=0))


def test_of_equally_good_cores_the_smallest():
    """A ring of five: without a core its 5 ties depart; with all in it, the 5 pairs not tied."""
    ring = nx.cycle_graph(5)
    found = cn.core_periphery(ring, by=all_in(ring))
    assert found.departures == 5
    assert not found.actors["in_core"].any()


@pytest.mark.parametrize("make", [karate, florentine, lesmis, davis])
def test_coreness_equals_the_eigenvector_centrality_of_networkx(make):
    graph = nx.Graph(make().edges)
    theirs = nx.eigenvector_centrality_numpy(graph)
    ours = cn.core_periphery(graph, by=all_in(graph)).actors["coreness"]
    assert ours.to_dict() == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(
    ("make", "departures"), [(karate, 23), (florentine, 9), (lesmis, 119), (davis, 1)]
)
def test_departures_equal_those_of_cpnet(make, departures):
    """Those of the core that cpnet 0.0.21 finds by Lip's algorithm."""
    assert cn.core_periphery(make()).departures == departures


def test_complete_empty_and_alone():
    full = nx.complete_graph(5)
    found = cn.core_periphery(full, by=all_in(full))
    assert found.actors["in_core"].all()
    assert found.departures == 0
    assert math.isnan(found.correlation)
    none = nx.empty_graph(3)
    found = cn.core_periphery(none, by=all_in(none))
    assert not found.actors["in_core"].any()
    assert found.actors["coreness"].isna().all()
    empty = cn.core_periphery(nx.empty_graph(0))
    assert len(empty.actors) == 0


def test_unknown_groups_are_counted_and_keep_their_coreness():
    graph = ideal()
    found = cn.core_periphery(graph, by={0: "x", 1: "x"})
    assert found.unknown == 4
    assert found.groups["actors"].tolist() == [2]
    assert found.actors["coreness"].notna().all()


def test_without_any_known_group():
    source, target = zip(*ideal().edges, strict=True)
    nobody = pd.Series(None, index=range(6), dtype=object, name="sector")
    found = cn.core_periphery(cn.GroupedGraph.from_edges(source, target, groups=nobody))
    assert found.unknown == 6
    assert found.groups.shape == (0, 4)
    assert found.departures == 0


def test_a_directed_graph_is_refused():
    with pytest.raises(cn.NotComparable, match="undirected"):
        cn.core_periphery(nx.DiGraph([(0, 1)]), by={0: "a"})


def test_coreness_of_weights_is_their_eigenvector():
    """networkx finds the same; the core is still that of ties."""
    graph = karate()
    ours, plain = cn.core_periphery(graph, weight="weight"), cn.core_periphery(graph)
    vector = nx.eigenvector_centrality_numpy(graph, weight="weight")
    expected = np.abs(np.array([vector[node] for node in graph]))
    np.testing.assert_allclose(ours.actors["coreness"], expected, atol=1e-9)
    assert ours.actors["in_core"].equals(plain.actors["in_core"])
    assert ours.departures == plain.departures
    nx.set_edge_attributes(graph, 3, "same")
    same = cn.core_periphery(graph, weight="same").actors["coreness"]
    np.testing.assert_allclose(same, plain.actors["coreness"], atol=1e-9)
