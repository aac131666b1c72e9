"""A questionnaire as an XLSForm: what KoboToolbox, ODK, Ona and their like make a form of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concertnet.questionnaires.first_page import first_page
from concertnet.questionnaires.instrument import AskedQuestion, Instrument
from concertnet.questionnaires.key import answer_codes, key_text, of_one_scale, values_of
from concertnet.questionnaires.wording import Texts, said_in
from concertnet.tables.spec.text import cleaned
from concertnet.tables.write.book import new_book

__all__ = ["XLSFORM_FILE", "write_xlsform", "xlsform_key", "xlsform_sheets"]

XLSFORM_FILE = "xlsform.xlsx"
_CALLED = {"fr": "Français (fr)", "en": "English (en)"}
_COLUMNS = ("type", "name", "required", "appearance", "relevant", "choice_filter")
_RESPONDENT, _KNOWN = "respondent", "known"

_Rows = list[dict[str, str]]


def xlsform_sheets(made: Instrument) -> dict[str, _Rows]:
    """Return the three sheets of the form, each row by column."""
    return _Form(made).sheets()


def write_xlsform(made: Instrument, path: Path) -> None:
    """Write the form as a workbook."""
    with new_book(path) as book:
        for name, rows in xlsform_sheets(made).items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column)
                sheet.set_column(at, at, 42 if "::" in column else 22)
                for row, cells in enumerate(rows, start=1):
                    if text := cells.get(column, ""):
                        sheet.write_string(row, at, text)


def xlsform_key(made: Instrument) -> str:
    """Return the key by which the answers of the form are read."""
    blocks: list[tuple[str, dict[str, Any]]] = []
    for one in (*made.relations, *made.dimensions):
        block: dict[str, Any] = {"columns": f"{one.code}_{{actor}}", "to": one.to}
        block |= {"known": _KNOWN} if made.in_two_steps else {}
        blocks.append(("relation", {**block, **of_one_scale(one), "values": values_of(one)}))
    for alike in _alike(made.statements):
        codes = {one.code: one.name for one in alike}
        block = {"columns": "{item}", "codes": codes}
        blocks.append(("items", {**block, "values": values_of(alike[0])}))
    survey = {"respondent": _RESPONDENT, "date": "today"}
    return key_text(made, "xlsform", survey, blocks)


def _alike(statements: Sequence[AskedQuestion]) -> list[list[AskedQuestion]]:
    """Return the statements of each scale together."""
    found: dict[str, list[AskedQuestion]] = {}
    for one in statements:
        found.setdefault(repr(one.answers), []).append(one)
    return list(found.values())


class _Form:
    def __init__(self, made: Instrument) -> None:
        self.made = made
        self.rows: _Rows = []
        self.choices: _Rows = []
        self.lists: dict[str, str] = {}

    def sheets(self) -> dict[str, _Rows]:
        made = self.made
        self._row("today", "today")
        for number, text in enumerate(first_page(made, "form"), start=1):
            self._row("note", f"page{number}", text)
        code_of = made.code_of
        self._actors("respondents", made.asked)
        asked = said_in(made.langs, "questionnaire_your_organisation")
        options = {"required": "yes", "appearance": "minimal"}
        self._row("select_one respondents", _RESPONDENT, asked, **options)
        if made.in_two_steps:
            self._actors("organisations", made.roster)
            known = said_in(made.langs, "questionnaire_known")
            other = f"name != ${{{_RESPONDENT}}}"
            self._row("select_multiple organisations", _KNOWN, known, choice_filter=other)
        for question in (*made.relations, *made.dimensions):
            listed = self._list(question)
            self._row("begin_group", f"g_{question.code}", question.texts, appearance="table-list")
            for actor in made.roster:
                code = code_of[actor]
                name = dict.fromkeys(made.langs, made.called[actor])
                shown = f"${{{_RESPONDENT}}} != '{code}'"
                if made.in_two_steps:
                    shown = f"selected(${{{_KNOWN}}}, '{code}')"
                kind = f"select_one {listed}"
                self._row(kind, f"{question.code}_{code}", name, relevant=shown)
            self._row("end_group", "")
        for question in made.statements:
            kind = f"select_one {self._list(question)}" if question.answers else "text"
            self._row(kind, question.code, question.texts)
        return {"survey": self.rows, "choices": self.choices, "settings": [self._settings()]}

    def _settings(self) -> dict[str, str]:
        made = self.made
        title = said_in(made.langs, "questionnaire_title")[made.langs[0]]
        told = f"{title} – {made.title}" if made.title else title
        wave = re.sub(r"[^A-Za-z0-9]+", "_", made.wave).strip("_")
        return {
            "form_title": _plain(told),
            "form_id": f"concertnet_{wave}" if wave else "concertnet",
            "version": wave or "1",
            "default_language": _CALLED[made.langs[0]],
        }

    def _row(self, kind: str, name: str, texts: Texts | None = None, **more: str) -> None:
        cells = {"type": kind, "name": name, **self._labels(texts)}
        self.rows.append({**cells, **{column: more.get(column, "") for column in _COLUMNS[2:]}})

    def _labels(self, texts: Texts | None) -> dict[str, str]:
        given = texts or {}
        return {f"label::{_CALLED[one]}": _plain(given.get(one, "")) for one in self.made.langs}

    def _actors(self, listed: str, actors: Sequence[str]) -> None:
        code_of = self.made.code_of
        for actor in actors:
            name = dict.fromkeys(self.made.langs, self.made.called[actor])
            self._choice(listed, code_of[actor], name)

    def _list(self, question: AskedQuestion) -> str:
        """Return the list of the answers of a question; questions of the same answers share it."""
        key = repr(question.answers)
        if key not in self.lists:
            self.lists[key] = f"a_{question.code}"
            codes = answer_codes(question)
            for meaning, texts in question.answers:
                self._choice(self.lists[key], codes[meaning], texts)
        return self.lists[key]

    def _choice(self, listed: str, name: str, texts: Texts) -> None:
        self.choices.append({"list_name": listed, "name": name, **self._labels(texts)})


def _plain(text: str) -> str:
    """Return a text that a form shows as it is: no reference to a question in it."""
    return cleaned(text).replace("${", "$ {")
