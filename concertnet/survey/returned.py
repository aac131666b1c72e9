"""Workbooks of a questionnaire that come back filled in: read without a mapping, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from concertnet.questionnaires.hidden_sheet import (
    HIDDEN_SHEET,
    HiddenLines,
    HiddenQuestion,
    read_hidden_rows,
)
from concertnet.scale import SCALES, Scale
from concertnet.survey.private import holds_address
from concertnet.survey.said import Question, Said
from concertnet.swap import current_files
from concertnet.tables.cells.near import nearest
from concertnet.tables.source.workbooks import TextSheet, read_texts
from concertnet.tables.spec.problems import Problem, Severity
from concertnet.tables.spec.text import cleaned
from concertnet.words import folded

__all__ = ["returned_workbooks"]

_SUFFIX = ".xlsx"


def returned_workbooks(path: str | Path, date: pd.Timestamp | None = None) -> Said | None:
    """Return what the workbooks of a questionnaire say; None where there is none.

    Parameters
    ----------
    path : path
        A folder of them, or one.
    date : Timestamp, optional
        The day of all of them.

    Returns
    -------
    Said or None
        What they say. A workbook of another wave, a respondent that stands twice, a text that is
        of no list, a line or a heading that is gone are errors among its problems.
    """
    path = Path(path)
    files = _files(path)
    read = [_Workbook.of(file) for file in files]
    ours = [one for one in read if one.said is not None]
    if not ours:
        return None
    problems = [problem for one in read for problem in one.problems]
    if len(ours) < len(read):
        problems += [
            Problem("error", "returned_not_ours", one.file)
            for one in read
            if one.said is None and not one.problems
        ]
    return _Gathering(ours, problems, date).said()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = [file for file in current_files(path)[0] if file.suffix.lower() == _SUFFIX]
        return [file for file in files if not file.name.startswith((".", "~$"))]
    return [path] if path.suffix.lower() == _SUFFIX and path.is_file() else []


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A sheet of a workbook: its cells are texts."""

    file: str
    sheet: str
    cells: np.ndarray
    broken: Mapping[tuple[int, int], tuple[str, str]]

    @classmethod
    def of(cls, read: TextSheet) -> _Sheet:
        columns = read.columns or [[]]
        return cls(read.file, read.sheet, np.array(columns, dtype=object).T, read.broken)

    def problem(self, severity: Severity, code: str, **given: Any) -> Problem:
        """Return a problem placed in this sheet; what is no part of a place becomes a field."""
        place = {k: given.pop(k) for k in ("row", "column", "value") if k in given}
        return Problem(severity, code, self.file, self.sheet, **place, fields=given)


@dataclass(frozen=True, eq=False)
class _Workbook:
    """A workbook that came back."""

    file: str
    sheets: dict[str, _Sheet]
    said: HiddenLines | None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, path: Path) -> _Workbook:
        sheets, problems = read_texts(path)
        by_name = {sheet.sheet: _Sheet.of(sheet) for sheet in sheets}
        hidden = by_name.get(HIDDEN_SHEET)
        said = None if hidden is None else read_hidden_rows(hidden.cells.tolist())
        return cls(path.name, by_name, said, tuple(problems))

    @property
    def lines(self) -> HiddenLines:
        assert self.said is not None
        return self.said

    def person(self) -> str:
        """Return the number that a person of several gave."""
        name, cell = self.lines.person
        sheet = self.sheets.get(name)
        if sheet is None or not cell[1:].isdigit():
            return ""
        row, column = int(cell[1:]) - 1, ord(cell[0]) - ord("A")
        inside = row < len(sheet.cells) and column < sheet.cells.shape[1]
        return cleaned(str(sheet.cells[row, column])) if inside else ""


@dataclass
class _Cells:
    """Cells as they are gathered: submission, question, target, value, place, row, heading."""

    rows: list[tuple[int, int, str, str, int, int, str]] = field(default_factory=list)

    def frame(self) -> pd.DataFrame:
        form, question, target, value, place, row, heading = (
            zip(*self.rows, strict=True) if self.rows else ((),) * 7
        )
        return pd.DataFrame(
            {
                "submission": np.array(form, dtype=np.int32),
                "question": np.array(question, dtype=np.int32),
                "target": _categories(target),
                "source": _categories([""] * len(self.rows)),
                "value": _categories(value),
                "place": np.array(place, dtype=np.int32),
                "row": np.array(row, dtype=np.int64),
                "heading": _categories(heading),
            }
        )


def _categories(texts: Sequence[str]) -> pd.Categorical:
    codes, uniques = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(uniques), dtype="str"))


class _Gathering:
    def __init__(
        self, books: Sequence[_Workbook], problems: list[Problem], date: pd.Timestamp | None
    ) -> None:
        self.books, self.problems, self.date = books, problems, date
        self.questions: dict[str, tuple[int, Question]] = {}
        self.places: list[tuple[str, str | None]] = []
        self.cells = _Cells()

    def said(self) -> Said:
        waves = Counter(book.lines.wave for book in self.books)
        # of as many workbooks, the later name
        wave = max(waves, key=lambda one: (waves[one], one))
        kept = self._once([book for book in self.books if self._of_wave(book, wave)])
        forms = []
        for number, (book, person) in enumerate(kept):
            self.places.append((book.file, None))
            place = len(self.places) - 1
            forms.append((book.lines.respondent, person, place))
            for sheet in dict.fromkeys(one.sheet for one in book.lines.questions):
                self._sheet(book, number, sheet)
        first = self.books[0].lines
        return Said(
            self._submissions(forms),
            self.cells.frame(),
            tuple(question for _, question in self.questions.values()),
            tuple(self.places),
            scale=_scale(first),
            lang=first.lang,
            wave=wave,
            items=MappingProxyType(
                {item: text for book in self.books for item, text in book.lines.texts.items()}
            ),
            asked=tuple(dict.fromkeys(one for book in self.books for one in book.lines.asked)),
            problems=tuple(self.problems),
        )

    def _submissions(self, forms: list[tuple[str, str, int]]) -> pd.DataFrame:
        respondents, persons, places = zip(*forms, strict=True) if forms else ((), (), ())
        day = pd.NaT if self.date is None else self.date
        return pd.DataFrame(
            {
                "respondent": pd.Series(respondents, dtype="str"),
                "person": pd.Series(persons, dtype="str"),
                "date": pd.Series([day] * len(forms), dtype="datetime64[us]"),
                "place": np.array(places, dtype=np.int32),
                "row": np.ones(len(forms), dtype=np.int64),
            }
        )

    # -- workbooks --------------------------------------------------------------------------

    def _of_wave(self, book: _Workbook, wave: str) -> bool:
        if book.lines.wave == wave:
            return True
        given = {"wave": wave}
        value = book.lines.wave or None
        self.problems.append(
            Problem("error", "returned_other_wave", book.file, HIDDEN_SHEET, 3, value=value,
                    fields=given)
        )  # fmt: skip
        return False

    def _once(self, books: Sequence[_Workbook]) -> list[tuple[_Workbook, str]]:
        """Return the workbooks with the person of each; the second of one person is told."""
        kept: dict[tuple[str, str], _Workbook] = {}
        for book in books:
            key = book.lines.respondent, book.person()
            if key in kept:
                given = {"other": kept[key].file}
                place = (book.file, HIDDEN_SHEET, 2)
                self.problems.append(
                    Problem("error", "returned_twice", *place, value=key[0], fields=given)
                )
            else:
                kept[key] = book
        return [(book, person) for (_, person), book in kept.items()]

    # -- sheets -----------------------------------------------------------------------------

    def _sheet(self, book: _Workbook, number: int, name: str) -> None:
        sheet = book.sheets.get(name)
        if sheet is None:
            self.problems.append(Problem("error", "returned_sheet_gone", book.file, value=name))
            return
        self.places.append((book.file, name))
        cells = sheet.cells
        asked = [one for one in book.lines.questions if one.sheet == name]
        head = _heading_row(cells, {folded(one.heading) for one in asked})
        lines = {code: about for (at, code), about in book.lines.lines.items() if at == name}
        rows = self._rows(sheet, cells, head, lines)
        for question in asked:
            at = _column(cells, head, question.heading)
            if at is None:
                given = {"row": None if head is None else head + 1, "value": question.heading}
                self.problems.append(sheet.problem("error", "returned_heading_gone", **given))
                continue
            self._column(sheet, number, question, cells, at, rows, lines)

    def _rows(
        self,
        sheet: _Sheet,
        cells: np.ndarray,
        head: int | None,
        lines: dict[str, str],
    ) -> dict[str, int]:
        """Return the row of each line; one that is gone, or that is of nobody, is told."""
        rows: dict[str, int] = {}
        for row in range(0 if head is None else head + 1, len(cells)):
            code = cleaned(str(cells[row, 0]))
            if code in lines and code not in rows:
                rows[code] = row
            elif any(cleaned(str(cell)) for cell in cells[row, 1:]):
                shown = cleaned(str(cells[row, 1])) if cells.shape[1] > 1 else ""
                given = {"row": row + 1, "value": shown or code or None}
                self.problems.append(sheet.problem("error", "returned_line_unknown", **given))
        for code, about in lines.items():
            if code not in rows:
                given = {"row": self._would_stand(code, rows, head), "value": about}
                self.problems.append(sheet.problem("error", "returned_line_gone", **given))
        return rows

    def _would_stand(self, code: str, rows: dict[str, int], head: int | None) -> int:
        """Return the row where a line that is gone would stand: after the one before it."""
        before = [row for other, row in rows.items() if other < code]
        return max(before, default=0 if head is None else head) + 2

    def _column(
        self,
        sheet: _Sheet,
        number: int,
        asked: HiddenQuestion,
        cells: np.ndarray,
        at: int,
        rows: dict[str, int],
        lines: dict[str, str],
    ) -> None:
        question = self._question(asked)
        scale = self.books[0].lines
        place = len(self.places) - 1
        is_listed = _Listed(asked, _scale(scale) if asked.to == "ties" else None)
        for code in asked.codes or rows:
            if code not in rows:
                continue
            row = rows[code]
            if (row, at) in sheet.broken:
                broken, value = sheet.broken[row, at]
                place_of = {"row": row + 1, "column": asked.heading, "value": value or None}
                self.problems.append(sheet.problem("error", broken, **place_of))
            text = cleaned(str(cells[row, at]))
            if not is_listed(text):
                private = holds_address(text)  # never shown, not even to say where it stands
                close = () if private else nearest(text, asked.values)
                given = {"known": tuple(asked.values), "nearest": close}
                shown = None if private else text
                place_of = {"row": row + 1, "column": asked.heading, "value": shown}
                self.problems.append(sheet.problem("error", "returned_value", **place_of, **given))
                text = ""
            about = (lines[code], text, place, row + 1, asked.heading)
            self.cells.rows.append((number, question, *about))

    def _question(self, asked: HiddenQuestion) -> int:
        """Return the number of a question, the same in every workbook."""
        key = repr(replace(asked, codes=()))
        if key not in self.questions:
            values = {folded(text): meant for text, meant in asked.values.items()}
            question = Question(
                asked.to,  # type: ignore[arg-type]
                asked.name,
                MappingProxyType({folded(""): "no_answer", **values}),
                asked.steps,
                received=asked.received,
            )
            self.questions[key] = (len(self.questions), question)
        return self.questions[key][0]


class _Listed:
    """Whether a text is an answer of a list; each text is looked at once."""

    def __init__(self, asked: HiddenQuestion, levels: Scale | None) -> None:
        self.known = {folded(text) for text in asked.values}
        self.levels = levels
        self.seen = {"": True}

    def __call__(self, text: str) -> bool:
        if text not in self.seen:
            listed = not self.known or folded(text) in self.known
            # a word of the scale says what it says, wherever it was typed
            of_scale = self.levels is not None and self.levels.find(text) is not None
            self.seen[text] = listed or of_scale
        return self.seen[text]


def _heading_row(cells: np.ndarray, wanted: set[str]) -> int | None:
    """Return the row of headings: the one that has most of them."""
    here = [sum(folded(cleaned(str(cell))) in wanted for cell in row) for row in cells[:20]]
    return int(np.argmax(here)) if here and max(here) else None


def _column(cells: np.ndarray, head: int | None, heading: str) -> int | None:
    if head is None:
        return None
    wanted = folded(heading)
    found: Iterator[int] = (
        at for at, cell in enumerate(cells[head]) if folded(cleaned(str(cell))) == wanted
    )
    return next(found, None)


def _scale(said: HiddenLines) -> Scale:
    known = SCALES.get(said.scale)
    same = known is not None and known.levels == said.levels
    return known if known is not None and same else Scale(said.scale, said.levels)
