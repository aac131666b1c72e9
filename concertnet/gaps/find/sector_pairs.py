"""Sectors with which a sector has fewer ties than chance would give."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.formula import carries, of_ties
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import Mixing, MixingLike, mixing
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.chance.mixing_chance import mixing_chance

__all__ = ["sector_pairs"]

# Shuffles behind a p: it is read to the third decimal.
_DRAWS = 1_999
_COLUMNS = ["other_sector", "ties", "expected", "p_value", "score"]


def sector_pairs(graph: GroupedGraph, sector: Any, *, seed: int = 0) -> pd.DataFrame:
    """Return the sectors with which a sector has fewer ties than under shuffled sectors.

    Parameters
    ----------
    graph : GroupedGraph
        The network, grouped by sector.
    sector : hashable
        The sector.
    seed : int
        Seed of the shuffles.

    Returns
    -------
    DataFrame
        other_sector, ties (observed), expected (exact mean under shuffles), p_value (two-sided,
        from 1,999 shuffles), score (exact standard deviations below the expected number), the
        highest score first.
    """
    if sector not in graph.groups or not graph.m:
        return pd.DataFrame(columns=_COLUMNS)
    place = graph.groups.index(sector)

    @of_ties
    def formula(counts: npt.NDArray[Any], _directed: bool) -> Values:
        return counts[..., place, :].astype(float)

    @carries(formula)
    def ties_of_the_sector(obj: MixingLike) -> pd.Series:
        m: Mixing = mixing(obj)
        return m.counts.loc[sector].astype(float)

    p_values = against_chance(ties_of_the_sector, graph, draws=_DRAWS, seed=seed)["p_value"]
    cells = mixing_chance(graph).cells
    touches = (cells["group"] == sector) != (cells["other_group"] == sector)
    frame = cells[touches & (cells["ties"] < cells["expected"])]
    others = frame["group"].where(frame["group"] != sector, frame["other_group"])
    # fewer than expected: there is a spread, or every shuffle would give the observed value
    frame = frame.assign(
        other_sector=others, p_value=p_values.reindex(others).to_numpy(), score=-frame["z"]
    )
    frame = frame.sort_values(["score", "other_sector"], ascending=[False, True])
    return frame[_COLUMNS].reset_index(drop=True)
