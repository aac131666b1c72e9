"""Pairs of actors without a tie: the evidence that they could have one, and who could introduce."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from concertnet.graphs import GroupedGraph, count_mixing
from concertnet.words import words

__all__ = ["AT_MOST", "introducers", "joined", "pair_evidence", "shared_instances"]

AT_MOST = 5  # ids listed in a cell: a planner reads a few names, not forty
# Above this many pairs only those with a shared partner or instance are looked at.
_ALL_PAIRS = 250_000
# Added to observed and expected ties of two sectors, so that a few ties do not decide alone.
_SHRINKAGE = 2.0


def pair_evidence(net: Any, graph: GroupedGraph, sector: str) -> pd.DataFrame:
    """Return the pairs without a tie between the sector and other known sectors.

    Parameters
    ----------
    net : Network
        The network.
    graph : GroupedGraph
        Its graph, grouped by sector.
    sector : str
        The sector.

    Returns
    -------
    DataFrame
        actor, other (ids) and the columns of evidence that `missing_links` describes.
    """
    from scipy.sparse import diags_array

    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    ours = np.flatnonzero(graph.codes == code)
    others = np.flatnonzero((graph.codes >= 0) & (graph.codes != code))
    ties = graph.adjacency().astype(float)
    degrees = graph.degrees().astype(float)
    seats = _seat_matrix(net, graph)
    # a partner of one actor alone shares nothing: its weight is never used
    per_partner = 1 / np.maximum(degrees, 1)
    per_log = 1 / np.log(np.maximum(degrees, 2))
    near = ties[ours]
    shared = (near @ ties).tocsr()
    together = (seats[ours] @ seats.T).tocsr()
    i, j = _candidates(ours, others, shared, together)
    keep = ~_tied(graph, ours[i], j)
    i, j = i[keep], j[keep]
    untied = len(ours) * len(others) - int(near[:, others].sum())
    if len(i) < untied:
        # seen in a notebook, where nobody reads the log
        warnings.warn(words()("gap_pairs_left_out", n=untied - len(i)), stacklevel=3)
    evidence = pd.DataFrame(
        {
            "actor": graph.actors.to_numpy()[ours[i]],
            "other": graph.actors.to_numpy()[j],
            "shared_partners": _cells(shared, i, j).astype(int),
            "resource_allocation": _cells((near @ diags_array(per_partner) @ ties).tocsr(), i, j),
            "adamic_adar": _cells((near @ diags_array(per_log) @ ties).tocsr(), i, j),
            "shared_instances": _cells(together, i, j).astype(int),
            "expected": _expected(graph, degrees, ours[i], j),
        }
    )
    actors = net.actors_now().set_index("actor")
    for column in ("territory", "tier"):
        values = actors[column]
        of_actor = values.reindex(evidence["actor"]).to_numpy(dtype=object)
        of_other = values.reindex(evidence["other"]).to_numpy(dtype=object)
        # an unknown territory is neither the same nor another
        same = pd.array(of_actor == of_other, dtype="boolean")
        same[pd.isna(of_actor) | pd.isna(of_other)] = pd.NA
        evidence[f"same_{column}"] = same
    evidence["set_aside"] = _set_aside(net, evidence)
    return evidence


def introducers(graph: GroupedGraph, pairs: pd.DataFrame) -> pd.Series:
    """Return who is tied to both ends of each pair, the strongest ties first.

    Parameters
    ----------
    graph : GroupedGraph
        The graph, with the levels of its ties.
    pairs : DataFrame
        The columns actor and other.

    Returns
    -------
    Series of str
        Ids joined by ``"; "``, indexed like `pairs`; missing where there is nobody. Ordered by
        the weaker of the two ties, then by the stronger, then by fewest partners (who is asked
        least), then by id.
    """
    names = graph.actors.to_numpy()
    rank = graph.rank if graph.rank is not None else np.zeros(graph.m, dtype=np.int8)
    half = pd.DataFrame({"end": names[graph.source], "via": names[graph.target], "rank": rank})
    ties = pd.concat([half, half.rename(columns={"end": "via", "via": "end"})])
    wanted = pairs[["actor", "other"]].assign(row=np.arange(len(pairs)))
    both = wanted.merge(ties, left_on="actor", right_on="end").merge(
        ties, left_on=["other", "via"], right_on=["end", "via"], suffixes=("", "_other")
    )
    ranks = both[["rank", "rank_other"]].to_numpy()
    degrees = pd.Series(graph.degrees(), index=graph.actors)
    both = both.assign(
        weaker=-ranks.min(axis=1), stronger=-ranks.max(axis=1), asked=both["via"].map(degrees)
    ).sort_values(["row", "weaker", "stronger", "asked", "via"])
    return _joined_by_row(both, "via", pairs.index)


def shared_instances(net: Any, pairs: pd.DataFrame) -> pd.Series:
    """Return the instances where both ends of each pair sit, joined by ``"; "``."""
    seats = net.seats[["actor", "instance"]].drop_duplicates()
    wanted = pairs[["actor", "other"]].assign(row=np.arange(len(pairs)))
    both = wanted.merge(seats, on="actor").merge(
        seats.rename(columns={"actor": "other"}), on=["other", "instance"]
    )
    return _joined_by_row(both.sort_values(["row", "instance"]), "instance", pairs.index)


def joined(ids: pd.Series) -> str:
    """Return the first ids joined by ``"; "``."""
    return "; ".join(ids.iloc[:AT_MOST])


def _joined_by_row(table: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    lists = table.groupby("row")[column].agg(joined).reindex(range(len(index)))
    return pd.Series(lists.to_numpy(), index=index, dtype="str")


def _seat_matrix(net: Any, graph: GroupedGraph) -> Any:
    """Return who sits where, as a sparse 0/1 matrix, shape (n actors, instances)."""
    from scipy.sparse import coo_array

    seats = net.seats[["actor", "instance"]].drop_duplicates()
    rows = graph.actors.get_indexer(pd.Index(seats["actor"]))
    columns, instances = pd.factorize(seats["instance"])
    ones = np.ones(len(seats), dtype=float)
    return coo_array((ones, (rows, columns)), shape=(graph.n, max(len(instances), 1))).tocsr()


def _candidates(
    ours: np.ndarray, others: np.ndarray, shared: Any, together: Any
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs as (row among ours, position of the other)."""
    if len(ours) * len(others) <= _ALL_PAIRS:
        return np.repeat(np.arange(len(ours)), len(others)), np.tile(others, len(ours))
    i, j = (shared + together).nonzero()
    keep = np.isin(j, others)
    return i[keep], j[keep]


def _tied(graph: GroupedGraph, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    low, high = np.minimum(graph.source, graph.target), np.maximum(graph.source, graph.target)
    ties = low.astype(np.int64) * graph.n + high
    return np.isin(np.minimum(one, other).astype(np.int64) * graph.n + np.maximum(one, other), ties)


def _set_aside(net: Any, pairs: pd.DataFrame) -> np.ndarray:
    """Say which pairs have a relation set aside: subcontracting or consultation, in either way."""
    aside = net.set_aside
    both = {*zip(aside["source"], aside["target"], strict=True)}
    both |= {(b, a) for a, b in both}
    return np.array([p in both for p in zip(pairs["actor"], pairs["other"], strict=True)], bool)


def _cells(matrix: Any, i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return np.asarray(matrix[i, j]).ravel() if len(i) else np.zeros(0)


def _expected(
    graph: GroupedGraph, degrees: np.ndarray, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """Return the ties expected between two actors: their numbers of ties, then how sectors mix."""
    known = graph.codes >= 0
    total = degrees.sum()
    if not total or not len(one):
        return np.zeros(len(one))
    counts, _ = count_mixing(graph)
    strength = np.bincount(graph.codes[known], weights=degrees[known], minlength=len(graph.groups))
    by_degree = np.outer(strength, strength) / total
    mixed = (counts + _SHRINKAGE) / (by_degree + _SHRINKAGE)
    of_pair = mixed[graph.codes[one], graph.codes[other]]
    return degrees[one] * degrees[other] / total * of_pair
