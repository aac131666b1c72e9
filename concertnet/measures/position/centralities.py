"""The ordinary centralities of actors in one table, and how much the network hangs on one actor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.weights import weighted
from concertnet.measures.position.betweenness import betweenness
from concertnet.measures.structure.cohesion import cohesion
from concertnet.measures.structure.core_periphery import principal_vector
from concertnet.records import Record

__all__ = ["Centralisation", "centralisation", "centralities"]

# Distances held at once, which bounds the memory of a large network.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, repr=False)
class Centralisation(Record):
    """How far each centrality is that of a star, 0 (all alike) to 1 (a star).

    Attributes
    ----------
    degree : float
        Of the number of ties; sent plus received when directed, as in `cohesion`.
    in_degree, out_degree : float
        Of the ties received and sent; nan when undirected.
    harmonic : float
        Of harmonic closeness; nan when directed.
    betweenness : float
        Of betweenness.
    """

    degree: float
    in_degree: float
    out_degree: float
    harmonic: float
    betweenness: float


def centralities(graph: GraphLike, *, weight: str | None = None) -> pd.DataFrame:
    """Compute the ordinary centralities of each actor (actor grain).

    Groups have no part in it: `cross_sector_betweenness` and its like look at them. Classic
    closeness is left out: it is undefined where not everyone can be reached.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Paths follow directions, and count steps.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: degrees are then sums of weights, and
        the eigenvector is that of the weights. Paths never have a length of weights. By default
        every tie weighs 1.

    Returns
    -------
    DataFrame, n rows
        The graph's actors in its order: degree, a number of ties (in_degree, received, and
        out_degree, sent, when directed); harmonic, the mean of 1/distance to the others, 0
        (isolate) to 1 (tied to all), nan for an actor alone (in_harmonic, towards the actor, and
        out_harmonic, from it, when directed); eigenvector, of length 1, that of `core_periphery`
        (undirected only; nan without any tie); betweenness, that of `betweenness`. The columns of
        the other kind of graph are nan, and what is sent by an actor that did not answer
        (`Network.reports`).

    Raises
    ------
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or if the eigenvector is not found.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
       Networks, 1(3), 215-239.
    .. [2] Marchiori, M. and Latora, V. (2000). Harmony in the small-world. Physica A, 285(3-4),
       539-546.
    .. [3] Bonacich, P. (1972). Factoring and weighting approaches to status scores and clique
       identification. Journal of Mathematical Sociology, 2(1), 113-120.

    Examples
    --------
    >>> import networkx as nx
    >>> found = centralities(nx.star_graph(2))
    >>> found[["degree", "harmonic", "eigenvector", "betweenness"]].round(3).iloc[:2]
           degree  harmonic  eigenvector  betweenness
    actor
    0         2.0      1.00        0.707          1.0
    1         1.0      0.75        0.500          0.0
    """
    arrays, weights = weighted(graph, weight=weight, required=False)
    sent, received = (np.bincount(e, weights, arrays.n) for e in (arrays.source, arrays.target))
    nothing = np.full(arrays.n, np.nan)
    out_near, in_near = _harmonic(arrays)
    ends = ["degree", "in_degree", "out_degree"]
    near = ["harmonic", "in_harmonic", "out_harmonic"]
    found = dict.fromkeys([*ends, *near, "eigenvector"], nothing)
    if arrays.directed:
        found["in_degree"], found["out_degree"] = received, arrays.sent(sent)
        found["in_harmonic"], found["out_harmonic"] = in_near, arrays.sent(out_near)
    else:
        found["degree"] = sent + received
        found["harmonic"] = out_near
        found["eigenvector"] = principal_vector(arrays, weights) if arrays.m else nothing
    found["betweenness"] = betweenness(arrays).to_numpy()
    return pd.DataFrame(found, index=arrays.actors)


def centralisation(graph: GraphLike) -> Centralisation:
    """Measure how much the network hangs on one actor, by each centrality (network grain).

    The sum of the differences to the highest actor, over that of a star of as many actors.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Paths follow directions.

    Returns
    -------
    Centralisation
        Each 0 (all alike) to 1 (a star); nan with fewer than three actors, and harmonic where the
        graph is directed.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1979). Centrality in social networks: conceptual clarification. Social
       Networks, 1(3), 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> found = centralisation(nx.karate_club_graph())
    >>> round(found.degree, 4), round(found.betweenness, 4)
    (0.3996, 0.4056)
    """
    arrays = grouped(graph, required=False)
    n, nan = arrays.n, float("nan")
    degrees = cohesion(arrays)
    star = (n - 1) ** 2 * (n - 2) / (1 if arrays.directed else 2)
    near = nan if arrays.directed else _centralised(_harmonic(arrays)[0], (n - 2) / 2)
    return Centralisation(
        degrees.centralisation,
        degrees.in_centralisation,
        degrees.out_centralisation,
        near,
        _centralised(betweenness(arrays).to_numpy(), star),
    )


def _centralised(values: Values, of_a_star: float) -> float:
    return float((values.max() - values).sum() / of_a_star) if len(values) > 2 else float("nan")


def _harmonic(graph: GroupedGraph) -> tuple[Values, Values]:
    """Return the mean of 1/distance from each actor to the others, and from the others to it."""
    from scipy.sparse.csgraph import dijkstra

    n = graph.n
    away, towards = np.zeros(n), np.zeros(n)
    ties = graph.adjacency().astype(float)
    step = max(_AT_ONCE // max(n, 1), 1)
    for first in range(0, n, step):
        sources = np.arange(first, min(first + step, n))
        distance = dijkstra(ties, indices=sources, unweighted=True)
        near = np.where(distance > 0, 1 / np.where(distance > 0, distance, 1), 0)
        away[sources] = near.sum(axis=1)
        towards += near.sum(axis=0)
    return ratio(away, n - 1), ratio(towards, n - 1)
