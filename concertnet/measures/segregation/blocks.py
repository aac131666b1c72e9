"""Groups as blocks: how far the density between two groups tells who is tied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values, ratio
from concertnet.hinges.door import By
from concertnet.hinges.formula import carries, of_ties_and_sizes
from concertnet.hinges.mixing import MixingLike, each_cell, mixing, pairs_of_cells
from concertnet.records import Record

__all__ = ["Blocks", "sector_blocks"]


@dataclass(frozen=True, repr=False, eq=False)
class Blocks(Record):
    """A network seen as blocks, one for each pair of groups.

    Attributes
    ----------
    density : DataFrame, shape (k, k)
        Share of the pairs of two groups that are tied; nan where there is no pair.
    image : DataFrame, shape (k, k)
        1 where that density is at least that of the network, 0 elsewhere; nan where there is no
        pair.
    r_squared : float
        Share of the variance of ties that lies between blocks, 0 (none) to 1 (all); nan where ties
        do not vary.
    departures : int
        Pairs that are not as their block is as a whole: the fewer of its ties and of its absent
        ties, summed over blocks.
    departures_share : float
        Departures over pairs, 0 (all blocks are full or empty) to 1/2; nan without a pair.
    unknown : int
        Actors of unknown group, left out.
    """

    density: pd.DataFrame
    image: pd.DataFrame
    r_squared: float
    departures: int
    departures_share: float
    unknown: int = field(compare=False)  # the same whatever the ties


def _numbers_of_blocks(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    """Return r_squared, departures and departures_share of matrices of ties, shape (..., 3)."""
    ties = each_cell(counts, directed).astype(float)
    pairs = each_cell(pairs_of_cells(sizes, directed), directed).astype(float)
    total, every = ties.sum(axis=-1), pairs.sum()
    overall = ratio(total, every)
    between = (ties**2 / np.where(pairs > 0, pairs, 1)).sum(axis=-1) - total * overall
    variance = total * (1 - overall)
    departures = np.minimum(ties, pairs - ties).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        r_squared = np.clip(ratio(between, np.where(variance > 0, variance, 0)), 0, 1)
    return np.stack([r_squared, departures, ratio(departures, every)], axis=-1)


@carries(of_ties_and_sizes(_numbers_of_blocks, smooth=False))
def sector_blocks(graph: MixingLike, *, by: By = None) -> Blocks:
    """Measure how far groups are blocks, each with the others full or empty (network grain).

    In a sparse network most blocks are nearer to empty, and `departures` then says little more than
    the number of ties: read `r_squared`. Compare both with shuffled groups (`against_chance`).

    Parameters
    ----------
    graph : Network, networkx graph, GroupedGraph or Mixing
        The network. In a directed graph pairs are ordered, and the row's group sends.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    Blocks
        Densities, their image, and how well blocks tell ties: r_squared (0 to 1; the R squared of
        `mrqap` on ``pair_sector``) and departures. Neutral values depend on the sizes of groups.
        nan without a pair, and r_squared where ties do not vary.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    References
    ----------
    .. [1] Batagelj, V., Ferligoj, A. and Doreian, P. (1992). Direct and indirect methods for
       structural equivalence. Social Networks, 14(1-2), 63-90.
    .. [2] White, H. C., Boorman, S. A. and Breiger, R. L. (1976). Social structure from multiple
       networks. I. Blockmodels of roles and positions. American Journal of Sociology 81(4).

    Examples
    --------
    >>> import networkx as nx
    >>> found = sector_blocks(nx.karate_club_graph(), by="club")
    >>> round(found.r_squared, 4), found.departures
    (0.091, 78)
    """
    m = mixing(graph, by=by)
    r_squared, departures, share = _numbers_of_blocks(
        m.counts.to_numpy(), m.sizes.to_numpy(), m.directed
    )
    density = m.density
    pairs = each_cell(m.possible.to_numpy(), m.directed).sum()
    overall = m.ties / pairs if pairs else float("nan")
    image = (density >= overall).astype(float).where(density.notna())
    return Blocks(density, image, float(r_squared), int(departures), float(share), m.unknown_actors)
