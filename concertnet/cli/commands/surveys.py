"""Commands about surveys: answers to the data of a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Exit, Option

from concertnet.cli.options import EncodingName
from concertnet.cli.said import list_written
from concertnet.errors import ConcertnetError
from concertnet.words import words

if TYPE_CHECKING:
    from concertnet.survey.read import SurveyFindings

__all__ = ["survey"]


def survey(
    answers: Annotated[Path, Argument(metavar="cli_answers_metavar", help="cli_survey_answers")],
    output: Annotated[
        Path, Option("--output", "-o", metavar="cli_folder_metavar", help="cli_survey_output")
    ],
    mapping: Annotated[
        Path | None, Option("--mapping", metavar="cli_file_metavar", help="cli_survey_mapping")
    ] = None,
    names: Annotated[
        Path | None, Option("--names", metavar="cli_file_metavar", help="cli_survey_names")
    ] = None,
    actors: Annotated[
        Path | None, Option("--actors", metavar="cli_data_metavar", help="cli_survey_actors")
    ] = None,
    people: Annotated[
        Path | None, Option("--people", metavar="cli_file_metavar", help="cli_survey_people")
    ] = None,
    date: Annotated[
        str | None, Option("--date", metavar="cli_date_metavar", help="cli_survey_date")
    ] = None,
    hold: Annotated[
        str,
        Option("--hold", metavar="cli_hold_metavar", help="cli_survey_hold"),
    ] = "until_next",
    undecided: Annotated[
        str,
        Option("--undecided", metavar="cli_undecided_metavar", help="cli_survey_undecided"),
    ] = "stop",
    encoding: EncodingName = None,
) -> None:
    """Read the answers of a survey; without a mapping, propose one to review, and stop."""
    from concertnet.survey.read import survey_findings
    from concertnet.survey.steps import SurveySteps

    w = words()
    if output.resolve() == answers.resolve():
        raise ConcertnetError("error_own_data", value=output)
    if actors is None and output.exists():
        actors = output  # a wave more: its actors, and what was decided of names
    steps = SurveySteps(answers, output, mapping, names, actors, people, date, hold, undecided,
                        encoding)  # fmt: skip
    if not steps.is_returned and (mapping is None or not mapping.exists()):
        proposed = steps.propose()
        list_written(*proposed.written)
        for line in proposed.next_lines(w):
            print(line)
        raise Exit(1)
    chosen: dict[str, Any] = steps.how
    found = survey_findings(answers, mapping=mapping, **chosen)
    _print(found)
    if any(problem.severity == "error" for problem in found.problems):
        written = steps.ask(found.decisions)
        print()
        if written is not None:
            list_written(written)
        for line in steps.next_lines(found, written, w):
            print(line)
        raise Exit(1)
    list_written(found.survey.save(output))
    for line in steps.done_lines(found.survey, w):
        print(line)


def _print(found: SurveyFindings) -> None:
    """Print what was found, errors first."""
    from concertnet.cli.findings import print_errors, print_kinds

    w = words()
    print_errors(found.errors, w)
    for severity in ("warning", "notice"):
        print_kinds(severity, [one for one in found.problems if one.severity == severity], w)
