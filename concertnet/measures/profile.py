"""The standard set of measures as one tidy table, each with what it must be read with."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pandas as pd

from concertnet.graphs import GroupedGraph, grouped
from concertnet.measures.chance import against_chance
from concertnet.measures.cohesion import cohesion
from concertnet.measures.coverage import coverage
from concertnet.measures.ei import ei_expected, ei_index, sector_ei_index
from concertnet.measures.turnover import retention

__all__ = ["COLUMNS", "profile"]

COLUMNS = (
    "grain",
    "unit",
    "level",
    "measure",
    "value",
    "expected",
    "low",
    "high",
    "p_value",
    "n",
    "unknown",
    "caution",
)

# Below these a value is shown with a caution, never hidden. The two of the response rate are the
# only ones found in writing (vendor guidance); the others are where one actor moves a share by
# more than a tenth.
DIRECTIONAL_RESPONSE = 0.80
LOW_RESPONSE = 0.65
DIRECTED_ONLY = ("in_centralisation", "out_centralisation", "reciprocity")
FEW = 10


def profile(obj: Any, *, by: str = "sector", draws: int = 999, seed: int = 0) -> pd.DataFrame:
    """Gather the standard measures of a network in one tidy table.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network. What needs dates or seats is left out when there are none.
    by : str
        The actors' attribute that holds the groups.
    draws : int
        Number of shuffles for the intervals and p-values of the E-I indices.
    seed : int
        Seed of the shuffles.

    Returns
    -------
    DataFrame
        One row per value: `grain` (network, sector, instance), `unit` (the sector, the pair of
        dates...), `level` (ties at or above it; missing where levels play no part), `measure`,
        `value`, `expected` (by shuffled groups), `low` and `high` (95 % interval of shuffled
        groups), `p_value` (two-sided), `n` (actors or units it rests on), `unknown` (those left
        out, their group being unknown), `caution` (keys of the catalogue joined by ``"; "``, each
        ``caution_KEY``). Undefined is nan.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `obj` is no simple graph.

    Examples
    --------
    >>> import networkx as nx
    >>> table = profile(nx.karate_club_graph(), by="club", draws=99)
    >>> table.set_index("measure").loc["density", "value"].round(3)
    np.float64(0.139)
    """
    rows = list(_structure(obj, by, draws, seed))
    if hasattr(obj, "spells"):
        rows += _turnover(obj, by)
        rows += _coverage(obj)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = ("grain", "unit", "level", "measure", "caution")
    numbers = ("value", "expected", "low", "high", "p_value")
    return frame.astype(
        dict.fromkeys(texts, "str")
        | dict.fromkeys(numbers, "float64")
        | dict.fromkeys(("n", "unknown"), "int64")
    )


def _structure(obj: Any, by: str, draws: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield cohesion and E-I, at or above each level where there are levels."""
    levels = obj.scale.levels if hasattr(obj, "level") else (None,)
    for level in levels:
        graph = grouped(obj if level is None else obj.level(level), by=by)
        directed = graph.directed
        base = {"level": level, "unknown": graph.unknown}
        for measure, value in asdict(cohesion(graph)).items():
            if measure in ("n", "response_rate") or (measure in DIRECTED_ONLY and not directed):
                continue
            yield _row("network", "", measure, float(value), graph.n, graph, **base)
        known = graph.n - graph.unknown
        chance = against_chance(ei_index, graph, draws=draws, seed=seed)
        yield _row(
            "network",
            "",
            "ei_index",
            chance.observed,
            known,
            graph,
            expected=ei_expected(graph),
            low=chance.low,
            high=chance.high,
            p_value=chance.p_value,
            **base,
        )
        by_sector = against_chance(sector_ei_index, graph, draws=draws, seed=seed)
        for (sector, position), size in zip(by_sector.iterrows(), graph.sizes, strict=True):
            yield _row(
                "sector",
                str(sector),
                "sector_ei_index",
                position["observed"],
                int(size),
                graph,
                expected=position["expected"],
                low=position["low"],
                high=position["high"],
                p_value=position["p_value"],
                **base,
            )


def _turnover(net: Any, by: str) -> list[dict[str, Any]]:
    """Return retention from the first to the last year end, and from each year end to the next."""
    if net.observed is None:
        return []
    last = net.observed.end - pd.Timedelta(days=1)
    dates = list(pd.date_range(net.observed.start, last, freq="YE"))
    pairs = list(itertools.pairwise(dates))
    if len(dates) > 2:
        pairs.append((dates[0], dates[-1]))
    rows = []
    for before, after in pairs:
        unit = f"{before.date()} – {after.date()}"
        for of in ("actors", "seats", "representatives", "ties"):
            for result in retention(net, before, after, of=of).to_dict("records"):
                n = int(result["before"] + result["after"])
                if not n:
                    continue
                for measure in ("retention", "turnover"):
                    name = f"{measure}_of_{of}"
                    rows.append(_row("network", unit, name, result[measure], n, None))
    for before, after in pairs[-1:]:
        for result in retention(net, before, after, of="actors", by=by).to_dict("records"):
            n = int(result["before"] + result["after"])
            unit = str(result[by])
            rows.append(
                _row(
                    "sector",
                    unit,
                    "retention_of_actors",
                    result["retention"],
                    n,
                    None,
                    unknown=result["unknown"],
                )
            )
    return rows


def _coverage(net: Any) -> list[dict[str, Any]]:
    """Return, for each expected sector, the number of instances where it has no seat."""
    if not len(net.instances):
        return []
    table = coverage(net)
    unknown = int(table.drop_duplicates("instance")["unknown"].sum())
    instances = table["instance"].nunique()
    absent = table[table["sector"].isin(table.loc[table["absent"], "sector"])]
    return [
        _row(
            "instance",
            str(sector),
            "instances_without_sector",
            int(rows["absent"].sum()),
            instances,
            None,
            unknown=unknown,
        )
        for sector, rows in absent.groupby("sector", sort=False)
    ]


def _row(
    grain: str,
    unit: str,
    measure: str,
    value: float,
    n: int,
    graph: GroupedGraph | None,
    **others: Any,
) -> dict[str, Any]:
    cautions = ["few"] if n < FEW else []
    if others.get("unknown"):
        cautions.append("unknown_group")
    if graph is not None:
        cautions += _response_caution(graph.response_rate)
    return {
        "grain": grain,
        "unit": unit or None,
        "measure": measure,
        "value": value,
        "n": n,
        "unknown": 0,
        "caution": "; ".join(cautions) or None,
    } | others


def _response_caution(rate: float) -> list[str]:
    if math.isnan(rate):
        return ["response_unknown"]
    if rate < LOW_RESPONSE:
        return ["response_low"]
    return ["response_directional"] if rate < DIRECTIONAL_RESPONSE else []
