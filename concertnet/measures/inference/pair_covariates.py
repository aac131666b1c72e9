"""What is known of pairs of actors: the covariates of a regression of ties, as square matrices."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable, UnknownWord
from concertnet.hinges.arrays import Codes, Mask, Positions, Values, positions
from concertnet.hinges.door import (
    GraphLike,
    Groupable,
    NetworkLike,
    grouped,
    is_network,
    is_networkx,
)
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import some
from concertnet.hinges.seat_places import seat_places
from concertnet.hinges.weights import weighted
from concertnet.tables.cells.numbers import as_numbers
from concertnet.words import Word

__all__ = ["Covariate", "On", "PairData", "pair_data", "pair_table"]

# What a covariate may be given as: a ready word, another network, a square table.
Covariate: TypeAlias = "str | GraphLike | pd.DataFrame"
On: TypeAlias = "str | Sequence[str] | Mapping[str, Covariate]"

# Ready words that end with the name of a column.
_OF_COLUMNS = ("same", "within", "pair", "difference", "sum", "sender", "receiver")
# All of them, as an error lists them: each with what it says of a pair.
_WORDS = tuple(
    map(
        Word,
        (
            "term_same_column",
            "term_within_column",
            "term_pair_column",
            "term_difference_column",
            "term_sum_column",
            "term_sender_column",
            "term_receiver_column",
            "term_shared_instances",
            "term_shared_agreements",
            "term_set_aside",
            "term_distance",
            "term_reciprocity",
        ),
    )
)
# What depends on the other ties: no covariate, a model of its own.
_ENDOGENOUS = ("shared_partners", "closure", "degree")
_EARTH = 6371.0088  # mean radius, km
_MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, eq=False)
class PairData:
    """The ties and the covariates of the pairs of the actors for whom all of them are known.

    Attributes
    ----------
    graph : GroupedGraph
        The whole graph.
    kept : ndarray of int64, shape (n,)
        Positions in the graph of the actors kept.
    names : tuple of str, length p
        The terms.
    ties : ndarray of float, shape (N,)
        1 or the weight of the tie of each pair, else 0.
    columns : ndarray of float, shape (p, N)
        The value of each term for each pair.
    left_out : DataFrame
        term, actor: who is left out, and for which term.
    reference : tuple of str
        The terms not made, which the others of their family are read against.
    """

    graph: GroupedGraph
    kept: Positions
    names: tuple[str, ...]
    ties: Values
    columns: Values
    left_out: pd.DataFrame
    reference: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """Number of actors kept."""
        return len(self.kept)

    @property
    def pairs(self) -> tuple[Positions, Positions]:
        """The two actors of each pair, positions among those kept; source first when directed."""
        return _pairs(self.n, self.graph.directed)

    def square(self, values: Values) -> Values:
        """Return values of pairs, shape (..., N), as matrices, shape (..., n, n); diagonals 0."""
        one, other = self.pairs
        matrix = np.zeros((*values.shape[:-1], self.n, self.n))
        matrix[..., one, other] = values
        if not self.graph.directed:
            matrix[..., other, one] = values
        return matrix


@dataclass(frozen=True, eq=False)
class _Covariate:
    """Some terms that are known for the same actors; `cells` gives those of chosen pairs."""

    terms: tuple[str, ...]
    known: Mask
    cells: Callable[[Positions, Positions], Sequence[Values]]


@dataclass(eq=False)
class _Reader:
    """Reads covariates of one graph."""

    given: GraphLike
    graph: GroupedGraph
    reference: list[str] = field(default_factory=list)
    squares: int = 0

    def _room_for_a_square(self) -> None:
        """Raise before a matrix of all the actors is made, when memory has no place for it."""
        self.squares += 1
        _require_memory(self.graph.n, self.squares)

    def read(self, name: str, value: Any) -> _Covariate:
        """Return a covariate: a ready word, a network or a square table."""
        if isinstance(value, str):
            return self._word(name, value)
        if isinstance(value, pd.DataFrame):
            return self._square(name, value)
        if isinstance(value, GroupedGraph | Groupable) or is_networkx(value):
            return self._ties(name, value)
        raise NotComparable("error_covariate", name=name, given=type(value).__name__)

    def _word(self, name: str, word: str) -> _Covariate:
        everyone = np.ones(self.graph.n, dtype=bool)
        if word in _ENDOGENOUS:
            raise NotComparable("error_endogenous", word=word)
        if word == "reciprocity":
            self._require_directed(word)
            self._room_for_a_square()
            ties = self.graph.adjacency().toarray().astype(float)
            return _Covariate((name,), everyone, lambda i, j: [ties[j, i]])
        if word == "distance":
            return self._distance(name)
        if word in ("shared_instances", "shared_agreements"):
            shared = self._shared(word)
            return _Covariate((name,), everyone, lambda i, j: [shared[i, j]])
        if word == "set_aside" or word.startswith("set_aside_"):
            apart = self._set_aside(word.removeprefix("set_aside").removeprefix("_"))
            return _Covariate((name,), everyone, lambda i, j: [apart[i, j]])
        kind, _, column = word.partition("_")
        if kind not in _OF_COLUMNS or not column:
            raise UnknownWord("error_unknown_choice", name="on", value=word, known=_WORDS)
        if kind in ("sender", "receiver"):
            self._require_directed(word)
        if kind in ("same", "within", "pair"):
            groups, codes = self._groups(column, word)
            if kind == "same":
                return _Covariate((name,), codes >= 0, lambda i, j: [_float(codes[i] == codes[j])])
            make = self._within if kind == "within" else self._pair
            return make(name, groups, codes)
        x = self._numbers(column, word)

        def cells(i: Positions, j: Positions) -> list[Values]:
            if kind == "difference":
                return [np.abs(x[i] - x[j])]
            return [x[i] + x[j] if kind == "sum" else x[i if kind == "sender" else j]]

        return _Covariate((name,), np.isfinite(x), cells)

    def _require_directed(self, word: str) -> None:
        if not self.graph.directed:
            raise NotComparable("error_directed_only", name="on", value=word)

    def _groups(self, column: str, word: str) -> tuple[tuple[Hashable, ...], Codes]:
        if column == self.graph.by:
            return self.graph.groups, self.graph.codes
        try:
            graph = grouped(self.given, by=column)
        except MissingAttribute as error:
            if error.key == "error_missing_attribute":
                raise MissingAttribute("error_term_missing", word=word, **error.fields) from None
            if error.key != "error_empty_attribute":
                raise
            raise MissingAttribute("error_term_empty", column=column, word=word) from None
        return graph.groups, graph.codes

    def _numbers(self, column: str, word: str) -> Values:
        groups, codes = self._groups(column, word)
        x = np.append(as_numbers(groups), np.nan)[codes]  # -1, the last, is unknown
        if not np.isfinite(x).any():
            raise NotComparable("error_no_number", column=column, example=some(groups, 3))
        return x

    def _within(self, name: str, groups: tuple[Hashable, ...], codes: Codes) -> _Covariate:
        sizes = np.bincount(codes[codes >= 0], minlength=len(groups))
        made = np.flatnonzero(sizes >= 2)

        def cells(i: Positions, j: Positions) -> list[Values]:
            return [_float((codes[i] == g) & (codes[j] == g)) for g in made]

        return _Covariate(tuple(f"{name}: {groups[g]}" for g in made), codes >= 0, cells)

    def _pair(self, name: str, groups: tuple[Hashable, ...], codes: Codes) -> _Covariate:
        k, directed = len(groups), self.graph.directed
        sizes = np.bincount(codes[codes >= 0], minlength=k)
        possible = np.outer(sizes, sizes) - np.diag(sizes)
        if not directed:
            possible = np.triu(possible, 1) + np.diag(np.diag(possible) // 2)
        one, other = np.nonzero(possible)
        most = int(np.argmax(possible[one, other])) if len(one) else 0
        label = [f"{name}: {groups[g]} – {groups[h]}" for g, h in zip(one, other, strict=True)]
        self.reference += label[most : most + 1]
        made = [place for place in range(len(one)) if place != most]

        def cells(i: Positions, j: Positions) -> list[Values]:
            g, h = codes[i], codes[j]
            if not directed:
                g, h = np.minimum(g, h), np.maximum(g, h)
            return [_float((g == one[place]) & (h == other[place])) for place in made]

        return _Covariate(tuple(label[place] for place in made), codes >= 0, cells)

    def _distance(self, name: str) -> _Covariate:
        y, x = (np.radians(self._numbers(column, name)) for column in ("latitude", "longitude"))

        def cells(i: Positions, j: Positions) -> list[Values]:
            # the half-versed sine keeps its digits where two places are near
            half = np.sin((y[i] - y[j]) / 2) ** 2
            half = half + np.cos(y[i]) * np.cos(y[j]) * np.sin((x[i] - x[j]) / 2) ** 2
            return [2 * _EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1)))]

        return _Covariate((name,), np.isfinite(x) & np.isfinite(y), cells)

    def _shared(self, word: str) -> Values:
        net = self._network(word)
        self._room_for_a_square()
        if word == "shared_instances":
            places = seat_places(net)
            held = places.ever_held
            actor = positions(pd.Series(places.actors[places.actor[held]]), self.graph.actors)
            where, count = places.instance[held], len(places.instances)
        else:
            parties = net.parties()
            actor = positions(parties["actor"], self.graph.actors)
            where, found = pd.factorize(parties["agreement"])
            count = len(found)
        member = np.zeros((self.graph.n, count))
        member[actor[actor >= 0], where[actor >= 0]] = 1
        return member @ member.T

    def _network(self, word: str) -> NetworkLike:
        """Return what was given where it has the tables that a word reads."""
        if not is_network(self.given):
            given = type(self.given).__name__
            raise NotComparable("error_term_network", word=word, given=given)
        return self.given

    def _set_aside(self, kind: str) -> Values:
        rows = self._network(f"set_aside_{kind}" if kind else "set_aside").set_aside
        if kind:
            kinds = sorted(map(str, rows["kind"].dropna().unique()))
            if kind not in kinds:
                known = ", ".join(f"set_aside_{one}" for one in kinds) or "–"
                value = f"set_aside_{kind}"
                raise UnknownWord("error_unknown_choice", name="on", value=value, known=known)
            rows = rows[rows["kind"] == kind]
        one, other = (positions(rows[end], self.graph.actors) for end in ("source", "target"))
        there = (one >= 0) & (other >= 0)
        return self._matrix(one[there], other[there], directed=self.graph.directed)

    def _ties(self, name: str, value: GraphLike) -> _Covariate:
        other = grouped(value, required=False)
        if not self.graph.directed:
            other = other.undirected()
        place = self.graph.actors.get_indexer(other.actors)
        source, target = place[other.source], place[other.target]
        there = (source >= 0) & (target >= 0)
        ties = self._matrix(source[there], target[there], directed=other.directed)
        known = np.zeros(self.graph.n, dtype=bool)
        known[place[place >= 0]] = True
        return _Covariate((name,), known, lambda i, j: [ties[i, j]])

    def _square(self, name: str, frame: pd.DataFrame) -> _Covariate:
        for labels in (frame.index, frame.columns):
            if not labels.is_unique:
                repeated = labels[labels.duplicated()].unique()
                raise NotComparable("error_square_repeats", name=name, actors=some(repeated))
        if set(frame.index) != set(frame.columns):
            apart = sorted(map(str, set(frame.index) ^ set(frame.columns)))
            raise NotComparable("error_square_labels", name=name, actors=some(apart))
        row = frame.index.get_indexer(self.graph.actors)
        column = frame.columns.get_indexer(self.graph.actors)
        known = row >= 0
        if not all(pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes):
            frame = frame.apply(pd.to_numeric, errors="coerce")
        values = frame.to_numpy(float, na_value=np.nan)
        self._room_for_a_square()
        matrix = np.zeros((self.graph.n, self.graph.n))
        matrix[np.ix_(known, known)] = values[np.ix_(row[known], column[known])]
        np.fill_diagonal(matrix, 0)  # nobody is tied to itself: nothing is read there
        wrong = ~np.isfinite(matrix)
        if wrong.any():
            i, j = (int(place[0]) for place in np.nonzero(wrong))
            raise NotComparable(
                "error_square_values",
                name=name,
                n=int(wrong.sum()),
                one=self.graph.actors[i],
                other=self.graph.actors[j],
            )
        both = matrix[np.ix_(known, known)]
        if not self.graph.directed and not np.allclose(both, both.T, rtol=1e-9, atol=0):
            raise NotComparable("error_square_directed", name=name)
        return _Covariate((name,), known, lambda i, j: [matrix[i, j]])

    def _matrix(self, source: Any, target: Any, *, directed: bool) -> Values:
        self._room_for_a_square()
        matrix = np.zeros((self.graph.n, self.graph.n))
        matrix[source, target] = 1
        if not directed:
            matrix[target, source] = 1
        return matrix


def pair_data(graph: GraphLike, on: On, *, weight: str | None = None) -> PairData:
    """Return the ties and the covariates of every pair, or raise naming what cannot be read."""
    arrays, weights = weighted(graph, weight=weight, required=False)
    reader = _Reader(graph, arrays)
    listed = dict(_listed(on))
    covariates = [reader.read(name, value) for name, value in listed.items()]
    if empty := [name for name, one in zip(listed, covariates, strict=True) if not one.terms]:
        raise NotComparable("error_terms_none", terms=some(empty))
    names = tuple(term for one in covariates for term in one.terms)
    if len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise NotComparable("error_terms_twice", terms=some(twice))
    if arrays.answered is not None:
        # what a silent actor would send is not known
        covariates.append(_Covariate(("answered",), arrays.answered, lambda *_: []))
    known = np.ones(arrays.n, dtype=bool)
    for one in covariates:
        known &= one.known
    kept = np.flatnonzero(known)
    _require_memory(len(kept), len(names))
    one, other = _pairs(len(kept), arrays.directed)
    i, j = kept[one], kept[other]
    columns = np.array(
        [column for each in covariates for column in each.cells(i, j)], dtype=float
    ).reshape(len(names), len(i))
    return PairData(
        arrays,
        kept,
        names,
        _tied(arrays, weights, kept),
        columns,
        _left_out(arrays, covariates),
        tuple(reader.reference),
    )


def pair_table(graph: GraphLike, *, on: On = ()) -> pd.DataFrame:
    """Lay out the pairs of actors, their ties and what is known of them (pair grain).

    These are the columns that `mrqap` and `qap_correlation` compare, to look at, draw or save.

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    on : list of str or mapping, optional
        Covariates, as in `mrqap`.

    Returns
    -------
    DataFrame
        A row per pair of actors for whom every covariate is known (per ordered pair, source first,
        when directed): actor, other_actor, tie (1 or 0), level (of the tie, as a number from 0, the
        loosest; nan without a tie or a level), then a column per term.

    Raises
    ------
    NotComparable, UnknownWord, MissingAttribute
        As in `mrqap`.

    References
    ----------
    .. [1] Krackhardt, D. (1988). Predicting with networks: nonparametric multiple regression
       analysis of dyadic data. Social Networks, 10(4), 359-381.

    Examples
    --------
    >>> import networkx as nx
    >>> pairs = pair_table(nx.karate_club_graph(), on=["same_club"])
    >>> len(pairs), int(pairs["tie"].sum()), pairs["same_club"].iloc[0].item()
    (561, 78, 1.0)
    """
    data = pair_data(graph, on)
    one, other = data.pairs
    actors = data.graph.actors[data.kept]
    rank = data.graph.rank
    level = np.full(len(one), np.nan)
    if rank is not None:
        # a tie at the loosest level has rank 0: told apart from no tie
        found = _tied(data.graph, rank.astype(float) + 1, data.kept)
        level = np.where(found > 0, found - 1, np.nan)
    table = {
        "actor": actors[one],
        "other_actor": actors[other],
        "tie": data.ties.astype(np.int64),
        "level": level,
    }
    taken = [name for name in data.names if name in table]
    if taken:
        raise NotComparable("error_terms_twice", terms=some(taken))
    return pd.DataFrame({**table, **dict(zip(data.names, data.columns, strict=True))})


def _listed(on: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(on, Mapping):
        if not all(isinstance(name, str) for name in on):
            raise NotComparable("error_names_expected", name="on", value=repr(list(on)))
        yield from on.items()
        return
    words = [on] if isinstance(on, str) else on
    if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
        raise NotComparable("error_on", given=type(on).__name__)
    yield from ((word, word) for word in dict.fromkeys(words))


def _pairs(n: int, directed: bool) -> tuple[Positions, Positions]:
    apart = ~np.eye(n, dtype=bool)
    one, other = np.nonzero(apart if directed else np.triu(apart))
    return one, other


def _tied(graph: GroupedGraph, weights: Values, kept: Positions) -> Values:
    """Return the weight of the tie of each pair of the actors kept, 0 where there is none."""
    matrix = np.zeros((graph.n, graph.n))
    matrix[graph.source, graph.target] = weights
    if not graph.directed:
        matrix[graph.target, graph.source] = weights
    one, other = _pairs(len(kept), graph.directed)
    return matrix[kept[one], kept[other]]


def _left_out(graph: GroupedGraph, covariates: Sequence[_Covariate]) -> pd.DataFrame:
    rows = [
        (covariate.terms[0].partition(": ")[0], graph.actors[place])
        for covariate in covariates
        for place in np.flatnonzero(~covariate.known).tolist()
    ]
    terms, actors = zip(*rows, strict=True) if rows else ((), ())
    kind = graph.actors.dtype
    return pd.DataFrame(
        {"term": pd.Series(terms, dtype="str"), "actor": pd.Series(actors, dtype=kind)}
    )


def _require_memory(n: int, terms: int) -> None:
    needed = (terms + 1) * n * n * np.dtype(float).itemsize
    if needed > _MOST_BYTES:
        fits = int((_MOST_BYTES / ((terms + 1) * np.dtype(float).itemsize)) ** 0.5)
        raise NotComparable(
            "error_pairs_memory",
            actors=n,
            n=terms,
            needed=round(needed / 1e9, 2),
            most=round(_MOST_BYTES / 1e9),
            fits=fits,
        )


def _float(said: Mask) -> Values:
    return said.astype(float)
