"""GraphML, by networkx, and GEXF with its spells, read as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from concertnet.exchange.found import FoundGraph, FoundLink, unread

__all__ = ["found_gexf", "found_graphml"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OURS = ("colour", "x", "y")  # how a node is drawn says nothing of an actor


def found_graphml(path: Path) -> FoundGraph:
    """Return what a GraphML file holds, parallel edges and loops with the rest."""
    import networkx as nx

    try:
        graph = nx.read_graphml(path, node_type=str)
    except (ElementTree.ParseError, nx.NetworkXError, ValueError, KeyError) as error:
        raise unread(path, "GraphML", error) from error
    nodes = {}
    for node, data in graph.nodes(data=True):
        more = {str(k): v for k, v in data.items() if k not in _OURS}
        if "label" in more:
            more["name"] = more.pop("label")
        nodes[str(node)] = more
    links = [
        FoundLink(str(a), str(b), graph.is_directed(), {str(k): v for k, v in data.items()})
        for a, b, data in graph.edges(data=True)
    ]
    said = {k: v for k, v in graph.graph.items() if k not in ("node_default", "edge_default")}
    return FoundGraph(nodes, links, said)


def found_gexf(path: Path) -> FoundGraph:
    """Return what a GEXF file holds: a link for each value of its level in time."""
    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, ValueError) as error:
        raise unread(path, "GEXF", error) from error
    for element in root.iter():  # versions differ by their namespace
        element.tag = str(element.tag).rpartition("}")[2]
    graph = root.find("graph")
    if root.tag != "gexf" or graph is None:
        raise unread(path, "GEXF", f"<{root.tag}>")
    days = _Days()
    directed = graph.get("defaultedgetype", "undirected") == "directed"
    titles = {
        of: {
            one.get("id", ""): one.get("title") or one.get("id", "") for one in _declared(graph, of)
        }
        for of in ("node", "edge")
    }
    defaults = {
        of: {
            titles[of][one.get("id", "")]: one.findtext("default")
            for one in _declared(graph, of)
            if one.find("default") is not None
        }
        for of in ("node", "edge")
    }
    nodes: dict[str, dict[str, Any]] = {}
    for node in graph.iter("node"):
        identity = node.get("id", "")
        if identity in nodes:
            raise unread(path, "GEXF", f"id {identity!r}")
        more: dict[str, Any] = dict(defaults["node"])
        if (label := node.get("label")) is not None:
            more["name"] = label
        for value in node.iterfind("attvalues/attvalue"):
            more[titles["node"].get(_of(value), _of(value))] = value.get("value")
        spells = list(days.spells(node))
        if len(spells) == 1:
            more |= spells[0]
        elif spells:
            more["spells"] = spells
        nodes[identity] = more
    links = []
    for edge in graph.iter("edge"):
        kind = edge.get("type")
        arrow = directed if kind is None else kind == "directed"
        ends = edge.get("source", ""), edge.get("target", "")
        more = dict(defaults["edge"])
        if (weight := edge.get("weight")) is not None:
            more["weight"] = weight
        timed: list[dict[str, Any]] = []
        for value in edge.iterfind("attvalues/attvalue"):
            name = titles["edge"].get(_of(value), _of(value))
            stretch = days.of(value)
            if stretch and name == "level":
                timed.append({name: value.get("value"), **stretch})
            else:
                more[name] = value.get("value")
        if timed and "level" in more:  # a level that no day bounds, beside others
            timed.append({"level": more["level"]})
        links += [
            FoundLink(*ends, arrow, {**more, **one})
            for one in timed or list(days.spells(edge)) or [{}]
        ]
    return FoundGraph(nodes, links, unread_dates=days.unread)


def _declared(graph: ElementTree.Element, of: str) -> Iterator[ElementTree.Element]:
    for block in graph.iterfind("attributes"):
        if block.get("class") == of:
            yield from block.iterfind("attribute")


def _of(value: ElementTree.Element) -> str:
    return value.get("for") or value.get("id") or ""


class _Days:
    """Bounds of spells as days, the end excluded; those that are no days are counted."""

    def __init__(self) -> None:
        self.unread = 0

    def of(self, element: ElementTree.Element) -> dict[str, str]:
        """Return the start and the end that an element states."""
        found = {}
        for name, exclusive in (("start", "startopen"), ("end", "endopen")):
            text = element.get(name) or element.get(exclusive)
            if text is None or text.strip("-+").lower() in ("infinity", "inf", ""):
                continue
            if not _DAY.fullmatch(text[:10]) or (len(text) > 10 and text[10] != "T"):
                self.unread += 1
                continue
            try:
                day = pd.Timestamp(text[:10])
            except ValueError:
                self.unread += 1
                continue
            if name == "end" and element.get(exclusive) is None:  # the last day is included
                day += pd.Timedelta(days=1)
            found[name] = str(day.date())
        return found

    def spells(self, element: ElementTree.Element) -> Iterator[dict[str, str]]:
        """Return the spells of an element, or the one that it states itself."""
        given = element.findall("spells/spell") or element.findall("spells/slice")
        for one in given or [element]:
            if (stretch := self.of(one)) or given:
                yield stretch
