"""From text to typed columns, one distinct value at a time."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.scale import SCALES, Scale
from concertnet.tables.cells.dates import is_last_day, last_day_fields, read_date
from concertnet.tables.cells.near import nearest
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import DEFAULT_SECTORS, Column
from concertnet.tables.spec.text import cleaned
from concertnet.words import LANGUAGES, normalise, synonyms, words

__all__ = ["ASIDE", "Vocabulary", "empty_column", "type_column"]

ASIDE = ("subcontracting", "consultation")  # words that mean no level of a continuum

_BETWEEN_PARTIES = re.compile(r"\s*[;|\n]\s*")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"[+\-\u2212]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(  # 1.234,5 and 1,234,567; a single mark is always a decimal one
    r"[+\-\u2212]?\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*(?!\1)[.,]\d+|([.,])\d{3}(?:\2\d{3})+)"
)
_TOTAL = re.compile(  # but an organisation may be called *Total Diabète*
    r"(?:grand |sous |sub)?(?:total|totaux|subtotal|somme|sum)(?: general| generale)?"
    r"(?: \d.*| (?:des?|du|of) .*)?"
)
_BOUNDS = {"latitude": (-90, 90), "longitude": (-180, 180)}
_TYPES = {"start": "datetime64[us]", "end": "datetime64[us]", "date": "datetime64[us]",
          "number": "float64", "flag": "boolean"}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The words through which cells are read.

    Parameters
    ----------
    scale : Scale
        The scale of levels.
    sectors : tuple of str
        Sectors that the user declared.
    """

    scale: Scale
    sectors: tuple[str, ...] = ()


class _Cells:
    """A column as distinct texts, each with the positions where it stands."""

    def __init__(self, placed: PlacedTable, name: str) -> None:
        self.placed = placed
        self.name = name
        column = placed.frame[name]
        self.codes, uniques = pd.factorize(column)
        self.texts = [cleaned(text) for text in uniques]
        self._order: np.ndarray | None = None
        self.problems: list[Problem] = []

    def positions(self, place: int) -> np.ndarray:
        """Return the rows that hold the distinct text number `place`."""
        if self._order is None:
            self._order = np.argsort(self.codes, kind="stable")
            self._sorted = self.codes[self._order]
        low, high = np.searchsorted(self._sorted, [place, place + 1])
        return self._order[low:high]

    def spread(self, values: Sequence[Any], dtype: str) -> pd.Series:
        """Return a column that has, in each row, the value of its distinct text."""
        missing = np.nan if dtype in ("str", "float64") else pd.NA if dtype == "boolean" else pd.NaT
        series = pd.Series([*values, missing], dtype=dtype)
        return series.take(self.codes).reset_index(drop=True)

    def once(self, severity: Any, code: str, place: int, **given: Any) -> None:
        """Report a distinct text once, at its first row, with the rows where it stands."""
        self.together(severity, code, [place], **given)

    def together(self, severity: Any, code: str, places: Sequence[int], **given: Any) -> None:
        """Report distinct texts once, at their first row, with the rows where they stand."""
        at = np.sort(np.concatenate([self.positions(place) for place in places]))
        self.problems.append(
            self.placed.problem(
                severity,
                code,
                int(at[0]),
                column=self.name,
                value=self.texts[self.codes[at[0]]],
                n=len(at),
                rows=self.placed.listed(at),
                **given,
            )
        )

    def every(self, code: str, places: Iterable[int]) -> None:
        """Report each row that holds one of these distinct texts, as an error."""
        at = np.sort(np.concatenate([self.positions(place) for place in places]))
        self.problems += self.placed.each(
            "error", code, at, self.name, value=lambda row: self.texts[self.codes[row]]
        )


def empty_column(column: Column, length: int) -> pd.Series:
    """Return a column without values, of the type that its specification gives it."""
    dtype = _TYPES.get(column.kind, "str")
    return pd.Series(np.full(length, None, dtype=object), dtype=dtype)  # pyright: ignore


def type_column(
    placed: PlacedTable, column: Column, vocabulary: Vocabulary
) -> tuple[pd.Series, list[Problem]]:
    """Read the text of a column as its specification says.

    Parameters
    ----------
    placed : PlacedTable
        The table, whose column of this name holds text (an empty text where there is nothing).
    column : Column
        The specification.
    vocabulary : Vocabulary
        The words through which levels and sectors are read.

    Returns
    -------
    Series, list of Problem
        The typed column, missing where there is nothing or the text cannot be read; the problems.
    """
    cells = _Cells(placed, column.name)
    return _READERS[column.kind](cells, column, vocabulary), cells.problems


# -- text ---------------------------------------------------------------------------------------


def _text(cells: _Cells, _: Column, __: Vocabulary) -> pd.Series:
    if cells.name == "name":
        _totals(cells)
    return cells.spread([text or np.nan for text in cells.texts], "str")


def _totals(cells: _Cells) -> None:
    """Warn of the rows that add up the others, as spreadsheets have at their foot."""
    for place, text in enumerate(cells.texts):
        if _TOTAL.fullmatch(normalise(text)):
            cells.once("warning", "row_total", place)


def _bare(text: str) -> str:
    """Return `text` without the semicolons that survey tools put after a choice."""
    return text.rstrip("; \n\t") if text.endswith(";") else text


def _id(cells: _Cells, _: Column, __: Vocabulary) -> pd.Series:
    _totals(cells)
    return cells.spread([_bare(text) or np.nan for text in cells.texts], "str")


def _ids(cells: _Cells, _: Column, __: Vocabulary) -> pd.Series:
    pieces = [filter(None, _BETWEEN_PARTIES.split(text)) for text in cells.texts]
    return cells.spread(["; ".join(dict.fromkeys(p)) or np.nan for p in pieces], "str")


# -- words of the vocabulary ------------------------------------------------------------------


def _says_nothing(text: str) -> bool:
    """Say whether a text means that there is no value: *inconnu*, *n/d*, *?*, a dash."""
    folded = normalise(text).strip(" –—/,;!'\"")
    return not folded or folded in synonyms("unknown")


@functools.cache
def _meanings(values: tuple[str, ...]) -> dict[str, str]:
    """Return what each spelling means; a key means itself, then labels go before synonyms."""
    found = {normalise(value): value for value in values}
    for value in values:
        for lang in LANGUAGES:
            for text in words(lang)[value].split("||"):
                found.setdefault(normalise(text), value)
    for value in values:
        for spelling in synonyms(value):
            found.setdefault(spelling, value)
    return found


# Columns whose unknown words change what measures say.
_UNKNOWN = {"sector": "sector_unknown", "function": "function_unknown"}


def _word(cells: _Cells, column: Column, vocabulary: Vocabulary) -> pd.Series:
    declared = vocabulary.sectors if column.name == "sector" else ()
    own = {normalise(word): word for word in reversed(declared)}
    meanings = _meanings(column.values)
    known = tuple(Word(value) for value in column.values) + tuple(declared)
    doubtful: dict[str, list[int]] = {}
    read: list[Any] = []
    for place, raw in enumerate(cells.texts):
        text = _bare(raw)
        folded = normalise(text)
        meant = text and (own.get(folded) or meanings.get(folded))
        if meant:
            # A declared sector keeps its spelling even when a synonym of a known one leads to it.
            read.append(own.get(normalise(meant), meant))
            if column.name == "sector" and folded not in own and folded not in _plain_sectors():
                doubtful.setdefault(folded, []).append(place)
        elif _says_nothing(text):
            read.append(np.nan)
        else:
            if not column.closed:  # the first spelling stands for others that differ by an accent
                own[folded] = text
            read.append(np.nan if column.closed else text)
            severity, code = "warning", _UNKNOWN.get(column.name, "word_unknown")
            if column.closed:
                severity, code = "error", "word_closed"
            cells.once(severity, code, place, levels=known, nearest=nearest(text, known))
    for places in doubtful.values():
        meant = read[places[0]]
        shown = Word(meant) if meant in column.values else meant
        cells.together("notice", "sector_read", places, read=shown, known=known)
    return cells.spread(read, "str")


@functools.cache
def _plain_sectors() -> frozenset[str]:
    """Return the spellings that name a sector without a doubt: its key, its labels, their forms."""
    plain = {normalise(sector) for sector in DEFAULT_SECTORS}
    for sector in DEFAULT_SECTORS:
        plain |= {normalise(words(lang)[sector]) for lang in LANGUAGES}
        plain |= synonyms(f"sector_{sector}")
    return frozenset(plain)


def _level(cells: _Cells, _: Column, vocabulary: Vocabulary) -> pd.Series:
    scale = vocabulary.scale
    labels = tuple(map(Word, scale.word_keys)) or scale.levels
    aside = _meanings(ASIDE)
    read: list[Any] = []
    for place, raw in enumerate(cells.texts):
        text = _bare(raw)
        level = scale.find(text) if text else None
        meant = None if level or not text else aside.get(normalise(text))
        if meant in scale.levels:  # the user's own level of that name: this spelling is not it
            meant = None
        read.append(level or meant or np.nan)
        if meant:
            cells.once("notice", "level_moved", place)
        elif text and level is None:
            shown = labels if scale.word_keys else scale.levels
            given = {"scale": scale.name, "levels": shown}
            other = _other_scale(text, cells.texts, scale)
            if other:
                cells.once("error", "level_other_scale", place, other=other, **given)
            else:
                near = nearest(text, (*labels, *scale.levels))
                cells.once("error", "level_unknown", place, nearest=near, **given)
    return cells.spread(read, "str")


def _other_scale(text: str, texts: Sequence[str], scale: Scale) -> str:
    """Return the known scale that has this level, the one that has most of the column's levels."""
    others = [other for other in SCALES.values() if other.name != scale.name and other.find(text)]
    foreign = [word for word in map(_bare, texts) if word and scale.find(word) is None]
    fits = {other.name: sum(other.find(word) is not None for word in foreign) for other in others}
    return max(fits, key=lambda name: fits[name], default="")


def _flag(cells: _Cells, _: Column, __: Vocabulary) -> pd.Series:
    meanings = _meanings(("yes", "no"))
    return _parsed(
        cells, "flag_wrong", "boolean", lambda text: {"yes": True, "no": False}.get(
            meanings.get(normalise(_bare(text)), "")
        ),
    )  # fmt: skip


# -- numbers and dates ------------------------------------------------------------------------


def _parsed(
    cells: _Cells,
    code: str,
    dtype: str,
    parse: Callable[[str], Any],
    blank: Collection[str] = (),
) -> pd.Series:
    """Parse distinct texts; a word for *unknown* is no value, the rest that fails is an error.

    The normalised words of `blank` say as much as an empty cell.
    """
    read, wrong = [], []
    for place, text in enumerate(cells.texts):
        value = parse(text) if text else None
        read.append(value)
        if value is None and text and normalise(text) not in blank:
            if _says_nothing(text):
                cells.once("notice", "read_as_missing", place)
            else:
                wrong.append(place)
    if wrong:
        cells.every(code, wrong)
    missing = np.nan if dtype == "float64" else None
    return cells.spread([missing if value is None else value for value in read], dtype)


def _as_number(text: str) -> float | None:
    text = _SPACES.sub("", text)
    if _THOUSANDS.fullmatch(text):
        marks = [mark for mark in text if mark in ".,"]
        decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
        text = "".join(c for c in text if c not in ".," or c == decimal)
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace(",", ".").replace("\u2212", "-"))


def _number(cells: _Cells, column: Column, _: Vocabulary) -> pd.Series:
    numbers = _parsed(cells, "number_wrong", "float64", _as_number)
    if column.name in _BOUNDS:
        low, high = _BOUNDS[column.name]
        outside = np.flatnonzero((numbers < low) | (numbers > high))
        cells.problems += cells.placed.each(
            "warning", "number_range", outside, column.name,
            value=lambda row: cells.texts[cells.codes[row]], low=low, high=high,
        )  # fmt: skip
    return numbers


def _date(cells: _Cells, column: Column, _: Vocabulary) -> pd.Series:
    doubts: dict[str, list[int]] = {"order": [], "serial": [], "last": []}
    place = {text: i for i, text in reversed(list(enumerate(cells.texts)))}
    end = column.kind == "end"

    def parse(text: str) -> Any:
        instant, doubt = read_date(text, end=end)
        if doubt and instant is not None:
            doubts[doubt].append(place[text])
        if end and instant is not None and is_last_day(instant):
            doubts["last"].append(place[text])
        return instant

    blank = synonyms("end_ongoing") if end else frozenset[str]()
    dates = _parsed(cells, "date_wrong", "datetime64[us]", parse, blank)
    for doubt, severity, code in (
        ("order", "warning", "date_ambiguous"),
        ("serial", "notice", "date_serial"),
        ("last", "notice", "end_last_day"),
    ):
        if found := doubts[doubt]:
            at = np.sort(np.concatenate([cells.positions(i) for i in dict.fromkeys(found)]))
            first = int(at[0])
            cells.problems.append(
                cells.placed.problem(
                    severity,  # pyright: ignore[reportArgumentType]
                    code,
                    first,
                    column=column.name,
                    value=cells.texts[cells.codes[first]],
                    n=len(at),
                    read=str(dates[first].date()),
                    **(last_day_fields(dates[first]) if doubt == "last" else {}),
                )
            )
    return dates


_READERS: dict[str, Callable[[_Cells, Column, Vocabulary], pd.Series]] = {
    "id": _id,
    "ids": _ids,
    "text": _text,
    "word": _word,
    "level": _level,
    "start": _date,
    "end": _date,
    "date": _date,
    "number": _number,
    "flag": _flag,
}
