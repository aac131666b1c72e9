"""The histories of pairs, worked by hand on a few days, and pairs within wholes by brute force."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.hinges.actor_lives import actor_lives
from concertnet.hinges.pair_histories import pair_histories, pairs_within
from concertnet.hinges.pair_steps import pair_steps
from concertnet.tables.cells.intervals import AFTER, microseconds
from tests.networks import DAY, ORIGIN, dated


def network() -> cn.Network:
    actors = [
        ("a", "private", None, None),
        ("b", "community", 0, 8),
        ("b", "private", 8, 20),
        ("c", None, 5, None),
    ]
    ties = [
        ("a", "b", "collaboration", 0, 10),
        ("b", "a", "partnership", 4, 30),  # the same pair, the other way; b leaves on day 20
        ("a", "c", "concertation", None, 9),  # c came on day 5
    ]
    return cn.Network(
        dated(actors, ["actor", "sector", "start", "end"]),
        dated(ties, ["source", "target", "level", "start", "end"]),
        observed=cn.Period(ORIGIN, ORIGIN + 40 * DAY),
    )


def at(day: int) -> int:
    return microseconds(ORIGIN + day * DAY)


def test_actors_and_their_groups_at_an_instant():
    lives = actor_lives(network(), "sector")
    assert lives.actors.tolist() == ["a", "b", "c"]
    assert [lives.there(at(day)).tolist() for day in (2, 6, 25)] == [
        [True, True, False],
        [True, True, True],
        [True, False, True],
    ]
    community, private = (lives.groups.index(name) for name in ("community", "private"))
    assert lives.group_at(at(2)).tolist() == [private, community, -1]
    assert lives.group_at(at(9)).tolist() == [private, private, -1]
    assert lives.group_at(at(25), at(9)).tolist() == [private, private, -1]
    assert lives.latest_group().tolist() == [private, private, -1]


def test_the_highest_level_of_a_pair_and_since_when_it_is_tied():
    net = network()
    lives = actor_lives(net)
    ties = pair_histories(net, lives)
    pairs = list(zip(ties.one.tolist(), ties.other.tolist(), strict=True))
    assert sorted(pairs) == [(0, 1), (0, 2)]
    ab, ac = pairs.index((0, 1)), pairs.index((0, 2))
    assert [int(ties.rank_at(at(day))[ab]) for day in (0, 4, 19, 20)] == [0, 2, 2, -1]
    assert [int(ties.rank_at(at(day))[ac]) for day in (0, 5, 9)] == [-1, 1, -1]
    # a change of level does not break the tie; nobody had one with c before it came
    assert ties.since(at(15))[ab] == at(0)
    assert ties.since(at(6))[ac] == at(5)
    assert ties.since(at(15))[ac] == AFTER


def test_only_the_levels_asked_for():
    net = network()
    ties = pair_histories(net, actor_lives(net), lowest=2)
    assert len(ties.rank) == 1
    assert ties.since(at(6)).min() == at(4)


def test_each_wave_with_the_next():
    days = [ORIGIN + day * DAY for day in (2, 6, 25)]
    groups, steps = pair_steps(network(), days, "sector", ages=True)
    first, second = steps
    assert [(step.date, step.next_date) for step in (first, second)] == [
        (days[0], days[1]),
        (days[1], days[2]),
    ]
    community, private = (groups.index(name) for name in ("community", "private"))
    # a-b rises from collaboration to partnership; c is of unknown sector
    assert (first.one.tolist(), first.other.tolist()) == ([private], [community])
    assert (first.rank.tolist(), first.next_rank.tolist()) == ([0], [2])
    assert (first.together.tolist(), first.still.tolist(), first.unknown) == ([True], [True], 1)
    assert (first.began.tolist(), first.unbroken.tolist()) == ([at(0)], [True])
    # b was of the private sector no longer there on day 25, where its group is that of day 6
    assert (second.rank.tolist(), second.next_rank.tolist()) == ([2], [-1])
    assert (second.still.tolist(), second.unknown) == ([False], 1)
    both, before, after = (size.tolist() for size in second.sizes)
    assert (both, before, after) == ([0, 1], [1, 1], [0, 1])


rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 5), st.integers(0, 5)),
    max_size=10,
)


@given(rows)
def test_members_of_a_whole_meet_while_both_are_in_it(rows):
    columns = [np.array([row[k] for row in rows], dtype=np.int64) for k in range(4)]
    found = sorted(zip(*(c.tolist() for c in pairs_within(*columns)), strict=True))
    expected = [
        (w, *sorted((m, n)), max(s, t), min(e, f))
        for i, (w, m, s, e) in enumerate(rows)
        for v, n, t, f in rows[i + 1 :]
        if v == w and m != n and max(s, t) < min(e, f)
    ]
    assert found == sorted(expected)
