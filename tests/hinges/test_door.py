"""A Network keeps the door, and nothing else passes for one."""

import inspect

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges.door import Groupable, NetworkLike, is_network, is_networkx
from concertnet.hinges.guards import require_network
from tests.networks import chain

ASKED = {
    name
    for base in (Groupable, NetworkLike)
    for name in vars(base)
    if not name.startswith("_") and name != "TYPE_CHECKING"
}


@pytest.fixture
def net():
    return chain("private", "community")


def test_a_network_has_all_that_the_door_asks(net):
    assert {"actors", "grouped", "observed", "spells", "tables"} <= ASKED
    for name in ASKED:
        assert hasattr(net, name), name


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_is_asked_is_asked_in_the_same_words(name):
    base = Groupable if name in vars(Groupable) else NetworkLike
    asked, kept = getattr(base, name), getattr(cn.Network, name, None)
    if isinstance(asked, property):
        assert not callable(kept)  # a table or another field, or a property
        return
    there, here = (list(inspect.signature(each).parameters.values()) for each in (asked, kept))
    assert [(p.name, p.kind, p.default) for p in there] == [
        (p.name, p.kind, p.default) for p in here
    ]


def test_a_network_is_one_and_nothing_else_is(net):
    assert is_network(net)
    assert require_network(net) is net
    others = (net.graph(), net.grouped(), cn.mixing(net), net.seating(), net.tables, None, "net")
    for other in others:
        assert not is_network(other)
        with pytest.raises(cn.NotComparable) as error:
            require_network(other)
        assert error.value.key == "error_network_expected"


def test_a_network_is_known_without_a_table_being_read():
    def unread(self):
        raise AssertionError("a property was read")

    members = {
        name: property(unread) if isinstance(getattr(base, name), property) else unread
        for base in (Groupable, NetworkLike)
        for name in ASKED & set(vars(base))
    }
    assert {"tables", "actors", "grouped"} <= set(members)
    carrier = type("Carrier", (), members)
    assert is_network(carrier())
    assert not is_network(carrier)
    for name, member in members.items():
        if not isinstance(member, property):
            less = {each: kept for each, kept in members.items() if each != name}
            assert not is_network(type("Less", (), less)()), name


def test_part_of_a_network_is_grouped_as_one(net):
    class Ties:
        """What a measure of a graph asks, and no more: neither seats nor dates."""

        def grouped(self, by="sector"):
            return net.grouped(by)

    assert not is_network(Ties())
    assert cn.ei_index(Ties()) == cn.ei_index(net) == 1
    with pytest.raises(cn.NotComparable):
        cn.vacancy(Ties())


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_graph_of_networkx_is_known_whatever_its_class(kind, net):
    assert is_networkx(kind())
    assert is_networkx(nx.subgraph_view(kind()))
    assert not is_networkx(net)
    assert not is_networkx(net.grouped())


def test_tables_that_replace_others_are_checked(net):
    more = pd.concat([net.actors, pd.DataFrame({"actor": ["c"], "sector": ["private"]})])
    assert len(net.with_tables(actors=more).actors) == 3
    assert len(net.actors) == 2
    with pytest.raises(cn.TableError):
        net.with_tables(actors=net.actors[:1])
