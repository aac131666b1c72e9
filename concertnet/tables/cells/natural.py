"""What people's own sheets say in their own way, brought to columns before they are typed.

First names stand apart from surnames, one column tells roles and functions, a group is named once
above its rows, a total stands at the foot. Each is read as a person would, and said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from concertnet.tables.cells.arranged import HeadedRows
from concertnet.tables.cells.column import Vocabulary, says_nothing
from concertnet.tables.cells.dates import read_date
from concertnet.tables.cells.near import NearNames
from concertnet.tables.cells.periods import read_period
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.word_columns import level_of_all, meanings
from concertnet.tables.decide.word_choices import is_sector_word
from concertnet.tables.spec.headings import Columns, match_columns
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = [
    "by_content",
    "composed",
    "filled_down",
    "holds_dates",
    "is_row_number",
    "is_total",
    "tells_sectors",
    "without_totals",
]

_TOTAL = re.compile(  # but an organisation may be called *Total Diabète*
    r"(?:grand |sous |sub)?(?:total|totaux|totals|subtotal|somme|sum)(?: general| generale)?"
    r"(?: \d.*| (?:des?|du|of) .*)?"
    r"|(?:nombre|nb|number|count)(?: total)?(?: (?:d'|des? |of ).*)?"
)
_TOTAL_BEGINS = frozenset("gGsStTnNcC")  # grand, sous, somme, total, nombre, count
_SEPARATORS = " \t\n\r\v\f_-:.*?()[]\x1c\x1d\x1e\x1f"  # of words, in ASCII
_COUNT = re.compile(r"(?:total )?\d+ ([^\W\d]+)(?: .*)?")  # 16 membres, 3 organismes en tout
_SUM = re.compile(
    r"[\d\s.,%$\u00a0\u202f\-]+(?:[^\W\d]+(?: [^\W\d]+){0,2})?"
)  # 45, 12 %, 45 organismes
_NAMED_ONCE = {
    "seats": ("instance", "actor"),
    "mandates": ("instance", "actor"),
    "ties": ("source",),
}


def is_total(text: str) -> bool:
    """Say whether a text is what stands before a sum.

    Examples
    --------
    >>> is_total("Total : 14 organismes"), is_total("Total Diabète")
    (True, False)
    """
    if text.isascii() and text.lstrip(_SEPARATORS)[:1] not in _TOTAL_BEGINS:
        return False  # most texts: nothing more is looked at
    return _TOTAL.fullmatch(normalise(text)) is not None


def composed(name: str, raw: HeadedRows, vocabulary: Vocabulary) -> HeadedRows:
    """Return the rows with the columns that only several cells, or the sheet's name, say.

    Parameters
    ----------
    name : str
        The table.
    raw : HeadedRows
        The rows.
    vocabulary : Vocabulary
        Holds the level that was decided for ties that say none.

    Returns
    -------
    HeadedRows
        Persons with their first names; functions apart from roles; a column for each default that
        no heading names.
    """
    columns = match_columns(name, raw.headings)
    cells, headings = raw.cells, list(raw.headings)
    if columns.first_name is not None:
        first, last = columns.first_name, columns.found["person"]
        joined = cells.iloc[:, first].str.strip() + " " + cells.iloc[:, last].str.strip()
        cells = _with_column(cells, last, joined.str.strip())
    if name in ("seats", "mandates") and "role" in columns.found:
        cells, headings = _functions_apart(columns, cells, headings)
    dated = {"start", "end", "period"} & set(columns.found)
    origin = raw.origin
    unsaid = name == "ties" and "level" not in columns.found
    decided = level_of_all(vocabulary) if unsaid else None
    defaults = {**raw.defaults, **({"level": decided} if decided else {})}
    for column, text in defaults.items():
        if column in columns.found or (column == "period" and dated):
            continue
        cells = _with_column(cells, cells.shape[1], pd.Series([text] * len(cells), dtype="str"))
        headings = [*headings, *[""] * (cells.shape[1] - 1 - len(headings)), Word(column)]
        origin = replace(origin, dated=origin.dated or column == "period")
    return replace(raw, cells=cells, headings=headings, origin=origin)


def _with_column(cells: pd.DataFrame, place: int, column: pd.Series) -> pd.DataFrame:
    """Return the cells with one column replaced, or added at the end."""
    columns = {at: cells.iloc[:, at] for at in range(cells.shape[1])}
    columns[place] = column.set_axis(cells.index)
    return pd.DataFrame(columns, index=cells.index)


def _functions_apart(
    columns: Columns, cells: pd.DataFrame, headings: list[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Part *substitut* and *titulaire*, which say what a person is, from the roles of a seat."""
    if "function" in columns.found or "person" not in columns.found:
        return cells, headings
    roles = meanings(TABLES["seats"]["role"].values)
    functions = set(meanings(TABLES["mandates"]["function"].values)) - set(roles)
    place = columns.found["role"]
    texts = cells.iloc[:, place]
    moved = texts.isin([text for text in texts.unique().tolist() if normalise(text) in functions])
    if not moved.any():
        return cells, headings
    parted = _with_column(cells, place, texts.mask(moved, ""))
    parted = _with_column(parted, cells.shape[1], texts.where(moved, ""))
    blank = [""] * (cells.shape[1] - len(headings))
    return parted, [*headings, *blank, Word("function")]


def tells_sectors(texts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Say whether the words under a *type* of actors are sectors, more than kinds of actors."""
    kinds = meanings(TABLES["actors"]["kind"].values)
    filled = [text for text in texts if not says_nothing(text)]
    sectors = sum(is_sector_word(text, vocabulary.sectors) for text in filled)
    return sectors > sum(normalise(text) in kinds for text in filled)


def by_content(columns: Columns, raw: HeadedRows, vocabulary: Vocabulary) -> Columns:
    """Return the columns, less those whose cells hold something else than their headings say.

    A *fonction* that is no function is the job of a person; a *type*, or a *secteur d'activité*, of
    actors that holds sectors is their sector; a *période* that is no stretch of time is kept as it
    is.
    """
    found = dict(columns.found)

    def texts(name: str) -> list[str]:
        return [
            text for text in map(cleaned, raw.cells.iloc[:, found[name]].unique().tolist()) if text
        ]

    if "function" in found:
        near = NearNames(map(Word, columns.table["function"].values))
        filled = [text for text in texts("function") if not says_nothing(text)]
        if filled and not any(near(text) for text in filled):
            del found["function"]
    if "period" in found:
        years = vocabulary.year_starts
        filled = [text for text in texts("period") if not says_nothing(text)]
        read = sum(read_period(text, year_starts=years) is not None for text in filled)
        if 2 * read < len(filled):
            del found["period"]
    typed = columns.table.name == "actors" and "kind" in found and "sector" not in found
    if typed and tells_sectors(texts("kind"), vocabulary):
        found["sector"] = found.pop("kind")
    if columns.table.name == "actors" and "field" in found and "sector" not in found:
        sectors = meanings(columns.table["sector"].values)
        filled = [normalise(text) for text in texts("field") if not says_nothing(text)]
        known = [sectors[text] for text in filled if text in sectors]
        like = sum(is_sector_word(text, vocabulary.sectors) for text in filled)
        several = len(set(known)) > 1 and 2 * len(known) > len(filled)
        if several or (known and 2 * like > len(filled)):
            found["sector"] = found.pop("field")
    if columns.table.name == "actors" and "period" in raw.defaults and "name" in found:
        # the number of a row is not the same from one sheet to another
        numbers = raw.cells.iloc[:, found["actor"]] if "actor" in found else []
        if is_row_number(raw.headings[found.get("actor", 0)], numbers):
            found["actor"] = found.pop("name")
    if found == columns.found:
        return columns
    others = set(columns.others) | (set(columns.found.values()) - set(found.values()))
    return replace(columns, found=found, others=tuple(sorted(others)))


def is_row_number(heading: str, texts: Iterable[str]) -> bool:
    """Say whether a column numbers the rows: 1, 2, 3... under *No* or no heading.

    Examples
    --------
    >>> is_row_number("No", ["1", "2", "3"]), is_row_number("No", ["12", "7", "9"])
    (True, False)
    """
    if heading and normalise(heading) not in synonyms("row_number"):
        return False
    numbers = [text for text in map(cleaned, texts) if text]
    return len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def without_totals(placed: PlacedTable, problems: list[Problem]) -> PlacedTable:
    """Return the table without the rows that add up the others and the notes below them.

    Both are said. A note is a row at the foot that holds a single text, which begins as notes do
    (*(à confirmer)*, *Mis à jour le 3 mai*) or counts the rows (*16 membres*).
    """
    headings = placed.origins[0].headings
    written = [name for name in placed.frame if not isinstance(headings.get(str(name)), Word)]
    frame = placed.frame[written]
    suspects = np.zeros(len(frame), dtype=bool)
    for name in written:
        column = placed.coded(str(name))
        totals = [place for place in column.worded if is_total(cleaned(column.texts[place]))]
        suspects |= column.holding(totals)
    sums = [at for at in np.flatnonzero(suspects).tolist() if _only_sums(frame.iloc[at].tolist())]
    notes = _notes(frame, set(sums)) if frame.shape[1] > 1 or len(frame) > 1 else []
    if not sums and not notes:
        return placed
    for code, left in (("total_left_out", sums), ("note_left_out", notes)):
        for at in left:
            value = " ".join(filter(None, map(cleaned, dict.fromkeys(frame.iloc[at].tolist()))))
            problems.append(placed.problem("notice", code, at, value=value))
    keep = np.ones(len(frame), dtype=bool)
    keep[sums + notes] = False
    return placed.take(keep)


def _notes(frame: pd.DataFrame, sums: set[int]) -> list[int]:
    """Return the rows of notes at the foot, totals among them or not."""
    found: list[int] = []
    for at in range(len(frame) - 1, 0, -1):
        texts = {text for text in map(cleaned, frame.iloc[at].tolist()) if text}
        if at in sums or not texts:
            continue
        if len(texts) > 1 or not _is_note(texts.pop()):
            break
        found.append(at)
    return found[::-1]


def _is_note(text: str) -> bool:
    if text.startswith("*") or re.fullmatch(r"\(.*\)", text, re.DOTALL):
        return True
    folded = normalise(text)
    if any(folded == word or folded.startswith(f"{word} ") for word in synonyms("foot_note")):
        return True
    counted = _COUNT.fullmatch(folded)
    return counted is not None and counted[1] in synonyms("counted_rows")


def _only_sums(texts: Sequence[str]) -> bool:
    """Say whether all that a row holds besides *total* is numbers."""
    filled = [text for text in map(cleaned, texts) if text]
    return all(is_total(text) or _SUM.fullmatch(text) for text in filled)


def filled_down(
    placed: PlacedTable, columns: Columns, merged: Collection[int], problems: list[Problem]
) -> PlacedTable:
    """Return the table where a group that is named once, above its rows, is named on each.

    Groups show by a merged cell, by several blanks under a name, or by a blank under each name. One
    blank in a list, and any in a column that names a group twice in a row, is a mistake.

    Parameters
    ----------
    placed : PlacedTable
        The table, as text.
    columns : Columns
        What its headings name.
    merged : collection of int
        Numbers of the rows that a merged cell of the first column covers, but for its first.
    problems : list of Problem
        What is noticed is added to it.
    """
    found = columns.found
    names = [name for name in _NAMED_ONCE.get(columns.table.name, ()) if name in found]
    if not names or "seat" in found:
        return placed
    name = min(names, key=lambda name: found[name])
    if found[name] != min(found.values()):
        return placed
    coded = placed.coded(name)
    blank = coded.holding([place for place in coded.worded if not coded.texts[place].strip()])
    if not blank.any() or blank[0]:
        return placed
    named = placed.frame[name][~blank].str.strip().to_numpy()
    if (named[1:] == named[:-1]).any():
        return placed
    rest = placed.frame.drop(columns=name)
    others = [other for other in found if other != name and found[other] != found[name]]
    held = (rest[others].apply(lambda column: column.str.strip()) != "").any(axis=1).to_numpy()
    at = np.flatnonzero(blank & held)
    if not len(at) or not _grouped(np.flatnonzero(~blank | held), blank, placed.rows, merged):
        return placed
    filled = placed.frame[name].where(~blank).ffill().where(~blank | held, "")
    given = {"n": len(at), "rows": placed.listed(at)}
    problems.append(placed.problem("notice", "filled_down", int(at[0]), column=name, **given))
    return placed.with_column(name, filled.astype("str"))


def _grouped(at: np.ndarray, blank: np.ndarray, rows: np.ndarray, merged: Collection[int]) -> bool:
    """Say whether blanks under names are those of groups."""
    group = np.cumsum(~blank[at])
    sizes = np.bincount(group)[1:]
    several = bool((sizes > 2).any()) or (len(sizes) > 1 and bool((sizes > 1).all()))
    return several or any(int(rows[place]) in merged for place in at[blank[at]])


def holds_dates(texts: pd.Series) -> bool:
    """Say whether a column is full of dates; numbers, be they years, may be anything else."""
    filled = {cleaned(text) for text in texts.unique().tolist()} - {""}
    return bool(filled) and all(
        not text.isdecimal() and read_date(text).instant is not None for text in filled
    )
