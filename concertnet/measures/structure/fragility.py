"""Fragility: what falls when an actor, a person or an instance goes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Integers, csr_rows, expanded, ratio, starts_of
from concertnet.hinges.connected_parts import share_apart
from concertnet.hinges.door import By, GraphLike, NetworkLike, grouped
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import choice, require_network, require_undirected
from concertnet.hinges.representation import representation
from concertnet.hinges.sittings import Sittings, actor_groups, sittings

__all__ = ["fragility"]


OF = ("actors", "persons", "instances")
NOBODY = -1


def fragility(
    graph: GraphLike, *, of: Literal["actors", "persons", "instances"] = "actors", by: By = None
) -> pd.DataFrame:
    """Say what the network loses with each actor, person or instance (the grain is `of`).

    An actor takes its ties away. An instance takes its seats away, and a person the seats that
    nobody else fills: what is lost is then between actors who sit together, and an actor stays.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network, undirected; a Network for persons and instances. Select a date first
        (``net.at("2024-06-30")``): seats and mandates of all times count otherwise.
    of : {"actors", "persons", "instances"}
        What is removed, one at a time: an actor from the graph of ties; a person, or an instance,
        from who sits where. Every pair of actors who sit together is laid out: an instance of 30
        makes 435.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        One row per actor (the graph's, in its order), person (sorted) or instance, those whose
        removal changes nothing too: group (of the actor; of the actors a person represents, where
        they have the same; else missing), ties_lost (ties; or pairs of actors who sit together
        nowhere else), isolated (actors left without any tie, itself apart), fragmentation (before,
        the same in every row) and fragmentation_after (share of the pairs of the actors left that
        cannot reach each other, 0 to 1; nan with fewer than two), is_cut (whether what is left
        falls into more parts), group_pairs_lost (number of pairs of different groups that lose
        every tie) and group_pairs (those pairs, each a tuple of two groups). Actors of unknown
        group make no pair of groups. A seat without a person stays when a person goes.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, is directed, or has no seats or mandates where it needs them.
    UnknownWord
        If `of` is none of the three.

    References
    ----------
    .. [1] Borgatti, S. P. (2006). Identifying sets of key players in a social network.
       Computational and Mathematical Organization Theory, 12(1), 21-34.
    .. [2] Hopcroft, J. and Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph
       manipulation. Communications of the ACM, 16(6), 372-378.

    Examples
    --------
    >>> import networkx as nx
    >>> table = fragility(nx.karate_club_graph(), by="club")
    >>> table.loc[table["is_cut"], ["ties_lost", "isolated", "fragmentation_after"]].round(3)
       ties_lost  isolated  fragmentation_after
    actor
    0         16         1                0.316
    """
    choice(of, name="of", among=OF)
    if of == "actors":
        graph = grouped(graph, by=by, required=False)
        require_undirected(graph, "fragility")
        removal = _of_actors(graph)
    else:
        net = require_network(graph)
        graph, seats = actor_groups(net, by), sittings(net)
        removal = (
            _of_instances(graph, seats) if of == "instances" else _of_persons(net, graph, seats)
        )
    return _lost(graph, removal, of)


@dataclass(frozen=True, eq=False)
class _Removal:
    """Things to remove, and the ties between two actors that each takes away.

    A tie stands once for each place where it is (an instance), with the number of its `pair` of
    actors, and a place is broken by the removal of either of two things, or of nobody. The rest is
    that of each thing: its group, and what is left joined without it.
    """

    things: pd.Index
    group: npt.NDArray[Any]
    one: Integers
    other: Integers
    pair: Integers
    breaks: tuple[Integers, Integers]
    pairs_before: int
    pairs_after: Integers
    left: Integers
    is_cut: npt.NDArray[np.bool_]


def _lost(graph: GroupedGraph, removal: _Removal, of: str) -> pd.DataFrame:
    n, things = graph.n, len(removal.things)
    one, other, (first, second) = removal.one, removal.other, removal.breaks
    _, ties = _all_broken(removal.pair, first, second)
    left_alone, by_whom = _all_broken(
        np.concatenate([one, other]), np.tile(first, 2), np.tile(second, 2)
    )
    if of == "actors":
        by_whom = by_whom[left_alone != by_whom]
    k = max(len(graph.groups), 1)
    low, high = np.sort([graph.codes[one], graph.codes[other]], axis=0)
    across = (low >= 0) & (low < high)
    cells, between = np.unique(low[across] * np.int64(k) + high[across], return_inverse=True)
    lost, losers = _all_broken(between, first[across], second[across])
    group_pairs: list[list[tuple[Hashable, Hashable]]] = [[] for _ in range(things)]
    for cell, thing in sorted(zip(cells[lost].tolist(), losers.tolist(), strict=True)):
        group_pairs[thing].append((graph.groups[cell // k], graph.groups[cell % k]))
    possible = removal.left * (removal.left - 1) // 2
    return pd.DataFrame(
        {
            "group": removal.group,
            "ties_lost": np.bincount(ties, minlength=things),
            "isolated": np.bincount(by_whom, minlength=things),
            "fragmentation": np.full(things, share_apart(removal.pairs_before, n)),
            "fragmentation_after": 1 - ratio(removal.pairs_after, possible),
            "is_cut": removal.is_cut,
            "group_pairs_lost": pd.array(
                [len(pairs) for pairs in group_pairs] if graph.groups else [pd.NA] * things,
                dtype="Int64",
            ),
            "group_pairs": pd.Series(
                [tuple(pairs) for pairs in group_pairs], index=removal.things, dtype=object
            ),
        },
        index=removal.things,
    )


def _all_broken(key: Integers, first: Integers, second: Integers) -> tuple[Integers, Integers]:
    """Return each key with each thing that breaks all the places of that key.

    Such a thing breaks any one of its places: at most two can.
    """
    places = np.bincount(key)
    any_place = np.zeros(len(places), dtype=np.int64)
    any_place[key] = np.arange(len(key))
    keys, breakers = [], []
    for by in (first, second) if len(key) else ():
        breaker = np.where(places > 0, by[any_place], NOBODY)
        everywhere = (first == breaker[key]) | (second == breaker[key])
        broken = np.bincount(key[everywhere], minlength=len(places))
        found = np.flatnonzero((breaker >= 0) & (broken == places))
        keys.append(found)
        breakers.append(breaker[found])
    nothing = [np.zeros(0, dtype=np.int64)]
    return np.concatenate(keys or nothing), np.concatenate(breakers or nothing)


def _of_actors(graph: GroupedGraph) -> _Removal:
    one, other = graph.source, graph.target
    before, after, parts, _ = _walk(*csr_rows(graph.adjacency()), graph.n)
    left = np.full(graph.n, graph.n - 1)
    return _Removal(
        graph.actors,
        named(graph.groups, graph.codes),
        one,
        other,
        np.arange(graph.m),
        (one, other),
        before,
        after,
        left,
        parts > 1,
    )


def _of_instances(graph: GroupedGraph, seats: Sittings) -> _Removal:
    n, instances = graph.n, len(seats.instances)
    link, fellow = _together(seats)
    rows = _rows(n + instances, seats.member, n + seats.instance)
    before, after, parts, _ = _walk(*rows, n)
    nobody = np.full(len(link), NOBODY)
    return _Removal(
        seats.instances.rename("instance"),
        np.full(instances, None, dtype=object),
        seats.member[link],
        seats.member[fellow],
        _pair_numbers(seats, link, fellow),
        (seats.instance[link], nobody),
        before,
        after[n:],
        np.full(instances, n),
        parts[n:] > 1,
    )


def _of_persons(net: NetworkLike, graph: GroupedGraph, seats: Sittings) -> _Removal:
    """Seats that only one person fills hang on a node of that person, which a walk removes.

    A person whose seats do not touch has a node for each group of those that do.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n, instances = graph.n, len(seats.instances)
    persons, sole, group = _sole_persons(net, graph, seats)
    held = np.flatnonzero(sole >= 0)
    ends = [sole[held] * n + seats.member[held], sole[held] * instances + seats.instance[held]]
    actor_ends, instance_ends = (np.unique(end, return_inverse=True) for end in ends)
    shape = (len(actor_ends[0]) + len(instance_ends[0]),) * 2
    touching = coo_array(
        (np.ones(len(held)), (actor_ends[1], len(actor_ends[0]) + instance_ends[1])), shape=shape
    )
    bundles, labels = connected_components(touching, directed=False)
    bundle = labels[actor_ends[1]]
    owner = np.zeros(bundles, dtype=np.int64)
    owner[bundle] = sole[held]
    free = sole < 0
    node = n + instances + bundle
    links = np.unique(
        np.concatenate(
            [
                np.stack([seats.member[free], n + seats.instance[free]]),
                np.stack([seats.member[held], node]),
                np.stack([n + seats.instance[held], node]),
            ],
            axis=1,
        ),
        axis=1,
    )
    rows = _rows(n + instances + bundles, *links)
    before, without, parts, components = _walk(*rows, n)
    after = np.full(len(persons), before)
    is_cut = np.zeros(len(persons), dtype=bool)
    after[owner] = without[n + instances :]
    is_cut[owner] = parts[n + instances :] > 1
    several = np.flatnonzero(np.bincount(owner, minlength=len(persons)) > 1)
    for person in several:
        *others, last = n + instances + np.flatnonzero(owner == person)
        _, without, parts, left = _walk(*rows, n, removed=others)
        after[person] = without[last]
        is_cut[person] = left - 1 + parts[last] > components
    link, fellow = _together(seats)
    second = np.where(sole[fellow] == sole[link], NOBODY, sole[fellow])
    return _Removal(
        persons,
        group,
        seats.member[link],
        seats.member[fellow],
        _pair_numbers(seats, link, fellow),
        (sole[link], second),
        before,
        after,
        np.full(len(persons), n),
        is_cut,
    )


def _sole_persons(
    net: NetworkLike, graph: GroupedGraph, seats: Sittings
) -> tuple[pd.Index, Integers, npt.NDArray[Any]]:
    """Return the persons; the only one of each pair of `seats`, or nobody; each one's group."""
    found = representation(net)
    n = np.int64(graph.n)
    pairs = seats.instance * n + seats.member
    sole = np.full(len(pairs), NOBODY)
    sole[np.searchsorted(pairs, found.present.instance * n + found.present.member)] = found.sole
    # a seat that nobody was written down for stays
    vacant = found.seats.ever_held
    vacant[found.mandates.seat] = False
    kept = found.seats.instance[vacant] * n + found.seats.actor[vacant]
    sole[np.searchsorted(pairs, kept)] = NOBODY
    group = named(graph.groups, found.groups(graph.codes))
    return found.mandates.persons.rename("person"), sole, group


def _together(seats: Sittings) -> tuple[Integers, Integers]:
    """Return the positions, among the pairs of `seats`, of each two actors of an instance."""
    link = np.arange(len(seats.member))
    following = np.cumsum(seats.sizes)[seats.instance] - link - 1
    return expanded(following, link + 1)


def _pair_numbers(seats: Sittings, link: Integers, fellow: Integers) -> Integers:
    """Return the number of each pair of actors, the same wherever they sit together."""
    # members of an instance ascend: a pair is met in the same order everywhere
    pair = seats.member[link] * np.int64(len(seats.members)) + seats.member[fellow]
    return np.unique(pair, return_inverse=True)[1]


def _rows(
    nodes: int, one: npt.NDArray[Any], other: npt.NDArray[Any]
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """Return the starts and the neighbours of each node's row, every link given once."""
    ends = np.concatenate([one, other])
    order = np.argsort(ends, kind="stable")
    starts = starts_of(np.bincount(ends, minlength=nodes))
    return starts, np.concatenate([other, one])[order].astype(np.int32)


def _walk(
    starts: Integers, neighbours: npt.NDArray[np.int32], n: int, removed: Any = ()
) -> tuple[int, Integers, Integers, int]:
    """Return what `without_each` does, the first n nodes being actors and others nothing."""
    from concertnet.kernels.paths_fragmentation import without_each

    weight = np.zeros(len(starts) - 1, dtype=np.int64)
    weight[:n] = 1
    gone = np.zeros(len(weight), dtype=bool)
    gone[list(removed)] = True
    return without_each(starts, neighbours, weight, gone)
