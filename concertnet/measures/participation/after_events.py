"""What remained of ties, seats or persons after an event, beside what remained elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from concertnet.hinges.actor_lives import actor_lives_by_sector
from concertnet.hinges.arrays import (
    Instants,
    Integers,
    Mask,
    Positions,
    Values,
    distinct,
    positions,
    ratio,
)
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import choice, require_network, whole_number
from concertnet.hinges.mandates_in_force import mandates_in_force
from concertnet.hinges.observed import observed_over_time
from concertnet.hinges.pair_histories import pair_histories
from concertnet.hinges.seat_places import SeatPlaces, seat_places
from concertnet.hinges.spells import DAY_LENGTH, Unbroken, instants, unbroken
from concertnet.measures.participation.events import events_of
from concertnet.records import Record
from concertnet.tables.cells.intervals import bounds, microseconds

__all__ = ["AfterEvents", "after_events"]

_WHAT = ("ties", "seats", "representatives")


@dataclass(frozen=True, eq=False, repr=False)
class AfterEvents(Record):
    """What was kept after each event, beside what was kept before it, and elsewhere.

    Attributes
    ----------
    events : DataFrame
        One row per event: instance, date; n, what was in force there that day; kept_share of it
        after the window (0 to 1); before_kept_share, the same in the window before; elsewhere_n,
        elsewhere_kept_share and elsewhere_before_kept_share, at the other instances, weighted as
        the cells of n are; difference = (kept_share - before_kept_share) - (elsewhere_kept_share -
        elsewhere_before_kept_share), -2 to 2, 0 neutral; cut, whether the observation cuts a
        window; overlapping, whether another such event of the instance falls in one; unmatched,
        those of n whose cell has no counterpart elsewhere. nan for what a window cut or met by
        another event would say, and where nothing was in force.
    spells : DataFrame
        What was in force at each event, from that day until it ended: holder, event (the row of
        `events`), place (``"at_event"``, ``"elsewhere"``), start, end; as `tenure` takes them, with
        ``by="place"``. Windows met by another event are left out.
    overlapping, cut : int
        Events with such a window.
    """

    events: pd.DataFrame
    spells: pd.DataFrame
    overlapping: int
    cut: int


def after_events(
    net: NetworkLike,
    *,
    kind: str = "controversy",
    days: int = 365,
    of: Literal["ties", "seats", "representatives"] = "ties",
) -> AfterEvents:
    """Follow what was in force at an instance on the day of an event (event grain).

    What is in force is the ties between its members, who sits there, or which person sits for whom.
    The same instance before, and the other instances that were open through both windows and had no
    such event in them, stand beside. It is an association over few events, not an effect: no p.

    Parameters
    ----------
    net : Network
        The network, over time, with its events.
    kind : str
        The kind of events, in either language.
    days : int
        Length of each window, before and after, from 1.
    of : {"ties", "seats", "representatives"}
        What is followed. Elsewhere is weighted by pair of sectors and level for ties, by sector and
        role for seats and representatives. A pair that sits at both places counts at the event's.

    Returns
    -------
    AfterEvents
        A row per event, and spells to draw curves from; nan where a window says nothing.

    Raises
    ------
    NotComparable
        If `net` is no Network, `days` no whole number from 1, or there are seats and no mandate
        where representatives are followed.
    OutsideObservation
        If the data have no dates at all, or cover a single day.
    UnknownWord
        If there is no such kind of events, or `of` is none of the three.

    References
    ----------
    .. [1] Angrist, J. D. and Pischke, J.-S. (2009). Mostly Harmless Econometrics, chapter 5.
       Princeton University Press.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.Network(
    ...     pd.DataFrame({"actor": ["a", "b"]}),
    ...     pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"],
    ...                   "start": ["2021-01-01"], "end": ["2023-01-01"]}),
    ...     pd.DataFrame({"instance": ["t"]}),
    ...     pd.DataFrame({"seat": ["1", "2"], "instance": "t", "actor": ["a", "b"]}),
    ...     events=pd.DataFrame(
    ...         {"instance": ["t"], "date": ["2022-06-01"], "kind": ["controversy"]}),
    ...     observed=("2021", "2024"))
    >>> after_events(net).events[["n", "kept_share", "before_kept_share"]]
       n  kept_share  before_kept_share
    0  1         0.0                1.0
    """
    require_network(net)
    of_what = choice(of, name="of", among=_WHAT)
    window = whole_number(days, name="days", least=1) * DAY_LENGTH
    observed = observed_over_time(net.observed)
    table = events_of(net, kind).drop_duplicates(ignore_index=True)
    places = seat_places(net)
    at = positions(table["instance"], places.instances)
    days_of = table["date"].to_numpy().astype("datetime64[D]").astype("datetime64[us]")
    when = days_of.astype(np.int64)
    order = np.lexsort((at, when))
    at, when = at[order], when[order]
    followed = _followed(net, places, of_what)
    opens, closes = bounds(net.instances)
    first, last = microseconds(observed.start), microseconds(observed.end)
    rows, spells = [], []
    for number, (place, day) in enumerate(zip(at, when, strict=True)):
        gap = when - day
        same = (at == place) & (gap != 0)
        met_before = bool((same & (gap < 0) & (gap >= -window)).any())
        met_after = bool((same & (gap > 0) & (gap <= window)).any())
        cut_before, cut_after = day - window < first, day + window >= last
        near = np.zeros(len(opens), dtype=bool)
        near[at[np.abs(gap) <= window]] = True
        others = (opens <= day - window) & (closes > day + window) & ~near
        mine = np.arange(len(opens)) == place
        after, elsewhere = followed.window(day, day + window, mine, others)
        before, elsewhere_before = followed.window(day - window, day, mine, others)
        say_after, say_before = not (met_after or cut_after), not (met_before or cut_before)
        kept = after.share if say_after else np.nan
        kept_before = before.share if say_before else np.nan
        there, unmatched = elsewhere.weighted(after)
        there_before, _ = elsewhere_before.weighted(before)
        there = there if say_after else np.nan
        there_before = there_before if say_before else np.nan
        rows.append(
            {
                "instance": places.instances[place],
                "date": day,
                "n": len(after.unit),
                "kept_share": kept,
                "before_kept_share": kept_before,
                "elsewhere_n": len(elsewhere.unit),
                "elsewhere_kept_share": there,
                "elsewhere_before_kept_share": there_before,
                "difference": (kept - kept_before) - (there - there_before),
                "cut": cut_before or cut_after,
                "overlapping": met_before or met_after,
                "unmatched": unmatched,
            }
        )
        if not met_after and first <= day < last:
            spells += [
                followed.spells(number, day, "at_event", after.unit),
                followed.spells(number, day, "elsewhere", elsewhere.unit),
            ]
    events = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    events["date"] = instants(events["date"].to_numpy(dtype=np.int64))
    empty = followed.spells(0, 0, "", np.zeros(0, dtype=np.int64))
    return AfterEvents(
        events,
        pd.concat(spells or [empty], ignore_index=True),
        int(events["overlapping"].sum()),
        int(events["cut"].sum()),
    )


_COLUMNS = {
    "instance": "str",
    "date": "int64",
    "n": "int64",
    "kept_share": "float64",
    "before_kept_share": "float64",
    "elsewhere_n": "int64",
    "elsewhere_kept_share": "float64",
    "elsewhere_before_kept_share": "float64",
    "difference": "float64",
    "cut": "bool",
    "overlapping": "bool",
    "unmatched": "int64",
}


class _Cohort(NamedTuple):
    """What was in force somewhere at an instant: unit, cell, whether it was kept."""

    unit: Positions
    cell: Positions
    kept: Mask

    @property
    def share(self) -> float:
        return float(self.kept.mean()) if len(self.kept) else float("nan")

    def weighted(self, like: _Cohort) -> tuple[float, int]:
        """Return the share kept, cells weighing as in another, and how many there match none."""
        cells, counts = distinct(like.cell)
        size = int(max(cells.max(initial=-1), self.cell.max(initial=-1))) + 1
        n = np.bincount(self.cell, minlength=size)
        kept = np.bincount(self.cell[self.kept], minlength=size)
        known = n[cells] > 0
        share: Values = ratio(kept[cells], n[cells])
        total = counts[known].sum()
        if not total:
            return float("nan"), int(counts.sum())
        weighted = float((share[known] * counts[known]).sum() / total)
        return weighted, int(counts[~known].sum())


@dataclass(frozen=True, eq=False)
class _Followed:
    """What is followed.

    Attributes
    ----------
    runs : Unbroken
        When each unit is in force, without a break.
    found : function
        Of an instant and instances, the units in force there and their cells.
    """

    runs: Unbroken
    found: Callable[[int, Mask], tuple[Positions, Positions]]

    def window(self, start: int, end: int, mine: Mask, others: Mask) -> tuple[_Cohort, _Cohort]:
        """Return what was in force at its start at an instance, and at others, and what stayed."""
        still = set(self.runs.code[(self.runs.start <= end) & (end < self.runs.end)].tolist())
        cohorts = []
        taken: Positions = np.zeros(0, dtype=np.int64)
        for where in (mine, others):
            unit, cell = self.found(start, where)
            free = ~np.isin(unit, taken)
            unit, cell = unit[free], cell[free]
            kept = np.fromiter((u in still for u in unit.tolist()), dtype=bool, count=len(unit))
            cohorts.append(_Cohort(unit, cell, kept))
            taken = unit
        return cohorts[0], cohorts[1]

    def spells(self, event: int, day: int, place: str, unit: Positions) -> pd.DataFrame:
        """Return units from the day of an event until they ended."""
        runs = self.runs
        there = (runs.start <= day) & (day < runs.end) & np.isin(runs.code, unit)
        code, end = runs.code[there], runs.end[there]
        return pd.DataFrame(
            {
                "holder": pd.Series([f"{event} | {u}" for u in code], dtype="str"),
                "event": np.full(len(code), event, dtype=np.int64),
                "place": pd.Series([place] * len(code), dtype="str"),
                "start": instants(np.full(len(code), day, dtype=np.int64)),
                "end": instants(end),
            }
        )


def _followed(net: NetworkLike, places: SeatPlaces, of: str) -> _Followed:
    lives = actor_lives_by_sector(net)
    k = len(lives.groups) + 1  # an unknown sector is a cell of its own

    @cache
    def sectors(when: int) -> Positions:
        return lives.group_at(when).astype(np.int64) % k

    if of == "ties":
        ties = pair_histories(net, lives)
        depth = len(net.scale.levels)

        def tied(when: int, where: Mask) -> tuple[Positions, Positions]:
            rank = ties.rank_at(when).astype(np.int64)
            pair = np.flatnonzero(rank >= 0)
            together = _sitting_together(places, when, where, ties.one[pair], ties.other[pair])
            pair = pair[together]
            one, other = sectors(when)[ties.one[pair]], sectors(when)[ties.other[pair]]
            cell = (np.minimum(one, other) * k + np.maximum(one, other)) * depth + rank[pair]
            return pair, cell

        return _Followed(ties.runs, tied)
    seat, person, start, end = _held(net, places, of)
    width = int(person.max(initial=0)) + 1
    member = places.instance[seat] * max(len(places.actors), 1) + places.actor[seat]
    code, _ = pd.factorize(member * width + person)
    roles = pd.factorize(net.seats["role"])[0] + 1
    depth = int(roles.max(initial=0)) + 1

    def seated(when: int, where: Mask) -> tuple[Positions, Positions]:
        there = (start <= when) & (when < end) & where[places.instance[seat]]
        row = np.flatnonzero(there)
        _, once = np.unique(code[row], return_index=True)
        row = row[once]
        return code[row], sectors(when)[places.actor[seat[row]]] * depth + roles[seat[row]]

    return _Followed(unbroken(code, start, end), seated)


def _held(
    net: NetworkLike, places: SeatPlaces, of: str
) -> tuple[Positions, Positions, Instants, Instants]:
    """Return seats in force, or mandates while their seat is: seat, person, start, end."""
    if of == "seats":
        spells = places.spells
        return spells.code, np.zeros(len(spells.code), dtype=np.int64), spells.start, spells.end
    served = mandates_in_force(net, places)
    return served.seat, served.person, served.start, served.end


def _sitting_together(
    places: SeatPlaces, when: int, where: Mask, one: Integers, other: Integers
) -> Mask:
    """Say which pairs both have a seat, that day, at a same one of some instances."""
    from scipy.sparse import csr_array

    spells = places.spells
    there = (spells.start <= when) & (when < spells.end) & where[places.instance[spells.code]]
    seat = spells.code[there]
    shape = (len(places.actors), len(places.instances))
    held = csr_array((np.ones(len(seat)), (places.actor[seat], places.instance[seat])), shape)
    return np.asarray(held[one].multiply(held[other]).sum(axis=1) > 0)
