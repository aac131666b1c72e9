"""What speaks for a tie between two actors who have none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import same_codes
from concertnet.hinges.contacts import contacts
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import count_mixing

__all__ = ["COUNTED", "EVIDENCE", "Ground", "blocks", "cells", "evidence", "ground"]

# Columns that are 0 for every pair that shares nothing.
COUNTED = (
    "shared_partners",
    "resource_allocation",
    "adamic_adar",
    "shared_instances",
    "looser_tie",
)
EVIDENCE = (*COUNTED, "expected", "sector_affinity", "same_territory", "same_tier")

# Added to observed and expected ties of two sectors, so that a few ties do not decide alone.
_SHRINKAGE = 2.0
# Partners compared at once: bounds the memory of a network with hubs.
_BLOCK = 4_000_000


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
    territory, tier : ndarray of int, shape (n,)
        Codes; -1 where unknown.
    """

    graph: GroupedGraph
    ties: Any
    seats: Any
    looser: Any
    degrees: npt.NDArray[np.float64]
    mixed: npt.NDArray[np.float64]
    affinity: npt.NDArray[np.float64]
    territory: npt.NDArray[np.int64]
    tier: npt.NDArray[np.int64]

    def with_ties(self, graph: GroupedGraph) -> Ground:
        """Return the same actors, seats and territories under other ties."""
        return replace(self, graph=graph, **_of_ties(graph))

    def without_looser(self) -> Ground:
        """Return the same network, nothing known of looser ties."""
        return replace(self, looser=self.looser * 0)

    @property
    def per_partner(self) -> npt.NDArray[np.float64]:
        """1 over the number of ties: what a shared partner adds to resource allocation."""
        return 1 / np.maximum(self.degrees, 1)

    @property
    def per_log_partner(self) -> npt.NDArray[np.float64]:
        """1 over its logarithm: what a shared partner adds to Adamic and Adar's index."""
        return 1 / np.log(np.maximum(self.degrees, 2))


def ground(
    graph: GroupedGraph,
    *,
    seats: pd.DataFrame | None = None,
    looser: GroupedGraph | None = None,
    territory: pd.Series | None = None,
    tier: pd.Series | None = None,
) -> Ground:
    """Lay out a graph, and what is known beside it, for `evidence`.

    Parameters
    ----------
    graph : GroupedGraph
        The ties; directions are left aside.
    seats : DataFrame, optional
        The columns actor and instance.
    looser : GroupedGraph, optional
        The same actors with the ties below the level that is looked at.
    territory, tier : Series, optional
        Of each actor, indexed by actor.

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
        territory=_codes(graph, territory),
        tier=_codes(graph, tier),
        **_of_ties(graph),
    )


def evidence(
    on: Ground, one: npt.NDArray[np.integer[Any]], other: npt.NDArray[np.integer[Any]]
) -> pd.DataFrame:
    """Return the evidence for pairs of actors.

    Parameters
    ----------
    on : Ground
        The network.
    one, other : ndarray of int, shape (p,)
        Positions of the two actors of each pair, of known groups.

    Returns
    -------
    DataFrame
        One row per pair, the columns of `EVIDENCE`; `same_territory` and `same_tier` are missing
        where one of the two is unknown.

    References
    ----------
    .. [1] Adamic, L. A. and Adar, E. (2003). Friends and neighbors on the Web. Social Networks,
       25(3), 211-230.
    .. [2] Zhou, T., Lü, L. and Zhang, Y.-C. (2009). Predicting missing links via local
       information. European Physical Journal B, 71, 623-630.
    """
    weights = np.column_stack([np.ones(len(on.degrees)), on.per_partner, on.per_log_partner])
    partners = np.zeros((len(one), 3))
    together = np.zeros(len(one))
    for block in blocks(on.degrees[one]):
        shared = on.ties[one[block]].multiply(on.ties[other[block]])
        partners[block] = shared.tocsr() @ weights
        seats = on.seats[one[block]].multiply(on.seats[other[block]])
        together[block] = np.asarray(seats.sum(axis=1)).ravel()
    codes, total = on.graph.codes, max(on.degrees.sum(), 1.0)
    g, h = codes[one], codes[other]
    return pd.DataFrame(
        {
            "shared_partners": partners[:, 0].astype(np.int64),
            "resource_allocation": partners[:, 1],
            "adamic_adar": partners[:, 2],
            "shared_instances": together.astype(np.int64),
            "looser_tie": cells(on.looser, one, other) > 0,
            "expected": on.degrees[one] * on.degrees[other] / total * on.mixed[g, h],
            "sector_affinity": on.affinity[one, h] + on.affinity[other, g],
            "same_territory": same_codes(on.territory, one, other),
            "same_tier": same_codes(on.tier, one, other),
        }
    )


def blocks(sizes: npt.NDArray[Any]) -> Iterator[slice]:
    """Cut rows into runs of about `_BLOCK` partners."""
    reach = np.cumsum(sizes + 1)
    start = 0
    while start < len(sizes):
        before = reach[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(reach, before + _BLOCK)))
        yield slice(start, stop)
        start = stop


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


def _codes(graph: GroupedGraph, values: pd.Series | None) -> npt.NDArray[np.int64]:
    if values is None:
        return np.full(graph.n, -1)
    return pd.factorize(values.reindex(graph.actors))[0]


def cells(matrix: Any, one: Any, other: Any) -> npt.NDArray[np.float64]:
    """Return what stands in some cells of a sparse matrix."""
    return np.asarray(matrix[one, other]).ravel() if len(one) else np.zeros(0)
