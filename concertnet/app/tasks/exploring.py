"""What a dossier says: its map, its sections with their sentences, its tables and figures."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.app.given import DataGiven
from concertnet.app.process import Tell
from concertnet.app.tasks.reading import network_of
from concertnet.errors import ConcertnetError
from concertnet.gaps.find.missing_links import missing_links
from concertnet.grammar import day
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.observed import observed_of
from concertnet.maps.interactive.page import interactive_page
from concertnet.report.harmless import harmless
from concertnet.report.record import Report, ReportFigure, ReportPart, ReportTable
from concertnet.report.report import made_report
from concertnet.report.results import result_tables
from concertnet.report.seated import seated_tables
from concertnet.report.subject import subject_of
from concertnet.report.writers.excel import column_meaning, measure_meanings
from concertnet.report.writers.written import drawn, is_numeric, paragraphs, texts_of_rows
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.words import LANGUAGES, Words, in_order, words

__all__ = ["draw_task", "map_page_task", "overview_task", "tables_task", "told_task"]

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
_DAY = pd.Timedelta(days=1)
_CENTIMETRES = 2.54
_DPI = 200
_SHOWN = 96  # pixels per inch on a screen
_KEPT = 4  # reports that stay in memory
_ROWS = 2000  # rows of a table that a screen holds; the workbook holds them all


def overview_task(_tell: Tell, given: DataGiven) -> dict[str, Any]:
    """Return what can be asked of a dossier: its days, its sectors, its territories."""
    net = network_of(given)
    now = net.latest()
    held = sorted(net.actors["sector"].dropna().unique(), key=in_order)
    usual = [sector for sector in DEFAULT_SECTORS if sector not in held]
    territories = sorted(net.actors["territory"].dropna().unique(), key=in_order)
    said: dict[str, Any] = {
        "first": None if net.observed is None else str(net.observed.start.date()),
        "last": None if net.observed is None else str((net.observed.end - _DAY).date()),
        "territories": territories,
        "has_persons": bool(len(net.mandates)),
        "sector": _asked_by_default(held),
    }
    for lang in LANGUAGES:
        w = words(lang)
        said[lang] = {
            "title": harmless(net.about.title or ""),
            "counts": [w("n_actors", n=len(now.actors)), w("n_ties", n=now.grouped().m)],
            "day": None if net.observed is None else day(observed_of(now).start, w),
            "sectors": [(sector, w.label(sector)) for sector in (*held, *usual)],
        }
    return said


def _asked_by_default(held: Sequence[str]) -> str:
    return str(sector_meant("private", held, absent=True))


def map_page_task(
    tell: Tell, given: DataGiven, output: str, at: str | None, sector: str
) -> dict[str, str]:
    """Write the planner's page; return the policy that it holds, which its address repeats."""
    w = words()
    net = network_of(given)
    now = net.latest() if at is None else net.at(at)
    tell(1, 3, w["sheet_gaps"])
    gaps = missing_links(now, sector=sector)
    tell(2, 3, w["file_map"])
    page = interactive_page(net if at is None else now, gaps=gaps, lang=w.lang)
    Path(output).write_text(page.html, encoding="utf-8", newline="\n")
    held = _POLICY.search(page.html)
    assert held is not None
    return {"policy": held[1].replace("&#39;", "'")}


def told_task(tell: Tell, given: DataGiven, **asked: Any) -> dict[str, Any]:
    """Return the sections of the report as a screen shows them; its figures are not drawn yet."""
    return _told(_report_of(tell, given, **asked), words())


def draw_task(tell: Tell, given: DataGiven, output: str, figure: str, **asked: Any) -> str:
    """Draw one figure of the report in a file, by the ending of its name."""
    made = _report_of(tell, given, **asked)
    found = next(one for one in made.figures if one.key == figure)
    kind = Path(output).suffix.removeprefix(".")
    Path(output).write_bytes(drawn(found, kind=kind, dpi=_DPI))
    return output


_reports: OrderedDict[str, Report] = OrderedDict()


def _report_of(tell: Tell, given: DataGiven, **asked: Any) -> Report:
    """Return the record of the report, made again only where something changed."""
    key = repr((given.sign, words().lang, sorted(asked.items())))
    if key not in _reports:
        _reports[key] = made_report(network_of(given), progress=tell, **asked)
        while len(_reports) > _KEPT:
            _reports.popitem(last=False)
    _reports.move_to_end(key)
    return _reports[key]


def _told(made: Report, w: Words) -> dict[str, Any]:
    return {
        "title": harmless(made.title),
        "facts": list(map(harmless, made.facts)),
        "caution": made.caution,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "parts": [_part_told(part, w) for part in section.parts],
            }
            for section in made.sections
        ],
    }


def _part_told(part: ReportPart, w: Words) -> dict[str, Any]:
    running, listed = paragraphs(part)
    return {
        "title": part.title,
        "made": part.is_made,
        "paragraph": " ".join(harmless(sentence.text) for sentence in running),
        "items": [harmless(sentence.text) for sentence in listed],
        "todo": list(map(harmless, part.todo)),
        "tables": [_table_told(table, w) for table in part.tables],
        "figures": [_figure_told(figure, w) for figure in part.figures],
    }


def _figure_told(figure: ReportFigure, w: Words) -> dict[str, Any]:
    width, height = figure.size
    pixels = {"width": round(_SHOWN * width), "height": round(_SHOWN * height)}
    if w.lang == "fr":
        width, height = _CENTIMETRES * width, _CENTIMETRES * height
    size = {"width": w.number(width, 1), "height": w.number(height, 1)}
    return {
        "key": figure.key,
        "caption": harmless(figure.caption),
        "alternative": harmless(figure.alternative),
        "size": w("app_figure_size", **size),
        "pixels": pixels,  # its place is kept while it is drawn
    }


def _table_told(table: ReportTable, w: Words) -> dict[str, Any]:
    """Return a table as texts, with the numbers by which its columns are sorted."""
    left = max(0, len(table.frame) - _ROWS)
    frame = table.frame.head(_ROWS)
    cut = ReportTable(table.key, table.caption, frame, table.cells, table.note, table.names)
    headings, rows = texts_of_rows(cut, w)
    numbers = []
    for place, cell in enumerate(table.cells):
        if cell == "text":
            numbers.append(None)
            continue
        column = frame.iloc[:, place]
        if cell == "day":
            column = pd.to_datetime(column).astype("int64").where(column.notna())
        values = pd.to_numeric(column, errors="coerce").astype("float64")
        numbers.append([None if pd.isna(value) else float(value) for value in values])
    names = table.names or ("",) * len(headings)
    meanings = [
        (heading, meaning)
        for heading, name in zip(headings, names, strict=True)
        if (meaning := column_meaning(name, w) if name else "")
    ]
    return {
        "key": table.key,
        "caption": harmless(table.caption),
        "note": harmless(table.note),
        "headings": headings,
        "numeric": [is_numeric(cell) for cell in table.cells],
        "rows": rows,
        "numbers": numbers,
        "meanings": meanings,
        "left": left,
    }


def tables_task(tell: Tell, given: DataGiven, at: str | None, sector: str) -> dict[str, Any]:
    """Return every table of results, with what its measures mean and what could not be made."""
    w = words()
    subject = subject_of(network_of(given), at=at, sector=sector)
    tell(1, 3, w["sheet_profile"])
    tables = result_tables(subject)
    tell(2, 3, w["sheet_representatives"])
    seated, unmade = seated_tables(subject.shown, subject.now)
    shown = []
    for name, frame in (tables | seated).items():
        made = subject.table_called(w[f"sheet_{name}"], _named_once(frame))
        shown.append(_table_told(made, w) | {"key": name})
    means = measure_meanings(tables["profile"]["measure"], w)
    return {
        "tables": shown,
        "measures": _table_told(means.tables[0], w),
        "unmade": _unmade(unmade, w),
        "caution": subject.caution,
    }


def _named_once(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the identifiers that are the names beside them."""
    alike = [
        column
        for column in frame
        if f"{column}_name" in frame and frame[column].equals(frame[f"{column}_name"])
    ]
    return frame.drop(columns=alike)


def _unmade(unmade: Mapping[str, ConcertnetError], w: Words) -> list[tuple[str, str]]:
    return [(w[f"sheet_{name}"], error.text(w.lang)) for name, error in unmade.items()]
