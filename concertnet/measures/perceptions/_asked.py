"""What is asked of perceptions, and the tables that answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.ratings import Ratings
from concertnet.measures.answers import MEASURES
from concertnet.words import normalise, synonyms, words

__all__ = ["dimension_asked", "table_of_rows"]


def table_of_rows(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as the table of a measure."""
    table = MEASURES[name]
    types = {one: kind for one, kind in table.dtypes.items() if kind != "label"}
    return pd.DataFrame(rows, columns=table.names).astype(types)


def dimension_asked(given: Ratings, asked: str) -> int:
    """Return the place of a dimension, named in either language."""
    word = normalise(asked) if isinstance(asked, str) else ""
    for place, name in enumerate(given.dimensions):
        if asked == name or word in (synonyms(name) if name in words() else {normalise(name)}):
            return place
    known = ", ".join(given.dimensions) or "–"
    raise UnknownWord("error_unknown_choice", name="dimension", value=asked, known=known)
