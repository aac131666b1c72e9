"""Selecting rows of the tables so that what is kept still fits together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import MissingAttribute, UnknownWord
from concertnet.hinges.arrays import Instants, Integers
from concertnet.hinges.spells import in_force, instants, overlapping, unbroken
from concertnet.tables.cells.dates import Period
from concertnet.tables.cells.intervals import AFTER, BEFORE, bounds
from concertnet.tables.decide.spelling import bare_name
from concertnet.tables.spec.schema import ONE_NEEDED, TABLES
from concertnet.words import Word

__all__ = [
    "FILTERED",
    "NOT_CRITERIA",
    "PARTY_SEPARATOR",
    "Pieces",
    "as_spelt",
    "closed",
    "during",
    "matching",
    "pieces_of",
    "split_parties",
]

PARTY_SEPARATOR = "; "
FILTERED = ("actors", "instances", "ties")
NOT_CRITERIA = frozenset({"name", "actor", "source", "target", "start", "end"})


def closed(
    tables: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return the tables without the rows that refer to a row that is no longer there.

    A pointer that may be empty (a tie's agreement) is emptied, and the row goes where it was the
    last that the row needs; agreements keep the parties that are still there, and go when none
    is. Tables that `before` held as they are now are not looked through again.
    """
    kept = dict(tables)
    for name in ("agreements", "instances", "seats", *TABLES):
        frame = kept[name]
        if name == "agreements" and len(kept["actors"]) < len(before["actors"]):
            frame = _with_parties_in(frame, kept["actors"]["actor"])
        for column in TABLES[name].columns:
            refers = column.refers
            if column.kind == "ids" and not column.filled:
                frame = _with_named_in(frame, column.name, kept[refers][TABLES[refers].key])
            if column.kind != "id" or not refers or len(kept[refers]) == len(before[refers]):
                continue
            there = frame[column.name].isin(kept[refers][TABLES[refers].key])
            if column.filled:
                frame = frame[there]
            elif not (there | frame[column.name].isna()).all():
                frame = frame.assign(**{column.name: frame[column.name].where(there)})
        if name in ONE_NEEDED and len(frame):
            frame = frame[frame[list(ONE_NEEDED[name])].notna().any(axis=1)]
        kept[name] = frame
    return kept


def during(
    tables: Mapping[str, pd.DataFrame],
    period: Period,
    pieces: Mapping[str, Pieces],
    *,
    at_start: bool,
) -> dict[str, pd.DataFrame]:
    """Return the tables in force at the start of a period, or at some moment of it.

    A spell may be written as several rows that touch (`pieces_of`): where only some of them are
    kept, they still say when the whole spell began and ended. Rows with one date (events,
    attendance) are those of the period, respondents those of its end or before; tables without
    dates are whole. References are not closed.
    """
    kept = dict(tables)
    for name, frame in tables.items():
        if name in pieces:
            there = in_force(frame, period.start) if at_start else overlapping(frame, period)
            kept[name] = _whole(frame, there, pieces[name])
        elif name == "respondents":  # what was answered is known from then on
            kept[name] = frame[~(frame["date"] >= period.end)]
        elif "date" in TABLES[name].names:
            kept[name] = frame[(frame["date"] >= period.start) & (frame["date"] < period.end)]
    return kept


class Pieces(NamedTuple):
    """The rows of a table that are pieces of an unbroken spell written as several.

    Attributes
    ----------
    row : ndarray of int
        Positions of the rows.
    spell : ndarray of int
        The spell of each, as its position in the two below.
    start, end : ndarray of int64
        When each spell begins and ends, in microseconds.
    """

    row: Integers
    spell: Integers
    start: Instants
    end: Instants


def pieces_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, Pieces]:
    """Return, for each table of spells, the rows that touch or overlap and differ in dates only."""
    return {
        name: _pieces(frame, [c.name for c in TABLES[name].columns if c.kind == "id" and c.filled])
        for name, frame in tables.items()
        if "start" in TABLES[name].names
    }


def _pieces(frame: pd.DataFrame, ids: Sequence[str]) -> Pieces:
    start, end = bounds(frame)
    rows = np.flatnonzero((start < end) & ((start != BEFORE) | (end != AFTER)))
    # few holders have several rows: only theirs are compared column by column
    rows = rows[frame[list(ids)].iloc[rows].duplicated(keep=False).to_numpy()]
    others = [column for column in frame if column not in ("start", "end")]
    code = frame[others].iloc[rows].groupby(others, sort=False, dropna=False).ngroup().to_numpy()
    runs = unbroken(code, start[rows], end[rows])
    # sorted by holder and start: the run of a row is the last that begins no later than it
    instant = np.unique(start[rows])
    places = np.searchsorted(instant, runs.start) + runs.code * len(instant)
    asked = np.searchsorted(instant, start[rows]) + code * len(instant)
    run = np.searchsorted(places, asked, side="right") - 1
    several = np.bincount(run, minlength=len(runs.code))[run] > 1
    return Pieces(rows[several], run[several], runs.start, runs.end)


def _whole(frame: pd.DataFrame, there: npt.NDArray[np.bool_], pieces: Pieces) -> pd.DataFrame:
    """Return the rows chosen: the first and the last of a spell reach as far as the spell does."""
    chosen = there[pieces.row]
    row, spell = pieces.row[chosen], pieces.spell[chosen]
    kept = frame[there]
    if not len(row):
        return kept
    start, end = bounds(frame)
    first, last = np.full(len(pieces.start), AFTER), np.full(len(pieces.end), BEFORE)
    np.minimum.at(first, spell, start[row])
    np.maximum.at(last, spell, end[row])
    opens, closes = start[row] == first[spell], end[row] == last[spell]
    start[row[opens]] = pieces.start[spell[opens]]
    end[row[closes]] = pieces.end[spell[closes]]
    return kept.assign(
        start=instants(start[there], kept.index), end=instants(end[there], kept.index)
    )


def matching(
    tables: Mapping[str, pd.DataFrame], column: str, values: Sequence[str]
) -> dict[str, pd.DataFrame]:
    """Return the tables whose rows have one of the values, references not closed."""
    kept = dict(tables)
    actors, instances, seats = kept["actors"], kept["instances"], kept["seats"]
    if column == "instance":
        values = as_spelt(instances["instance"], column, values)
        seats = seats[seats["instance"].isin(values)]
        kept["seats"] = seats
        kept["actors"] = actors[actors["actor"].isin(seats["actor"])]
        kept["instances"] = instances[instances["instance"].isin(values)]
        return kept
    having = [name for name in FILTERED if column in kept[name].columns]
    if not having or column in NOT_CRITERIA:
        names = {"instance"}.union(*(kept[name].columns for name in FILTERED))
        known = ", ".join(sorted(names - NOT_CRITERIA))
        raise MissingAttribute("error_missing_attribute", name=column, known=known)
    values = as_spelt(pd.concat([kept[name][column] for name in having]), column, values)
    for name in _meant(kept, having, column, values):
        kept[name] = kept[name][kept[name][column].isin(values)]
    return kept


def _meant(
    tables: Mapping[str, pd.DataFrame], having: list[str], column: str, values: Sequence[str]
) -> list[str]:
    """Return the tables that a criterion filters."""
    if column in ("territory", "tier"):
        return ["actors", "instances"]
    if column == "theme":
        return [name for name in having if tables[name][column].notna().any()]
    return [name for name in having if tables[name][column].isin(values).any()][:1]


def split_parties(agreements: pd.DataFrame) -> pd.DataFrame:
    """Return one row per agreement and party: agreement, actor, start, end."""
    parties = agreements[["agreement", "parties", "start", "end"]].copy()
    parties["actor"] = parties["parties"].str.split(PARTY_SEPARATOR.strip())
    parties = parties.explode("actor", ignore_index=True)
    parties["actor"] = parties["actor"].astype("str").str.strip()
    return parties[["agreement", "actor", "start", "end"]]


def _with_named_in(frame: pd.DataFrame, column: str, there: pd.Series) -> pd.DataFrame:
    """Return rows whose cells that name several name those that are still there."""
    known = set(there)
    values = frame[column].map(
        lambda cell: PARTY_SEPARATOR.join(
            one for one in cell.split(PARTY_SEPARATOR) if one in known
        ),
        na_action="ignore",
    )
    return frame.assign(**{column: values.where(values != "").astype("str")})


def _with_parties_in(agreements: pd.DataFrame, actors: pd.Series) -> pd.DataFrame:
    parties = split_parties(agreements)
    there = parties["actor"].isin(actors)
    if there.all():
        return agreements
    joined = parties[there].groupby("agreement")["actor"].agg(PARTY_SEPARATOR.join)
    left = agreements.assign(parties=agreements["agreement"].map(joined).astype("str"))
    return left[left["parties"].notna()]


def as_spelt(column: pd.Series, name: str, values: Sequence[str]) -> list[str]:
    """Return the values as the data spell them: case, accents, *St* for *Saint* aside.

    Raises
    ------
    UnknownWord
        If the data have none, or several, that a value may be.
    """
    known = column.dropna().astype("str").unique()
    spelt: dict[str, list[str]] = {}
    for value in known:
        spelt.setdefault(bare_name(value) or value, []).append(value)
    alike = {v: [v] if v in known else spelt.get(bare_name(str(v)), []) for v in values}
    missing = [str(value) for value, found in alike.items() if len(found) != 1]
    if missing:
        shown = ", ".join(sorted(known)[:20]) or "–"
        heading = next(
            (c.word for table in TABLES.values() for c in table.columns if c.name == name), None
        )
        heading = name if heading is None else Word(heading)
        given = {"value": ", ".join(missing), "known": shown}
        raise UnknownWord("error_unknown_value", column=heading, **given)
    return [found[0] for found in alike.values()]
