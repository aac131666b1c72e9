"""Regression of ties on covariates of pairs, with probabilities from permuted actors (MRQAP)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Values
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
from concertnet.measures.inference.pair_covariates import On, PairData, pair_data
from concertnet.records import Record

__all__ = ["Mrqap", "mrqap", "require_independent", "standardised_design"]

# A term whose part apart from the others is shorter than this, for its length, says nothing more.
_COLLINEAR = 1e-7
# Below that share of the variation of the ties, nothing is left unexplained but rounding.
_EXACT = 1e-12
_CONFIDENCE = 0.95


@dataclass(frozen=True, repr=False)
class Mrqap(Record):
    """A regression of ties, and how each of its terms stands among permuted actors.

    Attributes
    ----------
    terms : DataFrame
        A row per term, the index `term`, ``(intercept)`` first. estimate: the change of the tie, or
        of its weight, for one more of the covariate (0 is neutral); low, high: its 95 % interval,
        where pairs that share an actor depend on each other; statistic: its t; p_value: two-sided,
        by permuted actors (nan for the intercept); draws: those in which it could be tested.
    r_squared : float
        Share of the variance of the ties that the terms explain, 0 to 1.
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
    r_squared: float
    n: int
    pairs: int
    ties: int
    left_out: pd.DataFrame
    reference: tuple[str, ...]
    draws: int


def mrqap(
    graph: GraphLike,
    *,
    on: On,
    weight: str | None = None,
    strata: str | None = None,
    draws: int = 4999,
    seed: Seed = 0,
) -> Mrqap:
    """Regress ties on what is known of pairs, tested by permuted actors (MRQAP; pair grain).

    It answers "do pairs that are alike, near, or at the same tables have more ties, the other
    covariates being what they are?". The coefficients are those of least squares over pairs. Pairs
    that share an actor are not independent, so p comes from permuted actors (double
    semi-partialling): the part of a covariate that the others do not explain is moved from actor to
    actor, and its t taken again. Ties keep their whole structure, and none of it is modelled: the
    answer is an association between two patterns, not an effect. Trust it from about ten actors.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    on : list of str or mapping
        Ready words, or a mapping of a name to a ready word, to another network (its ties, such as
        those of an earlier wave) or to a square DataFrame of numbers (actors in any order; its
        diagonal is not read). Ready words: ``same_COLUMN`` (1 where both have the same value),
        ``within_COLUMN`` (a term per group: both are in it), ``pair_COLUMN`` (a term per pair of
        groups but the one of most pairs, the reference), ``difference_COLUMN`` (distance between
        two numbers), ``sum_COLUMN``, ``sender_COLUMN`` and ``receiver_COLUMN`` (directed),
        ``shared_instances``, ``shared_agreements`` (number in common), ``set_aside`` or
        ``set_aside_KIND`` (1 where the two have such a relation), ``distance`` (km between
        latitudes and longitudes), ``reciprocity`` (the tie the other way, directed: it stands on
        both sides, so it describes only). An actor without a value is left out, and named.
    weight : str, optional
        Regress weights instead of 0 and 1: "level" (1 for the loosest), a column of the ties, or an
        attribute of a networkx graph. A pair without a tie weighs 0.
    strata : str, optional
        Attribute of the actors: they are permuted only among those that have the same, such as
        territories.
    draws : int
        Orders of the actors drawn, at least 1.
    seed : int or numpy.random.Generator
        Same seed, same draws.

    Returns
    -------
    Mrqap
        The regression. All estimates are nan where ties do not vary (none, or all).

    Raises
    ------
    NotComparable
        If a term is constant or explained by the others (those are named), depends on the other
        ties (shared partners, closure, degree), names an actor twice in a square table, or the
        pairs are too few for the terms or would take more than 1 GB; if `draws` is no whole
        number from 1 or `seed` none from 0.
    UnknownWord
        If a covariate is none of the words.
    MissingAttribute
        If no actor has a column named.

    Notes
    -----
    p is (1 + draws whose t is at least as far from 0 as observed) / (1 + draws); up to 7 actors,
    the share of every order. A draw whose moved covariate the others explain is left out, and
    counted. Nothing corrects for the number of terms.

    References
    ----------
    .. [1] Dekker, D., Krackhardt, D. and Snijders, T. A. B. (2007). Sensitivity of MRQAP tests to
       collinearity and autocorrelation conditions. Psychometrika, 72(4), 563-581.
    .. [2] Fafchamps, M. and Gubert, F. (2007). The formation of risk sharing networks. Journal of
       Development Economics, 83(2), 326-350.

    Examples
    --------
    >>> import networkx as nx
    >>> club = nx.karate_club_graph()
    >>> found = mrqap(club, on=["same_club"], draws=999, seed=1)
    >>> found.terms["estimate"].round(4).to_dict(), found.terms["p_value"]["same_club"].item()
    ({'(intercept)': 0.0381, 'same_club': 0.2083}, 0.001)
    """
    data = pair_data(graph, on, weight=weight)
    if not data.names:
        raise NotComparable("error_no_term")
    require_independent(data)
    order, every = orders_within(graph, data, strata=strata, draws=draws, seed=seed)
    estimate, error, statistic, r_squared = _fitted(data)
    drawn = _drawn(data, order)
    p_value, count = permuted_p(drawn, statistic[1:], every=every)
    reach = error * t_quantile(data.n - 1, _CONFIDENCE)
    terms = pd.DataFrame(
        {
            "estimate": estimate,
            "low": estimate - reach,
            "high": estimate + reach,
            "statistic": statistic,
            "p_value": np.append(np.nan, p_value),
            "draws": np.append(0, count),
        },
        index=pd.Index(["(intercept)", *data.names], name="term"),
    )
    return Mrqap(
        terms,
        r_squared,
        data.n,
        len(data.ties),
        int(np.count_nonzero(data.ties)),
        data.left_out,
        data.reference,
        len(order),
    )


def require_independent(data: PairData) -> None:
    """Raise, naming the terms, when one is constant or the others explain it."""
    count, p = len(data.ties), len(data.names)
    if count <= p + 1:
        raise NotComparable("error_few_pairs", pairs=count, terms=p)
    centred = _centred(data.columns)
    length = np.linalg.norm(centred, axis=1)
    constant = length <= _EXACT * np.linalg.norm(data.columns, axis=1)
    if constant.any():
        names = [name for name, flat in zip(data.names, constant, strict=True) if flat]
        raise NotComparable("error_terms_constant", terms=some(names), actors=data.n)
    unit = centred / length[:, None]
    alone = [
        np.linalg.norm(one - _explained(one, np.delete(unit, place, axis=0)))
        for place, one in enumerate(unit)
    ]
    names = [name for name, rest in zip(data.names, alone, strict=True) if rest <= _COLLINEAR]
    if names:
        raise NotComparable("error_terms_collinear", terms=some(names))


def _explained(values: Values, others: Values) -> Values:
    if not len(others):
        return np.zeros_like(values)
    return others.T @ np.linalg.lstsq(others.T, values, rcond=None)[0]


def _centred(columns: Values) -> Values:
    return columns - columns.mean(axis=1, keepdims=True)


def standardised_design(columns: Values) -> tuple[Values, Values]:
    """Return a design of mean 0 and deviation 1, and what takes its coefficients back.

    A budget in dollars beside a 0 or 1 otherwise takes all the digits of their products, and the
    origin of a year those of its sums.

    Parameters
    ----------
    columns : ndarray of float, shape (p, N)
        Covariates, none of them constant.

    Returns
    -------
    design : ndarray of float, shape (p + 1, N)
        1 for the intercept, then the covariates.
    back : ndarray of float, shape (p + 1, p + 1)
        Times the coefficients of `design`, those of the covariates as they are.

    Examples
    --------
    >>> design, back = standardised_design(np.array([[10.0, 30.0]]))
    >>> design.tolist(), back.tolist()
    ([[1.0, 1.0], [-1.0, 1.0]], [[1.0, -2.0], [0.0, 0.1]])
    """
    mean, spread = columns.mean(axis=1), columns.std(axis=1)
    back = np.diag(np.append(1.0, 1 / spread))
    back[0, 1:] = -mean / spread
    design = _centred(columns) / spread[:, None]
    return np.vstack([np.ones(columns.shape[1]), design]), back


def _fitted(data: PairData) -> tuple[Values, Values, Values, float]:
    """Return the coefficients, their errors by pairs, their t, and R squared; intercept first."""
    y, count, p = data.ties, len(data.ties), len(data.names)
    if np.ptp(y) == 0:
        nothing = np.full(p + 1, np.nan)
        return nothing, nothing, nothing, float("nan")
    design, back = standardised_design(data.columns)
    q, r = np.linalg.qr(design.T)
    solve = back @ np.linalg.inv(r)
    estimate = solve @ (q.T @ y)
    rest = y - q @ (q.T @ y)
    total = float(((y - y.mean()) ** 2).sum())
    unexplained = float(rest @ rest)
    exact = unexplained <= _EXACT * total
    if exact:
        rest, unexplained = np.zeros_like(rest), 0.0
    spread = np.sqrt(unexplained / (count - p - 1) * (solve**2).sum(axis=1))
    # an estimate of 0 is one of rounding, in the units of the ties and of its own covariate
    some_is = np.abs(estimate) / np.diagonal(back) > _EXACT * np.abs(y).max()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(some_is, estimate / spread, np.nan if exact else 0.0)
    parts = (solve @ q.T) * rest
    sums = pair_variance(parts, data.pairs, data.n)
    variance = small_sample_variance(*sums, n=data.n, k=1, pairs=count, cells=p + 1)
    return estimate, np.sqrt(variance), found, 1 - unexplained / total


def _drawn(data: PairData, order: np.ndarray) -> Values:
    """Return the t of each term in each draw, shape (draws, p); nan where it cannot be had.

    A covariate's part apart from the others, moved, is the same combination of the covariates
    moved: one table of their products with what stays serves all the terms, and no regression is
    run (Frisch, Waugh, Lovell).
    """
    x, y = standardised_design(data.columns)[0][1:], data.ties - data.ties.mean()
    count, p = len(y), len(x)
    table = products_permuted(x, np.vstack([x, y]), order, data)
    gram, with_y, total = x @ x.T, x @ y, float(y @ y)
    drawn = np.empty((len(order), p))
    for k in range(p):
        others = [place for place in range(p) if place != k]
        back = np.linalg.pinv(gram[np.ix_(others, others)], hermitian=True)
        own = np.zeros(p)
        own[k] = 1
        own[others] = -back @ gram[others, k]
        length = float(own @ gram @ own)
        v = np.einsum("a,dab->db", own, table[:, :, :p])[:, others]
        apart = length - np.einsum("db,bc,dc->d", v, back, v)
        apart = np.where(apart > _COLLINEAR**2 * length, apart, np.nan)
        u = table[:, :, p] @ own - v @ (back @ with_y[others])
        rest = total - with_y[others] @ back @ with_y[others] - u * u / apart
        rest = np.where(rest > _EXACT * total, rest, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn[:, k] = u / np.sqrt(apart * rest / (count - p - 1))
    return drawn
