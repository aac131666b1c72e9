import itertools

import numpy as np

from concertnet.maps.nodelink.curves import gap_bends, pieces, tie_bends
from concertnet.maps.paper.marks import bent

CENTRES = np.array([[0.0, 0.0], [100.0, 0.0], [50.0, 0.0], [50.0, 80.0]])
RADII = np.full(4, 5.0)


def nearest(line, spot):
    fine = np.concatenate([np.linspace(a, b, 50) for a, b in itertools.pairwise(line)])
    return np.hypot(*(fine - spot).T).min()


def test_a_tie_goes_around_the_mark_of_another():
    (bend,) = tie_bends(np.array([[0, 1]]), CENTRES, RADII)
    assert bend != 0
    assert nearest(bent(CENTRES[0], CENTRES[1], bend), CENTRES[2]) >= 5


def test_a_tie_with_a_free_way_is_straight():
    assert tie_bends(np.array([[0, 3], [0, 2]]), CENTRES, RADII).tolist() == [0, 0]


def test_a_missing_link_is_always_curved_and_stays_on_the_page():
    (bend,) = gap_bends(
        [(0, 2)], CENTRES, RADII, obstacles=np.empty((0, 2)), inside=(-10, -1, 200, 200)
    )
    line = bent(CENTRES[0], CENTRES[2], bend)
    assert bend != 0
    assert line[:, 1].min() >= -1


def test_a_bent_line_keeps_its_ends():
    line = bent(CENTRES[0], CENTRES[3], 0.2)
    assert line[0].tolist() == [0, 0]
    assert line[-1].tolist() == [50, 80]


def test_pieces_carry_their_cost():
    parts = pieces([bent(CENTRES[0], CENTRES[1], 0.0), bent(CENTRES[0], CENTRES[3], 0.1)], 0.5)
    assert parts.shape == (15, 5)
    assert set(parts[:, 4]) == {0.5}
    assert pieces([], 1.0).shape == (0, 5)
