import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet import NotComparable
from concertnet.measures.position.betweenness import _carried, _carried_by_all
from concertnet.measures.position.bridging import _scores
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
    """a - b - d - e and a - c - d, with a, b in x, d, e in y, c of unknown sector."""
    graph = kind([("a", "b"), ("b", "d"), ("a", "c"), ("c", "d"), ("d", "e")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "d": "y", "e": "y"}, "sector")
    return graph


def test_between_sectors_worked_by_hand():
    """a to d: half by b, half by c. a to e: the same, and all by d. b to e: all by d."""
    found = cn.cross_sector_betweenness(hand())
    assert found.to_dict() == pytest.approx({"a": 0, "b": 1, "c": 1, "d": 2, "e": 0})
    # as directed ties a -> b -> d -> e and a -> c -> d, each pair has one way to go
    one_way = cn.cross_sector_betweenness(hand(nx.DiGraph))
    assert one_way.to_dict() == pytest.approx({"a": 0, "b": 1, "c": 1, "d": 2, "e": 0})
    both_ways = hand().to_directed()
    twice = cn.cross_sector_betweenness(both_ways)
    assert twice.to_dict() == pytest.approx({"a": 0, "b": 2, "c": 2, "d": 4, "e": 0})


def through_each(graph: nx.Graph, *, count_paths: bool = False) -> dict:
    """Enumerate the shortest paths between the actors of different known sectors."""
    sector = dict(graph.nodes(data="sector"))
    carried = dict.fromkeys(graph, 0.0)
    pairs = itertools.permutations if graph.is_directed() else itertools.combinations
    for s, t in pairs(graph, 2):
        if None in (sector[s], sector[t]) or sector[s] == sector[t] or not nx.has_path(graph, s, t):
            continue
        paths = list(nx.all_shortest_paths(graph, s, t))
        for path in paths:
            for v in path[1:-1]:
                carried[v] += 1 if count_paths else 1 / len(paths)
    return carried


def known_sectors(graph: nx.Graph) -> set:
    return {s for _, s in graph.nodes(data="sector") if s is not None}


@given(graphs())
def test_between_sectors_by_enumeration(graph):
    found = cn.cross_sector_betweenness(graph)
    assert list(found.index) == list(graph)
    if len(known_sectors(graph)) < 2:
        assert found.isna().all()
        assert cn.cross_sector_betweenness_sampled(graph).isna().all(axis=None)
    else:
        assert found.to_dict() == pytest.approx(through_each(graph))


@given(graphs())
def test_every_actor_its_own_sector_is_plain_betweenness(graph):
    alone = {v: v for v in graph}
    found = cn.cross_sector_betweenness(graph, by=alone).to_dict()
    if len(graph) > 1:
        assert found == pytest.approx(nx.betweenness_centrality(graph, normalized=False))
    plain = cn.betweenness(graph)
    assert list(plain.index) == list(graph)
    assert plain.to_dict() == pytest.approx(nx.betweenness_centrality(graph, normalized=False))


def test_betweenness_worked_by_hand():
    """Of a star of four ends the centre joins 4 x 3/2 pairs; of a ring of four each half a pair."""
    assert cn.betweenness(nx.star_graph(4)).tolist() == [6, 0, 0, 0, 0]
    assert cn.betweenness(nx.cycle_graph(4)).tolist() == [0.5] * 4
    # one way round, each is between the three ordered pairs that pass it
    assert cn.betweenness(nx.cycle_graph(4, create_using=nx.DiGraph)).tolist() == [3] * 4


@given(graphs())
def test_reach_is_that_of_networkx(graph):
    found = _carried_by_all(cn.grouped(graph))
    descendants = [len(nx.descendants(graph, v)) for v in graph]
    ancestors = [len(nx.ancestors(graph, v)) for v in graph]
    assert found.reaches.tolist() == descendants
    assert found.reached.tolist() == ancestors


@given(graphs(), st.randoms())
def test_other_names_and_another_order_change_nothing(graph, random):
    names = list(graph)
    random.shuffle(names)
    other = nx.relabel_nodes(graph, {v: f"actor {v}" for v in graph})
    shuffled = other.__class__()
    shuffled.add_nodes_from((f"actor {v}", graph.nodes[v]) for v in names)
    shuffled.add_edges_from(other.edges)
    for measure in (cn.cross_sector_betweenness, cn.everett_valente_brokerage):
        before = measure(graph)
        after = measure(shuffled).loc[[f"actor {v}" for v in graph]]
        np.testing.assert_allclose(after, before, atol=1e-12)


def subset_of_networkx(graph: nx.Graph) -> dict:
    """Sum networkx's subset betweenness over pairs of sectors."""
    members = {}
    for v, s in graph.nodes(data="sector"):
        members.setdefault(s, []).append(v)
    total = dict.fromkeys(graph, 0.0)
    for one, other in itertools.permutations(members, 2):
        part = nx.betweenness_centrality_subset(graph, members[one], members[other])
        for v in graph:
            total[v] += part[v]
    return total


@pytest.mark.parametrize("make", [karate, florentine, davis, lesmis])
def test_equal_networkx_subset_betweenness_over_ordered_pairs_of_sectors(make):
    graph = make()
    found = cn.cross_sector_betweenness(graph).to_dict()
    assert found == pytest.approx(subset_of_networkx(graph), abs=1e-9)
    directed = nx.DiGraph(list(graph.edges))
    directed.add_nodes_from(graph.nodes(data=True))
    found = cn.cross_sector_betweenness(directed).to_dict()
    assert found == pytest.approx(subset_of_networkx(directed), abs=1e-9)


def test_a_sample_is_unbiased_and_says_its_error():
    """The mean of many samples is the exact answer; their spread is the error that they state."""
    graph = karate()
    del graph.nodes[5]["sector"]
    exact = cn.cross_sector_betweenness(graph)
    drawn = [cn.cross_sector_betweenness_sampled(graph, samples=12, seed=s) for s in range(400)]
    estimates = np.array([frame["estimate"] for frame in drawn])
    errors = np.array([frame["standard_error"] for frame in drawn])
    spread = estimates.std(axis=0, ddof=1)
    standing = spread > 0
    far = np.abs(estimates.mean(axis=0) - exact)[standing] / (spread[standing] / math.sqrt(400))
    assert far.max() < 4
    np.testing.assert_allclose(estimates[:, ~standing].mean(axis=0), exact[~standing])
    stated = np.sqrt((errors**2).mean(axis=0))
    np.testing.assert_allclose(stated[standing], spread[standing], rtol=0.15)


def test_the_error_of_a_sample_worked_by_hand():
    """A line x - v - y, sectors 1, 2, 3: v carries 1 from x, 1 from y and 0 from itself.

    Two sources of the three, scaled by 3/2 and halved: both ends give 3/2 with no spread; v and one
    end give 3/4, with s^2 = 1/2 and error 3/4 sqrt(2 (1 - 2/3) / 2).
    """
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, dict(enumerate("abc")), "sector")
    seen = set()
    for seed in range(20):
        v = cn.cross_sector_betweenness_sampled(graph, samples=2, seed=seed).loc[1]
        seen.add((round(v["estimate"], 9), round(v["standard_error"], 9)))
    assert seen == {(1.5, 0.0), (0.75, round(0.75 * math.sqrt(1 / 3), 9))}


def test_a_sample_of_everyone_is_exact_and_a_seed_repeats():
    graph = karate()
    exact = cn.cross_sector_betweenness(graph)
    for samples in (34, np.int64(99), 1000):
        found = cn.cross_sector_betweenness(graph, samples=samples)
        pd.testing.assert_series_equal(found, exact)
        found = cn.cross_sector_betweenness_sampled(graph, samples=samples)
        assert found["estimate"].tolist() == exact.tolist()
        assert (found["standard_error"] == 0).all()
    one = cn.cross_sector_betweenness(graph, samples=5, seed=3)
    pd.testing.assert_series_equal(cn.cross_sector_betweenness(graph, samples=5, seed=3), one)
    assert not cn.cross_sector_betweenness(graph, samples=5, seed=4).equals(one)
    found = cn.cross_sector_betweenness_sampled(graph, samples=5, seed=3)
    assert found.columns.tolist() == ["estimate", "standard_error"]
    assert found["estimate"].tolist() == one.tolist()


SAMPLED = [cn.cross_sector_betweenness, cn.cross_sector_betweenness_sampled]


@pytest.mark.parametrize("measure", SAMPLED)
@pytest.mark.parametrize("samples", [0, 1, -3, 2.5, "12", True])
def test_a_sample_needs_two_actors(samples, measure):
    with pytest.raises(NotComparable, match="samples="):
        measure(karate(), samples=samples)


@pytest.mark.parametrize("seed", [-1, 1.5, "x", None])
@pytest.mark.parametrize("samples", [None, 5])
def test_a_seed_is_a_whole_number_from_zero(seed, samples):
    with pytest.raises(NotComparable, match="seed="):
        cn.cross_sector_betweenness(karate(), samples=samples, seed=seed)
    with pytest.raises(NotComparable, match="seed="):
        cn.cross_sector_betweenness_sampled(karate(), seed=seed)


def test_groups_are_not_needed_where_they_have_no_part():
    bare = nx.path_graph(4)
    two = nx.path_graph(4)
    nx.set_node_attributes(two, dict(enumerate("aabb")), "sector")
    for measure in (
        cn.betweenness,
        cn.bridging_coefficient,
        cn.bridging_centrality,
        cn.everett_valente_brokerage,
        cn.bridging_score,
    ):
        assert measure(bare).equals(measure(two))
    assert cn.cohesion(nx.DiGraph([(0, 1), (1, 0)])).reciprocity == 1


def test_progress_ends_with_everyone():
    calls = []
    cn.cross_sector_betweenness(karate(), progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (34, 34)


def test_several_batches_add_up():
    graph = cn.grouped(karate())  # 34 actors, 156 ends: five sources at once
    everyone = np.arange(graph.n)
    whole = _carried(graph, graph.codes, everyone)
    calls = []
    found = _carried(graph, graph.codes, everyone, lambda *done: calls.append(done), at_once=1_000)
    assert calls == [(done, 34) for done in (5, 10, 15, 20, 25, 30, 34)]
    for name in ("sums", "squares", "reached"):
        np.testing.assert_allclose(getattr(found, name), getattr(whole, name))
    np.testing.assert_allclose(found.sums / 2, cn.cross_sector_betweenness(graph))
    np.testing.assert_array_equal(found.reaches, whole.reaches)
    np.testing.assert_allclose(_scores(graph, at_once=1_000), cn.bridging_score(graph))


def test_paths_too_many_to_count_are_undefined():
    """1,100 diamonds in a row: 2^1100 shortest paths from one end to the other."""
    ties = []
    for i in range(1100):
        ties += [(f"{i}", f"{i}a"), (f"{i}", f"{i}b"), (f"{i}a", f"{i + 1}"), (f"{i}b", f"{i + 1}")]
    graph = nx.DiGraph(ties)
    nx.set_node_attributes(graph, {"0": "x", "1100": "y"}, "sector")
    found = cn.cross_sector_betweenness(graph)
    assert math.isnan(found["550"])
    graph.remove_node("900")  # the end is out of reach
    assert cn.cross_sector_betweenness(graph)["550"] == 0


EMPTY = [nx.Graph(), nx.DiGraph(), nx.empty_graph(3), nx.empty_graph(3, create_using=nx.DiGraph)]


@pytest.mark.parametrize("graph", EMPTY, ids=["0", "0 directed", "3", "3 directed"])
def test_no_tie(graph):
    nx.set_node_attributes(graph, dict(enumerate("abb")), "sector")
    assert (cn.cross_sector_betweenness(graph) == 0).all()
    assert (cn.cross_sector_betweenness_sampled(graph) == 0).all(axis=None)
    assert (cn.betweenness(graph) == 0).all()
    assert cn.everett_valente_brokerage(graph).isna().all()
    if not graph.is_directed():
        assert cn.bridging_centrality(graph).isna().all()
        assert cn.bridging_coefficient(graph).isna().all()


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_nobody_stands_between_in_a_complete_graph(kind):
    graph = nx.complete_graph(6, create_using=kind)
    nx.set_node_attributes(graph, dict(enumerate("aabbcc")), "sector")
    assert (cn.cross_sector_betweenness(graph) == 0).all()
    assert (cn.betweenness(graph) == 0).all()


@pytest.mark.parametrize(
    "measure",
    [
        *SAMPLED,
        cn.betweenness,
        cn.bridging_coefficient,
        cn.bridging_centrality,
        cn.everett_valente_brokerage,
    ],
)
def test_what_is_no_simple_graph_is_refused(measure):
    with pytest.raises(NotComparable):
        measure(nx.MultiGraph([(0, 1)]))
    with pytest.raises(NotComparable):
        measure(nx.Graph([(0, 0), (0, 1)]))
    with pytest.raises(NotComparable):
        measure("a path")


def test_a_missing_attribute_says_which_there_are():
    with pytest.raises(cn.MissingAttribute, match="club"):
        cn.cross_sector_betweenness(nx.karate_club_graph())
    # these two know no group
    assert cn.everett_valente_brokerage(nx.karate_club_graph()).notna().all()
    assert cn.bridging_centrality(nx.karate_club_graph()).notna().all()


@pytest.mark.parametrize(
    "measure", [cn.betweenness, cn.bridging_centrality, cn.everett_valente_brokerage]
)
def test_progress_of_what_all_carry(measure):
    calls = []
    graph = nx.karate_club_graph()
    told = measure(graph, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(34, 34)]
    assert told.equals(measure(graph))


def test_bridging_centrality_worked_by_hand():
    """A triangle a, b, c, with d tied to c: degrees 2, 2, 3, 1; only c stands between."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])
    assert cn.bridging_coefficient(graph).to_dict() == pytest.approx(
        {"a": (1 / 2) / (1 / 2 + 1 / 3), "b": 3 / 5, "c": (1 / 3) / (1 / 2 + 1 / 2 + 1), "d": 3}
    )
    assert cn.betweenness(graph).to_dict() == {"a": 0, "b": 0, "c": 2, "d": 0}
    assert cn.bridging_centrality(graph).to_dict() == pytest.approx(
        {"a": 0, "b": 0, "c": 1 / 3, "d": 0}
    )


@given(graphs(directed=False))
def test_bridging_centrality_by_its_definition(graph):
    found, coefficients = cn.bridging_centrality(graph), cn.bridging_coefficient(graph)
    assert list(found.index) == list(coefficients.index) == list(graph)
    between = nx.betweenness_centrality(graph, normalized=False)
    for v, degree in graph.degree:
        if not degree:
            assert math.isnan(found[v])
            assert math.isnan(coefficients[v])
            continue
        coefficient = 1 / degree / sum(1 / graph.degree[i] for i in graph[v])
        assert coefficients[v] == pytest.approx(coefficient)
        assert found[v] == pytest.approx(coefficient * between[v])


@pytest.mark.parametrize("measure", [cn.bridging_centrality, cn.bridging_coefficient])
def test_bridging_centrality_is_undirected_only(measure):
    with pytest.raises(NotComparable, match=r"undirected|non orienté"):
        measure(nx.DiGraph([(0, 1)]))


def test_everett_valente_worked_by_hand():
    """A triangle a, b, c, with d tied to c: only c stands between, (2 x 2 + 3)/3."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")])
    found = cn.everett_valente_brokerage(graph)
    assert found.to_dict() == pytest.approx({"a": 0, "b": 0, "c": 7 / 3, "d": 0})
    # a -> b -> c and d -> b: b carries 2, is reached by 2 and reaches 1
    found = cn.everett_valente_brokerage(nx.DiGraph([("a", "b"), ("b", "c"), ("d", "b")]))
    assert found.to_dict() == pytest.approx(
        {"a": 0, "b": ((2 + 2) / 2 + (2 + 1) / 1) / 2, "c": 0, "d": 0}
    )


@given(graphs())
@settings(max_examples=150)
def test_everett_valente_is_the_mean_use_of_ties(graph):
    """In one part: the mean edge betweenness of a broker's ties, by networkx."""
    parts = nx.weakly_connected_components if graph.is_directed() else nx.connected_components
    if not len(graph):
        return
    graph = graph.subgraph(max(parts(graph), key=len)).copy()
    nx.set_node_attributes(graph, "a", "sector")
    use = nx.edge_betweenness_centrality(graph, normalized=False)
    between = nx.betweenness_centrality(graph, normalized=False)
    found = cn.everett_valente_brokerage(graph)
    for v in graph:
        if graph.is_directed():
            into = [use[e] for e in graph.in_edges(v)]
            out = [use[e] for e in graph.out_edges(v)]
            expected = (np.mean(into) + np.mean(out)) / 2 if between[v] else 0
        else:
            around = [use.get((v, w), use.get((w, v))) for w in graph[v]]
            expected = np.mean(around) if between[v] else 0
        if graph.degree[v]:
            assert found[v] == pytest.approx(expected)
        else:
            assert math.isnan(found[v])


@given(graphs(directed=False))
def test_everett_valente_of_ties_that_go_both_ways(graph):
    if not len(graph) or not nx.is_connected(graph):
        return
    one = cn.everett_valente_brokerage(graph)
    other = cn.everett_valente_brokerage(graph.to_directed())
    assert one.tolist() == pytest.approx(other.tolist(), nan_ok=True)


def published(name: str, kind: type[nx.Graph]) -> tuple[nx.Graph, pd.DataFrame]:
    """Return a network of Everett and Valente (2016) and the table printed for it."""
    folder = CASES / "everett_valente"
    ties = pd.read_csv(folder / f"ties__{name}.csv")
    table = pd.read_csv(folder / f"oracle_inference_everett_valente__{name}.csv")
    return nx.from_pandas_edgelist(ties, create_using=kind), table


@needs_cases
def test_everett_valente_table_1_as_printed():
    """Granovetter's drawing: the digits printed are cut, not rounded.

    In per cent of 156 = (25^2 - 1)/4. Five actors have no betweenness, and are printed 0.
    """
    graph, table = published("granovetter", nx.Graph)
    table = table.set_index("id")
    found = cn.everett_valente_brokerage(graph)
    printed = table["ev_brokerage_percent"]
    np.testing.assert_allclose(found[printed.index] / 156 * 100, printed, rtol=0, atol=2e-3)
    broker = table["betweenness"] > 0
    assert broker.sum() == len(table) - 5
    use = table["edge_betweenness_over_degree"][broker]
    np.testing.assert_allclose(found[use.index], use, rtol=0, atol=1e-3)


@needs_cases
def test_everett_valente_table_2_as_printed():
    """campnet, directed."""
    graph, table = published("campnet", nx.DiGraph)
    printed = table.set_index("name")["ev_brokerage"]
    found = cn.everett_valente_brokerage(graph)
    np.testing.assert_allclose(found[printed.index], printed, rtol=0, atol=5e-4)


NETWORKX = [
    # igraph's betweenness, Hwang's product over the highest coefficient, Everett and Valente's
    # formula by hand on networkx
    (karate, 0, 231.07142857142861, 0.17376694996180292, 30.946428571428577),
    (karate, 9, 0.44761904761904764, 0.088073192239858919, 16.947619047619046),
    (florentine, "Salviati", 13, 0.92857142857142849, 20),
    (lesmis, "MmeBurgon", 75, 0.99637681159420288, 113),
    (davis, "Evelyn Jefferson", 1.3766233766233766, 0.53613006837905564, 1.161955691367456),
]


@pytest.mark.parametrize(("make", "actor", "between", "hwang", "everett"), NETWORKX)
def test_graphs_of_networkx(make, actor, between, hwang, everett):
    graph = make()
    assert cn.betweenness(graph)[actor] == pytest.approx(between, abs=1e-9)
    product = cn.bridging_centrality(graph)[actor] / cn.bridging_coefficient(graph).max()
    assert product == pytest.approx(hwang, abs=1e-9)
    assert cn.everett_valente_brokerage(graph)[actor] == pytest.approx(everett, abs=1e-9)


def column(rows: list[dict[str, str]], name: str) -> pd.Series:
    return pd.Series({row["id"]: float(row[name] or "nan") for row in rows})


PLAIN = {
    "betweenness_und_sna": ("nodes", False),
    "betweenness_und_igraph": ("nodes", False),
    "betweenness_und_networkx": ("py_nodes", False),
    "betweenness_dir_sna": ("nodes", True),
    "betweenness_dir_igraph": ("nodes", True),
    "betweenness_dir_networkx": ("py_nodes", True),
}


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_independent_software(case, layer):
    tables = {name: oracle(case, name, layer) for name in ("nodes", "py_nodes")}
    checked = 0
    for name, (table, directed) in PLAIN.items():
        if name not in tables[table][0]:
            continue
        expected = column(tables[table], name)
        graph = load(case, layer, directed=directed)
        found = cn.betweenness(graph)
        np.testing.assert_allclose(found, expected.loc[list(graph)], atol=1e-9)
        checked += 1
    assert checked >= 3

    graph = load(case, layer, directed=False)
    coefficients = cn.bridging_coefficient(graph)
    tied = coefficients.notna()
    # networkx-temporal divides the coefficients by the highest, and gives isolates 0
    highest = coefficients.max()
    for name, found in (
        ("bridging_coefficient_networkx_temporal", coefficients),
        ("hwang_bridging_raw_betweenness_product", cn.bridging_centrality(graph)),
    ):
        expected = column(tables["py_nodes"], name).loc[list(graph)]
        np.testing.assert_allclose(found[tied] / highest, expected[tied], atol=1e-9)
        assert (expected[~tied] == 0).all()

    rows = oracle(case, "inference_py_nodes", layer)
    expected = column(rows, "everett_valente_published_rule").loc[list(graph)]
    found = cn.everett_valente_brokerage(graph)
    np.testing.assert_allclose(found[tied], expected[tied], atol=1e-9)
    assert found[~tied].isna().all()


@needs_cases
@pytest.mark.parametrize(("case", "layer"), [("smoke_karate", "all"), ("chemnet", "scito")])
def test_networktools_counts_each_path_for_one(case, layer):
    """Its bridge betweenness counts paths; ours shares one between those that join two actors."""
    rows = oracle(case, "nodes", layer)
    graph = load(case, layer, directed="indegree" in rows[0])
    expected = column(rows, "networktools_bridge_betweenness").to_dict()
    assert through_each(graph, count_paths=True) == pytest.approx(expected)
    ours = cn.cross_sector_betweenness(graph).to_dict()
    assert ours == pytest.approx(through_each(graph), abs=1e-9)
    assert ours != pytest.approx(expected)
