"""Structural holes within the ego network: the actor, its contacts and the ties among them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Positions, expanded, starts_of
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.weights import weighted
from concertnet.measures.position.structural_holes import holes_of

__all__ = ["ego_structural_holes"]

# Ties of ego networks held at once, which bounds the memory of a large network.
_AT_ONCE = 2_000_000


def ego_structural_holes(
    graph: GraphLike, *, by: By = None, weight: str | None = None
) -> pd.DataFrame:
    """Measure structural holes within each actor's own ego network (actor grain).

    Nothing but the actor, its contacts and the ties among them counts: a contact divides its ties
    among those only, where `structural_holes` counts all that it has. It is what UCINET computes
    unless asked for the whole network. Without weights nor directions, effective size and
    efficiency are the same in both; constraint and hierarchy are not.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph contacts are those of either direction, and the ties sent
        and received add up.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network ("weight", or one's own: the highest of a pair's rows) or an attribute of those of a
        networkx graph. By default every tie weighs 1.

    Returns
    -------
    DataFrame of float, shape (n, 7)
        The columns of `structural_holes`, with the same ranges: constraint, effective_size,
        efficiency, hierarchy, constraint_across, effective_size_across, cross_sector_share. nan as
        there: for an isolate, and the last three for an actor of unknown group.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        As in `structural_holes`.

    References
    ----------
    .. [1] Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard
       University Press, chapter 2.
    .. [2] Everett, M. G. and Borgatti, S. P. (2020). Unpacking Burt's constraint measure. Social
       Networks, 62, 50-57.

    Examples
    --------
    The middle of a path has contacts with other ties, which its ego network does not hold.

    >>> import networkx as nx
    >>> from concertnet import structural_holes
    >>> path = nx.path_graph(4)
    >>> ego_structural_holes(path).loc[1, "constraint"].item()
    0.5
    >>> structural_holes(path).loc[1, "constraint"].item()
    0.5
    >>> club = nx.karate_club_graph()
    >>> ego_structural_holes(club).loc[0, "constraint"].round(4).item()
    0.1777
    >>> structural_holes(club).loc[0, "constraint"].round(4).item()
    0.1554
    """
    arrays, of_tie = weighted(graph, by=by, weight=weight, required=False)
    weights = None if weight is None else of_tie
    found = []
    contacts, ties = _neighbours(arrays)
    each = np.diff(contacts[0])
    # a guess of the size of each: its contacts, and their ties
    size = (
        1
        + each
        + np.bincount(np.repeat(np.arange(arrays.n), each), each[contacts[1]], minlength=arrays.n)
    )
    batch = (np.cumsum(size) // _AT_ONCE).astype(np.int64)
    for number in np.unique(batch):
        egos = np.flatnonzero(batch == number)
        union, tie, own = _ego_networks(arrays, egos, contacts, ties)
        table = holes_of(union, None if weights is None else weights[tie])
        found.append(table.iloc[own])
    if not found:
        return holes_of(arrays, weights)
    return pd.concat(found).set_axis(arrays.actors)


_Rows = tuple[Positions, Positions]


def _neighbours(graph: GroupedGraph) -> tuple[_Rows, _Rows]:
    """Return each actor's contacts of either direction, and the ties that it sends, as rows."""
    both = graph.undirected()
    one = np.concatenate([both.source, both.target]).astype(np.int64)
    other = np.concatenate([both.target, both.source]).astype(np.int64)
    order = np.argsort(one, kind="stable")
    contacts = starts_of(np.bincount(one, minlength=graph.n)), other[order]
    order = np.argsort(graph.source, kind="stable")
    return contacts, (starts_of(np.bincount(graph.source, minlength=graph.n)), order)


def _ego_networks(
    graph: GroupedGraph, egos: Positions, contacts: _Rows, ties: _Rows
) -> tuple[GroupedGraph, Positions, Positions]:
    """Return some ego networks side by side, the tie that each of theirs is, and where egos are."""
    starts, members = contacts
    first, rows = ties
    size = np.diff(starts)[egos]
    of, place = expanded(size, starts[egos])
    # an ego, then its contacts
    own = np.cumsum(size + 1) - (size + 1)
    network = np.concatenate([np.arange(len(egos)), of])
    actor = np.concatenate([egos, members[place]])
    order = np.argsort(network, kind="stable")
    network, actor = network[order], actor[order]
    # the ties that members send, kept where the other end is a member of the same network
    sent, tie = expanded(np.diff(first)[actor], first[actor])
    tie = rows[tie]
    key = network * graph.n + actor
    wanted = network[sent] * graph.n + graph.target[tie]
    by_key = np.argsort(key)
    at = np.minimum(np.searchsorted(key[by_key], wanted), len(key) - 1)
    there = key[by_key][at] == wanted
    union = replace(
        graph,
        actors=pd.RangeIndex(len(actor), name="actor"),
        codes=graph.codes[actor],
        source=sent[there].astype(np.int32),
        target=by_key[at][there].astype(np.int32),
        rank=None,
    )
    return union, tie[there], own
