"""Density: the share of the pairs of actors that are tied, in all or by pair of groups."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.formula import carries, of_ties_and_sizes
from concertnet.hinges.mixing import MixingLike, each_cell, mixing_measured, pairs_of_cells

__all__ = ["density", "mixing_density"]


@partial(of_ties_and_sizes, low=0, high=1, everyone=True)
def _density(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    ties = counts.sum(axis=(-2, -1)).astype(float)
    n = int(sizes.sum())
    if directed:
        return ratio(ties, n * (n - 1))
    # an undirected matrix holds twice the ties between two groups
    return ratio((ties + np.trace(counts, axis1=-2, axis2=-1)) / 2, n * (n - 1) / 2)


@carries(_density)
def density(graph: GraphLike) -> float:
    """Measure the share of the pairs of actors that are tied (network grain).

    All actors count, those of unknown group too: it is the density of `cohesion`. As a measure of
    its own, it has an interval (`interval`) and a test of its difference (`compare`), where
    groups say which pairs are alike.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. In a directed graph pairs are ordered.

    Returns
    -------
    float
        From 0 (no tie) to 1 (all pairs tied); it has no neutral value, and falls by itself as a
        network grows. nan with fewer than two actors.

    Raises
    ------
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Wasserman, S. and Faust, K. (1994). Social Network Analysis: Methods and Applications.
       Cambridge University Press, chapter 4.

    Examples
    --------
    >>> import networkx as nx
    >>> round(density(nx.karate_club_graph()), 4)
    0.139
    """
    arrays = grouped(graph, required=False)
    pairs = arrays.n * (arrays.n - 1) / (1 if arrays.directed else 2)
    return arrays.m / pairs if pairs else float("nan")


@partial(of_ties_and_sizes, low=0, high=1)
def _mixing_density(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    pairs = pairs_of_cells(np.asarray(sizes, dtype=np.int64), directed)
    return ratio(each_cell(counts, directed), each_cell(pairs, directed))


@carries(_mixing_density)
def mixing_density(graph: MixingLike, *, by: By = None) -> pd.Series:
    """Measure the share of the pairs of each two groups that are tied (grain of pairs of groups).

    Actors of unknown group are left out.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph the first group sends, and both orders are there.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Series of float
        Indexed by group and other_group: from 0 (no tie) to 1 (all pairs tied); nan for a group of
        one actor with itself. No neutral value: read it beside `density`, or take `mixing_effects`.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Wasserman, S. and Faust, K. (1994). Social Network Analysis: Methods and Applications.
       Cambridge University Press, chapter 10.

    Examples
    --------
    >>> import networkx as nx
    >>> mixing_density(nx.karate_club_graph(), by="club").round(4).tolist()
    [0.2574, 0.0381, 0.2353]
    """
    m = mixing_measured(graph, by=by)
    cells = pd.MultiIndex.from_frame(m.frame()[["group", "other_group"]])
    return pd.Series(_mixing_density.of(m), index=cells, name="mixing_density")
