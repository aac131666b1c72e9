"""Pairs of actors over time, as arrays: the hinge of transitions, persistence and conversion.

Instants are microseconds, as `concertnet.tables.cells.intervals.bounds` gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import attribute, group_labels
from concertnet.hinges.spells import Unbroken, expanded, inside, positions, unbroken
from concertnet.tables.cells.intervals import AFTER, bounds, microseconds

__all__ = [
    "UNKNOWN",
    "Lives",
    "Snapshot",
    "TieSpells",
    "group_columns",
    "group_pairs",
    "lives_by_sector",
    "lives_of",
    "pairs_of_groups",
    "pairs_within",
    "possible_pairs",
    "snapshots",
    "tie_spells",
]

Codes = npt.NDArray[np.int32]
Instants = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]
UNKNOWN = -1


@dataclass(frozen=True, eq=False)
class Lives:
    """When each actor was in the network, and in which group.

    Attributes
    ----------
    actors : pandas.Index
        The actors, each once, in the order of their table.
    who : ndarray of int32, shape (rows,)
        Actor of each row of the table; an actor that changed group has several.
    start, end : ndarray of int64, shape (rows,)
        When the row holds.
    code : ndarray of int32, shape (rows,)
        Its group, -1 where unknown.
    groups : tuple
        The groups in their order; one nameless group when none was asked for.
    """

    actors: pd.Index
    who: Codes
    start: Instants
    end: Instants
    code: Codes
    groups: tuple[Any, ...]

    def there(self, when: int) -> npt.NDArray[np.bool_]:
        """Say which actors are in the network at an instant."""
        present = np.zeros(len(self.actors), dtype=bool)
        present[self.who[(self.start <= when) & (when < self.end)]] = True
        return present

    def group_at(self, *instants: int) -> Codes:
        """Return each actor's group at the first of the instants when it was in the network.

        -1 where the group is unknown, or the actor was there at none of them.
        """
        code = np.full(len(self.actors), UNKNOWN, dtype=np.int32)
        for when in reversed(instants):
            rows = (self.start <= when) & (when < self.end)
            code[self.who[rows]] = self.code[rows]
        return code

    def latest_group(self) -> Codes:
        """Return each actor's last group, -1 where unknown."""
        code = np.full(len(self.actors), UNKNOWN, dtype=np.int32)
        in_order = np.argsort(self.start, kind="stable")
        code[self.who[in_order]] = self.code[in_order]
        return code

    def whole(self) -> Unbroken:
        """Return the unbroken lives, whatever the group."""
        return unbroken(self.who.astype(np.int64), self.start, self.end)

    def sizes(self, present: npt.NDArray[np.bool_], code: Codes) -> Counts:
        """Return the number of actors of each group among those present."""
        return np.bincount(code[present & (code >= 0)], minlength=len(self.groups))


def lives_of(net: NetworkLike, by: By = None) -> Lives:
    """Return the lives of a network's actors, and their groups where these are asked for.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column, or it is empty, or the mapping names no actor.
    """
    actors = net.actors
    if by is None:
        return _lives(actors, np.zeros(len(actors), dtype=np.int32), (None,))
    if isinstance(by, str):
        return _lives(actors, *_codes(attribute(actors, by, sector_too=True)))
    labels = group_labels(by, actors["actor"].tolist())
    return _lives(actors, *_codes(pd.Series(labels, dtype=object)))


def lives_by_sector(net: NetworkLike) -> Lives:
    """Return the lives of a network's actors and their sectors, be they all unknown."""
    return _lives(net.actors, *_codes(attribute(net.actors, "sector")))


def _codes(labels: pd.Series) -> tuple[Codes, tuple[Any, ...]]:
    graph = GroupedGraph.from_edges([], [], groups=labels.reset_index(drop=True))
    return graph.codes, graph.groups


def _lives(actors: pd.DataFrame, code: Codes, groups: tuple[Any, ...]) -> Lives:
    who, ids = pd.factorize(actors["actor"])
    return Lives(pd.Index(ids), who.astype(np.int32), *bounds(actors), code, groups)


@dataclass(frozen=True, eq=False)
class TieSpells:
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


class Snapshot(NamedTuple):
    """A wave: its date, as an instant too, the actors there and the level of each pair."""

    date: pd.Timestamp
    when: int
    there: npt.NDArray[np.bool_]
    rank: npt.NDArray[np.int8]


def snapshots(
    lives: Lives, ties: TieSpells, waves: Sequence[pd.Timestamp]
) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Return each wave with the next, made once and only when it is its turn."""

    def taken(wave: pd.Timestamp) -> Snapshot:
        when = microseconds(wave)
        return Snapshot(wave, when, lives.there(when), ties.rank_at(when))

    return pairwise(map(taken, waves))


def tie_spells(net: NetworkLike, lives: Lives, *, lowest: int = 0) -> TieSpells:
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
    return TieSpells(
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


def pairs_of_groups(one: Codes, other: Codes, k: int) -> Counts:
    """Return the place of a pair of groups in a k x k table, the lower group first."""
    return np.minimum(one, other).astype(np.int64) * k + np.maximum(one, other)


def possible_pairs(sizes: Counts) -> Counts:
    """Return the pairs of actors by pair of groups, flat, the lower group first."""
    pairs = np.triu(np.outer(sizes, sizes), 1)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // 2)
    return pairs.ravel()


def group_pairs(k: int) -> Counts:
    """Return the places of the pairs of groups in a flat k x k table."""
    rows, columns = np.triu_indices(k)
    return rows * k + columns


def group_columns(groups: tuple[Any, ...], *, repeated: int = 1) -> dict[str, npt.NDArray[Any]]:
    """Return the columns that name the pairs of groups; none when no grouping was asked for."""
    if groups == (None,):
        return {}
    names = np.empty(len(groups), dtype=object)
    names[:] = groups
    rows, columns = np.triu_indices(len(groups))
    return {
        "group": np.repeat(names[rows], repeated),
        "other_group": np.repeat(names[columns], repeated),
    }
