"""Who stayed, who arrived, who left between two dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike, SpellsOf
from concertnet.hinges.grouping import column_of
from concertnet.hinges.guards import require_network
from concertnet.hinges.moves import Moment, Moves, moves, moves_of
from concertnet.hinges.observed import (
    checked_spells,
    dated_spells,
    observed_instant,
    observed_part,
    waves_in,
)
from concertnet.tables.cells.dates import Period, PeriodLike, as_instant, as_period

__all__ = ["retention", "turnover_over_time"]


def retention(
    net: NetworkLike | pd.DataFrame,
    before: PeriodLike,
    after: PeriodLike,
    *,
    of: SpellsOf = "actors",
    by: By = None,
) -> pd.DataFrame:
    """Compare who was there before with who was there after (network or sector grain).

    Parameters
    ----------
    net : Network or DataFrame of spells
        The network, or spells (holder, start, end and the column `by`) as ``net.spells`` gives.
    before, after : date or (start, end)
        Two instants (a year or a month means its first day) or two half-open periods, in which a
        holder counts when it was there at some moment.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network: organisations, an organisation's seat at an instance, a
        person for an organisation at an instance, a pair of actors tied at any level.
    by : str or mapping of actor to group, optional
        A column of the spells: sector, tier, instance... or the groups of actors themselves (of
        holders, where a spell is not that of one actor). One row per group. A holder that changed
        group left the one and arrived in the other. With ``by="level"`` a pair counts in each level
        at which it has a tie, at that very level and not above.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; from_date and until_date, the two
        instants compared, or the start of the first period and the end of the second; before,
        after, kept, arrived, left (counts); retention = kept / before (0 to 1); turnover, Diamond's
        relative turnover = (arrived + left) / (before + after) (0: nobody moved, 1: nobody stayed),
        1 minus the Sørensen index; jaccard = kept / (kept + arrived + left), 1 minus the turnover
        that codyn computes; unknown, the holders whose group is missing at one
        of the two, left out of every row. nan where nobody was there to divide by.

    Raises
    ------
    OutsideObservation
        If a network's data do not cover one of the dates or cover a single day, or its spells
        have no date at all.
    MissingAttribute
        If the spells have no column `by`, or it is empty.
    NotComparable
        If `net` is neither, a spell ends before it starts, a start or an end is no date, or `after`
        comes before `before`.
    UnknownWord
        If `of` is none of the four.

    References
    ----------
    .. [1] Diamond, J. M. (1969). Avifaunal equilibria and species turnover rates on the Channel
       Islands of California. PNAS, 64(1), 57-63.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": ["a", "b", "c"],
    ...     "start": pd.to_datetime(["2020", "2020", "2022"]),
    ...     "end": pd.to_datetime([None, "2021", None])})
    >>> retention(spells, "2020-06", "2022-06")[["before", "after", "kept", "arrived", "left"]]
       before  after  kept  arrived  left
    0       2      2     1        1     1
    """
    is_frame = isinstance(net, pd.DataFrame)
    spells = checked_spells(net, by=by) if is_frame else None
    observed = None if is_frame else observed_part(require_network(net).observed)
    moments = [_moment(when, observed) for when in (before, after)]
    first, second = (moment.start for moment in moments)
    if second < first:
        raise NotComparable("error_dates_order", given=f"{first.date()}, {second.date()}")
    if spells is None:
        found = moves(require_network(net), of, by, None, moments)
    else:
        found = moves_of(spells, column_of(by), moments)
    return _compared(found, [first], [moments[1].end])


def turnover_over_time(
    net: NetworkLike | pd.DataFrame,
    *,
    of: SpellsOf = "actors",
    every: str = "YE",
    by: By = None,
    observed: PeriodLike | None = None,
) -> pd.DataFrame:
    """Compare who was there at regular dates, each with the one before (network or sector grain).

    Parameters
    ----------
    net : Network or DataFrame of spells
        The network, or spells (holder, start, end and the column `by`) as ``net.spells`` gives.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network.
    every : str
        A pandas frequency, that of ``net.waves``: ``"YE"`` year ends, ``"QE"`` quarter ends,
        ``"MS"`` month starts.
    by : str or mapping of actor to group, optional
        A column of the spells: sector, tier, instance, level... or groups, as in `retention`. One
        row per period and group.
    observed : Period or (start, end), optional
        The half-open observation; by default that of the network. Spells need it.

    Returns
    -------
    DataFrame
        One row per period (and group): the column `by`, from_date and until_date, the two instants
        compared, then the columns of `retention`. A group is there in every period; its shares
        are nan where it had nobody.

    Raises
    ------
    NotComparable
        If the observation holds fewer than two of these dates, `net` is neither, a spell ends
        before it starts, or a start or an end is no date.
    OutsideObservation
        If the network does not cover `observed`, or there are no dates.
    MissingAttribute
        If the spells have no column `by`, or it is empty.
    UnknownWord
        If `every` is no frequency, or `of` is none of the four.

    References
    ----------
    .. [1] Diamond, J. M. (1969). Avifaunal equilibria and species turnover rates on the Channel
       Islands of California. PNAS, 64(1), 57-63.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": ["a", "b", "c"],
    ...     "start": pd.to_datetime(["2020", "2020", "2022"]),
    ...     "end": pd.to_datetime([None, "2021", None])})
    >>> table = turnover_over_time(spells, observed=("2020", "2022"))
    >>> table[["from_date", "until_date", "kept", "arrived", "left"]]
       from_date until_date  kept  arrived  left
    0 2020-12-31 2021-12-31     1        0     1
    1 2021-12-31 2022-12-31     1        1     0
    """
    if isinstance(net, pd.DataFrame):
        spells, period = dated_spells(net, of, observed, by)
        dates = waves_in(period, every)
        found = moves_of(spells, column_of(by), _instants(dates))
    else:
        period = observed_part(require_network(net).observed, observed)
        dates = waves_in(period, every)
        found = moves(net, of, by, period, _instants(dates))
    return _compared(found, dates[:-1], dates[1:])


def _instants(dates: Sequence[pd.Timestamp] | pd.DatetimeIndex) -> list[Moment]:
    return [Moment(date, date) for date in dates]


def _moment(when: PeriodLike, observed: Period | None) -> Moment:
    """Return an instant or a period, which a network must have observed."""
    if not isinstance(when, (tuple, list, Period)):
        instant = as_instant(when)
        if observed is not None:
            observed_instant(instant, observed)
        return Moment(instant, instant)
    period = as_period(when)
    if observed is not None:
        observed_part(observed, period)
    return Moment(period.start, period.end, period)


def _compared(
    found: Moves, first: Sequence[pd.Timestamp] | pd.DatetimeIndex, last: Any
) -> pd.DataFrame:
    """Return one row per step and group, or per step in all."""
    k, steps = len(found.groups), len(found.unknown)
    kept, arrived, left = (counts.ravel() for counts in (found.kept, found.arrived, found.left))
    table = pd.DataFrame(
        {
            "from_date": [date for date in first for _ in range(k)],
            "until_date": [date for date in last for _ in range(k)],
            "before": kept + left,
            "after": kept + arrived,
            "kept": kept,
            "arrived": arrived,
            "left": left,
        }
    )
    there = table["before"] + table["after"]
    moved = table["arrived"] + table["left"]
    for share, part, whole in (
        ("retention", table["kept"], table["before"]),
        ("turnover", moved, there),
        ("jaccard", table["kept"], table["kept"] + moved),
    ):
        table[share] = ratio(part, whole)
    table["unknown"] = np.repeat(found.unknown, k)
    if found.by is not None:
        table.insert(0, found.by, found.groups.take(np.tile(np.arange(k), steps)))
    return table
