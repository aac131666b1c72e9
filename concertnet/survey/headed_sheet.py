"""A sheet of answers under the headings by which its columns are found."""

from __future__ import annotations

import functools
import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from concertnet.tables.spec.problems import Problem, Severity
from concertnet.words import folded

__all__ = ["HeadedSheet", "SheetShape", "clean_heading", "numbered_headings"]

SheetShape = Literal["wide", "matrix", "long"]

_GROUPS = {"kobo": "/", "odk": "-"}  # between a group of questions and a question
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, eq=False)
class HeadedSheet:
    """Answers under headings: rows of forms, of a matrix, or of one actor each.

    Attributes
    ----------
    file : str
        The file.
    sheet : str or None
        The sheet.
    headings : tuple of str
        What each column is found by; one that comes again is *Heading #2*.
    labels : tuple of str
        What each column asks, in words, where an export says it beside a code; else empty.
    cells : DataFrame
        Text, a column for each heading, a row for each of `rows`.
    rows : ndarray of int
        The number of each row, as the user sees it.
    tool : str
        What made the export, empty where it is not recognised.
    shape : {"wide", "matrix", "long"}
        A row for each form, for each actor of a square matrix, or for each actor named.
    broken : mapping of (row, column) to (code, value)
        Cells that hold an error or a formula without a value, by positions.
    parents : ndarray or None
        Where rows hang on the forms of another sheet, the position of each one's form.
    own : int
        How many columns are its own, the first ones; 0 where all are.
    """

    file: str
    sheet: str | None
    headings: tuple[str, ...]
    labels: tuple[str, ...]
    cells: pd.DataFrame
    rows: np.ndarray
    tool: str = ""
    shape: SheetShape = "wide"
    broken: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    parents: np.ndarray | None = None
    own: int = 0

    def find(self, heading: str) -> int | None:
        """Return the column of a heading, whatever its case, accents, spaces and groups."""
        return self._columns.get(folded(heading))

    @functools.cached_property
    def _columns(self) -> dict[str, int]:
        """The column of each heading; whole ones go before those without their groups."""
        found: dict[str, int] = {}
        for shown in (self.headings, [self.own_heading(at) for at in range(len(self.headings))]):
            for at, one in enumerate(shown):
                found.setdefault(folded(one), at)
        return found

    def own_heading(self, at: int) -> str:
        """Return a heading without the groups of questions that a form puts before it."""
        heading, between = self.headings[at], _GROUPS.get(self.tool)
        return heading.rpartition(between)[2] if between else heading

    def texts(self, at: int) -> np.ndarray:
        """Return the cells of a column as an array of text."""
        return self.cells.iloc[:, at].to_numpy(dtype=object)

    def problem(self, severity: Severity, code: str, **given: Any) -> Problem:
        """Return a problem placed in this sheet; what is no part of a place becomes a field."""
        place = {k: given.pop(k) for k in ("row", "column", "value") if k in given}
        return Problem(severity, code, self.file, self.sheet, **place, fields=given)


def clean_heading(text: str) -> str:
    r"""Return a heading on one line, without the marks of a web page.

    Examples
    --------
    >>> clean_heading("<p>Votre&nbsp;relation\n avec : </p>")
    'Votre relation avec :'
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def numbered_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return headings that differ: the second of a kind is *Heading #2*.

    Examples
    --------
    >>> numbered_headings(["A", "B", "A", ""])
    ('A', 'B', 'A #2', '')
    """
    seen: Counter[str] = Counter()
    found = []
    for heading in headings:
        key = folded(heading)
        seen[key] += 1
        again = heading and seen[key] > 1
        found.append(f"{heading} #{seen[key]}" if again else heading)
    return tuple(found)
