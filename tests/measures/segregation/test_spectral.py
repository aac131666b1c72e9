import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from concertnet.kernels.blocks_perron import Effort
from concertnet.measures.segregation.spectral import _of_actors
from tests.cases import LAYERS, florentine, karate, load, needs_cases, oracle
from tests.networks import graphs


def test_worked_by_hand():
    """The path a - b - c, a and b in x, c in y."""
    graph = nx.path_graph(["a", "b", "c"])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y"}, "sector")
    # B = [[0, 1], [1/2, 0]]: lambda = sqrt(1/2), x = (1, lambda), of mean (1 + lambda)/2
    value = math.sqrt(1 / 2)
    expected = [2 * value / (1 + value), 2 * value**2 / (1 + value), 0]
    assert cn.actor_spectral_segregation(graph).tolist() == pytest.approx(expected)
    assert cn.sector_spectral_segregation(graph).to_dict() == pytest.approx({"x": value, "y": 0})
    assert cn.spectral_segregation(graph) == pytest.approx(2 * value / 3)


def test_the_kinship_that_netseg_prints():
    """Roles of White (1975), by gender: values printed in netseg's documentation."""
    tied = {
        1: [2, 4, 5, 6, 7, 9, 10],
        2: [4, 5, 6, 10],
        3: [5],
        4: [6],
        5: [6, 7],
        6: [7, 9, 10],
        7: [9, 10],
        8: [9, 10],
    }
    graph = nx.Graph(tied)
    women = {i: "female" if i <= 5 else "male" for i in graph}
    printed = {
        1: 0.3784935,
        2: 0.4923020,
        3: 1.0448612,
        4: 0.4793474,
        5: 0.6327077,
        6: 0.4053925,
        7: 0.5297216,
        8: 1.0159465,
        9: 0.7420267,
        10: 0.5936214,
    }
    found = cn.actor_spectral_segregation(graph, by=women)
    assert found.sort_index().to_dict() == pytest.approx(printed, abs=1e-7)


def test_graphs_of_networkx():
    """Values by netseg's ssi."""
    found = cn.actor_spectral_segregation(florentine())
    theirs = {
        "Acciaiuoli": 1.0117012934584479,
        "Medici": 0.88604444051424891,
        "Castellani": 0.81336538402874892,
        "Peruzzi": 1.1062764405327667,
        "Barbadori": 0.50585064672922375,
        "Salviati": 1.4530673595523977,
        "Pazzi": 1.659138142425681,
        "Lamberteschi": 0.60002951,
    }
    assert found[list(theirs)].to_dict() == pytest.approx(theirs, abs=1e-8)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_equal_the_oracle(case, layer):
    found = cn.actor_spectral_segregation(load(case, layer, directed=False))
    rows = oracle(case, "ssi", layer)
    theirs = pd.to_numeric(pd.Series([row["ssi"] for row in rows]), errors="coerce")
    np.testing.assert_allclose(found[[row["id"] for row in rows]], theirs, rtol=0, atol=1e-9)


def by_the_formula(graph: nx.Graph) -> pd.Series:
    """The index written out: each part of each group, its own dense matrix."""
    known = graph.subgraph([node for node, s in graph.nodes(data="sector") if s is not None])
    values = dict.fromkeys(graph, math.nan)
    for group in {s for _, s in known.nodes(data="sector")}:
        members = known.subgraph([node for node, s in known.nodes(data="sector") if s == group])
        for part in map(list, nx.connected_components(members)):
            matrix = nx.to_numpy_array(members, nodelist=part, weight=None)
            shares = matrix / np.array([[max(known.degree[node], 1)] for node in part])
            eigenvalues, vectors = np.linalg.eig(shares)
            top = np.argmax(eigenvalues.real)
            x = vectors[:, top].real
            values.update(zip(part, eigenvalues[top].real * x / x.mean(), strict=True))
    return pd.Series(values, dtype=float)


@given(graphs(directed=False))
def test_equal_the_formula(graph):
    if not len(graph):
        return
    found = cn.actor_spectral_segregation(graph)
    np.testing.assert_allclose(found, by_the_formula(graph), atol=1e-9)
    sectors = pd.Series(dict(graph.nodes(data="sector")))
    means = found.groupby(sectors).mean()
    np.testing.assert_allclose(cn.sector_spectral_segregation(graph)[means.index], means)
    assert cn.spectral_segregation(graph) == pytest.approx(found.mean())


@given(graphs(directed=False))
def test_values_stay_in_their_range(graph):
    if not len(graph):
        return
    assert (cn.actor_spectral_segregation(graph).dropna() >= 0).all()
    values = [cn.spectral_segregation(graph), *cn.sector_spectral_segregation(graph)]
    assert all(0 <= value <= 1 + 1e-12 for value in values)


@given(graphs(directed=False))
def test_an_unknown_sector_and_the_order_of_actors_change_nothing(graph):
    if not len(graph):
        return
    more = nx.Graph()
    more.add_nodes_from(reversed(list(graph.nodes(data=True))))
    more.add_edges_from(graph.edges)
    more.add_edges_from(("unknown", node) for node in graph)
    expected = cn.actor_spectral_segregation(graph)
    found = cn.actor_spectral_segregation(more)
    assert math.isnan(found["unknown"])
    np.testing.assert_allclose(found[list(graph)], expected, atol=1e-9)


def test_the_ends_of_the_scale():
    apart = nx.disjoint_union(nx.path_graph(5), nx.complete_graph(3))
    nx.set_node_attributes(apart, {i: "a" if i < 5 else "b" for i in apart}, "sector")
    assert cn.actor_spectral_segregation(apart).tolist() == [1] * 8
    assert cn.spectral_segregation(apart) == 1
    across = nx.complete_bipartite_graph(3, 4)
    nx.set_node_attributes(across, {i: "a" if i < 3 else "b" for i in across}, "sector")
    assert cn.actor_spectral_segregation(across).tolist() == [0] * 7
    # an isolate meets nobody of its group
    apart.add_node("alone", sector="a")
    assert cn.actor_spectral_segregation(apart)["alone"] == 0
    assert cn.spectral_segregation(apart) == pytest.approx(8 / 9)


def test_a_complete_graph_gives_each_group_its_share_of_contacts():
    graph = nx.complete_graph(10)
    nx.set_node_attributes(graph, {i: "aaaaaabbbc"[i] for i in graph}, "sector")
    found = cn.sector_spectral_segregation(graph)
    assert found.to_dict() == pytest.approx({"a": 5 / 9, "b": 2 / 9, "c": 0})


def test_undefined():
    empty = nx.Graph()
    assert math.isnan(cn.spectral_segregation(empty, by={}))
    assert cn.sector_spectral_segregation(empty, by={}).empty
    assert cn.actor_spectral_segregation(empty, by={}).empty
    no_ties = nx.empty_graph(3)
    assert cn.actor_spectral_segregation(no_ties, by={0: "a", 1: "a"}).tolist()[:2] == [0, 0]
    assert math.isnan(cn.actor_spectral_segregation(no_ties, by={0: "a", 1: "a"})[2])


def random_groups(n: int, degree: float, seed: int) -> nx.Graph:
    graph = nx.gnp_random_graph(n, degree / n, seed=seed)
    nx.set_node_attributes(graph, {i: "aab"[i % 3] for i in graph}, "sector")
    return graph


@pytest.mark.parametrize("degree", [2.0, 6.0])
def test_large_parts_by_lanczos_equal_whole_ones(degree):
    graph = random_groups(300, degree, seed=3)
    iterative = cn.actor_spectral_segregation(graph)
    whole = _of_actors(cn.grouped(graph), effort=Effort(whole=1000))
    np.testing.assert_allclose(iterative, whole, atol=1e-9)
    np.testing.assert_allclose(whole, by_the_formula(graph), atol=1e-9)


def test_small_parts_solved_a_few_at_a_time():
    graph = random_groups(300, 1.5, seed=5)
    together = cn.actor_spectral_segregation(graph).to_numpy()
    apart = _of_actors(cn.grouped(graph), effort=Effort(at_once=20))
    np.testing.assert_allclose(apart, together, rtol=1e-5, atol=1e-8)


def test_the_same_answer_each_time():
    graph = random_groups(300, 6.0, seed=4)
    one, other = (cn.actor_spectral_segregation(graph) for _ in range(2))
    pd.testing.assert_series_equal(one, other, check_exact=True)


def chain(n: int) -> cn.GroupedGraph:
    """n actors of one group in a row, each with contacts of another group: three ties each."""
    row = np.arange(n)
    source = np.r_[row[:-1], row, 0, n - 1].astype(np.int32)
    target = np.r_[row[1:], n + row, 2 * n, 2 * n + 1].astype(np.int32)
    codes = np.r_[np.zeros(n), np.ones(n + 2)].astype(np.int32)
    return cn.GroupedGraph(pd.RangeIndex(2 * n + 2), ("a", "b"), codes, source, target)


def test_a_long_chain_on_which_lanczos_stalls():
    n = 3000
    # the eigenvalues of a path are known
    value = 2 / 3 * math.cos(math.pi / (n + 1))
    x = np.sin(np.arange(1, n + 1) * math.pi / (n + 1))
    found = cn.actor_spectral_segregation(chain(n)).to_numpy()[:n]
    np.testing.assert_allclose(found, value * x / x.mean(), atol=1e-8)
    with pytest.raises(cn.NotComparable, match="3"):
        _of_actors(chain(n), effort=Effort(steps=1))


def test_two_eigenvalues_of_a_part_that_only_rounding_parts():
    """Two cliques, and between them a line with ties out: as segregated, in any order."""
    graph = nx.barbell_graph(10, 24)
    n = len(graph)
    graph.add_edges_from((node, ("out", node, i)) for node in range(10, n - 10) for i in range(3))
    sectors = {node: "in" if isinstance(node, int) else "out" for node in graph}
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(n).tolist()
        turned = nx.Graph()
        turned.add_nodes_from(order)
        turned.add_edges_from(graph.edges)
        found = cn.actor_spectral_segregation(turned, by=sectors).loc[list(range(n))].to_numpy()
        np.testing.assert_allclose(found, found[::-1], atol=1e-9)


def test_bad_input():
    graph = karate()
    for measure in (
        cn.spectral_segregation,
        cn.sector_spectral_segregation,
        cn.actor_spectral_segregation,
    ):
        with pytest.raises(cn.NotComparable, match=r"grouped\(G\)\.undirected"):
            measure(graph.to_directed())
        with pytest.raises(cn.NotComparable):
            measure(nx.MultiGraph(graph))
        with pytest.raises(cn.MissingAttribute):
            measure(graph, by="colour")
