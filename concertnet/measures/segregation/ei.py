"""The E-I index: ties between groups against ties within them, and what to read it against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.contacts import contact_sums
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.formula import carries, of_ties
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.mixing import (
    MixingLike,
    group_sizes,
    mixing_measured,
    weighted_counts,
)
from concertnet.records import Record

__all__ = [
    "Bounds",
    "actor_ei_index",
    "ei_bounds",
    "ei_expected",
    "ei_index",
    "sector_ei_index",
]


@dataclass(frozen=True, repr=False)
class Bounds(Record):
    """The lowest and highest values that a measure can take.

    Attributes
    ----------
    low, high : float
        The two values; nan where the measure is undefined.
    """

    low: float
    high: float


def _difference_over_sum(external: Any, internal: Any) -> Values:
    return ratio(external - internal, external + internal)


@partial(of_ties, low=-1, high=1)
def _network_formula(counts: npt.NDArray[Any], directed: bool) -> Values:
    within = np.trace(counts, axis1=-2, axis2=-1)
    off_diagonal = counts.sum(axis=(-2, -1)) - within
    return _difference_over_sum(off_diagonal if directed else off_diagonal / 2, within)


@carries(_network_formula)
def ei_index(graph: MixingLike, *, by: By = None, weight: str | None = None) -> float:
    """E-I index of the network: (E - I) / (E + I), ties between groups against ties within.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph each direction is a tie.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    float
        From -1 (all ties within groups) to +1 (all between). There is no neutral value: read it
        against `ei_expected`, which depends on the sizes of the groups, `ei_bounds`, and
        `against_chance`. nan without any tie between actors of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight or one that is not finite and
        positive.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> round(ei_index(nx.karate_club_graph(), by="club"), 3)
    -0.718
    """
    if weight is not None:
        return float(_network_formula.of_weights(*weighted_counts(graph, by=by, weight=weight)))
    return float(_network_formula.of(mixing_measured(graph, by=by)))


@partial(of_ties, low=-1, high=1)
def _sector_formula(counts: npt.NDArray[Any], directed: bool) -> Values:
    within = np.diagonal(counts, axis1=-2, axis2=-1)
    touching = counts.sum(axis=-1) - within
    if directed:
        touching = touching + counts.sum(axis=-2) - within
    return _difference_over_sum(touching, within)


@carries(_sector_formula)
def sector_ei_index(graph: MixingLike, *, by: By = None, weight: str | None = None) -> pd.Series:
    """E-I index of each group: the ties that leave it against the ties within (sector grain).

    Each tie counts once: a tie within the group is one internal tie (UCINET, which sums over the
    members, counts it twice). In a directed graph ties sent and received both count.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    Series of float, length k
        Indexed by group; from -1 (closed) to +1 (all its ties leave it); nan for a group without
        any tie. No neutral value: a small group has few internal pairs to offer.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight or one that is not finite and
        positive.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> sector_ei_index(nx.karate_club_graph(), by="club").round(3).to_dict()
    {'Mr. Hi': -0.522, 'Officer': -0.488}
    """
    if weight is not None:
        arrays, counts = weighted_counts(graph, by=by, weight=weight)
        values, labels = (
            _sector_formula.of_weights(arrays, counts),
            labels_of(arrays.groups, arrays.by),
        )
        return pd.Series(values, index=labels, name="sector_ei_index")
    return _sector_formula.by_group(mixing_measured(graph, by=by), "sector_ei_index")


def actor_ei_index(
    graph: GraphLike,
    *,
    by: By = None,
    direction: Literal["both", "out", "in"] = "both",
    weight: str | None = None,
) -> pd.Series:
    """E-I index of each actor: its ties to other groups against those to its own (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        Of a directed graph, whether the ties counted are all of them, those that the actor sends
        or those that it receives. Without effect otherwise.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    Series of float, length n
        The graph's actors in its order; from -1 (ties to its own group only) to +1 (to others
        only). nan for an actor of unknown group, or without a tie to an actor of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or `direction` is no such word, or "out" or "in" when it is undirected.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> actor_ei_index(nx.karate_club_graph(), by="club").loc[0]
    np.float64(-0.875)
    """
    found = contact_sums(graph, by, direction, weight)
    own = found.codes[found.actor]
    known = (own >= 0) & (found.code >= 0)
    external, internal = (
        found.summed(known & which) for which in (own != found.code, own == found.code)
    )
    values = _difference_over_sum(external, internal)
    return pd.Series(values, index=found.actors, name="actor_ei_index")


def ei_expected(graph: MixingLike, *, by: By = None) -> float:
    """Return the E-I index to expect if ties ignored groups (network grain).

    The share of pairs between groups minus the share of pairs within:
    1 - 2 sum n_g (n_g - 1) / (N (N - 1)). It is also the exact mean of the index when the groups
    are shuffled over the actors.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network; only the sizes of its groups matter, whatever the direction of ties.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    float
        From -1 (a single group) to +1 (every actor its own group); nan with fewer than two actors
        of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> round(ei_expected(nx.karate_club_graph(), by="club"), 4)
    0.0303
    """
    n = group_sizes(graph, by=by)[0].astype(float)
    total = n.sum()
    if total < 2:
        return float("nan")
    return float(1 - 2 * (n * (n - 1)).sum() / (total * (total - 1)))


def ei_bounds(graph: MixingLike, *, by: By = None) -> Bounds:
    """Lowest and highest E-I index that the sizes of groups and the number of ties allow.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network; only its sizes and its number of ties matter. Each direction is a tie in a
        directed graph.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Bounds
        low: every tie within groups that can be, high: every tie between groups that can be; both
        from -1 to +1, nan without any tie between actors of known group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    Two groups of two, five ties: at most two are within, at least one is; at most four between.

    >>> sizes = pd.Series({"a": 2, "b": 2})
    >>> from concertnet.hinges.mixing import Mixing
    >>> five = pd.DataFrame([[1, 3], [3, 1]], index=sizes.index, columns=sizes.index)
    >>> ei_bounds(Mixing(five, sizes))
    Bounds(low=0.2, high=0.6)
    """
    m = mixing_measured(graph, by=by)
    ties = m.ties
    if ties == 0:
        return Bounds(float("nan"), float("nan"))
    possible = m.possible.to_numpy()
    within = int(np.trace(possible))
    between = int(possible.sum() if m.directed else np.triu(possible).sum()) - within
    fewest, most = max(0, ties - within), min(ties, between)
    return Bounds((2 * fewest - ties) / ties, (2 * most - ties) / ties)
