import math

import pandas as pd
import pytest
from hypothesis import given, settings

import concertnet as cn
from tests.networks import cross_pairs, of_seats, seated, seatings

SECTORS = {"a": "private", "b": "community", "c": "institutional", "d": None}


def test_worked_by_hand():
    """p alone holds a-b (T1) and, with u, a-c (T1 and T2); the alternate r frees b of q."""
    net = of_seats(
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


@given(seatings(with_persons=True))
@settings(max_examples=40, deadline=None)
def test_equals_taking_each_person_away(net):
    sectors, instances, rows = net
    found = cn.single_representative_links(of_seats(sectors, instances, rows))
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
    found = cn.single_representative_links(of_seats(sectors, ["T"], rows))
    assert (found.total, found.hanging, found.share, len(found.links)) == (400, 400, 1, 800)
    assert (found.persons["links"] == 20).all()
    assert (found.persons["groups_lost"] == 1).all()


def dated_network(seats, mandates, *, actors=(), observed=("2020", "2022")) -> cn.Network:
    """Return seats (instance, actor, start, end) filled by (seat's number, person, start, end)."""
    lives = [*((a, None, None) for a in "abc"), *actors]
    return cn.Network(
        pd.DataFrame(lives, columns=["actor", "start", "end"]).assign(
            sector=lambda table: table["actor"].map({**SECTORS, "d": "private"})
        ),
        instances=pd.DataFrame({"instance": sorted({where for where, *_ in seats})}),
        seats=pd.DataFrame(seats, columns=["instance", "actor", "start", "end"]).assign(
            seat=[str(i) for i in range(len(seats))]
        ),
        mandates=pd.DataFrame(
            [(str(seat), *rest) for seat, *rest in mandates],
            columns=["seat", "person", "start", "end"],
        ),
        observed=observed,
    )


def test_the_next_end_is_that_of_what_holds_the_link():
    """p alone sits for a at T with q of b; beside it, p sits where no link needs p."""
    net = dated_network(
        [
            ("T", "a", None, "2024"),
            ("T", "b", None, None),
            ("U", "a", None, None),
            ("V", "c", None, None),
        ],
        [
            # a mandate over long ago, then one written as two that touch, and longer than its seat
            (0, "p", "2020-01-01", "2020-06-01"),
            (0, "p", "2021-01-01", "2023-01-01"),
            (0, "p", "2023-01-01", "2030-01-01"),
            (1, "q", None, None),
            (2, "p", None, "2023-05-01"),  # nobody else is at U
            (3, "p", None, "2023-06-01"),  # nor at V
        ],
    )
    persons = cn.single_representative_links(net).persons.set_index("person")
    assert persons["next_end"]["p"] == pd.Timestamp("2025-01-01")
    assert pd.isna(persons["next_end"]["q"])
    for selected in (net.at("2022-12-31"), net.between("2022", "2022"), net.until("2022-12-31")):
        persons = cn.single_representative_links(selected).persons.set_index("person")
        assert persons["next_end"]["p"] == pd.Timestamp("2025-01-01"), "a renewal is no end"


def next_ends(net):
    return cn.single_representative_links(net).persons.set_index("person")["next_end"]


def test_the_next_end_stays_where_a_spell_is_written_as_several():
    """p's mandate ends in 2021-10; that of q does not, but the organisation d leaves with 2021."""
    mandates = [(0, "p", "2020-02-01", "2021-10-01"), (1, "q", "2020-02-01", None)]
    seats = [("T", "b", None, None), ("T", "d", None, None)]
    lives = [("d", "2020-01-15", "2022-01-01")]
    net = dated_network(seats, mandates, actors=lives)
    expected = next_ends(net.at("2020-06-30"))
    assert expected.to_dict() == {"p": pd.Timestamp("2021-10-01"), "q": pd.Timestamp("2022-01-01")}
    cut_mandates = [
        (0, "p", "2020-02-01", "2020-09-01"),
        (0, "p", "2020-09-01", "2021-10-01"),
        (1, "q", "2020-02-01", "2021-01-01"),
        (1, "q", "2021-01-01", None),
    ]
    cut_lives = [("d", "2020-01-15", "2020-12-01"), ("d", "2020-12-01", "2022-01-01")]
    for cut in (
        dated_network(seats, cut_mandates, actors=lives),
        dated_network(seats, mandates, actors=cut_lives),
        dated_network(seats, cut_mandates, actors=cut_lives),
    ):
        for when in ("2020-06-30", "2020-10-01"):
            pd.testing.assert_series_equal(next_ends(cut.at(when)), expected)


def test_a_seat_held_while_the_actor_was_away_is_nobodys():
    net = dated_network(
        [("T", "d", "2021-03-01", "2021-09-01"), ("T", "b", None, None)],
        [(0, "p", None, None), (1, "q", None, None)],
        actors=[("d", None, "2021-01-01"), ("d", "2022-01-01", None)],
    )
    assert cn.single_representative_links(net).total == 0
    assert cn.burden(net).table["seats"].to_dict() == {"a": 0, "b": 1, "c": 0, "d": 0}
    assert cn.burden(net, of="persons").table["seats"].to_dict() == {"p": 0, "q": 1}
    found = cn.coverage(net).set_index("sector")["seats"]
    assert found.to_dict() == {"community": 1, "institutional": 0, "private": 0}
    assert len(net.spells("seats")) == 1


def test_nobody_and_bad_input():
    found = cn.single_representative_links(of_seats(SECTORS, [], []))
    assert found.total == 0
    assert math.isnan(found.share)
    assert found.links.empty
    assert found.persons.empty
    with pytest.raises(cn.NotComparable, match="andat"):
        cn.single_representative_links(of_seats(SECTORS, ["T"], [("T", "a", [])]))
    with pytest.raises(cn.MissingAttribute, match="colour"):
        cn.single_representative_links(of_seats(SECTORS, ["T"], [("T", "a", ["p"])]), by="colour")
