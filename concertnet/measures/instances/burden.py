"""What sitting everywhere asks of organisations, and of the persons whom they send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import choice, dates_written, number, require_network, whole_number
from concertnet.hinges.representation import representation
from concertnet.hinges.sittings import Sittings, actor_groups, sittings
from concertnet.records import Record
from concertnet.tables.cells.dates import Period

__all__ = ["Burden", "burden"]


@dataclass(frozen=True, eq=False, repr=False)
class Burden(Record):
    """Participation of each organisation or person, and how it is spread.

    Attributes
    ----------
    table : DataFrame
        Indexed by actor (all of them, in the network's order) or by person (its code): the group
        when groups were asked for; instances; seats; for persons, actors (how many organisations
        they sit for); meetings_per_year, over the instances whose meetings are known (nan where
        none is); unknown_meetings, the other instances; hours a year (nan unless
        `hours_per_meeting` was given).
    summary : DataFrame
        One row, or one per group. Over those who hold a seat: n; instances per holder: median, max,
        at_least_share (of those with at least that many, 0 to 1); spread of seats: gini (0 all
        alike, to 1 - 1/n), top_tenth_share (of the seats, held by the tenth with most of them; 0.1
        when all hold alike). Then without_seat, and unknown: holders whose group is unknown, left
        out. nan where nobody sits.
    observed : Period or None
        The observed period: the day selected, or all that was.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    observed: Period | None


def burden(
    net: NetworkLike,
    *,
    of: Literal["actors", "persons"] = "actors",
    by: By = None,
    at_least: int = 3,
    hours_per_meeting: float | None = None,
) -> Burden:
    """Count the instances of each organisation or person, and the spread of seats (actor grain).

    Parameters
    ----------
    net : Network
        The network. Select a date first (``net.at("2024-06-30")``): seats of all times count
        otherwise.
    of : {"actors", "persons"}
        Organisations, or the persons who fill their seats (by their code, never by name).
    by : str or mapping of actor to group, optional
        Groups of the summary: a column of the actors, or the groups themselves. By default all
        together. A person who sits for actors of several groups is of unknown group.
    at_least : int
        The number of instances of `at_least_share`, from 1.
    hours_per_meeting : float, optional
        Hours, 0 or more, that a meeting takes one person. An organisation counts them for each of
        its seats, a person once per instance.

    Returns
    -------
    Burden
        The participation of each, and the summary; nan where undefined.

    Raises
    ------
    NotComparable
        If `net` is no Network, `at_least` is no whole number from 1, `hours_per_meeting` no number
        from 0, or no seat has a mandate (persons).
    UnknownWord
        If `of` is neither of the two.
    MissingAttribute
        If the actors have no such column.

    References
    ----------
    .. [1] Gini, C. (1912). Variabilità e mutabilità. Bologna: Cuppini.
    .. [2] Lubell, M. (2013). Governing institutional complexity: the ecology of games framework.
       Policy Studies Journal, 41(3), 537-559.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = burden(cn.sample_network().latest())
    >>> found.table["instances"].max() == found.summary.loc[0, "max"]
    np.True_
    """
    choice(of, name="of", among=("actors", "persons"))
    at_least = whole_number(at_least, name="at_least", least=1)
    if hours_per_meeting is not None:
        hours_per_meeting = number(hours_per_meeting, name="hours_per_meeting")
    if of == "persons" and not dates_written(require_network(net), "mandates").rows:
        raise NotComparable("error_no_mandates")
    held = sittings(net, of=of)
    table = _participation(net, held, hours_per_meeting, each_seat=of == "actors")
    sitting = representation(net) if of == "persons" else None
    if sitting is not None:
        of_person = sitting.represents % max(len(table), 1)
        table.insert(2, "actors", np.bincount(of_person, minlength=len(table)))
    if by is None:
        summary = pd.DataFrame([_spread(table, at_least)]).assign(unknown=0)
        return Burden(table, summary, net.observed)
    graph = actor_groups(net, by)
    codes = graph.codes if sitting is None else sitting.groups(graph.codes)
    table.insert(
        0, graph.by, pd.Series(named(graph.groups, codes), index=table.index, dtype=object)
    )
    rows = [
        {graph.by: group} | _spread(table[codes == code], at_least)
        for code, group in enumerate(graph.groups)
    ]
    unknown = int((codes < 0).sum())
    columns = [graph.by, *_spread(table[:0], at_least)]
    summary = pd.DataFrame(rows, columns=columns).assign(unknown=unknown)
    return Burden(table, summary, net.observed)


def _participation(
    net: NetworkLike, held: Sittings, hours: float | None, *, each_seat: bool
) -> pd.DataFrame:
    n = len(held.members)
    meetings = net.instances["meetings_per_year"].to_numpy(float)[held.instance]
    known = ~np.isnan(meetings)
    meetings = np.where(known, meetings, 0.0)

    def total(of_pairs: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.bincount(held.member, weights=of_pairs, minlength=n)

    any_known = total(known) > 0
    sat_through = total(meetings * (held.seats if each_seat else 1))
    instances = np.bincount(held.member, minlength=n)
    name = "actor" if each_seat else "person"
    return pd.DataFrame(
        {
            "instances": instances,
            "seats": total(held.seats).astype(np.int64),
            "meetings_per_year": np.where(any_known, total(meetings), np.nan),
            "unknown_meetings": instances - total(known).astype(np.int64),
            "hours": np.where(
                any_known, sat_through * (np.nan if hours is None else hours), np.nan
            ),
        },
        index=held.members.rename(name),
    )


def _spread(table: pd.DataFrame, at_least: int) -> dict[str, float]:
    """Return the summary of those who hold a seat."""
    seated = table[table["instances"] > 0]
    n, instances = len(seated), seated["instances"]
    seats = np.sort(seated["seats"].to_numpy(float))
    return {
        "n": n,
        "median": float(instances.median()) if n else np.nan,
        "max": float(instances.max()) if n else np.nan,
        "at_least_share": float((instances >= at_least).mean()) if n else np.nan,
        "gini": _gini(seats),
        "top_tenth_share": _top_tenth(seats),
        "without_seat": len(table) - n,
    }


def _gini(ascending: npt.NDArray[np.float64]) -> float:
    """Return half the relative mean difference between all pairs of holders."""
    n = len(ascending)
    if not n:
        return float("nan")
    rank = np.arange(1, n + 1)
    return float((2 * rank - n - 1) @ ascending / (n * ascending.sum()))


def _top_tenth(ascending: npt.NDArray[np.float64]) -> float:
    """Return the share of the largest tenth, the last holder counted in part (Lorenz curve)."""
    n = len(ascending)
    if not n:
        return float("nan")
    whole, part = divmod(n, 10)
    top = ascending[n - whole :].sum() + part / 10 * ascending[n - whole - 1]
    return float(top / ascending.sum())
