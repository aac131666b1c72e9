"""A researcher's own networkx graph, read and refused where it is not what a measure takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.hinges.grouping import (
    GroupsGiven,
    as_share,
    encoded,
    group_labels,
    is_known,
    levels_as_ranks,
)

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["read_networkx", "require_no_parallel"]


def read_networkx(graph: nx.Graph, by: str | GroupsGiven, *, optional: bool) -> dict[str, Any]:
    """Return the fields of the `GroupedGraph` of a networkx graph, its ties in their order."""
    require_no_parallel(graph)
    nodes = list(graph.nodes)
    position = {node: i for i, node in enumerate(nodes)}
    ends = np.fromiter(
        (position[end] for tie in graph.edges for end in tie), np.int32, 2 * graph.number_of_edges()
    ).reshape(-1, 2)
    loops = int((ends[:, 0] == ends[:, 1]).sum())
    if loops:
        raise NotComparable("error_self_ties", n=loops)
    if isinstance(by, str):
        values, name = [graph.nodes[node].get(by) for node in nodes], by
    else:
        values, name = group_labels(by, nodes), str(getattr(by, "name", None) or "group")
    if _joins_seats(graph, values):
        raise NotComparable("error_two_mode_graph")
    if nodes and not optional and not any(is_known(value) for value in values):
        names = {str(held) for _, data in graph.nodes(data=True) for held in data}
        key = "error_empty_attribute" if name in names else "error_missing_attribute"
        raise MissingAttribute(key, name=name, known=", ".join(sorted(names - {name})) or "–")
    groups, codes = encoded(values)
    return {
        "actors": pd.Index(nodes, tupleize_cols=False, name="actor"),
        "groups": groups,
        "codes": codes,
        "source": np.ascontiguousarray(ends[:, 0]),
        "target": np.ascontiguousarray(ends[:, 1]),
        "directed": graph.is_directed(),
        "by": name,
        "rank": levels_as_ranks([rank for _, _, rank in graph.edges(data="rank")]),
        "response_rate": as_share(graph.graph.get("response_rate", np.nan)),
        "answered": _answered(graph),
    }


def _answered(graph: nx.Graph) -> npt.NDArray[np.bool_] | None:
    """Return which actors answered, where the arrows are their reports (`Network.reported`)."""
    if graph.graph.get("rule") != "directed":
        return None
    said = [said for _, said in graph.nodes(data="answered")]
    return np.array(said, dtype=bool) if all(isinstance(one, bool) for one in said) else None


def require_no_parallel(graph: nx.Graph) -> None:
    """Raise if a graph of networkx may hold parallel ties, naming the kind that keeps its arrows.

    Raises
    ------
    NotComparable
        If it is a multigraph.
    """
    if graph.is_multigraph():
        simple = "DiGraph" if graph.is_directed() else "Graph"
        raise NotComparable("error_multigraph", kind=f"Multi{simple}", simple=simple)


def _joins_seats(graph: nx.Graph, groups: Sequence[Any]) -> bool:
    """Say whether a graph joins actors to instances: ties are seats, or a mode has no groups."""
    modes: list[Any] = [mode for _, mode in graph.nodes(data="bipartite")]
    if 0 not in modes or 1 not in modes:
        return False
    first = next(iter(graph.edges(data=True)), None)
    in_groups = {mode for mode, group in zip(modes, groups, strict=True) if is_known(group)}
    return len(in_groups) < 2 or (first is not None and "seats" in first[2])
