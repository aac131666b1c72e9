"""Tables whose organisations and persons are called otherwise: the same key, the same names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.tables.spec.schema import TABLES, Column

__all__ = ["PSEUDONYMISED", "numbered", "pseudonymised"]

PSEUDONYMISED = ("organisations", "persons")
_SHORTEST = 16  # characters of a key: fewer are guessed
_JOINED = "; "
# What ids are drawn with, and the column that holds them, by the table that they refer to.
_LETTERS = {"actors": "A", "instances": "I", "seats": "S", "agreements": "E"}
_KEYS = {"actors": "actor", "instances": "instance", "seats": "seat", "agreements": "agreement"}
# Texts that name nobody: waves of a study, kinds of agreement, items of a published instrument.
# Every other text is people's own, and may name an organisation or a person.
_SAFE = {"wave", "item", ("agreements", "kind"), *(("items", c) for c in TABLES["items"].names)}
# What says where an actor is.
_PLACES = ("latitude", "longitude")
# Texts that name what their row is about, and no one else.
_NAMES = {("actors", "name"), ("instances", "name"), ("agreements", "name")}

# What renames an id; those that are not meant stay.
_Renaming = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class _Renamed:
    """Who is renamed, and how the ids of each table are then written."""

    actors: Collection[str]
    ids: Mapping[str, _Renaming]
    person: _Renaming | None
    organisations: bool
    texts: bool


def pseudonymised(
    tables: Mapping[str, pd.DataFrame], *, key: str | bytes, of: Collection[str] = PSEUDONYMISED
) -> dict[str, pd.DataFrame]:
    """Return tables whose ids are drawn from the key, without the texts that name.

    Parameters
    ----------
    tables : mapping of name to DataFrame
        Checked tables.
    key : str or bytes
        The secret, of 16 characters or more. It is never kept: without it, nobody goes back.
    of : collection of str
        ``"organisations"``, ``"persons"`` or both.

    Returns
    -------
    dict of str to DataFrame
        The same rows. Columns of people's own are left out; so are free texts, but for numbers, and
        the names and places of actors who are renamed. For organisations, so are other names, and
        the names of instances and agreements; for persons alone, those of the agreements that they
        are parties to.

    Raises
    ------
    NotComparable
        If the key is too short.
    UnknownWord
        If `of` names something else.
    """
    secret = key.encode("utf-8") if isinstance(key, str) else bytes(key)
    if len(secret) < _SHORTEST:
        raise NotComparable("error_pseudonym_key", least=_SHORTEST)
    asked = {of} if isinstance(of, str) else set(of)
    if unknown := asked - set(PSEUDONYMISED):
        known = ", ".join(PSEUDONYMISED)
        raise UnknownWord(
            "error_unknown_choice", name="of", value=", ".join(sorted(unknown)), known=known
        )
    organisations = "organisations" in asked
    meant = _persons(tables) if "persons" in asked else set()
    meant |= set(tables["actors"]["actor"]) if organisations else set()
    drawn = {table: _drawn(letter, secret) for table, letter in _LETTERS.items()}
    # ids made from those of actors, or that are names in which theirs stand
    theirs = {"actors": meant, **_of_actors(tables, meant)}
    ids = {table: _among(drawn[table], some) for table, some in theirs.items()}
    ids = drawn if organisations else ids
    person = _drawn("P", secret) if "persons" in asked else None
    how = _Renamed(meant, ids, person, organisations, texts=True)
    return {
        name: _renamed(name, frame[list(TABLES[name].names)], how) for name, frame in tables.items()
    }


def numbered(
    tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return tables where other ids stand for some actors, wherever they are, and no name.

    Parameters
    ----------
    tables : mapping of name to DataFrame
        Checked tables.
    names : mapping of str to str
        By actor, what stands for it.

    Returns
    -------
    dict of str to DataFrame
        The same rows and columns; the seats and agreements of these actors have other ids too, in
        which none of theirs stands. Persons who represent others keep their codes.
    """
    ids: dict[str, _Renaming] = {"actors": lambda one: names.get(one, one)}
    for table, theirs in _of_actors(tables, names.keys()).items():
        taken, new = set(tables[table][_KEYS[table]]), {}
        for place, one in enumerate(sorted(theirs), start=1):
            number = f"{_LETTERS[table]}-{place}"
            while number in taken:
                number = f"{number}-"
            new[one] = number
        ids[table] = lambda one, new=new: new.get(one, one)
    how = _Renamed(names.keys(), ids, None, organisations=False, texts=False)
    return {name: _renamed(name, frame, how) for name, frame in tables.items()}


def _persons(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    actors = tables["actors"]
    return set(actors.loc[actors["kind"] == "person", "actor"])


def _of_actors(tables: Mapping[str, pd.DataFrame], actors: Collection[str]) -> dict[str, set[str]]:
    """Return the ids of the seats and of the agreements of some actors, in which theirs may be."""
    seats, agreements = tables["seats"], tables["agreements"]
    parties = agreements["parties"].str.split(_JOINED)
    has_one = [not set(actors).isdisjoint(cell) for cell in parties]
    return {
        "seats": set(seats.loc[seats["actor"].isin(set(actors)), "seat"]),
        "agreements": set(agreements.loc[has_one, "agreement"]),
    }


def _renamed(name: str, frame: pd.DataFrame, how: _Renamed) -> pd.DataFrame:
    table, out = TABLES[name], frame.copy()
    if name == "aliases":
        # another name of somebody is a name
        kept = pd.Series(not how.organisations, index=out.index)
        out = out[kept & ~out["actor"].isin(set(how.actors))]
    meant = _meant(name, out, how)
    for column in table.columns:
        renamed = _of_column(name, column, how)
        values = out[column.name]
        if renamed is not None:
            out[column.name] = values.map(renamed, na_action="ignore").astype(values.dtype)
        elif _names_somebody(name, column):
            is_name = (name, column.name) in _NAMES
            hidden = meant | (not is_name and how.texts)
            out[column.name] = values.mask(hidden & ~_is_number(values), None)
    if name == "actors":
        for place in _PLACES:
            out[place] = out[place].mask(meant, None)
    if name in ("actors", "instances"):
        # who has no name is read by the id
        out["name"] = out["name"].mask(meant, out[_KEYS[name]])
    return out


def _meant(name: str, frame: pd.DataFrame, how: _Renamed) -> pd.Series:
    """Say of which rows the names are hidden: those of who is renamed."""
    if name == "actors":
        return frame["actor"].isin(set(how.actors))
    if name == "agreements":
        one = frame["parties"].str.split(_JOINED)
        has_one = [not set(how.actors).isdisjoint(cell) for cell in one]
        return pd.Series(has_one, index=frame.index, dtype=bool) | how.organisations
    return pd.Series(how.organisations, index=frame.index)


def _names_somebody(name: str, column: Column) -> bool:
    known = column.name in _SAFE or (name, column.name) in _SAFE
    return column.kind == "text" and not known and name != "aliases"


def _is_number(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values.astype("str"), errors="coerce").notna()


def _of_column(name: str, column: Column, how: _Renamed) -> _Renaming | None:
    """Return what renames the cells of a column; None where they are kept."""
    if column.word == "person_code":
        return how.person
    of_table = column.refers or (name if column.name == _KEYS.get(name) else "")
    if of_table not in how.ids:
        return None
    one = how.ids[of_table]
    return lambda cell: _JOINED.join(map(one, cell.split(_JOINED)))


def _drawn(letter: str, secret: bytes) -> _Renaming:
    """Return what draws another id from the key for an id."""
    # a key of any length: BLAKE2 takes 64 bytes of it at most
    mixed = hashlib.blake2b(secret, digest_size=32).digest()

    def of_one(one: str) -> str:
        found = hashlib.blake2b(f"{letter}{one}".encode(), key=mixed, digest_size=6)
        return f"{letter}-{found.hexdigest()}"

    return of_one


def _among(renamed: _Renaming, meant: Collection[str]) -> _Renaming:
    return lambda one: renamed(one) if one in meant else one
