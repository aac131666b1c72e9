"""The pages of a template that hold no table: guide, About, words of sectors, codebook, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from concertnet.tables.source.about_sheet import ITEMS, REPEATED
from concertnet.tables.spec.needs import RESULTS, needs_shown
from concertnet.tables.spec.next_command import next_command
from concertnet.tables.spec.schema import DEFAULT_SECTORS, TABLES, Column, Table
from concertnet.tables.write.book import live_text
from concertnet.tables.write.template_table import YES_NO, TemplateBook, help_of, list_of
from concertnet.words import Words

__all__ = [
    "words_of_lists",
    "write_about",
    "write_codebook",
    "write_guide",
    "write_lists",
    "write_words",
]

_WORD_ROWS = 300
_BY_PROGRAM = ("decisions_taken", "distinct_actors", "rule_of_reports")  # nobody fills them in


def write_guide(to: TemplateBook, file: Path, *, example: bool) -> None:
    """Write how to fill the template, what to type then, and what each sheet makes possible."""
    w = to.w
    sheet = to.book.add_worksheet(w["template_guide"])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 54)
    sheet.set_column(2, 2, 70)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 1, w["template_heading"], to.formats["title"])
    titles = {"actors": w["table_actors"], "ties": w["table_ties"], "words": w["template_words"]}
    steps = ["start", "needed", "lists", "words", "dates", "examples", "persons", "save"]
    if not example:
        steps.remove("examples")
    row = 2
    for number, step in enumerate(steps, start=1):
        text = w(f"template_step_{step}", mark=w["example_mark"], **titles)
        row = _step(to, sheet, row, str(number), text)
    named = Path(file.name)  # typed in the folder where it is, wherever that becomes
    commands = {"save": ("check", named), "results": ("results", named)}
    for step, parts in commands.items():
        if step != "save":
            row = _step(to, sheet, row, "", w[f"template_step_{step}"])
        typed = next_command(*parts, "--lang", w.lang)
        sheet.merge_range(row, 1, row, 2, "", to.formats["command"])
        sheet.write_string(row, 1, typed, to.formats["command"])
        row += 2
    sheet.write_string(row, 1, w["template_possible"], to.formats["title"])
    row += 1
    for at, key in enumerate(("template_result", "template_sheets"), start=1):
        sheet.write_string(row, at, w.label(key), to.formats["optional"])
    for result in RESULTS:
        row += 1
        sheet.write_string(row, 1, w[f"possible_{result.name}"], to.formats["wrapped"])
        sheet.write_string(row, 2, needs_shown(result.needs, w), to.formats["wrapped"])


def _step(to: TemplateBook, sheet: Any, row: int, number: str, text: str) -> int:
    sheet.write_string(row, 0, number, to.formats["wrapped"])
    sheet.merge_range(row, 1, row, 2, "", to.formats["wrapped"])
    sheet.write_string(row, 1, text, to.formats["wrapped"])
    sheet.set_row(row, 16 * max(1, -(-len(text) // 122)) + 2)
    return row + 1


def write_about(to: TemplateBook, rows: pd.DataFrame) -> None:
    """Write what is said of the network as a whole; an item without a value says nothing.

    Parameters
    ----------
    to : TemplateBook
        The template.
    rows : DataFrame
        What is known, as `about_rows` gives it.
    """
    w = to.w
    sheet = to.book.add_worksheet(w["table_about"])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    headings = (w["about_item"], w["about_value"], w["template_about_how"])
    for at, (heading, width) in enumerate(zip(headings, (30, 50, 80), strict=True)):
        sheet.write_string(0, at, heading, to.formats["optional"])
        sheet.set_column(at, at, width, to.formats["text" if at == 1 else "wrapped"])
    given: dict[str, list[str]] = {item: [] for item in ITEMS}
    for item, value in zip(rows["item"], rows["value"], strict=True):
        given[item].append(value)
    row = 0
    for item, values in given.items():
        offered = 0 if item in _BY_PROGRAM else 3 if item in REPEATED else 1
        for value in values or [""] * offered:
            row += 1
            sheet.write_string(row, 0, w[item])
            sheet.write_string(row, 2, w[f"help_{item}"], to.formats["wrapped"])
            if value:
                sheet.write_string(
                    row, 1, value, to.formats["live" if live_text(value) else "text"]
                )


def write_words(to: TemplateBook, undecided: Mapping[str, str | None]) -> None:
    """Write the sheet where a word of the user's is given the sector that it stands for.

    Parameters
    ----------
    to : TemplateBook
        The template.
    undecided : mapping of str to str or None
        The words of the data that no list holds, each with the sector that is proposed.
    """
    w = to.w
    sheet = to.book.add_worksheet(w["template_words"])
    sheet.freeze_panes(2, 0)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 44, to.formats["text"])
    sheet.set_column(1, 1, 34, to.formats["text"])
    sheet.set_column(2, 2, 34, to.formats["text"])
    sheet.merge_range(0, 0, 0, 2, "", to.formats["wrapped"])
    sheet.write_string(0, 0, w["template_words_how"], to.formats["wrapped"])
    sheet.set_row(0, 36)
    for at, key in enumerate(("template_own_word", "template_its_sector", "template_proposed")):
        sheet.write_string(1, at, w[key], to.formats["optional"])
    for row, (word, proposed) in enumerate(undecided.items(), start=2):
        sheet.write_string(row, 0, word, to.formats["live" if live_text(word) else "text"])
        if proposed is not None:
            sheet.write_string(row, 2, w[proposed] if proposed in DEFAULT_SECTORS else proposed)
    sector = TABLES["actors"]["sector"]
    rule = {"validate": "list", "source": f"={to.lists[list_of(sector)]}"}
    said = {"error_type": "warning", "error_title": "concertnet"}
    said["error_message"] = w["template_not_word"]
    sheet.data_validation(2, 1, _WORD_ROWS + len(undecided), 1, rule | said)


def write_codebook(to: TemplateBook, tables: Sequence[Table]) -> None:
    """Write what each column of these tables is."""
    w = to.w
    sheet = to.book.add_worksheet(w["template_codebook"])
    sheet.freeze_panes(1, 2)
    keys = ("table", "column", "filled", "content", "values", "meaning")
    widths = (22, 28, 12, 36, 50, 80)
    for at, (key, width) in enumerate(zip(keys, widths, strict=True)):
        sheet.write_string(0, at, w.label(f"template_{key}"), to.formats["optional"])
        sheet.set_column(at, at, width, to.formats["wrapped"])
    row = 0
    for table in tables:
        for column in table.columns:
            row += 1
            cells = (
                w[f"table_{table.name}"],
                w[column.word],
                w["yes" if column.filled else "no"],
                _content(column, w),
                ", ".join(_known(to, column)),
                help_of(table.name, column, w),
            )
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text, to.formats["wrapped"])
    sheet.autofilter(0, 0, row, len(keys) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _content(column: Column, w: Words) -> str:
    content = w[f"content_{column.kind}"]
    if not column.refers:
        return content
    return w("content_refers", content=content, sheet=w[f"table_{column.refers}"])


def _known(to: TemplateBook, column: Column) -> list[str]:
    if column.kind == "level":
        return [to.scale.label(level, to.w.lang) for level in to.scale.levels]
    return [to.w[value] for value in column.values]


def write_lists(to: TemplateBook, lists: Mapping[str, Sequence[str]]) -> None:
    """Write the words of the drop-down lists in a hidden sheet, each under its defined name."""
    from xlsxwriter.utility import xl_col_to_name

    title = to.w["template_lists"]
    sheet = to.book.add_worksheet(title)
    sheet.hide()
    for at, (which, texts) in enumerate(lists.items()):
        sheet.write_string(0, at, to.lists[which], to.formats["optional"])
        for row, text in enumerate(texts, start=1):
            sheet.write_string(row, at, text, to.formats["live" if live_text(text) else "text"])
        letter = xl_col_to_name(at)
        area = f"='{title}'!${letter}$2:${letter}${len(texts) + 1}"
        to.book.define_name(to.lists[which], area)


def words_of_lists(to: TemplateBook, sectors: Sequence[str]) -> dict[str, list[str]]:
    """Return the words of each drop-down list, in the language; `sectors` are the user's own."""
    lists: dict[str, list[str]] = {YES_NO: [to.w["yes"], to.w["no"]]}
    for table in TABLES.values():
        for column in table.columns:
            if column.kind in ("word", "level"):
                lists.setdefault(list_of(column), _known(to, column))
    lists[list_of(TABLES["actors"]["sector"])] += sectors
    return lists
