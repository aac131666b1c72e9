"""What reading gathers or parts: relations set aside, seats and mandates, parties, names."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from concertnet.scale import Scale
from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.cells.typed import ASIDE, empty_column
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cell_texts

__all__ = [
    "BETWEEN",
    "empty_table",
    "fill_names",
    "is_given",
    "join_parties",
    "make_seat_ids",
    "part_seats",
    "put_aside",
]

Tables = dict[str, PlacedTable]

# What people write between parties; a name may hold it too, so that it parts known actors only.
BETWEEN = re.compile(r"\s*[,/&]\s*(?:(?:et|and)\s+)?|\s+(?:et|and)\s+")


def put_aside(tables: Tables, scale: Scale) -> None:
    """Move the ties whose word is no level of the scale to the relations set aside.

    What the row says besides (agreement, theme, the user's columns) goes with it.
    """
    ties = tables["ties"]
    aside = (ties.frame["level"].isin(ASIDE) & ~ties.frame["level"].isin(scale.levels)).to_numpy()
    if not aside.any():
        return
    moved = ties.take(aside)
    frame = moved.frame.rename(columns={"level": "kind"})
    spec = TABLES["set_aside"]
    extras = [name for name in frame if name not in spec.names and frame[name].notna().any()]
    others = {name: _as_extra(frame[name]) for name in extras}
    frame = pd.DataFrame({**{name: frame[name] for name in spec.names}, **others})
    tables["set_aside"] = tables["set_aside"].join(moved.with_frame(frame))
    tables["ties"] = ties.take(~aside)


def _as_extra(column: pd.Series) -> pd.Series:
    """Return a typed column as text: what a column is once no specification types it."""
    if column.dtype == "str":
        return column
    text = cell_texts(column)
    return text.mask(text == "")


def make_seat_ids(tables: Tables) -> list[Problem]:
    """Give seats without identifiers one made of their instance and actor, in order of start."""
    seats = tables["seats"]
    frame = seats.frame
    if not len(frame) or frame["seat"].notna().any() or is_given(seats, "seat"):
        return []
    keys = ["instance", "actor", "role"] if "person" in frame else []
    ordered = frame.sort_values("start", kind="stable", na_position="first")
    made = pd.Series(index=frame.index, dtype="object")
    taken: set[str] = set()
    groups = ordered.groupby(keys, sort=False, dropna=False).groups.values() if keys else (
        [at] for at in ordered.index
    )  # fmt: skip
    for group in groups:
        instance, actor = frame.loc[group[0], ["instance", "actor"]].fillna("?")
        n, seat = 1, f"{instance}-{actor}"
        while seat in taken:
            n += 1
            seat = f"{instance}-{actor}-{n}"
        taken.add(seat)
        made[list(group)] = seat
    tables["seats"] = seats.with_frame(frame.assign(seat=made.astype("str")))
    return [seats.problem("notice", "seat_ids_made", example=str(made.iloc[0]))]


def is_given(table: PlacedTable, column: str) -> bool:
    """Say whether the user's table has a column."""
    heading = table.origins[0].headings.get(column)
    return heading is not None and not isinstance(heading, Word)


def part_seats(tables: Tables) -> list[Problem]:
    """Part seats that name persons into seats and mandates.

    A seat then runs from its first to its last mandate, and a row without a person is a stretch
    of vacancy.
    """
    both = tables["seats"]
    frame = both.frame
    if "person" not in frame:
        return []
    mandate, seat = TABLES["mandates"].names, TABLES["seats"].names
    held = frame["person"].notna().to_numpy()
    extras = [str(name) for name in frame if name not in mandate and name not in seat]
    numbers = frame.groupby("seat", sort=False, dropna=False).ngroup()
    first = np.flatnonzero(~numbers.duplicated().to_numpy())
    problems: list[Problem] = []
    parted = {}
    of_person = []
    for name in (*seat[:-2], *extras):
        differ, single, joined = _one_each(frame[name], numbers)
        if name in extras and len(differ) and frame[name][~held].isna().all():
            of_person.append(name)
            continue
        if name not in extras:
            problems += both.each(
                "error", "seat_conflict", differ, name, wanted=name,
                value=lambda at: frame["seat"].iloc[at],
                values=lambda at, name=name: tuple(
                    frame[name][numbers == numbers.iloc[at]].dropna().unique()
                ),
            )  # fmt: skip
        parted[name] = joined if name in extras else single
    for name, last in (("start", "min"), ("end", "max")):
        open_ended = frame[name].isna().groupby(numbers).any()
        parted[name] = frame[name].groupby(numbers).agg(last).mask(open_ended)
    seats = pd.DataFrame({name: parted[name] for name in (*seat, *parted)})
    mandates = frame.loc[held, [*mandate, *of_person]].reset_index(drop=True)
    tables["seats"] = both.take(first).with_frame(seats.reset_index(drop=True))
    tables["mandates"] = both.take(held).with_frame(mandates).join(tables["mandates"])
    given = {"seats": len(seats), "mandates": len(mandates)}
    return [both.problem("notice", "seats_split", **given), *problems]


def _one_each(column: pd.Series, numbers: pd.Series) -> tuple[np.ndarray, pd.Series, pd.Series]:
    """Return, by group, the first row whose value differs; the first value; all values joined."""
    first = column.groupby(numbers).transform("first")
    differ = (column.notna() & (column != first)).to_numpy()
    single = column.groupby(numbers).first()
    joined = single.copy()
    for number in numbers[differ].unique():
        joined[number] = "; ".join(column[numbers == number].dropna().unique())
    rows = np.flatnonzero(differ)
    return rows[~numbers.iloc[rows].duplicated().to_numpy()], single, joined


def join_parties(tables: Tables) -> list[Problem]:
    """Join the rows of one agreement, and part the parties that are known actors."""
    agreements = tables["agreements"]
    frame = agreements.frame.copy()
    known = set(tables["actors"].frame["actor"].dropna())
    problems: list[Problem] = []
    for at in np.flatnonzero(frame["parties"].str.contains(BETWEEN, na=False)).tolist():
        whole = frame["parties"].iloc[at]
        parties = _parted(whole, known)
        if parties != whole:
            frame.loc[at, "parties"] = parties
            given = {"value": whole, "n": parties.count("; ") + 1, "parties": parties}
            problems.append(
                agreements.problem("notice", "parties_parted", at, column="parties", **given)
            )
    repeated = frame["agreement"].duplicated(keep=False) & frame["agreement"].notna()
    drop = np.zeros(len(frame), dtype=bool)
    joined = 0
    for _, rows in frame[repeated].groupby("agreement", sort=False):
        others = rows.drop(columns=["agreement", "parties"])
        if (others.nunique() > 1).any():
            continue  # two agreements of one identifier: an error that the checks report
        at = rows.index[0]
        for name in others:
            values = others[name].dropna()
            if len(values):
                frame.loc[at, name] = values.iloc[0]
        pieces = [p for parties in rows["parties"].dropna() for p in parties.split("; ")]
        if pieces:
            frame.loc[at, "parties"] = "; ".join(dict.fromkeys(pieces))
        drop[rows.index[1:]] = True
        joined += 1
    tables["agreements"] = agreements.with_frame(frame).take(~drop)
    if joined:
        problems.append(agreements.problem("notice", "agreements_merged", n=joined))
    return problems


def _parted(parties: str, known: set[str]) -> str:
    pieces = []
    for piece in parties.split("; "):
        parts = BETWEEN.split(piece)
        pieces += parts if piece not in known and set(parts) <= known else [piece]
    return "; ".join(dict.fromkeys(pieces))


def fill_names(tables: Tables) -> list[Problem]:
    """Let the identifier stand for the missing name of an actor or an instance."""
    problems = []
    for name in ("actors", "instances"):
        table = tables[name]
        key = table.frame[TABLES[name].key]
        unnamed = (table.frame["name"].isna() & key.notna()).to_numpy()
        if unnamed.any():
            names = table.frame["name"].fillna(key)
            tables[name] = table.with_frame(table.frame.assign(name=names))
            at = np.flatnonzero(unnamed)
            given = {"n": len(at), "table": Word(f"table_{name}"), "rows": table.listed(at)}
            problems.append(table.problem("notice", "name_missing", int(at[0]), **given))
    return problems


def empty_table(name: str) -> PlacedTable:
    """Return a table without rows, with the columns of its specification."""
    columns = {column.name: empty_column(column, 0) for column in TABLES[name].columns}
    frame = pd.DataFrame(columns, index=pd.RangeIndex(0))
    return PlacedTable.single(
        frame, np.zeros(0, dtype=np.int64), Origin(None, Word(f"table_{name}"))
    )
