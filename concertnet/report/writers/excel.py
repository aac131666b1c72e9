"""A report, or tables of results, as a workbook that is read and printed as it stands."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.report.harmless import harmless
from concertnet.report.record import CellKind, Report, ReportTable, Sentence
from concertnet.report.writers.written import drawn
from concertnet.swap import replace_file
from concertnet.tables.write.book import new_book
from concertnet.words import Words, normalise, words

__all__ = [
    "BookSheet",
    "Picture",
    "column_meaning",
    "dictionary",
    "key_results",
    "measure_meanings",
    "sheet_names",
    "write_excel",
    "write_sheets",
]

_WIDEST, _NARROWEST = 46, 7  # characters of a column
_WIDEST_OF_TEXTS = 72  # where nothing but texts is to be read
_LINE = 12.5  # points of a line of text
_SIZE = 9  # of the texts of cells
_PRINTED = 110  # characters of a line across a printed page
_LONGEST_TITLE = 31  # of a sheet, as Excel takes it
_DPI = 110  # of pictures
_ACROSS = 8.5  # inches of a picture
_FORBIDDEN = "[]:*?/\\"


@dataclass(frozen=True)
class Picture:
    """A figure that is drawn: its caption, its text for who does not see it, its PNG, its size."""

    caption: str
    alternative: str
    png: bytes
    size: tuple[float, float]


@dataclass(frozen=True)
class _Number:
    """A number of a column where each is written in its own way: a count, a percentage."""

    value: float
    cell: CellKind


@dataclass(frozen=True, eq=False)
class BookSheet:
    """One sheet: what is said first, then tables one under the other, then figures.

    Attributes
    ----------
    title : str
        Its name.
    said : tuple of str
        Sentences above the tables.
    tables : tuple of ReportTable
        Its tables; a single one has filters.
    pictures : tuple of Picture
        Pictures, one under the other.
    """

    title: str
    said: tuple[str, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    pictures: tuple[Picture, ...] = ()


def write_excel(report: Report, path: Path) -> Path:
    """Write a report as a workbook: key results, a sheet for each section, figures, dictionary.

    Parameters
    ----------
    report : Report
        The report.
    path : Path
        The file.

    Returns
    -------
    Path
        The file.
    """
    w = words(report.lang)
    sheets, keys = [], []
    for section in report.sections:
        if section.key != "findings" and section.parts:
            said = tuple(sentence.text for sentence in section.sentences)
            sheets.append(BookSheet(section.title, said, section.tables))
            keys.append(f"section_{section.key}")
    pictures = tuple(
        Picture(f.caption, f.alternative, drawn(f, kind="png", dpi=_DPI), f.size)
        for f in report.figures
    )
    if pictures:
        sheets.append(BookSheet(w["report_sheet_figures"], pictures=pictures))
    first = [sentence for s in report.sections if s.key == "findings" for sentence in s.sentences]
    # a title may lose a sign that a sheet cannot have
    named = sheet_names([w["report_sheet_key"], *(sheet.title for sheet in sheets)])[1:]
    where = {key: (name,) for key, name in zip(keys, named, strict=False)}
    opening = key_results(first, w, where=where, caution=report.caution)
    columns = dictionary([table for sheet in sheets for table in sheet.tables], w)
    return write_sheets([opening, *sheets, columns], path, lang=report.lang)


def key_results(
    findings: Sequence[Sentence], w: Words, *, where: Mapping[str, Sequence[str]], caution: str
) -> BookSheet:
    """Return the sheet of what was found: finding, number, cases, caution, sheets to read.

    Parameters
    ----------
    findings : sequence of Sentence
        What was found.
    w : Words
        The language.
    where : mapping of str to sequence of str
        By what a sentence points to, the names of the sheets that hold it.
    caution : str
        What the numbers are to be read with.

    Returns
    -------
    BookSheet
        One row per finding.
    """
    rows = [
        (
            sentence.text,
            None if sentence.value is None else _Number(sentence.value, sentence.cell),
            sentence.n,
            caution or None,
            ", ".join(name for key in sentence.see for name in where.get(key, ())) or None,
        )
        for sentence in findings
    ]
    columns = [w[f"report_key_{name}"] for name in ("finding", "number", "n", "caution", "where")]
    frame = pd.DataFrame(rows, columns=columns).astype({columns[2]: "Float64"})
    cells: tuple[CellKind, ...] = ("text", "number", "count", "text", "text")
    table = ReportTable("key", w["report_sheet_key"], frame, cells)
    return BookSheet(w["report_sheet_key"], (), (table,))


def dictionary(tables: Sequence[ReportTable], w: Words) -> BookSheet:
    """Return the sheet that says of each column what it is, how it is written, where it stands."""
    where: dict[tuple[str, str, CellKind], list[str]] = {}
    for table in tables:
        names = table.names or [""] * len(table.cells)
        for column, name, cell in zip(table.frame.columns, names, table.cells, strict=True):
            key = str(column), column_meaning(name, w), cell
            where.setdefault(key, []).append(table.caption)
    frame = pd.DataFrame(
        [
            (column, meaning or None, w[f"report_cell_{cell}"], "; ".join(dict.fromkeys(captions)))
            for (column, meaning, cell), captions in where.items()
        ],
        columns=[w[f"report_dictionary_{n}"] for n in ("column", "meaning", "cell", "tables")],
    )
    title = w["report_sheet_dictionary"]
    table = ReportTable("dictionary", title, frame, ("text", "text", "text", "text"))
    return BookSheet(title, (), (table,))


def column_meaning(name: str, w: Words) -> str:
    """Return what a column says, by its name in code; "" where its heading says it."""
    keys = (f"define_column_{name}", f"define_{name}", f"define_measure_{name}")
    return next((w[key] for key in keys if key in w), "")


def measure_meanings(measures: Iterable[str], w: Words) -> BookSheet:
    """Return the sheet that says what each measure means, and between which bounds it stands."""
    told = [(w.label(f"measure_{m}"), w[f"define_measure_{m}"]) for m in dict.fromkeys(measures)]
    columns = [w[f"report_dictionary_{name}"] for name in ("measure", "meaning")]
    frame = pd.DataFrame(sorted(told, key=lambda row: normalise(row[0])), columns=columns)
    title = w["report_sheet_measures"]
    return BookSheet(title, (), (ReportTable("measures", title, frame, ("text", "text")),))


def write_sheets(sheets: Sequence[BookSheet], path: Path, *, lang: str) -> Path:
    """Write sheets as one workbook: lying pages fitted to their width, headings repeated.

    Parameters
    ----------
    sheets : sequence of BookSheet
        The sheets, in order.
    path : Path
        The .xlsx file.
    lang : {"fr", "en"}
        The language.

    Returns
    -------
    Path
        The file. Texts are texts: never formulas, never links.
    """

    def write(file: Path) -> None:
        with new_book(file) as book:
            formats = _formats(book, lang)
            for name, sheet in zip(sheet_names([s.title for s in sheets]), sheets, strict=True):
                _write_sheet(book.add_worksheet(name), sheet, formats)

    replace_file(path, write)
    return path


def _formats(book: Any, lang: str) -> dict[str, Any]:
    top = {"valign": "top", "font_size": _SIZE}
    percent = "0\u202f%" if lang == "fr" else "0%"
    return {
        "title": book.add_format({"bold": True, "font_size": 12}),
        "said": book.add_format({"text_wrap": True, **top}),
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **top}),
        "heading_right": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right", **top}
        ),
        "text": book.add_format({"text_wrap": True, **top}),
        "count": book.add_format({"num_format": "#,##0", **top}),
        "share": book.add_format({"num_format": percent.replace("\u202f", '"\u202f"'), **top}),
        "number": book.add_format({"num_format": "0.00", **top}),
        "p": book.add_format({"num_format": "0.000", **top}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top}),
        "right": book.add_format({"align": "right", **top}),
        "note": book.add_format({"italic": True, "font_size": _SIZE}),
    }


def _write_sheet(page: Any, sheet: BookSheet, formats: dict[str, Any]) -> None:
    widths = _widths(sheet.tables)
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.set_landscape()
    page.set_paper(1)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")
    row = 0
    across = max(len(widths), 1) - 1
    for text in sheet.said:
        row = _say(page, row, across, sum(widths), harmless(text), formats)
    alone = len(sheet.tables) == 1 and not sheet.said
    for table in sheet.tables:
        if not alone:
            row += 1
            page.write_string(row, 0, harmless(table.caption), formats["title"])
            row += 1
        if alone:
            page.repeat_rows(row)
            page.freeze_panes(row + 1, 1)
        row = _write_table(page, row, table, widths, formats)
        if alone and len(table.frame):
            page.autofilter(0, 0, len(table.frame), len(table.cells) - 1)
        if table.note:
            page.write_string(row, 0, harmless(table.note), formats["note"])
            row += 1
    for place, picture in enumerate(sheet.pictures):
        row = _insert(page, row, picture, f"{place}.png", formats)


def _say(page: Any, row: int, across: int, width: float, text: str, formats: dict[str, Any]) -> int:
    """Write a sentence across the columns of the tables below, as tall as it needs."""
    lines = math.ceil(len(text) / max(width, 40) * 1.1)
    page.set_row(row, _LINE * max(lines, 1))
    if across:
        page.merge_range(row, 0, row, across, "", formats["said"])
    page.write_string(row, 0, text, formats["said"])
    return row + 1


def _widths(tables: Sequence[ReportTable]) -> list[float]:
    """Return the width of each column: that of the widest of what the tables put there."""
    found: list[float] = []
    only_texts = all(cell == "text" for table in tables for cell in table.cells)
    widest = _WIDEST_OF_TEXTS if only_texts else _WIDEST
    for table in tables:
        for place, column in enumerate(table.frame.columns):
            texts = table.frame[column].dropna().astype(str).str.len()
            if table.cells[place] == "text":
                long = min(max(texts.max() if len(texts) else 0, _NARROWEST), widest)
            else:
                long = 11
            word = max(map(len, str(column).split()), default=1)
            wide = float(max(long, min(word, 16)) + 1.5)
            if place < len(found):
                found[place] = max(found[place], wide)
            else:
                found.append(wide)
    return found or [_PRINTED]


def _write_table(
    page: Any, row: int, table: ReportTable, widths: Sequence[float], formats: dict[str, Any]
) -> int:
    for place, (column, cell) in enumerate(zip(table.frame.columns, table.cells, strict=True)):
        look = "heading" if cell in ("text", "day") else "heading_right"
        page.write_string(row, place, harmless(str(column)), formats[look])
    folds = [
        math.ceil(len(str(c)) * 1.2 / wide) for c, wide in zip(table.frame, widths, strict=False)
    ]
    page.set_row(row, _LINE * max([*folds, 1]))
    for values in table.frame.itertuples(index=False):
        row += 1
        lines = 1
        for place, (value, cell) in enumerate(zip(values, table.cells, strict=True)):
            if cell == "text" and isinstance(value, str):
                lines = max(lines, math.ceil(len(value) / widths[place]))
            _write_cell(page, row, place, value, cell, formats)
        if lines > 1:
            page.set_row(row, _LINE * lines)
    return row + 1


def _write_cell(
    page: Any, row: int, place: int, value: Any, cell: CellKind, formats: dict[str, Any]
) -> None:
    if isinstance(value, _Number):
        value, cell = value.value, value.cell
    if value is None or pd.isna(value):
        return
    if cell == "day":
        page.write_datetime(row, place, pd.Timestamp(value).to_pydatetime(), formats["day"])
    elif cell == "text":
        page.write_string(row, place, harmless(str(value)), formats["text"])
    elif not math.isfinite(float(value)):
        # a workbook has no infinite number
        page.write_string(row, place, "∞" if value > 0 else "−∞", formats["right"])
    else:
        page.write_number(row, place, float(value), formats[cell])


def _insert(page: Any, row: int, picture: Picture, name: str, formats: dict[str, Any]) -> int:
    """Show a picture under its caption, as wide as a printed page."""
    page.write_string(row, 0, harmless(picture.caption), formats["title"])
    scale = _ACROSS / picture.size[0]
    page.insert_image(
        row + 1,
        0,
        name,
        {
            "image_data": io.BytesIO(picture.png),
            "x_scale": scale,
            "y_scale": scale,
            "description": harmless(picture.alternative)[:255],
            "object_position": 1,
        },
    )
    return row + 3 + math.ceil(picture.size[1] * scale * 72 / _LINE)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return names of sheets: what Excel refuses left out, each told apart from those before.

    Examples
    --------
    >>> sheet_names(["Où est-il ?", "Liens d'une seule personne", "où est-il"])
    ['Où est-il', "Liens d'une seule personne", 'où est-il 2']
    """
    names: list[str] = []
    taken: set[str] = set()
    for title in titles:
        clean = "".join(c for c in harmless(title) if c not in _FORBIDDEN)[:_LONGEST_TITLE]
        # Excel takes an apostrophe inside a name, not at its ends
        clean = clean.strip(" '\u00a0\u202f") or "1"
        name, again = clean, 1
        while name.casefold() in taken:
            again += 1
            end = f" {again}"
            name = f"{clean[: _LONGEST_TITLE - len(end)]}{end}"
        taken.add(name.casefold())
        names.append(name)
    return names
