"""The shape of a whole graph, whatever the groups: ties of each actor, connected parts, closure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concertnet.hinges.arrays import Counts, distinct
from concertnet.hinges.connected_parts import component_labels
from concertnet.hinges.door import GraphLike, grouped, hinge
from concertnet.hinges.graph import GroupedGraph

__all__ = ["WholeShape", "whole_shape"]

# Two-paths that a sparse product may hold; above, triangles are listed by a compiled kernel, which
# small networks need not wait for.
SPARSE_PATHS = 1_000_000


@dataclass(frozen=True, eq=False)
class WholeShape:
    """The shape of a graph.

    Attributes
    ----------
    n, ties : int
        Actors and ties.
    directed : bool
        Whether each direction is a tie.
    response_rate : float
        Share of the actors invited who declared their ties; nan when unknown.
    degree, actors : ndarray of int64
        Numbers of ties (sent and received), and how many actors have each.
    highest_in, highest_out : int
        The most ties that an actor receives, and sends.
    part_size, parts : ndarray of int64
        Sizes of connected parts, isolates included, and how many parts have each.
    returned : int
        Directed ties that are returned.
    paths, closed : int
        Ordered two-paths between two actors, and those of them whose ends are tied.
    """

    n: int
    ties: int
    directed: bool
    response_rate: float
    degree: Counts
    actors: Counts
    highest_in: int
    highest_out: int
    part_size: Counts
    parts: Counts
    returned: int
    paths: int
    closed: int


@hinge
def whole_shape(graph: GraphLike) -> WholeShape:
    """Return the shape of a graph.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.
    """
    arrays = grouped(graph, required=False)
    sent = np.bincount(arrays.source, minlength=arrays.n)
    received = np.bincount(arrays.target, minlength=arrays.n)
    degree, actors = distinct(sent + received)
    part_size, parts = distinct(np.bincount(component_labels(arrays)))
    returned = _returned(arrays) if arrays.directed else 0
    if arrays.directed:
        paths = int((received * sent).sum()) - returned
    else:
        paths = int((degree * (degree - 1) * actors).sum())
    count_closed = _closed_sparse if paths <= SPARSE_PATHS else _closed_compiled
    return WholeShape(
        n=arrays.n,
        ties=arrays.m,
        directed=arrays.directed,
        response_rate=arrays.response_rate,
        degree=degree,
        actors=actors,
        highest_in=int(received.max(initial=0)),
        highest_out=int(sent.max(initial=0)),
        part_size=part_size,
        parts=parts,
        returned=returned,
        paths=paths,
        closed=count_closed(arrays) if paths else 0,
    )


def _returned(graph: GroupedGraph) -> int:
    """Return the number of directed ties that are returned."""
    sent = graph.source.astype(np.int64) * graph.n + graph.target
    returned = graph.target.astype(np.int64) * graph.n + graph.source
    return int(np.isin(returned, sent).sum())


def _closed_sparse(graph: GroupedGraph) -> int:
    """Return the number of ordered two-paths that are closed."""
    ties = graph.adjacency().astype(np.int64)
    return int((ties @ ties).multiply(ties).sum())


def _closed_compiled(graph: GroupedGraph) -> int:
    """Return the same, the triangles met one by one and never stored."""
    from concertnet.kernels.triads_counts import closed_two_paths
    from concertnet.kernels.triads_oriented import oriented

    starts, ends, flags, _ = oriented(graph.n, graph.source, graph.target, not graph.directed)
    alike = np.zeros(graph.n, dtype=np.int32)
    unwanted = np.empty((0, 4), np.int32), np.empty(0, np.int64)
    return int(closed_two_paths(starts, ends, flags, alike, *unwanted).sum())
