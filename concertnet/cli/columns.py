"""The column of actors that a word of the command line means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concertnet.errors import ConcertnetError
from concertnet.words import normalise, synonyms, words

if TYPE_CHECKING:
    from concertnet.hinges.door import NetworkLike

__all__ = ["column_meant"]

_NO_GROUPS = ("actor", "name", "start", "end", "latitude", "longitude")


def column_meant(word: str, net: NetworkLike, *, option: str = "--by") -> str:
    """Return the column of actors that a word means, in either language or as the data write it.

    `option` is the one that was given the word, as an error names it.

    Raises
    ------
    ConcertnetError
        If no column that is filled bears the name; those that do are named.
    """
    from concertnet.tables.spec.schema import TABLES

    w = words()
    usual = TABLES["actors"].columns
    own = {normalise(str(column)): str(column) for column in net.actors.columns}
    meant = own.get(normalise(word)) or next(
        (column.name for column in usual if normalise(word) in synonyms(column.word)), word
    )
    headings = {column.name: w[column.word] for column in usual}
    choices = {
        column: headings.get(column, column)
        for column in own.values()
        if column not in _NO_GROUPS and net.actors[column].notna().any()
    }
    if meant != "sector" and meant not in choices:
        known = tuple(choices.values())
        raise ConcertnetError("error_cli_by", option=option, value=word, known=known)
    return meant
