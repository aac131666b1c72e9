"""The columns of evidence of pairs of actors without a tie, computed pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.gaps.answers import EVIDENCE
from concertnet.gaps.evidence.ground import Ground
from concertnet.hinges.arrays import same_codes

__all__ = [
    "COUNTED",
    "EVIDENCE_NAMES",
    "OVER_PARTNERS",
    "PARTNERS_AT_ONCE",
    "blocks",
    "cells",
    "evidence_of",
]

EVIDENCE_NAMES = tuple(column.name for column in EVIDENCE)
# Those that sum over shared partners.
OVER_PARTNERS = tuple(column.name for column in EVIDENCE if column.per_partner)
# Those that are 0 for every pair that shares nothing.
COUNTED = (*OVER_PARTNERS, "shared_instances", "looser_tie")

# Partners compared at once: bounds the memory of a network with hubs.
PARTNERS_AT_ONCE = 4_000_000


def evidence_of(
    on: Ground,
    one: npt.NDArray[np.integer[Any]],
    other: npt.NDArray[np.integer[Any]],
    *,
    at_once: int = PARTNERS_AT_ONCE,
) -> pd.DataFrame:
    """Return the evidence for pairs of actors.

    Parameters
    ----------
    on : Ground
        The network.
    one, other : ndarray of int, shape (p,)
        Positions of the two actors of each pair, of known groups.
    at_once : int
        Partners compared at once.

    Returns
    -------
    DataFrame
        One row per pair, the columns of `EVIDENCE`; what two may have in common is missing where
        one of the two is unknown.

    References
    ----------
    .. [1] Adamic, L. A. and Adar, E. (2003). Friends and neighbors on the Web. Social Networks,
       25(3), 211-230.
    .. [2] Zhou, T., Lü, L. and Zhang, Y.-C. (2009). Predicting missing links via local
       information. European Physical Journal B, 71, 623-630.
    """
    per_partner = on.per_partner
    partners = np.zeros((len(one), len(OVER_PARTNERS)))
    together = np.zeros(len(one))
    for block in blocks(on.degrees[one], at_once):
        shared = on.ties[one[block]].multiply(on.ties[other[block]])
        partners[block] = shared.tocsr() @ per_partner
        seats = on.seats[one[block]].multiply(on.seats[other[block]])
        together[block] = np.asarray(seats.sum(axis=1)).ravel()
    codes, total = on.graph.codes, max(on.degrees.sum(), 1.0)
    g, h = codes[one], codes[other]
    found: dict[str, Any] = {
        "shared_instances": together,
        "looser_tie": cells(on.looser, one, other) > 0,
        "expected": on.degrees[one] * on.degrees[other] / total * on.mixed[g, h],
        "sector_affinity": on.affinity[one, h] + on.affinity[other, g],
        **dict(zip(OVER_PARTNERS, partners.T, strict=True)),
        **{name: same_codes(values, one, other) for name, values in on.alike.items()},
    }
    whole = {c.name: found[c.name].astype(np.int64) for c in EVIDENCE if c.dtype == "Int64"}
    return pd.DataFrame(found | whole, columns=list(EVIDENCE_NAMES))


def blocks(sizes: npt.NDArray[Any], at_once: int) -> Iterator[slice]:
    """Cut rows into runs of about `at_once` partners."""
    reach = np.cumsum(sizes + 1)
    start = 0
    while start < len(sizes):
        before = reach[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(reach, before + at_once)))
        yield slice(start, stop)
        start = stop


def cells(matrix: Any, one: Any, other: Any) -> npt.NDArray[np.float64]:
    """Return what stands in some cells of a sparse matrix."""
    return np.asarray(matrix[one, other]).ravel() if len(one) else np.zeros(0)
