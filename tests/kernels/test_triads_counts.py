import itertools
from unittest import mock

import networkx as nx
import numpy as np
from hypothesis import given

from concertnet.hinges import brokered_paths
from concertnet.hinges.door import grouped
from concertnet.kernels.triads_counts import (
    all_two_paths,
    closed_chains,
    closed_two_paths,
    open_overlaps,
)
from concertnet.kernels.triads_oriented import oriented
from tests.measures.brokerage.test_roles import ROLES, role_of
from tests.networks import graphs

NOTHING = np.empty((0, 4), np.int32), np.empty(0, np.int64)


def laid_out(graph: nx.Graph):
    g = grouped(graph)
    pairs = oriented(g.n, g.source, g.target, not g.directed)
    return pairs, np.maximum(g.codes, 0), max(len(g.groups), 1)


@given(graphs())
def test_two_paths_all_and_closed(graph):
    """Here an unknown group is the first one: these kernels know only codes."""
    (starts, ends, flags, actor), codes, k = laid_out(graph)
    everything, closed = (np.zeros((len(graph), 5), dtype=int) for _ in range(2))
    for a, b, c in itertools.permutations(graph, 3):
        if graph.has_edge(a, b) and graph.has_edge(b, c):
            role = ROLES.index(role_of(codes[a], codes[b], codes[c]))
            everything[b, role] += 1
            closed[b, role] += graph.has_edge(a, c)
    found = all_two_paths(starts, ends, flags, codes[actor], k)
    np.testing.assert_array_equal(found, everything[actor])
    found = closed_two_paths(starts, ends, flags, codes[actor], *NOTHING)
    np.testing.assert_array_equal(found, closed[actor])


@given(graphs())
def test_overlaps_of_open_two_paths(graph):
    (starts, ends, flags, actor), codes, _ = laid_out(graph)
    counts = np.zeros((len(graph), 5), dtype=int)
    for b in graph:
        paths = [
            (a, c)
            for a, c in itertools.permutations(graph, 2)
            if graph.has_edge(a, b) and graph.has_edge(b, c) and not graph.has_edge(a, c)
            if b not in (a, c)
        ]
        counts[b, 0] = len(paths)
        for (a, c), (x, y) in itertools.permutations(paths, 2):
            counts[b, 1] += (a, c) == (y, x)
            counts[b, 2] += a == x
            counts[b, 3] += c == y
            counts[b, 4] += c == x and a != y
    filled = np.zeros((len(ends), 4), np.int32), np.zeros(len(graph), np.int64)
    closed = closed_two_paths(starts, ends, flags, codes[actor], *filled)
    np.testing.assert_array_equal(
        closed, closed_two_paths(starts, ends, flags, codes[actor], *NOTHING)
    )
    found = open_overlaps(starts, ends, flags, *filled)
    np.testing.assert_array_equal(found, counts[actor])


@given(graphs(directed=False))
def test_chains_of_weight_one_are_closed_two_paths_once(graph):
    (starts, ends, flags, actor), codes, _ = laid_out(graph)
    once = closed_chains(starts, ends, np.ones(len(ends), np.int32), codes[actor])
    both = closed_two_paths(starts, ends, flags, codes[actor], *NOTHING)
    np.testing.assert_array_equal(2 * once[:, [0, 1, 4]], both[:, [0, 1, 4]])
    np.testing.assert_array_equal(once[:, 2] + once[:, 3], both[:, 3])


@given(graphs())
def test_listed_two_paths_are_those_counted(graph):
    g = grouped(graph, required=False)
    counts = []
    for is_compiled in True, False:
        with mock.patch.object(brokered_paths, "already_compiled", return_value=is_compiled):
            counts.append(brokered_paths.roles_counted(g))
            counts.extend(brokered_paths.roles_and_overlaps(g))
    compiled, listed = counts[:3], counts[3:]
    for one, other in zip(compiled, listed, strict=True):
        np.testing.assert_array_equal(one, other)
