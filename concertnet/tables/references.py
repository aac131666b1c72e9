"""What tables name in one another: every unknown actor, instance, seat or agreement, once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.tables.near import NearNames
from concertnet.tables.problems import Problem, Word
from concertnet.tables.schema import TABLES, Column
from concertnet.tables.sheets import Placed

__all__ = ["add_actors", "unknown_references"]

Tables = dict[str, Placed]

# Likenesses computed at most: beyond, the first unknown names still get a suggestion.
_MOST_COMPARED = 5_000_000


@dataclass
class _Unknown:
    """An identifier that its table does not have: how often, and where first."""

    value: str
    n: int
    table: Placed
    at: int
    column: Column


def _unknown(table: Placed, column: Column, known: set[str]) -> Iterator[_Unknown]:
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


def _referring(tables: Tables, target: str) -> Iterator[tuple[Placed, Column]]:
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
    tables : dict of str to Placed
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
    severity, code = ("notice", "actor_added") if add else ("error", "actor_unknown")
    problems = [
        unknown.table.problem(
            severity,  # pyright: ignore[reportArgumentType]
            code,
            unknown.at,
            column=unknown.column.name,
            value=unknown.value,
            n=unknown.n,
            nearest=near(unknown.value, 3) if i < searched else (),
        )
        for i, unknown in enumerate(found.values())
    ]
    if add:
        add_actors(tables, list(found))
    return problems


def _names(actors: pd.DataFrame) -> NearNames:
    """Return what an actor may have been meant by: its identifier or its name."""
    known = actors.dropna(subset=["actor"]).drop_duplicates("actor")
    near = NearNames(())
    for actor, name in zip(known["actor"], known["name"].fillna(""), strict=True):
        shown = actor if name in ("", actor) else f"{actor} ({name})"
        near.add(actor, shown)
        near.add(name, shown)
    return near


def add_actors(tables: Tables, ids: list[str]) -> None:
    """Add actors of unknown sector at the end of their table, named as they are called."""
    actors = tables["actors"]
    new = pd.DataFrame({"actor": ids, "name": ids}, dtype="str")
    frame = new.reindex(columns=actors.frame.columns)
    frame = frame.astype(actors.frame.dtypes.to_dict())
    came = np.zeros(len(ids), dtype=np.int16)
    rows = np.zeros(len(ids), dtype=actors.rows.dtype)
    tables["actors"] = Placed(
        pd.concat([actors.frame, frame], ignore_index=True),
        np.concatenate([actors.rows, rows]),
        np.concatenate([actors.came, came]),
        actors.origins,
    )


def _others(tables: Tables, target: str) -> list[Problem]:
    ids = tables[target].frame[TABLES[target].key]
    known = set(ids.dropna())
    word = Word(f"table_{target}")
    near = NearNames(sorted(known)) if len(known) else None
    problems = []
    for table, column in _referring(tables, target):
        unknown = list(_unknown(table, column, known))
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
