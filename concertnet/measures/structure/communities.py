"""Communities found in the ties alone, beside the groups that actors say they are of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Codes, Values
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.guards import Seed, seed_number, whole_number
from concertnet.measures.segregation.mixing_indices import modularity
from concertnet.records import Record

__all__ = ["Communities", "communities"]

# A drawn index equal to the observed one but for rounding is as high.
_TOLERANCE = 1e-12


@dataclass(frozen=True, repr=False, eq=False)
class Communities(Record):
    """Communities of a network, beside its groups.

    Attributes
    ----------
    actors : DataFrame
        The graph's actors in its order: community, from 1, the largest first; missing for isolates.
    table : DataFrame, shape (number, k)
        Actors of each community (its number) and known group.
    number : int
        Communities; isolates are none.
    modularity : float
        Of the communities: the share of ties within them beyond that of their numbers of ties,
        -1/2 to below 1; nan without ties.
    sector_modularity : float
        That of the groups, as `modularity`; nan without ties between known groups.
    rand : float
        Adjusted Rand index of communities and groups: 1 the same, 0 as chance, below 0 possible;
        nan without ties, with fewer than two actors to compare or where both are one group.
    rand_low, rand_high : float
        The lowest and the highest of all the runs, of which the one of highest modularity is kept.
    information : float
        Mutual information over the mean of both entropies, 0 to 1; not corrected for chance; nan as
        `rand`.
    p_value : float
        (1 + draws with groups shuffled whose Rand is at least as high) / (1 + draws).
    isolates, unknown : int
        Actors without a tie, left out; actors with ties and no known group, left out of the
        comparison.
    """

    actors: pd.DataFrame
    table: pd.DataFrame
    number: int
    modularity: float
    sector_modularity: float
    rand: float
    rand_low: float
    rand_high: float
    information: float
    p_value: float
    isolates: int
    unknown: int


def communities(
    graph: GraphLike, *, by: By = None, runs: int = 20, draws: int = 999, seed: Seed = 0
) -> Communities:
    """Find communities in the ties alone and compare them with the groups (network grain).

    Louvain's method, at resolution 1, run from several seeds; the partition of highest modularity
    is kept. It is not stable: runs of nearly equal modularity may agree with the groups more or
    less, from `rand_low` to `rand_high`, which are read with `rand`. What is steady is `modularity`
    beside `sector_modularity`: how much of what ties alone can be cut into the groups already are.
    Groups are no true communities to be found.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. A directed graph is taken without its directions.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    runs : int
        Runs of the method, at least 1.
    draws : int
        Draws of shuffled groups, the communities kept, at least 1.
    seed : int or numpy.random.Generator
        Same seed, same answer.

    Returns
    -------
    Communities
        The partition, the table of communities and groups, and how far they agree: rand (0 is
        neutral), information, p_value; all nan without ties.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or `runs`, `draws` or `seed` are no such whole numbers.

    References
    ----------
    .. [1] Blondel, V. D., Guillaume, J.-L., Lambiotte, R. and Lefebvre, E. (2008). Fast unfolding
       of communities in large networks. Journal of Statistical Mechanics, P10008.
    .. [2] Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2,
       193-218.
    .. [3] Fortunato, S. and Barthelemy, M. (2007). Resolution limit in community detection. PNAS,
       104(1), 36-41.
    .. [4] Peel, L., Larremore, D. B. and Clauset, A. (2017). The ground truth about metadata and
       community detection in networks. Science Advances 3(5), e1602548.

    Examples
    --------
    >>> import networkx as nx
    >>> found = communities(nx.karate_club_graph(), by="club", draws=99)
    >>> found.number, round(found.modularity, 3), round(found.sector_modularity, 3)
    (4, 0.42, 0.358)
    >>> 0 < found.rand_low <= found.rand <= found.rand_high < 1, found.p_value
    (True, 0.01)
    """
    runs = whole_number(runs, name="runs", least=1)
    draws = whole_number(draws, name="draws", least=1)
    seed = seed_number(seed)
    arrays = grouped(graph, by=by).undirected()
    tied = arrays.degrees() > 0
    compared = tied & (arrays.codes >= 0)
    groups = arrays.codes[compared]
    partitions = _partitions(arrays, tied, runs, seed)
    gains = [_modularity(arrays, partition) for partition in partitions]
    best = partitions[int(np.argmax(gains))] if partitions else np.full(arrays.n, -1)
    rands = [adjusted_rand(partition[compared], groups) for partition in partitions]
    rand = adjusted_rand(best[compared], groups)
    number = int(best.max(initial=-1)) + 1
    table = np.zeros((number, len(arrays.groups)), dtype=np.int64)
    np.add.at(table, (best[compared], groups), 1)
    rows = pd.RangeIndex(1, number + 1, name="number")
    return Communities(
        pd.DataFrame({"community": pd.arrays.IntegerArray(best + 1, ~tied)}, arrays.actors),
        pd.DataFrame(table, rows, labels_of(arrays.groups, arrays.by)),
        number,
        max(gains, default=float("nan")),
        modularity(arrays),
        rand,
        min(rands, default=float("nan")),
        max(rands, default=float("nan")),
        mutual_information(best[compared], groups),
        _p_value(best[compared], groups, rand, draws, seed),
        int((~tied).sum()),
        int((tied & ~compared).sum()),
    )


def adjusted_rand(one: Codes, other: Codes) -> float:
    """Return the Rand index of two partitions of the same actors, adjusted for chance."""
    table = _crossed(one, other)
    n = table.sum()
    pairs, rows, columns = (
        float((sums * (sums - 1) / 2).sum()) for sums in (table, table.sum(1), table.sum(0))
    )
    every = n * (n - 1) / 2
    if not every:
        return float("nan")
    expected, highest = rows * columns / every, (rows + columns) / 2
    return float((pairs - expected) / (highest - expected)) if highest != expected else float("nan")


def mutual_information(one: Codes, other: Codes) -> float:
    """Return the mutual information of two partitions over the mean of their entropies."""
    p = _crossed(one, other) / max(len(one), 1)
    entropies = [_entropy(p.sum(axis)) for axis in (0, 1)]
    mean = sum(entropies) / 2
    return (sum(entropies) - _entropy(p)) / mean if mean > 0 else float("nan")


def _entropy(p: Values) -> float:
    p = p[p > 0]
    return float(-(p * np.log(p)).sum())


def _crossed(one: Codes, other: Codes) -> Values:
    k = int(other.max(initial=-1)) + 1
    cells = one.astype(np.int64) * k + other
    count = np.bincount(cells, minlength=(int(one.max(initial=-1)) + 1) * k)
    return count.reshape(-1, max(k, 1)).astype(float)


def _partitions(graph: GroupedGraph, tied: Any, runs: int, seed: int) -> list[Codes]:
    """Return the community of each actor in each run, 0 the largest; -1 for isolates."""
    import networkx as nx

    if not graph.m:
        return []
    made = nx.Graph()
    made.add_nodes_from(np.flatnonzero(tied).tolist())
    made.add_edges_from(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    found = []
    for run in range(runs):
        parts = nx.community.louvain_communities(made, weight=None, seed=seed + run)
        partition = np.full(graph.n, -1)
        # the largest first; of equals, the one of the first actor
        for code, part in enumerate(sorted(parts, key=lambda part: (-len(part), min(part)))):
            partition[list(part)] = code
        found.append(partition)
    return found


def _modularity(graph: GroupedGraph, partition: Codes) -> float:
    own = pd.Series(partition, graph.actors, name="community")
    return modularity(graph.regrouped(own.where(own >= 0)))


def _p_value(one: Codes, other: Codes, rand: float, draws: int, seed: int) -> float:
    if np.isnan(rand):
        return float("nan")
    random = np.random.default_rng(seed)
    drawn = np.array([adjusted_rand(one, random.permutation(other)) for _ in range(draws)])
    return float((1 + (drawn >= rand - _TOLERANCE).sum()) / (1 + draws))
