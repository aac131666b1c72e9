"""The answers that a person gave, read from the table where the decisions were written."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from concertnet.errors import TableError
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.decide.decision import (
    DIFFERENT,
    IGNORE,
    NEW,
    OWN,
    UNKNOWN,
    Answers,
    DecisionKind,
    decision_key,
)
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.headings import find_heading
from concertnet.tables.spec.problems import Problem, Rows, Word
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.tables.spec.text import cleaned
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = [
    "BOOK",
    "DECISION_KINDS",
    "AnswersGiven",
    "GivenAnswers",
    "GivenRow",
    "answer_meant",
    "answers_of",
    "read_answers",
]

DECISION_KINDS: tuple[DecisionKind, ...] = (
    "actor", "instance", "sector", "level", "actors", "levels", "same",
)  # fmt: skip

# The columns of a table of decisions, in their order; each has its key in the catalogue.
BOOK = (
    "book_question", "book_answer", "book_proposed", "book_effects", "book_reason", "book_cells",
    "book_where", "book_written", "book_kind", "book_note",
)  # fmt: skip
_NEEDED = ("book_answer", "book_written", "book_kind")
_MEANT = {
    NEW: ("answer_new_actor", "answer_new_instance", "answer_new_all"),
    IGNORE: ("answer_ignore",),
    OWN: ("answer_own",),
    UNKNOWN: ("answer_unknown",),
    DIFFERENT: ("answer_different",),
}
_CODED = re.compile(r".+ \[(.+)\]")
_CHANGED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})")


# Answers as a caller gives them: by key of decision, or the tables where a person wrote them.
AnswersGiven = Answers | str | Path | Sequence[str | Path]


@dataclass(frozen=True)
class GivenRow:
    """One row of a table of decisions, as it stands.

    Attributes
    ----------
    row : int
        Its number.
    key : str
        What it decides: `Decision.key`.
    answer : str
        The answer, an empty text where none is given yet.
    cells : tuple of str
        Every cell, in the order of `BOOK`.
    """

    row: int
    key: str
    answer: str
    cells: tuple[str, ...]

    @property
    def written(self) -> str:
        """What is written in the data, as the question spells it."""
        return self.cells[BOOK.index("book_written")]

    @property
    def typed(self) -> str:
        """The answer as it was typed."""
        return self.cells[BOOK.index("book_answer")]


@dataclass(frozen=True)
class GivenAnswers:
    """The answers of a person, and where they are.

    Attributes
    ----------
    path : Path
        The file.
    date : str
        The day on which it was last saved.
    rows : tuple of GivenRow
        Its rows, answered or not.
    """

    path: Path
    date: str
    rows: tuple[GivenRow, ...]

    @property
    def answers(self) -> Answers:
        """The answers given, by key of decision: what reading takes."""
        return MappingProxyType({row.key: row.answer for row in self.rows if row.answer})

    @property
    def record(self) -> str:
        """What is kept of them beside the data: the file, its day, the number of answers."""
        return f"{self.path.name}; {self.date}; {len(self.answers)}"


def answers_of(given: AnswersGiven | None) -> tuple[dict[str, str], tuple[GivenAnswers, ...]]:
    """Return answers by key of decision, and the tables that give them.

    Parameters
    ----------
    given : mapping, path or sequence of paths, optional
        Of several tables, the later one says what is answered twice.

    Raises
    ------
    TableError
        If a table cannot be read: see `read_answers`.
    """
    if given is None or isinstance(given, Mapping):
        return dict(given or {}), ()
    paths = [given] if isinstance(given, (str, Path)) else given
    tables = tuple(map(read_answers, paths))
    return {key: answer for table in tables for key, answer in table.answers.items()}, tables


def read_answers(path: str | Path) -> GivenAnswers:
    """Read a table of decisions.

    Parameters
    ----------
    path : path
        The workbook or the CSV file, as `write_decisions` wrote it and a person filled it in; other
        columns, other sheets and the order of rows are free.

    Returns
    -------
    GivenAnswers
        The answers.

    Raises
    ------
    TableError
        If the file cannot be read, is no table of decisions, or two rows contradict each other.
    """
    path = Path(path)
    sheets, problems = open_source(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise TableError(errors)
    for sheet in sheets:
        first = sheet.cells.head(15).to_numpy().tolist()
        known = frozenset[str]().union(*(synonyms(key) for key in BOOK))
        heading = find_heading(first, known)
        if heading is None:
            continue
        places = _places(first[heading])
        if all(key in places for key in _NEEDED):
            rows = _rows(sheet, heading, places)
            return GivenAnswers(path, _day(path), rows)
    wanted = tuple(Word(key) for key in _NEEDED)
    raise TableError([Problem("error", "no_decisions", path.name, fields={"wanted": wanted})])


def _places(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        for key in BOOK:
            if key not in found and normalise(heading) in synonyms(key):
                found[key] = at
                break
    return found


def _rows(sheet: RawSheet, heading: int, places: dict[str, int]) -> tuple[GivenRow, ...]:
    rows: dict[str, GivenRow] = {}
    problems: list[Problem] = []
    cells = sheet.cells.iloc[heading + 1 :]
    for number, line in zip(
        range(heading + 2, heading + 2 + len(cells)), cells.to_numpy(), strict=True
    ):
        texts = {key: cleaned(str(line[at])) for key, at in places.items()}
        if not texts["book_kind"] and not texts["book_written"]:
            continue
        kind = _kind(texts["book_kind"])
        if kind is None:
            known = tuple(Word(f"book_kind_{one}") for one in DECISION_KINDS)
            given = {"row": number, "value": texts["book_kind"], "known": known}
            problems.append(sheet.problem("error", "decision_kind", **given))
            continue
        key = decision_key(kind, texts["book_written"])
        answer = answer_meant(kind, texts["book_answer"])
        one = GivenRow(number, key, answer, tuple(texts.get(column, "") for column in BOOK))
        before = rows.get(key)
        if before and before.answer and answer and before.answer != answer:
            given = {"row": number, "value": texts["book_written"]}
            both = Rows((before.row, number))
            problems.append(sheet.problem("error", "decision_twice", **given, both=both))
        elif before is None or not before.answer:
            rows[key] = one
    if problems:
        raise TableError(problems)
    return tuple(rows.values())


def _kind(text: str) -> DecisionKind | None:
    folded = normalise(text)
    return next((kind for kind in DECISION_KINDS if folded in synonyms(f"book_kind_{kind}")), None)


def answer_meant(kind: DecisionKind, text: str) -> str:
    """Return what an answer means: a word of the catalogue, an identifier, a key of sector.

    Examples
    --------
    >>> answer_meant("sector", "Institutionnel"), answer_meant("actor", "Caisse [A53]")
    ('institutional', 'A53')
    >>> answer_meant("actor", "nouvel acteur"), answer_meant("actor", "CDC des Rives")
    ('new', 'CDC des Rives')
    """
    folded = normalise(text)
    if not folded:
        return ""
    for answer, keys in _MEANT.items():
        if any(folded in {normalise(answer), *synonyms(key)} for key in keys):
            return answer
    if coded := _CODED.fullmatch(text):
        return coded[1]
    if kind == "sector":
        labels = {normalise(words(lang)[one]): one for lang in LANGUAGES for one in DEFAULT_SECTORS}
        return labels.get(folded) or next(
            (s for s in DEFAULT_SECTORS if folded in synonyms(s)), text
        )
    return text


def _day(path: Path) -> str:
    """Return the day on which a file was last saved: what a workbook says itself, else the disk."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if "docProps/core.xml" in archive.namelist():
                said = _CHANGED.search(archive.read("docProps/core.xml"))
                if said:
                    return said[1].decode()
    return dt.date.fromtimestamp(path.stat().st_mtime).isoformat()
