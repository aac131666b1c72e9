"""Actors that were decided to be one: every row of the one that goes is the other's."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from concertnet.tables.cells.sheets import PlacedTable, PlacedTables
from concertnet.tables.rules.added import with_more
from concertnet.tables.rules.seats import columns_of
from concertnet.tables.spec.problems import Named, Problem, Quoted

__all__ = ["merge_actors"]

# What a row may not join to itself, by table.
_ENDS = {
    "ties": ("source", "target"),
    "set_aside": ("source", "target"),
    "perceptions": ("rater", "rated"),
}


def merge_actors(tables: PlacedTables, kept: Mapping[str, str]) -> list[Problem]:
    """Keep as one the actors that were decided to be.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The tables, changed: each row that names an actor that goes names the one that is kept; of
        its own row, what the kept one lacks is taken, and its identifier and name stay as aliases.
        Rows that would join an actor to itself are left out.
    kept : mapping of str to str
        For each actor that goes, the one that is kept; those that are not listed change nothing.

    Returns
    -------
    list of Problem
        A notice for each actor that is now another, one for the values that are not kept, and one
        for the rows left out.
    """
    if not kept:
        return []
    actors = tables["actors"]
    places: dict[str, list[int]] = {}
    for at, actor in enumerate(actors.frame["actor"].tolist()):
        places.setdefault(actor, []).append(at)
    kept = {gone: into for gone, into in kept.items() if gone in places and into in places}
    if not kept:
        return []
    problems = [_said(actors, places, gone, into) for gone, into in kept.items()]
    _keep_names(tables, kept)
    tables["actors"], noticed = _merged_rows(actors, kept, places)
    problems += noticed
    for name, table in tables.items():
        frame = table.frame
        before = _joins_itself(name, frame)
        for column in columns_of(name, table):
            if column.refers == "actors" and column.name in frame:
                renamed = _renamed(frame[column.name], kept, several=column.kind == "ids")
                frame = frame.assign(**{column.name: renamed})
        lost = _joins_itself(name, frame) & ~before
        tables[name] = table.with_frame(frame)
        if lost.any():
            at = np.flatnonzero(lost)
            given = {"n": len(at), "rows": table.listed(at)}
            problems.append(table.problem("notice", "self_ties_left_out", int(at[0]), **given))
            tables[name] = tables[name].take(~lost)
    return problems


def _said(actors: PlacedTable, places: Mapping[str, list[int]], gone: str, into: str) -> Problem:
    name = actors.frame["name"].iloc[places[into][0]]
    shown = Quoted((Named(into, name) if isinstance(name, str) else into,))
    given = {"column": "actor", "value": gone, "into": shown}
    return actors.problem("notice", "actor_merged", places[gone][0], **given)


def _keep_names(tables: PlacedTables, kept: Mapping[str, str]) -> None:
    """Write beside the data the identifiers and the names of the actors that go."""
    actors = tables["actors"]
    rows = [
        (alias, kept[actor], origin.file or origin.sheet)
        for actor, name, origin in zip(
            actors.frame["actor"],
            actors.frame["name"],
            (actors.origins[at] for at in actors.came),
            strict=True,
        )
        if actor in kept
        for alias in dict.fromkeys((actor, name))
        if isinstance(alias, str)
    ]
    more = pd.DataFrame(rows, columns=["alias", "actor", "source"], dtype="str")
    tables["aliases"] = with_more(tables["aliases"], more.drop_duplicates())


# Columns that say one thing together: half of one place and half of another is nowhere.
_TOGETHER = (("latitude", "longitude"),)


def _merged_rows(
    actors: PlacedTable, kept: Mapping[str, str], places: Mapping[str, list[int]]
) -> tuple[PlacedTable, list[Problem]]:
    """Return the rows of actors without those that go, whose values fill what the kept ones lack.

    An actor that is kept lasts as long as both did, where each has one row. Values that differ
    are those of the kept one, and the others are said.
    """
    frame = actors.frame
    single = [name for pair in _TOGETHER for name in pair]
    fixed = {"actor", "name", "start", "end", *single}
    sets = [*_TOGETHER, *((name,) for name in frame.columns if name not in fixed)]
    values = {name: frame[name].to_numpy(dtype=object, copy=True) for name in frame.columns}
    missing = {name: frame[name].isna().to_numpy(copy=True) for name in frame.columns}
    dropped: dict[str, list[int]] = {}
    for gone, into in kept.items():
        source, targets = places[gone][-1], places[into]
        for columns in sets:
            lacking = all(missing[name][targets].all() for name in columns)
            for name in columns:
                if missing[name][source]:
                    continue
                if lacking:
                    values[name][targets] = values[name][source]
                elif not (values[name][targets] == values[name][source]).any():
                    dropped.setdefault(name, []).append(source)
        if len(targets) == len(places[gone]) == 1:
            for name, widest in (("start", min), ("end", max)):
                both = [values[name][targets[0]], values[name][source]]
                open_ended = missing[name][targets[0]] or missing[name][source]
                values[name][targets[0]] = pd.NaT if open_ended else widest(both)
        for columns in sets:
            for name in columns:
                missing[name][targets] = pd.isna(values[name][targets])
    columns = {
        name: pd.Series(values[name], index=frame.index).astype(frame[name].dtype)
        for name in frame.columns
    }
    problems = [
        actors.problem(
            "notice", "merged_values", at[0], column=name, n=len(at), rows=actors.listed(at)
        )
        for name, at in dropped.items()
    ]
    left = ~frame["actor"].isin(list(kept)).to_numpy()
    return actors.with_frame(pd.DataFrame(columns)).take(left), problems


def _renamed(values: pd.Series, kept: Mapping[str, str], *, several: bool) -> pd.Series:
    if not several:
        return values.replace(dict(kept))
    return values.map(
        lambda cell: "; ".join(dict.fromkeys(kept.get(one, one) for one in cell.split("; "))),
        na_action="ignore",
    ).astype("str")


def _joins_itself(name: str, frame: pd.DataFrame) -> np.ndarray:
    if name not in _ENDS:
        return np.zeros(len(frame), dtype=bool)
    one, other = (frame[column] for column in _ENDS[name])
    return (one.notna() & (one == other)).to_numpy(dtype=bool)
