"""Tables whose organisations and persons are called otherwise: the same key, the same names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping

import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.tables.spec.schema import TABLES, Column

__all__ = ["PSEUDONYMISED", "pseudonymised"]

PSEUDONYMISED = ("organisations", "persons")
_SHORTEST = 16  # characters of a key: fewer are guessed
_JOINED = "; "
# What ids begin by, by the table that they refer to or the column that holds them.
_LETTERS = {
    "seats": "S", "seat": "S", "agreements": "E", "agreement": "E",
    "instances": "I", "instance": "I",
}  # fmt: skip
# Texts of people's own that may name an organisation, and where it stands.
_TEXTS = {
    "actors": ("name", "latitude", "longitude"),
    "instances": ("name",),
    "agreements": ("name", "purpose"),
    "answers": ("answer",),
    "events": ("note",),
}


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
        The same rows. Columns of people's own are left out; so are, for organisations, their
        names and places, other names, names of instances and agreements, and free texts.

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
    actors = tables["actors"]
    meant = set(actors["actor"] if "organisations" in asked else ())
    if "persons" in asked:
        meant |= set(actors.loc[actors["kind"] == "person", "actor"])
    return {name: _renamed(name, frame, meant, asked, secret) for name, frame in tables.items()}


def _renamed(
    name: str, frame: pd.DataFrame, actors: set[str], asked: set[str], secret: bytes
) -> pd.DataFrame:
    table = TABLES[name]
    out = frame[list(table.names)].copy()
    organisations = "organisations" in asked
    if name == "aliases" and organisations:
        return out.iloc[:0]
    for column in table.columns:
        renamed = _of_column(name, column, actors, asked, secret)
        if renamed is not None:
            values = out[column.name]
            out[column.name] = values.map(renamed, na_action="ignore").astype(values.dtype)
    hidden = pd.Series(organisations, index=out.index)
    if name == "actors":
        hidden = frame["actor"].isin(actors)
    for text in _TEXTS.get(name, ()):
        # who has no name is read by the id
        id_stands = text == "name" and name in ("actors", "instances")
        out[text] = out[text].mask(hidden, out[table.key] if id_stands else None)
    return out


def _of_column(
    name: str, column: Column, actors: set[str], asked: set[str], secret: bytes
) -> Callable[[str], str] | None:
    """Return what renames the cells of a column; None where they are kept."""
    if column.refers == "actors" or (name, column.name) == ("actors", "actor"):
        return _drawn("A", secret, actors)
    if column.word == "person_code":
        return _drawn("P", secret) if "persons" in asked else None
    # ids made from those of actors, or that are names in which theirs stand
    letter = _LETTERS.get(column.refers or column.name)
    return _drawn(letter, secret) if letter and "organisations" in asked else None


def _drawn(
    letter: str, secret: bytes, among: Collection[str] | None = None
) -> Callable[[str], str]:
    """Return what renames the ids of a cell; those that are not meant stay."""

    def of_one(one: str) -> str:
        if among is not None and one not in among:
            return one
        # a key of any length: BLAKE2 takes 64 bytes of it at most
        mixed = hashlib.blake2b(secret, digest_size=32).digest()
        found = hashlib.blake2b(f"{letter}{one}".encode(), key=mixed, digest_size=6)
        return f"{letter}-{found.hexdigest()}"

    return lambda cell: _JOINED.join(map(of_one, cell.split(_JOINED)))
