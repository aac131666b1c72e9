import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from concertnet import krippendorff_alpha

# Krippendorff (2011), four raters of twelve units, as in the help of R's irr
NAN = np.nan
UNITS = np.array(
    [
        [1, 1, NAN, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [NAN, 5, 5, 5], [NAN, NAN, 1, 1],
        [NAN, NAN, 3, NAN],
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("level", "value"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491)]
)
def test_the_published_values(level, value):
    assert krippendorff_alpha(UNITS, level=level) == pytest.approx(value, abs=5e-5)


def test_two_sides_of_confirmed_pairs():
    pairs = [[1, 1], [2, 2], [3, 2], [1, 2], [3, 3], [2, 1]]
    assert krippendorff_alpha(pairs) == pytest.approx(0.589, abs=5e-4)
    assert krippendorff_alpha(pairs, level="interval") == pytest.approx(0.602, abs=5e-4)


def test_it_is_undefined_without_variation_or_pairs():
    assert np.isnan(krippendorff_alpha([[2, 2], [2, 2]]))
    assert np.isnan(krippendorff_alpha([[1, NAN], [NAN, 2]]))
    assert np.isnan(krippendorff_alpha(np.empty((0, 2))))
    with pytest.raises(Exception, match="ratio"):
        krippendorff_alpha(UNITS, level="ratio")


@given(
    st.lists(
        st.lists(st.sampled_from([1.0, 2.0, 3.0, NAN]), min_size=3, max_size=3),
        min_size=2,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_units_and_raters_changes_nothing(ratings, random):
    values = np.array(ratings)
    rows, columns = list(range(len(values))), [0, 1, 2]
    random.shuffle(rows)
    random.shuffle(columns)
    one, other = krippendorff_alpha(values), krippendorff_alpha(values[rows][:, columns])
    np.testing.assert_allclose(one, other, atol=1e-12)
    assert np.isnan(one) or one <= 1 + 1e-12
