"""Durations: how long things were followed, from an entry to an exit, and whether they ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Counts, Instants, Integers
from concertnet.hinges.door import By, NetworkLike, SpellsOf, hinge
from concertnet.hinges.exposure import Exposure, exposure
from concertnet.hinges.grouping import column_of
from concertnet.hinges.observed import dated_spells
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import BEFORE

__all__ = [
    "Durations",
    "Followed",
    "SurvivalCounts",
    "durations",
    "followed_of",
    "survival_counts",
    "survival_of",
]


class Durations(NamedTuple):
    """How long things were followed, counted from their own beginning.

    Attributes
    ----------
    entry, exit : ndarray of int64, length n
        From when and until when each was followed, in any unit; entry < exit. Something that had
        lasted before it was first seen has an entry above zero.
    ended : ndarray of bool, length n
        Whether it ended at its exit; otherwise it was no longer followed.
    group : ndarray of int64, length n
        Its group, 0 to k - 1.
    """

    entry: Instants
    exit: Instants
    ended: npt.NDArray[np.bool_]
    group: Integers


class Followed(NamedTuple):
    """How many began and ceased to be followed at each age, by group: all that survival needs.

    Attributes
    ----------
    entry_group, entry, entered : ndarray of int64
        Group, age, and how many were followed from then on: one row per group and age, in order.
    exit_group, exit, gone, ended : ndarray of int64
        Group, age, how many were followed until then, and how many of them ended: likewise.
    """

    entry_group: Integers
    entry: Instants
    entered: Counts
    exit_group: Integers
    exit: Instants
    gone: Counts
    ended: Counts


def followed_of(durations: Durations) -> Followed:
    """Count durations by group and age."""
    entry_group, entry, entries = _by_age(durations.group, durations.entry)
    exit_group, exits, leavings = _by_age(durations.group, durations.exit)
    size = len(exits)
    return Followed(
        entry_group,
        entry,
        np.bincount(entries, minlength=len(entry)),
        exit_group,
        exits,
        np.bincount(leavings, minlength=size),
        np.bincount(leavings[durations.ended], minlength=size),
    )


def _by_age(group: Integers, age: Instants) -> tuple[Integers, Instants, Integers]:
    """Return the distinct groups and ages, in order, and which of them each row has."""
    # days repeat: numbering the distinct ones is faster than sorting them all
    place, ages = pd.factorize(age, sort=True)
    width = max(len(ages), 1)
    cell, cells = pd.factorize(group * width + place, sort=True)
    return cells // width, np.asarray(ages)[cells % width], cell


@dataclass(frozen=True, eq=False)
class SurvivalCounts:
    """The spells of a network that were followed, counted by group and age.

    Attributes
    ----------
    groups : Index
        The groups, sorted; a single one without a grouping.
    followed : Followed
        The stretches of time during which spells of known start were followed, in microseconds.
    spells, undated : ndarray of int64, shape (groups,)
        Spells followed, each once in a group; those left out because their start is unknown.
    n, ended, unknown_start : int
        Spells followed, those seen to end, those of unknown start: each once, whatever its groups.
    unknown : int
        Spells seen while their group was missing.
    """

    groups: pd.Index
    followed: Followed
    spells: Counts
    undated: Counts
    n: int
    ended: int
    unknown_start: int
    unknown: int


@hinge
def survival_counts(net: NetworkLike, of: SpellsOf, by: By, observed: Period) -> SurvivalCounts:
    """Return the counts of a network's spells over a period that it observed.

    Raises
    ------
    OutsideObservation
        If the table that spells come from has no date.
    MissingAttribute
        If spells have no column `by`, or it is empty.
    UnknownWord
        If `of` names no spells.
    """
    spells, period = dated_spells(net, of, observed, by)
    return survival_of(exposure(spells, period, by=column_of(by)))


def survival_of(seen: Exposure) -> SurvivalCounts:
    """Return the counts of stretches of time seen."""
    k = len(seen.groups)
    known = seen.begins != BEFORE
    size = int(seen.spell.max(initial=-1)) + 1
    # a spell that left a group and came back to it is one
    spells, undated = (
        np.bincount(np.unique(seen.code[rows] * size + seen.spell[rows]) // max(size, 1), None, k)
        for rows in (known, ~known)
    )
    n, ended, unknown_start = (
        len(np.unique(seen.spell[rows])) for rows in (known, known & seen.ended, ~known)
    )
    return SurvivalCounts(
        groups=seen.groups,
        followed=followed_of(durations(seen)),
        spells=spells,
        undated=undated,
        n=n,
        ended=ended,
        unknown_start=unknown_start,
        unknown=seen.unknown,
    )


def durations(seen: Exposure) -> Durations:
    """Return how long spells of known start were followed, from their own beginning."""
    known = seen.begins != BEFORE
    begins = seen.begins[known]
    return Durations(
        seen.start[known] - begins, seen.end[known] - begins, seen.ended[known], seen.code[known]
    )
