"""Read a survey through its mapping, and propose the mapping of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from concertnet.errors import ConcertnetError, TableError
from concertnet.hinges.guards import choice
from concertnet.survey.gathered import gathered
from concertnet.survey.known import KnownActors, known_network
from concertnet.survey.mapping import read_mapping
from concertnet.survey.opened import open_survey
from concertnet.survey.resolved import resolved
from concertnet.survey.returned import returned_workbooks
from concertnet.survey.said import Said
from concertnet.survey.survey import Survey
from concertnet.survey.tabled import tabled
from concertnet.survey.waves import HOLDS, Hold
from concertnet.tables.cells.dates import read_date
from concertnet.tables.decide.decided import Decided
from concertnet.tables.decide.decision import DECISIONS, Decision
from concertnet.tables.rules.answered import answers_unused, record_of
from concertnet.tables.source.decision_table import AnswersGiven, answers_of
from concertnet.tables.spec.problems import Problem

__all__ = ["SurveyFindings", "Undecided", "read_survey", "survey_findings"]

Undecided = Literal["stop", "new", "leave"]
_UNDECIDED = ("stop", "new", "leave")


@dataclass(frozen=True, eq=False)
class SurveyFindings:
    """What reading a survey found, whether or not it can be read.

    Attributes
    ----------
    survey : Survey
        The tables, as far as they could be made.
    problems : tuple of Problem
        Errors, warnings and notices.
    decisions : tuple of Decision
        Names to decide on.
    """

    survey: Survey
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that no decision settles."""
        asked = {decision.key for decision in self.decisions}
        return tuple(
            problem
            for problem in self.problems
            if problem.severity == "error" and problem.fields.get("decision") not in asked
        )


def read_survey(
    path: str | Path,
    *,
    mapping: str | Path | None = None,
    names: AnswersGiven | None = None,
    actors: KnownActors | None = None,
    people: str | Path | Mapping[str, str] | None = None,
    date: str | None = None,
    hold: Hold = "until_next",
    undecided: Undecided = "stop",
    encoding: str | None = None,
) -> Survey:
    r"""Read the answers of a survey as the tables of a network.

    Parameters
    ----------
    path : path
        A workbook, a CSV file, a folder or a zip: a square matrix, a wide or a long table, the
        export of a survey tool.
    mapping : path or str, optional
        The mapping, as a file or as its text: which column says what, and what each answer means.
        `propose_mapping` writes one to review. A folder of workbooks that `questionnaire` wrote
        and that came back filled in needs none.
    names : path or mapping of str to str, optional
        What was decided on names that are those of no actor: the table where it was written.
    actors : Network, DataFrame or path, optional
        The actors that are known; by default those that the instrument lists.
    people : path or mapping of str to str, optional
        By address, the actor, where addresses alone say who answers: a table of two columns. None
        is kept.
    date : str, optional
        The day of all the answers, in the place of a column: it names the wave too.
    hold : {"until_next", "day"}
        Whether reports hold until the next wave or that day only.
    undecided : {"stop", "new", "leave"}
        Of names that nobody decided on, whether reading stops, they are added as actors, or what
        is said of them is left out.
    encoding : str, optional
        The encoding of CSV files; by default found out.

    Returns
    -------
    Survey
        The tables; ``survey.network()`` makes a network of them, ``survey.save(path)`` saves it.

    Raises
    ------
    ConcertnetError
        If no mapping is given, and the answers are no workbooks of a questionnaire.
    TableError
        If the answers or the mapping hold errors, or names are undecided: all at once.

    Examples
    --------
    >>> import tempfile
    >>> import concertnet as cn
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "answers.csv").write_text(",A,B,C\nA,,2,0\nB,3,,\nC,0,1,\n")
    >>> mapping = '''
    ... [survey]
    ... shape = "matrix"
    ... [[relation]]
    ... columns = "{actor}"
    ... [relation.values]
    ... "0" = "none"
    ... "1" = "collaboration"
    ... "2" = "concertation"
    ... "3" = "partnership"
    ... '''
    >>> survey = cn.read_survey(folder / "answers.csv", mapping=mapping)
    >>> survey.respondents[["actor", "answered", "not_answered"]]
      actor  answered not_answered
    0     A  complete          NaN
    1     B   partial            C
    2     C  complete          NaN
    """
    found = survey_findings(
        path,
        mapping=mapping,
        names=names,
        actors=actors,
        people=people,
        date=date,
        hold=hold,
        undecided=undecided,
        encoding=encoding,
    )
    if any(problem.severity == "error" for problem in found.problems):
        raise TableError(found.problems)
    return found.survey


def survey_findings(
    path: str | Path,
    *,
    mapping: str | Path | None = None,
    names: AnswersGiven | None = None,
    actors: KnownActors | None = None,
    people: str | Path | Mapping[str, str] | None = None,
    date: str | None = None,
    hold: Hold = "until_next",
    undecided: Undecided = "stop",
    encoding: str | None = None,
) -> SurveyFindings:
    """Read a survey and return all that was found; the parameters are those of `read_survey`."""
    choice(hold, name="hold", among=HOLDS)
    choice(undecided, name="undecided", among=_UNDECIDED)
    day = _day(date)
    if mapping is None:
        filled_in = returned_workbooks(path, day)
        if filled_in is None:
            raise ConcertnetError("error_no_mapping", path=path)
        filled_in = replace(filled_in, wave=filled_in.wave or date or "")
        return _findings(filled_in, names=names, actors=actors, hold=hold, undecided=undecided)
    read_as = read_mapping(mapping)
    sheets, problems = open_survey(path, shape=read_as.shape, encoding=encoding)
    if any(problem.severity == "error" for problem in problems):
        raise TableError(problems)
    said = gathered(sheets, read_as, date=day, wave=date or "", people=_people(people))
    said = replace(said, problems=(*problems, *said.problems))
    return _findings(said, names=names, actors=actors, hold=hold, undecided=undecided)


def _findings(
    said: Said,
    *,
    names: AnswersGiven | None,
    actors: KnownActors | None,
    hold: Hold,
    undecided: Undecided,
) -> SurveyFindings:
    onto = known_network(actors)
    taken, books = answers_of(names)
    answers = Decided(taken)
    said = replace(said, wave=said.wave or _wave_of(said.submissions))
    whose = resolved(
        said, None if onto is None else onto.tables, answers=answers, add=undecided == "new"
    )
    made = tabled(said, whose)
    problems = [*said.problems, *whose.problems, *made.problems]
    if any(problem.severity == "error" for problem in said.problems):
        # a roster that is not found names no actors: one clear message, not a second one
        problems = [one for one in problems if one.code != "survey_no_actors"]
    problems += answers_unused(answers, books)
    if undecided == "leave":
        asked = {decision.key for decision in whose.decisions}
        problems = [one for one in problems if one.fields.get("decision") not in asked]
    survey = Survey(
        actors=whose.actors,
        aliases=whose.aliases,
        unmatched=_unmatched(whose.decisions),
        inside=made.inside,
        problems=tuple(one for one in problems if one.severity != "error"),
        scale=said.scale,
        hold=hold,
        decisions=whose.decisions,
        decided=tuple(record_of(answers, books)),
        onto=onto,
        **made.tables,
    )
    return SurveyFindings(survey, tuple(problems), whose.decisions)


def _day(date: str | None) -> pd.Timestamp | None:
    if date is None:
        return None
    day = read_date(date).instant
    if day is None:
        raise ConcertnetError("error_survey_date", value=date)
    return day


def _wave_of(submissions: pd.DataFrame) -> str:
    """Return what a wave is called by default: the month of its first form."""
    first = submissions["date"].min()
    return "" if pd.isna(first) else f"{first:%Y-%m}"


def _people(people: str | Path | Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return the actor of each address."""
    if people is None or isinstance(people, Mapping):
        return people
    from concertnet.survey.people import read_people

    return read_people(people)


def _unmatched(decisions: tuple[Decision, ...]) -> pd.DataFrame:
    rows = [decision.as_row() for decision in decisions]
    return pd.DataFrame(rows, columns=DECISIONS.names).astype(DECISIONS.dtypes)
