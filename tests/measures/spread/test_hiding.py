"""Which cells are hidden beside those of few, worked by hand."""

import numpy as np
import pytest

from concertnet.measures.spread.hiding import protected, solvable

# the answers of a, b and c: their total, then each alone
WHOLE = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], float)


def test_the_cheapest_of_those_that_give_a_cell_back_is_hidden():
    """a = total - b - c: without b, only a + b is known."""
    hidden = np.array([False, True, False, False])
    out = protected(WHOLE, hidden, np.array([9.0, 9, 2, 3]))
    assert out.tolist() == [False, True, True, False]
    assert hidden.tolist() == [False, True, False, False], "what is given stays as it was"
    # the total may be the cheapest
    assert protected(WHOLE, hidden, np.array([1.0, 9, 2, 3])).tolist() == [True, True, False, False]


def test_what_nothing_gives_back_asks_for_no_other():
    hidden = np.array([False, True, True, False])
    assert protected(WHOLE, hidden, np.ones(4)).tolist() == hidden.tolist()
    nothing = np.zeros(4, bool)
    assert protected(WHOLE, nothing, np.ones(4)).tolist() == nothing.tolist()


def test_a_number_that_gives_nothing_back_stays_however_cheap():
    apart = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], float)
    out = protected(apart, np.array([False, True, False, False]), np.array([9.0, 9, 2, 1]))
    assert out.tolist() == [False, True, True, False]


def crossed() -> np.ndarray:
    """Four cells of two rows and two columns, then both sums of rows and both of columns."""
    cells = np.eye(4).reshape(2, 2, 4)
    return np.vstack([cells.reshape(4, 4), cells.sum(axis=1), cells.sum(axis=0)])


def test_in_a_crossed_table_one_hidden_cell_takes_three_others():
    """With the sums shown, three cells give the fourth: each row and column needs two hidden."""
    hidden = np.arange(8) == 0
    out = protected(crossed(), hidden, np.where(np.arange(8) < 4, 1.0, 50))
    assert out.tolist() == [True] * 4 + [False] * 4
    assert not solvable(crossed()[~out], crossed()[out]).any()


def test_what_costs_nothing_may_be_solved():
    """Cell 1, of cost 0, is hidden for the sake of cell 0; the column gives it back all the same.

    Cell 0 = row - cell 1 would then be known too: cell 2 or 3, or a sum, goes as well.
    """
    cost = np.array([1.0, 0, 1, 1, 50, 50, 50, 50])
    out = protected(crossed(), np.arange(8) == 0, cost)
    assert out[:2].all()
    assert not solvable(crossed()[~out], crossed()[:1]).any()
    # a = 0 secret, b = 0 for nothing: the total and c still give a + b
    assert protected(WHOLE, np.arange(4) == 1, np.array([9.0, 9, 0, 3])).sum() == 2


def test_every_number_hidden_ends_there():
    """One number alone, told twice: nothing is left to show."""
    twice = np.array([[1.0, 1], [1, 1]])
    assert protected(twice, np.array([True, False]), np.ones(2)).all()


@pytest.mark.parametrize("scale", [1e-3, 1, 1e6])
def test_what_gives_back_is_told_at_any_scale(scale):
    shown = WHOLE[[0, 2, 3]] * scale
    assert solvable(shown, WHOLE[[1]] / scale).tolist() == [True]
    assert solvable(shown[:2], WHOLE[[1]] / scale).tolist() == [False]
    # a number told ten thousand times as a number of its own
    assert solvable(shown[:2], shown[:1] + 1e-4 * scale * WHOLE[3]).tolist() == [False]


def test_without_numbers_nothing_is_solved():
    assert solvable(np.zeros((0, 2)), np.eye(2)).tolist() == [False, False]
    assert solvable(np.eye(2), np.zeros((0, 2))).tolist() == []
