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
    "SEATS_WITH_PERSONS",
    "Columns",
    "find_heading",
    "known_headings",
    "match_columns",
    "table_for_headings",
    "table_names",
    "table_of",
]

ABOUT = "about"
HEADING_WITHIN = 15

_NUMBERED = re.compile(r"^\d+ | \d+$")

# A sheet of seats may name the persons: it then holds mandates too, whose columns it may have.
SEATS_WITH_PERSONS = Table(
    "seats",
    (
        *TABLES["seats"].columns,
        replace(TABLES["mandates"]["person"], filled=False),  # a row without a person is a vacancy
        TABLES["mandates"]["function"],
        TABLES["mandates"]["can_commit"],
    ),
)


def _labels(key: str) -> set[str]:
    texts = [text for lang in LANGUAGES for text in words(lang)[key].split("||")]
    return {normalise(text) for text in texts}


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
    spec = SEATS_WITH_PERSONS if table == "seats" else TABLES[table]
    more = synonyms("actor_number") if table == "actors" else frozenset[str]()
    return more.union(*(_accepted(column) for column in spec.columns))


def _accepted(column: Column) -> frozenset[str]:
    return synonyms(column.word) | {normalise(column.name)}


def find_heading(first_rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    """Return the place of the row that holds the most known headings, None if none holds any."""
    scores = [len({normalise(cell) for cell in row} & known) for row in first_rows]
    best = max(scores, default=0)
    return scores.index(best) if best else None


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
    """

    table: Table
    found: dict[str, int]
    twice: tuple[int, ...]
    others: tuple[int, ...]


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
    if table == "seats":
        columns = _match(SEATS_WITH_PERSONS, headings)
        if "person" in columns.found:
            return columns
    columns = _match(TABLES[table], headings)
    return _numbered(columns, headings) if table == "actors" else columns


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
    return synonyms("organisation") | {normalise("organisme")}


def _match(table: Table, headings: Sequence[str]) -> Columns:
    folded = [normalise(heading) for heading in headings]
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
        for place in single:
            if place in taken:
                continue
            for name, spellings in accepted:
                if name not in found and folded[place] in spellings:
                    found[name] = place
                    taken.add(place)
                    break
    others = tuple(place for place in single if place not in taken)
    return Columns(table, found, tuple(twice), others)


def table_for_headings(headings: Sequence[str]) -> str | None:
    """Return the only table whose required columns these headings all name, None otherwise."""
    fits = []
    for name, table in TABLES.items():
        columns = match_columns(name, headings)
        needed = [column.name for column in table.columns if column.filled]
        if all(column in columns.found for column in needed):
            fits.append((len(columns.found), name))
    best = max(fits, default=(0, ""))
    return best[1] if best[0] > 1 and [n for n, _ in fits].count(best[0]) == 1 else None
