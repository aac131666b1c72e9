"""Brokerage over seats: who links two actors that sit in no instance together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Counts, csr_rows
from concertnet.hinges.door import By, NetworkOrGraph, grouped, is_network, is_networkx
from concertnet.hinges.graph import GroupedGraph
from concertnet.measures.brokerage._counts import GATEKEEPER, REPRESENTATIVE, ROLES, TOTAL, by_actor

__all__ = ["two_mode_brokerage"]

# Position of the actor and number of the instance of each seat.
Seats = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]


def two_mode_brokerage(net: NetworkOrGraph, *, by: By = None) -> pd.DataFrame:
    """Count the chains of seats that each actor is the middle of, by role (actor grain).

    A chain a - i - b - j - c: the broker b sits with a at the instance i and with c at the
    instance j, and a and c sit together nowhere. Each chain counts once, whichever end it is read
    from: an actor that shares two instances with a and three with c has six. By the groups of the
    ends and of the broker its role is coordinator (AAA), itinerant (ABA), gatekeeper (one end in
    the broker's group: representative is then the same role, and nan) or liaison (ABC).

    `brokerage_roles` of ``net.co_seat_graph()`` counts each pair of ends once, however many
    instances link them: both agree where no two actors share more than one instance.

    Parameters
    ----------
    net : Network or networkx graph
        The network, or a two-mode graph such as ``net.seat_graph()``: each node has ``bipartite``,
        0 for an actor, 1 for an instance. Select a date first (``net.at("2024-06-30")``): seats of
        all times count otherwise. Several seats of an actor at an instance are one. Directions
        are ignored. Actors of unknown group are left out: neither brokers nor ends.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    DataFrame of float, shape (n, 6)
        The actors in the order of the network or graph; the roles and their total (counts of
        chains, 0 and up). No neutral value. nan for an actor of unknown group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `net` is neither a Network nor a two-mode graph.

    Notes
    -----
    Time and memory grow with the pairs of actors that sit together, and time with the triads of
    such pairs: an instance of s seats makes s(s - 1)/2 pairs.

    References
    ----------
    .. [1] Jasny, L. and Lubell, M. (2015). Two-mode brokerage in policy networks. Social
       Networks, 41, 36-47.

    Examples
    --------
    b sits with a at both tables, with c at one; a and c never meet.

    >>> import networkx as nx
    >>> seats = nx.Graph([("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 3), ("c", 3)])
    >>> nx.set_node_attributes(seats, {v: int(isinstance(v, int)) for v in seats}, "bipartite")
    >>> sector = {"a": "private", "b": "community", "c": "private"}
    >>> two_mode_brokerage(seats, by=sector)[["itinerant", "total"]]
       itinerant  total
    actor
    a        0.0    0.0
    b        2.0    2.0
    c        0.0    0.0
    """
    graph, seats = _seated(net, by)
    values = np.zeros((graph.n, len(ROLES)))
    found = _chains(graph, *seats)
    values[:, :TOTAL] = found
    values[:, TOTAL] = found.sum(axis=1)
    values[:, REPRESENTATIVE] = np.nan
    values[graph.codes < 0] = np.nan
    return by_actor(values, graph)


def _seated(net: NetworkOrGraph, by: By) -> tuple[GroupedGraph, Seats]:
    """Return the actors with their groups, and who sits where."""
    import networkx as nx

    if is_network(net):
        graph = grouped(net, by=by)
        actors = graph.actors.get_indexer(pd.Index(net.seats["actor"]))
        return graph, (actors, pd.factorize(net.seats["instance"])[0])
    if not is_networkx(net):
        raise NotComparable("error_not_two_mode", value=type(net).__name__)
    mode = dict(net.nodes(data="bipartite"))
    wrong = [node for node, side in mode.items() if side not in (0, 1)]
    wrong += [tie for tie in net.edges() if not wrong and mode[tie[0]] == mode[tie[1]]]
    if wrong:
        raise NotComparable("error_not_two_mode", value=wrong[0])
    alone = nx.Graph()
    alone.add_nodes_from((node, data) for node, data in net.nodes(data=True) if not mode[node])
    graph = grouped(alone, by=by)
    place = {node: i for i, node in enumerate(alone)}
    number = {node: i for i, node in enumerate(node for node, side in mode.items() if side)}
    ends = [(a, b) if mode[b] else (b, a) for a, b in net.edges()]
    actors = np.array([place[actor] for actor, _ in ends], dtype=np.intp)
    return graph, (actors, np.array([number[instance] for _, instance in ends], dtype=np.intp))


def _chains(
    graph: GroupedGraph, actors: npt.NDArray[np.intp], instances: npt.NDArray[np.intp]
) -> Counts:
    """Count chains by actor and role: all those through shared instances, less the closed ones."""
    from scipy.sparse import coo_array, csr_array, triu

    from concertnet.kernels.triads_counts import closed_chains

    known = graph.codes[actors] >= 0
    actors, instances = actors[known], instances[known]
    shape = (graph.n, int(instances.max(initial=-1)) + 1)
    seats = coo_array((np.ones(len(actors), np.int32), (actors, instances)), shape=shape).tocsr()
    seats.data[:] = 1
    shared = (seats @ seats.T).tocsr()
    shared.setdiag(0)
    shared.eliminate_zeros()
    codes = np.maximum(graph.codes, 0)
    found = _all_chains(shared.astype(np.int64), codes, len(graph.groups))
    # less tied actors first, so that no row is long
    order = np.argsort(np.diff(shared.indptr), kind="stable")
    upper = csr_array(triu(shared[order][:, order], k=1))
    upper.sort_indices()
    closed = closed_chains(
        *csr_rows(upper),
        upper.data.astype(np.int32),
        codes[order].astype(np.int32),
    )
    closed[:, GATEKEEPER] += closed[:, REPRESENTATIVE]
    closed[:, REPRESENTATIVE] = 0
    found[order] -= closed
    return found


def _all_chains(shared: Any, codes: npt.NDArray[np.int32], k: int) -> Counts:
    """Count the chains through each actor by role, whether or not their ends sit together."""
    from scipy.sparse import coo_array

    n = len(codes)
    pairs = shared.tocoo()
    broker, end = pairs.coords
    own = codes[broker] == codes[end]

    def summed(values: Any) -> Counts:
        return np.bincount(broker, values, minlength=n).astype(np.int64)

    ways, own_ways = summed(pairs.data), summed(pairs.data * own)
    # a chain needs two ends: the squares of one end alone are taken off
    squares, own_squares = summed(pairs.data**2), summed(pairs.data**2 * own)
    places = np.arange(n), codes
    # an actor of unknown group has a place too, be there no group at all: nobody reads its counts
    member = coo_array((np.ones(n, np.int64), places), shape=(n, max(k, 1))).tocsr()
    alike = (shared @ member).power(2).sum(axis=1)
    found = np.zeros((n, TOTAL), dtype=np.int64)
    found[:, ROLES.index("coordinator")] = (own_ways**2 - own_squares) // 2
    found[:, ROLES.index("itinerant")] = (alike - own_ways**2 - squares + own_squares) // 2
    found[:, GATEKEEPER] = own_ways * (ways - own_ways)
    found[:, ROLES.index("liaison")] = ((ways - own_ways) ** 2 - alike + own_ways**2) // 2
    return found
