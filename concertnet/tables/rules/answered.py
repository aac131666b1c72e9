"""What is said of the answers given to decisions: applied, of no use, not understood, at odds."""

from __future__ import annotations

from collections.abc import Sequence

from concertnet.tables.decide.decided import Decided
from concertnet.tables.decide.same import Merges
from concertnet.tables.source.decision_table import GivenAnswers, GivenRow
from concertnet.tables.spec.problems import Problem, Quoted, Rows, Severity, Word

__all__ = [
    "answers_against",
    "answers_applied",
    "answers_not_understood",
    "answers_unused",
    "record_of",
]

_MOST_SHOWN = 5


def answers_applied(answers: Decided, given: Sequence[GivenAnswers]) -> list[Problem]:
    """Return a notice for each table whose answers apply, with its day and how many do."""
    problems = []
    for one in given:
        if n := _applied(one, answers):
            code = "decisions_applied" if one.path else "words_given"
            said = {"n": n, "date": one.date}
            problems.append(Problem("notice", code, one.file, one.sheet, fields=said))
    return problems


def record_of(answers: Decided, given: Sequence[GivenAnswers]) -> tuple[str, ...]:
    """Return what is kept of tables beside the data: each file, its day, how many answers apply."""
    applied = [(one, _applied(one, answers)) for one in given if one.path]
    return tuple(f"{one.file}; {one.date}; {n}" for one, n in applied if n)


def _applied(one: GivenAnswers, answers: Decided) -> int:
    keys = set(answers.used) - set(answers.unclear)
    return len(one.among(keys, answers))


def answers_unused(answers: Decided, given: Sequence[GivenAnswers]) -> list[Problem]:
    """Return, for each table, what tells of its answers that concern nothing in the data.

    A warning of answers that were given to decisions; a notice of a sheet of the data themselves.
    """
    unused = answers.unused
    problems = []
    for one in given:
        written = [row.written for row in one.among(unused, answers)]
        severity = "warning" if one.path else "notice"
        problems += _unused(severity, one.file, one.sheet, written)
    known = {row.key for one in given for row in one.rows}
    alone = [key.partition(":")[2] for key in unused if key not in known]
    return [*problems, *_unused("warning", None, None, alone)]


def _unused(
    severity: Severity, file: str | None, sheet: str | None, written: list[str]
) -> list[Problem]:
    if not written:
        return []
    spare = ["…"] if len(written) > _MOST_SHOWN else []
    shown = [Quoted((one,)) for one in written[:_MOST_SHOWN]]
    fields = {"n": len(written), "written": (*shown, *spare)}
    return [Problem(severity, "answers_unused", file, sheet, fields=fields)]


def answers_not_understood(
    answers: Decided, merges: Merges, given: Sequence[GivenAnswers]
) -> list[Problem]:
    """Return an error for each answer that leaves its question open: it is none of the choices."""
    problems = []
    for key in dict.fromkeys([*answers.unclear, *merges.unknown]):
        table, row = _row_of(key, given)
        kind, _, written = key.partition(":")
        fields = {
            "written": (written if row is None else row.written) or Word(f"book_kind_{kind}"),
            "choices": Word(f"answer_how_{kind}"),
        }
        place = (None, None) if table is None else (table.file, table.sheet)
        at = None if row is None else row.row
        problems.append(
            Problem("error", "answer_unknown", *place, at, value=answers[key], fields=fields)
        )
    return problems


def answers_against(merges: Merges, given: Sequence[GivenAnswers]) -> list[Problem]:
    """Return an error for each set of answers on the same actors that contradict each other."""
    problems = []
    for keys in merges.conflicts:
        places = [_row_of(key, given) for key in keys]
        table = places[0][0]
        rows = Rows(row.row for _, row in places if row is not None)
        pairs = Quoted(key.partition(":")[2] for key in keys)
        name = None if table is None else table.file
        said = {"pairs": pairs, "rows": rows}
        row = rows[0] if rows else None
        problems.append(Problem("error", "same_conflict", name, row=row, fields=said))
    return problems


def _row_of(key: str, given: Sequence[GivenAnswers]) -> tuple[GivenAnswers | None, GivenRow | None]:
    """Return where the answer that is taken stands: the last row that gives one."""
    for table in reversed(given):
        for row in table.rows:
            if row.key == key and row.answer:
                return table, row
    return None, None
