"""Read what was dropped: what it allows, what is to be decided, what is wrong, as plain texts."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from concertnet.app.given import DataGiven
from concertnet.app.process import Tell
from concertnet.errors import ConcertnetError, TableError
from concertnet.grammar import printed
from concertnet.network import Network, read_dossier
from concertnet.tables.check import Findings, findings
from concertnet.tables.decide.decision import Choice, Decision
from concertnet.tables.source.zipped import unpack_tables
from concertnet.tables.spec.groups import ProblemGroup, problem_groups, rows_of
from concertnet.tables.spec.needs import needs_shown
from concertnet.tables.spec.problems import Problem, Rows
from concertnet.tables.write.decision_book import write_answer_table
from concertnet.tables.write.mark import mark_problems
from concertnet.tables.write.template import template
from concertnet.words import LANGUAGES, Word, Words, words

__all__ = [
    "check_task", "mark_task", "names_decided", "network_of", "receive_task", "sentences_of",
    "template_task",
]  # fmt: skip

_ASKED = "asked.pickle"  # the questions asked so far, in the dossier's own folder
_KEPT = 3  # networks that stay in memory
_GROUPS = 60  # kinds of problems told of each gravity
_FREE = ("actor", "instance")  # kinds whose answer may be a name that no list offers
_SAID = ("warning", "notice")
_TOLD_ABOVE = ("observed_guessed", "observed_unknown")


def receive_task(_tell: Tell, files: Sequence[str], folder: str) -> dict[str, Any]:
    """Return the path that is to be read of the files that were dropped."""
    paths = [Path(file) for file in files]
    if len(paths) == 1 and paths[0].suffix.lower() == ".zip":
        place = Path(folder) / "unpacked"
        place.mkdir()
        if (problem := unpack_tables(paths[0], place)) is not None:
            raise TableError([problem])
        workbooks = list(place.iterdir())
        return {"data": str(workbooks[0] if len(workbooks) == 1 else place)}
    return {"data": str(paths[0] if len(paths) == 1 else paths[0].parent)}


def check_task(_tell: Tell, given: DataGiven) -> dict[str, Any]:
    """Return what is found in data under the answers given so far, in both languages."""
    answers = given.answers
    found = findings(given.data, decisions=_table(given), **given.how)
    asked = _remembered(given, (*found.decisions, *found.alike))
    left = {one.key for one in (*found.decisions, *found.alike)}
    shown = [one for key, one in asked.items() if key in left or key in answers]
    return {
        "stops": found.stops,
        "left": len(found.decisions),
        "stopping": sum(one.stops for one in found.decisions),
        **{lang: _said(found, shown, left, answers, words(lang)) for lang in LANGUAGES},
    }


def mark_task(_tell: Tell, given: DataGiven, output: str) -> str:
    """Write the copy in which the cells to mend are marked."""
    Path(output).unlink(missing_ok=True)
    return str(mark_problems(given.data, output, decisions=_table(given), **given.how))


def template_task(_tell: Tell, output: str, tables: Any, lang: str) -> str:
    """Write an empty workbook to fill in."""
    Path(output).unlink(missing_ok=True)
    return str(template(output, tables=tables, lang=lang))


_networks: OrderedDict[str, Network] = OrderedDict()


def network_of(given: DataGiven) -> Network:
    """Return the network of a dossier, read again only where something changed."""
    if given.sign not in _networks:
        try:
            net = read_dossier(given.data, decisions=_table(given), **given.how)
        except TableError as error:  # what they are, the screen of what is checked says
            n = sum(problem.severity == "error" for problem in error.problems)
            raise ConcertnetError("app_error_check_first", n=n) from error
        _networks[given.sign] = net
        while len(_networks) > _KEPT:
            _networks.popitem(last=False)
    _networks.move_to_end(given.sign)
    return _networks[given.sign]


def names_decided(given: DataGiven) -> tuple[Path, ...] | None:
    """Return the table of what was decided of the names of a survey; None where nothing was."""
    return _table(given) or None


def sentences_of(
    given: DataGiven, problems: Sequence[Problem], decisions: Sequence[Decision]
) -> dict[str, Any]:
    """Return problems and questions that reading a survey left, in both languages."""
    asked = _remembered(given, decisions)
    left = {one.key for one in decisions}
    shown = [one for key, one in asked.items() if key in left or key in given.answers]
    errors = [
        one
        for one in problems
        if one.severity == "error" and one.fields.get("decision") not in left
    ]
    return {
        lang: {
            "errors": _by_sheet(errors, w),
            "n_errors": len(errors),
            "questions": [_question(one, left, given.answers, w) for one in shown],
        }
        for lang, w in zip(LANGUAGES, map(words, LANGUAGES), strict=True)
    }


def _remembered(given: DataGiven, decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Return every question that was asked so far, with these."""
    place = Path(given.folder)
    asked = _asked(place)
    if new := {one.key: one for one in decisions if one.key not in asked}:
        asked |= new
        (place / _ASKED).write_bytes(pickle.dumps(asked))
    return asked


def _asked(folder: Path) -> dict[str, Decision]:
    file = folder / _ASKED
    return pickle.loads(file.read_bytes()) if file.exists() else {}


def _table(given: DataGiven) -> tuple[Path, ...]:
    """Return the table where the answers are written: the record that every result keeps."""
    folder = Path(given.folder)
    answered = [one for key, one in _asked(folder).items() if given.answers.get(key)]
    path = folder / f"{words()['file_decisions']}.csv"
    if not answered:
        return ()
    return (write_answer_table(answered, given.answers, path),)


# -- in words -------------------------------------------------------------------------------------


def _said(
    found: Findings, asked: Sequence[Decision], left: set[str], answers: Mapping[str, str], w: Words
) -> dict[str, Any]:
    questions = [_question(one, left, answers, w) for one in asked]
    return {
        "ready": _ready(found, w),
        "observed": [
            printed(f"{p.message(w.lang)} {w[f'app_{p.code}']}", w)
            for p in found.problems
            if p.code in _TOLD_ABOVE
        ],
        "questions": [one for one in questions if one["kind"] != "same"],
        "alike": [one for one in questions if one["kind"] == "same"],
        "errors": _by_sheet(found.errors, w),
        "n_errors": sum(group.cells for group in problem_groups(found.errors)),
        **{f"{gravity}s": _by_sheet(_of_gravity(found, gravity), w) for gravity in _SAID},
        **{f"n_{gravity}s": len(_of_gravity(found, gravity)) for gravity in _SAID},
        "without": [(name, w[f"table_{name}"]) for name in found.ready.without],
        "names_may_be_added": found.stops
        and any(one.kind in ("actor", "actors") for one in found.decisions),
    }


def _of_gravity(found: Findings, severity: str) -> list[Problem]:
    asked = {decision.key for decision in found.decisions}
    return [
        problem
        for problem in found.problems
        if problem.severity == severity
        and problem.code not in _TOLD_ABOVE
        and problem.fields.get("decision") not in asked
    ]


def _ready(found: Findings, w: Words) -> dict[str, Any]:
    ready = found.ready
    tables = w.join([w[f"table_{name}"] for name in ready.without])
    return {
        "now": [w.label(f"possible_{name}") for name in ready.now],
        "without": tables,
        "waiting": [w.label(f"possible_{name}") for name in ready.waiting],
        "lacking": [
            (w.label(f"possible_{name}"), needs_shown([(need,) for need in needs], w))
            for name, needs in ready.lacking
        ],
    }


def _question(
    one: Decision, left: set[str], answers: Mapping[str, str], w: Words
) -> dict[str, Any]:
    answer = answers.get(one.key, "")
    choices = [
        {
            "answer": choice.answer,
            "shown": _shown(choice, w),
            "does": choice.does(one.written, w.lang),
            "proposed": choice.answer == one.proposed,
        }
        for choice in one.choices
    ]
    return {
        "key": one.key,
        "kind": one.kind,
        "text": one.text(w.lang),
        "why": one.why(w.lang),
        "where": _where(one, w),
        "choices": choices,
        "free": one.kind in _FREE,
        "answer": answer,
        "other": answer if answer and one.choice(answer) is None else "",
        "proposed": one.proposed or "",
        "stops": one.stops,
        "is_left": one.key in left,
    }


def _shown(choice: Choice, w: Words) -> str:
    return w.label(choice.shown) if isinstance(choice.shown, Word) else choice.shown


def _where(one: Decision, w: Words) -> list[str]:
    """Return where what is written stands, column by column."""
    rows: dict[tuple[str, str], list[int]] = {}
    for cell in one.cells:
        at = rows.setdefault((cell.sheet or cell.file or "", cell.column), [])
        at += [] if cell.row is None else [cell.row]
    return [
        w("book_place", sheet=sheet, column=column, n=len(at), rows=_rows_shown(at, w))
        for (sheet, column), at in rows.items()
    ]


def _rows_shown(rows: Sequence[int], w: Words) -> str:
    shown = ", ".join(map(str, rows[: Rows.shown]))
    spare = len(rows) - Rows.shown
    return f"{shown} {w('problem_row_spare', n=spare)}" if spare > 0 else shown


def _by_sheet(problems: Sequence[Problem], w: Words) -> list[dict[str, Any]]:
    """Return problems sheet by sheet, each kind once with all its rows."""
    sheets: dict[str, list[dict[str, Any]]] = {}
    for group in problem_groups(problems)[:_GROUPS]:
        first = group.first
        sheet = first.as_row(w.lang)["sheet"] or first.file or ""
        sheets.setdefault(sheet, []).append(_problem(group, w))
    return [{"sheet": sheet, "problems": told} for sheet, told in sheets.items()]


def _problem(group: ProblemGroup, w: Words) -> dict[str, Any]:
    first = group.first
    rows = sorted({row for problem in group.problems for row in rows_of(problem)})
    told = first.as_row(w.lang)
    values = dict.fromkeys(one.value.strip() for one in group.problems if one.value)
    column = told["column"]
    places = [w("app_column", name=column)] if column else []
    places += [w("app_rows", n=len(rows), rows=_rows_shown(rows, w))] if rows else []
    return {
        "places": places,
        "values": [value[:60] for value in list(values)[:3]],
        "message": printed(told["message"], w),
        "more": len(group.problems) - 1,
        "fix": printed(told["suggestion"], w),
    }
