"""What a chart of durations shows of a result: which curves, over which time."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertnet.maps.paper.style import group_order
from concertnet.measures.time.person_time import DAYS_PER_YEAR
from concertnet.measures.time.tenure import Tenure
from concertnet.words import Words

__all__ = ["Curves", "shown_notes", "steady_runs"]


class Curves:
    """The curves that are drawn, in the order of the legend.

    Parameters
    ----------
    found : Tenure
        The result.
    most : int
        Curves drawn at most: those of the largest groups.
    """

    def __init__(self, found: Tenure, *, most: int) -> None:
        self.found = found
        first = str(found.curve.columns[0])
        self.by = None if first == "time" else first
        summary, curve = found.summary, found.curve
        if self.by is None:
            summary, curve = summary.assign(_group=""), curve.assign(_group="")
        column = self.by or "_group"
        self.summary = summary[summary["n"] > 0].set_index(column)
        largest = self.summary["n"].sort_values(ascending=False, kind="stable").index
        kept = set(largest[:most])
        place = {name: k for k, name in enumerate(group_order(self.summary.index, self.by))}
        every = sorted(self.summary.index, key=lambda group: place[str(group)])
        self.groups: list[Any] = [group for group in every if group in kept]
        self.left_out = len(every) - len(self.groups)
        self.curves = {group: curve[curve[column] == group] for group in self.groups}
        longest = max((float(c["time"].max()) for c in self.curves.values()), default=0.0)
        # Under two years, months are easier to read.
        self.in_years = longest >= 2 * DAYS_PER_YEAR
        self.unit = DAYS_PER_YEAR if self.in_years else DAYS_PER_YEAR / 12
        self.longest = longest / self.unit


def shown_notes(w: Words, data: Curves, *, bands: int, few: int) -> list[str]:
    """Return how curves are read, and what they leave out."""
    found = data.found
    notes = [w["chart_tenure_read"], w("chart_tenure_thin", n=few)]
    if len(data.groups) <= bands:
        notes[0] += " " + w["chart_tenure_band"]
    shown = data.summary.loc[data.groups]
    if shown["median"].notna().any() and shown[shown["median"].notna()].isna().any(axis=None):
        notes.append(w["chart_tenure_open"])
    if (data.summary["earliest"] > 0).any():
        notes.append(w["chart_tenure_conditional"])
    if found.unknown_start:
        notes.append(w("chart_tenure_unknown_start", n=found.unknown_start))
    if found.unknown:
        notes.append(w("chart_tenure_unknown_group", n=found.unknown))
    if data.left_out:
        notes.append(w("chart_groups_left_out", n=data.left_out))
    return notes


def steady_runs(enough: np.ndarray) -> list[slice]:
    """Return the points of a curve in steps between which the condition of each step holds."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], enough, [False]]).astype(int)))
    return [slice(first, last + 1) for first, last in turns.reshape(-1, 2)]
