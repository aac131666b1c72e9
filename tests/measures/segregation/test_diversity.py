import math
import tracemalloc

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import concertnet as cn
from tests.cases import CASES, LAYERS, davis, karate, load, needs_cases, oracle
from tests.networks import graphs, the_sample

FOUR = ["blau", "iqv", "richness", "shannon"]


def ego() -> nx.Graph:
    """An actor tied to a, a, b and one of unknown group; groups a, b and c in the network."""
    graph = nx.Graph([("ego", i) for i in range(4)])
    graph.add_node("alone", sector="c")
    for node, sector in enumerate("aab"):
        graph.nodes[node]["sector"] = sector
    graph.nodes["ego"]["sector"] = "c"
    return graph


def test_worked_by_hand():
    """p = 2/3 and 1/3 of three known contacts; three groups in the network."""
    row = cn.heterogeneity(ego()).loc["ego"]
    assert row["blau"] == pytest.approx(1 - 4 / 9 - 1 / 9)
    assert row["iqv"] == pytest.approx(4 / 9 * 3 / 2)
    assert row["richness"] == 2
    assert row["shannon"] == pytest.approx(-2 / 3 * math.log(2 / 3) - 1 / 3 * math.log(1 / 3))
    assert (row["contacts"], row["unknown"]) == (3, 1)


def test_an_isolate_has_met_no_group():
    row = cn.heterogeneity(ego()).loc["alone"]
    assert row[["blau", "iqv", "shannon"]].isna().all()
    assert (row["richness"], row["contacts"]) == (0, 0)


def test_one_group_has_no_variation_to_compare():
    graph = nx.complete_graph(3)
    nx.set_node_attributes(graph, "a", "sector")
    row = cn.heterogeneity(graph).loc[0]
    assert (row["blau"], row["shannon"], row["richness"]) == (0, 0, 1)
    assert math.copysign(1, row["shannon"]) == 1
    assert math.isnan(row["iqv"])


def test_directions_by_hand():
    """x sends to a, a is tied both ways, b sends to x: out {a, a}, in {a, b}."""
    graph = nx.DiGraph([("x", "a1"), ("x", "a2"), ("a2", "x"), ("b", "x")])
    nx.set_node_attributes(graph, {"x": "c", "a1": "a", "a2": "a", "b": "b"}, "sector")
    blau = {
        way: cn.heterogeneity(graph, direction=way).loc["x", "blau"]
        for way in ("out", "in", "both")
    }
    assert blau == pytest.approx({"out": 0, "in": 1 / 2, "both": 1 - (3 / 4) ** 2 - (1 / 4) ** 2})


@pytest.mark.parametrize("direction", ["up", ["out"], None])
def test_another_direction_is_refused(direction):
    with pytest.raises(cn.NotComparable, match="both, out, in"):
        cn.heterogeneity(nx.DiGraph(karate()), direction=direction)


@pytest.mark.parametrize("direction", ["out", "in", "both"])
@given(graph=graphs())
def test_equals_counting_contacts_one_by_one(direction, graph):
    if direction != "both" and not graph.is_directed():
        with pytest.raises(cn.NotComparable, match="directed"):
            cn.heterogeneity(graph, direction=direction)
        return
    table = cn.heterogeneity(graph, direction=direction)
    assert list(table.index) == list(graph)
    sectors = dict(graph.nodes(data="sector"))
    k = len({s for s in sectors.values() if s is not None})
    for node in graph:
        if graph.is_directed():
            out, back = list(graph.successors(node)), list(graph.predecessors(node))
            alters = {"out": out, "in": back, "both": out + back}[direction]
        else:
            alters = list(graph[node])
        met = [sectors[a] for a in alters if sectors[a] is not None]
        shares = np.array([met.count(s) / len(met) for s in set(met)])
        blau = 1 - (shares**2).sum() if met else math.nan
        row = table.loc[node]
        assert row["blau"] == pytest.approx(blau, nan_ok=True)
        iqv = blau * k / (k - 1) if k > 1 else math.nan
        assert row["iqv"] == pytest.approx(iqv, nan_ok=True)
        shannon = -(shares * np.log(shares)).sum() if met else math.nan
        assert row["shannon"] == pytest.approx(shannon, nan_ok=True)
        assert row["richness"] == len(set(met))
        assert row["contacts"] + row["unknown"] == len(alters)


def test_memory_follows_ties_not_actors_times_groups():
    """20,000 actors each alone in its group but for a ring: a full table would take 3.2 GB."""
    n = 20_000
    ring = np.arange(n)
    graph = cn.GroupedGraph.from_edges(
        ring, np.roll(ring, 1), groups=pd.Series(ring, name="municipality")
    )
    tracemalloc.start()
    table = cn.heterogeneity(graph)
    coefficient = cn.participation_coefficient(graph)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20e6
    assert (table["blau"] == 0.5).all()
    assert (table["richness"] == 2).all()
    assert (coefficient == 0.5).all()


@given(graphs())
def test_participation_is_blau_by_another_name(graph):
    coefficient = cn.participation_coefficient(graph)
    pd.testing.assert_series_equal(
        coefficient, cn.heterogeneity(graph)["blau"], check_names=False, check_exact=True
    )
    met = cn.contacts(graph)
    assert cn.heterogeneity(graph)["richness"].tolist() == (met > 0).sum(axis=1).tolist()


@given(graphs())
def test_ranges(graph):
    table = cn.heterogeneity(graph)
    k = max(len(cn.grouped(graph).groups), 1)
    for column, high in (("blau", 1 - 1 / k), ("iqv", 1), ("shannon", math.log(k))):
        assert table[column].dropna().between(-1e-12, high + 1e-12).all()


def test_the_network_by_hand():
    graph = ego()
    found = cn.network_heterogeneity(graph)
    assert (found.n, found.unknown, found.richness) == (5, 1, 3)
    assert found.blau == pytest.approx(1 - (4 + 1 + 4) / 25)
    assert found.iqv == pytest.approx(found.blau * 3 / 2)


@pytest.mark.parametrize("make", [karate, davis])
def test_the_network_of_two_equal_halves(make):
    found = cn.network_heterogeneity(make())
    assert (found.blau, found.iqv) == (0.5, 1)
    assert found.shannon == pytest.approx(0.69314718055994529, abs=1e-12)  # vegan


SEATS = pd.DataFrame(
    [
        ("s1", "T1", "a"),
        ("s2", "T1", "a"),
        ("s3", "T1", "b"),
        ("s4", "T1", "nameless"),
        ("s5", "T2", "b"),
    ],
    columns=["seat", "instance", "actor"],
)


def table_of_three() -> cn.Network:
    actors = {"actor": ["a", "b", "c", "nameless"], "sector": ["community", "private", "zoo", None]}
    return cn.Network(
        pd.DataFrame(actors),
        instances=pd.DataFrame({"instance": ["T1", "T2", "T3"]}),
        seats=SEATS,
    )


def test_seats_by_hand():
    """T1: two community seats, one private, one unknown; zoo, unseated, is a group all the same."""
    table = cn.instance_heterogeneity(table_of_three())
    assert table["blau"].tolist() == pytest.approx([4 / 9, 0, math.nan], nan_ok=True)
    assert table["iqv"].tolist() == pytest.approx([4 / 9 * 3 / 2, 0, math.nan], nan_ok=True)
    assert table["richness"].tolist() == [2, 1, 0]
    assert table["seats"].tolist() == [3, 1, 0]
    assert table["unknown"].tolist() == [1, 0, 0]


def test_a_graph_of_seats_gives_the_same():
    for net in (table_of_three(), the_sample()):
        ours, theirs = cn.instance_heterogeneity(net), cn.instance_heterogeneity(net.seat_graph())
        assert theirs.index.str.removeprefix("instance:").tolist() == ours.index.tolist()
        np.testing.assert_allclose(theirs.to_numpy(), ours.to_numpy())


@pytest.mark.parametrize("seats", [0, -1, math.nan, math.inf, "two", 1.5])
def test_numbers_of_seats_that_cannot_be_are_refused(seats):
    graph = table_of_three().seat_graph()
    nx.set_edge_attributes(graph, seats, "seats")
    with pytest.raises(cn.NotComparable, match="whole number"):
        cn.instance_heterogeneity(graph)


def test_groups_of_seats_as_a_mapping():
    table = cn.instance_heterogeneity(table_of_three(), by={"a": "x", "b": "x", "nameless": "y"})
    assert table.loc["T1", "blau"] == pytest.approx(1 - 9 / 16 - 1 / 16)


def test_a_graph_of_ties_is_no_graph_of_seats():
    with pytest.raises(cn.NotComparable, match="bipartite"):
        cn.instance_heterogeneity(karate())
    with pytest.raises(cn.NotComparable):
        cn.instance_heterogeneity("dossier")
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.instance_heterogeneity(table_of_three(), by="colour")


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_contacts_equal_vegan(case, layer):
    table = cn.heterogeneity(load(case, layer, directed=False))
    rows = oracle(case, "nodes", layer)
    for column in FOUR:
        theirs = [
            float(
                row["alter_iqv" if column == "iqv" else f"alter_{column}_vegan"].replace(
                    "NA", "nan"
                )
            )
            for row in rows
        ]
        ours = table.loc[[row["id"] for row in rows], column]
        np.testing.assert_allclose(ours, theirs, atol=1e-9, rtol=0, equal_nan=True)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_the_network_equals_vegan(case, layer):
    found = cn.network_heterogeneity(load(case, layer, directed=False))
    rows = {row["measure"]: float(row["value"]) for row in oracle(case, "network", layer)}
    assert found.blau == pytest.approx(rows["blau_sector"], abs=1e-9)
    assert found.iqv == pytest.approx(rows["iqv_sector"], abs=1e-9)
    assert found.shannon == pytest.approx(rows["shannon_sector"], abs=1e-9)


@needs_cases
@pytest.mark.parametrize("case", ["chemnet", "smoke_davis"])
def test_seats_equal_vegan(case):
    read = {
        name: pd.read_csv(CASES / case / f"{name}.csv", dtype=str)
        for name in ("actors", "groups", "memberships")
    }
    seats = read["memberships"].rename(columns={"group": "instance"})[["actor", "instance"]]
    net = cn.Network(
        read["actors"].rename(columns={"id": "actor"})[["actor", "sector"]],
        instances=read["groups"].rename(columns={"id": "instance"}),
        seats=seats.assign(seat=[f"s{i}" for i in range(len(seats))]),
    )
    table = cn.instance_heterogeneity(net)
    for row in oracle(case, "groups", "coattendance"):
        ours = table.loc[row["group"]]
        assert ours["blau"] == pytest.approx(float(row["blau"]), abs=1e-9)
        assert ours["shannon"] == pytest.approx(float(row["shannon"]), abs=1e-9)
        assert ours["richness"] == int(row["sector_richness"])
        assert ours["seats"] == int(row["size"])
