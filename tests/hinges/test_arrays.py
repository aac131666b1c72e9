import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from concertnet.hinges.arrays import (
    csr_rows,
    distinct,
    expanded,
    first_of_each,
    matches,
    ordered_rows,
    positions,
    ratio,
    same_codes,
    starts_of,
)

codes = st.lists(st.integers(0, 4), max_size=12)


@given(codes)
def test_distinct_values_and_where_each_begins(values):
    keys = np.array(values, dtype=np.int64)
    found, times = distinct(keys)
    assert dict(zip(found.tolist(), times.tolist(), strict=True)) == {
        value: values.count(value) for value in sorted(set(values))
    }
    assert first_of_each(np.sort(keys)).tolist() == [
        sorted(values).index(value) for value in sorted(set(values))
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=10), st.booleans())
def test_rows_in_order_however_wide_their_columns(rows, wide):
    """Columns whose widths multiply past 64 bits are sorted otherwise, and alike."""
    factor = 2**40 if wide else 1
    one, other = (np.array([row[k] for row in rows], dtype=np.int64) * factor for k in (0, 1))
    found = zip(*(column.tolist() for column in ordered_rows(one, other)), strict=True)
    assert list(found) == sorted((a * factor, b * factor) for a, b in rows)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), max_size=8))
def test_ranges_laid_end_to_end(ranges):
    counts, first = (np.array([r[k] for r in ranges], dtype=np.int64) for k in (0, 1))
    of, value = expanded(counts, first)
    expected = [(i, f + step) for i, (n, f) in enumerate(ranges) for step in range(n)]
    assert list(zip(of.tolist(), value.tolist(), strict=True)) == expected
    assert starts_of(counts).tolist() == [sum(counts[:i]) for i in range(len(counts) + 1)]


@given(codes, st.lists(st.integers(-1, 4), max_size=12))
def test_rows_of_the_same_code_meet_and_an_unknown_one_meets_none(ours, theirs):
    mine, other = matches(np.array(ours, dtype=np.int64), np.array(theirs, dtype=np.int64))
    expected = [
        (i, j) for j, code in enumerate(theirs) for i, own in enumerate(ours) if own == code
    ]
    assert list(zip(mine.tolist(), other.tolist(), strict=True)) == expected


def test_an_unknown_code_is_neither_the_same_nor_another():
    found = same_codes(np.array([0, 0, 1, -1]), np.array([0, 0, 3]), np.array([1, 2, 3]))
    assert found.isna().tolist() == [False, False, True]
    assert found[:2].tolist() == [True, False]


def test_nothing_over_nothing_is_undefined():
    np.testing.assert_array_equal(ratio([0, 3, 0], [0, 0, 2]), [np.nan, np.nan, 0])


def test_rows_as_kernels_read_them():
    from scipy.sparse import csr_array

    starts, ends = csr_rows(csr_array(np.array([[0, 1, 1], [0, 0, 0], [1, 0, 0]])))
    assert (starts.tolist(), ends.tolist()) == ([0, 2, 2, 3], [1, 2, 0])
    assert (starts.dtype, ends.dtype) == (np.int64, np.int32)


def test_an_id_that_is_missing_or_elsewhere_has_no_position():
    ids = pd.Series(["b", None, "z", "a", "b"], dtype="str")
    assert positions(ids, pd.Index(["a", "b", "c"])).tolist() == [1, -1, -1, 0, 1]
    assert positions(ids[:0], pd.Index(["a"])).tolist() == []
