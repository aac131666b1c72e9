"""From rows of text with headings to a table with the columns of its specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.dates import read_date
from concertnet.tables.cells.near import nearest
from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.cells.typed import Vocabulary, empty_column, type_column
from concertnet.tables.spec.headings import Columns, match_columns
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES, Column, Table
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise

__all__ = ["HeadedRows", "arrange"]

_ALIKE = 80.0  # headings are short: below, *mine* would be like *domaine*

# The identifier of a seat can be made of its instance and its actor.
_MADE = {("seats", "seat")}


@dataclass(eq=False)
class HeadedRows:
    """Rows of text under their headings.

    Parameters
    ----------
    headings : sequence of str
        The headings, as written.
    cells : pandas.DataFrame
        The rows below, as text, one column per heading.
    rows : numpy.ndarray of int
        The number of each row as the user sees it.
    origin : Origin
        Where they come from; its headings are filled here.
    broken : mapping of (row, column) to (code, value)
        Cells of `cells` that hold an error or a formula without a value.
    strict : bool
        Whether cells beyond the headings are a mistake.
    """

    headings: Sequence[str]
    cells: pd.DataFrame
    rows: np.ndarray
    origin: Origin
    broken: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    strict: bool = False


def arrange(
    name: str, raw: HeadedRows, vocabulary: Vocabulary
) -> tuple[PlacedTable, bool, list[Problem]]:
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
    PlacedTable, bool, list of Problem
        The table (every column of its specification, then the others); whether its key could be
        read, so that others may refer to it; the problems.
    """
    columns = match_columns(name, raw.headings)
    problems: list[Problem] = []
    places = _places(columns, raw, problems)
    found = columns.found
    keyed = _key(TABLES[name], columns, raw, places, problems, vocabulary)
    raw.origin.headings.update({c.name: Word(c.word) for c in columns.table.columns})
    raw.origin.headings.update({n: cleaned(raw.headings[at]) for n, at in found.items()})
    kept, broken = _filled_rows(raw, places, found, problems)
    frame = pd.DataFrame(
        {n: raw.cells.iloc[:, at].to_numpy()[kept] for n, at in places.items()}, dtype="str"
    )
    placed = PlacedTable.single(frame, raw.rows[kept], raw.origin)
    typed = {}
    for column in columns.table.columns:
        if column.name not in places:
            typed[column.name] = empty_column(column, len(frame))
            continue
        typed[column.name], noticed = type_column(placed, column, vocabulary)
        problems += noticed
        if column.kind in ("start", "end"):
            texts = frame[column.name].str.strip().to_numpy()
            raw.origin.dates[column.name] = (placed.rows, texts)
        if column.filled:
            problems += _missing(placed, column, typed[column.name], broken)
    extras = [n for n in places if n not in typed]
    for extra in extras:
        typed[extra], _ = type_column(placed, Column(extra), vocabulary)
    return placed.with_frame(pd.DataFrame(typed, index=frame.index)), keyed, problems


def _missing(
    placed: PlacedTable, column: Column, values: pd.Series, broken: set[tuple[int, str]]
) -> list[Problem]:
    """Report the cells that must be filled; a text that could not be read was reported already."""
    blank = values.isna() & (placed.frame[column.name].str.strip() == "")
    positions = [at for at in np.flatnonzero(blank).tolist() if (at, column.name) not in broken]
    return placed.each("error", "value_missing", positions, column.name)


def _places(columns: Columns, raw: HeadedRows, problems: list[Problem]) -> dict[str, int]:
    """Return the place of each column to keep, by the name that it will have."""
    places = dict(columns.found)
    headings = [cleaned(heading) for heading in raw.headings]
    origin = raw.origin
    meant = {normalise(headings[at]): name for name, at in columns.found.items()}
    labels = tuple(Word(column.word) for column in columns.table.columns)
    free = tuple(Word(c.word) for c in columns.table.columns if c.name not in columns.found)
    required = {c.word for c in columns.table.columns if c.filled}
    undated = tuple(
        Word(c.word)
        for c in columns.table.columns
        if c.kind in ("start", "end") and c.name not in columns.found and origin.file is not None
    )
    for at in columns.others:
        near = nearest(headings[at], free, _ALIKE)
        if near and near[0] in required:
            pass  # said with the missing column
        elif near:
            problems.append(
                origin.problem("warning", "column_near", column=headings[at], nearest=near)
            )
        elif undated and _holds_dates(raw.cells.iloc[:, at]):
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


def _holds_dates(texts: pd.Series) -> bool:
    """Say whether a column is full of dates; numbers, be they years, may be anything else."""
    filled = {cleaned(text) for text in texts.unique()} - {""}
    return bool(filled) and all(
        not text.isdecimal() and read_date(text).instant is not None for text in filled
    )


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
    vocabulary: Vocabulary,
) -> bool:
    """Report required columns that are missing; a name may stand for a missing identifier."""
    keyed = True
    headings = [cleaned(heading) for heading in raw.headings]
    for column in table.columns:
        if not column.filled or column.name in places or (table.name, column.name) in _MADE:
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
            problems.append(raw.origin.problem("error", "level_missing", levels=shown, **wanted))
        else:
            problems.append(raw.origin.problem("error", "column_missing", **wanted))
        keyed = keyed and column.name != table.key
    return keyed


def _filled_rows(
    raw: HeadedRows, places: Mapping[str, int], found: Mapping[str, int], problems: list[Problem]
) -> tuple[np.ndarray, set[tuple[int, str]]]:
    """Return the positions of rows that hold something, and the cells that hold no value."""
    filled = np.zeros(len(raw.cells), dtype=bool)
    for at in places.values():
        column = raw.cells.iloc[:, at]
        blank = [text for text in column.unique() if not cleaned(text)]
        filled |= ~column.isin(blank).to_numpy()
        if filled.all():
            break
    names = {at: name for name, at in places.items()}
    broken = []
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
    kept = np.flatnonzero(filled)
    return kept, {(int(np.searchsorted(kept, row)), name) for row, name in broken}
