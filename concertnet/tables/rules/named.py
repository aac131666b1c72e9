"""Names written where identifiers are asked: read when they are those of one, else decided on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from concertnet.tables.cells.coded import Coded
from concertnet.tables.cells.sheets import PlacedTables
from concertnet.tables.decide.decided import Decided, bearer_answered, reserved
from concertnet.tables.decide.decision import (
    IGNORE,
    MANY,
    NEW,
    CellPlace,
    Choice,
    Decision,
    decision_key,
)
from concertnet.tables.decide.name_book import Candidate, NameBook
from concertnet.tables.decide.parting import BETWEEN, known_pieces
from concertnet.tables.decide.spelling import name_key
from concertnet.tables.rules.added import with_more
from concertnet.tables.rules.seats import columns_of
from concertnet.tables.spec.problems import Cells, Named, Problem, Quoted, Severity, Word
from concertnet.tables.spec.schema import TABLES, Column
from concertnet.words import normalise, synonyms

__all__ = ["BearerKind", "NamesRead", "book_of", "read_agreement_names", "read_names"]

BearerKind = Literal["actor", "instance"]
_TABLE: dict[str, str] = {
    "actor": "actors",
    "instance": "instances",
    "agreement": "agreements",
}
_MOST_NAMED = 10
_MOST_NEAREST = 3


@dataclass
class NamesRead:
    """What reading names found.

    Attributes
    ----------
    problems : list of Problem
        Names that were read, added or left out, and those that stop.
    decisions : list of Decision
        What only a person can decide.
    """

    problems: list[Problem] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


@dataclass
class _Spelling:
    """A text that is no identifier, and where it stands: tables, columns, positions of rows."""

    text: str
    stands: list[tuple[str, Column, np.ndarray]] = field(default_factory=list)

    @property
    def n(self) -> int:
        return sum(len(rows) for _, _, rows in self.stands)

    def problem(self, tables: PlacedTables, severity: Severity, code: str, **given: Any) -> Problem:
        name, column, rows = self.stands[0]
        cells = Cells(self.cells(tables)) if self.text else Cells(())
        filled = {"column": column.name, "value": self.text, "n": self.n, "cells": cells} | given
        return tables[name].problem(severity, code, int(rows[0]), **filled)

    def cells(self, tables: PlacedTables) -> tuple[CellPlace, ...]:
        return tuple(
            cell
            for name, column, rows in self.stands
            for cell in tables[name].cells(rows, column.name)
        )


def book_of(
    tables: PlacedTables, kind: BearerKind, same: Mapping[str, str] | None = None
) -> NameBook:
    """Return the names of the actors, or of the instances, that are described.

    `same` gives, for each actor that was decided to be another, that other.
    """
    name = _TABLE[kind]
    frame = tables[name].frame.dropna(subset=[kind])
    others = [
        (identifier, text)
        for heading in frame.columns
        if heading not in TABLES[name].names and normalise(heading) in synonyms("acronym")
        for identifier, texts in zip(frame[kind], frame[heading].fillna(""), strict=True)
        for text in texts.split(";")
    ]
    aliases = tables["aliases"].frame.dropna(subset=["alias", "actor"]) if kind == "actor" else None
    decided = [] if aliases is None else zip(aliases["actor"], aliases["alias"], strict=True)
    names = frame["name"].fillna("").tolist()
    return NameBook(frame[kind].tolist(), names, others, decided, same if kind == "actor" else None)


def read_names(
    tables: PlacedTables,
    *,
    answers: Decided,
    same: Mapping[str, str],
    add_missing_actors: bool,
    unread: Collection[str],
) -> NamesRead:
    """Read the names of actors and instances as their identifiers, in every table.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The tables, changed where names are read, added or left out.
    answers : Decided
        The answers that were given.
    same : mapping of str to str
        For each actor that was decided to be another, that other.
    add_missing_actors : bool
        Add unknown actors, with an unknown sector and a notice, instead of asking.
    unread : collection of str
        Tables that could not be read: references to them are not judged.
    """
    read = NamesRead()
    kinds: tuple[BearerKind, ...] = ("actor", "instance")
    for kind in kinds:
        if _TABLE[kind] not in unread:
            add = kind == "actor" and add_missing_actors
            _read_kind(tables, kind, answers, same, add=add, read=read)
    return read


def _spellings(tables: PlacedTables, kind: str, known: NameBook) -> dict[str, _Spelling]:
    """Return the texts that are no identifier, in the order in which they are first written."""
    found: dict[str, _Spelling] = {}
    for name, column in _columns_referring(tables, _TABLE[kind]):
        table = tables[name]
        if column.kind == "ids":
            values = _parties(table.frame[column.name])
            coded, rows = Coded.of(values), values.index.to_numpy()
        else:
            coded, rows = table.coded(column.name), None
        absent = [place for place, text in enumerate(coded.texts) if text not in known.names]
        if not absent:
            continue
        order = np.argsort(coded.codes, kind="stable")
        low = np.searchsorted(coded.codes[order], absent, "left")
        high = np.searchsorted(coded.codes[order], absent, "right")
        for place, first, last in zip(absent, low, high, strict=True):
            text = coded.texts[place]
            spelling = found.setdefault(text, _Spelling(text))
            stands = np.sort(order[first:last])
            spelling.stands.append((name, column, stands if rows is None else rows[stands]))
    return found


def _columns_referring(tables: PlacedTables, target: str) -> Iterator[tuple[str, Column]]:
    """Give the columns that refer to a table, which a row may fill."""
    for name, table in tables.items():
        for column in columns_of(name, table):
            if column.refers == target and column.name in table.frame:
                yield name, column


def _parties(cells: pd.Series) -> pd.Series:
    """Return what cells of several name, one value per party under the index of its row."""
    return cells.dropna().str.split("; ").explode()


def _read_kind(
    tables: PlacedTables,
    kind: BearerKind,
    answers: Decided,
    same: Mapping[str, str],
    *,
    add: bool,
    read: NamesRead,
) -> None:
    book = book_of(tables, kind, same)
    spellings = _spellings(tables, kind, book)
    if not spellings:
        return
    listed = len(book) > 0
    if not listed and kind == "actor" and not add:
        add = _all_are_added(answers)
        if not add:
            answers.serve([decision_key("actor", text) for text in spellings])  # once they are
            _ask_for_all(tables, spellings, read)
            return
    if not listed and kind == "instance" and not _needed(spellings.values()):
        return
    meant: dict[str, str] = {}
    decided: dict[str, str] = {}
    ignored: list[str] = []
    new: dict[str, _Spelling] = {}
    open_groups: dict[str, list[_Spelling]] = {}
    several: dict[str, tuple[str, ...]] = {}
    first_of: dict[str, str] = {}
    for text, spelling in spellings.items():
        whose = book.whose(text)
        folded = name_key(text)
        # What is sure is not asked: an answer on a spelling that is not says nothing of it.
        given = None if len(whose) == 1 else answers.on(kind, text)
        answer = None if given is None else bearer_answered(kind, given, book)
        if answer == MANY:  # it cannot be parted: nothing in it stands between two names
            answer = None
        if answer is not None:
            decided[text] = answer
        elif given is not None:
            answers.refuse(kind, text)
        if len(whose) == 1:
            meant[text] = whose[0]
        elif answer == IGNORE:
            ignored.append(text)
        elif answer == NEW or (
            given is None and not whose and (add or not listed) and not _listed_in(text, book)
        ):
            meant[text] = first_of.setdefault(folded, text)
            if meant[text] == text:
                new[text] = spelling
        elif answer is not None:
            meant[text] = answer
        else:
            open_groups.setdefault(folded, []).append(spelling)
            several[folded] = whose
    _say_read(tables, spellings, meant, book, read)
    if kind == "actor":
        _keep_aliases(tables, spellings, meant, decided)
    _ask(tables, kind, open_groups, several, book, read)
    if new:
        _add(tables, kind, new, book, listed=listed, decided=decided, read=read)
    _replace(tables, spellings, meant, ignored, read)  # last: rows may go


def _listed_in(text: str, book: NameBook) -> tuple[str, ...]:
    """Return the names listed among those that a text may hold, when it may hold several."""
    pieces = known_pieces(text, lambda piece: bool(book.whose(piece)))
    return tuple(one.text for one in pieces if one.known) if len(pieces) > 1 else ()


def _all_are_added(answers: Decided) -> bool:
    """Say whether it was decided that all who are named are the actors."""
    given = answers.on("actors", "")
    added = given is not None and reserved("actors", given) == NEW
    if given is not None and not added:
        answers.refuse("actors", "")
    return added


def read_agreement_names(tables: PlacedTables) -> list[Problem]:
    """Read the names of agreements as their identifiers; what is not one is left as it is."""
    frame = tables["agreements"].frame.dropna(subset=["agreement"])
    if not len(frame):
        return []
    book = NameBook(frame["agreement"].tolist(), frame["name"].fillna("").tolist())
    spellings = _spellings(tables, "agreement", book)
    whose = {text: book.whose(text) for text in spellings}
    meant = {text: found[0] for text, found in whose.items() if len(found) == 1}
    read = NamesRead()
    _say_read(tables, spellings, meant, book, read)
    _replace(tables, spellings, meant, (), read)
    return read.problems


def _needed(spellings: Collection[_Spelling]) -> bool:
    """Say whether a column that must be filled names them."""
    return any(column.filled for spelling in spellings for _, column, _ in spelling.stands)


def _named(identifier: str, book: NameBook) -> str:
    name = book.names.get(identifier, "")
    return identifier if name in ("", identifier) else Named(identifier, name)


def _say_read(
    tables: PlacedTables,
    spellings: dict[str, _Spelling],
    meant: dict[str, str],
    book: NameBook,
    read: NamesRead,
) -> None:
    """Say, once for each spelling, what a name was read as."""
    for text, identifier in meant.items():
        if text != identifier:
            shown = Quoted((_named(identifier, book),))
            given = {"identifier": shown}
            read.problems.append(spellings[text].problem(tables, "notice", "name_read", **given))


def _keep_aliases(
    tables: PlacedTables,
    spellings: dict[str, _Spelling],
    meant: dict[str, str],
    decided: Mapping[str, str],
) -> None:
    """Keep beside the data the names that were decided on."""
    table = tables["aliases"]
    known = set(zip(table.frame["alias"], table.frame["actor"], strict=True))
    kept = [
        (text, identifier, spellings[text])
        for text, identifier in meant.items()
        if decided.get(text, NEW) != NEW and text != identifier and (text, identifier) not in known
    ]
    if not kept:
        return
    sources = [one.cells(tables)[0] for _, _, one in kept]
    rows = {
        "alias": [text for text, _, _ in kept],
        "actor": [identifier for _, identifier, _ in kept],
        "source": [cell.file or cell.sheet for cell in sources],
    }
    tables["aliases"] = with_more(table, pd.DataFrame(rows, dtype="str"))


def _replace(
    tables: PlacedTables,
    spellings: dict[str, _Spelling],
    meant: dict[str, str],
    ignored: Collection[str],
    read: NamesRead,
) -> None:
    """Write identifiers for names, and leave out what is ignored."""
    touched: dict[tuple[str, Column], list[str]] = {}
    for text in [*meant, *ignored]:
        if meant.get(text) != text:
            for name, column, _ in spellings[text].stands:
                touched.setdefault((name, column), []).append(text)
    dropped: dict[str, np.ndarray] = {}
    for (name, column), texts in touched.items():
        table = tables[name]
        old = table.frame[column.name]
        new = _written(old, column, {text: meant.get(text) for text in texts})
        tables[name] = table.with_column(column.name, new)
        lost = (old.notna() & new.isna()).to_numpy()
        if column.filled and lost.any():
            dropped[name] = dropped.get(name, np.zeros(len(old), dtype=bool)) | lost
        left_out = {text for text in texts if text in ignored}
        emptied = _naming(old, left_out) & ~(lost & column.filled)
        if emptied.any():
            at = np.flatnonzero(emptied)
            given = {"column": column.name, "n": len(at), "rows": table.listed(at)}
            read.problems.append(table.problem("notice", "cells_emptied", int(at[0]), **given))
    _leave_out(tables, dropped, read)


def _naming(values: pd.Series, names: set[str]) -> np.ndarray:
    """Say which cells hold one of these names, alone or among others."""
    if not names:
        return np.zeros(len(values), dtype=bool)
    held = [
        isinstance(cell, str) and (cell in names or not names.isdisjoint(cell.split("; ")))
        for cell in values
    ]
    return np.array(held, dtype=bool)


def _leave_out(tables: PlacedTables, dropped: dict[str, np.ndarray], read: NamesRead) -> None:
    """Leave rows out, with the rows that hang on them; pointers that may be empty are emptied."""
    while dropped:
        name, rows = dropped.popitem()
        table = tables[name]
        at = np.flatnonzero(rows)
        given = {"n": len(at), "rows": table.listed(at)}
        read.problems.append(table.problem("notice", "rows_left_out", int(at[0]), **given))
        tables[name] = left = table.take(~rows)
        key = TABLES[name].key
        gone = set(table.frame[key].dropna()) - set(left.frame[key].dropna()) if key else set()
        for other, column in _columns_referring(tables, name) if gone else ():
            cells = tables[other].frame[column.name]
            values = _parties(cells) if column.kind == "ids" else cells.dropna()
            there = values.isin(gone)
            if not there.any():
                continue
            hanging = np.zeros(len(tables[other].frame), dtype=bool)
            hanging[values.index[there]] = True
            if column.filled:
                dropped[other] = dropped.get(other, np.zeros_like(hanging)) | hanging
            else:
                tables[other] = tables[other].with_column(column.name, cells.mask(hanging))


def _written(old: pd.Series, column: Column, meant: dict[str, str | None]) -> pd.Series:
    """Return a column where each text is what it means; None leaves it out."""
    if column.kind != "ids":
        changed = old.isin(list(meant))
        return old.mask(changed, old.map(meant)).astype("str")
    values = []
    for cell in old:
        if not isinstance(cell, str):
            values.append(np.nan)
            continue
        pieces = [meant.get(piece, piece) for piece in cell.split("; ")]
        values.append("; ".join(dict.fromkeys(filter(None, pieces))) or np.nan)
    return pd.Series(values, index=old.index, dtype="str")


def _ask(
    tables: PlacedTables,
    kind: BearerKind,
    groups: dict[str, list[_Spelling]],
    several: dict[str, tuple[str, ...]],
    book: NameBook,
    read: NamesRead,
) -> None:
    """Ask, once for each name however it is spelt, whose it is."""
    asked = [same[0].text for same in groups.values()]
    near = book.candidates(asked)
    for (folded, same), likely in zip(groups.items(), near, strict=True):
        cells = tuple(cell for one in same for cell in one.cells(tables))
        whose = several[folded]
        decision = _decision(kind, same[0].text, cells, whose, likely, book)
        read.decisions.append(decision)
        given = {
            "nearest": tuple(
                _named(choice.answer, book)
                for choice in decision.choices[:_MOST_NEAREST]
                if choice.effect == kind
            ),
            "decision": decision.key,
            "table": Word(f"table_{_TABLE[kind]}"),
        }
        code = f"{kind}_several" if whose else f"{kind}_unknown"
        parts = list(filter(None, BETWEEN.split(same[0].text)))
        if code == "actor_unknown" and same[0].stands[0][1].kind == "ids" and len(parts) > 1:
            code, given["example"] = "party_unknown", "; ".join(parts)
        read.problems.append(
            same[0].problem(tables, "error", code, n=sum(one.n for one in same), **given)
        )


def _decision(
    kind: BearerKind,
    text: str,
    cells: tuple[CellPlace, ...],
    whose: Sequence[str],
    likely: Sequence[Candidate],
    book: NameBook,
) -> Decision:
    identifiers = list(whose) or [one.identifier for one in likely]
    choices = [Choice(one, book.names.get(one) or one, kind) for one in identifiers]
    others = [
        Choice(NEW, Word(f"answer_new_{kind}"), f"new_{kind}"),
        Choice(IGNORE, Word("answer_ignore"), "ignore"),
    ]
    several = Choice(MANY, Word(f"answer_several_{kind}"), "several")
    if whose:
        return Decision(kind, text, cells, (*choices, *others), None, "same_name")
    if listed := _listed_in(text, book):
        # those that it names go first; to be one of them only would lose the others
        named = [identifier for one in listed for identifier in book.whose(one)]
        alone = [Choice(one, book.names.get(one) or one, f"{kind}_alone") for one in named]
        choices = [several, *alone, *(one for one in choices if one.answer not in named), *others]
        best = MANY if len(listed) > 1 else None
        return Decision(kind, text, cells, tuple(choices), best, "several")
    if BETWEEN.search(text) or "\n" in text:
        others.insert(0, several)
    choices += others
    proposed = [one for one in likely if one.proposed]
    best = proposed[0].identifier if len(proposed) == 1 else None
    reason = proposed[0].reason if best else likely[0].reason if likely else "unknown_name"
    return Decision(kind, text, cells, tuple(choices), best, reason)


def _ask_for_all(tables: PlacedTables, spellings: dict[str, _Spelling], read: NamesRead) -> None:
    """Ask whether all that are named are the actors, when nothing describes them."""
    cells = tuple(cell for one in spellings.values() for cell in one.cells(tables))
    groups = {name_key(text) for text in spellings}
    choice = Choice(NEW, Word("answer_new_all"), "new_all")
    decision = Decision("actors", "", cells, (choice,), NEW, "no_list", named=len(groups))
    read.decisions.append(decision)
    given = {"n": len(groups), "decision": decision.key}
    read.problems.append(tables["actors"].problem("error", "no_actors", **given))


def _add(
    tables: PlacedTables,
    kind: BearerKind,
    new: dict[str, _Spelling],
    book: NameBook,
    *,
    listed: bool,
    decided: Mapping[str, str],
    read: NamesRead,
) -> None:
    """Add those that are named and not described, called as they are first spelt."""
    name = _TABLE[kind]
    rows = pd.DataFrame({kind: list(new), "name": list(new)}, dtype="str")
    tables[name] = with_more(tables[name], rows)
    if kind == "instance":
        shown = (*list(new)[:_MOST_NAMED], *(["…"] if len(new) > _MOST_NAMED else []))
        given = {"names": shown, "table": Word("table_instances")}
        first = next(iter(new.values()))
        code = "instance_new" if listed else "instance_added"
        first = _Spelling("", first.stands)
        read.problems.append(first.problem(tables, "notice", code, n=len(new), **given))
        return
    undecided = [text for text in new if decided.get(text) != NEW]
    near = dict(zip(undecided, book.candidates(undecided), strict=True))
    for text, spelling in new.items():
        likely = tuple(
            _named(one.identifier, book)
            for one in near.get(text, ())
            if one.reason in ("alike", "differs")
        )
        given = {"nearest": likely[:_MOST_NEAREST]}
        read.problems.append(spelling.problem(tables, "notice", "actor_added", **given))
