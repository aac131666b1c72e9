"""The mixing matrix: who is tied to whom, group by group, with the sizes of the groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, GraphLike, Groupable, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of, require_same_groups
from concertnet.hinges.weights import weighted
from concertnet.records import Record

__all__ = [
    "CountsItself",
    "Mixing",
    "MixingLike",
    "count_mixing",
    "each_cell",
    "group_sizes",
    "mixing",
    "mixing_measured",
    "pairs_of_cells",
    "undirected_counts",
    "weighted_counts",
]

# What a measure takes that needs no more than the mixing matrix.
MixingLike: TypeAlias = "GraphLike | Mixing | CountsItself"


@runtime_checkable
class CountsItself(Groupable, Protocol):
    """A network whose ties lie elsewhere: it counts them there, and hands over the matrix."""

    def mixed(self, by: By = "sector") -> Mixing:
        """Return the mixing matrix."""
        ...


@dataclass(frozen=True, eq=False, repr=False)
class Mixing(Record):
    """Who is tied to whom, group by group, with the sizes of the groups.

    Attributes
    ----------
    counts : DataFrame of int, shape (k, k)
        Number of ties. Directed: from the row's group to the column's. Undirected: symmetric, a
        tie inside a group counted once on the diagonal. The index of an answer is named `by`.
    sizes : Series of int, length k
        Number of actors of each group. Of these two, a list or an array takes the groups of the
        other, or 0 to k - 1.
    directed : bool
        Whether ties have a direction.
    unknown_actors, unknown_ties : int
        Actors of unknown group and the ties that touch them: left out of `counts` and `sizes`.
    by : str
        What the groups are.
    weight : DataFrame of float, shape (k, k), optional
        Sums of the weights of the ties of `counts`, if one was asked for.
    """

    counts: pd.DataFrame
    sizes: pd.Series
    directed: bool = False
    unknown_actors: int = 0
    unknown_ties: int = 0
    by: str = "sector"
    weight: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        try:
            counts, sizes = _labelled(self.counts, self.sizes)
            values, n = counts.to_numpy(dtype=float), sizes.to_numpy(dtype=float)
        except (TypeError, ValueError) as error:
            raise NotComparable("error_mixing") from error
        fits = (
            list(counts.index) == list(counts.columns) == list(sizes.index)
            and counts.index.is_unique
            and all(np.isfinite(given).all() and (given >= 0).all() for given in (values, n))
            and (n % 1 == 0).all()
            and (self.directed or (values == values.T).all())
        )
        if not fits:
            raise NotComparable("error_mixing")
        counts = pd.DataFrame(values.astype(np.int64), counts.index, counts.columns)
        sizes = pd.Series(n.astype(np.int64), sizes.index, name=sizes.name)
        object.__setattr__(self, "counts", counts)
        object.__setattr__(self, "sizes", sizes)
        if (values % 1 != 0).any() or (values > self.possible.to_numpy()).any():
            raise NotComparable("error_mixing_counts")
        if self.weight is not None:
            object.__setattr__(self, "weight", _weights_of(self.weight, counts, self.directed))

    @property
    def ties(self) -> int:
        """Number of ties between actors of known group."""
        values = self.counts.to_numpy()
        return int(values.sum() if self.directed else np.triu(values).sum())

    @property
    def within(self) -> int:
        """Number of ties inside groups."""
        return int(np.trace(self.counts.to_numpy()))

    @property
    def possible(self) -> pd.DataFrame:
        """Number of pairs that could be tied, in the convention of `counts`, shape (k, k)."""
        pairs = pairs_of_cells(self.sizes.to_numpy(dtype=np.int64), self.directed)
        return pd.DataFrame(pairs, index=self.counts.index, columns=self.counts.columns)

    @property
    def density(self) -> pd.DataFrame:
        """Ties over possible pairs (0 to 1), shape (k, k); nan where no pair is possible."""
        possible = self.possible
        return self.counts / possible.where(possible > 0)

    @property
    def mean_weight(self) -> pd.DataFrame | None:
        """Mean weight of the ties of each cell, shape (k, k); nan without a tie."""
        return None if self.weight is None else self.weight / self.counts.where(self.counts > 0)

    def frame(self) -> pd.DataFrame:
        """Return one row per pair of groups: group, other_group, ties, possible, density.

        Where ties were weighed, their weight and mean_weight (weight over ties) stand after.
        """
        groups = list(self.counts.index)
        k = len(groups)
        frame = pd.DataFrame(
            {
                "group": [group for group in groups for _ in range(k)],
                "other_group": groups * k,
                "ties": self.counts.to_numpy().ravel(),
                "possible": self.possible.to_numpy().ravel(),
                "density": self.density.to_numpy().ravel(),
            }
        )
        for name, cells in (("weight", self.weight), ("mean_weight", self.mean_weight)):
            if cells is not None:
                frame[name] = cells.to_numpy().ravel()
        if self.directed:
            return frame
        upper = np.triu(np.ones((k, k), dtype=bool)).ravel()
        return frame[upper].reset_index(drop=True)


def _labelled(counts: Any, sizes: Any) -> tuple[pd.DataFrame, pd.Series]:
    """Return the counts and the sizes as tables; what has no labels takes those of the other."""
    if isinstance(sizes, Mapping):
        sizes = pd.Series(sizes)
    if not isinstance(counts, pd.DataFrame):
        groups = sizes.index if isinstance(sizes, pd.Series) else None
        counts = pd.DataFrame(np.asarray(counts), groups, groups)
    if not isinstance(sizes, pd.Series):
        sizes = pd.Series(np.atleast_1d(sizes), counts.index)
    return counts, sizes


def _weights_of(weight: pd.DataFrame, counts: pd.DataFrame, directed: bool) -> pd.DataFrame:
    """Return sums of weights as numbers; they have the groups of the counts, and a tie each."""
    try:
        values = np.asarray(weight, dtype=float)
    except (TypeError, ValueError) as error:
        raise NotComparable("error_mixing_weight") from error
    fits = (
        values.shape == counts.shape
        and (
            not isinstance(weight, pd.DataFrame)
            or list(weight.index) == list(weight.columns) == list(counts.index)
        )
        and bool(np.isfinite(values).all())
        and bool(((values > 0) == (counts.to_numpy() > 0)).all())
        and (directed or np.allclose(values, values.T, rtol=1e-9, atol=0))
    )
    if not fits:
        raise NotComparable("error_mixing_weight")
    return pd.DataFrame(values, counts.index, counts.columns)


def mixing(graph: MixingLike, *, by: By = None, weight: str | None = None) -> Mixing:
    """Count the ties between and within groups (network grain).

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network, or its mixing matrix, returned as it is.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        Weigh the ties too: "level" (1 for the loosest, 2 for the next: levels are ordered, they
        are no lengths), a column of the ties, or an attribute of those of a networkx graph. Their
        sums stand in `Mixing.weight`, over ties in `Mixing.mean_weight`; counts and density remain
        those of ties.

    Returns
    -------
    Mixing
        Counts, sizes, possible pairs, density; actors of unknown group are left out and counted.
        In a directed graph the row's group sends; a density is nan where no pair is possible.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or a tie has no such weight, or one that is no finite and
        positive number; if a weight is asked of a mixing matrix.

    References
    ----------
    .. [1] Bojanowski, M. and Corten, R. (2014). Measuring segregation in social networks. Social
       Networks, 39, 14-32.

    Examples
    --------
    >>> import networkx as nx
    >>> m = mixing(nx.karate_club_graph(), by="club")
    >>> m.counts
             Mr. Hi  Officer
    club
    Mr. Hi       35       11
    Officer      11       32
    >>> int(m.possible.loc["Mr. Hi", "Officer"])
    289
    >>> mixing(nx.karate_club_graph(), by="club", weight="weight").weight
             Mr. Hi  Officer
    club
    Mr. Hi    106.0     25.0
    Officer    25.0    100.0
    """
    if weight is None:
        return _mixing(graph, by, counted=True)
    arrays, sums = weighted_counts(graph, by=by, weight=weight, counted=True)
    counted = _mixing(arrays, None, counted=True)
    return replace(counted, weight=pd.DataFrame(sums, counted.counts.index, counted.counts.columns))


def weighted_counts(
    graph: MixingLike, *, by: By = None, weight: str, counted: bool = False
) -> tuple[GroupedGraph, npt.NDArray[np.float64]]:
    """Return `graph` as a `GroupedGraph`, and sums of weights in the convention of `Mixing.counts`.

    A formula of the ties alone takes these as it takes numbers of ties. `counted` is that of
    `grouped`.
    """
    if isinstance(graph, Mixing):
        raise NotComparable("error_weight_of_counts", name=weight)
    arrays, weights = weighted(graph, by=by, weight=weight, counted=counted)
    k = len(arrays.groups)
    one, other = arrays.codes[arrays.source], arrays.codes[arrays.target]
    known = (one >= 0) & (other >= 0)
    cells = one[known].astype(np.int64) * k + other[known]
    counts = np.bincount(cells, weights[known], k * k).astype(float).reshape(k, k)
    return arrays, counts if arrays.directed else undirected_counts(counts)


def mixing_measured(graph: MixingLike, *, by: By = None) -> Mixing:
    """Return the mixing matrix for a measure whose answer will not say who is left out of it.

    Warns
    -----
    UserWarning
        As `grouped`; `mixing` counts the actors of unknown group in its answer, and does not warn.
    """
    return _mixing(graph, by, counted=False)


def _mixing(graph: MixingLike, by: By, *, counted: bool) -> Mixing:
    if isinstance(graph, Mixing):
        require_same_groups(graph.by, by)
        return graph
    if isinstance(graph, CountsItself):
        return graph.mixed("sector" if by is None else by)
    graph = grouped(graph, by=by, counted=counted)
    counts, unknown_ties = count_mixing(graph)
    labels = labels_of(graph.groups, graph.by)
    return Mixing(
        pd.DataFrame(counts, index=labels, columns=labels_of(graph.groups)),
        pd.Series(graph.sizes, index=labels, name="actors"),
        graph.directed,
        graph.unknown,
        unknown_ties,
        graph.by,
    )


def count_mixing(graph: GroupedGraph) -> tuple[npt.NDArray[np.int64], int]:
    """Return the matrix of `Mixing.counts`, and the number of ties that touch an unknown group."""
    k = len(graph.groups)
    source, target = graph.known_ties()
    cells = graph.codes[source] * k + graph.codes[target]
    counts = np.bincount(cells, minlength=k * k).reshape(k, k)
    return (counts if graph.directed else undirected_counts(counts)), graph.m - len(source)


def each_cell(matrices: npt.NDArray[Any], directed: bool) -> npt.NDArray[Any]:
    """Return the cells of matrices on one axis in place of two, in the order of `Mixing.frame`.

    Undirected, each pair of groups stands once.
    """
    k = matrices.shape[-1]
    once = np.ones((k, k)) if directed else np.triu(np.ones((k, k)))
    return matrices.reshape(*matrices.shape[:-2], k * k)[..., np.flatnonzero(once)]


def pairs_of_cells(sizes: npt.NDArray[np.int64], directed: bool) -> npt.NDArray[np.int64]:
    """Return the pairs that could be tied, group by group, in the convention of `Mixing.counts`."""
    pairs = np.outer(sizes, sizes)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // (1 if directed else 2))
    return pairs


def group_sizes(graph: MixingLike, *, by: By = None) -> tuple[npt.NDArray[np.int64], int]:
    """Return the number of actors of each group, and that of unknown group; no tie is counted."""
    if isinstance(graph, (Mixing, CountsItself)):
        m = mixing_measured(graph, by=by)
        return m.sizes.to_numpy(), m.unknown_actors
    graph = grouped(graph, by=by)
    return graph.sizes, graph.unknown


def undirected_counts(counts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return counts by direction as undirected ones: symmetric, the diagonal counted once.

    The last two axes are the groups.
    """
    both = counts + np.swapaxes(counts, -1, -2)
    diagonal = np.arange(counts.shape[-1])
    both[..., diagonal, diagonal] = counts[..., diagonal, diagonal]
    return both
