"""Pairs of actors without a tie: which, on what evidence, in what order."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import warn
from concertnet.gaps.evidence.columns import COUNTED, EVIDENCE_NAMES, evidence_of
from concertnet.gaps.evidence.ground import Ground
from concertnet.gaps.evidence.near import best_near_pairs
from concertnet.gaps.evidence.score import checked, is_supported, moments, standardised, summed
from concertnet.words import words

__all__ = ["untied_pairs"]

# Above this many pairs only those that share something are looked at, and the best are kept.
LISTED_UP_TO = 250_000
_KEPT = 10_000
# Pairs above which the compiled walk, where it gives the same rows, repays the moment that it
# takes to load.
PLAIN_UP_TO = 20_000


def untied_pairs(
    on: Ground,
    sector: Hashable,
    weights: Mapping[str, float],
    *,
    top: int | None = None,
    listed_up_to: int = LISTED_UP_TO,
    plain_up_to: int = PLAIN_UP_TO,
) -> pd.DataFrame:
    """Return the pairs without a tie between a sector and the other known ones, best first.

    Parameters
    ----------
    on : Ground
        The network.
    sector : hashable
        The sector: one of the groups of the graph.
    weights : mapping of column to float
        Weights of the columns of evidence.
    top : int, optional
        Keep only the first pairs.
    listed_up_to : int
        Pairs, tied or not, above which only those that share something are looked at.
    plain_up_to : int
        Pairs up to which all are listed in any case.

    Returns
    -------
    DataFrame
        actor, other (ids), the columns of evidence, score, supported (they share a partner, an
        instance or a looser tie): by falling score, then by id.
    """
    graph = on.graph
    wanted = checked(weights, list(EVIDENCE_NAMES))
    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    by_id = np.argsort(graph.actors.astype(str).to_numpy(), kind="stable")
    ours = by_id[graph.codes[by_id] == code]
    others = by_id[(graph.codes[by_id] >= 0) & (graph.codes[by_id] != code)]
    tied = _tied(on, code)
    possible = len(ours) * len(others)
    kept = _KEPT if top is None else top
    listed = None
    if possible > listed_up_to:
        found = best_near_pairs(on, ours, others, tied, wanted, kept)
        left = found.near - len(found.one) if top is None else 0
        _say_what_was_left_out(possible - len(tied[0]) - found.near, left)
        pairs = evidence_of(on, found.one, found.other)
        listed = _Listed(found.one, found.other, pairs, found.among)
    elif top is not None and possible > plain_up_to and _near_first(wanted):
        found = best_near_pairs(on, ours, others, tied, wanted, kept)
        pairs = evidence_of(on, found.one, found.other)
        # a list that is not full of pairs that share what is weighed needs the others too
        if len(pairs) == kept and (pairs[list(wanted)] > 0).any(axis=1).all():
            listed = _Listed(found.one, found.other, pairs, found.among)
    if listed is None:
        one, other = _all_untied(ours, others, tied, graph.n)
        pairs = evidence_of(on, one, other)
        listed = _Listed(one, other, pairs, moments(pairs[list(wanted)]))
    one, other, pairs, among = listed
    pairs["score"] = summed(standardised(pairs, wanted, among=among), wanted)
    pairs["supported"] = is_supported(pairs)
    place = np.empty(graph.n, dtype=np.int64)
    place[by_id] = np.arange(graph.n)
    first = np.lexsort((place[other], place[one], -pairs["score"].to_numpy()))[:top]
    pairs = pairs.iloc[first].reset_index(drop=True)
    pairs.insert(0, "actor", graph.actors.to_numpy()[one[first]])
    pairs.insert(1, "other", graph.actors.to_numpy()[other[first]])
    return pairs


class _Listed(NamedTuple):
    """Pairs by position, their evidence, and the moments of what is weighed among all pairs."""

    one: npt.NDArray[Any]
    other: npt.NDArray[Any]
    pairs: pd.DataFrame
    among: pd.DataFrame


def _near_first(weights: Mapping[str, float]) -> bool:
    """Say whether only what pairs share is weighed: those that share it stand above all others."""
    return set(weights) <= set(COUNTED) and min(weights.values()) > 0


def _tied(on: Ground, code: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the ties of a sector to the other known ones: its actor, the other."""
    graph = on.graph
    ends = []
    for one, other in ((graph.source, graph.target), (graph.target, graph.source)):
        across = (graph.codes[one] == code) & (graph.codes[other] >= 0)
        across &= graph.codes[other] != code
        ends.append((one[across], other[across]))
    one, other = (np.concatenate(side).astype(np.int64) for side in zip(*ends, strict=True))
    return one, other


def _all_untied(
    ours: npt.NDArray[Any], others: npt.NDArray[Any], tied: tuple[Any, Any], n: int
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    one, other = np.repeat(ours, len(others)), np.tile(others, len(ours))
    untied = ~np.isin(one * n + other, tied[0] * n + tied[1])
    return one[untied], other[untied]


def _say_what_was_left_out(far: int, beyond: int) -> None:
    # seen in a notebook, where nobody reads the log
    if far:
        warn(words()("gap_pairs_left_out", n=far))
    if beyond:
        warn(words()("gap_pairs_not_listed", n=beyond))
