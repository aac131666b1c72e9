"""Check the tables that a path holds: what they allow, what is to be decided, what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.scale import Scale, scale_named
from concertnet.tables.decide.decision import DECISIONS, Decision
from concertnet.tables.decide.same import same_decisions
from concertnet.tables.read import read_tables
from concertnet.tables.readiness import Readiness, readiness
from concertnet.tables.rules.observed import guessed
from concertnet.tables.source.decision_table import AnswersGiven, GivenAnswers
from concertnet.tables.spec.problems import Problem, problems_frame

__all__ = ["Findings", "check_dossier", "decisions", "findings"]


@dataclass(frozen=True)
class Findings:
    """What a check of tables found.

    Attributes
    ----------
    ready : Readiness
        What can be computed.
    decisions : tuple of Decision
        What is to be decided, those that stop first.
    alike : tuple of Decision
        Pairs of actors whose names are close, undecided; none of them stops.
    problems : tuple of Problem
        Errors, warnings and notices, with the errors that stand for decisions.
    given : tuple of GivenAnswers
        The answers that were given, where they stand.
    """

    ready: Readiness
    decisions: tuple[Decision, ...]
    alike: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    given: tuple[GivenAnswers, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that no decision settles."""
        asked = {decision.key for decision in self.decisions}
        return tuple(
            problem
            for problem in self.problems
            if problem.severity == "error" and problem.fields.get("decision") not in asked
        )

    @property
    def stops(self) -> bool:
        """Whether the tables cannot be read as they are."""
        return any(problem.severity == "error" for problem in self.problems)


def findings(
    path: str | Path,
    *,
    scale: Scale | str | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    level: str | None = None,
) -> Findings:
    """Read a path and return what it allows, what is to be decided and what is wrong.

    Parameters
    ----------
    path, scale, encoding, add_missing_actors, without, decisions, level
        As in `concertnet.read`.

    Returns
    -------
    Findings
        All that was found.

    Examples
    --------
    >>> findings("no/such/folder").stops
    True
    """
    found = read_tables(
        path,
        scale=None if scale is None else scale_named(scale),
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
        level=level,
    )
    problems = [*found.problems, *guessed(found.observed, found.tables)]
    alike = same_decisions(found.tables, found.answers, found.about.distinct)
    if alike:
        sure = sum(decision.proposed is not None for decision in alike)
        problems.append(Problem("notice", "names_alike", fields={"n": len(alike), "sure": sure}))
    asked = tuple(sorted(found.decisions, key=lambda one: not one.stops))
    return Findings(readiness(found), asked, alike, tuple(problems), found.given)


def check_dossier(
    path: str | Path,
    *,
    scale: Scale | str | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    lang: str | None = None,
    level: str | None = None,
) -> pd.DataFrame:
    """Report everything that reading a path finds: errors, warnings and notices, with their places.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one CSV file, or a workbook (.xlsx, .xls, .ods).
    scale, encoding, add_missing_actors, without, decisions, level : optional
        As in `concertnet.read`.
    lang : {"fr", "en"}, optional
        Language of the messages.

    Returns
    -------
    pandas.DataFrame
        One row per problem: severity, code, file, sheet, row, column, value, message, suggestion.

    Raises
    ------
    UnknownWord
        If `scale` names no known scale, or `without` something that is no table.
    TableError
        If a table of decisions cannot be read, or contradicts itself.

    Examples
    --------
    >>> found = check_dossier("no/such/folder", lang="en")
    >>> found.loc[0, "message"]
    'This path does not exist.'
    """
    found = findings(
        path,
        scale=scale,
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
        level=level,
    )
    return problems_frame(found.problems, lang)


def decisions(
    path: str | Path, *, names: bool = False, lang: str | None = None, **how: Any
) -> pd.DataFrame:
    """Return what reading a path leaves to a person, each question once for all its cells.

    Parameters
    ----------
    path : path
        The data.
    names : bool
        Ask instead which actors that are listed are the same.
    lang : {"fr", "en"}, optional
        Language of the questions.
    **how
        How the data are read: the other parameters of `check_dossier`.

    Returns
    -------
    pandas.DataFrame
        One row per question: key, kind, written, n (cells, or mentions), question, reason, choices
        (what can be answered, joined by ``"; "``), effects, proposed (missing where nothing is
        likelier). A mapping from key to one of the choices is what ``read(path, decisions=...)``
        takes.

    Examples
    --------
    >>> import concertnet as cn
    >>> len(decisions(cn.sample_path()))
    0
    """
    found = findings(path, **how)
    rows = [one.as_row(lang) for one in (found.alike if names else found.decisions)]
    return pd.DataFrame(rows, columns=DECISIONS.names).astype(DECISIONS.dtypes)
