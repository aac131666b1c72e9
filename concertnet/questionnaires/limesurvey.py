"""A questionnaire as the tab-separated structure that LimeSurvey imports."""

from __future__ import annotations

import csv
import html
import io
from typing import Any

from concertnet.questionnaires.first_page import first_page
from concertnet.questionnaires.instrument import AskedQuestion, Instrument
from concertnet.questionnaires.key import answer_codes, key_text, of_one_scale, values_of
from concertnet.questionnaires.wording import said_in
from concertnet.tables.spec.text import cleaned

__all__ = ["LIMESURVEY_FILE", "limesurvey_key", "limesurvey_text"]

LIMESURVEY_FILE = "limesurvey.txt"
_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
    "validation", "mandatory", "other", "default", "same_default",
)  # fmt: skip
_RESPONDENT, _KNOWN, _ITEMS = "RESP", "KNOWN", "ITEMS"
# Types of questions: drop-down list, array, several choices, long text.
_LIST, _ARRAY, _SEVERAL, _TEXT = "!", "F", "M", "T"

_Row = dict[str, str]


def limesurvey_text(made: Instrument) -> str:
    """Return the structure as a text, a row for each line, to be written with a byte order mark."""
    rows: list[_Row] = [
        _row("S", name=name, text=text)
        for name, text in (
            ("language", made.langs[0]),
            ("additional_languages", " ".join(made.langs[1:])),
            ("format", "G"),
            ("anonymized", "N"),
            ("datestamp", "Y"),
        )
    ]
    for lang in made.langs:
        title = said_in((lang,), "questionnaire_title")[lang]
        told = f"{title} – {made.title}" if made.title else title
        pages = "".join(f"<p>{_shown(text[lang])}</p>" for text in first_page(made, "form"))
        for name, text in (("surveyls_title", _shown(told)), ("surveyls_welcometext", pages)):
            rows.append(_row("SL", name=name, text=text, language=lang))
    # all of one language, then the same of the next, in the same order
    for lang in made.langs:
        rows += _Language(made, lang).rows()
    file = io.StringIO()
    columns: list[str] = [*_COLUMNS]
    writer = csv.DictWriter(file, columns, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def limesurvey_key(made: Instrument) -> str:
    """Return the key by which the answers of the survey are read."""
    blocks: list[tuple[str, dict[str, Any]]] = []
    for one in (*made.relations, *made.dimensions):
        block: dict[str, Any] = {"columns": f"{_code(one)}[{{actor}}]", "to": one.to}
        block |= {"known": f"{_KNOWN}[{{actor}}]"} if made.in_two_steps else {}
        blocks.append(("relation", {**block, **of_one_scale(one), "values": values_of(one)}))
    arrays, free = _arrays(made)
    for code, alike in arrays.items():
        codes = {one.code: one.name for one in alike}
        block = {"columns": f"{code}[{{item}}]", "codes": codes}
        blocks.append(("items", {**block, "values": values_of(alike[0])}))
    if free:
        codes = {_code(one): one.name for one in free}
        blocks.append(("items", {"columns": "{item}", "codes": codes}))
    survey = {"respondent": _RESPONDENT, "date": "submitdate"}
    return key_text(made, "limesurvey", survey, blocks)


def _arrays(made: Instrument) -> tuple[dict[str, list[AskedQuestion]], list[AskedQuestion]]:
    """Return the statements of each scale under the code of their array, and those without one."""
    of_scale: dict[str, list[AskedQuestion]] = {}
    for one in made.statements:
        if one.answers:
            of_scale.setdefault(repr(one.answers), []).append(one)
    arrays = {f"{_ITEMS}{n}": alike for n, alike in enumerate(of_scale.values(), start=1)}
    return arrays, [one for one in made.statements if not one.answers]


def _code(question: AskedQuestion) -> str:
    return question.code.upper()


class _Language:
    """The groups and questions of a survey in one language."""

    def __init__(self, made: Instrument, lang: str) -> None:
        self.made, self.lang = made, lang
        self.groups = 0

    def rows(self) -> list[_Row]:
        made = self.made
        asked = self._said("questionnaire_your_organisation")
        rows = self._group(asked)
        rows.append(self._row("Q", _LIST, _RESPONDENT, asked, mandatory="Y"))
        rows += [self._answer(made.code_of[one], made.called[one]) for one in made.asked]
        if made.in_two_steps:
            known = self._said("questionnaire_known")
            rows += self._group(known)
            rows.append(self._row("Q", _SEVERAL, _KNOWN, known))
            rows += self._lines(f'{_RESPONDENT}.NAOK != "{{code}}"')
        shown = f'{_RESPONDENT}.NAOK != "{{code}}"'
        if made.in_two_steps:
            shown = f'{_KNOWN}_{{code}}.NAOK == "Y"'
        for question in (*made.relations, *made.dimensions):
            text = question.texts[self.lang]
            rows += self._group(text)
            rows.append(self._row("Q", _ARRAY, _code(question), text))
            rows += [*self._lines(shown), *self._answers(question)]
        rows += self._statements()
        return rows

    def _statements(self) -> list[_Row]:
        if not self.made.statements:
            return []
        arrays, free = _arrays(self.made)
        name = self._said("questionnaire_sheet_statements")
        rows = self._group(name)
        for code, alike in arrays.items():
            rows.append(self._row("Q", _ARRAY, code, name))
            rows += [self._row("SQ", "0", one.code, one.texts[self.lang]) for one in alike]
            rows += self._answers(alike[0])
        rows += [self._row("Q", _TEXT, _code(one), one.texts[self.lang]) for one in free]
        return rows

    def _group(self, name: str) -> list[_Row]:
        # the number joins a group of one language to that of another
        self.groups += 1
        return [self._row("G", f"G{self.groups}", _shown(name), "")]

    def _lines(self, shown: str) -> list[_Row]:
        made = self.made
        return [
            self._row(
                "SQ",
                "0",
                made.code_of[one],
                made.called[one],
                relevance=shown.format(code=made.code_of[one]),
            )
            for one in made.roster
        ]

    def _answers(self, question: AskedQuestion) -> list[_Row]:
        codes = answer_codes(question)
        return [
            self._answer(codes[meaning], texts[self.lang]) for meaning, texts in question.answers
        ]

    def _answer(self, code: str, text: str) -> _Row:
        return self._row("A", "0", code, text)

    def _said(self, key: str) -> str:
        return said_in((self.lang,), key)[self.lang]

    def _row(self, kind: str, scale: str, name: str, text: str, **more: str) -> _Row:
        given = {"type/scale": scale, "name": name, "text": _shown(text), "language": self.lang}
        return _row(kind, **given, **more)


def _row(kind: str, **cells: str) -> _Row:
    return {"class": kind, **cells}


def _shown(text: str) -> str:
    """Return a text as a page shows it: no mark of a page, and no expression between braces."""
    plain = html.escape(cleaned(text).replace("\n", " "))
    return plain.replace("{", "&#123;").replace("}", "&#125;")
