"""The instances of the page, and the seats that its actors hold there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from concertnet.hinges.door import NetworkLike, NetworkOrGraph, is_network
from concertnet.maps.interactive.content.texts import Text, known, text_of_label
from concertnet.names import instance_names

__all__ = ["Instance", "Seat", "instances_of", "seats_of"]

Seat = list[Any]  # position of the instance, role, and positions of dates where there are some


@dataclass(frozen=True)
class Instance:
    """An instance: what filters and missing links need of it."""

    name: str
    territory: str
    theme: str
    dates: list[int]  # positions of those at which it is there


def instances_of(
    net: NetworkOrGraph, stops: Sequence[NetworkLike] = ()
) -> tuple[list[Instance], dict[Hashable, int]]:
    """Return the instances of a network, and the position of each; none of a plain graph.

    `stops` is the network at each date of the page.
    """
    if not is_network(net):
        return [], {}
    instances: list[Instance] = []
    places: dict[Hashable, int] = {}
    names = instance_names(net.instances)
    there = [set(now.instances["instance"]) for now in stops]
    for row in net.instances.to_dict("records"):
        if row["instance"] in places:
            continue
        places[row["instance"]] = len(instances)
        name = names[row["instance"]]
        dates = [stop for stop, held in enumerate(there) if row["instance"] in held]
        place, theme = known(row.get("territory")), known(row.get("theme"))
        instances.append(Instance(name, place, theme, dates))
    return instances, places


def seats_of(
    net: NetworkOrGraph,
    stops: Sequence[NetworkLike],
    places: Mapping[Hashable, int],
    instance_places: Mapping[Hashable, int],
) -> dict[int, list[Seat]]:
    """Return the seats of each actor, once per role, with the dates when they are held.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network.
    stops : sequence of Network
        The network at each date of the page.
    places, instance_places : mapping
        Positions of actors and of instances.

    Returns
    -------
    dict of int to list
        By position of the actor.
    """
    if not is_network(net) or not instance_places:
        return {}
    held: dict[int, dict[tuple[int, str], list[int]]] = {}
    for stop, now in [(-1, net), *enumerate(stops)]:
        rows = now.seats
        for actor, instance, role in zip(
            rows["actor"], rows["instance"], rows["role"], strict=True
        ):
            if actor not in places or instance not in instance_places:
                continue
            mine = held.setdefault(places[actor], {})
            dates = mine.setdefault((instance_places[instance], known(role)), [])
            if stop >= 0 and (not dates or dates[-1] != stop):
                dates.append(stop)
    return {
        actor: [
            [instance, _role(role), dates] if stops else [instance, _role(role)]
            for (instance, role), dates in mine.items()
        ]
        for actor, mine in held.items()
    }


def _role(role: str) -> Text:
    return text_of_label(role) if role else ""
