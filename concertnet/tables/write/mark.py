"""A copy of the user's data in which the cells to mend are marked, and listed with links."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError
from concertnet.scale import scale_named
from concertnet.swap import replace_file
from concertnet.tables.read import read_tables
from concertnet.tables.rules.observed import guessed
from concertnet.tables.source.decision_table import AnswersGiven
from concertnet.tables.spec.groups import SEVERITIES, rows_of
from concertnet.tables.spec.headings import HEADING_WITHIN, known_headings
from concertnet.tables.spec.problems import Cells, Problem
from concertnet.tables.spec.text import cleaned
from concertnet.tables.write.corrections import FILLS, Cell, add_corrections, say_lost
from concertnet.tables.write.marked_book import (
    COPIED,
    MarkedBook,
    loaded,
    lost_between,
    open_copy,
    save_copy,
    size_of,
)
from concertnet.words import Word, Words, normalise, words

__all__ = ["mark_problems"]

_LONGEST_COMMENT = 8000


def mark_problems(
    path: str | Path,
    output: str | Path,
    *,
    scale: Any = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    lang: str | None = None,
) -> Path:
    """Write a copy of the data whose cells with a problem are coloured, commented and listed.

    Parameters
    ----------
    path : path
        The data, left as they are. An .xlsx workbook is copied with its formulas, widths,
        validation and other sheets; what the copy could not keep is said in its first sheet. Of
        other sources (.ods, .xls, a folder of CSV), the copy has a sheet per table, as text.
    output : path
        The copy, an .xlsx file (an .xlsm for a workbook with macros).
    scale : Scale or str, optional
        How levels are read, as in `read`.
    encoding : str, optional
        Encoding of CSV files; by default found out.
    add_missing_actors, without, decisions
        As in `read`: what they settle is not marked.
    lang : {"fr", "en"}, optional
        Language of what is written; by default the reader's.

    Returns
    -------
    Path
        The copy. Its first sheet lists every problem by kind, with a link to each cell. A problem
        of a whole column marks its heading, one of a whole row its first cell, one of a sheet its
        first row.

    Raises
    ------
    ConcertnetError
        If nothing could be read, the copy would replace the data, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> book = Path(tempfile.mkdtemp()) / "book.xlsx"
    >>> pd.DataFrame({"actor": ["a", "a"]}).to_excel(book, sheet_name="actors", index=False)
    >>> mark_problems(book, book.with_name("marked.xlsx"), lang="en").name
    'marked.xlsx'
    """
    path, output = Path(path), Path(output)
    w = words(lang)
    suffix = path.suffix.lower() if path.suffix.lower() in COPIED else COPIED[0]
    if output.suffix.lower() != suffix:
        raise ConcertnetError("error_marked_suffix", value=output.name, suffix=suffix)
    if output.resolve() == path.resolve():
        raise ConcertnetError("error_marked_copy", value=output.name)
    copy = open_copy(path, encoding)
    if isinstance(copy, Problem):
        raise ConcertnetError("error_nothing_to_mark", reason=copy.message(w.lang))
    reading = read_tables(
        path,
        scale=None if scale is None else scale_named(scale),
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
    )
    problems = (*reading.problems, *guessed(reading.observed, reading.tables))
    headed = functools.cache(lambda title, heading: _headed(copy.book[title], heading))
    marked = [(problem, tuple(_cells(copy, problem, headed))) for problem in problems]
    found: dict[Cell, list[Problem]] = {}
    for problem, cells in marked:
        for cell in cells:
            found.setdefault(cell, []).append(problem)
    for cell, told in found.items():
        _mark(copy, cell, told, w)

    corrections = add_corrections(copy, marked, source=path, w=w)

    def write(file: Path) -> None:
        save_copy(copy.book, file)
        if copy.said is None and (lost := lost_between(path, file)):
            again = loaded(file)
            say_lost(again[corrections], lost, w)
            save_copy(again, file)

    replace_file(output, write)
    return output


def _cells(
    copy: MarkedBook, problem: Problem, headed: Callable[[str, str], tuple[int, list[int]]]
) -> Iterator[Cell]:
    """Give the sheet, the row and the column, from 1, of each cell that a problem marks."""
    cells = problem.fields.get("cells")
    places = cells.places if isinstance(cells, Cells) else ()
    for file, sheet, row, heading in places or _places(problem):
        title = copy.titles.get((file, None if sheet is None else sheet.strip()))
        if title is None:  # a table that the data lack has no cell
            continue
        head, columns = (1, [1])
        if isinstance(heading, str) and not isinstance(heading, Word):
            head, columns = headed(title, heading)
        for column in columns:
            yield title, *_shown(copy.book[title], head if row is None else row, column)


def _places(problem: Problem) -> list[tuple[str | None, str | None, int | None, str | None]]:
    """Return the place of each row of a problem; without a row, that of its heading."""
    rows: tuple[int | None, ...] = rows_of(problem) or (None,)
    return [(problem.file, problem.sheet, row, problem.column) for row in rows]


def _headed(page: Any, heading: str) -> tuple[int, list[int]]:
    """Return the row of headings that has this one, and the columns where it stands."""
    known = known_headings()
    found: dict[int, list[int]] = {}
    likely: dict[int, int] = {}
    for line in page.iter_rows(max_row=HEADING_WITHIN):
        texts = [cleaned(str(cell.value or "")) for cell in line]
        if heading in texts:
            row = line[0].row
            found[row] = [at for at, text in enumerate(texts, start=1) if text == heading]
            likely[row] = len({normalise(text) for text in texts} & known)
    if not found:
        return 1, [1]
    row = max(found, key=lambda row: likely[row])
    return row, found[row]


def _shown(page: Any, row: int, column: int) -> tuple[int, int]:
    """Return the cell where a spreadsheet shows what a merged cell holds."""
    for merged in page.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return merged.min_row, merged.min_col
    return row, column


def _mark(copy: MarkedBook, place: Cell, problems: list[Problem], w: Words) -> None:
    """Colour a cell by the gravest of its problems, and tell them all in its comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    title, row, column = place
    cell = copy.book[title].cell(row, column)
    gravest = min(problems, key=lambda problem: SEVERITIES.index(problem.severity)).severity
    cell.fill = PatternFill("solid", fgColor=FILLS[gravest])
    texts = [
        f"{w.label(f'severity_{p.severity}')}{w['colon']}{p.message(w.lang)} {p.suggestion(w.lang)}"
        for p in problems
    ]
    if cell.comment is not None:
        texts.insert(0, cell.comment.text)
    text = "\n".join(texts)[:_LONGEST_COMMENT]
    width, height = size_of(text)
    cell.comment = Comment(text, "concertnet", height=height, width=width)
