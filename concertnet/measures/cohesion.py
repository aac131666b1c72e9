"""How dense, connected and centralised a network is, whatever the groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from concertnet.graphs import GroupedGraph, grouped

__all__ = ["Cohesion", "cohesion"]


@dataclass(frozen=True)
class Cohesion:
    """The cohesion of a network.

    Attributes
    ----------
    n, ties : int
        Actors, and ties between them (each direction is one when directed).
    response_rate : float
        Share of the actors invited who declared their ties (0 to 1); nan when unknown. Absent
        answers lower every other value.
    density : float
        Ties over possible ties, 0 to 1; nan with fewer than two actors.
    mean_degree : float
        Ties per actor (sent plus received when directed); nan without actors.
    components : int
        Connected parts, isolates included, directions ignored.
    isolates : int
        Actors without a tie.
    centralisation : float
        Freeman's degree centralisation, 0 (all alike) to 1 (a star); nan with fewer than three
        actors.
    in_centralisation, out_centralisation : float
        The same for ties received and ties sent, when directed; nan when undirected.
    reciprocity : float
        Share of directed ties that are returned, 0 to 1; nan when undirected or without ties.
    """

    n: int
    ties: int
    response_rate: float
    density: float
    mean_degree: float
    components: int
    isolates: int
    centralisation: float
    in_centralisation: float
    out_centralisation: float
    reciprocity: float


def cohesion(obj: Any) -> Cohesion:
    """Describe the cohesion of the network: density, degrees, parts, centralisation, reciprocity.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network. Select a level first (``net.level("concertation")``) to describe it there.

    Returns
    -------
    Cohesion
        Every value with its number of actors, of ties, and response rate. A high centralisation
        is a capacity to coordinate and a dependence on a hub; a high density is cohesion and cost.

    Raises
    ------
    NotComparable
        If `obj` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
       Networks, 1(3), 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> star = cohesion(nx.star_graph(4))
    >>> star.density, star.centralisation, star.components
    (0.4, 1.0, 1)
    """
    graph = _without_groups(obj)
    n, m = graph.n, graph.m
    degrees = graph.degrees()
    pairs = n * (n - 1) if graph.directed else n * (n - 1) // 2
    nan = float("nan")
    return Cohesion(
        n=n,
        ties=m,
        response_rate=graph.response_rate,
        density=m / pairs if pairs else nan,
        mean_degree=float(degrees.mean()) if n else nan,
        components=_components(graph),
        isolates=int((degrees == 0).sum()),
        centralisation=_centralisation(degrees, (n - 1) * (n - 2) * (2 if graph.directed else 1)),
        in_centralisation=_one_way(graph, graph.target),
        out_centralisation=_one_way(graph, graph.source),
        reciprocity=_reciprocity(graph),
    )


def _without_groups(obj: Any) -> GroupedGraph:
    """Return the graph of an object whose actors may have no group at all."""
    if callable(getattr(obj, "is_multigraph", None)):
        return grouped(obj, by=dict.fromkeys(obj.nodes, "all"))
    return grouped(obj)


def _components(graph: GroupedGraph) -> int:
    if not graph.n:
        return 0
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(graph.adjacency(), directed=False, return_labels=False))


def _centralisation(degrees: np.ndarray, of_a_star: int) -> float:
    """Return the sum of differences to the highest degree, over the one that a star reaches."""
    if len(degrees) < 3:
        return float("nan")
    return float((degrees.max() - degrees).sum() / of_a_star)


def _one_way(graph: GroupedGraph, ends: np.ndarray) -> float:
    if not graph.directed:
        return float("nan")
    return _centralisation(np.bincount(ends, minlength=graph.n), (graph.n - 1) ** 2)


def _reciprocity(graph: GroupedGraph) -> float:
    if not graph.directed or not graph.m:
        return float("nan")
    sent = graph.source.astype(np.int64) * graph.n + graph.target
    returned = graph.target.astype(np.int64) * graph.n + graph.source
    return float(np.isin(returned, sent).mean())
