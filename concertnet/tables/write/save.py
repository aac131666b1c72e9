"""Save tables as a folder of CSV or Parquet files, or as one workbook: all of it or nothing."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.scale import Scale
from concertnet.swap import cannot_write, replace_file, replace_set
from concertnet.tables.cells.dates import Period
from concertnet.tables.source.about_sheet import about_rows
from concertnet.tables.source.delimited import escaped
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import ABOUT, table_of
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cell_texts
from concertnet.tables.write.book import new_book

__all__ = ["refuse_too_big", "write_tables"]

FORMATS = ("csv", "parquet")
_OURS = tuple(f"{name}.{suffix}" for suffix in FORMATS for name in (*TABLES, ABOUT))
_MOST_ROWS, _MOST_LENGTH = 1_048_576, 32_767  # what a sheet and a cell of Excel hold
# Files of other formats: a folder of that name would be taken for one of them.
_NO_FOLDERS = frozenset(
    (
        ".xls", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".parquet", ".zip", ".html", ".pdf",
        ".docx", ".png", ".svg", ".pkl", ".pickle", ".sqlite", ".db",
    )
)  # fmt: skip
_GRAPHS = frozenset((".graphml", ".gexf", ".gml", ".net", ".dl", ".json", ".paj"))
_FIRST_DAY = pd.Timestamp(1900, 3, 1)  # before it, spreadsheets disagree on the calendar

Frames = Mapping[str, pd.DataFrame]


def write_tables(
    path: str | Path,
    tables: Frames,
    *,
    about: About,
    scale: Scale,
    observed: Period | None,
    format: Literal["csv", "parquet"] = "csv",
) -> Path:
    """Save tables so that reading them gives the same tables, scale, period and description.

    The whole set is replaced at once: a crash half-way leaves the old files. In a folder, only
    files that carry the names of saved tables are replaced or removed.

    Parameters
    ----------
    path : path
        A folder, or a workbook (.xlsx).
    tables : mapping of str to DataFrame
        Checked tables.
    about : About
        The description of the network.
    scale : Scale
        The scale of the levels.
    observed : Period or None
        The observed period.
    format : {"csv", "parquet"}
        Format of the files of a folder.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    ConcertnetError
        If the place cannot be written to, the format is not known, or a workbook cannot hold the
        tables; what was there is then as it was.
    """
    path = Path(path)
    workbook = path.suffix.lower() == ".xlsx"
    if path.suffix.lower() in _GRAPHS:
        raise ConcertnetError("error_save_graph", path=path, suffix=path.suffix)
    if format not in FORMATS or path.suffix.lower() in _NO_FOLDERS:
        known = ", ".join((*FORMATS, ".xlsx"))
        wrong = path.suffix if format in FORMATS else format
        raise ConcertnetError("problem_unknown_format", value=wrong, known=known)
    if format == "parquet" and not importlib.util.find_spec("pyarrow"):
        raise ConcertnetError("problem_parquet_needs")
    described = about_rows(about, scale, observed)
    try:
        if workbook:
            frames = _to_write(tables, described, set())
            refuse_too_big(frames)
            replace_file(path, lambda temporary: _workbook(temporary, frames))
        else:
            frames = _to_write(tables, described, _rivals(path))
            replace_set(path, lambda stage: _files(stage, frames, format), _OURS)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def _rivals(folder: Path) -> set[str]:
    """Return the tables that files of the user's, which stay, would be read as."""
    if not folder.is_dir():
        return set()
    stems = (file.stem for file in folder.iterdir() if file.name not in _OURS)
    return {meant[0] for stem in stems if (meant := table_of(stem))}


def _to_write(tables: Frames, described: pd.DataFrame, rivals: set[str]) -> dict[str, pd.DataFrame]:
    """Return the tables that need a file.

    An empty table needs one when it has columns of its own, or when another file would be read
    in its place.
    """
    frames: dict[str, pd.DataFrame] = {ABOUT: described}
    for name, table in TABLES.items():
        frame = tables[name]
        if len(frame) or name in rivals or set(frame) - set(table.names):
            frames[name] = frame
    return frames


def _as_cells(frame: pd.DataFrame) -> pd.DataFrame:
    cells = {}
    for place, (_, column) in enumerate(frame.items()):
        text = cell_texts(column)
        if column.dtype == "boolean":
            text = text.replace({"true": "yes", "false": "no"})
        # A negative longitude is a number, not a formula.
        cells[place] = text if column.dtype == "float64" else escaped(text)
    return pd.DataFrame(cells, columns=range(frame.shape[1]))


def _files(folder: Path, frames: Frames, suffix: str) -> list[str]:
    names = []
    for name, frame in frames.items():
        file = folder / f"{name}.{suffix}"
        if suffix == "parquet":
            frame.to_parquet(file, index=False, engine="pyarrow")
        else:
            headings = escaped(pd.Series(list(frame.columns), dtype="str")).tolist()
            _as_cells(frame).to_csv(
                file, header=headings, index=False, encoding="utf-8", lineterminator="\n"
            )
        names.append(file.name)
    return names


def refuse_too_big(frames: Frames) -> None:
    """Raise `ConcertnetError` when a sheet cannot hold a table."""
    for name, frame in frames.items():
        longest = max(
            (column.str.len().max() for _, column in frame.items() if column.dtype == "str"),
            default=0,
        )
        if len(frame) >= _MOST_ROWS or longest > _MOST_LENGTH:
            raise ConcertnetError(
                "problem_workbook_limit", sheet=name, rows=_MOST_ROWS, length=_MOST_LENGTH
            )


def _workbook(path: Path, frames: Frames) -> None:
    with new_book(path) as book:
        formats = (book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"}))
        for name, frame in frames.items():
            _sheet(book.add_worksheet(name), frame, *formats)


def _sheet(sheet: Any, frame: pd.DataFrame, bold: Any, day: Any) -> None:
    sheet.freeze_panes(1, 0)
    for place, (heading, column) in enumerate(frame.items()):
        sheet.write_string(0, place, str(heading), bold)
        sheet.set_column(place, place, 28 if heading in ("name", "value") else 16)
        texts = cell_texts(column)
        if column.dtype == "boolean":
            texts = texts.replace({"true": "yes", "false": "no"})
        for row, (value, text) in enumerate(zip(column, texts, strict=True), start=1):
            if text == "":
                continue
            if isinstance(value, float) and float(f"{value:.16G}") == value:
                sheet.write_number(row, place, value)
            elif isinstance(value, pd.Timestamp) and len(text) == 10 and value >= _FIRST_DAY:
                sheet.write_datetime(row, place, value.to_pydatetime(), day)
            else:  # text; a number of 17 digits or a date with its hour, which a cell would round
                sheet.write_string(row, place, text)
