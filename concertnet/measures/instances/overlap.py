"""What instances have in common: members, persons, theme, territory; the table of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import distinct, ratio, same_codes
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import dates_written
from concertnet.hinges.sittings import sittings

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["instance_graph", "overlap"]

_SHARED = ("shared_actors", "shared_persons")


def overlap(net: NetworkLike, *, members_only: bool = False) -> pd.DataFrame:
    """Compare the members, theme and territory of instances two by two (pair of instances grain).

    Parameters
    ----------
    net : Network
        The network. Select a date first (``net.at("2024-06-30")``): seats of all times count
        otherwise.
    members_only : bool
        List only pairs that share an actor or a person. By default also those with the same theme
        and the same territory, though no one sits in both.

    Returns
    -------
    DataFrame
        One row per pair, in the order of the instances; pairs that share nothing are not listed.
        instance, other_instance; actors, other_actors (distinct, each); shared_actors; jaccard,
        shared over the union (0 to 1, nan when neither has any actor); containment,
        other_containment, share of the actors of the one who sit in the other (0 to 1, nan without
        any actor); shared_persons (by their code; 0 where no mandate is known); same_theme,
        same_territory (missing where either is unknown).

    Raises
    ------
    NotComparable
        If `net` is no Network.

    References
    ----------
    .. [1] Breiger, R. L. (1974). The duality of persons and groups. Social Forces, 53(2), 181-190.
    .. [2] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist,
       11(2), 37-50.
    .. [3] Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
       Compression and Complexity of Sequences 1997, 21-29.

    Examples
    --------
    >>> import concertnet as cn
    >>> table = overlap(cn.sample_network().latest())
    >>> table.nlargest(2, "jaccard")[["instance", "other_instance", "shared_actors"]]
       instance other_instance  shared_actors
    ...
    """
    actors = sittings(net)
    instances = net.instances
    count = len(instances)
    found = {"shared_actors": _together(actors.matrix())}
    found["shared_persons"] = (
        _together(sittings(net, of="persons").matrix())
        if dates_written(net, "mandates").rows
        else _none()
    )
    keys = [key for key, _ in found.values()]
    if not members_only:
        keys.append(_same_subject(instances))
    pairs, _ = distinct(np.concatenate(keys))
    one, other = pairs // max(count, 1), pairs % max(count, 1)
    sizes = actors.sizes
    shared = {column: _looked_up(pairs, *found[column]) for column in _SHARED}
    both = shared["shared_actors"]
    return pd.DataFrame(
        {
            "instance": actors.instances.take(one),
            "other_instance": actors.instances.take(other),
            "actors": sizes[one],
            "other_actors": sizes[other],
            "shared_actors": both,
            "jaccard": ratio(both, sizes[one] + sizes[other] - both),
            "containment": ratio(both, sizes[one]),
            "other_containment": ratio(both, sizes[other]),
            "shared_persons": shared["shared_persons"],
            "same_theme": same_codes(pd.factorize(instances["theme"])[0], one, other),
            "same_territory": same_codes(pd.factorize(instances["territory"])[0], one, other),
        }
    )


def instance_graph(net: NetworkLike) -> nx.Graph:
    """Return the graph of instances that share an actor or a person: the table of tables.

    Parameters
    ----------
    net : Network
        The network. Select a date first: seats of all times count otherwise.

    Returns
    -------
    networkx.Graph
        Nodes are all the instances, with ``actors`` (how many sit there) and what is known of them
        (name, kind, theme, territory, tier, origin, parent); an unknown value is an absent
        attribute, as is ``jaccard`` where it is nan. Edges have ``shared_actors``,
        ``shared_persons`` and ``jaccard``. Measures of graphs take it:
        ``cn.mixing(instance_graph(net), by="origin")``.

    Raises
    ------
    NotComparable
        If `net` is no Network.

    References
    ----------
    .. [1] Breiger, R. L. (1974). The duality of persons and groups. Social Forces, 53(2), 181-190.

    Examples
    --------
    >>> import concertnet as cn
    >>> tables = instance_graph(cn.sample_network().latest())
    >>> tables.nodes["I01"]["tier"]
    'supralocal'
    """
    import networkx as nx

    pairs = overlap(net, members_only=True)
    graph = nx.Graph()
    columns = ["name", "kind", "theme", "territory", "tier", "origin", "parent"]
    sizes = sittings(net).sizes.tolist()
    described = net.instances[["instance", *columns]].itertuples(index=False)
    for size, (instance, *values) in zip(sizes, described, strict=True):
        known = {c: v for c, v in zip(columns, values, strict=True) if not pd.isna(v)}
        graph.add_node(instance, actors=size, **known)
    edges = pairs[["instance", "other_instance", *_SHARED, "jaccard"]]
    for one, other, actors, persons, jaccard in edges.itertuples(index=False):
        graph.add_edge(one, other, shared_actors=actors, shared_persons=persons)
        if jaccard == jaccard:
            graph.edges[one, other]["jaccard"] = jaccard
    return graph


def _together(incidence: Any) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the pairs of rows that share a column, as sorted keys, and how many they share."""
    product = incidence @ incidence.T
    product.sort_indices()  # row by row: less than to sort the pairs
    one = np.repeat(np.arange(incidence.shape[0]), np.diff(product.indptr))
    upper = one < product.indices
    keys = one[upper] * incidence.shape[0] + product.indices[upper]
    return keys, product.data[upper].astype(np.int64)


def _none() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)


def _same_subject(instances: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return the pairs of instances with the same theme and the same territory."""
    from scipy.sparse import csr_array

    known = instances[["theme", "territory"]].notna().all(axis=1).to_numpy()
    subject = instances.groupby(["theme", "territory"], dropna=False).ngroup().to_numpy()
    rows = np.flatnonzero(known)
    shape = (len(instances), int(subject.max(initial=-1)) + 1)
    if not len(rows):
        return np.empty(0, dtype=np.int64)
    ones = np.ones(len(rows), dtype=np.int32)
    return _together(csr_array((ones, (rows, subject[rows])), shape=shape))[0]


def _looked_up(
    pairs: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    values = np.zeros(len(pairs), dtype=np.int64)
    values[np.searchsorted(pairs, keys)] = counts
    return values
