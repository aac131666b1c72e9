"""The graphs for networkx: ties, seats, and the projection of seats."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.hinges.graph import GroupedGraph
from concertnet.scale import Scale, details_of_scale

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["INSTANCE_NODE", "arrow_graph", "co_seat_graph", "seat_graph", "tie_graph"]

logger = logging.getLogger("concertnet")

INSTANCE_NODE = "instance:"  # so that an actor and an instance may share an id


def tie_graph(
    arrays: GroupedGraph, actors: pd.DataFrame, ties: pd.DataFrame, scale: Scale, **details: Any
) -> nx.Graph:
    """Return the graph of ties, attributes on nodes and edges (`Network.graph`)."""
    import networkx as nx

    graph = nx.Graph(by=arrays.by, **details_of_scale(scale), **details)
    _add_nodes(graph, actors, "actor")
    names = arrays.actors.to_numpy()
    ranks = arrays.rank if arrays.rank is not None else np.zeros(arrays.m, dtype=np.int8)
    graph.add_edges_from(
        (a, b, {"level": scale.levels[rank], "rank": rank})
        for a, b, rank in zip(
            names[arrays.source], names[arrays.target], ranks.tolist(), strict=True
        )
    )
    weighed = ties[ties["weight"].notna()]
    for a, b, weight in weighed[["source", "target", "weight"]].itertuples(index=False):
        data = graph.edges[a, b]
        data["weight"] = max(weight, data.get("weight", weight))
    return graph


def arrow_graph(
    arrows: pd.DataFrame, actors: pd.DataFrame, scale: Scale, **details: Any
) -> nx.DiGraph:
    """Return the graph of arrows, attributes on nodes and edges (`Network.reported`)."""
    import networkx as nx

    graph = nx.DiGraph(**details_of_scale(scale), **details)
    _add_nodes(graph, actors, "actor")
    for row in arrows.to_dict("records"):
        ends = row.pop("source"), row.pop("target")
        graph.add_edge(*ends, **_known({str(k): value for k, value in row.items()}))
    return graph


def seat_graph(actors: pd.DataFrame, instances: pd.DataFrame, seats: pd.DataFrame) -> nx.Graph:
    """Return the two-mode graph of actors and instances (`Network.seat_graph`)."""
    import networkx as nx

    graph = nx.Graph()
    _add_nodes(graph, actors, "actor", bipartite=0)
    _add_nodes(graph, instances, "instance", prefix=INSTANCE_NODE, bipartite=1)
    held = seats.groupby(["actor", "instance"], sort=True).size().reset_index(name="seats")
    graph.add_edges_from(
        (row.actor, f"{INSTANCE_NODE}{row.instance}", {"seats": row.seats})
        for row in held.itertuples(index=False)
    )
    return graph


def co_seat_graph(actors: pd.DataFrame, seats: pd.DataFrame) -> nx.Graph:
    """Return the projection of seats, and say how many pairs it made (`Network.co_seat_graph`)."""
    import networkx as nx

    graph = nx.Graph()
    _add_nodes(graph, actors, "actor")
    seated = seats[["instance", "actor"]].drop_duplicates()
    pairs = seated.merge(seated, on="instance", suffixes=("", "_other"))
    pairs = pairs[pairs["actor"] < pairs["actor_other"]]
    shared = pairs.groupby(["actor", "actor_other"], sort=True).size().reset_index(name="instances")
    graph.add_edges_from(
        (row.actor, row.actor_other, {"instances": row.instances})
        for row in shared.itertuples(index=False)
    )
    graph.graph["pairs"] = len(shared)
    logger.info("co_seat_graph: %d pairs from %d seats", len(shared), len(seated))
    return graph


def _add_nodes(
    graph: nx.Graph, table: pd.DataFrame, key: str, *, prefix: str = "", **attributes: Hashable
) -> None:
    columns = [column for column in table.columns if column != key]
    for identity, *values in table[[key, *columns]].itertuples(index=False):
        known = _known(dict(zip(columns, values, strict=True)))
        graph.add_node(f"{prefix}{identity}", **known, **attributes)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are known, as the files of graphs hold them: dates as ISO text."""
    return {key: _plain(value) for key, value in values.items() if not pd.isna(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return str(value.date()) if value == value.normalize() else value.isoformat()
    return value.item() if isinstance(value, np.generic) else value
