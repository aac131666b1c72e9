"""The measures of bridging that need no choice, of one graph: rows of the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.formula import carries, formula_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.group_pairs import cells_of
from concertnet.hinges.mixing import mixing
from concertnet.measures.brokerage.chance import network_brokerage
from concertnet.measures.brokerage.roles import ROLES, sector_brokerage
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.chance.mixing_chance import MixingChance, mixing_chance
from concertnet.measures.segregation.ei import ei_bounds, ei_expected, ei_index, sector_ei_index
from concertnet.measures.segregation.mixing_indices import (
    assortativity,
    coleman_homophily,
    freeman_segregation,
    gupta_anderson_may,
    modularity,
    segregation_matrix_index,
    within_odds_ratio,
)
from concertnet.measures.segregation.spectral import (
    sector_spectral_segregation,
    spectral_segregation,
)
from concertnet.measures.structure.core_periphery import core_periphery

__all__ = ["bridging_rows"]

OF_NETWORK: tuple[Callable[..., float], ...] = (
    ei_index,
    assortativity,
    modularity,
    freeman_segregation,
    gupta_anderson_may,
    within_odds_ratio,
)
OF_SECTORS: tuple[Callable[..., pd.Series], ...] = (
    sector_ei_index,
    coleman_homophily,
    segregation_matrix_index,
)
Row = dict[Any, Any]

# Groups above which the cells of the matrix, too many to be kept for each draw, have no p-value.
_MOST_GROUPS = 100


def bridging_rows(graph: GroupedGraph, *, draws: int, seed: int) -> Iterator[Row]:
    """Yield the measures of bridging of a graph: of the network, of sectors, of pairs of sectors.

    Parameters
    ----------
    graph : GroupedGraph
        The graph. Measures of undirected graphs are left out of a directed one.
    draws, seed : int
        Number of shuffles of the groups, and their seed.

    Yields
    ------
    dict
        grain, measure, unit (but for the network), value, n, and where there are some expected,
        low, high, p_value and z: against shuffled groups, except the roles of brokerage in the
        network, against ties at random.
    """
    exact = mixing_chance(graph)
    of_network, of_sectors, of_pairs = _against_shuffles(graph, exact, draws, seed)
    index, *others = of_network
    bounds = ei_bounds(graph)
    lowest = {"measure": "ei_lowest", "value": bounds.low}
    highest = {"measure": "ei_highest", "value": bounds.high}
    yield from (index, *({"grain": "network", "n": index["n"]} | row for row in (lowest, highest)))
    yield from others
    yield from _network_rows(graph)
    yield from of_sectors
    yield from _sector_rows(graph)
    yield from of_pairs


def _formula(
    counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool
) -> npt.NDArray[np.float64]:
    """Return every measure of the mixing matrix, then its cells if they are few, on one axis."""
    formulas = [formula_of(measure) for measure in (*OF_NETWORK, *OF_SECTORS)]
    found = [f(counts, sizes, directed) for f in formulas if f is not None]
    leading = counts.shape[:-2]
    if counts.shape[-1] <= _MOST_GROUPS:
        found.append(counts[..., *cells_of(counts.shape[-1], directed)])
    return np.concatenate([np.reshape(values, (*leading, -1)) for values in found], axis=-1)


@carries(_formula)
def _of_mixing(graph: GroupedGraph) -> pd.Series:
    m = mixing(graph)
    values = _formula(m.counts.to_numpy(), m.sizes.to_numpy(), m.directed)
    return pd.Series(values)


def _against_shuffles(
    graph: GroupedGraph, exact: MixingChance, draws: int, seed: int
) -> tuple[list[Row], list[Row], list[Row]]:
    """Return the rows of the mixing matrix and of its cells, all from the same shuffles."""
    table = against_chance(_of_mixing, graph, draws=draws, seed=seed)
    table = table.rename(columns={"observed": "value"})
    position = table[["value", "expected", "low", "high", "p_value"]].to_dict("records")
    # a value that some shuffles leave undefined is compared with the others alone
    some = ((table["draws"] < draws) & table["p_value"].notna()).tolist()
    found = iter([{**row, "fewer_draws": fewer} for row, fewer in zip(position, some, strict=True)])
    n = graph.n - graph.unknown
    of_network = [
        {"grain": "network", "measure": measure.__name__, "n": n} | next(found)
        for measure in OF_NETWORK
    ]
    # the mean of the draws only nears the expected value, which has a formula
    of_network[0] |= {"expected": ei_expected(graph), "z": exact.ei_index.z}
    of_sectors = [
        {"grain": "sector", "measure": measure.__name__, "unit": str(group), "n": int(size)}
        | next(found)
        for measure in OF_SECTORS
        for group, size in zip(graph.groups, graph.sizes, strict=True)
    ]
    of_pairs = [next(found, {}) | row for row in _pair_rows(graph, exact)]
    return of_network, of_sectors, of_pairs


def _network_rows(graph: GroupedGraph) -> Iterator[Row]:
    row = {"grain": "network", "n": graph.n - graph.unknown}
    if not graph.directed:
        yield row | {"measure": "spectral_segregation", "value": spectral_segregation(graph)}
        fit = core_periphery(graph).correlation
        yield row | {"measure": "core_periphery_correlation", "value": fit, "n": graph.n}
    for found in network_brokerage(graph).to_dict("records"):
        if graph.directed or found["role"] != "representative":
            position = {"value": found["count"], "expected": found["expected"], "z": found["z"]}
            yield row | {"measure": f"network_brokerage_{found['role']}"} | position


def _sector_rows(graph: GroupedGraph) -> Iterator[Row]:
    table = sector_brokerage(graph)
    columns = {f"sector_brokerage_{role}": table[role] for role in ROLES}
    if not graph.directed:
        del columns["sector_brokerage_representative"]
        spectral = sector_spectral_segregation(graph)
        columns = {"sector_spectral_segregation": spectral} | columns
    for measure, values in columns.items():
        for group, size, value in zip(graph.groups, graph.sizes, values, strict=True):
            row = {"grain": "sector", "measure": measure, "unit": str(group)}
            yield row | {"value": float(value), "n": int(size)}


def _pair_rows(graph: GroupedGraph, exact: MixingChance) -> Iterator[Row]:
    sizes = dict(zip(graph.groups, graph.sizes.tolist(), strict=True))
    arrow = " → " if graph.directed else " – "
    for cell in exact.cells.to_dict("records"):
        one, other = cell["group"], cell["other_group"]
        yield {
            "grain": "pair",
            "measure": "ties_of_pair",
            "unit": f"{one}{arrow}{other}",
            "value": float(cell["ties"]),
            "expected": cell["expected"],
            "z": cell["z"],
            "n": sum(sizes[group] for group in {one, other}),
        }
