"""Known ties hidden, to see how well evidence finds them again."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from numbers import Real

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.gaps.evidence.columns import evidence_of
from concertnet.gaps.evidence.ground import Ground, across
from concertnet.hinges.arrays import distinct, expanded
from concertnet.hinges.guards import Seed, generator

__all__ = [
    "RANKED_UP_TO",
    "SAMPLE",
    "Trial",
    "area",
    "hidden_trials",
    "pairs_to_rank",
    "placed",
    "trial_of",
]

# Pairs between sectors above which a sample of the untied ones stands for all, and its size: the
# area under the curve then has an error of about a thousandth.
RANKED_UP_TO = 200_000
SAMPLE = 50_000


@dataclass(frozen=True, eq=False)
class Trial:
    """Pairs without a tie, some of which have one that was hidden or came later.

    Attributes
    ----------
    pairs : DataFrame
        actor, other (positions), degree_product and the columns of evidence.
    tied : ndarray of bool
        Which of the pairs are tied in truth.
    sampled : bool
        Whether the untied pairs are a sample.
    """

    pairs: pd.DataFrame
    tied: npt.NDArray[np.bool_]
    sampled: bool


def hidden_trials(
    on: Ground,
    *,
    sector: Hashable | None,
    hide: float,
    draws: int,
    seed: Seed,
    ranked_up_to: int = RANKED_UP_TO,
    sample: int = SAMPLE,
) -> Iterator[Trial]:
    """Yield trials in each of which a share of the ties between sectors is hidden at random.

    Parameters
    ----------
    on : Ground
        The network.
    sector : hashable or None
        Only pairs that touch this group; all cross-sector pairs when None.
    hide : float
        Share of the ties hidden, above 0 and below 1.
    draws : int
        Number of trials.
    seed : int or numpy.random.Generator
        Seed of the draws.
    ranked_up_to, sample : int
        As for `pairs_to_rank`.

    Yields
    ------
    Trial

    Raises
    ------
    NotComparable
        If fewer than 5 ties join sectors, or `hide` or `seed` is out of range.
    """
    if not isinstance(hide, Real) or not 0 < hide < 1:
        raise NotComparable("error_hide", hide=repr(hide))
    graph, rng = on.graph, generator(seed)
    ties = np.flatnonzero(across(graph, graph.source, graph.target, sector))
    hidden_count = round(hide * len(ties))
    if len(ties) < 5 or not hidden_count:
        raise NotComparable("error_too_few_to_hide", n=len(ties))
    one, other, sampled = pairs_to_rank(on, sector, rng, ranked_up_to=ranked_up_to, sample=sample)
    for _ in range(draws):
        hidden = rng.choice(ties, hidden_count, replace=False)
        left = np.ones(graph.m, dtype=bool)
        left[hidden] = False
        ends = np.concatenate([graph.source[hidden], one])
        others = np.concatenate([graph.target[hidden], other])
        truth = np.zeros(len(ends), dtype=bool)
        truth[:hidden_count] = True
        # in an order of their own: equal scores must not favour the hidden ties
        order = rng.permutation(len(ends))
        yield trial_of(
            on.with_ties(graph.kept(left)), ends[order], others[order], truth[order], sampled
        )


def trial_of(
    on: Ground,
    one: npt.NDArray[np.integer],
    other: npt.NDArray[np.integer],
    tied: npt.NDArray[np.bool_],
    sampled: bool,
) -> Trial:
    """Return the evidence for pairs, beside the truth."""
    pairs = evidence_of(on, one, other)
    pairs["degree_product"] = on.degrees[one] * on.degrees[other]
    pairs.insert(0, "actor", one)
    pairs.insert(1, "other", other)
    return Trial(pairs, tied, sampled)


def area(score: npt.ArrayLike, tied: npt.NDArray[np.bool_]) -> float:
    """Return the chance that a tied pair scores above an untied one, equal scores counting half.

    Parameters
    ----------
    score : ndarray of float, shape (p,)
    tied : ndarray of bool, shape (p,)

    Returns
    -------
    float
        Area under the ROC curve, 0 to 1; 0.5 for a score that tells nothing; nan when all the
        pairs are tied or none is.

    References
    ----------
    .. [1] Hanley, J. A. and McNeil, B. J. (1982). The meaning and use of the area under a receiver
       operating characteristic (ROC) curve. Radiology, 143(1), 29-36.

    Examples
    --------
    >>> area([3, 2, 2, 1], np.array([True, True, False, False]))
    0.875
    """
    places = placed(score, tied)
    return float(places.mean()) if len(places) else float("nan")


def placed(score: npt.ArrayLike, tied: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return, of each tied pair, the share of the untied ones below it, equal scores half.

    Their mean is the area under the ROC curve; nan where no pair is untied.
    """
    values = np.asarray(score, dtype=float)
    found, others = values[tied], np.sort(values[~tied])
    if not len(others):
        return np.full(len(found), np.nan)
    below, up_to = (np.searchsorted(others, found, side) for side in ("left", "right"))
    return (below + up_to) / 2 / len(others)


def pairs_to_rank(
    on: Ground,
    sector: Hashable,
    rng: np.random.Generator,
    *,
    ranked_up_to: int = RANKED_UP_TO,
    sample: int = SAMPLE,
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.integer], bool]:
    """Return the untied pairs between known sectors, or a sample of them, and which of the two.

    Parameters
    ----------
    on : Ground
        The network.
    sector : hashable or None
        Only pairs that touch this sector.
    rng : Generator
        Draws the sample.
    ranked_up_to : int
        Pairs, tied or not, above which a sample of the untied ones is given.
    sample : int
        How many then.

    Returns
    -------
    one, other : ndarray of int
        Positions.
    sampled : bool
        Whether they are a sample: a uniform one.
    """
    graph = on.graph
    n, sizes = graph.n, graph.sizes.astype(np.int64)
    wanted = np.ones(len(sizes), dtype=bool)
    if sector is not None:
        wanted[:] = np.array(graph.groups, dtype=object) == sector
    # actors of known sector, sector by sector: those of the others stand before and after
    order = np.argsort(graph.codes, kind="stable")[int((graph.codes < 0).sum()) :]
    before = np.cumsum(sizes) - sizes
    pairs_of = np.where(wanted, sizes * (len(order) - sizes), 0)
    possible = int(pairs_of.sum()) // (1 if sector is not None else 2)
    sampled = possible > ranked_up_to
    if sampled:
        group = rng.choice(len(sizes), 2 * sample, p=pairs_of / pairs_of.sum())
        one = before[group] + rng.integers(0, sizes[group])
        other = rng.integers(0, len(order) - sizes[group])
    else:
        group, cell = expanded(pairs_of, np.zeros_like(pairs_of))
        rest = len(order) - sizes[group]
        one, other = before[group] + cell // rest, cell % rest
    other = other + np.where(other >= before[group], sizes[group], 0)
    one, other = order[one], order[other]
    pairs = distinct(np.minimum(one, other) * n + np.maximum(one, other))[0]
    low, high = np.minimum(graph.source, graph.target), np.maximum(graph.source, graph.target)
    tied = distinct(low.astype(np.int64) * n + high)[0]
    pairs = pairs[~np.isin(pairs, tied, assume_unique=True)]
    if sampled and len(pairs) > sample:
        pairs = np.sort(rng.choice(pairs, sample, replace=False))
    return pairs // n, pairs % n, sampled
