"""Means of rater groups to rated groups, with what of them may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from concertnet.hinges.arrays import Codes, Counts, Mask, Positions, Values
from concertnet.hinges.ratings import COMPOSITES, Ratings
from concertnet.measures.spread.hiding import protected

__all__ = [
    "ALIKE",
    "COMPLEMENT",
    "FEW",
    "SHOWN",
    "PerceptionCells",
    "cells_of_ratings",
    "reasons",
    "scores_made_of",
    "why_hidden",
]

SHOWN, FEW, ALIKE, COMPLEMENT = range(4)
_REASONS = np.array([None, "few", "alike", "complement"], dtype=object)
_EQUAL = 1e-9


def reasons(hidden: Codes) -> Any:
    """Return the word of each reason, None where a number is shown."""
    return _REASONS[hidden]


def why_hidden(values: Values, cell: Positions, raters: Counts, least: int) -> Codes:
    """Return, for each cell, whether its raters are too few, or all say the same."""
    low, high = np.full(len(raters), np.inf), np.full(len(raters), -np.inf)
    np.minimum.at(low, cell, values)
    np.maximum.at(high, cell, values)
    hidden = np.full(len(raters), SHOWN, dtype=np.int32)
    hidden[(raters >= least) & (high - low < _EQUAL)] = ALIKE
    hidden[(raters > 0) & (raters < least)] = FEW
    return hidden


@dataclass(frozen=True, eq=False)
class PerceptionCells:
    """What raters of each group think of each group, dimension by dimension.

    All arrays of cells have the shape (dimensions, rater groups, rated groups).

    Attributes
    ----------
    means : ndarray, shape (rater means,)
        The mean of each rater's scores to a group.
    cell : ndarray of int64
        The flat cell of each.
    raters, rated, scores : ndarray of int64
        Raters, distinct actors rated, and scores of each cell.
    mean, contrast : ndarray of float
        The mean over raters, and the mean over those who also rated another group of what they
        give to this one less what they give to the others; nan without any.
    contrast_raters : ndarray of int64
        Those who also rated another group.
    hidden, contrast_hidden : ndarray of int32
        `SHOWN`, or why not.
    unknown : ndarray of int64, shape (dimensions,)
        Scores whose rater or rated actor is of unknown group: left out.
    """

    means: Values
    cell: Positions
    raters: Counts
    rated: Counts
    scores: Counts
    mean: Values
    contrast: Values
    contrast_raters: Counts
    hidden: Codes
    contrast_hidden: Codes
    unknown: Counts


@dataclass(frozen=True, eq=False)
class _RaterMeans:
    """The mean that each rater gives to each group in a dimension, and what it gives to the others.

    Attributes
    ----------
    of : ndarray
        The rater mean that each score is part of.
    first : ndarray
        A score of each rater mean.
    scores : ndarray
        How many scores each is made of.
    whole : ndarray
        For each score, all that its rater gives in the dimension.
    others : ndarray
        For each rater mean, the scores of the same rater to other groups.
    """

    of: Positions
    first: Positions
    scores: Counts
    whole: Positions
    others: Counts

    @property
    def both(self) -> Mask:
        """Whether the rater also rated another group."""
        return self.others > 0


def cells_of_ratings(given: Ratings, least: int) -> PerceptionCells:
    """Return the cells of scores, those of fewer than `least` raters or all alike hidden.

    What is hidden is hidden whatever is asked of it after: the means of dimensions, of trust and
    of value, and all the contrasts are looked at together, so that no two tables solve a cell.
    """
    d, k, n = len(given.dimensions), len(given.graph.groups), max(given.graph.n, 1)
    codes = given.graph.codes.astype(np.int64)
    known = (codes[given.rater] >= 0) & (codes[given.rated] >= 0)
    rater, rated, dim = given.rater[known], given.rated[known], given.dimension[known]
    score = given.score[known]
    shape, size = (d, k, k), d * k * k
    of_score = (dim * k + codes[rater]) * k + codes[rated]
    made = _rater_means((dim * n + rater) * k + codes[rated], dim * n + rater)
    cell, both = of_score[made.first], made.both
    means = np.bincount(made.of, score, minlength=len(made.scores)) / made.scores
    sums = np.bincount(made.whole, score)[made.whole[made.first]] - means * made.scores
    apart = means[both] - sums[both] / made.others[both]
    raters = np.bincount(cell, minlength=size)
    contrast_raters = np.bincount(cell[both], minlength=size)
    rated_pairs = np.unique(of_score * n + rated) // n
    hidden = why_hidden(means, cell, raters, least)
    few = (contrast_raters > 0) & (contrast_raters < least)
    contrast_hidden = np.where(few, FEW, SHOWN).astype(np.int32)
    made_of = scores_made_of(given, dim, rater, rated)
    _protect(given, made, cell, made_of, hidden, contrast_hidden)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(cell, means, minlength=size) / raters
        contrast = np.bincount(cell[both], apart, minlength=size) / contrast_raters
    return PerceptionCells(
        means,
        cell,
        raters.reshape(shape),
        np.bincount(rated_pairs, minlength=size).reshape(shape),
        np.bincount(of_score, minlength=size).reshape(shape),
        mean.reshape(shape),
        contrast.reshape(shape),
        contrast_raters.reshape(shape),
        hidden.reshape(shape),
        contrast_hidden.reshape(shape),
        np.bincount(given.dimension[~known], minlength=d),
    )


def _rater_means(of_group: Positions, of_rater: Positions) -> _RaterMeans:
    keys, of = np.unique(of_group, return_inverse=True)
    first = np.zeros(len(keys), dtype=np.int64)
    first[of] = np.arange(len(of))
    scores = np.bincount(of, minlength=len(keys))
    _, whole = np.unique(of_rater, return_inverse=True)
    given = np.bincount(whole)
    return _RaterMeans(of, first, scores, whole, given[whole[first]] - scores)


def _protect(
    given: Ratings,
    made: _RaterMeans,
    cell: Positions,
    made_of: Any,
    hidden: Codes,
    contrast_hidden: Codes,
) -> None:
    """Hide, in place, what would let a hidden cell be solved, one rater group at a time."""
    k = len(given.graph.groups)
    if not hidden.any() and not contrast_hidden.any():
        return
    numbers, contrasts = _as_weights(made, cell, len(hidden), made_of)
    group = np.arange(len(hidden)) // max(k, 1) % max(k, 1)
    composite = np.repeat([name in given.composites for name in given.dimensions], k * k)
    for one in range(k):
        mine = np.flatnonzero((group == one) & (np.diff(numbers.indptr) > 0))
        theirs = np.flatnonzero((group == one) & (np.diff(contrasts.indptr) > 0))
        out = np.concatenate([hidden[mine], contrast_hidden[theirs]]) > 0
        if not out.any():
            continue
        columns = np.unique(numbers[mine].indices)
        rows = [
            part.toarray() for part in (numbers[mine][:, columns], contrasts[theirs][:, columns])
        ]
        # a contrast is hidden first, then trust and value, then a dimension
        cost = np.concatenate([np.where(composite[mine], 1.0, 2.0), np.zeros(len(theirs))])
        kept_out = protected(np.concatenate(rows), out, cost)
        for where, which, reason in (
            (mine, kept_out[: len(mine)], hidden),
            (theirs, kept_out[len(mine) :], contrast_hidden),
        ):
            reason[where[which & (reason[where] == SHOWN)]] = COMPLEMENT


def _as_weights(made: _RaterMeans, cell: Positions, size: int, made_of: Any) -> tuple[Any, Any]:
    """Return each mean and each contrast of a cell as the weights that it gives to scores."""
    from scipy.sparse import csr_array

    n, m = len(made.of), len(cell)
    each, at = np.arange(n), np.flatnonzero(made.both)
    of_mean = csr_array((1 / made.scores[made.of], (made.of, each)), shape=(m, n))
    all_given = csr_array((np.ones(n), (made.whole, each)), shape=(n, n))
    # own mean less that of the others, which is all that was given less the own part
    part = 1 / made.others[at]
    own = csr_array((1 + made.scores[at] * part, (np.arange(len(at)), at)), shape=(len(at), m))
    rest = csr_array((part, (np.arange(len(at)), made.whole[made.first[at]])), shape=(len(at), n))
    apart = own @ of_mean - rest @ all_given

    def averaged(cells: Positions) -> Any:
        raters = np.bincount(cells, minlength=size)
        places = (cells, np.arange(len(cells)))
        return csr_array((1 / raters[cells], places), shape=(size, len(cells)))

    means = averaged(cell) @ of_mean @ made_of
    contrasts = averaged(cell[at]) @ apart @ made_of
    return means.tocsr(), contrasts.tocsr()


def scores_made_of(given: Ratings, dim: Positions, rater: Positions, rated: Positions) -> Any:
    """Return each score as weights of those that were given: trust is made of three.

    Parameters
    ----------
    given : Ratings
        Names the dimensions.
    dim, rater, rated : ndarray of int64
        The scores, ordered by dimension, rater, rated.
    """
    from scipy.sparse import csr_array

    n, m = max(given.graph.n, 1), len(dim)
    place = {name: p for p, name in enumerate(given.dimensions)}
    key = (dim * n + rater) * n + rated
    itself = np.ones(m, dtype=bool)
    rows: list[Positions] = []
    columns: list[Positions] = []
    for name in set(given.composites) & set(place):
        at = np.flatnonzero(dim == place[name])
        itself[at] = False
        for part in COMPOSITES[name]:
            rows.append(at)
            columns.append(np.searchsorted(key, (place[part] * n + rater[at]) * n + rated[at]))
    alone = np.flatnonzero(itself)
    weights = np.concatenate([*(np.full(len(at), 1 / 3) for at in rows), np.ones(len(alone))])
    places = (np.concatenate([*rows, alone]), np.concatenate([*columns, alone]))
    return csr_array((weights, places), shape=(m, m))
