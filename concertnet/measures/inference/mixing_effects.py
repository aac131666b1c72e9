"""Effect sizes of mixing: how much more, or less, each two groups are tied than the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.formula import carries, of_ties_and_sizes
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed
from concertnet.hinges.mixing import each_cell, mixing, pairs_of_cells
from concertnet.measures.answers import MEASURES
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.inference.interval import interval

__all__ = ["mixing_effects"]


@of_ties_and_sizes
def _ties(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    del sizes
    return each_cell(counts, directed).astype(float)


@carries(_ties)
def _ties_of(graph: GroupedGraph) -> pd.Series:
    return pd.Series(_ties.of(mixing(graph)))


def _odds(ties: Values, pairs: Values, extra: float) -> tuple[Values, Values]:
    """Return the two products whose ratio is that of the odds of each cell and of all others."""
    total, every = ties.sum(axis=-1, keepdims=True), pairs.sum(axis=-1, keepdims=True)
    others, other_pairs = total - ties, every - pairs
    above = (ties + extra) * (other_pairs - others + extra)
    return above, (pairs - ties + extra) * (others + extra)


@of_ties_and_sizes
def _log_odds(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    pairs = each_cell(pairs_of_cells(np.asarray(sizes, dtype=np.int64), directed), directed)
    # half a tie more everywhere: a ratio of small counts is otherwise off, and so is its error
    above, below = _odds(each_cell(counts, directed).astype(float), pairs.astype(float), 0.5)
    return np.log(above) - np.log(below)


@carries(_log_odds)
def _log_odds_of(graph: GroupedGraph) -> pd.Series:
    return pd.Series(_log_odds.of(mixing(graph)))


def mixing_effects(
    graph: GraphLike,
    *,
    by: By = None,
    confidence: float = 0.95,
    draws: int = 999,
    seed: Seed = 0,
) -> pd.DataFrame:
    """Measure how much more, or less, each two groups are tied (grain of pairs of groups).

    An odds ratio says how large it is, with an interval where pairs that share an actor depend on
    each other; two ratios set the number of ties against what chance gives. Of k cells about k/20
    have p under 0.05 by chance alone; nothing corrects for it. Under 20 actors intervals are a
    little too short.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph group sends and other_group receives, in both orders.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    confidence : float
        Of the interval of the odds ratio, between 0 and 1.
    draws : int
        Networks drawn for each of the two probabilities, at least 1.
    seed : int or numpy.random.Generator
        Same seed, same draws.

    Returns
    -------
    DataFrame
        A row per pair of groups: group, other_group; ties, possible pairs, density (0 to 1);
        odds_ratio, the odds of a tie there over those of all other pairs, 0 and up, 1 neutral, inf
        where all is tied there or nothing elsewhere; low, high, its interval; ratio_groups, ties
        over their exact mean under shuffled groups, and ratio_degrees, over their mean in networks
        rewired with the same numbers of ties: 0 and up, 1 neutral; p_groups and p_degrees, as of
        `against_chance`. Actors of unknown group are left out of all but the rewired ties. nan
        where there is no pair or no other pair, where nothing is expected, and the interval where
        the cell or the others have no tie or no other than ties, with fewer than four actors or no
        more actors than groups.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or `confidence`, `draws` or `seed` are no such numbers.

    References
    ----------
    .. [1] Moody, J. (2001). Race, school integration, and friendship segregation in America.
       American Journal of Sociology, 107(3), 679-716.
    .. [2] Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a ratio of
       frequencies. Annals of Human Genetics, 20(4), 309-311.
    .. [3] Aronow, P. M., Samii, C. and Assenova, V. A. (2015). Cluster-robust variance estimation
       for dyadic data. Political Analysis, 23(4), 564-577.

    Examples
    --------
    >>> import networkx as nx
    >>> found = mixing_effects(nx.karate_club_graph(), by="club", draws=99)
    >>> found.loc[1, ["odds_ratio", "low", "high", "ratio_groups"]].astype(float).round(3).tolist()
    [0.121, 0.056, 0.282, 0.274]
    """
    arrays = grouped(graph, by=by)
    m = mixing(arrays)
    table = m.frame()
    ties, pairs = (table[name].to_numpy(float) for name in ("ties", "possible"))
    above, below = _odds(ties, pairs, 0.0)
    whole = (pairs > 0) & (pairs < pairs.sum())
    odds = np.where((below == 0) & (above > 0), np.inf, ratio(above, below))
    ends = interval(_log_odds_of, arrays, confidence=confidence)
    known = whole & (above > 0) & (below > 0)
    expected = ratio(ties.sum() * pairs, pairs.sum())
    chance = [
        against_chance(_ties_of, arrays, null=null, draws=draws, seed=seed)
        for null in ("groups", "ties")
    ]
    found = {
        "odds_ratio": np.where(whole, odds, np.nan),
        "low": np.where(known, np.exp(ends["low"]), np.nan),
        "high": np.where(known, np.exp(ends["high"]), np.nan),
        "ratio_groups": ratio(ties, expected),
        "ratio_degrees": ratio(ties, chance[1]["expected"]),
        "p_groups": np.where(pairs > 0, chance[0]["p_value"], np.nan),
        "p_degrees": np.where(pairs > 0, chance[1]["p_value"], np.nan),
    }
    return table.assign(**found)[MEASURES["mixing_effects"].names]
