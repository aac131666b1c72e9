"""Which table a sheet is, which row holds its headings, which column each heading names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from concertnet.tables.spec.problems import Word
from concertnet.tables.spec.schema import TABLES, Column, Table
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = [
    "ABOUT",
    "HEADING_WITHIN",
    "MADE",
    "MANDATES_BY_NAME",
    "PERIOD",
    "SEATS_WITH_PERSONS",
    "Columns",
    "accepted_headings",
    "find_heading",
    "fit_of",
    "fits_headings",
    "known_headings",
    "match_columns",
    "table_for_headings",
    "table_names",
    "table_of",
]

ABOUT = "about"
HEADING_WITHIN = 15

# The identifier of a seat can be made of its instance and its actor.
MADE = {("seats", "seat")}

_LONGEST_HEADING = 300
_EXPLAINED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*:?\s*$")
_NUMBERED = re.compile(r"^\d+ | \d+$")

PERIOD = Column("period", "period")  # a column of people's own, for a start and an end at once

# A sheet of seats may name the persons: it then holds mandates too, whose columns it may have.
SEATS_WITH_PERSONS = Table(
    "seats",
    (
        *TABLES["seats"].columns,
        replace(TABLES["mandates"]["person"], filled=False),  # a row without a person is a vacancy
        TABLES["mandates"]["function"],
        TABLES["mandates"]["can_commit"],
        PERIOD,
    ),
)

# A sheet of mandates may name the body and the organisation instead of the seat.
MANDATES_BY_NAME = Table(
    "mandates",
    (
        replace(TABLES["mandates"]["seat"], filled=False),
        TABLES["seats"]["instance"],
        TABLES["seats"]["actor"],
        TABLES["seats"]["role"],
        replace(TABLES["mandates"]["person"], filled=False),  # as in a sheet of seats
        *TABLES["mandates"].columns[2:],
        PERIOD,
    ),
)
_PERIODIC = {
    name: replace(table, columns=(*table.columns, PERIOD)) if "start" in table.names else table
    for name, table in TABLES.items()
}


@functools.cache
def _labels(key: str) -> frozenset[str]:
    texts = [text for lang in LANGUAGES for text in words(lang)[key].split("||")]
    return frozenset(map(normalise, texts))


@functools.cache
def _names_of_tables() -> dict[str, tuple[str, int]]:
    """Return, for each accepted name, the table and how surely it is meant (2: its own name)."""
    tables = [*TABLES, ABOUT]
    found: dict[str, tuple[str, int]] = {normalise(name): (name, 2) for name in tables}
    for name in tables:
        for label in _labels(f"table_{name}"):
            found.setdefault(label, (name, 1))
    for name in tables:
        for word in synonyms(f"table_{name}"):
            found.setdefault(word, (name, 0))
    return found


def table_of(name: str) -> tuple[str, int] | None:
    """Return the table that a file or a sheet of this name holds, and how surely.

    Examples
    --------
    >>> table_of("Acteurs"), table_of("2. liens"), table_of("Feuil1")
    (('actors', 1), ('ties', 1), None)
    """
    names = _names_of_tables()
    folded = normalise(name)
    return names.get(folded) or names.get(_NUMBERED.sub("", folded))


def table_names() -> tuple[Word, ...]:
    """Return the titles of the tables, to be listed in a message."""
    return tuple(Word(f"table_{name}") for name in [*TABLES, ABOUT])


@functools.cache
def known_headings(table: str | None = None) -> frozenset[str]:
    """Return the normalised headings of one table, or of all of them."""
    if table == ABOUT:
        return synonyms("about_item") | synonyms("about_value")
    if table is None:
        return frozenset().union(*(known_headings(name) for name in [*TABLES, ABOUT]))
    more = synonyms("actor_number") if table == "actors" else frozenset[str]()
    if table in ("seats", "mandates"):
        more = synonyms("surname") | synonyms("first_name")
    return more.union(*(_accepted(c) for spec in _specifications(table) for c in spec.columns))


def _specifications(table: str) -> tuple[Table, ...]:
    """Return what a sheet of a table may be, what says most first."""
    if table == "seats":
        return (SEATS_WITH_PERSONS, _PERIODIC["seats"])
    if table == "mandates":
        return (_PERIODIC["mandates"], MANDATES_BY_NAME)
    return (_PERIODIC[table],)


@functools.cache
def accepted_headings(table: Table) -> frozenset[str]:
    """Return the normalised headings of the columns of a specification."""
    return frozenset().union(*map(_accepted, table.columns))


def _accepted(column: Column) -> frozenset[str]:
    return synonyms(column.word) | {normalise(column.name)}


def find_heading(first_rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    """Return the place of the row that holds the most known headings, None if none holds any."""
    scores = [len({_folded(cell, known) for cell in row} & known) for row in first_rows]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def _folded(heading: str, known: frozenset[str]) -> str:
    """Return a heading as it is compared, without the explanation after it where it has one.

    *Strength (1=know each other, 2=coordinate)* is *strength*.
    """
    whole = normalise(heading)
    if whole in known or len(heading) > _LONGEST_HEADING:
        return whole
    bare = normalise(_EXPLAINED.sub("", heading))
    return bare if bare in known else whole


@dataclass(frozen=True)
class Columns:
    """Which heading names which column.

    Attributes
    ----------
    table : Table
        The specification that was matched.
    found : dict of str to int
        For each column found, the place of its heading.
    twice : tuple of int
        Places of headings that repeat an earlier heading.
    others : tuple of int
        Places of the headings that name no column.
    first_name : int or None
        The place of the first names, where the column of persons holds surnames.
    """

    table: Table
    found: dict[str, int]
    twice: tuple[int, ...]
    others: tuple[int, ...]
    first_name: int | None = None


def match_columns(table: str, headings: Sequence[str]) -> Columns:
    """Match headings to the columns of a table.

    A column's own name and its label are matched before synonyms; a heading whose first candidate
    is taken goes to its next, so that *from* is the source of a tie, and its start when there is a
    source already.

    Examples
    --------
    >>> match_columns("ties", ["from", "to", "niveau"]).found
    {'source': 0, 'target': 1, 'level': 2}
    >>> match_columns("ties", ["Source", "Cible", "niveau", "from"]).found["start"]
    3
    """
    if table == "actors":
        return _numbered(_match(_PERIODIC["actors"], headings), headings)
    if table not in ("seats", "mandates"):
        return _match(_PERIODIC[table], headings)
    plain = _match(_PERIODIC[table], headings)
    if table == "mandates" and "seat" in plain.found and "person" in plain.found:
        return plain
    spec = SEATS_WITH_PERSONS if table == "seats" else MANDATES_BY_NAME
    columns = _without_jobs(_match(spec, headings), headings)
    columns = _named_persons(columns, headings)
    if table == "seats":
        return columns if "person" in columns.found else _without_jobs(plain, headings)
    return columns if {"instance", "actor"} <= set(columns.found) else plain


def _without_jobs(columns: Columns, headings: Sequence[str]) -> Columns:
    """Leave out *poste* as a seat where the body and the organisation already say the seat."""
    place = columns.found.get("seat")
    if place is None or not {"instance", "actor"} <= set(columns.found):
        return columns
    if normalise(headings[place]) not in synonyms("job"):
        return columns
    found = {name: at for name, at in columns.found.items() if name != "seat"}
    return replace(columns, found=found, others=tuple(sorted((*columns.others, place))))


def _named_persons(columns: Columns, headings: Sequence[str]) -> Columns:
    """Let *nom* be the person, beside a body and an organisation, and *prénom* what goes before."""
    if "person" in columns.found or not {"instance", "actor"} <= set(columns.found):
        return columns
    place = {normalise(headings[at]): at for at in reversed(columns.others)}
    surname = next((place[word] for word in place if word in synonyms("surname")), None)
    first = next((place[word] for word in place if word in synonyms("first_name")), None)
    if surname is None:
        return columns
    taken = {surname} if first is None else {surname, first}
    others = tuple(at for at in columns.others if at not in taken)
    found = {**columns.found, "person": surname}
    return replace(columns, found=found, others=others, first_name=first)


def _numbered(columns: Columns, headings: Sequence[str]) -> Columns:
    """Let a heading such as *No* be the key of actors, when nothing better is.

    Beside a number, a heading such as *organisme* is the name of the actor.
    """
    numbers = synonyms("actor_number")
    place = next((at for at in columns.others if normalise(headings[at]) in numbers), None)
    found = dict(columns.found)
    if place is None:
        return columns
    if "actor" in found:
        named = normalise(headings[found["actor"]]) in _names_of_actors()
        if "name" in found or not named:
            return columns
        found["name"] = found["actor"]
    found["actor"] = place
    others = tuple(at for at in columns.others if at != place)
    return replace(columns, found=found, others=others)


@functools.cache
def _names_of_actors() -> frozenset[str]:
    """Return the headings of the key of actors that say a name rather than an identifier."""
    return synonyms("organisation") | {normalise("organisme")} | synonyms("name")


def _match(table: Table, headings: Sequence[str]) -> Columns:
    known = accepted_headings(table)
    folded = [_folded(heading, known) for heading in headings]
    seen: set[str] = set()
    single, twice = [], []
    for place, heading in enumerate(folded):
        if heading:
            (twice if heading in seen else single).append(place)
            seen.add(heading)
    found: dict[str, int] = {}
    taken: set[int] = set()
    degrees = (
        lambda column: {normalise(column.name)},
        lambda column: _labels(column.word),
        _accepted,
    )
    for degree in degrees:
        accepted = [(column.name, degree(column)) for column in table.columns]
        fits = {
            place: [name for name, spellings in accepted if folded[place] in spellings]
            for place in single
            if place not in taken
        }
        # what can only be one column goes first: *identifiant*, then *nom de l'organisme*
        for place in sorted(fits, key=lambda place: len(fits[place]) > 1):
            name = next((name for name in fits[place] if name not in found), None)
            if name is not None:
                found[name] = place
                taken.add(place)
    others = tuple(place for place in single if place not in taken)
    in_place = dict(sorted(found.items(), key=lambda item: item[1]))
    return Columns(table, in_place, tuple(twice), others)


def table_for_headings(headings: Sequence[str]) -> str | None:
    """Return the only table whose required columns these headings all name, None otherwise.

    Examples
    --------
    >>> table_for_headings(["Table", "Organisme", "Nom du représentant"])
    'seats'
    >>> table_for_headings(["Nom de l'organisme", "Secteur", "Territoire"])
    'actors'
    """
    fits = {name: fit_of(name, headings) for name in TABLES if fits_headings(name, headings)}
    if "seats" in fits and "seat" not in match_columns("mandates", headings).found:
        fits.pop("mandates", None)  # a sheet that names bodies and organisations gives both
    if "ties" in fits:
        fits.pop("set_aside", None)  # the words of its rows tell which are no ties
    best = max(fits.values(), default=(0, 0))
    named = [name for name, fit in fits.items() if fit == best]
    return named[0] if best[0] > 1 and len(named) == 1 else None


def fit_of(table: str, headings: Sequence[str]) -> tuple[int, int]:
    """Return how many columns of a table these headings name, and how many it requires."""
    columns = match_columns(table, headings)
    return len(columns.found), sum(column.filled for column in columns.table.columns)


def fits_headings(table: str, headings: Sequence[str]) -> bool:
    """Say whether these headings name all the columns that a table requires."""
    columns = match_columns(table, headings)
    key = TABLES[table].key
    return all(
        column.name in columns.found
        or (column.name == key and ("name" in columns.found or (table, key) in MADE))
        for column in columns.table.columns
        if column.filled
    )
