import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from concertnet.maps.layout import map_layout

from .invented import territory


def test_the_same_seed_gives_the_same_places():
    graph = territory()
    assert map_layout(graph, seed=1).equals(map_layout(graph, seed=1))


def test_the_order_of_rows_moves_nobody():
    graph = territory()
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(list(graph)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    there = map_layout(shuffled)
    assert list(there.index) == list(shuffled)
    assert np.allclose(there.loc[list(graph), ["x", "y"]], map_layout(graph)[["x", "y"]])


def test_only_actors_without_a_tie_are_in_the_tray_and_under_the_map():
    graph = territory(isolates=4)
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
    ours = map_layout(graph, aspect=1.0)[["x", "y"]].to_numpy()
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
    graph = nx.powerlaw_cluster_graph(1500, 2, 0.3, seed=1)
    places = map_layout(graph)
    xy = places[["x", "y"]].to_numpy()
    tied = np.array([np.hypot(*(xy[a] - xy[b])) for a, b in graph.edges])
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 1500, (2, 3000))
    assert tied.mean() < 0.7 * np.hypot(*(xy[a] - xy[b]).T).mean()
