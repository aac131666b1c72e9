"""Seats and mandates as people list them: by body and organisation, with persons, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from concertnet.tables.cells.intervals import bounds
from concertnet.tables.cells.sheets import PlacedTable, PlacedTables
from concertnet.tables.spec.headings import MANDATES_BY_NAME
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES, Column

__all__ = ["columns_of", "is_given", "join_years", "make_seat_ids", "part_seats", "seat_mandates"]


def is_given(table: PlacedTable, column: str) -> bool:
    """Say whether the user's table has a column."""
    return any(_has(origin.headings.get(column)) for origin in table.origins)


def _has(heading: str | None) -> bool:
    return heading is not None and not isinstance(heading, Word)


def columns_of(name: str, table: PlacedTable) -> tuple[Column, ...]:
    """Return the columns of a table as it stands: mandates may name the body and organisation."""
    by_name = name == "mandates" and is_given(table, "instance")
    return MANDATES_BY_NAME.columns if by_name else TABLES[name].columns


def join_years(tables: PlacedTables) -> list[Problem]:
    """Join the rows that following years repeat: one instance, one seat, over all.

    Of an instance, what the last sheet says counts. A seat without persons lasts as long as the
    years follow one another, be they those of sheets or of a column; where persons are named, their
    mandates make it.
    """
    problems: list[Problem] = []
    for name, keys in (("instances", ["instance"]), ("seats", ["instance", "actor", "role"])):
        table = tables[name]
        frame = table.frame
        dated = np.array([origin.dated for origin in table.origins], dtype=bool)[table.came]
        if "person" in frame:
            continue
        by_row = np.zeros(len(frame), dtype=bool)
        if name == "seats":
            by_row = _unnamed(table) & frame[["start", "end"]].notna().all(axis=1).to_numpy()
        if not (dated | by_row).any():
            continue
        start, end = bounds(frame)
        keep = np.ones(len(frame), dtype=bool)
        held = np.flatnonzero((dated | by_row) & frame[keys[0]].notna().to_numpy())
        code = frame[keys].iloc[held].groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
        order = np.lexsort((start[held], code))
        groups = np.split(held[order], np.flatnonzero(np.diff(code[order])) + 1)
        joined: list[np.ndarray] = []
        for at in groups:
            if len(at) < 2 or (not dated[at].all() and (start[at][1:] < end[at][:-1]).any()):
                continue  # seats of one organisation at once are several
            runs = [at] if name == "instances" else _runs(at, start, end)
            joined += [run for run in runs if len(run) > 1]
        frame = _as_one(frame, joined)
        for run in joined:
            keep[run[1:]] = False
        if not keep.all():
            gone = np.flatnonzero(~keep)
            given = {"n": len(gone), "rows": table.listed(gone)}
            problems.append(table.problem("notice", "years_joined", int(gone[0]), **given))
            tables[name] = table.with_frame(frame).take(keep)
    return problems


def _as_one(frame: pd.DataFrame, runs: Sequence[np.ndarray]) -> pd.DataFrame:
    """Return rows whose first of each run says what the last of its rows that say it does.

    It begins where it does, and ends with the last.
    """
    columns = {}
    for name in frame:
        values = frame[name].to_numpy(dtype=object, copy=True)
        said = frame[name].notna().to_numpy()
        for run in runs if name != "start" else ():
            telling = run if name == "end" else run[said[run]]
            if len(telling):
                values[run[0]] = values[telling[-1]]
        columns[name] = pd.Series(values, index=frame.index).astype(frame[name].dtype)
    return pd.DataFrame(columns, index=frame.index)


def _unnamed(seats: PlacedTable) -> np.ndarray:
    """Say which rows come from where no seat is identified."""
    return np.array([not _has(o.headings.get("seat")) for o in seats.origins], bool)[seats.came]


def _runs(at: np.ndarray, start: np.ndarray, end: np.ndarray) -> Iterator[np.ndarray]:
    """Give the rows, in order of start, in stretches that nothing interrupts."""
    reach = np.maximum.accumulate(end[at])
    apart = np.flatnonzero(start[at][1:] > reach[:-1]) + 1
    yield from np.split(at, apart)


def make_seat_ids(tables: PlacedTables) -> list[Problem]:
    """Give seats without identifiers one made of their instance and actor, in order of start.

    Only rows from where no seat is identified get one. Where persons are named, rows of one
    organisation at one body are one seat, whoever fills it; its roles, where they differ, part it.
    """
    seats = tables["seats"]
    frame = seats.frame
    wanted = frame["seat"].isna().to_numpy() & _unnamed(seats)
    if not wanted.any():
        return []
    made = frame["seat"].to_numpy(dtype=object, copy=True)
    taken = set(frame["seat"].dropna())
    ends = [frame[name].fillna("?").to_numpy(dtype=object) for name in ("instance", "actor")]
    for group in _seats_of(seats, np.flatnonzero(wanted)):
        instance, actor = (column[group[0]] for column in ends)
        n, seat = 1, f"{instance}-{actor}"
        while seat in taken:
            n += 1
            seat = f"{instance}-{actor}-{n}"
        taken.add(seat)
        made[group] = seat
    named = pd.Series(made, index=frame.index, dtype="str")
    tables["seats"] = seats.with_frame(frame.assign(seat=named))
    return [seats.problem("notice", "seat_ids_made", example=str(made[wanted][0]))]


def _seats_of(seats: PlacedTable, rows: np.ndarray) -> list[np.ndarray]:
    """Return the rows of each seat, the earliest seat first."""
    frame = seats.frame
    start, end = bounds(frame)
    order = rows[np.argsort(start[rows], kind="stable")]
    pairs = frame.groupby(["instance", "actor"], sort=False, dropna=False).ngroup().to_numpy()
    if "person" not in frame:
        return [np.array([at]) for at in order]
    # a row without a person is a vacancy of the seat of its organisation, where it has one
    held = frame["person"].notna().to_numpy()
    shared = np.isin(pairs[order], pairs[order][held[order]]) | ~held[order].any()
    dated = np.array([origin.dated for origin in seats.origins], dtype=bool)[seats.came]
    role = frame["role"].to_numpy(dtype=object)
    known = frame["role"].notna().to_numpy()
    groups = [np.array([at]) for at in order[~shared]]
    together = order[shared]
    by_pair = together[np.argsort(pairs[together], kind="stable")]
    cuts = np.flatnonzero(np.diff(pairs[by_pair])) + 1
    for same in np.split(by_pair, cuts) if len(by_pair) else ():
        roles = list(dict.fromkeys(role[at] for at in same if known[at]))
        mine = [role[at] if known[at] else (roles[0] if roles else None) for at in same]
        for one in dict.fromkeys(mine):
            at = same if len(roles) < 2 else same[[other == one for other in mine]]
            groups += list(_runs(at, start, end)) if dated[at].all() else [at]
    place = {int(at): i for i, at in enumerate(order)}
    return sorted(groups, key=lambda group: min(place[int(at)] for at in group))


def seat_mandates(tables: PlacedTables) -> list[Problem]:
    """Give mandates listed by body and organisation their seat; those that have none get one.

    A mandate of which several seats could be the seat is an error. A row that names nobody says
    that its seat is there: where the seat is listed already, it says nothing more.
    """
    mandates, seats = tables["mandates"], tables["seats"]
    frame = mandates.frame
    if not is_given(mandates, "instance"):
        return []
    start, end = bounds(frame)
    first, last = bounds(seats.frame)
    known = seats.frame.dropna(subset=["instance", "actor", "seat"])
    rows_of = known.groupby(["instance", "actor"], sort=False).indices
    rows_of = {pair: known.index.to_numpy()[at] for pair, at in rows_of.items()}
    found = frame["seat"].astype("object").copy()
    several: dict[int, tuple[str, ...]] = {}
    nobody = frame["person"].isna().to_numpy()
    wanted = frame["seat"].isna() & frame[["instance", "actor"]].notna().all(axis=1)
    lost = np.zeros(len(frame), dtype=bool)
    for at in np.flatnonzero(wanted).tolist():
        rows = rows_of.get((frame["instance"].iloc[at], frame["actor"].iloc[at]))
        if rows is None:
            lost[at] = True
            continue
        if nobody[at]:
            continue
        if len(set(seats.frame["seat"].iloc[rows])) > 1:
            rows = rows[(first[rows] < end[at]) & (start[at] < last[rows])]
        fits = tuple(dict.fromkeys(seats.frame["seat"].iloc[rows]))
        if len(fits) == 1:
            found.iloc[at] = fits[0]
        else:
            several[at] = fits
    natural = ["instance", "actor", "role"]
    problems = mandates.each(
        "error", "mandate_seats", sorted(several), "person",
        value=lambda at: frame["person"].iloc[at],
        seats=lambda at: several[at] or (Word("problem_no_seat_then"),),
    )  # fmt: skip
    given = frame.assign(seat=found.astype("str"))
    blank = (frame[natural[:2]].isna().any(axis=1) & frame["seat"].isna()).to_numpy()
    if lost.any() or blank.any():
        tables["seats"] = seats.join(mandates.take(lost | blank))
    empty = np.flatnonzero(nobody & ~lost & ~blank)
    if len(empty):
        said = {"n": len(empty), "rows": mandates.listed(empty)}
        problems.append(mandates.problem("notice", "mandates_nobody", int(empty[0]), **said))
    kept = mandates.with_frame(given.drop(columns=natural, errors="ignore"))
    tables["mandates"] = kept.take(~(lost | blank | nobody))
    return problems


def part_seats(tables: PlacedTables) -> list[Problem]:
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
            groups = numbers.groupby(numbers).indices if len(differ) else {}
            problems += both.each(
                "error", "seat_conflict", differ, name, wanted=name,
                value=lambda at: frame["seat"].iloc[at],
                values=lambda at, name=name, groups=groups: tuple(
                    frame[name].iloc[groups[numbers.iloc[at]]].dropna().unique()
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
    rows = np.flatnonzero(differ)
    first_differing = rows[~numbers.iloc[rows].duplicated().to_numpy()]
    apart = numbers.iloc[first_differing]
    values = pd.DataFrame({"number": numbers, "value": column})
    values = values[values["number"].isin(apart) & column.notna()].drop_duplicates()
    joined = single.copy()
    if len(apart):
        joined.update(values.groupby("number")["value"].agg("; ".join))
    return first_differing, single, joined
