"""Who comes to meetings: rates, sectors present together, seats that stay empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.actor_lives import actor_lives_by_sector
from concertnet.hinges.arrays import Mask, ratio
from concertnet.hinges.attendance_counts import attendance_counts
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.expected import expected_sectors_of
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import (
    choice,
    held_values,
    names,
    require_network,
    require_rows,
    whole_number,
)
from concertnet.hinges.meetings import (
    PRESENT,
    UNLISTED,
    Meetings,
    meetings_of,
)
from concertnet.hinges.spells import DAY_LENGTH, instants
from concertnet.tables.cells.intervals import microseconds
from concertnet.tables.spec.schema import TABLES

__all__ = ["attendance_rate", "dormant_seats", "sector_quorum"]


def attendance_rate(
    net: NetworkLike,
    *,
    by: By = "instance",
    unlisted: Literal["unknown", "absent"] = "unknown",
    roles: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count the seats that were there at meetings (instance, sector, role, actor, function grain).

    A meeting is an instance and a day. Expected are the seats in force that day; one of which no
    row says anything is *unlisted*: unknown, neither present nor absent. A sheet with unlisted
    seats and no absence at all lists only who came: it says nothing of a rate.

    Parameters
    ----------
    net : Network
        The network, with its attendance.
    by : {"instance", "role", "actor", "function"}, attribute of the actors, or mapping of actor
        What seats are grouped by; a sector that changed is that of the day. A function (titular,
        alternate) counts a seat once for each function that has a mandate there.
    unlisted : {"unknown", "absent"}
        Whether a seat without a row is unknown, or was absent: where sheets list only who came.
    roles : str or sequence of str, optional
        The roles of the seats that count (``"voting"``); by default all of them.

    Returns
    -------
    DataFrame
        A row per group: the column `by` (instance by default); meetings, where one of its seats
        was expected or one of its guests came; expected, seats in force at each, added up; present,
        absent, unlisted of these; guests, who came without a seat in force there; by_alternate,
        seats present by an alternate alone; rate = present / (present + absent) over the sheets
        that do not list the present only (0 to 1; nan where there is none, and where no seat is
        known to be present or absent); listed_present_only, meetings left out of it; unknown,
        seats whose group is unknown, left out.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If nothing is said of attendance, or actors have no such attribute.
    UnknownWord
        If no seat has such a role, or `unlisted` is neither word.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": list("abcde")}), instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": list("12345"), "instance": "t", "actor": list("abcde")}),
    ...     attendance=pd.DataFrame({"instance": "t", "date": "2024-05-01", "seat": list("12345"),
    ...                              "present": ["yes"] * 4 + ["no"]}))
    >>> attendance_rate(net)[["expected", "present", "absent", "rate"]]
       expected  present  absent  rate
    0         5        4       1   0.8
    """
    choice(unlisted, name="unlisted", among=("unknown", "absent"))
    require_network(net)
    require_rows(net, "attendance", "instance", "date", "present")
    found = attendance_counts(net, by, unlisted, None if roles is None else _known(net, roles))
    frame, groups = found.counts, pd.Series(list(found.groups), dtype=object)
    seen = frame.pop("present_of_known")
    frame.insert(7, "rate", ratio(seen, seen + frame["absent"]))
    frame["unknown"] = found.unknown
    frame.insert(0, found.by, groups)
    kept = frame if found.every else frame[frame["meetings"] > 0]
    kept = kept.reset_index(drop=True)
    return kept.astype({found.by: "str"}) if found.by in _TEXTS else kept.infer_objects()


_TEXTS = ("instance", "actor", "role", "function", "sector")


def _known(net: NetworkLike, roles: str | Sequence[str]) -> list[str]:
    """Return the roles asked for, once sure that seats may have them."""
    asked = names(roles, name="roles")
    known = {*TABLES["seats"]["role"].values, *held_values(net, "seats", "role")}
    missing = [role for role in asked if role not in known]
    if missing:
        shown = ", ".join(sorted(map(str, known)))
        raise UnknownWord("error_unknown_value", column="role", value=missing[0], known=shown)
    return asked


def sector_quorum(
    net: NetworkLike, *, expected_sectors: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """Count the meetings where every expected sector was there (instance grain).

    Parameters
    ----------
    net : Network
        The network, with its attendance.
    expected_sectors : str or sequence of str, optional
        The sectors that should be there; by default those that the network declares, and
        community, institutional, private where it declares none, or has actors of these.

    Returns
    -------
    DataFrame
        A row per instance: instance; meetings; known, those where it can be known; with_all, where
        each expected sector has a seat present; share = with_all / known (0 to 1; nan when none is
        known); unknown, seats of unknown sector. Then a column per expected sector, named by it:
        meetings where it is present over those where that can be known. A sector is absent where
        it has no seat in force, or all its seats are listed as absent; it is unknown where none is
        present and one is unlisted.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    MissingAttribute
        If nothing is said of attendance.
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
    ...     instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": ["1", "2"], "instance": "t", "actor": ["a", "b"]}),
    ...     attendance=pd.DataFrame({"instance": "t", "date": ["2024-05-01", "2024-05-01"],
    ...                              "seat": ["1", "2"], "present": ["yes", "no"]}))
    >>> sector_quorum(net, expected_sectors="private")[["meetings", "known", "with_all", "share"]]
       meetings  known  with_all  share
    0         1      1         1    1.0
    """
    found = meetings_of(net)
    sectors = expected_sectors_of(net, expected_sectors)
    lives = actor_lives_by_sector(net)
    code = lives.groups_on(found.actor, found.day[found.meeting])
    k = len(found.places.instances)
    all_known, all_there = np.ones(found.n, dtype=bool), np.ones(found.n, dtype=bool)
    shares: dict[str, Any] = {}
    somebody_missing = np.zeros(found.n, dtype=bool)
    for sector in sectors:
        mine = code == (lives.groups.index(sector) if sector in lives.groups else -2)
        there = np.bincount(found.meeting[mine & (found.state == PRESENT)], minlength=found.n) > 0
        silent = np.bincount(found.meeting[mine & (found.state == UNLISTED)], minlength=found.n) > 0
        known = there | ~silent
        shares[sector] = ratio(
            np.bincount(found.instance[there], minlength=k),
            np.bincount(found.instance[known], minlength=k),
        )
        all_known &= known
        all_there &= there
        somebody_missing |= known & ~there
    known = all_known | somebody_missing
    with_all = np.bincount(found.instance[all_there & known], minlength=k)
    knowable = np.bincount(found.instance[known], minlength=k)
    no_sector = np.unique(found.seat[code < 0])
    return pd.DataFrame(
        {
            "instance": found.places.instances,
            "meetings": np.bincount(found.instance, minlength=k),
            "known": knowable,
            "with_all": with_all,
            "share": ratio(with_all, knowable),
            "unknown": np.bincount(found.places.instance[no_sector], minlength=k),
            **shares,
        }
    )


def dormant_seats(net: NetworkLike, *, meetings: int = 3) -> pd.DataFrame:
    """Name the seats that stayed empty at the last meetings (seat grain).

    Parameters
    ----------
    net : Network
        The network, with its attendance.
    meetings : int
        How many meetings in a row, from 1.

    Returns
    -------
    DataFrame
        A row per seat in force on the last day selected and absent at each of the last `meetings`
        where it is listed: seat, instance, actor, sector (nan when unknown); listed, meetings where
        it is; absences, those in a row up to the last one; last_present (missing when never). A
        seat listed less often is not known to be dormant.

    Raises
    ------
    NotComparable
        If `net` is no Network, or `meetings` no whole number from 1.
    MissingAttribute
        If nothing is said of attendance.

    References
    ----------
    .. [1] Provan, K. G. and Milward, H. B. (2001). Do networks really work? A framework for
       evaluating public-sector organizational networks. Public Administration Review 61(4),
       414-423, doi:10.1111/0033-3352.00045.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a"]}), instances=pd.DataFrame({"instance": ["t"]}),
    ...     seats=pd.DataFrame({"seat": ["1"], "instance": "t", "actor": ["a"]}),
    ...     attendance=pd.DataFrame({"instance": "t", "seat": "1", "present": ["yes", "no", "no"],
    ...                              "date": ["2024-01-10", "2024-02-10", "2024-03-10"]}))
    >>> dormant_seats(net, meetings=2)[["seat", "listed", "absences"]]
      seat  listed  absences
    0    1       3         2
    """
    meetings = whole_number(meetings, name="meetings", least=1)
    found = meetings_of(net)
    places, said = found.places, found.state != UNLISTED
    seats = len(places.actor)
    seat, state, when = found.seat[said], found.state[said], found.day[found.meeting[said]]
    listed = np.bincount(seat, minlength=seats)
    last = np.full(seats, np.iinfo(np.int64).min)
    came = state == PRESENT
    np.maximum.at(last, seat[came], when[came])
    absences = np.bincount(seat[when > last[seat]], minlength=seats)
    dormant = (absences >= meetings) & _in_force_at_the_end(net, found)
    rows = np.flatnonzero(dormant)
    lives = actor_lives_by_sector(net)
    now = np.full(len(rows), _last_instant(net))
    never = last[rows] == np.iinfo(np.int64).min
    return pd.DataFrame(
        {
            "seat": net.seats["seat"].to_numpy()[rows],
            "instance": places.instances.to_numpy()[places.instance[rows]],
            "actor": places.actors.to_numpy()[places.actor[rows]],
            "sector": named(lives.groups, lives.groups_on(places.actor[rows], now)),
            "listed": listed[rows],
            "absences": absences[rows],
            "last_present": instants(np.where(never, 0, last[rows])).mask(never),
        }
    ).astype({"seat": "str", "instance": "str", "actor": "str", "sector": "str"})


def _last_instant(net: NetworkLike) -> int:
    observed = net.observed
    return 0 if observed is None else microseconds(observed.end) - DAY_LENGTH


def _in_force_at_the_end(net: NetworkLike, found: Meetings) -> Mask:
    spells = found.places.spells
    there = np.ones(len(spells.code), dtype=bool)
    if net.observed is not None:
        when = _last_instant(net)
        there = (spells.start <= when) & (when < spells.end)
    held = np.zeros(len(found.places.actor), dtype=bool)
    held[spells.code[there]] = True
    return held
