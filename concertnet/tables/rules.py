"""The rules that rows must keep among themselves; each broken one is a problem with its place."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.problems import Problem, Word
from concertnet.tables.schema import DEFAULT_SECTORS, TABLES
from concertnet.tables.sheets import Placed

__all__ = ["broken_rules"]

Tables = dict[str, Placed]

_ONE_NEEDED = {"contributions": ("instance", "agreement"), "attendance": ("seat", "actor")}


def broken_rules(tables: Tables, scale: Scale, unread: Collection[str] = ()) -> list[Problem]:
    """Return every problem among the rows of typed tables, references apart.

    Parameters
    ----------
    tables : dict of str to Placed
        The twelve tables.
    scale : Scale
        The scale of the levels.
    unread : collection of str
        Tables that could not be read: what needs them is not judged.

    Returns
    -------
    list of Problem
        In the order of the tables.
    """
    problems: list[Problem] = []
    if "actors" not in unread:
        problems += _sectors(tables["actors"])
    for name in TABLES:
        problems += _twice(name, tables[name])
        problems += _backwards(tables[name])
        if name in _ONE_NEEDED:
            problems += _one_needed(tables[name], _ONE_NEEDED[name])
    for name in ("ties", "set_aside"):
        problems += _self_ties(tables[name])
    problems += _same_ties(tables["ties"])
    if scale == BOURQUE:
        problems += _partnerships(tables["ties"], scale)
    if "actors" not in unread:
        problems += _single_parties(tables["agreements"])
    problems += _outside(tables["seats"], tables["instances"], "instance", "seat_outside_instance")
    problems += _outside(tables["mandates"], tables["seats"], "seat", "mandate_outside_seat")
    return problems + _overlapping_titulars(tables["mandates"])


def _sectors(actors: Placed) -> list[Problem]:
    if not len(actors.frame) or actors.frame["sector"].notna().any():
        return []
    known = tuple(map(Word, DEFAULT_SECTORS))
    return [actors.problem("warning", "no_sector", known=known)]


def _stretch(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return starts and ends as integers, open where they are missing."""
    start = frame["start"].astype("datetime64[us]").to_numpy().astype(np.int64)
    end = frame["end"].astype("datetime64[us]").to_numpy().astype(np.int64)
    low, high = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    return (
        np.where(frame["start"].isna(), low, start),
        np.where(frame["end"].isna(), high, end),
    )


def _twice(name: str, table: Placed) -> list[Problem]:
    key = TABLES[name].key
    if not key:
        return []
    ids = table.frame[key]
    repeated = ids.duplicated(keep=False) & ids.notna()
    if not repeated.any():
        return []
    first: dict[int, int] = {}
    for _, group in table.frame[repeated].groupby(key, sort=False):
        at = group.index.to_numpy()
        if name == "actors":  # an actor may have a row per sector that it had
            start, end = _stretch(group)
            order = np.argsort(start, kind="stable")
            latest = order[0]
            for i in order[1:]:
                if start[i] < end[latest]:
                    pair = sorted((int(at[i]), int(at[latest])))
                    first[pair[1]] = pair[0]
                if end[i] > end[latest]:
                    latest = i
        else:
            first |= dict.fromkeys(map(int, at[1:]), int(at[0]))
    code = "actor_twice" if name == "actors" else "id_twice"
    return table.each(
        "error", code, sorted(first), key,
        value=lambda at: ids.iloc[at], first=lambda at: str(table.rows[first[at]]),
    )  # fmt: skip


def _backwards(table: Placed) -> list[Problem]:
    frame = table.frame
    if not {"start", "end"} <= set(frame) or not len(frame):
        return []
    start, end = frame["start"], frame["end"]

    def shown(column: pd.Series) -> object:
        return lambda at: _day(column.iloc[at])

    return [
        *table.each(
            "error", "end_before_start", np.flatnonzero(end < start), "end",
            value=shown(end), start=shown(start),
        ),
        *table.each(
            "warning", "end_is_start", np.flatnonzero(end == start), "end", value=shown(end)
        ),
    ]  # fmt: skip


def _day(instant: pd.Timestamp) -> str | Word:
    if pd.isna(instant):
        return Word("problem_no_limit")
    return instant.isoformat().removesuffix("T00:00:00")


def _one_needed(table: Placed, columns: tuple[str, str]) -> list[Problem]:
    neither = table.frame[list(columns)].isna().all(axis=1)
    wanted = tuple(map(Word, columns))
    return table.each("error", "one_needed", np.flatnonzero(neither), columns[0], wanted=wanted)


def _self_ties(table: Placed) -> list[Problem]:
    same = np.flatnonzero(table.frame["source"] == table.frame["target"])
    value = table.frame["target"]
    return table.each("error", "self_tie", same, "target", value=lambda at: value.iloc[at])


def _same_ties(ties: Placed) -> list[Problem]:
    filled = [name for name in ties.frame if ties.frame[name].notna().any()]
    if not filled:
        return []
    same = np.flatnonzero(ties.frame.duplicated(filled))
    if not len(same):
        return []
    given = {"n": len(same), "rows": ties.listed(same)}
    return [ties.problem("notice", "tie_twice", int(same[0]), **given)]


def _partnerships(ties: Placed, scale: Scale) -> list[Problem]:
    alone = (ties.frame["level"] == scale.levels[-1]) & ties.frame["agreement"].isna()
    at = np.flatnonzero(alone)
    if not len(at):
        return []
    given = {"n": len(at), "rows": ties.listed(at)}
    return [ties.problem("notice", "partnership_alone", int(at[0]), column="agreement", **given)]


def _single_parties(agreements: Placed) -> list[Problem]:
    parties = agreements.frame["parties"]
    single = parties.notna() & ~parties.str.contains("; ", regex=False, na=True)
    return agreements.each(
        "warning", "agreement_one_party", np.flatnonzero(single), "parties",
        value=lambda at: parties.iloc[at],
    )  # fmt: skip


def _outside(inner: Placed, outer: Placed, key: str, code: str) -> list[Problem]:
    """Report rows dated beyond what holds them; a missing date contradicts nothing."""
    holders = outer.frame.drop_duplicates(key).dropna(subset=[key]).set_index(key)
    if not len(holders) or not len(inner.frame):
        return []
    frame = inner.frame
    low = frame[key].map(holders["start"])
    high = frame[key].map(holders["end"])
    start, end = frame["start"], frame["end"]
    outside = (start < low) | (end > high) | (start >= high) | (end <= low)
    return inner.each(
        "warning", code, np.flatnonzero(outside), key,
        value=lambda at: frame[key].iloc[at],
        start=lambda at: _day(low.iloc[at]), end=lambda at: _day(high.iloc[at]),
    )  # fmt: skip


def _overlapping_titulars(mandates: Placed) -> list[Problem]:
    frame = mandates.frame
    # A mandate without a function is the only one that its row tells of: a titular's.
    titular = (frame["function"].isna() | (frame["function"] == "titular")) & frame["seat"].notna()
    start, end = _stretch(frame)
    at = np.flatnonzero(titular)
    at = at[np.lexsort((start[at], pd.factorize(frame["seat"])[0][at]))]
    seats, persons = frame["seat"].to_numpy(), frame["person"].to_numpy()
    found: dict[int, int] = {}
    latest = -1
    for i in at.tolist():
        if latest >= 0 and seats[i] == seats[latest]:
            if start[i] < end[latest] and end[i] > start[i] and persons[i] != persons[latest]:
                found[i] = latest
            if end[i] <= end[latest]:
                continue
        latest = i
    return mandates.each(
        "warning", "titulars_overlap", sorted(found), "person",
        value=lambda i: persons[i], other=lambda i: persons[found[i]],
        first=lambda i: str(mandates.rows[found[i]]),
    )  # fmt: skip
