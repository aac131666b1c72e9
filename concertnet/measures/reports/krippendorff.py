"""Krippendorff's alpha: how much ratings agree beyond chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from concertnet.hinges.arrays import Values
from concertnet.hinges.guards import choice

__all__ = ["krippendorff_alpha"]

Metric = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(ratings: Any, *, level: Metric = "ordinal") -> float:
    """Compute Krippendorff's alpha of units rated by several raters (instance grain).

    Parameters
    ----------
    ratings : array_like, shape (units, raters)
        The ratings; nan where a rater did not rate.
    level : {"nominal", "ordinal", "interval"}
        How far apart two values are: different or not, by the ranks between them, by their
        difference squared.

    Returns
    -------
    float
        1 perfect, 0 as by chance, below 0 possible; nan with fewer than two values to pair, or
        without any variation.

    Raises
    ------
    UnknownWord
        If the level is none of the three.

    References
    ----------
    .. [1] Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
       Pennsylvania, https://repository.upenn.edu/asc_papers/43.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 1], [2, 2], [3, 2], [1, 2], [3, 3], [2, 1]]), 3)
    0.589
    """
    metric = choice(level, name="level", among=tuple(_DISTANCES))
    values = np.asarray(ratings, dtype=float)
    values = values[(~np.isnan(values)).sum(axis=1) >= 2]
    known, codes = np.unique(values[~np.isnan(values)], return_inverse=True)
    if len(known) < 2:
        return float("nan")
    units = np.repeat(np.arange(len(values)), (~np.isnan(values)).sum(axis=1))
    counts = np.zeros((len(values), len(known)))
    np.add.at(counts, (units, codes), 1)
    rated = counts.sum(axis=1)
    weighted = counts / (rated - 1)[:, None]
    observed = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    totals = observed.sum(axis=1)
    expected = np.outer(totals, totals) - np.diag(totals)
    distance = _DISTANCES[metric](known, totals)
    by_chance = float((expected * distance).sum())
    if by_chance == 0:
        return float("nan")
    return float(1 - (totals.sum() - 1) * (observed * distance).sum() / by_chance)


def _nominal(values: Values, _: Values) -> Values:
    return (values[:, None] != values[None, :]).astype(float)


def _ordinal(_: Values, totals: Values) -> Values:
    """Return the squared number of values from one rank to another, half of each end's."""
    upto = np.cumsum(totals) - totals / 2
    return (upto[:, None] - upto[None, :]) ** 2


def _interval(values: Values, _: Values) -> Values:
    return (values[:, None] - values[None, :]) ** 2


_DISTANCES: dict[str, Callable[[Values, Values], Values]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
}
