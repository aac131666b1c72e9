"""Centrality of groups: what part of each centrality they hold, and what chance would give them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.grouping import labels_of
from concertnet.measures.answer_rows import table_of_rows
from concertnet.measures.position.centralities import centralities

__all__ = ["sector_centrality"]

_UNDIRECTED = ("degree", "harmonic", "eigenvector", "betweenness")
_DIRECTED = ("in_degree", "out_degree", "in_harmonic", "out_harmonic", "betweenness")
_TOP = 10  # one actor in so many is among the highest
_ROUNDING = 1e-9  # values that differ by less are equal: sums were taken in another order


def sector_centrality(graph: GraphLike, *, by: By = None) -> pd.DataFrame:
    """Gather the ordinary centralities by group (sector grain).

    Centralities are those of the whole graph (`centralities`); groups only divide it. What chance
    gives is exact: under shuffled groups a group is a draw of its size without replacement.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. A directed graph has centralities in and out.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        A row per group and centrality that the graph has: group, centrality, actors; mean; share,
        of the total of actors of known group, 0 to 1; top, its actors among the highest tenth,
        equals in (all of them, where most actors are equal); expected, the mean over actors of
        known group; sd, that of the group's mean; z = (mean - expected) / sd, 0 as chance would,
        which is no probability. nan where the centrality is (no tie, an actor alone; top is then
        missing) or a group has nobody, share where the total is 0, z where sd is 0 or undefined (a
        group that is everyone).

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or if the eigenvector is not found.

    References
    ----------
    .. [1] Everett, M. G. and Borgatti, S. P. (1999). The centrality of groups and classes. Journal
       of Mathematical Sociology, 23(3), 181-201.
    .. [2] Cochran, W. G. (1977). Sampling Techniques, third edition, section 2.5. Wiley.

    Examples
    --------
    >>> import networkx as nx
    >>> found = sector_centrality(nx.karate_club_graph(), by="club")
    >>> found.loc[found["centrality"] == "degree", ["group", "mean", "top"]]
         group      mean  top
    0   Mr. Hi  4.764706    2
    4  Officer  4.411765    2
    """
    arrays = grouped(graph, by=by)
    of_actors = centralities(arrays)
    chosen = _DIRECTED if arrays.directed else _UNDIRECTED
    known = arrays.codes >= 0
    count, rows = int(known.sum()), []
    for code, group in enumerate(labels_of(arrays.groups)):
        inside = arrays.codes == code
        size = int(inside.sum())
        for name in chosen:
            values = of_actors[name].to_numpy()
            expected = _mean(values[known])
            spread = values[known].std(ddof=1) if count > 1 else math.nan
            if spread <= _ROUNDING * abs(expected):
                spread = 0.0  # all alike, but for the order of their sums
            sd = spread * math.sqrt(max(1 / size - 1 / count, 0)) if size else math.nan
            mean = _mean(values[inside])
            rows.append(
                {
                    "group": group,
                    "centrality": name,
                    "actors": size,
                    "mean": mean,
                    "share": float(ratio(values[inside].sum(), values[known].sum())),
                    "top": _among_highest(values, inside),
                    "expected": expected,
                    "sd": sd,
                    "z": float(ratio(mean - expected, sd)),
                }
            )
    return table_of_rows("sector_centrality", rows)


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else math.nan


def _among_highest(values: np.ndarray, inside: np.ndarray) -> int | None:
    """Return how many of some actors are among the highest tenth; None where values are nan."""
    if np.isnan(values).any():
        return None
    least = np.sort(values)[-math.ceil(len(values) / _TOP)]
    return int((values[inside] >= least - _ROUNDING * abs(least)).sum())
