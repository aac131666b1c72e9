"""The mapping of a survey: which column says what, found by heading, and what each answer means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from concertnet.errors import TableError
from concertnet.scale import BOURQUE, SCALES, Scale
from concertnet.survey.said import NO_ANSWER, SAID_WORDS, Question, SaidOf
from concertnet.swap import reason
from concertnet.tables.cells.near import nearest
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.words import folded, normalise, synonyms

__all__ = [
    "FORMS",
    "SEVERAL",
    "ColumnPattern",
    "ItemBlock",
    "NamedBlock",
    "RelationBlock",
    "SurveyMapping",
    "read_mapping",
]

FORMS = ("roster", "recall")
SEVERAL = ("strongest", "weakest", "median", "first")
_SHAPES = ("wide", "matrix", "long", "network_canvas")
_TO = ("ties", "perceptions", "directed")
_DIRECTIONS = ("given", "received")
_DIMENSIONS = TABLES["perceptions"]["dimension"].values
_BRACES = re.compile(r"\{\{|\}\}|\{(\w*)\}")

Block = TypeVar("Block")

# The keys of each table, with the type of what they hold.
_TEXT, _TEXTS, _TABLE, _NUMBERS, _SCALE = "text", "texts", "table", "numbers", "scale"
_KEYS: dict[str, dict[str, str]] = {
    "": {
        "survey": _TABLE, "relation": "tables", "items": "tables", "named": "tables",
        "roster": _TABLE, "seen": _TABLE,
    },
    "survey": {
        "tool": _TEXT, "shape": _TEXT, "sheet": _TEXT, "respondent": _TEXT, "person": _TEXT,
        "date": _TEXT, "wave": _TEXT, "form": _TEXT, "several": _TEXT, "scale": _SCALE,
        "drop": _TEXTS, "lang": _TEXT, "asked": _TEXTS,
    },
    "relation": {
        "columns": _TEXT, "sheet": _TEXT, "actor": _TEXT, "source": _TEXT, "value": _TEXT,
        "choices": _TEXT, "separator": _TEXT, "chosen": _TEXT, "known": _TEXT, "where": _TABLE,
        "to": _TEXT, "dimension": _TEXT, "question": _TEXT, "direction": _TEXT, "theme": _TEXT,
        "scale": _NUMBERS, "values": _TABLE,
    },
    "items": {"columns": _TEXT, "sheet": _TEXT, "codes": _TABLE, "values": _TABLE},
    "named": {
        "name": _TEXTS, "level": _TEXTS, "sheet": _TEXT, "chosen": _TEXT, "values": _TABLE,
    },
    "seen": {"headings": _TEXTS},
}  # fmt: skip


@dataclass(frozen=True)
class ColumnPattern:
    """A heading with one place that changes: *Q1[{actor}]*.

    Attributes
    ----------
    text : str
        As it is written in the mapping.
    before, after : str
        What stands on both sides of the place.
    """

    text: str
    before: str
    after: str

    @classmethod
    def of(cls, text: str, place: str) -> ColumnPattern | None:
        """Return the pattern that a text writes, None unless it holds its place once.

        Examples
        --------
        >>> ColumnPattern.of("Q1[{actor}]", "actor")
        ColumnPattern(text='Q1[{actor}]', before='Q1[', after=']')
        >>> ColumnPattern.of("{{Q}} {actor}", "actor").before
        '{Q} '
        """
        parts: list[str] = [""]
        last = 0
        for match in _BRACES.finditer(text):
            parts[-1] += text[last : match.start()]
            last = match.end()
            if match[0] in ("{{", "}}"):
                parts[-1] += match[0][0]
            elif match[1] == place:
                parts.append("")
            else:
                return None
        parts[-1] += text[last:]
        return cls(text, parts[0], parts[1]) if len(parts) == 2 else None

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands around the place: any heading has this form."""
        return not self.before.strip() and not self.after.strip()

    def within(self, heading: str) -> str | None:
        """Return what stands at the place in a heading, None where it has another form.

        Examples
        --------
        >>> ColumnPattern.of("Q1[{actor}]", "actor").within("q1[SQ001]")
        'SQ001'
        """
        numbered = re.search(r" #\d+$", heading)
        if numbered and not self.after.endswith(numbered[0]):
            return None
        before, after = (" ".join(part.split()) for part in (self.before, self.after))
        text = " ".join(heading.split())
        low = text.casefold()
        if len(text) <= len(before) + len(after):
            return None
        if not (low.startswith(before.casefold()) and low.endswith(after.casefold())):
            return None
        return text[len(before) : len(text) - len(after)].strip() or None


@dataclass(frozen=True)
class RelationBlock:
    """A question asked of actors: where its answers stand, and what they mean.

    Attributes
    ----------
    question : Question
        Where answers go, and what they mean.
    sheet : str
        The sheet, where there are several.
    columns : ColumnPattern or None
        The headings of a roster or of a matrix.
    actor, source, value : str
        Where each row names an actor: the headings of the actor, of the actor that speaks (the
        respondent by default), and of the answer.
    choices, separator, chosen : str
        Where one cell holds all the actors that are chosen: its heading, what stands between them,
        and what being chosen means.
    known : str
        The heading of a cell that holds the actors that are known: others have no relation.
    where : mapping of str to str
        Of a table where each row names an actor, the rows that answer this question.
    """

    question: Question
    sheet: str = ""
    columns: ColumnPattern | None = None
    actor: str = ""
    source: str = ""
    value: str = ""
    choices: str = ""
    separator: str = ""
    chosen: str = ""
    known: str = ""
    where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)


@dataclass(frozen=True)
class ItemBlock:
    """Statements: the headings that hold their answers, and the item of each.

    Attributes
    ----------
    question : Question
        What answers mean.
    columns : ColumnPattern
        Their headings.
    codes : mapping of str to str
        By what stands at the place of the pattern, the item; without it, that text is the item.
    sheet : str
        The sheet, where there are several.
    """

    question: Question
    columns: ColumnPattern
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    sheet: str = ""


@dataclass(frozen=True)
class NamedBlock:
    """Names in free text, each with its level.

    Attributes
    ----------
    question : Question
        What levels mean.
    names, levels : tuple of str
        The headings, in the same order; without levels, every name has the level `chosen`.
    chosen : str
        That level.
    sheet : str
        The sheet, where there are several.
    """

    question: Question
    names: tuple[str, ...]
    levels: tuple[str, ...] = ()
    chosen: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class SurveyMapping:
    """A mapping, checked.

    Attributes
    ----------
    file : str
        The file it was read from; empty for a text.
    tool, shape, sheet : str
        What made the export, how answers stand in it, the sheet of the forms.
    respondent, person, date : str
        Headings: which actor answers, what tells its persons apart, the day.
    wave : str
        What the wave is called.
    roster : bool
        Whether actors were listed to respondents, and not recalled by them.
    several : str
        What is kept of several persons of one organisation.
    scale : Scale
        How levels are read.
    drop : tuple of str
        Headings never read; ``*`` stands for any text.
    lang : str
        The language of the questions.
    relations, items, named
        The questions.
    codes : mapping of str to str
        By code of the instrument, the actor.
    headings : tuple of str
        Those of the file that the mapping was made of.
    asked : tuple of str
        The actors who were asked, by code or as written; nothing says it of others.
    """

    file: str = ""
    tool: str = ""
    shape: str = "wide"
    sheet: str = ""
    respondent: str = ""
    person: str = ""
    date: str = ""
    wave: str = ""
    roster: bool = True
    several: str = "strongest"
    scale: Scale = BOURQUE
    drop: tuple[str, ...] = ()
    lang: str = "fr"
    relations: tuple[RelationBlock, ...] = ()
    items: tuple[ItemBlock, ...] = ()
    named: tuple[NamedBlock, ...] = ()
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    headings: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, in the order of the mapping: relations, named, items."""
        return tuple(one.question for one in (*self.relations, *self.named, *self.items))


def read_mapping(given: str | Path) -> SurveyMapping:
    """Read a mapping, with all its problems at once.

    Parameters
    ----------
    given : path or str
        The file, or its text.

    Raises
    ------
    TableError
        If it cannot be read, or says what no mapping says.

    Examples
    --------
    >>> mapping = read_mapping('''
    ... [survey]
    ... respondent = "token"
    ... [[relation]]
    ... columns = "Q1[{actor}]"
    ... ''')
    >>> mapping.relations[0].columns.before
    'Q1['
    """
    file, text = _text_of(given)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        row = int(line[1]) if line else None
        said = re.sub(r"\s*\(at [^)]*\)$", "", str(error))
        given_ = {"reason": said}
        raise TableError([Problem("error", "survey_toml", file, row=row, fields=given_)]) from error
    checker = _Checker(file)
    mapping = checker.mapping(data)
    if checker.problems:
        raise TableError(checker.problems)
    return mapping


def _text_of(given: str | Path) -> tuple[str, str]:
    if isinstance(given, str) and "\n" in given:
        return "", given
    path = Path(given)
    try:
        return path.name, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeError:
        raise TableError([Problem("error", "survey_mapping_not_text", path.name)]) from None
    except FileNotFoundError:
        raise TableError([Problem("error", "path_missing", str(path))]) from None
    except OSError as error:
        why = {"reason": reason(error)}
        raise TableError([Problem("error", "path_unreadable", path.name, fields=why)]) from error


class _Checker:
    """Reads the tables of a mapping, and keeps what is wrong in them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, code: str, key: str, value: Any = None, **given: Any) -> None:
        shown = None if value is None else str(value)
        self.problems.append(
            Problem("error", code, self.file or None, column=key, value=shown, fields=given)
        )

    def table(self, data: Any, kind: str, at: str = "") -> dict[str, Any]:
        """Return the keys of a table that are known and hold what they should."""
        if not isinstance(data, Mapping):
            self.wrong("survey_key_type", at or kind, wanted=Word("survey_type_table"))
            return {}
        known = _KEYS[kind]
        found: dict[str, Any] = {}
        for key, value in data.items():
            where = f"{at}.{key}" if at else key
            if key not in known:
                near = nearest(key, known)
                self.wrong("survey_key_unknown", where, known=tuple(known), nearest=near)
            elif (read := _typed(value, known[key])) is None:
                self.wrong("survey_key_type", where, wanted=Word(f"survey_type_{known[key]}"))
            else:
                found[key] = read
        return found

    def choice(self, data: dict[str, Any], key: str, among: Sequence[str], at: str) -> str:
        value = data.get(key, among[0])
        if value not in among:
            near = nearest(str(value), among)
            self.wrong("survey_choice", f"{at}.{key}", value, known=tuple(among), nearest=near)
            return among[0]
        return str(value)

    def scale(self, value: Any) -> Scale:
        if isinstance(value, Scale):
            return value
        if normalise(str(value)) in SCALES:
            return SCALES[normalise(str(value))]
        self.wrong("survey_choice", "survey.scale", value, known=tuple(SCALES))
        return BOURQUE

    def mapping(self, data: Mapping[str, Any]) -> SurveyMapping:
        whole = self.table(data, "")
        survey = self.table(whole.get("survey", {}), "survey", "survey")
        seen = self.table(whole.get("seen", {}), "seen", "seen")
        scale = self.scale(survey.get("scale", BOURQUE))
        roster = {str(k): v for k, v in whole.get("roster", {}).items() if isinstance(v, str)}
        for key in set(whole.get("roster", {})) - set(roster):
            self.wrong("survey_key_type", f"roster.{key}", wanted=Word("survey_type_text"))
        if blank := [code for code, actor in roster.items() if not actor.strip("? ")]:
            self.wrong("survey_roster_blank", "roster", blank[0], n=len(blank))
        relations = self.blocks(whole, "relation", partial(self.relation, scale=scale))
        items = self.blocks(whole, "items", self.items)
        named = self.blocks(whole, "named", partial(self.named, scale=scale))
        if not relations and not items and not named and not self.problems:
            self.wrong("survey_no_question", "relation")
        lang = self.choice({"lang": survey.get("lang", "fr")}, "lang", ("fr", "en"), "survey")
        texts = ("tool", "sheet", "respondent", "person", "date", "wave")
        return SurveyMapping(
            self.file,
            shape=self.choice(survey, "shape", _SHAPES, "survey"),
            roster=self.choice(survey, "form", FORMS, "survey") == "roster",
            several=self.choice(survey, "several", SEVERAL, "survey"),
            scale=scale,
            drop=tuple(survey.get("drop", ())),
            lang=lang,
            relations=relations,
            items=items,
            named=named,
            codes=MappingProxyType(roster),
            headings=tuple(seen.get("headings", ())),
            asked=tuple(survey.get("asked", ())),
            **{key: survey.get(key, "") for key in texts},
        )

    def blocks(
        self,
        whole: Mapping[str, Any],
        kind: str,
        read: Callable[[dict[str, Any], str], Block | None],
    ) -> tuple[Block, ...]:
        """Return the questions of a kind, without those that cannot be read."""
        found = []
        for n, one in enumerate(whole.get(kind, ()), start=1):
            at = f"{kind} {n}"
            block = read(self.table(one, kind, at), at)
            if block is not None:
                found.append(block)
        return tuple(found)

    def relation(self, data: dict[str, Any], at: str, scale: Scale) -> RelationBlock | None:
        to = self.choice(data, "to", _TO, at)
        name = ""
        if to == "perceptions":
            name = self.choice({"dimension": data.get("dimension", "")}, "dimension",
                               (*_DIMENSIONS,), at)  # fmt: skip
        elif to == "directed":
            name = data.get("question", "")
            if not name:
                self.wrong("survey_question_needed", f"{at}.question")
        steps = tuple(data.get("scale", ())) or None
        if steps is not None and (len(steps) != 2 or steps[0] >= steps[1]):
            self.wrong("survey_steps", f"{at}.scale", list(steps))
            steps = None
        ways = [key for key in ("columns", "actor", "choices") if data.get(key)]
        if len(ways) != 1:
            self.wrong("survey_where", at, known=("columns", "actor", "choices"))
            return None
        columns = None
        if "columns" in ways:
            columns = self.pattern(data["columns"], "actor", at)
            if columns is None:
                return None
        if "choices" in ways and to == "ties" and not data.get("chosen"):
            self.wrong("survey_chosen", f"{at}.chosen")
        if to == "perceptions" and "actor" in ways and not data.get("value"):
            self.wrong("survey_value_needed", f"{at}.value")
        values = self.values(data, at, to, scale)
        question = Question(
            cast("SaidOf", to),
            name,
            values,
            steps,
            received=self.choice(data, "direction", _DIRECTIONS, at) == "received",
            theme=data.get("theme", ""),
            of_headings=columns is not None,
        )
        where = {str(k): str(v) for k, v in data.get("where", {}).items()}
        texts = ("sheet", "actor", "source", "value", "choices", "separator", "chosen", "known")
        given = {key: data.get(key, "") for key in texts}
        if data.get("chosen"):
            given["chosen"] = self.meaning(data["chosen"], f"{at}.chosen", to, scale)
        return RelationBlock(question, columns=columns, where=MappingProxyType(where), **given)

    def items(self, data: dict[str, Any], at: str) -> ItemBlock | None:
        columns = self.pattern(data.get("columns", ""), "item", at)
        values = self.values(data, at, "answers", BOURQUE)
        if columns is None:
            return None
        codes = {str(k): str(v) for k, v in data.get("codes", {}).items()}
        question = Question("answers", values=values)
        return ItemBlock(question, columns, MappingProxyType(codes), data.get("sheet", ""))

    def named(self, data: dict[str, Any], at: str, scale: Scale) -> NamedBlock | None:
        names, levels = tuple(data.get("name", ())), tuple(data.get("level", ()))
        if not names:
            self.wrong("survey_named", f"{at}.name")
            return None
        if levels and len(levels) != len(names):
            self.wrong("survey_named_levels", f"{at}.level", n=len(names), given=len(levels))
        if not levels and not data.get("chosen"):
            self.wrong("survey_chosen", f"{at}.chosen")
        values = self.values(data, at, "ties", scale)
        chosen = data.get("chosen", "")
        if chosen:
            chosen = self.meaning(chosen, f"{at}.chosen", "ties", scale)
        question = Question("ties", values=values, of_headings=False)
        return NamedBlock(question, names, levels, chosen, data.get("sheet", ""))

    def pattern(self, text: str, place: str, at: str) -> ColumnPattern | None:
        found = ColumnPattern.of(text, place)
        if found is None:
            self.wrong("survey_placeholder", f"{at}.columns", text, place=f"{{{place}}}")
        return found

    def values(self, data: dict[str, Any], at: str, to: str, scale: Scale) -> Mapping[str, str]:
        found = {folded(""): NO_ANSWER}
        for text, meant in data.get("values", {}).items():
            if not isinstance(meant, (str, int, float)) or isinstance(meant, bool):
                self.wrong("survey_key_type", f"{at}.values", text, wanted=Word("survey_type_text"))
                continue
            found[folded(text)] = self.meaning(str(meant), f"{at}.values", to, scale, text)
        return MappingProxyType(found)

    def meaning(self, meant: str, at: str, to: str, scale: Scale, text: str = "") -> str:
        """Return what an answer means, as a key: one of the three, a level, a number, a text."""
        said = next((one for one in SAID_WORDS if normalise(meant) in {normalise(one)}), None)
        if said:
            return said
        if to == "ties":
            if level := scale.find(meant):
                return level
            aside = next((word for word in ASIDE if normalise(meant) in synonyms(word)), None)
            if aside:
                return aside
            known = (*SAID_WORDS, *scale.levels, *ASIDE)
            near = nearest(meant, known)
            undecided = not meant.strip("? ")
            code = "survey_meaning_undecided" if undecided else "survey_meaning"
            self.wrong(code, at, text or meant, meant=meant, known=known, nearest=near)
        elif to == "perceptions":
            try:
                float(meant.replace(",", "."))
            except ValueError:
                code = "survey_meaning_undecided" if not meant.strip("? ") else "survey_meaning"
                given = {"known": (*SAID_WORDS, Word("survey_type_number")), "nearest": ()}
                self.wrong(code, at, text or meant, meant=meant, **given)
        return meant.replace(",", ".") if to == "perceptions" else meant


def _typed(value: Any, kind: str) -> Any:
    """Return what a key holds, None where it is of another type."""
    if kind == _TEXT:
        return str(value) if isinstance(value, (str, int, float)) else None
    if kind == _TEXTS:
        one = [value] if isinstance(value, str) else value
        return one if isinstance(one, list) and all(isinstance(t, str) for t in one) else None
    if kind == _NUMBERS:
        numbers = isinstance(value, list) and all(
            isinstance(n, (int, float)) and not isinstance(n, bool) for n in value
        )
        return [float(n) for n in value] if numbers else None
    if kind == "tables":
        return value if isinstance(value, list) else None
    if kind == _SCALE:
        if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            return Scale("survey", tuple(value))
        return value if isinstance(value, str) else None
    return value if isinstance(value, Mapping) else None
