"""Files of answers, opened as sheets under headings, whatever tool made them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from concertnet.survey.exports import export_sheet
from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.survey.matrices import matrix_sheet
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import is_blank
from concertnet.tables.source.own_sheets import is_decision_sheet
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.problems import Problem

__all__ = ["open_survey"]


def open_survey(
    path: str | Path, *, shape: str = "", encoding: str | None = None
) -> tuple[list[HeadedSheet], list[Problem]]:
    """Open answers as sheets under headings.

    Parameters
    ----------
    path : path
        A workbook, a CSV file or a folder of them.
    shape : str, optional
        How answers stand in it; by default found out.
    encoding : str, optional
        The encoding of CSV files; by default found out.

    Returns
    -------
    list of HeadedSheet, list of Problem
        The sheets that hold something, the one of the forms first; why there are none or fewer.
    """
    raw, problems = open_source(path, encoding=encoding)
    sheets = _headed(
        [one for one in raw if not is_blank(one) and not is_decision_sheet(one)], shape
    )
    if not sheets and not any(one.severity == "error" for one in problems):
        problems.append(Problem("error", "survey_empty", Path(path).name))
    return sheets, problems


def _headed(raw: Sequence[RawSheet], shape: str) -> list[HeadedSheet]:
    found = []
    for sheet in raw:
        headed = matrix_sheet(sheet) if shape in ("", "matrix") else None
        headed = headed or export_sheet(sheet)
        if headed is not None:
            found.append(headed)
    return found
