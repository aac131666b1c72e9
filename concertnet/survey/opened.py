"""Files of answers, opened as sheets under headings, whatever tool made them."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from concertnet.survey.exports import export_sheet
from concertnet.survey.hanging import with_parents
from concertnet.survey.headed_sheet import HeadedSheet
from concertnet.survey.matrices import matrix_sheet
from concertnet.tables.cells.sheets import RawSheet
from concertnet.tables.source.headed import is_blank
from concertnet.tables.source.own_sheets import is_decision_sheet
from concertnet.tables.source.sources import open_source
from concertnet.tables.spec.problems import Problem

__all__ = ["open_survey"]

_MOST_UNPACKED = 1 << 28  # bytes: a few kilobytes can declare gigabytes


def open_survey(
    path: str | Path, *, shape: str = "", encoding: str | None = None
) -> tuple[list[HeadedSheet], list[Problem]]:
    """Open answers as sheets under headings.

    Parameters
    ----------
    path : path
        A workbook, a CSV file, a folder of CSV files, or a zip of them.
    shape : str, optional
        How answers stand in it; by default found out.
    encoding : str, optional
        The encoding of CSV files; by default found out.

    Returns
    -------
    list of HeadedSheet, list of Problem
        The sheets that hold something, the one of the forms first; why there are none or fewer.
    """
    path = Path(path)
    if path.suffix.lower() == ".zip" and path.is_file():
        raw, problems = _of_zip(path, encoding)
    else:
        raw, problems = open_source(path, encoding=encoding)
    filled = [one for one in raw if not is_blank(one) and not is_decision_sheet(one)]
    sheets = with_parents(_headed(filled, shape), problems)
    if not sheets and not any(one.severity == "error" for one in problems):
        problems.append(Problem("error", "survey_empty", path.name))
    return sheets, problems


def _of_zip(path: Path, encoding: str | None) -> tuple[list[RawSheet], list[Problem]]:
    """Open the CSV files of a zip; where they would be written plays no part."""
    damaged = [Problem("error", "workbook_damaged", path.name)]
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            files = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
            files = [one for one in files if not PurePosixPath(one.filename).name.startswith(".")]
            size = sum(one.file_size for one in files)
            if size > _MOST_UNPACKED:
                given = {"size": -(-size // 2**20), "limit": _MOST_UNPACKED // 2**20}
                return [], [Problem("error", "workbook_too_big", path.name, fields=given)]
            if not files:
                return [], [Problem("error", "survey_empty", path.name)]
            for one in files:
                name = PurePosixPath(one.filename.replace("\\", "/")).name
                (Path(folder) / name).write_bytes(archive.read(one))
            return open_source(folder, encoding=encoding)
    except RuntimeError:  # encrypted entries
        return [], [Problem("error", "workbook_protected", path.name)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return [], damaged


def _headed(raw: Sequence[RawSheet], shape: str) -> list[HeadedSheet]:
    found = []
    for sheet in raw:
        headed = matrix_sheet(sheet) if shape in ("", "matrix") else None
        headed = headed or export_sheet(sheet)
        if headed is not None:
            found.append(headed)
    return found
