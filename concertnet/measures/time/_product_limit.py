"""The product-limit estimate of survival, for stretches of time that may begin late or end unseen.

Arrays in, arrays and tidy tables out: whatever lasts (a mandate, an instance, the wait before an
agreement) is measured here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Integers
from concertnet.hinges.durations import Followed

__all__ = ["RankSum", "medians", "product_limit", "rank_sum"]

Z95 = 1.959963984540054  # the normal quantile of 0.975
# A survival this close to one half has reached it: it is a product of many fractions.
_TOLERANCE = 1e-12


class RankSum(NamedTuple):
    """The statistic of the log-rank test, its degrees of freedom and p-value, ends by group."""

    statistic: float
    df: int
    p_value: float
    ended: Integers
    expected: npt.NDArray[np.float64]


def product_limit(followed: Followed) -> pd.DataFrame:
    """Return the Kaplan-Meier curve of each group.

    Parameters
    ----------
    followed : Followed
        What was followed.

    Returns
    -------
    DataFrame
        One row per group and distinct exit, sorted: group (its number), time, at_risk (entry <
        time <= exit), ended, censored (counts at that time), survival (the share that lasts
        longer), low and high (95 % log-log interval; nan while survival is 1 and once it is 0).

    Examples
    --------
    >>> from concertnet.hinges.durations import Durations, followed_of
    >>> times = np.array([1, 2, 2, 4])
    >>> durations = Durations(0 * times, times, np.array([True, True, False, True]), 0 * times)
    >>> product_limit(followed_of(durations))[["time", "at_risk", "ended", "censored", "survival"]]
       time  at_risk  ended  censored  survival
    0     1        4      1         0      0.75
    1     2        3      1         1      0.50
    2     4        1      1         0      0.00
    """
    times = np.unique(followed.exit)
    width = len(times) + 1
    code, removed, ended = followed.exit_group, followed.gone, followed.ended
    cells = code * width + np.searchsorted(times, followed.exit)
    # at risk: entry < time, so who enters counts from the next distinct time on
    openings = followed.entry_group * width + np.searchsorted(times, followed.entry, "right")
    entered = np.append(0, np.cumsum(followed.entered))
    gone = np.append(0, np.cumsum(removed))[:-1]
    # counts run over all groups: take away what those before have added
    entered_by = entered[np.searchsorted(openings, cells, "right")]
    entered_elsewhere = entered[np.searchsorted(openings, code * width)]
    gone_elsewhere = gone[np.searchsorted(code, code)]
    at_risk = (entered_by - entered_elsewhere) - (gone - gone_elsewhere)
    survival = pd.Series(1 - ended / at_risk).groupby(code).cumprod().to_numpy(dtype=np.float64)
    low, high = _log_log(survival, ended, at_risk, code)
    return pd.DataFrame(
        {
            "group": code,
            "time": followed.exit,
            "at_risk": at_risk,
            "ended": ended,
            "censored": removed - ended,
            "survival": survival,
            "low": low,
            "high": high,
        }
    )


def _log_log(
    survival: npt.NDArray[np.floating], ended: Integers, at_risk: Integers, code: Integers
) -> tuple[npt.NDArray[np.floating], npt.NDArray[np.floating]]:
    """Return the 95 % interval of log(-log survival), by Greenwood's variance."""
    left = at_risk - ended
    step = np.divide(ended, at_risk * left, out=np.zeros(len(left)), where=left > 0)
    variance = pd.Series(step).groupby(code).cumsum().to_numpy()
    inside = (survival > 0) & (survival < 1)
    log = np.log(survival, out=np.full(len(survival), np.nan), where=inside)
    width = Z95 * np.sqrt(variance) / -log
    low, high = survival ** np.exp(width), survival ** np.exp(-width)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def medians(curve: pd.DataFrame, groups: int) -> pd.DataFrame:
    """Return the median of each group and its 95 % interval.

    Parameters
    ----------
    curve : DataFrame
        As `product_limit` gives it.
    groups : int
        Number of groups.

    Returns
    -------
    DataFrame
        One row per group: median, low, high, the first times at which the survival and the bounds
        of its interval are one half or less; nan where they never are.
    """
    found = {}
    for name, column in (("median", "survival"), ("low", "low"), ("high", "high")):
        reached = curve[(curve[column] <= 0.5 + _TOLERANCE).to_numpy()]
        first = reached.drop_duplicates("group").set_index("group")["time"]
        found[name] = first.reindex(range(groups)).astype("float64")
    return pd.DataFrame(found)


def rank_sum(followed: Followed, groups: int) -> RankSum:
    """Return the log-rank test between groups, for durations that may begin late.

    Parameters
    ----------
    followed : Followed
        What was followed.
    groups : int
        Number of groups.

    Returns
    -------
    RankSum
        The test; groups at risk at no end add no degree of freedom.
    """
    k = groups
    times = np.unique(followed.exit[followed.ended > 0])
    # at risk of each group at each end: entered before it, not gone before it
    size = (len(times) + 1) * k
    steps = (
        np.bincount(
            np.searchsorted(times, instants, "right") * k + group, weights=n, minlength=size
        )
        for instants, group, n in (
            (followed.entry, followed.entry_group, followed.entered),
            (followed.exit, followed.exit_group, followed.gone),
        )
    )
    at_risk = np.subtract(*steps).reshape(len(times) + 1, k).cumsum(axis=0)[:-1]
    over = followed.ended > 0
    ended = np.bincount(
        np.searchsorted(times, followed.exit[over]), followed.ended[over], len(times)
    )
    together = at_risk.sum(axis=1)
    share = at_risk / np.maximum(together, 1)[:, None]
    expected = ended @ share
    observed = np.bincount(followed.exit_group, followed.ended, k).astype(np.int64)
    spread = ended * (together - ended) / np.maximum(together - 1, 1)
    weighted = spread[:, None] * share
    variance = np.diag(weighted.sum(axis=0)) - weighted.T @ share
    statistic, df = _quadratic(observed - expected, variance)
    from scipy.special import chdtrc

    p_value = float(chdtrc(df, statistic)) if df else float("nan")
    return RankSum(statistic, df, p_value, observed, expected)


def _quadratic(
    difference: npt.NDArray[np.float64], variance: npt.NDArray[np.float64]
) -> tuple[float, int]:
    """Return z' V^- z and the rank of V, whose rows add up to zero."""
    values, vectors = np.linalg.eigh(variance)
    kept = values > 1e-10 * max(values.max(initial=0.0), 1e-300)
    if not kept.any():
        return float("nan"), 0
    along = vectors[:, kept].T @ difference
    return float((along**2 / values[kept]).sum()), int(kept.sum())
