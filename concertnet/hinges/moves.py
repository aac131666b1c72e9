"""Moves: who stayed, who came and who went between moments, counted by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Positions
from concertnet.hinges.door import By, NetworkLike, SpellsOf, hinge
from concertnet.hinges.grouping import column_of
from concertnet.hinges.observed import dated_spells
from concertnet.hinges.spells import in_force, overlapping
from concertnet.tables.cells.dates import Period

__all__ = ["Moment", "Moves", "moves", "moves_of"]


class Moment(NamedTuple):
    """An instant, whose start and end are the same, or a period."""

    start: pd.Timestamp
    end: pd.Timestamp
    period: Period | None = None


class Moves(NamedTuple):
    """Holders counted by group from one moment to another, for each of several steps.

    Attributes
    ----------
    by : str or None
        What the groups are.
    groups : Index
        All the groups that spells are ever in, sorted; a single one without a grouping.
    kept, arrived, left : ndarray of int64, shape (steps, groups)
        Holders in the group at both moments, at the second only, at the first only.
    unknown : ndarray of int64, shape (steps,)
        Holders whose group is missing at one of the two: left out of every group.
    """

    by: str | None
    groups: pd.Index
    kept: npt.NDArray[np.int64]
    arrived: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]
    unknown: npt.NDArray[np.int64]


@hinge
def moves(
    net: NetworkLike, of: SpellsOf, by: By, observed: Period | None, moments: Sequence[Moment]
) -> Moves:
    """Return the moves of a network's spells from each moment to the next.

    Raises
    ------
    OutsideObservation
        If the network does not cover `observed`, or the table that spells come from has no date.
    MissingAttribute
        If spells have no column `by`, or it is empty.
    UnknownWord
        If `of` names no spells.
    """
    return moves_of(dated_spells(net, of, observed, by)[0], column_of(by), moments)


def moves_of(spells: pd.DataFrame, by: str | None, moments: Sequence[Moment]) -> Moves:
    """Return the moves of spells (holder, start, end and the column `by`)."""
    rows = [_present(spells, moment) for moment in moments]
    seen = np.logical_or.reduce(rows)
    cells = _cells(spells, by, seen)
    there = [cells.there(present[seen]) for present in rows]
    steps = range(len(moments) - 1)
    counts = np.array([_counts(cells, there[i], there[i + 1]) for i in steps], dtype=np.int64)
    counts = counts.reshape(len(steps), 3, len(cells.groups))
    unknown = [len(np.union1d(there[i].unknown, there[i + 1].unknown)) for i in steps]
    kept, arrived, left = np.moveaxis(counts, 1, 0)
    return Moves(by, cells.groups, kept, arrived, left, np.array(unknown, dtype=np.int64))


def _present(spells: pd.DataFrame, moment: Moment) -> npt.NDArray[np.bool_]:
    if moment.period is None:
        return in_force(spells, moment.start)
    return overlapping(spells, moment.period)


class _Cells(NamedTuple):
    """Each holder in each group that it was ever in, as a numbered cell.

    Attributes
    ----------
    groups : Index
        The groups, sorted.
    row : ndarray of int64
        The cell of each row of the spells, -1 where its group is missing.
    group, owner : ndarray of int64
        The group and the holder of each cell.
    holder : ndarray of int64
        The holder of each row of the spells.
    """

    groups: pd.Index
    row: Positions
    group: Positions
    owner: Positions
    holder: Positions

    def there(self, rows: npt.NDArray[np.bool_]) -> _There:
        """Return the cells that these rows of the spells fill, and the holders of no group."""
        filled = np.zeros(len(self.group), dtype=bool)
        filled[self.row[rows & (self.row >= 0)]] = True
        return _There(filled, np.unique(self.holder[rows & (self.row < 0)]))


class _There(NamedTuple):
    filled: npt.NDArray[np.bool_]
    unknown: Positions


def _cells(spells: pd.DataFrame, by: str | None, seen: npt.NDArray[np.bool_]) -> _Cells:
    """Return the cells of the rows seen, in all the groups that there are."""
    holder = pd.factorize(spells["holder"][seen], use_na_sentinel=False)[0]
    if by is None:
        size = int(holder.max(initial=-1)) + 1
        cells = np.arange(size)
        return _Cells(pd.Index([""]), holder, np.zeros(size, dtype=np.int64), cells, holder)
    code, groups = pd.factorize(spells[by], sort=True)
    code, k = code[seen], max(len(groups), 1)
    row = np.full(len(holder), -1)
    row[code >= 0], cells = pd.factorize((holder * k + code)[code >= 0])
    return _Cells(pd.Index(groups), row, cells % k, cells // k, holder)


def _counts(cells: _Cells, before: _There, after: _There) -> list[npt.NDArray[np.int64]]:
    """Return who was kept, arrived and left, by group."""
    # whose group is missing at one of the two neither came nor went: it is left out of both
    known = np.ones(int(cells.holder.max(initial=-1)) + 1, dtype=bool)
    known[before.unknown] = known[after.unknown] = False
    seen = known[cells.owner]
    one, other = before.filled & seen, after.filled & seen
    return [
        np.bincount(cells.group[which], minlength=len(cells.groups))
        for which in (one & other, other & ~one, one & ~other)
    ]
