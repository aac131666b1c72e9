import itertools
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from concertnet.kernels.draw_ties import rewire
from tests.networks import graphs

Ties = list[tuple[int, int]]


def run(ties: Ties, n: int, *, directed: bool, trials: int, draws: int, seed: int = 1):
    """Rewire; each actor is its own group, so that counts are the whole graph of each draw."""
    ends = np.array(sorted(ties), dtype=np.int32).reshape(-1, 2)
    source, target = ends[:, 0].copy(), ends[:, 1].copy()
    state = np.array([seed], dtype=np.uint64)
    actors = np.arange(n, dtype=np.int32)
    counts = rewire(source, target, directed, actors, n, state, trials, draws)
    return source, target, counts.reshape(draws, n, n)


def every_graph(ties: Ties, n: int, *, directed: bool) -> set[frozenset[tuple[int, int]]]:
    """All the simple graphs with the degrees of one, by trying every set of pairs."""

    def degrees(edges) -> tuple[Counter, Counter]:
        ends = list(zip(*edges, strict=True))
        if directed:
            return Counter(ends[0]), Counter(ends[1])
        return Counter(ends[0] + ends[1]), Counter()

    pairs = itertools.permutations(range(n), 2) if directed else itertools.combinations(range(n), 2)
    wanted = degrees(ties)
    sets = itertools.combinations(list(pairs), len(ties))
    return {frozenset(edges) for edges in sets if degrees(edges) == wanted}


CYCLE = [(0, 1), (1, 2), (2, 0)]
CASES = [
    # a path of six: 0 and 5 have one tie, the others two
    (False, 6, [(i, i + 1) for i in range(5)]),
    # a hub: some exchanges are refused, and must count as draws that stay
    (False, 6, [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5)]),
    (False, 6, [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]),
    # no exchange of two ties turns a cycle of three round
    (True, 3, CYCLE),
    (True, 4, [(0, 1), (1, 2), (2, 3), (3, 0)]),
    (True, 4, [(0, 1), (0, 2), (1, 2), (2, 3), (3, 0), (3, 1)]),
    # two cycles, and an actor tied to all: Rao, Jana and Bandyopadhyay's kind of trap
    (True, 4, [*CYCLE, (3, 0), (3, 1), (3, 2)]),
    (True, 5, [*CYCLE, (2, 3), (3, 4), (4, 2)]),
]


@pytest.mark.parametrize(("directed", "n", "ties"), CASES)
def test_visits_every_graph_equally_often(directed, n, ties):
    possible = every_graph(ties, n, directed=directed)
    assert len(possible) > 1
    draws = 400 * len(possible)
    _, _, drawn = run(ties, n, directed=directed, trials=60 * len(ties), draws=draws)
    found = Counter()
    for matrix in drawn:
        edges = zip(*(ends.tolist() for ends in np.nonzero(matrix)), strict=True)
        found[frozenset((a, b) if directed else (min(a, b), max(a, b)) for a, b in edges)] += 1
    assert set(found) == possible
    expected = draws / len(possible)
    statistic = sum((count - expected) ** 2 / expected for count in found.values())
    assert statistic < chi2.ppf(0.999, len(possible) - 1)


@settings(max_examples=60)
@given(graphs(), st.integers(0, 2**32))
def test_stays_simple_and_keeps_every_degree(graph, seed):
    n, directed = len(graph), graph.is_directed()
    ties = list(graph.edges)
    source, target, counts = run(ties, n, directed=directed, trials=200, draws=3, seed=seed)
    assert len(source) == len(ties)
    assert (source != target).all()
    for matrix in counts:
        whole = matrix if directed else matrix + matrix.T
        assert whole.max(initial=0) <= 1
        if directed:
            assert whole.sum(axis=1).tolist() == [graph.out_degree(i) for i in range(n)]
            assert whole.sum(axis=0).tolist() == [graph.in_degree(i) for i in range(n)]
        else:
            assert whole.sum(axis=1).tolist() == [graph.degree(i) for i in range(n)]
    if len(ties):
        last = np.zeros((n, n), dtype=int)
        last[source, target] += 1
        assert (last == counts[-1]).all()


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_a_long_chain_loses_no_pair(directed, share):
    """One lost or doubled entry of the table of pairs would soon double a tie."""
    n = 80
    rng = np.random.default_rng(5)
    pairs = np.argwhere(rng.random((n, n)) < share)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]] if directed else pairs[pairs[:, 0] < pairs[:, 1]]
    before = [np.bincount(end, minlength=n) for end in pairs.T]
    source, target, _ = run(pairs.tolist(), n, directed=directed, trials=1_000_000, draws=1)
    if directed:
        key = source.astype(int) * n + target
        assert (np.bincount(source, minlength=n) == before[0]).all()
        assert (np.bincount(target, minlength=n) == before[1]).all()
    else:
        key = np.minimum(source, target).astype(int) * n + np.maximum(source, target)
        degrees = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
        assert (degrees == before[0] + before[1]).all()
    assert len(np.unique(key)) == len(pairs)
    assert (source != target).all()
    # hardly any tie of a sparse graph stays where it was
    if share < 0.1:
        kept = np.isin(key, pairs[:, 0] * n + pairs[:, 1]).mean()
        assert kept < 0.2


def test_unknown_groups_are_rewired_and_not_counted():
    source, target = np.array([[0, 1], [2, 3], [4, 5]], dtype=np.int32).T.copy()
    codes = np.array([0, 0, 0, -1, 1, 1], dtype=np.int32)
    counts = rewire(source, target, False, codes, 2, np.array([3], np.uint64), 300, 200)
    totals = counts.sum(axis=1)
    # the unknown actor has one tie: two others stay
    assert set(totals.tolist()) == {2}
    partners = np.unique(counts, axis=0)
    assert len(partners) > 1


def test_the_same_state_gives_the_same_chain():
    ties = [(i, (i + s) % 12) for i in range(12) for s in (1, 3)]
    one, two, other = (
        run(ties, 12, directed=True, trials=50, draws=20, seed=seed)[2] for seed in (1, 1, 2)
    )
    assert (one == two).all()
    assert (one != other).any()
    # draws made in two calls are those of one
    ends = np.array(sorted(ties), dtype=np.int32)
    source, target = ends[:, 0].copy(), ends[:, 1].copy()
    state, actors = np.array([1], np.uint64), np.arange(12, dtype=np.int32)
    parts = [rewire(source, target, True, actors, 12, state, 50, size) for size in (7, 13)]
    assert (np.concatenate(parts).reshape(20, 12, 12) == one).all()
