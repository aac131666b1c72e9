"""Results as files: CSV for any tool, a workbook for Excel. Whole or not at all."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.swap import replace_file
from concertnet.tables.source.delimited import LIVE, SEPARATOR_OF
from concertnet.tables.write.book import new_book

__all__ = ["save_csv", "save_workbook"]

_WIDEST = 60


def save_csv(frame: pd.DataFrame, path: Path, *, lang: str) -> Path:
    """Write a table as CSV that Excel opens as a table in the reader's language.

    Parameters
    ----------
    frame : DataFrame
        The table, as `labelled` gives it.
    path : Path
        The file.
    lang : {"fr", "en"}
        French writes ``;`` and a decimal comma, as Excel in French expects; English ``,``.

    Returns
    -------
    Path
        The file. A text that a spreadsheet would run as a formula is preceded by ``'``.
    """
    safe = frame.copy()
    for column in safe.columns:
        if not _is_number(safe[column]):
            safe[column] = safe[column].map(_inert, na_action="ignore")
    safe.columns = [_inert(column) for column in safe.columns]
    decimal = "," if lang == "fr" else "."

    def write(file: Path) -> None:
        safe.to_csv(
            file,
            sep=SEPARATOR_OF[lang],
            decimal=decimal,
            float_format="%.6g",
            index=False,
            encoding="utf-8-sig",
            lineterminator="\n",
        )

    replace_file(path, write)
    return path


def save_workbook(sheets: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write tables as the sheets of one workbook, headings frozen, texts never formulas.

    Parameters
    ----------
    sheets : mapping of title to DataFrame
        The tables, as `labelled` gives them.
    path : Path
        The .xlsx file.

    Returns
    -------
    Path
        The file.
    """
    replace_file(path, lambda file: _write_book(file, sheets))
    return path


def _write_book(file: Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    with new_book(file) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {
            "float": book.add_format({"num_format": "0.000"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for title, frame in sheets.items():
            _write_sheet(book.add_worksheet(_sheet_title(title)), frame, heading, formats)


def _write_sheet(sheet: Any, frame: pd.DataFrame, heading: Any, formats: Any) -> None:
    for c, column in enumerate(frame.columns):
        sheet.write_string(0, c, str(column), heading)
        values, is_number = frame[column], _is_number(frame[column])
        texts = [str(column)]
        for r, value in enumerate(values, start=1):
            if pd.isna(value):
                continue
            if isinstance(value, pd.Timestamp):
                sheet.write_datetime(r, c, value.to_pydatetime(), formats["date"])
            elif is_number and not math.isfinite(value):
                # a workbook has no infinite number
                sheet.write_string(r, c, "∞" if value > 0 else "−∞")
            elif is_number:
                whole = float(value).is_integer()
                sheet.write_number(r, c, float(value), None if whole else formats["float"])
            else:
                texts.append(str(value))
                sheet.write_string(r, c, str(value)[:32767], formats["text"])
        width = max(max(map(len, texts[:200])), 8)
        sheet.set_column(c, c, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    if len(frame) and len(frame.columns):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)


def _sheet_title(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\")[:31]


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and re.match(LIVE, value) else value
