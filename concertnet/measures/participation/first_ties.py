"""Pairs of actors who have a tie for the first time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from concertnet.hinges.actor_lives import ActorLives, lives_in_groups
from concertnet.hinges.arrays import Codes, Instants, Integers, Mask, positions, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.guards import require_dated, require_network
from concertnet.hinges.observed import observed_over_time, period_edges
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.intervals import BEFORE, bounds, microseconds

__all__ = ["first_time_pairs"]


def first_time_pairs(
    net: NetworkLike, *, every: str = "YE", by: By = None, level: str | None = None
) -> pd.DataFrame:
    """Count the pairs of actors who have a tie for the first time (network grain, by period).

    Parameters
    ----------
    net : Network
        The network, over time.
    every : str
        A pandas frequency: ``"YE"`` years, ``"QE"`` quarters, ``"ME"`` months.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    level : str, optional
        The level from which a tie counts; by default the loosest.

    Returns
    -------
    DataFrame
        A row per period: from_date, until_date (half-open); at_risk, pairs both in the network at
        some time of the period, without a tie before it; new, those whose first tie starts in it;
        rate = new / at_risk (0 to 1; nan where nobody is at risk); cross, new pairs of different
        groups; cross_share = cross / new pairs of known groups; expected_cross_share, pairs of
        different groups / pairs of known groups, among those at risk: what new pairs would show if
        they came at random; cross_at_risk, those; dated_by_observation, pairs whose first tie
        starts on the first day observed, or is a report of the days of the first survey: the survey
        dates them, they are counted apart and never at risk; unknown, new pairs of unknown group. A
        tie without a start was there before the observation.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the data, or the ties, have no dates at all, or the data cover a single day.
    MissingAttribute
        If actors have no such attribute.
    UnknownWord
        If the scale has no such level, or `every` is no frequency.

    References
    ----------
    .. [1] Clayton, D. and Hills, M. (1993). Statistical Models in Epidemiology, chapter 5. Oxford
       University Press.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abc"), "sector": ["private", "community", "community"]}),
    ...     pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "level": "collaboration",
    ...                   "start": ["2023-05-01", "2024-02-01"]}),
    ...     observed=("2023", "2024"))
    >>> first_time_pairs(net)[["at_risk", "new", "cross", "cross_share", "expected_cross_share"]]
       at_risk  new  cross  cross_share  expected_cross_share
    0        3    1      1          1.0              0.666667
    1        2    1      0          0.0              0.500000
    """
    require_network(net)
    observed = observed_over_time(net.observed)
    require_dated(net, "ties")
    lives = lives_in_groups(net, by)
    lowest = 0 if level is None else net.scale.rank(level)
    one, other, first, reported = _first_ties(net, lives, lowest)
    surveyed_from, surveyed_to = _first_survey(net)
    dated = first == microseconds(observed.start)
    dated |= reported & (surveyed_from <= first) & (first < surveyed_to)
    edges = period_edges(observed, every)
    rows = []
    for opens, closes in pairwise(edges):
        there, code = _there(lives, opens, closes)
        both = there[one] & there[other]
        within = both & (first >= opens) & (first < closes)
        before = both & (first < opens) & ~dated
        new = within & ~dated
        known = there & (code >= 0)
        sizes = np.bincount(code[known], minlength=len(lives.groups))
        n, k = int(there.sum()), int(known.sum())
        tied = before | (both & dated)
        cross, of_known = _crossing(code, one, other)
        at_risk = n * (n - 1) // 2 - int(tied.sum())
        known_risk = k * (k - 1) // 2 - int((tied & of_known).sum())
        cross_risk = (k**2 - int((sizes**2).sum())) // 2 - int((tied & cross).sum())
        rows.append(
            (
                at_risk,
                int(new.sum()),
                int((new & cross).sum()),
                int((new & of_known).sum()),
                known_risk,
                cross_risk,
                int((within & dated).sum()),
            )
        )
    at_risk, new, cross, known, known_risk, cross_risk, set_apart = np.array(rows, dtype=np.int64).T
    return pd.DataFrame(
        {
            "from_date": edges[:-1].astype("datetime64[us]"),
            "until_date": edges[1:].astype("datetime64[us]"),
            "at_risk": at_risk,
            "new": new,
            "rate": ratio(new, at_risk),
            "cross": cross,
            "cross_share": ratio(cross, known),
            "cross_at_risk": cross_risk,
            "expected_cross_share": ratio(cross_risk, known_risk),
            "dated_by_observation": set_apart,
            "unknown": new - known,
        }
    )


def _first_ties(
    net: NetworkLike, lives: ActorLives, lowest: int
) -> tuple[Integers, Integers, Instants, Mask]:
    """Return each pair that ever had a tie from a level up, when the first starts, if reported."""
    rank = net.ties["level"].map({level: n for n, level in enumerate(net.scale.levels)})
    ties = net.ties[(rank >= lowest).to_numpy()]
    ends = [positions(ties[column], lives.actors) for column in ("source", "target")]
    low, high = np.minimum(*ends), np.maximum(*ends)
    width = max(len(lives.actors), 1)
    pair, keys = pd.factorize(low * width + high)
    start, _ = bounds(ties)
    first = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(first, pair, start)
    reported = np.zeros(len(keys), dtype=bool)
    of_first = (start == first[pair]) & ties["reported_by"].notna().to_numpy()
    reported[pair[of_first]] = True
    one, other = np.divmod(keys, width)
    return one, other, first, reported


def _first_survey(net: NetworkLike) -> tuple[int, int]:
    """Return the days, half-open, on which the first survey was answered; none without a date."""
    asked = net.tables["respondents"]
    dates = pd.to_datetime(asked["date"])
    waves = dates.groupby(asked["wave"].fillna("")).agg(["min", "max"]).dropna().sort_values("min")
    if waves.empty:
        return 0, 0
    return microseconds(waves["min"].iloc[0]), microseconds(waves["max"].iloc[0]) + DAY_LENGTH


def _there(lives: ActorLives, opens: int, closes: int) -> tuple[Mask, Codes]:
    """Return who is in the network at some time of a period, and the group it first has there."""
    rows = (lives.start < closes) & (lives.end > opens) & (lives.start < lives.end)
    there = np.zeros(len(lives.actors), dtype=bool)
    there[lives.who[rows]] = True
    code = np.full(len(lives.actors), -1, dtype=np.int32)
    order = np.flatnonzero(rows)
    order = order[np.argsort(-np.maximum(lives.start[order], BEFORE + 1), kind="stable")]
    code[lives.who[order]] = lives.code[order]  # the earliest is written last
    return there, code


def _crossing(code: Codes, one: Integers, other: Integers) -> tuple[Mask, Mask]:
    """Say which pairs are of different groups, and which are of known ones."""
    known = (code[one] >= 0) & (code[other] >= 0)
    return known & (code[one] != code[other]), known
