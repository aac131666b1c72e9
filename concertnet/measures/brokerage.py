"""Gould-Fernandez brokerage: who stands between two actors without a tie, and in which role."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.graphs import By, GroupedGraph, grouped, labels_of

__all__ = ["ROLES", "brokerage_roles", "sector_brokerage"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
REPRESENTATIVE, GATEKEEPER, TOTAL = 2, 3, 5
# Roles whose two ends can be exchanged: read both ways, an undirected open triad fills one twice.
EXCHANGEABLE = np.array([r not in ("representative", "gatekeeper") for r in ROLES])

Values = npt.NDArray[np.float64]
# Starts of rows, ends, flags and the actor at each rank: see `concertnet.kernels.oriented`.
Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[Any]]


def brokerage_roles(obj: Any, *, by: By = None) -> pd.DataFrame:
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
    obj : Network, networkx graph or GroupedGraph
        The network. Actors of unknown group are left out, with their ties: neither brokers nor
        ends.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.

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
        If `obj` is no simple graph.

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
    graph = grouped(obj, by=by)
    return by_actor(counted(graph, known_pairs(graph)), graph)


def sector_brokerage(obj: Any, *, by: By = None) -> pd.DataFrame:
    """Sum the brokerage of the actors of each group, by role (sector grain).

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.

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
        If `obj` is no simple graph.

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
    graph = grouped(obj, by=by)
    counts = counted(graph, known_pairs(graph))
    known = graph.codes >= 0
    sums = np.zeros((len(graph.groups), len(ROLES)))
    np.add.at(sums, graph.codes[known], counts[known])
    if not graph.directed:
        sums[:, REPRESENTATIVE] = np.nan
    frame = pd.DataFrame(sums, index=labels_of(graph.groups, graph.by), columns=list(ROLES))
    frame.insert(0, "actors", graph.sizes)
    return frame


def known_pairs(graph: GroupedGraph) -> Pairs:
    """Lay out, for triangles, the ties between actors of known group."""
    from concertnet.kernels.oriented import oriented

    source, target = graph.source, graph.target
    if graph.unknown:
        known = (graph.codes[source] >= 0) & (graph.codes[target] >= 0)
        source, target = source[known], target[known]
    return oriented(
        graph.n,
        np.ascontiguousarray(source, dtype=np.int32),
        np.ascontiguousarray(target, dtype=np.int32),
        not graph.directed,
    )


def counted(graph: GroupedGraph, pairs: Pairs) -> Values:
    """Return the counts of `brokerage_roles`, shape (n, 6)."""
    return counted_with(graph, pairs, np.empty((0, 4), np.int32), np.empty(0, np.int64))


def counted_with(
    graph: GroupedGraph,
    pairs: Pairs,
    closing: npt.NDArray[np.int32],
    mutual: npt.NDArray[np.int64],
) -> Values:
    """Return the same, and fill what `concertnet.kernels.triads.closed_two_paths` can fill."""
    from concertnet.kernels.triads import all_two_paths, closed_two_paths

    starts, ends, flags, actor = pairs
    codes = np.maximum(graph.codes, 0).astype(np.int32)[actor]  # unknown: without ties here
    found = all_two_paths(starts, ends, flags, codes, len(graph.groups))
    found -= closed_two_paths(starts, ends, flags, codes, closing, mutual)
    values = np.empty((graph.n, len(ROLES)))
    values[actor, :TOTAL] = found
    values[actor, TOTAL] = found.sum(axis=1)
    values[graph.codes < 0] = np.nan
    return values if graph.directed else once(values)


def once(values: Values) -> Values:
    """Return counts by direction, or their moments, as those of open triads counted once."""
    values = values * np.where(EXCHANGEABLE, 0.5, 1.0)
    values[..., REPRESENTATIVE] = np.nan
    return values


def by_actor(values: Values, graph: GroupedGraph) -> pd.DataFrame:
    """Return one row per actor and one column per role."""
    return pd.DataFrame(values, index=graph.actors, columns=list(ROLES))
