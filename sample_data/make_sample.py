"""Make the sample data: an invented Québec territory, 2022 to 2024, the same bytes at every run.

`python sample_data/make_sample.py` rewrites the folder ``territoire`` (CSV, French headings), the
workbook ``territoire.xlsx`` (the same tables), the workbook ``territory.xlsx`` (the same network,
English headings) and the folder ``enquete`` (a survey of autumn 2024 that its ties could come from,
as three tools export it, with the mapping of each). What is told on purpose is written in
`invented_territory` and `told_participation`; what chance decides (everyday ties, who represents
whom and for how long, who came and who answered what) is drawn from seeded generators in
`drawn_ties`, `drawn_mandates`, `drawn_participation` and `drawn_survey`.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import drawn_survey
import invented_territory as told
import numpy as np
import pandas as pd
import told_participation
from drawn_mandates import drawn_mandates
from drawn_participation import drawn_attendance, drawn_perceptions, item_answers, make_items
from drawn_ties import make_ties
from invented_territory import records

from concertnet import condition_items
from concertnet.tables.spec.schema import TABLES
from concertnet.words import words

SEED = 2020  # one where the told stories can be seen: nobody else is without a tie
SURVEY_TOOLS = ("limesurvey", "kobo", "ms_forms")
FOLDER = Path(__file__).resolve().parent

# One name per table: the CSV file and the sheet, both known to the reader of tables.
CSV_NAMES = {
    "actors": "acteurs",
    "ties": "liens",
    "instances": "instances",
    "seats": "sieges",
    "mandates": "mandats",
    "agreements": "ententes",
    "set_aside": "mises_a_part",
    "perceptions": "perceptions",
    "contributions": "contributions",
    "answers": "reponses",
    "items": "enonces",
    "attendance": "presences",
    "events": "evenements",
    "about": "a_propos",
}


def in_order(table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Return rows as a frame of text, columns in the order of the specification of the table."""
    frame = pd.DataFrame(rows)
    return frame[[name for name in TABLES[table].names if name in frame]]


def make_actors() -> pd.DataFrame:
    """Return the actors, their sector as a key of the catalogue of words (blank if unknown)."""
    rows = []
    for sector, block in told.ACTORS.items():
        kind = "persons_concerned" if sector == "persons_concerned" else "organisation"
        for row in records(block):
            territory = told.TERRITORIES[row["territory"]]
            rows.append({**row, "sector": sector, "kind": kind, "territory": territory})
    return in_order("actors", rows)


def make_instances() -> pd.DataFrame:
    """Return the concertation bodies."""
    facts = {row["instance"]: row for row in records(told.INSTANCE_FACTS)}
    rows = [
        {**row, **facts[row["instance"]], "territory": told.TERRITORIES[row["territory"]]}
        for row in records(told.INSTANCES)
    ]
    return in_order("instances", rows)


def make_seats(instances: pd.DataFrame) -> pd.DataFrame:
    """Return the seats, numbered in the order in which they are told."""
    opened = instances.set_index("instance")["start"]
    rows = []
    for number, row in enumerate(records(told.SEATS), start=1):
        start = opened[row["instance"]] if row["start"] == "founding" else row["start"]
        rows.append({**row, "seat": f"S{number:03d}", "start": start})
    return in_order("seats", rows)


def make_agreements() -> pd.DataFrame:
    """Return the agreements, their parties joined as in a saved table."""
    texts = {row["agreement"]: row for row in records(told.AGREEMENT_TEXTS)}
    rows = [
        {**row, **texts[row["agreement"]], "parties": "; ".join(row["parties"].split())}
        for row in records(told.AGREEMENTS)
    ]
    return in_order("agreements", rows)


def make_tables(seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Return the tables with column names and words of the code, every cell a text."""
    for_ties, for_mandates, *for_survey = np.random.default_rng(seed).spawn(5)
    tables = {"actors": make_actors(), "instances": make_instances()}
    tables["seats"] = make_seats(tables["instances"])
    tables["agreements"] = make_agreements()
    tables["set_aside"] = in_order("set_aside", records(told.SET_ASIDE))
    tables["ties"] = in_order("ties", make_ties(tables, for_ties))
    mandates = drawn_mandates(tables["seats"], tables["actors"], for_mandates)
    tables["mandates"] = in_order("mandates", mandates)
    attended, said, rated = for_survey
    tables["attendance"] = in_order("attendance", drawn_attendance(tables, attended))
    answered = drawn_survey.drawn_answers(tables, np.random.default_rng([seed, 1]))
    tables["answers"] = in_order("answers", item_answers(tables, answered, said))
    tables["perceptions"] = in_order("perceptions", drawn_perceptions(tables, answered, rated))
    tables["items"] = in_order("items", make_items(condition_items()))
    tables["contributions"] = in_order("contributions", records(told_participation.CONTRIBUTIONS))
    tables["events"] = in_order("events", records(told_participation.EVENTS))
    return {name: tables[name] for name in TABLES if name in tables}


def in_language(table: str, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table with headings and known words in `lang`; names and themes stay as they are."""
    w = words(lang)
    columns = {}
    for name in frame:
        column = TABLES[table][name]
        cells = frame[name]
        if column.kind in ("word", "level", "flag"):
            cells = cells.map(lambda key: w[key] if key else "")
        columns[w[column.word]] = cells
    return pd.DataFrame(columns)


def about_table(lang: str) -> pd.DataFrame:
    """Return the notes on the network (title, boundary, source, response) in `lang`."""
    w = words(lang)
    values = {
        **told.ABOUT[lang],
        "observed_start": told.OBSERVED[0],
        "observed_end": told.OBSERVED[1],
        "invited": str(told.INVITED),
        "responded": str(told.RESPONDED),
    }
    items = [w[key] for key in values]
    return pd.DataFrame({w["about_item"]: items, w["about_value"]: list(values.values())})


def all_sheets(tables: dict[str, pd.DataFrame], lang: str) -> dict[str, pd.DataFrame]:
    """Return every table in `lang`, by the name used in code, the notes on the network last."""
    sheets = {name: in_language(name, frame, lang) for name, frame in tables.items()}
    return {**sheets, "about": about_table(lang)}


def write_folder(sheets: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write one CSV file per table (UTF-8, commas, line feeds)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in sheets.items():
        file = folder / f"{CSV_NAMES[name]}.csv"
        partial = file.with_suffix(".partial")
        partial.write_bytes(frame.to_csv(index=False, lineterminator="\n").encode("utf-8"))
        partial.replace(file)


def write_workbook(
    sheets: dict[str, pd.DataFrame], file: Path, lang: str, titles: dict[str, str] | None = None
) -> None:
    """Write one sheet per table, named in `lang`, never a formula nor a live address."""
    import xlsxwriter

    partial = file.with_suffix(".partial")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(partial, options) as book:
        book.set_properties({"created": datetime.datetime(2025, 1, 1), "title": "Orlière"})
        styles = {
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        for name, frame in sheets.items():
            title = titles[name] if titles else words(lang)[f"table_{name}"]
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for place, heading in enumerate(frame):
                sheet.write_string(0, place, heading, styles["heading"])
                width = max(len(heading), *frame[heading].str.len())
                sheet.set_column(place, place, min(width + 2, 60))
                for row, cell in enumerate(frame[heading], start=1):
                    write_cell(sheet, row, place, cell, styles["date"])
    partial.replace(file)


def write_survey(tables: dict[str, pd.DataFrame], folder: Path, seed: int = SEED) -> None:
    """Write the same answers as three tools export them, each with its mapping."""
    # a generator of its own: no answer moves a tie
    answers = drawn_survey.drawn_answers(tables, np.random.default_rng([seed, 1]))
    actors = drawn_survey.there(tables["actors"])
    asked, name = actors["actor"].tolist(), dict(zip(actors["actor"], actors["name"], strict=True))
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "limesurvey.csv": drawn_survey.limesurvey(answers, asked).to_csv(
            index=False, lineterminator="\n"
        ),
        "kobo.csv": drawn_survey.kobo(answers, asked).to_csv(
            index=False, sep=";", lineterminator="\n"
        ),
        **{f"{tool}.toml": drawn_survey.mapping(tool, asked) for tool in SURVEY_TOOLS},
    }
    for file, text in texts.items():
        (folder / file).write_bytes(text.encode("utf-8"))
    forms = {"answers": drawn_survey.ms_forms(answers, asked, name)}
    write_workbook(forms, folder / "ms_forms.xlsx", "fr", {"answers": "Form1"})


def write_cell(sheet, row: int, place: int, cell: str, date_style) -> None:
    """Write a full date as a date and a whole number as a number; a year or a month stays text."""
    if len(cell) == 10 and cell[4] == cell[7] == "-":
        sheet.write_datetime(row, place, datetime.datetime.fromisoformat(cell), date_style)
    elif cell.isdigit() and len(cell) < 4:
        sheet.write_number(row, place, int(cell))
    elif cell:
        sheet.write_string(row, place, cell)


def write_sample(folder: Path = FOLDER) -> list[Path]:
    """Write the folder of CSV and the two workbooks into `folder`; return what was written."""
    tables = make_tables()
    french = all_sheets(tables, "fr")
    files = ("territoire", "territoire.xlsx", "territory.xlsx", "enquete")
    written = [folder / name for name in files]
    write_folder(french, written[0])
    write_workbook(french, written[1], "fr")
    write_workbook(all_sheets(tables, "en"), written[2], "en")
    write_survey(tables, written[3])
    return written


if __name__ == "__main__":
    for path in write_sample():
        sys.stdout.write(f"{path}\n")
