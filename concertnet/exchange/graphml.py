"""GraphML: by networkx, from values that it takes; ids are ids, names are labels."""

from __future__ import annotations

import io
from typing import Any

from concertnet.exchange.handed import Handed
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import alike, day_before_text, lost_dates

__all__ = ["graphml_bytes"]


def graphml_bytes(given: Handed, losses: Losses) -> bytes:
    """Return a network as GraphML: simple, level and rank on its edges, dates as text."""
    import networkx as nx

    graph = nx.DiGraph() if given.directed else nx.Graph()
    graph.graph.update(given.said)
    nodes = alike(given.attributes)
    for at, identity in enumerate(given.ids):
        more: dict[str, Any] = {"label": given.labels[at], **nodes[at]}
        if at in given.places:
            more["x"], more["y"] = given.places[at]
        if (group := given.groups[at]) is not None:
            mark = given.marks[group]
            more |= {given.by: nodes[at].get(given.by, group), "colour": mark.colour}
        if given.first:
            more["bipartite"] = int(at >= given.first)
        if len(given.presences[at]) == 1:
            more |= day_before_text(given.presences[at][0], inclusive=False)
        graph.add_node(identity, **more)
    edges = alike([dict(link.more) for link in given.links])
    for link, more in zip(given.links, edges, strict=True):
        level = given.level(link)
        own: dict[str, Any] = {} if level is None else {"level": level, "rank": link.rank}
        if len(link.stretches) == 1:
            own |= day_before_text(link.stretches[0], inclusive=False)
        graph.add_edge(given.ids[link.source], given.ids[link.target], **{**more, **own})
    lost_dates(given, losses, all_of_them=False)
    out = io.BytesIO()
    nx.write_graphml_xml(graph, out, encoding="utf-8")
    return out.getvalue()
