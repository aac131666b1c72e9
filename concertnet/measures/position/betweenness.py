"""Betweenness: the shortest paths that pass through an actor, between sectors or between all.

Paths count steps, not weights. Where several shortest paths join two actors, each counts for its
share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import csr_rows, ratio
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed, generator, require_undirected, whole_number
from concertnet.hinges.progress import WALKED_AT_ONCE, Telling, batches

__all__ = [
    "betweenness",
    "bridging_centrality",
    "bridging_coefficient",
    "cross_sector_betweenness",
    "cross_sector_betweenness_sampled",
    "everett_valente_brokerage",
]


def betweenness(graph: GraphLike, *, progress: Telling = None) -> pd.Series:
    """Betweenness: the shortest paths between all others that pass through an actor (actor grain).

    The sum over pairs of actors s, t of the share of the shortest paths from s to t that pass
    through the actor, itself neither s nor t. An undirected pair counts once, a directed one each
    way. Groups have no part in it: `cross_sector_betweenness` counts the pairs of two groups.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph paths follow directions.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end: the time grows as actors times ties.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order: from 0 (on no shortest path) to (n - 1)(n - 2)/2, the
        centre of an undirected star, or twice that when directed; not normalised. nan for actors to
        which, or through which, more shortest paths lead than a float can count (1e308).

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry,
       40(1), 35-41.
    .. [2] Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
       Mathematical Sociology, 25(2), 163-177.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.path_graph(4)).tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    arrays = grouped(graph, required=False)
    found = _carried_by_all(arrays, progress).sums / (1 if arrays.directed else 2)
    return pd.Series(found, index=arrays.actors, name="betweenness")


def cross_sector_betweenness(
    graph: GraphLike,
    *,
    by: By = None,
    samples: int | None = None,
    seed: Seed = 0,
    progress: Telling = None,
) -> pd.Series:
    """Betweenness between sectors: the shortest paths that join two through an actor (actor grain).

    The sum over pairs of actors s, t of two known groups of the share of the shortest paths from s
    to t that pass through the actor, itself neither s nor t. It may be of any group, or of an
    unknown one: all carry. An undirected pair counts once, a directed one each way.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph paths follow directions.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    samples : int, optional
        Number of actors of known group, drawn without replacement, from which paths are searched,
        at least 2: the answer is then an unbiased estimate, and
        `cross_sector_betweenness_sampled` gives its error too. By default all: the exact answer,
        whose time grows as actors times ties.
    seed : int or numpy.random.Generator
        Seed of the draw: same seed, same answer.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order, 0 and up. nan for all where no two actors are of different
        known groups, and, as in `betweenness`, where shortest paths are too many to count.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, `samples` is no whole number of at least 2, or `seed` none of
        at least 0.

    References
    ----------
    .. [1] Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry,
       40(1), 35-41.
    .. [2] Brandes, U. (2008). On variants of shortest-path betweenness centrality and their generic
       computation. Social Networks, 30(2), 136-145.

    Examples
    --------
    >>> import networkx as nx
    >>> reach = cross_sector_betweenness(nx.karate_club_graph(), by="club")
    >>> reach.nlargest(3).round(1).to_dict()
    {0: 147.7, 33: 93.7, 2: 70.9}
    """
    arrays = grouped(graph, by=by)
    estimates, _ = _between_groups(arrays, samples, seed, progress)
    return pd.Series(estimates, index=arrays.actors, name="cross_sector_betweenness")


def cross_sector_betweenness_sampled(
    graph: GraphLike,
    *,
    by: By = None,
    samples: int = 1000,
    seed: Seed = 0,
    progress: Telling = None,
) -> pd.DataFrame:
    """Estimate betweenness between sectors from a sample, with its error (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph paths follow directions.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    samples : int
        Number of actors of known group, drawn without replacement, from which paths are searched,
        at least 2. Where there are no more, all are, and the answer is exact.
    seed : int or numpy.random.Generator
        Seed of the draw: same seed, same answer.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end.

    Returns
    -------
    DataFrame of float, shape (n, 2)
        Indexed by actor, in the graph's order: estimate, 0 and up, that of
        `cross_sector_betweenness` with the same sample, unbiased; standard_error, that of a mean of
        `samples` out of all the sources, 0 when exact: it says little of an actor that few of them
        depend on. Both are nan where `cross_sector_betweenness` is.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, `samples` is no whole number of at least 2, or `seed` none of
        at least 0.

    References
    ----------
    .. [1] Brandes, U. and Pich, C. (2007). Centrality estimation in large networks. International
       Journal of Bifurcation and Chaos, 17(7), 2303-2318.

    Examples
    --------
    >>> import networkx as nx
    >>> club = nx.karate_club_graph()
    >>> found = cross_sector_betweenness_sampled(club, by="club", samples=20)
    >>> exact = cross_sector_betweenness(club, by="club")
    >>> bool(abs(found["estimate"] - exact)[0] < 3 * found["standard_error"][0])
    True
    """
    arrays = grouped(graph, by=by)
    estimates, errors = _between_groups(arrays, samples, seed, progress)
    values = {"estimate": estimates, "standard_error": errors}
    return pd.DataFrame(values, index=arrays.actors)


def bridging_coefficient(graph: GraphLike) -> pd.Series:
    """Bridging coefficient of Hwang and others: few ties, among actors of many (actor grain).

    1/d(v) over the sum of 1/d(i) for the contacts i of v, d the number of ties. Groups have no part
    in it.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order, above 0; 1/d where all the contacts have d ties as the
        actor has, less among contacts of fewer. nan for an isolate.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph, or is directed.

    References
    ----------
    .. [1] Hwang, W., Kim, T., Ramanathan, M. and Zhang, A. (2008). Bridging centrality: graph
       mining from element level to group level. Proceedings of the 14th ACM SIGKDD International
       Conference on Knowledge Discovery and Data Mining, 336-344.

    Examples
    --------
    >>> import networkx as nx
    >>> bridging_coefficient(nx.path_graph(4)).round(3).tolist()
    [2.0, 0.333, 0.333, 2.0]
    """
    arrays = grouped(graph, required=False)
    found = _coefficients(arrays, "bridging_coefficient")
    return pd.Series(found, index=arrays.actors, name="bridging_coefficient")


def bridging_centrality(graph: GraphLike, *, progress: Telling = None) -> pd.Series:
    """Bridging centrality of Hwang and others: betweenness by bridging coefficient (actor grain).

    The product of `betweenness` and `bridging_coefficient`. Groups have no part in it.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end: the time grows as actors times ties.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order, 0 (on no shortest path) and up; nan for an isolate, and,
        as in `betweenness`, where shortest paths are too many to count.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph, or is directed.

    References
    ----------
    .. [1] Hwang, W., Kim, T., Ramanathan, M. and Zhang, A. (2008). Bridging centrality: graph
       mining from element level to group level. Proceedings of the 14th ACM SIGKDD International
       Conference on Knowledge Discovery and Data Mining, 336-344.

    Examples
    --------
    >>> import networkx as nx
    >>> bridging_centrality(nx.path_graph(4)).round(3).tolist()
    [0.0, 0.667, 0.667, 0.0]
    """
    arrays = grouped(graph, required=False)
    # a directed graph is refused before anything is searched
    found = _coefficients(arrays, "bridging_centrality")
    found *= betweenness(arrays, progress=progress).to_numpy()
    return pd.Series(found, index=arrays.actors, name="bridging_centrality")


def everett_valente_brokerage(graph: GraphLike, *, progress: Telling = None) -> pd.Series:
    """Brokerage of Everett and Valente: betweenness for each tie that it takes (actor grain).

    0 when no shortest path passes through the actor (its betweenness b is 0). Else, undirected:
    (2b + n - 1)/d for an actor of d ties; in a connected network it is the mean, over those ties,
    of the shortest paths that use the tie. Directed: the mean of (b + j)/d_in and (b + k)/d_out,
    where j actors reach the actor and it reaches k. Groups have no part in it.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. The two formulas are those published: a connected network given with every tie
        in both directions has the undirected answer.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end: the time grows as actors times ties.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order, 0 (no broker) and up; nan for an isolate, and where, as in
        `betweenness`, shortest paths are too many to count. In an undirected network
        of several parts n counts every actor, isolates included, as published.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Everett, M. G. and Valente, T. W. (2016). Bridging, brokerage and betweenness. Social
       Networks, 44, 202-208.

    Examples
    --------
    >>> import networkx as nx
    >>> everett_valente_brokerage(nx.path_graph(4)).tolist()
    [0.0, 3.5, 3.5, 0.0]
    """
    graph = grouped(graph, required=False)
    found = _carried_by_all(graph, progress)
    b = found.sums  # from both ends of each pair: twice the betweenness of an undirected graph
    if graph.directed:
        received = np.maximum(np.bincount(graph.target, minlength=graph.n), 1)
        sent = np.maximum(np.bincount(graph.source, minlength=graph.n), 1)
        score = ((b + found.reached) / received + (b + found.reaches) / sent) / 2
    else:
        score = (b + graph.n - 1) / np.maximum(graph.degrees(), 1)
    score = np.where(b == 0, 0.0, score)
    score[graph.degrees() == 0] = np.nan
    return pd.Series(score, index=graph.actors, name="everett_valente_brokerage")


def _between_groups(
    graph: GroupedGraph, samples: int | None, seed: Seed, progress: Telling
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the betweenness between groups, from all or from a sample, and its standard errors."""
    rng = generator(seed)
    sources = np.flatnonzero(graph.codes >= 0)
    known = len(sources)
    # from one alone the error could not be estimated
    drawn = known if samples is None else min(whole_number(samples, name="samples", least=2), known)
    if (graph.sizes > 0).sum() < 2:
        undefined = np.full(graph.n, np.nan)
        return undefined, undefined
    if drawn < known:
        sources = np.sort(rng.choice(sources, drawn, replace=False))
    found = _carried(graph, graph.codes, sources, progress)
    # each undirected pair was met from both ends
    scale = known / drawn / (1 if graph.directed else 2)
    carried = scale * found.sums
    errors = np.where(np.isnan(carried), np.nan, 0.0)
    if drawn < known:
        spread = np.maximum(found.squares - found.sums**2 / drawn, 0) / (drawn - 1)
        errors = scale * np.sqrt(drawn * (1 - drawn / known) * spread)
    return carried, errors


def _coefficients(graph: GroupedGraph, measure: str) -> npt.NDArray[np.float64]:
    """Return the bridging coefficients, or raise, naming the measure, where it is directed."""
    require_undirected(graph, measure)
    inverse = ratio(1, graph.degrees())
    around = np.bincount(graph.source, inverse[graph.target], graph.n)
    around += np.bincount(graph.target, inverse[graph.source], graph.n)
    return ratio(inverse, around)


@dataclass(frozen=True, eq=False)
class _Carried:
    """What the searches from some sources found, for each actor: see `add_dependencies`."""

    sums: npt.NDArray[np.float64]
    squares: npt.NDArray[np.float64]
    reaches: npt.NDArray[np.int64]
    reached: npt.NDArray[np.int64]


def _carried(
    graph: GroupedGraph,
    codes: npt.NDArray[np.int32],
    sources: npt.NDArray[np.intp],
    progress: Telling = None,
    *,
    at_once: int = WALKED_AT_ONCE,
) -> _Carried:
    from concertnet.kernels.paths_betweenness import add_dependencies

    n = graph.n
    found = _Carried(np.zeros(n), np.zeros(n), np.zeros(n, np.int64), np.zeros(n, np.int64))
    starts, ends = csr_rows(graph.adjacency())
    for batch in batches(sources, n + len(ends), progress, at_once=at_once):
        add_dependencies(
            starts, ends, codes, batch, found.sums, found.squares, found.reaches, found.reached
        )
    return found


def _carried_by_all(graph: GroupedGraph, progress: Telling = None) -> _Carried:
    """Return what is carried between all pairs: each actor is a group."""
    everyone = np.arange(graph.n)
    return _carried(graph, everyone.astype(np.int32), everyone, progress)
