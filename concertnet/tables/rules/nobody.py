"""Words that name nobody where an organisation or a body is asked: *toutes*, *aucune*, *N/D*."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.column import says_nothing
from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.decide.name_book import NameBook
from concertnet.tables.rules.named import book_of
from concertnet.tables.rules.seats import columns_of
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["leave_out_nobody"]

_INITIALS = {"na", "nd"}  # may be somebody's


def leave_out_nobody(tables: PlacedTables) -> list[Problem]:
    """Take for missing what names no organisation and no body in particular.

    A row that cannot do without is left out; each word is counted, and none is ever added as an
    organisation or a body. What is listed under such a name is that; a seat that has an identifier
    must say its body, and is judged by the checks.
    """
    problems: list[Problem] = []
    for kind in ("actor", "instance"):
        key = f"{kind}s"
        problems += _listed(tables, key)
        book: NameBook | None = None  # made where a word may be nobody's: few tables write any
        for name in ("ties", "set_aside", "seats", "mandates", "agreements", "instances"):
            for column in columns_of(name, tables[name]):
                if column.refers != key or column.name not in tables[name].frame:
                    continue
                several = name == "agreements" and len(tables[name].frame)
                if several or _words(tables[name].coded(column.name)):
                    book = book_of(tables, kind) if book is None else book
                    problems += _left_out(tables, name, column.name, column.filled, book)
    return problems


def _nobody(text: str) -> bool:
    folded = normalise(text)
    if folded in _INITIALS:
        return False
    return says_nothing(text) or folded in synonyms("every") | synonyms("nobody")


def _words(column: Coded) -> list[int]:
    """Return the places of the distinct texts of a column that name nobody."""
    return [place for place in column.worded if _nobody(column.texts[place])]


def _listed(tables: PlacedTables, key: str) -> list[Problem]:
    """Leave out what is listed under no name of its own, and said by nothing else."""
    table = tables[key]
    named = table.coded(TABLES[key].key)
    words = _words(named)
    if not words:
        return []
    texts, names = table.frame[TABLES[key].key], table.frame["name"]
    alone = texts.notna() & ((names == texts) | names.isna())
    lost = alone & named.holding(words)
    if not lost.any():
        return []
    at = np.flatnonzero(lost)
    said = tuple(texts[lost].unique().tolist())
    given = {"n": len(at), "rows": table.listed(at), "words": said, "value": said[0]}
    column = TABLES[key].key
    tables[key] = table.take(~lost.to_numpy())
    return [table.problem("warning", "rows_of_nobody", int(at[0]), column=column, **given)]


def _left_out(
    tables: PlacedTables, name: str, column: str, filled: bool, book: NameBook
) -> list[Problem]:
    table = tables[name]
    texts = table.frame[column]
    if TABLES[name].name == "agreements":
        return _parties(tables, book)
    named = table.coded(column)
    rows = named.holding([at for at in _words(named) if not book.whose(named.texts[at])])
    if "seat" in table.frame:  # a seat that has an identifier must say its body
        rows &= table.frame["seat"].isna().to_numpy(bool)
    at = np.flatnonzero(rows)
    if not len(at):
        return []
    words = tuple(texts.iloc[at].unique().tolist())
    given = {"n": len(at), "rows": table.listed(at), "words": words, "value": words[0]}
    if filled:
        plain = all(normalise(word) in synonyms("nobody") for word in words)
        tables[name] = table.take(~rows)
        severity, code = "notice" if plain else "warning", "rows_of_nobody"
    else:
        missing = texts.mask(rows).astype("str")
        tables[name] = table.with_column(column, missing)
        severity, code = "notice", "words_missing"
    return [table.problem(severity, code, int(at[0]), column=column, **given)]


def _parties(tables: PlacedTables, book: NameBook) -> list[Problem]:
    """Take out of the parties of agreements what names nobody."""
    table = tables["agreements"]
    kept: list[object] = []
    words: dict[str, None] = {}
    at: list[int] = []
    for place, cell in enumerate(table.frame["parties"]):
        pieces = cell.split("; ") if isinstance(cell, str) else []
        lost = [piece for piece in pieces if _nobody(piece) and not book.whose(piece)]
        kept.append("; ".join(piece for piece in pieces if piece not in lost) or np.nan)
        if lost:
            words |= dict.fromkeys(lost)
            at.append(place)
    if not at:
        return []
    parties = pd.Series(kept, index=table.frame.index, dtype="str")
    tables["agreements"] = table.with_frame(table.frame.assign(parties=parties))
    given = {"n": len(at), "words": tuple(words), "value": next(iter(words))}
    given["rows"] = table.listed(at)
    return [table.problem("notice", "words_missing", at[0], column="parties", **given)]
