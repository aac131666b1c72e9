"""Which sectors were there at the founding of instances, and when their rules were adopted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from concertnet.answers import JOINED
from concertnet.hinges.actor_lives import ActorLives, actor_lives_by_sector
from concertnet.hinges.arrays import (
    Instants,
    Integers,
    Mask,
    Positions,
    expanded,
    positions,
    ratio,
)
from concertnet.hinges.concerned import concerned_actors
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.expected import expected_sectors_of
from concertnet.hinges.exposure import DAYS_PER_YEAR
from concertnet.hinges.guards import require_network, whole_number
from concertnet.hinges.meetings import PRESENT, meetings_of
from concertnet.hinges.seat_places import SeatPlaces, seat_places
from concertnet.hinges.spells import DAY_LENGTH, instants
from concertnet.tables.cells.intervals import AFTER, BEFORE, bounds, microseconds

__all__ = ["founding_breadth", "rules_breadth"]


def founding_breadth(
    net: NetworkLike, *, days: int = 183, expected_sectors: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """Say which sectors were there when each instance was founded (instance grain).

    Founders are the actors whose first seat there starts within some days of the instance's own
    start. Sitting first is not deciding the ends; a programme names its founders.

    Parameters
    ----------
    net : Network
        The whole network, so that the first seats are seen.
    days : int
        Days after the start of the instance within which an actor is a founder.
    expected_sectors : str or sequence of str, optional
        The sectors looked for; by default those that the network declares, and community,
        institutional, private where it declares none, or has actors of these.

    Returns
    -------
    DataFrame
        A row per instance: instance; founders, how many; founding_share, expected sectors among
        founders / expected sectors (0 to 1; nan where the start of the instance is unknown, it has
        no seat, or no founder is known while the start of a seat is unknown); sectors, expected
        ones among founders, and joined_later, those that took their first seat afterwards (joined
        by ``"; "``, missing when there is none); concerned_from_start, whether persons concerned
        are among founders (missing with founding_share); founders_still = founders with a seat
        there on the last day selected /
        founders (0 to 1; nan without a founder, and where the instance is closed by then);
        unknown_start, actors the start of whose first seat is unknown, left out; unknown, founders
        of unknown sector.

    Raises
    ------
    NotComparable
        If `net` is no Network, or `days` no whole number from 0.
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

    References
    ----------
    .. [1] Bilodeau, A., Galarneau, M., Fournier, M., Potvin, L., Sénécal, G. and Bernier, J.
       (2008). Outil diagnostique de l'action en partenariat. Direction de santé publique, Agence
       de la santé et des services sociaux de Montréal; validation, doi:10.1007/BF03404054.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abc"), "sector": ["private", "community", "community"]}),
    ...     instances=pd.DataFrame({"instance": ["t"], "start": ["2022-01-01"]}),
    ...     seats=pd.DataFrame({"seat": list("123"), "instance": "t", "actor": list("abc"),
    ...                         "start": ["2023-09-01", "2022-01-01", "2022-03-01"]}))
    >>> founding_breadth(net)[["founders", "founding_share", "sectors", "joined_later"]]
       founders  founding_share    sectors joined_later
    0         2        0.333333  community      private
    """
    require_network(net)
    within = whole_number(days, name="days", least=0) * DAY_LENGTH
    sectors = expected_sectors_of(net, expected_sectors)
    places = seat_places(net)
    opens, closes = bounds(net.instances)
    instance, actor, first = _first_seats(net, places)
    k = len(places.instances)
    dated = (first != BEFORE) & (opens[instance] != BEFORE)
    reach = np.where(opens == BEFORE, BEFORE, opens + within)[instance]
    founder, later = dated & (first <= reach), dated & (first > reach)
    found = np.bincount(instance[founder], minlength=k) > 0
    unsure = np.bincount(instance[first == BEFORE], minlength=k) > 0
    # where no founder is known, one of those whose start is unknown may be one
    known = found | ((np.bincount(instance[dated], minlength=k) > 0) & ~unsure)
    lives = actor_lives_by_sector(net)
    code = lives.groups_on(actor, first)
    of_founders = _seen(lives, code, instance, founder, k, sectors)
    of_later = _seen(lives, code, instance, later, k, sectors) & ~of_founders
    concerned = np.bincount(instance[founder & concerned_actors(net)[actor]], minlength=k) > 0
    now, alive = _now(net, opens, closes)
    still = founder & _seated_at(places, instance, actor, now)
    founders = np.bincount(instance[founder], minlength=k)
    share = of_founders.mean(axis=1) if sectors else np.full(k, np.nan)
    seated_now = np.bincount(instance[still], minlength=k)
    return pd.DataFrame(
        {
            "instance": places.instances,
            "founders": founders,
            "founding_share": np.where(known, share, np.nan),
            "sectors": _listed(sectors, of_founders),
            "joined_later": _listed(sectors, of_later),
            "concerned_from_start": pd.arrays.BooleanArray(concerned, ~known),
            "founders_still": np.where(alive, ratio(seated_now, founders), np.nan),
            "unknown_start": np.bincount(instance[first == BEFORE], minlength=k),
            "unknown": np.bincount(instance[founder & (code < 0)], minlength=k),
        }
    ).astype({"instance": "str", "sectors": "str", "joined_later": "str"})


def _first_seats(net: NetworkLike, places: SeatPlaces) -> tuple[Positions, Positions, Instants]:
    """Return each actor of each instance and when its first seat there starts."""
    start, end = bounds(net.seats)
    kept = start < end
    width = max(len(places.actors), 1)
    pair, keys = pd.factorize((places.instance * width + places.actor)[kept], sort=True)
    first = np.full(len(keys), AFTER)
    np.minimum.at(first, pair, start[kept])
    instance, actor = np.divmod(keys, width)
    return instance, actor, first


def _seen(
    lives: ActorLives,
    code: Integers,
    instance: Integers,
    chosen: Mask,
    k: int,
    sectors: Sequence[str],
) -> Mask:
    """Say which expected sectors are at each instance, shape (instances, sectors)."""
    seen = np.zeros((k, len(sectors)), dtype=bool)
    for place, sector in enumerate(sectors):
        if sector in lives.groups:
            mine = chosen & (code == lives.groups.index(sector))
            seen[instance[mine], place] = True
    return seen


def _listed(sectors: Sequence[str], seen: Mask) -> pd.Series:
    """Return the sectors of each instance as one text, missing without any."""
    rows = ([s for s, there in zip(sectors, row, strict=True) if there] for row in seen)
    return pd.Series([JOINED.join(row) or None for row in rows], dtype="str")


def _now(net: NetworkLike, opens: Instants, closes: Instants) -> tuple[int, Mask]:
    """Return the last day selected, and which instances are open then."""
    if net.observed is None:
        return BEFORE, closes == AFTER
    now = microseconds(net.observed.end) - DAY_LENGTH
    return now, (opens <= now) & (now < closes)


def _seated_at(
    places: SeatPlaces, instance: Integers, actor: Integers, when: int | Instants
) -> Mask:
    """Say which actors have a seat at instances, at an instant or each at its own."""
    spells = places.spells
    width = max(len(places.actors), 1)
    asked = instance * width + actor
    at = np.broadcast_to(when, len(asked))
    held = places.instance[spells.code] * width + places.actor[spells.code]
    order = np.argsort(held, kind="stable")
    first = np.searchsorted(held[order], asked)
    row, place = expanded(np.searchsorted(held[order], asked, side="right") - first, first)
    spell = order[place]
    there = (spells.start[spell] <= at[row]) & (at[row] < spells.end[spell])
    found = np.zeros(len(asked), dtype=bool)
    found[row[there]] = True
    return found


def rules_breadth(
    net: NetworkLike, *, expected_sectors: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """Say which sectors sat when the rules of each instance were adopted (instance grain).

    The day is that of `rules_adopted`; without it, that of the first event *rule* since the
    instance began. A date of adoption says nothing of who wrote.

    Parameters
    ----------
    net : Network
        The whole network.
    expected_sectors : str or sequence of str, optional
        The sectors looked for; by default those that the network declares, and community,
        institutional, private where it declares none, or has actors of these.

    Returns
    -------
    DataFrame
        A row per instance: instance; date, the day of adoption (missing when unknown); seats, in
        force that day; share, expected sectors with a seat that day / expected sectors (0 to 1; nan
        without a day, or a seat that day); sectors, which ones (joined by ``"; "``); present_share,
        expected sectors present at the meeting of that day / expected sectors (nan unless the
        attendance tells that meeting and lists more than the present); years_to_rules, years from
        the start of the instance (nan when either day is unknown); role_share, seats with a stated
        role / seats, those ever in force in the selection (nan without a seat); unknown, seats of
        that day of unknown sector.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

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
    ...     instances=pd.DataFrame({"instance": ["t"], "rules_adopted": ["2023-01-01"],
    ...                             "start": ["2022-01-01"]}),
    ...     seats=pd.DataFrame(
    ...         {"seat": ["1"], "instance": ["t"], "actor": ["a"], "role": ["voting"]}))
    >>> rules_breadth(net)[["seats", "share", "sectors", "role_share"]]
       seats     share  sectors  role_share
    0      1  0.333333  private         1.0
    """
    require_network(net)
    sectors = expected_sectors_of(net, expected_sectors)
    places = seat_places(net)
    k = len(places.instances)
    when = _adopted(net, places)
    dated = when != BEFORE
    spells = places.spells
    at = places.instance[spells.code]
    there = dated[at] & (spells.start <= when[at]) & (when[at] < spells.end)
    at, actor = at[there], places.actor[spells.code[there]]
    lives = actor_lives_by_sector(net)
    code = lives.groups_on(actor, when[at])
    seen = _seen(lives, code, at, np.ones(len(at), dtype=bool), k, sectors)
    seats = np.bincount(at, minlength=k)
    share = seen.mean(axis=1) if sectors else np.full(k, np.nan)
    opens, _ = bounds(net.instances)
    known = dated & (opens != BEFORE)
    years = np.where(known, when - np.where(known, opens, 0), 0) / DAY_LENGTH / DAYS_PER_YEAR
    held = places.ever_held
    of_all = places.instance[held]
    stated = net.seats["role"].notna().to_numpy()[held]
    role_share = ratio(np.bincount(of_all[stated], minlength=k), np.bincount(of_all, minlength=k))
    return pd.DataFrame(
        {
            "instance": places.instances,
            "date": instants(np.where(dated, when, BEFORE)),
            "seats": seats,
            "share": np.where(seats > 0, share, np.nan),
            "sectors": _listed(sectors, seen),
            "present_share": _present(net, lives, when, sectors),
            "years_to_rules": np.where(known, years, np.nan),
            "role_share": role_share,
            "unknown": np.bincount(at[code < 0], minlength=k),
        }
    ).astype({"instance": "str", "sectors": "str"})


def _adopted(net: NetworkLike, places: SeatPlaces) -> Instants:
    """Return the day when rules were adopted, `BEFORE` where it is unknown."""
    events = net.tables["events"]
    rules = events[events["kind"] == "rule"]
    first = np.full(len(places.instances), AFTER)
    at, day = positions(rules["instance"], places.instances), _day(rules["date"])
    since = day >= bounds(net.instances)[0][at]
    np.minimum.at(first, at[since], day[since])
    stated = net.instances["rules_adopted"]
    days = _day(stated.fillna(pd.Timestamp("1970-01-01")))
    first = np.where(stated.notna(), days, first)
    return np.where(first == AFTER, BEFORE, first)


def _day(dates: pd.Series) -> Instants:
    days = dates.to_numpy().astype("datetime64[D]").astype("datetime64[us]")
    return days.astype(np.int64)


def _present(
    net: NetworkLike, lives: ActorLives, when: Instants, sectors: Sequence[str]
) -> np.ndarray:
    """Return the share of sectors present at the meeting of a day, nan without such a meeting."""
    nothing = np.full(len(when), np.nan)
    if net.attendance.empty or not sectors:
        return nothing
    found = meetings_of(net)
    that_day = (when[found.instance] == found.day) & ~found.listed_present_only
    chosen = that_day[found.meeting] & (found.state == PRESENT)
    at = found.instance[found.meeting]
    code = lives.groups_on(found.actor, found.day[found.meeting])
    seen = _seen(lives, code, at, chosen, len(when), sectors).mean(axis=1)
    told = np.bincount(found.instance[that_day], minlength=len(when)) > 0
    return np.where(told, seen, np.nan)
