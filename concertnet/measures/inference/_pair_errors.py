"""Errors of what is made of pairs, where pairs that share an actor depend on each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Codes, Counts, Mask, Positions, Values, ratio
from concertnet.hinges.formula import Formula
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import count_mixing, pairs_of_cells

__all__ = [
    "PairParts",
    "pair_variance",
    "parts_apart",
    "parts_of",
    "scaled",
    "small_sample_variance",
    "t_quantile",
    "with_everyone",
]

# Steps of the differences that give a gradient, for the size of a count.
_STEP = 1e-4
# Numbers held at once while they are taken.
_CELLS = 2_000_000


@dataclass(frozen=True, eq=False)
class PairParts:
    """What each pair of actors adds to some numbers: a part of its tie, less one of its groups.

    Attributes
    ----------
    actors : Index, length n
        The actors that are in it.
    codes : ndarray of int32, shape (n,)
        Group of each.
    source, target : ndarray of int64, shape (m,)
        The two ends of each tie.
    of_tie : ndarray of float, shape (p, m)
        What each tie adds to each number.
    of_pair : ndarray of float, shape (p, k, k)
        What is taken off for each pair of two groups, tied or not; symmetric.
    touched : ndarray of bool, shape (p, k)
        The groups whose ties move each number: it rests on their actors alone.
    directed : bool
        Whether a pair has two ties.
    """

    actors: pd.Index
    codes: Codes
    source: Positions
    target: Positions
    of_tie: Values
    of_pair: Values
    touched: Mask
    directed: bool

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.actors)

    def sums(self) -> tuple[Values, Values]:
        """Return the two sums of `pair_variance`, without writing the pairs down."""
        n, size = self.n, np.bincount(self.codes, minlength=self.of_pair.shape[-1])
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        key, pair = np.unique(low * n + high, return_inverse=True)
        group, other = self.codes[key // max(n, 1)], self.codes[key % max(n, 1)]
        tied = np.zeros((len(size), len(size)))
        np.add.at(tied, (group, other), 0.5)
        np.add.at(tied, (other, group), 0.5)
        # each pair of two groups stands on both sides of the diagonal, as each half of its ties
        apart = (np.outer(size, size) - np.diag(size)) / 2 - tied
        of_actors, of_pairs = np.empty(len(self.of_tie)), np.empty(len(self.of_tie))
        for place, (tie, less) in enumerate(zip(self.of_tie, self.of_pair, strict=True)):
            sums = np.bincount(self.source, tie, minlength=n)
            sums = sums + np.bincount(self.target, tie, minlength=n)
            sums = sums - (less @ size - np.diagonal(less))[self.codes]
            together = np.bincount(pair, tie, minlength=len(key)) - less[group, other]
            of_actors[place] = sums @ sums
            of_pairs[place] = together @ together + (less**2 * apart).sum()
        return of_actors, of_pairs

    def rests_on(self) -> tuple[Counts, Counts]:
        """Return, of each number, the actors that it rests on, and in how many groups they are."""
        sizes = np.bincount(self.codes, minlength=self.touched.shape[-1])
        return self.touched @ sizes, (self.touched & (sizes > 0)).sum(axis=1)

    def variance(self, n: Counts, k: Counts) -> Values:
        """Return the variance of each number, with its factors for n actors of k groups."""
        pairs, cells = n * (n - 1), k * k
        if not self.directed:
            pairs, cells = pairs // 2, k * (k + 1) // 2
        return small_sample_variance(*self.sums(), n=n, k=k, pairs=pairs, cells=cells)


def parts_of(formula: Formula, graph: GroupedGraph) -> PairParts:
    """Return what each pair adds to a formula of the counts of ties between groups.

    Groups and actors are fixed, ties are not: a pair adds the slope of the formula by the count of
    its cell, times its tie less the density of that cell.
    """
    if formula.everyone:
        graph = with_everyone(graph)
    known = graph.codes >= 0
    place = np.cumsum(known) - 1
    source, target = graph.known_ties()
    counts, sizes = count_mixing(graph)[0], graph.sizes
    possible = pairs_of_cells(sizes, graph.directed)
    slopes = np.where(possible > 0, _slopes(formula, counts, sizes, graph.directed), 0)
    less = slopes * np.nan_to_num(ratio(counts, possible))
    return PairParts(
        graph.actors[known],
        graph.codes[known],
        place[source],
        place[target],
        slopes[:, graph.codes[source], graph.codes[target]],
        less + less.swapaxes(1, 2) if graph.directed else less,
        (slopes != 0).any(axis=1) | (slopes != 0).any(axis=2),
        graph.directed,
    )


def with_everyone(graph: GroupedGraph) -> GroupedGraph:
    """Return a graph whose actors of unknown group are one more group."""
    if not graph.unknown:
        return graph
    codes = np.where(graph.codes < 0, len(graph.groups), graph.codes).astype(np.int32)
    return replace(graph, groups=(*graph.groups, None), codes=codes)


def parts_apart(one: PairParts, other: PairParts) -> PairParts:
    """Return what each pair adds to the other's numbers less the one's, whoever is in both."""
    actors = one.actors.union(other.actors, sort=False)
    places = [actors.get_indexer(each.actors) for each in (one, other)]
    codes = np.full((2, len(actors)), -1)
    for row, place, each in zip(codes, places, (one, other), strict=True):
        row[place] = each.codes
    # the last row and column are those of who is not there, and adds nothing
    kinds, code = np.unique(codes, axis=1, return_inverse=True)
    less = [
        np.pad(each.of_pair, ((0, 0), (0, 1), (0, 1)))[:, kind[:, None], kind]
        for each, kind in zip((one, other), kinds, strict=True)
    ]
    touched = [
        np.pad(each.touched, ((0, 0), (0, 1)))[:, kind]
        for each, kind in zip((one, other), kinds, strict=True)
    ]
    source = np.concatenate([places[0][one.source], places[1][other.source]])
    target = np.concatenate([places[0][one.target], places[1][other.target]])
    return PairParts(
        actors,
        code.ravel().astype(np.int32),
        source,
        target,
        np.hstack([-one.of_tie, other.of_tie]),
        less[1] - less[0],
        touched[0] | touched[1],
        one.directed,
    )


def t_quantile(freedom: npt.ArrayLike, confidence: float) -> Values:
    """Return how many errors an interval reaches to each side; nan without any freedom."""
    from scipy.special import stdtrit

    freedom = np.asarray(freedom, dtype=float)
    return np.asarray(stdtrit(np.where(freedom > 0, freedom, np.nan), (1 + confidence) / 2))


def _slopes(formula: Formula, counts: Counts, sizes: Counts, directed: bool) -> Values:
    """Return the slope of each value of a formula by each count, shape (p, k, k)."""
    k = len(sizes)
    one, other = np.indices((k, k)) if directed else np.triu_indices(k)
    one, other = one.ravel(), other.ravel()
    step = _STEP * np.maximum(1, counts[one, other])
    found = []
    at_once = max(_CELLS // max(k * k, 1), 1)
    for first in range(0, len(one), at_once):
        cells = np.arange(first, min(first + at_once, len(one)))
        moved = np.zeros((len(cells), k, k))
        rows = np.arange(len(cells))
        moved[rows, one[cells], other[cells]] = step[cells]
        if not directed:
            moved[rows, other[cells], one[cells]] = step[cells]
        up, down = (
            scaled(formula, formula(counts + to * moved, sizes, directed)).reshape(len(cells), -1)
            for to in (1, -1)
        )
        with np.errstate(invalid="ignore"):
            found.append((up - down) / (2 * step[cells])[:, None])
    slopes = np.zeros((found[0].shape[1] if found else 1, k, k))
    if found:
        slopes[:, one, other] = np.concatenate(found).T
        slopes[~np.isfinite(slopes)] = np.nan
        if not directed:
            slopes[:, other, one] = slopes[:, one, other]
    return slopes


def scaled(formula: Formula, values: Values) -> Values:
    """Return values on the scale of their errors: of ratios, their logarithms."""
    if not formula.log:
        return np.asarray(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(values))


def pair_variance(
    parts: Values, pairs: tuple[Positions, Positions], n: int
) -> tuple[Values, Values]:
    """Return two sums over what each pair adds to a number: of actors, and of pairs.

    Parameters
    ----------
    parts : ndarray of float, shape (p, N)
        What each pair adds to each number; both directions of a pair are taken together.
    pairs : tuple of ndarray of int64, shape (N,)
        The two actors of each pair.
    n : int
        Number of actors.

    Returns
    -------
    tuple of ndarray of float, shape (p,)
        Sum over actors of the squared sum of their pairs, and sum over pairs of the squares: the
        variance without a factor for small samples is the first less the second.
    """
    one, other = pairs
    low, high = np.minimum(one, other), np.maximum(one, other)
    key = low * n + high
    of_actors, of_pairs = np.empty(len(parts)), np.empty(len(parts))
    for place, part in enumerate(parts):
        together = np.bincount(key, part, minlength=n * n)
        sums = np.bincount(one, part, minlength=n) + np.bincount(other, part, minlength=n)
        of_actors[place], of_pairs[place] = sums @ sums, together @ together
    return of_actors, of_pairs


def small_sample_variance(
    of_actors: Values,
    of_pairs: Values,
    *,
    n: Counts | int,
    k: Counts | int,
    pairs: Counts | int,
    cells: Counts | int,
) -> Values:
    """Return the variance with its factors for few actors; nan where n or N leave none.

    Parameters
    ----------
    of_actors, of_pairs : ndarray of float
        The two sums of `pair_variance`.
    n, k : ndarray of int or int
        Actors, and groups of them whose means were taken (1 for a regression).
    pairs, cells : ndarray of int or int
        Pairs, and numbers fitted to them.
    """
    n, k, pairs, cells = (np.asarray(each, dtype=float) for each in (n, k, pairs, cells))
    leaves_some = (n > np.maximum(k, 2)) & (pairs > cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_few = n * (n - 1) ** 2 / ((n - 2) ** 2 * (n - k))
        variance = np.maximum(of_actors - 2 * of_pairs, 0) * of_few
        variance = variance + of_pairs * pairs / (pairs - cells)
    return np.where(leaves_some, variance, np.nan)
