"""What a map shows, read once from a graph: actors, names, groups, ties and their levels."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.hinges.door import NetworkOrGraph
from concertnet.hinges.from_networkx import require_no_parallel
from concertnet.maps.layout.layout import as_graph
from concertnet.maps.paper.text import one_line
from concertnet.names import person_numbers, shown_names
from concertnet.scale import BOURQUE, Scale, scale_of_details
from concertnet.words import Words

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Contents", "check_gaps", "rank_of", "read_contents"]


@dataclass(frozen=True, eq=False)
class Contents:
    """What a map shows of a graph.

    Attributes
    ----------
    actors : tuple
        The actors, sorted by id.
    names : tuple of str
        Their names, on one line each; the id where there is no name, a number for a person.
    groups : tuple of str or None
        Their groups; None is unknown.
    ends : ndarray of int, shape (m, 2)
        Positions of the two actors of every tie, each pair once.
    ranks : ndarray of int, length m
        Level of every tie, 0 for the loosest; -1 unknown.
    scale : Scale or None
        The scale of the levels; None where ties have no level.
    ties : ndarray of int
        Number of ties of every actor.
    about : mapping
        Title, date, boundary, source and response rate, where they are known.
    directed : bool
        Whether the graph has a direction, which the map does not show.
    """

    actors: tuple[Hashable, ...]
    names: tuple[str, ...]
    groups: tuple[str | None, ...]
    ends: np.ndarray
    ranks: np.ndarray
    scale: Scale | None
    ties: np.ndarray
    about: Mapping[str, Any]
    directed: bool


def read_contents(
    graph: NetworkOrGraph,
    by: str | Mapping[Any, Any] | None,
    w: Words,
    *,
    among: Sequence[nx.Graph] = (),
) -> tuple[nx.Graph, Contents]:
    """Return the networkx graph behind `graph`, and what a map shows of it.

    Its levels are read on one scale for all the networkx graphs `among` which it is shown.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    NotComparable
        If `graph` is no graph, has parallel ties, or a tie from an actor to itself.
    """
    network = as_graph(graph, by if isinstance(by, str) else "sector")
    require_no_parallel(network)
    loops = sum(1 for a, b in network.edges() if a == b)
    if loops:
        raise NotComparable("error_self_ties", n=loops)

    # Sorted, so that the order of the rows of a table changes nothing in the picture.
    actors = tuple(sorted(network.nodes, key=lambda actor: (str(actor), str(type(actor)))))
    place = {actor: i for i, actor in enumerate(actors)}
    scale = _scale_of(*(among or [network]))
    strongest: dict[tuple[int, int], int] = {}
    for a, b, data in network.edges(data=True):
        pair = (min(place[a], place[b]), max(place[a], place[b]))
        strongest[pair] = max(strongest.get(pair, -1), rank_of(data, scale))
    strongest = dict(sorted(strongest.items()))
    ends = np.array(list(strongest), dtype=np.int64).reshape(-1, 2)
    return network, Contents(
        actors=actors,
        names=_names_of(network, actors, w),
        groups=_groups_of(network, actors, by),
        ends=ends,
        ranks=np.array(list(strongest.values()), dtype=np.int64),
        scale=scale,
        ties=np.bincount(ends.ravel(), minlength=len(actors)),
        about={key: value for key, value in network.graph.items() if _known(value)},
        directed=bool(network.is_directed()),
    )


def check_gaps(gaps: object, columns: Sequence[str]) -> None:
    """Raise unless `gaps` is a table with these columns."""
    known = gaps.columns if isinstance(gaps, pd.DataFrame) else ()
    for column in columns:
        if column not in known:
            shown = ", ".join(map(str, known)) or "–"
            raise MissingAttribute("map_error_gaps", name=column, known=shown)


def _known(value: object) -> bool:
    """Tell whether a value is there: neither None, nor a missing value, nor empty text."""
    missing = value is None or value is pd.NA or value is pd.NaT
    return not (missing or (isinstance(value, float) and np.isnan(value)) or value == "")


def _names_of(network: nx.Graph, actors: tuple[Hashable, ...], w: Words) -> tuple[str, ...]:
    """Return what stands beside each mark; a person who acts for themself is never named.

    Actors of the same name are told apart by their ids.
    """
    given = [network.nodes[actor].get("name") for actor in actors]
    written = [one_line(n if _known(n) else a) or "–" for n, a in zip(given, actors, strict=True)]
    numbers = person_numbers(dict(network.nodes(data="kind")))
    stand_ins = {actor: w("page_person", n=n) for actor, n in numbers.items()}
    return tuple(shown_names(dict(zip(actors, written, strict=True)), stand_ins).values())


def _groups_of(
    network: nx.Graph, actors: tuple[Hashable, ...], by: str | Mapping[Any, Any] | None
) -> tuple[str | None, ...]:
    if by is None:
        return (None,) * len(actors)
    if isinstance(by, str):
        values = [network.nodes[actor].get(by) for actor in actors]
        # A Network says by what it was made: all its actors may be of unknown sector.
        if actors and network.graph.get("by") != by and not any(map(_known, values)):
            known = sorted({str(name) for _, data in network.nodes(data=True) for name in data})
            raise MissingAttribute(
                "error_missing_attribute", name=by, known=", ".join(known) or "–"
            )
    else:
        values = [by.get(actor) for actor in actors]
    return tuple((one_line(value) or None) if _known(value) else None for value in values)


def _scale_of(*networks: nx.Graph) -> Scale | None:
    """Return the scale of the ties: that of the first graph, else one that fits all words found."""
    given = scale_of_details(networks[0].graph)
    if given is not None:
        return given
    ranked: dict[str, int] = {}
    for network in networks:
        for _, _, data in network.edges(data=True):
            if _known(data.get("level")):
                ranked[str(data["level"])] = int(data.get("rank", -1))
    if not ranked:
        return None
    if all(BOURQUE.find(level) for level in ranked):
        return BOURQUE
    # The order of unknown words is told by their ranks, and only by them.
    if -1 in ranked.values() or len(set(ranked.values())) != len(ranked):
        return None
    return Scale("", tuple(sorted(ranked, key=lambda level: ranked[level])))


def rank_of(data: Mapping[str, Any], scale: Scale | None) -> int:
    """Return the rank of the level of a tie on a scale, 0 for the loosest; -1 unknown."""
    if scale is None or not _known(data.get("level")):
        return -1
    level = scale.find(str(data["level"]))
    return -1 if level is None else scale.levels.index(level)
