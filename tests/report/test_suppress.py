import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn


def hidden_of(table: pd.DataFrame) -> np.ndarray:
    return table.isna().to_numpy()


def given_back(hidden: np.ndarray, known: np.ndarray) -> list[tuple[int, int]]:
    """Return the hidden cells that the totals of rows and columns determine, by linear algebra.

    A cell is determined if no vector that all the totals leave at 0 moves it. The total of a line
    of a single count is that count: it is not published.
    """
    cells = np.argwhere(hidden)
    rules = []
    for axis in (0, 1):
        for line in range(hidden.shape[axis]):
            if np.take(known, line, axis=axis).sum() > 1:
                rules.append([float(cell[axis] == line) for cell in cells])
    system = np.array(rules).reshape(len(rules), len(cells))
    rank = np.linalg.matrix_rank(system) if system.size else 0
    found = []
    for place, cell in enumerate(cells):
        alone = np.zeros((1, len(cells)))
        alone[0, place] = 1
        if np.linalg.matrix_rank(np.vstack([system, alone])) == rank:
            found.append((int(cell[0]), int(cell[1])))
    return found


def table_of(rows: list[list[int | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[f"c{i}" for i in range(len(rows[0]))], dtype="Int64")


cells = st.one_of(st.integers(0, 60), st.integers(0, 6), st.none())
tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=7)
)


@given(tables)
def test_no_small_count_is_shown_and_none_is_given_back_by_totals(rows):
    counts = table_of(rows)
    shown = cn.suppress_small(counts, n=5)
    values = counts.to_numpy(dtype=float, na_value=np.nan)
    known = ~np.isnan(values)
    hidden = hidden_of(shown) & known
    assert hidden[(values > 0) & (values < 5)].all()
    kept = shown.to_numpy(dtype=float, na_value=np.nan)
    assert np.array_equal(kept[~hidden], values[~hidden], equal_nan=True)
    # what is found all the same would be so with everything hidden: it is alone in its line
    assert set(given_back(hidden, known)) <= set(given_back(known, known))
    assert not known.all() or not given_back(hidden, known)


def test_two_blocks_that_one_count_joins():
    """Its value is the totals of one block's rows less those of its columns."""
    counts = pd.DataFrame(50, index=range(4), columns=list("abcd"))
    counts.iloc[:2, :2] = 2
    counts.iloc[2:, 2:] = 3
    counts.iloc[1, 2] = 4
    hidden = np.array((counts < 5).to_numpy())
    everywhere = np.ones((4, 4), dtype=bool)
    assert given_back(hidden, everywhere) == [(1, 2)]
    shown = cn.suppress_small(counts)
    assert not given_back(hidden_of(shown), everywhere)
    assert hidden_of(shown).sum() == hidden.sum() + 1


def test_a_column_of_counts_is_kept_from_its_own_total():
    shown = cn.suppress_small(pd.DataFrame({"n": [2, 30, 40]}))
    assert hidden_of(shown)[:, 0].tolist() == [True, True, False]
    assert not hidden_of(cn.suppress_small(pd.DataFrame({"n": [12, 30]}))).any()


def test_a_table_without_small_counts_is_as_it_was():
    counts = pd.DataFrame({"place": ["a", "b"], "x": [5, 0], "y": [9, 7]})
    shown = cn.suppress_small(counts)
    assert shown["place"].tolist() == ["a", "b"]
    assert not hidden_of(shown).any()


def test_what_is_yes_or_no_is_no_count_and_a_share_is_refused():
    shown = cn.suppress_small(pd.DataFrame({"x": [True, False], "n": [9, 8]}))
    assert shown["x"].tolist() == [True, False]
    assert shown["n"].tolist() == [9, 8]
    whole = cn.suppress_small(pd.DataFrame({"n": [9.0, np.nan, 7.0]}))
    assert whole["n"].tolist() == [9, pd.NA, 7]
    for wrong in ([0.61, 0.5], [-3, 9], [np.inf, 9.0]):
        with pytest.raises(cn.NotComparable, match="share"):
            cn.suppress_small(pd.DataFrame({"share": wrong, "n": [90, 80]}))


def test_the_table_given_is_left_alone_and_n_is_a_whole_number():
    counts = pd.DataFrame({"x": [1, 9], "y": [9, 9]})
    before = counts.copy()
    cn.suppress_small(counts)
    assert counts.equals(before)
    with pytest.raises(cn.NotComparable):
        cn.suppress_small(counts, n=1)
