import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.hinges.brokered_paths import paths_of
from concertnet.measures.brokerage.chance import _by_labels
from concertnet.measures.brokerage.roles import ROLES
from tests.cases import LAYERS, florentine, karate, load, needs_cases
from tests.measures.brokerage.test_roles import SNA_UNDIRECTED, oracle_frame, role_of, symmetric
from tests.networks import graphs

GROUPS = ["aaaa", "aaab", "aabb", "aabc", "abcd"]


def grouped_by(graph: nx.Graph, groups: str) -> nx.Graph:
    nx.set_node_attributes(graph, dict(zip(graph, groups, strict=True)), "sector")
    return graph


def counts_of(ties: np.ndarray, groups: str) -> np.ndarray:
    """Counts by graph, actor and role in many directed graphs, shape (graphs, n, n), at once."""
    n = len(groups)
    counts = np.zeros((len(ties), n, len(ROLES)))
    for i, j, k in itertools.permutations(range(n), 3):
        found = ties[:, i, j] & ties[:, j, k] & ~ties[:, i, k]
        counts[:, j, ROLES.index(role_of(groups[i], groups[j], groups[k]))] += found
        counts[:, j, ROLES.index("total")] += found
    return counts


def all_graphs(n: int, *, directed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Every graph on n actors, and its number of ties (both directions where undirected)."""
    pairs = list((itertools.permutations if directed else itertools.combinations)(range(n), 2))
    ties = np.zeros((2 ** len(pairs), n, n), dtype=bool)
    for place, (i, j) in enumerate(pairs):
        ties[:, i, j] = np.arange(len(ties)) >> place & 1
        if not directed:
            ties[:, j, i] = ties[:, i, j]
    return ties, ties.sum(axis=(1, 2))


def moments(counts: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean = np.tensordot(weights, counts, 1)
    return mean, np.sqrt(np.tensordot(weights, (counts - mean) ** 2, 1))


def by_group(frame: pd.DataFrame, column: str, groups: str) -> np.ndarray:
    """One row per actor, of its group's rows."""
    wide = frame.pivot(index="group", columns="role", values=column)[list(ROLES)]
    return wide.loc[list(groups)].to_numpy()


@pytest.mark.parametrize("groups", GROUPS)
@pytest.mark.parametrize("m", [3, 8])
def test_all_directed_graphs_on_four_actors(groups, m):
    """4,096 graphs, weighed by d^ties (1 - d)^(12 - ties), d that of a graph of m ties."""
    ties, number = all_graphs(4, directed=True)
    d = m / 12
    weights = d**number * (1 - d) ** (12 - number)
    counts = counts_of(ties, groups)
    observed = grouped_by(nx.gnm_random_graph(4, m, seed=1, directed=True), groups)
    frame = cn.brokerage_expected(observed)
    for column, exact in zip(("expected", "sd"), moments(counts, weights), strict=True):
        np.testing.assert_allclose(by_group(frame, column, groups), exact, atol=1e-12)
    network = cn.network_brokerage(observed)
    mean, sd = moments(counts.sum(axis=1), weights)
    np.testing.assert_allclose(network["expected"], mean, atol=1e-12)
    np.testing.assert_allclose(network["sd"], sd, atol=1e-12)


@pytest.mark.parametrize("groups", ["aaaaa", "aaaab", "aabbb", "aabbc", "aaabc", "aabcd", "abcde"])
def test_all_undirected_graphs_on_five_actors(groups):
    """1,024 graphs. The network is exact; the sd of an actor, gatekeeper excepted, is that of sna.

    It is short by the square root of 2.
    """
    ties, number = all_graphs(5, directed=False)
    d = 4 / 10
    weights = d ** (number / 2) * (1 - d) ** (10 - number / 2)
    halves = [1 / SNA_UNDIRECTED.get(role, math.nan) for role in ROLES]
    counts = counts_of(ties, groups) * halves
    mean, sd = moments(counts, weights)
    observed = grouped_by(nx.gnm_random_graph(5, 4, seed=1), groups)
    frame = cn.brokerage_expected(observed)
    np.testing.assert_allclose(by_group(frame, "expected", groups), mean, atol=1e-12)
    short = [1 if role == "gatekeeper" else math.sqrt(2) for role in ROLES]
    np.testing.assert_allclose(by_group(frame, "sd", groups) * short, sd, atol=1e-12)
    network = cn.network_brokerage(observed)
    mean, sd = moments(counts.sum(axis=1), weights)
    np.testing.assert_allclose(network["expected"], mean, atol=1e-12)
    np.testing.assert_allclose(network["sd"], sd, atol=1e-12)


def test_undirected_network_by_hand():
    """Five actors of sizes 2, 2, 1 and 4 ties of 10."""
    found = cn.network_brokerage(grouped_by(nx.gnm_random_graph(5, 4, seed=1), "aabbc"))
    # of the triads centred anywhere, 30 in all, each has probability .4^2 .6
    assert found["expected"].iloc[-1] == pytest.approx(30 * 0.4**2 * 0.6)
    # liaison: 2 x 2 x 1 triples of three centres each, of which at most one is open there
    p = 0.4**2 * 0.6
    assert found["expected"].iloc[4] == pytest.approx(12 * p)


def test_undirected_network_of_random_graphs():
    """4,000 undirected graphs as dense as florentine: their mean and sd are known to 5 %."""
    observed = florentine()
    groups = "".join(sector[0] for _, sector in observed.nodes(data="sector"))
    n = len(groups)
    rng = np.random.default_rng(2)
    ties = np.triu(rng.random((4_000, n, n)) < nx.density(observed), 1)
    halves = [1 / SNA_UNDIRECTED.get(role, math.nan) for role in ROLES]
    drawn = counts_of(ties | ties.transpose(0, 2, 1), groups).sum(axis=1) * halves
    found = cn.network_brokerage(observed)
    np.testing.assert_allclose(found["expected"], drawn.mean(axis=0), rtol=0.05)
    np.testing.assert_allclose(found["sd"], drawn.std(axis=0), rtol=0.05)


def test_random_directed_graphs_on_six_actors():
    """40,000 draws: the sd is known to about 0.4 %, that of sna is off by 5 to 13 % here."""
    rng = np.random.default_rng(5)
    ties = rng.random((40_000, 6, 6)) < 12 / 30
    ties[:, range(6), range(6)] = False
    drawn = counts_of(ties, "aaabbc").sum(axis=1)
    observed = grouped_by(nx.gnm_random_graph(6, 12, seed=1, directed=True), "aaabbc")
    found = cn.network_brokerage(observed)
    np.testing.assert_allclose(found["expected"], drawn.mean(axis=0), rtol=0.02)
    np.testing.assert_allclose(found["sd"], drawn.std(axis=0), rtol=0.02)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_actors_and_groups_equal_sna(case, layer):
    nodes = oracle_frame(case, "brokerage_nodes", layer).set_index("id")
    groups = oracle_frame(case, "brokerage_groups", layer).set_index(["sector", "role"])
    undirected = symmetric(case, layer)
    for directed in (True, False) if undirected else (True,):
        graph = load(case, layer, directed=directed)
        z = cn.brokerage_z(graph).reindex(nodes.index)
        frame = cn.brokerage_expected(graph).set_index(["group", "role"])
        for role in ROLES:
            if not directed and role == "representative":
                assert z[role].isna().all()
                continue
            np.testing.assert_allclose(z[role], nodes[f"z_{role}"], rtol=0, atol=1e-9)
            factor = 1 if directed else SNA_UNDIRECTED[role]
            for column, short in (("expected", "exp"), ("sd", "sd")):
                ours = frame[column].xs(role, level="role") * factor
                theirs = groups[short].xs(role, level="role").reindex(ours.index)
                np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)
                actors = ours.reindex(nodes["sector"]).to_numpy()
                np.testing.assert_allclose(actors, nodes[f"{short}_{role}"], rtol=1e-9, atol=1e-9)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_network_equal_sna_but_for_what_it_leaves_out(case, layer):
    """Pairs of two-paths that exclude each other covary by -p^2; sna leaves out some of them."""
    theirs = oracle_frame(case, "brokerage_global", layer).set_index("role")
    graph = load(case, layer, directed=True)
    ours = cn.network_brokerage(graph).set_index("role").loc[theirs.index]
    np.testing.assert_allclose(ours["count"], theirs["raw"])
    np.testing.assert_allclose(ours["expected"], theirs["exp"], rtol=1e-9)
    n = cn.grouped(graph).sizes.astype(float)
    total = n.sum()
    threes = (n * (n - 1) * (n - 2)).sum()
    mixed = (n * (n - 1) * (total - n) * (2 * (n - 2) + 1)).sum()
    left_out = {
        "coordinator": 2 * threes,
        "representative": mixed,
        "gatekeeper": mixed,
        "total": 2 * total * (total - 1) * (total - 2),
    }
    d = graph.number_of_edges() / (total * (total - 1))
    for role, row in ours.iterrows():
        missing = left_out.get(role, 0) * (d**2 * (1 - d)) ** 2
        variance = theirs.loc[role, "sd"] ** 2
        assert row["sd"] ** 2 + missing == pytest.approx(variance, rel=1e-9, abs=1e-9)
        if role in ("itinerant", "liaison"):
            assert row["z"] == pytest.approx(theirs.loc[role, "z"], abs=1e-9, nan_ok=True)
        else:
            assert 0.75 < row["sd"] / theirs.loc[role, "sd"] < 1


KARATE = {
    0: {
        "coordinator": 43.244249703110683,
        "itinerant": -1.0539799301864969,
        "gatekeeper": 2.40802377450686,
        "total": 16.376384064533344,
    },
    33: {
        "coordinator": 38.6655957763301,
        "itinerant": 0.34292527339598422,
        "gatekeeper": 8.1562299785766186,
        "total": 19.714481430093549,
    },
}


def test_karate_equal_sna():
    """Its two leaders, by R's sna 2.7-1."""
    z = cn.brokerage_z(karate())
    for actor, published in KARATE.items():
        for role, value in published.items():
            assert z.loc[actor, role] == pytest.approx(value, abs=1e-9)
    assert z["liaison"].isna().all()


@st.composite
def small_graphs(draw):
    n = draw(st.integers(1, 7))
    graph = nx.DiGraph() if draw(st.booleans()) else nx.Graph()
    graph.add_nodes_from((node, {"sector": draw(st.sampled_from("abc"))}) for node in range(n))
    pairs = list(itertools.permutations(range(n), 2))
    if pairs:
        graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=25)))
    return graph


def shuffled(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of each actor's counts over every placement of the others' groups."""
    sector = dict(graph.nodes(data="sector"))
    mean, variance = (np.zeros((len(graph), len(ROLES))) for _ in range(2))
    for broker in graph:
        others = [node for node in graph if node != broker]
        ends = [
            (others.index(i), others.index(k))
            for i, k in itertools.permutations(others, 2)
            if graph.has_edge(i, broker) and graph.has_edge(broker, k) and not graph.has_edge(i, k)
        ]
        placements = list(itertools.permutations([sector[node] for node in others]))
        counts = np.zeros((len(placements), len(ROLES)))
        labels = np.array(placements).reshape(len(placements), len(others))
        own = sector[broker]
        for i, k in ends:
            one, other = labels[:, i], labels[:, k]
            roles = np.select(
                [(one == other) & (one == own), one == other, one == own, other == own],
                range(4),
                default=4,
            )
            counts[np.arange(len(placements)), roles] += 1
            counts[:, ROLES.index("total")] += 1
        if not graph.is_directed():
            counts /= [SNA_UNDIRECTED.get(role, math.nan) for role in ROLES]
        mean[broker], variance[broker] = counts.mean(axis=0), counts.var(axis=0)
    return mean, variance


@settings(max_examples=60)
@given(small_graphs())
def test_shuffled_labels_by_every_placement(graph):
    mean, variance = shuffled(graph)
    frame = cn.brokerage_expected_labels(graph)
    assert frame["actor"].tolist() == [node for node in graph for _ in ROLES]
    assert frame["role"].tolist() == list(ROLES) * len(graph)
    found = frame["expected"].to_numpy().reshape(mean.shape)
    sd = frame["sd"].to_numpy().reshape(mean.shape)
    np.testing.assert_allclose(found, mean, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(sd**2, variance, rtol=1e-10, atol=1e-12)
    # a count that no placement changes has exactly no sd
    assert (sd[variance < 1e-20] == 0).all()
    z = cn.brokerage_z_labels(graph).to_numpy()
    counts = cn.brokerage_roles(graph).to_numpy()
    assert np.array_equal(np.isnan(z), ~(sd > 0))
    varies = sd > 0
    np.testing.assert_allclose(z[varies], ((counts - found) / np.where(varies, sd, 1))[varies])


def test_shuffled_labels_by_hand():
    """A path a - b - c and d apart; b and a in x, c and d in y.

    The other three hold x, y, y: the ends of b are x and y with probability 2/3 (gatekeeper), y
    and y with 1/3 (itinerant); sd sqrt(2)/3.
    """
    graph = nx.path_graph(["a", "b", "c"])
    graph.add_node("d")
    frame = cn.brokerage_expected_labels(grouped_by(graph, "xxyy"))
    broker = frame[frame["actor"] == "b"].set_index("role")
    assert broker.loc["gatekeeper", "expected"] == pytest.approx(2 / 3)
    assert broker.loc["itinerant", "expected"] == pytest.approx(1 / 3)
    assert broker.loc["gatekeeper", "sd"] == pytest.approx(math.sqrt(2) / 3)
    assert broker.loc["coordinator", ["expected", "sd"]].tolist() == [0, 0]
    z = cn.brokerage_z_labels(graph).loc["b"]
    assert z["gatekeeper"] == pytest.approx((1 - 2 / 3) / (math.sqrt(2) / 3))
    assert z["itinerant"] == pytest.approx(-(1 / 3) / (math.sqrt(2) / 3))
    assert math.isnan(z["total"])


@pytest.mark.parametrize("leaves", [40, 60_000])
def test_a_hub_whose_variance_cancels(leaves):
    """Tied to all, no shuffle changes its counts; tied to all but one, only that one matters.

    With s of its N others in its own group and the one left out among them with probability s/N,
    it coordinates C(s, 2) or C(s - 1, 2) pairs: sd (s - 1) sqrt(s (N - s))/N.
    """
    own = leaves // 4
    sectors = pd.Series(["x"] * (own + 1) + ["y"] * (leaves - own), name="sector")
    hub = np.zeros(leaves, dtype=int)
    star = cn.GroupedGraph.from_edges(hub, np.arange(1, leaves + 1), groups=sectors)
    frame = cn.brokerage_expected_labels(star)
    assert (frame["sd"].dropna() == 0).all()
    assert cn.brokerage_z_labels(star).isna().all(axis=None)
    but_one = cn.GroupedGraph.from_edges(hub[1:], np.arange(1, leaves), groups=sectors)
    sd = cn.brokerage_expected_labels(but_one).set_index(["actor", "role"])["sd"]
    exact = (own - 1) * math.sqrt(own * (leaves - own)) / leaves
    assert sd[0, "coordinator"] == pytest.approx(exact, rel=1e-12)


@settings(max_examples=50)
@given(graphs())
def test_unknown_groups_are_left_out(graph):
    known = graph.subgraph([n for n, s in graph.nodes(data="sector") if s is not None])
    for measure in (cn.brokerage_z, cn.brokerage_z_labels):
        whole = measure(graph)
        assert list(whole.index) == list(graph)
        pd.testing.assert_frame_equal(whole.loc[list(known)], measure(known))
        assert whole.drop(list(known)).isna().all(axis=None)
    pd.testing.assert_frame_equal(cn.brokerage_expected(graph), cn.brokerage_expected(known))
    pd.testing.assert_frame_equal(cn.network_brokerage(graph), cn.network_brokerage(known))


@settings(max_examples=50)
@given(graphs())
def test_the_network_sums_its_actors(graph):
    network = cn.network_brokerage(graph).set_index("role")
    groups = cn.brokerage_expected(graph)
    actors = cn.brokerage_roles(graph)
    for role in ROLES:
        rows = groups[groups["role"] == role]
        if not (graph.is_directed() or role != "representative"):
            assert network.loc[role].isna().all()
            continue
        if rows["size"].sum() < 2:
            assert network.loc[role].isna().all()
        else:
            assert network.loc[role, "count"] == actors[role].sum()
            summed = (rows["size"] * rows["expected"]).sum()
            assert network.loc[role, "expected"] == pytest.approx(summed)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_undefined_without_chance(kind):
    """No tie or every tie: the density leaves no chance. One actor: no density."""
    for graph in (nx.empty_graph(4, kind), nx.complete_graph(4, kind)):
        assert cn.brokerage_z(grouped_by(graph, "aabb")).isna().all(axis=None)
        assert cn.brokerage_z_labels(graph).isna().all(axis=None)
        assert (cn.brokerage_expected(graph)[["expected", "sd"]].fillna(0) == 0).all(axis=None)
    alone = grouped_by(nx.empty_graph(1, kind), "a")
    assert cn.brokerage_expected(alone)[["expected", "sd"]].isna().all(axis=None)
    assert cn.brokerage_expected_labels(alone)["sd"].fillna(0).eq(0).all()
    for measure in (cn.brokerage_z, cn.brokerage_z_labels, cn.brokerage_expected):
        assert len(measure(kind())) == 0
    for nobody in (kind(), alone):
        table = cn.network_brokerage(nobody).set_index("role")
        assert len(table) == len(ROLES)
        assert table.isna().all(axis=None)


def test_a_tuple_is_one_group():
    pairs = {0: ("a", 1), 1: ("b", 2), 2: ("a", 1), 3: ("b", 2)}
    one = cn.brokerage_expected(nx.path_graph(4), by=pairs)
    other = cn.brokerage_expected(nx.path_graph(4), by={v: str(g) for v, g in pairs.items()})
    assert one["group"].drop_duplicates().tolist() == [("a", 1), ("b", 2)]
    pd.testing.assert_frame_equal(one.drop(columns="group"), other.drop(columns="group"))


def test_bad_input():
    def star(ends, groups):
        return cn.grouped(grouped_by(nx.star_graph(ends), groups))

    with pytest.raises(cn.MissingAttribute):
        cn.brokerage_z(nx.path_graph(3))
    with pytest.raises(cn.NotComparable, match="4"):
        _by_labels(paths_of(star(4, "aabbb"), overlaps=True), most_ties=3)
    counts, *_ = _by_labels(paths_of(star(3, "aabb"), overlaps=True), most_ties=3)
    assert len(counts) == 4
