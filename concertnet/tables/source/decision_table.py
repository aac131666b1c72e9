"""The answers that a person gave, read from the table where the decisions were written."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from concertnet.errors import TableError
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.decide.decided import same_answer
from concertnet.tables.decide.decision import Answers, DecisionKind, decision_key
from concertnet.tables.source.own_sheets import BOOK_NEEDS
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.headings import find_heading
from concertnet.tables.spec.problems import Problem, Rows, Word
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = [
    "BOOK",
    "DECISION_KINDS",
    "AnswersGiven",
    "GivenAnswers",
    "GivenRow",
    "answers_of",
    "keep_row",
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
_CHANGED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d{2}-\d{2})")


# Answers as a caller gives them: by key of decision, or the tables where a person wrote them.
AnswersGiven = Answers | str | Path | Sequence[str | Path]


@dataclass(frozen=True)
class GivenRow:
    """One row where an answer stands, or is to be given.

    Attributes
    ----------
    row : int
        Its number.
    key : str
        What it decides: `Decision.key`.
    written : str
        What is written in the data, as the question spells it.
    answer : str
        The answer as it was typed, an empty text where none is given yet.
    cells : tuple of str
        Every cell of a table of decisions, in the order of `BOOK`.
    """

    row: int
    key: str
    written: str
    answer: str
    cells: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What a person noted beside the answer."""
        return self.cells[BOOK.index("book_note")] if self.cells else ""


@dataclass(frozen=True)
class GivenAnswers:
    """The answers of a person, and where they are.

    Attributes
    ----------
    file : str
        The name of the file.
    sheet : str or None
        The sheet, where the data have one of their own; None for a table of decisions.
    date : str
        The day on which the file was last saved.
    rows : tuple of GivenRow
        Its rows, answered or not.
    path : Path or None
        The table of decisions.
    """

    file: str
    sheet: str | None
    date: str
    rows: tuple[GivenRow, ...]
    path: Path | None = None

    @property
    def answers(self) -> Answers:
        """The answers given, by key of decision: what reading takes."""
        return MappingProxyType({row.key: row.answer for row in self.rows if row.answer})

    def among(self, keys: Collection[str], answers: Answers) -> tuple[GivenRow, ...]:
        """Return the rows of these keys whose answer is the one that was taken."""
        taken = (row for row in self.rows if row.answer and row.key in keys)
        return tuple(row for row in taken if answers.get(row.key) == row.answer)


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
    if not path.exists():
        raise TableError([Problem("error", "decisions_missing", str(path))])
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
        if all(key in places for key in BOOK_NEEDS):
            rows = _rows(sheet, heading, places)
            return GivenAnswers(path.name, None, _day(path), rows, path)
    wanted = tuple(Word(key) for key in BOOK_NEEDS)
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
        cells = tuple(texts.get(column, "") for column in BOOK)
        one = GivenRow(number, key, texts["book_written"], texts["book_answer"], cells)
        keep_row(rows, one, kind, sheet, problems)
    if problems:
        raise TableError(problems)
    return tuple(rows.values())


def keep_row(
    rows: dict[str, GivenRow],
    one: GivenRow,
    kind: DecisionKind,
    sheet: RawSheet,
    problems: list[Problem],
) -> None:
    """Add a row to those of a sheet; one that contradicts another is a problem, with both rows."""
    before = rows.get(one.key)
    if before is None or not before.answer:
        rows[one.key] = one
    elif one.answer and not same_answer(kind, before.answer, one.answer):
        both = Rows((before.row, one.row))
        given = {"row": one.row, "value": one.written, "both": both}
        problems.append(sheet.problem("error", "decision_twice", **given))


def _kind(text: str) -> DecisionKind | None:
    folded = normalise(text)
    return next((kind for kind in DECISION_KINDS if folded in synonyms(f"book_kind_{kind}")), None)


def _day(path: Path) -> str:
    """Return the day on which a file was last saved: what a workbook says itself, else the disk."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if "docProps/core.xml" in archive.namelist():
                said = _CHANGED.search(archive.read("docProps/core.xml"))
                if said:
                    return said[1].decode()
    return dt.date.fromtimestamp(path.stat().st_mtime).isoformat()
