"""The sheet of one table in a template: headings, drop-down lists, rules, an example, the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from concertnet.scale import Scale
from concertnet.tables.spec.headings import match_columns
from concertnet.tables.spec.schema import Column, Table
from concertnet.tables.spec.text import cell_texts
from concertnet.tables.write.book import live_text
from concertnet.words import Words

__all__ = ["YES_NO", "TemplateBook", "help_of", "list_of", "rows_of_sheet", "write_table"]

YES_NO = "yes|no"
SPARE_ROWS, LEAST_ROWS = 500, 1000
_MOST_COMPARED = 3000  # beyond, comparing each row with all makes a spreadsheet wait

# Both are a day: of a year alone, of a month or of a full date; a spreadsheet may hold a number.
_DATE_RULE = (
    "=OR(AND(ISNUMBER({c}),OR(AND({c}>=1700,{c}<2300),{c}>10000)),"
    'AND(ISNUMBER(-LEFT({c},4)),OR(LEN({c})=4,AND(MID({c},5,1)="-",ISNUMBER(-MID({c},6,2)),'
    'OR(LEN({c})=7,AND(LEN({c})=10,MID({c},8,1)="-",ISNUMBER(-MID({c},9,2))))))))'
)
# Two dates of a spreadsheet are numbers; two texts are compared as far as the shorter goes.
_BACKWARD_RULE = (
    '=AND({s}<>"",{e}<>"",IF(AND(N({s})>10000,N({e})>10000),{e}<{s},'
    "IF(OR(N({s})>10000,N({e})>10000),FALSE,"
    'LEFT({e}&"",MIN(LEN({s}),LEN({e})))<LEFT({s}&"",MIN(LEN({s}),LEN({e}))))))'
)
_LIMITS = {"latitude": (-90, 90), "longitude": (-180, 180)}
_WIDE = ("name", "note", "purpose", "parties", "item", "answer")


@dataclass(frozen=True, eq=False)
class TemplateBook:
    """What every sheet of a template is written with.

    Attributes
    ----------
    book : xlsxwriter.Workbook
        The workbook.
    w : Words
        The words of its language.
    scale : Scale
        How levels are read.
    lists : dict of str to str
        The defined name of each list: by `list_of` for words, by the name of a table for what its
        key column holds.
    formats : dict of str to Format
        The formats of cells.
    """

    book: Any
    w: Words
    scale: Scale
    lists: Mapping[str, str]
    formats: Mapping[str, Any]


def list_of(column: Column) -> str:
    """Return what the list of a column's words is called by: columns of the same words share it."""
    return "level" if column.kind == "level" else "|".join(column.values)


def help_of(table: str, column: Column, w: Words) -> str:
    """Return what goes in a column, in a sentence."""
    particular = f"help_{table}_{column.name}"
    return w[particular] if particular in w else w[f"help_{column.word}"]


def rows_of_sheet(frame: pd.DataFrame) -> int:
    """Return the last row, from 1, to which the rules of a sheet apply."""
    return 1 + max(LEAST_ROWS, len(frame) + SPARE_ROWS)


def write_table(to: TemplateBook, table: Table, frame: pd.DataFrame, *, example: bool) -> None:
    """Write a table: its headings, its rules, an example or its rows.

    Parameters
    ----------
    to : TemplateBook
        The template.
    table : Table
        The table, with the columns that its sheet has.
    frame : DataFrame
        Its rows, with the columns of the specification and then the user's own; it may be empty.
    example : bool
        Whether a row that is never read shows how to fill it.
    """
    name, w = table.name, to.w
    sheet = to.book.add_worksheet(w[f"table_{name}"])
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    headings = _headings(table, list(frame.columns), w)
    known = dict(zip(table.names, table.columns, strict=True))
    for at, (column, heading) in enumerate(zip(frame.columns, headings, strict=True)):
        spec = known.get(column)
        style = "needed" if spec and spec.filled else "optional"
        sheet.write_string(0, at, heading, to.formats[style])
        wide = 34 if column in _WIDE else 24 if spec and spec.kind in ("id", "level") else 16
        cells = None if spec and spec.kind == "number" else to.formats["text"]
        sheet.set_column(at, at, max(wide, len(heading) + 2), cells)
    last = rows_of_sheet(frame)
    for at, column in enumerate(table.columns):
        cell = f"{_letter(at)}2"
        rule = _rule(to, table, column, cell, last) | {
            "input_title": headings[at][:32],
            "input_message": help_of(name, column, w)[:255],
        }
        sheet.data_validation(f"{cell}:{_letter(at)}{last}", rule)
    _colour_rules(to, sheet, table, last)
    if example:
        for at, column in enumerate(table.columns):
            if text := _example(name, column, at == 0, to):
                sheet.write_string(1, at, text, to.formats["example"])
    for at, column in enumerate(frame.columns):
        _write_column(to, sheet, at, frame[column], known.get(column))


def _headings(table: Table, columns: list[str], w: Words) -> list[str]:
    """Return the headings in the language; the names of the code where a user's own would clash."""
    own = columns[len(table.columns) :]
    for spelt in ([w[c.word] for c in table.columns], list(table.names)):
        match = match_columns(table.name, [*spelt, *own])
        meant = {name: at for at, name in enumerate(table.names)}
        if match.found == meant and len(match.others) == len(own):
            return [*spelt, *own]
    return columns


def _letter(at: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(at)


# -- rules ----------------------------------------------------------------------------------------


def _rule(to: TemplateBook, table: Table, column: Column, cell: str, last: int) -> dict[str, Any]:
    """Return what a column accepts, and what is said otherwise; most may be kept all the same."""
    w = to.w
    if column.name == table.key:
        whole = f"{cell[:-1]}$2:{cell[:-1]}${last}"
        rule = {"validate": "custom", "value": f"=COUNTIF({whole},{cell})<2"}
        return rule | _said("warning", w["template_twice"])
    if column.refers in to.lists and column.kind == "id":
        said = w("template_not_listed", sheet=w[f"table_{column.refers}"])
        return {"validate": "list", "source": f"={to.lists[column.refers]}"} | _said(
            "warning", said
        )
    if column.kind == "level":
        return _list(to, column) | _said("stop", w["template_not_level"])
    if column.kind == "word":
        return _list(to, column) | _said("warning", w["template_not_word"])
    if column.kind == "flag":
        rule = {"validate": "list", "source": f"={to.lists[YES_NO]}"}
        return rule | _said("stop", w["template_not_flag"])
    if column.kind in ("start", "end", "date"):
        rule = {"validate": "custom", "value": _DATE_RULE.format(c=cell)}
        return rule | _said("warning", w["template_not_date"])
    if column.kind == "number":
        low, high = _LIMITS.get(column.name, (-1e9, 1e9))
        rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
        return rule | _said("stop", w["template_not_number"])
    return {"validate": "any"}


def _list(to: TemplateBook, column: Column) -> dict[str, Any]:
    return {"validate": "list", "source": f"={to.lists[list_of(column)]}"}


def _said(kind: str, text: str) -> dict[str, Any]:
    return {"error_type": kind, "error_title": "concertnet", "error_message": text[:255]}


def _colour_rules(to: TemplateBook, sheet: Any, table: Table, last: int) -> None:
    """Colour what pasting lets through: ends before starts, and rows that stand twice."""
    place = {name: f"${_letter(at)}" for at, name in enumerate(table.names)}
    if {"start", "end"} <= set(place):
        rule = _BACKWARD_RULE.format(s=f"{place['start']}2", e=f"{place['end']}2")
        first, final = place["start"].strip("$"), place["end"].strip("$")
        options = {"type": "formula", "criteria": rule, "format": to.formats["wrong"]}
        sheet.conditional_format(f"{first}2:{final}{last}", options)
    if last > _MOST_COMPARED:
        return
    if table.name == "ties":
        one, two = (place[end] for end in ("source", "target"))
        same = "".join(
            f',{place[c]}$2:{place[c]}${last},{place[c]}2&""' for c in ("level", "start", "end")
        )
        either = "+".join(
            f"COUNTIFS({a}$2:{a}${last},{one}2,{b}$2:{b}${last},{two}2{same})"
            for a, b in ((one, two), (two, one))
        )
        rule = f'=AND({one}2<>"",{two}2<>"",{either}>1)'
        area = f"{one}2:{two}{last}".replace("$", "")
    elif table.key:
        key = place[table.key]
        rule = f'=AND({key}2<>"",COUNTIF({key}$2:{key}${last},{key}2)>1)'
        area = f"{key}2:{key}{last}".replace("$", "")
    else:
        return
    options = {"type": "formula", "criteria": rule, "format": to.formats["doubtful"]}
    sheet.conditional_format(area, options)


# -- cells ----------------------------------------------------------------------------------------


def _write_column(
    to: TemplateBook, sheet: Any, at: int, values: pd.Series, column: Column | None
) -> None:
    """Write the rows of a column: numbers as numbers, all else as text in the language."""
    w = to.w
    texts = cell_texts(values)
    if column is not None and column.kind == "flag":
        texts = texts.replace({"true": w["yes"], "false": w["no"]})
    elif column is not None and column.kind == "word":
        texts = texts.replace({key: w[key] for key in column.values})
    elif column is not None and column.kind == "level":
        texts = texts.replace({level: to.scale.label(level, w.lang) for level in to.scale.levels})
    for row, (value, text) in enumerate(zip(values, texts, strict=True), start=1):
        if text == "":
            continue
        if isinstance(value, float) and float(f"{value:.16G}") == value:
            sheet.write_number(row, at, value)
        else:
            sheet.write_string(row, at, text, to.formats["live" if live_text(text) else "text"])


_EXAMPLES = {
    "target": "example_other_actor",
    "rated": "example_other_actor",
    "territory": "example_territory",
    "tier": "local",
    "theme": "example_theme",
}
_TYPED = {
    "start": "2023-01", "date": "2024-06-12", "meetings_per_year": "6", "score": "3",
    "rules_adopted": "2023-04-20", "seat": "S1", "person": "P1", "wave": "2024", "item": "1",
    "answer": "4", "latitude": "46.1", "longitude": "-71.9",
}  # fmt: skip


def _example(name: str, column: Column, first: bool, to: TemplateBook) -> str:
    """Return what the example says in a column; its first cell says that it is one."""
    w = to.w
    if column.name in _TYPED:
        text = _TYPED[column.name]
    elif column.name in _EXAMPLES:
        text = w[_EXAMPLES[column.name]]
    elif column.kind == "ids":
        text = f"{w['example_actor']}; {w['example_other_actor']}"
    elif column.kind == "level":
        text = to.scale.label(to.scale.levels[min(1, len(to.scale.levels) - 1)], w.lang)
    elif column.kind == "word":
        text = w[column.values[0]]
    elif column.kind == "flag":
        text = w["yes"]
    elif (column.refers or name) == "actors" and column.kind == "id":
        text = w["example_actor"]
    elif column.name == "instance" and column.kind == "id":
        text = w["example_instance"]
    elif column.name == "agreement" and name == "agreements":
        text = w["example_agreement"]
    elif column.name == "name" and name == "actors":
        text = w["example_actor_name"]
    else:
        text = ""
    return f"{w['example_mark']} {text}" if first else text
