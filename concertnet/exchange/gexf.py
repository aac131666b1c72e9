"""GEXF 1.3: spells, levels that change, colours, shapes and places, for Gephi."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from concertnet.exchange.handed import Handed, HeldLevel, Link
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import alike, day_before_text, kind_of

__all__ = ["gexf_bytes"]

_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}
_SHAPES = {"circle": "disc", "square": "square", "diamond": "diamond", "triangle": "triangle"}
_WIDE = 1000.0  # what a layout of 0 to 1 is drawn on in Gephi


def gexf_bytes(given: Handed, losses: Losses) -> bytes:
    """Return a network as GEXF 1.3; dynamic where something is dated."""
    dated = any(
        stretch.start is not None or stretch.end is not None
        for owned in (*given.presences, *(link.stretches for link in given.links))
        for stretch in owned
    )
    losses.add("lost_marks", "why_shapes", len({
        group for group, mark in given.marks.items() if mark.shape not in _SHAPES
    }))  # fmt: skip
    return "\n".join(_lines(given, dated)).encode("utf-8") + b"\n"


def _lines(given: Handed, dated: bool) -> Iterator[str]:
    said = "; ".join(f"{key}: {value}" for key, value in given.said.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
        f"<meta><creator>concertnet</creator><description>{escape(said)}</description></meta>"
    )
    yield _tag("graph", {
        "mode": "dynamic" if dated else "static",
        **({"timeformat": "date", "timerepresentation": "interval"} if dated else {}),
        "defaultedgetype": "directed" if given.directed else "undirected",
        **(_observed(given) if dated else {}),
    })  # fmt: skip
    nodes = alike([_with_group(given, at) for at in range(len(given.ids))])
    edges = alike([dict(link.more) for link in given.links])
    levelled = any(link.rank is not None for link in given.links)
    yield from _declared("node", "static", nodes)
    if levelled and dated:
        yield '<attributes class="edge" mode="dynamic">' + _LEVEL + "</attributes>"
    # a graph may hold a level of its own, of no rank: it is declared with its other attributes
    own = any("level" in more for more in edges)
    yield from _declared(
        "edge", "static", edges, also=_LEVEL if levelled and not dated and not own else ""
    )
    yield "<nodes>"
    for at, identity in enumerate(given.ids):
        yield _tag("node", {"id": identity, "label": given.labels[at]})
        yield from _values(_tag("attvalue", {"for": k, "value": _text(v)}, empty=True)
                           for k, v in nodes[at].items())  # fmt: skip
        yield from _spells(given.presences[at])
        yield from _drawn(given, at)
        yield "</node>"
    yield "</nodes>"
    yield "<edges>"
    for number, (link, more) in enumerate(zip(given.links, edges, strict=True)):
        yield from _edge(given, link, more, number, dated)
    yield "</edges>"
    yield "</graph></gexf>"


_LEVEL = '<attribute id="level" title="level" type="string"/>'


def _edge(
    given: Handed, link: Link, more: dict[str, Any], number: int, dated: bool
) -> Iterator[str]:
    ends = {"source": given.ids[link.source], "target": given.ids[link.target]}
    weight = {} if link.rank is None else {"weight": str(link.rank + 1)}
    yield _tag("edge", {"id": str(number), **ends, **weight})
    values = [_tag("attvalue", {"for": k, "value": _text(v)}, empty=True) for k, v in more.items()]
    if given.scale is not None and link.rank is not None:
        stretches = link.stretches if dated else (HeldLevel(link.rank, None, None),)
        values += [
            _tag("attvalue", {"for": "level", "value": given.scale.levels[one.rank],
                              **day_before_text(one, inclusive=True)}, empty=True)
            for one in stretches
        ]  # fmt: skip
    yield from _values(values)
    yield from _spells(link.stretches)
    yield "</edge>"


def _observed(given: Handed) -> dict[str, str]:
    if given.observed is None:
        return {}
    return day_before_text(HeldLevel(0, *given.observed), inclusive=True)


def _with_group(given: Handed, at: int) -> dict[str, Any]:
    group = given.groups[at]
    more = {} if group is None else {given.by: given.attributes[at].get(given.by, group)}
    two = {"bipartite": int(at >= given.first)} if given.first else {}
    return {**given.attributes[at], **more, **two}


def _declared(
    of: str, mode: str, rows: Sequence[dict[str, Any]], *, also: str = ""
) -> Iterator[str]:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = [
        _tag("attribute", {
            "id": name, "title": name,
            "type": _TYPES[kind_of([row[name] for row in rows if name in row])],
        }, empty=True)
        for name in names
    ]  # fmt: skip
    if columns or also:
        yield f'<attributes class="{of}" mode="{mode}">{"".join(columns)}{also}</attributes>'


def _values(tags: Iterable[str]) -> Iterator[str]:
    if inside := "".join(tags):
        yield f"<attvalues>{inside}</attvalues>"


def _spells(stretches: Sequence[HeldLevel]) -> Iterator[str]:
    """Return when something was there, whatever its level; nothing for what no date bounds."""
    joined: list[HeldLevel] = []
    for one in stretches:
        if joined and joined[-1].end is not None and joined[-1].end == one.start:
            joined[-1] = HeldLevel(0, joined[-1].start, one.end)
        else:
            joined.append(one)
    if any(one.start is not None or one.end is not None for one in joined):
        tags = [_tag("spell", day_before_text(one, inclusive=True), empty=True) for one in joined]
        yield f"<spells>{''.join(tags)}</spells>"


def _drawn(given: Handed, at: int) -> Iterator[str]:
    group = given.groups[at]
    if group is not None:
        mark = given.marks[group]
        r, g, b = (int(mark.colour[i : i + 2], 16) for i in (1, 3, 5))
        yield f'<viz:color r="{r}" g="{g}" b="{b}"/>'
    if at in given.places:
        x, y = given.places[at]
        yield f'<viz:position x="{x * _WIDE:.6g}" y="{y * _WIDE:.6g}"/>'
    if group is not None:
        yield f'<viz:shape value="{_SHAPES.get(given.marks[group].shape, "disc")}"/>'


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _tag(name: str, attributes: dict[str, str], *, empty: bool = False) -> str:
    inside = "".join(f" {key}={_quoted(value)}" for key, value in attributes.items())
    return f"<{name}{inside}{'/' if empty else ''}>"


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\t": "&#9;"})
