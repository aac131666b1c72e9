"""Logistic regression of ties on covariates of pairs, with probabilities from permuted actors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Codes, Values
from concertnet.hinges.door import GraphLike
from concertnet.hinges.grouping import some
from concertnet.hinges.guards import Seed
from concertnet.measures.inference._pair_errors import (
    pair_variance,
    small_sample_variance,
    t_quantile,
)
from concertnet.measures.inference._permuted import (
    orders_within,
    permuted_p,
    products_permuted,
)
from concertnet.measures.inference.mrqap import require_independent, standardised_design
from concertnet.measures.inference.pair_covariates import On, PairData, pair_data
from concertnet.records import Record

__all__ = ["LogisticMrqap", "logistic_mrqap"]

_CONFIDENCE = 0.95
_STEPS = 50
_CONVERGED = 1e-10
# A logit past this is a probability of 0 or 1: something may tell ties without fail.
_CERTAIN = 30.0
_HALF = 0.5


@dataclass(frozen=True, repr=False)
class LogisticMrqap(Record):
    """A logistic regression of ties, and how each of its terms stands among permuted actors.

    Attributes
    ----------
    terms : DataFrame
        A row per term, the index `term`, ``(intercept)`` first. estimate: the change of the log
        odds of a tie for one more of the covariate (0 is neutral); odds_ratio: its exponential (1
        is neutral); low, high: the 95 % interval of the estimate, where pairs that share an actor
        depend on each other; statistic: Wald's z, of maximum likelihood; p_value: two-sided, by
        permuted actors (nan for the intercept); draws: those in which it could be tested.
    deviance, null_deviance : float
        Twice the log likelihood lost, 0 and up: by the model, and by the intercept alone.
    n : int
        Actors in the regression: those for whom every covariate is known.
    pairs : int
        Pairs of them, ordered ones when directed.
    ties : int
        Pairs that are tied.
    left_out : DataFrame
        term, actor: the actors left out, and the term for which they have no value.
    reference : tuple of str
        The terms that ``pair_COLUMN`` leaves out, which the others are read against.
    draws : int
        Orders of the actors compared; every one of them up to 7 actors.
    """

    terms: pd.DataFrame
    deviance: float
    null_deviance: float
    n: int
    pairs: int
    ties: int
    left_out: pd.DataFrame
    reference: tuple[str, ...]
    draws: int


def logistic_mrqap(
    graph: GraphLike,
    *,
    on: On,
    strata: str | None = None,
    draws: int = 4999,
    seed: Seed = 0,
) -> LogisticMrqap:
    """Regress ties on what is known of pairs by their odds, tested by permuted actors (pair grain).

    As `mrqap`, for the odds of a tie. Estimates and z are those of maximum likelihood over pairs.
    The probability comes from the score: the part of a covariate that the others do not explain is
    moved from actor to actor, and the slope of the likelihood taken towards it, over its error,
    where the others alone are fitted. It needs one fit a term, not one a draw.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph pairs are ordered.
    on : list of str or mapping
        Covariates, as in `mrqap`.
    strata : str, optional
        Attribute of the actors: they are permuted only among those that have the same.
    draws : int
        Orders of the actors drawn, at least 1.
    seed : int or numpy.random.Generator
        Same seed, same draws.

    Returns
    -------
    LogisticMrqap
        The regression. All estimates are nan where ties do not vary (none, or all).

    Raises
    ------
    NotComparable
        As in `mrqap`; and if a term tells ties without fail (all of its pairs are tied, or none):
        its odds ratio is then infinite, and `mrqap` answers.
    UnknownWord, MissingAttribute
        As in `mrqap`.

    References
    ----------
    .. [1] Dekker, D., Krackhardt, D. and Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to
       collinearity and autocorrelation conditions. Psychometrika, 72(4), 563-581.
    .. [2] Rao, C. R. (1948). Large sample tests of statistical hypotheses concerning several
       parameters with applications to problems of estimation. Proceedings of the Cambridge
       Philosophical Society, 44(1), 50-57.
    .. [3] Aronow, P. M., Samii, C. and Assenova, V. A. (2015). Cluster-robust variance estimation
       for dyadic data. Political Analysis, 23(4), 564-577.

    Examples
    --------
    >>> import networkx as nx
    >>> found = logistic_mrqap(nx.karate_club_graph(), on=["same_club"], draws=999, seed=1)
    >>> found.terms.loc["same_club", ["odds_ratio", "p_value"]].astype(float).round(3).tolist()
    [8.26, 0.001]
    """
    data = pair_data(graph, on)
    if not data.names:
        raise NotComparable("error_no_term")
    require_independent(data)
    order, every = orders_within(graph, data, strata=strata, draws=draws, seed=seed)
    p = len(data.names)
    index = pd.Index(["(intercept)", *data.names], name="term")
    rest = (data.n, len(data.ties), int(data.ties.sum()), data.left_out, data.reference, len(order))
    if not np.ptp(data.ties):
        nothing = np.full((p + 1, 6), np.nan)
        terms = pd.DataFrame(nothing, index, columns=_COLUMNS[:-1])
        return LogisticMrqap(terms.assign(draws=0), 0.0, 0.0, *rest)
    _require_doubt(data)
    y = data.ties
    design, back = standardised_design(data.columns)
    fitted = _fitted(design, y, data.names)
    estimate = back @ fitted.estimate
    solve = back @ np.linalg.inv(design * fitted.weight @ design.T)
    z = estimate / np.sqrt(np.einsum("ab,ab->a", solve, back))
    variance = small_sample_variance(
        *pair_variance(solve @ design * fitted.residual, data.pairs, data.n),
        n=data.n,
        k=1,
        pairs=len(y),
        cells=p + 1,
    )
    reach = np.sqrt(variance) * t_quantile(data.n - 1, _CONFIDENCE)
    observed, drawn = _scores(design, y, order, data)
    p_value, count = permuted_p(drawn, observed, every=every)
    with np.errstate(over="ignore"):  # of a covariate in very small units: inf
        odds_ratio = np.exp(estimate)
    columns = (
        estimate,
        odds_ratio,
        estimate - reach,
        estimate + reach,
        z,
        np.append(np.nan, p_value),
        np.append(0, count),
    )
    terms = pd.DataFrame(dict(zip(_COLUMNS, columns, strict=True)), index=index)
    share = y.mean()
    null = -2 * len(y) * (share * np.log(share) + (1 - share) * np.log(1 - share))
    return LogisticMrqap(terms, fitted.deviance, float(null), *rest)


_COLUMNS = ("estimate", "odds_ratio", "low", "high", "statistic", "p_value", "draws")


@dataclass(frozen=True, eq=False)
class _Fit:
    """A logistic regression: what it gives, and for each pair its residual and its weight."""

    estimate: Values
    residual: Values
    weight: Values
    deviance: float


def _fitted(design: Values, y: Values, names: tuple[str, ...]) -> _Fit:
    """Fit by Newton's steps, halved while they do worse; raise where ties are told without fail."""
    estimate = np.zeros(len(design))
    estimate[0] = np.log(y.mean() / (1 - y.mean()))
    deviance = _deviance(estimate @ design, y)
    doubted = False
    for _ in range(_STEPS):
        logit = estimate @ design
        mu = _chance(logit)
        weight = mu * (1 - mu)
        try:
            step = np.linalg.solve(design * weight @ design.T, design @ (y - mu))
        except np.linalg.LinAlgError:
            break
        following = _deviance((estimate + step) @ design, y)
        while following > deviance * (1 + 1e-12) and np.abs(step).max() > _CONVERGED:
            step = step / 2
            following = _deviance((estimate + step) @ design, y)
        estimate, deviance = estimate + step, following
        if not doubted and np.abs(estimate @ design).max() > _CERTAIN:
            # far pairs may have a logit this large, and their estimates be finite
            if _told_apart(design, y):
                break
            doubted = True
        if np.abs(step).max() < _CONVERGED * max(1.0, float(np.abs(estimate).max())):
            mu = _chance(estimate @ design)
            return _Fit(estimate, y - mu, mu * (1 - mu), deviance)
    raise NotComparable("error_terms_certain", terms=some(names))


def _told_apart(design: Values, y: Values) -> bool:
    """Say whether a direction parts ties from the rest, equals aside: no estimate is then finite.

    It is sought by a linear programme, as in Konis, K. (2007), Linear programming algorithms for
    detecting separated data in binary logistic regression models.
    """
    from scipy.optimize import linprog

    # each covariate on one scale: a distance in metres is no larger than a share
    sides = (design / np.abs(design).max(axis=1, keepdims=True) * np.where(y > 0, 1, -1)).T
    found = linprog(-sides.sum(axis=0), -sides, np.zeros(len(y)), bounds=(-1, 1), method="highs")
    # such a direction may be as long as it is let; where there is none, only 0 is left
    return not found.success or bool(np.abs(found.x).max() > _HALF)


def _chance(logit: Values) -> Values:
    return 1 / (1 + np.exp(-np.clip(logit, -500, 500)))


def _deviance(logit: Values, y: Values) -> float:
    return float(2 * (np.logaddexp(0, logit) - y * logit).sum())


def _require_doubt(data: PairData) -> None:
    """Raise, naming the terms of two values, one of which is always tied or never."""
    tied = data.ties > 0
    certain = []
    for name, column in zip(data.names, data.columns, strict=True):
        lowest, highest = column.min(), column.max()
        if ((column == lowest) | (column == highest)).all():
            ends = (tied[column == lowest], tied[column == highest])
            if any(end.all() or not end.any() for end in ends):
                certain.append(name)
    if certain:
        raise NotComparable("error_terms_certain", terms=some(certain))


def _scores(design: Values, y: Values, order: Codes, data: PairData) -> tuple[Values, Values]:
    """Return the score of each term over its error, observed and in each draw.

    What does not move is fitted once a term, without it: the residual r and the weights W of pairs.
    A moved part e adds the score <e, r>, of variance <e e, W> less what the others explain.
    """
    p = len(design) - 1
    observed, drawn = np.empty(p), np.empty((len(order), p))
    stay = np.arange(data.n, dtype=order.dtype)[None]
    for k in range(p):
        others = np.delete(design, k + 1, axis=0)
        fit = _fitted(others, y, data.names)
        part = design[k + 1] - others.T @ np.linalg.lstsq(others.T, design[k + 1], rcond=None)[0]
        back = np.linalg.inv(others * fit.weight @ others.T)
        fixed = np.vstack([fit.residual, others * fit.weight, fit.weight])
        found = products_permuted(
            np.vstack([part, part**2]), fixed, np.concatenate([stay, order]), data
        )
        w = found[:, 0, 1:-1]
        variance = found[:, 1, -1] - np.einsum("db,bc,dc->d", w, back, w)
        with np.errstate(divide="ignore", invalid="ignore"):
            score = found[:, 0, 0] / np.sqrt(np.where(variance > 0, variance, np.nan))
        observed[k], drawn[:, k] = score[0], score[1:]
    return observed, drawn
