"""What a check found, as it is printed: what can be computed, decided, mended; what to type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from concertnet.cli.source import Source, free_name
from concertnet.words import Words, words

if TYPE_CHECKING:
    from concertnet.tables.check import Findings
    from concertnet.tables.decide.decision import Decision
    from concertnet.tables.readiness import Readiness
    from concertnet.tables.spec.problems import Problem

__all__ = ["next_steps", "print_errors", "print_findings", "print_kinds"]

_MOST_DECISIONS = 20
_FEWEST_GROUPED = 4  # words of sector that are told in one line
_OF_COLUMNS = ("column_unknown", "column_unused")  # each is named: it may be what matters
_MOST_OF_GROUP = 3  # problems of one kind and column that are told in full


def print_findings(found: Findings, *, everything: bool) -> None:
    """Print what a check found, the most useful first.

    Parameters
    ----------
    found : Findings
        What was found.
    everything : bool
        Whether every warning and notice is told, or each kind once.
    """
    w = words()
    if found.ready.now or found.ready.waiting or not found.stops:
        _print_ready(found.ready, w)
        _print_observed(found.problems, w)
    _print_decisions(found.decisions, w)
    print_errors(found.errors, w)
    for severity in ("warning", "notice"):
        told = [problem for problem in found.problems if problem.severity == severity]
        asked = {decision.key for decision in found.decisions}
        told = [problem for problem in told if problem.fields.get("decision") not in asked]
        (_print_each if everything else print_kinds)(severity, told, w)


def _print_ready(ready: Readiness, w: Words) -> None:
    print(w["check_ready"])
    if ready.now and not ready.without:
        print(f"  {w('check_now', results=_results(ready.now, w))}")
    elif ready.now:
        tables = w.join([w[f"table_{name}"] for name in ready.without])
        given = {"results": _results(ready.now, w), "tables": tables}
        print(f"  {w('check_without', **given)}")
    if ready.waiting:
        print(f"  {w('check_waiting', results=_results(ready.waiting, w))}")
    if ready.lacking:
        from concertnet.tables.spec.needs import needs_shown

        print(f"  {w['check_lacking']}")
        for result, needs in ready.lacking:
            needed = needs_shown([(need,) for need in needs], w)
            print(f"    {w('check_lacks', result=w[f'possible_{result}'], needed=needed)}")


def _print_observed(problems: Iterable[Problem], w: Words) -> None:
    """Print the period that was read from the dates: what every result is of."""
    for problem in problems:
        if problem.code in ("observed_guessed", "observed_unknown"):
            print(f"  {problem.message(w.lang)} {problem.suggestion(w.lang)}")


def _results(names: Iterable[str], w: Words) -> str:
    return w["check_between"].join(w[f"possible_{name}"] for name in names)


def _meant(decision: Decision, w: Words) -> str:
    """Return what is proposed for a word, a question mark where nothing is."""
    best = decision.choice(decision.proposed)
    return "?" if best is None else w.within(best.shown)


def _print_decisions(decisions: Sequence[Decision], w: Words) -> None:
    if not decisions:
        return
    print(f"\n{w('check_decisions', n=len(decisions))}")
    sectors = [one for one in decisions if one.kind == "sector"]
    grouped = len(sectors) >= _FEWEST_GROUPED
    alone = [one for one in decisions if not (grouped and one.kind == "sector")]
    for number, decision in enumerate(alone[:_MOST_DECISIONS], start=1):
        print(f"  {number}. {decision.text(w.lang)}")
    if (spare := len(alone) - _MOST_DECISIONS) > 0:
        print(f"  {w('check_decisions_spare', n=spare)}")
    if grouped:
        told = [w("check_word_meant", written=one.written, meant=_meant(one, w)) for one in sectors]
        shown = w["check_between"].join(
            [*told[:_MOST_DECISIONS], *["…"][: len(told) - _MOST_DECISIONS]]
        )
        print(f"  {w('check_sector_words', n=len(sectors), words=shown)}")
    if not any(decision.stops for decision in decisions):
        print(f"  {w['check_decisions_free']}")


def print_errors(errors: Sequence[Problem], w: Words) -> None:
    """Print errors by kind, the first of each in full."""
    from concertnet.tables.spec.groups import problem_groups

    if not errors:
        return
    groups = problem_groups(errors)
    print(f"\n{w('check_errors', n=sum(group.cells for group in groups))}")
    for group in groups:
        for problem in group.problems[:_MOST_OF_GROUP]:
            place = problem.place(w.lang)
            print(f"  {place}" if place else f"  {w.label('severity_error')}")
            print(f"    {problem.message(w.lang)} {problem.suggestion(w.lang)}")
        if (spare := len(group.problems) - _MOST_OF_GROUP) > 0:
            print(f"    {w('check_more_of_kind', n=spare)}")


def print_kinds(severity: str, problems: Sequence[Problem], w: Words) -> None:
    """Print one line for each kind: its first problem, and how many there are."""
    if not problems:
        return
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(str(problem.fields.get("of", problem.code)), []).append(problem)
    print(f"\n{w(f'check_{severity}s', n=len(problems))}")
    for told_above in ("observed_guessed", "observed_unknown"):  # with what can be computed
        kinds.pop(told_above, None)
    for told in kinds.values():
        line = told[0].text(w.lang) if severity == "warning" else _brief(told[0], w)
        spare = f" {w('check_others', n=len(told) - 1)}" if len(told) > 1 else ""
        if told[0].code in _OF_COLUMNS and told[0].severity == "notice":
            line, spare = _columns_told(told, w), ""
        print(f"  - {line}{spare}")


def _columns_told(problems: Sequence[Problem], w: Words) -> str:
    """Return the columns that are kept and not used, sheet by sheet, in one line."""
    sheets: dict[str, list[str]] = {}
    for problem in problems:
        heading = w("problem_quoted", value=str(problem.column))
        sheets.setdefault(problem.sheet or problem.file or "", []).append(heading)
    told = (w("check_in", sheet=one, message=", ".join(found)) for one, found in sheets.items())
    return w(f"check_{problems[0].code}", n=len(problems), columns=w["check_between"].join(told))


def _brief(problem: Problem, w: Words) -> str:
    """Return what is noted and the sheet where it is; what to do is told with ``--all``."""
    message = problem.message(w.lang)
    sheet = problem.sheet or problem.file
    return w("check_in", sheet=sheet, message=message) if sheet else message


def _print_each(severity: str, problems: Sequence[Problem], w: Words) -> None:
    if not problems:
        return
    print(f"\n{w(f'check_{severity}s', n=len(problems))}")
    for problem in problems:
        print(f"  - {problem.text(w.lang)}")


# Errors that lie in answers, not in the data.
_OF_ANSWERS = ("answer_unknown", "same_conflict")


def _answers_kept(found: Findings) -> int:
    """Return how many answers given before a new table of decisions keeps."""
    asked = {decision.key for decision in found.decisions}
    answered = (row for one in found.given for row in one.rows if one.path and row.answer)
    return len({row.key for row in answered} - asked)


def _wrong_answers(found: Findings, source: Source, w: Words) -> list[str]:
    """Return, for each table whose answers are not understood, that it is to be opened again.

    The questions that it leaves without an answer are at the same time.
    """
    from concertnet.tables.spec.problems import Rows

    open_ = {decision.key for decision in found.decisions}

    books = {one.file for one in found.given if one.path}
    rows: dict[str, set[int]] = {}
    for problem in found.errors:
        if problem.code in _OF_ANSWERS and problem.file in books:
            at = {problem.row, *problem.fields.get("rows", ())} - {None}
            rows.setdefault(problem.file, set()).update(at)
    for one in found.given:
        if one.path and one.file in rows:
            rows[one.file] |= {row.row for row in one.rows if row.key in open_ and not row.answer}
    command = source.command("check")
    steps = []
    for file, at in rows.items():
        spare = len(at) - Rows.shown
        shown = ", ".join(map(str, sorted(at)[: Rows.shown]))
        shown += f" {w('problem_row_spare', n=spare)}" if spare > 0 else ""
        steps.append(w("check_next_reopen", file=file, rows=shown, n=len(at), command=command))
    return steps


def _books_to_fill(found: Findings) -> list[str]:
    """Return the tables given that ask all that is left to decide, none where one is new."""
    open_ = {decision.key for decision in found.decisions}
    books = {
        one.file: keys
        for one in found.given
        if one.path and (keys := {row.key for row in one.rows} & open_)
    }
    return list(books) if open_ and open_ == set().union(*books.values()) else []


def next_steps(found: Findings, source: Source, *, written: Path | None) -> list[str]:
    """Return what to do next, each with the command to type.

    Parameters
    ----------
    found : Findings
        What was found.
    source : Source
        The data and how they were read.
    written : Path, optional
        The table of decisions that was just written.
    """
    w = words()
    if written is not None:
        command = source.command("check", decisions=[written])
        kept = _answers_kept(found)
        key = "check_next_answer_kept" if kept else "check_next_answer"
        return [w(key, file=written.name, command=command, n=kept)]
    steps = []
    books = {one.file for one in found.given if one.path}
    data = [one for one in found.errors if one.code not in _OF_ANSWERS or one.file not in books]
    if any(problem.row or problem.sheet for problem in data):
        suffix = ".xlsm" if source.data.suffix.lower() == ".xlsm" else ".xlsx"
        marked = free_name(w["file_marked"], suffix)
        steps.append(w("check_next_mend", command=source.command("check", "--marked", marked)))
    if found.stops and found.ready.without:
        left = [*(source.without or ()), *(w[f"table_{name}"] for name in found.ready.without)]
        steps.append(
            w("check_next_without", command=replace(source, without=left).command("results"))
        )
    if found.stops and any(one.kind in ("actor", "actors") for one in found.decisions):
        added = replace(source, add_missing_actors=True)
        steps.append(w("check_next_add", command=added.command("check")))
    steps += _wrong_answers(found, source, w)
    if open_in := _books_to_fill(found):
        if len(data) == len(found.errors):  # those to open again are said already
            command = source.command("check")
            steps += [w("check_next_answer", file=name, command=command) for name in open_in]
    elif found.decisions:
        given = [*(source.decisions or ()), free_name(w["file_decisions"])]
        key = "check_next_decide" if found.stops else "check_next_decide_free"
        steps.append(w(key, command=source.command("check", decisions=given)))
    if found.alike:
        steps.append(w("check_next_names", command=source.command("names")))
    if not found.stops and found.ready.now:
        steps.append(w("check_next_results", command=source.command("results")))
    elif not found.stops:
        steps.append(w("check_next_fill", command=source.command("check")))
    return steps
