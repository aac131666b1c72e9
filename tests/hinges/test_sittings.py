"""Who sits where, and for whom: four seats at two instances, worked by hand."""

import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.representation import representation
from concertnet.hinges.seat_places import seat_places
from concertnet.hinges.sittings import actor_groups, sittings


def network(**tables) -> cn.Network:
    given = {
        "actors": pd.DataFrame(
            {"actor": ["a", "b", "c"], "sector": ["private", "community", "community"]}
        ),
        "instances": pd.DataFrame({"instance": ["T", "U", "V"]}),
        "seats": pd.DataFrame(
            {
                "seat": ["1", "2", "3", "4"],
                "instance": ["T", "T", "T", "U"],
                "actor": ["b", "a", "b", "a"],
            }
        ),
        "mandates": pd.DataFrame({"seat": ["1", "3", "2", "4"], "person": ["Q", "P", "P", "P"]}),
    }
    return cn.Network(**{**given, **tables})


def test_each_member_of_an_instance_once_with_its_seats():
    held = sittings(network())
    rows = zip(held.instance, held.member, held.seats, strict=True)
    assert [(int(i), int(m), int(s)) for i, m, s in rows] == [(0, 0, 1), (0, 1, 2), (1, 0, 1)]
    assert held.sizes.tolist() == [2, 1, 0]
    assert held.matrix().toarray().tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_the_same_pairs_by_member():
    held = sittings(network())
    starts, instances, _, members, order = held.rows()
    assert starts.tolist() == [0, 2, 3, 3]
    assert instances.tolist() == [0, 1, 0]
    assert members[order].tolist() == [0, 0, 1]


def test_persons_sit_where_they_fill_a_seat():
    held = sittings(network(), of="persons")
    assert held.members.tolist() == ["P", "Q"]
    rows = zip(held.instance, held.member, held.seats, strict=True)
    assert [(int(i), int(m), int(s)) for i, m, s in rows] == [(0, 0, 2), (0, 1, 1), (1, 0, 1)]


def test_who_sits_for_whom():
    found = representation(network())
    persons = found.mandates.persons
    assert persons.tolist() == ["P", "Q"]
    # at T, a has P alone and b two persons; at U, a has P alone
    assert found.sole.tolist() == [0, -1, 0]
    assert found.represents.tolist() == [0, 2, 3]  # a by P, b by P, b by Q
    codes = actor_groups(network(), None).codes
    assert found.groups(codes).tolist() == [-1, codes[1]]  # P sits for two sectors


def test_a_seat_is_in_force_with_its_instance_and_its_actor():
    dates = pd.to_datetime(["2020-01-01", "2021-01-01", "2022-01-01"])
    net = network(
        instances=pd.DataFrame({"instance": ["T", "U"], "start": dates[:2], "end": dates[1:]}),
        seats=pd.DataFrame(
            {
                "seat": ["1", "2"],
                "instance": ["T", "U"],
                "actor": ["a", "a"],
                "start": [dates[0], dates[0]],
                "end": [dates[2], dates[1]],
            }
        ),
        mandates=pd.DataFrame(),
    )
    seats = seat_places(net)
    # the first is cut to its instance; the second was over when its instance began
    assert seats.ever_held.tolist() == [True, False]
    assert seats.spells.end.astype("datetime64[us]").tolist() == [dates[1].to_pydatetime()]
    assert sittings(net).sizes.tolist() == [1, 0]


def test_persons_of_seats_without_a_mandate_are_not_known():
    with pytest.raises(cn.NotComparable) as error:
        sittings(network(mandates=pd.DataFrame()), of="persons")
    assert error.value.key == "error_no_mandates"
