"""Problems found in tables: what, where, and what to do, as data and as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from concertnet.answers import WORD, AnswerTable, about
from concertnet.words import Word, Words, words

__all__ = [
    "PROBLEMS",
    "Cells",
    "Meaning",
    "Meanings",
    "Named",
    "Place",
    "Problem",
    "Quoted",
    "Rows",
    "Severity",
    "Word",
    "problems_frame",
]

Severity = Literal["error", "warning", "notice"]

PROBLEMS = AnswerTable(
    "check",
    (
        *about("severity", coded="severity_{}"),
        *about("code", "file", "sheet"),
        *about("row", dtype="Int64"),
        *about("column", coded="{}"),
        *about("value", coded=WORD),
        *about("message", "suggestion"),
    ),
)


class Rows(tuple[int, ...]):
    """Numbers of rows that stand in a field: the first ten are shown, the others counted."""

    shown = 10


@dataclass(frozen=True)
class Cells:
    """All the cells that a problem is about, where they stand in several columns or tables.

    Attributes
    ----------
    places : tuple of (file, sheet, row, column)
        Their places, as the user sees them.
    """

    places: tuple[tuple[str | None, str | None, int | None, str], ...]


class Place(tuple[str | None, str | None]):
    """A file and a sheet that stand in a field."""

    __slots__ = ()


class Quoted(tuple[str, ...]):
    """Words that stand in a field, each between quotation marks."""

    __slots__ = ()


class Meaning(tuple[str, str]):
    """What is written, and what it is read as."""

    __slots__ = ()


class Meanings(tuple[Meaning, ...]):
    """Several things that are written, each with what it is read as."""

    __slots__ = ()


class Named(str):
    """An identifier to suggest, with the name of what bears it."""

    name: str

    def __new__(cls, identifier: str, name: str) -> Named:
        """Return `identifier`, which remembers the name."""
        made = super().__new__(cls, identifier)
        made.name = name
        return made


@dataclass(frozen=True)
class Problem:
    """One problem, with its place as the user sees it.

    Parameters
    ----------
    severity : {"error", "warning", "notice"}
        Errors stop; warnings and notices do not.
    code : str
        The catalogue holds its message, ``problem_CODE``, and what to do, ``fix_CODE``.
    file, sheet : str, optional
        Name of the file and of the sheet; a table given in Python has its own name as sheet.
    row : int, optional
        Number of the row, as a spreadsheet shows it.
    column : str, optional
        The heading, as the user wrote it.
    value : str, optional
        What stands in the cell.
    fields : mapping
        What else the sentences name. A `Word` is shown in the reader's language and a tuple as a
        list; ``nearest`` holds the known words that look like the value.
    """

    severity: Severity
    code: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.value is not None and pd.isna(self.value):  # an empty cell of a table
            object.__setattr__(self, "value", None)

    @property
    def of_frame(self) -> bool:
        """Whether the table was given in Python: it has no file, and no sheet where to write."""
        return self.file is None and self.sheet is not None and not isinstance(self.sheet, Word)

    def message(self, lang: str) -> str:
        """Return what is wrong."""
        return self._say(words(lang), f"problem_{self.code}")

    def suggestion(self, lang: str) -> str:
        """Return what to do, beginning with the nearest known words when there are some."""
        w = words(lang)
        in_python = f"frame_fix_{self.code}"
        key = in_python if self.of_frame and in_python in w else f"fix_{self.code}"
        parts = [self._say(w, key)]
        if near := self.fields.get("nearest"):
            quoted = [_quoted(candidate, w) for candidate in near]
            parts.insert(0, w("fix_nearest", nearest=w["problem_or"].join(quoted)))
        return " ".join(part for part in parts if part)

    def place(self, lang: str) -> str:
        """Return where it is: file, sheet, row, column and value."""
        w = words(lang)
        parts = []
        for name in ("file", "sheet", "row", "column", "value"):
            given = getattr(self, name)
            if given is not None and given != "":
                shown = _plain(given, w)
                shown = shown if name == "file" else _short(shown)
                kind = "frame" if name == "sheet" and self.of_frame else name
                parts.append(w(f"problem_place_{kind}", value=shown))
        return ", ".join(parts)

    def text(self, lang: str) -> str:
        """Return the place, what is wrong and what to do."""
        message, place = self.message(lang), self.place(lang)
        if place:
            if not message[1:2].isupper():
                message = message[:1].lower() + message[1:]
            message = words(lang)("problem_at", place=place, message=message)
        return f"{message} {self.suggestion(lang)}".strip()

    def as_row(self, lang: str) -> dict[str, Any]:
        """Return the problem as one row of data."""
        w = words(lang)
        return {
            "severity": self.severity,
            "code": self.code,
            "file": self.file,
            "sheet": _plain(self.sheet, w),
            "row": self.row,
            "column": _plain(self.column, w),
            "value": self.value,
            "message": self.message(lang),
            "suggestion": self.suggestion(lang),
        }

    def _say(self, w: Words, key: str) -> str:
        known = {
            "file": self.file or _plain(self.sheet, w) or "",
            "sheet": _plain(self.sheet, w) or self.file or "",
            "row": "" if self.row is None else str(self.row),
            "column": _plain(self.column, w) or "",
            "value": _short(self.value or ""),
        }
        shown = {k: _shown(v, w) for k, v in self.fields.items()}
        rows = self.fields.get("rows", ())
        # The place names the row already when it is the only one.
        spare = "" if rows in ((), (self.row,)) else w["problem_rows"].format(rows=shown["rows"])
        return w(key, **known, also_rows=spare, **shown)


def _plain(given: Any, w: Words) -> Any:
    """Return a part of a place as it is shown: trimmed, a `Word` in the reader's language."""
    if isinstance(given, Word):
        return w[given]
    return given.strip() if isinstance(given, str) else str(given) if given is not None else None


def _quoted(candidate: Any, w: Words) -> str:
    quoted = w("problem_quoted", value=_shown(candidate, w))
    return f"{quoted} ({candidate.name})" if isinstance(candidate, Named) else quoted


def _short(text: str, most: int = 60) -> str:
    """Return `text` on one line and not too long to be read in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _shown(value: Any, w: Words) -> Any:
    if isinstance(value, Quoted):
        return w["problem_or"].join(_quoted(one, w) for one in value)
    if isinstance(value, Rows):
        shown = ", ".join(str(row) for row in value[: Rows.shown])
        rest = len(value) - Rows.shown
        return f"{shown} {w('problem_row_spare', n=rest)}" if rest > 0 else shown
    if isinstance(value, Place):
        given = zip(("file", "sheet"), value, strict=True)
        return ", ".join(
            w(f"problem_place_{name}", value=_plain(part, w)) for name, part in given if part
        )
    if isinstance(value, Meaning):
        written, meant = value
        return w("problem_meaning", written=written, meaning=_shown(meant, w))
    if isinstance(value, Meanings):
        return w["semicolon"].join(str(_shown(one, w)) for one in value)
    if isinstance(value, tuple):
        return ", ".join(str(_shown(item, w)) for item in value)
    return w[value] if isinstance(value, Word) else value


def problems_frame(problems: Iterable[Problem], lang: str | None = None) -> pd.DataFrame:
    """Return problems as a table, one row each.

    Parameters
    ----------
    problems : iterable of Problem
        The problems, in the order in which they are shown.
    lang : {"fr", "en"}, optional
        Language of the messages.

    Returns
    -------
    pandas.DataFrame
        Columns severity, code, file, sheet, row (``Int64``), column, value, message, suggestion.

    Examples
    --------
    >>> problem = Problem("error", "self_tie", file="ties.csv", row=3, column="target", value="A1")
    >>> problems_frame([problem], "en")[["file", "row", "message"]]
           file  row                              message
    0  ties.csv    3  The tie joins an actor to itself.
    """
    rows = [problem.as_row(words(lang).lang) for problem in problems]
    return pd.DataFrame(rows, columns=PROBLEMS.names).astype(PROBLEMS.dtypes)
