import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from concertnet import NotComparable
from tests.cases import (
    CASES,
    LAYERS,
    davis,
    florentine,
    karate,
    lesmis,
    load,
    needs_cases,
    oracle,
)
from tests.networks import graphs


def hand(kind=nx.Graph) -> nx.Graph:
    """a, b in x, c, d in y, e of unknown sector: a-b, a-c, a-d, b-c, d-e."""
    graph = kind([("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("d", "e")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    return graph


def test_participation_worked_by_hand():
    """a meets x once and y twice; e is of unknown sector, yet meets d of y."""
    found = cn.participation_coefficient(hand())
    expected = {"a": 1 - 1 / 9 - 4 / 9, "b": 0.5, "c": 0, "d": 0, "e": 0}
    assert found.to_dict() == pytest.approx(expected)
    sent = cn.participation_coefficient(hand(nx.DiGraph), direction="out")
    assert sent.to_dict() == pytest.approx(
        {"a": 4 / 9, "b": 0, "c": math.nan, "d": math.nan, "e": math.nan}, nan_ok=True
    )
    received = cn.participation_coefficient(hand(nx.DiGraph), direction="in")
    assert received.to_dict() == pytest.approx(
        {"a": math.nan, "b": 0, "c": 0, "d": 0, "e": 0}, nan_ok=True
    )


def test_bridge_strength_worked_by_hand():
    graph = hand()
    nx.set_edge_attributes(graph, 2.5, "hours")
    unweighted = {"a": 2, "b": 1, "c": 2, "d": 1, "e": math.nan}
    assert cn.bridge_strength(graph).to_dict() == pytest.approx(unweighted, nan_ok=True)
    hours = {actor: 2.5 * ties for actor, ties in unweighted.items()}
    assert cn.bridge_strength(graph, weight="hours").to_dict() == pytest.approx(hours, nan_ok=True)
    directed = hand(nx.DiGraph)
    directed.add_edge("c", "a")
    for direction, expected in (
        ("out", {"a": 2, "b": 1, "c": 1, "d": 0}),
        ("in", {"a": 1, "b": 0, "c": 2, "d": 1}),
        ("both", {"a": 3, "b": 1, "c": 3, "d": 1}),
    ):
        found = cn.bridge_strength(directed, direction=direction).drop("e")
        assert found.to_dict() == expected


@given(graphs())
def test_ties_by_a_loop(graph):
    sector = dict(graph.nodes(data="sector"))
    groups = {s for s in sector.values() if s is not None}
    for direction in ("both", "out", "in") if graph.is_directed() else ("both",):
        strength = cn.bridge_strength(graph, direction=direction)
        participation = cn.participation_coefficient(graph, direction=direction)
        assert list(strength.index) == list(participation.index) == list(graph)
        for v in graph:
            met = []
            if direction != "in":
                met += [sector[w] for w in graph.adj[v] if sector[w] is not None]
            if direction != "out" and graph.is_directed():
                met += [sector[w] for w in graph.pred[v] if sector[w] is not None]
            shares = [met.count(group) / len(met) for group in groups] if met else [math.nan]
            blau = 1 - sum(share**2 for share in shares)
            assert participation[v] == pytest.approx(blau, nan_ok=True)
            if sector[v] is None or len(groups) < 2:
                assert math.isnan(strength[v])
            else:
                assert strength[v] == sum(s != sector[v] for s in met)


@given(graphs(directed=True))
def test_ties_sent_and_received_add_up(graph):
    total = cn.bridge_strength(graph, direction="out") + cn.bridge_strength(graph, direction="in")
    pd.testing.assert_series_equal(cn.bridge_strength(graph), total)


@pytest.mark.parametrize("measure", [cn.participation_coefficient, cn.bridge_strength, cn.contacts])
def test_directions(measure):
    with pytest.raises(NotComparable, match="direction"):
        measure(hand(nx.DiGraph), direction="all")
    for direction in ("out", "in"):
        with pytest.raises(NotComparable, match="direction"):
            measure(hand(), direction=direction)


def test_bad_weights():
    graph = hand()
    nx.set_edge_attributes(graph, -1, "hours")
    with pytest.raises(NotComparable):
        cn.bridge_strength(graph, weight="hours")
    with pytest.raises(NotComparable, match="hours"):
        cn.bridge_strength(graph, weight="days")


def average_reciprocal_distance(graph: nx.Graph) -> float:
    n = len(graph)
    distances = nx.all_pairs_shortest_path_length(graph)
    return sum(1 / d for _, row in distances for d in row.values() if d) / (n * (n - 1))


def cut_one_by_one(graph: nx.Graph) -> dict:
    """Remove each tie in turn and measure the whole network again."""
    falls = {v: [] for v in graph}
    before = average_reciprocal_distance(graph) if graph.number_of_edges() else 0
    for u, v in list(graph.edges):
        without = graph.copy()
        without.remove_edge(u, v)
        fall = before - average_reciprocal_distance(without)
        falls[u].append(fall)
        falls[v].append(fall)
    return {v: float(np.mean(each)) if each else math.nan for v, each in falls.items()}


def test_bridging_score_worked_by_hand():
    """A triangle a, b, c with d tied to c; 12 ordered pairs.

    Cutting c-d takes d away: 2 (1 + 1/2 + 1/2) = 4 lost. Cutting a-b takes them to distance 2: 1
    lost. Cutting a-c takes a to distance 2 from c, and from 2 to 3 from d: 2 (1/2 + 1/6) = 4/3.
    """
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])
    found = cn.bridging_score(graph)
    assert found.to_dict() == pytest.approx(
        {
            "a": (1 + 4 / 3) / 2 / 12,
            "b": (1 + 4 / 3) / 2 / 12,
            "c": (4 / 3 + 4 / 3 + 4) / 3 / 12,
            "d": 4 / 12,
        }
    )
    # a -> b -> c and a -> c: cutting a -> b loses it, b -> c too, a -> c goes from 1 to 1/2
    found = cn.bridging_score(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")]))
    assert found.to_dict() == pytest.approx(
        {"a": (1 + 0.5) / 2 / 6, "b": (1 + 1) / 2 / 6, "c": (1 + 0.5) / 2 / 6}
    )


@given(graphs())
def test_bridging_score_by_cutting_each_tie(graph):
    found = cn.bridging_score(graph)
    assert list(found.index) == list(graph)
    assert found.to_dict() == pytest.approx(cut_one_by_one(graph), nan_ok=True)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("directed", [False, True])
def test_bridging_score_where_cuts_reach_far(seed, directed):
    """Sparse graphs of long paths: whole branches move, and find other ways round."""
    ring = nx.cycle_graph(17, create_using=nx.DiGraph if directed else nx.Graph)
    nx.add_path(ring, [3, 30, 31, 32, 11])
    nx.add_path(ring, [6, 40, 41])
    rng = np.random.default_rng(seed)
    for u, v in rng.choice(list(ring), (5, 2)).tolist():
        if u != v:
            ring.add_edge(u, v)
    assert cn.bridging_score(ring).to_dict() == pytest.approx(cut_one_by_one(ring), nan_ok=True)
    tree = nx.random_labeled_tree(25, seed=seed)
    assert cn.bridging_score(tree).to_dict() == pytest.approx(cut_one_by_one(tree))


def test_bridging_score_of_the_largest_and_least():
    assert cn.bridging_score(nx.path_graph(2)).tolist() == [1, 1]
    # every tie of a complete graph takes two actors from distance 1 to 2
    n = 6
    alike = [1 / (n * (n - 1))] * n
    assert cn.bridging_score(nx.complete_graph(n)).tolist() == pytest.approx(alike)
    assert cn.bridging_score(nx.empty_graph(3)).isna().all()
    assert cn.bridging_score(nx.Graph()).empty


def test_bridging_score_knows_no_group_and_tells_its_progress():
    calls = []
    found = cn.bridging_score(
        nx.karate_club_graph(), progress=lambda done, total: calls.append((done, total))
    )
    assert calls[-1] == (34, 34)
    assert found.notna().all()
    with pytest.raises(NotComparable):
        cn.bridging_score(nx.MultiGraph([(0, 1)]))


@given(graphs(directed=False))
def test_a_tie_that_goes_both_ways_is_cut_one_way_at_a_time(graph):
    found = cn.bridging_score(graph.to_directed())
    np.testing.assert_allclose(found, cn.bridging_score(graph) / 2, atol=1e-12)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_no_tie_and_one_sector(kind):
    none = nx.empty_graph(3, create_using=kind)
    nx.set_node_attributes(none, dict(enumerate("abb")), "sector")
    assert cn.participation_coefficient(none).isna().all()
    assert cn.bridge_strength(none).tolist() == [0, 0, 0]
    assert cn.participation_coefficient(kind()).empty
    assert cn.bridge_strength(kind()).empty
    one = nx.complete_graph(3, create_using=kind)
    nx.set_node_attributes(one, "a", "sector")
    assert cn.participation_coefficient(one).tolist() == [0, 0, 0]
    assert cn.bridge_strength(one).isna().all()


@given(graphs())
def test_an_actor_of_unknown_sector_changes_nothing_in_ties(graph):
    more = graph.copy()
    more.add_node("unknown")
    more.add_edges_from(("unknown", node) for node in graph)
    for measure in (cn.participation_coefficient, cn.bridge_strength):
        if len(graph):
            found = measure(more).drop("unknown").tolist()
            assert found == pytest.approx(measure(graph).tolist(), nan_ok=True)


NETWORKX = [
    # influenceR's bridging, bctpy's participation, networktools' bridge strength
    (karate, 0, 0.0029402480689245444, 0.1171875, 1),
    (karate, 9, 0.0021390374331550638, 0.5, 1),
    (florentine, "Salviati", 0.033611111111111147, 0, 0),
    (lesmis, "MmeBurgon", 0.0058413078149919528, 0, 0),
    (davis, "Evelyn Jefferson", 0.0016339869281046249, 0.4982698961937716, 9),
]


@pytest.mark.parametrize(("make", "actor", "bridging", "participation", "strength"), NETWORKX)
def test_graphs_of_networkx(make, actor, bridging, participation, strength):
    graph = make()
    assert cn.bridging_score(graph)[actor] / 2 == pytest.approx(bridging, abs=1e-9)
    assert cn.participation_coefficient(graph)[actor] == pytest.approx(participation, abs=1e-9)
    assert cn.bridge_strength(graph)[actor] == strength


def column(rows: list[dict[str, str]], name: str) -> pd.Series:
    numbers = pd.Series({row["id"]: row[name] for row in rows})
    return pd.to_numeric(numbers, errors="coerce")


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_independent_software(case, layer):
    nodes, python = oracle(case, "nodes", layer), oracle(case, "py_nodes", layer)
    graph = load(case, layer, directed=False)
    tied = pd.Series(dict(graph.degree)) > 0

    # influenceR halves the fall, and gives isolates 0
    expected = column(nodes, "bridging_valente_fujimoto_influenceR").loc[list(graph)]
    if expected.notna().any():  # it answers NaN for every actor of one layer
        found = cn.bridging_score(graph) / 2
        np.testing.assert_allclose(found[tied], expected[tied], atol=1e-9)
        assert (expected[~tied] == 0).all()

    expected = column(python, "participation_und_bctpy").loc[list(graph)]
    found = cn.participation_coefficient(graph)
    np.testing.assert_allclose(found[tied], expected[tied], atol=1e-9)
    assert (expected[~tied] == 0).all()

    directed = "indegree" in nodes[0]
    full = load(case, layer, directed=directed)
    both = column(nodes, "networktools_bridge_strength").loc[list(graph)]
    np.testing.assert_array_equal(cn.bridge_strength(full), both)
    if not directed:
        return
    for direction, theirs in (("in", "indegree"), ("out", "outdegree")):
        expected = column(nodes, f"networktools_bridge_{theirs}").loc[list(graph)]
        np.testing.assert_array_equal(cn.bridge_strength(full, direction=direction), expected)
        expected = column(python, f"participation_{direction}_bctpy").loc[list(graph)]
        found = cn.participation_coefficient(full, direction=direction)
        some = found.notna()
        np.testing.assert_allclose(found[some], expected[some], atol=1e-9)
        assert (expected[~some] == 0).all()


@needs_cases
@pytest.mark.parametrize(
    ("case", "layer"), [("dhhs", "ge1"), ("smoke_karate", "all"), ("smoke_lesmis", "all")]
)
def test_weighted_strength_of_networktools(case, layer):
    graph = load(case, layer, directed=False)
    ties = pd.read_csv(CASES / case / "ties.csv", dtype={"source": str, "target": str})
    for tie in ties.itertuples():
        graph.edges[tie.source, tie.target]["heft"] = tie.weight
    expected = column(oracle(case, "nodes", layer), "networktools_bridge_strength_weighted")
    found = cn.bridge_strength(graph, weight="heft")
    np.testing.assert_allclose(found, expected.loc[list(graph)])
