"""From the answers to directed questions to arrows, with what each of their ends says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.survey.meaning import NOT_ANSWERED, NOT_KNOWN, NOTHING, Meant
from concertnet.survey.said import Question

__all__ = ["ArrowsHeard"]

# What an end says of an arrow, by the code of its answer.
_END_SAYS = {NOTHING: "no", NOT_KNOWN: "dont_know", NOT_ANSWERED: "no_answer"}
_HERSELF = -2  # in the place of a source: the respondent speaks for itself


@dataclass(frozen=True, eq=False)
class _Heard:
    """A question: its answers, by position of the actors, and the lines that were shown."""

    question: Question
    rows: pd.DataFrame
    shown: np.ndarray


class ArrowsHeard:
    """Directed questions, as they are heard one after the other; then their table.

    Parameters
    ----------
    line : ndarray of int
        By position of an actor, its line among those who speak.
    size : (int, int)
        Those who speak, and the actors.
    """

    def __init__(self, line: np.ndarray, size: tuple[int, int]) -> None:
        self.line, self.size = line, size
        self.heard: list[_Heard] = []

    def hear(self, question: Question, cells: pd.DataFrame, meant: Meant) -> None:
        """Keep the answers to a question; who of several persons knows says it for all."""
        told = cells.assign(code=meant.code)
        own = told[told["source"] == _HERSELF]
        shown = np.zeros(self.size, dtype=bool)
        shown[self.line[own["by"].to_numpy()], own["target"].to_numpy()] = True
        best = own.groupby(["by", "target"], sort=False)[["code", "form"]].max().reset_index()
        best = best[best["code"] <= 0].assign(source=_HERSELF)
        best["end_says"] = best["code"].map(_END_SAYS)
        yes = told[told["code"] > 0].assign(end_says="yes")
        columns = ["by", "source", "target", "form", "code", "end_says"]
        rows = pd.concat([yes[columns], best[columns]], ignore_index=True)
        words, code = np.array([*meant.words, None], dtype=object), rows["code"].to_numpy(dtype=int)
        rows["value"] = words[np.where(code > 0, code, len(words)) - 1]
        self.heard.append(_Heard(question, rows, shown))

    def table(self, listed: np.ndarray, spoke: np.ndarray) -> pd.DataFrame:
        """Return the arrows: what is said, what is not known, what one end alone denies.

        Parameters
        ----------
        listed : ndarray of bool
            By line and actor, whether the line stood in the roster: one that a question left out
            is not known to it. All false where silence is a no.
        spoke : ndarray of int
            Actors who answered something; others say nothing, which their being respondents tells.

        Returns
        -------
        DataFrame
            question, source, target, value, reported_by, end_says, form; actors by position. An
            arrow to which nobody says yes is no row, unless an end leaves it unknown.
        """
        parts = []
        for heard in self.heard:
            rows = pd.concat([heard.rows, self._left_out(heard, listed)], ignore_index=True)
            other = rows["target"]
            one = rows["source"].where(rows["source"] >= 0, rows["by"])
            source, target = (other, one) if heard.question.received else (one, other)
            part = rows[["value", "end_says", "form"]].assign(
                question=heard.question.name, source=source, target=target, reported_by=rows["by"]
            )
            parts.append(part[part["reported_by"].isin(spoke)])
        arrows = pd.concat(parts, ignore_index=True)
        ends = pd.MultiIndex.from_frame(arrows[["question", "source", "target"]])
        said = ends.isin(ends[arrows["end_says"] == "yes"])
        return arrows[said | (arrows["end_says"] != "no")].drop_duplicates(ignore_index=True)

    def _left_out(self, heard: _Heard, listed: np.ndarray) -> pd.DataFrame:
        """Return the lines of the roster that a question did not show to those it was asked of."""
        form = heard.rows.groupby("by")["form"].max()
        by = form.index.to_numpy(dtype=int)
        at, target = np.nonzero(listed[self.line[by]] & ~heard.shown[self.line[by]])
        there = target != by[at]
        who, target = by[at][there], target[there]
        rows = {"by": who, "source": _HERSELF, "target": target, "form": form.loc[who].to_numpy()}
        return pd.DataFrame(rows).assign(end_says="no_answer", value=None)
