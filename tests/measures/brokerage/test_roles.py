import itertools
import math

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from concertnet.measures.brokerage.roles import ROLES
from tests.cases import LAYERS, davis, florentine, karate, lesmis, load, needs_cases, oracle
from tests.networks import graphs

# What sna's counts are to ours on an undirected graph, read both ways there.
SNA_UNDIRECTED = {"coordinator": 2, "itinerant": 2, "gatekeeper": 1, "liaison": 2, "total": 2}


def role_of(one, broker, other) -> str:
    if one == other:
        return "coordinator" if one == broker else "itinerant"
    return "representative" if one == broker else "gatekeeper" if broker == other else "liaison"


def by_definition(graph: nx.Graph) -> pd.DataFrame:
    """Every ordered triple of actors in turn."""
    sector = dict(graph.nodes(data="sector"))
    counts = {node: dict.fromkeys(ROLES, 0.0) for node in graph}
    known = [node for node in graph if sector[node] is not None]
    for i, j, k in itertools.permutations(known, 3):
        if graph.has_edge(i, j) and graph.has_edge(j, k) and not graph.has_edge(i, k):
            counts[j][role_of(sector[i], sector[j], sector[k])] += 1
            counts[j]["total"] += 1
    return as_frame(counts, known, {} if graph.is_directed() else SNA_UNDIRECTED)


def as_frame(counts, known, factors) -> pd.DataFrame:
    """Counts by actor and role as ours: divided, nan for actors of unknown group."""
    frame = pd.DataFrame.from_dict(counts, orient="index", columns=list(ROLES), dtype=float)
    frame.index = pd.Index(list(counts))
    if factors:
        frame /= [factors.get(role, math.nan) for role in ROLES]
    frame.loc[[actor for actor in counts if actor not in known]] = math.nan
    return frame


def symmetric(case: str, layer: str) -> bool:
    graph = load(case, layer, directed=True)
    return all(graph.has_edge(b, a) for a, b in graph.edges)


def oracle_frame(case: str, name: str, layer: str) -> pd.DataFrame:
    frame = pd.DataFrame(oracle(case, name, layer)).replace({"NA": "nan", "NaN": "nan"})
    texts = {"id", "sector", "role", "sna_code"}
    return frame.astype({column: float for column in frame if column not in texts})


def test_worked_by_hand():
    """a -> b -> c -> d -> b in sectors x, x, y, z: four open two-paths.

    Through b: a-b-c is representative (x x y); d-b-c liaison (z x y), for c -> d does not close it.
    Through c: b-c-d, and through d: c-d-b, both liaison. Nobody is tied to a: it brokers nothing.
    """
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b")])
    nx.set_node_attributes(graph, dict(zip("abcd", "xxyz", strict=True)), "sector")
    found = cn.brokerage_roles(graph)
    assert found.loc["a"].tolist() == [0, 0, 0, 0, 0, 0]
    assert found.loc["b"].tolist() == [0, 0, 1, 0, 1, 2]
    assert found.loc["c"].tolist() == [0, 0, 0, 0, 1, 1]
    assert found.loc["d"].tolist() == [0, 0, 0, 0, 1, 1]
    graph.add_edge("a", "c")  # closes a-b-c, opens a-c-d: x y z
    assert cn.brokerage_roles(graph).loc["b"].tolist() == [0, 0, 0, 0, 1, 1]
    assert cn.brokerage_roles(graph).loc["c"].tolist() == [0, 0, 0, 0, 2, 2]


def test_an_undirected_open_triad_counts_once():
    """A star: x at the centre; x, x, y, y, z around: 10 pairs of ends."""
    graph = nx.star_graph(5)
    nx.set_node_attributes(graph, dict(enumerate("xxxyyz")), "sector")
    found = cn.brokerage_roles(graph)
    # xx: 1 coordinator; yy: 1 itinerant; x with y, y, z: 6 gatekeeper; y, y with z: 2 liaison
    assert found.loc[0].dropna().to_dict() == {
        "coordinator": 1,
        "itinerant": 1,
        "gatekeeper": 6,
        "liaison": 2,
        "total": 10,
    }
    assert found["representative"].isna().all()
    both = cn.brokerage_roles(graph.to_directed())
    assert both.loc[0].tolist() == [2, 2, 6, 6, 4, 20]


@given(graphs())
def test_equal_the_definition(graph):
    expected = by_definition(graph).rename_axis("actor")
    pd.testing.assert_frame_equal(cn.brokerage_roles(graph), expected)


@given(graphs())
def test_groups_sum_their_actors(graph):
    actors = cn.brokerage_roles(graph)
    found = cn.sector_brokerage(graph)
    sector = pd.Series(dict(graph.nodes(data="sector")), dtype=object).reindex(actors.index)
    for group, row in found.iterrows():
        mine = actors[(sector == group).to_numpy()]
        assert row["actors"] == len(mine)
        for role in ROLES:
            if graph.is_directed() or role != "representative":
                assert row[role] == mine[role].sum()
            else:
                assert math.isnan(row[role])


@given(graphs())
def test_names_and_order_of_actors_change_nothing(graph):
    names = {node: f"actor {node}" for node in graph}
    turned = type(graph)()
    turned.add_nodes_from((names[n], graph.nodes[n]) for n in reversed(list(graph)))
    turned.add_edges_from((names[a], names[b]) for a, b in graph.edges)
    ours = cn.brokerage_roles(graph).rename(index=names)
    pd.testing.assert_frame_equal(cn.brokerage_roles(turned).reindex(ours.index), ours)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_nobody_to_stand_between(kind):
    for graph in (nx.complete_graph(6, kind), nx.empty_graph(3, kind)):
        nx.set_node_attributes(graph, {n: "ab"[n % 2] for n in graph}, "sector")
        assert cn.brokerage_roles(graph)["total"].tolist() == [0] * len(graph)
    assert cn.brokerage_roles(kind()).shape == (0, 6)
    assert cn.sector_brokerage(kind()).shape == (0, 7)


def test_single_actors_as_groups_leave_liaison_only():
    graph = nx.gnm_random_graph(12, 50, seed=3, directed=True)
    found = cn.brokerage_roles(graph, by={n: n for n in graph})
    assert (found["liaison"] == found["total"]).all()
    assert found["total"].sum() > 0


def test_bad_input():
    graph = nx.path_graph(3)
    with pytest.raises(cn.MissingAttribute):
        cn.brokerage_roles(graph)
    with pytest.raises(cn.NotComparable):
        cn.brokerage_roles(nx.MultiGraph(graph), by={0: "a"})
    graph.add_edge(1, 1)
    with pytest.raises(cn.NotComparable):
        cn.brokerage_roles(graph, by={0: "a"})
    with pytest.raises(cn.NotComparable):
        cn.brokerage_roles([[0, 1], [1, 0]])


# Sums over actors by R's sna 2.7-1 of networkx's own graphs, each open triad counted twice.
PUBLISHED = {
    "karate": (karate, {"coordinator": 510, "itinerant": 20, "gatekeeper": 128, "liaison": 0}),
    "florentine": (florentine, {"coordinator": 42, "itinerant": 2, "gatekeeper": 16, "liaison": 0}),
    "davis": (davis, {"coordinator": 14, "itinerant": 8, "gatekeeper": 135, "liaison": 0}),
    "lesmis": (lesmis, {"coordinator": 770, "itinerant": 60, "gatekeeper": 836, "liaison": 312}),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_graphs_of_networkx(name):
    make, published = PUBLISHED[name]
    sums = cn.sector_brokerage(make()).sum()
    assert {role: sums[role] * SNA_UNDIRECTED[role] for role in published} == published


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_equal_sna(case, layer):
    rows = oracle_frame(case, "brokerage_nodes", layer).set_index("id")
    undirected = symmetric(case, layer)
    for directed in (True, False) if undirected else (True,):
        found = cn.brokerage_roles(load(case, layer, directed=directed)).reindex(rows.index)
        for role in ROLES:
            if directed or role != "representative":
                factor = 1 if directed else SNA_UNDIRECTED[role]
                assert (found[role] * factor == rows[f"raw_{role}"]).all(), role
    assert undirected == (case != "chemnet" or layer == "coattendance")
