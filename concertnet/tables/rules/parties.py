"""Cells that name several at once: partners, members of a body, the parties of an agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.decide.decided import Decided, reserved
from concertnet.tables.decide.decision import MANY, decision_key
from concertnet.tables.decide.parting import (
    BETWEEN,
    between_lines,
    every_piece,
    known_pieces,
    surely_apart,
)
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.rules.named import BearerKind, book_of
from concertnet.tables.rules.nobody import leave_out_nobody
from concertnet.tables.rules.seats import columns_of
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES, Column

__all__ = ["join_parties", "leave_out_oneself", "part_members", "part_parties"]

_MAYBE_SEVERAL = re.compile(rf"[;|\n]|{BETWEEN.pattern}")


class _Parting:
    """How texts that name actors, or bodies, are parted: by what is listed, decided, or written.

    A piece is a name where it is that of one listed, where it was decided on, or where it stands
    alone in another cell: whoever wrote it so meant one by it. Beside a name that is listed, a
    piece that is likely to be another's (its acronym, its misspelling) is one too, and is then
    asked about by itself.
    """

    def __init__(self, tables: PlacedTables, kind: BearerKind, answers: Decided) -> None:
        self._kind: BearerKind = kind
        self._answers = answers
        self._book = book_of(tables, kind)
        texts = [text for _, _, column in _naming(tables, kind) for text in column.texts]
        self._maybe = [text for text in texts if _MAYBE_SEVERAL.search(text)]
        self._alone = {
            name_key(piece)
            for text in texts
            for piece in surely_apart(text)
            if not _MAYBE_SEVERAL.search(piece)
        }
        self._likely: set[str] = set()
        unsure = dict.fromkeys(
            piece.text
            for text in self._maybe
            for line in self._lines(text)
            if any(map(self._listed, (one.text for one in known_pieces(line, self._known))))
            for piece in known_pieces(line, self._known)
            if not piece.known
        )
        found = self._book.candidates(list(unsure))
        for text, likely in zip(unsure, found, strict=True):
            if len({one.identifier for one in likely if one.proposed}) == 1:
                self._likely.add(text)

    def _listed(self, text: str) -> bool:
        return bool(self._book.whose(text))

    def _known(self, text: str) -> bool:
        if self._listed(text):
            return True
        answer = self._answers.get(decision_key(self._kind, text))
        if answer is not None:
            return reserved(self._kind, answer) != MANY
        return name_key(text) in self._alone

    def _lines(self, text: str) -> Iterator[str]:
        for piece in surely_apart(text):
            lines = between_lines(piece)
            # a name too long for its column is broken too: one of the lines must be a name
            apart = not len(self._book) or any(map(self._known, lines))
            yield from [piece] if len(lines) == 1 or self._known(piece) or not apart else lines

    def pieces(self, text: str) -> list[str]:
        """Return the names that a text holds, itself alone where it may be one."""
        if not _MAYBE_SEVERAL.search(text) or self._listed(text):
            return [text]
        key = decision_key(self._kind, text)
        answer = self._answers.get(key)
        if answer is not None:
            if reserved(self._kind, answer) != MANY:
                return [text]
            if len(pieces := every_piece(text, self._known)) > 1:
                self._answers.serve([key])
                return pieces
        found: list[str] = []
        for line in self._lines(text):
            parts = known_pieces(line, self._known)
            sure = all(one.known or one.text in self._likely for one in parts)
            several = sure and (all(one.known for one in parts) or self._any_listed(parts))
            found += [one.text for one in parts] if several else [line]
        return list(dict.fromkeys(found)) or [text]

    def _any_listed(self, pieces: Iterable[tuple[str, bool]]) -> bool:
        return any(self._listed(text) for text, _ in pieces)


def _naming(tables: PlacedTables, kind: BearerKind) -> Iterator[tuple[str, Column, Coded]]:
    """Give the columns whose cells name one actor, or one body, and what they hold."""
    for name, table in tables.items():
        key = TABLES[name].key
        for column in columns_of(name, table):
            one = column.refers == f"{kind}s" and column.kind == "id"
            if not one or column.name not in table.frame or (key and key != "seat"):
                continue
            coded = table.coded(column.name)
            if "seat" in table.frame and (given := table.frame["seat"].notna()).any():
                coded = Coded.of(table.frame[column.name][~given])  # a seat so identified is one
            if coded.texts:
                yield name, column, coded


def part_members(tables: PlacedTables, answers: Decided) -> list[Problem]:
    """Part the cells that name several organisations, or several bodies, where one is asked.

    A row for each stands in the place of the row. A cell that is the name of one stays whole; what
    names nobody is then left out, everywhere.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The tables, changed where cells are parted.
    answers : Decided
        The answers that were given: a cell may have been said to name several.
    """
    problems: list[Problem] = []
    kinds: tuple[BearerKind, ...] = ("instance", "actor")
    for kind in kinds:
        named = list(_naming(tables, kind))
        if not any(
            _MAYBE_SEVERAL.search(column.texts[place])
            for _, _, column in named
            for place in column.worded
        ):
            continue
        parting = _Parting(tables, kind, answers)
        for name, column, _ in named:
            problems += _parted(tables, name, column.name, parting)
    return problems + leave_out_nobody(tables)


def _parted(tables: PlacedTables, name: str, column: str, parting: _Parting) -> list[Problem]:
    """Part the cells of one column; rows of an earlier column were parted already."""
    table = tables[name]
    texts = table.frame[column]
    coded = table.coded(column)
    held = coded.codes >= 0
    if "seat" in table.frame:
        held &= table.frame["seat"].isna().to_numpy(bool)
    pieces: dict[int, list[str]] = {}
    for place in pd.unique(coded.codes[held]).tolist():
        parts = parting.pieces(coded.texts[place])
        if parts != [coded.texts[place]]:
            pieces[place] = parts
    parted_rows = np.flatnonzero(coded.holding(pieces) & held)
    sizes = np.ones(len(texts), dtype=np.intp)
    sizes[parted_rows] = [len(pieces[place]) for place in coded.codes[parted_rows].tolist()]
    several = np.flatnonzero(sizes > 1)
    if not len(several):
        return []
    come_from = np.repeat(np.arange(len(texts)), sizes)
    values = texts.to_numpy(dtype=object)[come_from]
    ends = np.cumsum(sizes)[parted_rows].tolist()
    for place, end in zip(coded.codes[parted_rows].tolist(), ends, strict=True):
        values[end - len(pieces[place]) : end] = pieces[place]
    parted = table.take(come_from)
    tables[name] = parted.with_column(column, pd.Series(values, dtype="str"))
    at = int(several[0])
    given = {"n": len(several), "rows": table.listed(several), "value": texts.iloc[at]}
    return [table.problem("notice", "cells_parted", at, column=column, **given)]


def leave_out_oneself(tables: PlacedTables) -> list[Problem]:
    """Leave out the pairs of one actor with itself that a cell naming several makes.

    Who lists all the members of a group as partners names itself too. A row that names one pair
    only is an error that the checks report.
    """
    problems: list[Problem] = []
    for name in ("ties", "set_aside", "directed"):
        table = tables[name]
        frame = table.frame
        itself = (frame["source"] == frame["target"]).to_numpy(bool)
        if not itself.any():
            continue
        places = pd.DataFrame({"row": table.rows, "came": table.came})
        lost = itself & places.duplicated(keep=False).to_numpy() & (table.rows > 0)
        if lost.any():
            at = np.flatnonzero(lost)
            given = {"n": len(at), "rows": table.listed(at), "value": frame["source"].iloc[at[0]]}
            problems.append(table.problem("notice", "oneself_left_out", int(at[0]), **given))
            tables[name] = table.take(~lost)
    return problems


def part_parties(tables: PlacedTables, answers: Decided) -> list[Problem]:
    """Part the parties of agreements that are known actors, or were said to be several."""
    agreements = tables["agreements"]
    texts = agreements.frame["parties"]
    held = np.flatnonzero(texts.str.contains(BETWEEN, na=False)).tolist()
    if not held:
        return []
    parting = _Parting(tables, "actor", answers)
    parted = texts.astype("object").copy()
    problems: list[Problem] = []
    for at in held:
        whole = texts.iloc[at]
        pieces = [part for piece in whole.split("; ") for part in parting.pieces(piece)]
        parties = "; ".join(dict.fromkeys(pieces))
        if parties != whole:
            parted.iloc[at] = parties
            given = {"value": whole, "n": parties.count("; ") + 1, "parties": parties}
            problems.append(
                agreements.problem("notice", "parties_parted", at, column="parties", **given)
            )
    if problems:
        frame = agreements.frame.assign(parties=parted.astype("str"))
        tables["agreements"] = agreements.with_frame(frame)
    return problems


def join_parties(tables: PlacedTables) -> list[Problem]:
    """Join the rows of one agreement, each of which names some of its parties."""
    agreements = tables["agreements"]
    frame = agreements.frame
    problems: list[Problem] = []
    repeated = frame["agreement"].duplicated(keep=False) & frame["agreement"].notna()
    drop = np.zeros(len(frame), dtype=bool)
    joined = 0
    others = [name for name in frame if name not in ("agreement", "parties")]
    columns = {name: frame[name].to_numpy(dtype=object, copy=True) for name in frame}
    known = {name: frame[name].notna().to_numpy() for name in frame}
    same = frame["agreement"][repeated].groupby(frame["agreement"][repeated], sort=False)
    for at in same.indices.values():
        rows = np.flatnonzero(repeated)[at]
        said = {name: columns[name][rows[known[name][rows]]] for name in others}
        if any(len(set(values)) > 1 for values in said.values()):
            continue  # two agreements of one identifier: an error that the checks report
        for name, values in said.items():
            if len(values):
                columns[name][rows[0]] = values[0]
        named = columns["parties"][rows[known["parties"][rows]]]
        if len(named):
            pieces = (party for parties in named for party in parties.split("; "))
            columns["parties"][rows[0]] = "; ".join(dict.fromkeys(pieces))
        drop[rows[1:]] = True
        joined += 1
    if not joined:
        return problems
    frame = pd.DataFrame(
        {name: pd.Series(columns[name], dtype=frame[name].dtype) for name in frame}
    )
    tables["agreements"] = agreements.with_frame(frame).take(~drop)
    problems.append(agreements.problem("notice", "agreements_merged", n=joined))
    return problems
