"""What is written of a network, whatever the format: nodes, pairs, stretches, what is said."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.exchange.lost import Losses
from concertnet.hinges.door import By, NetworkLike, NetworkOrGraph, is_network, is_networkx
from concertnet.hinges.foreign import not_a_graph
from concertnet.hinges.from_networkx import require_no_parallel
from concertnet.hinges.grouping import attribute, column_of, is_known, with_groups
from concertnet.maps.paper.style import Mark, Style
from concertnet.scale import Scale, scale_of_details
from concertnet.words import normalise

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Handed", "HeldLevel", "Link", "handed_of", "plain", "writable"]

# What XML, a sheet or a line of text may not hold: control characters, halves of a character.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_KEPT_OF_PERSON = ("kind", "sector")  # besides its id; what groups are made of stays too
_TIES_LOST = ("agreement", "reported_by", "theme", "territory", "weight")
_DAYS = ("start", "end")
_SAID = ("title", "date", "boundary", "source", "response_rate")


@dataclass(frozen=True)
class HeldLevel:
    """A level that a pair had, or a presence: from a day (included) to another (excluded)."""

    rank: int
    start: pd.Timestamp | None
    end: pd.Timestamp | None


@dataclass(frozen=True)
class Link:
    """A pair: the places of its ends, its strongest level, its stretches, its other attributes."""

    source: int
    target: int
    rank: int | None = None
    stretches: tuple[HeldLevel, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Handed:
    """A network as any format takes it.

    Attributes
    ----------
    ids, labels : tuple of str
        Of each node.
    attributes : tuple of dict
        Of each node, what is known, as plain values.
    groups : tuple
        Of each node, its group as text; None where it is unknown.
    by : str
        What the groups are.
    marks : mapping of str to Mark
        How each group is drawn.
    places : mapping of int to (x, y)
        Where nodes stand, of those that have a place.
    presences : tuple of tuple of HeldLevel
        Of each node, when it was there; nothing where no date says it.
    links : tuple of Link
        Each pair once (each arrow, of a directed graph).
    said : dict
        Title, date, boundary, source, response_rate, rule, scale: what is known of them.
    scale : Scale or None
        The scale of levels.
    directed : bool
        Whether links are arrows.
    first : int
        Of a two-mode graph, how many nodes are actors, which come first; else 0.
    observed : (start, end) or None
        The period that the data cover.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    attributes: tuple[dict[str, Any], ...]
    groups: tuple[str | None, ...]
    by: str
    marks: Mapping[str, Mark]
    places: Mapping[int, tuple[float, float]]
    presences: tuple[tuple[HeldLevel, ...], ...]
    links: tuple[Link, ...]
    said: dict[str, Any]
    scale: Scale | None
    directed: bool = False
    first: int = 0
    observed: tuple[pd.Timestamp, pd.Timestamp] | None = None

    def level(self, link: Link) -> str | None:
        """Return the strongest level of a link, as the scale writes it."""
        return None if link.rank is None or self.scale is None else self.scale.levels[link.rank]

    @property
    def columns(self) -> list[str]:
        """The attributes that some node has, in the order in which they are met."""
        return list(dict.fromkeys(name for node in self.attributes for name in node))


def writable(text: object, *, lines: bool = True) -> str:
    r"""Return a text as any file takes it; without `lines`, on one line.

    Examples
    --------
    >>> writable("a\x00\r\nb"), writable("a\n b", lines=False)
    ('a\nb', 'a b')
    """
    clean = _UNWRITABLE.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))
    return clean if lines else " ".join(clean.split())


def plain(value: Any) -> Any:
    """Return a value as a file holds it: text, number or truth; None where it is not known.

    Examples
    --------
    >>> plain(np.int64(3)), plain(pd.Timestamp("2024-01-31")), plain(["a", "b"]), plain(np.nan)
    (3, '2024-01-31', 'a; b', None)
    """
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [str(part) for one in value if (part := plain(one)) is not None]
        return "; ".join(sorted(parts) if isinstance(value, (set, frozenset)) else parts)
    if isinstance(value, Scale):
        return f"{value.name}: {' < '.join(value.levels)}"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(one)}" for key, one in value.items())
    if value is None or pd.isna(value):
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (dt.datetime, dt.date)):
        return _iso(pd.Timestamp(value))
    if isinstance(value, float) and not np.isfinite(value):
        return None
    if isinstance(value, (int, float)):
        return value
    return writable(value)


def _iso(day: pd.Timestamp) -> str:
    return str(day.date()) if day == day.normalize() else day.isoformat()


def handed_of(
    net: NetworkOrGraph,
    losses: Losses,
    *,
    levels: str | Sequence[str] | None,
    positions: pd.DataFrame | Mapping[Any, tuple[float, float]] | None,
    by: By,
    persons: bool,
) -> Handed:
    """Return what is to be written of a network or of a graph; count what no format holds.

    Raises
    ------
    NotComparable
        If it is neither, has parallel edges, or two nodes are the same text.
    MissingAttribute
        If the actors have no such column.
    UnknownWord
        If the scale has no such level.
    """
    if is_network(net):
        made = _of_network(net, losses, levels, by, persons)
    elif is_networkx(net):
        made = _of_graph(net, losses, levels, by, persons)
    else:
        raise not_a_graph(net)
    nodes, links, groups, name, more = made
    ids = _ids([(identity, label) for identity, label, _ in nodes])
    twice = {one for one, n in Counter(ids).items() if n > 1}
    if twice:
        raise NotComparable("error_repeated_actors", actors=", ".join(sorted(twice)))
    labels = tuple(
        one if label is None else label for one, (_, label, _) in zip(ids, nodes, strict=True)
    )
    known = [str(g) if is_known(g) else None for g in groups]
    return Handed(
        ids=ids,
        labels=labels,
        attributes=tuple(given for _, _, given in nodes),
        groups=tuple(known),
        by=name,
        marks=Style().marks([g for g in known if g is not None], name),
        places=_places(positions, [identity for identity, _, _ in nodes]),
        links=tuple(links),
        **more,
    )


def _ids(nodes: Sequence[tuple[object, str | None]]) -> tuple[str, ...]:
    """Return the ids as written; a person whose id may be its name is a number."""
    taken = {writable(identity, lines=False) for identity, label in nodes if label is not None}
    numbers = (f"P{n}" for n in itertools.count(1))
    free = (code for code in numbers if code not in taken)
    return tuple(
        next(free) if label is None else writable(identity, lines=False)
        for identity, label in nodes
    )


def _of_network(
    net: NetworkLike, losses: Losses, levels: str | Sequence[str] | None, by: By, persons: bool
) -> Any:
    kept, scale = _kept_levels(net.scale, levels), net.scale
    actors = with_groups(net.actors_now(), by, "actor").reset_index(drop=True)
    name = column_of(by) or "sector"
    groups = attribute(actors, name).tolist()
    losses.add("lost_actor_rows", "why_latest_row", len(net.actors) - len(actors))
    columns = [c for c in actors.columns if c not in ("actor", "name", *_DAYS)]
    nodes = [
        _node(row["actor"], row, columns, name, losses, persons)
        for row in actors.to_dict("records")
    ]
    place = {identity: at for at, identity in enumerate(actors["actor"])}
    lives = _stretches(
        (place[a], 0, s, e) for a, s, e in net.actors[["actor", *_DAYS]].itertuples(index=False)
    )
    rank = {level: at for at, level in enumerate(scale.levels)}
    ties = net.ties[net.ties["level"].isin(kept)]
    pairs = _stretches(
        ((min(place[a], place[b]), max(place[a], place[b])), rank[level], s, e)
        for a, b, level, s, e in ties[["source", "target", "level", *_DAYS]].itertuples(index=False)
    )
    links = [
        Link(a, b, max(one.rank for one in pairs[a, b]), tuple(pairs[a, b]))
        for a, b in sorted(pairs)
        if pairs[a, b]
    ]
    losses.add("table_ties", "why_never", sum(not stretches for stretches in pairs.values()))
    losses.add("lost_levels", "why_levels_asked", len(net.ties) - len(ties))
    for column in (*_TIES_LOST, *(c for c in ties.columns if c not in _OWN_OF_TIES)):
        losses.add(column, "why_one_link", int(ties[column].notna().sum()))
    for table, rows in net.tables.items():
        if table not in ("actors", "ties"):
            losses.add(f"table_{table}", "why_no_place", len(rows))
    stated = net.details()
    details = {k: stated.get(k) for k in _SAID} | {"rule": net.about.rule, "scale": scale}
    more = {
        "presences": tuple(
            tuple(s for s in lives.get(at, ()) if s.start is not None or s.end is not None)
            for at in range(len(nodes))
        ),
        "said": {k: v for k, given in details.items() if (v := plain(given)) not in (None, "")},
        "scale": scale,
        "observed": net.observed and (net.observed.start, net.observed.end),
    }
    return nodes, links, groups, name, more


_OWN_OF_TIES = {"source", "target", "level", *_DAYS, *_TIES_LOST}


def _node(
    identity: object,
    row: Mapping[Any, Any],
    columns: Iterable[str],
    by: str,
    losses: Losses,
    persons: bool,
) -> tuple[object, str | None, dict[str, Any]]:
    """Return a node: its id, its label, its attributes; of a person, the id alone speaks.

    The label is None of a person whose id may be its name: where none is written beside it, or
    the same one.
    """
    name = plain(row.get("name")) or plain(row.get("label"))
    given = {c: v for c in columns if c != "label" and (v := plain(row.get(c))) not in (None, "")}
    given = {writable(c, lines=False): value for c, value in given.items()}
    if row.get("kind") == "person" and not persons:
        kept = {c: value for c, value in given.items() if c in (*_KEPT_OF_PERSON, by)}
        losses.add("lost_persons", "why_persons", bool(name) or len(kept) < len(given))
        may_be_name = not name or normalise(str(name)) == normalise(str(identity))
        return identity, None if may_be_name else writable(identity), kept
    return identity, writable(name or identity), given


def _kept_levels(scale: Scale, levels: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the levels to write: all, those at or above one, or those listed."""
    if levels is None:
        return scale.levels
    if isinstance(levels, str):
        return scale.at_least(levels)
    return tuple(scale.levels[scale.rank(level)] for level in levels)


def _stretches(rows: Iterable[tuple[Any, int, Any, Any]]) -> dict[Any, list[HeldLevel]]:
    """Return, for each key, what it was from when to when: the strongest of each day, joined."""
    given: dict[Any, list[tuple[int, pd.Timestamp, pd.Timestamp]]] = {}
    for key, rank, start, end in rows:
        first = pd.Timestamp.min if pd.isna(start) else start
        last = pd.Timestamp.max if pd.isna(end) else end
        given.setdefault(key, []).append((rank, first, last))
    return {key: _joined(parts) for key, parts in given.items()}


def _joined(parts: list[tuple[int, pd.Timestamp, pd.Timestamp]]) -> list[HeldLevel]:
    cuts = sorted({day for _, start, end in parts for day in (start, end)})
    found: list[list[Any]] = []
    for start, end in itertools.pairwise(cuts):
        ranks = [rank for rank, first, last in parts if first <= start and end <= last]
        if not ranks:
            continue
        if found and found[-1][0] == max(ranks) and found[-1][2] == start:
            found[-1][2] = end
        else:
            found.append([max(ranks), start, end])
    return [
        HeldLevel(
            rank,
            None if start == pd.Timestamp.min else start,
            None if end == pd.Timestamp.max else end,
        )
        for rank, start, end in found
    ]


def _of_graph(
    graph: nx.Graph, losses: Losses, levels: str | Sequence[str] | None, by: By, persons: bool
) -> Any:
    require_no_parallel(graph)
    scale = scale_of_details(graph.graph)
    if levels is not None and scale is None:
        raise UnknownWord("error_unknown_level", value=str(levels), scale="–", known="–")
    kept = None if levels is None or scale is None else set(_kept_levels(scale, levels))
    modes = [data.get("bipartite") for _, data in graph.nodes(data=True)]
    two = {0, 1} == set(modes)
    found = list(graph.nodes(data=True))
    if two:  # actors first, as Pajek wants them; each part in its order
        found.sort(key=lambda one: one[1]["bipartite"])
    groups, name = _groups_of_graph(graph, [node for node, _ in found], by)
    nodes = [_node(node, data, [c for c in data if c != "name"], name, losses, persons)
             for node, data in found]  # fmt: skip
    place = {node: at for at, (node, _) in enumerate(found)}
    links = []
    for a, b, data in graph.edges(data=True):
        level = data.get("level")
        if kept is not None and level not in kept:
            losses.add("lost_levels", "why_levels_asked")
            continue
        read = scale.find(level) if scale is not None and isinstance(level, str) else None
        rank = None if scale is None or read is None else scale.rank(read)
        taken = ("level", "rank") if rank is not None else ()
        more = {
            str(k): v for k, given in data.items()
            if k not in taken and (v := plain(given)) is not None
        }  # fmt: skip
        ends = (place[a], place[b])
        low, high = ends if graph.is_directed() else (min(ends), max(ends))
        links.append(Link(low, high, rank, (), more))
    links.sort(key=lambda link: (link.source, link.target))
    said = {str(k): v for k, given in graph.graph.items() if (v := _said(given)) not in (None, "")}
    said.pop("by", None)
    if scale is not None:
        said["scale"] = plain(scale)
        said.pop("levels", None)
    more = {
        "presences": ((),) * len(nodes),
        "said": said,
        "scale": scale,
        "directed": graph.is_directed(),
        "first": modes.count(0) if two else 0,
    }
    return nodes, links, groups, name, more


def _said(value: Any) -> Any:
    """Return what a graph says of itself; None for what is no value (a function, a drawing)."""
    simple = (str, int, float, bool, np.generic, dt.date, Scale, Mapping, list, tuple, set)
    return plain(value) if isinstance(value, simple) else None


def _groups_of_graph(graph: nx.Graph, nodes: list[Any], by: By) -> tuple[list[Any], str]:
    name = column_of(by) or "sector"
    if isinstance(by, str) or by is None:
        return [graph.nodes[node].get(name) for node in nodes], name
    table = with_groups(pd.DataFrame({"actor": nodes}), by, "actor")
    return table[name].tolist(), name


def _places(
    positions: pd.DataFrame | Mapping[Any, tuple[float, float]] | None, ids: list[Any]
) -> dict[int, tuple[float, float]]:
    """Return where nodes stand, of those that were given a place."""
    if positions is None:
        return {}
    if isinstance(positions, pd.DataFrame):
        frame = positions.set_index("actor") if "actor" in positions.columns else positions
        given = dict(zip(frame.index, frame[["x", "y"]].to_numpy(float).tolist(), strict=True))
    else:
        given = {node: [float(v) for v in xy] for node, xy in positions.items()}
    return {
        at: (xy[0], xy[1])
        for at, node in enumerate(ids)
        if (xy := given.get(node)) is not None and np.isfinite(xy).all()
    }
