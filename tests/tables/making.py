"""Folders and workbooks to read, and what a well-said problem is."""

import datetime as dt
from pathlib import Path

from concertnet.tables.read import read_tables

ACTORS = "acteur,nom,secteur\nA1,Maison Aînés,communautaire\nA2,Ville,institutionnel\n"
TIES = "source,cible,niveau\nA1,A2,concertation\n"


def folder(path: Path, **files: str | bytes) -> Path:
    """Write `name="text"` as name.csv."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (path / f"{name}.csv").write_bytes(data)
    return path


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """Write sheets of rows with openpyxl."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def old_workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """Write an .xls file."""
    import xlwt

    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value is not None:
                    style = (day,) if isinstance(value, dt.date) else ()
                    sheet.write(i, j, value, *style)
    book.save(str(path))
    return path


def open_document(path: Path, **sheets: list[list[object]]) -> Path:
    """Write an .ods file."""
    import pandas as pd

    with pd.ExcelWriter(path, engine="odf") as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return path


def found(reading, code):
    return [problem for problem in reading.problems if problem.code == code]


def only(reading, code, **place):
    """Return the only problem of this code, well said and placed as expected."""
    problems = found(reading, code)
    assert len(problems) == 1, [(p.code, p.text("en")) for p in reading.problems]
    well_said(problems[0])
    for name, expected in place.items():
        assert getattr(problems[0], name) == expected, name
    return problems[0]


def well_said(problem):
    """Both languages say the place and what to do, with nothing left to fill."""
    for lang in ("fr", "en"):
        text = problem.text(lang)
        assert not {"{", "}"} & set(text), text
        assert problem.message(lang).endswith((".", "?")), text
        assert problem.suggestion(lang).endswith("."), text
        shown = problem.as_row(lang)
        for part in ("file", "sheet", "row", "column"):
            assert shown[part] is None or str(shown[part]) in text, text
    assert problem.message("fr") != problem.message("en")


def errors(reading):
    return [problem.code for problem in reading.problems if problem.severity == "error"]


def read_text(path: Path, **files):
    return read_tables(folder(path, **files))
