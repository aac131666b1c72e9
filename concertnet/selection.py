"""Selecting rows of the tables so that what is kept still fits together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from concertnet.errors import MissingAttribute, UnknownWord
from concertnet.hinges.spells import in_force, overlapping
from concertnet.tables.cells.dates import Period
from concertnet.tables.spec.schema import ONE_NEEDED, TABLES

__all__ = ["PARTY_SEPARATOR", "closed", "during", "matching", "split_parties"]

PARTY_SEPARATOR = "; "
_FILTERED = ("actors", "instances", "ties")
_NOT_CRITERIA = frozenset({"name", "actor", "source", "target", "start", "end"})


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
    tables: Mapping[str, pd.DataFrame], period: Period, *, at_start: bool
) -> dict[str, pd.DataFrame]:
    """Return the tables in force at the start of a period, or at some moment of it.

    Rows with one date (events, attendance) are those of the period; tables without dates are
    whole. References are not closed.
    """
    kept = dict(tables)
    for name, frame in tables.items():
        if "start" in TABLES[name].names:
            there = in_force(frame, period.start) if at_start else overlapping(frame, period)
            kept[name] = frame[there]
        elif "date" in TABLES[name].names:
            kept[name] = frame[(frame["date"] >= period.start) & (frame["date"] < period.end)]
    return kept


def matching(
    tables: Mapping[str, pd.DataFrame], column: str, values: Sequence[str]
) -> dict[str, pd.DataFrame]:
    """Return the tables whose rows have one of the values, references not closed."""
    kept = dict(tables)
    actors, instances, seats = kept["actors"], kept["instances"], kept["seats"]
    if column == "instance":
        _require_value(instances["instance"], column, values)
        seats = seats[seats["instance"].isin(values)]
        kept["seats"] = seats
        kept["actors"] = actors[actors["actor"].isin(seats["actor"])]
        kept["instances"] = instances[instances["instance"].isin(values)]
        return kept
    having = [name for name in _FILTERED if column in kept[name].columns]
    if not having or column in _NOT_CRITERIA:
        names = {"instance"}.union(*(kept[name].columns for name in _FILTERED))
        known = ", ".join(sorted(names - _NOT_CRITERIA))
        raise MissingAttribute("error_missing_attribute", name=column, known=known)
    _require_value(pd.concat([kept[name][column] for name in having]), column, values)
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


def _with_parties_in(agreements: pd.DataFrame, actors: pd.Series) -> pd.DataFrame:
    parties = split_parties(agreements)
    there = parties["actor"].isin(actors)
    if there.all():
        return agreements
    joined = parties[there].groupby("agreement")["actor"].agg(PARTY_SEPARATOR.join)
    left = agreements.assign(parties=agreements["agreement"].map(joined).astype("str"))
    return left[left["parties"].notna()]


def _require_value(column: pd.Series, name: str, values: Sequence[str]) -> None:
    known = column.dropna().astype("str").unique()
    missing = [value for value in values if value not in known]
    if missing:
        shown = ", ".join(sorted(known)[:20]) or "–"
        raise UnknownWord("error_unknown_value", column=name, value=", ".join(missing), known=shown)
