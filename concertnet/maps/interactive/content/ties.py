"""The ties of the page: a line per pair, and the ties of each pair that its filters choose from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network
from concertnet.maps.interactive.content.texts import Text, both, known, text_of_label
from concertnet.maps.paper.style import Line, Style
from concertnet.scale import scale_of_details

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Level", "level_lines", "pair_ties", "relations", "set_aside"]


@dataclass(frozen=True)
class Level:
    """A level of ties, an entry of the legend: its rank among the levels, None where unknown."""

    label: Text
    rank: int | None


def level_lines(levels: Sequence[Level], style: Style) -> list[Line]:
    """Return the line of each level in a style."""
    known = style.lines(max(sum(level.rank is not None for level in levels), 1))
    return [
        style.line_of_unknown(len(levels) - 1) if level.rank is None else known[level.rank]
        for level in levels
    ]


def pair_ties(
    graph: nx.Graph,
) -> tuple[list[Level], dict[Hashable, int], list[tuple[int, int, int]]]:
    """Return the levels, the place of each, and a tie per pair at its strongest level.

    Parameters
    ----------
    graph : networkx.Graph
        Its edges may have a ``level`` and a ``rank``.

    Returns
    -------
    tuple of list of Level, dict of level to int, list of (int, int, int)
        Ties are two positions of actors and one of a level, the loosest first.
    """
    scale = scale_of_details(graph.graph)
    given = [(a, b, data.get("level"), data.get("rank")) for a, b, data in graph.edges(data=True)]
    if scale is not None:
        names: list[Any] = list(scale.levels)
        keys = scale.word_keys or scale.levels
        texts = [both(lambda w, k=k: w.label(k)) if scale.word_keys else k for k in keys]
    else:
        ranks = {level: rank for *_, level, rank in given if level is not None}
        names = sorted(ranks, key=lambda n: (ranks[n] is None, ranks[n] or 0, str(n)))
        texts = [both(lambda w, n=n: w.label(n)) for n in names]
    levels = [Level(label, rank) for rank, label in enumerate(texts)]
    places: dict[Hashable, int] = {name: i for i, name in enumerate(names)}
    if any(level not in places for *_, level, _ in given) or not levels:
        only = not levels
        label = both(lambda w: w.label("tie" if only else "page_level_not_given"))
        levels.insert(0, Level(label, None))
        places = {None: 0, **{name: i + 1 for name, i in places.items()}}
    at = {node: i for i, node in enumerate(graph.nodes)}
    strongest: dict[tuple[int, int], int] = {}
    for a, b, level, _ in given:
        pair = (min(at[a], at[b]), max(at[a], at[b]))
        place = places.get(level, 0)
        strongest[pair] = max(place, strongest.get(pair, 0))
    ties = [(a, b, level) for (a, b), level in strongest.items()]
    return levels, places, sorted(ties, key=lambda tie: (tie[2], *tie[:2]))


def relations(
    net: NetworkOrGraph,
    stops: Sequence[NetworkLike],
    ties: Sequence[tuple[int, int, int]],
    places: Mapping[Hashable, int],
    levels: Mapping[Hashable, int],
) -> tuple[list[str], list[list[Any]]]:
    """Return the themes of ties, and the ties of each pair where a pair has more than its level.

    A pair is drawn at its strongest level among those of its ties that the filters keep: where
    ties have themes, dates or several levels, the page needs them all.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; a plain graph has nothing more than its pairs.
    stops : sequence of Network
        The network at each date of the page.
    ties : sequence of (int, int, int)
        The pairs, as `pair_ties` gives them.
    places, levels : mapping
        Positions of actors and of levels.

    Returns
    -------
    tuple of list of str, list of list
        Themes, and rows of tie, level, theme (-1 where unknown), positions of dates.
    """
    if not is_network(net):
        return [], []
    pairs = {(a, b): k for k, (a, b, _) in enumerate(ties)}
    themes = sorted({theme for value in net.ties["theme"] if (theme := known(value))})
    theme_places = {theme: t for t, theme in enumerate(themes)}
    held: dict[tuple[int, int, int], list[int]] = {}
    for stop, now in [(-1, net), *enumerate(stops)]:
        rows = now.ties
        for a, b, level, theme in zip(
            rows["source"], rows["target"], rows["level"], rows["theme"], strict=True
        ):
            ends = sorted((places[a], places[b]))
            tie = pairs[ends[0], ends[1]]
            dates = held.setdefault((tie, levels[level], theme_places.get(known(theme), -1)), [])
            if stop >= 0 and (not dates or dates[-1] != stop):
                dates.append(stop)
    if not themes and not stops and len(held) == len(ties):
        return [], []
    return themes, [[*key, dates] for key, dates in sorted(held.items())]


def set_aside(
    net: NetworkOrGraph, stops: Sequence[NetworkLike], places: Mapping[Hashable, int]
) -> list[list[Any]]:
    """Return the relations that are no ties: two positions of actors, the kind, positions of dates.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; a plain graph has none.
    stops : sequence of Network
        The network at each date of the page.
    places : mapping
        Positions of actors.
    """
    if not is_network(net):
        return []
    held: dict[tuple[int, int, str], list[int]] = {}
    for stop, now in [(-1, net), *enumerate(stops)]:
        rows = now.set_aside
        for a, b, kind in zip(rows["source"], rows["target"], rows["kind"], strict=True):
            if a not in places or b not in places:
                continue
            dates = held.setdefault((places[a], places[b], known(kind)), [])
            if stop >= 0 and (not dates or dates[-1] != stop):
                dates.append(stop)
    return [
        [a, b, text_of_label(kind) if kind else "", dates]
        for (a, b, kind), dates in sorted(held.items())
    ]
