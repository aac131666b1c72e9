"""Instances where a sector has no seat: who could be invited, and through whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.gaps.pairs import joined
from concertnet.graphs import GroupedGraph

__all__ = ["instance_gaps"]


def instance_gaps(net: Any, graph: GroupedGraph, sector: str) -> pd.DataFrame:
    """Return the instances where the sector has no seat, with its evidence.

    Parameters
    ----------
    net : Network
        The network.
    graph : GroupedGraph
        Its graph, grouped by sector.
    sector : str
        The sector.

    Returns
    -------
    DataFrame
        instance, seats, linked, introducers, invite: see `missing_links`.
    """
    actors = net.actors_now().set_index("actor")
    ours = actors.index[(actors["sector"] == sector).to_numpy()]
    names = graph.actors.to_numpy()
    half = pd.DataFrame({"actor": names[graph.source], "seated": names[graph.target]})
    ties = pd.concat([half, half.rename(columns={"actor": "seated", "seated": "actor"})])
    ties = ties[ties["actor"].isin(ours)]
    rows = []
    for instance in net.instances.itertuples(index=False):
        seated = net.seats.loc[net.seats["instance"] == instance.instance, "actor"]
        if seated.isin(ours).any():
            continue
        links = ties[ties["seated"].isin(seated)]
        nearby = _in_territory(actors, ours, instance.territory)
        rows.append(
            {
                "instance": instance.instance,
                "seats": len(seated),
                "linked": links["actor"].nunique(),
                "introducers": joined(_by_count(links["seated"])) or np.nan,
                "invite": joined(_invited(links["actor"], nearby)) or np.nan,
            }
        )
    columns = ["instance", "seats", "linked", "introducers", "invite"]
    return pd.DataFrame(rows, columns=columns).astype({"seats": "int64", "linked": "int64"})


def _in_territory(actors: pd.DataFrame, ours: pd.Index, territory: Any) -> pd.Index:
    """Return the sector's actors of the territory; all of them for an instance without one."""
    if not isinstance(territory, str):
        return ours
    return ours[(actors.loc[ours, "territory"] == territory).to_numpy()]


def _by_count(ids: pd.Series) -> pd.Series:
    """Return the distinct ids, the most frequent first, then by id."""
    counts = ids.value_counts()
    order = sorted(counts.index, key=lambda identity: (-counts[identity], identity))
    return pd.Series(order, dtype=object)


def _invited(linked: pd.Series, nearby: pd.Index) -> pd.Series:
    """Return those with most ties to the seated, then the others of the territory."""
    first = list(_by_count(linked))
    return pd.Series([*first, *sorted(set(nearby) - set(first))], dtype=object)
