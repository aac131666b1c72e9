"""What a survey says, whatever its shape: forms handed in, and every cell of their questions.

Readers of exports, of matrices, of folders of workbooks make a `Said`; the tables of a network are
made of it alone (`tabled`). A cell that was shown and left empty is a row, with an empty text: what
was asked and not answered differs from what was not asked, which has no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.spec.problems import Problem

__all__ = [
    "CELLS",
    "DONT_KNOW",
    "NONE",
    "NO_ANSWER",
    "SAID_WORDS",
    "SUBMISSIONS",
    "Question",
    "Said",
    "SaidOf",
]

# What an answer may mean besides a level, a score or a text of its own: three things, kept apart.
NONE, NO_ANSWER, DONT_KNOW = "none", "no_answer", "dont_know"
SAID_WORDS = (NONE, NO_ANSWER, DONT_KNOW)

SUBMISSIONS = ("respondent", "person", "date", "place", "row")
CELLS = ("submission", "question", "target", "source", "value", "place", "row", "heading")

SaidOf = Literal["ties", "perceptions", "directed", "answers"]


@dataclass(frozen=True)
class Question:
    """A question of a survey, asked of many actors or made of many items.

    Attributes
    ----------
    to : {"ties", "perceptions", "directed", "answers"}
        The table that its answers go to.
    name : str
        The dimension of perceptions; what a directed question is called; empty for the others.
    values : mapping of str to str
        By text, as `concertnet.words.folded` gives it, what an answer means: ``"none"``,
        ``"no_answer"``, ``"dont_know"``, a level of the scale, a relation set aside, a number for
        perceptions, any text for the others.
    steps : (float, float), optional
        Lowest and highest score.
    received : bool
        Of a directed question, whether the respondent is the end and not the origin.
    theme : str
        Of ties, what they are about.
    of_headings : bool
        Whether the actors asked of stand in headings, or in cells.
    """

    to: SaidOf = "ties"
    name: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    steps: tuple[float, float] | None = None
    received: bool = False
    theme: str = ""
    of_headings: bool = True


@dataclass(frozen=True, eq=False)
class Said:
    """Everything that a survey says, before names are resolved.

    Attributes
    ----------
    submissions : DataFrame
        A row for each form handed in, indexed from 0: respondent (text, as written), person (what
        tells the persons of an organisation apart, empty where nothing does; never kept),
        date (datetime64, may be missing), place (position in `places`), row (as the user sees it).
    cells : DataFrame
        A row for each cell of a question: submission, question (positions), target (the actor, as
        written, or the item), source (the actor that reports for another; empty for the
        respondent itself), value (text, empty where nothing was answered), place, row, heading.
    questions : tuple of Question
        The questions.
    places : tuple of (file, sheet)
        Files and sheets.
    roster : bool
        Whether actors were listed to respondents: silence is then no answer. Where they recall
        names, an actor that is not named is a no.
    several : {"strongest", "weakest", "median", "first"}
        What is kept of the levels that persons of one organisation report.
    scale : Scale
        How levels are read.
    lang : {"fr", "en"}
        The language of the questions.
    wave : str
        What the wave is called; empty where there is one only, without dates.
    items : mapping of str to str
        By item, its text, where headings say it.
    asked : tuple of str
        Actors who were asked, as written; those who hand nothing in have not answered.
    problems : tuple of Problem
        What was found on the way.
    """

    submissions: pd.DataFrame
    cells: pd.DataFrame
    questions: tuple[Question, ...]
    places: tuple[tuple[str, str | None], ...]
    roster: bool = True
    several: str = "strongest"
    scale: Scale = BOURQUE
    lang: str = "fr"
    wave: str = ""
    items: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    asked: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
