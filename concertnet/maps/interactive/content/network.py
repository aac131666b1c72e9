"""What the page knows: plain values, ready for JSON, gathered from a network.

A text of the data is a `str` that both languages share, or one text per language. Only what the
page shows is gathered: a column of one's own, a person's mandate or the name of a person who acts
for themself never reaches the file by accident.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import NetworkLike, NetworkOrGraph, grouped, is_network
from concertnet.hinges.remarks import remarks_of_reading, response_remark
from concertnet.maps.interactive.content.agreements import Agreement, agreements_of
from concertnet.maps.interactive.content.other_names import other_names
from concertnet.maps.interactive.content.seats import Instance, Seat, instances_of, seats_of
from concertnet.maps.interactive.content.short_names import name_forms, page_names
from concertnet.maps.interactive.content.texts import Text, both, known, text_of_label
from concertnet.maps.interactive.content.ties import (
    Level,
    pair_ties,
    relations,
    set_aside,
)
from concertnet.maps.interactive.content.waves import Wave, shown_waves, stops_of
from concertnet.maps.layout.layout import as_graph, map_layout
from concertnet.maps.paper.called import is_vocabulary
from concertnet.maps.paper.days import when_text
from concertnet.maps.paper.style import Mark, Style
from concertnet.scale import BOURQUE, Scale, scale_of_details

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Actor", "Group", "PageContent", "about_network", "gather", "shared_ground"]

# Facts of an actor that its panel and the table show, by their key in the catalogue of words.
FACTS = ("sector", "territory", "tier")
_SCREEN = 1.6  # width of a map for a height of 1
_OPENED = 2_000  # actors
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Group:
    """A group of actors: an entry of the legend."""

    label: Text
    mark: Mark


@dataclass(frozen=True)
class Actor:
    """An actor: what its panel says, and where its mark stands."""

    name: Text
    forms: list[list[Text]]  # what may stand beside its mark: shapes of the whole name, then cut
    group: int
    sector: str
    facts: dict[str, Any]  # texts, or numbers
    x: float
    y: float
    tray: bool
    seats: list[Seat] = field(default_factory=list)
    also: list[str] = field(default_factory=list)  # other names that a search finds


@dataclass(frozen=True)
class PageContent:
    """Everything that the page shows, but for the missing links.

    Attributes
    ----------
    about : dict
        Title, date, boundary, source and response rate.
    by, levels_title : Text
        Headings of the two parts of the legend.
    groups, levels, actors, instances, themes : list
        In the order of the page; ties and seats name them by position. Themes are those of ties.
    ties : list of (int, int, int)
        Two actors and a level, the loosest ties first.
    relations : list of list
        The ties of each pair, as `relations` gives them.
    waves : list of dict
        date, said (the date in words), actors (positions of those there), changed (group and
        facts of those who differ).
    facts : list of dict
        Key and label of the facts that some actor has.
    aside : list of list
        Relations set aside: two actors, their kind, and positions of dates where there are some.
    agreements : list of Agreement
        The agreements, in the order of their table.
    grouping : str
        The column of actors that makes the groups; empty where they are given actor by actor.
    ground : dict or None
        Key and label of what actors of a same ground share; None without grounds.
    places : dict
        Position of each actor in `actors`.
    group_places : dict
        Position in `groups` of each group as the network writes it.
    unknown_group : int or None
        Position of the group of those whose group is unknown.
    instance_places, level_places : dict
        Position of each instance in `instances`, and of each level in `levels`.
    scale : Scale
        The scale of the levels.
    sizes : list of int, optional
        What the area of each mark stands for, where it is not its number of ties.
    levels_off : list of int
        Levels that the reader has to ask for.
    thinner : float
        Share of their width that lines keep where there are many.
    wording : dict
        Words of the page to be said otherwise: keys of the catalogue by those they stand for.
    """

    about: dict[str, Any]
    by: Text
    levels_title: Text
    groups: list[Group]
    levels: list[Level]
    actors: list[Actor]
    ties: list[tuple[int, int, int]]
    themes: list[str]
    relations: list[list[Any]]
    instances: list[Instance]
    waves: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    places: dict[Hashable, int]
    instance_places: dict[Hashable, int]
    level_places: dict[Hashable, int]
    scale: Scale
    aside: list[list[Any]] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    ground: dict[str, Any] | None = None
    grouping: str = ""
    group_places: dict[str, int] = field(default_factory=dict)
    unknown_group: int | None = None
    sizes: list[int] | None = None
    levels_off: list[int] = field(default_factory=list)
    thinner: float = 1.0
    wording: dict[str, str] = field(default_factory=dict)


def gather(
    net: NetworkOrGraph,
    *,
    by: str | Mapping[Hashable, Hashable] = "sector",
    persons: bool = False,
    style: Style | None = None,
    stops: Sequence[NetworkLike] | None = None,
    ground: str | None = None,
) -> PageContent:
    """Return what the page shows of a network.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network.
    by : str or mapping of actor to group
        The groups that the marks show.
    persons : bool
        Whether actors who are a person acting for themself are named.
    style : Style, optional
        Colours, shapes and lines; by default the usual ones.
    stops : sequence of Network, optional
        The network at each date of the page, where `stops_of` was asked already.
    ground : str, optional
        The column whose actors stand on a same ground, or ``"instance"``.

    Returns
    -------
    PageContent
        Plain values.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`, or the column `ground`.
    NotComparable
        If `net` is no graph, has parallel ties, or ties from an actor to itself, or is a graph of
        which instances are asked.
    """
    style = style or Style()
    graph = as_graph(net, by)
    # a Network may hold no sector yet; a graph is also refused where it is not a simple one
    arrays = grouped(_whole(net) if is_network(net) else graph, by=by)
    grounds = shared_ground(net if is_network(net) else graph, ground)
    labels = [None if code < 0 else arrays.groups[code] for code in arrays.codes]
    levels, level_places, ties = pair_ties(graph)
    places: dict[Hashable, int] = {actor: i for i, actor in enumerate(graph.nodes)}
    columns = _fact_columns(graph, arrays.by, isinstance(by, str), ground)
    stops = stops_of(net) if stops is None else stops
    waves = shown_waves(stops, graph, places, columns)
    grouping = (
        arrays.by if isinstance(by, str) else ""
    )  # given actor by actor, groups do not change
    groups, group_of = _groups(labels, waves, grouping, arrays.by, style)
    themes, held = relations(net, stops, ties, places, level_places)
    instances, instance_places = instances_of(net, stops)
    seats = seats_of(net, stops, places, instance_places)
    return PageContent(
        about=about_network(graph),
        by=both(lambda w: w.label(arrays.by) if arrays.by in w else arrays.by),
        levels_title=both(lambda w: w.label("level")),
        groups=groups,
        levels=levels,
        actors=_actors(
            graph, [group_of[label] for label in labels], columns, seats, persons, net, places
        ),
        ties=ties,
        themes=themes,
        relations=held,
        instances=instances,
        waves=[_wave(wave, grouping, group_of) for wave in waves],
        facts=[
            {"key": c, "label": both(lambda w, c=c: w.label(c) if c in w else c)} for c in columns
        ],
        places=places,
        instance_places=instance_places,
        level_places=level_places,
        scale=scale_of_details(graph.graph) or BOURQUE,
        aside=set_aside(net, stops, places),
        agreements=agreements_of(net, stops, places),
        ground=grounds,
        grouping=grouping,
        group_places={str(label): g for label, g in group_of.items() if label is not None},
        unknown_group=group_of.get(None),
    )


def _whole(net: NetworkLike) -> NetworkLike:
    """Return a network whose whole period is meant: a page goes through all of its dates."""
    if net.period_chosen or net.observed is None:
        return net
    return net.until(net.observed.end - _DAY)


def shared_ground(graph: NetworkOrGraph, ground: str | None) -> dict[str, Any] | None:
    """Return the key and label of what actors of a same ground share; None without grounds.

    Raises
    ------
    MissingAttribute
        If no actor has the column.
    NotComparable
        If instances are asked of a graph, which has no seats.
    """
    if ground is None:
        return None
    if ground != "instance":
        grouped(graph, by=ground)
    elif not is_network(graph):
        raise NotComparable("map_error_ground_instance")
    return {"key": ground, "label": both(lambda w: w.within(ground))}


def about_network(graph: nx.Graph) -> dict[str, Any]:
    """Return what the heading of the page says, as far as it is known."""
    given = graph.graph
    rate = given.get("response_rate")
    return {
        "title": known(given.get("title")) or both(lambda w: w["page_untitled"]),
        "date": _day(known(given.get("date"))),
        "boundary": known(given.get("boundary")),
        "source": known(given.get("source")),
        "responseRate": None
        if rate is None or rate != rate
        else both(lambda w: w.percent(float(rate))),
        "remarks": both(
            lambda w: " ".join(
                [
                    *response_remark(w, given),
                    *remarks_of_reading(w, given),
                    *([w["map_no_direction"]] if graph.is_directed() else []),
                ]
            )
        ),
    }


def _day(date: str) -> Text:
    return both(lambda w: when_text(w, date)) if date else ""


def _actors(
    graph: nx.Graph,
    groups: list[int],
    columns: list[str],
    seats: Mapping[int, list[Seat]],
    persons: bool,
    net: NetworkOrGraph,
    of: Mapping[Hashable, int],
) -> list[Actor]:
    # opened where it is crowded, to the shape of a screen; thousands have no room to be opened
    layout = map_layout(graph, aspect=_SCREEN if len(graph) <= _OPENED else None)
    places = zip(layout["x"].tolist(), layout["y"].tolist(), layout["tray"].tolist(), strict=True)
    names = page_names(graph, persons)
    others = other_names(net, names, of)
    return [
        Actor(
            name=names[i],
            forms=forms,
            group=groups[i],
            sector=known(values.get("sector")),
            facts={c: _value(c, value) for c in columns if (value := known(values.get(c)))},
            x=x,
            y=y,
            tray=tray,
            seats=seats.get(i, []),
            also=others[i],
        )
        for i, (forms, values, (x, y, tray)) in enumerate(
            zip(name_forms(names), graph.nodes.values(), places, strict=True)
        )
    ]


def _groups(
    labels: list[Any], waves: list[Wave], column: str, by: str, style: Style
) -> tuple[list[Group], dict[Any, int]]:
    """Return the groups of any date, and the position of each label among them."""
    changed = [values for *_, differing in waves for values in differing.values()]
    every = [*labels, *(values[column] or None for values in changed if column in values)]
    marks = style.marks(every, by)
    groups = [Group(_value(by, name), mark) for name, mark in marks.items()]
    places = {name: i for i, name in enumerate(marks)}
    if None in every:
        missing = "unknown" if by == "sector" else "page_not_given"
        groups.append(Group(both(lambda w: w.label(missing)), style.unknown))
    return groups, {
        label: len(marks) if label is None else places[str(label)] for label in set(every)
    }


def _wave(wave: Wave, column: str, group_of: Mapping[Any, int]) -> dict[str, Any]:
    date, there, changed = wave
    return {
        "date": date,
        "said": _day(date),
        "actors": there,
        "changed": {
            str(i): {
                "facts": {c: _value(c, value) if value else "" for c, value in values.items()},
                **({"group": group_of[values[column] or None]} if column in values else {}),
            }
            for i, values in changed.items()
        },
    }


def _fact_columns(graph: nx.Graph, by: str, named: bool, ground: str | None) -> list[str]:
    asked = (
        *((by,) if named else ()),
        *FACTS,
        *((ground,) if ground and ground != "instance" else ()),
    )
    wanted = dict.fromkeys(asked)
    return [c for c in wanted if any(known(data.get(c)) for _, data in graph.nodes(data=True))]


def _value(column: str, value: Any) -> Text:
    return text_of_label(value) if is_vocabulary(column) else str(value)
