"""What the user's words of sectors stand for, as the sheet of correspondences says."""

from __future__ import annotations

from collections.abc import Iterable

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.decide.decision import decision_key
from concertnet.tables.source.decision_table import GivenAnswers, GivenRow, keep_row
from concertnet.tables.spec.headings import HEADING_WITHIN
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = ["words_given"]


def words_given(sheets: Iterable[RawSheet]) -> tuple[list[GivenAnswers], list[Problem]]:
    """Return the answers that sheets of correspondences give.

    Parameters
    ----------
    sheets : iterable of RawSheet
        Sheets with a column of words and a column of sectors; a word without a sector is undecided.

    Returns
    -------
    list of GivenAnswers, list of Problem
        The sectors as they were typed; an error for each word that is given two.
    """
    found: list[GivenAnswers] = []
    problems: list[Problem] = []
    for sheet in sheets:
        cells = [[cleaned(str(cell)) for cell in row] for row in sheet.cells.to_numpy().tolist()]
        heading, (word_at, sector_at) = _headings(cells)
        rows: dict[str, GivenRow] = {}
        for number, row in enumerate(cells[heading + 1 :], start=heading + 2):
            word, sector = row[word_at], row[sector_at]
            if word and sector:
                one = GivenRow(number, decision_key("sector", word), word, sector)
                keep_row(rows, one, "sector", sheet, problems)
        found.append(GivenAnswers(sheet.file, sheet.sheet, "", tuple(rows.values())))
    return found, problems


def _headings(rows: list[list[str]]) -> tuple[int, tuple[int, int]]:
    """Return the row of headings, and the places of the word and of its sector."""
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        folded = [normalise(cell) for cell in row]
        places = [
            next((at for at, cell in enumerate(folded) if cell in synonyms(key)), -1)
            for key in ("template_own_word", "template_its_sector")
        ]
        if min(places) >= 0:
            return number, (places[0], places[1])
    raise ValueError("a sheet without its headings is no sheet of correspondences")
