"""The dates that the page can show: who is there at each, and what differs from the whole."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network
from concertnet.hinges.observed import observed_of
from concertnet.maps.interactive.content.texts import known

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Wave", "shown_waves", "stops_of"]

FREQUENCY = "YE"

# date, the positions of those who are there, and {position: {column: value}} of what differs
Wave = tuple[str, list[int], dict[int, dict[str, str]]]


def stops_of(net: NetworkOrGraph) -> list[NetworkLike]:
    """Return the network at each year end and on its last day; none when that is one date.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; a plain graph has no dates.

    Returns
    -------
    list of Network
        In order of date.
    """
    if not is_network(net) or net.observed is None:
        return []
    stops = list(net.waves(FREQUENCY))
    last = net.latest()
    if not stops or stops[-1].observed != last.observed:
        stops.append(last)
    return stops if len(stops) > 1 else []


def shown_waves(
    stops: Sequence[NetworkLike],
    graph: nx.Graph,
    places: Mapping[Hashable, int],
    columns: Sequence[str],
) -> list[Wave]:
    """Return what each date holds.

    Parameters
    ----------
    stops : sequence of Network
        The network at each date.
    graph : networkx.Graph
        The whole network, whose attributes are those of the latest date.
    places : mapping
        Positions of actors.
    columns : sequence of str
        The columns of actors that the page shows.

    Returns
    -------
    list of Wave
        In the order of `stops`.
    """
    waves = []
    for now in stops:
        rows = now.actors_now().to_dict("records")
        changed = {
            places[row["actor"]]: differing
            for row in rows
            if (differing := _differing(row, graph.nodes[row["actor"]].get, columns))
        }
        there = sorted(places[row["actor"]] for row in rows)
        waves.append((str(observed_of(now).start.date()), there, changed))
    return waves


def _differing(
    row: Mapping[Any, Any], latest: Callable[[str], Any], columns: Sequence[str]
) -> dict[str, str]:
    return {c: known(row.get(c)) for c in columns if known(row.get(c)) != known(latest(c))}
