"""Results in the reader's words: headings and coded values, from the catalogue."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Words, words

__all__ = ["labelled"]

# Columns whose values are keys of the catalogue, with the prefix of those keys.
_CODED = {
    "severity": "severity_",
    "grain": "grain_",
    "measure": "measure_",
    "kind": "gap_kind_",
    "table": "table_",
    "column": "",
    "by": "",
    "caution": "caution_",
    "of": "panel_of_",
    "status": "status_",
}
# Columns whose values are keys of the catalogue when they are known, a user's own word otherwise.
_WORDED = ("sector", "other_sector", "group", "other_group", "unit", "value", "tier")
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
    key = f"column_{column}"
    return w.label(key if key in w else column)


def _values(values: pd.Series, column: str, w: Words, scale: Scale) -> pd.Series:
    if pd.api.types.is_bool_dtype(values):
        return values.map(lambda v: None if pd.isna(v) else w["yes" if v else "no"]).astype("str")
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return values
    if column in ("level", "next_level"):
        return _mapped(values, lambda v: _level(v, w, scale))
    if column in _CODED:
        prefix = _CODED[column]
        return _mapped(
            values, lambda v: w["semicolon"].join(_coded(part, prefix, w) for part in v.split("; "))
        )
    if column in _WORDED:
        return _mapped(values, lambda v: _words(v, w, scale))
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


def _coded(value: str, prefix: str, w: Words) -> str:
    key = prefix + value
    return w.label(key) if key in w else value


def _mapped(values: pd.Series, of: Any) -> pd.Series:
    return values.map(lambda v: of(str(v)), na_action="ignore")
