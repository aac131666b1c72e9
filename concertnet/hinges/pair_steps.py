"""Pairs of actors from one wave to the next: the level of each at both, and who was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.actor_lives import ActorLives, actor_lives
from concertnet.hinges.arrays import Codes, Counts, Instants, Mask
from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.pair_histories import PairHistories, pair_histories
from concertnet.tables.cells.intervals import microseconds

__all__ = ["PairStep", "PairSteps", "pair_steps"]


class PairStep(NamedTuple):
    """The pairs tied at one of two waves; those that are alike may stand in one row.

    Attributes
    ----------
    date, next_date : Timestamp
        The two waves.
    one, other : ndarray of int, shape (rows,)
        The groups of the two actors, at the wave, or at the next for an actor that arrived.
    rank, next_rank : ndarray of int, shape (rows,)
        The strongest level at each wave, -1 without a tie.
    together, still : ndarray of bool, shape (rows,)
        Whether both actors are in the network at the wave, and at the next.
    began : ndarray of int64, shape (rows,)
        When the tie of the wave began, at any level and unbroken: `BEFORE` where that is unknown,
        `AFTER` without a tie. Empty unless it was asked for.
    unbroken : ndarray of bool, shape (rows,)
        Whether the tie of the next wave was there without a break since the wave. Likewise.
    pairs : ndarray of int64, shape (rows,)
        How many pairs the row stands for.
    sizes : tuple of three ndarray of int64, shape (groups,)
        Actors by group: there at both waves, at the wave, at the next.
    unknown : int
        Pairs left out: the group of an actor is unknown.
    """

    date: pd.Timestamp
    next_date: pd.Timestamp
    one: Codes
    other: Codes
    rank: npt.NDArray[Any]
    next_rank: npt.NDArray[Any]
    together: Mask
    still: Mask
    began: Instants
    unbroken: Mask
    pairs: Counts
    sizes: tuple[Counts, Counts, Counts]
    unknown: int


class PairSteps(NamedTuple):
    """The groups, one nameless group when none was asked for, and each step in its turn."""

    groups: tuple[Any, ...]
    steps: Iterator[PairStep]


@hinge
def pair_steps(
    net: NetworkLike, waves: Sequence[pd.Timestamp], by: By, *, ages: bool = False
) -> PairSteps:
    """Return what the tie of each pair of actors becomes from each wave to the next.

    Parameters
    ----------
    net : Network
        The network; relations set aside are not among its ties.
    waves : sequence of Timestamp
        The instants compared.
    by : str or mapping of actor to group, optional
        The groups of actors.
    ages : bool
        Whether the beginnings of ties are asked for.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column, or it is empty, or the mapping names no actor.
    """
    lives = actor_lives(net, by)
    ties = pair_histories(net, lives)
    taken = (_snapshot(lives, ties, wave, ages) for wave in waves)
    return PairSteps(lives.groups, (_step(lives, ties, *two) for two in pairwise(taken)))


class _Snapshot(NamedTuple):
    """A wave: its date, as an instant too, the actors there, level and beginning of each pair."""

    date: pd.Timestamp
    when: int
    there: Mask
    rank: npt.NDArray[np.int8]
    began: Instants | None


def _snapshot(lives: ActorLives, ties: PairHistories, wave: pd.Timestamp, ages: bool) -> _Snapshot:
    when = microseconds(wave)
    began = ties.since(when) if ages else None
    return _Snapshot(wave, when, lives.there(when), ties.rank_at(when), began)


def _step(lives: ActorLives, ties: PairHistories, first: _Snapshot, second: _Snapshot) -> PairStep:
    code = lives.group_at(first.when, second.when)
    tied = np.flatnonzero((first.rank >= 0) | (second.rank >= 0))
    known = (code[ties.one[tied]] >= 0) & (code[ties.other[tied]] >= 0)
    tied = tied[known]
    one, other = ties.one[tied], ties.other[tied]
    both = first.there & second.there
    sizes = (
        lives.sizes(both, code),
        lives.sizes(first.there, code),
        lives.sizes(second.there, code),
    )
    began, unbroken = np.empty(0, dtype=np.int64), np.empty(0, dtype=bool)
    if first.began is not None and second.began is not None:
        began, unbroken = first.began[tied], second.began[tied] <= first.when
    return PairStep(
        date=first.date,
        next_date=second.date,
        one=code[one],
        other=code[other],
        rank=first.rank[tied],
        next_rank=second.rank[tied],
        together=first.there[one] & first.there[other],
        still=second.there[one] & second.there[other],
        began=began,
        unbroken=unbroken,
        pairs=np.ones(len(tied), dtype=np.int64),
        sizes=sizes,
        unknown=int((~known).sum()),
    )
