"""A table that answers a command: printed, or written where the reader says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concertnet.cli.kept import keep
from concertnet.cli.said import list_written
from concertnet.scale import BOURQUE, Scale
from concertnet.words import words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["answer", "save_table"]


def answer(frame: pd.DataFrame, output: Path | None, *, scale: Scale = BOURQUE) -> None:
    """Print a result of the library, or write it in the file `output`, in the reader's words."""
    if output is None:
        _print_table(frame, scale)
    else:
        save_table(frame, output, scale=scale)


def save_table(frame: pd.DataFrame, output: Path, *, scale: Scale = BOURQUE) -> None:
    """Write a result as .csv or .xlsx, by the name of the file, and say so."""
    from concertnet.report.files import save_csv, save_workbook
    from concertnet.report.labels import labelled

    keep(output)
    w = words()
    shown = labelled(frame, lang=w.lang, scale=scale)
    if output.suffix.lower() == ".csv":
        save_csv(shown, output, lang=w.lang)
    else:
        save_workbook({w["cli_sheet"]: shown}, output)
    list_written(output)


def _print_table(frame: pd.DataFrame, scale: Scale) -> None:
    """Print a result as aligned text; in a pipe, one line per row whatever its width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from concertnet.report.labels import labelled

    w = words()
    shown = labelled(frame, lang=w.lang, scale=scale).dropna(axis="columns", how="all")
    table = Table(box=None, header_style="bold", pad_edge=False)
    numeric = [shown[column].dtype.kind in "iuf" for column in shown.columns]
    for column, is_number in zip(shown.columns, numeric, strict=True):
        table.add_column(Text(str(column)), justify="right" if is_number else "left")
    for row in shown.itertuples(index=False):
        cells = map(_cell, row, numeric)
        # Text, not str: a user's brackets must not be read as styles
        table.add_row(*map(Text, cells))
    terminal = sys.stdout.isatty()
    Console(width=None if terminal else 10_000, file=sys.stdout, highlight=False).print(table)


def _cell(value: Any, is_number: bool) -> str:
    if value is None or value != value:
        return ""
    return words().number(value) if is_number else str(value)
