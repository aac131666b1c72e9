"""How long what is observed lasts, when some of it began before and some of it is not over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import warn
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike, SpellsOf
from concertnet.hinges.durations import Followed, SurvivalCounts, survival_counts, survival_of
from concertnet.hinges.exposure import exposure
from concertnet.hinges.grouping import column_of
from concertnet.hinges.guards import require_network
from concertnet.hinges.observed import dated_spells, observed_part
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.measures.time._product_limit import medians, product_limit, rank_sum
from concertnet.records import Record
from concertnet.tables.cells.dates import Period, PeriodLike
from concertnet.words import words

__all__ = ["FEW_FOLLOWED", "LogRank", "Tenure", "followed_median", "logrank", "tenure"]

# Fewer spells followed, and each that ends moves the curve by a tenth of it or more.
FEW_FOLLOWED = 10


@dataclass(frozen=True, eq=False, repr=False)
class Tenure(Record):
    """How long spells last.

    Attributes
    ----------
    curve : DataFrame
        One row per group (where there are groups) and distinct length: the group, time (days since
        the spell began), at_risk (spells followed just before), ended, censored (no longer
        followed), survival (estimated share that lasts longer), low and high (95 % log-log
        interval; nan while survival is 1 and once it is 0).
    summary : DataFrame
        One row per group, or one: the group, n (spells followed), ended, censored_share (0 to 1),
        unknown_start (spells left out), earliest (days; the curve is conditional on lasting more
        than that, 0 once one spell began during the observation), median (days, nan where the
        survival stays above one half), low and high (95 % interval, open where nan).
    median, low, high : float
        Those of all the spells together, in days.
    n : int
        Spells followed, all together.
    censored_share : float
        Share of them that were not seen to end, 0 to 1; nan without spells.
    unknown_start : int
        Spells left out because nothing says when they began.
    unknown : int
        Spells seen while their group was missing, left out of `curve` and `summary`.
    observed : Period
        The observation.
    """

    curve: pd.DataFrame
    summary: pd.DataFrame
    median: float
    low: float
    high: float
    n: int
    censored_share: float
    unknown_start: int
    unknown: int
    observed: Period


def followed_median(curve: pd.DataFrame, median: float) -> tuple[float, float]:
    """Return a median that enough spells bear, else the age that more than half surely reach.

    Parameters
    ----------
    curve : DataFrame
        The curve of one group: time, at_risk, survival.
    median : float
        Its median, in days; nan where the survival stays above one half.

    Returns
    -------
    float, float
        The median, nan where fewer than `FEW_FOLLOWED` spells are followed at that age; the longest
        age followed by as many at which the survival is above one half, nan where there is none.

    Examples
    --------
    >>> curve = pd.DataFrame(
    ...     {"time": [10.0, 20.0, 30.0], "at_risk": [20, 12, 4], "survival": [0.9, 0.6, 0.3]}
    ... )
    >>> followed_median(curve, 30.0)
    (nan, 20.0)
    """
    followed, lasting = curve["at_risk"] >= FEW_FOLLOWED, curve["survival"] > 0.5
    reached = float(curve.loc[followed & lasting, "time"].max())
    there = curve.loc[curve["time"] >= median, "at_risk"]
    enough = median == median and len(there) and int(there.iloc[0]) >= FEW_FOLLOWED
    return (median if enough else float("nan")), reached


@dataclass(frozen=True, eq=False, repr=False)
class LogRank(Record):
    """The log-rank test of equal survival in several groups.

    Attributes
    ----------
    statistic : float
        Chi-square; nan when no two groups can be compared.
    df : int
        Its degrees of freedom: groups that can be compared, less one.
    p_value : float
        Probability of a statistic as large when survival is the same; nan with the statistic.
    groups : DataFrame
        One row per group: its name, n (spells followed), ended (observed ends), expected (ends if
        survival were the same in all groups), censored_share (0 to 1), unknown_start (spells left
        out).
    n : int
        Spells followed, all groups together.
    censored_share : float
        Share of them that were not seen to end, 0 to 1; nan without spells.
    unknown_start : int
        Spells left out because nothing says when they began.
    unknown : int
        Spells seen while their group was missing, left out of the test.
    observed : Period
        The observation.
    """

    statistic: float
    df: int
    p_value: float
    groups: pd.DataFrame
    n: int
    censored_share: float
    unknown_start: int
    unknown: int
    observed: Period


def tenure(
    net: NetworkLike | pd.DataFrame,
    *,
    of: SpellsOf = "representatives",
    observed: PeriodLike | None = None,
    by: By = None,
) -> Tenure:
    """Estimate how long spells last, by Kaplan and Meier (network or sector grain).

    A spell in force at the end of the observation is censored there. One that began before the
    observation is followed from its start only, at the age that it had then (late entry): had it
    ended earlier, nobody would have seen it. A holder that changes group leaves the one and enters
    the other, without its spell coming to an end.

    Parameters
    ----------
    net : Network or DataFrame of spells
        The network, or spells (holder, start, end and the column `by`) as ``net.spells`` gives;
        those of a holder that touch or overlap are one.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network.
    observed : Period or (start, end), optional
        The half-open observation; by default that of the network. Spells need it.
    by : str or mapping of actor to group, optional
        A column of the spells: sector, tier, function... or the groups of actors themselves (of
        holders, where a spell is not that of one actor). One curve per group.

    Returns
    -------
    Tenure
        Curve, numbers at risk, medians and their intervals, in days; nan where they are not
        reached. Spells of unknown start are left out and counted.

    Raises
    ------
    OutsideObservation
        If the network does not cover `observed`, a single day is observed, or there are no dates.
    MissingAttribute
        If the spells have no column `by`, or it is empty.
    NotComparable
        If `net` is neither, a spell ends before it starts, or a start or an end is no date.

    Warns
    -----
    UserWarning
        If every spell followed has ended while others are followed later: the curve stays at zero.

    References
    ----------
    .. [1] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete
       observations. Journal of the American Statistical Association, 53(282), 457-481.
    .. [2] Klein, J. P. and Moeschberger, M. L. (2003). Survival Analysis: Techniques for Censored
       and Truncated Data, sections 4.2 to 4.6. Springer.
    .. [3] Brookmeyer, R. and Crowley, J. (1982). A confidence interval for the median survival
       time. Biometrics, 38(1), 29-41.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": ["a", "b", "c"],
    ...     "start": pd.to_datetime(["2020-01-01", "2020-01-01", "2020-01-01"]),
    ...     "end": pd.to_datetime(["2020-01-11", "2020-01-21", None])})
    >>> found = tenure(spells, observed=("2020", "2020"))
    >>> found.curve[["time", "at_risk", "ended", "censored"]]
        time  at_risk  ended  censored
    0   10.0        3      1         0
    1   20.0        2      1         0
    2  366.0        1      0         1
    >>> found.median, found.n
    (20.0, 3)
    """
    column = column_of(by)
    (seen, *whole), period = _counted(net, of, observed, by, also_whole=column is not None)
    curve, summary = _estimated(seen)
    _warn_of_emptied(curve, seen.followed)
    whole = _estimated(whole[0])[1] if whole else summary
    curve["time"] = curve["time"] / DAY_LENGTH
    group = curve.pop("group")
    if column is not None:
        curve.insert(0, column, seen.groups.to_numpy()[group])
        summary.insert(0, column, seen.groups)
    every = whole.iloc[0]
    return Tenure(
        curve=curve,
        summary=summary,
        median=float(every["median"]),
        low=float(every["low"]),
        high=float(every["high"]),
        n=int(every["n"]),
        censored_share=float(every["censored_share"]),
        unknown_start=int(every["unknown_start"]),
        unknown=seen.unknown,
        observed=period,
    )


def logrank(
    net: NetworkLike | pd.DataFrame,
    *,
    by: By,
    of: SpellsOf = "representatives",
    observed: PeriodLike | None = None,
) -> LogRank:
    """Test whether spells last as long in several groups, by the log-rank test (network grain).

    Parameters
    ----------
    net : Network or DataFrame of spells
        As for `tenure`: censoring and late entry are those of the curves.
    by : str or mapping of actor to group
        The column of the spells that holds the groups, or groups, as in `tenure`; spells of missing
        group are left out.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network.
    observed : Period or (start, end), optional
        The half-open observation; by default that of the network.

    Returns
    -------
    LogRank
        Statistic (0 and up), degrees of freedom, p-value (0 to 1), ends observed and expected in
        each group, the period, the spells and their censored share; nan when no two groups are at
        risk together at an end.

    Raises
    ------
    OutsideObservation
        If the network does not cover `observed`, a single day is observed, or there are no dates.
    MissingAttribute
        If the spells have no column `by`, or it is empty.
    NotComparable
        If `net` is neither, a spell ends before it starts, or a start or an end is no date.

    References
    ----------
    .. [1] Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising
       in its consideration. Cancer Chemotherapy Reports, 50(3), 163-170.
    .. [2] Klein, J. P. and Moeschberger, M. L. (2003). Survival Analysis: Techniques for Censored
       and Truncated Data, section 7.3. Springer.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": list("abcd"), "sector": ["x", "x", "y", "y"],
    ...     "start": pd.to_datetime(["2020-01-01"] * 4),
    ...     "end": pd.to_datetime(["2020-01-02", "2020-01-03", "2020-01-04", "2020-01-05"])})
    >>> found = logrank(spells, by="sector", observed=("2020", "2020"))
    >>> found.df, round(found.statistic, 3)
    (1, 2.882)
    """
    (seen,), period = _counted(net, of, observed, by)
    found = rank_sum(seen.followed, len(seen.groups))
    groups = _counts(seen)
    groups.insert(0, column_of(by), seen.groups)
    groups.insert(3, "expected", found.expected)
    return LogRank(
        statistic=found.statistic,
        df=found.df,
        p_value=found.p_value,
        groups=groups,
        n=seen.n,
        censored_share=float(1 - ratio(seen.ended, seen.n)),
        unknown_start=seen.unknown_start,
        unknown=seen.unknown,
        observed=period,
    )


def _counted(
    net: NetworkLike | pd.DataFrame,
    of: SpellsOf,
    observed: PeriodLike | None,
    by: By,
    *,
    also_whole: bool = False,
) -> tuple[list[SurvivalCounts], Period]:
    """Return the counts by group, also those of all together where asked, and the observation."""
    asked = [by, None] if also_whole else [by]
    if isinstance(net, pd.DataFrame):
        spells, period = dated_spells(net, of, observed, by)
        return [survival_of(exposure(spells, period, by=column_of(one))) for one in asked], period
    period = observed_part(require_network(net).observed, observed)
    return [survival_counts(net, of, one, period) for one in asked], period


def _estimated(seen: SurvivalCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the curves, in microseconds, and what sums up each of them, in days."""
    followed, k = seen.followed, len(seen.groups)
    curve = product_limit(followed)
    earliest = pd.Series(followed.entry).groupby(followed.entry_group).min().reindex(range(k))
    summary = _counts(seen).assign(earliest=earliest.to_numpy() / DAY_LENGTH)
    return curve, summary.join(medians(curve, k) / DAY_LENGTH)


def _counts(seen: SurvivalCounts) -> pd.DataFrame:
    """Return, by group, the spells followed, those seen to end, and those of unknown start."""
    followed = seen.followed
    ended = np.bincount(followed.exit_group, followed.ended, len(seen.groups)).astype(np.int64)
    return pd.DataFrame(
        {
            "n": seen.spells,
            "ended": ended,
            "censored_share": 1 - ratio(ended, seen.spells),
            "unknown_start": seen.undated,
        }
    )


def _warn_of_emptied(curve: pd.DataFrame, followed: Followed) -> None:
    """Warn of the group that loses most after its curve has come to zero."""
    emptied = curve[curve["survival"] == 0].drop_duplicates("group").set_index("group")["time"]
    zero = pd.Series(followed.exit_group).map(emptied).to_numpy()
    later = followed.exit > zero
    if not later.any():
        return
    counts = np.bincount(followed.exit_group[later], followed.gone[later])
    days = emptied[int(counts.argmax())] / DAY_LENGTH
    warn(words()("warning_risk_set_empties", days=round(days), n=int(counts.max())))
