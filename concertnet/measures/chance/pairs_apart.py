"""Pairs of groups whose ties chance would not give: one test, whoever tells of it.

Each pair of groups is compared with shuffled groups; p is adjusted for the number of pairs that are
compared, and a pair where few ties are expected is not: nothing could be told of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.formula import carries, of_ties
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.group_pairs import cells_of
from concertnet.hinges.guards import Seed
from concertnet.hinges.mixing import MixingLike, mixing
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.chance.mixing_chance import mixing_chance

__all__ = ["DRAWS", "LEAST_EXPECTED", "RARE", "PairsApart", "holm", "pairs_apart"]

RARE = 0.05  # adjusted p below which a pair is said to be what chance would not give
LEAST_EXPECTED = 5  # expected ties below which a pair is not compared
DRAWS = 4_999  # shuffles of the groups
_LEAST_DRAWS, _MOST_DRAWS = 999, 19_999
_MOST_WORK = 500_000_000  # ties times shuffles


@dataclass(frozen=True, eq=False)
class PairsApart:
    """The pairs of groups beside chance.

    Attributes
    ----------
    cells : DataFrame
        One row per pair of groups, as in `mixing_chance`: group, other_group, ties, expected, sd,
        z; then p_value, two-sided and adjusted for the pairs compared by Holm's method (nan where
        the pair is not compared), and side: -1 with fewer ties than chance would give, 1 with more,
        0 otherwise.
    compared : int
        Pairs compared: those where at least `LEAST_EXPECTED` ties are expected.
    draws : int
        Shuffles of the groups behind each p.
    """

    cells: pd.DataFrame
    compared: int
    draws: int


def pairs_apart(graph: GroupedGraph, *, seed: Seed = 0) -> PairsApart:
    """Say which pairs of groups have ties that chance would not give (pair grain).

    Parameters
    ----------
    graph : GroupedGraph
        The network, grouped.
    seed : int or numpy.random.Generator
        Seed of the shuffles.

    Returns
    -------
    PairsApart
        No pair is compared without ties, or where ties expected are few everywhere.

    References
    ----------
    .. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
       Journal of Statistics, 6(2), 65-70.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet.hinges.door import grouped
    >>> found = pairs_apart(grouped(nx.karate_club_graph(), by="club"))
    >>> found.cells["side"].tolist(), found.compared
    ([1, -1, 1], 3)
    """
    cells = mixing_chance(graph).cells
    judged = cells["expected"].to_numpy(dtype=float) >= LEAST_EXPECTED
    compared = int(judged.sum())
    # Holm's first step must be within reach of a p of so many draws, in reasonable time.
    wanted = min(max(DRAWS, 50 * compared - 1), _MOST_DRAWS)
    draws = max(min(wanted, _MOST_WORK // max(graph.m, 1)), _LEAST_DRAWS)
    p_values = np.full(len(cells), np.nan)
    if compared:
        k = len(graph.groups)
        one, other = (ends[judged] for ends in cells_of(k, graph.directed))

        @of_ties
        def formula(counts: npt.NDArray[Any], _directed: bool) -> Values:
            return counts[..., one, other].astype(float)

        @carries(formula)
        def ties_of_cells(obj: MixingLike) -> pd.Series:
            return pd.Series(mixing(obj).counts.to_numpy()[one, other].astype(float))

        found = against_chance(ties_of_cells, graph, draws=draws, seed=seed)["p_value"]
        p_values[judged] = holm(found.to_numpy(dtype=float))
    with np.errstate(invalid="ignore"):
        apart = p_values < RARE
    side = np.where(apart, np.sign(cells["ties"] - cells["expected"]), 0).astype(int)
    return PairsApart(cells.assign(p_value=p_values, side=side), compared, draws)


def holm(p_values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return p adjusted for their number by Holm's method; an undefined one stays so.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, 0.03])).round(2).tolist()
    [0.03, 0.06, 0.06]
    """
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    adjusted = np.full(len(p_values), np.nan)
    steps = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * steps), 1.0)
    return adjusted
