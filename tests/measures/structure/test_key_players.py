import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.structure.key_players import _key_players
from tests.cases import davis, florentine, karate, lesmis
from tests.networks import graphs


def fragmentation(graph: nx.Graph) -> float:
    n = len(graph)
    joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    return 1 - joined / (n * (n - 1)) if n > 1 else math.nan


def without(graph: nx.Graph, actors) -> nx.Graph:
    return graph.subgraph(set(graph) - set(actors))


def best(graph: nx.Graph, size: int) -> float:
    return max(
        fragmentation(without(graph, chosen)) for chosen in itertools.combinations(graph, size)
    )


def barbell() -> nx.Graph:
    """Two triangles joined through m."""
    graph = nx.Graph([(0, 1), (1, 2), (0, 2), (2, "m"), ("m", 3), (3, 4), (4, 5), (3, 5)])
    nx.set_node_attributes(graph, {n: "x" if n in (0, 1, 2) else "y" for n in graph}, "sector")
    return graph


def test_worked_by_hand():
    """Without m, two triangles: 6 of 15 pairs are joined. Then without 2: 1 + 3 of 10."""
    one = cn.key_players(barbell())
    assert one.actors.to_dict("records") == [
        {
            "rank": 1,
            "actor": "m",
            "group": "y",
            "fragmentation": pytest.approx(9 / 15),
            "gain": pytest.approx(9 / 15),
        }
    ]
    assert (one.fragmentation, one.exhaustive) == (0, True)
    # 2 and 3: {0, 1}, {m}, {4, 5}: 2 pairs of 10, better than m first
    two = cn.key_players(barbell(), size=2)
    assert set(two.actors["actor"]) == {2, 3}
    assert two.fragmentation_after == pytest.approx(8 / 10)
    # {0, 1} and {m, 3, 4, 5} first
    assert two.actors["gain"].tolist() == pytest.approx([8 / 15, 8 / 10 - 8 / 15])


def test_the_kite_of_krackhardt():
    """The most tied actor (3) leaves the kite whole; the most between (7) cuts two off."""
    kite = nx.krackhardt_kite_graph()
    found = cn.key_players(kite, by=dict.fromkeys(kite, "all"))
    assert found.actors["actor"].tolist() == [7]
    assert found.fragmentation_after == pytest.approx(1 - (21 + 1) / 36)
    assert fragmentation(without(kite, [3])) == 0


@given(graphs(directed=False), st.integers(1, 3))
def test_equals_trying_every_set(graph, size):
    if len(graph) < size:
        return
    found = cn.key_players(graph, size=size)
    assert found.exhaustive
    assert found.fragmentation == pytest.approx(fragmentation(graph), nan_ok=True)
    chosen = found.actors["actor"].tolist()
    after = fragmentation(without(graph, chosen))
    assert found.fragmentation_after == pytest.approx(after, nan_ok=True)
    if len(graph) - size > 1:
        assert after == pytest.approx(best(graph, size))
    for rank, row in enumerate(found.actors.itertuples(), start=1):
        expected = fragmentation(without(graph, chosen[:rank]))
        assert row.fragmentation == pytest.approx(expected, nan_ok=True)


@given(graphs(directed=False), st.integers(1, 3))
def test_no_exchange_improves_the_set_of_the_search(graph, size):
    if len(graph) < size + 2:
        return
    found = _key_players(cn.grouped(graph), size, exhaustive_steps=0)
    assert not found.exhaustive
    chosen = found.actors["actor"].tolist()
    for one in chosen:
        for other in set(graph) - set(chosen):
            exchanged = [other, *(a for a in chosen if a != one)]
            assert fragmentation(without(graph, exchanged)) <= found.fragmentation_after + 1e-12


@pytest.mark.parametrize("make", [karate, florentine, lesmis, davis])
def test_the_search_finds_the_best_set_of_known_graphs(make):
    exact = cn.key_players(make(), size=3)
    found = _key_players(cn.grouped(make()), 3, exhaustive_steps=0)
    assert exact.exhaustive
    assert not found.exhaustive
    assert found.fragmentation_after == pytest.approx(exact.fragmentation_after)


def test_the_gains_add_up():
    found = cn.key_players(lesmis(), size=4)
    assert found.fragmentation + found.actors["gain"].sum() == pytest.approx(
        found.fragmentation_after
    )


def test_of_equal_sets_the_most_tied_where_every_set_is_tried():
    """A ring of four with a chord 1 - 3: whole without any of the four; 1 and 3 have three ties."""
    ring = nx.cycle_graph(4)
    ring.add_edge(1, 3)
    assert cn.key_players(ring, by=dict.fromkeys(ring, "a")).actors["actor"].tolist() == [1]


def test_without_any_known_group():
    source, target = zip(*nx.convert_node_labels_to_integers(barbell()).edges, strict=True)
    nobody = pd.Series(None, index=range(7), dtype=object, name="sector")
    found = cn.key_players(cn.GroupedGraph.from_edges(source, target, groups=nobody), size=2)
    assert found.actors["group"].isna().all()
    assert found.fragmentation_after == pytest.approx(8 / 10)


def test_numpy_whole_numbers_are_sizes():
    assert len(cn.key_players(barbell(), size=np.int64(2)).actors) == 2


def test_removing_nearly_everyone_leaves_nothing_to_measure():
    found = cn.key_players(barbell(), size=6)
    assert math.isnan(found.fragmentation_after)
    assert len(cn.key_players(barbell(), size=7).actors) == 7


def test_bad_input():
    with pytest.raises(cn.NotComparable, match="undirected"):
        cn.key_players(nx.DiGraph([(0, 1)]), by={0: "a"})
    with pytest.raises(cn.NotComparable, match="size"):
        cn.key_players(barbell(), size=0)
    for wrong in (1.5, "2", True, None):
        with pytest.raises(cn.NotComparable, match="whole number"):
            cn.key_players(barbell(), size=wrong)
    with pytest.raises(cn.NotComparable, match="8"):
        cn.key_players(barbell(), size=8)
    with pytest.raises(cn.NotComparable):
        cn.key_players(nx.empty_graph(0))
