"""Brokerage counts as arrays: two-paths listed one by one, or counted by compiled kernels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Counts, Values
from concertnet.hinges.graph import GroupedGraph
from concertnet.kernels import already_compiled

__all__ = [
    "GATEKEEPER",
    "REPRESENTATIVE",
    "ROLES",
    "TOTAL",
    "by_actor",
    "counted",
    "counted_with_overlaps",
    "once",
]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
REPRESENTATIVE, GATEKEEPER, TOTAL = 2, 3, 5
# Roles whose two ends can be exchanged: read both ways, an undirected open triad fills one twice.
EXCHANGEABLE = np.array([r not in ("representative", "gatekeeper") for r in ROLES])

# Two-paths above which compiling repays the second or two that it takes once.
WORTH_COMPILING = 500_000

Ties = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]


def counted(graph: GroupedGraph) -> Values:
    """Return the counts of `brokerage_roles`, shape (n, 6)."""
    ties = graph.known_ties()
    both_ways = _few_two_paths(graph, ties)
    if both_ways:
        from concertnet.kernels.triads_listed import listed_roles, open_two_paths

        return _of_graph(graph, listed_roles(open_two_paths(graph.n, *both_ways), graph.codes))
    unwanted = np.empty((0, 4), np.int32), np.empty(0, np.int64)
    return _of_graph(graph, _compiled_roles(graph, _laid_out(graph, ties), *unwanted))


def counted_with_overlaps(graph: GroupedGraph) -> tuple[Values, Counts]:
    """Return the same, and the counts of `kernels.triads_counts.open_overlaps`, shape (n, 5)."""
    ties = graph.known_ties()
    both_ways = _few_two_paths(graph, ties)
    if both_ways:
        from concertnet.kernels.triads_listed import listed_overlaps, listed_roles, open_two_paths

        paths = open_two_paths(graph.n, *both_ways)
        return _of_graph(graph, listed_roles(paths, graph.codes)), listed_overlaps(paths, graph.n)
    from concertnet.kernels.triads_counts import open_overlaps

    pairs = _laid_out(graph, ties)
    starts, ends, flags, actor = pairs
    closing, mutual = np.zeros((len(ends), 4), np.int32), np.zeros(graph.n, np.int64)
    counts = _of_graph(graph, _compiled_roles(graph, pairs, closing, mutual))
    overlaps = np.empty((graph.n, 5), np.int64)
    overlaps[actor] = open_overlaps(starts, ends, flags, closing, mutual)
    return counts, overlaps


def once(values: Values) -> Values:
    """Return counts by direction, or their moments, as those of open triads counted once."""
    values = values * np.where(EXCHANGEABLE, 0.5, 1.0)
    values[..., REPRESENTATIVE] = np.nan
    return values


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


def _of_graph(graph: GroupedGraph, found: Counts) -> Values:
    """Return counts by role as those of the graph, their total last."""
    values = np.empty((graph.n, len(ROLES)))
    values[:, :TOTAL] = found
    values[:, TOTAL] = found.sum(axis=1)
    values[graph.codes < 0] = np.nan
    return values if graph.directed else once(values)


def by_actor(values: Values, graph: GroupedGraph) -> pd.DataFrame:
    """Return one row per actor and one column per role."""
    return pd.DataFrame(values, index=graph.actors, columns=list(ROLES))
