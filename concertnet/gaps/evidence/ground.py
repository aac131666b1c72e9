"""The network laid out for evidence, whatever it was given as."""

from __future__ import annotations

from concertnet.gaps.evidence.columns import Ground, ground
from concertnet.hinges.door import GraphLike, NetworkLike, grouped, is_network
from concertnet.hinges.guards import require_network

__all__ = ["ground_of", "lowest_looked_at"]


def lowest_looked_at(net: NetworkLike, level: str | None) -> str | None:
    """Return the level asked, or that below which the network has lost its ties if it is higher.

    Raises
    ------
    UnknownWord
        If the scale has no such level.
    """
    levels = [net.lowest_level, *([] if level is None else [net.scale.at_least(level)[0]])]
    return max((name for name in levels if name), key=net.scale.levels.index, default=None)


def ground_of(obj: GraphLike, *, level: str | None = None, by: str = "sector") -> Ground:
    """Lay out a network for `evidence`: its ties at a level, and what is known beside them.

    Parameters
    ----------
    obj : Network, networkx graph or GroupedGraph
        The network. Only a Network has seats, territories, tiers and levels to speak of.
    level : str, optional
        Ties at or above it count; those below are looser ties.
    by : str
        The column of actors that groups them (of a Network).

    Returns
    -------
    Ground
        Grouped by that column, or as the graph is.

    Raises
    ------
    NotComparable
        If a level is asked of what is not a Network, or `obj` is no simple graph.
    UnknownWord
        If the scale has no such level.
    MissingAttribute
        If actors have no such column.
    """
    if level is not None:
        require_network(obj)
    if not is_network(obj):
        return ground(grouped(obj))
    graph, looser = obj.grouped(by), None
    level = lowest_looked_at(obj, level)
    if level is not None:
        lowest = obj.scale.levels.index(obj.scale.at_least(level)[0])
        if graph.rank is not None and graph.m:
            looser, graph = graph.kept(graph.rank < lowest), graph.kept(graph.rank >= lowest)
    actors = obj.actors_now().set_index("actor")
    return ground(
        graph,
        seats=obj.seats,
        looser=looser,
        territory=actors["territory"],
        tier=actors["tier"],
    )
