import networkx as nx
import numpy as np
from hypothesis import given

import concertnet as cn
from concertnet.kernels import triads_oriented as module
from tests.strategies import graphs


def laid_out(graph, *, compiled, monkeypatch):
    monkeypatch.setattr(module, "_WORTH_COMPILING", -1 if compiled else 10**9)
    g = cn.grouped(graph)
    return g, module.oriented(g.n, g.source, g.target, not g.directed)


def test_worked_by_hand(monkeypatch):
    """a -> b, b -> a, c -> a, a -> d: d and c have one tie, b two, a four."""
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("c", "a"), ("a", "d")])
    nx.set_node_attributes(graph, "x", "sector")
    for compiled in (False, True):
        g, (starts, ends, flags, actor) = laid_out(
            graph, compiled=compiled, monkeypatch=monkeypatch
        )
        assert g.actors[actor].tolist() == ["c", "d", "b", "a"]
        assert starts.tolist() == [0, 1, 2, 3, 3]
        assert ends.tolist() == [3, 3, 3]
        assert flags.tolist() == [1, 2, 3]


@given(graphs())
def test_both_ways_give_the_same(graph):
    import pytest

    with pytest.MonkeyPatch.context() as monkeypatch:
        _, plain = laid_out(graph, compiled=False, monkeypatch=monkeypatch)
        _, compiled = laid_out(graph, compiled=True, monkeypatch=monkeypatch)
    for one, other in zip(plain, compiled, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
