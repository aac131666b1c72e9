"""Ties between tiers: national, regional, supralocal, local."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By
from concertnet.hinges.formula import carries, of_ties
from concertnet.hinges.mixing import MixingLike, mixing_measured

__all__ = ["vertical_share"]


@partial(of_ties, low=0, high=1)
def _between(counts: npt.NDArray[Any], directed: bool) -> Values:
    within = np.trace(counts, axis1=-2, axis2=-1)
    every = counts.sum(axis=(-2, -1))
    # an undirected tie between two tiers stands in both halves of the matrix
    ties = every if directed else (every + within) / 2
    return ratio(ties - within, ties)


@carries(_between)
def vertical_share(graph: MixingLike, *, by: By = "tier") -> float:
    """Share of the ties that join actors of different tiers (network grain).

    (E-I index + 1)/2, with tiers for groups. Ties that touch an actor of unknown tier are left
    out; ``mixing(net, by="tier")`` counts them, and shows which tiers are joined.

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph each direction is a tie.
    by : str or mapping of actor to tier
        The actors' attribute that holds the tiers, or the tiers themselves. A GroupedGraph or a
        Mixing has its own groups, which must be these.

    Returns
    -------
    float
        From 0 (all ties within a tier) to 1 (all between tiers). No neutral value: it depends on
        the sizes of the tiers, see `ei_expected` and ``against_chance(..., by="tier")``. nan
        without any tie between actors of known tier.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, or is grouped otherwise.

    References
    ----------
    .. [1] Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises: an
       experimental simulation. Social Psychology Quarterly, 51(2), 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.path_graph(4)
    >>> tiers = dict(enumerate(["national", "regional", "local", "local"]))
    >>> round(vertical_share(graph, by=tiers), 3)
    0.667
    """
    return float(_between.of(mixing_measured(graph, by=by)))
