"""Actors permuted, and the products of covariates so moved with what stays in place."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Codes, Counts, Mask, Values
from concertnet.hinges.door import GraphLike, grouped
from concertnet.hinges.grouping import some
from concertnet.hinges.guards import Seed, generator, whole_number
from concertnet.measures.inference.pair_covariates import PairData

__all__ = ["at_least", "orders", "orders_within", "permuted_p", "products_permuted"]

# Up to that many actors, every order of theirs is taken instead of draws.
_EVERY = 7
# Numbers moved in all up to which numpy is as fast as what must first be compiled.
_PLAIN = 100_000_000
# A draw that reproduces the observed value must not count as lower because of the order of a sum.
_TOLERANCE = 1e-9


def orders(codes: Codes | None, n: int, *, draws: int, seed: Seed) -> tuple[Codes, bool]:
    """Return orders of n actors, shape (draws, n), and whether these are all that there are.

    With `codes`, shape (n,), actors move only among those of their stratum.
    """
    draws = whole_number(draws, name="draws", least=1)
    random = generator(seed)
    strata = np.zeros(n, dtype=np.int32) if codes is None else codes
    if n <= _EVERY:
        every = np.array(list(permutations(range(n))), dtype=np.int32)
        return every[(strata[every] == strata).all(axis=1)], True
    found = np.tile(np.arange(n, dtype=np.int32), (draws, 1))
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        if len(members) > 1:
            found[:, members] = random.permuted(found[:, members], axis=1)
    return found, False


def orders_within(
    graph: GraphLike, data: PairData, *, strata: str | None, draws: int, seed: Seed
) -> tuple[Codes, bool]:
    """Return orders of the actors of pairs as `orders` does, within those of an attribute if any.

    Raises
    ------
    NotComparable
        If an actor kept has no known value of `strata`; or as `orders`.
    MissingAttribute
        If no actor has `strata`.
    """
    codes = None if strata is None else _strata_codes(graph, data, strata)
    return orders(codes, data.n, draws=draws, seed=seed)


def products_permuted(moved: Values, fixed: Values, order: Codes, data: PairData) -> Values:
    """Return the sums over pairs of each matrix moved by each order, times each fixed one.

    Parameters
    ----------
    moved, fixed : ndarray of float, shape (p, N) and (q, N)
        Values of pairs.
    order : ndarray of int32, shape (draws, n)
        Orders of the actors.
    data : PairData
        Whose pairs they are.

    Returns
    -------
    ndarray of float, shape (draws, p, q)
    """
    rows, stay = data.square(moved), data.square(fixed)
    found = np.empty((len(order), len(moved), len(fixed)))
    even = np.ones(len(moved), dtype=bool)
    if data.graph.directed:
        # what is the same both ways meets both ways of the other at once: half of the work
        even = np.array([np.array_equal(one, one.T) for one in rows], dtype=bool)
        found[:, ~even] = _products(rows[~even], stay, order, directed=True)
        stay = stay + stay.transpose(0, 2, 1)
    found[:, even] = _products(rows[even], stay, order, directed=False)
    return found


def _products(rows: Values, stay: Values, order: Codes, *, directed: bool) -> Values:
    """Return the products of square matrices: over all i and j, or over j below i."""
    p, n, _ = rows.shape
    if len(order) * n * n * p > _PLAIN:
        # loaded where it is worth it: small networks compile nothing
        from concertnet.kernels.pairs_permuted import permuted_products

        beside = (np.ascontiguousarray(m.transpose(1, 0, 2)) for m in (rows, stay))
        return permuted_products(*beside, order, directed)
    columns = (stay if directed else np.tril(stay)).reshape(len(stay), n * n).T
    found = np.empty((len(order), p, len(stay)))
    if p:
        for draw, to in enumerate(order):
            found[draw] = rows.take(to, axis=1).take(to, axis=2).reshape(p, n * n) @ columns
    return found


def at_least(drawn: Values, observed: Values) -> Mask:
    """Say which draws are at least as far from 0 as observed; never one that is nan."""
    least = np.abs(observed)
    least = np.where(np.isinf(least), least, least * (1 - _TOLERANCE))
    return np.abs(drawn) >= least


def permuted_p(drawn: Values, observed: Values, *, every: bool) -> tuple[Values, Counts]:
    """Return the two-sided p of each term, and in how many draws it could be tested.

    `drawn` has a row per draw; of `every` order, p is a share, without the observed one added.
    """
    count = (np.isfinite(drawn) | np.isinf(drawn)).sum(axis=0)
    extreme = at_least(drawn, observed).sum(axis=0)
    p_value = extreme / np.maximum(count, 1) if every else (1 + extreme) / (1 + count)
    return np.where(np.isnan(observed) | (count == 0), np.nan, p_value), count


def _strata_codes(graph: GraphLike, data: PairData, by: str) -> Codes:
    """Return the stratum of each actor kept, or raise naming those of unknown stratum."""
    kept = grouped(graph, by=by).codes[data.kept]
    unknown = np.flatnonzero(kept < 0)
    if len(unknown):
        actors = data.graph.actors[data.kept[unknown]]
        raise NotComparable("error_strata", by=by, n=len(unknown), actors=some(pd.Index(actors)))
    return kept
