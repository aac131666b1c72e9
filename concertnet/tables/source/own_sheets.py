"""The sheets that the programme itself writes beside the tables: they hold no data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from concertnet.tables.cells.sheets import RawSheet
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = ["BOOK_NEEDS", "apart", "is_decision_sheet", "is_words_sheet"]

BOOK_NEEDS = ("book_answer", "book_written", "book_kind")  # what a table of decisions must hold

# By title, a text that the sheet holds among its first rows: a title alone may be the user's.
_TOLD_BY = {
    "template_guide": ("template_heading", "book_guide_title"),
    "template_codebook": ("template_meaning",),
    "mark_title": ("mark_problem",),
}


def apart(sheets: Iterable[RawSheet]) -> tuple[list[RawSheet], list[RawSheet]]:
    """Return the sheets that may be tables, and those where words of sectors are given a meaning.

    The guide, the codebook, the lists, the corrections and the decisions that the programme wrote
    are in neither.
    """
    tables, meanings = [], []
    for sheet in sheets:
        if is_words_sheet(sheet):
            meanings.append(sheet)
        elif not _is_own(sheet) and not is_decision_sheet(sheet):
            tables.append(sheet)
    return tables, meanings


def is_words_sheet(sheet: RawSheet) -> bool:
    """Say whether a sheet says what the user's words of sectors stand for."""
    if normalise(sheet.sheet or "") not in synonyms("template_words"):
        return False
    wanted = (synonyms("template_own_word"), synonyms("template_its_sector"))
    return any(all(known & set(row) for known in wanted) for row in _first(sheet))


def is_decision_sheet(sheet: RawSheet) -> bool:
    """Say whether a sheet is a table of decisions, answered or not."""
    wanted = [synonyms(key) for key in BOOK_NEEDS]
    return any(all(known & set(row) for known in wanted) for row in _first(sheet))


def _is_own(sheet: RawSheet) -> bool:
    title = sheet.sheet or ""
    if sheet.hidden and _is(title, "template_lists"):
        return True
    return any(
        _is(title, key) and any(_is(cell, told) for row in _first(sheet) for cell in row)
        for key, texts in _TOLD_BY.items()
        for told in texts
    )


def _is(text: str, key: str) -> bool:
    return normalise(text) in {normalise(words(lang)[key]) for lang in LANGUAGES}


def _first(sheet: RawSheet) -> Sequence[Sequence[str]]:
    return [list(map(normalise, row)) for row in sheet.first]
