"""Links between sectors that rest on the presence of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Codes, Instants, distinct, matches, ordered_rows, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.representation import Representation, representation
from concertnet.hinges.sittings import Sittings, actor_groups, sittings
from concertnet.hinges.spells import instants, unbroken
from concertnet.records import Record
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import AFTER, BEFORE, microseconds

__all__ = ["SingleLinks", "single_representative_links"]


@dataclass(frozen=True, eq=False, repr=False)
class SingleLinks(Record):
    """Links between groups that hang on one person, and what each person holds.

    Attributes
    ----------
    links : DataFrame
        One row per link and person on whom it hangs: person, actor (for whom the person sits),
        other, group, other_group, shared_instances (where both have someone).
    persons : DataFrame
        One row per such person, those with most links first: person, links (lost if its mandates
        ended without a successor), others (actors no longer met), groups_lost (times that an actor
        would no longer meet anyone of some group), next_end (the first end, after the period looked
        at, of the unbroken mandates by which it alone holds an end of such a link, cut to their
        seat; missing when none is written).
    total : int
        Links: pairs of actors of different groups who both have someone in a same instance.
    hanging : int
        Those that hang on one person.
    share : float
        hanging / total (0 to 1); nan without any link.
    unrepresented : int
        Pairs of actors of different groups with seats in a same instance, but nowhere a mandate on
        both sides: nothing can be said of them.
    unknown : int
        Actors with a seat whose group is unknown, left out.
    observed : Period or None
        The observed period: the day selected, or all that was. Over more than a day, someone who
        came after another counts as one who could stand in for them.
    """

    links: pd.DataFrame
    persons: pd.DataFrame
    total: int
    hanging: int
    share: float
    unrepresented: int
    unknown: int
    observed: Period | None


def single_representative_links(net: NetworkLike, *, by: By = None) -> SingleLinks:
    """Find the links between groups that one person holds (pair of actors and person grain).

    Two actors are linked where both have someone in a same instance. The link hangs on a person
    when no instance would join them without that person: an alternate on the seat, another seat,
    or a second shared instance with other persons, and it does not.

    Parameters
    ----------
    net : Network
        The network, with mandates. Select a date first (``net.at("2024-06-30")``): mandates of all
        times count otherwise.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    SingleLinks
        The links and persons, with the number of links in all; the share is nan without any.

    Raises
    ------
    NotComparable
        If `net` is no Network, or none of its seats has a mandate.
    MissingAttribute
        If the actors have no such column.

    References
    ----------
    .. [1] Breiger, R. L. (1974). The duality of persons and groups. Social Forces, 53(2), 181-190.
    .. [2] Borgatti, S. P. (2006). Identifying sets of key players in a social network.
       Computational and Mathematical Organization Theory, 12(1), 21-34.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = single_representative_links(cn.sample_network().latest())
    >>> found.hanging <= found.total
    True
    """
    from concertnet.kernels.pairs_co_seats import lost_by_person, sole_pairs

    graph = actor_groups(net, by)
    codes = graph.codes
    sitting = representation(net)
    known = codes[sitting.present.member] >= 0
    present, sole = sitting.present.keeping(known), sitting.sole[known]
    persons = sitting.mandates.persons
    links, found = _hanging(present, sole, codes, len(graph.groups))
    seated = sittings(net)
    unknown = len(distinct(seated.member[codes[seated.member] < 0].astype(np.int64))[0])
    seated = seated.keeping(codes[seated.member] >= 0)
    *rows, _ = seated.rows()
    _, pairs = sole_pairs(*rows, codes, len(seated.instances))
    total = int(links.sum()) // 2
    one, other, shared, person = _by_person(found, sitting.represents, len(persons))
    person, one, other, shared = ordered_rows(person, one, other, shared)
    labels = pd.Index(graph.groups)
    held = {"person": person, "actor": one, "other": other}
    table = pd.DataFrame(
        {
            "person": persons.take(person),
            "actor": graph.actors.take(one),
            "other": graph.actors.take(other),
            "group": labels.take(codes[one]),
            "other_group": labels.take(codes[other]),
            "shared_instances": shared,
        }
    )
    last = BEFORE if net.observed is None else microseconds(net.observed.end)
    others, lost = lost_by_person(person, one, other, codes, links, len(persons))
    return SingleLinks(
        table,
        _by_links(held, others, lost, persons, _next_ends(sitting, held, last)),
        total,
        len(found),
        float(ratio(len(found), total)),
        pairs - total,
        unknown,
        net.observed,
    )


def _hanging(present: Sittings, sole: Codes, codes: Codes, groups: int) -> tuple[Codes, Codes]:
    """Return the links of each actor to each group, and the pairs that hang on someone."""
    from concertnet.kernels.pairs_co_seats import hanging_pairs

    actor_starts, sat_at, instance_starts, members, order = present.rows()
    at = actor_starts, sat_at, sole[order], instance_starts, members, sole, codes
    room = 2 * len(members)
    while True:
        links = np.zeros((len(codes), groups), dtype=np.int32)
        found = np.empty((room, 5), dtype=np.int32)
        size = hanging_pairs(*at, links, found)
        if size <= room:
            return links, found[:size]
        room = size


def _by_person(
    found: npt.NDArray[np.int32], represents: npt.NDArray[np.int64], width: int
) -> tuple[npt.NDArray[Any], ...]:
    """Return one row per link and person, the actor for whom the person sits coming first."""
    second = found[found[:, 4] >= 0]
    one, other, shared = np.concatenate([found, second])[:, :3].T.astype(np.int64)
    person = np.concatenate([found[:, 3], second[:, 4]]).astype(np.int64)
    asked = one * width + person
    place = np.searchsorted(represents, asked).clip(max=len(represents) - 1)
    turned = represents[place] != asked
    return np.where(turned, other, one), np.where(turned, one, other), shared, person


def _by_links(
    links: dict[str, npt.NDArray[np.int64]],
    others: npt.NDArray[np.int64],
    lost: npt.NDArray[np.int64],
    persons: pd.Index,
    ends: Instants,
) -> pd.DataFrame:
    """Return one row per person on whom links hang, those with most of them first."""
    found = pd.DataFrame(
        {
            "person": persons,
            "links": np.bincount(links["person"], minlength=len(persons)),
            "others": others,
            "groups_lost": lost,
            "next_end": instants(ends),
        }
    )
    found = found[found["links"] > 0].sort_values("links", ascending=False, kind="stable")
    return found.reset_index(drop=True)


def _next_ends(
    sitting: Representation, links: dict[str, npt.NDArray[np.int64]], last: int
) -> Instants:
    """Return when each person next ceases, from an instant on, to hold an end of a link.

    `AFTER` for those who nowhere do.
    """
    present, sole, n = sitting.present, sitting.sole, max(len(sitting.seats.actors), 1)
    pairs = present.instance * np.int64(n) + present.member
    held = sitting.mandates
    pair = np.searchsorted(
        pairs, sitting.seats.instance[held.seat] * n + sitting.seats.actor[held.seat]
    )
    alone = sole[pair] == held.person
    runs = unbroken(pair[alone], held.start[alone], held.end[alone])
    later = runs.end >= last
    first = np.full(len(pairs), AFTER)
    np.minimum.at(first, runs.code[later], runs.end[later])
    ending = np.flatnonzero(first != AFTER)
    # the pair holds a link of its person when the actor at the other end sits there too
    link, of = matches(links["person"], sole[ending])
    end = ending[of]
    actor, instance = present.member[end], present.instance[end]
    one, other = links["actor"][link], links["other"][link]
    met = instance * np.int64(n) + np.where(actor == one, other, one)
    place = np.searchsorted(pairs, met).clip(max=len(pairs) - 1)
    holds = ((actor == one) | (actor == other)) & (pairs[place] == met)
    ends = np.full(len(held.persons), AFTER)
    np.minimum.at(ends, sole[end[holds]], first[end[holds]])
    return ends
