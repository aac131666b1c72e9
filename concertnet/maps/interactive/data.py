"""What the page knows: plain values, ready for JSON, gathered from a network and its gaps.

A text of the data is a `str` that both languages share, or one text per language. Only what the
page shows is gathered: a column of one's own, a person's mandate or the name of a person who acts
for themself never reaches the file by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from concertnet.errors import NotComparable
from concertnet.graphs import grouped
from concertnet.maps.interactive.names import Text, short_names
from concertnet.maps.layout import as_graph, map_layout
from concertnet.maps.style import Mark, Style
from concertnet.scale import BOURQUE, Scale
from concertnet.words import LANGUAGES, Words, words

__all__ = ["Actor", "Content", "Group", "Level", "both", "gather"]

# Facts of an actor that its panel and the table show, by their key in the catalogue of words.
FACTS = ("sector", "territory", "tier")
_OF_VOCABULARY = frozenset({"sector", "tier", "kind"})  # columns whose values have two languages


@dataclass(frozen=True)
class Group:
    """A group of actors: an entry of the legend."""

    label: Text
    mark: Mark


@dataclass(frozen=True)
class Level:
    """A level of ties: an entry of the legend, and how its lines look (width in points)."""

    label: Text
    colour: str
    width: float


@dataclass(frozen=True)
class Actor:
    """An actor: what its panel says, and where its mark stands."""

    name: Text
    short: Text
    group: int
    facts: dict[str, Text]
    x: float
    y: float
    tray: bool
    seats: list[tuple[int, Text]] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """Everything that the page shows, but for the missing links.

    Attributes
    ----------
    about : dict
        Title, date, boundary, source and response rate.
    by, levels_title : Text
        Headings of the two parts of the legend.
    groups, levels, actors, instances : list
        In the order of the page; ties and seats name them by position.
    ties : list of (int, int, int)
        Two actors and a level, the loosest ties first.
    facts : list of dict
        Key and label of the facts that some actor has.
    places : dict
        Position of each actor in `actors`.
    instance_places : dict
        Position of each instance in `instances`.
    """

    about: dict[str, Any]
    by: Text
    levels_title: Text
    groups: list[Group]
    levels: list[Level]
    actors: list[Actor]
    ties: list[tuple[int, int, int]]
    instances: list[Text]
    facts: list[dict[str, Any]]
    places: dict[Hashable, int]
    instance_places: dict[Hashable, int]
    scale: Scale


def both(make: Callable[[Words], str]) -> Text:
    """Return what `make` says in each language, or one text where they agree.

    Examples
    --------
    >>> both(lambda w: w["private"])
    {'fr': 'privé', 'en': 'private'}
    """
    said = {lang: make(words(lang)) for lang in LANGUAGES}
    return said["fr"] if said["fr"] == said["en"] else said


def gather(
    net: Any,
    *,
    by: str | Mapping[Hashable, Hashable] = "sector",
    title: str | None = None,
    persons: bool = False,
    style: Style | None = None,
) -> Content:
    """Return what the page shows of a network.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network.
    by : str or mapping of actor to group
        The groups that the marks show.
    title : str, optional
        A title in place of the network's own.
    persons : bool
        Whether actors who are a person acting for themself are named.
    style : Style, optional
        Colours, shapes and lines; by default the usual ones.

    Returns
    -------
    Content
        Plain values.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        If `net` is no graph, has parallel ties, or ties from an actor to itself.
    """
    style = style or Style()
    graph = as_graph(net, by)
    if not callable(getattr(graph, "is_multigraph", None)):
        raise NotComparable("error_not_a_graph", given=type(net).__name__)
    arrays = grouped(graph, by=by)  # also refuses what is not a simple graph
    labels = [None if code < 0 else arrays.groups[code] for code in arrays.codes]
    groups, codes = _groups(labels, arrays.by, style)
    levels, ties = _ties(graph, style)
    places: dict[Hashable, int] = {actor: i for i, actor in enumerate(graph.nodes)}
    instances, instance_places, seats = _seats(net, places)
    layout = map_layout(graph)
    xs, ys, trays = layout["x"].tolist(), layout["y"].tolist(), layout["tray"].tolist()
    facts = _fact_columns(graph, arrays.by, isinstance(by, str))
    names = _names(graph, persons)
    actors = [
        Actor(
            name=names[i],
            short=short,
            group=codes[i],
            facts={c: _value(c, value) for c in facts if (value := _known(values.get(c)))},
            x=xs[i],
            y=ys[i],
            tray=trays[i],
            seats=seats.get(i, []),
        )
        for i, (short, values) in enumerate(
            zip(short_names(names), graph.nodes.values(), strict=True)
        )
    ]
    return Content(
        about=_about(graph, title),
        by=both(lambda w: w.label(arrays.by) if arrays.by in w else arrays.by),
        levels_title=both(lambda w: w.label("level")),
        groups=groups,
        levels=levels,
        actors=actors,
        ties=[(places[a], places[b], level) for a, b, level in ties],
        instances=instances,
        facts=[
            {"key": c, "label": both(lambda w, c=c: w.label(c) if c in w else c)} for c in facts
        ],
        places=places,
        instance_places=instance_places,
        scale=graph.graph.get("scale") or BOURQUE,
    )


def _about(graph: Any, title: str | None) -> dict[str, Any]:
    given = graph.graph
    rate = given.get("response_rate")
    return {
        "title": title or _known(given.get("title")) or both(lambda w: w["page_untitled"]),
        "date": _known(given.get("date")),
        "boundary": _known(given.get("boundary")),
        "source": _known(given.get("source")),
        "responseRate": None
        if rate is None or rate != rate
        else both(lambda w: w.percent(float(rate))),
    }


def _groups(labels: list[Any], by: str, style: Style) -> tuple[list[Group], list[int]]:
    marks = style.marks(labels, by)
    groups = [Group(_value(by, name), mark) for name, mark in marks.items()]
    places = {name: i for i, name in enumerate(marks)}
    if None in labels:
        missing = "unknown" if by == "sector" else "page_not_given"
        groups.append(Group(both(lambda w: w.label(missing)), style.unknown))
    return groups, [len(marks) if label is None else places[str(label)] for label in labels]


def _ties(graph: Any, style: Style) -> tuple[list[Level], list[tuple[Any, Any, int]]]:
    """Return the levels and, for each pair, its strongest tie; the loosest first."""
    scale = graph.graph.get("scale")
    given = [(a, b, data.get("level"), data.get("rank")) for a, b, data in graph.edges(data=True)]
    if scale is not None:
        names: list[Any] = list(scale.levels)
        keys = scale.word_keys or scale.levels
        texts = [both(lambda w, k=k: w.label(k)) if scale.word_keys else k for k in keys]
    else:
        ranks = {level: rank for *_, level, rank in given if level is not None}
        names = sorted(ranks, key=lambda n: (ranks[n] is None, ranks[n] or 0, str(n)))
        texts = [both(lambda w, n=n: w.label(n)) for n in names]
    levels = [
        Level(label, line.colour, line.width)
        for label, line in zip(texts, style.lines(len(names)) if names else (), strict=True)
    ]
    places = {name: i for i, name in enumerate(names)}
    if any(level not in places for *_, level, _ in given) or not levels:
        # ties whose level nobody stated are drawn as the loosest: no strength is claimed for them
        only = not levels
        line = style.lines(1)[0] if only else style.loosest
        label = both(lambda w: w.label("tie" if only else "page_level_not_given"))
        levels.insert(0, Level(label, line.colour, line.width))
        places = {None: 0, **{name: i + 1 for name, i in places.items()}}
    order = {node: i for i, node in enumerate(graph.nodes)}
    strongest: dict[tuple[Any, Any], int] = {}
    for a, b, level, _ in given:
        pair = (a, b) if order[a] < order[b] else (b, a)
        place = places.get(level, 0)
        strongest[pair] = max(place, strongest.get(pair, 0))
    kept = [(a, b, level) for (a, b), level in strongest.items()]
    return levels, sorted(kept, key=lambda tie: (tie[2], order[tie[0]], order[tie[1]]))


def _seats(
    net: Any, places: Mapping[Hashable, int]
) -> tuple[list[Text], dict[Hashable, int], dict[int, list[tuple[int, Text]]]]:
    """Return the instances, the position of each, and the seats of each actor."""
    instances, seats = getattr(net, "instances", None), getattr(net, "seats", None)
    if instances is None or seats is None:
        return [], {}, {}
    names: list[Text] = []
    instance_places: dict[Hashable, int] = {}
    for identity, name in zip(instances["instance"], instances["name"], strict=True):
        if identity not in instance_places:
            instance_places[identity] = len(names)
            names.append(_known(name) or str(identity))
    held: dict[int, list[tuple[int, Text]]] = {}
    for actor, instance, role in zip(seats["actor"], seats["instance"], seats["role"], strict=True):
        if actor not in places or instance not in instance_places:
            continue
        seat = (instance_places[instance], _word(role) if _known(role) else "")
        mine = held.setdefault(places[actor], [])
        if seat not in mine:
            mine.append(seat)
    return names, instance_places, held


def _fact_columns(graph: Any, by: str, named: bool) -> list[str]:
    wanted = dict.fromkeys((*((by,) if named else ()), *FACTS))
    return [c for c in wanted if any(_known(data.get(c)) for _, data in graph.nodes(data=True))]


def _value(column: str, value: Any) -> Text:
    return _word(value) if column in _OF_VOCABULARY else str(value)


def _word(value: Any) -> Text:
    return both(lambda w: w.label(str(value)))


def _known(value: Any) -> str:
    """Return `value` as text; nothing when it is missing."""
    return "" if value is None or value != value else str(value).strip()


def _names(graph: Any, persons: bool) -> list[Text]:
    """Return the name of each actor; a person who may not be named has a number."""
    names: list[Text] = []
    unnamed = 0
    for node, values in graph.nodes(data=True):
        if not persons and values.get("kind") == "person":
            unnamed += 1
            names.append(both(lambda w, n=unnamed: w("page_person", n=n)))
        else:
            names.append(_known(values.get("name")) or str(node))
    return names
