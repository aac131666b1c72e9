"""Who stayed, who arrived, who left between two dates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike, SpellsOf
from concertnet.hinges.grouping import column_of
from concertnet.hinges.observed import (
    checked_spells,
    dated_spells,
    observed_instant,
    observed_over_time,
    observed_part,
    waves_in,
)
from concertnet.hinges.spells import in_force, overlapping
from concertnet.tables.cells.dates import Period, PeriodLike, as_instant, as_period

__all__ = ["retention", "turnover_over_time"]

_COUNTED = ("before", "after", "kept", "arrived", "left", "unknown")


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
    spells, observed = _spells(net, of, by)
    moments = [_moment(when) for when in (before, after)]
    first, second = (moment.start for moment in moments)
    if second < first:
        raise NotComparable("error_dates_order", given=f"{first.date()}, {second.date()}")
    there = [_present(spells, moment, observed) for moment in moments]
    seen = there[0] | there[1]
    cells = _cells(spells, column_of(by), seen)
    was, now = (cells.there(rows[seen]) for rows in there)
    return _compared(cells, [(first, moments[1].end, was, now)])


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
    spells, period = dated_spells(net, of, observed, by)
    dates = waves_in(period, every)
    cells = _cells(spells, column_of(by), np.ones(len(spells), dtype=bool))
    there = [cells.there(in_force(spells, date)) for date in dates]
    steps = zip(pairwise(dates), pairwise(there), strict=True)
    return _compared(cells, [(*when, *both) for when, both in steps])


def _spells(
    net: NetworkLike | pd.DataFrame, of: SpellsOf, by: By
) -> tuple[pd.DataFrame, Period | None]:
    """Return the spells, and what a network observed; spells alone are taken at their word."""
    if isinstance(net, pd.DataFrame):
        return checked_spells(net, by=by), None
    return dated_spells(net, of, None, by)


class _Moment(NamedTuple):
    """An instant, whose start and end are the same, or a period."""

    start: pd.Timestamp
    end: pd.Timestamp
    period: Period | None


def _moment(when: PeriodLike) -> _Moment:
    if not isinstance(when, (tuple, list, Period)):
        return _Moment(as_instant(when), as_instant(when), None)
    period = as_period(when)
    return _Moment(period.start, period.end, period)


def _present(
    spells: pd.DataFrame, moment: _Moment, observed: Period | None
) -> npt.NDArray[np.bool_]:
    if observed is not None:
        if moment.period is not None:
            observed_part(observed, moment.period)
        else:
            observed_instant(moment.start, observed_over_time(observed))
    if moment.period is None:
        return in_force(spells, moment.start)
    return overlapping(spells, moment.period)


class _Cells(NamedTuple):
    """Each holder in each group that it was ever in, as a numbered cell.

    Attributes
    ----------
    by : str or None
        What the groups are.
    groups : Index
        The groups, sorted.
    row : ndarray of int64
        The cell of each row of the spells, -1 where its group is missing.
    group, owner : ndarray of int64
        The group and the holder of each cell.
    holder : ndarray of int64
        The holder of each row of the spells.
    """

    by: str | None
    groups: pd.Index
    row: npt.NDArray[np.int64]
    group: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    holder: npt.NDArray[np.int64]

    def there(self, rows: npt.NDArray[np.bool_]) -> _There:
        """Return the cells that these rows of the spells fill, and the holders of no group."""
        filled = np.zeros(len(self.group), dtype=bool)
        filled[self.row[rows & (self.row >= 0)]] = True
        return _There(filled, np.unique(self.holder[rows & (self.row < 0)]))


class _There(NamedTuple):
    filled: npt.NDArray[np.bool_]
    unknown: npt.NDArray[np.int64]


def _cells(spells: pd.DataFrame, by: str | None, seen: npt.NDArray[np.bool_]) -> _Cells:
    """Return the cells of the rows seen, in all the groups that there are."""
    holder = pd.factorize(spells["holder"][seen], use_na_sentinel=False)[0]
    if by is None:
        size = int(holder.max(initial=-1)) + 1
        cells = np.arange(size)
        return _Cells(by, pd.Index([""]), holder, np.zeros(size, dtype=np.int64), cells, holder)
    code, groups = pd.factorize(spells[by], sort=True)
    code, k = code[seen], max(len(groups), 1)
    row = np.full(len(holder), -1)
    row[code >= 0], cells = pd.factorize((holder * k + code)[code >= 0])
    return _Cells(by, pd.Index(groups), row, cells % k, cells // k, holder)


def _compared(
    cells: _Cells, steps: Sequence[tuple[pd.Timestamp, pd.Timestamp, _There, _There]]
) -> pd.DataFrame:
    """Return one row per step and group, or per step in all."""
    counts = [_counts(cells, before, after) for _, _, before, after in steps]
    k = len(cells.groups)
    first, last = ([step[end] for step in steps for _ in range(k)] for end in (0, 1))
    table = pd.DataFrame({"from_date": first, "until_date": last})
    for column, values in zip(_COUNTED, np.concatenate(counts, axis=1), strict=True):
        table[column] = values
    there = table["before"] + table["after"]
    moved = table["arrived"] + table["left"]
    for share, part, whole in (
        ("retention", table["kept"], table["before"]),
        ("turnover", moved, there),
        ("jaccard", table["kept"], table["kept"] + moved),
    ):
        table[share] = ratio(part, whole)
    table["unknown"] = table.pop("unknown")
    if cells.by is not None:
        table.insert(0, cells.by, cells.groups.take(np.tile(np.arange(k), len(steps))))
    return table


def _counts(cells: _Cells, before: _There, after: _There) -> npt.NDArray[np.int64]:
    """Return the columns of `_COUNTED` for one step, shape (6, groups)."""
    k = len(cells.groups)
    unknown = np.union1d(before.unknown, after.unknown)
    # whose group is missing at one of the two neither came nor went: it is left out of both
    known = np.ones(int(cells.holder.max(initial=-1)) + 1, dtype=bool)
    known[unknown] = False
    seen = known[cells.owner]
    one, other = before.filled & seen, after.filled & seen
    kept, gone, come = one & other, one & ~other, other & ~one
    counted = [np.bincount(cells.group[which], minlength=k) for which in (kept, come, gone)]
    return np.array(
        [counted[0] + counted[2], counted[0] + counted[1], *counted, np.full(k, len(unknown))]
    )
