import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet import GroupedGraph, MissingAttribute, Mixing, NotComparable
from tests.networks import graphs, the_sample


@given(graphs())
def test_mixing_counts_every_tie_once(graph):
    m = cn.mixing(graph)
    sector = dict(graph.nodes(data="sector"))
    for g in m.counts.index:
        for h in m.counts.columns:
            ties = [
                (i, j)
                for i, j in graph.edges
                if (sector[i], sector[j]) == (g, h)
                or (not graph.is_directed() and (sector[j], sector[i]) == (g, h))
            ]
            assert m.counts.loc[g, h] == len(ties)
    assert m.ties + m.unknown_ties == graph.number_of_edges()
    assert m.unknown_actors == sum(s is None for s in sector.values())


@given(graphs())
def test_possible_pairs_are_those_of_the_complete_graph(graph):
    complete = nx.complete_graph(graph.number_of_nodes(), create_using=type(graph))
    nx.set_node_attributes(complete, dict(graph.nodes(data=True)))
    m = cn.mixing(complete)
    assert (m.possible.to_numpy() == m.counts.to_numpy()).all()
    density = m.density.to_numpy()
    assert np.isnan(density[m.possible.to_numpy() == 0]).all()
    assert (density[m.possible.to_numpy() > 0] == 1).all()


@given(graphs())
def test_contacts_are_the_neighbours_by_group(graph):
    table = cn.contacts(graph)
    assert list(table.index) == list(graph.nodes)
    for node in graph:
        around = (
            list(graph.successors(node)) + list(graph.predecessors(node))
            if (graph.is_directed())
            else list(graph.neighbors(node))
        )
        for group in table.columns:
            count = sum(graph.nodes[other].get("sector") == group for other in around)
            assert table.loc[node, group] == count


@given(graphs(), st.randoms(use_true_random=False))
def test_relabelling_actors_changes_nothing(graph, random):
    nodes = list(graph.nodes)
    names = [f"x{i}" for i in range(len(nodes))]
    random.shuffle(names)
    renamed = nx.relabel_nodes(graph, dict(zip(nodes, names, strict=True)))
    assert (cn.mixing(graph).counts.to_numpy() == cn.mixing(renamed).counts.to_numpy()).all()


def test_from_edges_keeps_the_highest_level_of_a_pair():
    groups = pd.Series({"a": "x", "b": "y", "c": "x"}, name="sector")
    graph = GroupedGraph.from_edges(
        ["a", "b", "c", "b"], ["b", "a", "a", "a"], groups=groups, rank=[0, 2, 1, 1]
    )
    assert graph.m == 2
    levels = dict(
        zip(zip(graph.source.tolist(), graph.target.tolist(), strict=True), graph.rank, strict=True)
    )
    assert levels == {(0, 1): 2, (0, 2): 1}


@pytest.mark.parametrize(
    ("target", "rank"), [(["b"], None), (["b", "a", "b"], None), (["b", "a"], [1]), (["b", "a"], 1)]
)
def test_a_table_of_ties_has_as_many_of_each(target, rank):
    with pytest.raises(NotComparable, match="lengths differ"):
        GroupedGraph.from_edges(["a", "b"], target, groups={"a": "x", "b": "y"}, rank=rank)


def test_groups_of_a_table_of_ties():
    tuples = {("a", 1): "x", ("b", 2): "y"}
    graph = GroupedGraph.from_edges([("a", 1)], [("b", 2)], groups=tuples)
    assert (graph.m, graph.groups, graph.by) == (1, ("x", "y"), "group")
    assert graph.actors.tolist() == list(tuples)
    for groups in (["x", "y"], None, "sector", np.array(["x", "y"])):
        with pytest.raises(NotComparable, match="dict or Series"):
            GroupedGraph.from_edges(["a"], ["b"], groups=groups)  # type: ignore[arg-type]


def test_from_edges_keeps_both_directions_when_directed():
    groups = pd.Series({"a": "x", "b": "y"})
    graph = GroupedGraph.from_edges(["a", "b", "a"], ["b", "a", "b"], groups=groups, directed=True)
    assert graph.m == 2


def test_groups_stand_in_their_usual_order_then_sorted():
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, dict(enumerate(["zoo", "private", "art", "community"])), "sector")
    assert cn.grouped(graph).groups == ("community", "private", "art", "zoo")


def test_one_and_its_text_are_two_groups():
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, {0: 1, 1: "1", 2: 2}, "g")
    assert cn.grouped(graph, by="g").groups == (1, 2, "1")


@pytest.mark.parametrize("blank", [None, float("nan"), ""])
def test_a_blank_group_is_unknown(blank):
    graph = nx.path_graph(3)
    nx.set_node_attributes(graph, {0: "a", 1: blank, 2: "b"}, "sector")
    assert cn.grouped(graph).unknown == 1


def test_multigraphs_are_refused_with_what_to_do():
    with pytest.raises(NotComparable, match=r"from_edges\(…, rank=…\)"):
        cn.mixing(nx.MultiGraph([(0, 1), (0, 1)]))


def test_self_ties_are_refused():
    with pytest.raises(NotComparable, match="1 tie joins"):
        cn.mixing(nx.Graph([(0, 0), (0, 1)]), by={0: "a", 1: "b"})


def test_missing_attribute_names_those_present():
    with pytest.raises(MissingAttribute, match="club"):
        cn.mixing(nx.karate_club_graph(), by="sector")


def test_mapping_and_series_are_groups_too():
    graph = nx.path_graph(3)
    for by in ({0: "a", 1: "b"}, pd.Series({0: "a", 1: "b"})):
        assert cn.grouped(graph, by=by).unknown == 1
    with pytest.raises(MissingAttribute):
        cn.grouped(graph, by={"zero": "a"})


def test_what_is_no_graph_is_refused():
    with pytest.raises(NotComparable, match="DataFrame"):
        cn.mixing(pd.DataFrame())


def test_a_printed_matrix_must_fit():
    groups = ["a", "b"]
    sizes = pd.Series([2, 2], index=groups)
    lopsided = pd.DataFrame([[1, 2], [3, 1]], index=groups, columns=groups)
    with pytest.raises(NotComparable):
        Mixing(lopsided, sizes)
    assert Mixing(lopsided, sizes, directed=True).ties == 7


def test_a_printed_matrix_may_be_a_list_or_an_array():
    groups = ["a", "b"]
    rows = [[1, 2], [2, 1]]
    counts, sizes = pd.DataFrame(rows, groups, groups), pd.Series([3, 4], groups)
    for each in (
        Mixing(np.array(rows), sizes),  # type: ignore[arg-type]
        Mixing(counts, [3, 4]),  # type: ignore[arg-type]
        Mixing(counts, {"a": 3, "b": 4}),  # type: ignore[arg-type]
        Mixing(counts.astype(str), sizes.astype(float)),
    ):
        pd.testing.assert_frame_equal(each.counts, counts)
        pd.testing.assert_series_equal(each.sizes, sizes)
    assert Mixing(rows, [3, 4]).counts.index.tolist() == [0, 1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        ([[1, 2], [2, 1]], [2]),
        ([[1, 2], [2, 1]], 5),
        ([[1, 2], [2, 1]], None),
        ([[1, 2], [2, 1]], [4.5, 4]),
        ([[1, 2], [2, 1]], [-4, 4]),
        ([[1, 2], [2, 1]], [np.nan, 4]),
        ([[1, 2], [2, 1]], [np.inf, 4]),
        ([[1, 2], [2, 1]], ["four", 4]),
        ([[1, "x"], ["x", 1]], [4, 4]),
        ([[1, np.inf], [np.inf, 1]], [4, 4]),
        ([[1, None], [None, 1]], [4, 4]),
        ([1, 2], [4, 4]),
        (5, [4, 4]),
        (5, pd.Series([4, 4])),
    ],
)
def test_what_is_no_printed_matrix_is_refused(counts, sizes):
    with pytest.raises(NotComparable) as refused:
        Mixing(counts, sizes)
    assert refused.value.key == "error_mixing"


@pytest.mark.parametrize("by", [["a", "b"], 5, np.array(["a", "b"])])
def test_groups_of_the_wrong_shape_are_refused(by):
    graph = nx.Graph([(0, 1)])
    for form in (graph, cn.grouped(graph, by={0: "a"})):
        with pytest.raises(cn.NotComparable, match="dict"):
            cn.grouped(form, by=by)


def test_an_actor_with_two_groups_is_refused():
    with pytest.raises(cn.NotComparable, match="0"):
        cn.grouped(nx.Graph([(0, 1)]), by=pd.Series(["a", "b"], index=[0, 0]))


def test_a_group_that_is_a_list_is_refused():
    with pytest.raises(cn.NotComparable, match="x"):
        cn.grouped(nx.Graph([(0, 1)]), by={0: ["x"], 1: "a"})


def test_numbers_are_groups_in_their_order():
    graph = nx.path_graph(12)
    groups = cn.grouped(graph, by={i: np.int64(i) for i in graph}).groups
    assert list(groups) == list(range(12))


def test_a_tuple_is_one_label():
    m = cn.mixing(nx.Graph([(0, 1)]), by={0: ("a", 1), 1: ("b", 2)})
    assert m.counts.index.tolist() == [("a", 1), ("b", 2)]
    assert m.frame()["group"].tolist()[0] == ("a", 1)


@pytest.mark.parametrize("rank", ["high", 300, float("nan"), float("inf"), 1.5, -1])
def test_an_attribute_called_rank_that_holds_no_level_is_left_alone(rank):
    graph = nx.path_graph(3)
    nx.set_edge_attributes(graph, rank, "rank")
    assert cn.grouped(graph, by={0: "a", 1: "b"}).rank is None
    with pytest.raises(cn.NotComparable):
        cn.structural_holes(graph, by={0: "a", 1: "b"}, weight="level")


def test_a_table_of_ties_with_impossible_levels_is_refused():
    groups = pd.Series({"a": "x", "b": "y"})
    with pytest.raises(cn.NotComparable):
        cn.GroupedGraph.from_edges(["a"], ["b"], groups=groups, rank=[300])


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [([[5, 9], [9, 5]], [2, 2]), ([[0.258, 0.016], [0.016, 0.157]], [10, 10])],
)
def test_a_matrix_that_cannot_be_is_refused(counts, sizes):
    names = ["x", "y"]
    with pytest.raises(cn.NotComparable, match=r"whole|entiers"):
        cn.Mixing(pd.DataFrame(counts, index=names, columns=names), pd.Series(sizes, index=names))


def test_groups_may_be_done_without():
    graph = nx.path_graph(3)
    assert cn.grouped(graph, required=False).unknown == 3
    with pytest.raises(cn.MissingAttribute):
        cn.grouped(graph)
    with pytest.raises(cn.MissingAttribute):
        cn.grouped(graph, by="type", required=False)


def three(*sectors: object) -> nx.Graph:
    graph = nx.path_graph(len(sectors))
    nx.set_node_attributes(graph, dict(enumerate(sectors)), "sector")
    return graph


UNKNOWN = [
    *(" ", "\t", "inconnu", "Inconnue ", "n/a", "?", "–", "nan"),
    *("n.d.", "N. D.", "s.o.", "sans objet", "Non renseigné", "non précisé", "manquant", "missing"),
    *("not specified", "N.A."),
]


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_words_for_unknown_are_no_group(unknown):
    graph = three("privé", unknown, "public")
    m = cn.mixing(graph)
    assert list(m.counts.index) == ["privé", "public"]
    assert (m.unknown_actors, m.unknown_ties, m.ties) == (1, 2, 0)
    assert cn.grouped(cn.grouped(graph), by={0: "a", 1: unknown, 2: "b"}).unknown == 1


def test_spaces_around_a_group_are_dropped():
    m = cn.mixing(three("privé ", " privé", "privé\u00a0"))
    assert m.counts.to_numpy().tolist() == [[2]]


def test_groups_written_in_several_ways_are_named():
    graph = three("Privé", "prive", "économie sociale", "Économie  sociale", "public", "public.")
    with pytest.warns(UserWarning, match="case, accents or spaces") as told:
        found = cn.grouped(graph)
    assert len(found.groups) == 6  # nothing is merged
    assert told[0].filename == __file__
    text = str(told[0].message)
    assert "Privé / prive" in text
    assert "Économie  sociale / économie sociale" in text
    assert "public" not in text


@pytest.mark.parametrize("measure", [cn.cohesion, cn.ei_index, cn.brokerage_roles, cn.contacts])
def test_a_graph_of_seats_is_refused(measure):
    seats = the_sample().seat_graph()
    with pytest.raises(NotComparable, match="two_mode_brokerage"):
        measure(seats)
    # whatever the groups: its ties are seats
    with pytest.raises(NotComparable, match="two_mode_brokerage"):
        cn.ei_index(seats, by="territory")


@pytest.mark.parametrize("measure", [cn.cohesion, cn.ei_index, cn.core_periphery])
def test_a_graph_of_two_kinds_without_groups_is_refused(measure):
    with pytest.raises(NotComparable, match="two_mode_brokerage"):
        measure(nx.davis_southern_women_graph())


def test_two_kinds_of_actors_are_two_groups():
    """Where both kinds have groups, what the graph joins is the user's affair."""
    graph = nx.complete_bipartite_graph(2, 3)
    assert cn.ei_index(graph, by="bipartite") == 1
    assert cn.ei_index(graph, by={0: "a", 1: "a", 2: "a", 3: "a", 4: "b"}) == pytest.approx(-1 / 3)


@pytest.mark.parametrize(
    ("asked", "meant"), [("Secteur", "sector"), ("territoire", "territory"), ("SECTOR", "sector")]
)
@pytest.mark.parametrize("of", [lambda net: net, lambda net: net.graph()])
def test_a_column_asked_by_another_name_is_suggested(of, asked, meant):
    with pytest.raises(MissingAttribute) as raised:
        cn.ei_index(of(the_sample()), by=asked)
    assert f'"{meant}"?' in raised.value.text("en")
    assert f"« {meant} » ?" in raised.value.text("fr")


def test_an_attribute_of_ones_own_is_suggested_too():
    with pytest.raises(MissingAttribute, match=r'"club"\?'):
        cn.ei_index(nx.karate_club_graph(), by="Club")
    with pytest.raises(MissingAttribute) as raised:
        cn.ei_index(nx.karate_club_graph(), by="faction")
    assert "?" not in raised.value.text("en")


def test_a_printed_matrix_takes_the_groups_of_its_sizes():
    counts = [[1, 2], [2, 1]]
    for sizes in ({"a": 3, "b": 3}, pd.Series({"a": 3, "b": 3})):
        assert list(cn.Mixing(counts, sizes).counts.index) == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "simple"), [(nx.MultiGraph, "Graph"), (nx.MultiDiGraph, "DiGraph")]
)
def test_the_graph_that_a_multigraph_is_made_of_keeps_its_arrows(kind, simple):
    with pytest.raises(NotComparable, match=rf"\({kind.__name__}\).*nx\.{simple}\(G\)"):
        cn.mixing(kind([(0, 1), (0, 1)]))
