import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree
from scipy.spatial.distance import pdist

from concertnet.hinges.door import grouped
from concertnet.maps.layout.layout import map_layout
from concertnet.maps.layout.stress import least_stress, tie_lengths
from tests.cases import davis, florentine, karate, lesmis
from tests.networks import sixty_actors, the_sample

CASES = {"karate": karate, "florentine": florentine, "lesmis": lesmis, "davis": davis}


def ends_of(graph):
    place = {actor: i for i, actor in enumerate(graph)}
    pairs = [(place[a], place[b]) for a, b in graph.edges]
    return np.array(pairs, dtype=np.int32).reshape(-1, 2).T


def lengths_by_hand(graph):
    """Ties as long as their ends are unlike: the share of other partners that they do not share."""
    far = nx.Graph()
    for a, b in graph.edges:
        one, two = set(graph[a]) - {b}, set(graph[b]) - {a}
        alike = len(one & two) / len(one | two) if one | two else 0.0
        far.add_edge(a, b, length=1 - 0.65 * alike)
    return far


def stress_of(places, wanted):
    ratio = pdist(places) / wanted
    return 1 - ratio.sum() ** 2 / ((ratio**2).sum() * len(ratio))


def test_the_same_seed_gives_the_same_places():
    graph = sixty_actors()
    assert map_layout(graph, seed=1).equals(map_layout(graph, seed=1))


def test_the_order_of_rows_moves_nobody():
    graph = sixty_actors()
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(graph)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    there = map_layout(shuffled)
    assert list(there.index) == list(shuffled)
    assert np.allclose(there.loc[list(graph), ["x", "y"]], map_layout(graph)[["x", "y"]])


def test_only_actors_without_a_tie_are_in_the_tray_and_under_the_map():
    graph = sixty_actors(isolates=4)
    places = map_layout(graph, aspect=1.5)
    assert set(places.index[places["tray"]]) == {"A56", "A57", "A58", "A59"}
    assert (places.loc[places["tray"], "y"] < 0).all()
    on_map = places[~places["tray"]]
    assert on_map["x"].between(0, 1.5).all()
    assert on_map["y"].between(0, 1).all()


@pytest.mark.parametrize("aspect", [0.7, 1.4, 2.0])
def test_the_page_is_used(aspect):
    places = map_layout(nx.karate_club_graph(), aspect=aspect)
    size = np.ptp(places[["x", "y"]].to_numpy(), axis=0)
    assert size[0] > 0.8 * aspect
    assert size[1] > 0.8


def test_no_two_actors_stand_on_the_same_spot():
    star = nx.star_graph(30)  # all the leaves have the same distances to everyone
    places = map_layout(star)[["x", "y"]].to_numpy()
    assert KDTree(places).query(places, k=2)[0][:, 1].min() > 0.03


def test_components_do_not_cross():
    graph = nx.disjoint_union_all([nx.cycle_graph(12), nx.path_graph(3), nx.path_graph(2)])
    places = map_layout(graph)[["x", "y"]].to_numpy()
    for one, two in ((range(12), range(12, 15)), (range(12, 15), range(15, 17))):
        far = KDTree(places[list(one)]).query(places[list(two)])[0]
        assert far.min() > 0.05


def test_it_shows_distances_better_than_a_spring_layout():
    graph = nx.karate_club_graph()
    ours = map_layout(graph)[["x", "y"]].to_numpy()
    spring = np.array(list(nx.spring_layout(graph, seed=0).values()))
    paths = dict(nx.all_pairs_shortest_path_length(graph))
    i, j = np.triu_indices(len(graph), 1)
    wanted = np.array([paths[a][b] for a, b in zip(i, j, strict=True)], dtype=float)

    def stress(places):
        seen = np.hypot(*(places[i] - places[j]).T)
        seen *= (seen / wanted).sum() / (seen**2 / wanted**2).sum()
        return ((seen / wanted - 1) ** 2).mean()

    assert stress(ours) < 0.9 * stress(spring)


def test_partners_with_the_same_partners_stand_closer():
    # Two cliques joined by one tie: that tie is the longest.
    graph = nx.barbell_graph(6, 0)
    places = map_layout(graph)[["x", "y"]]

    def length(a, b):
        return float(np.hypot(*(places.loc[a] - places.loc[b])))

    inside = [length(a, b) for a, b in graph.edges if (a < 6) == (b < 6)]
    assert length(5, 6) > 1.3 * np.mean(inside)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 12), st.integers(0, 20), st.integers(0, 99))
def test_any_small_graph_has_finite_places(n, m, seed):
    graph = nx.gnm_random_graph(n, m, seed=seed)
    places = map_layout(graph)
    assert list(places.index) == list(graph)
    assert np.isfinite(places[["x", "y"]].to_numpy()).all()


def test_direction_parallel_ties_and_self_ties_do_not_matter():
    plain = nx.karate_club_graph()
    rich = nx.MultiDiGraph(list(plain.edges) * 2 + [(3, 3)])
    rich.add_edges_from((b, a) for a, b in list(plain.edges))
    ours = map_layout(rich).loc[list(plain)]
    assert np.allclose(ours[["x", "y"]], map_layout(plain)[["x", "y"]])


def test_a_large_component_is_laid_out_by_pivots():
    graph = nx.powerlaw_cluster_graph(3200, 2, 0.3, seed=1)
    places = map_layout(graph)
    xy = places[["x", "y"]].to_numpy()
    tied = np.array([np.hypot(*(xy[a] - xy[b])) for a, b in graph.edges])
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 3200, (2, 3000))
    assert tied.mean() < 0.7 * np.hypot(*(xy[a] - xy[b]).T).mean()


@pytest.mark.parametrize("name", CASES)
def test_the_stress_is_that_of_kamada_kawai_or_lower(name):
    graph = CASES[name]()
    graph = graph.subgraph(max(nx.connected_components(graph), key=len))
    far = dict(nx.all_pairs_dijkstra_path_length(lengths_by_hand(graph), weight="length"))
    table = np.array([[far[a][b] for b in graph] for a in graph])
    wanted = table[np.triu_indices(len(graph), 1)]
    peer = nx.kamada_kawai_layout(graph, dist=far)
    ours = map_layout(graph)[["x", "y"]].loc[list(graph)].to_numpy()
    assert stress_of(ours, wanted) <= 1.001 * stress_of([peer[a] for a in graph], wanted)


@pytest.mark.parametrize("most", [0, 10**9])
def test_lengths_of_ties_whichever_way_they_are_counted(most):
    graph = nx.karate_club_graph()
    by_hand = nx.to_numpy_array(lengths_by_hand(graph), nodelist=list(graph), weight="length")
    lengths = tie_lengths(34, *ends_of(graph), most_wedges=most)
    np.testing.assert_allclose(lengths.toarray(), by_hand)


def test_the_ends_of_a_triangle_and_of_a_path_by_hand():
    """In a triangle the two others are the same partner: 1 - 0.65 = 0.35; in a path, none is."""
    triangle = tie_lengths(3, *ends_of(nx.complete_graph(3)))
    assert triangle[0, 1] == pytest.approx(0.35)
    assert tie_lengths(3, *ends_of(nx.path_graph(3)))[0, 1] == 1.0


def test_pivots_come_near_what_every_pair_gives():
    graph = nx.powerlaw_cluster_graph(600, 3, 0.3, seed=1)
    lengths = tie_lengths(600, *ends_of(graph))
    wanted = dijkstra(lengths, directed=False)[np.triu_indices(600, 1)]
    exact = stress_of(least_stress(lengths, np.random.default_rng(0)), wanted)
    pivots = least_stress(lengths, np.random.default_rng(0), exact=100, pivots=60)
    sparse = stress_of(pivots, wanted)
    assert exact < sparse < 1.2 * exact


def test_another_seed_gives_other_starts():
    graph = nx.gnm_random_graph(150, 400, seed=2)
    assert not map_layout(graph, seed=1).equals(map_layout(graph, seed=2))


def test_places_are_kept_over_waves():
    first, second = nx.path_graph(6), nx.Graph([(0, 5), (5, 7)])
    first.add_node(8)
    both = map_layout([first, second])
    assert list(both.index) == [0, 1, 2, 3, 4, 5, 8, 7]
    union = nx.compose(first, second)
    pd.testing.assert_frame_equal(both, map_layout(union).loc[both.index])
    assert both["tray"].loc[[8]].all()
    assert both["tray"].sum() == 1
    pd.testing.assert_frame_equal(map_layout([first, second], waves="last"), map_layout(second))


def test_a_network_is_laid_out_over_its_whole_period_or_its_last_day():
    net = the_sample()
    pd.testing.assert_frame_equal(map_layout(net), map_layout(net.graph()))
    last = map_layout(net, waves="last")
    pd.testing.assert_frame_equal(last, map_layout(net.latest().graph()))
    assert len(last) < len(map_layout(net))


def test_arrays_are_laid_out_like_the_graph_that_they_come_from():
    graph = karate()
    pd.testing.assert_frame_equal(map_layout(grouped(graph)), map_layout(graph))


def test_distances_are_kept_unless_a_page_is_to_be_filled():
    graph = nx.path_graph(5)
    there = map_layout(graph)[["x", "y"]].to_numpy()
    steps = np.hypot(*np.diff(there, axis=0).T)
    np.testing.assert_allclose(steps, steps[0], rtol=1e-3)


def test_another_word_for_waves_is_refused():
    with pytest.raises(ValueError, match="fixed"):
        map_layout(nx.path_graph(3), waves="mean")


def test_nothing_gives_nothing():
    assert map_layout(nx.Graph()).empty
    assert map_layout([]).empty
