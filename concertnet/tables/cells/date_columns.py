"""Columns of dates and of stretches of time, with what is doubtful in them said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.tables.cells.column import ColumnCells, Vocabulary, says_nothing
from concertnet.tables.cells.dates import DateRead, is_last_day, last_day_fields, read_date
from concertnet.tables.cells.periods import PeriodRead, read_period
from concertnet.tables.spec.problems import Word
from concertnet.tables.spec.schema import Column
from concertnet.words import normalise, synonyms

__all__ = ["read_day", "read_stretch"]

_SHORT_STRETCH = re.compile(r"(\d{4})[-/](\d{2})")
_LONG_STRETCH = re.compile(r"\d{4}\s*[-/\u2010-\u2015]\s*\d{4}")


def read_day(cells: ColumnCells, _: Column, __: Vocabulary) -> pd.Series:
    """Read a column of single dates."""
    return _dated(cells, [read_date(text) if text else None for text in cells.texts], {}, "date")


def read_stretch(
    cells: ColumnCells, column: Column, vocabulary: Vocabulary
) -> tuple[pd.Series, pd.Series | None]:
    """Read a column of starts, of ends or of stretches.

    A column of stretches gives their starts, and their ends beside. Under a heading of starts, or
    of ends, a stretch says how well the date is known and not how long a thing lasted: only the
    side that the heading asks is read.
    """
    kind = column.kind
    reads: list[DateRead | None] = []
    stretches: dict[int, PeriodRead] = {}
    as_years, doubtful = _years_or_months(cells.texts)
    for place, text in enumerate(cells.texts):
        plain = read_date(text, end=kind == "end") if text and kind != "period" else None
        reads.append(plain)
        known = plain is not None and plain.instant is not None
        if not text or (known and place not in as_years):
            continue
        if kind == "start" and normalise(text) in synonyms("end_ongoing"):
            continue  # it says when it ends, which is no start
        written = as_years.get(place, text)
        found = read_period(written, year_starts=vocabulary.year_starts)
        if found is not None:
            if kind == "end" and found.latest is not None:
                found = found._replace(end=found.latest)
            stretches[place] = found
            reads[place] = DateRead(found.end if kind == "end" else found.start)
    if doubtful:
        cells.together("warning", "date_years_or_month", doubtful)
    dates = _dated(cells, reads, stretches, kind)
    if kind != "period":
        return dates, None
    ends = [found.end if (found := stretches.get(at)) else None for at in range(len(cells.texts))]
    return dates, cells.spread(ends, "datetime64[us]")


def _years_or_months(texts: Sequence[str]) -> tuple[dict[int, str], list[int]]:
    """Return, of texts such as *2009-10*, those that are two years in full, and the doubtful ones.

    They are months where the column has months that are no next year, years where it has other
    stretches of years, and stay months, in doubt, where nothing else tells.
    """
    if not any(_SHORT_STRETCH.fullmatch(text) for text in texts):
        return {}, []
    either: dict[int, str] = {}
    years = months = False
    for place, text in enumerate(texts):
        match = _SHORT_STRETCH.fullmatch(text)
        if match is None:
            years = years or _LONG_STRETCH.fullmatch(text) is not None
            continue
        follows = int(match[2]) == (int(match[1]) + 1) % 100
        if follows and 1 <= int(match[2]) <= 12:
            either[place] = f"{match[1]}-{int(match[1]) + 1}"
        else:
            years, months = years or follows, months or not follows
    if months and not years:
        return {}, []
    if (years or len(either) > 1) and not months:
        return either, []
    return {}, list(either)


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
                _say_stretch(cells, place, stretches[place], kind)
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


def _say_stretch(cells: ColumnCells, place: int, found: PeriodRead, kind: str) -> None:
    """Say what words, or a stretch, were read as."""
    days = {
        end: str(instant.date()) if instant is not None else Word("problem_no_limit")
        for end, instant in (("start", found.start), ("end", found.end))
    }
    severity, code = "warning" if found.doubtful else "notice", "date_words"
    if kind == "end" and found.latest is not None:
        severity, code = "warning", "date_at_latest"
    elif kind == "start" and found.start is None:
        severity, code = "warning" if found.end is not None else "notice", "date_no_start"
    elif kind == "end" and found.end is None:
        code = "date_no_end"
    elif kind != "period":
        code = f"date_{kind}_only"
    cells.once(severity, code, place, **days)
