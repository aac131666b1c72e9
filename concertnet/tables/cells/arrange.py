"""From rows of text with headings to a table with the columns of its specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.arranged import Arranged, HeadedRows
from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.column import TypedColumn, Vocabulary, empty_columns
from concertnet.tables.cells.natural import (
    by_content,
    composed,
    filled_down,
    holds_dates,
    is_row_number,
    without_totals,
)
from concertnet.tables.cells.near import nearest
from concertnet.tables.cells.persons import persons_apart
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.typed import type_column
from concertnet.tables.decide.decision import Decision
from concertnet.tables.decide.parting import surely_apart
from concertnet.tables.decide.word_choices import no_level_decision
from concertnet.tables.spec.headings import MADE, PERIOD, Columns, accepted_headings, match_columns
from concertnet.tables.spec.problems import Meaning, Meanings, Problem, Word
from concertnet.tables.spec.schema import TABLES, Column, Table
from concertnet.tables.spec.text import cleaned
from concertnet.words import LANGUAGES, normalise, words

__all__ = ["arrange"]

_ALIKE = 80.0  # headings are short: below, *mine* would be like *domaine*


def arrange(name: str, raw: HeadedRows, vocabulary: Vocabulary) -> Arranged:
    """Give rows of text the columns and types of a table.

    Parameters
    ----------
    name : str
        The table.
    raw : HeadedRows
        The rows.
    vocabulary : Vocabulary
        The words through which levels and sectors are read.

    Returns
    -------
    Arranged
        The table, whether its key could be read, the problems and the decisions.
    """
    raw = composed(name, raw, vocabulary)
    columns = by_content(match_columns(name, raw.headings), raw, vocabulary)
    problems: list[Problem] = []
    decisions: list[Decision] = []
    places = _places(columns, raw, problems)
    found = columns.found
    keyed = _key(TABLES[name], columns, raw, places, problems, decisions, vocabulary)
    raw.origin.headings.update({c.name: Word(c.word) for c in columns.table.columns})
    raw.origin.headings.update({n: _written(raw.headings[at]) for n, at in found.items()})
    frame = pd.DataFrame({n: raw.cells.iloc[:, at] for n, at in places.items()}, dtype="str")
    placed = PlacedTable.single(frame.reset_index(drop=True), raw.rows, raw.origin)
    filled, broken, unread = _filled_rows(placed, raw, places, found)
    placed = placed if filled.all() else placed.take(filled)
    placed = without_totals(placed, problems)
    if unread:  # a total whose formula has no result says nothing
        left = set(placed.rows.tolist())
        problems += [problem for problem in unread if problem.row in left]
    placed = filled_down(placed, columns, _merged_rows(raw, columns), problems)
    placed = persons_apart(placed, columns, problems)
    frame = placed.frame
    absent = [c for c in columns.table.columns if c.name not in frame and c.kind != "period"]
    empty = empty_columns(absent, len(frame))
    typed: dict[str, pd.Series] = {}
    coded: dict[str, Coded] = {}
    other_ends: dict[str, pd.Series] = {}
    left_out: list[np.ndarray] = []
    for column in columns.table.columns:
        if column.name not in frame:
            if column.name in empty:
                typed[column.name] = empty[column.name]
            continue
        read = type_column(placed, column, vocabulary)
        typed[column.name] = read.values
        if read.coded is not None:
            coded[column.name] = read.coded
        problems += read.problems
        decisions += read.decisions
        left_out.append(read.left_out)
        if read.other_end is not None:
            other_ends[column.name] = read.other_end
        if column.kind in ("start", "end"):
            raw.origin.dates[column.name] = (placed.rows, placed.coded(column.name))
        if column.filled:
            problems += _missing(placed, column, read, broken)
    _complete_dates(typed, other_ends)
    extras = [n for n in places if n not in typed and n != PERIOD.name]
    for extra in extras:
        typed[extra] = type_column(placed, Column(extra), vocabulary).values
    table = placed.with_frame(pd.DataFrame(typed, index=frame.index), coded)
    return Arranged(_less(table, left_out, problems), keyed, problems, decisions)


def _merged_rows(raw: HeadedRows, columns: Columns) -> set[int]:
    """Return the numbers of the rows below the first of a merged cell of the first column read."""
    column = min(columns.found.values(), default=0)
    return {
        int(raw.rows[row])
        for top, left, bottom, right in raw.merged
        if left <= column <= right
        for row in range(top + 1, min(bottom + 1, len(raw.rows)))
    }


def _written(heading: str) -> str:
    """Return a heading as the user wrote it; a `Word` stands for one that nobody wrote."""
    return heading if isinstance(heading, Word) else cleaned(heading)


def _complete_dates(typed: dict[str, pd.Series], other_ends: Mapping[str, pd.Series]) -> None:
    """Give empty starts and ends what a column of stretches says of them."""
    period = typed.pop(PERIOD.name, None)
    if period is not None:
        typed["start"] = typed["start"].fillna(period)
    for other in other_ends.values():
        typed["end"] = typed["end"].fillna(other)


def _less(
    table: PlacedTable, left_out: Sequence[np.ndarray], problems: list[Problem]
) -> PlacedTable:
    """Return the table without the rows that an answer leaves out, and say which."""
    rows = np.unique(np.concatenate([np.zeros(0, dtype=np.intp), *left_out]))
    if not len(rows):
        return table
    given = {"n": len(rows), "rows": table.listed(rows)}
    problems.append(table.problem("notice", "rows_left_out", int(rows[0]), **given))
    keep = np.ones(len(table.frame), dtype=bool)
    keep[rows] = False
    return table.take(keep)


def _missing(
    placed: PlacedTable, column: Column, read: TypedColumn, broken: set[tuple[int, str]]
) -> list[Problem]:
    """Report the cells that must be filled; a text that could not be read was reported already."""
    said = {*read.refused.tolist(), *read.left_out.tolist()}
    blank = np.flatnonzero(read.values.isna()).tolist()
    rows = placed.rows
    positions = [
        at for at in blank if at not in said and (int(rows[at]), column.name) not in broken
    ]
    return placed.each("error", "value_missing", positions, column.name)


def _places(columns: Columns, raw: HeadedRows, problems: list[Problem]) -> dict[str, int]:
    """Return the place of each column to keep, by the name that it will have."""
    places = dict(columns.found)
    headings = [cleaned(heading) for heading in raw.headings]
    origin = raw.origin
    meant = {normalise(headings[at]): name for name, at in columns.found.items()}
    labels = tuple(Word(column.word) for column in columns.table.columns)
    free = tuple(
        Word(c.word)
        for c in columns.table.columns
        if c.name not in columns.found and c.kind != "period"
    )
    required = {c.word for c in columns.table.columns if c.filled}
    undated = tuple(
        Word(c.word)
        for c in columns.table.columns
        if c.kind in ("start", "end") and c.name not in columns.found and origin.file is not None
    )
    if origin.file is not None:
        problems += _said(columns, raw)
    for at in columns.others:
        near = nearest(headings[at], free, _ALIKE)
        if is_row_number(headings[at], raw.cells.iloc[:, at]):
            pass  # it is what it looks like, and nothing uses it
        elif normalise(headings[at]) in accepted_headings(columns.table):
            if origin.file is not None:
                problems.append(origin.problem("notice", "column_unused", column=headings[at]))
        elif near and near[0] in required:
            pass  # said with the missing column
        elif near:
            problems.append(
                origin.problem("warning", "column_near", column=headings[at], nearest=near)
            )
        elif undated and holds_dates(raw.cells.iloc[:, at]):
            problems.append(
                origin.problem("warning", "column_dates", column=headings[at], free=undated)
            )
        elif origin.file is not None:  # in Python, a column of one's own is there on purpose
            problems.append(
                origin.problem("notice", "column_unknown", column=headings[at], known=labels)
            )
        places[_free_name(headings[at], places)] = at
    for at in columns.twice:
        heading = headings[at]
        if normalise(heading) in meant:
            problems.append(origin.problem("error", "column_twice", column=heading))
            continue
        kept = _free_name(heading, places)
        problems.append(origin.problem("notice", "column_twice_kept", column=heading, kept=kept))
        places[kept] = at
    _unnamed(headings, raw, places, problems)
    return places


def _said(columns: Columns, raw: HeadedRows) -> list[Problem]:
    """Say what the columns are used for whose headings do not say it by themselves."""
    used = [
        Meaning((cleaned(raw.headings[at]), Word(columns.table[name].word)))
        for name, at in columns.found.items()
        if not isinstance(raw.headings[at], Word)
        and not _says(raw.headings[at], columns.table[name])
    ]
    return [raw.origin.problem("notice", "columns_read", meanings=Meanings(used))] if used else []


def _says(heading: str, column: Column) -> bool:
    """Say whether a heading is the name or a label of a column, but for words more or less.

    So does one that nobody wrote. *Personne contact* says more than a person who represents.
    """
    if isinstance(heading, Word):
        return True
    said = set(normalise(heading).split())
    labels = [column.name, *(words(lang)[column.word] for lang in LANGUAGES)]
    known = (set(normalise(label).split()) for label in labels)
    more = column.name != "person"
    return any(said <= label or (more and label <= said) for label in known)


def _free_name(heading: str, places: Mapping[str, int]) -> str:
    name, n = heading, 1
    while name in places:
        n += 1
        name = f"{heading} ({n})"
    return name


def _unnamed(
    headings: Sequence[str], raw: HeadedRows, places: dict[str, int], problems: list[Problem]
) -> None:
    """Keep filled columns without a heading; beyond the headings of a CSV file, they are errors."""
    last = max((at for at, heading in enumerate(headings) if heading), default=-1)
    placed = PlacedTable.single(raw.cells, raw.rows, raw.origin)
    beyond = []
    for at, heading in enumerate(headings):
        if heading or not (raw.cells.iloc[:, at].str.strip() != "").any():
            continue
        if not raw.strict and is_row_number("", raw.cells.iloc[:, at]):
            continue
        if raw.strict and at > last:
            beyond.append(at)
            continue
        kept = _free_name(f"column_{at + 1}", places)
        problems.append(raw.origin.problem("notice", "column_unnamed", kept=kept))
        places[kept] = at
    if beyond:
        counts = (raw.cells.iloc[:, beyond] != "").sum(axis=1).to_numpy()
        values = raw.cells.iloc[:, beyond]
        problems += placed.each(
            "error", "row_too_long", np.flatnonzero(counts), "",
            n=lambda at: int(counts[at]), value=lambda at: " ".join(values.iloc[at]).strip(),
        )  # fmt: skip


def _key(
    table: Table,
    columns: Columns,
    raw: HeadedRows,
    places: dict[str, int],
    problems: list[Problem],
    decisions: list[Decision],
    vocabulary: Vocabulary,
) -> bool:
    """Report required columns that are missing; a name may stand for a missing identifier."""
    keyed = True
    headings = [cleaned(heading) for heading in raw.headings]
    for column in columns.table.columns:
        if not column.filled or column.name in places or (table.name, column.name) in MADE:
            continue
        spellings = (Word(column.word),)
        near = tuple(
            headings[at] for at in columns.others if nearest(headings[at], spellings, _ALIKE)
        )  # fmt: skip
        wanted: dict[str, Any] = {
            "wanted": Word(column.word),
            "table": Word(f"table_{table.name}"),
        }
        if column.name == table.key and "name" in places and not near:
            places[column.name] = places["name"]
            problems.append(raw.origin.problem("notice", "id_from_name", **wanted))
            continue
        wanted |= {"found": tuple(filter(None, headings)), "nearest": near}
        if column.name == table.key:
            problems.append(raw.origin.problem("error", "key_missing", **wanted))
        elif column.kind == "level":
            levels = vocabulary.scale.word_keys or vocabulary.scale.levels
            shown = tuple(map(Word, levels)) if vocabulary.scale.word_keys else levels
            asked = no_level_decision((), _ties_in(raw, places), vocabulary.scale)
            decisions.append(asked)
            wanted["decision"] = asked.key
            problems.append(raw.origin.problem("error", "level_missing", levels=shown, **wanted))
        else:
            problems.append(raw.origin.problem("error", "column_missing", **wanted))
        keyed = keyed and column.name != table.key
    return keyed


def _ties_in(raw: HeadedRows, places: Mapping[str, int]) -> int:
    """Count the ties that rows give: a cell may name several partners."""
    if "target" not in places:
        return len(raw.cells)
    return sum(len(surely_apart(text)) for text in raw.cells.iloc[:, places["target"]])


def _filled_rows(
    placed: PlacedTable, raw: HeadedRows, places: Mapping[str, int], found: Mapping[str, int]
) -> tuple[np.ndarray, set[tuple[int, str]], list[Problem]]:
    """Say which rows hold something, and return the cells that hold no value.

    Such a cell is told by the number of its row and its column; the problems say each.
    """
    filled = np.zeros(len(raw.cells), dtype=bool)
    unwritten = {at for at in places.values() if isinstance(raw.headings[at], Word)}
    for name, at in places.items():
        if at in unwritten and len(unwritten) < len(places):
            continue  # what the sheet's name says of every row fills none
        column = placed.coded(name)
        blank = [place for place in column.worded if not cleaned(column.texts[place])]
        filled |= ~column.holding(blank)
        if filled.all():
            break
    names = {at: name for name, at in places.items()}
    broken = []
    problems: list[Problem] = []
    for (row, at), (code, value) in raw.broken.items():
        name = names.get(at)
        if name is None:
            continue
        filled[row] = True
        broken.append((row, name))
        severity = "error" if name in found else "warning"
        problems.append(
            raw.origin.problem(
                severity, code, row=int(raw.rows[row]),
                column=name if name in found else raw.headings[at], value=value or None,
            )
        )  # fmt: skip
    return filled, {(int(raw.rows[row]), name) for row, name in broken}, problems
