"""Which sheet holds which table: by its name, by its headings, one for each year or each body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows, is_blank
from concertnet.tables.spec.headings import (
    ABOUT,
    find_heading,
    fit_of,
    fits_headings,
    known_headings,
    match_columns,
    table_for_headings,
    table_names,
    table_of,
)
from concertnet.tables.spec.problems import Place, Problem, Word
from concertnet.words import normalise, synonyms

__all__ = ["Part", "recognised"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:\s*[-–/_]\s*((?:19|20)?\d{2}))?(?!\d)")
_BY_HEADINGS, _WEAK, _SURE = -1, 0, 1


@dataclass(frozen=True, eq=False)
class Part:
    """A sheet that holds a table, or a part of it.

    Attributes
    ----------
    sheet : RawSheet
        The sheet.
    defaults : mapping of str to str
        By column, what the name of the sheet says of every row: a year, a body.
    sureness : int
        How surely the sheet is that of the table: 2 for the table's own name, 1 for its title, 0
        for another word, -1 for its headings alone.
    """

    sheet: RawSheet
    defaults: Mapping[str, str] = field(default_factory=dict)
    sureness: int = _SURE


def recognised(sheets: Sequence[RawSheet], problems: list[Problem]) -> dict[str, list[Part]]:
    """Return the sheets of each table.

    Parameters
    ----------
    sheets : sequence of RawSheet
        The sheets of a path.
    problems : list of Problem
        What is noticed is added to it.

    Returns
    -------
    dict of str to list of Part
        For each table, its sheet; several when each is that of a year, or of a body.
    """
    found: dict[str, list[Part]] = {}
    for sheet in sheets:
        name, part = _meant(sheet, single=len(sheets) == 1)
        if name is not None:
            found.setdefault(name, []).append(part)
        elif not is_blank(sheet):
            problems.append(sheet.problem("notice", "sheet_unknown", known=table_names()))
    chosen = {name: _chosen(name, parts, problems) for name, parts in found.items()}
    for parts in chosen.values():
        for part in parts:
            if part.sheet.hidden:
                problems.append(part.sheet.problem("notice", "hidden_sheet"))
    return chosen


def _meant(sheet: RawSheet, *, single: bool) -> tuple[str | None, Part]:
    """Return the table of a sheet, by its name, else its file's, else its headings."""
    title = sheet.sheet or PurePath(sheet.file).stem
    rest, defaults = _dated(title)
    meant = table_of(title) or (table_of(rest) if rest else None)
    if meant is None and single:
        meant = table_of(PurePath(sheet.file).stem)
    headings = _headings(sheet)
    if meant is None:
        name = table_for_headings(headings)
        if name is None and (body := _body_of(rest or title, headings)):
            name, defaults = "seats", {**defaults, "instance": body}
        return name, Part(sheet, defaults, _BY_HEADINGS)
    name, sureness = meant
    if sureness == _WEAK and name != ABOUT:
        name = _by_headings(name, headings)
    return name, Part(sheet, defaults, sureness)


def _dated(title: str) -> tuple[str, dict[str, str]]:
    """Return the title of a sheet without its year, and the year as the period of its rows."""
    match = _YEAR.search(title)
    if match is None:
        return title, {}
    rest = f"{title[: match.start()]} {title[match.end() :]}"
    period = f"{match[1]}-{match[2]}" if match[2] else match[1]
    return " ".join(re.split(r"[\s()\-–_,]+", rest)).strip(), {"period": period}


def _headings(sheet: RawSheet) -> list[str]:
    first = first_rows(sheet)
    place = find_heading(first, known_headings())
    return first[place] if place is not None else []


def _by_headings(name: str, headings: Sequence[str]) -> str:
    """Return the table that the headings tell, where a name such as *membres* can be several."""
    told = table_for_headings(headings)
    if told is None or told == name:
        return name
    better = fit_of(told, headings) > fit_of(name, headings)
    return told if better or not fits_headings(name, headings) else name


def _body_of(title: str, headings: Sequence[str]) -> str | None:
    """Return the body whose members a sheet lists, when its title begins as that of a body."""
    first = normalise(title).split()[:1]
    if not first or first[0] not in synonyms("instance") | synonyms("committee"):
        return None
    named = len(first) < len(normalise(title).split())
    columns = match_columns("seats", [*headings, "instance"]).found
    return title if named and "actor" in columns else None


def _chosen(name: str, parts: list[Part], problems: list[Problem]) -> list[Part]:
    """Return the parts that make a table: the sheet whose name is surest, or those of its years."""
    # A blank sheet loses nothing by giving way to another.
    filled = [part for part in parts if not is_blank(part.sheet)] or parts[:1]
    problems += [p.sheet.problem("notice", "sheet_empty") for p in parts if p not in filled]
    if len(filled) == 1:
        only = filled[0]
        body = {k: v for k, v in only.defaults.items() if k == "instance"}
        return [Part(only.sheet, body, only.sureness)]
    if name != ABOUT and _apart(filled):
        titles = tuple(part.sheet.sheet or part.sheet.file for part in filled)
        given = {"n": len(filled), "titles": titles, "table": Word(f"table_{name}")}
        said = (
            "sheets_dated" if all("period" in part.defaults for part in filled) else "sheets_joined"
        )
        problems.append(Problem("notice", said, filled[0].sheet.file, fields=given))
        return filled
    best = max(filled, key=lambda part: part.sureness)
    for part in filled:
        if part is not best:
            place = Place((best.sheet.file, best.sheet.sheet))
            given = {"table": Word(f"table_{name}"), "other": place}
            same = part.sureness == best.sureness
            severity, code = ("error", "table_twice") if same else ("warning", "table_lesser")
            problems.append(part.sheet.problem(severity, code, **given))
    return [Part(best.sheet, {}, best.sureness)]


def _apart(parts: Sequence[Part]) -> bool:
    """Say whether each sheet says something else of its rows: another year, another body."""
    said = [tuple(sorted(part.defaults.items())) for part in parts]
    kinds = {tuple(key for key, _ in one) for one in said}
    return len(kinds) == 1 and () not in kinds and len(set(said)) == len(said)
