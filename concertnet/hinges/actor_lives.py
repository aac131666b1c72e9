"""The lives of actors: when each was in the network, and in which group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Codes, Counts, Instants, Integers, Mask, matches
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import UNKNOWN_GROUP, attribute, group_labels
from concertnet.hinges.spells import Unbroken, unbroken
from concertnet.tables.cells.intervals import bounds

__all__ = ["ActorLives", "actor_lives", "actor_lives_by_sector", "lives_in_groups"]


@dataclass(frozen=True, eq=False)
class ActorLives:
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

    def there(self, when: int) -> Mask:
        """Say which actors are in the network at an instant."""
        present = np.zeros(len(self.actors), dtype=bool)
        present[self.who[(self.start <= when) & (when < self.end)]] = True
        return present

    def group_at(self, *instants: int) -> Codes:
        """Return each actor's group at the first of the instants when it was in the network.

        -1 where the group is unknown, or the actor was there at none of them.
        """
        code = np.full(len(self.actors), UNKNOWN_GROUP, dtype=np.int32)
        for when in reversed(instants):
            rows = (self.start <= when) & (when < self.end)
            code[self.who[rows]] = self.code[rows]
        return code

    def groups_on(self, who: Integers, when: Instants) -> Codes:
        """Return the group of actors at instants, one each; out of their lives, the latest one."""
        latest = self.latest_group()
        if len(self.who) == len(self.actors):  # nobody changed group
            return latest[who]
        found = latest[who]
        row, asked = matches(self.who, who)
        there = (self.start[row] <= when[asked]) & (when[asked] < self.end[row])
        found[asked[there]] = self.code[row[there]]
        return found

    def latest_group(self) -> Codes:
        """Return each actor's last group, -1 where unknown."""
        code = np.full(len(self.actors), UNKNOWN_GROUP, dtype=np.int32)
        by_start = np.argsort(self.start, kind="stable")
        code[self.who[by_start]] = self.code[by_start]
        return code

    def whole(self) -> Unbroken:
        """Return the unbroken lives, whatever the group."""
        return unbroken(self.who.astype(np.int64), self.start, self.end)

    def sizes(self, present: Mask, code: Codes) -> Counts:
        """Return the number of actors of each group among those present."""
        return np.bincount(code[present & (code >= 0)], minlength=len(self.groups))


def actor_lives(net: NetworkLike, by: By = None) -> ActorLives:
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


def actor_lives_by_sector(net: NetworkLike) -> ActorLives:
    """Return the lives of a network's actors and their sectors, be they all unknown."""
    return _lives(net.actors, *_codes(attribute(net.actors, "sector")))


def lives_in_groups(net: NetworkLike, by: By) -> ActorLives:
    """Return the lives of a network's actors in groups, by sector where nothing is asked.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column, or it is empty, or the mapping names no actor.
        Sectors may all be unknown.
    """
    if by is None or (isinstance(by, str) and by == "sector"):
        return actor_lives_by_sector(net)
    return actor_lives(net, by)


def _codes(labels: pd.Series) -> tuple[Codes, tuple[Any, ...]]:
    graph = GroupedGraph.from_edges([], [], groups=labels.reset_index(drop=True))
    return graph.codes, graph.groups


def _lives(actors: pd.DataFrame, code: Codes, groups: tuple[Any, ...]) -> ActorLives:
    who, ids = pd.factorize(actors["actor"])
    return ActorLives(pd.Index(ids), who.astype(np.int32), *bounds(actors), code, groups)
