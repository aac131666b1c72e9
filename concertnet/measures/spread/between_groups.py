"""The part of the spread of answers that lies between groups, and what chance would give it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Integers, Positions, Values

__all__ = ["BetweenGroups", "between_groups"]

_MOST_ARRANGEMENTS = 10_000  # all are looked at up to there
_BLOCK = 2_000_000  # numbers held at once
_SAME = 1e-12  # two shares closer than this are equal


@dataclass(frozen=True)
class BetweenGroups:
    """The part of a spread between groups.

    Attributes
    ----------
    share : float
        0 to 1; nan where all answers are the same, or fewer than two groups have one.
    expected : float
        Its mean over all the ways of giving the groups to those who answered, their sizes kept.
    p_value : float
        The part of these ways whose share is as large or larger: of all of them where they are at
        most 10,000, else (1 + as large) / (1 + draws).
    exact : bool
        Whether all of them were looked at.
    """

    share: float
    expected: float
    p_value: float
    exact: bool


_NOTHING = BetweenGroups(math.nan, math.nan, math.nan, False)


def between_groups(
    values: Values,
    weights: Values,
    units: Integers,
    groups: Integers,
    *,
    draws: int,
    random: np.random.Generator,
) -> BetweenGroups:
    """Return the part of the spread of values that lies between groups of units.

    Distance components with exponent 1: ``(T - W) / T``, T = n/2 G(x, x) and
    W = sum over groups of n_g/2 G(x_g, x_g), G being the mean distance between two answers.

    Parameters
    ----------
    values, weights : ndarray, shape (answers,)
        The answers; the weights of a unit sum to 1.
    units : ndarray of int, shape (answers,)
        Which unit gives each answer, from 0.
    groups : ndarray of int, shape (units,)
        The group of each unit.
    draws : int
        How many times the groups are shuffled, where their arrangements are too many.
    random : numpy Generator
        What shuffles them.

    References
    ----------
    .. [1] Rizzo, M. L. and Székely, G. J. (2010). DISCO analysis: a nonparametric extension of
       analysis of variance. Annals of Applied Statistics, 4(2), 1034-1055, doi:10.1214/09-AOAS245.
    """
    sizes = np.bincount(groups)
    present = sizes > 0
    groups, sizes = (np.cumsum(present) - 1)[groups], sizes[present]
    code, steps = pd.factorize(values, sort=True)
    if len(sizes) < 2 or len(steps) < 2:
        return _NOTHING
    n, m = len(groups), len(steps)
    gaps = np.diff(steps)
    single = len(values) == n
    totals = np.bincount(code, weights, minlength=m)
    whole = float(_within(totals[None].astype(float), np.array([n]), gaps))
    observed = _by_unit(code, weights, groups[units], len(sizes), m)
    share = 1 - float(_within(observed, sizes, gaps)) / whole
    if single:
        expected = (len(sizes) - 1) / (n - 1) if n > 1 else math.nan
    else:
        expected = _expected(_by_unit(code, weights, units, n, m), sizes, gaps, whole)
    count = _arrangements(sizes)
    exact = count <= _MOST_ARRANGEMENTS
    if not draws and not exact:
        return BetweenGroups(share, expected, math.nan, False)
    larger = 0
    if single and not exact:
        drawn = _drawn_counts(sizes, totals.astype(np.int64), draws, random)
    else:
        by_unit = _by_unit(code, weights, units, n, m)
        held = max(1, _BLOCK // max(n, len(sizes) * m))
        codes = _all_codes(sizes, held) if exact else _shuffled(groups, draws, held, random)
        drawn = _counted(codes, by_unit, len(sizes))
    for counts in drawn:
        within = _within(counts, sizes, gaps)
        larger += int((1 - within / whole >= share - _SAME).sum())
    p = larger / count if exact else (1 + larger) / (1 + draws)
    return BetweenGroups(share, expected, p, exact)


def _within(counts: Values, sizes: Integers, gaps: Values) -> Values:
    """Return W of each table of counts, shape (..., groups, steps)."""
    below = np.cumsum(counts, axis=-1)[..., :-1]
    apart = (gaps * below * (sizes[:, None] - below)).sum(axis=-1)
    return (apart / sizes).sum(axis=-1)


def _by_unit(code: Integers, weights: Values, units: Integers, n: int, m: int) -> Values:
    counts = np.bincount(units * m + code, weights, minlength=n * m)
    return counts.reshape(n, m).astype(float, copy=False)


def _expected(by_unit: Values, sizes: Integers, gaps: Values, whole: float) -> float:
    """Return the mean share when units themselves hold several answers."""
    n, k = len(by_unit), len(sizes)
    below = np.cumsum(by_unit, axis=1)[:, :-1]
    inside = float((2 * gaps * below * (1 - below)).sum() / n)
    apart = (2 * whole - inside) / (n - 1)
    return 1 - (k * inside + (n - k) * apart) / (2 * whole)


def _arrangements(sizes: Integers) -> int:
    """Return in how many ways units fall into groups of these sizes."""
    log = math.lgamma(sizes.sum() + 1) - sum(math.lgamma(size + 1) for size in sizes.tolist())
    if log > math.log(_MOST_ARRANGEMENTS) + 1:
        return _MOST_ARRANGEMENTS + 1  # too many to be counted, and looked at
    ways, left = 1, int(sizes.sum())
    for size in sizes.tolist():
        ways *= math.comb(left, size)
        left -= size
    return ways


def _all_codes(sizes: Integers, held: int) -> Iterator[Positions]:
    """Yield the groups of units in every arrangement, some at a time."""
    from itertools import combinations

    def arranged(free: tuple[int, ...], group: int) -> Iterator[dict[int, int]]:
        if group == len(sizes) - 1:
            yield dict.fromkeys(free, group)
            return
        for chosen in combinations(free, int(sizes[group])):
            taken = set(chosen)
            rest = tuple(unit for unit in free if unit not in taken)
            for others in arranged(rest, group + 1):
                yield others | dict.fromkeys(chosen, group)

    n, block = int(sizes.sum()), []
    for one in arranged(tuple(range(n)), 0):
        block.append([one[unit] for unit in range(n)])
        if len(block) == held:
            yield np.array(block)
            block = []
    if block:
        yield np.array(block)


def _shuffled(
    groups: Integers, draws: int, held: int, random: np.random.Generator
) -> Iterator[Positions]:
    for first in range(0, draws, held):
        rows = np.tile(groups, (min(held, draws - first), 1))
        yield random.permuted(rows, axis=1)


def _counted(codes: Iterator[Positions], by_unit: Values, k: int) -> Iterator[Values]:
    """Yield the counts by group and step of each row of groups of units."""
    for rows in codes:
        yield np.stack([(rows == group).astype(float) @ by_unit for group in range(k)], axis=1)


def _drawn_counts(
    sizes: Integers, totals: Integers, draws: int, random: np.random.Generator
) -> Iterator[Values]:
    """Yield counts by group and step as shuffles give them, drawn step by step: no shuffle made.

    A shuffle deals the steps to the groups without replacement; only how many of each a group
    receives matters, which the hypergeometric law gives.
    """
    k, m = len(sizes), len(totals)
    order = np.argsort(sizes, kind="stable")  # the largest group takes what is left
    held = max(1, _BLOCK // (k * m))
    for first in range(0, draws, held):
        size = min(held, draws - first)
        left = np.tile(totals, (size, 1))
        counts = np.zeros((size, k, m))
        for group in order[:-1]:
            room = np.full(size, sizes[group])
            rest = left.sum(axis=1)
            for step in range(m - 1):
                here = left[:, step]
                rest = rest - here
                taken = random.hypergeometric(here, rest, room)
                counts[:, group, step] = taken
                room = room - taken
            counts[:, group, m - 1] = room
            left = left - counts[:, group].astype(np.int64)
        counts[:, order[-1]] = left
        yield counts
