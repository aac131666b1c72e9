"""Where a sector has no seat, who could be invited, and through whom."""

from __future__ import annotations

from itertools import islice
from typing import Any, Literal

import pandas as pd

from concertnet.gaps.introduce import AT_MOST, first_of
from concertnet.graphs import GroupedGraph

__all__ = ["Unit", "absences"]

Unit = Literal["instance", "territory", "theme"]


def absences(net: Any, graph: GroupedGraph, sector: Any, unit: Unit) -> pd.DataFrame:
    """Return the units where the sector has no seat, with the evidence.

    Parameters
    ----------
    net : Network
        The network.
    graph : GroupedGraph
        Its graph, grouped as the sector is.
    sector : hashable
        The sector: one of the groups, or one that no actor has.
    unit : {"instance", "territory", "theme"}
        Each instance, or the instances of each territory or theme together.

    Returns
    -------
    DataFrame
        The column `unit`, seats, linked, unknown_seats, introducers, invite: see `missing_links`.
    """
    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    ours = graph.actors[graph.codes == code]
    instances = net.instances.dropna(subset=[unit])
    seats = net.seats[["actor", "instance"]].merge(
        instances[list(dict.fromkeys(["instance", unit]))], on="instance"
    )
    present = seats.loc[seats["actor"].isin(ours), unit].unique()
    units = pd.Index(instances[unit].unique()).difference(pd.Index(present), sort=False)
    seats = seats[seats[unit].isin(units)]
    links = _links(graph, ours).merge(
        seats[[unit, "actor"]].drop_duplicates().rename(columns={"actor": "seated"}), on="seated"
    )
    introduce = _by_count(links, unit, "seated")
    invite = _by_count(links, unit, "actor")
    nearby = _nearby(net, ours, instances, unit)
    frame = pd.DataFrame({unit: units.astype("str")})
    held, linked = seats.groupby(unit).size(), links.groupby(unit)["actor"].nunique()
    frame["seats"] = held.reindex(units, fill_value=0).to_numpy(dtype="int64")
    frame["linked"] = linked.reindex(units, fill_value=0).to_numpy(dtype="int64")
    sectorless = graph.actors[graph.codes < 0]
    unknown = seats[seats["actor"].isin(sectorless)].groupby(unit).size()
    frame["unknown_seats"] = unknown.reindex(units, fill_value=0).to_numpy(dtype="int64")
    frame["introducers"] = [first_of(introduce.get(u, [])) for u in units]
    frame["invite"] = [first_of(_invited(invite.get(u, []), nearby[u])) for u in units]
    return frame


def _links(graph: GroupedGraph, ours: pd.Index) -> pd.DataFrame:
    """Return the ties of the sector's actors: actor, seated."""
    names = graph.actors.to_numpy()
    half = pd.DataFrame({"actor": names[graph.source], "seated": names[graph.target]})
    ties = pd.concat([half, half.rename(columns={"actor": "seated", "seated": "actor"})])
    return ties[ties["actor"].isin(ours)]


def _by_count(links: pd.DataFrame, unit: str, column: str) -> dict[Any, list[str]]:
    """Return the distinct ids of each unit, the most frequent first, then by id."""
    counts = links.groupby([unit, column]).size().reset_index(name="n")
    counts = counts.sort_values([unit, "n", column], ascending=[True, False, True])
    return {name: rows[column].tolist() for name, rows in counts.groupby(unit)}


def _nearby(net: Any, ours: pd.Index, instances: pd.DataFrame, unit: str) -> dict[Any, list[str]]:
    """Return the sector's actors of each unit's territories, then those of unknown territory.

    All of them for a unit without a territory.
    """
    territory = net.actors_now().set_index("actor")["territory"].reindex(ours)
    living = {t: sorted(rows.index) for t, rows in territory.dropna().groupby(territory.dropna())}
    everyone, nowhere = sorted(ours), sorted(territory.index[territory.isna()])
    found: dict[Any, list[str]] = {}
    for name, rows in instances.groupby(unit)["territory" if unit != "territory" else unit]:
        places = rows.dropna().unique()
        near = sorted({a for t in places for a in living.get(t, [])})
        found[name] = [*near, *nowhere] if len(places) else everyone
    return found


def _invited(linked: list[str], nearby: list[str]) -> list[str]:
    """Return those with most ties to the seated, then the others who are near."""
    first = set(linked)
    others = islice((actor for actor in nearby if actor not in first), AT_MOST)
    return [*linked, *others]
