"""Which dimension is asked of perceptions."""

from __future__ import annotations

from concertnet.errors import UnknownWord
from concertnet.hinges.ratings import Ratings
from concertnet.words import normalise, synonyms, words

__all__ = ["dimension_asked"]


def dimension_asked(given: Ratings, asked: str) -> int:
    """Return the place of a dimension, named in either language."""
    word = normalise(asked) if isinstance(asked, str) else ""
    for place, name in enumerate(given.dimensions):
        if asked == name or word in (synonyms(name) if name in words() else {normalise(name)}):
            return place
    known = ", ".join(given.dimensions) or "–"
    raise UnknownWord("error_unknown_choice", name="dimension", value=asked, known=known)
