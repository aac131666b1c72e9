"""Key players: the actors without whom the network falls apart the most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import csr_rows
from concertnet.hinges.connected_parts import share_apart
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import require_undirected, whole_number
from concertnet.records import Record

__all__ = ["KeyPlayers", "key_players"]

# What trying every set may cost, about half a second: a walk costs its actors and ties, and as
# much as a thousand of them to start.
EXHAUSTIVE_STEPS = 50_000_000
WALK_STARTS = 1_000
# Actors from which the search of a set starts, the most tied first: fewer where a walk is long.
SEARCH_STARTS = 20
SEARCH_STEPS = 5_000_000


@dataclass(frozen=True, eq=False, repr=False)
class KeyPlayers(Record):
    """The actors whose removal together leaves the most pairs apart.

    Attributes
    ----------
    actors : DataFrame
        One row per key player: rank, actor, group (missing where unknown), fragmentation once it
        and those above it are removed, gain (what it adds, which can be negative).
    fragmentation : float
        Share of the pairs of actors that cannot reach each other before any removal, 0 to 1; nan
        with fewer than two actors.
    fragmentation_after : float
        The same among the actors left; nan when fewer than two are left.
    exhaustive : bool
        Whether every set was tried: the best there is. Otherwise no exchange of one key player
        for another actor does better, and a better set may exist.
    """

    actors: pd.DataFrame
    fragmentation: float
    fragmentation_after: float
    exhaustive: bool


def key_players(graph: GraphLike, *, size: int = 1, by: By = None) -> KeyPlayers:
    """Find the set of actors whose removal fragments the network the most (network grain).

    Fragmentation is the share of pairs that cannot reach each other. Every set is tried where
    there are few; otherwise actors are taken one by one, then exchanged as long as it helps, from
    several starts.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    size : int
        Number of actors to remove.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    KeyPlayers
        The actors, the fragmentation before and after (0: all reach each other, 1: none does; nan
        with fewer than two actors), and whether every set was tried. If so, of equal sets it is
        that of the actors with the most ties, then the first in the graph's order; otherwise the
        first that the search finds.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, is directed, or has fewer actors than `size`, or if `size` is
        not a whole number of 1 or more.

    References
    ----------
    .. [1] Borgatti, S. P. (2006). Identifying sets of key players in a social network.
       Computational and Mathematical Organization Theory, 12(1), 21-34.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.krackhardt_kite_graph()
    >>> nx.set_node_attributes(G, "all", "sector")
    >>> found = key_players(G)
    >>> found.actors["actor"].tolist(), round(found.fragmentation_after, 3)
    ([7], 0.389)
    """
    graph = grouped(graph, by=by, required=False)
    require_undirected(graph, "key_players")
    size = whole_number(size, name="size", least=1)
    if size > graph.n:
        raise NotComparable("error_too_few_actors", size=size, n=graph.n)
    return _key_players(graph, size)


def _key_players(
    graph: GroupedGraph, size: int, *, exhaustive_steps: int = EXHAUSTIVE_STEPS
) -> KeyPlayers:
    search = _Search(graph)
    walk = graph.n + graph.m + WALK_STARTS
    starts = min(SEARCH_STARTS, SEARCH_STEPS // walk)
    exhaustive = math.comb(graph.n, size - 1) * walk <= exhaustive_steps
    chosen = search.best(size) if exhaustive else search.found(size, starts)
    joined, order = search.in_turn(chosen)
    apart = [share_apart(pairs, graph.n - k) for k, pairs in enumerate(joined)]
    actors = pd.DataFrame(
        {
            "rank": np.arange(1, size + 1),
            "actor": graph.actors[order],
            "group": named(graph.groups, graph.codes[order]),
            "fragmentation": apart[1:],
            "gain": np.diff(apart),
        }
    )
    return KeyPlayers(actors, apart[0], apart[-1], exhaustive)


class _Search:
    """The search of a set among the actors of a graph."""

    def __init__(self, graph: GroupedGraph) -> None:
        from concertnet.kernels.paths_fragmentation import without_each

        self.walk = without_each
        self.rows = csr_rows(graph.adjacency())
        self.weight = np.ones(graph.n, dtype=np.int64)
        # the most tied first: an argmin then settles equal sets
        self.order = np.argsort(-graph.degrees(), kind="stable")

    def last(self, removed: Sequence[int], among: npt.ArrayLike | None = None) -> tuple[int, int]:
        """Return the pairs joined once `removed` and the best of the others go, and that one."""
        gone = np.zeros(len(self.weight), dtype=bool)
        gone[list(removed)] = True
        _, without, _, _ = self.walk(*self.rows, self.weight, gone)
        candidates = self.order if among is None else np.asarray(among)
        candidates = candidates[~gone[candidates]]
        actor = candidates[np.argmin(without[candidates])]
        return int(without[actor]), int(actor)

    def best(self, size: int) -> list[int]:
        """Return the best set of all."""
        tried = (
            (*self.last(others), others) for others in combinations(self.order.tolist(), size - 1)
        )
        _, actor, others = min(tried, key=lambda found: found[0])
        return [*others, actor]

    def found(self, size: int, starts: int) -> list[int]:
        """Return the best of the sets grown from nobody and from each of the most tied actors."""
        firsts: list[list[int]] = [[], *([actor] for actor in self.order[:starts].tolist())]
        sets = [self.exchanged(self.grown(first, size)) for first in firsts]
        return min(sets, key=lambda pairs_and_set: pairs_and_set[0])[1]

    def grown(self, chosen: list[int], size: int) -> list[int]:
        """Return a set made larger by the best actor each time."""
        while len(chosen) < size:
            chosen = [*chosen, self.last(chosen)[1]]
        return chosen

    def exchanged(self, chosen: list[int]) -> tuple[int, list[int]]:
        """Return a set that no exchange of one actor improves, after the pairs it leaves joined."""
        least = self.last(chosen[:-1], among=chosen[-1:])[0]
        unchanged = 0
        while unchanged < len(chosen):
            others = chosen[1:]
            joined, actor = self.last(others)
            if joined < least:
                least, unchanged, chosen = joined, 0, [*others, actor]
            else:
                unchanged, chosen = unchanged + 1, [*others, chosen[0]]
        return least, chosen

    def in_turn(self, chosen: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return the pairs joined before and after each removal, and the chosen, best first."""
        nobody = np.zeros(len(self.weight), dtype=bool)
        joined, order = [int(self.walk(*self.rows, self.weight, nobody)[0])], []
        members = set(chosen)
        left = [actor for actor in self.order.tolist() if actor in members]
        while left:
            pairs, actor = self.last(order, among=left)
            joined.append(pairs)
            order.append(actor)
            left.remove(actor)
        return joined, order
