"""What a network holds, before any measure: the counts that every reader asks first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network, is_networkx
from concertnet.hinges.foreign import not_a_graph
from concertnet.hinges.grouping import is_known
from concertnet.scale import scale_of_details
from concertnet.words import in_order

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["describe"]

_COUNTED = (
    ("actors", "sector"),
    ("actors", "territory"),
    ("actors", "tier"),
    ("ties", "level"),
    ("instances", "kind"),
    ("instances", "origin"),
    ("seats", "role"),
    ("set_aside", "kind"),
)


def describe(net: NetworkOrGraph) -> pd.DataFrame:
    """Count what the network holds, table by table.

    Parameters
    ----------
    net : Network or networkx graph
        The network. Of a graph, the tables are its actors (or its actors, its instances and the
        ties of seats between them), its ties, and their attributes that several share.

    Returns
    -------
    DataFrame
        One row per count: `table`, `column` and `value` (missing for the table as a whole, `value`
        missing for the rows without one: unknown), `rows`. Tables without rows are left out, and
        an optional column that nobody filled. Of the actors, ``actors_added`` counts those that
        reading added and ``undecided_sectors`` the words of sectors that nobody decided, if any.

    Raises
    ------
    NotComparable
        If `net` is neither.

    Examples
    --------
    >>> import concertnet as cn
    >>> counts = cn.describe(cn.sample_network())
    >>> int(counts.loc[counts["table"] == "instances", "rows"].iloc[0])
    10
    >>> import networkx as nx
    >>> describe(nx.karate_club_graph()).iloc[:3]["rows"].tolist()
    [34, 17, 17]
    """
    if is_networkx(net):
        return _frame(_of_graph(net))
    if not is_network(net):
        raise not_a_graph(net)
    rows: list[dict[str, Any]] = []
    for table, frame in net.tables.items():
        if not len(frame):
            continue
        # an actor whose sector changed has several rows, and is one actor
        count = frame["actor"].nunique() if table == "actors" else len(frame)
        rows.append({"table": table, "rows": count})
        if table == "actors":
            rows += _left_by_reading(net)
        for _, column in (pair for pair in _COUNTED if pair[0] == table):
            if frame[column].isna().all():
                continue
            counts = frame[column].value_counts(dropna=False, sort=False)
            ordered = _in_order(counts, net.scale.levels if column == "level" else ())
            rows += [
                {"table": table, "column": column, "value": value, "rows": int(count)}
                for value, count in ordered
            ]
    return _frame(rows)


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["table", "column", "value", "rows"])
    return frame.astype({"table": "str", "column": "str", "value": "str", "rows": "int64"})


def _of_graph(graph: nx.Graph) -> list[dict[str, Any]]:
    """Return the counts of a graph: of its nodes, by mode where it has two, and of its ties."""
    nodes = [data for _, data in graph.nodes(data=True)]
    ties = [data for _, _, data in graph.edges(data=True)]
    two = {data.get("bipartite") for data in nodes} == {0, 1}
    actors = [data for data in nodes if data.get("bipartite") == 0] if two else nodes
    parts = {"actors": actors}
    if two:
        parts["instances"] = [data for data in nodes if data["bipartite"] == 1]
    parts["seats" if two else "ties"] = ties
    scale = scale_of_details(graph.graph)
    rows: list[dict[str, Any]] = []
    for table, held in parts.items():
        if held:
            rows.append({"table": table, "rows": len(held)})
            rows += _shared(table, held, () if scale is None else scale.levels)
    return rows


def _shared(
    table: str, held: list[dict[str, Any]], levels: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    """Yield the counts of each attribute whose texts are shared, as those of a group are."""
    for column in dict.fromkeys(name for data in held for name in data):
        values = pd.Series([data.get(column) for data in held], dtype=object)
        known = values[values.map(is_known)]
        texts = known.map(lambda value: isinstance(value, str)).all()
        if known.empty or not texts or 2 * known.nunique() > max(len(known), 2):
            continue
        counts = values.where(values.map(is_known)).value_counts(dropna=False, sort=False)
        for value, count in _in_order(counts, levels if column == "level" else ()):
            place = {"table": table, "column": str(column)}
            yield {**place, "value": value, "rows": int(count)}


def _left_by_reading(net: NetworkLike) -> list[dict[str, Any]]:
    """Return what reading added, and the words of sectors that it left undecided."""
    found = net.details()
    columns = [name for name in ("actors_added", "undecided_sectors") if found.get(name)]
    return [{"table": "actors", "column": name, "rows": found[name]} for name in columns]


def _in_order(counts: pd.Series, first: tuple[str, ...]) -> list[tuple[Any, int]]:
    """Return the counts in the given order, or the most frequent first; the unknown last."""
    place = {value: i for i, value in enumerate(first)}
    return sorted(
        counts.items(),
        key=lambda item: (
            item[0] != item[0],
            place.get(item[0], 0),
            -item[1],
            in_order(str(item[0])),
        ),
    )
