"""What answers mean: none, no answer and don't know apart, then levels, scores and texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.survey.private import holds_address
from concertnet.survey.said import DONT_KNOW, NO_ANSWER, NONE, Question, Said
from concertnet.tables.cells.near import nearest
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.problems import Problem, Rows
from concertnet.words import folded

__all__ = ["NOTHING", "NOT_ANSWERED", "NOT_KNOWN", "Meant", "kept_level", "meanings_of"]

# Codes of what a cell says; from 1 on, a level by its rank plus 1, a score, a text.
NOT_ANSWERED, NOT_KNOWN, NOTHING = -2, -1, 0
_SAID = {NO_ANSWER: NOT_ANSWERED, DONT_KNOW: NOT_KNOWN, NONE: NOTHING}


@dataclass(frozen=True, eq=False)
class Meant:
    """What cells mean.

    Attributes
    ----------
    code : ndarray of int
        -2 no answer, -1 don't know, 0 none, else the place from 1 in `words`.
    words : tuple of str
        Levels, from the loosest; or the texts of answers.
    score : ndarray of float
        Of perceptions, the score; nan elsewhere.
    aside : ndarray of int
        Of ties, the place in `aside_words` of a relation set aside; -1 elsewhere.
    aside_words : tuple of str
        Relations set aside.
    """

    code: np.ndarray
    words: tuple[str, ...]
    score: np.ndarray
    aside: np.ndarray
    aside_words: tuple[str, ...] = ASIDE

    def take(self, kept: np.ndarray) -> Meant:
        """Return what the cells that a mask keeps mean."""
        score, aside = self.score[kept], self.aside[kept]
        return Meant(self.code[kept], self.words, score, aside, self.aside_words)


def meanings_of(
    question: Question, said: Said, cells: pd.DataFrame, problems: list[Problem]
) -> Meant:
    """Return what the cells of a question mean; a value that means nothing known is told.

    Parameters
    ----------
    question : Question
        The question.
    said : Said
        The survey.
    cells : DataFrame
        Its cells: value (code in the texts of `said.cells`), place, row, heading.
    problems : list of Problem
        Errors are added to it, one for each value.
    """
    texts = said.cells["value"].cat.categories
    used, inverse = np.unique(cells["value"].to_numpy(), return_inverse=True)
    words: dict[str, int] = {}
    if question.to == "ties":
        words = {level: at for at, level in enumerate(said.scale.levels)}
    code = np.zeros(len(used), dtype=int)
    score = np.full(len(used), np.nan)
    aside = np.full(len(used), -1)
    for at, value in enumerate(used):
        text = str(texts[value])
        meant = _meant(text, question, said)
        if meant in _SAID:
            code[at] = _SAID[meant]
        elif meant is None:
            code[at] = NOT_ANSWERED
            problems.append(_unknown(text, question, said, cells[inverse == at]))
        elif question.to == "ties" and meant in ASIDE and meant not in words:
            aside[at] = ASIDE.index(meant)
        elif question.to == "perceptions":
            number = float(meant)
            code[at], score[at] = 1, number
            low, high = question.steps or (-np.inf, np.inf)
            if not low <= number <= high:
                problems.append(_unknown(text, question, said, cells[inverse == at], far=True))
        else:
            code[at] = words.setdefault(meant, len(words)) + 1
    return Meant(code[inverse], tuple(words), score[inverse], aside[inverse])


def _meant(text: str, question: Question, said: Said) -> str | None:
    """Return what a text means, None where the mapping does not say it."""
    if (found := question.values.get(folded(text))) is not None:
        return found
    if not text:
        return NO_ANSWER
    if question.to == "ties":
        return said.scale.find(text)
    if question.to == "perceptions":
        try:
            number = float(text.replace("\u202f", "").replace(",", "."))
        except ValueError:
            return None
        return repr(number) if np.isfinite(number) else None
    declared = [one for one in question.values if one != folded("")]
    return None if declared and question.to == "directed" else text


def _unknown(
    text: str, question: Question, said: Said, cells: pd.DataFrame, *, far: bool = False
) -> Problem:
    """Return the error of a value that means nothing known, with all its rows."""
    first = cells.iloc[0]
    file, sheet = said.places[int(first["place"])]
    heading = str(said.cells["heading"].cat.categories[int(first["heading"])])
    rows = Rows(dict.fromkeys(int(row) for row in cells["row"]))
    private = holds_address(text)
    known = tuple(one for one in question.values if one)
    given = {
        "n": len(cells), "rows": rows, "nearest": () if private else nearest(text, known),
        "known": said.scale.levels if question.to == "ties" else (),
    }  # fmt: skip
    code = {"ties": "survey_value", "perceptions": "survey_score"}.get(
        question.to, "survey_value_text"
    )
    if far and question.steps is not None:
        code, given["low"], given["high"] = "survey_score_range", *question.steps
    shown = None if private else text
    return Problem("error", code, file, sheet, rows[0], heading, shown, fields=given)


def kept_level(frame: pd.DataFrame, keys: list[str], several: str) -> pd.DataFrame:
    """Return one row for each group: of what its persons say, what is kept.

    Parameters
    ----------
    frame : DataFrame
        The keys, form, and code (as `Meant.code`), in the order of the forms.
    keys : list of str
        What makes a group.
    several : {"strongest", "weakest", "median", "first"}
        Of what is known, what is kept; of an even number, the lower median. Where nothing is
        known, *don't know* says more than no answer.

    Examples
    --------
    >>> said = pd.DataFrame({"by": [0, 0, 0, 1], "form": [0, 1, 2, 3], "code": [3, -2, 1, -1]})
    >>> [kept_level(said, ["by"], how)["code"].tolist() for how in ("strongest", "weakest")]
    [[3, -1], [1, -1]]
    """
    if not frame.duplicated(keys).any():
        return frame.reset_index(drop=True)
    known = frame["code"] >= 0
    groups = frame.groupby(keys, sort=False)
    best = groups["code"].transform("max")
    among = frame[known | ((best < 0) & (frame["code"] == best))]
    order = {"strongest": False, "weakest": True, "median": True}
    if several in order:
        among = among.sort_values("code", ascending=order[several], kind="stable")
    at = among.groupby(keys, sort=False).cumcount()
    size = among.groupby(keys, sort=False)["code"].transform("size")
    place = (size - 1) // 2 if several == "median" else 0
    return among[at == place].sort_index().reset_index(drop=True)
