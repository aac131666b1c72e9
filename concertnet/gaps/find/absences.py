"""Where a sector has no seat, who could be invited, and through whom."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Literal

import pandas as pd

from concertnet.gaps.find.introduce import AT_MOST, first_of
from concertnet.hinges.columns import columns_of_actors, some_columns
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.graph import GroupedGraph

__all__ = ["Unit", "absences"]

_NAMED = 3  # who could introduce one actor: a planner asks one of a few
Unit = Literal["instance", "territory", "theme"]
Places = Mapping[Any, frozenset[str]]


def absences(net: NetworkLike, graph: GroupedGraph, sector: Any, unit: Unit) -> pd.DataFrame:
    """Return the units where the sector has no seat, with the evidence.

    Parameters
    ----------
    net : Network
        The network.
    graph : GroupedGraph
        Its graph, grouped as the sector is.
    sector : hashable
        The sector: one of the groups, or one that no actor has.
    unit : {"instance", "territory", "theme"}
        Each instance, or the instances of each territory or theme together.

    Returns
    -------
    DataFrame
        The column `unit`, seats, unknown_seats, linked, linked_seated, unlinked, introducers,
        invite, invite_through (for each invited, those whom it knows there), invite_unlinked: see
        `missing_links`.
    """
    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    ours = graph.actors[graph.codes == code]
    asked = dict.fromkeys(["instance", unit, "territory"])
    instances = some_columns(net, "instances", *asked).dropna(subset=[unit])
    seats = some_columns(net, "seats", "actor", "instance").merge(
        instances[list(dict.fromkeys(["instance", unit]))], on="instance"
    )
    present = seats.loc[seats["actor"].isin(ours), unit].unique()
    units = pd.Index(instances[unit].unique()).difference(pd.Index(present), sort=False)
    seats = seats[seats[unit].isin(units)]
    links = _links(graph, ours).merge(
        seats[[unit, "actor"]].drop_duplicates().rename(columns={"actor": "seated"}), on="seated"
    )
    home = columns_of_actors(net, "territory")["territory"]
    places = {u: frozenset(rows.dropna()) for u, rows in instances.groupby(unit)["territory"]}
    linked = _by_count(links, unit, "actor", home, places)
    invited = linked.groupby(unit).head(AT_MOST)[[unit, "actor"]]
    # the seated who are tied to those invited: they are the ones who can speak for them
    introducers = _by_count(links.merge(invited), unit, "seated", home, places)
    sectorless = graph.actors[graph.codes < 0]
    counted = {
        "seats": seats,
        "unknown_seats": seats[seats["actor"].isin(sectorless)],
        "linked": linked,
        "linked_seated": links[[unit, "seated"]].drop_duplicates(),
    }
    frame = pd.DataFrame({unit: units.astype("str")})
    for column, rows in counted.items():
        sizes = rows.groupby(unit).size().reindex(units, fill_value=0)
        frame[column] = sizes.to_numpy(dtype="int64")
    frame["introducers"] = _first_of(introducers, "seated", unit, units)
    frame["invite"] = _first_of(linked, "actor", unit, units)
    through = _through(frame["invite"], links.merge(invited), unit, units, introducers)
    frame["invite_through"] = pd.Series(through, dtype=object)
    living_in = _living_in(home.reindex(ours))
    tied = {u: set(rows) for u, rows in linked.groupby(unit)["actor"]}
    rest = [(living_in(places[u]), tied.get(u, set())) for u in units]
    frame["unlinked"] = [len(there) - sum(a in there for a in but) for there, but in rest]
    frame["invite_unlinked"] = [
        tuple(islice((a for a in there if a not in but), AT_MOST)) for there, but in rest
    ]
    return frame


def _links(graph: GroupedGraph, ours: pd.Index) -> pd.DataFrame:
    """Return the ties of the sector's actors: actor, seated."""
    names = graph.actors.to_numpy()
    half = pd.DataFrame({"actor": names[graph.source], "seated": names[graph.target]})
    ties = pd.concat([half, half.rename(columns={"actor": "seated", "seated": "actor"})])
    return ties[ties["actor"].isin(ours)]


def _by_count(
    links: pd.DataFrame, unit: str, column: str, home: pd.Series, places: Places
) -> pd.DataFrame:
    """Return the distinct ids of each unit: those with most links, then of its territory, by id."""
    counts = links.groupby([unit, column]).size().reset_index(name="n")
    homes = counts[column].map(home)
    counts["away"] = [h not in places[u] for u, h in zip(counts[unit], homes, strict=True)]
    return counts.sort_values([unit, "n", "away", column], ascending=[True, False, True, True])


def _first_of(rows: pd.DataFrame, column: str, unit: str, units: pd.Index) -> list[tuple[str, ...]]:
    ids = rows.groupby(unit)[column].agg(first_of).to_dict()
    return [ids.get(u, ()) for u in units]


def _through(
    invite: pd.Series, links: pd.DataFrame, unit: str, units: pd.Index, order: pd.DataFrame
) -> list[tuple[tuple[str, ...], ...]]:
    """Return, for each unit and each actor invited there, the seated whom that very actor knows.

    They stand in the order of the unit's introducers.
    """
    place = {key: i for i, key in enumerate(zip(order[unit], order["seated"], strict=True))}
    knows: dict[tuple[str, str], set[str]] = {}
    for where, actor, seated in zip(links[unit], links["actor"], links["seated"], strict=True):
        knows.setdefault((where, actor), set()).add(seated)
    return [
        tuple(
            tuple(sorted(knows[where, actor], key=lambda s, u=where: place[u, s])[:_NAMED])
            for actor in cell
        )
        for where, cell in zip(units, invite, strict=True)
    ]


def _living_in(home: pd.Series) -> Callable[[frozenset[str]], dict[str, None]]:
    """Return what gives the sector's actors of some territories, by id, each once.

    Those of unknown territory come last; where no territory is given, all of them are given.
    """
    of_territory = {t: rows.index for t, rows in home.dropna().groupby(home.dropna())}
    everyone, nowhere = sorted(home.index), sorted(home.index[home.isna()])

    @functools.cache
    def living_in(places: frozenset[str]) -> dict[str, None]:
        local = sorted(actor for t in places for actor in of_territory.get(t, ()))
        return dict.fromkeys([*local, *nowhere] if places else everyone)

    return living_in
