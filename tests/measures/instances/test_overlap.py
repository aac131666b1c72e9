import math
from itertools import combinations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.cases import CASES, LAYERS, needs_cases, oracle
from tests.networks import of_seats, seated, seatings, the_sample_now

HAND = of_seats(
    {"a": "private", "b": "community", "c": "community", "d": None},
    ["T1", "T2", "T3", "T4"],
    [
        ("T1", "a", ["p"]),
        ("T1", "b", ["q"]),
        ("T1", "c", []),
        ("T2", "b", ["q"]),
        ("T2", "c", ["r"]),
        ("T2", "c", ["s"]),
        ("T2", "d", []),
        ("T3", "d", ["q"]),
    ],
)


def rows(table: pd.DataFrame) -> dict[tuple[str, str], dict]:
    return {(r["instance"], r["other_instance"]): r for r in table.to_dict("records")}


def test_worked_by_hand():
    """T1 {a, b, c}, T2 {b, c, d}, T3 {d}; T4 has nobody. Person q sits in T1, T2 and T3."""
    found = rows(cn.overlap(HAND))
    assert list(found) == [("T1", "T2"), ("T1", "T3"), ("T2", "T3")]
    first = found["T1", "T2"]
    assert first["shared_actors"] == 2
    assert first["jaccard"] == pytest.approx(2 / 4)
    assert first["containment"] == first["other_containment"] == pytest.approx(2 / 3)
    assert found["T2", "T3"]["containment"] == pytest.approx(1 / 3)
    assert found["T2", "T3"]["other_containment"] == 1
    assert [r["shared_persons"] for r in found.values()] == [1, 1, 1]
    assert found["T1", "T3"]["jaccard"] == 0  # only a person in common


def test_same_theme_and_territory_are_listed_and_the_unknown_said():
    instances = pd.DataFrame(
        {
            "instance": ["T1", "T2", "T3", "T4"],
            "theme": ["housing", "housing", "housing", None],
            "territory": ["north", "north", "south", "north"],
        }
    )
    net = cn.Network(pd.DataFrame({"actor": ["a"], "sector": ["private"]}), instances=instances)
    found = rows(cn.overlap(net))
    assert list(found) == [("T1", "T2")]  # T3 elsewhere, T4 on no known theme
    assert found["T1", "T2"]["same_theme"] is found["T1", "T2"]["same_territory"] is True
    assert math.isnan(found["T1", "T2"]["jaccard"])  # nobody sits in either
    assert cn.overlap(net, members_only=True).empty
    seats = pd.DataFrame({"instance": ["T1", "T3", "T4"], "actor": ["a", "a", "a"]})
    net = cn.Network(net.actors, instances=instances, seats=seats)
    found = rows(cn.overlap(net, members_only=True))
    assert found["T1", "T3"]["same_territory"] is False
    assert pd.isna(found["T1", "T4"]["same_theme"])


@given(seatings())
@settings(max_examples=30, deadline=None)
def test_equals_sets(net):
    sectors, instances, seats = net
    members = seated(seats)
    persons = {i: {p for where, _, ps in seats if where == i for p in ps} for i in instances}
    found = rows(cn.overlap(of_seats(sectors, instances, seats)))
    for one, other in combinations(instances, 2):
        a, b = members.get(one, set()), members.get(other, set())
        both, people = len(a & b), len(persons[one] & persons[other])
        assert ((one, other) in found) == bool(both or people)
        if both or people:
            row = found[one, other]
            assert (row["shared_actors"], row["shared_persons"]) == (both, people)
            assert row["jaccard"] == pytest.approx(both / len(a | b))
            assert row["containment"] == pytest.approx(both / len(a))
            assert row["other_containment"] == pytest.approx(both / len(b))


def attendance(pairs: list[tuple[str, str]]) -> cn.Network:
    """Sit the first of each pair at the second."""
    actors, instances = (list(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
    return of_seats(dict.fromkeys(actors, "private"), instances, [(g, a, []) for a, g in pairs])


def test_equals_networkx_on_the_southern_women():
    two_mode = nx.davis_southern_women_graph()
    events = two_mode.graph["bottom"]
    pairs = [(w, e) for w in two_mode.graph["top"] for e in two_mode[w]]
    table = rows(cn.overlap(attendance(pairs)))
    jaccard = nx.bipartite.overlap_weighted_projected_graph(two_mode, events)
    overlap = nx.bipartite.overlap_weighted_projected_graph(two_mode, events, jaccard=False)
    assert len(table) == jaccard.number_of_edges() == 66
    for (one, other), row in table.items():
        assert row["jaccard"] == pytest.approx(jaccard.edges[one, other]["weight"])
        greatest = max(row["containment"], row["other_containment"])
        assert greatest == pytest.approx(overlap.edges[one, other]["weight"])
    # E8 and E9: 14 and 12 women, 9 at both
    assert table["E8", "E9"]["jaccard"] == pytest.approx(9 / 17)


@needs_cases
@pytest.mark.parametrize("case", [case for case, layer in LAYERS if layer == "coattendance"])
def test_shared_groups_of_the_cases(case):
    """The projection of the oracle is on members: here the members are the instances."""
    table = pd.read_csv(CASES / case / "memberships.csv", dtype=str)
    pairs = list(zip(table["group"], table["actor"], strict=True))
    found = rows(cn.overlap(attendance(pairs)))
    expected = oracle(case, "projection", "coattendance")
    for row in expected:
        pair = (row["source"], row["target"])
        ours = found.get(pair) or found[pair[::-1]]
        assert ours["shared_actors"] == int(row["shared_groups"])
    assert len(found) == len(expected)


def test_the_table_of_tables():
    net = the_sample_now()
    graph = cn.instance_graph(net)
    pairs = cn.overlap(net, members_only=True)
    assert set(graph) == set(net.instances["instance"])
    assert graph.number_of_edges() == len(pairs)
    assert graph.nodes["I06"]["kind"] == "clc"
    assert "territory" not in graph.nodes["I06"]
    row = pairs.iloc[0]
    assert graph.edges[row["instance"], row["other_instance"]]["jaccard"] == row["jaccard"]
    assert cn.mixing(graph, by="origin").ties == len(pairs)


def test_nothing_at_all_and_no_network():
    net = of_seats({"a": "private"}, [], [])
    assert cn.overlap(net).empty
    assert len(cn.instance_graph(net)) == 0
    assert cn.overlap(of_seats({"a": "private"}, ["T"], [])).empty
    with pytest.raises(cn.NotComparable, match="Graph"):
        cn.overlap(nx.Graph())
