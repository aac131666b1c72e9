"""The spectral segregation index: segregated is who meets its own group, itself segregated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Integers, Values
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.words import Word

__all__ = [
    "actor_spectral_segregation",
    "perron",
    "sector_spectral_segregation",
    "spectral_segregation",
]


# Up to this many actors a component is solved whole, with all those of its size; past it Lanczos
# is the quicker.
SMALL = 64
# Eigenvalues that differ by no more than this, over the highest, are taken as one: rounding tells
# their eigenvectors apart in one way or another, as the order of actors has it.
TIED = 1e-9
# Entries of the components solved together.
TOGETHER = 1_000_000
# Restarts of Lanczos before it is taken to stall, as it does on long chains.
RESTARTS = 50
# What replaces it then: most steps, and largest change of an entry, over the largest, at the last
# one; each step squares the error, so that what remains is that of rounding.
NODA_STEPS = 50
NODA_TOLERANCE = 1e-8


def spectral_segregation(obj: GraphLike, *, by: By = None) -> float:
    """Measure how far actors meet their own group, itself meeting its own (network grain).

    The mean of `actor_spectral_segregation` over actors of known group; so also the mean of
    `sector_spectral_segregation`, each group counting for its number of actors.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.

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
        If `obj` is directed, or no simple graph.

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
    graph = _undirected(obj, by)
    known = graph.codes >= 0
    return float(_of_actors(graph)[known].mean()) if known.any() else float("nan")


def sector_spectral_segregation(obj: GraphLike, *, by: By = None) -> pd.Series:
    """Measure how far each group meets its own (sector grain).

    The mean of `actor_spectral_segregation` over its actors: that of the largest eigenvalues of
    its connected parts, each part counting for its number of actors.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.

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
        If `obj` is directed, or no simple graph.

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
    graph = _undirected(obj, by)
    known = graph.codes >= 0
    total = np.bincount(graph.codes[known], _of_actors(graph)[known], minlength=len(graph.groups))
    groups = labels_of(graph.groups, graph.by)
    return pd.Series(total / graph.sizes, index=groups, name="sector_spectral_segregation")


def actor_spectral_segregation(obj: GraphLike, *, by: By = None) -> pd.Series:
    """Measure how far each actor meets its own group, itself meeting its own (actor grain).

    B is the matrix of the ties within the actor's group, each row divided by the actor's number of
    ties to actors of any known group. In each connected part of the group the index is lambda x_i
    / mean(x), with lambda the largest eigenvalue of B there and x its eigenvector: an actor's
    index is in proportion to the sum of those of the contacts that it has in its group. The mean
    over the part is lambda.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network, undirected. Ties to actors of unknown group are left out.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.

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
        If `obj` is directed, or no simple graph.

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
    graph = _undirected(obj, by)
    return pd.Series(_of_actors(graph), index=graph.actors, name="actor_spectral_segregation")


def _undirected(obj: GraphLike, by: By) -> GroupedGraph:
    graph = grouped(obj, by=by)
    if graph.directed:
        raise NotComparable("error_undirected_only", measure=Word("measure_spectral_segregation"))
    return graph


def _of_actors(graph: GroupedGraph) -> Values:
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
        starts = np.flatnonzero(np.diff(part[open_], prepend=-1))
        size = np.diff(starts, append=len(open_))
        value, vector = perron(matrix[open_][:, open_], starts, size, root[open_])
        x = vector / root[open_]
        mean = np.add.reduceat(x, starts) / size
        index[open_] = x * np.repeat(value / mean, size)
    return index


def perron(matrix: Any, starts: Integers, size: Integers, first: Values) -> tuple[Values, Values]:
    """Return the largest eigenvalue of each diagonal block, and their eigenvectors end to end.

    The blocks are symmetric, connected and not negative: by Perron and Frobenius the eigenvalue is
    simple and its eigenvector positive, so that nothing is left to choose but a sign. Where others
    are within `TIED` of it, the vector is the projection of `first` on all of theirs.

    Parameters
    ----------
    matrix : CSR array, shape (n, n)
        Zero outside its blocks.
    starts, size : ndarray of int
        First row of each block, and number of rows.
    first : ndarray of float, shape (n,)
        Positive. Where Lanczos starts; the eigenvector of a block whose actors have no other ties.

    Returns
    -------
    value : ndarray of float, one per block
    vector : ndarray of float, shape (n,)
        Of length 1 in each block, without a negative value.

    Raises
    ------
    NotComparable
        If the computation does not converge.
    """
    value, vector = np.empty(len(starts)), np.empty(matrix.shape[0])
    for s in np.unique(size[size <= SMALL]):
        alike = np.flatnonzero(size == s)
        for blocks in np.array_split(alike, -(-len(alike) * s * s // TOGETHER)):
            rows = (starts[blocks][:, None] + np.arange(s)).ravel()
            entries = matrix[rows].tocoo()
            dense = np.zeros((len(rows), s))
            dense[entries.row, entries.col - np.repeat(starts[blocks], s)[entries.row]] = (
                entries.data
            )
            values, vectors = np.linalg.eigh(dense.reshape(-1, s, s))
            value[blocks] = values[:, -1]
            along = first[rows].reshape(-1, 1, s) @ vectors
            along *= (values >= values[:, -1:] * (1 - TIED))[:, None]
            found = along @ np.swapaxes(vectors, 1, 2)
            found /= np.linalg.norm(found, axis=2, keepdims=True)
            vector[rows] = np.abs(found).ravel()
    for block in np.flatnonzero(size > SMALL):
        rows = slice(starts[block], starts[block] + size[block])
        value[block], vector[rows] = _perron_of_large(matrix[rows, rows], first[rows])
    return value, vector


def _perron_of_large(block: Any, first: Values) -> tuple[float, Values]:
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    try:
        value, vector = eigsh(block, k=1, which="LA", v0=first, tol=0, maxiter=RESTARTS)
    except ArpackNoConvergence:
        return _perron_by_noda(block, first)
    return float(value[0]), np.abs(vector[:, 0])


def _perron_by_noda(block: Any, first: Values) -> tuple[float, Values]:
    """Return the same by inverse iteration, shifted to the upper bound max (Bx)_i / x_i (Noda).

    It converges from any positive vector, however near the other eigenvalues are. Its cost is that
    of factoring the block: little for those on which Lanczos stalls, long and narrow.
    """
    from scipy.sparse import eye_array
    from scipy.sparse.linalg import splu

    identity = eye_array(block.shape[0], format="csc")
    x = first / np.linalg.norm(first)
    bound = np.inf
    for _ in range(NODA_STEPS):
        bound = min(bound, float((block @ x / x).max()))
        # a hair above the bound, so that the shifted matrix never is singular
        nearer = np.abs(splu((bound * (1 + 1e-15) * identity - block).tocsc()).solve(x))
        nearer /= np.linalg.norm(nearer)
        if np.abs(nearer - x).max() <= NODA_TOLERANCE * nearer.max():
            return float(nearer @ (block @ nearer)), nearer
        x = nearer
    raise NotComparable("error_eigenvector", n=len(x))
