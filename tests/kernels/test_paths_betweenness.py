import numpy as np
import pytest

from concertnet.kernels.paths_betweenness import add_dependencies
from concertnet.kernels.paths_without import add_falls

# 0 -> 1 -> 3, 0 -> 2 -> 3, 3 -> 4, and 5 alone
STARTS = np.array([0, 2, 3, 4, 5, 5, 5])
ENDS = np.array([1, 2, 3, 3, 4], dtype=np.int32)
BACK_STARTS = np.array([0, 0, 1, 2, 4, 5, 5])
BACK_ENDS = np.array([0, 0, 1, 2, 3], dtype=np.int32)


def outputs():
    return np.zeros(6), np.zeros(6), np.zeros(6, np.int64), np.zeros(6, np.int64)


def test_dependencies_are_added_source_by_source():
    sums, squares, reaches, reached = found = outputs()
    codes = np.array([0, 0, -1, 1, 1, 1], dtype=np.int32)
    for source in ([0], [1], [5]):
        add_dependencies(STARTS, ENDS, codes, np.array(source, dtype=np.int32), *found)
    # from 0 to 3 and 4, of the other group: 1 and 2 carry half of both, 3 all of one; from 1 to
    # 3 and 4: 3 carries one
    assert sums.tolist() == [0, 1, 1, 2, 0, 0]
    assert squares.tolist() == [0, 1, 1, 2, 0, 0]
    assert reaches.tolist() == [4, 2, 0, 0, 0, 0]
    assert reached.tolist() == [0, 1, 1, 2, 2, 0]


def test_sources_together_are_sources_apart():
    codes = np.array([0, 1, 2, 0, 1, 2], dtype=np.int32)
    together, apart = outputs(), outputs()
    add_dependencies(STARTS, ENDS, codes, np.arange(6, dtype=np.int32), *together)
    for source in range(6):
        add_dependencies(STARTS, ENDS, codes, np.array([source], dtype=np.int32), *apart)
    for one, other in zip(together, apart, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # 0 -> 1 lost: 1 goes, 3 is still two away; the same for 2; 3 -> 4 lost: 1/3
        (0, [1 + 1, 1, 1, 1 / 3, 1 / 3, 0]),
        # 1 -> 3 lost: 1 + 1/2; 3 -> 4 lost: 1/2
        (1, [0, 3 / 2, 0, 3 / 2 + 1 / 2, 1 / 2, 0]),
        (5, [0, 0, 0, 0, 0, 0]),
    ],
)
def test_falls_from_one_source(source, expected):
    falls = np.zeros(6)
    sources = np.array([source], dtype=np.int32)
    add_falls(STARTS, ENDS, BACK_STARTS, BACK_ENDS, sources, falls)
    assert falls.tolist() == pytest.approx(expected)
