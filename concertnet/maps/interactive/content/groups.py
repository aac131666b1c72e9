"""What the page knows of a network too large to be shown actor by actor: its groups."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from concertnet.hinges.door import NetworkOrGraph, is_network
from concertnet.maps.figures.groups import (
    Collapsed,
    class_tops,
    collapsed,
    group_names,
    range_words,
)
from concertnet.maps.interactive.content.network import (
    Actor,
    Group,
    PageContent,
    about_network,
    shared_ground,
)
from concertnet.maps.interactive.content.texts import Text, both, known
from concertnet.maps.interactive.content.ties import Level
from concertnet.maps.interactive.limits import Limits
from concertnet.maps.layout.layout import as_graph, map_layout
from concertnet.maps.paper.called import group_word
from concertnet.maps.paper.style import Style
from concertnet.scale import BOURQUE, scale_of_details
from concertnet.words import LANGUAGES, Words, words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["gather_groups"]

_MOST_GROUPS = 400  # marks that a map of groups may have: beyond, territories are left out
_FEW_PAIRS = 120  # lines that may be drawn in full width: more are thinner
_GIVEN = "group"  # groups given actor by actor have no column
_SHORT = 24  # characters of a line beside a mark
_CROSSED = "territory"

# What the page says of actors and ties, it says otherwise of groups.
_WORDING = {
    "n_actors": "n_groups",
    "n_ties": "groups_lines",
    "page_map_described": "groups_map_described",
    "page_area": "groups_area",
    "page_search": "groups_search",
    "page_search_hint": "groups_search_hint",
    "page_search_results": "groups_search_results",
    "page_search_count": "groups_search_count",
    "page_search_none": "groups_search_none",
    "page_actor": "groups_actor",
    "page_choose": "groups_choose",
    "page_ties": "groups_linked",
    "page_no_ties": "groups_no_ties",
    "page_isolates": "groups_isolates",
    "page_table": "groups_table",
    "page_table_help": "groups_table_help",
    "page_file_actors": "groups_file",
    "page_gaps_outside": "groups_gaps_left_out",
}


def gather_groups(
    net: NetworkOrGraph,
    *,
    by: str | Mapping[Hashable, Hashable] = "sector",
    style: Style | None = None,
    most_lines: int = Limits.lines,
    ground: str | None = None,
) -> PageContent:
    """Return the groups of a network as what the page shows: a mark each, a line per linked pair.

    Groups are those of `by`, in each territory where territories are known and not too many. A
    network observed over several years is shown on its last day.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network.
    by : str or mapping of actor to group
        The groups that the marks show.
    style : Style, optional
        Colours, shapes and lines; by default the usual ones.
    most_lines : int
        Lines beyond which the lowest levels are left out at first.
    ground : str, optional
        What actors of a same ground would share: groups stand on none, which the page says.

    Returns
    -------
    PageContent
        Plain values: no actor is named.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`, or the column `ground`.
    NotComparable
        If `net` is no graph, has parallel ties, or ties from an actor to itself, or is a graph of
        which instances are asked.
    """
    style = style or Style()
    graph = as_graph(net.latest() if is_network(net) else net, by)
    grounds = shared_ground(net if is_network(net) else graph, ground)
    found = _collapsed(graph, by)
    tops = _tops(found)
    said = {lang: group_names(found, words(lang)) for lang in LANGUAGES}
    names: list[Text] = [
        dict(zip(said, pair, strict=True)) for pair in zip(*said.values(), strict=True)
    ]
    column = found.columns[0]
    marks = style.marks([cell[0] for cell in found.cells], column)
    of_mark = {group: k for k, group in enumerate(marks)}
    groups = [Group(_value(column, group), mark) for group, mark in marks.items()]
    if any(cell[0] is None for cell in found.cells):
        groups.append(Group(_value(column, None), style.unknown))
    layout, ties = _layout(found), _ties(found, tops)
    return PageContent(
        about={**about_network(graph), "note": _note(found)},
        by=_heading(column),
        levels_title=both(lambda w: w.label("map_groups_ties")),
        groups=groups,
        levels=[
            Level(both(lambda w, k=k: range_words(w, found.counts, tops)[k]), k)
            for k in range(len(tops))
        ],
        actors=[
            Actor(
                name=name,
                forms=[[short]],
                group=len(marks) if cell[0] is None else of_mark[cell[0]],
                sector=known(cell[0]) if column == "sector" else "",
                facts=_facts(found, k),
                x=x,
                y=y,
                tray=tray,
            )
            for k, (name, short, cell, (x, y, tray)) in enumerate(
                zip(names, _short(found), found.cells, layout, strict=True)
            )
        ],
        ties=ties,
        themes=[],
        relations=[],
        instances=[],
        waves=[],
        facts=[
            *({"key": c, "label": _heading(c)} for c in found.columns),
            {"key": "actors", "label": both(lambda w: w.label("column_actors")), "numeric": True},
            {"key": "within", "label": both(lambda w: w.label("groups_within")), "numeric": True},
        ],
        places={},
        ground=grounds,
        instance_places={},
        level_places={},
        scale=scale_of_details(graph.graph) or BOURQUE,
        sizes=found.sizes.tolist(),
        levels_off=_levels_off(ties, most_lines),
        thinner=min(1.0, max(0.35, (_FEW_PAIRS / max(len(found.pairs), 1)) ** 0.5)),
        wording=_WORDING,
    )


def _collapsed(graph: nx.Graph, by: str | Mapping[Hashable, Hashable]) -> Collapsed:
    w = words()
    if not isinstance(by, str):
        return collapsed(graph, [_GIVEN], w, {_GIVEN: by})
    crossed = any(known(place) for _, place in graph.nodes(data=_CROSSED))
    if crossed and by != _CROSSED:
        found = collapsed(graph, [by, _CROSSED], w)
        if len(found.cells) <= _MOST_GROUPS:
            return found
    return collapsed(graph, [by], w)


def _tops(found: Collapsed) -> list[int]:
    """Return the highest number of ties of each width that some pair has."""
    tops = class_tops(found.counts)
    used = {sum(top < count for top in tops) for count in found.counts.tolist()}
    return [top for k, top in enumerate(tops) if k in used]


def _short(found: Collapsed) -> list[Text]:
    """Return what stands beside each mark: its groups, one to a line; its sizes are in its name."""
    return [
        both(
            lambda w, cell=cell: "\n".join(
                textwrap.shorten(group_word(w, value, column), _SHORT, placeholder=" …")
                for value, column in zip(cell, found.columns, strict=True)
            )
        )
        for cell in found.cells
    ]


def _ties(found: Collapsed, tops: list[int]) -> list[tuple[int, int, int]]:
    classes = [sum(top < count for top in tops) for count in found.counts.tolist()]
    ties = [(a, b, rank) for (a, b), rank in zip(found.pairs.tolist(), classes, strict=True)]
    return sorted(ties, key=lambda tie: (tie[2], *tie[:2]))


def _levels_off(ties: list[tuple[int, int, int]], most: int) -> list[int]:
    """Return the lowest levels to be left out at first, so that the lines can be told apart."""
    of_level = Counter(level for *_, level in ties)
    levels = sorted(of_level)
    return [
        level
        for place, level in enumerate(levels[:-1])
        if sum(of_level[above] for above in levels[place:]) > most
    ]


def _layout(found: Collapsed) -> list[tuple[float, float, bool]]:
    import networkx as nx

    graph = nx.empty_graph(len(found.cells))
    graph.add_edges_from(found.pairs.tolist())
    layout = map_layout(graph)
    return list(
        zip(layout["x"].tolist(), layout["y"].tolist(), layout["tray"].tolist(), strict=True)
    )


def _facts(found: Collapsed, k: int) -> dict[str, Any]:
    cells = zip(found.columns, found.cells[k], strict=True)
    held = {column: _value(column, value) for column, value in cells if value is not None}
    return {**held, "actors": int(found.sizes[k]), "within": int(found.within[k])}


def _note(found: Collapsed) -> Text:
    actors, ties = len(found.contents.actors), len(found.contents.ends)
    return both(
        lambda w: w(
            "groups_note",
            actors=w("n_actors", n=actors),
            ties=w("n_ties", n=ties),
            columns=" × ".join(_within(w, column) for column in found.columns),
        )
    )


def _value(column: str, value: Any) -> Text:
    return both(lambda w: group_word(w, value, column))


def _heading(column: str) -> Text:
    return both(lambda w: _heading_in(w, column))


def _heading_in(w: Words, column: str) -> str:
    if column == _GIVEN:
        return w["map_by_group"]
    return w.label(column) if column in w else column


def _within(w: Words, column: str) -> str:
    return w["map_by_group"].lower() if column == _GIVEN else w.within(column)
