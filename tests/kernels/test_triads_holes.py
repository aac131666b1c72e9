import networkx as nx
import numpy as np
import pytest

from concertnet.kernels.triads_holes import (
    ACROSS,
    CONTACTS,
    KNOWN,
    _shared_compiled,
    _shared_listed,
    scales,
    sums_over_contacts,
)
from concertnet.kernels.triads_oriented import oriented


@pytest.mark.parametrize("shared_contacts", [_shared_compiled, _shared_listed])
@pytest.mark.parametrize("seed", range(5))
def test_shared_contacts_equal_products_of_the_matrix(seed, shared_contacts):
    rng = np.random.default_rng(seed)
    # degrees from 1 to nearly all: short rows and long ones
    graph = nx.barabasi_albert_graph(60, 4, seed=seed)
    source, target = np.array(graph.edges, dtype=np.int32).T.copy()
    starts, ends, _, actor = oriented(60, source, target, True)
    weight = rng.integers(1, 9, len(ends)).astype(float)
    low = np.repeat(np.arange(60), np.diff(starts))
    matrix = np.zeros((60, 60))
    matrix[low, ends] = matrix[ends, low] = weight

    by_sum, by_largest = scales(starts, ends, weight)
    np.testing.assert_allclose(by_sum, 1 / matrix.sum(axis=1))
    np.testing.assert_allclose(by_largest, 1 / matrix.max(axis=1))
    shared = shared_contacts(starts, ends, weight, by_sum)
    np.testing.assert_allclose(shared[:, 0], (matrix * by_sum @ matrix)[low, ends])
    np.testing.assert_allclose(shared[:, 1], (matrix @ matrix)[low, ends])

    codes = rng.integers(-1, 2, 60).astype(np.int32)
    sums = sums_over_contacts(starts, ends, weight, shared, by_sum, by_largest, codes)
    degree = np.array([graph.degree[node] for node in actor.tolist()])
    np.testing.assert_array_equal(sums[:, CONTACTS], degree)
    constraint = (by_sum[:, None] * (matrix + matrix * by_sum @ matrix) * (matrix > 0)) ** 2
    np.testing.assert_allclose(sums[:, KNOWN], constraint @ (codes >= 0))
    other = (codes[:, None] != codes) & (codes >= 0)
    np.testing.assert_allclose(sums[:, ACROSS], (constraint * other).sum(axis=1))
