"""Intervals of measures of ties, where pairs that share an actor depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import name_of, taken
from concertnet.hinges.arrays import Counts, Mask, Positions, Values, ratio
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.formula import Formula, formula_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import share
from concertnet.measures.inference._pair_errors import (
    PairParts,
    parts_apart,
    parts_of,
    scaled,
    t_quantile,
)
from concertnet.records import Record

__all__ = ["FEW_FOR_ERRORS", "Difference", "Interval", "difference_of", "interval"]

# Fewer actors, and intervals are too short.
FEW_FOR_ERRORS = 20
_FEWEST = 4
# An error this small beside its value is one of rounding: nothing varies in the counts.
_NOTHING = 1e-9


@dataclass(frozen=True, repr=False)
class Interval(Record):
    """A value, and how far from it the process that made the ties may have led.

    Attributes
    ----------
    value : float
        The value in the network.
    standard_error : float
        Its error; of its logarithm for a ratio of odds.
    low, high : float
        The ends of the interval, within the range of the measure.
    n : int
        Actors of the graph that the measure takes: those of known group. The value of a cell rests
        on those of its own groups alone, and so does its error.
    """

    value: float
    standard_error: float
    low: float
    high: float
    n: int


@overload
def interval(
    measure: Callable[..., float], graph: GraphLike, *, by: By = ..., confidence: float = ...
) -> Interval: ...


@overload
def interval(
    measure: Callable[..., pd.Series], graph: GraphLike, *, by: By = ..., confidence: float = ...
) -> pd.DataFrame: ...


def interval(
    measure: Callable[..., Any], graph: GraphLike, *, by: By = None, confidence: float = 0.95
) -> Interval | pd.DataFrame:
    """Give a measure of ties its interval (the grain of the measure).

    Actors and groups are fixed; ties are one outcome among those that these actors might have had.
    Pairs that share an actor depend on each other, and the error counts it: no draw is made. It
    says nothing of actors who did not answer. Under 20 actors it is a little too short.

    Parameters
    ----------
    measure : function
        A measure of the mixing matrix, such as `ei_index`, `sector_ei_index`, `assortativity`,
        `modularity`, `coleman_homophily`, `freeman_segregation`, `within_odds_ratio`, `density` or
        `mixing_density`.
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph the two ties of a pair depend on each other too.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Interval or DataFrame
        For a Series (a value per sector, or per pair of sectors) a DataFrame of the same index with
        the columns of `Interval`: value, standard_error, low, high and n. The error and the ends
        are nan with fewer than four actors or no more actors than groups (of the cell of two
        groups, those of the two; within one group, with two actors), where the value is undefined,
        and where nothing varies: a cell without a tie, or full, is not certain because of it.

    Raises
    ------
    NotComparable
        If the measure is no function of the counts of ties between groups (such as a centralisation
        or a core: `against_chance` compares them with chance, `leave_one_out` says what they hang
        on), `confidence` is not between 0 and 1, or `graph` is no simple graph.
    MissingAttribute
        If no actor has the attribute.

    Notes
    -----
    A pair d adds psi_d = A (y_d - p) to the measure: A its slope by the count of the pair's cell, p
    the density of the cell. The variance is the sum of psi_d psi_d' over pairs that share an actor,
    sum S_i^2 - sum psi_d^2 with S_i the sum around actor i, with factors for few actors; t with as
    many degrees of freedom as actors less groups. A number that the ties of some groups alone move,
    such as the density of a pair of groups, rests on the actors of these: they are counted, not the
    others. Ratios of odds are taken on the logarithm.

    References
    ----------
    .. [1] Fafchamps, M. and Gubert, F. (2007). The formation of risk sharing networks. Journal of
       Development Economics, 83(2), 326-350.
    .. [2] Aronow, P. M., Samii, C. and Assenova, V. A. (2015). Cluster-robust variance estimation
       for dyadic data. Political Analysis, 23(4), 564-577.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import ei_index
    >>> found = interval(ei_index, nx.karate_club_graph(), by="club")
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (-0.718, -0.909, -0.527)
    """
    confidence = share(confidence)
    formula = formula_of(measure)
    if formula is None or not formula.smooth:
        raise NotComparable("error_no_interval", measure=name_of(measure))
    arrays = grouped(graph, by=by, required=not formula.everyone)
    answer = taken(measure, arrays)
    parts = parts_of(formula, arrays)
    values = np.atleast_1d(np.asarray(answer, dtype=float))
    at = scaled(formula, values)
    n, k = parts.rests_on()
    error = _error(parts.variance(n, k), parts.n)
    error = np.where(_nothing(error, at) | ~np.isfinite(at), np.nan, error)
    reach = error * t_quantile(n - k, confidence)
    low, high = at - reach, at + reach
    if formula.log:
        low, high = np.exp(low), np.exp(high)
    table = pd.DataFrame(
        {
            "value": values,
            "standard_error": error,
            "low": np.maximum(low, formula.low),
            "high": np.minimum(high, formula.high),
            "n": parts.n,
        }
    )
    if isinstance(answer, pd.Series):
        return table.set_index(answer.index)
    return Interval(*(table[name].item() for name in table))


@dataclass(frozen=True, eq=False)
class Difference:
    """How far apart two networks stand in a measure, with the error of it.

    Attributes
    ----------
    difference, standard_error, low, high, p_value : ndarray of float, shape (p,)
        Of each value of the measure; of their logarithms for ratios of odds. p by t, two-sided.
    n : int
        Actors that it rests on, those of both networks once.
    """

    difference: Values
    standard_error: Values
    low: Values
    high: Values
    p_value: Values
    n: int


def difference_of(
    formula: Formula,
    graphs: Sequence[GroupedGraph],
    values: Sequence[Values],
    rows: Sequence[Positions],
    *,
    confidence: float,
) -> Difference:
    """Return how far apart two networks stand, whatever actors they share.

    Two networks that share no actor add their variances; t has the actors less the groups of both
    as degrees of freedom, Welch's for what rests on the actors of some groups alone. Where they
    share some, the factors are those of the one that has fewer. As in an interval, what does not
    vary in one of them (a cell without a tie) is not certain
    because of it: it has no error. p is nan where the two are the same networks.

    Parameters
    ----------
    formula : Formula
        What is measured.
    graphs : list of GroupedGraph
        The one and the other.
    values : list of ndarray of float, shape (p,)
        The values to compare.
    rows : list of ndarray of int64, shape (p,)
        Where these stand among those that the formula gives of each graph.
    confidence : float
        Between 0 and 1.
    """
    from scipy.special import stdtr

    one, other = (
        _rows(parts_of(formula, graph), chosen) for graph, chosen in zip(graphs, rows, strict=True)
    )
    both = parts_apart(one, other)
    at = [scaled(formula, each) for each in values]
    (n_one, k_one), (n_other, k_other) = one.rests_on(), other.rests_on()
    own = one.variance(n_one, k_one), other.variance(n_other, k_other)
    certain = _nothing(_error(own[0], one.n), at[0]) | _nothing(_error(own[1], other.n), at[1])
    fewest = min(one.n, other.n)
    if both.n == one.n + other.n:
        error = _error(own[0] + own[1], fewest)
        freedom = n_one + n_other - k_one - k_other
        # a cell may rest on far fewer actors in one network than in the other
        of_some = n_one + n_other < both.n
        welch = _freedom_apart(own, (n_one - k_one, n_other - k_other))
        freedom = np.where(of_some, welch, freedom)
    else:
        k = np.maximum(k_one, k_other)
        error = _error(both.variance(np.minimum(n_one, n_other), k), fewest)
        freedom = both.rests_on()[0] - k
    with np.errstate(invalid="ignore"):
        difference = at[1] - at[0]
    error = np.where(np.isfinite(difference) & ~certain, error, np.nan)
    nothing = _nothing(error, np.maximum(np.abs(at[0]), np.abs(at[1])))
    error = np.where(nothing, 0.0, error)
    reach = error * t_quantile(freedom, confidence)
    widest = formula.high - formula.low
    p_value = 2 * stdtr(freedom, -np.abs(difference) / np.where(nothing, np.nan, error))
    return Difference(
        difference,
        error,
        np.maximum(difference - reach, -widest),
        np.minimum(difference + reach, widest),
        p_value,
        both.n,
    )


def _rows(parts: PairParts, chosen: Positions) -> PairParts:
    return replace(
        parts,
        of_tie=parts.of_tie[chosen],
        of_pair=parts.of_pair[chosen],
        touched=parts.touched[chosen],
    )


def _freedom_apart(variances: tuple[Values, Values], freedom: tuple[Counts, Counts]) -> Values:
    """Return the freedom of a difference of two numbers that share nothing (Welch's)."""
    parts = [v**2 / np.where(f > 0, f, np.nan) for v, f in zip(variances, freedom, strict=True)]
    return ratio((variances[0] + variances[1]) ** 2, parts[0] + parts[1])


def _error(variance: Values, n: int) -> Values:
    return np.sqrt(variance) if n >= _FEWEST else np.full(len(variance), np.nan)


def _nothing(error: Values, at: Values) -> Mask:
    with np.errstate(invalid="ignore"):
        return np.asarray(error <= _NOTHING * np.maximum(1, np.abs(at)))
