"""Seats counted at meetings by group: expected, present, absent, or nothing is said of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from concertnet.hinges.actor_lives import lives_in_groups
from concertnet.hinges.arrays import Integers, Mask, distinct
from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.grouping import column_of, encoded
from concertnet.hinges.meetings import (
    ABSENT,
    PRESENT,
    UNLISTED,
    Meetings,
    functions_held,
    meetings_of,
)

__all__ = ["FUNCTIONS", "AttendanceCounts", "attendance_counts"]

FUNCTIONS = ("titular", "alternate")


class AttendanceCounts(NamedTuple):
    """Seats counted at meetings, by group.

    Attributes
    ----------
    by : str
        What the groups are.
    groups : sequence of hashable
        The groups, in their order.
    counts : DataFrame of int64
        A row per group: meetings, expected, present, absent, unlisted, guests, by_alternate,
        listed_present_only, as `concertnet.attendance_rate` says, and present_of_known, those
        present at meetings whose sheet does not list the present only.
    unknown : int
        Seats whose group is unknown, left out.
    every : bool
        Whether a group without a meeting has its row in the answer.
    """

    by: str
    groups: Sequence[Hashable]
    counts: pd.DataFrame
    unknown: int
    every: bool


@hinge
def attendance_counts(
    net: NetworkLike,
    by: By,
    unlisted: Literal["unknown", "absent"],
    roles: Sequence[str] | None,
) -> AttendanceCounts:
    """Count the seats that were there at meetings.

    Parameters
    ----------
    net : Network
        The network, with its attendance.
    by : str or mapping of actor to group
        An instance, a role, an actor, a function, a column of the actors, or their groups.
    unlisted : {"unknown", "absent"}
        What a seat without a row is.
    roles : sequence of str, optional
        The roles of the seats that count.

    Raises
    ------
    MissingAttribute
        If nothing is said of attendance, or actors have no such column.
    """
    found = meetings_of(net)
    if roles is not None:
        found = found.keeping(net.seats["role"].isin(roles).to_numpy()[found.seat])
    if unlisted == "absent":
        state = np.where(found.state == UNLISTED, ABSENT, found.state)
        silent = np.zeros(found.n, dtype=bool)
        found = replace(found, state=state.astype(np.int8), listed_present_only=silent)
    return _counted(found, _units(net, found, by))


class _Units(NamedTuple):
    """What is counted: its group, meeting and state, and the groups of guests and meetings."""

    by: str
    groups: Sequence[Hashable]
    code: Integers
    meeting: Integers
    state: Integers
    by_alternate: Mask
    seat: Integers
    guest: Integers
    every: bool  # whether a group without a meeting keeps its row


def _units(net: NetworkLike, found: Meetings, by: By) -> _Units:
    nobody = np.full(len(found.guest_meeting), -1)
    usual = (found.meeting, found.state, found.by_alternate, found.seat)
    if isinstance(by, str) and by == "instance":
        groups = list(found.places.instances)
        code = found.instance[found.meeting]
        return _Units(by, groups, code, *usual, found.instance[found.guest_meeting], True)
    if isinstance(by, str) and by == "actor":
        groups = list(found.places.actors)
        return _Units(by, groups, found.actor, *usual, found.guest_actor, False)
    if isinstance(by, str) and by == "role":
        groups, of_seat = encoded(net.seats["role"].astype(object).to_numpy())
        return _Units(by, groups, of_seat[found.seat], *usual, nobody, False)
    if isinstance(by, str) and by == "function":
        return _by_function(net, found, nobody)
    lives = lives_in_groups(net, by)
    code = lives.groups_on(found.actor, found.day[found.meeting])
    guest = lives.groups_on(found.guest_actor, found.day[found.guest_meeting])
    return _Units(column_of(by) or "sector", lives.groups, code, *usual, guest, True)


def _by_function(net: NetworkLike, found: Meetings, nobody: Integers) -> _Units:
    """Return a unit for each function that has a mandate at each seat expected."""
    parts = []
    came_as = (found.titular, found.alternate)
    for code, (held, came) in enumerate(zip(functions_held(net, found), came_as, strict=True)):
        rows = np.flatnonzero(held)
        said = (found.titular | found.alternate)[rows]
        present = np.where(said, np.where(came[rows], PRESENT, ABSENT), UNLISTED)
        state = np.where(found.state[rows] == PRESENT, present, found.state[rows])
        parts.append((np.full(len(rows), code), rows, state))
    code, rows, state = (np.concatenate(part) for part in zip(*parts, strict=True))
    alone = found.by_alternate[rows] & (code == 1)
    meeting, seat = found.meeting[rows], found.seat[rows]
    return _Units("function", FUNCTIONS, code, meeting, state, alone, seat, nobody, False)


def _counted(found: Meetings, units: _Units) -> AttendanceCounts:
    k = max(len(units.groups), 1)
    known = units.code >= 0
    only = found.listed_present_only[units.meeting]

    def count(chosen: Mask) -> Integers:
        return np.bincount(units.code[known & chosen], minlength=k)

    present, absent = units.state == PRESENT, units.state == ABSENT
    guest_known = units.guest >= 0
    pairs = [
        units.meeting[known] * k + units.code[known],
        found.guest_meeting[guest_known] * k + units.guest[guest_known],
    ]
    if units.by == "instance":
        pairs.append(np.arange(found.n) * k + found.instance)
    met, _ = distinct(np.concatenate(pairs).astype(np.int64))
    silent = found.listed_present_only[met // k]
    counts = {
        "meetings": np.bincount(met % k, minlength=k),
        "expected": count(np.ones(len(known), dtype=bool)),
        "present": count(present),
        "absent": count(absent),
        "unlisted": count(units.state == UNLISTED),
        "guests": np.bincount(units.guest[guest_known], minlength=k),
        "by_alternate": count(units.by_alternate),
        "listed_present_only": np.bincount(met[silent] % k, minlength=k),
        "present_of_known": count(present & ~only),
    }
    frame = pd.DataFrame(counts, index=range(k)).astype("int64").iloc[: len(units.groups)]
    unknown = len(np.unique(units.seat[~known]))
    return AttendanceCounts(units.by, units.groups, frame, unknown, units.every)
