"""From answers to a dossier, step by step: what is written to review, and what to type next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from concertnet.errors import TableError
from concertnet.survey.mapping import read_mapping
from concertnet.survey.propose import propose_mapping
from concertnet.survey.read import SurveyFindings, survey_findings
from concertnet.survey.returned import returned_workbooks
from concertnet.survey.survey import Survey
from concertnet.swap import replace_file
from concertnet.tables.decide.decision import Decision
from concertnet.tables.spec.next_command import next_command
from concertnet.tables.write.decision_book import write_decision_book
from concertnet.words import Words, words

__all__ = ["Proposed", "SurveySteps"]


@dataclass(frozen=True)
class Proposed:
    """The files that were written to review.

    Attributes
    ----------
    written : tuple of Path
        The mapping; the table of names, where some are to be decided already.
    to_decide : int
        How much of the mapping waits for a person.
    command : str
        What to type once they are reviewed.
    """

    written: tuple[Path, ...]
    to_decide: int
    command: str

    def next_lines(self, w: Words) -> list[str]:
        """Return what to do next."""
        lines = [w("survey_next_review", file=self.written[0].name, n=self.to_decide)]
        if len(self.written) > 1:
            lines.append(w("survey_next_names", file=self.written[1].name))
        return [*lines, w("survey_next_type", command=self.command)]


@dataclass(frozen=True)
class SurveySteps:
    """Answers, where they go, and how they are read; parameters as those of `read_survey`."""

    answers: Path
    output: Path
    mapping: Path | None = None
    names: Path | None = None
    actors: Path | None = None
    people: Path | None = None
    date: str | None = None
    hold: str = "until_next"
    undecided: str = "stop"
    encoding: str | None = None

    @property
    def how(self) -> dict[str, Any]:
        """How answers are read, as `survey_findings` takes it."""
        names = self.names if self.names is not None and self.names.exists() else None
        return {
            "names": names,
            "actors": self.actors,
            "people": self.people,
            "date": self.date,
            "hold": self.hold,
            "undecided": self.undecided,
            "encoding": self.encoding,
        }

    @property
    def is_returned(self) -> bool:
        """Whether the answers are workbooks of a questionnaire, which need no mapping."""
        return self.mapping is None and returned_workbooks(self.answers) is not None

    def propose(self) -> Proposed:
        """Write a mapping to review and, where it can be read already, the names to decide.

        Raises
        ------
        TableError
            If the answers cannot be read.
        """
        w = words()
        text = propose_mapping(self.answers, actors=self.actors, encoding=self.encoding)
        path = self.mapping or self._beside(w["file_mapping"], ".toml")

        def write(file: Path) -> None:
            file.write_text(text, encoding="utf-8", newline="\n")

        replace_file(path, write)
        try:
            read_mapping(text)
            to_decide = 0
        except TableError as error:
            to_decide = len(error.problems)
        book = None
        if not to_decide:
            try:
                findings = survey_findings(self.answers, mapping=text, **self.how)
                book = replace(self, mapping=path).ask(findings.decisions)
            except TableError:  # what is wrong is told once the mapping is given
                book = None
        written = (path,) if book is None else (path, book)
        return Proposed(written, to_decide, self.command(mapping=path, names=book or self.names))

    def ask(self, decisions: Sequence[Decision]) -> Path | None:
        """Write the names to decide, None where there are none or the table was given already."""
        if not decisions:
            return None
        path = self.names
        if path is None or path.exists():
            path = self._beside(words()["file_names"], ".xlsx")
        then = self.command(mapping=self.mapping, names=path)
        given = self.names if self.names is not None and self.names.exists() else None
        return write_decision_book(decisions, path, then=then, given=given)

    def next_lines(self, found: SurveyFindings, names: Path | None, w: Words) -> list[str]:
        """Return what to do next, after errors or with names to decide."""
        lines = []
        if found.errors:
            file = None if self.mapping is None else self.mapping.name
            lines.append(w("survey_next_mend", file=file) if file else w["survey_next_mend_books"])
        if names is not None:
            lines.append(w("survey_next_names", file=names.name))
        command = self.command(mapping=self.mapping, names=names or self.names)
        return [*lines, w("survey_next_type", command=command)]

    def done_lines(self, survey: Survey, w: Words) -> list[str]:
        """Return what was read, and what to type next."""
        asked = survey.respondents.drop_duplicates("actor")
        said = survey.respondents[survey.respondents["answered"] != "none"]
        lines = [
            w("survey_done", asked=len(asked), n=said["actor"].nunique(), reports=len(survey.ties))
        ]
        if len(survey.inside):
            actors = tuple(dict.fromkeys(survey.inside["actor"]))
            lines.append(w("survey_done_inside", n=len(actors), actors=actors))
        command = next_command("results", self.output, "--lang", w.lang)
        return [*lines, w("survey_next_results", command=command)]

    def command(self, *, mapping: Path | None, names: Path | None) -> str:
        """Return the command on the same answers, to copy and paste."""
        parts: list[str | Path] = ["survey", self.answers, "-o", self.output]
        given = {"--mapping": mapping, "--names": names, "--people": self.people}
        if self.actors is not None and self.actors != self.output:
            given["--actors"] = self.actors
        for option, value in given.items():
            if value is not None:
                parts += [option, value]
        usual = SurveySteps(self.answers, self.output)
        for option in ("date", "hold", "undecided", "encoding"):
            text = getattr(self, option)
            if text != getattr(usual, option):
                parts += [f"--{option}", text]
        return next_command(*parts, "--lang", words().lang)

    def _beside(self, stem: str, suffix: str) -> Path:
        """Return a name that no file has yet, beside the answers."""
        path, n = self.answers.parent / f"{stem}{suffix}", 1
        while path.exists():
            n += 1
            path = self.answers.parent / f"{stem}-{n}{suffix}"
        return path
