"""How dense, connected and centralised a network is, whatever the groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concertnet.hinges.connected_parts import component_labels, share_apart
from concertnet.hinges.door import GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph

__all__ = ["Cohesion", "cohesion"]

# Two-paths that a sparse product may hold; above, triangles are listed by a compiled kernel, which
# small networks need not wait for.
SPARSE_PATHS = 1_000_000


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
    largest_component : float
        Share of the actors in the largest connected part, 0 to 1; nan without actors.
    fragmentation : float
        Share of the pairs of actors that cannot reach each other, directions ignored: 0 (one part)
        to 1 (no tie); nan with fewer than two actors.
    transitivity : float
        Share of the two-paths i -> j -> k (i and k differ) that are closed by i -> k, 0 to 1;
        three times the triangles over the connected triples when undirected; nan without any.
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
    largest_component: float
    fragmentation: float
    transitivity: float

    @property
    def connectedness(self) -> float:
        """Krackhardt's connectedness, 1 - fragmentation: the share of pairs that can reach."""
        return 1 - self.fragmentation


def cohesion(graph: GraphLike) -> Cohesion:
    """Describe the cohesion of the network: density, parts, centralisation, closure.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Select a level first (``net.level("concertation")``) to describe it there. In
        a directed graph each direction is a tie; parts and pairs that reach leave it aside.

    Returns
    -------
    Cohesion
        Every value with its number of actors, of ties, and response rate. A high centralisation
        is a capacity to coordinate and a dependence on a hub; a high density is cohesion and cost.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
       Networks, 1(3), 215-239.
    .. [2] Krackhardt, D. (1994). Graph theoretical dimensions of informal organizations. In K. M.
       Carley and M. J. Prietula (eds), Computational Organization Theory, 89-111.
    .. [3] Borgatti, S. P. (2006). Identifying sets of key players in a social network.
       Computational and Mathematical Organization Theory, 12(1), 21-34.
    .. [4] Wasserman, S. and Faust, K. (1994). Social Network Analysis, 243-248. Cambridge
       University Press.

    Examples
    --------
    >>> import networkx as nx
    >>> star = cohesion(nx.star_graph(4))
    >>> star.density, star.centralisation, star.components
    (0.4, 1.0, 1)
    """
    graph = grouped(graph, required=False)
    n, m = graph.n, graph.m
    degrees = graph.degrees()
    pairs = n * (n - 1) if graph.directed else n * (n - 1) // 2
    nan = float("nan")
    parts = np.bincount(component_labels(graph))
    joined = int((parts * (parts - 1) // 2).sum())
    return Cohesion(
        n=n,
        ties=m,
        response_rate=graph.response_rate,
        density=m / pairs if pairs else nan,
        mean_degree=float(degrees.mean()) if n else nan,
        components=len(parts),
        isolates=int((degrees == 0).sum()),
        centralisation=_centralisation(degrees, (n - 1) * (n - 2) * (2 if graph.directed else 1)),
        in_centralisation=_one_way(graph, graph.target),
        out_centralisation=_one_way(graph, graph.source),
        reciprocity=_reciprocity(graph),
        largest_component=float(parts.max() / n) if n else nan,
        fragmentation=share_apart(joined, n),
        transitivity=_transitivity(graph),
    )


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
    return _returned(graph) / graph.m


def _returned(graph: GroupedGraph) -> int:
    """Return the number of directed ties that are returned."""
    sent = graph.source.astype(np.int64) * graph.n + graph.target
    returned = graph.target.astype(np.int64) * graph.n + graph.source
    return int(np.isin(returned, sent).sum())


def _transitivity(graph: GroupedGraph) -> float:
    sent = np.bincount(graph.source, minlength=graph.n)
    received = np.bincount(graph.target, minlength=graph.n)
    if graph.directed:
        paths = int((received * sent).sum()) - _returned(graph)
    else:
        degrees = sent + received
        paths = int((degrees * (degrees - 1)).sum())
    if not paths:
        return float("nan")
    return (_closed_sparse if paths <= SPARSE_PATHS else _closed_compiled)(graph) / paths


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
