"""Cells of persons that name several, say what a person is, or name nobody."""

from __future__ import annotations

import functools
import re

import numpy as np
import pandas as pd

from concertnet.tables.cells.column import says_nothing
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.cells.word_columns import meanings
from concertnet.tables.spec.headings import Columns
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cleaned
from concertnet.words import normalise, synonyms

__all__ = ["persons_apart"]

_LONGEST = 200  # characters; what is longer is a sentence
_SURELY = re.compile(r"\s*[;|\n]\s*")
_SLASH = re.compile(r"\s+/\s+|(?<=\w)/(?=\w)")
_AND = re.compile(r"\s*&\s*|\s+(?:et|and)\s+")
_BRACKET = re.compile(r"(?P<name>[^()\[\]]+?)\s*[(\[]\s*(?P<word>[^()\[\]]+?)\s*[)\]]")
_AFTER = re.compile(r"(?P<name>[^,;:]+?)\s*(?:,|\s[-\u2013\u2014])\s*(?P<word>[^,;:]+)")
_BEFORE = re.compile(r"(?P<word>[^,;:]+?)\s*:\s*(?P<name>[^:]+)")


def persons_apart(placed: PlacedTable, columns: Columns, problems: list[Problem]) -> PlacedTable:
    """Return the table with a row for each person that a cell names, and none where it names none.

    Persons of one cell hold mandates of the same seat; *(substitut)* after a name is a function.
    A sheet that identifies its seats writes codes of persons, which are left as they are.

    Parameters
    ----------
    placed : PlacedTable
        The table, as text.
    columns : Columns
        What its headings name.
    problems : list of Problem
        What is noticed is added to it.
    """
    found = columns.found
    if "person" not in found or "seat" in found or not {"instance", "actor"} <= set(placed.frame):
        return placed
    texts = placed.frame["person"]
    read = {text: _persons(cleaned(text)) for text in texts.unique().tolist()}
    several = np.flatnonzero([_parted(cleaned(text), read[text]) for text in texts])
    nobody = np.flatnonzero([bool(cleaned(text)) and not read[text] for text in texts])
    told = any(function for persons in read.values() for _, function in persons)
    if not len(several) and not len(nobody) and not told:
        return placed
    if len(several):
        given = {"n": len(several), "rows": placed.listed(several)}
        given["value"] = cleaned(texts.iloc[several[0]])
        at = int(several[0])
        problems.append(placed.problem("notice", "persons_parted", at, column="person", **given))
    if len(nobody):
        words = tuple(dict.fromkeys(cleaned(text) for text in texts.iloc[nobody]))
        doubtful = any(normalise(word) not in synonyms("nobody") for word in words)
        severity = "warning" if doubtful else "notice"
        given = {"n": len(nobody), "rows": placed.listed(nobody), "words": words}
        given["value"], at = words[0], int(nobody[0])
        problems.append(placed.problem(severity, "persons_missing", at, column="person", **given))
    pieces = [read[text] or [("", "")] for text in texts]
    parted = placed.take(np.repeat(np.arange(len(texts)), [len(one) for one in pieces]))
    each = [person for one in pieces for person in one]
    frame = parted.frame.assign(person=pd.Series([name for name, _ in each], dtype="str"))
    functions = pd.Series([function for _, function in each], dtype="str")
    if functions.any():
        before = frame.get("function", "")
        frame["function"] = functions.where(functions != "", before).astype("str")
    return parted.with_frame(frame)


@functools.cache
def _functions() -> frozenset[str]:
    return frozenset(meanings(TABLES["mandates"]["function"].values))


def _persons(text: str) -> list[tuple[str, str]]:
    """Return the persons that a text names, each with the word of a function, or an empty one."""
    pieces = [_with_function(piece) for piece in filter(None, _SURELY.split(text))]
    found: list[tuple[str, str]] = []
    for name, function in pieces:
        found += [
            _with_function(one) if not function else (one, function) for one in _between(name)
        ]
    named = [(name, function) for name, function in found if not _nobody(name)]
    return list({normalise(name) or name: (name, function) for name, function in named}.values())


def _parted(text: str, persons: list[tuple[str, str]]) -> bool:
    """Say whether a cell named more than one, one of whom may be nobody."""
    alone = len(persons) == 1 and (persons[0][1] != "" or persons[0][0] == text)
    return bool(persons) and not alone


def _with_function(text: str) -> tuple[str, str]:
    if len(text) > _LONGEST:
        return text, ""
    for written in (_BRACKET, _AFTER, _BEFORE):
        match = written.fullmatch(text)
        if match is not None and normalise(match["word"]) in _functions():
            return match["name"].strip(), match["word"].strip()
    return text, ""


def _between(text: str) -> list[str]:
    """Part by a slash or *et* where each part looks like a name: it begins with a capital.

    A slash without spaces parts full names only: *P1/2* is a code.
    """
    for written in (_SLASH, _AND):
        parts = [part for part in written.split(text) if part]
        spaced = written is _AND or re.search(r"\s/\s", text)
        if len(parts) > 1 and all(
            (part[0].isupper() or _nobody(part)) and (spaced or len(part.split()) > 1)
            for part in parts
        ):
            return parts
    return [text]


def _nobody(text: str) -> bool:
    return says_nothing(text) or normalise(text) in synonyms("nobody")
