"""Open two-paths through each actor by role, and the pairs of them that share ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.hinges.arrays import Counts
from concertnet.hinges.door import By, GraphLike, grouped, hinge
from concertnet.hinges.graph import GroupedGraph
from concertnet.kernels import already_compiled

__all__ = ["BrokeredPaths", "brokered_paths", "paths_of", "roles_and_overlaps", "roles_counted"]

# Two-paths above which compiling repays the second or two that it takes once.
WORTH_COMPILING = 500_000

Ties = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]


@dataclass(frozen=True, eq=False)
class BrokeredPaths:
    """The open two-paths of a graph, by the actor in the middle.

    Attributes
    ----------
    graph : GroupedGraph
        The actors, or some of them, and their groups; its ties may have been left where they are.
    sizes : ndarray of int64, shape (k,)
        Actors of each group in the whole network.
    ties : int
        Ties between actors of known group.
    busiest, most_ties : object, int
        The actor with most ties, and how many; None without a tie.
    roles : ndarray of int64, shape (n, 5)
        Ordered open two-paths as coordinator, itinerant, representative, gatekeeper, liaison.
    overlaps : ndarray of int64, shape (n, 5), or None
        What `concertnet.kernels.triads_counts.open_overlaps` counts, where it was asked for.
    """

    graph: GroupedGraph
    sizes: Counts
    ties: int
    busiest: Any
    most_ties: int
    roles: Counts
    overlaps: Counts | None


@hinge
def brokered_paths(graph: GraphLike, by: By, *, overlaps: bool = False) -> BrokeredPaths:
    """Return the open two-paths of a graph, between actors of known group.

    Raises
    ------
    MissingAttribute, NotComparable
        As `concertnet.hinges.door.grouped`.
    """
    return paths_of(grouped(graph, by=by), overlaps=overlaps)


def paths_of(graph: GroupedGraph, *, overlaps: bool = False) -> BrokeredPaths:
    """Return the open two-paths of a graph of arrays."""
    roles, found = roles_and_overlaps(graph) if overlaps else (roles_counted(graph), None)
    degrees = graph.degrees()
    busiest = int(degrees.argmax()) if graph.m else None
    most = (None, 0) if busiest is None else (graph.actors[busiest], int(degrees[busiest]))
    return BrokeredPaths(graph, graph.sizes, len(graph.known_ties()[0]), *most, roles, found)


def roles_counted(graph: GroupedGraph) -> Counts:
    """Return open two-paths by actor and role, shape (n, 5)."""
    ties = graph.known_ties()
    both_ways = _few_two_paths(graph, ties)
    if both_ways:
        from concertnet.kernels.triads_listed import listed_roles, open_two_paths

        return listed_roles(open_two_paths(graph.n, *both_ways), graph.codes)
    unwanted = np.empty((0, 4), np.int32), np.empty(0, np.int64)
    return _compiled_roles(graph, _laid_out(graph, ties), *unwanted)


def roles_and_overlaps(graph: GroupedGraph) -> tuple[Counts, Counts]:
    """Return the same, and the counts of `kernels.triads_counts.open_overlaps`, shape (n, 5)."""
    ties = graph.known_ties()
    both_ways = _few_two_paths(graph, ties)
    if both_ways:
        from concertnet.kernels.triads_listed import listed_overlaps, listed_roles, open_two_paths

        paths = open_two_paths(graph.n, *both_ways)
        return listed_roles(paths, graph.codes), listed_overlaps(paths, graph.n)
    from concertnet.kernels.triads_counts import open_overlaps

    pairs = _laid_out(graph, ties)
    starts, ends, flags, actor = pairs
    closing, mutual = np.zeros((len(ends), 4), np.int32), np.zeros(graph.n, np.int64)
    counts = _compiled_roles(graph, pairs, closing, mutual)
    overlaps = np.empty((graph.n, 5), np.int64)
    overlaps[actor] = open_overlaps(starts, ends, flags, closing, mutual)
    return counts, overlaps


def _few_two_paths(graph: GroupedGraph, ties: Ties) -> Ties | None:
    """Return the ties, both ways when undirected, if listing their two-paths spares compiling."""
    from concertnet.kernels.triads_listed import number_of_two_paths

    source, target = ties
    if len(source) > WORTH_COMPILING or already_compiled("triads_counts", "all_two_paths"):
        return None
    if not graph.directed:
        source, target = np.concatenate([source, target]), np.concatenate([target, source])
    few = number_of_two_paths(graph.n, source, target) <= WORTH_COMPILING
    return (source, target) if few else None


def _laid_out(graph: GroupedGraph, ties: Ties):
    from concertnet.kernels.triads_oriented import oriented

    return oriented(graph.n, *ties, not graph.directed)


def _compiled_roles(graph: GroupedGraph, pairs, closing, mutual) -> Counts:
    """Count the open two-paths by actor and role; fill what `closed_two_paths` can fill."""
    from concertnet.kernels.triads_counts import all_two_paths, closed_two_paths

    starts, ends, flags, actor = pairs
    codes = np.maximum(graph.codes, 0).astype(np.int32)[actor]  # unknown: without ties here
    by_rank = all_two_paths(starts, ends, flags, codes, len(graph.groups))
    by_rank -= closed_two_paths(starts, ends, flags, codes, closing, mutual)
    found = np.empty_like(by_rank)
    found[actor] = by_rank
    return found
