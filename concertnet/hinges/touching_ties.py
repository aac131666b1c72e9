"""Ties by groups, and pairs of ties by how they touch: what exact moments of shuffles need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concertnet.hinges.door import By, GraphLike, grouped, hinge
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import Mixing, mixing

__all__ = ["TiePairs", "TouchingTies", "pairs_undirected", "touching_ties"]


@dataclass(frozen=True)
class TiePairs:
    """Ordered pairs of ties, by how they touch; `ties` pairs of a tie with itself."""

    ties: int
    returned: int  # a->b and b->a
    source: int  # a->b and a->c; undirected, any two ties with an actor in common
    target: int  # a->c and b->c
    chain: int  # a->b and b->c, in either order
    disjoint: int

    @property
    def touching(self) -> int:
        """Pairs with one actor in common."""
        return self.source + self.target + self.chain


@dataclass(frozen=True, eq=False)
class TouchingTies:
    """The mixing matrix, and the pairs of its ties, those between actors of known group."""

    mixing: Mixing
    pairs: TiePairs


@hinge
def touching_ties(graph: GraphLike, by: By) -> TouchingTies:
    """Return the ties of a graph by groups, and their pairs by how they touch."""
    arrays = grouped(graph, by=by)
    return TouchingTies(mixing(arrays), _pairs(arrays))


def pairs_undirected(ties: int, touching: int) -> TiePairs:
    """Return the pairs of undirected ties, so many ordered ones having an actor in common."""
    return TiePairs(ties, 0, touching, 0, 0, ties * ties - ties - touching)


def _pairs(graph: GroupedGraph) -> TiePairs:
    """Count the pairs of ties between actors of known group, by how they touch."""
    source, target = graph.known_ties()
    m = len(source)
    sent = np.bincount(source, minlength=graph.n)
    received = np.bincount(target, minlength=graph.n)
    if not graph.directed:
        degrees = sent + received
        return pairs_undirected(m, int((degrees * (degrees - 1)).sum()))
    pair = np.minimum(source, target).astype(np.int64) * graph.n + np.maximum(source, target)
    pair.sort()
    returned = 2 * int((pair[1:] == pair[:-1]).sum())
    same_source = int((sent * (sent - 1)).sum())
    same_target = int((received * (received - 1)).sum())
    chain = 2 * (int((sent * received).sum()) - returned)
    disjoint = m * m - m - returned - same_source - same_target - chain
    return TiePairs(m, returned, same_source, same_target, chain, disjoint)
