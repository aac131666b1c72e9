"""Open a path: a folder of CSV or Parquet files, one file, or a workbook, as raw sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from concertnet.swap import current_files, reason
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.delimited import read_delimited
from concertnet.tables.source.own_sheets import is_decision_sheet
from concertnet.tables.source.workbooks import read_workbook
from concertnet.tables.spec.headings import table_names, table_of
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.text import cell_texts
from concertnet.words import LANGUAGES, words

__all__ = ["PARQUET", "TEXTS", "WORKBOOKS", "open_source"]

TEXTS = {".csv", ".tsv", ".txt"}
WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
PARQUET = ".parquet"
_RESULTS = (
    "file_mixing", "file_description", "file_profile", "file_coverage", "file_gaps", "file_results",
)  # fmt: skip
_BESIDE = ("file_decisions", "file_names", "file_marked")  # written beside a workbook, from it
_NUMBERED = re.compile(r"-\d+$")  # the second of a name, and the others


def open_source(
    path: str | Path, *, encoding: str | None = None
) -> tuple[list[RawSheet], list[Problem]]:
    """Open a path as raw sheets.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one such file, or a workbook (.xlsx, .xls, .ods).
    encoding : str, optional
        Encoding of the CSV files; by default found out.

    Returns
    -------
    list of RawSheet, list of Problem
        The sheets, and why there are none or fewer.
    """
    path = Path(path)
    try:
        if path.is_dir():
            return _folder(path, encoding)
        if not path.exists():
            return [], [Problem("error", "path_missing", str(path))]
    except OSError as error:
        return [], [_unreadable(str(path), error)]
    if path.suffix.lower() not in {*TEXTS, *WORKBOOKS, PARQUET}:
        return [], [Problem("error", "file_type", path.name, value=path.suffix or None)]
    return _file(path, encoding)


def _unreadable(name: str, error: OSError) -> Problem:
    return Problem("error", "path_unreadable", name, fields={"reason": reason(error)})


def _file(path: Path, encoding: str | None) -> tuple[list[RawSheet], list[Problem]]:
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return read_workbook(path)
    if suffix == PARQUET:
        sheet, problems = _parquet(path)
    else:
        sheet, problems = read_delimited(path, encoding)
    return ([sheet] if sheet else []), problems


def _folder(folder: Path, encoding: str | None) -> tuple[list[RawSheet], list[Problem]]:
    files, interrupted = current_files(folder)
    problems = [Problem("notice", "folder_in_save", str(folder))] if interrupted else []
    # Hidden files, and the locks that office programs leave beside an open file, hold no data.
    files = [file for file in files if not file.name.startswith((".", "~$"))]
    tables = [file for file in files if _is_table(file)]
    workbooks = [
        file for file in files if file.suffix.lower() in WORKBOOKS and not _is_result(file)
    ]
    if tables:
        problems += [Problem("notice", "workbook_beside", file.name) for file in workbooks]
    elif len(workbooks) > 1:
        workbooks = _of_data(workbooks)
    if len(workbooks) > 1 and not tables:
        given = {"known": tuple(file.name for file in workbooks)}
        return [], [*problems, Problem("error", "several_workbooks", str(folder), fields=given)]
    sheets: list[RawSheet] = []
    for file in tables or workbooks:
        more, noticed = _file(file, encoding)
        sheets += more
        problems += noticed
    if not tables and not workbooks:
        problems.append(Problem("error", "no_table", str(folder), fields={"known": table_names()}))
    return sheets, problems


def _of_data(workbooks: list[Path]) -> list[Path]:
    """Return the workbooks that may hold data: not those of decisions, nor a marked copy."""
    left = [file for file in workbooks if not _is_named(file, _BESIDE)] or workbooks
    if len(left) > 1:
        left = [file for file in left if not any(map(is_decision_sheet, _file(file, None)[0]))]
    return left or workbooks


def _is_table(file: Path) -> bool:
    suffix = file.suffix.lower()
    if suffix == ".txt":  # a note to the reader is no table
        return table_of(file.stem) is not None
    return (suffix in TEXTS or suffix == PARQUET) and not _is_result(file)


def _is_result(file: Path) -> bool:
    """Say whether a file has the name of what the programme writes as results, and of no table."""
    return _is_named(file, _RESULTS) and table_of(file.stem) is None


def _is_named(file: Path, keys: Iterable[str]) -> bool:
    """Say whether a file has one of these names, or is the second of that name."""
    names = {w[key] for w in map(words, LANGUAGES) for key in keys}
    stem = file.stem.lower()
    return stem in names or _NUMBERED.sub("", stem) in names


def _parquet(path: Path) -> tuple[RawSheet | None, list[Problem]]:
    try:
        import pyarrow
    except ImportError:
        return None, [Problem("error", "parquet_needs", path.name)]
    try:
        frame = pd.read_parquet(path, engine="pyarrow")
    except (OSError, ValueError, TypeError, pyarrow.ArrowException):
        return None, [Problem("error", "parquet_damaged", path.name)]
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()  # pandas keeps a named index, such as the identifiers, apart
    # The columns' names become the first row, as in every other source.
    columns = {
        place: pd.concat([pd.Series([str(name)], dtype="str"), cell_texts(frame.iloc[:, place])])
        for place, name in enumerate(frame.columns)
    }
    cells = pd.DataFrame({j: c.reset_index(drop=True) for j, c in columns.items()})
    return RawSheet(path.name, None, cells), []
