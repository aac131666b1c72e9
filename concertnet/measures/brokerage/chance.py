"""Brokerage against chance: ties at random (Gould and Fernandez), or the groups shuffled."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Counts, Values, ratio
from concertnet.hinges.brokered_paths import BrokeredPaths, brokered_paths
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.mixing import mixing
from concertnet.measures.brokerage._counts import (
    ROLES,
    by_actor,
    counted,
    once,
)
from concertnet.measures.brokerage._moments import density_moments, label_moments, network_moments

__all__ = [
    "brokerage_expected",
    "brokerage_expected_labels",
    "brokerage_z",
    "brokerage_z_labels",
    "network_brokerage",
]

# A hub's pairs of two-paths grow as the cube of its ties: above this they pass the largest int64.
MOST_TIES = 2_000_000


def brokerage_expected(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Return the brokerage to expect of an actor of each group, ties at random (sector grain).

    The null model of Gould and Fernandez: every tie exists with one same probability, the density
    d of the network, whatever the groups; an open two-path then has probability d^2 (1 - d), and
    two of them covary when they share a tie. Expected counts and sd depend on d and the sizes
    only.

    In an undirected graph the moments are those of sna, for our counts: the two directions of a
    tie are drawn apart, unlike in `network_brokerage`. Expected counts are then right, and the sd
    of gatekeeper too; the sd of coordinator, itinerant, liaison and total is that of an undirected
    random graph divided by the square root of 2.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`. Actors of unknown group are
        left out of sizes and density.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        One row per group and role: group, size (actors), role, expected, sd (counts, 0 and up).
        Both are 0 for a role that the sizes make impossible; nan with fewer than two actors of
        known group, and for representative when undirected.

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
    >>> frame = brokerage_expected(nx.karate_club_graph(), by="club")
    >>> frame[frame["role"] == "gatekeeper"].round(2)
         group  size        role  expected    sd
    3   Mr. Hi    17  gatekeeper      4.53  4.35
    9  Officer    17  gatekeeper      4.53  4.35
    """
    m = mixing(graph, by=by)
    sizes = m.sizes.to_numpy()
    density = _density(int(sizes.sum()), m.ties, m.directed)
    expected, sd = _by_density(sizes, density, directed=m.directed)
    return pd.DataFrame(
        {
            "group": labels_of(list(m.counts.index)).repeat(len(ROLES)),
            "size": np.repeat(sizes, len(ROLES)),
            "role": ROLES * len(sizes),
            "expected": expected.ravel(),
            "sd": sd.ravel(),
        }
    )


def brokerage_z(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Brokerage of each actor against ties at random: (count - expected)/sd (actor grain).

    Under the null model of Gould and Fernandez, see `brokerage_expected`. It draws every tie with
    one probability, so that an actor with many ties is far above it in every role: to compare
    roles given the ties that there are, see `brokerage_z_labels`.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame of float, shape (n, 6)
        The graph's actors in its order, and the roles; above 0: more than by chance, 0: as
        expected. nan for an actor of unknown group, a role that is impossible or certain (sd 0),
        and representative when undirected. The counts are skewed in small groups: a z above 2 is
        no test there. Undirected, divide by the square root of 2, except gatekeeper, to read it
        against an undirected random graph.

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
    >>> z = brokerage_z(nx.karate_club_graph(), by="club")
    >>> z.loc[0, ["itinerant", "gatekeeper"]].round(2).to_dict()
    {'itinerant': -1.05, 'gatekeeper': 2.41}
    """
    found = brokered_paths(graph, by)
    graph, counts = found.graph, counted(found)
    moments = _by_density(found.sizes, _density_of(found), directed=graph.directed)
    expected, sd = (np.vstack([moment, _NO_GROUP])[graph.codes] for moment in moments)
    return by_actor(_standardised(counts, expected, sd), graph)


def brokerage_expected_labels(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Return the brokerage to expect of each actor, the others' groups shuffled (actor grain).

    The network stays as it is and the actor keeps its group; the groups of all the other actors
    are drawn again without replacement. The mean and the sd over all shuffles are exact, without
    simulation.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`. Actors of unknown group are
        left out.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        One row per actor, in the graph's order, and role: actor, role, expected, sd (counts, 0
        and up). sd is exactly 0 where no shuffle changes the count, as for total. nan for an
        actor of unknown group, and for representative when undirected.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or an actor has more than two million ties.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
       brokerage in transaction networks. Sociological Methodology, 19, 89-126.
    .. [2] Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.
       (Moments of counts over a fixed graph under shuffled labels.)

    Examples
    --------
    The instructor stands in 102 open triads; 87 join two members of his own faction.

    >>> import networkx as nx
    >>> frame = brokerage_expected_labels(nx.karate_club_graph(), by="club")
    >>> frame.loc[(frame["actor"] == 0) & (frame["role"] == "coordinator")].round(2)
       actor         role  expected    sd
    0      0  coordinator     23.18  9.31
    """
    found = brokered_paths(graph, by, overlaps=True)
    graph, (_, expected, sd) = found.graph, _by_labels(found)
    return pd.DataFrame(
        {
            "actor": graph.actors.repeat(len(ROLES)),
            "role": np.tile(np.array(ROLES, dtype=object), graph.n),
            "expected": expected.ravel(),
            "sd": sd.ravel(),
        }
    )


def brokerage_z_labels(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Brokerage of each actor against shuffled groups: (count - expected)/sd (actor grain).

    Given this very network, and so the actor's ties, does it stand between these groups more than
    if the groups were placed at random? See `brokerage_expected_labels`.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame of float, shape (n, 6)
        The graph's actors in its order, and the roles; above 0: more than by chance, 0: as
        expected. nan for an actor of unknown group, where no shuffle changes the count (total,
        always; a role that is impossible; an actor that brokers nothing), and for representative
        when undirected. The counts are skewed: a z above 2 is no test.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or an actor has more than two million ties.

    References
    ----------
    .. [1] Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to
       brokerage in transaction networks. Sociological Methodology, 19, 89-126.
    .. [2] Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.
       (Moments of counts over a fixed graph under shuffled labels.)

    Examples
    --------
    >>> import networkx as nx
    >>> z = brokerage_z_labels(nx.karate_club_graph(), by="club")
    >>> z.loc[0, ["coordinator", "itinerant", "gatekeeper"]].round(2).to_dict()
    {'coordinator': 6.85, 'itinerant': -2.65, 'gatekeeper': -11.71}
    """
    found = brokered_paths(graph, by, overlaps=True)
    return by_actor(_standardised(*_by_labels(found)), found.graph)


def network_brokerage(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Brokerage in the whole network, by role, against ties at random (network grain).

    The counts of all brokers together, every tie having one same probability, the density. The sd
    takes in that the two-paths of different brokers covary. Directed, that of R's sna is the same
    for itinerant and liaison; for the other roles it is larger, as it leaves out pairs of
    two-paths of which one needs the tie whose absence the other needs. Undirected, a tie is drawn
    once for its two directions, unlike in sna and `brokerage_expected`.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network; directed and undirected as in `brokerage_roles`. Actors of unknown group are
        left out.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        One row per role: role, count, expected, sd (0 and up), z (above 0: more than by chance).
        All are nan with fewer than two actors of known group, z also for a role that is impossible
        or certain (sd 0); the row of representative is nan when undirected.

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
    >>> network_brokerage(nx.karate_club_graph(), by="club").round(2)
                 role  count  expected     sd     z
    0     coordinator  255.0     67.91  19.89  9.41
    1       itinerant   10.0     76.96  23.89 -2.80
    2  representative    NaN       NaN    NaN   NaN
    3      gatekeeper  128.0    153.92  31.66 -0.82
    4         liaison    0.0      0.00   0.00   NaN
    5           total  393.0    298.79  59.25  1.59
    """
    found = brokered_paths(graph, by)
    graph = found.graph
    known = graph.codes >= 0
    # a sum over nobody would be 0, and one actor has nobody to stand between
    counts = counted(found)[known].sum(axis=0) if known.sum() > 1 else np.full(len(ROLES), np.nan)
    expected, sd = network_moments(found.sizes, _density_of(found), directed=graph.directed)
    return pd.DataFrame(
        {
            "role": ROLES,
            "count": counts,
            "expected": expected,
            "sd": sd,
            "z": _standardised(counts, expected, sd),
        }
    )


_NO_GROUP = np.full((1, len(ROLES)), np.nan)  # the last row, where the code -1 points


def _density_of(found: BrokeredPaths) -> float:
    return _density(int(found.sizes.sum()), found.ties, found.graph.directed)


def _density(known: int, ties: int, directed: bool) -> float:
    """Return the share of the possible ties between actors of known group that exist."""
    if known < 2:
        return float("nan")
    return ties * (1 if directed else 2) / (known * (known - 1))


def _of_graph(directed: bool, *moments: Values) -> tuple[Values, ...]:
    return moments if directed else tuple(once(moment) for moment in moments)


def _by_density(sizes: Counts, density: float, *, directed: bool) -> tuple[Values, ...]:
    """Return expected counts and sd, shape (k, 6)."""
    return _of_graph(directed, *density_moments(sizes, density))


def _by_labels(found: BrokeredPaths, *, most_ties: int = MOST_TIES) -> tuple[Values, ...]:
    """Return counts, expected counts and sd, shape (n, 6)."""
    graph, overlaps = found.graph, found.overlaps
    if overlaps is None or found.most_ties > most_ties:
        given = {"actor": found.busiest, "n": found.most_ties, "most": most_ties}
        raise NotComparable("error_most_ties", **given)
    moments = label_moments(found.sizes, graph.codes, overlaps)
    return counted(found), *_of_graph(graph.directed, *moments)


def _standardised(counts: Values, expected: Values, sd: Values) -> Values:
    """Return z; nan where sd is 0."""
    return ratio(counts - expected, sd)
