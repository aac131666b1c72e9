"""What the user's words of sectors stand for, as the sheet of correspondences says."""

from __future__ import annotations

from collections.abc import Iterable

from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.decide.decision import decision_key
from concertnet.tables.source.decision_table import answer_meant
from concertnet.tables.spec.headings import HEADING_WITHIN
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = ["words_given"]


def words_given(sheets: Iterable[RawSheet]) -> tuple[dict[str, str], list[Problem]]:
    """Return the answers that sheets of correspondences give, and how many they are.

    Parameters
    ----------
    sheets : iterable of RawSheet
        Sheets with a column of words and a column of sectors; a word without a sector is undecided.

    Returns
    -------
    dict of str to str, list of Problem
        By key of decision, the sector; a notice for each sheet that gives some.
    """
    answers: dict[str, str] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        rows = [[cleaned(str(cell)) for cell in row] for row in sheet.cells.to_numpy().tolist()]
        heading, (word_at, sector_at) = _headings(rows)
        given = {
            decision_key("sector", row[word_at]): answer_meant("sector", row[sector_at])
            for row in rows[heading + 1 :]
            if row[word_at] and row[sector_at]
        }
        if given:
            problems.append(sheet.problem("notice", "words_given", n=len(given)))
        answers |= given
    return answers, problems


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
