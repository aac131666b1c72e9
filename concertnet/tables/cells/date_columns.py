"""Columns of dates and of stretches of time, with what is doubtful in them said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.tables.cells.column import ColumnCells, Vocabulary, says_nothing
from concertnet.tables.cells.dates import DateRead, is_last_day, last_day_fields, read_date
from concertnet.tables.cells.periods import PeriodRead, read_period
from concertnet.tables.spec.problems import Word
from concertnet.tables.spec.schema import Column
from concertnet.words import normalise, synonyms

__all__ = ["read_day", "read_stretch"]


def read_day(cells: ColumnCells, _: Column, __: Vocabulary) -> pd.Series:
    """Read a column of single dates."""
    return _dated(cells, [read_date(text) if text else None for text in cells.texts], {}, "date")


def read_stretch(
    cells: ColumnCells, column: Column, vocabulary: Vocabulary
) -> tuple[pd.Series, pd.Series]:
    """Read a column of starts, of ends or of stretches, and the other end that its cells say.

    The start is what is returned of a stretch, and its end the other end.
    """
    kind = column.kind
    reads: list[DateRead | None] = []
    stretches: dict[int, PeriodRead] = {}
    open_ended = synonyms("end_ongoing")
    for place, text in enumerate(cells.texts):
        plain = read_date(text, end=kind == "end") if text and kind != "period" else None
        reads.append(plain)
        if not text or (plain is not None and plain.instant is not None):
            continue
        if kind == "start" and normalise(text) in open_ended:
            continue  # it says when it ends, which is no start
        found = read_period(text, year_starts=vocabulary.year_starts)
        if found is not None:
            stretches[place] = found
            reads[place] = DateRead(found.end if kind == "end" else found.start)
    dates = _dated(cells, reads, stretches, kind)
    other = [
        None if (found := stretches.get(place)) is None
        else found.start if kind == "end" else found.end
        for place in range(len(cells.texts))
    ]  # fmt: skip
    return dates, cells.spread(other, "datetime64[us]")


def _dated(
    cells: ColumnCells,
    reads: Sequence[DateRead | None],
    stretches: Mapping[int, PeriodRead],
    kind: str,
) -> pd.Series:
    """Give the dates that were read, and say those that are wrong or doubtful."""
    doubts: dict[str, list[int]] = {"order": [], "serial": [], "last": []}
    wrong: list[int] = []
    blank: list[int] = []
    for place, text in enumerate(cells.texts):
        read = reads[place]
        if not text:
            continue
        if place in stretches:
            if not stretches[place].plain:
                _say_stretch(cells, place, stretches[place])
        elif read is None or read.instant is None:
            (blank if says_nothing(text) else wrong).append(place)
        else:
            if read.doubt:
                doubts[read.doubt].append(place)
            if kind == "end" and is_last_day(read.instant):
                doubts["last"].append(place)
    for place in blank:
        cells.once("notice", "read_as_missing", place)
    if wrong:
        cells.every("date_wrong", wrong)
    instants = [None if read is None else read.instant for read in reads]
    dates = cells.spread(instants, "datetime64[us]")
    for doubt, severity, code in (
        ("order", "warning", "date_ambiguous"),
        ("serial", "notice", "date_serial"),
        ("last", "notice", "end_last_day"),
    ):
        if found := doubts[doubt]:
            at = cells.rows(found)
            first = int(at[0])
            typed = cells.texts[cells.codes[first]]
            shown = str(dates[first].date())
            cells.problems.append(
                cells.placed.problem(
                    severity,  # pyright: ignore[reportArgumentType]
                    code,
                    first,
                    column=cells.name,
                    value=shown if read_date(typed).doubt == "serial" else typed,
                    n=len(at),
                    read=shown,
                    **(last_day_fields(dates[first]) if doubt == "last" else {}),
                )
            )
    return dates


def _say_stretch(cells: ColumnCells, place: int, found: PeriodRead) -> None:
    """Say what words, or a stretch, were read as."""
    days = {
        end: str(instant.date()) if instant is not None else Word("problem_no_limit")
        for end, instant in (("start", found.start), ("end", found.end))
    }
    cells.once("notice", "date_words", place, **days)
