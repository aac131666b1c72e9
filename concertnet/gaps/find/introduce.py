"""Who could make a link: those who know both ends, and the instances where both sit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.answers import GAPS
from concertnet.gaps.evidence.columns import PARTNERS_AT_ONCE, blocks
from concertnet.gaps.evidence.ground import ground_of
from concertnet.hinges.arrays import ordered_rows
from concertnet.hinges.columns import some_columns
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import require_network
from concertnet.names import actor_names, instance_names

__all__ = ["AT_MOST", "between_pairs", "first_of", "introducers", "meeting_places"]

AT_MOST = 5  # ids listed in a cell: a planner reads a few names, not forty


def introducers(
    net: NetworkLike, actor: str, other: str, *, level: str | None = None
) -> pd.DataFrame:
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
        whether one same person represents it at an instance of each of the two (missing where a
        seat that nobody is named for could be that person's). `instances`, `ties`: how many
        instances it sits in and ties it has already: what asking it adds to. `seats` (of an
        instance): held there. Actors first, those with the strongest ties to both, then the least
        asked, then by id.

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
    require_network(net)
    graph = ground_of(net, level=level).graph
    ids = set(graph.actors)
    unknown = [end for end in (actor, other) if not isinstance(end, str) or end not in ids]
    if unknown:
        raise UnknownWord("error_unknown_id", value=", ".join(map(str, unknown)))
    if actor == other:
        raise NotComparable("error_same_actor", actor=actor)
    pair = pd.DataFrame({"actor": [actor], "other": [other]})
    known = _between(graph, pair, most=graph.n)
    levels = np.array([*net.scale.levels, ""], dtype=object)
    seats = net.seats[["seat", "actor", "instance"]]
    sits = seats.groupby("actor")["instance"].nunique()
    names = actor_names(net)
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
    places = pd.DataFrame({"kind": "instance", "via": sorted(both)})
    places["via_name"] = places["via"].map(instance_names(net.instances))
    places["seats"] = places["via"].map(held).astype("Int64")
    found = pd.concat([part for part in (actors, places) if len(part)] or [actors])
    table = GAPS["introducers"]
    return found.reindex(columns=table.names).astype(table.dtypes).reset_index(drop=True)


def between_pairs(
    graph: GroupedGraph, pairs: pd.DataFrame, *, at_once: int = PARTNERS_AT_ONCE
) -> pd.Series:
    """Return who is tied to both ends of each pair, the strongest ties first.

    Parameters
    ----------
    graph : GroupedGraph
        The graph, with the levels of its ties.
    pairs : DataFrame
        The columns actor and other.
    at_once : int
        Partners compared at once.

    Returns
    -------
    Series of tuple
        Ids, indexed like `pairs`; none where there is nobody. Ordered by the weaker of the two
        ties, then by the stronger, then by fewest partners (who is asked least), then by id.
    """
    found = _between(graph, pairs, most=AT_MOST, at_once=at_once)
    return _lists(found["row"].to_numpy(), found["via"].to_numpy(), pairs.index)


def meeting_places(
    net: NetworkLike, pairs: pd.DataFrame, *, at_once: int = PARTNERS_AT_ONCE
) -> pd.Series:
    """Return the instances where both ends of each pair sit, a tuple per pair, the first by id."""
    from scipy.sparse import csr_array

    seats = some_columns(net, "seats", "actor", "instance").drop_duplicates()
    who, actors = pd.factorize(seats["actor"])
    where, instances = pd.factorize(seats["instance"], sort=True)
    # those who sit nowhere have an empty row, the last
    sits = csr_array((np.ones(len(seats)), (who, where)), shape=(len(actors) + 1, len(instances)))
    ends = [pd.Index(actors).get_indexer(pd.Index(pairs[end])) for end in ("actor", "other")]
    rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for row, column, _, _ in _shared(sits, ends[0], ends[1], at_once):
        first = _first_in_each(row)
        rows.append(row[first])
        columns.append(column[first])
    ids = instances.to_numpy(dtype=object)[np.concatenate(columns)]
    return _lists(np.concatenate(rows), ids, pairs.index)


def first_of(ids: Any) -> tuple[str, ...]:
    """Return the first ids."""
    return tuple(ids)[:AT_MOST]


def _between(
    graph: GroupedGraph, pairs: pd.DataFrame, *, most: int, at_once: int = PARTNERS_AT_ONCE
) -> pd.DataFrame:
    """Return who is tied to both ends of each pair: row, via, rank, rank_other, asked.

    The first of each pair, by row: those with the strongest ties, then the least asked, then by id.
    """
    from scipy.sparse import csr_array

    ranks = np.zeros(graph.m) if graph.rank is None else graph.rank.astype(float)
    ends = (np.append(graph.source, graph.target), np.append(graph.target, graph.source))
    # 1 more than the rank: a tie of the loosest level is not an empty cell
    ties = csr_array((np.tile(ranks + 1, 2), ends), shape=(graph.n, graph.n))
    degrees, names, top = graph.degrees(), graph.actors.to_numpy(), int(ranks.max(initial=0)) + 1
    least_asked = np.lexsort((names.astype(str), degrees))
    place = np.empty(graph.n, dtype=np.int64)
    place[least_asked] = np.arange(graph.n)
    one, other = (graph.actors.get_indexer(pd.Index(pairs[end])) for end in ("actor", "other"))
    parts = [np.zeros((0, 4), dtype=np.int64)]
    for row, via, *both in _shared(ties, one, other, at_once):
        to_one, to_other = (values.astype(np.int64) for values in both)
        weaker, stronger = np.minimum(to_one, to_other), np.maximum(to_one, to_other)
        # in the order of these columns; the last is carried along
        sorted_ = ordered_rows(row, top - weaker, top - stronger, place[via], to_one)
        first = _first_in_each(sorted_[0], most)
        row, weaker, stronger, asked, to_one = (column[first] for column in sorted_)
        to_other = 2 * top - weaker - stronger - to_one
        parts.append(np.column_stack([row, least_asked[asked], to_one - 1, to_other - 1]))
    row, via, rank, rank_other = np.concatenate(parts).T
    return pd.DataFrame(
        {
            "row": row,
            "via": names[via],
            "rank": rank,
            "rank_other": rank_other,
            "asked": degrees[via],
        }
    )


def _shared(
    matrix: Any, one: npt.NDArray[Any], other: npt.NDArray[Any], at_once: int
) -> Iterator[tuple[npt.NDArray[Any], ...]]:
    """Yield, block of pairs by block, the columns that both rows fill.

    Yields
    ------
    row, column, value, other_value : ndarray
        The pair, the column, and what stands in each of the two rows; by row, then column.
    """
    matrix.sort_indices()
    sizes = np.diff(matrix.indptr)
    filled = matrix.copy()
    filled.data = np.ones_like(matrix.data)
    for block in blocks(sizes[one] + sizes[other], at_once):
        values = matrix[one[block]].multiply(filled[other[block]]).tocsr()
        others = filled[one[block]].multiply(matrix[other[block]]).tocsr()
        values.sort_indices()
        others.sort_indices()
        row = np.repeat(np.arange(values.shape[0]), np.diff(values.indptr))
        yield row + block.start, values.indices, values.data, others.data


def _first_in_each(rows: npt.NDArray[Any], most: int = AT_MOST) -> npt.NDArray[np.bool_]:
    """Say which of sorted rows are among the first `most` of the same number."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows) < most


def _same_person(
    net: NetworkLike, candidates: list[str], actor: str, other: str
) -> list[bool | None]:
    """Say of each candidate whether one person sits for it with both ends; None if unknown."""
    seats, people = net.seats, net.mandates[["seat", "person"]]
    held = seats.merge(people, on="seat", how="left")
    at = {end: set(seats.loc[seats["actor"] == end, "instance"]) for end in (actor, other)}
    answers: list[bool | None] = []
    for via in candidates:
        own = held[held["actor"] == via]
        one, two = (own.loc[own["instance"].isin(at[end]), "person"] for end in (actor, other))
        if set(one.dropna()) & set(two.dropna()):
            answers.append(True)
        elif one.empty or two.empty or not (one.isna().any() or two.isna().any()):
            answers.append(False)
        else:
            answers.append(None)
    return answers


def _lists(rows: npt.NDArray[Any], ids: npt.NDArray[Any], index: pd.Index) -> pd.Series:
    """Return the ids of each row as a tuple, given in the order of the rows."""
    bounds, values = np.searchsorted(rows, np.arange(len(index) + 1)), ids.tolist()
    lists = [tuple(values[start:end]) for start, end in pairwise(bounds)]
    return pd.Series(lists, index=index, dtype=object)
