"""Bridging by ties: how they spread over groups, how many leave the group, what cutting one costs.

Measures of bridging that rest on betweenness are in `concertnet.measures.position.betweenness`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import csr_rows, ratio
from concertnet.hinges.contacts import ContactCounts, contact_counts, tie_ends
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.progress import WALKED_AT_ONCE, Telling, batches
from concertnet.hinges.weights import weighted
from concertnet.measures.segregation.diversity import heterogeneity

__all__ = ["bridge_strength", "bridging_score", "participation_coefficient"]


def participation_coefficient(
    graph: GraphLike,
    *,
    by: By = None,
    direction: Literal["both", "out", "in"] = "both",
    weight: str | None = None,
) -> pd.Series:
    """Participation coefficient: how evenly an actor's ties spread over groups (actor grain).

    1 - sum over groups g of (k_ig / k_i)^2, where k_ig of the k_i ties of actor i to actors of
    known group go to group g, its own included.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        In a directed graph, the ties sent ("out"), those received ("in"), or both, a contact tied
        both ways counting twice.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: k_ig and k_i are then sums of
        weights. By default every tie weighs 1.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order, those of unknown group too: from 0 (one group) to 1 - 1/k
        (k groups alike). nan without a tie to an actor of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or `direction` is no such word, or "out" or "in" when it is undirected.

    References
    ----------
    .. [1] Guimera, R. and Amaral, L. A. N. (2005). Functional cartography of complex metabolic
       networks. Nature, 433, 895-900.
    .. [2] Barrat, A., Barthelemy, M., Pastor-Satorras, R. and Vespignani, A. (2004). The
       architecture of complex weighted networks. PNAS, 101(11), 3747-3752.

    Examples
    --------
    >>> import networkx as nx
    >>> participation_coefficient(nx.karate_club_graph(), by="club").loc[0]
    np.float64(0.1171875)
    """
    # Blau's index of the contacts, under its name in the study of networks
    found = heterogeneity(graph, by=by, direction=direction, weight=weight)["blau"]
    return found.rename("participation_coefficient")


def bridge_strength(
    graph: GraphLike,
    *,
    by: By = None,
    direction: Literal["both", "out", "in"] = "both",
    weight: str | None = None,
) -> pd.Series:
    """Bridge strength: an actor's ties to other groups, or their weight (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        In a directed graph, the ties sent ("out"), those received ("in"), or both, a contact tied
        both ways counting twice.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network ("weight", or one's own: the highest of a pair's rows) or an attribute of those of a
        networkx graph. By default every tie weighs 1.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order: 0 (no tie leaves its group) and up. Ties to actors of
        unknown group are left out. nan for an actor of unknown group, and for all where there are
        not two known groups.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or `direction` is no such word, or "out" or "in" when the graph is undirected.

    References
    ----------
    .. [1] Jones, P. J., Ma, R. and McNally, R. J. (2021). Bridge centrality: a network approach to
       understanding comorbidity. Multivariate Behavioral Research, 56(2), 353-367.

    Examples
    --------
    >>> import networkx as nx
    >>> bridge_strength(nx.karate_club_graph(), by="club").nlargest(3).to_dict()
    {2: 4.0, 8: 3.0, 33: 3.0}
    """
    if weight is None:
        return _ties_across(contact_counts(graph, by, direction))
    graph, weights = weighted(graph, by=by, weight=weight)
    found = contact_counts(graph, None, direction)
    strength = np.zeros(graph.n)
    for own, other in tie_ends(graph, direction):
        here, there = graph.codes[own], graph.codes[other]
        across = (here != there) & (there >= 0)
        strength += np.bincount(own[across], weights[across], graph.n)
    strength[graph.codes < 0] = np.nan
    if (graph.sizes > 0).sum() < 2:
        strength[:] = np.nan
    return found.of_who_answered(pd.Series(strength, index=graph.actors, name="bridge_strength"))


def _ties_across(found: ContactCounts) -> pd.Series:
    """Return the number of ties of each actor to other groups."""
    across = (found.code >= 0) & (found.code != found.codes[found.actor])
    strength = found.summed(across).astype(float)
    strength[found.codes < 0] = np.nan
    if found.peopled < 2:
        strength[:] = np.nan
    return found.of_who_answered(pd.Series(strength, index=found.actors, name="bridge_strength"))


def bridging_score(graph: GraphLike, *, progress: Telling = None) -> pd.Series:
    """Bridging score of Valente and Fujimoto: what cutting an actor's ties costs (actor grain).

    The mean, over the actor's ties, of the fall in the network's average reciprocal distance when
    the tie is cut: the mean of 1/distance over all ordered pairs of actors, 0 for two who cannot
    reach each other. Groups have no part in it.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph a tie is cut in its own direction only, and the mean runs
        over the ties sent and received.
    progress : function of (done, total) or True, optional
        Called as actors are searched from, and at the end.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order: from 0 (no tie shortens any path) to 1, reached by two
        actors alone; nan for an isolate. The time grows at least as actors times ties.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Valente, T. W. and Fujimoto, K. (2010). Bridging: locating critical connectors in a
       network. Social Networks, 32(3), 212-220.

    Examples
    --------
    Of the six ordered pairs of a line of three, four are tied and two are at distance 2; cutting a
    tie loses two of the first and both of the others: (2 + 2/2)/6.

    >>> import networkx as nx
    >>> bridging_score(nx.path_graph(3)).tolist()
    [0.5, 0.5, 0.5]
    """
    graph = grouped(graph, required=False)
    return pd.Series(_scores(graph, progress), index=graph.actors, name="bridging_score")


def _scores(
    graph: GroupedGraph, progress: Telling = None, *, at_once: int = WALKED_AT_ONCE
) -> npt.NDArray[np.float64]:
    from concertnet.kernels.paths_without import add_falls

    n = graph.n
    falls = np.zeros(n)
    adjacency = graph.adjacency()
    starts, ends = csr_rows(adjacency)
    back = csr_rows(adjacency.T.tocsr()) if graph.directed else (starts, ends)
    # each source is searched once, and the ties around it a second time
    for batch in batches(np.arange(n), 2 * (n + len(ends)), progress, at_once=at_once):
        add_falls(starts, ends, *back, batch, falls)
    return ratio(falls, graph.degrees() * float(n * (n - 1)))
