"""The spectral segregation index: segregated is who meets its own group, itself segregated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Values, first_of_each
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import require_undirected
from concertnet.kernels.blocks_perron import EFFORT, Effort, perron

__all__ = [
    "actor_spectral_segregation",
    "sector_spectral_segregation",
    "spectral_segregation",
]


def spectral_segregation(graph: GraphLike, *, by: By = None) -> float:
    """Measure how far actors meet their own group, itself meeting its own (network grain).

    The mean of `actor_spectral_segregation` over actors of known group; so also the mean of
    `sector_spectral_segregation`, each group counting for its number of actors.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    float
        From 0 (no tie within a group) to 1 (none between groups, and no isolate); no neutral
        value: read it against ``against_chance``. nan without any actor of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is directed, or no simple graph.

    References
    ----------
    .. [1] Echenique, F. and Fryer, R. G. (2007). A measure of segregation based on social
       interactions. Quarterly Journal of Economics, 122(2), 441-485.

    Examples
    --------
    >>> import networkx as nx
    >>> round(spectral_segregation(nx.karate_club_graph(), by="club"), 4)
    0.8992
    """
    graph = _undirected(graph, by)
    known = graph.codes >= 0
    return float(_of_actors(graph)[known].mean()) if known.any() else float("nan")


def sector_spectral_segregation(graph: GraphLike, *, by: By = None) -> pd.Series:
    """Measure how far each group meets its own (sector grain).

    The mean of `actor_spectral_segregation` over its actors: that of the largest eigenvalues of
    its connected parts, each part counting for its number of actors.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series of float, length k
        Indexed by group; from 0 (no tie within it) to 1 (ties within it only, and no isolate). No
        neutral value: a large group has more internal pairs to offer. Never nan: a group has
        actors.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is directed, or no simple graph.

    References
    ----------
    .. [1] Echenique, F. and Fryer, R. G. (2007). A measure of segregation based on social
       interactions. Quarterly Journal of Economics, 122(2), 441-485.

    Examples
    --------
    >>> import networkx as nx
    >>> sector_spectral_segregation(nx.karate_club_graph(), by="club").round(4).to_dict()
    {'Mr. Hi': 0.9191, 'Officer': 0.8793}
    """
    graph = _undirected(graph, by)
    known = graph.codes >= 0
    total = np.bincount(graph.codes[known], _of_actors(graph)[known], minlength=len(graph.groups))
    groups = labels_of(graph.groups, graph.by)
    return pd.Series(total / graph.sizes, index=groups, name="sector_spectral_segregation")


def actor_spectral_segregation(graph: GraphLike, *, by: By = None) -> pd.Series:
    """Measure how far each actor meets its own group, itself meeting its own (actor grain).

    B is the matrix of the ties within the actor's group, each row divided by the actor's number of
    ties to actors of any known group. In each connected part of the group the index is lambda x_i
    / mean(x), with lambda the largest eigenvalue of B there and x its eigenvector: an actor's
    index is in proportion to the sum of those of the contacts that it has in its group. The mean
    over the part is lambda.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected. Ties to actors of unknown group are left out.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order; 0 without a tie to its own group (for an isolate too), 1
        where its part of the group has no tie to others, above 1 where it is more segregated than
        the rest of its part. No neutral value. nan for an actor of unknown group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is directed, or no simple graph.

    References
    ----------
    .. [1] Echenique, F. and Fryer, R. G. (2007). A measure of segregation based on social
       interactions. Quarterly Journal of Economics, 122(2), 441-485.

    Examples
    --------
    >>> import networkx as nx
    >>> actor_spectral_segregation(nx.karate_club_graph(), by="club")[[0, 8]].round(4).to_list()
    [0.899, 0.2923]
    """
    graph = _undirected(graph, by)
    return pd.Series(_of_actors(graph), index=graph.actors, name="actor_spectral_segregation")


def _undirected(graph: GraphLike, by: By) -> GroupedGraph:
    graph = grouped(graph, by=by)
    require_undirected(graph, "spectral_segregation")
    return graph


def _of_actors(graph: GroupedGraph, *, effort: Effort = EFFORT) -> Values:
    """Return the index of each actor, nan where its group is unknown."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n = graph.n
    source, target = graph.known_ties()
    ties = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    own = graph.codes[source] == graph.codes[target]
    source, target = source[own], target[own]
    index = np.where(graph.codes >= 0, 0.0, np.nan)
    if not len(source):
        return index

    # B has the eigenvalues of the symmetric D^-1/2 A D^-1/2, and x = D^-1/2 y
    root = np.sqrt(np.maximum(ties, 1))
    weight = 1 / (root[source] * root[target])
    matrix = coo_array(
        (np.r_[weight, weight], (np.r_[source, target], np.r_[target, source])), shape=(n, n)
    ).tocsr()
    _, part = connected_components(matrix, directed=False)
    inside = np.diff(matrix.indptr)
    # a part without ties to others has lambda = 1 and equal entries: nothing to solve
    opening = np.bincount(part, ties - inside)[part]
    index[(inside > 0) & (opening == 0)] = 1
    open_ = np.flatnonzero((inside > 0) & (opening > 0))
    open_ = open_[np.argsort(part[open_], kind="stable")]
    if len(open_):
        starts = first_of_each(part[open_])
        size = np.diff(starts, append=len(open_))
        value, vector = perron(matrix[open_][:, open_], starts, size, root[open_], effort=effort)
        x = vector / root[open_]
        mean = np.add.reduceat(x, starts) / size
        index[open_] = x * np.repeat(value / mean, size)
    return index
