"""Who represents whom at the tables: persons concerned, mandates, members of a kind of instance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.arrays import Counts, Integers, Mask, distinct, positions, ratio
from concertnet.hinges.concerned import CONCERNED, concerned_actors
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.mandates_in_force import titulars
from concertnet.hinges.meetings import ABSENT, PRESENT, meetings_of
from concertnet.hinges.seat_places import seat_places
from concertnet.hinges.sittings import actor_groups, sittings
from concertnet.hinges.spells import inside
from concertnet.measures.time.tenure import tenure
from concertnet.records import Record
from concertnet.tables.cells.intervals import bounds
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = [
    "ConcernedSeats",
    "MembershipReach",
    "concerned_seats",
    "membership_reach",
    "representation_quality",
]

_VOTING = ("voting", "chair")


@dataclass(frozen=True, eq=False, repr=False)
class ConcernedSeats(Record):
    """The seats of persons concerned, beside those of the others.

    Attributes
    ----------
    instances : int
        Instances with a seat.
    with_seat : int
        Those where persons concerned have one.
    share : float
        with_seat / instances (0 to 1); nan without any.
    groups : DataFrame
        Two rows, persons concerned and the others: who (``"persons_concerned"``, ``"others"``);
        seats; stated, those whose role is; voting, voting members and chairs among them;
        voting_share = voting / stated (0 to 1); attendance_rate = present / (present + absent), as
        in the measure of that name (0 to 1); median_tenure, days that one person keeps a seat
        (nan where the curve does not reach the half). nan where there is nothing to divide by.
    unknown : int
        Seats of actors whose sector and kind are both unknown, counted among the others.
    """

    instances: int
    with_seat: int
    share: float
    groups: pd.DataFrame
    unknown: int


def concerned_seats(net: NetworkLike) -> ConcernedSeats:
    """Count the seats of persons concerned and their voice, beside those of the others.

    Network grain. Persons concerned are actors of that sector, or of that kind. A seat is not
    influence, and one person may sit for a whole group.

    Parameters
    ----------
    net : Network
        The network; a selection by date counts the seats in force then.

    Returns
    -------
    ConcernedSeats
        Counts, and a row for each of the two; nan where there is nothing to divide by.

    Raises
    ------
    NotComparable
        If `net` is no Network.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M., Potvin, L., Sénécal, G. and Bernier, J.
       (2008). Outil diagnostique de l'action en partenariat. Direction de santé publique, Agence
       de la santé et des services sociaux de Montréal; validation, doi:10.1007/BF03404054.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["persons_concerned", "private"]}),
    ...     instances=pd.DataFrame({"instance": ["t", "u"]}),
    ...     seats=pd.DataFrame({"seat": list("123"), "instance": list("ttu"), "actor": list("abb"),
    ...                         "role": ["observer", "voting", None]}))
    >>> found = concerned_seats(net)
    >>> found.with_seat, found.share, found.groups["voting_share"].tolist()
    (1, 0.5, [0.0, 1.0])
    """
    places = seat_places(net)
    held = places.ever_held
    concerned = concerned_actors(net)[places.actor]
    k = len(places.instances)
    every, mine = (
        np.bincount(places.instance[seats], minlength=k) > 0 for seats in (held, held & concerned)
    )
    role = net.seats["role"]
    stated, voting = role.notna().to_numpy(), role.isin(_VOTING).to_numpy()
    actors = net.actors_now()
    nothing = (actors["sector"].isna() & actors["kind"].isna()).to_numpy()[places.actor]
    rates, medians = _attendance(net, concerned), _tenures(net)
    rows = []
    for which, name in ((concerned, CONCERNED), (~concerned, "others")):
        seats, of_stated = held & which, held & which & stated
        row = {"who": name, "seats": int(seats.sum()), "stated": int(of_stated.sum())}
        row["voting"] = int((of_stated & voting).sum())
        row["voting_share"] = float(ratio(row["voting"], row["stated"]))
        row |= {"attendance_rate": rates[name], "median_tenure": medians[name]}
        rows.append(row)
    return ConcernedSeats(
        int(every.sum()),
        int(mine.sum()),
        float(ratio(mine.sum(), every.sum())),
        pd.DataFrame(rows).astype({"who": "str"}),
        int((held & nothing).sum()),
    )


def _attendance(net: NetworkLike, concerned: Mask) -> dict[str, float]:
    if net.attendance.empty:
        return {CONCERNED: float("nan"), "others": float("nan")}
    found = meetings_of(net)
    told = ~found.listed_present_only[found.meeting]
    rates = {}
    for which, name in ((concerned, CONCERNED), (~concerned, "others")):
        state = found.state[told & which[found.seat]]
        present, absent = int((state == PRESENT).sum()), int((state == ABSENT).sum())
        rates[name] = float(ratio(present, present + absent))
    return rates


def _tenures(net: NetworkLike) -> dict[str, float]:
    medians = {CONCERNED: float("nan"), "others": float("nan")}
    observed = net.observed
    if (
        observed is None
        or observed.days <= 1
        or net.mandates[["start", "end"]].isna().all(axis=None)
    ):
        return medians
    actors = net.actors_now()["actor"]
    who = np.where(concerned_actors(net), CONCERNED, "others")
    spells = net.spells("representatives")
    spells = spells.assign(who=spells["actor"].map(dict(zip(actors, who, strict=True))))
    if spells.empty:
        return medians
    summary = tenure(spells, observed=observed, by="who").summary
    return medians | dict(zip(summary["who"], summary["median"].astype(float), strict=True))


def representation_quality(net: NetworkLike, *, by: By = None) -> pd.DataFrame:
    """Count the mandates that can commit their organisation, and the seats with an alternate.

    Group grain. A signed mandate may be that of an absent person.

    Parameters
    ----------
    net : Network
        The network; a selection by date counts what is in force then.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    DataFrame
        A row per group: seats; mandates, titular ones while their seat is in force; known, those of
        which it is known whether they can commit; can_commit_share, those that can / known (0 to 1;
        nan when none is known); with_alternate, seats that have one; alternate_share =
        with_alternate / seats (0 to 1; nan without a seat, or where no mandate is on record at
        all).

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If actors have no such attribute.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M., Potvin, L., Sénécal, G. and Bernier, J.
       (2008). Outil diagnostique de l'action en partenariat. Direction de santé publique, Agence
       de la santé et des services sociaux de Montréal; validation, doi:10.1007/BF03404054.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a"], "sector": ["private"]}),
    ...     instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": ["1"], "instance": ["t"], "actor": ["a"]}),
    ...     mandates=pd.DataFrame({"seat": ["1", "1"], "person": ["p", "q"],
    ...                            "function": ["titular", "alternate"],
    ...                            "can_commit": ["yes", "no"]}))
    >>> representation_quality(net)[["seats", "mandates", "can_commit_share", "alternate_share"]]
             seats  mandates  can_commit_share  alternate_share
    sector
    private      1         1               1.0              1.0
    """
    graph = actor_groups(net, by)
    places = seat_places(net)
    k = len(graph.groups)
    code = graph.codes[places.actor]
    held = places.ever_held

    def count(groups: Integers) -> Counts:
        return np.bincount(groups[groups >= 0], minlength=k)

    table = net.mandates
    seat = positions(table["seat"], pd.Index(net.seats["seat"]))
    row, _, _ = inside(seat, *bounds(table), places.spells)
    row, _ = distinct(row)  # a mandate once, whatever the stays of its actor
    titular = row[titulars(table)[row]]
    stated = titular[table["can_commit"].notna().to_numpy()[titular]]
    able = stated[table["can_commit"].fillna(False).to_numpy(dtype=bool)[stated]]
    alternates, _ = distinct(seat[row[~titulars(table)[row]]])
    seats, known = count(code[held]), count(code[seat[stated]])
    with_alternate = count(code[alternates])
    alternate_share = ratio(with_alternate, seats) if len(table) else np.full(k, np.nan)
    return pd.DataFrame(
        {
            "seats": seats,
            "mandates": count(code[seat[titular]]),
            "known": known,
            "can_commit_share": ratio(count(code[seat[able]]), known),
            "with_alternate": with_alternate,
            "alternate_share": alternate_share,
        },
        index=labels_of(graph.groups, graph.by),
    )


@dataclass(frozen=True, eq=False, repr=False)
class MembershipReach(Record):
    """Who has a seat at the instances of a kind, and what other instances they sit at.

    Attributes
    ----------
    groups : DataFrame, indexed by group
        actors; reached, those with a seat at an instance of the kind; share = reached / actors (0
        to 1; nan without an actor).
    instances : int
        The instances of other kinds.
    reached : int
        Those where one member at least has also a seat at an instance of the kind.
    share : float
        reached / instances (0 to 1); nan without any.
    of_kind : tuple of str
        The instances of the kind.
    unknown : int
        Actors of unknown group, left out of `groups`.
    """

    groups: pd.DataFrame
    instances: int
    reached: int
    share: float
    of_kind: tuple[str, ...]
    unknown: int


def membership_reach(net: NetworkLike, *, kind: str, by: By = None) -> MembershipReach:
    """Count who has a seat at the instances of a kind, a community of practice (group grain).

    Sitting is not learning.

    Parameters
    ----------
    net : Network
        The network; a selection by date counts the seats in force then.
    kind : str
        The kind of instances (``"community_of_practice"``), in either language.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.

    Returns
    -------
    MembershipReach
        By group, and for the other instances; all shares are nan where there is no instance of the
        kind.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If actors have no such attribute.
    UnknownWord
        If the kind is neither a usual one nor that of an instance.

    References
    ----------
    .. [1] Wenger, E. (1998). Communities of Practice: Learning, Meaning, and Identity. Cambridge
       University Press.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = membership_reach(cn.sample_network().latest(), kind="community_of_practice")
    >>> found.of_kind, found.instances
    (('I08',), ...)
    """
    graph = actor_groups(net, by)
    held = sittings(net)
    of_kind = (net.instances["kind"] == _kind_of(net, kind)).to_numpy(dtype=bool)
    member = np.zeros(graph.n, dtype=bool)
    member[held.member[of_kind[held.instance]]] = True
    known = graph.codes >= 0
    k = len(graph.groups)
    actors = np.bincount(graph.codes[known], minlength=k)
    reached = np.bincount(graph.codes[known & member], minlength=k)
    exists = bool(of_kind.any())
    there = np.zeros(len(held.instances), dtype=bool)
    there[held.instance[member[held.member]]] = True
    n, with_member = int((~of_kind).sum()), int((there & ~of_kind).sum())
    return MembershipReach(
        pd.DataFrame(
            {
                "actors": actors,
                "reached": reached,
                "share": ratio(reached, actors) if exists else np.full(k, np.nan),
            },
            index=labels_of(graph.groups, graph.by),
        ),
        n,
        with_member,
        float(ratio(with_member, n)) if exists else float("nan"),
        tuple(held.instances[of_kind]),
        int((~known).sum()),
    )


def _kind_of(net: NetworkLike, kind: str) -> str:
    """Return the kind that a word means in either language, unless the data have that very word."""
    held = set(net.instances["kind"].dropna())
    usual = TABLES["instances"]["kind"].values
    if kind in held or kind in usual:
        return kind
    meant = next((one for one in usual if normalise(str(kind)) in synonyms(one)), None)
    if meant is None:
        known = tuple(sorted({*usual, *held}))
        raise UnknownWord("error_unknown_value", column="kind", value=str(kind), known=known)
    return meant
