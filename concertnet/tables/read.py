"""Read tables from a path: find each table, its headings, its columns; report all at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np
import pandas as pd

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.assemble import finish
from concertnet.tables.cells.arrange import HeadedRows, arrange
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.sheets import Origin, PlacedTable, RawSheet
from concertnet.tables.cells.typed import Vocabulary
from concertnet.tables.source.about_sheet import read_about
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import (
    ABOUT,
    HEADING_WITHIN,
    find_heading,
    known_headings,
    table_for_headings,
    table_names,
    table_of,
)
from concertnet.tables.spec.problems import Place, Problem, Word

__all__ = ["Reading", "read_tables"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a path holds, and everything that was noticed in it.

    Attributes
    ----------
    tables : dict of str to DataFrame
        The twelve tables, each with every column of its specification and then the user's own.
    about : About
        What the data say of the network as a whole.
    scale : Scale
        The scale through which levels were read.
    observed : Period or None
        The observed period that the data declare.
    problems : tuple of Problem
        Errors, warnings and notices.
    """

    tables: dict[str, pd.DataFrame]
    about: About
    scale: Scale
    observed: Period | None
    problems: tuple[Problem, ...]


def read_tables(
    path: str | Path,
    *,
    scale: Scale | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
) -> Reading:
    """Read every table of a path, with all its problems; raising is left to the caller.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one CSV file, or a workbook (.xlsx, .xls, .ods).
    scale : Scale, optional
        How levels are read; by default the scale that the data declare, else Bourque's.
    encoding : str, optional
        Encoding of CSV files; by default found out.
    add_missing_actors : bool
        Add actors that are named but not described, with an unknown sector and a notice.

    Returns
    -------
    Reading
        Tables, description, scale, observed period and problems.

    Examples
    --------
    >>> reading = read_tables("no/such/folder")
    >>> reading.problems[0].code, len(reading.tables["actors"])
    ('path_missing', 0)
    """
    sheets, problems = open_source(path, encoding=encoding)
    # Tables whose file could not be opened: what refers to them is not judged.
    unread = {
        meant[0]
        for problem in problems
        if problem.severity == "error" and (meant := table_of(PurePath(problem.file or "").stem))
    }
    recognised = _recognised(sheets, problems)
    if not recognised and not unread and not any(p.severity == "error" for p in problems):
        problems.append(Problem("error", "no_table", str(path), fields={"known": table_names()}))
    if any(problem.code == "several_workbooks" for problem in problems):
        unread.add("actors")
    about, declared, observed = About(), None, None
    if ABOUT in recognised:
        about, declared, observed, noticed = read_about(recognised.pop(ABOUT))
        problems += noticed
    scale = scale or declared or BOURQUE
    vocabulary = Vocabulary(scale, about.sectors)
    placed: dict[str, PlacedTable] = {}
    for name, sheet in recognised.items():
        raw = _under_headings(name, sheet, problems)
        if raw is None:
            continue
        placed[name], keyed, noticed = arrange(name, raw, vocabulary)
        problems += noticed
        if not keyed:
            unread.add(name)
    if not placed and any(problem.severity == "error" for problem in problems):
        unread.add("actors")  # one clear message, not a second one about actors
    tables, more = finish(placed, vocabulary, add_missing_actors=add_missing_actors, unread=unread)
    return Reading(tables, about, scale, observed, (*problems, *more))


def _recognised(sheets: list[RawSheet], problems: list[Problem]) -> dict[str, RawSheet]:
    """Return the sheet of each table: the one whose name is surest when several could be it."""
    found: dict[str, list[tuple[int, RawSheet]]] = {}
    for sheet in sheets:
        meant = _meant(sheet, single=len(sheets) == 1)
        if meant is None:
            if not _is_blank(sheet):
                problems.append(sheet.problem("notice", "sheet_unknown", known=table_names()))
            continue
        found.setdefault(meant[0], []).append((meant[1], sheet))
    recognised = {}
    for name, candidates in found.items():
        # A blank sheet loses nothing by giving way to another.
        filled = [c for c in candidates if not _is_blank(c[1])] or candidates[:1]
        problems += [c[1].problem("notice", "sheet_empty") for c in candidates if c not in filled]
        best, sheet = max(filled, key=lambda candidate: candidate[0])
        recognised[name] = sheet
        for sureness, lesser in filled:
            if lesser is not sheet:
                given = {"table": Word(f"table_{name}"), "other": Place((sheet.file, sheet.sheet))}
                same = sureness == best
                problems.append(
                    lesser.problem("error", "table_twice", **given)
                    if same
                    else lesser.problem("warning", "table_lesser", **given)
                )
        if sheet.hidden:
            problems.append(sheet.problem("notice", "hidden_sheet"))
    return recognised


def _meant(sheet: RawSheet, *, single: bool) -> tuple[str, int] | None:
    """Return the table of a sheet, by its name, else its file's, else its headings."""
    meant = table_of(sheet.sheet) if sheet.sheet else None
    if meant is None and (single or sheet.sheet is None):
        meant = table_of(PurePath(sheet.file).stem)
    if meant is None and single:
        for row in _first_rows(sheet):
            if name := table_for_headings(row):
                return name, 0
    return meant


def _first_rows(sheet: RawSheet) -> list[list[str]]:
    return sheet.cells.head(HEADING_WITHIN).to_numpy().tolist()


def _is_blank(sheet: RawSheet) -> bool:
    return not any((column.str.strip() != "").any() for _, column in sheet.cells.items())


def _under_headings(name: str, sheet: RawSheet, problems: list[Problem]) -> HeadedRows | None:
    """Return the rows below the headings of a sheet, None when it is blank."""
    if _is_blank(sheet):
        problems.append(sheet.problem("notice", "sheet_empty"))
        return None
    first = _first_rows(sheet)
    heading = find_heading(first, known_headings(name))
    if heading is None:
        filled = [place for place, row in enumerate(first) if any(map(str.strip, row))]
        heading = filled[0] if filled else 0
    above = [place for place in range(heading) if any(map(str.strip, first[place]))]
    if above:
        given = {"row": above[0] + 1, "n": len(above)}
        problems.append(sheet.problem("notice", "rows_above", **given))
    below = sheet.cells.iloc[heading + 1 :].reset_index(drop=True)
    if ranges := _merged_below(sheet, heading):
        problems.append(sheet.problem("notice", "merged_cells", ranges=ranges))
    broken = {
        (row - heading - 1, column): said
        for (row, column), said in sheet.broken.items()
        if row > heading
    }
    headings = first[heading] if heading < len(first) else []
    if not broken and all((column.str.strip() == "").all() for _, column in below.items()):
        problems.append(sheet.problem("notice", "header_only", row=heading + 1))
    rows = np.arange(heading + 2, heading + 2 + len(below))
    origin = Origin(sheet.file, sheet.sheet)
    return HeadedRows(headings, below, rows, origin, broken, sheet.strict)


def _merged_below(sheet: RawSheet, heading: int) -> tuple[str, ...]:
    """Return merged ranges below the headings, as a spreadsheet names them."""
    ranges = [
        f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        for top, left, bottom, right in sorted(sheet.merged)
        if bottom > heading
    ]
    return tuple(ranges[:5]) + (("…",) if len(ranges) > 5 else ())


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters
