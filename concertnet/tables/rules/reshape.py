"""What reading sets aside, fills, spells alike: relations that are no level, names, words."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from concertnet.scale import Scale
from concertnet.tables.cells.column import empty_columns
from concertnet.tables.cells.sheets import Origin, PlacedTable, PlacedTables
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.decide.word_choices import ASIDE
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cell_texts
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = ["empty_table", "fill_names", "put_aside", "spell_alike"]


def put_aside(tables: PlacedTables, scale: Scale) -> None:
    """Move the ties whose word is no level of the scale to the relations set aside.

    What the row says besides (agreement, theme, the user's columns) goes with it.
    """
    ties = tables["ties"]
    levels = ties.coded("level")
    moves = [word in ASIDE and word not in scale.levels for word in levels.texts]
    aside = levels.holding(np.flatnonzero(moves).tolist())
    if not aside.any():
        return
    moved = ties.take(aside)
    frame = moved.frame.rename(columns={"level": "kind"})
    spec = TABLES["set_aside"]
    extras = [name for name in frame if name not in spec.names and frame[name].notna().any()]
    others = {name: _as_extra(frame[name]) for name in extras}
    frame = pd.DataFrame({**{name: frame[name] for name in spec.names}, **others})
    tables["set_aside"] = tables["set_aside"].join(moved.with_frame(frame))
    tables["ties"] = ties.take(~aside)


def _as_extra(column: pd.Series) -> pd.Series:
    """Return a typed column as text: what a column is once no specification types it."""
    if column.dtype == "str":
        return column
    text = cell_texts(column)
    return text.mask(text == "")


def spell_alike(tables: PlacedTables) -> None:
    """Keep one spelling, the first, of each word that no list holds, whatever its sheet."""
    for name, spec in TABLES.items():
        frame = tables[name].frame
        spelt: dict[str, pd.Series] = {}
        for column in spec.columns:
            if column.kind != "word" or column.closed or column.name not in frame:
                continue
            own = [
                w for w in frame[column.name].dropna().unique().tolist() if w not in column.values
            ]
            first: dict[str, str] = {}
            changed = {word: first.setdefault(name_key(word), word) for word in own}
            if any(word != kept for word, kept in changed.items()):
                spelt[column.name] = frame[column.name].replace(changed)
        if spelt:
            tables[name] = tables[name].with_frame(frame.assign(**spelt))


def fill_names(tables: PlacedTables) -> list[Problem]:
    """Let the identifier stand for the missing name of an actor or an instance."""
    problems = []
    for name in ("actors", "instances"):
        table = tables[name]
        key = table.frame[TABLES[name].key]
        unnamed = (table.frame["name"].isna() & key.notna()).to_numpy()
        if unnamed.any():
            names = table.frame["name"].fillna(key)
            tables[name] = table.with_column("name", names)
            at = np.flatnonzero(unnamed)
            if len(at) == len(key) and _says_names(table, TABLES[name].key):
                continue
            given = {"n": len(at), "table": Word(f"table_{name}"), "rows": table.listed(at)}
            problems.append(table.problem("notice", "name_missing", int(at[0]), **given))
    return problems


def _says_names(table: PlacedTable, key: str) -> bool:
    """Say whether the heading of the identifiers is one of names: *Organisme*, *Nom du comité*."""
    said = [set(normalise(origin.headings.get(key, "")).split()) for origin in table.origins]
    codes = {"id", "no", "n°", "code", "identifiant", "numero", "number", *synonyms("row_number")}
    codes |= {key, *(normalise(words(lang)[key]) for lang in LANGUAGES)}
    return all(heading and not heading & codes for heading in said)


def empty_table(name: str) -> PlacedTable:
    """Return a table without rows, with the columns of its specification."""
    return PlacedTable.single(
        _without_rows(name).copy(), np.zeros(0, dtype=np.int64), Origin(None, Word(f"table_{name}"))
    )


@functools.cache
def _without_rows(name: str) -> pd.DataFrame:
    return pd.DataFrame(empty_columns(TABLES[name].columns, 0), index=pd.RangeIndex(0))
