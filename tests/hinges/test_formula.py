import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.hinges.any_measure import numbers_of
from concertnet.hinges.formula import carries, formula_of, of_ties, of_ties_and_sizes
from tests.networks import graphs

CARRIED = [
    name
    for name in cn.__all__
    if (formula := formula_of(getattr(cn, name))) is not None and not formula.everyone
]


@of_ties
def share_within(counts, directed):
    """Of the ties alone: an undirected matrix holds those between two groups twice."""
    within = np.trace(counts, axis1=-2, axis2=-1)
    every = counts.sum(axis=(-2, -1))
    return within / (every if directed else (every + within) / 2)


@of_ties_and_sizes
def ties_per_actor(counts, sizes, directed):
    """Of the ties and the sizes: ties within each group over its actors."""
    assert directed in (True, False)
    return np.diagonal(counts, axis1=-2, axis2=-1) / sizes


@pytest.fixture
def matrix():
    return cn.Mixing(np.array([[1, 3], [3, 1]]), np.array([2, 4]), by="club")


def test_the_two_kinds_worked_by_hand(matrix):
    assert share_within.of(matrix) == 2 / 5
    assert ties_per_actor.of(matrix).tolist() == [0.5, 0.25]
    values = ties_per_actor.by_group(matrix, "ties_per_actor")
    assert (values.name, values.index.name, values.index.tolist()) == (
        "ties_per_actor",
        "club",
        [0, 1],
    )


def test_many_matrices_at_once(matrix):
    counts, sizes = matrix.counts.to_numpy(), matrix.sizes.to_numpy()
    many = np.stack([counts, 0 * counts + np.eye(2, dtype=int), counts])
    assert share_within(many, sizes, False).tolist() == [2 / 5, 1, 2 / 5]
    assert ties_per_actor(many, sizes, False).shape == (3, 2)


def test_a_measure_carries_its_formula():
    @carries(share_within)
    def measure(graph):
        return float(share_within.of(cn.mixing(graph)))

    assert formula_of(measure) is share_within
    assert formula_of(cn.cohesion) is None


def test_which_measures_carry_one():
    assert {"ei_index", "sector_ei_index", "assortativity", "coleman_homophily"} <= set(CARRIED)


@given(graphs(), st.sampled_from(CARRIED))
def test_a_measure_answers_what_its_formula_does(graph, name):
    measure = getattr(cn, name)
    groups = {node: data.get("sector") for node, data in graph.nodes(data=True)}
    if not len(graph):
        return
    m = cn.mixing(graph, by=groups)
    formula = formula_of(measure)
    assert formula is not None
    answer = measure(graph, by=groups)
    numbers = numbers_of(answer)  # of a record, those that the ties decide
    found = np.asarray(answer if numbers is None else list(numbers.values()))
    np.testing.assert_array_equal(found, formula.of(m))


# the extremes that each formula has by its definition, attained or approached
INF = math.inf
RANGES = {
    "assortativity": (-1, 1),
    "coleman_homophily": (-1, 1),
    "density": (0, 1),
    "ei_index": (-1, 1),
    "freeman_segregation": (-INF, 1),  # ties between groups may be any number of times as many
    "gupta_anderson_may": (-1, 1),
    "mixing_density": (0, 1),
    "modularity": (-0.5, 1),  # -0.5: two groups of as many ties, all of them across
    "sector_ei_index": (-1, 1),
    "segregation_matrix_index": (-1, 1),
    "vertical_share": (0, 1),
    "within_odds_ratio": (0, INF),
}


def test_each_formula_says_between_what_its_values_stand():
    said = {name: formula_of(getattr(cn, name)) for name in cn.__all__}
    bounds = {name: (f.low, f.high) for name, f in said.items() if f is not None and f.smooth}
    assert bounds == RANGES
    assert [name for name, f in said.items() if f is not None and f.log] == ["within_odds_ratio"]


def test_the_extremes_are_attained():
    across = cn.Mixing(np.array([[0, 3], [3, 0]]), np.array([3, 3]), by="club")
    within = cn.Mixing(np.array([[3, 0], [0, 3]]), np.array([3, 3]), by="club")
    assert (cn.modularity(across), cn.modularity(within)) == (-0.5, 0.5)
    assert (cn.assortativity(across), cn.assortativity(within)) == (-1, 1)
    assert (cn.ei_index(across), cn.ei_index(within)) == (1, -1)
    assert cn.segregation_matrix_index(across).tolist() == [-1, -1]
    assert cn.segregation_matrix_index(within).tolist() == [1, 1]
    assert cn.coleman_homophily(across).tolist() == [-1, -1]
    assert cn.coleman_homophily(within).tolist() == [1, 1]
