import math

import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.measures.drawn_networks import cross_pairs, drawn, network, seated

SECTORS = {"a": "private", "b": "community", "c": "institutional", "d": None}


def test_worked_by_hand():
    """p alone holds a-b (T1) and, with u, a-c (T1 and T2); the alternate r frees b of q."""
    net = network(
        SECTORS,
        ["T1", "T2", "T3"],
        [
            ("T1", "a", ["p"]),
            ("T1", "b", ["q", "r"]),
            ("T1", "c", ["s"]),
            ("T2", "a", ["t"]),
            ("T2", "c", ["u"]),
            ("T3", "a", ["p"]),
            ("T3", "d", ["v"]),
        ],
    )
    found = cn.single_representative_links(net)
    # a-b, a-c, b-c; d has no known sector
    assert (found.total, found.unknown, found.unrepresented) == (3, 1, 0)
    rows = found.links[["person", "actor", "other", "shared_instances"]].to_numpy().tolist()
    # a-c survives anyone: T1 by p and s, T2 by t and u
    assert rows == [["p", "a", "b", 1], ["s", "c", "b", 1]]
    assert found.hanging == 2
    assert found.share == pytest.approx(2 / 3)
    persons = found.persons.set_index("person")
    assert persons.loc["p", ["links", "others"]].tolist() == [1, 1]
    # without p, a meets no community actor any more, and b no private one
    assert persons["groups_lost"].to_dict() == {"p": 2, "s": 2}


def without(rows, person):
    return [(where, who, [p for p in persons if p != person]) for where, who, persons in rows]


def linked(rows, sectors):
    """Return the pairs of different sectors with someone on both sides of an instance."""
    places = seated([row for row in rows if row[2]]).values()
    return set().union(*(cross_pairs(members, sectors) for members in places))


@given(drawn(with_persons=True))
@settings(max_examples=40, deadline=None)
def test_equals_taking_each_person_away(net):
    sectors, instances, rows = net
    found = cn.single_representative_links(network(sectors, instances, rows))
    every = linked(rows, sectors)
    lost = {
        person: every - linked(without(rows, person), sectors)
        for person in {p for _, _, persons in rows for p in persons}
    }
    assert found.total == len(every)
    assert found.hanging == len(set().union(*lost.values())) if lost else found.hanging == 0
    ours = {
        (row.person, *sorted((row.actor, row.other))) for row in found.links.itertuples(index=False)
    }
    assert ours == {(person, *pair) for person, pairs in lost.items() for pair in pairs}
    for row in found.links.itertuples(index=False):
        assert any(who == row.actor and row.person in persons for _, who, persons in rows)
    sat = set().union(*(cross_pairs(m, sectors) for m in seated(rows).values()))
    assert found.unrepresented == len(sat) - len(every)
    for row in found.persons.itertuples(index=False):
        assert row.links == len(lost[row.person])
        gone = linked(without(rows, row.person), sectors)

        def met(pairs):
            both = [*pairs, *(pair[::-1] for pair in pairs)]
            return {(one, sectors[other]) for one, other in both}

        assert row.groups_lost == len(met(every) - met(gone))


def test_a_large_instance_hangs_on_everyone():
    """40 actors of two sectors, one person each: 400 links, each on both its persons."""
    sectors = {f"a{i}": ("private", "community")[i % 2] for i in range(40)}
    rows = [("T", actor, [f"p{i}"]) for i, actor in enumerate(sectors)]
    found = cn.single_representative_links(network(sectors, ["T"], rows))
    assert (found.total, found.hanging, found.share, len(found.links)) == (400, 400, 1, 800)
    assert (found.persons["links"] == 20).all()
    assert (found.persons["groups_lost"] == 1).all()


def test_the_end_of_the_mandate_is_said():
    net = cn.sample_network()
    found = cn.single_representative_links(net.at("2023-01-01"))
    ends = net.at("2023-01-01").mandates.groupby("person")["end"].min()
    said = found.persons.set_index("person")["next_end"]
    assert said.notna().any()
    assert said.equals(ends.reindex(said.index).rename("next_end"))
    assert found.persons["links"].is_monotonic_decreasing


def test_nobody_and_bad_input():
    found = cn.single_representative_links(network(SECTORS, [], []))
    assert found.total == 0
    assert math.isnan(found.share)
    assert found.links.empty
    assert found.persons.empty
    with pytest.raises(cn.NotComparable, match="andat"):
        cn.single_representative_links(network(SECTORS, ["T"], [("T", "a", [])]))
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.single_representative_links(network(SECTORS, ["T"], [("T", "a", ["p"])]), by="colour")
