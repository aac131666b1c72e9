"""Core and periphery: how near the centre each actor is, and each group."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Values, first_of_each
from concertnet.hinges.door import By, GraphLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import require_undirected
from concertnet.hinges.weights import weighted
from concertnet.kernels.blocks_perron import EFFORT, TIED, Effort, perron
from concertnet.records import Record

__all__ = ["CorePeriphery", "core_periphery", "principal_vector"]


# Length of A c - lambda c, over lambda, past which c is no eigenvector: a part may be tied with the
# highest, and its own eigenvalues with one another.
RESIDUAL = 2 * TIED


@dataclass(frozen=True, eq=False, repr=False)
class CorePeriphery(Record):
    """The core and the periphery of a network.

    Attributes
    ----------
    actors : DataFrame
        The graph's actors in its order: coreness (0 and up, of squares that add up to 1; nan
        without any tie), in_core (bool).
    groups : DataFrame
        Indexed by group: actors, coreness (mean), in_core (number of actors in the core), share
        (that number over actors, 0 to 1).
    correlation : float
        Between the ties and the products of coreness of each pair, -1 to 1; 1 when coreness gives
        the ties exactly; nan where either does not vary.
    core_correlation : float
        Between the ties and being both in the core, over the pairs that are both in the core or
        both out of it, -1 to 1; nan where either does not vary.
    departures : int
        Pairs that are not as the ideal has them: pairs of the core without a tie, and tied pairs
        of the periphery.
    unknown : int
        Actors of unknown group: in `actors`, left out of `groups`.
    """

    actors: pd.DataFrame
    groups: pd.DataFrame
    correlation: float
    core_correlation: float
    departures: int
    unknown: int


def core_periphery(graph: GraphLike, *, by: By = None, weight: str | None = None) -> CorePeriphery:
    """Find the core of the network, and the coreness of actors and groups (network grain).

    Two models of Borgatti and Everett. Coreness c is the principal eigenvector of the matrix of
    ties: up to a factor, the products c_i c_j are the nearest to it by least squares, its diagonal
    of zeros included. The core is the set that departs the least from the ideal: all the pairs of
    the core tied, no pair of the periphery, the others free. Such a set holds the most tied
    actors; actors with as many ties stand on the same side, and of equally good cores the
    smallest is taken.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: coreness is then the eigenvector of
        the weights. The core, and how well both models fit, are those of the ties.

    Returns
    -------
    CorePeriphery
        Actors, groups, and how well the two models fit: `correlation`, `core_correlation` (both
        -1 to 1, nan where undefined) and `departures` (0: an ideal core and periphery). Coreness
        is nan without any tie, and 0 outside the connected part of the largest eigenvalue, or
        those that share it: neither the largest part nor the densest, always.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, is directed, a tie has no such weight or one that is not
        finite and positive, or if the eigenvector is not found.

    References
    ----------
    .. [1] Borgatti, S. P. and Everett, M. G. (2000). Models of core/periphery structures. Social
       Networks, 21(4), 375-395.
    .. [2] Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning
       problem. arXiv:1102.5511.

    Examples
    --------
    >>> import networkx as nx
    >>> found = core_periphery(nx.karate_club_graph(), by="club")
    >>> found.groups.round(3)
             actors  coreness  in_core  share
    club
    Mr. Hi       17     0.152        4  0.235
    Officer      17     0.141        3  0.176
    >>> round(found.correlation, 3), found.departures
    (0.454, 23)
    """
    graph, weights = weighted(graph, by=by, weight=weight, required=False)
    require_undirected(graph, "core_periphery")
    coreness = principal_vector(graph, weights) if graph.m else np.full(graph.n, np.nan)
    in_core = _core(graph.degrees(), graph.m)
    actors = pd.DataFrame({"coreness": coreness, "in_core": in_core}, index=graph.actors)
    known, k = graph.codes >= 0, len(graph.groups)
    codes = graph.codes[known]
    sizes = np.bincount(codes, minlength=k)
    cored = np.bincount(codes[in_core[known]], minlength=k)
    means = np.bincount(codes, weights=coreness[known], minlength=k) / sizes
    groups = pd.DataFrame(
        {"actors": sizes, "coreness": means, "in_core": cored, "share": cored / sizes},
        index=labels_of(graph.groups, graph.by),
    )
    correlation, core_correlation, departures = _fit(graph, coreness, in_core)
    return CorePeriphery(actors, groups, correlation, core_correlation, departures, graph.unknown)


def principal_vector(
    graph: GroupedGraph,
    weights: Values | None = None,
    *,
    residual: float = RESIDUAL,
    effort: Effort = EFFORT,
) -> Values:
    """Return the eigenvector of the highest eigenvalue, of length 1 and without a negative value.

    Each connected part has one; those whose eigenvalue is tied with the highest each enter by the
    sum of theirs, which is the nearest to equal values and does not depend on the order of actors.
    """
    from scipy.sparse.csgraph import connected_components

    ties = graph.adjacency(weights).astype(float)
    _, part = connected_components(ties, directed=False)
    tied = np.flatnonzero(graph.degrees())
    tied = tied[np.argsort(part[tied], kind="stable")]
    starts = first_of_each(part[tied])
    size = np.diff(starts, append=len(tied))
    try:
        value, vector = perron(ties[tied][:, tied], starts, size, np.ones(len(tied)), effort=effort)
    except NotComparable as failed:
        raise NotComparable("error_coreness", **failed.fields) from failed
    highest = value.max()
    share = np.where(value >= highest * (1 - TIED), np.add.reduceat(vector, starts), 0)
    coreness = np.zeros(graph.n)
    coreness[tied] = vector * np.repeat(share, size)
    coreness /= np.linalg.norm(coreness)
    if not np.linalg.norm(ties @ coreness - highest * coreness) <= residual * highest:
        raise NotComparable("error_coreness", n=int(size[value.argmax()]))
    return coreness


def _core(degrees: npt.NDArray[np.int64], m: int) -> npt.NDArray[np.bool_]:
    """Return who is in the core: a set of k actors departs by k(k-1)/2 + m - (sum of degrees)."""
    descending = np.sort(degrees)[::-1]
    size = np.arange(len(degrees) + 1)
    departures = size * (size - 1) // 2 + m - np.concatenate([[0], np.cumsum(descending)])
    # only where the next actor has fewer ties: equals are not parted
    ends = np.concatenate([[0], np.flatnonzero(np.diff(descending, append=-1)) + 1])
    size = ends[np.argmin(departures[ends])]
    return degrees >= descending[size - 1] if size else np.zeros(len(degrees), dtype=bool)


def _fit(
    graph: GroupedGraph, coreness: Values, in_core: npt.NDArray[np.bool_]
) -> tuple[float, float, int]:
    """Return the two correlations and the departures, from sums: no pair is laid out."""
    one, other = graph.source, graph.target
    pairs = graph.n * (graph.n - 1) // 2
    total, squares = coreness.sum(), (coreness**2).sum()
    correlation = _correlation(
        pairs,
        graph.m,
        (total**2 - squares) / 2,
        (squares**2 - (coreness**4).sum()) / 2,
        float((coreness[one] * coreness[other]).sum()),
    )
    k = int(in_core.sum())
    inside, outside = k * (k - 1) // 2, (graph.n - k) * (graph.n - k - 1) // 2
    tied_inside = int((in_core[one] & in_core[other]).sum())
    tied_outside = int((~in_core[one] & ~in_core[other]).sum())
    core_correlation = _correlation(
        inside + outside, tied_inside + tied_outside, inside, inside, tied_inside
    )
    return correlation, core_correlation, inside - tied_inside + tied_outside


def _correlation(pairs: int, ties: int, total: float, squares: float, on_ties: float) -> float:
    """Return the correlation of ties, 0 or 1, with a pattern, from its sums over the pairs.

    `total` and `squares` are those of the pattern over all the pairs, `on_ties` its sum over the
    tied ones.
    """
    spread = ties * (pairs - ties) * (pairs * squares - total**2)
    # a pattern that is the same everywhere has a spread of zero but for rounding
    if not spread > 1e-12 * ties * (pairs - ties) * total**2:
        return float("nan")
    correlation = (pairs * on_ties - ties * total) / math.sqrt(spread)
    return float(np.clip(correlation, -1, 1))  # but for rounding
