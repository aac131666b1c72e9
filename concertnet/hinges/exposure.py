"""Exposure: the stretches of time during which holders are seen in their spells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Instants, Integers
from concertnet.hinges.spells import Unbroken, unbroken
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import bounds, microseconds

__all__ = ["DAYS_PER_YEAR", "Exposure", "exposure"]

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, eq=False)
class Exposure:
    """The stretches of time during which holders are seen in their spells, as arrays.

    Attributes
    ----------
    groups : pandas.Index
        The groups, sorted; a single one without a grouping.
    code : ndarray of int
        Position in `groups` of each stretch.
    spell : ndarray of int
        Which unbroken spell each stretch is a part of.
    begins : ndarray of int64
        When the unbroken spell began, be it before the observation, in microseconds; `BEFORE` where
        that is unknown.
    start, end : ndarray of int64
        The stretch, inside the observation.
    ended : ndarray of bool
        Whether the spell was seen to end there. A spell in force at the end of the observation, or
        that goes on in another group, was not.
    unknown : int
        Spells seen while their group was missing, that stretch left out.
    """

    groups: pd.Index
    code: Integers
    spell: Integers
    begins: Instants
    start: Instants
    end: Instants
    ended: npt.NDArray[np.bool_]
    unknown: int


def exposure(
    spells: pd.DataFrame,
    observed: Period,
    *,
    holder: Sequence[str] = ("holder",),
    by: str | None = None,
) -> Exposure:
    """Return when each holder was seen in its spells, and which of these were seen to end.

    Parameters
    ----------
    spells : DataFrame
        The columns of `holder`, start, end and `by`.
    observed : Period
        What the data cover.
    holder : sequence of str
        The columns that together say whose spell a row is.
    by : str, optional
        A column to group by. A holder that changes group leaves one and enters the other without
        its spell coming to an end.
    """
    start, end = bounds(spells)
    if len(holder) == 1:
        who = pd.factorize(spells[holder[0]], use_na_sentinel=False)[0]
    else:
        who = spells.groupby(list(holder), sort=False, dropna=False).ngroup().to_numpy()
    runs = unbroken(who, start, end)
    first, last = microseconds(observed.start), microseconds(observed.end)
    if by is None:
        groups, code, unknown = pd.Index([""]), np.zeros(len(runs.code), dtype=np.int64), 0
        piece, spell = runs, np.arange(len(runs.code))
    else:
        group, groups = pd.factorize(spells[by], sort=True)
        known, k = group >= 0, max(len(groups), 1)
        piece = unbroken(who[known] * k + group[known], start[known], end[known])
        code, spell = piece.code % k, _run_of(piece._replace(code=piece.code // k), runs)
        rest = unbroken(who[~known], start[~known], end[~known])
        seen = np.maximum(rest.start, first) < np.minimum(rest.end, last)
        unknown = len(np.unique(_run_of(rest, runs)[seen]))
    begins, stops = np.maximum(piece.start, first), np.minimum(piece.end, last)
    kept = begins < stops
    spell = spell[kept]
    return Exposure(
        groups=pd.Index(groups),
        code=code[kept],
        spell=spell,
        begins=runs.start[spell],
        start=begins[kept],
        end=stops[kept],
        ended=(piece.end[kept] == runs.end[spell]) & (piece.end[kept] < last),
        unknown=unknown,
    )


def _run_of(piece: Unbroken, runs: Unbroken) -> Integers:
    """Return the run, sorted by code and start, that holds each piece."""
    days = np.unique(runs.start)
    place = np.searchsorted(days, runs.start)
    keys = runs.code * len(days) + place
    asked = piece.code * len(days) + np.searchsorted(days, piece.start, "right") - 1
    return np.searchsorted(keys, asked, "right") - 1
