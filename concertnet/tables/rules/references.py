"""What tables name in one another: every unknown actor, instance, seat or agreement, once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.tables.cells.near import NearNames
from concertnet.tables.cells.sheets import PlacedTable
from concertnet.tables.rules.reshape import BETWEEN, is_given
from concertnet.tables.spec.problems import Named, Problem, Quoted, Word
from concertnet.tables.spec.schema import TABLES, Column
from concertnet.words import normalise

__all__ = ["add_actors", "unknown_references"]

Tables = dict[str, PlacedTable]

# Likenesses computed at most: beyond, the first unknown names still get a suggestion.
_MOST_COMPARED = 5_000_000
_MOST_NAMED = 10


@dataclass
class _Unknown:
    """An identifier that its table does not have: how often, and where first."""

    value: str
    n: int
    table: PlacedTable
    at: int
    column: Column


def _unknown(table: PlacedTable, column: Column, known: set[str]) -> Iterator[_Unknown]:
    """Give each distinct identifier of a column that is not known, in order of first row."""
    values = table.frame[column.name]
    if column.kind == "ids":
        values = values.dropna().str.split("; ").explode()
    codes, uniques = pd.factorize(values)
    absent = np.array([value not in known for value in uniques], dtype=bool)
    if not absent.any():
        return
    counts = np.bincount(codes[codes >= 0], minlength=len(uniques))
    rows = values.index.to_numpy()
    for place in np.flatnonzero(absent).tolist():
        at = int(rows[np.argmax(codes == place)]) if counts[place] else 0
        yield _Unknown(str(uniques[place]), int(counts[place]), table, at, column)


def _referring(tables: Tables, target: str) -> Iterator[tuple[PlacedTable, Column]]:
    for name, table in tables.items():
        for column in TABLES[name].columns:
            if column.refers == target and table.frame[column.name].notna().any():
                yield table, column


def unknown_references(
    tables: Tables, *, add_missing_actors: bool, unread: Collection[str] = ()
) -> list[Problem]:
    """Report what is named but not described; actors may be added instead.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The twelve tables; unknown actors are added to them if asked for.
    add_missing_actors : bool
        Add unknown actors, with an unknown sector and a notice, instead of reporting an error.
    unread : collection of str
        Tables that could not be read: references to them are not judged.

    Returns
    -------
    list of Problem
        One per unknown identifier.
    """
    problems = [] if "actors" in unread else _actors(tables, add_missing_actors)
    if "instances" not in unread:
        problems += _described_nowhere(tables)
    for target in ("instances", "seats", "agreements"):
        if target not in unread:
            problems += _others(tables, target)
    return problems


def _actors(tables: Tables, add: bool) -> list[Problem]:
    actors = tables["actors"].frame
    known = set(actors["actor"].dropna())
    found: dict[str, _Unknown] = {}
    for table, column in _referring(tables, "actors"):
        for unknown in _unknown(table, column, known):
            if unknown.value in found:
                found[unknown.value].n += unknown.n
            else:
                found[unknown.value] = unknown
    if not found:
        return []
    if not len(known) and not add:
        return [tables["actors"].problem("error", "no_actors", n=len(found))]
    near = _names(actors)
    searched = _MOST_COMPARED // max(1, len(known))
    problems = []
    for i, unknown in enumerate(found.values()):
        given: dict[str, Any] = {"value": unknown.value, "n": unknown.n}
        pieces = tuple(filter(None, BETWEEN.split(unknown.value)))
        exact = near.exactly(unknown.value)
        if add:
            severity, code = "notice", "actor_added"
            given["nearest"] = near(unknown.value, 3) if i < searched else ()
        elif isinstance(exact, Named) and normalise(exact) != normalise(unknown.value):
            severity, code = "error", "actor_by_name"
            given["identifier"] = Quoted((exact,))
        elif unknown.column.kind == "ids" and len(pieces) > 1:
            severity, code = "error", "party_unknown"
            given["example"] = "; ".join(pieces)
        else:
            severity, code = "error", "actor_unknown"
            given["nearest"] = near(unknown.value, 3) if i < searched else ()
        at, column = unknown.at, unknown.column.name
        problems.append(
            unknown.table.problem(
                severity,  # pyright: ignore[reportArgumentType]
                code, at, column=column, **given,
            )
        )  # fmt: skip
    if add:
        add_actors(tables, list(found))
    return problems


def _names(actors: pd.DataFrame) -> NearNames:
    """Return what an actor may have been meant by: its identifier or its name."""
    known = actors.dropna(subset=["actor"]).drop_duplicates("actor")
    near = NearNames(())
    for actor, name in zip(known["actor"], known["name"].fillna(""), strict=True):
        shown = actor if name in ("", actor) else Named(actor, name)
        near.add(actor, shown)
        near.add(name, shown)
    return near


def add_actors(tables: Tables, ids: list[str]) -> None:
    """Add actors of unknown sector at the end of their table, named as they are called."""
    actors = tables["actors"]
    tables["actors"] = _with_more(actors, ids)


def _with_more(table: PlacedTable, ids: list[str]) -> PlacedTable:
    """Return a table with rows more, called as they are identified."""
    key = str(table.frame.columns[0])
    new = pd.DataFrame({key: ids, "name": ids}, dtype="str")
    frame = new.reindex(columns=table.frame.columns)
    frame = frame.astype(table.frame.dtypes.to_dict())
    came = np.zeros(len(ids), dtype=np.int16)
    rows = np.zeros(len(ids), dtype=table.rows.dtype)
    return PlacedTable(
        pd.concat([table.frame, frame], ignore_index=True),
        np.concatenate([table.rows, rows]),
        np.concatenate([table.came, came]),
        table.origins,
    )


def _described_nowhere(tables: Tables) -> list[Problem]:
    """Add the instances that other tables name, when there is no table of instances at all."""
    if len(tables["instances"].frame):
        return []
    named: dict[str, None] = {}
    first: _Unknown | None = None
    needed = False
    for table, column in _referring(tables, "instances"):
        needed = needed or column.filled
        for one in _unknown(table, column, set()):
            named.setdefault(one.value)
            first = first or one
    if first is None or not needed:
        return []
    tables["instances"] = _with_more(tables["instances"], list(named))
    shown = (*list(named)[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else []))
    given = {"n": len(named), "names": shown, "table": Word("table_instances")}
    return [first.table.problem("notice", "instance_added", column=first.column.name, **given)]


def _others(tables: Tables, target: str) -> list[Problem]:
    ids = tables[target].frame[TABLES[target].key]
    known = set(ids.dropna())
    word = Word(f"table_{target}")
    near = NearNames(sorted(known)) if len(known) else None
    problems = []
    for table, column in _referring(tables, target):
        unknown = list(_unknown(table, column, known))
        if known and target == "seats" and not is_given(tables["seats"], "seat"):
            # identifiers were made: when none of them is named, the user's own stand elsewhere
            n = table.frame[column.name].nunique()
            if len(unknown) == n:
                other = table.origins[0].sheet or table.origins[0].file
                given = {"table": word, "other": other, "wanted": Word(column.word), "n": n}
                problems.append(tables["seats"].problem("error", "seats_unnamed", **given))
                continue
        if near is None and not column.filled:
            # A detail about something that nobody described is no contradiction.
            given = {"table": word, "n": int(table.frame[column.name].notna().sum())}
            problems.append(
                table.problem("warning", "reference_no_table", column=column.name, **given)
            )
            continue
        for i, one in enumerate(unknown):
            likely = near(one.value) if near and i * len(known) < _MOST_COMPARED else ()
            problems.append(
                one.table.problem(
                    "error", "reference_unknown", one.at, column=column.name, value=one.value,
                    table=word, n=one.n, nearest=likely,
                )
            )  # fmt: skip
    return problems
