"""A questionnaire as workbooks: one for each respondent, read back without any mapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from concertnet.questionnaires.first_page import first_page
from concertnet.questionnaires.hidden_sheet import (
    HIDDEN_SHEET,
    HiddenLines,
    HiddenQuestion,
    hidden_rows,
)
from concertnet.questionnaires.instrument import AskedQuestion, Instrument
from concertnet.questionnaires.wording import BOTH, of_all, said_in
from concertnet.tables.write.book import live_text, new_book

__all__ = ["workbook_name", "write_workbook"]

_LISTS = "concertnet_lists"
_HEAD = 3  # the row of headings of a sheet of answers, from 0
_LONGEST_SHEET = 31  # characters of the name of a sheet
_WIDTH = 100  # characters on a line of the first page
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 14},
    "page": {"text_wrap": True, "valign": "top"},
    "strong": {"text_wrap": True, "valign": "top", "bold": True},
    "how": {"text_wrap": True, "valign": "top", "italic": True},
    "head": {
        "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1,
        "text_wrap": True, "valign": "vcenter",
    },
    "name": {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#C9D0D6"},
    "live": {
        "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#C9D0D6",
        "num_format": "@", "quote_prefix": True,
    },
    "answer": {
        "bg_color": "#FFF9E3", "locked": False, "border": 1, "border_color": "#C9D0D6",
        "num_format": "@", "valign": "vcenter",
    },
    "wrong": {"bg_color": "#F4A6B7"},
}  # fmt: skip


def workbook_name(made: Instrument, actor: str) -> str:
    """Return the name of the file of a respondent: its code, and what its name has of letters."""
    plain = unicodedata.normalize("NFKD", made.called[actor]).encode("ascii", "ignore").decode()
    told = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return f"{made.code_of[actor]}-{told}.xlsx" if told else f"{made.code_of[actor]}.xlsx"


def write_workbook(made: Instrument, actor: str, path: Path) -> None:
    """Write the workbook that an actor fills in."""
    with new_book(path) as book:
        _Writer(book, made, actor).write()


@dataclass(frozen=True)
class _Line:
    """A line of a sheet: its code, what it is about, and what is written of it."""

    code: str
    about: str
    text: str


class _Writer:
    def __init__(self, book: Any, made: Instrument, actor: str) -> None:
        self.book, self.made, self.actor = book, made, actor
        self.formats = {name: book.add_format(given) for name, given in _FORMATS.items()}
        self.lists: dict[tuple[str, ...], str] = {}
        self.questions: list[HiddenQuestion] = []
        self.lines: dict[tuple[str, str], str] = {}

    def write(self) -> None:
        made = self.made
        person = self._first_page()
        code_of = made.code_of
        others = [
            _Line(code_of[one], one, made.called[one]) for one in made.roster if one != self.actor
        ]
        self._sheet("relations", made.relations, others)
        if made.dimensions:
            self._sheet("perceptions", made.dimensions, others)
        if made.statements:
            self._statements()
        self._hidden(person)

    # -- pages ------------------------------------------------------------------------------

    def _first_page(self) -> tuple[str, str]:
        """Write the first page; return where a person of several gives their number."""
        made = self.made
        name = self._name("questionnaire_sheet_page")
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, _WIDTH)
        sheet.set_column(1, 1, 12)
        sheet.fit_to_pages(1, 0)
        title = self._all("questionnaire_title")
        sheet.write_string(0, 0, title, self.formats["title"])
        sheet.set_row(0, 22 * -(-len(title) // 62))
        row = 1
        for text in (made.called[self.actor], made.title, made.wave):
            if text:
                self._text(sheet, row, 0, text, "strong")
                row += 1
        row += 1
        for lang in made.langs:
            for paragraph in first_page(made, "excel"):
                text = paragraph[lang]
                self._text(sheet, row, 0, text, "page")
                sheet.set_row(row, 15.5 * -(-len(text) // (_WIDTH - 4)) + 4)
                row += 1
            row += 1
        text = self._all("questionnaire_person")
        sheet.write_string(row, 0, text, self.formats["how"])
        sheet.set_row(row, 15.5 * -(-len(text) // (_WIDTH - 4)) + 4)
        sheet.write_blank(row, 1, None, self.formats["answer"])
        numbers = [str(n) for n in range(1, 10)]
        cell = f"B{row + 1}"
        self._only(sheet, cell, cell, numbers)
        self._protect(sheet)
        return name, cell

    def _sheet(self, key: str, questions: Sequence[AskedQuestion], lines: Sequence[_Line]) -> None:
        """Write a sheet with a line for each actor and a column for each question."""
        name = self._name(f"questionnaire_sheet_{key}")
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 1, self._all(f"questionnaire_sheet_{key}"), self.formats["heading"])
        sheet.write_string(1, 1, self._all("questionnaire_choose"))
        headings = [of_all(one.texts) for one in questions]
        self._heads(sheet, [self._all("questionnaire_organisation"), *headings])
        self._lines(sheet, name, lines)
        first, last = _HEAD + 1, _HEAD + len(lines)
        for at, (question, heading) in enumerate(zip(questions, headings, strict=True), start=2):
            self._answers(sheet, at, first, last, question)
            self.questions.append(_hidden_question(name, heading, question))

    def _statements(self) -> None:
        """Write the sheet of statements; those of one scale are asked in one column."""
        name = self._name("questionnaire_sheet_statements")
        sheet = self.book.add_worksheet(name)
        heading = self._all("questionnaire_answer")
        sheet.write_string(
            0, 1, self._all("questionnaire_sheet_statements"), self.formats["heading"]
        )
        sheet.write_string(1, 1, self._all("questionnaire_choose"))
        self._heads(sheet, [self._all("questionnaire_statement"), heading])
        statements = self.made.statements
        told = [_Line(one.code, one.name, of_all(one.texts)) for one in statements]
        self._lines(sheet, name, told)
        # statements of one scale are one question
        of_scale: dict[tuple[str, ...], list[AskedQuestion]] = {}
        for row, question in enumerate(statements, start=_HEAD + 1):
            self._answers(sheet, 2, row, row, question)
            scale = tuple(of_all(texts) for _, texts in question.answers)
            of_scale.setdefault(scale, []).append(question)
        for alike in of_scale.values():
            codes = tuple(one.code for one in alike)
            self.questions.append(
                HiddenQuestion(name, heading, "answers", values=_values(alike[0]), codes=codes)
            )

    # -- parts of a page --------------------------------------------------------------------

    def _heads(self, sheet: Any, headings: Sequence[str]) -> None:
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(headings), 26)
        sheet.set_row(_HEAD, 15.5 * max(2, *(-(-len(text) // 22) for text in headings)) + 4)
        sheet.freeze_panes(_HEAD + 1, 2)
        for at, heading in enumerate(headings, start=1):
            sheet.write_string(_HEAD, at, heading, self.formats["head"])
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        self._protect(sheet)

    def _lines(self, sheet: Any, name: str, lines: Sequence[_Line]) -> None:
        for row, line in enumerate(lines, start=_HEAD + 1):
            sheet.write_string(row, 0, line.code)
            self._text(sheet, row, 1, line.text, "name")
            if len(line.text) > 58:
                sheet.set_row(row, 15.5 * -(-len(line.text) // 56))
            self.lines[name, line.code] = line.about

    def _answers(self, sheet: Any, at: int, first: int, last: int, question: AskedQuestion) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        for row in range(first, last + 1):
            sheet.write_blank(row, at, None, self.formats["answer"])
        if question.answers and first <= last:
            choices = [of_all(texts) for _, texts in question.answers]
            self._only(sheet, xl_rowcol_to_cell(first, at), xl_rowcol_to_cell(last, at), choices)

    def _only(self, sheet: Any, first: str, last: str, choices: Sequence[str]) -> None:
        """Offer choices in a drop-down list; colour what is pasted from elsewhere."""
        known = self.lists.setdefault(tuple(choices), f"concertnet_list_{len(self.lists) + 1}")
        sheet.data_validation(
            f"{first}:{last}",
            {
                "validate": "list",
                "source": f"={known}",
                "error_title": "concertnet",
                "error_message": self._all("questionnaire_not_listed")[:255],
            },
        )
        sheet.conditional_format(
            f"{first}:{last}",
            {
                "type": "formula",
                "criteria": f'=AND({first}<>"",COUNTIF({known},{first})=0)',
                "format": self.formats["wrong"],
            },
        )

    def _text(self, sheet: Any, row: int, at: int, text: str, style: str) -> None:
        kind = "live" if style == "name" and live_text(text) else style
        sheet.write_string(row, at, text, self.formats[kind])

    def _protect(self, sheet: Any) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _all(self, key: str) -> str:
        return of_all(said_in(self.made.langs, key))

    def _name(self, key: str) -> str:
        """Return the name of a sheet in every language, or in the first where it is too long."""
        texts = said_in(self.made.langs, key)
        name = of_all(texts).replace(BOTH, " - ")
        return name if len(name) <= _LONGEST_SHEET else texts[self.made.langs[0]]

    # -- hidden sheets ----------------------------------------------------------------------

    def _hidden(self, person: tuple[str, str]) -> None:
        from xlsxwriter.utility import xl_col_to_name

        lists = self.book.add_worksheet(_LISTS)
        for at, (choices, name) in enumerate(self.lists.items()):
            for row, text in enumerate(choices):
                lists.write_string(row, at, text)
            letter = xl_col_to_name(at)
            self.book.define_name(name, f"={_LISTS}!${letter}$1:${letter}${len(choices)}")
        made = self.made
        said = HiddenLines(
            self.actor,
            made.wave,
            made.langs[0],
            made.scale.name,
            made.scale.levels,
            person,
            tuple(self.questions),
            self.lines,
            {one.name: one.texts[made.langs[0]] for one in made.statements},
            made.asked,
        )
        sheet = self.book.add_worksheet(HIDDEN_SHEET)
        for row, cells in enumerate(hidden_rows(said)):
            for at, text in enumerate(cells):
                if text:
                    sheet.write_string(row, at, text)
        for one in (lists, sheet):
            one.protect("")
            one.very_hidden()


def _hidden_question(sheet: str, heading: str, one: AskedQuestion) -> HiddenQuestion:
    return HiddenQuestion(sheet, heading, one.to, one.name, one.received, one.steps, _values(one))


def _values(question: AskedQuestion) -> dict[str, str]:
    """Return what each answer means, written in all languages or in one."""
    values: dict[str, str] = {}
    for meaning, texts in question.answers:
        for text in (of_all(texts), *texts.values()):
            values.setdefault(text, meaning)
    return values
