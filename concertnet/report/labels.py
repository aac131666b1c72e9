"""Results in the reader's words: headings and coded values, from the catalogue."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pandas as pd

from concertnet.answers import JOINED, LEVEL, WORD, AnswerColumn
from concertnet.gaps.answers import GAPS
from concertnet.measures.answers import MEASURES
from concertnet.report.answers import REPORT
from concertnet.scale import BOURQUE, Scale
from concertnet.tables.spec.problems import PROBLEMS
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Words, words

__all__ = ["labelled"]

_TABLES = (PROBLEMS, *MEASURES.values(), *GAPS.values(), *REPORT.values())
# How cells are put in words, by the name of the column: one name has one coding. A measure may be
# asked by a word of the actors, which is then a column.
_CODED = {c.name: WORD for c in TABLES["actors"].columns if c.kind == "word"}
_CODED |= {c.name: c.coded for table in _TABLES for c in table.columns if c.coded}
_VOCABULARY = {
    value for table in TABLES.values() for column in table.columns for value in column.values
} | {"unknown"}
_DASH, _ARROW = " – ", " → "  # between the two sectors of a pair


def labelled(frame: pd.DataFrame, *, lang: str, scale: Scale = BOURQUE) -> pd.DataFrame:
    """Return a result with its headings and its coded values in the reader's language.

    Parameters
    ----------
    frame : DataFrame
        A result of the library, with its English columns and keys.
    lang : {"fr", "en"}
        The language.
    scale : Scale
        The scale through which levels are read.

    Returns
    -------
    DataFrame
        The same rows; texts and headings for readers, numbers untouched.

    Examples
    --------
    >>> frame = pd.DataFrame({"sector": ["private"], "seats": [2], "absent": [False]})
    >>> labelled(frame, lang="fr")
      Secteur d'appartenance  Sièges Sans siège
    0                  Privé       2        non
    """
    w = words(lang)
    out = pd.DataFrame(index=frame.index)
    headings = [_heading(column, w) for column in frame.columns]
    for column, heading in zip(frame.columns, headings, strict=True):
        out[heading] = _values(frame[column], column, w, scale)
    if {"grain", "level"} <= set(frame.columns):
        heading = _heading("level", w)
        above = frame["level"].isin(scale.levels[:-1])
        out.loc[above, heading] = [w("label_or_above", level=v) for v in out.loc[above, heading]]
    if {"column", "value", "rows"} <= set(frame.columns):
        # a count of the rows that have no value in a column
        of_unknown = frame["column"].notna() & frame["value"].isna()
        if of_unknown.any():
            # a column that holds nothing is one of numbers
            heading = _heading("value", w)
            out[heading] = out[heading].astype(object).mask(of_unknown, w["value_unknown"])
    return out


def _heading(column: str, w: Words) -> str:
    word = AnswerColumn(column).word
    return w.label(word if word in w else column)


def _values(values: pd.Series, column: str, w: Words, scale: Scale) -> pd.Series:
    if pd.api.types.is_bool_dtype(values):
        return values.map(lambda v: None if pd.isna(v) else w["yes" if v else "no"]).astype("str")
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return values
    coded = _CODED.get(column)
    if coded == LEVEL:
        return _mapped(values, lambda v: _level(v, w, scale))
    if coded == WORD:
        return _mapped(values, lambda v: _words(v, w, scale))
    if coded is not None:
        return _mapped(values, lambda v: _of_keys(v, coded, w))
    return values


def _words(value: str, w: Words, scale: Scale) -> str:
    """Return a word, or two that a dash or an arrow joins."""
    return "".join(_word(part, w, scale) for part in re.split(f"({_DASH}|{_ARROW})", value))


def _word(value: str, w: Words, scale: Scale) -> str:
    return w.label(value) if value in _VOCABULARY else _level(value, w, scale)


def _level(value: str, w: Words, scale: Scale) -> str:
    if value in ("no_tie", "away"):
        return w.label(value)
    if value not in scale.levels or not scale.word_keys:
        return value
    return w.label(scale.word_keys[scale.rank(value)])


def _of_keys(value: str, coded: str, w: Words) -> str:
    """Return the words of the keys that a cell holds; what is no key, as it is."""
    keys = [(coded.format(part), part) for part in value.split(JOINED)]
    return w["semicolon"].join(w.label(key) if key in w else part for key, part in keys)


def _mapped(values: pd.Series, of: Any) -> pd.Series:
    once = cache(of)  # a column repeats a few values many times
    return values.map(lambda v: once(str(v)), na_action="ignore")
