"""Who could make a link: those who know both ends, and the instances where both sit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.ground import ground_of
from concertnet.graphs import GroupedGraph

__all__ = ["AT_MOST", "between_pairs", "first_of", "introducers", "meeting_places"]

AT_MOST = 5  # ids listed in a cell: a planner reads a few names, not forty


def introducers(net: Any, actor: str, other: str, *, level: str | None = None) -> pd.DataFrame:
    """List every actor and instance that could make the link between two actors.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.
    actor, other : str
        The ids of the two actors.
    level : str, optional
        Only ties at or above this level count, as in `missing_links`.

    Returns
    -------
    DataFrame
        One row per introducer. `kind` is ``actor`` (tied to both) or ``instance`` (both sit
        there). `via`, `via_name`: its id and name (a person who acts for themself: the id).
        `level_to_actor`, `level_to_other`: the levels of its two ties (of actors). `same_person`:
        whether one same person represents it at an instance of each of the two (missing where it
        sits with neither, or nobody is named). `instances`, `ties`: how many instances it sits in
        and ties it has already: what asking it adds to. `seats` (of an instance): held there.
        Actors first, those with the strongest ties to both, then the least asked, then by id.

    Raises
    ------
    NotComparable
        If `net` is not a Network, or the two actors are one.
    UnknownWord
        If an id is not one of the network's actors, or the level is unknown.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network()
    >>> gap = cn.missing_links(net, kinds=["pair"], top=1).iloc[0]
    >>> found = introducers(net, gap["actor"], gap["other"])
    >>> bool((found["kind"] == "actor").sum() == gap["shared_partners"])
    True
    """
    if not callable(getattr(net, "seating", None)):
        raise NotComparable("error_network_expected", given=type(net).__name__)
    graph = ground_of(net, level=level).graph
    unknown = [end for end in (actor, other) if end not in graph.actors]
    if unknown:
        raise UnknownWord("error_unknown_id", value=", ".join(map(str, unknown)))
    if actor == other:
        raise NotComparable("error_same_actor", actor=actor)
    pair = pd.DataFrame({"actor": [actor], "other": [other]})
    known = _between(graph, pair)
    levels = np.array([*net.scale.levels, ""], dtype=object)
    seats = net.seats[["seat", "actor", "instance"]]
    sits = seats.groupby("actor")["instance"].nunique()
    names = _names(net)
    people = _same_person(net, known["via"].tolist(), actor, other)
    actors = pd.DataFrame(
        {
            "kind": "actor",
            "via": known["via"].to_numpy(),
            "via_name": known["via"].map(names).to_numpy(),
            "level_to_actor": levels[known["rank"].to_numpy(dtype=int)],
            "level_to_other": levels[known["rank_other"].to_numpy(dtype=int)],
            "same_person": pd.array(people, dtype="boolean"),
            "instances": known["via"].map(sits).fillna(0).to_numpy(dtype=int),
            "ties": known["asked"].to_numpy(dtype=int),
            "seats": pd.array([pd.NA] * len(known), dtype="Int64"),
        }
    )
    both = set(seats.loc[seats["actor"] == actor, "instance"])
    both &= set(seats.loc[seats["actor"] == other, "instance"])
    held = seats.groupby("instance").size()
    called = net.instances.set_index("instance")["name"]
    places = pd.DataFrame({"kind": "instance", "via": sorted(both)})
    places["via_name"] = places["via"].map(called)
    places["seats"] = places["via"].map(held).astype("Int64")
    found = pd.concat([part for part in (actors, places) if len(part)] or [actors])
    types = {"kind": "str", "via": "str", "via_name": "str", "level_to_actor": "str"}
    types |= {"level_to_other": "str", "same_person": "boolean", "instances": "Int64"}
    types |= {"ties": "Int64", "seats": "Int64"}
    return found.reindex(columns=list(types)).astype(types).reset_index(drop=True)


def between_pairs(graph: GroupedGraph, pairs: pd.DataFrame) -> pd.Series:
    """Return who is tied to both ends of each pair, the strongest ties first.

    Parameters
    ----------
    graph : GroupedGraph
        The graph, with the levels of its ties.
    pairs : DataFrame
        The columns actor and other.

    Returns
    -------
    Series of tuple
        Ids, indexed like `pairs`; none where there is nobody. Ordered by the weaker of the two
        ties, then by the stronger, then by fewest partners (who is asked least), then by id.
    """
    return _by_row(_between(graph, pairs), "via", pairs.index)


def meeting_places(net: Any, pairs: pd.DataFrame) -> pd.Series:
    """Return the instances where both ends of each pair sit, a tuple per pair."""
    seats = net.seats[["actor", "instance"]].drop_duplicates()
    wanted = pairs[["actor", "other"]].assign(row=np.arange(len(pairs)))
    both = wanted.merge(seats, on="actor").merge(
        seats.rename(columns={"actor": "other"}), on=["other", "instance"]
    )
    return _by_row(both.sort_values(["row", "instance"]), "instance", pairs.index)


def first_of(ids: Any) -> tuple[str, ...]:
    """Return the first ids."""
    return tuple(ids)[:AT_MOST]


def _between(graph: GroupedGraph, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair and actor tied to both ends: row, via, rank, rank_other, asked."""
    names = graph.actors.to_numpy()
    rank = graph.rank if graph.rank is not None else np.zeros(graph.m, dtype=np.int8)
    half = pd.DataFrame({"end": names[graph.source], "via": names[graph.target], "rank": rank})
    ties = pd.concat([half, half.rename(columns={"end": "via", "via": "end"})])
    wanted = pairs[["actor", "other"]].assign(row=np.arange(len(pairs)))
    ties = ties[ties["end"].isin(pd.unique(wanted[["actor", "other"]].to_numpy().ravel()))]
    both = wanted.merge(ties, left_on="actor", right_on="end").merge(
        ties, left_on=["other", "via"], right_on=["end", "via"], suffixes=("", "_other")
    )
    ranks = both[["rank", "rank_other"]].to_numpy()
    degrees = pd.Series(graph.degrees(), index=graph.actors)
    both = both.assign(
        weaker=-ranks.min(axis=1), stronger=-ranks.max(axis=1), asked=both["via"].map(degrees)
    )
    return both.sort_values(["row", "weaker", "stronger", "asked", "via"])


def _same_person(net: Any, candidates: list[str], actor: str, other: str) -> list[bool | None]:
    """Say of each candidate whether one person sits for it with both ends; None if unknown."""
    seats, people = net.seats, net.mandates[["seat", "person"]]
    held = seats.merge(people, on="seat", how="left")
    at = {end: set(seats.loc[seats["actor"] == end, "instance"]) for end in (actor, other)}
    answers: list[bool | None] = []
    for via in candidates:
        own = held[held["actor"] == via]
        with_each = [own.loc[own["instance"].isin(at[end]), "person"] for end in (actor, other)]
        if any(people.isna().all() for people in with_each):
            answers.append(None)
        else:
            answers.append(bool(set(with_each[0].dropna()) & set(with_each[1].dropna())))
    return answers


def _names(net: Any) -> pd.Series:
    """Return what each actor is called: a person who acts for themself by the id."""
    actors = net.actors_now().set_index("actor")
    persons = (actors["kind"] == "person").to_numpy(dtype=bool)
    return actors["name"].where(~persons, actors.index.to_series())


def _by_row(table: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    lists = table.groupby("row")[column].agg(first_of).to_dict()
    return pd.Series([lists.get(row, ()) for row in range(len(index))], index=index, dtype=object)
