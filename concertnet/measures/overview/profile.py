"""The standard set of measures as one tidy table, each with what it must be read with."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.door import By, GraphLike, NetworkLike, SpellsOf, grouped, is_network
from concertnet.hinges.formula import carries, formula_of, of_ties_and_sizes
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.group_pairs import cells_of
from concertnet.hinges.grouping import column_of
from concertnet.hinges.guards import Seed, expected_of, has_dates, is_undated
from concertnet.hinges.mixing import count_mixing, mixing
from concertnet.hinges.remarks import undecided_sectors
from concertnet.hinges.sittings import actor_groups
from concertnet.measures.answers import MEASURES
from concertnet.measures.brokerage.chance import network_brokerage
from concertnet.measures.brokerage.roles import ROLES, sector_brokerage
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.chance.mixing_chance import MixingChance, mixing_chance
from concertnet.measures.chance.pairs_apart import LEAST_EXPECTED, holm
from concertnet.measures.instances.coverage import coverage
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
from concertnet.measures.structure.cohesion import cohesion
from concertnet.measures.structure.core_periphery import core_periphery
from concertnet.measures.time.turnover import retention, turnover_over_time
from concertnet.tables.cells.dates import regular_dates

__all__ = ["DIRECTIONAL_RESPONSE", "LOW_RESPONSE", "profile", "response_cautions"]

_TABLE = MEASURES["profile"]

# Below these a value is shown with a caution, never hidden. The two of the response rate are the
# only ones found in writing (vendor guidance); the others are where one actor moves a share by
# more than a tenth.
DIRECTIONAL_RESPONSE = 0.80
LOW_RESPONSE = 0.65
DIRECTED_ONLY = ("in_centralisation", "out_centralisation", "reciprocity")
FEW = 10


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


def profile(
    graph: GraphLike, *, by: By = "sector", draws: int = 999, seed: Seed = 0
) -> pd.DataFrame:
    """Gather the standard measures of a network in one tidy table.

    For each level of ties: cohesion, then all of bridging that needs no choice (segregation,
    brokerage, the mixing matrix against chance), of the network, of each sector, of each pair of
    sectors. Of a network with dates, structure and coverage are those of the last day observed, and
    turnover goes from each year end to the next; of one without dates, all its ties together.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network. What needs dates or seats is left out where there are none.
    by : str or mapping of actor to group
        Attribute of the actors, or the groups themselves.
    draws : int
        Number of shuffles for the intervals and p-values of what the mixing matrix gives.
    seed : int or numpy.random.Generator
        Seed of the shuffles.

    Returns
    -------
    DataFrame
        One row per value: `grain` (network, sector, pair), `unit` (the sector, or the two: "a – b",
        directed "a → b"), `period` (that of the network, or the two dates compared), `level` (ties
        at or above it; missing where levels play no part), `measure`, `value`, `expected` (by
        shuffled groups; of a ``network_brokerage_ROLE``, by ties at random), `low` and `high` (95 %
        interval of shuffled groups), `p_value` (two-sided; of ``ties_of_pair``, adjusted for the
        pairs compared, nan for those where too few ties are expected to compare), `z` (where
        expected and sd are exact),
        `n` (actors or units it rests on; those there before, for retention), `unknown` (those left
        out, their group being unknown), `unknown_ties` (the ties that touch them, left out too),
        `caution` (keys of the catalogue joined by ``"; "``, each ``caution_KEY``). Undefined is
        nan.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph.

    Examples
    --------
    >>> import networkx as nx
    >>> table = profile(nx.karate_club_graph(), by="club", draws=99)
    >>> table.set_index("measure").loc["density", "value"].round(3)
    np.float64(0.139)
    """
    rows: list[dict[str, Any]] = []
    if not is_network(graph):
        rows += _structure(graph, by, draws, seed)
    else:
        now = graph.latest()
        named = isinstance(by, str) and by == "sector"
        undecided = named and undecided_sectors(now.actors, now.about)
        place: dict[str, Any] = {"period": _day(now)}
        place["sector_cautions"] = ("undecided_sectors",) if undecided else ()
        for level in now.scale.levels:
            rows += _structure(now.level(level), by, draws, seed, level=level, **place)
        rows += _coverage(now)
        rows += _turnover(graph, by)
    return pd.DataFrame(rows, columns=_TABLE.names).astype(_TABLE.dtypes)


def _structure(
    graph: GraphLike,
    by: By,
    draws: int,
    seed: Seed,
    *,
    sector_cautions: tuple[str, ...] = (),
    **place: Any,
) -> Iterator[dict[str, Any]]:
    """Yield cohesion and bridging of one graph."""
    graph = grouped(graph, by=by)
    answers = response_cautions(graph.response_rate)
    for measure, value in asdict(cohesion(graph)).items():
        if measure in ("n", "response_rate") or (measure in DIRECTED_ONLY and not graph.directed):
            continue
        yield _row("network", measure, float(value), graph.n, cautions=answers, **place)
    left_out = {"unknown": graph.unknown, "unknown_ties": count_mixing(graph)[1]}
    for row in _bridging(graph, draws=draws, seed=seed):
        # the core is that of all the actors: nobody is left out
        whole = row["measure"] == "core_periphery_correlation"
        cautions = answers if whole else [*answers, *sector_cautions]
        yield _row(**row, cautions=cautions, **({} if whole else left_out), **place)


def _turnover(net: NetworkLike, by: By) -> Iterator[dict[str, Any]]:
    """Yield retention from each year end to the next, and from the first to the last."""
    if net.observed is None:
        return
    dates = list(regular_dates(net.observed, "YE"))
    pairs = list(itertools.pairwise(dates))
    if len(dates) > 2:
        pairs.append((dates[0], dates[-1]))
    kinds: tuple[SpellsOf, ...] = ("actors", "seats", "representatives", "ties")
    lives = {of: spells for of in kinds if len(spells := net.spells(of))}
    # what each kind is written in: a life cut to that of others has no date of its own
    written = {of: "mandates" if of == "representatives" else of for of in kinds}
    dated = {of: not is_undated(net.tables[written[of]]) for of in lives}
    ends = {of: dated[of] and has_dates(net, written[of], "end") for of in lives}
    # one look at each kind, however many years were observed
    steps = {
        of: turnover_over_time(spells, observed=net.observed).to_dict("records")
        for of, spells in lives.items()
        if dated[of] and len(dates) > 1
    }
    for step, (before, after) in enumerate(pairs):
        period = f"{before.date()} – {after.date()}"
        for of, spells in lives.items():
            if of in steps and step < len(dates) - 1:
                found = steps[of][step]
            else:
                found = retention(spells, before, after).iloc[0]
            for measure in ("retention", "turnover"):
                yield _row(
                    "network",
                    f"{measure}_of_{of}",
                    found[measure] if ends[of] else math.nan,
                    int(found["before"]),
                    period=period,
                    cautions=() if ends[of] else ("no_ends" if dated[of] else "no_dates",),
                )
    # where no group is known, or no actor has an end, nothing tells who was retained by group
    known = has_dates(net, "actors", "end") and actor_groups(net, by).groups
    for before, after in pairs[-1:] if known else ():
        period = f"{before.date()} – {after.date()}"
        for found in retention(net, before, after, by=by).to_dict("records"):
            yield _row(
                "sector",
                "retention_of_actors",
                found["retention"],
                int(found["before"]),
                unit=str(found[column_of(by)]),
                period=period,
                unknown=found["unknown"],
            )


def _coverage(net: NetworkLike) -> Iterator[dict[str, Any]]:
    """Yield, for each expected sector, the number of instances where it has no seat."""
    if not len(net.instances):
        return
    table = coverage(net)
    unknown = int(table.drop_duplicates("instance")["unknown"].sum())
    for sector in expected_of(net):
        rows = table[table["sector"] == sector]
        yield _row(
            "sector",
            "instances_without_sector",
            int(rows["absent"].sum()),
            len(rows),
            unit=sector,
            period=_day(net),
            unknown=unknown,
        )


def _day(net: NetworkLike) -> str | None:
    return None if net.observed is None else str(net.observed.start.date())


def _row(
    grain: str,
    measure: str,
    value: float,
    n: int,
    *,
    cautions: Sequence[str] = (),
    fewer_draws: bool = False,
    **others: Any,
) -> dict[str, Any]:
    keys = (["few"] if n < FEW else []) + (["unknown_group"] if others.get("unknown") else [])
    if "p_value" not in others and not math.isnan(others.get("z", math.nan)):
        keys.append("z_alone")
    if fewer_draws:
        keys.append("fewer_draws")
    caution = "; ".join([*keys, *cautions]) or None
    row = {"grain": grain, "measure": measure, "value": value, "n": n}
    return row | {"unknown": 0, "unknown_ties": 0} | others | {"caution": caution}


def response_cautions(rate: float) -> list[str]:
    """Return the key of the caution that a response rate earns, ``caution_KEY``; none from 80 %."""
    if math.isnan(rate):
        return ["response_unknown"]
    if rate < LOW_RESPONSE:
        return ["response_low"]
    return ["response_directional"] if rate < DIRECTIONAL_RESPONSE else []


def _bridging(graph: GroupedGraph, *, draws: int, seed: Seed) -> Iterator[Row]:
    """Yield the measures of bridging that need no choice: of the network, of sectors, of pairs.

    Expected, low, high, p_value and z are against shuffled groups, except those of the roles of
    brokerage in the network, against ties at random. Measures of undirected graphs are left out of
    a directed one.
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


@of_ties_and_sizes
def _all_formulas(counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
    """Return every measure of the mixing matrix, then its cells if they are few, on one axis."""
    formulas = [formula_of(measure) for measure in (*OF_NETWORK, *OF_SECTORS)]
    found = [f(counts, sizes, directed) for f in formulas if f is not None]
    leading = counts.shape[:-2]
    if counts.shape[-1] <= _MOST_GROUPS:
        found.append(counts[..., *cells_of(counts.shape[-1], directed)])
    return np.concatenate([np.reshape(values, (*leading, -1)) for values in found], axis=-1)


@carries(_all_formulas)
def _of_mixing(graph: GroupedGraph) -> pd.Series:
    return pd.Series(_all_formulas.of(mixing(graph)))


def _against_shuffles(
    graph: GroupedGraph, exact: MixingChance, draws: int, seed: Seed
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
    judged = [row["expected"] >= LEAST_EXPECTED for row in of_pairs]
    p_values = [row.get("p_value", math.nan) for row in of_pairs]
    adjusted = holm(np.where(judged, np.array(p_values, dtype=float), math.nan))
    for row, p_value in zip(of_pairs, adjusted.tolist(), strict=True):
        row["p_value"] = p_value
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
