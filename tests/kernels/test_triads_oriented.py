import networkx as nx
import numpy as np
from hypothesis import given

import concertnet as cn
from concertnet.kernels.triads_oriented import _oriented_compiled, _oriented_plain
from tests.networks import graphs

WAYS = (_oriented_plain, _oriented_compiled)


def laid_out(graph, way):
    g = cn.grouped(graph)
    return g, way(g.n, g.source, g.target, not g.directed)


def test_worked_by_hand():
    """a -> b, b -> a, c -> a, a -> d: d and c have one tie, b two, a four."""
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a"), ("a", "d")])
    nx.set_node_attributes(graph, "x", "sector")
    for way in WAYS:
        g, (starts, ends, flags, actor) = laid_out(graph, way)
        assert g.actors[actor].tolist() == ["c", "d", "b", "a"]
        assert starts.tolist() == [0, 1, 2, 3, 3]
        assert ends.tolist() == [3, 3, 3]
        assert flags.tolist() == [1, 2, 3]


@given(graphs())
def test_both_ways_give_the_same(graph):
    (_, plain), (_, compiled) = (laid_out(graph, way) for way in WAYS)
    for one, other in zip(plain, compiled, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
