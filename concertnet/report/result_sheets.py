"""The sheets of the workbook of results: what was found, then a sheet for each question."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.gaps.explain import explain
from concertnet.report.record import ReportSection, ReportTable
from concertnet.report.sections.bridging import bridging_section
from concertnet.report.sections.continuum import continuum_section
from concertnet.report.sections.findings import findings_section
from concertnet.report.sections.instances import instances_section
from concertnet.report.sections.place import place_section
from concertnet.report.sections.turnover import turnover_section
from concertnet.report.sections.who import who_section
from concertnet.report.subject import Subject
from concertnet.report.writers.excel import (
    BookSheet,
    Picture,
    dictionary,
    key_results,
    measure_meanings,
    sheet_names,
)

__all__ = ["result_sheets", "without_empty"]

_QUESTIONS = (
    who_section,
    bridging_section,
    continuum_section,
    instances_section,
    turnover_section,
    place_section,
)
# What names a row: an id beside a name is left to the CSV files.
_IDS = {
    "actor",
    "other",
    "instance",
    "introducers",
    "introduced_at",
    "invite",
    "invite_through",
    "invite_unlinked",
}
# Of missing links, what is read first; the other columns are evidence, on a sheet of their own.
_READ_FIRST = (
    "kind", "actor_name", "other_name", "other_sector", "instance_name", "territory", "theme",
    "introducer_names", "invite_names", "invite_unlinked_names",
)  # fmt: skip
# Rows of a sheet, and missing links of each kind; the files hold them all.
_RESULTS = {"single_links": 60}
_ROWS = 400
_GAPS_SHOWN = 40
# The sheets where what a section found is to be read.
_SHEETS = {
    "who": ("description", "actors"),
    "bridging": ("profile", "mixing", "single_links"),
    "instances": ("coverage", "instances", "burden"),
    "turnover": ("profile", "representatives"),
    "place": ("presence", "gaps"),
}


def result_sheets(
    subject: Subject,
    tables: Mapping[str, pd.DataFrame],
    reading: pd.DataFrame,
    pictures: Sequence[Picture],
) -> list[BookSheet]:
    """Return the sheets of results.

    Parameters
    ----------
    subject : Subject
        What the results are about.
    tables : mapping of name to DataFrame
        The tables, as the library gives them.
    reading : DataFrame
        What every table is read with.
    pictures : sequence of Picture
        Figures that are drawn already.

    Returns
    -------
    list of BookSheet
        What was found, what to read it with, a sheet per table, the evidence of missing links,
        what each measure means, figures, and a dictionary of columns.
    """
    w = subject.w
    told = ReportTable("read_me", w["sheet_read_me"], reading, ("text", "text"))
    sheets = [_found(subject, tables), BookSheet(w["sheet_read_me"], tables=(told,))]
    for name, frame in tables.items():
        if name == "gaps":
            sheets += _gap_sheets(subject, frame)
        else:
            kept = frame[[c for c in frame.columns if not _is_told(c, frame)]]
            if "instance" in kept and name == "coverage":
                kept = kept.assign(instance=kept["instance"].map(subject.bodies))
                kept = kept.rename(columns={"instance": "instance_name"})
            sheets.append(_sheet(subject, name, kept))
    listed = [table for sheet in sheets[2:] for table in sheet.tables]
    drawn = BookSheet(w["report_sheet_figures"], pictures=tuple(pictures))
    measures = tables["profile"]["measure"]
    return [*sheets, measure_meanings(measures, w), drawn, dictionary(listed, w)]


def _is_told(column: str, frame: pd.DataFrame) -> bool:
    """Say whether a column is an id whose name stands beside it."""
    return column in _IDS and f"{column}_name" in frame.columns


def _sheet(subject: Subject, name: str, frame: pd.DataFrame) -> BookSheet:
    rows = _RESULTS.get(name, _ROWS)
    note = _left(subject, name, len(frame) - rows)
    title = subject.w[f"sheet_{name}"]
    made = subject.table_called(title, frame.head(rows), note=note)
    return BookSheet(title, tables=(made,))


def _left(subject: Subject, name: str, rows: int) -> str:
    """Return how many rows a sheet leaves to its file; nothing where it holds them all."""
    w = subject.w
    return w("report_rows_in_file", n=rows, file=f"{w[f'file_{name}']}.csv") if rows > 0 else ""


def _found(subject: Subject, tables: Mapping[str, pd.DataFrame]) -> BookSheet:
    """Return the sheet of what was found, as the report says it."""
    w = subject.w
    with warnings.catch_warnings():
        # what reading noticed is said by those who write the files
        warnings.simplefilter("ignore", UserWarning)
        made: list[ReportSection] = [make(subject) for make in _QUESTIONS]
    first = findings_section(subject, made)
    where = {
        f"section_{section}": sheet_names(w[f"sheet_{name}"] for name in names if name in tables)
        for section, names in _SHEETS.items()
    }
    return key_results(first.sentences, w, where=where, caution=subject.caution)


def _gap_sheets(subject: Subject, gaps: pd.DataFrame) -> list[BookSheet]:
    """Return missing links, their sentence first, then what speaks for each."""
    w, scale = subject.w, subject.now.scale
    every = len(gaps)
    gaps = without_empty(gaps.groupby("kind", sort=False).head(_GAPS_SHOWN))
    left = _left(subject, "gaps", every - len(gaps))
    # a column that no row fills is not in the table, and a sentence may ask for it
    whole = gaps.reindex(columns=subject.gaps.columns)
    sentences = [explain(row, lang=w.lang, scale=scale) for row in whole.to_dict("records")]
    numbers = range(1, len(gaps) + 1)
    first = gaps[[c for c in _READ_FIRST if c in gaps.columns]].copy()
    first.insert(0, "report_gap_sentence", pd.Series(sentences, index=gaps.index, dtype="str"))
    first.insert(0, "report_gap_number", pd.Series(numbers, index=gaps.index, dtype="int64"))
    kept = [c for c in gaps.columns if c not in (*_READ_FIRST, *_IDS, "sector", "by", "level")]
    evidence = gaps[kept].copy()
    evidence.insert(0, "report_gap_number", pd.Series(numbers, index=gaps.index, dtype="int64"))
    title = w["report_sheet_evidence"]
    links = w["sheet_gaps"]
    return [
        BookSheet(links, tables=(subject.table_called(links, first, note=left),)),
        BookSheet(title, tables=(subject.table_called(title, evidence),)),
    ]


def without_empty(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the columns that no row fills; one without rows keeps its headings."""
    return table.dropna(axis="columns", how="all") if len(table) else table
