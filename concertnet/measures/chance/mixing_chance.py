"""The mixing matrix against shuffled groups, exactly: mean and standard deviation without draws.

Giving the groups out at random draws them without replacement. The mean of a number of ties needs
the chance that two actors have given groups; its variance, the chance for each pair of ties, which
depends only on how the two touch: the same tie, its return, one actor in common, or none. Counting
the pairs of each kind is enough (join-count statistics).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.group_pairs import cells_of
from concertnet.hinges.grouping import named
from concertnet.hinges.touching_ties import TiePairs, touching_ties
from concertnet.records import Record

__all__ = ["ExactChance", "MixingChance", "mixing_chance"]

# Arrays of Python's whole numbers: squares of numbers of ties cancel almost wholly in a variance,
# and floating point would keep few of its digits in a large network.
Whole = Any


@dataclass(frozen=True, repr=False)
class ExactChance(Record):
    """An observed value, and its exact mean and standard deviation by chance.

    Attributes
    ----------
    observed : float
        The value in the network.
    expected, sd : float
        Mean and standard deviation over every way of giving out the groups.
    z : float
        (observed - expected) / sd; nan where sd is 0.
    """

    observed: float
    expected: float
    sd: float
    z: float


@dataclass(frozen=True, eq=False, repr=False)
class MixingChance(Record):
    """The mixing matrix and the E-I index against shuffled groups.

    Attributes
    ----------
    cells : DataFrame
        One row per pair of groups: group, other_group, ties, expected, sd, z. Directed: ties from
        group to other_group, in both orders; undirected: each pair of groups once.
    ei_index : ExactChance
        The E-I index; nan without ties.
    unknown_actors, unknown_ties : int
        Actors of unknown group and the ties that touch them: left out.
    """

    cells: pd.DataFrame
    ei_index: ExactChance
    unknown_actors: int = 0
    unknown_ties: int = 0


def mixing_chance(graph: GraphLike, *, by: By = None) -> MixingChance:
    """Compare ties between groups, and E-I, with shuffled groups, exactly (network grain).

    Mean and standard deviation over every way of giving out the groups to the actors of known
    group; ties and the sizes of groups stay. They are those that `against_chance` nears with more
    and more draws. A z-score is no probability here: the distribution is skewed, above all for
    small groups. Take p from `against_chance`.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph each direction is a tie; undirected, a tie within a group
        counts once.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    MixingChance
        For each pair of groups and for the E-I index: observed, expected, sd (0 and up) and z
        (neutral 0). z is nan where sd is 0: no shuffle changes the value. The E-I index is nan
        without any tie between actors of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications, chapter
       2 (join counts under nonfree sampling). Pion.
    .. [2] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> chance = mixing_chance(nx.karate_club_graph(), by="club")
    >>> chance.cells.round(2)
         group other_group  ties  expected    sd     z
    0   Mr. Hi      Mr. Hi    35     18.91  5.95  2.70
    1   Mr. Hi     Officer    11     40.18  3.71 -7.87
    2  Officer     Officer    32     18.91  5.95  2.20
    >>> round(chance.ei_index.z, 2)
    -7.87
    """
    found = touching_ties(graph, by)
    matrix, pairs = found.mixing, found.pairs
    counts, groups = matrix.counts.to_numpy(), list(matrix.counts.index)
    sizes = matrix.sizes.to_numpy().astype(object)
    one, other = cells_of(len(sizes), matrix.directed)
    observed = counts[one, other].astype(object)
    means, squares = _of_cells(pairs, sizes, one, other, matrix.directed)
    n = int(sizes.sum())
    expected, sd, z = _exact(observed, means, squares, n)
    cells = pd.DataFrame(
        {
            "group": named(groups, one),
            "other_group": named(groups, other),
            "ties": counts[one, other],
            "expected": expected,
            "sd": sd,
            "z": z,
        }
    )
    within = int(np.trace(counts))
    index = _ei_index(pairs, sizes, within)
    return MixingChance(cells, index, matrix.unknown_actors, matrix.unknown_ties)


def _of_cells(
    pairs: TiePairs,
    sizes: Whole,
    one: npt.NDArray[np.intp],
    other: npt.NDArray[np.intp],
    directed: bool,
) -> tuple[Whole, tuple[Whole, Whole, Whole]]:
    """Return ways of giving out groups to 2, 3 and 4 actors, summed over ties and pairs of ties."""
    a, b = sizes[one], sizes[other]
    same = (one == other).astype(int).astype(object)
    two = a * (b - same)
    other_twice = two * (b - 1 - same)
    one_twice = two * (a - 1 - same)
    four = a * (a - 1) * (b - 2 * same) * (b - 1 - 2 * same)
    if directed:
        means = pairs.ties * two
        three = pairs.source * other_twice + pairs.target * one_twice
        three = three + pairs.chain * same * other_twice
        return means, (means + pairs.returned * same * two, three, pairs.disjoint * four)
    ways = 2 - same  # a tie between two groups may lie either way
    means = pairs.ties * ways * two
    three = pairs.source * (other_twice + (1 - same) * one_twice)
    return means, (means, three, pairs.disjoint * ways * ways * four)


def _ei_index(pairs: TiePairs, sizes: Whole, within: int) -> ExactChance:
    """Return E-I = 1 - 2 within / ties, whose ties no shuffle changes."""
    m, n = pairs.ties, int(sizes.sum())
    if not m:
        return ExactChance(*[float("nan")] * 4)
    two = sizes * (sizes - 1)
    three = two * (sizes - 2)
    in_one, in_each = (three * (sizes - 3)).sum(), two.sum() ** 2 - (two * two).sum()
    mean = m * two.sum()
    squares = (
        mean + pairs.returned * two.sum(),
        pairs.touching * three.sum(),
        pairs.disjoint * (in_one + in_each),
    )
    as_arrays = [np.array([value], dtype=object) for value in (within, mean, *squares)]
    _, sd, z = _exact(as_arrays[0], as_arrays[1], tuple(as_arrays[2:]), n)
    all_pairs = m * n * (n - 1)
    expected = (all_pairs - 2 * mean) / all_pairs
    return ExactChance((m - 2 * within) / m, expected, 2 * sd.item() / m, -z.item())


def _exact(
    observed: Whole, means: Whole, squares: tuple[Whole, ...], n: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Divide by the ways of choosing 2, 3 and 4 of `n` actors: mean, sd and z."""
    two, three, four = squares
    # with fewer actors than a kind of pair needs there are none of that kind
    pairs, third, fourth = max(n * (n - 1), 1), max(n - 2, 1), max(n - 3, 1)
    variance = ((two * third + three) * fourth + four) * pairs - means * means * third * fourth
    sd = np.sqrt((variance / (pairs * pairs * third * fourth)).astype(float))
    from_mean = ((observed * pairs - means) / pairs).astype(float)
    return (means / pairs).astype(float), sd, ratio(from_mean, sd)
