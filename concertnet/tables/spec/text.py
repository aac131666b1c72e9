"""What a cell says, as text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["as_text", "cell_texts", "cleaned", "is_code"]

# What neither a CSV file nor a workbook can hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def cleaned(text: str) -> str:
    r"""Return `text` trimmed, its lines ended by ``\n``, without control characters.

    Examples
    --------
    >>> cleaned("  Table\r\nde quartier ")
    'Table\nde quartier'
    """
    if text.isprintable():  # no ends of lines, no control characters
        return text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def is_code(text: str) -> bool:
    """Say whether a text is letters and digits alone, with a digit, as identifiers are: *A12*.

    It says nothing as words: it names nobody and several, sums up nothing, has nothing to trim.

    Examples
    --------
    >>> is_code("0045"), is_code("A 12"), is_code("total")
    (True, False, False)
    """
    return text.isascii() and text.isalnum() and not text.isalpha()


def as_text(value: Any) -> str:
    """Return what a typed cell says, as text; nothing is an empty text.

    Examples
    --------
    >>> as_text(45.0), as_text(45.5), as_text(dt.date(2024, 5, 4)), as_text(None)
    ('45', '45.5', '2024-05-04', '')
    """
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        number = float(value)
        if np.isnan(number):
            return ""
        whole = number.is_integer() and abs(number) < 1e15
        return str(int(number)) if whole else repr(number)
    if isinstance(value, (dt.datetime, np.datetime64)):
        instant = pd.Timestamp(value)
        return "" if pd.isna(instant) else instant.isoformat().removesuffix("T00:00:00")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, np.ndarray):  # lists, as Parquet gives them
        value = value.tolist()
    if isinstance(value, (list, tuple, set, frozenset)):
        return "; ".join(
            map(as_text, sorted(value) if isinstance(value, (set, frozenset)) else value)
        )
    return str(value)


def cell_texts(column: pd.Series) -> pd.Series:
    """Return a column of any type as text, with an empty text where there is nothing."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.astype("str").fillna("")
    if column.dtype == "category":
        column = column.astype(object)
    try:
        codes, uniques = pd.factorize(column)
    except TypeError:  # lists of parties
        return pd.Series([as_text(value) for value in column], index=column.index, dtype="str")
    texts = np.array([*(as_text(value) for value in uniques), ""], dtype=object)
    return pd.Series(texts[codes], index=column.index, dtype="str")
