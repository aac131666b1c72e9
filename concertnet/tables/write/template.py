"""A workbook to fill: a sheet per table, with lists, rules and a guide; empty or of a network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal, Protocol

import pandas as pd

from concertnet.errors import ConcertnetError, TableError, UnknownWord
from concertnet.scale import BOURQUE, Scale
from concertnet.swap import replace_file
from concertnet.tables.cells.dates import Period
from concertnet.tables.decide.word_choices import sector_decision
from concertnet.tables.read import read_tables
from concertnet.tables.rules.reshape import empty_table
from concertnet.tables.source.about_sheet import about_rows
from concertnet.tables.spec.about import About
from concertnet.tables.spec.schema import DEFAULT_SECTORS, TABLES, Table
from concertnet.tables.write.book import new_book
from concertnet.tables.write.save import refuse_too_big
from concertnet.tables.write.template_pages import (
    words_of_lists,
    write_about,
    write_codebook,
    write_guide,
    write_lists,
    write_words,
)
from concertnet.tables.write.template_table import (
    YES_NO,
    TemplateBook,
    list_of,
    rows_of_sheet,
    write_table,
)
from concertnet.words import words

__all__ = ["EMPTY_SHEETS", "template"]

CORE = ("actors", "ties", "instances", "seats", "mandates", "agreements")
# Tables whose key column other sheets offer in a list.
_OFFERED = ("actors", "instances", "seats", "agreements")

# Where nothing is filled in yet, seats and mandates name the body and the organisation: their
# identifiers are made of both, and nobody has to keep a list of codes.
EMPTY_SHEETS = {
    "seats": Table("seats", tuple(c for c in TABLES["seats"].columns if c.name != "seat")),
    "mandates": Table(
        "mandates",
        (
            TABLES["seats"]["instance"],
            TABLES["seats"]["actor"],
            *(c for c in TABLES["mandates"].columns if c.name != "seat"),
        ),
    ),
}

_FORMATS = {
    "title": {"bold": True, "font_size": 14},
    "needed": {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1},
    "optional": {"bold": True, "bg_color": "#DCE6F1", "border": 1},
    "text": {"num_format": "@"},
    "live": {"num_format": "@", "quote_prefix": True},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "example": {"num_format": "@", "italic": True, "font_color": "#767676"},
    "command": {"font_name": "Consolas", "bg_color": "#F2F2F2", "num_format": "@"},
    "wrong": {"bg_color": "#F4A6B7"},
    "doubtful": {"bg_color": "#FCE4A8"},
}


class Described(Protocol):
    """What a template is filled from: a Network, or what reading a path gives."""

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        ...

    @property
    def about(self) -> About:
        """What is said of the network as a whole."""
        ...

    @property
    def scale(self) -> Scale:
        """How levels are read."""
        ...

    @property
    def observed(self) -> Period | None:
        """The observed period."""
        ...


def template(
    path: str | Path,
    *,
    lang: str | None = None,
    tables: Literal["core", "all"] = "core",
    data: str | Path | Described | None = None,
) -> Path:
    """Write a workbook to fill in: a sheet per table, with drop-down lists, rules and a guide.

    Parameters
    ----------
    path : path
        The .xlsx file, which must not exist: a template never replaces what may be filled in.
    lang : {"fr", "en"}, optional
        The language of headings, words and help; by default the reader's.
    tables : {"core", "all"}
        The six tables that most need, or all of them. What `data` fill is always there.
    data : Network or path, optional
        A network with which to fill the sheets; reading the workbook gives it back, identical. By
        default the sheets hold an example, which is never read.

    Returns
    -------
    Path
        The workbook: a guide, the tables, About, the sheet of words for sectors, a codebook.

    Raises
    ------
    ConcertnetError
        If the file exists, is no .xlsx, or cannot be written.
    TableError
        If the data hold errors.
    UnknownWord
        If `tables` is neither of the two.

    Examples
    --------
    >>> import tempfile
    >>> made = template(Path(tempfile.mkdtemp()) / "model.xlsx", lang="en")
    >>> read_tables(made).tables["actors"].shape[0]
    0
    """
    path, w = Path(path), words(lang)
    if tables not in ("core", "all"):
        raise UnknownWord("error_unknown_choice", name="tables", value=tables, known="core, all")
    if path.suffix.lower() != ".xlsx":
        raise ConcertnetError("error_template_suffix", value=path.name)
    if path.exists():
        raise ConcertnetError("error_template_exists", path=path)
    frames = {name: empty_table(name).frame for name in TABLES}
    about, scale, observed = About(), BOURQUE, None
    if data is not None:
        given = _read(data) if isinstance(data, (str, Path)) else data
        frames |= given.tables
        about, scale, observed = given.about, given.scale, given.observed
    wanted = {
        name: table if data is not None else EMPTY_SHEETS.get(name, table)
        for name, table in TABLES.items()
        if (tables == "all" or name in CORE)
        or len(frames[name])
        or len(frames[name].columns) > len(table.columns)
    }
    frames = {
        name: frames[name] if data is not None else frames[name].reindex(columns=table.names)
        for name, table in wanted.items()
    }
    refuse_too_big(frames)

    def write(file: Path) -> None:
        with new_book(file) as book:
            formats = {name: book.add_format(given) for name, given in _FORMATS.items()}
            keyed = [name for name, table in wanted.items() if table.key in table.names]
            to = TemplateBook(book, w, scale, _list_names(keyed), formats)
            example = data is None
            write_guide(to, path, example=example)
            for name, table in wanted.items():
                write_table(to, table, frames[name], example=example)
            if example or about != About() or observed is not None:
                write_about(to, about_rows(about, scale, observed))
            write_words(to, _undecided(frames["actors"]["sector"], about.sectors))
            write_codebook(to, list(wanted.values()))
            write_lists(to, words_of_lists(to, about.sectors))
            _define_typed(to, {name: rows_of_sheet(frame) for name, frame in frames.items()})

    replace_file(path, write)
    return path


def _read(path: str | Path) -> Described:
    reading = read_tables(path)
    if any(problem.severity == "error" for problem in reading.problems):
        raise TableError(reading.problems)
    return reading


def _undecided(sectors: pd.Series, declared: Sequence[str]) -> dict[str, str | None]:
    """Return the words of sectors that are neither usual nor declared, and what each may mean."""
    known = {*DEFAULT_SECTORS, *declared}
    used = sectors.dropna().drop_duplicates()
    return {
        word: sector_decision(word, (), declared, None).proposed
        for word in used
        if word not in known
    }


def _list_names(tables: Collection[str]) -> dict[str, str]:
    """Return the defined name of each drop-down list, of words and of what is typed."""
    names = {YES_NO: "list_flag"}
    for table in TABLES.values():
        for column in table.columns:
            if column.kind in ("word", "level") and list_of(column) not in names:
                name = f"list_{column.name}"
                name = f"list_{table.name}_{column.name}" if name in names.values() else name
                names[list_of(column)] = name
    return names | {name: f"typed_{name}" for name in tables if name in _OFFERED}


def _define_typed(to: TemplateBook, last: dict[str, int]) -> None:
    """Define what the key column of a table holds, as its user types it, the example apart."""
    mark = to.w["example_mark"]
    for name in _OFFERED:
        if name not in to.lists:
            continue
        title = to.w[f"table_{name}"].replace("'", "''")
        first, area = f"'{title}'!$A$2", f"'{title}'!$A$2:$A${last[name]}"
        skipped = f'IF(LEFT({first},{len(mark)})="{mark}",1,0)'
        filled = f'SUMPRODUCT(MAX(({area}<>"")*ROW({area})))-1'
        height = f"MAX(1,{filled}-{skipped})"
        to.book.define_name(to.lists[name], f"=OFFSET({first},{skipped},0,{height},1)")
