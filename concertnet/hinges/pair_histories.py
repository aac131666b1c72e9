"""The histories of pairs of actors: which level of tie each had, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.actor_lives import ActorLives
from concertnet.hinges.arrays import Codes, Counts, Instants, expanded, positions
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.spells import Unbroken, inside, unbroken
from concertnet.tables.cells.intervals import AFTER, bounds

__all__ = ["PairHistories", "pair_histories", "pairs_within"]


@dataclass(frozen=True, eq=False)
class PairHistories:
    """Rows of ties cut to the lives of their actors, by pair of actors (undirected).

    Attributes
    ----------
    one, other : ndarray of int32, shape (pairs,)
        The two actors of each pair that ever had a tie.
    pair : ndarray of int64, shape (rows,)
        Pair of each row, rows being ordered by rank.
    rank : ndarray of int8, shape (rows,)
        Level of each row, 0 for the loosest.
    start, end : ndarray of int64, shape (rows,)
        When the row holds.
    """

    one: Codes
    other: Codes
    pair: Counts
    rank: npt.NDArray[np.int8]
    start: Instants
    end: Instants

    def rank_at(self, when: int) -> npt.NDArray[np.int8]:
        """Return the highest level of each pair at an instant, -1 without a tie."""
        rank = np.full(len(self.one), -1, dtype=np.int8)
        rows = (self.start <= when) & (when < self.end)
        # rows are ordered by rank, and of repeated positions the last value stays
        rank[self.pair[rows]] = self.rank[rows]
        return rank

    def since(self, when: int) -> Instants:
        """Return when the tie of each pair began, at any level and unbroken up to an instant.

        `BEFORE` where that is unknown, `AFTER` without a tie.
        """
        began = np.full(len(self.one), AFTER, dtype=np.int64)
        rows = (self.runs.start <= when) & (when < self.runs.end)
        began[self.runs.code[rows]] = self.runs.start[rows]
        return began

    @cached_property
    def runs(self) -> Unbroken:
        """The unbroken spells of each pair, whatever the level."""
        return unbroken(self.pair, self.start, self.end)


def pair_histories(net: NetworkLike, lives: ActorLives, *, lowest: int = 0) -> PairHistories:
    """Return the ties of a network over time; relations set aside are not among them.

    `lowest` is the rank under which ties are left out.
    """
    ties = net.ties
    order = {level: rank for rank, level in enumerate(net.scale.levels)}
    code, found = pd.factorize(ties["level"])  # a few levels, each looked up once
    rank = np.array([order[level] for level in found], dtype=np.int8)[code]
    by_rank = np.argsort(rank, kind="stable")[np.count_nonzero(rank < lowest) :]
    ties = ties[["source", "target", "start", "end"]].iloc[by_rank]
    ends = [positions(ties[column], lives.actors) for column in ("source", "target")]
    low, high = np.minimum(*ends).astype(np.int64), np.maximum(*ends)
    pair, pairs = pd.factorize(low * max(len(lives.actors), 1) + high)
    start, end = bounds(ties)
    row = np.arange(len(ties))
    whole = lives.whole()
    for holder in ends:
        kept, start, end = inside(holder[row], start, end, whole)
        row = row[kept]
    one, other = np.divmod(pairs, max(len(lives.actors), 1))
    return PairHistories(
        one.astype(np.int32),
        other.astype(np.int32),
        pair[row],
        rank[by_rank][row],
        start,
        end,
    )


def pairs_within(
    whole: Counts, member: Counts, start: Instants, end: Instants
) -> tuple[Counts, Counts, Counts, Instants, Instants]:
    """Return the pairs of members of each whole (instance, agreement) and when both are in it.

    Parameters
    ----------
    whole, member : ndarray of int, shape (rows,)
        Codes, from 0.
    start, end : ndarray of int64, shape (rows,)
        When the member is in it.

    Returns
    -------
    tuple of five ndarray
        The whole, the lower and the higher member, start and end; a row per overlap. There are as
        many as pairs that are together: not one for actors who never are.
    """
    order = np.argsort(whole, kind="stable")
    sizes = np.bincount(whole)
    last = np.cumsum(sizes)[whole[order]]
    place = np.arange(len(order))
    one, other = expanded(last - place - 1, place + 1)
    one, other = order[one], order[other]
    first, until = np.maximum(start[one], start[other]), np.minimum(end[one], end[other])
    kept = (first < until) & (member[one] != member[other])
    one, other, first, until = one[kept], other[kept], first[kept], until[kept]
    low, high = np.minimum(member[one], member[other]), np.maximum(member[one], member[other])
    return whole[one], low, high, first, until
