"""The question of a sector's place in a network, on one page."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.gaps.answers import GAPS, UNIT_OF
from concertnet.gaps.evidence.reach import CELLS_AT_ONCE, two_steps
from concertnet.gaps.find.missing_links import missing_links
from concertnet.hinges.columns import columns_of_actors, parties_of, some_columns
from concertnet.hinges.door import NetworkLike, ties_taken
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.guards import held_sectors, require_network, rows_written
from concertnet.hinges.mixing import mixing
from concertnet.hinges.observed import observed_of
from concertnet.measures.chance.mixing_chance import mixing_chance
from concertnet.measures.instances.beyond import beyond
from concertnet.names import actor_names, instance_names
from concertnet.records import Record
from concertnet.tables.cells.dates import Period

__all__ = ["SectorPanel", "instance_reach", "private_panel", "sector_presence"]

# What a sector may hold, and the table that tells it.
_HELD_IN = {
    "actors": "actors",
    "seats": "seats",
    "voting_seats": "seats",
    "instances": "seats",
    "ties": "ties",
    "agreements": "agreements",
}
# A body that joins a public establishment and those it works with: where going beyond is asked.
_FOUNDING = "clc"


@dataclass(frozen=True, eq=False, repr=False)
class SectorPanel(Record):
    """Where a sector is in a network, and where it is not.

    Attributes
    ----------
    sector : str
        The sector.
    presence : DataFrame
        One row per thing it may hold (`of`: actors, seats, voting_seats, instances, ties,
        agreements): total, of_sector, share (0 to 1, nan without any), unknown (those whose sector
        is unknown, or whether a seat votes: part of the total, not of the share's divisor). All are
        missing where no row of the table that tells them was ever filled. An instance, a tie or an
        agreement is of the sector when one of its actors is, and unknown when none is and the
        sector of one of them is not known.
    absences : DataFrame
        The instances, territories and themes without it: rows of `missing_links`.
    densities : DataFrame
        One row per other sector: other_sector, ties, possible, density, expected, sd, z (ties
        under shuffled sectors, exactly).
    reach : DataFrame
        One row per instance: instance, instance_name, seats, seated (actors of the sector who sit
        there), one_step and two_steps (those who sit there or are at most so many ties away from
        somebody seated), share (two_steps over the sector's actors; nan without any).
    beyond : DataFrame
        One row per actor of the sector who sits in a founding body (a CLC): actor, name,
        ties_elsewhere, instances_elsewhere, sectors_reached. Empty without such a body.
    trend : DataFrame
        `presence` at the end of each year of the observed period, and on its last day: date, of,
        total, of_sector, share, unknown. Empty without dates.
    observed : Period or None
        The day, or the period, that everything but the trend and beyond describes.
    """

    sector: str
    presence: pd.DataFrame
    absences: pd.DataFrame
    densities: pd.DataFrame
    reach: pd.DataFrame
    beyond: pd.DataFrame
    trend: pd.DataFrame
    observed: Period | None


def private_panel(net: NetworkLike, *, sector: str = "private") -> SectorPanel:
    """Put on one page where the private sector is, and where it is not (network grain).

    Parameters
    ----------
    net : Network
        The network. With dates, everything is that of the last day observed but the trend and what
        members of a founding body have elsewhere, which follow the whole period.
    sector : str
        Another sector may be asked, in either language or as the data write it.

    Returns
    -------
    SectorPanel
        Tables, each with its numbers; nan where there is nothing to divide by.

    Raises
    ------
    NotComparable
        If `net` is not a Network.
    UnknownWord
        If no actor has that sector and it is not a usual one.

    Examples
    --------
    >>> import concertnet as cn
    >>> panel = cn.private_panel(cn.sample_network())
    >>> panel.presence["of"].tolist()
    ['actors', 'seats', 'voting_seats', 'instances', 'ties', 'agreements']
    """
    require_network(net)
    sector = _meant(net, sector)
    now = net.latest()
    with warnings.catch_warnings():
        # that no actor has the sector, `presence` shows
        warnings.simplefilter("ignore", UserWarning)
        absences = missing_links(now, sector=sector, kinds=tuple(UNIT_OF))
    return SectorPanel(
        sector=sector,
        presence=_presence(now, sector, net),
        absences=absences,
        densities=_densities(now, sector),
        reach=instance_reach(now, sector),
        beyond=_beyond(net, sector),
        trend=_trend(net, now, sector),
        observed=now.observed,
    )


def sector_presence(net: NetworkLike, *, sector: str = "private") -> pd.DataFrame:
    """Return the part of a network that a sector holds: `SectorPanel.presence` alone.

    Parameters
    ----------
    net : Network
        The network, of which the last day observed is looked at.
    sector : str
        The sector, in either language or as the data write it.

    Returns
    -------
    DataFrame
        See `SectorPanel`.

    Raises
    ------
    UnknownWord
        If no actor has that sector and it is not a usual one.
    """
    return _presence(net.latest(), _meant(net, sector), net)


def _meant(net: NetworkLike, sector: Any) -> str:
    known = sorted(held_sectors(net))
    return sector_meant(sector, known, absent=True)


def _presence(net: NetworkLike, sector: str, whole: NetworkLike) -> pd.DataFrame:
    of = columns_of_actors(net, "sector")["sector"]
    seats = some_columns(net, "seats", "actor", "instance", "role")
    seats["sector"] = seats["actor"].map(of)
    graph = ties_taken(net)  # a pair tied twice is one tie
    ends = graph.actors[np.concatenate([graph.source, graph.target])]
    ties = pd.DataFrame({"key": np.tile(np.arange(graph.m), 2), "sector": of.reindex(ends).array})
    parties = parties_of(net)
    parties = pd.DataFrame({"key": parties["agreement"], "sector": parties["actor"].map(of)})
    seated = pd.DataFrame({"key": seats["instance"], "sector": seats["sector"]})
    counted = {
        "actors": _counted(of, sector),
        "seats": _counted(seats["sector"], sector),
        "voting_seats": _voting(seats, sector),
        "instances": _gathered(seated, sector, rows_written(net, "instances")),
        "ties": _gathered(ties, sector, graph.m),
        "agreements": _gathered(parties, sector, parties["key"].nunique()),
    }
    frame = pd.DataFrame.from_dict(
        counted, orient="index", columns=["total", "of_sector", "unknown"]
    ).astype("Int64")
    # of a table that was never filled, nothing is known: none is not zero
    tables = pd.Series(_HELD_IN)
    unfilled = tables.index[[not rows_written(whole, name) for name in tables]]
    frame.loc[unfilled] = pd.NA
    known = frame["total"] - frame["unknown"]
    share = (frame["of_sector"] / known).astype("float64")
    frame.insert(2, "share", share)
    return frame.rename_axis("of").reset_index()


def _trend(net: NetworkLike, now: NetworkLike, sector: str) -> pd.DataFrame:
    if net.observed is None:
        return _presence(now, sector, net).iloc[:0].assign(date=pd.Series(dtype="datetime64[us]"))
    days = {observed_of(wave).start: wave for wave in (*net.waves("YE"), now)}
    rows = [_presence(wave, sector, net).assign(date=day) for day, wave in days.items()]
    frame = pd.concat(rows, ignore_index=True)
    return frame[["date", *frame.columns.drop("date")]]


def _counted(sectors: pd.Series, sector: str) -> tuple[int, int, int]:
    return len(sectors), int((sectors == sector).sum()), int(sectors.isna().sum())


def _voting(seats: pd.DataFrame, sector: str) -> tuple[int, int, int]:
    """Count voting seats; one of unknown role may be a voting one, and is unknown."""
    role = seats["role"]
    voting = seats[(role == "voting") | role.isna()]
    sure = voting["role"].notna() & voting["sector"].notna()
    ours = sure & (voting["sector"] == sector)
    return len(voting), int(ours.sum()), int((~sure).sum())


def _gathered(rows: pd.DataFrame, sector: str, total: int) -> tuple[int, int, int]:
    """Count the things that gather actors: all, with the sector, and those that one cannot say."""
    has = (rows["sector"] == sector).groupby(rows["key"]).any()
    unknown = rows["sector"].isna().groupby(rows["key"]).any() & ~has
    return total, int(has.sum()), int(unknown.sum())


def _densities(net: NetworkLike, sector: str) -> pd.DataFrame:
    columns = GAPS["private_panel.densities"].names
    graph = ties_taken(net)
    if sector not in graph.groups or len(graph.groups) < 2:
        return pd.DataFrame(columns=columns)
    m = mixing(graph)
    cells = mixing_chance(graph).cells
    touches = (cells["group"] == sector) != (cells["other_group"] == sector)
    rows = cells[touches].assign(
        other_sector=cells["group"].where(cells["group"] != sector, cells["other_group"])
    )
    others = rows["other_sector"].tolist()
    rows["possible"] = m.possible.loc[sector, others].to_numpy()
    rows["density"] = m.density.loc[sector, others].to_numpy()
    return rows[columns].reset_index(drop=True)


def instance_reach(net: NetworkLike, sector: str, *, at_once: int = CELLS_AT_ONCE) -> pd.DataFrame:
    """Return how many of the sector's actors sit at each instance, or one or two ties away."""
    from scipy.sparse import csr_array, eye_array

    graph = ties_taken(net)
    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    ours = np.flatnonzero(graph.codes == code)
    instances = some_columns(net, "instances", "instance", "name")
    place = {instance: i for i, instance in enumerate(instances["instance"])}
    seats = some_columns(net, "seats", "actor", "instance")
    held = seats.drop_duplicates()
    rows = graph.actors.get_indexer(pd.Index(held["actor"]))
    columns = held["instance"].map(place).to_numpy(dtype=int)
    seated = csr_array((np.ones(len(held)), (columns, rows)), shape=(len(place), graph.n))
    step = csr_array(graph.adjacency().astype(float) + eye_array(graph.n))
    found = [np.zeros((0, 3), dtype=np.int64)]
    for block, one, two in two_steps(seated, step, step[:, ours], at_once=at_once):
        reached = (seated[block][:, ours], one[:, ours], two)
        found.append(np.column_stack([np.diff(csr_array(m).indptr) for m in reached]))
    frame = instances[["instance"]].reset_index(drop=True)
    frame["instance_name"] = frame["instance"].map(instance_names(instances))
    sizes = seats.groupby("instance").size()
    frame["seats"] = sizes.reindex(frame["instance"], fill_value=0).to_numpy()
    frame[["seated", "one_step", "two_steps"]] = np.concatenate(found)
    frame["share"] = frame["two_steps"] / (len(ours) or np.nan)
    return frame


def _beyond(net: NetworkLike, sector: str) -> pd.DataFrame:
    columns = GAPS["private_panel.beyond"].names
    if not (some_columns(net, "instances", "kind")["kind"] == _FOUNDING).any():
        return pd.DataFrame(columns=columns)
    members = beyond(net, _FOUNDING).actors
    members = members[members["sector"] == sector].reset_index()
    members["name"] = members["actor"].map(actor_names(net, of=set(members["actor"])))
    return members[columns]
