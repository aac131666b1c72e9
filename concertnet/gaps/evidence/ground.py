"""The network laid out for evidence, whatever it was given as."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.gaps.answers import EVIDENCE
from concertnet.hinges.columns import columns_of_actors, some_columns
from concertnet.hinges.contacts import contacts
from concertnet.hinges.door import (
    By,
    GraphLike,
    MakesHinges,
    NetworkLike,
    grouped,
    is_network,
    tell_of_ties,
    ties_taken,
)
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import require_network
from concertnet.hinges.mixing import count_mixing

__all__ = ["Ground", "across", "ground_of", "laid_out", "lowest_looked_at"]

# Added to observed and expected ties of two sectors, so that a few ties do not decide alone.
_SHRINKAGE = 2.0


@dataclass(frozen=True, eq=False)
class Ground:
    """All that evidence is computed from, as arrays over the actors of a graph.

    Attributes
    ----------
    graph : GroupedGraph
        The ties, undirected, and the groups.
    ties, seats, looser : scipy CSR of float
        Who is tied to whom (n, n); who sits where (n, instances); who has a tie below the level
        that is looked at (n, n).
    degrees : ndarray of float, shape (n,)
        Number of ties.
    mixed : ndarray of float, shape (k, k)
        Ties observed over those that the groups' numbers of ties give, shrunk towards 1.
    affinity : ndarray of float, shape (n, k)
        Share of each group's actors to whom the actor is tied.
    alike : dict of str to ndarray of int, shape (n,)
        For each column of evidence that says what two actors have in common, the codes of the
        actors; -1 where unknown.
    """

    graph: GroupedGraph
    ties: Any
    seats: Any
    looser: Any
    degrees: npt.NDArray[np.float64]
    mixed: npt.NDArray[np.float64]
    affinity: npt.NDArray[np.float64]
    alike: dict[str, npt.NDArray[np.int64]]

    def with_ties(self, graph: GroupedGraph) -> Ground:
        """Return the same actors, seats and territories under other ties."""
        return replace(self, graph=graph, **_of_ties(graph))

    def without_looser(self) -> Ground:
        """Return the same network, nothing known of looser ties."""
        return replace(self, looser=self.looser * 0)

    @property
    def per_partner(self) -> npt.NDArray[np.float64]:
        """What each actor adds to each column that sums over shared partners, shape (n, p)."""
        # who is shared has two ties at least
        ties = np.maximum(self.degrees, 2)
        return np.column_stack([c.per_partner(ties) for c in EVIDENCE if c.per_partner])


def lowest_looked_at(net: NetworkLike, level: str | None) -> str | None:
    """Return the level asked, or that below which the network has lost its ties if it is higher.

    Raises
    ------
    UnknownWord
        If the scale has no such level.
    """
    levels = [net.lowest_level, *([] if level is None else [net.scale.at_least(level)[0]])]
    return max((name for name in levels if name), key=net.scale.levels.index, default=None)


def ground_of(graph: GraphLike, *, level: str | None = None, by: By = "sector") -> Ground:
    """Lay out a network for `evidence_of`: its ties at a level, and what is known beside them.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. Only a Network has seats, territories, tiers and levels to speak of.
    level : str, optional
        Ties at or above it count; those below are looser ties.
    by : str or mapping of actor to group
        The column of actors that groups them, or their groups (of a Network).

    Returns
    -------
    Ground
        Grouped by that column, or as the graph is.

    Raises
    ------
    NotComparable
        If a level is asked of what is not a Network, or `graph` is no simple graph.
    UnknownWord
        If the scale has no such level.
    MissingAttribute
        If actors have no such column.
    """
    if level is not None:
        require_network(graph)
    if not is_network(graph):
        return laid_out(grouped(graph))
    net = graph
    if by is None or isinstance(by, str) or isinstance(net, MakesHinges):
        graph = ties_taken(net, "sector" if by is None else by)
        tell_of_ties(net)
    else:
        graph = grouped(net, by=by)
    looser = None
    level = lowest_looked_at(net, level)
    if level is not None:
        lowest = net.scale.levels.index(net.scale.at_least(level)[0])
        if graph.rank is not None and graph.m:
            looser, graph = graph.kept(graph.rank < lowest), graph.kept(graph.rank >= lowest)
    alike = [column.alike for column in EVIDENCE if column.alike]
    actors = columns_of_actors(net, *alike)
    seats = some_columns(net, "seats", "actor", "instance")
    return laid_out(graph, seats=seats, looser=looser, actors=actors)


def laid_out(
    graph: GroupedGraph,
    *,
    seats: pd.DataFrame | None = None,
    looser: GroupedGraph | None = None,
    actors: pd.DataFrame | None = None,
) -> Ground:
    """Lay out a graph, and what is known beside it.

    Parameters
    ----------
    graph : GroupedGraph
        The ties; directions are left aside.
    seats : DataFrame, optional
        The columns actor and instance.
    looser : GroupedGraph, optional
        The same actors with the ties below the level that is looked at.
    actors : DataFrame, optional
        Indexed by actor, the columns that two may have in common: territory, tier.

    Returns
    -------
    Ground
        With nothing where nothing is known.
    """
    from scipy.sparse import csr_array

    graph = graph.undirected()
    nothing = csr_array((graph.n, graph.n), dtype=float)
    return Ground(
        graph,
        seats=csr_array((graph.n, 1), dtype=float) if seats is None else _seated(graph, seats),
        looser=nothing if looser is None else csr_array(looser.adjacency().astype(float)),
        alike={c.name: _codes(graph, actors, c.alike) for c in EVIDENCE if c.alike},
        **_of_ties(graph),
    )


def across(
    graph: GroupedGraph,
    one: npt.NDArray[np.integer],
    other: npt.NDArray[np.integer],
    sector: Hashable = None,
) -> npt.NDArray[np.bool_]:
    """Say which pairs join two known groups, one of them `sector` unless it is None."""
    g, h = graph.codes[one], graph.codes[other]
    joined = (g >= 0) & (h >= 0) & (g != h)
    if sector is None:
        return joined
    code = graph.groups.index(sector)
    return joined & ((g == code) | (h == code))


def _of_ties(graph: GroupedGraph) -> dict[str, Any]:
    """Return what a `Ground` computes from the ties."""
    from scipy.sparse import csr_array

    degrees = graph.degrees().astype(float)
    return {
        "ties": csr_array(graph.adjacency().astype(float)),
        "degrees": degrees,
        "mixed": _mixed(graph, degrees),
        "affinity": contacts(graph).to_numpy(dtype=float) / np.maximum(graph.sizes, 1),
    }


def _mixed(graph: GroupedGraph, degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    known, k = graph.codes >= 0, len(graph.groups)
    counts, _ = count_mixing(graph)
    strength = np.bincount(graph.codes[known], weights=degrees[known], minlength=k)
    by_degree = np.outer(strength, strength) / max(degrees.sum(), 1.0)
    return (counts + _SHRINKAGE) / (by_degree + _SHRINKAGE)


def _seated(graph: GroupedGraph, seats: pd.DataFrame) -> Any:
    from scipy.sparse import csr_array

    held = seats[["actor", "instance"]].drop_duplicates()
    rows = graph.actors.get_indexer(pd.Index(held["actor"]))
    columns, instances = pd.factorize(held["instance"])
    here = rows >= 0
    ones = np.ones(int(here.sum()))
    shape = (graph.n, max(len(instances), 1))
    return csr_array((ones, (rows[here], columns[here])), shape=shape)


def _codes(graph: GroupedGraph, actors: pd.DataFrame | None, column: str) -> npt.NDArray[np.int64]:
    if actors is None or column not in actors:
        return np.full(graph.n, -1)
    return pd.factorize(actors[column].reindex(graph.actors))[0]
