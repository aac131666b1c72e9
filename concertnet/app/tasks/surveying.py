"""Import a survey: its mapping as fields to review, the names to decide, then its data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertnet.app.given import DataGiven
from concertnet.app.process import Tell
from concertnet.app.tasks.reading import names_decided, sentences_of
from concertnet.errors import ConcertnetError, TableError
from concertnet.scale import BOURQUE, SCALES, Scale
from concertnet.survey.propose import propose_mapping
from concertnet.survey.read import SurveyFindings, survey_findings
from concertnet.survey.returned import returned_workbooks
from concertnet.survey.said import SAID_WORDS
from concertnet.survey.toml_text import toml_document
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.words import LANGUAGES, Words, words

__all__ = ["survey_task"]

_BLOCKS = ("relation", "named", "items")
_LEAVE = "leave"  # what is answered of a question that is not to be read
_MOST_VALUES = 60
_DIMENSIONS = tuple(TABLES["perceptions"]["dimension"].values)


def survey_task(
    tell: Tell,
    given: DataGiven,
    actors: str | None,
    text: str | None,
    changes: Mapping[str, str] | None,
    date: str | None,
    output: str,
) -> dict[str, Any]:
    """Propose the mapping of answers, or read them by the one that was reviewed.

    Parameters
    ----------
    tell : function
        Called with how far it is.
    given : DataGiven
        The answers, and what was decided of names.
    actors : str or None
        Where the actors that are known are.
    text : str or None
        The mapping, where it was written by hand.
    changes : mapping of str to str, or None
        By field, what was chosen; None as long as nothing was reviewed.
    date : str or None
        The day of all the answers.
    output : str
        The folder of the data that are made.
    """
    returned = returned_workbooks(Path(given.data), None) is not None
    said: dict[str, Any] = {"text": "", "fields": {}, "data": None, "returned": returned}
    said["recognised"] = returned
    data: dict[str, Any] = {}
    if not returned:
        written = text or propose_mapping(given.data, actors=actors)
        try:
            data = tomllib.loads(written)
        except tomllib.TOMLDecodeError as error:
            raise ConcertnetError("app_error_toml", reason=error) from error
        _apply(data, changes or {})
        said["text"] = toml_document(data)
        said["recognised"] = any(data.get(name) for name in _BLOCKS)
        said["fields"] = {lang: _fields(data, words(lang)) for lang in LANGUAGES}
    if changes is None and not returned:
        return said | {lang: {"errors": [], "questions": [], "n_errors": 0} for lang in LANGUAGES}
    tell(1, 2, words()["app_wait_survey"])
    mapping = None if returned else said["text"]
    found = _found(given, mapping, actors, date)
    if isinstance(found, SurveyFindings):
        problems, decisions = found.problems, found.decisions
    else:
        problems, decisions = found, ()
    said |= sentences_of(given, problems, decisions)
    if isinstance(found, SurveyFindings) and not any(p.severity == "error" for p in problems):
        said["data"] = str(found.survey.save(output))
    return said


def _found(
    given: DataGiven, mapping: str | None, actors: str | None, date: str | None
) -> SurveyFindings | Sequence[Problem]:
    try:
        return survey_findings(
            given.data,
            mapping=mapping,
            names=names_decided(given),
            actors=actors,
            date=date,
            undecided="new" if given.add_missing_actors else "stop",
        )
    except TableError as error:
        return error.problems


def _apply(data: dict[str, Any], changes: Mapping[str, str]) -> None:
    """Change what a person chose otherwise, by the place of each field in the mapping."""
    left = set()
    for field, value in changes.items():
        name, *path = json.loads(field)
        if name in _BLOCKS and path[1:] == ["to"] and value == _LEAVE:
            left.add((name, path[0]))
            continue
        table: Any = data.setdefault(name, {})
        if name in _BLOCKS:
            table = table[path.pop(0)]
        for key in path[:-1]:
            table = table.setdefault(key, {})
        lines = [line.strip() for line in value.splitlines() if line.strip()]
        table[path[-1]] = lines if path[-1] in ("asked", "drop") else value.strip()
    for name in _BLOCKS:
        kept = [one for at, one in enumerate(data.get(name, ())) if (name, at) not in left]
        if name in data:
            data[name] = kept


def _field(path: Sequence[Any], label: str, value: Any, options: Any = None, **more: Any) -> Any:
    shown = "\n".join(value) if isinstance(value, list) else str(value)
    kind = "lines" if isinstance(value, list) else "select" if options else "text"
    if options and shown not in [one for one, _ in options]:
        options = [(shown, shown), *options]
    made = {"path": json.dumps(list(path)), "label": label, "value": shown, "kind": kind}
    return made | {"options": options or [], "to_decide": shown.strip() == "?"} | more


def _fields(data: Mapping[str, Any], w: Words) -> list[dict[str, Any]]:
    """Return the fields of a mapping, group by group."""
    survey = data.get("survey", {})
    headings = [(one, one) for one in data.get("seen", {}).get("headings", ())]
    nothing = ("", w["app_survey_nothing"])
    scale = survey.get("scale", BOURQUE.name)
    levels = _levels(scale, w)
    top = []
    if survey.get("shape") != "matrix":
        who = survey.get("respondent", "")
        top.append(
            _field(["survey", "respondent"], w["app_survey_respondent"], who, [nothing, *headings])
        )
        day = survey.get("date", "")
        top.append(_field(["survey", "date"], w["app_survey_date"], day, [nothing, *headings]))
    forms = [("roster", w["app_survey_listed"]), ("recall", w["app_survey_recall"])]
    top.append(
        _field(["survey", "form"], w["app_survey_form"], survey.get("form", "roster"), forms)
    )
    several = [(one, w[f"app_survey_{one}"]) for one in ("strongest", "weakest", "median", "first")]
    chosen = survey.get("several", "strongest")
    top.append(_field(["survey", "several"], w["app_survey_several"], chosen, several))
    if isinstance(scale, str):
        scales = [(one.name, _scale_shown(one, w)) for one in SCALES.values()]
        top.append(_field(["survey", "scale"], w["app_survey_scale"], scale, scales))
    if survey.get("asked"):
        top.append(_field(["survey", "asked"], w["app_survey_asked"], list(survey["asked"])))
    groups = [{"title": w["app_survey_columns"], "fields": top}]
    for name in _BLOCKS:
        for at, block in enumerate(data.get(name, ())):
            groups.append(_block(name, at, block, levels, w))
    if codes := data.get("roster", {}):
        fields = [_field(["roster", code], code, actor) for code, actor in codes.items()]
        groups.append({"title": w["app_survey_roster"], "fields": fields})
    return groups


def _block(
    name: str, at: int, block: Mapping[str, Any], levels: list[tuple[str, str]], w: Words
) -> dict[str, Any]:
    where = block.get("columns") or block.get("actor") or block.get("choices") or block.get("name")
    shown = ", ".join(where) if isinstance(where, list) else str(where)
    for changes in ("actor", "item"):  # what a heading has in this place, in words
        shown = shown.replace(f"{{{changes}}}", f"[{w[f'app_survey_each_{changes}']}]")
    to = block.get("to", name if name != "named" else "ties")
    kinds = [("ties", w["app_survey_to_ties"]), ("perceptions", w["app_survey_to_perceptions"])]
    kinds = kinds if name == "relation" else [(to, w[f"app_survey_to_{to}"])]
    fields = [
        _field([name, at, "to"], w["app_survey_to"], to, [*kinds, (_LEAVE, w["app_survey_leave"])])
    ]
    if name == "relation" and to == "perceptions":
        dimensions = [(one, w.label(one)) for one in _DIMENSIONS]
        held = block.get("dimension", "")
        fields.append(_field([name, at, "dimension"], w["app_survey_dimension"], held, dimensions))
    if "chosen" in block:
        fields.append(_field([name, at, "chosen"], w["app_survey_chosen"], block["chosen"], levels))
    values = list(block.get("values", {}).items())[:_MOST_VALUES]
    for text, meant in values:
        label = w("problem_quoted", value=text) if text else w["app_survey_empty"]
        options = levels if to == "ties" else None
        fields.append(_field([name, at, "values", text], label, meant, options))
    return {"title": w("app_survey_question", columns=shown), "fields": fields}


def _levels(scale: Any, w: Words) -> list[tuple[str, str]]:
    made = Scale("survey", tuple(scale)) if isinstance(scale, list) else SCALES.get(scale, BOURQUE)
    keys = made.word_keys or made.levels
    named = [(one, w.label(key)) for one, key in zip(made.levels, keys, strict=True)]
    aside = [(one, w.label(one)) for one in ASIDE]
    return [*((one, w[f"app_survey_said_{one}"]) for one in SAID_WORDS), *named, *aside]


def _scale_shown(scale: Scale, w: Words) -> str:
    return " < ".join(w[key] for key in scale.word_keys) or scale.name
