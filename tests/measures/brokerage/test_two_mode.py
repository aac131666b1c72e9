import itertools

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.brokerage.roles import ROLES
from tests.measures.brokerage.test_roles import SNA_UNDIRECTED, as_frame, role_of
from tests.networks import the_sample


@st.composite
def seat_graphs(draw):
    graph = nx.Graph()
    actors = range(draw(st.integers(0, 9)))
    instances = [f"i{j}" for j in range(draw(st.integers(1, 5)))]
    for actor in actors:
        sector = draw(st.sampled_from(["a", "b", "c", None])) if actor else "a"
        graph.add_node(actor, bipartite=0, **({} if sector is None else {"sector": sector}))
    graph.add_nodes_from(instances, bipartite=1, sector="an instance's own")
    for actor in actors:
        graph.add_edges_from((actor, i) for i in draw(st.sets(st.sampled_from(instances))))
    return graph


def by_definition(graph: nx.Graph) -> pd.DataFrame:
    """Every five-node path a - i - b - j - c of which the ends share no instance."""
    actors = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    sector = {actor: graph.nodes[actor].get("sector") for actor in actors}
    counts = {actor: dict.fromkeys(ROLES, 0.0) for actor in actors}
    known = [actor for actor in actors if sector[actor] is not None]
    at = {actor: set(graph[actor]) for actor in actors}
    for a, b, c in itertools.permutations(known, 3):
        if not at[a] & at[c]:
            chains = len(at[a] & at[b]) * len(at[b] & at[c])
            counts[b][role_of(sector[a], sector[b], sector[c])] += chains
            counts[b]["total"] += chains
    return as_frame(counts, known, SNA_UNDIRECTED)


def seats_of(rows: dict[str, str]) -> nx.Graph:
    graph = nx.Graph()
    for actor, instances in rows.items():
        graph.add_node(actor, bipartite=0)
        graph.add_nodes_from(instances, bipartite=1)
        graph.add_edges_from((actor, instance) for instance in instances)
    return graph


def test_worked_by_hand():
    """Tables 1: a, b; 2: a, b; 3: b, c; 4: b, d; 5: c, d. Sectors a x, b x, c y, d y.

    Through b: a and c never meet, 2 x 1 chains, gatekeeper (x x y); a and d likewise, 2; c and d
    meet at 5. Through c: b and d meet at 4. So b has 4 chains, the others none.
    """
    graph = seats_of({"a": "12", "b": "1234", "c": "35", "d": "45"})
    groups = {"a": "x", "b": "x", "c": "y", "d": "y"}
    found = cn.two_mode_brokerage(graph, by=groups)
    assert found.loc["b"].dropna().to_dict() == {
        "coordinator": 0,
        "itinerant": 0,
        "gatekeeper": 4,
        "liaison": 0,
        "total": 4,
    }
    assert found.drop("b").fillna(0).eq(0).all(axis=None)
    graph.remove_edge("d", "5")  # c and d no longer meet: y x y, and c stands in nobody's way
    found = cn.two_mode_brokerage(graph, by=groups)
    assert found.loc["b", ["itinerant", "gatekeeper", "total"]].tolist() == [1, 4, 5]


@settings(max_examples=60)
@given(seat_graphs())
def test_equal_the_definition(graph):
    pd.testing.assert_frame_equal(
        cn.two_mode_brokerage(graph), by_definition(graph).rename_axis("actor")
    )


@settings(max_examples=60)
@given(seat_graphs())
def test_instances_shared_once_are_pairs(graph):
    """Where no two actors share two instances, chains are the open triads of the projection."""
    actors = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    for one, other in itertools.combinations(actors, 2):
        for instance in sorted(set(graph[one]) & set(graph[other]))[1:]:
            graph.remove_edge(other, instance)
    projection = nx.bipartite.projected_graph(graph, actors)
    pd.testing.assert_frame_equal(cn.two_mode_brokerage(graph), cn.brokerage_roles(projection))


def test_southern_women():
    """networkx's own two-mode graph: chains counted one by one."""
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    for place, woman in enumerate(women):
        graph.nodes[woman]["sector"] = "first" if place < 9 else "last"
    found = cn.two_mode_brokerage(graph)
    pd.testing.assert_frame_equal(found, by_definition(graph).rename_axis("actor"))
    assert found["total"].sum() > 0


def test_a_network_and_its_seat_graph_agree():
    net = the_sample()
    found = cn.two_mode_brokerage(net)
    assert list(found.index) == list(net.actors_now()["actor"])
    pd.testing.assert_frame_equal(found, cn.two_mode_brokerage(net.seat_graph()))
    assert found["total"].sum() > 0
    by_tier = cn.two_mode_brokerage(net, by="tier")
    pd.testing.assert_frame_equal(by_tier, cn.two_mode_brokerage(net.seat_graph(), by="tier"))


def test_seats_held_twice_count_once():
    net = the_sample()
    held = net.seats.groupby(["actor", "instance"]).size()
    assert held.max() > 1  # else this shows nothing
    once = net.seat_graph()
    pd.testing.assert_frame_equal(cn.two_mode_brokerage(net), cn.two_mode_brokerage(once))


def test_bad_input():
    with pytest.raises(cn.NotComparable, match="0"):
        cn.two_mode_brokerage(nx.path_graph(3), by={0: "a"})
    graph = seats_of({"a": "1", "b": "1"})
    with pytest.raises(cn.MissingAttribute):
        cn.two_mode_brokerage(graph)
    graph.add_edge("a", "b")
    with pytest.raises(cn.NotComparable):
        cn.two_mode_brokerage(graph, by={"a": "x"})
    with pytest.raises(cn.NotComparable):
        cn.two_mode_brokerage([1, 2])
    empty = cn.two_mode_brokerage(nx.Graph())
    assert empty.shape == (0, 6)


def test_instances_without_a_member_and_actors_without_a_sector():
    """Nobody is a broker where nobody sits, and nothing is said of actors of unknown sector."""
    instances = pd.DataFrame({"instance": ["t", "u"]})
    known = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", None]}), instances=instances
    )
    found = cn.two_mode_brokerage(known)
    assert found.loc["a"].dropna().tolist() == [0] * 5
    assert found.loc["b"].isna().all()
    unknown = cn.Network(pd.DataFrame({"actor": ["a", "b"]}), instances=instances)
    seated = cn.Network(
        pd.DataFrame({"actor": ["a", "b"]}),
        instances=instances,
        seats=pd.DataFrame({"seat": ["1", "2"], "instance": ["t", "t"], "actor": ["a", "b"]}),
    )
    for net in (unknown, seated):
        found = cn.two_mode_brokerage(net)
        assert found.index.tolist() == ["a", "b"]
        assert found.isna().all(axis=None)
