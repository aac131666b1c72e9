"""Which weights find hidden ties best on a network of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.gaps.evidence.ground import Ground, ground_of
from concertnet.gaps.evidence.score import WEIGHTINGS, standardised, summed
from concertnet.gaps.judge.trials import Trial, hidden_trials, placed
from concertnet.hinges.door import GraphLike
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.guards import Seed
from concertnet.records import Record

__all__ = ["FittedWeights", "errors_of", "fit_weights", "fitted"]

_DRAWS = 30
_HIDDEN = 0.2
# Ties below which a weighting cannot be told from another.
LEAST_TIES = 30
# The chance of leaving the default where nothing else is better, shared among the other weightings.
_BY_CHANCE = 0.05
_CLEAR = NormalDist().inv_cdf(1 - _BY_CHANCE / (len(WEIGHTINGS) - 1))


@dataclass(frozen=True, eq=False, repr=False)
class FittedWeights(Record):
    """The weighting that found hidden ties best.

    Attributes
    ----------
    name : str
        Which of `concertnet.gaps.evidence.score.WEIGHTINGS`.
    weights : Mapping of column to float
        Its weights.
    gain : float
        Its area under the ROC curve less that of the default weights: above 0 (at most 1) for
        another weighting, 0 for the default, nan where every pair is tied: there is nothing to
        rank.
    table : DataFrame
        One row per weighting: weighting, auc, gain, error (standard error of the gain over the
        hidden ties, those of one actor not being taken for independent; nan below 2 ties).
    ties : int
        Distinct ties hidden, over all draws.
    pairs : float
        Pairs ranked per draw.
    sampled : bool
        Whether the untied pairs are a sample of all: so above 200,000 pairs between sectors.
    """

    name: str
    weights: Mapping[str, float]
    gain: float
    table: pd.DataFrame
    ties: int
    pairs: float
    sampled: bool


def fit_weights(
    graph: GraphLike | Ground,
    *,
    sector: str | None = None,
    level: str | None = None,
    seed: Seed = 0,
) -> FittedWeights:
    """Choose among a few weightings by hiding ties of the network and looking for them.

    The default stays unless another gains so much over the hidden ties that chance would give it
    to any of them on 1 network in 20 (one-sided, Bonferroni), and 30 distinct ties or more were
    hidden.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directions are left aside.
    sector : str, optional
        Hide and look for the ties of this sector only, in either language or as the data write
        it; by default all those between sectors.
    level : str, optional
        A tie is a tie at or above this level (of a Network).
    seed : int or numpy.random.Generator
        Seed of the draws.

    Returns
    -------
    FittedWeights
        The weighting, and how all of them fared.

    Raises
    ------
    NotComparable
        If fewer than 5 ties join sectors: nothing can be learned from hiding them. If `seed` is
        no whole number from 0.
    UnknownWord
        If no actor has that sector, or the level is unknown.

    References
    ----------
    .. [1] Aronow, P. M., Samii, C. and Assenova, V. A. (2015). Cluster-robust variance estimation
       for dyadic data. Political Analysis, 23(4), 564-577.

    Examples
    --------
    >>> import concertnet as cn
    >>> from concertnet.gaps.evidence.score import WEIGHTINGS
    >>> cn.fit_weights(cn.sample_network()).name in WEIGHTINGS
    True
    """
    on = graph if isinstance(graph, Ground) else ground_of(graph, level=level)
    if sector is not None:
        sector = sector_meant(sector, on.graph.groups)
    return fitted(
        hidden_trials(on.without_looser(), sector=sector, hide=_HIDDEN, draws=_DRAWS, seed=seed)
    )


def fitted(trials: Iterable[Trial], *, least_ties: int = LEAST_TIES) -> FittedWeights:
    """Choose the weighting that found the ties of some trials best: see `fit_weights`.

    The default stays where fewer than `least_ties` distinct ties were hidden.
    """
    columns = {column for weights in WEIGHTINGS.values() for column in weights}
    rows, hidden, sizes, sampled = [], [], [], False
    for one in trials:
        standard = standardised(one.pairs, columns)
        scores = [summed(standard, weights) for weights in WEIGHTINGS.values()]
        rows.append(np.column_stack([placed(score, one.tied) for score in scores]))
        hidden.append(np.sort(one.pairs.loc[one.tied, ["actor", "other"]].to_numpy(), axis=1))
        sizes.append(len(one.tied))
        sampled = one.sampled
    ties, areas = _by_tie(np.concatenate(hidden), np.concatenate(rows))
    gains = areas - areas[:, :1]
    gain, error = gains.mean(axis=0), errors_of(ties, gains)
    table = pd.DataFrame(
        {"weighting": list(WEIGHTINGS), "auc": areas.mean(axis=0), "gain": gain, "error": error}
    )
    clear = (gain > _CLEAR * error) & (len(ties) >= least_ties)
    best = int(np.argmax(np.where(clear, gain, 0.0)))
    name, pairs = list(WEIGHTINGS)[best], float(np.mean(sizes))
    return FittedWeights(
        name, WEIGHTINGS[name], float(gain[best]), table, len(ties), pairs, sampled
    )


def _by_tie(
    ties: npt.NDArray[np.int64], places: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the distinct ties, and where each weighting put them, mean over the draws."""
    n = int(ties.max()) + 1
    keys, which = np.unique(ties[:, 0] * n + ties[:, 1], return_inverse=True)
    sums = [np.bincount(which, weights=column) for column in places.T]
    return np.column_stack([keys // n, keys % n]), np.column_stack(sums) / np.bincount(which)[
        :, None
    ]


def errors_of(
    ties: npt.NDArray[np.int64], gains: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the standard error of the mean gain: ties that share an actor gain together.

    At least that of independent ties.
    """
    n = len(ties)
    if n < 2:
        return np.full(gains.shape[1], np.nan)
    left = gains - gains.mean(axis=0)
    of_actor = np.zeros((int(ties.max()) + 1, gains.shape[1]))
    for end in ties.T:
        np.add.at(of_actor, end, left)
    alone, together = (left**2).sum(axis=0), (of_actor**2).sum(axis=0)
    # two ties share one actor at most: each tie is in the squares of both its ends
    return np.sqrt(np.maximum(together - alone, alone)) / n
