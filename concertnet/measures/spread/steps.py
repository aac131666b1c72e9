"""Answers counted by step, and what is read of the counts: median, quartiles, consensus."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Values
from concertnet.hinges.guards import number

__all__ = ["consensus", "consensus_of", "mean_distance", "quantiles_of"]

_SAME = 1e-9  # of a share of the answers: a sum of weights that comes to it reaches it


def consensus(values: Any, *, low: float, high: float) -> float:
    """Compute how close answers stand, from 0 (half at each end) to 1 (all on one step).

    ``1 - 2 D / (high - low)``, where D is the mean distance between two answers, each with itself
    included: the mean distance over the largest possible. It needs an order and steps, and no
    normal law; it equals Blair and Lacy's l squared.

    Parameters
    ----------
    values : array_like
        The answers; nan where there is none.
    low, high : float
        The lowest and the highest step of the scale.

    Returns
    -------
    float
        0 to 1; nan with fewer than two answers, or where low is high.

    Raises
    ------
    NotComparable
        If a bound is no number, high is below low, or an answer is off the scale.

    References
    ----------
    .. [1] Blair, J. and Lacy, M. G. (2000). Statistics of ordinal variation. Sociological Methods &
       Research, 28(3), 251-280.
    .. [2] Berry, K. J. and Mielke, P. W. (1992). Assessment of variation in ordinal data.
       Perceptual and Motor Skills, 74(1), 63-66.

    Examples
    --------
    >>> [round(consensus(v, low=1, high=5), 2) for v in ([1, 1, 5, 5], [1, 1, 1, 5], [4, 4, 5, 5])]
    [0.0, 0.25, 0.75]
    """
    low, high = (number(v, name=n, least=-np.inf) for n, v in (("low", low), ("high", high)))
    given = np.asarray(values, dtype=float).ravel()
    given = given[~np.isnan(given)]
    if high < low or (len(given) and (given.min() < low or given.max() > high)):
        raise NotComparable("error_off_scale", low=low, high=high)
    steps, counts = np.unique(given, return_counts=True)
    return consensus_of(steps, counts.astype(float), len(given), low, high)


def mean_distance(steps: Values, counts: Values) -> Values:
    """Return the mean distance between two answers of each row of counts, each with itself too.

    Parameters
    ----------
    steps : ndarray, shape (m,)
        The distinct values, in order.
    counts : ndarray, shape (..., m)
        How many answers, or what weight of them, stand on each.
    """
    upto = np.cumsum(counts, axis=-1)
    total = upto[..., -1:]
    below = upto[..., :-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        return 2 * (np.diff(steps) * below * (total - below)).sum(axis=-1) / total[..., 0] ** 2


def consensus_of(steps: Values, counts: Values, n: float, low: float, high: float) -> float:
    """Return the consensus of counts by step, `n` being those who answered."""
    if n < 2 or not high > low:
        return float("nan")
    # a sum of distances may pass the largest by a rounding
    return float(np.clip(1 - 2 * mean_distance(steps, counts) / (high - low), 0.0, 1.0))


def quantiles_of(steps: Values, counts: Values, shares: tuple[float, ...]) -> list[float]:
    """Return the steps under which given shares of the answers stand.

    The lowest step that a share reaches; halfway to the next where it is reached exactly, so that
    the median of an even number of answers is the usual one. To count everybody twice changes
    nothing.

    Examples
    --------
    >>> quantiles_of(np.array([1.0, 2.0, 5.0]), np.array([1.0, 1.0, 2.0]), (0.25, 0.5))
    [1.5, 3.5]
    """
    held = counts > 0
    steps, counts = steps[held], counts[held]
    if not len(steps):
        return [float("nan")] * len(shares)
    upto = np.cumsum(counts) / counts.sum()
    lower = np.minimum(np.searchsorted(upto, np.asarray(shares) - _SAME), len(steps) - 1)
    upper = np.minimum(np.searchsorted(upto, np.asarray(shares) + _SAME), len(steps) - 1)
    return [float(value) for value in (steps[lower] + steps[upper]) / 2]
