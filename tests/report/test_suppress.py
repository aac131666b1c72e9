import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn


def hidden_of(table: pd.DataFrame) -> np.ndarray:
    return table.isna().to_numpy()


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=6
    )
)


@given(tables)
def test_no_small_count_is_shown_and_none_is_given_back_by_a_total(rows):
    counts = pd.DataFrame(rows, columns=[f"c{i}" for i in range(len(rows[0]))])
    shown = cn.suppress_small(counts, n=5)
    hidden = hidden_of(shown)
    values = counts.to_numpy()
    assert hidden[(values > 0) & (values < 5)].all()
    assert not [n for n in (*hidden.sum(axis=0), *hidden.sum(axis=1)) if n == 1]
    kept = shown.to_numpy(dtype=float, na_value=np.nan)
    assert np.array_equal(kept[~hidden], values[~hidden])


def test_a_table_without_small_counts_is_as_it_was():
    counts = pd.DataFrame({"place": ["a", "b"], "x": [5, 0], "y": [9, 7]})
    shown = cn.suppress_small(counts)
    assert shown["place"].tolist() == ["a", "b"]
    assert not hidden_of(shown).any()


def test_the_table_given_is_left_alone_and_n_is_a_whole_number():
    counts = pd.DataFrame({"x": [1, 9], "y": [9, 9]})
    before = counts.copy()
    cn.suppress_small(counts)
    assert counts.equals(before)
    with pytest.raises(cn.NotComparable):
        cn.suppress_small(counts, n=1)
