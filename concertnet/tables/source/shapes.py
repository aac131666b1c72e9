"""A list of members that also says where each sits, or its partners: several tables in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import first_rows
from concertnet.tables.spec.headings import find_heading, known_headings, match_columns
from concertnet.words import normalise, synonyms, words

__all__ = ["members_apart", "partners_apart", "says_seats", "seated_rows"]


def members_apart(sheet: RawSheet) -> tuple[RawSheet, RawSheet] | None:
    """Part a list of organisations that says where each sits into the list and the seats.

    Returns
    -------
    tuple of two RawSheet, or None
        The sheet without its column of bodies; the sheet of that column and of the organisations,
        without the rows that name no body. None where no column names bodies.
    """
    first = first_rows(sheet)
    row = find_heading(first, known_headings("actors") | known_headings("seats"))
    if row is None:
        return None
    seats = match_columns("seats", first[row]).found
    if "seat" in seats or not {"instance", "actor"} <= set(seats):
        return None
    actor, body = seats["actor"], seats["instance"]
    if not {actor} & set(match_columns("actors", first[row]).found.values()):
        return None
    blank = pd.Series("", index=sheet.cells.index, dtype="str")
    listed = {
        at: blank if at == body else sheet.cells.iloc[:, at] for at in range(sheet.cells.shape[1])
    }
    sits = (sheet.cells.iloc[:, body].str.strip() != "") & (blank.index >= row)
    sitting = {
        at: sheet.cells.iloc[:, at].where(sits, "") if at in (actor, body) else blank
        for at in range(sheet.cells.shape[1])
    }
    return (
        replace(sheet, cells=pd.DataFrame(listed), broken=_broken(sheet, lambda at: at != body)),
        replace(
            sheet,
            cells=pd.DataFrame(sitting),
            broken=_broken(sheet, lambda at: at in (actor, body)),
        ),
    )


def partners_apart(sheet: RawSheet) -> tuple[RawSheet, RawSheet] | None:
    """Part a list of organisations that names the partners of each into the list and the ties.

    Returns
    -------
    tuple of two RawSheet, or None
        The sheet without its column of partners; the sheet of that column and of the organisations,
        without the rows that name no partner. None where no column names partners.
    """
    first = first_rows(sheet)
    row = find_heading(first, known_headings("actors"))
    if row is None:
        return None
    columns = match_columns("actors", first[row]).found
    actor = columns.get("name", columns.get("actor"))
    with_whom = [
        at for at, heading in enumerate(first[row]) if normalise(heading) in synonyms("partners")
    ]
    if actor is None or len(with_whom) != 1 or with_whom[0] in columns.values():
        return None
    (partners,) = with_whom
    blank = pd.Series("", index=sheet.cells.index, dtype="str")
    places = range(sheet.cells.shape[1])
    listed = {at: blank if at == partners else sheet.cells.iloc[:, at] for at in places}
    names = (sheet.cells.iloc[:, partners].str.strip() != "") & (blank.index >= row)
    tied = {
        at: sheet.cells.iloc[:, at].where(names, "") if at in (actor, partners) else blank
        for at in places
    }
    # the headings are those of ties, whatever the list calls its organisations
    for at, key in ((actor, "source"), (partners, "target")):
        tied[at] = tied[at].where(blank.index != row, words("en")[key])
    both = (actor, partners)
    return (
        replace(
            sheet, cells=pd.DataFrame(listed), broken=_broken(sheet, lambda at: at != partners)
        ),
        replace(sheet, cells=pd.DataFrame(tied), broken=_broken(sheet, lambda at: at in both)),
    )


def _broken(sheet: RawSheet, kept: Callable[[int], bool]) -> dict[tuple[int, int], tuple[str, str]]:
    return {place: said for place, said in sheet.broken.items() if kept(place[1])}


def says_seats(sheet: RawSheet) -> bool:
    """Say whether a list of organisations tells where each sits, on its row.

    Its heading says so (*Siège sur*), or its cells do: each organisation stands once, without a
    person who represents it, and some sit on several bodies, or on none.
    """
    first = first_rows(sheet)
    row = find_heading(first, known_headings("actors") | known_headings("seats"))
    if row is None or members_apart(sheet) is None:
        return False
    seats = match_columns("seats", first[row]).found
    if normalise(first[row][seats["instance"]]) in synonyms("sits_on"):
        return True
    if seats["instance"] < seats["actor"]:
        return False  # it lists bodies, and who sits on them
    if "person" in seats and not {"contact", "ressource"} & set(
        normalise(first[row][seats["person"]]).split()
    ):
        return False
    below = sheet.cells.iloc[row + 1 :]
    names, bodies = below.iloc[:, seats["actor"]].str.strip(), below.iloc[:, seats["instance"]]
    held = names != ""
    several = bodies[held].str.contains(r"[;|\n]") | (bodies[held].str.strip() == "")
    return not names[held].map(normalise).duplicated().any() and bool(several.any())


def seated_rows(sheet: RawSheet) -> RawSheet:
    """Return a sheet of seats without the rows that name no body."""
    first = first_rows(sheet)
    row = find_heading(first, known_headings("seats")) or 0
    body = match_columns("seats", first[row]).found.get("instance")
    if body is None:
        return sheet
    kept = (sheet.cells.iloc[:, body].str.strip() != "") | (sheet.cells.index <= row)
    return replace(sheet, cells=sheet.cells.where(kept, ""))
