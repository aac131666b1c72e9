import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.chance.against_chance import NUMBERS
from tests.cases import CASES, load, needs_cases, oracle
from tests.networks import graphs, the_sample, the_sample_now

COLUMNS = ("source", "target", "weight")
LEVELS = ["collaboration", "concertation", "partnership"]


def hand() -> nx.Graph:
    """a, b in x; c, d in y. a-b loosest, b-c middle, c-d middle, a-d tightest; e is alone."""
    graph = nx.Graph(scale=cn.BOURQUE)
    sectors = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}
    graph.add_nodes_from((actor, {"sector": sector}) for actor, sector in sectors.items())
    graph.add_weighted_edges_from(
        [("a", "b", 0), ("b", "c", 1), ("c", "d", 1), ("a", "d", 2)], weight="rank"
    )
    return graph


def network() -> cn.Network:
    graph = hand()
    ties = pd.DataFrame(
        [(a, b, LEVELS[rank]) for a, b, rank in graph.edges(data="rank")],
        columns=["source", "target", "level"],
    )
    actors = pd.DataFrame(graph.nodes(data="sector"), columns=["actor", "sector"])
    actors["sector"] = actors["sector"].map({"x": "private", "y": "community"})
    return cn.Network(actors, ties)


@pytest.mark.parametrize("make", [hand, network])
def test_a_number_worked_by_hand(make):
    found = cn.by_level(cn.ei_index, make())
    assert list(found.index) == LEVELS
    assert found.index.name == "level"
    # 2 of 4 cross; 2 of 3; the last one
    assert found.tolist() == pytest.approx([0, 1 / 3, 1])


def test_arrays_have_ranks_for_levels():
    found = cn.by_level(cn.ei_index, cn.grouped(hand()))
    assert found.to_dict() == pytest.approx({0: 0, 1: 1 / 3, 2: 1})
    bare = hand()
    del bare.graph["scale"]
    assert cn.by_level(cn.ei_index, bare).to_dict() == pytest.approx(found.to_dict())


@pytest.mark.parametrize("make", [hand, network, lambda: cn.grouped(hand())])
def test_every_actor_stays(make):
    record = cn.by_level(cn.cohesion, make())
    assert record.loc["n"].tolist() == [5, 5, 5]
    assert record.loc["ties"].tolist() == [4, 3, 1]
    assert record.loc["isolates"].tolist() == [1, 1, 3]
    assert record.columns.name == "level"
    actors = cn.by_level(cn.actor_ei_index, make())
    assert list(actors.index) == list("abcde")
    # a: one tie within and one out, then only the one out
    assert actors.loc["a"].tolist() == [0, 1, 1]
    assert actors.loc["e"].isna().all()


def test_a_table_is_tidy():
    table = cn.by_level(lambda g: cn.mixing(g).frame(), hand())
    assert list(table.columns[:3]) == ["level", "group", "other_group"]
    assert table["level"].tolist() == [level for level in LEVELS for _ in range(3)]
    within = table[(table["group"] == "x") & (table["other_group"] == "x")]
    assert within["ties"].tolist() == [1, 0, 0]
    actors = cn.by_level(cn.contacts, hand())
    assert list(actors.columns) == ["level", "unit", "x", "y"]
    assert actors["unit"].tolist() == list("abcde") * 3
    assert actors.loc[actors["unit"] == "a", ["x", "y"]].to_numpy().tolist() == [
        [1, 1], [0, 1], [0, 1],
    ]  # fmt: skip


def test_any_function_of_networkx():
    found = cn.by_level(nx.density, hand())
    assert found.tolist() == pytest.approx([4 / 10, 3 / 10, 1 / 10])
    assert hand().number_of_edges() == 4


def test_groups_are_passed_on():
    halves = {"a": "one", "b": "two", "c": "one", "d": "two"}
    for obj in (hand(), network(), cn.grouped(hand())):
        # every tie crosses
        assert cn.by_level(cn.ei_index, obj, by=halves).tolist() == [1, 1, 1]
        assert cn.by_level(lambda g: cn.ei_index(g), obj, by=halves).tolist() == [1, 1, 1]


@pytest.mark.parametrize("measure", [cn.cohesion, cn.bridging_score])
def test_groups_are_no_matter_to_a_measure_that_takes_none(measure):
    tiers = {"a": "local", "b": "regional", "c": "local", "d": "local", "e": "local"}
    for obj in (hand(), network(), cn.grouped(hand())):
        plain, under = cn.by_level(measure, obj), cn.by_level(measure, obj, by=tiers)
        pd.testing.assert_frame_equal(plain, under)
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.by_level(measure, network(), by="colour")


def test_a_column_of_the_network_groups_any_measure():
    net = the_sample()
    taken = cn.by_level(cn.ei_index, net, by="tier")
    assert list(taken.index) == list(net.scale.levels)
    assert cn.by_level(lambda g: cn.ei_index(g), net, by="tier").to_dict() == taken.to_dict()
    assert taken.to_dict() != cn.by_level(cn.ei_index, net).to_dict()
    cn.by_level(cn.bridging_score, net, by="tier")


def test_a_network_cut_at_a_level_starts_there():
    found = cn.by_level(cn.ei_index, network().level("concertation"))
    assert found.to_dict() == pytest.approx({"concertation": 1 / 3, "partnership": 1})


def test_relations_set_aside_never_enter():
    net = the_sample()
    assert len(net.set_aside) > 0
    counts = cn.by_level(lambda g: float(g.m), net)
    pairs = [
        {frozenset(pair) for pair in zip(cut["source"], cut["target"], strict=True)}
        for level in net.scale.levels
        for cut in [net.ties[net.ties["level"].isin(net.scale.at_least(level))]]
    ]
    assert counts.tolist() == [len(found) for found in pairs]


@settings(max_examples=30)
@given(graphs(), st.lists(st.integers(0, 2), min_size=60, max_size=60))
def test_equals_the_measure_of_each_network(graph, ranks):
    nx.set_edge_attributes(graph, dict(zip(graph.edges, ranks, strict=False)), "rank")
    graph.graph["scale"] = "bourque"
    found = cn.by_level(cn.sector_ei_index, graph)
    for rank, level in enumerate(LEVELS):
        cut = type(graph)()
        cut.add_nodes_from(graph.nodes(data=True))
        cut.add_edges_from((a, b) for a, b, held in graph.edges(data="rank") if held >= rank)
        pd.testing.assert_series_equal(
            found[level], cn.sector_ei_index(cut), check_names=False, check_index_type=False
        )


@needs_cases
def test_the_levels_of_a_real_network():
    """US tobacco-control leaders, four levels: netseg's E-I of each."""
    graph = load("dhhs", "ge1", directed=False)
    ties = pd.read_csv(CASES / "dhhs" / "ties.csv")
    ranks = {frozenset((a, b)): w - 1 for a, b, w in zip(*map(ties.get, COLUMNS), strict=True)}
    nx.set_edge_attributes(graph, {e: ranks[frozenset(e)] for e in graph.edges}, "rank")
    found = cn.by_level(cn.ei_index, graph)
    for rank in range(4):
        values = [
            float(row["value"])
            for row in oracle("dhhs", "network", f"ge{rank + 1}")
            if (row["software"], row["measure"]) == ("netseg", "ei")
        ]
        assert values
        assert found[rank] == pytest.approx(values[0], abs=1e-9)


@pytest.mark.parametrize(
    "graph",
    [
        nx.path_graph(3),
        nx.empty_graph(3),
        nx.Graph([(0, 1, {"rank": 0}), (1, 2)]),
        nx.Graph([(0, 1, {"rank": "high"})]),
        nx.Graph([(0, 1, {"rank": 0.5})]),
        nx.Graph([(0, 1, {"rank": -1})]),
        nx.Graph([(0, 1, {"rank": 300})]),
        nx.Graph([(0, 1, {"rank": 3})], scale=cn.BOURQUE),
    ],
)
def test_levels_must_be_known(graph):
    with pytest.raises(cn.NotComparable, match="rank"):
        cn.by_level(nx.density, graph)


def test_no_ties_on_a_scale_are_levels_all_the_same():
    graph = nx.empty_graph(3)
    graph.graph["scale"] = cn.BOURQUE
    assert cn.by_level(nx.density, graph).tolist() == [0, 0, 0]
    nx.set_node_attributes(graph, "a", "sector")
    assert all(map(math.isnan, cn.by_level(cn.ei_index, graph)))


@pytest.mark.parametrize("kind", [float, str, np.int64])
def test_ranks_may_be_written_as_files_write_them(kind):
    graph = hand()
    nx.set_edge_attributes(graph, {(a, b): kind(r) for a, b, r in graph.edges(data="rank")}, "rank")
    pd.testing.assert_series_equal(cn.by_level(nx.density, graph), cn.by_level(nx.density, hand()))


def test_a_record_of_numbers_and_tables_gives_its_numbers():
    found = cn.by_level(cn.core_periphery, hand())
    assert found.index.tolist() == ["correlation", "core_correlation", "departures", "unknown"]
    assert found.loc["departures"].tolist() == [
        cn.core_periphery(network().level(level)).departures for level in LEVELS
    ]
    assert cn.by_level(cn.key_players, hand()).index[0] == "fragmentation"
    table = cn.by_level(lambda g: cn.core_periphery(g).groups, network())
    assert table["unit"].tolist() == ["community", "private"] * 3


def test_each_level_against_chance():
    found = cn.by_level(lambda g: cn.against_chance(cn.ei_index, g, draws=19), network())
    assert found.index.tolist() == list(NUMBERS)
    alone = cn.against_chance(cn.ei_index, network().level("concertation"), draws=19)
    assert found.loc["p_value", "concertation"] == alone.p_value


@pytest.mark.parametrize(
    "measure", [cn.two_mode_brokerage, cn.instance_heterogeneity, cn.burden, nx.density]
)
def test_a_measure_of_seats_or_of_networkx_is_told_what_it_is_called_with(measure):
    with pytest.raises(cn.NotComparable) as refused:
        cn.by_level(measure, the_sample())
    assert refused.value.key == "error_not_of_grouped_graph"


def test_wrong_input():
    with pytest.raises(cn.NotComparable, match="str"):
        cn.by_level(lambda _: "text", hand())
    with pytest.raises(cn.NotComparable, match="list"):
        cn.by_level(cn.ei_index, [1, 2])
    with pytest.raises(cn.NotComparable, match="MixingChance"):
        cn.by_level(cn.mixing_chance, hand())
    multi = nx.MultiGraph([(0, 1, {"rank": 0}), (0, 1, {"rank": 1})])
    with pytest.raises(cn.NotComparable):
        cn.by_level(nx.density, multi)
    arrays = cn.GroupedGraph.from_edges(
        np.array([0]), np.array([1]), groups=pd.Series(["a", "b"], name="sector")
    )
    with pytest.raises(cn.NotComparable, match="rank"):
        cn.by_level(cn.ei_index, arrays)


def test_rows_with_a_name_keep_it_beside_their_texts():
    net = the_sample_now()
    table = cn.by_level(cn.fragility, net)
    lowest = table[table["level"] == net.scale.levels[0]]
    assert lowest["unit"].tolist() == list(net.grouped().actors)
    roles = cn.by_level(cn.network_brokerage, net)
    assert "unit" not in roles
    assert roles["role"].nunique() == 6
