"""Graphs as arrays, actors in groups: what every measure of ties reads."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.grouping import (
    GroupsGiven,
    encoded,
    group_labels,
    levels_as_ranks,
    name_of_groups,
    some,
)

__all__ = ["GroupedGraph"]

Ids = pd.Series | Sequence[Hashable] | npt.NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class GroupedGraph:
    """A simple graph whose actors belong to groups, as arrays.

    Make it with `grouped`, or from a table of ties with `from_edges`, which check it: the
    constructor trusts its arrays.

    Attributes
    ----------
    actors : pandas.Index, length n
        The actors, in the order of every ``actor_*`` answer; named "actor".
    groups : tuple, length k
        The groups: known sectors and tiers in their usual order, then the others sorted.
    codes : ndarray of int32, shape (n,)
        Position of each actor's group in `groups`; -1 where it is unknown.
    source, target : ndarray of int32, shape (m,)
        Positions of the two ends of each tie. An undirected tie stands once.
    directed : bool
        Whether a tie goes from source to target only.
    by : str
        What the groups are.
    rank : ndarray of int8, shape (m,), or None
        Level of each tie in its scale, 0 for the loosest, where levels are known.
    response_rate : float
        Share of the actors invited to declare their ties who did (0 to 1); nan when unknown.
    answered : ndarray of bool, shape (n,), or None
        Of arrows that are reports, which actors answered: what the others would send is not known.
    """

    actors: pd.Index
    groups: tuple[Hashable, ...]
    codes: npt.NDArray[np.int32]
    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    directed: bool = False
    by: str = "sector"
    rank: npt.NDArray[np.int8] | None = None
    response_rate: float = field(default=float("nan"))
    answered: npt.NDArray[np.bool_] | None = None

    def __repr__(self) -> str:
        kind = "directed, " if self.directed else ""
        held = f"{self.n} actors, {self.m} ties, {len(self.groups)} groups of {self.by}"
        return f"<GroupedGraph: {kind}{held}>"

    @property
    def n(self) -> int:
        """Number of actors, isolates and unknown groups included."""
        return len(self.actors)

    @property
    def m(self) -> int:
        """Number of ties."""
        return len(self.source)

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Number of actors of each group, shape (k,)."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.groups))

    @property
    def unknown(self) -> int:
        """Number of actors whose group is unknown."""
        return int((self.codes < 0).sum())

    def degrees(self) -> npt.NDArray[np.int64]:
        """Return the number of ties of each actor, shape (n,); sent plus received when directed."""
        return np.bincount(self.source, minlength=self.n) + np.bincount(
            self.target, minlength=self.n
        )

    def sent(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return what each actor sends, shape (n, ...): nan for those whose word is not known."""
        if self.answered is None or self.answered.all():
            return values
        values = np.array(values, dtype=float)
        values[~self.answered] = np.nan
        return values

    def known_ties(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return the two ends of the ties between actors of known group."""
        if not self.unknown:
            return self.source, self.target
        known = self.codes >= 0
        kept = known[self.source] & known[self.target]
        return self.source[kept], self.target[kept]

    def adjacency(self, weights: npt.NDArray[np.float64] | None = None) -> Any:
        """Return the adjacency as a scipy CSR matrix, shape (n, n), 0/1 or weighted; rows send."""
        from scipy.sparse import coo_array

        values = np.ones(self.m, dtype=np.int8) if weights is None else weights
        matrix = coo_array((values, (self.source, self.target)), shape=(self.n, self.n)).tocsr()
        return matrix if self.directed else matrix + matrix.T

    def undirected(self) -> GroupedGraph:
        """Return the graph without directions: tied either way is tied, at the highest level."""
        if not self.directed:
            return self
        a, b, rank = _simple(self.source, self.target, self.rank, self.n, directed=False)
        return replace(self, source=a, target=b, rank=rank, directed=False, answered=None)

    def kept(self, ties: npt.NDArray[np.bool_]) -> GroupedGraph:
        """Return the graph with some of its ties only, shape (m,); every actor stays."""
        rank = None if self.rank is None else self.rank[ties]
        return replace(self, source=self.source[ties], target=self.target[ties], rank=rank)

    def among(self, actors: npt.NDArray[np.bool_]) -> GroupedGraph:
        """Return the graph of some of its actors, shape (n,), with the ties among them."""
        kept = self.kept(actors[self.source] & actors[self.target])
        place = (np.cumsum(actors) - 1).astype(np.int32)
        return replace(
            kept,
            actors=self.actors[actors],
            codes=self.codes[actors],
            source=place[kept.source],
            target=place[kept.target],
            answered=None if self.answered is None else self.answered[actors],
        )

    def regrouped(self, by: GroupsGiven) -> GroupedGraph:
        """Return the same graph under other groups, given as actor -> group."""
        groups, codes = encoded(group_labels(by, list(self.actors)))
        return replace(self, groups=groups, codes=codes, by=name_of_groups(by))

    @classmethod
    def from_edges(
        cls,
        source: Ids,
        target: Ids,
        *,
        groups: Mapping[Hashable, Hashable] | pd.Series,
        rank: npt.ArrayLike | None = None,
        directed: bool = False,
        response_rate: float = float("nan"),
    ) -> GroupedGraph:
        """Build the graph from a table of ties, without passing through networkx.

        Parameters
        ----------
        source, target : array of ids, length m
            The two ends of each row. Rows of the same pair are one tie, at its highest level.
        groups : Series or mapping of actor to group
            Group of each actor: every id of `source` and `target`, and the actors without a tie.
            The name of a Series says what the groups are.
        rank : array of int, length m, optional
            Level of each row, 0 for the loosest.
        directed : bool
            Whether source -> target differs from target -> source.
        response_rate : float
            Share of the actors invited who declared their ties.

        Returns
        -------
        GroupedGraph
            A simple graph.

        Raises
        ------
        NotComparable
            If `groups` is nothing of the kind, or an actor stands twice in it; if `source`,
            `target` and `rank` are not of one length; if a tie names an actor that is not in
            `groups` or joins an actor to itself, or a level is not a whole number from 0 to 127.

        Examples
        --------
        >>> sectors = pd.Series({"a": "private", "b": "community", "c": None}, name="sector")
        >>> g = GroupedGraph.from_edges(["a", "b", "a"], ["b", "a", "c"], groups=sectors)
        >>> g.m, g.groups, g.unknown
        (2, ('community', 'private'), 1)
        """
        if isinstance(groups, Mapping):
            index = pd.Index(list(groups), tupleize_cols=False)
            groups = pd.Series(list(groups.values()), index, dtype=object)
        if not isinstance(groups, pd.Series):
            raise NotComparable("error_groups_of_actors", given=type(groups).__name__)
        actors = pd.Index(groups.index, name="actor")
        if not actors.is_unique:
            repeated = actors[actors.duplicated()].unique()
            raise NotComparable("error_repeated_actors", actors=some(repeated))
        ends = []
        columns: tuple[Any, Any] = (source, target)
        for column in columns:
            # a column repeats each id many times: look each up once
            codes_of_ids, ids = pd.factorize(pd.Series(column), use_na_sentinel=False)
            positions = actors.get_indexer(pd.Index(ids))
            if (positions < 0).any():
                missing = pd.Index(ids)[positions < 0]
                raise NotComparable("error_ends_not_actors", actors=some(missing))
            ends.append(positions.astype(np.int32)[codes_of_ids])
        levels = None if rank is None else levels_as_ranks(rank)
        if rank is not None and levels is None and len(ends[0]):
            raise NotComparable("error_ranks")
        lengths = [len(given) for given in (*ends, levels) if given is not None]
        if len(set(lengths)) > 1:
            raise NotComparable("error_lengths_of_ties", lengths=", ".join(map(str, lengths)))
        labels, codes = encoded(groups.to_numpy(dtype=object))
        a, b, levels = _simple(ends[0], ends[1], levels, len(actors), directed=directed)
        return cls(
            actors,
            labels,
            codes,
            a,
            b,
            directed,
            str(groups.name or "group"),
            levels,
            response_rate,
        )


def _simple(
    source: npt.NDArray[np.int32],
    target: npt.NDArray[np.int32],
    rank: npt.NDArray[np.int8] | None,
    n: int,
    *,
    directed: bool,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int8] | None]:
    """Return each pair once, at its highest level, in the order of pairs."""
    loops = int((source == target).sum())
    if loops:
        raise NotComparable("error_self_ties", n=loops)
    if not directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    pair = source.astype(np.int64) * n + target
    if rank is None:
        pair = np.sort(pair)  # np.unique hashes first, which is slower here
    else:
        order = np.lexsort((rank, pair))
        pair, rank = pair[order], rank[order]
    last = np.ones(len(pair), dtype=bool)
    last[:-1] = pair[1:] != pair[:-1]
    pair, rank = pair[last], None if rank is None else rank[last]
    return (pair // max(n, 1)).astype(np.int32), (pair % max(n, 1)).astype(np.int32), rank
