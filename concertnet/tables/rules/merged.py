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
        A notice for each actor that is now another, and one for the rows left out.
    """
    actors = tables["actors"]
    listed = set(actors.frame["actor"].dropna())
    kept = {gone: into for gone, into in kept.items() if gone in listed and into in listed}
    if not kept:
        return []
    problems = [_said(actors, gone, into) for gone, into in kept.items()]
    _keep_names(tables, kept)
    tables["actors"] = _merged_rows(actors, kept)
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


def _said(actors: PlacedTable, gone: str, into: str) -> Problem:
    names = actors.frame.drop_duplicates("actor").set_index("actor")["name"]
    at = int(np.flatnonzero(actors.frame["actor"] == gone)[0])
    shown = Quoted((Named(into, names[into]) if isinstance(names[into], str) else into,))
    given = {"column": "actor", "value": gone, "into": shown}
    return actors.problem("notice", "actor_merged", at, **given)


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


def _merged_rows(actors: PlacedTable, kept: Mapping[str, str]) -> PlacedTable:
    """Return the rows of actors without those that go, whose values fill what the kept ones lack.

    An actor that has several rows, one for each sector that it had, is left as it is.
    """
    frame = actors.frame.copy()
    single = ~frame["actor"].duplicated(keep=False)
    for gone, into in kept.items():
        place = frame.index[(frame["actor"] == into) & single]
        source = frame.index[(frame["actor"] == gone) & single]
        if len(place) and len(source):
            for column in frame.columns.difference(["actor", "start", "end"]):
                if frame.loc[place, column].isna().all():
                    frame.loc[place, column] = frame.loc[source, column].to_numpy()
    return actors.with_frame(frame).take(~frame["actor"].isin(list(kept)).to_numpy())


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
