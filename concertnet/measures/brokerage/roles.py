"""Gould-Fernandez brokerage: who stands between two actors without a tie, and in which role."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.brokered_paths import brokered_paths
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.grouping import labels_of
from concertnet.measures.brokerage._counts import REPRESENTATIVE, ROLES, by_actor, counted

__all__ = ["ROLES", "brokerage_roles", "sector_brokerage"]


def brokerage_roles(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Count the untied pairs of actors that each actor stands between, by role (actor grain).

    A broker j has the open two-path i -> j -> k when i -> j and j -> k are tied, i is not k and
    i -> k is not tied; k -> i does not matter. By the groups of i, j and k its role is coordinator
    (AAA), itinerant (ABA: the two ends in one group, the broker in another), representative (AAB),
    gatekeeper (ABB) or liaison (ABC).

    In an undirected graph each open triad counts once. A broker with one end in its own group is
    then representative and gatekeeper at once: the role is reported as gatekeeper, and
    representative is nan. R's sna, which reads an undirected tie both ways, gives twice our
    coordinator, itinerant, liaison and total, and our gatekeeper twice, under both names.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Actors of unknown group are left out, with their ties: neither brokers nor
        ends.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame of float, shape (n, 6)
        The graph's actors in its order; coordinator, itinerant, representative, gatekeeper,
        liaison, total (counts, 0 and up). No neutral value: an actor with many ties brokers much,
        see `brokerage_z` and `brokerage_z_labels`. nan for an actor of unknown group;
        representative is nan when undirected.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
       brokerage in transaction networks. Sociological Methodology, 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> brokerage_roles(nx.karate_club_graph(), by="club").loc[[0], ["coordinator", "gatekeeper"]]
       coordinator  gatekeeper
    actor
    0         87.0        15.0
    """
    found = brokered_paths(graph, by)
    return by_actor(counted(found), found.graph)


def sector_brokerage(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Sum the brokerage of the actors of each group, by role (sector grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame, shape (k, 7)
        Indexed by group: actors (number of them), then the summed counts of `brokerage_roles`
        (0 and up). Divide by actors to compare groups of unequal sizes. representative is nan
        when undirected.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
       brokerage in transaction networks. Sociological Methodology, 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> sector_brokerage(nx.karate_club_graph(), by="club")[["actors", "coordinator", "total"]]
             actors  coordinator  total
    club
    Mr. Hi       17        121.0  184.0
    Officer      17        134.0  209.0
    """
    found = brokered_paths(graph, by)
    graph, counts = found.graph, counted(found)
    known = graph.codes >= 0
    sums = np.zeros((len(graph.groups), len(ROLES)))
    np.add.at(sums, graph.codes[known], counts[known])
    if not graph.directed:
        sums[:, REPRESENTATIVE] = np.nan
    frame = pd.DataFrame(sums, index=labels_of(graph.groups, graph.by), columns=list(ROLES))
    frame.insert(0, "actors", graph.sizes)
    return frame
