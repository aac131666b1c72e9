"""What is wrong in the answers given to decisions: not understood, or against one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from concertnet.tables.decide.decision import Answers, Decision
from concertnet.tables.decide.same import Merges
from concertnet.tables.source.decision_table import GivenAnswers, GivenRow
from concertnet.tables.spec.problems import Problem, Quoted, Rows

__all__ = ["answers_against", "answers_applied", "answers_not_understood"]


def answers_applied(given: Iterable[GivenAnswers]) -> list[Problem]:
    """Return a notice for each table of decisions, with its day and how many answers it gives."""
    return [
        Problem(
            "notice", "decisions_applied", one.path.name,
            fields={"n": len(one.answers), "date": one.date},
        )
        for one in given
    ]  # fmt: skip


def answers_not_understood(
    decisions: Iterable[Decision],
    merges: Merges,
    answers: Answers,
    given: Sequence[GivenAnswers],
) -> list[Problem]:
    """Return an error for each answer that leaves its question open: it is none of the choices."""
    problems = []
    for key in [*(decision.key for decision in decisions), *merges.unknown]:
        if key not in answers:
            continue
        table, row = _row_of(key, given)
        written = key.partition(":")[2] if row is None else row.written
        answer = answers[key] if row is None else row.typed
        problems.append(
            Problem(
                "error",
                "answer_unknown",
                None if table is None else table.path.name,
                row=None if row is None else row.row,
                value=answer,
                fields={"written": written},
            )
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
        name = None if table is None else table.path.name
        said = {"pairs": pairs, "rows": rows}
        row = rows[0] if rows else None
        problems.append(Problem("error", "same_conflict", name, row=row, fields=said))
    return problems


def _row_of(key: str, given: Sequence[GivenAnswers]) -> tuple[GivenAnswers | None, GivenRow | None]:
    for table in reversed(given):
        for row in table.rows:
            if row.key == key:
                return table, row
    return None, None
