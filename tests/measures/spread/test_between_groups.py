import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import energy_distance, f_oneway

from concertnet.measures.spread.between_groups import between_groups


def between(*groups, draws=999, seed=0):
    values = np.concatenate(groups).astype(float)
    codes = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    units, weights = np.arange(len(values)), np.ones(len(values))
    random = np.random.default_rng(seed)
    return between_groups(values, weights, units, codes, draws=draws, random=random)


def test_the_worked_case():
    found = between([1, 1, 2], [4, 5, 5])
    assert round(found.share, 3) == 0.765
    assert found.exact
    assert found.p_value == 2 / 20
    assert found.expected == pytest.approx(1 / 5)
    assert round(between([1, 1, 2], [4, 5, 5], [3, 3]).share, 3) == 0.802


drawn = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=8), min_size=2, max_size=4)


@given(drawn)
@settings(deadline=None)
def test_it_is_the_energy_distance_between_groups(groups):
    flat = np.concatenate(groups)
    found = between(*groups, draws=0).share
    n = len(flat)
    total = np.abs(np.subtract.outer(flat, flat)).mean() * n / 2
    if total == 0:
        assert np.isnan(found)
        return
    apart = sum(
        len(g) * len(h) / (2 * n) * energy_distance(g, h) ** 2
        for g, h in itertools.combinations(groups, 2)
    )
    assert found == pytest.approx(apart / total, abs=1e-9)


@given(st.lists(st.lists(st.integers(0, 1), min_size=2, max_size=8), min_size=2, max_size=4))
def test_on_two_steps_it_is_eta_squared(groups):
    """A distance of 0 or 1 is its own square."""
    flat = np.concatenate(groups)
    if len(set(flat.tolist())) < 2 or all(len(set(g)) == 1 for g in groups):
        return
    f = f_oneway(*groups).statistic
    k, n = len(groups), len(flat)
    assert between(*groups, draws=0).share == pytest.approx(f * (k - 1) / (f * (k - 1) + n - k))


def arrangements(sizes, left):
    """Give every way of dealing those who are left to groups of these sizes."""
    if not sizes:
        yield ()
    for first in itertools.combinations(left, sizes[0]) if sizes else ():
        rest = tuple(one for one in left if one not in first)
        yield from ((first, *others) for others in arrangements(sizes[1:], rest))


def brute_p(groups):
    """The formula of the reference over every arrangement: (T - W) / T, of mean distances."""
    values = np.concatenate(groups).astype(float)
    apart = np.abs(np.subtract.outer(values, values))
    total = len(values) / 2 * apart.mean()
    sizes = [len(group) for group in groups]
    shares = np.array(
        [
            1 - sum(len(at) / 2 * apart[np.ix_(at, at)].mean() for at in dealt) / total
            for dealt in arrangements(sizes, tuple(range(len(values))))
        ]
    )
    return (shares >= shares[0] - 1e-9).mean(), shares.mean()


@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=2, max_size=3))
@settings(deadline=None, max_examples=25)
def test_p_is_that_of_all_arrangements(groups):
    found = between(*groups)
    if np.isnan(found.share):
        return
    p, mean = brute_p(groups)
    assert found.exact
    assert found.p_value == pytest.approx(p)
    assert found.expected == pytest.approx(mean)


def test_drawn_counts_and_shuffles_of_persons_give_the_same_p():
    """Two ways to draw the same law: counts for single answers, shuffles for several persons."""
    random = np.random.default_rng(5)
    groups = [random.integers(1, 6, 30), random.integers(1, 5, 20), random.integers(2, 6, 25)]
    values, codes = np.concatenate(groups).astype(float), np.repeat([0, 1, 2], [30, 20, 25])
    counted = between(*groups, draws=20_000)
    # the first organisation answers twice the same: nothing changes but the way of drawing
    twice = np.insert(values, 0, values[0])
    units = np.insert(np.arange(75), 0, 0)
    weights = np.insert(np.ones(75), 0, 0.5)
    weights[1] = 0.5
    shuffled = between_groups(
        twice, weights, units, codes, draws=20_000, random=np.random.default_rng(1)
    )
    assert shuffled.share == pytest.approx(counted.share)
    assert shuffled.expected == pytest.approx(counted.expected)
    assert shuffled.p_value == pytest.approx(counted.p_value, abs=0.015)


def test_organisations_whose_persons_disagree():
    """The mean over arrangements, worked by brute force."""
    values = np.array([1.0, 5.0, 2.0, 4.0, 1.0])
    units, weights = np.array([0, 0, 1, 2, 3]), np.array([0.5, 0.5, 1, 1, 1])
    given_random = np.random.default_rng(0)
    shares = []
    for codes in set(itertools.permutations([0, 0, 1, 1])):
        shares.append(
            between_groups(
                values, weights, units, np.array(codes), draws=0, random=given_random
            ).share
        )
    found = between_groups(
        values, weights, units, np.array([0, 0, 1, 1]), draws=0, random=given_random
    )
    assert found.exact
    assert found.expected == pytest.approx(np.mean(shares))
    assert found.p_value == np.mean(np.array(shares) >= found.share - 1e-12)


def test_what_is_undefined():
    assert np.isnan(between([3, 3], [3]).share)
    assert np.isnan(between([1, 2, 3]).p_value)


def test_same_seed_same_p():
    random = np.random.default_rng(2)
    groups = [random.integers(1, 6, 40), random.integers(1, 6, 40)]
    assert between(*groups, seed=4) == between(*groups, seed=4)
