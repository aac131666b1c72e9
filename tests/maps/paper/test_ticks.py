"""Ticks: inside their axis, evenly apart, no more than there is room for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet.maps.paper.ticks import (
    date_texts,
    dates_within,
    near_number,
    round_length,
    round_values,
    texts_of,
)
from concertnet.tables.cells.dates import as_period
from concertnet.words import words


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e5), st.integers(3, 12))
def test_values_are_inside_even_and_round(low, spread, at_most):
    found = round_values(low, low + spread, at_most=at_most)
    assert len(found) >= 2
    slack = 1e-8 * max(abs(low), spread)
    assert low - slack <= found[0] < found[-1] <= low + spread + slack
    steps = np.diff(found)
    assert np.allclose(steps, steps[0], atol=1e-9)
    # a finer step is taken only where the axis would have one tick
    assert len(found) <= at_most + 1 or len(found) <= 6
    digits = f"{steps[0]:.6e}".split("e")[0]
    assert digits.rstrip("0").rstrip(".") in ("1", "2", "5", "10")


@pytest.mark.parametrize(
    ("most", "expected"), [(0.4, [0]), (2.2, [0, 1, 2]), (13.9, [0, 2, 4, 6, 8, 10, 12])]
)
def test_whole_values(most, expected):
    assert round_values(0, most, at_most=8, whole=True) == expected


def test_values_are_written_with_the_decimals_that_they_need():
    assert texts_of(words("fr"), [-0.5, 0.0, 0.5]) == ["\u22120,5", "0,0", "0,5"]
    assert texts_of(words("en"), [0.0, 1000.0]) == ["0", "1,000"]


@pytest.mark.parametrize(
    ("observed", "at_most", "expected"),
    [
        (("2019", "2024"), 9, ["2019", "2020", "2021", "2022", "2023", "2024"]),
        (("1990", "2024"), 4, ["1990", "2000", "2010", "2020"]),
        (("2023-03", "2023-10"), 4, ["March 2023", "May 2023", "July 2023", "Sept. 2023"]),
        (("2024-06-29", "2024-07-02"), 9, ["29 June 2024", "30 June 2024", "1 July 2024"]),
        (("2024-06-20", "2024-07-05"), 3, ["24 June 2024", "1 July 2024"]),
        (("2024-06-02", "2024-06-29"), 2, ["2 June 2024", "28 June 2024"]),
        (("2024-06-30", "2024-07-01"), 9, ["30 June 2024"]),
    ],
)
def test_dates_are_years_months_or_days(observed, at_most, expected):
    texts = date_texts(words("en"), dates_within(as_period(observed), at_most=at_most))
    assert [text.replace("\u00a0", " ") for text in texts] == expected


@given(
    st.dates(pd.Timestamp("1800-01-01").date(), pd.Timestamp("2100-01-01").date()),
    st.integers(1, 60_000),
    st.integers(2, 12),
)
def test_dates_are_inside_and_no_more_than_there_is_room_for(first, days, at_most):
    start = pd.Timestamp(first)
    period = as_period((start, start + pd.Timedelta(days=days)))
    dates = dates_within(period, at_most=at_most)
    assert 1 <= len(dates) <= at_most
    assert all(period.start <= date < period.end for date in dates)


def test_a_bar_of_scale_and_a_sample_of_size():
    assert [round_length(most) for most in (73_000, 4, 999)] == [50_000, 2, 500]
    assert [near_number(value) for value in (0.4, 4.3, 13.9, 2000)] == [2, 5, 15, 500]
