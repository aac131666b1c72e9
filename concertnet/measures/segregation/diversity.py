"""How mixed the groups are: of an actor's contacts, of an instance's seats, of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import ratio
from concertnet.hinges.contacts import contact_counts, contact_sums
from concertnet.hinges.door import By, GraphLike, NetworkOrGraph, grouped, is_networkx
from concertnet.hinges.grouping import UNKNOWN_GROUP
from concertnet.hinges.mixing import MixingLike, group_sizes
from concertnet.hinges.seat_places import seat_places
from concertnet.hinges.sittings import actor_groups
from concertnet.records import Record

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Heterogeneity", "heterogeneity", "instance_heterogeneity", "network_heterogeneity"]


@dataclass(frozen=True, repr=False)
class Heterogeneity(Record):
    """How mixed the groups of the actors of a network are.

    Attributes
    ----------
    blau : float
        1 - sum p^2, 0 (one group) to 1 - 1/k.
    iqv : float
        blau over its highest value, 0 to 1; nan where the network has one group.
    richness : int
        Groups that have an actor.
    shannon : float
        - sum p ln p, 0 to ln k.
    n : int
        Actors of known group.
    unknown : int
        Actors of unknown group, left out.
    """

    blau: float
    iqv: float
    richness: int
    shannon: float
    n: int
    unknown: int


def heterogeneity(
    graph: GraphLike,
    *,
    by: By = None,
    direction: Literal["both", "out", "in"] = "both",
    weight: str | None = None,
) -> pd.DataFrame:
    """Measure how mixed the groups of each actor's contacts are (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        In a directed graph, the contacts to whom an actor sends ("out"), from whom it receives
        ("in"), or both, a contact tied both ways counting twice.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: p are shares of the weight of
        the actor's ties, and the numbers of contacts stay. By default every tie weighs 1.

    Returns
    -------
    DataFrame
        The graph's actors in its order, those of unknown group too: blau = 1 - sum p^2 (0: one
        group, up to 1 - 1/k), iqv = blau k/(k - 1) with k the groups of the whole network (0 to
        1), richness (number of groups met), shannon = - sum p ln p (0 to ln k), contacts (those of
        known group, on which all rest), unknown (the others, left out). Without any contact of
        known group, blau, iqv and shannon are nan; iqv is nan too where the network has one group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or `direction` is no such word, or "out" or "in" when it is undirected.

    References
    ----------
    .. [1] Blau, P. M. (1977). Inequality and Heterogeneity. Free Press.
    .. [2] Agresti, A. and Agresti, B. F. (1978). Statistical analysis of qualitative variation.
       Sociological Methodology, 9, 204-237.
    .. [3] Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical
       Journal, 27(3), 379-423.

    Examples
    --------
    >>> import networkx as nx
    >>> heterogeneity(nx.karate_club_graph(), by="club").loc[[0, 8], ["blau", "iqv", "contacts"]]
           blau       iqv  contacts
    actor
    0  0.117188  0.234375        16
    8  0.480000  0.960000         5
    """
    found = contact_counts(graph, by, direction)
    known = found.code >= 0
    frame = _diversity(
        found.actor[known], found.ties[known], len(found.groups), found.actors, "contacts"
    )
    frame["unknown"] = found.summed(~known)
    if weight is not None:
        strong = contact_sums(graph, by, direction, weight)
        sums = strong.ties[strong.code >= 0]
        of_weights = _diversity(
            found.actor[known], sums, len(found.groups), found.actors, "contacts"
        )
        frame = frame.assign(**{name: of_weights[name] for name in ("blau", "iqv", "shannon")})
    return found.of_who_answered(frame)


def instance_heterogeneity(net: NetworkOrGraph, *, by: By = None) -> pd.DataFrame:
    """Measure how mixed the groups seated at each instance are (instance grain).

    Parameters
    ----------
    net : Network or networkx graph
        The network, or its seats as ``net.seat_graph()`` gives them: nodes ``bipartite=0``
        (actors) and ``bipartite=1`` (instances), a tie with ``seats`` (1 where absent). Select a
        date first (``net.at("2024-06-30")``): seats of all times count otherwise.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    DataFrame
        One row per instance, in their order: blau, iqv, richness, shannon (as in `heterogeneity`,
        of the seats; k is the groups of all the actors, seated or not), seats (those of known
        group, on which all rest), unknown (the others, left out). Without any seat of known group,
        blau, iqv and shannon are nan.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `net` has no seats, or a number of them that is not whole or is under 1.

    References
    ----------
    .. [1] Blau, P. M. (1977). Inequality and Heterogeneity. Free Press.
    .. [2] Agresti, A. and Agresti, B. F. (1978). Statistical analysis of qualitative variation.
       Sociological Methodology, 9, 204-237.

    Examples
    --------
    >>> import concertnet as cn
    >>> table = cn.instance_heterogeneity(cn.sample_network().at("2024-06-30"))
    >>> table.columns.tolist()
    ['blau', 'iqv', 'richness', 'shannon', 'seats', 'unknown']
    """
    instances, instance, codes, k = _seats(net, by)
    return _of_members(instance, codes, k, instances, "seats")


def network_heterogeneity(graph: MixingLike, *, by: By = None) -> Heterogeneity:
    """Measure how mixed the groups of the actors are (network grain).

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network; only the sizes of its groups matter.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Heterogeneity
        blau, iqv, richness and shannon of the actors of known group; nan without any.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Blau, P. M. (1977). Inequality and Heterogeneity. Free Press.
    .. [2] Agresti, A. and Agresti, B. F. (1978). Statistical analysis of qualitative variation.
       Sociological Methodology, 9, 204-237.

    Examples
    --------
    >>> import networkx as nx
    >>> network_heterogeneity(nx.karate_club_graph(), by="club").iqv
    1.0
    """
    sizes, unknown = group_sizes(graph, by=by)
    one = np.zeros(np.count_nonzero(sizes), dtype=np.int64)
    found = _diversity(one, sizes[sizes > 0], len(sizes), pd.RangeIndex(1), "n").iloc[0]
    return Heterogeneity(
        float(found["blau"]),
        float(found["iqv"]),
        int(found["richness"]),
        float(found["shannon"]),
        int(found["n"]),
        unknown,
    )


def _of_members(
    unit: npt.NDArray[np.integer], codes: npt.NDArray[np.int32], k: int, units: pd.Index, total: str
) -> pd.DataFrame:
    """Return the measures of units whose members, one by one, have these groups of k."""
    known = codes != UNKNOWN_GROUP
    # each unit meets few of many groups: their pairs are counted, no table of all is filled
    cell, counts = np.unique(unit[known].astype(np.int64) * k + codes[known], return_counts=True)
    frame = _diversity(cell // max(k, 1), counts, k, units, total)
    frame["unknown"] = np.bincount(unit[~known], minlength=len(units))
    return frame


def _diversity(
    unit: npt.NDArray[np.int64], counts: npt.NDArray[np.int64], k: int, units: pd.Index, total: str
) -> pd.DataFrame:
    """Return the four measures of units, and their total.

    `unit` and `counts`: a unit's position and its members of a group, for each group that it has.
    """

    def summed(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        return np.bincount(unit, values, len(units)).astype(float)

    n = summed(counts)
    p = counts / n[unit]
    some = n > 0
    blau = ratio(n**2 - summed(counts**2), n**2)
    return pd.DataFrame(
        {
            "blau": blau,
            "iqv": blau * k / (k - 1) if k > 1 else np.full(len(n), np.nan),
            "richness": np.bincount(unit, minlength=len(n)),
            # adding zero: one group alone has - 1 ln 1, which is -0
            "shannon": np.where(some, -summed(p * np.log(p)) + 0.0, np.nan),
            total: n.astype(np.int64),
        },
        index=units,
    )


def _seats(net: NetworkOrGraph, by: By) -> tuple[pd.Index, Any, Any, int]:
    """Return the instances; of each seat, its instance and its group; and k."""
    if is_networkx(net):
        return _seats_of_graph(net, by)
    graph, seats = actor_groups(net, by), seat_places(net)
    held = seats.ever_held
    codes = graph.codes[seats.actor[held]]
    return seats.instances.rename("instance"), seats.instance[held], codes, len(graph.groups)


def _seats_of_graph(graph: nx.Graph, by: By) -> tuple[pd.Index, Any, Any, int]:
    modes = dict(graph.nodes(data="bipartite"))
    nodes = {mode: [node for node in graph if modes[node] == mode] for mode in (0, 1)}
    # read from its actor's end, a seat goes once through the two modes
    held = [(a, b, n) if modes[a] == 0 else (b, a, n) for a, b, n in graph.edges(data="seats")]
    between = all({modes[a], modes[b]} == {0, 1} for a, b, _ in held)
    given = pd.Series([1 if n is None else n for _, _, n in held], dtype=object)
    seats = pd.to_numeric(given, errors="coerce").to_numpy(float)
    whole = ((seats >= 1) & (seats < np.inf) & (seats == np.floor(seats))).all()
    all_known = len(nodes[0]) + len(nodes[1]) == len(graph)
    if graph.is_multigraph() or not (all_known and between and whole):
        raise NotComparable("error_not_a_seat_graph")
    actors = grouped(graph.subgraph(nodes[0]), by=by)
    instances = _index(nodes[1]).rename("instance")
    instance = instances.get_indexer(_index([b for _, b, _ in held]))
    codes = actors.codes[actors.actors.get_indexer(_index([a for a, _, _ in held]))]
    seats = seats.astype(np.int64)
    return instances, np.repeat(instance, seats), np.repeat(codes, seats), len(actors.groups)


def _index(nodes: list[Any]) -> pd.Index:
    return pd.Index(nodes, dtype=object, tupleize_cols=False)
