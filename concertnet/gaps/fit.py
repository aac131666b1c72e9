"""Which weights find hidden ties best on a network of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.gaps.evidence import Ground
from concertnet.gaps.ground import ground_of
from concertnet.gaps.score import WEIGHTINGS, scored
from concertnet.gaps.trials import area, hidden_trials

__all__ = ["FittedWeights", "fit_weights"]

_DRAWS = 30
_HIDDEN = 0.2


@dataclass(frozen=True, eq=False)
class FittedWeights:
    """The weighting that found hidden ties best.

    Attributes
    ----------
    name : str
        Which of `concertnet.gaps.score.WEIGHTINGS`.
    weights : Mapping of column to float
        Its weights.
    gain : float
        Its mean area under the ROC curve less that of the default weights; 0 for the default.
    table : DataFrame
        One row per weighting: weighting, auc, gain, error (standard error of the gain over the
        draws).
    pairs : float
        Pairs ranked per draw.
    sampled : bool
        Whether the untied pairs are a sample of all: so above 200,000 pairs between sectors.
    """

    name: str
    weights: Mapping[str, float]
    gain: float
    table: pd.DataFrame
    pairs: float
    sampled: bool


def fit_weights(
    obj: Any, *, sector: str | None = None, level: str | None = None, seed: int = 0
) -> FittedWeights:
    """Choose among a few weightings by hiding ties of the network and looking for them.

    The default stays unless another gains more than twice the standard error of its gain over the
    draws. Draws of one network overlap, so that this error is too small: the rule keeps out most
    gains of chance, not all.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network.
    sector : str, optional
        Hide and look for the ties of this sector only; by default all those between sectors.
    level : str, optional
        A tie is a tie at or above this level (of a Network).
    seed : int
        Seed of the draws.

    Returns
    -------
    FittedWeights
        The weighting, and how all of them fared.

    Raises
    ------
    NotComparable
        If fewer than 5 ties join sectors: nothing can be learned from hiding them.
    UnknownWord
        If no actor has that sector, or the level is unknown.

    Examples
    --------
    >>> import concertnet as cn
    >>> cn.fit_weights(cn.sample_network()).name in cn.gaps.score.WEIGHTINGS
    True
    """
    on = obj if isinstance(obj, Ground) else ground_of(obj, level=level)
    rows, sizes, sampled = [], [], False
    for one in hidden_trials(
        on.without_looser(), sector=sector, hide=_HIDDEN, draws=_DRAWS, seed=seed
    ):
        rows.append([area(scored(one.pairs, w).to_numpy(), one.tied) for w in WEIGHTINGS.values()])
        sizes.append(len(one.tied))
        sampled = one.sampled
    areas = np.array(rows)
    gains = areas - areas[:, :1]
    table = pd.DataFrame(
        {
            "weighting": list(WEIGHTINGS),
            "auc": areas.mean(axis=0),
            "gain": gains.mean(axis=0),
            "error": gains.std(axis=0, ddof=1) / np.sqrt(_DRAWS),
        }
    )
    gain = table["gain"].to_numpy()
    clear = gain > 2 * table["error"].to_numpy()
    best = int(np.argmax(np.where(clear, gain, 0.0)))
    name = list(WEIGHTINGS)[best]
    pairs = float(np.mean(sizes))
    return FittedWeights(name, WEIGHTINGS[name], float(gain[best]), table, pairs, sampled)
