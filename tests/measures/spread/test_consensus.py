import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn

answers = st.lists(st.integers(1, 5), min_size=2, max_size=25)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 5, 5], 0.0),
        ([1, 2, 3, 4, 5], 0.2),
        ([1, 1, 1, 5], 0.25),
        ([4, 4, 5, 5], 0.75),
        ([3, 3, np.nan], 1.0),
    ],
)
def test_worked_cases(values, expected):
    assert cn.consensus(values, low=1, high=5) == pytest.approx(expected)


def test_the_frequencies_of_a_published_example():
    values = np.repeat(np.arange(1, 8), [30, 40, 210, 130, 530, 50, 10])
    assert round(cn.consensus(values, low=1, high=7), 3) == 0.597


@given(st.integers(2, 7), st.data())
def test_it_is_the_measure_on_cumulative_shares_and_the_mean_distance(k, data):
    values = data.draw(st.lists(st.integers(1, k), min_size=2, max_size=30))
    shares = np.cumsum([values.count(step) for step in range(1, k)]) / len(values)
    blair_lacy = 1 - 4 * (shares * (1 - shares)).sum() / (k - 1)
    distance = np.abs(np.subtract.outer(values, values)).mean()
    found = cn.consensus(values, low=1, high=k)
    assert found == pytest.approx(blair_lacy, abs=1e-12)
    assert found == pytest.approx(1 - 2 * distance / (k - 1), abs=1e-12)
    assert 0 <= found <= 1


@given(answers)
def test_order_and_direction_change_nothing(values):
    found = cn.consensus(values, low=1, high=5)
    assert cn.consensus(values[::-1], low=1, high=5) == pytest.approx(found)
    assert cn.consensus([6 - value for value in values], low=1, high=5) == pytest.approx(found)


def test_what_is_undefined_or_wrong():
    assert np.isnan(cn.consensus([3], low=1, high=5))
    assert np.isnan(cn.consensus([3, 3], low=3, high=3))
    with pytest.raises(cn.NotComparable):
        cn.consensus([1, 6], low=1, high=5)
    with pytest.raises(cn.NotComparable):
        cn.consensus([1, 2], low=5, high=1)
