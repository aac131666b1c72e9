"""The best untied pairs of a large network, without ever listing them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.gaps.evidence.columns import COUNTED, EVIDENCE_NAMES, OVER_PARTNERS
from concertnet.gaps.evidence.ground import Ground
from concertnet.gaps.evidence.score import ROUNDING
from concertnet.hinges.arrays import Positions

__all__ = ["NearPairs", "best_near_pairs"]


@dataclass(frozen=True, eq=False)
class NearPairs:
    """The best of the pairs that share something.

    Attributes
    ----------
    one, other : ndarray of int
        Positions: the actor of the sector, the other.
    among : DataFrame
        Mean and sd of each column of evidence over all the untied pairs, near or not.
    near : int
        Number of near pairs.
    """

    one: Positions
    other: Positions
    among: pd.DataFrame
    near: int


def best_near_pairs(
    on: Ground,
    ours: Positions,
    others: Positions,
    tied: tuple[Positions, Positions],
    weights: Mapping[str, float],
    top: int,
) -> NearPairs:
    """Return the best of the pairs that share a partner, an instance or a looser tie.

    Parameters
    ----------
    on : Ground
        The network.
    ours, others : ndarray of int, shapes (a,) and (b,)
        The actors of the sector and those of the other known sectors, in order of id.
    tied : tuple of two ndarray of int
        The tied pairs between them: the actor of the sector, the other.
    weights : mapping of column to float
        Weights of the columns of evidence.
    top : int
        Number of pairs.

    Returns
    -------
    NearPairs
        At most `top` pairs, in no order.
    """
    from concertnet.kernels.pairs_near import Surroundings, near_pairs

    place = np.full(on.graph.n, -1, dtype=np.int64)
    place[others] = np.arange(len(others))
    around = Surroundings(
        ours=ours,
        eligible=place,
        ties=_rows(on.ties),
        looser=_rows(on.looser),
        seats=_rows(on.seats),
        seated=_rows(on.seats.T.tocsr()),
        per_partner=on.per_partner,
        degrees=on.degrees / np.sqrt(max(on.degrees.sum(), 1.0)),
        groups=on.graph.codes,
        # row by row whatever made them: a kernel is compiled for each layout that it is given
        mixed=np.ascontiguousarray(on.mixed),
        affinity=np.ascontiguousarray(on.affinity),
        alike=np.array(list(on.alike.values())).reshape(len(on.alike), on.graph.n),
    )
    nothing = _of_kernel(on, dict.fromkeys(EVIDENCE_NAMES, 0.0))
    sums, squares, near, _, _ = near_pairs(around, nothing, nothing, 0)
    among = _moments(on, ours, others, tied, sums, squares)
    factors = {c: _over(weights.get(str(c), 0.0), sd) for c, sd in among["sd"].items()}
    centres = dict(among["mean"].fillna(0).items())
    weighed = _of_kernel(on, factors), _of_kernel(on, centres)
    *_, pairs = near_pairs(around, *weighed, min(top, near))
    return NearPairs(ours[pairs // on.graph.n], others[pairs % on.graph.n], among, near)


def _over(weight: float, sd: float) -> float:
    """Return a weight per standard deviation; a column that does not vary weighs nothing."""
    return weight / sd if sd > 0 else 0.0


def _of_kernel(on: Ground, numbers: Mapping[Any, float]) -> Any:
    """Return a number for each column of evidence as the kernel reads them."""
    from concertnet.kernels.pairs_near import Evidence

    return Evidence(
        per_partner=tuple(float(numbers[column]) for column in OVER_PARTNERS),
        alike=tuple(float(numbers[column]) for column in on.alike),
        **{
            column: float(numbers[column])
            for column in ("shared_instances", "looser_tie", "expected", "sector_affinity")
        },
    )


def _rows(matrix: Any) -> Any:
    from concertnet.kernels.pairs_near import FilledRows

    return FilledRows(matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32))


def _moments(
    on: Ground,
    ours: Positions,
    others: Positions,
    tied: tuple[Positions, Positions],
    sums: npt.NDArray[np.float64],
    squares: npt.NDArray[np.float64],
) -> pd.DataFrame:
    """Return mean and sd of every column: those of all pairs are sums of products by group."""
    pairs = len(ours) * len(others) - len(tied[0])
    rows = {
        column: _from_sums(one, two, pairs)
        for column, one, two in zip(COUNTED, sums, squares, strict=True)
    }
    rows["expected"] = _expected(on, ours, others, tied, pairs)
    rows["sector_affinity"] = _affinity(on, ours, others, tied, pairs)
    for column, codes in on.alike.items():
        rows[column] = _share_alike(codes, ours, others, tied)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["mean", "sd"])


def _from_sums(total: float, squares: float, n: int) -> tuple[float, float]:
    if not n:
        return np.nan, np.nan
    mean = total / n
    variance = squares / n - mean**2
    # what is left of a difference of equal numbers is rounding
    return mean, float(np.sqrt(variance)) if variance > ROUNDING**2 * squares / n else 0.0


def _expected(
    on: Ground, ours: Positions, others: Positions, tied: tuple[Positions, Positions], pairs: int
) -> tuple[float, float]:
    degrees = on.degrees / np.sqrt(max(on.degrees.sum(), 1.0))
    codes = on.graph.codes
    mixed = on.mixed[codes[ours[0]]] if len(ours) else np.zeros(len(on.graph.groups))
    one, other = degrees[ours], degrees[others] * mixed[codes[others]]
    both = degrees[tied[0]] * degrees[tied[1]] * mixed[codes[tied[1]]]
    return _from_sums(
        one.sum() * other.sum() - both.sum(),
        (one**2).sum() * (other**2).sum() - (both**2).sum(),
        pairs,
    )


def _affinity(
    on: Ground, ours: Positions, others: Positions, tied: tuple[Positions, Positions], pairs: int
) -> tuple[float, float]:
    if not len(ours):
        return np.nan, np.nan
    codes, k = on.graph.codes, len(on.graph.groups)
    own = codes[ours[0]]
    to_them, to_us = on.affinity[ours], on.affinity[others, own]
    them = codes[others]
    size = np.bincount(them, minlength=k)
    total = (to_them.sum(axis=0) * size).sum() + len(ours) * to_us.sum()
    squares = (
        ((to_them**2).sum(axis=0) * size).sum()
        + 2 * (to_them.sum(axis=0) * np.bincount(them, weights=to_us, minlength=k)).sum()
        + len(ours) * (to_us**2).sum()
    )
    both = on.affinity[tied[0], codes[tied[1]]] + on.affinity[tied[1], own]
    return _from_sums(total - both.sum(), squares - (both**2).sum(), pairs)


def _share_alike(
    codes: npt.NDArray[np.int64],
    ours: Positions,
    others: Positions,
    tied: tuple[Positions, Positions],
) -> tuple[float, float]:
    """Return the share of the untied pairs of known codes that have the same, and its sd."""
    one, other = (codes[who][codes[who] >= 0] for who in (ours, others))
    width = int(codes.max(initial=-1)) + 1
    alike = (np.bincount(one, minlength=width) * np.bincount(other, minlength=width)).sum()
    a, b = codes[tied[0]], codes[tied[1]]
    known = (a >= 0) & (b >= 0)
    pairs = len(one) * len(other) - int(known.sum())
    alike -= int((known & (a == b)).sum())
    return _from_sums(float(alike), float(alike), pairs)
