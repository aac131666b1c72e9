import os
import subprocess
import sys

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from concertnet.kernels.layout_stress import anneal, settle

RUN = """
import hashlib
import numpy as np
import networkx as nx
from concertnet.maps.layout.layout import map_layout
places = map_layout(nx.path_graph(4), seed=4)[["x", "y"]].to_numpy()
print(hashlib.sha256(places.tobytes()).hexdigest())
"""


def all_pairs(wanted):
    first, second = (ends.astype(np.int32) for ends in np.triu_indices(len(wanted), 1))
    return first, second, wanted[first, second]


def stress(places, wanted):
    i, j = np.triu_indices(len(wanted), 1)
    return float(((cdist(places, places)[i, j] / wanted[i, j] - 1) ** 2).sum())


@pytest.fixture
def points():
    return np.random.default_rng(0).random((12, 2)) * 5


def test_one_step_of_one_pair_by_hand():
    """From (0, 0) and (1, 0) to a distance of 3: each moves by (3 - 1) / 2, times its rate."""
    ends = np.array([0], np.int32), np.array([1], np.int32)
    places = np.array([[0.0, 0.0], [1.0, 0.0]])
    anneal(*ends, np.array([3.0]), np.array([1.0]), np.array([0.5]), np.array([1.0]), places)
    np.testing.assert_allclose(places, [[-1.0, 0.0], [1.5, 0.0]])


def test_a_step_never_goes_beyond_the_wanted_distance():
    ends = np.array([0], np.int32), np.array([1], np.int32)
    places = np.array([[0.0, 0.0], [1.0, 0.0]])
    pull = np.array([7.0])
    anneal(*ends, np.array([3.0]), pull, pull, np.array([50.0]), places)
    np.testing.assert_allclose(places, [[-1.0, 0.0], [2.0, 0.0]])


def test_two_on_one_spot_part():
    ends = np.array([0], np.int32), np.array([1], np.int32)
    places = np.zeros((2, 2))
    one = np.array([1.0])
    anneal(*ends, one, one, one, one, places)
    assert np.hypot(*(places[0] - places[1])) == pytest.approx(1.0)


def test_distances_of_the_plane_are_found_again(points):
    wanted = cdist(points, points)
    first, second, target = all_pairs(wanted)
    pull = target**-2.0
    places = np.random.default_rng(1).random((12, 2))
    rates = np.geomspace(1 / pull.min(), 0.1 / pull.max(), 100)
    anneal(first, second, target, pull, pull, rates, places)
    assert settle(wanted, 1e-12, 500, places) < 1e-6
    np.testing.assert_allclose(cdist(places, places), wanted, atol=1e-2)


def test_settling_never_raises_the_stress(points):
    wanted = cdist(points, points) ** 0.5 + 0.2
    places = np.random.default_rng(2).random((12, 2))
    before = stress(places, wanted)
    for _ in range(20):
        settle(wanted, 0.0, 1, places)
        after = stress(places, wanted)
        assert after <= before + 1e-12
        before = after


def test_the_stress_returned_is_the_stress_once_settled(points):
    wanted = cdist(points, points) ** 0.5 + 0.2
    places = np.random.default_rng(2).random((12, 2))
    found = settle(wanted, 1e-12, 3000, places)
    assert found == pytest.approx(stress(places, wanted), rel=1e-5)


def test_compiled_or_not_in_this_process_or_another_the_places_are_the_same():
    shown = {
        subprocess.run(
            [sys.executable, "-c", RUN],
            env={**os.environ, "NUMBA_DISABLE_JIT": jit},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for jit in ("0", "1")
    }
    assert len(shown) == 1
