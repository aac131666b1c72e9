"""The table of decisions: each question once, its answers in a list, what each would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.swap import replace_file
from concertnet.tables.check import findings
from concertnet.tables.decide.decided import reserved
from concertnet.tables.decide.decision import Answers, CellPlace, Choice, Decision
from concertnet.tables.source.decision_table import BOOK, AnswersGiven, GivenRow, answers_of
from concertnet.tables.source.delimited import SEPARATOR_OF, escaped
from concertnet.tables.spec.next_command import next_command
from concertnet.tables.spec.problems import Rows
from concertnet.tables.write.book import live_text, new_book
from concertnet.words import Word, Words, words

__all__ = ["write_answer_table", "write_decision_book", "write_decisions"]

_WIDTHS = {
    "book_question": 52, "book_answer": 34, "book_proposed": 30, "book_effects": 60,
    "book_reason": 40, "book_cells": 9, "book_where": 44, "book_written": 28, "book_kind": 20,
    "book_note": 24,
}  # fmt: skip
_LINE, _TALLEST = 15.0, 300.0  # points
_MOST_PLACES = 4  # columns in which what is written stands; the others are counted
_FREE = ("actor", "instance")  # kinds whose answer may be a name that no list offers
_FORMATS = {
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "top"},
    "asked": {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1},
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "live": {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True},
    "answer": {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFF8DC"},
    "number": {"num_format": "0", "valign": "top"},
    "command": {"font_name": "Consolas", "bg_color": "#F2F2F2", "num_format": "@"},
}


def write_decisions(
    data: str | Path,
    output: str | Path,
    *,
    names: bool = False,
    lang: str | None = None,
    **how: Any,
) -> Path:
    r"""Write the questions that reading data leaves, as a workbook with lists of answers.

    Parameters
    ----------
    data : path
        The data, left as they are.
    output : path
        The .xlsx file, which must not exist. Filled in, ``read(data, decisions=output)`` takes it.
    names : bool
        Ask instead which actors that are listed are the same.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.
    **how
        How the data are read: the other parameters of `check`.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    ConcertnetError
        If nothing is to be decided, or the file exists, is no .xlsx or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "actors.csv").write_text("actor,sector\na,Municipal\n")
    >>> write_decisions(folder, folder / "decisions.xlsx").name
    'decisions.xlsx'
    """
    found = findings(data, **how)
    asked = found.alike if names else found.decisions
    if not asked:
        raise ConcertnetError("error_nothing_to_decide", path=data)
    then = next_command("check", Path(data), "--decisions", Path(output))
    return write_decision_book(asked, output, then=then, given=how.get("decisions"), lang=lang)


def write_decision_book(
    decisions: Sequence[Decision],
    path: str | Path,
    *,
    then: str,
    given: AnswersGiven | None = None,
    lang: str | None = None,
) -> Path:
    """Write decisions as a table with a drop-down list of answers.

    Parameters
    ----------
    decisions : sequence of Decision
        The questions, in the order in which they are asked.
    path : path
        The .xlsx file, which must not exist: answers are never replaced.
    then : str
        The command to type once it is filled in.
    given : path or sequence of paths, optional
        Tables that were answered before: their answers are kept, after the questions.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    ConcertnetError
        If the file exists, is no .xlsx, or cannot be written.
    """
    path, w = Path(path), words(lang)
    if path.suffix.lower() != ".xlsx":
        raise ConcertnetError("error_decisions_suffix", value=path.name)
    if path.exists():
        raise ConcertnetError("error_decisions_exists", path=path)
    before = {row.key: row for table in answers_of(given)[1] for row in table.rows if row.cells}
    asked = {decision.key for decision in decisions}
    kept = [row.cells for row in before.values() if row.answer and row.key not in asked]

    def write(file: Path) -> None:
        with new_book(file) as book:
            formats = {name: book.add_format(given) for name, given in _FORMATS.items()}
            sheet = book.add_worksheet(w.label("book_title"))
            levels = any(decision.kind in ("level", "levels") for decision in decisions)
            _write_guide(book, formats, then, w, levels=levels)
            _write_questions(book, sheet, formats, decisions, kept, before, w)
            sheet.activate()

    replace_file(path, write)
    return path


def write_answer_table(
    decisions: Sequence[Decision],
    answers: Answers,
    path: Path,
    *,
    lang: str | None = None,
) -> Path:
    """Write answers that were given on a screen as a table of decisions, which reading takes.

    Parameters
    ----------
    decisions : sequence of Decision
        The questions.
    answers : mapping of str to str
        By key of decision, the answer; a question without one has none.
    path : Path
        The .csv file; one that is there is replaced.
    lang : {"fr", "en"}, optional
        The language; by default the reader's.

    Returns
    -------
    Path
        The file.
    """
    w = words(lang)
    rows = []
    for decision in decisions:
        cells = dict(zip(BOOK, map(str, _cells(decision, None, w)), strict=True))
        answer = answers.get(decision.key, "")
        choice = decision.choice(answer)
        cells["book_answer"] = answer if choice is None else _shown(decision.kind, choice, w)
        rows.append(cells)
    frame = pd.DataFrame(rows, columns=list(BOOK), dtype="str").apply(escaped)
    frame.columns = [w.label(key) for key in BOOK]

    def write(file: Path) -> None:
        separator = SEPARATOR_OF[w.lang]
        frame.to_csv(file, sep=separator, index=False, encoding="utf-8-sig", lineterminator="\n")

    replace_file(path, write)
    return path


def _write_questions(
    book: Any,
    sheet: Any,
    formats: dict[str, Any],
    decisions: Sequence[Decision],
    kept: Sequence[Sequence[str]],
    before: Mapping[str, GivenRow],
    w: Words,
) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, key in enumerate(BOOK):
        sheet.set_column(at, at, _WIDTHS[key])
        sheet.write_string(0, at, w.label(key), formats["asked" if at == 1 else "heading"])
    last = len(decisions) + len(kept)
    sheet.autofilter(0, 0, max(1, last), len(BOOK) - 1)
    lists = book.add_worksheet(w["template_lists"])
    lists.hide()
    for row, decision in enumerate(decisions, start=1):
        values = _cells(decision, before.get(decision.key), w)
        sheet.set_row(row, _height(values))
        for at, (key, value) in enumerate(zip(BOOK, values, strict=True)):
            if isinstance(value, int):
                sheet.write_number(row, at, value, formats["number"])
            else:
                _write(sheet, row, at, value, formats, answer=key == "book_answer")
        answers = [_shown(decision.kind, choice, w) for choice in decision.choices]
        for at, answer in enumerate(answers):
            _write(lists, row, at, answer, formats)
        sheet.data_validation(row, 1, row, 1, _rule(decision, lists.name, row, len(answers), w))
    for row, cells in enumerate(kept, start=1 + len(decisions)):
        sheet.set_row(row, _height(cells))
        for at, text in enumerate(cells):
            _write(sheet, row, at, text, formats, answer=BOOK[at] == "book_answer")


def _height(cells: Sequence[str | int]) -> float:
    """Return a height, in points, at which every cell of a row is read whole."""
    lines = [
        sum(-(-max(1, len(line)) // _WIDTHS[key]) for line in str(cell).split("\n"))
        for key, cell in zip(BOOK, cells, strict=True)
    ]
    return min(_TALLEST, _LINE * max(lines) + 2)


def _write(
    sheet: Any, row: int, at: int, text: str, formats: dict[str, Any], *, answer: bool = False
) -> None:
    style = "live" if live_text(text) else "answer" if answer else "text"
    if text:
        sheet.write_string(row, at, text[:32767], formats[style])
    else:
        sheet.write_blank(row, at, None, formats[style])


def _rule(decision: Decision, sheet: str, row: int, n: int, w: Words) -> dict[str, Any]:
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    first = xl_rowcol_to_cell(row, 0, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(row, n - 1, row_abs=True, col_abs=True)
    free = decision.kind in _FREE
    return {
        "validate": "list",
        "source": f"={quote_sheetname(sheet)}!{first}:{last}",
        "input_title": w.label("book_answer")[:32],
        "input_message": w["book_answer_how" if free else "book_answer_list"][:255],
        "error_type": "warning" if free else "stop",
        "error_title": w.label("book_answer")[:32],
        "error_message": w["book_other_answer" if free else "book_answer_list"][:255],
    }


def _cells(decision: Decision, before: GivenRow | None, w: Words) -> tuple[str | int, ...]:
    """Return the cells of a question, in the order of the columns.

    What was noted before is kept, with the answer that was not understood.
    """
    proposed = decision.choice(decision.proposed)
    notes = [] if before is None else [before.note]
    if before is not None and before.answer:
        notes.append(w("book_answered_before", answer=before.answer))
    return (
        decision.text(w.lang),
        "",
        "" if proposed is None else _shown(decision.kind, proposed, w),
        "\n".join(_effects(decision, w)),
        decision.why(w.lang),
        decision.named or decision.n,
        _where(decision.cells, w),
        decision.written,
        w[f"book_kind_{decision.kind}"],
        "\n".join(filter(None, notes)),
    )


def _effects(decision: Decision, w: Words) -> list[str]:
    """Return what each answer would do; of the many sectors, once."""
    does = [
        w("effect_sector_chosen", written=decision.written)
        if choice.effect == "sector"
        else choice.does(decision.written, w.lang)
        for choice in decision.choices
    ]
    return list(dict.fromkeys(does))


def _shown(kind: str, choice: Choice, w: Words) -> str:
    """Return an answer as it is chosen: the name, with the identifier that tells it from others."""
    if isinstance(choice.shown, Word):
        return w[choice.shown]
    plain = choice.shown == choice.answer and "[" not in choice.answer
    if choice.effect == "keep" or (plain and reserved(kind, choice.answer) is None):
        return choice.shown
    return f"{choice.shown} [{choice.answer}]"


def _where(cells: Sequence[CellPlace], w: Words) -> str:
    """Return where what is written stands, one line for each column."""
    rows: dict[tuple[str, str], list[int]] = {}
    for cell in cells:
        column = w[cell.column] if isinstance(cell.column, Word) else cell.column
        found = rows.setdefault((cell.sheet or cell.file or "", column), [])
        found += [] if cell.row is None else [cell.row]
    lines = [
        w("book_place", sheet=sheet, column=column, n=len(at), rows=_rows_shown(at, w))
        for (sheet, column), at in rows.items()
    ]
    spare = len(lines) - _MOST_PLACES
    return "\n".join([*lines[:_MOST_PLACES], *(["…"] if spare > 0 else [])])


def _rows_shown(rows: Sequence[int], w: Words) -> str:
    shown = ", ".join(str(row) for row in rows[: Rows.shown])
    spare = len(rows) - Rows.shown
    return f"{shown} {w('problem_row_spare', n=spare)}" if spare > 0 else shown


def _write_guide(book: Any, formats: dict[str, Any], then: str, w: Words, *, levels: bool) -> None:
    sheet = book.add_worksheet(w["template_guide"])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, w["book_guide_title"], formats["title"])
    steps = ("answer", "propose", "empty", "other", *["scale"][:levels], "kept", "next")
    for row, step in enumerate(steps, start=2):
        sheet.write_string(row, 0, w[f"book_guide_{step}"], formats["text"])
    sheet.write_string(2 + len(steps), 0, then, formats["command"])
