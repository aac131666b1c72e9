import itertools
import math

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.cases import karate
from tests.networks import graphs, the_sample
from tests.thorough import how_many

COLUMNS = [
    "group",
    "ties_lost",
    "isolated",
    "fragmentation",
    "fragmentation_after",
    "is_cut",
    "group_pairs_lost",
    "group_pairs",
]


DAY_ONE = pd.Timestamp("2020-01-01")


def test_without_any_known_group():
    source, target = zip(*karate().edges, strict=True)
    nobody = pd.Series(None, index=range(34), dtype=object, name="sector")
    found = cn.fragility(cn.GroupedGraph.from_edges(source, target, groups=nobody))
    assert found["group"].isna().all()
    assert (found["group_pairs_lost"] == 0).all()
    assert found.index[found["is_cut"]].tolist() == [0]


def fragmentation(graph: nx.Graph) -> float:
    n = len(graph)
    joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    return 1 - joined / (n * (n - 1)) if n > 1 else math.nan


def group_pairs(graph: nx.Graph, sectors: dict) -> set:
    pairs = {frozenset((sectors[a], sectors[b])) for a, b in graph.edges}
    return {pair for pair in pairs if None not in pair and len(pair) == 2}


def same(group, expected) -> bool:
    return pd.isna(group) if expected is None else group == expected


def compare(row, before: nx.Graph, after: nx.Graph, sectors: dict) -> None:
    """Check a row against the graph with and without what it removes."""
    assert row["ties_lost"] == before.number_of_edges() - after.number_of_edges()
    isolated = [n for n in after if before.degree(n) and not after.degree(n)]
    assert row["isolated"] == len(isolated)
    assert row["fragmentation"] == pytest.approx(fragmentation(before), nan_ok=True)
    assert row["fragmentation_after"] == pytest.approx(fragmentation(after), nan_ok=True)
    cut = nx.number_connected_components(after) > nx.number_connected_components(before)
    assert row["is_cut"] == cut
    lost = group_pairs(before, sectors) - group_pairs(after, sectors)
    assert {frozenset(pair) for pair in row["group_pairs"]} == lost
    assert row["group_pairs_lost"] == len(row["group_pairs"]) == len(lost)


def path() -> nx.Graph:
    """p - q - r - s, and t alone: p and q community, r and s private."""
    graph = nx.path_graph(["p", "q", "r", "s"])
    graph.add_node("t", sector="zoo")
    sectors = {"p": "community", "q": "community", "r": "private", "s": "private"}
    nx.set_node_attributes(graph, sectors, "sector")
    return graph


def test_worked_by_hand():
    """Of 10 pairs 4 are apart; without q, r and s alone are joined: 5 of 6 are apart."""
    table = cn.fragility(path())
    assert list(table.columns) == COLUMNS
    q = table.loc["q"]
    assert (q["group"], q["ties_lost"], q["isolated"]) == ("community", 2, 1)
    assert q["fragmentation"] == pytest.approx(4 / 10)
    assert q["fragmentation_after"] == pytest.approx(5 / 6)
    assert q["group_pairs"] == (("community", "private"),)
    assert table["is_cut"].to_dict() == {"p": False, "q": True, "r": True, "s": False, "t": False}
    assert table.loc["t", "fragmentation_after"] == 0


@given(graphs(directed=False))
def test_actors_equal_removing_each_in_turn(graph):
    if not len(graph):
        return
    table = cn.fragility(graph)
    sectors = {n: graph.nodes[n].get("sector") for n in graph}
    assert list(table.index) == list(graph)
    cuts = set(nx.articulation_points(graph))
    for actor in graph:
        row = table.loc[actor]
        assert same(row["group"], sectors[actor])
        after = graph.copy()
        after.remove_node(actor)
        assert row["is_cut"] == (actor in cuts)
        # a removed isolate was a part of its own: compare parts among the others
        before = graph if graph.degree(actor) else graph.subgraph(set(graph) - {actor})
        compare(row.to_dict() | {"fragmentation": fragmentation(before)}, before, after, sectors)
        assert row["fragmentation"] == pytest.approx(fragmentation(graph), nan_ok=True)


def test_the_cut_actor_of_the_karate_club():
    """Without actor 0, actor 11 and {4, 5, 6, 10, 16} are cut off: parts of 27, 5 and 1."""
    table = cn.fragility(karate())
    assert table.index[table["is_cut"]].tolist() == [0]
    assert table.loc[0, "fragmentation_after"] == pytest.approx(1 - (27 * 26 + 5 * 4) / (33 * 32))


def network(rows, sectors) -> cn.Network:
    """Build a network from (actor, instance, person or None); a seat per row."""
    seats = [(f"s{i}", actor, instance) for i, (actor, instance, _) in enumerate(rows)]
    mandates = [(f"s{i}", person) for i, (_, _, person) in enumerate(rows) if person is not None]
    instances = sorted({instance for _, instance, _ in rows})
    return cn.Network(
        pd.DataFrame({"actor": list(sectors), "sector": list(sectors.values())}),
        instances=pd.DataFrame({"instance": instances}),
        seats=pd.DataFrame(seats, columns=["seat", "actor", "instance"]),
        mandates=pd.DataFrame(mandates, columns=["seat", "person"]),
    )


SECTORS = {"a": "community", "b": "private", "c": "private", "d": "zoo"}
ROWS = [
    ("a", "T1", "Ann"),
    ("b", "T1", "Bob"),
    ("a", "T2", "Ann"),
    ("b", "T2", "Bea"),
    ("c", "T2", "Ann"),
    ("d", "T2", None),
]


def test_persons_by_hand():
    """Ann sits for a at T1 and T2 and for c at T2; Bob and Bea sit for b, d's seat is anyone's."""
    table = cn.fragility(network(ROWS, SECTORS), of="persons")
    assert table.index.tolist() == ["Ann", "Bea", "Bob"]
    ann = table.loc["Ann"]
    # left: b and d at T2. Lost: a-b, a-c, a-d, b-c, c-d
    assert (ann["ties_lost"], ann["isolated"], ann["is_cut"]) == (5, 2, True)
    assert pd.isna(ann["group"])
    assert ann["fragmentation_after"] == pytest.approx(5 / 6)
    assert ann["group_pairs"] == (("community", "private"), ("community", "zoo"))
    bea = table.loc["Bea"]
    # b stays with a at T1, and reaches the others through a
    assert (bea["ties_lost"], bea["isolated"], bea["is_cut"]) == (2, 0, False)
    assert bea["group"] == "private"
    assert table.loc["Bob", ["ties_lost", "group_pairs"]].tolist() == [0, ()]


def test_an_alternate_holds_the_seat():
    rows = [("a", "T1", "Ann"), ("b", "T1", "Bob")]
    net = network(rows, SECTORS)
    alternate = pd.concat(
        [net.mandates, pd.DataFrame({"seat": ["s0"], "person": ["Zoe"]})], ignore_index=True
    )
    with_alternate = cn.Network(net.actors, net.ties, net.instances, net.seats, alternate)
    assert cn.fragility(net, of="persons").loc["Ann", "ties_lost"] == 1
    assert cn.fragility(with_alternate, of="persons").loc["Ann", "ties_lost"] == 0


def test_instances_by_hand():
    table = cn.fragility(network(ROWS, SECTORS), of="instances")
    # T1 holds a-b, which T2 holds too
    assert table.loc["T1", "ties_lost"] == 0
    # without T2, a-b is left: c and d are alone
    assert table.loc["T2", ["ties_lost", "isolated", "is_cut"]].tolist() == [5, 2, True]
    assert table.loc["T2", "fragmentation_after"] == pytest.approx(5 / 6)
    pairs = (("community", "zoo"), ("private", "zoo"))
    assert table.loc["T2", "group_pairs"] == pairs
    assert table["group"].isna().all()


def test_a_person_at_two_places_that_do_not_touch():
    """Ann sits for a at T1 and for c at T2: a is alone without her, and so is c."""
    rows = [("a", "T1", "Ann"), ("b", "T1", "Bob"), ("c", "T2", "Ann"), ("d", "T2", "Dan")]
    table = cn.fragility(network(rows, SECTORS), of="persons")
    assert table.loc["Ann", "fragmentation"] == pytest.approx(4 / 6)
    assert table.loc["Ann", ["ties_lost", "isolated"]].tolist() == [2, 4]
    assert table.loc["Ann", "fragmentation_after"] == 1


@st.composite
def seatings(draw):
    actors = draw(st.integers(1, 6))
    sectors = {f"a{i}": draw(st.sampled_from(["x", "y", "z", None])) for i in range(actors)}
    sectors["a0"] = "x"
    row = st.tuples(
        st.sampled_from(sorted(sectors)),
        st.sampled_from(["T1", "T2", "T3"]),
        st.sampled_from(["P1", "P2", "P3", None]),
    )
    rows = [("a0", "T1", "P1"), *draw(st.lists(row, max_size=10))]
    return rows, sectors


def co_seats(rows, sectors) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(sectors)
    for instance in ("T1", "T2", "T3"):
        seated = sorted({actor for actor, where, _ in rows if where == instance})
        graph.add_edges_from(itertools.combinations(seated, 2))
    return graph


@settings(max_examples=how_many(8, 25))
@given(seatings())
def test_instances_and_persons_equal_removing_each_in_turn(seating):
    rows, sectors = seating
    net = network(rows, sectors)
    before = co_seats(rows, sectors)
    instances = cn.fragility(net, of="instances")
    for instance in instances.index:
        after = co_seats([row for row in rows if row[1] != instance], sectors)
        compare(instances.loc[instance], before, after, sectors)
    persons = cn.fragility(net, of="persons")
    assert persons.index.tolist() == sorted({row[2] for row in rows if row[2] is not None})
    for person in persons.index:
        after = co_seats([row for row in rows if row[2] != person], sectors)
        compare(persons.loc[person], before, after, sectors)
        groups = {sectors[row[0]] for row in rows if row[2] == person}
        expected = groups.pop() if len(groups) == 1 else None
        assert same(persons.loc[person, "group"], expected)


@st.composite
def dated_seatings(draw):
    """Actors who leave, seats and mandates that are not all in force, on twenty days."""

    def spell():
        start, end = (draw(st.one_of(st.none(), st.integers(0, 20))) for _ in range(2))
        backward = start is not None and end is not None and start >= end
        return (start, None) if backward else (start, end)

    lives = [(actor, *spell()) for actor in "abcd"]
    opened = [(instance, *spell()) for instance in ("T1", "T2")]
    seats = [
        (str(i), draw(st.sampled_from(["T1", "T2"])), draw(st.sampled_from("abcd")), *spell())
        for i in range(draw(st.integers(1, 8)))
    ]
    # every seat has a mandate of all times: none is empty for want of a name
    mandates = [(seat[0], draw(st.sampled_from("PQR")), None, None) for seat in seats]
    which = st.sampled_from([seat[0] for seat in seats])
    for _ in range(draw(st.integers(0, 6))):
        mandates.append((draw(which), draw(st.sampled_from("PQRS")), *spell()))

    def table(rows, *columns):
        frame = pd.DataFrame(rows, columns=[*columns, "start", "end"], dtype=object)
        for column in ("start", "end"):
            days = [
                None if day is None else DAY_ONE + pd.Timedelta(days=day) for day in frame[column]
            ]
            frame[column] = pd.Series(days, dtype="datetime64[us]")
        return frame

    return cn.Network(
        table(lives, "actor").assign(sector=list("wxyz")),
        instances=table(opened, "instance"),
        seats=table(seats, "seat", "instance", "actor"),
        mandates=table(mandates, "seat", "person"),
    )


@settings(max_examples=how_many(13, 40))
@given(dated_seatings())
def test_what_a_person_holds_is_what_hangs_on_them(net):
    """Each actor is a sector of its own: pairs lost are the links that hang on one person."""
    held = cn.single_representative_links(net).persons.set_index("person")["links"]
    lost = cn.fragility(net, of="persons")["ties_lost"]
    assert lost.index.tolist() == sorted(set(net.mandates["person"]))
    assert lost[lost > 0].to_dict() == held.to_dict()


@pytest.mark.parametrize("of", ["actors", "persons", "instances"])
def test_the_sample(of):
    table = cn.fragility(the_sample().at("2024-06-30"), of=of)
    assert list(table.columns) == COLUMNS
    assert table.index.is_unique
    assert table["fragmentation"].nunique() == 1
    assert table["is_cut"].any()


@pytest.mark.parametrize("of", ["actors", "persons", "instances"])
def test_a_network_of_nothing(of):
    net = cn.Network(pd.DataFrame({"actor": ["a", "b"], "sector": ["x", None]}))
    table = cn.fragility(net, of=of)
    assert len(table) == (2 if of == "actors" else 0)
    assert list(table.columns) == COLUMNS
    assert not table["is_cut"].any()


def test_bad_input():
    with pytest.raises(cn.UnknownWord, match="persons"):
        cn.fragility(path(), of="seats")
    with pytest.raises(cn.NotComparable, match="undirected"):
        cn.fragility(nx.DiGraph([(0, 1)]), by={0: "a"})
    with pytest.raises(cn.NotComparable, match="Network"):
        cn.fragility(path(), of="instances")
    with pytest.raises(cn.NotComparable, match="mandate"):
        cn.fragility(network([("a", "T1", None)], SECTORS), of="persons")
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.fragility(path(), by="colour")


def test_without_groups_the_pairs_lost_are_not_known():
    assert cn.fragility(nx.path_graph(3))["group_pairs_lost"].isna().all()
