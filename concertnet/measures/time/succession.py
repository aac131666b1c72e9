"""Persons who succeed one another at the seats of organisations that stay."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Integers, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.exposure import DAYS_PER_YEAR, exposure
from concertnet.hinges.seat_lives import SeatLives, seat_lives, successions
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.dates import PeriodLike

__all__ = ["handover", "representative_turnover"]


def representative_turnover(
    net: NetworkLike, *, by: By = None, observed: PeriodLike | None = None
) -> pd.DataFrame:
    """Count changes of person at seats while the organisation stays (network or sector grain).

    A change is the moment when a person begins as titular of a seat whose titular before was
    somebody else, the seat being in force all the while. A vacancy between the two makes no
    difference; the same person appointed again is no change; an alternate counts from the day
    when they become titular. A mandate without a function is a titular's. Of two titulars at once,
    the later takes over if they stay as long as the earlier: one who is gone before stands in, and
    changes nothing. Mandates count within the dates of their seat, and seats within those of their
    instance and of their actor.

    Parameters
    ----------
    net : Network
        The network, whole: a selection of dates (``net.at``, ``net.between``) has lost the
        mandates of other days.
    by : str or mapping of actor to group, optional
        What a seat is grouped by: instance, tier, theme, territory, origin, role, actor, seat,
        sector or actor_territory, a change counting in the group of that day; or the groups of the
        actors who hold them.
    observed : Period or (start, end), optional
        A part of the observation; by default all of it.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; from_date and until_date; seats, those
        in force that a mandate meets; seat_years, 365.25 days each; changes; rate, changes per
        seat-year (0 and up, nan without a seat-year); organisations, those that have a seat; stays,
        the stretches of time during which an organisation has a seat at an instance without a
        break (one who sits at two, or who left and came back, has two); stay_years; arrived and
        left, stays seen to begin and to end; stay_rate, left per stay-year; censored_share, stays
        not seen to end (0 to 1); unrecorded, seats that no mandate meets, left out of seats and
        seat_years; unknown, seats whose group is missing, left out of every row.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the network does not cover `observed` or covers a single day, or mandates have no date.
    MissingAttribute
        If seats have no column `by`, or it is empty.

    References
    ----------
    .. [1] Price, J. L. (1977). The Study of Turnover. Iowa State University Press.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = representative_turnover(cn.sample_network())
    >>> found[["seats", "changes", "organisations", "stays", "left"]]
       seats  changes  organisations  stays  left
    0     95       54             51     94    11
    """
    lives = seat_lives(net, by, observed)
    recorded = lives.recorded
    years = lives.total(lives.days * recorded) / DAYS_PER_YEAR
    found = successions(lives)
    changes = _counted(lives, lives.group_at(found.seat, found.when))
    return lives.framed(
        {
            "seats": lives.count(recorded),
            "seat_years": years,
            "changes": changes,
            "rate": ratio(changes, years),
            **_organisations(lives),
            "unrecorded": lives.count(~recorded),
        }
    )


def handover(
    net: NetworkLike, *, by: By = None, observed: PeriodLike | None = None
) -> pd.DataFrame:
    """Measure the days between successive titulars of a seat (network, sector or instance grain).

    A handover is a change of person as in `representative_turnover`. Its days go from the end of
    those before to the beginning of the successor: above zero a gap, below zero an overlap, the
    days of the observation on which the successor and the one before held the seat together.

    Parameters
    ----------
    net : Network
        The network, whole: a selection of dates (``net.at``, ``net.between``) has lost the
        mandates of other days.
    by : str or mapping of actor to group, optional
        What a seat is grouped by, as in `representative_turnover`.
    observed : Period or (start, end), optional
        A part of the observation; by default all of it.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; from_date and until_date; handovers;
        with_gap, immediate and overlapping, whose days are above, at and below zero; mean_days,
        median_days and longest_gap (days, nan without a handover, the last also without a gap);
        unfilled, seats that their last titular left in the period with nobody after while they
        stayed in force; censored_share = unfilled / (handovers + unfilled), the successions that
        were not seen to end (0 to 1), whose gaps the other columns miss; unknown, seats whose
        group is missing, left out of every row.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the network does not cover `observed` or covers a single day, or mandates have no date.
    MissingAttribute
        If seats have no column `by`, or it is empty.

    References
    ----------
    .. [1] Gordon, G. E. and Rosen, N. (1981). Critical factors in leadership succession.
       Organizational Behavior and Human Performance, 27(2), 227-254.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = handover(cn.sample_network())
    >>> found[["handovers", "with_gap", "immediate", "overlapping", "unfilled"]]
       handovers  with_gap  immediate  overlapping  unfilled
    0         54        29         25            0         0
    """
    lives = seat_lives(net, by, observed)
    found = successions(lives)
    group = lives.group_at(found.seat, found.when)
    known = group >= 0
    days = pd.Series(found.wait[known] / DAY_LENGTH)
    of_group = days.groupby(group[known])
    size = range(len(lives.groups))
    handovers = _counted(lives, group)
    unfilled = _counted(lives, lives.group_at(found.open_seat, found.open_since))
    return lives.framed(
        {
            "handovers": handovers,
            "with_gap": _counted(lives, group[found.wait > 0]),
            "immediate": _counted(lives, group[found.wait == 0]),
            "overlapping": _counted(lives, group[found.wait < 0]),
            "mean_days": of_group.mean().reindex(size),
            "median_days": of_group.median().reindex(size),
            "longest_gap": of_group.max().where(lambda longest: longest > 0).reindex(size),
            "unfilled": unfilled,
            "censored_share": ratio(unfilled, handovers + unfilled),
        }
    )


def _organisations(lives: SeatLives) -> dict[str, npt.NDArray[np.generic]]:
    """Return the stays of organisations, whose seats at an instance are one."""
    seen = exposure(lives.table, lives.period, holder=["instance", "actor"], by=lives.by)
    size = len(lives.groups)
    stays = pd.DataFrame({"group": seen.code, "spell": seen.spell}).drop_duplicates()
    count = np.bincount(stays["group"], minlength=size)
    there = (lives.end > lives.start) & (lives.group >= 0)
    actor = pd.factorize(lives.table["actor"])[0]
    actors = pd.DataFrame({"group": lives.group[there], "actor": actor[there]}).drop_duplicates()
    days = np.bincount(seen.code, weights=seen.end - seen.start, minlength=size) / DAY_LENGTH
    left = np.bincount(seen.code[seen.ended], minlength=size)
    return {
        "organisations": np.bincount(actors["group"], minlength=size),
        "stays": count,
        "stay_years": days / DAYS_PER_YEAR,
        "arrived": np.bincount(seen.code[seen.start == seen.begins], minlength=size),
        "left": left,
        "stay_rate": ratio(left, days / DAYS_PER_YEAR),
        "censored_share": 1 - ratio(left, count),
    }


def _counted(lives: SeatLives, group: Integers) -> Integers:
    return np.bincount(group[group >= 0], minlength=len(lives.groups))
