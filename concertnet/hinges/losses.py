"""What a graph leaves out or runs together without an error: told where it is made, once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import LossWarning, warn
from concertnet.hinges.graph import GroupedGraph
from concertnet.tables.cells.dates import Period
from concertnet.words import words

__all__ = ["tell_guessed_answers", "tell_one_sided", "tell_pooled", "tell_unknown"]

_MOST = 0.5  # share of the actors, or of the ends of ties, beyond which the rest is a minority


def tell_unknown(graph: GroupedGraph) -> None:
    """Warn when the groups of most actors, or of most ends of ties, are not known."""
    if not graph.unknown:
        return
    unknown = graph.codes < 0
    ends = np.concatenate([unknown[graph.source], unknown[graph.target]])
    if unknown.mean() > _MOST or (len(ends) and ends.mean() > _MOST):
        ties = len(graph.known_ties()[0])
        told = {"by": graph.by, "ties": words()("n_ties", n=ties)}
        warn(words()("warning_most_unknown", n=graph.unknown, of=graph.n, **told), LossWarning)


def tell_guessed_answers(graph: GroupedGraph) -> None:
    """Warn when actors that report nothing are taken for silent, no table saying who answered."""
    silent = 0 if graph.answered is None else int((~graph.answered).sum())
    if silent:
        warn(words()("warning_answered_guessed", n=silent), LossWarning)


def tell_pooled(spells: pd.DataFrame, observed: Period) -> None:
    """Warn when ties of several times are taken together, and are not the same all along.

    Parameters
    ----------
    spells : DataFrame
        One row per stretch of a tie at a level: start, end, missing where they are open.
    observed : Period
        The time that the network covers.
    """
    day = pd.Timedelta(days=1)
    if observed.end - observed.start <= day:
        return
    late, early = spells["start"] > observed.start, spells["end"] < observed.end
    if (late | early).any():
        days = {"start": observed.start.date(), "end": (observed.end - day).date()}
        warn(words()("warning_pooled", **days), LossWarning)


def tell_one_sided(ties: pd.DataFrame) -> None:
    """Warn when both sides of some ties report them, and one side alone reports the others."""
    reported = ties[ties["reported_by"].notna()]
    if reported.empty:
        return
    sides = _sides(reported)
    both = int((sides > 1).sum())
    alone = len(sides) - both
    if both and alone:
        warn(words()("warning_one_sided", n=alone, of=len(sides)), LossWarning)


def _sides(reported: pd.DataFrame) -> npt.NDArray[Any]:
    """Return, for each pair, how many of its two actors report it; those of neither left out."""
    ends: Sequence[npt.NDArray[np.object_]] = [
        reported[name].to_numpy(dtype=object) for name in ("source", "target", "reported_by")
    ]
    source, target, by = ends
    own = (by == source) | (by == target)
    low, high = np.where(source < target, source, target), np.where(source < target, target, source)
    pairs = pd.DataFrame({"low": low[own], "high": high[own], "by": by[own]})
    return pairs.groupby(["low", "high"], sort=False)["by"].nunique().to_numpy()
