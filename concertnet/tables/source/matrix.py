"""A sheet that is a square matrix of relations: the same names in a row and down a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.tables.cells.arranged import HeadedRows
from concertnet.tables.cells.column import says_nothing
from concertnet.tables.cells.natural import is_total
from concertnet.tables.cells.numbers import as_number
from concertnet.tables.cells.sheets import Origin, RawSheet
from concertnet.tables.decide.spelling import bare_name
from concertnet.tables.source.headed import first_rows
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import cleaned
from concertnet.words import Word, normalise, synonyms

__all__ = ["Square", "find_square", "matrix_rows"]

_FEWEST = 3  # names on both sides: two may be a coincidence
_SAME = 0.8
_FEWEST_OF_SURVEY, _SAME_OF_SURVEY = 2, 0.6
_ENOUGH = 1000  # rows by which a long table is told from a matrix
_NAMES_WITHIN = 3  # a number, a sector may stand before the names
_COLUMNS = tuple(map(Word, ("source", "target", "level", "reported_by")))  # nobody wrote them


@dataclass(frozen=True)
class Square:
    """Where a matrix of relations stands in its sheet.

    Attributes
    ----------
    heading : int
        The row of the names across.
    across, down : mapping of int to str
        The name of each column, and of each row below, as written.
    names : int
        The column of the names down.
    """

    heading: int
    across: Mapping[int, str]
    down: Mapping[int, str]
    names: int = 0


def find_square(sheet: RawSheet, *, whole: bool = True) -> Square | None:
    """Return the matrix of relations that a sheet holds, None where it holds none.

    Parameters
    ----------
    sheet : RawSheet
        The sheet.
    whole : bool
        Whether every name is on both sides. Of the matrix of a survey, some may be on one only:
        those who did not answer have no row, and two names on both sides are enough.

    Examples
    --------
    >>> rows = [["", "A", "B", "C"], ["A", "", "1", ""], ["B", "1", "", "2"], ["C", "", "2", ""]]
    >>> square = find_square(RawSheet("a.xlsx", "Matrice", pd.DataFrame(rows)))
    >>> square.heading, square.across
    (0, {1: 'A', 2: 'B', 3: 'C'})
    """
    first = first_rows(sheet)
    rows = list(enumerate(first))
    if not whole:  # below the headings, answers may be names that come again
        filled = [sum(_is_name(cleaned(cell)) for cell in row) for row in first]
        rows = [one for one in rows if 2 * filled[one[0]] >= max(filled)]
    fewest = _FEWEST if whole else _FEWEST_OF_SURVEY
    within = range(max(0, min(_NAMES_WITHIN, sheet.cells.shape[1] - fewest)))
    folded = [_folded_down(sheet, column) for column in within]
    for at, row in rows:
        for names in within:
            # of a survey, the first row of headings may have names that have no row
            first_of_survey = not whole and at == rows[0][0]
            share, least = (_SAME_OF_SURVEY, fewest) if first_of_survey else (_SAME, _FEWEST)
            across = {j: text for j, text in _names_in(row).items() if j > names}
            named = set(map(bare_name, across.values()))
            if len(named & folded[names]) < least:
                continue  # what most rows of most sheets are
            written = _names_in(sheet.cells.iloc[:, names].tolist())
            down = {i: text for i, text in written.items() if i > at}
            below = set(map(bare_name, down.values()))
            side = len(below) if first_of_survey else max(len(named), len(below))
            if len(named & below) >= max(least, share * side):
                return Square(at, across, down, names)
    return None


def _folded_down(sheet: RawSheet, column: int) -> set[str]:
    """Return the folded names of a column; none where they are too many for a matrix so wide."""
    cells = sheet.cells.iloc[:, column]
    most = sheet.cells.shape[1] / min(_SAME, _SAME_OF_SURVEY) + len(sheet.first)
    named: set[str] = set()
    seen, more = 0, 4 * int(most) + _ENOUGH  # of a long table, the first rows mostly tell
    while seen < len(cells):
        for text in cells.iloc[seen : seen + more].unique():
            if _is_name(cleaned(text)):
                named.add(bare_name(cleaned(text)))
                if len(named) > most:
                    return set()
        seen, more = seen + more, 8 * more
    return named


def _names_in(cells: Sequence[str]) -> dict[int, str]:
    """Return the names that a row or a column holds, by their places."""
    names = {text: cleaned(text) for text in dict.fromkeys(cells) if _is_name(cleaned(text))}
    return {place: names[text] for place, text in enumerate(cells) if text in names}


def _is_name(text: str) -> bool:
    return bool(normalise(text)) and not is_total(text)


def matrix_rows(
    sheet: RawSheet, square: Square, defaults: Mapping[str, str], problems: list[Problem]
) -> HeadedRows:
    """Return the relations of a matrix as rows of ties.

    A pair stands once where both its cells say the same, or where one half of the matrix is
    empty. Elsewhere each row is what its organisation reports. An empty cell says nothing.

    Parameters
    ----------
    sheet : RawSheet
        The sheet.
    square : Square
        Where the matrix stands.
    defaults : mapping of str to str
        By column, what the name of the sheet says of every row.
    problems : list of Problem
        What is noticed is added to it.
    """
    cells = _cells(sheet, square)
    diagonal = cells["one"] == cells["other"]
    levels = [_folded(text) for text in cells["level"]]
    # not a cross nor a number
    marks = pd.Series(
        [len(level) > 1 and as_number(text) is None
         for level, text in zip(levels, cells["level"], strict=True)],
        cells.index, dtype=bool,
    )  # fmt: skip
    if (diagonal & marks).any():
        given = {"n": int((diagonal & marks).sum()), "row": int(cells["row"][diagonal & marks][0])}
        problems.append(sheet.problem("notice", "matrix_diagonal", **given))
    none = pd.Series(levels, cells.index, dtype="str").isin(synonyms("no_relation"))[~diagonal]
    cells = cells[~diagonal]
    unknown = ~none & ~cells["broken"] & cells["level"].map(says_nothing)
    if "level" in defaults:  # what cells hold says that there is a tie, and no more
        cells = cells.assign(level=defaults["level"])
    said = cells[~none & ~unknown]
    reported = not _both_sides(cells[~unknown].assign(level=cells["level"].mask(none, "0")))
    ties = said if reported else _each_once(said)
    given = {"n": len(ties), "none": int(none.sum()), "unknown": int(unknown.sum())}
    code = "matrix_reports" if reported else "matrix_read"
    problems.append(sheet.problem("notice", code, row=square.heading + 1, **given))
    frame = pd.DataFrame(
        {
            0: ties["source"],
            1: ties["target"],
            2: ties["level"],
            3: ties["source"] if reported else "",
        },
        dtype="str",
    ).reset_index(drop=True)
    placed = zip(ties["row"].tolist(), ties["column"].tolist(), strict=True)
    broken = {
        (i, 2): sheet.broken[(row - 1, column)]
        for i, (row, column) in enumerate(placed)
        if (row - 1, column) in sheet.broken
    }
    rows = ties["row"].to_numpy(dtype=np.int64)
    return HeadedRows(
        _COLUMNS, frame, rows, Origin(sheet.file, sheet.sheet), broken, defaults=defaults
    )


def _folded(text: str) -> str:
    """Return what a cell says, folded; zero is one word however a program writes it (0, 0.0)."""
    return "0" if as_number(text) == 0 else normalise(text)


def _cells(sheet: RawSheet, square: Square) -> pd.DataFrame:
    """Return the filled cells: source, target, level, row and column, broken or not."""
    block = sheet.cells.loc[list(square.down), list(square.across)]
    texts = block.to_numpy(dtype=object)
    filled = np.array([[bool(str(text).strip()) for text in row] for row in texts], dtype=bool)
    for row, column in sheet.broken:
        if row in square.down and column in square.across:
            filled[list(square.down).index(row), list(square.across).index(column)] = True
    low, high = (places.tolist() for places in np.nonzero(filled))
    down, across = list(square.down.items()), list(square.across.items())
    one, other = _who([text for _, text in down], [text for _, text in across])
    return pd.DataFrame(
        {
            "source": [_on_one_line(down[i][1]) for i in low],
            "target": [_on_one_line(across[j][1]) for j in high],
            "level": [cleaned(texts[i, j]) for i, j in zip(low, high, strict=True)],
            "row": [down[i][0] + 1 for i in low],
            "column": [across[j][0] for j in high],
            "one": [one[i] for i in low],
            "other": [other[j] for j in high],
            "broken": [
                (down[i][0], across[j][0]) in sheet.broken for i, j in zip(low, high, strict=True)
            ],
        }
    )


def _on_one_line(name: str) -> str:
    """Return a name that a narrow column breaks as one line."""
    return " ".join(name.split())


def _who(down: Sequence[str], across: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return what tells whether a row and a column are of one organisation: its spelling, folded.

    Where both sides list the same names in the same order, its place does: a name may be shorter
    on one side.
    """
    one, other = [bare_name(text) for text in down], [bare_name(text) for text in across]
    same = sum(a == b for a, b in zip(one, other, strict=False))
    if len(one) == len(other) and same >= _SAME * len(one):
        one = other = [str(place) for place in range(len(one))]
    return one, other


def _both_sides(said: pd.DataFrame) -> bool:
    """Say whether the two cells of each pair say the same, or one half of the matrix is empty."""
    seen = {
        (one, other): normalise(level)
        for one, other, level in zip(said["one"], said["other"], said["level"], strict=True)
    }
    turned = [seen.get((target, source)) for source, target in seen]
    return all(other is None for other in turned) or turned == list(seen.values())


def _each_once(said: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the first of the two cells of each pair."""
    names = [tuple(sorted(pair)) for pair in zip(said["one"], said["other"], strict=True)]
    return said[~pd.Series(names, index=said.index).duplicated()]
