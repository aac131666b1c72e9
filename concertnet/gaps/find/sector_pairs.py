"""Sectors with which a sector has fewer ties than chance would give."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed
from concertnet.measures.chance.pairs_apart import pairs_apart

__all__ = ["sector_pairs"]

_COLUMNS = ["other_sector", "ties", "expected", "p_value", "score"]


def sector_pairs(graph: GroupedGraph, sector: Any, *, seed: Seed = 0) -> pd.DataFrame:
    """Return the sectors with which a sector has fewer ties than under shuffled sectors.

    Parameters
    ----------
    graph : GroupedGraph
        The network, grouped by sector.
    sector : hashable
        The sector.
    seed : int or numpy.random.Generator
        Seed of the shuffles.

    Returns
    -------
    DataFrame
        other_sector, ties (observed), expected (exact mean under shuffles), p_value (two-sided,
        adjusted for all the pairs of groups compared; nan where too few ties are expected to
        compare: `pairs_apart`), score (exact standard deviations below the expected number), the
        highest score first.
    """
    if sector not in graph.groups or not graph.m:
        return pd.DataFrame(columns=_COLUMNS)
    cells = pairs_apart(graph, seed=seed).cells
    touches = (cells["group"] == sector) != (cells["other_group"] == sector)
    frame = cells[touches & (cells["ties"] < cells["expected"])]
    others = frame["group"].where(frame["group"] != sector, frame["other_group"])
    # fewer than expected: there is a spread, or every shuffle would give the observed value
    frame = frame.assign(other_sector=others, score=-frame["z"])
    frame = frame.sort_values(["score", "other_sector"], ascending=[False, True])
    return frame[_COLUMNS].reset_index(drop=True)
