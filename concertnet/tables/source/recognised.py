"""Which sheet holds which table: by its name, by its headings, one for each year or each body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows, is_blank
from concertnet.tables.source.matrix import Square, find_square
from concertnet.tables.source.shapes import (
    members_apart,
    partners_apart,
    says_seats,
    seated_rows,
)
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
_MEMBERS_OF = re.compile(
    r"^(?:(?:liste|list)\s+(?:des|of)\s+)?(?:membres|members|représentants|representatives)\s+"
    r"(?:de\s+la|de\s+l['\u2019]|du|des|de|of\s+the|of)\s*",
    re.IGNORECASE,
)
_BY_HEADINGS, _WEAK, _SURE = -1, 0, 1
_CONTACT = {"contact", "ressource"}  # a person to write to, who may sit nowhere


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
    of_title : bool
        Whether the body is named by the title above the headings only.
    square : Square, optional
        Where the sheet is a matrix of relations, where that stands.
    """

    sheet: RawSheet
    defaults: Mapping[str, str] = field(default_factory=dict)
    sureness: int = _SURE
    of_title: bool = False
    square: Square | None = None


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
    matrices: list[Part] = []
    for sheet in sheets:
        name, part = _meant(sheet, single=len(sheets) == 1)
        square = find_square(sheet)
        if square is not None and not _is_table(name, sheet, square):
            dated = {key: text for key, text in part.defaults.items() if key == "period"}
            matrices.append(Part(sheet, dated, square=square))
        elif name is not None:
            found.setdefault(name, []).append(part)
        elif not is_blank(sheet):
            problems.append(sheet.problem("notice", "sheet_unknown", known=table_names()))
    if "ties" not in found and (len(matrices) == 1 or _apart(matrices)):
        found["ties"] = matrices
    else:  # of two accounts of the same relations, only one can be meant
        problems += [part.sheet.problem("warning", "matrix_unread") for part in matrices]
    _registers(found)
    _partners(found, problems)
    for part in found.get("seats", ()):
        if part.of_title and "instance" not in match_columns("seats", _headings(part.sheet)).found:
            given = {"name": part.defaults["instance"]}
            problems.append(part.sheet.problem("notice", "body_of_title", **given))
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
    if "period" in defaults and (meant is None or meant == ("actors", _WEAK)):
        body = _body_above(sheet, rest, headings)
        if body is not None:
            return "seats", Part(sheet, {**defaults, "instance": body}, _BY_HEADINGS, of_title=True)
    if meant is None:
        name = table_for_headings(headings)
        if name is None and (body := _body_of(rest or title, headings)):
            name, defaults = "seats", {**defaults, "instance": body}
        return name, Part(sheet, defaults, _BY_HEADINGS)
    name, sureness = meant
    if sureness == _WEAK and name != ABOUT and not (name == "actors" and says_seats(sheet)):
        name = "seats" if _of_representatives(headings) else _by_headings(name, headings)
    return name, Part(sheet, defaults, sureness)


def _of_representatives(headings: Sequence[str]) -> bool:
    """Say whether a sheet names, on each row, an organisation, who represents it, and where."""
    found = match_columns("seats", headings).found
    if not {"instance", "actor", "person"} <= set(found):
        return False
    return not _CONTACT & set(normalise(headings[found["person"]]).split())


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


def _is_table(name: str | None, sheet: RawSheet, square: Square) -> bool:
    """Say whether a sheet where a matrix was found is a table, whose headings stand elsewhere.

    A row of the matrix is no row of headings, be its words known ones: *MRC*, *concertation*.
    """
    place = find_heading(first_rows(sheet), known_headings())
    if place is None or place == square.heading or place in square.down:
        return False
    return name is not None and fits_headings(name, _headings(sheet))


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


def _body_above(sheet: RawSheet, rest: str, headings: Sequence[str]) -> str | None:
    """Return the body whose representatives a sheet of a year lists, by the title above them.

    None where a column says the body, or where nothing says that its rows are representatives.
    """
    found = match_columns("seats", [*headings, "instance"]).found
    named = [headings[found[name]] for name in ("actor", "person") if name in found]
    says_body = "instance" in found and found["instance"] < len(headings)
    if len(named) < 2 or says_body or _CONTACT & set(normalise(named[1]).split()):
        return None
    first = first_rows(sheet)
    place = find_heading(first, known_headings()) or 0
    above = [cell.strip() for row in first[:place] for cell in row if cell.strip()]
    title = _dated(above[0])[0] if above else rest
    return _MEMBERS_OF.sub("", title).strip() or None


def _registers(found: dict[str, list[Part]]) -> None:
    """Let a list of organisations that says where each sits give seats as well.

    Its cells may name several bodies, or none: an organisation that sits nowhere has no seat.
    """
    seats = found.get("seats", [])
    several = [part for part in found.get("actors", ()) if not part.defaults]
    if not seats and len(several) > 1:
        lesser = [part for part in several if part.sureness == _WEAK and says_seats(part.sheet)]
        if len(lesser) == 1:  # the organisations are listed elsewhere: this one says only seats
            found["actors"].remove(lesser[0])
            found["seats"] = [replace(lesser[0], sheet=seated_rows(lesser[0].sheet))]
            return
    if not seats and "mandates" not in found:
        lists = [part for part in found.get("actors", ()) if not part.defaults]
    elif len(seats) == 1 and not seats[0].defaults and not {"actors", "mandates"} & set(found):
        lists = seats if _describes(seats[0].sheet) else []
    else:
        lists = []
    if len(lists) != 1 or not says_seats(lists[0].sheet):
        return
    parted = members_apart(lists[0].sheet)
    if parted is None:
        return
    found.setdefault("actors", list(lists))
    actors, sitting = parted
    found["actors"] = [
        replace(part, sheet=actors) if part is lists[0] else part for part in found["actors"]
    ]
    found["seats"] = [replace(lists[0], sheet=sitting)]


def _partners(found: dict[str, list[Part]], problems: list[Problem]) -> None:
    """Let a list of organisations that names the partners of each give ties as well.

    Where another sheet gives ties, the list gives none: of two accounts, only one can be meant.
    """
    lists = [part for part in found.get("actors", ()) if not part.defaults]
    parted = partners_apart(lists[0].sheet) if len(lists) == 1 else None
    if parted is None:
        return
    if "ties" in found:
        problems.append(lists[0].sheet.problem("warning", "partners_unread"))
        return
    listed, tied = parted
    found["actors"] = [
        replace(part, sheet=listed) if part is lists[0] else part for part in found["actors"]
    ]
    found["ties"] = [replace(lists[0], sheet=tied)]
    problems.append(tied.problem("notice", "partners_read"))


def _describes(sheet: RawSheet) -> bool:
    """Say whether a sheet gives the sector of the organisations that it names."""
    sectors = synonyms("sector") | synonyms("field")
    return any(normalise(heading) in sectors for heading in _headings(sheet))


def _chosen(name: str, parts: list[Part], problems: list[Problem]) -> list[Part]:
    """Return the parts that make a table: the sheet whose name is surest, or those of its years."""
    # A blank sheet loses nothing by giving way to another.
    filled = [part for part in parts if not is_blank(part.sheet)] or parts[:1]
    problems += [p.sheet.problem("notice", "sheet_empty") for p in parts if p not in filled]
    if len(filled) == 1:
        only = filled[0]
        body = {k: v for k, v in only.defaults.items() if k == "instance"}
        return [replace(only, defaults=body, of_title=False)]
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
