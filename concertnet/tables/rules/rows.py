"""The rules that rows must keep among themselves; each broken one is a problem with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cached_property

import numpy as np
import pandas as pd

from concertnet.scale import BOURQUE, Scale
from concertnet.tables.cells.dates import ends_before, read_date
from concertnet.tables.cells.intervals import bounds
from concertnet.tables.cells.sheets import PlacedTable, PlacedTables
from concertnet.tables.rules.scales import off_scale
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import DEFAULT_SECTORS, ONE_NEEDED, TABLES
from concertnet.tables.spec.text import is_code
from concertnet.words import folded, normalise

__all__ = ["broken_rules", "said_twice"]

_NEVER = np.datetime64("NaT", "us")
_BARE = re.compile(r"[\s\u0300-\u036f]+")


def broken_rules(tables: PlacedTables, scale: Scale, unread: Collection[str] = ()) -> list[Problem]:
    """Return every problem among the rows of typed tables, references apart.

    Parameters
    ----------
    tables : dict of str to PlacedTable
        The tables.
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
        if not len(tables[name].frame):
            continue
        problems += said_twice(name, tables[name])
        # persons have no table of their own
        problems += _alike(tables[name], "person" if name == "mandates" else TABLES[name].key)
        problems += _backwards(tables[name])
        if name in ONE_NEEDED:
            problems += _one_needed(tables[name], ONE_NEEDED[name])
    for column in ("territory", "theme"):
        problems += _values_alike(tables, column)
    for name in ("actors", "instances"):
        problems += _separators(tables[name], TABLES[name].key)
    problems += _named_by_id(tables["actors"])
    for name in ("ties", "set_aside"):
        problems += _self_ties(tables[name])
    repeated = _repeated_pairs(tables["ties"])
    problems += _same_ties(tables["ties"], repeated)
    if scale == BOURQUE:
        problems += _partnerships(tables["ties"], scale)
    if "actors" not in unread:
        problems += _single_parties(tables["agreements"])
    actors, mandates, seats = tables["actors"], tables["mandates"], tables["seats"]
    of_instance, of_actor = _Lives(tables["instances"], "instance"), _Lives(actors, "actor")
    problems += _outside(seats, of_instance, "seat_outside_instance", "instance")
    away = _absences(actors)
    for name, columns, code in (
        ("ties", ("source", "target"), "tie_outside_actor"),
        ("set_aside", ("source", "target"), "tie_outside_actor"),
        ("seats", ("actor",), "seat_outside_actor"),
    ):
        for column in columns:
            problems += _outside(tables[name], of_actor, code, column)
            problems += _away(tables[name], away, column)
    problems += _levels_at_once(tables["ties"], repeated)
    problems += off_scale(tables)
    if not len(mandates.frame):
        return problems
    problems += _outside(mandates, _Lives(seats, "seat"), "mandate_outside_seat", "seat")
    problems += _two_seats(mandates, seats)
    return [*problems, *_overlapping_titulars(mandates), *_joined_mandates(mandates)]


def _sectors(actors: PlacedTable) -> list[Problem]:
    if not len(actors.frame) or actors.frame["sector"].notna().any():
        return []
    known = tuple(map(Word, DEFAULT_SECTORS))
    return [actors.problem("warning", "no_sector", known=known)]


def said_twice(name: str, table: PlacedTable) -> list[Problem]:
    """Report identifiers that stand on two rows: of actors, for dates that overlap."""
    key = TABLES[name].key
    if not key:
        return []
    ids, coded = table.frame[key], table.coded(key)
    if len(coded.texts) == np.count_nonzero(coded.codes >= 0):
        return []
    repeated = ids.duplicated(keep=False) & ids.notna()
    first: dict[int, int] = {}
    for _, group in table.frame[repeated].groupby(key, sort=False):
        at = group.index.to_numpy()
        if name == "actors":  # an actor may have a row per sector that it had
            start, end = bounds(group)
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


def _alike(table: PlacedTable, key: str) -> list[Problem]:
    """Report identifiers that differ from an earlier one only by case, accents or spaces."""
    if not key:
        return []
    coded = table.coded(key)
    first: dict[str, int] = {}
    alike = {  # each with the first that is folded as it is
        place: other
        for place, text in enumerate(coded.texts)
        if (other := first.setdefault(_bare(text), place)) != place
    }
    if not alike:
        return []
    ids = table.frame[key]
    rows = np.unique(coded.codes, return_index=True)[1][-len(coded.texts) :]  # where each is first
    earlier = {int(rows[place]): int(rows[other]) for place, other in alike.items()}
    return table.each(
        "warning", "ids_alike", sorted(earlier), key,
        value=lambda at: ids.iloc[at], other=lambda at: ids.iloc[earlier[at]],
        first=lambda at: str(table.rows[earlier[at]] or "–"),  # an actor that was added has none
    )  # fmt: skip


def _bare(text: str) -> str:
    """Return an identifier without case, accents and spaces."""
    if is_code(text):
        return text.lower()
    return _BARE.sub("", unicodedata.normalize("NFD", text)).casefold()


def _values_alike(tables: PlacedTables, column: str) -> list[Problem]:
    """Note values that differ from an earlier one only by case, accents or spaces."""
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for table in tables.values():
        if column not in table.frame:
            continue
        values = table.frame[column].dropna().drop_duplicates()
        for at, value in zip(values.index.tolist(), values, strict=True):
            other = first.setdefault(folded(value), value)
            if other != value:
                said = {"column": column, "value": value, "other": other}
                problems.append(table.problem("notice", "values_alike", at, **said))
    return problems


def _separators(table: PlacedTable, key: str) -> list[Problem]:
    """Note identifiers that hold what separates those of a list."""
    ids = table.frame[key].dropna().drop_duplicates()
    held = ids.index[ids.str.contains("; ", regex=False)]
    return table.each("notice", "id_separator", held, key, value=lambda at: ids[at])


def _named_by_id(actors: PlacedTable) -> list[Problem]:
    """Warn of the persons whose identifier, shown in place of the name, is the name itself.

    An identifier with a digit is a code, even where it stands for a name that is not given.
    """
    frame = actors.frame
    is_person = frame["kind"] == "person"
    if not is_person.any():
        return []
    persons = frame[is_person].dropna(subset=["actor", "name"])
    persons = persons.drop_duplicates("actor")
    ids, names = persons["actor"], persons["name"]
    named = (ids.map(normalise) == names.map(normalise)) & ~ids.str.contains(r"\d")
    at = persons.index[named.to_numpy(dtype=bool)]
    return actors.each("warning", "person_named_by_id", at, "actor", value=lambda at: ids[at])


def _backwards(table: PlacedTable) -> list[Problem]:
    frame = table.frame
    if not {"start", "end"} <= set(frame) or not len(frame):
        return []
    start, end = frame["start"], frame["end"]
    wrong: dict[bool, list[int]] = {True: [], False: []}
    for at in np.flatnonzero(end <= start).tolist():
        before = ends_before(end.iloc[at], table.typed(at, "end"), start.iloc[at])
        wrong[before].append(at)

    def shown(column: str) -> object:
        return lambda at: _date(table, at, column)

    return [
        *table.each(
            "error", "end_before_start", wrong[True], "end",
            value=shown("end"), start=shown("start"),
        ),
        *table.each("warning", "end_is_start", wrong[False], "end", value=shown("end")),
    ]  # fmt: skip


def _date(table: PlacedTable, at: int, column: str) -> str | Word:
    """Return a date as the user typed it; when the row gathers several, in full."""
    instant = table.frame[column].iloc[at]
    if pd.isna(instant):
        return Word("problem_no_limit")
    typed = table.typed(at, column)
    read = read_date(typed, end=column == "end") if typed else None
    if read is not None and read.instant == instant and read.doubt != "serial":
        return typed
    return instant.isoformat().removesuffix("T00:00:00")


def _one_needed(table: PlacedTable, columns: tuple[str, str]) -> list[Problem]:
    neither = table.frame[list(columns)].isna().all(axis=1)
    wanted = tuple(map(Word, columns))
    return table.each("error", "one_needed", np.flatnonzero(neither), columns[0], wanted=wanted)


def _self_ties(table: PlacedTable) -> list[Problem]:
    same = np.flatnonzero(table.frame["source"] == table.frame["target"])
    value = table.frame["target"]
    return table.each("error", "self_tie", same, "target", value=lambda at: value.iloc[at])


def _repeated_pairs(ties: PlacedTable) -> np.ndarray:
    """Return the rows whose two ends, in either order, are those of another row as well."""
    ends = [ties.coded(column) for column in ("source", "target")]
    number: dict[str, int] = {}
    one, other = (
        np.array([*(number.setdefault(text, len(number)) for text in end.texts), -1])[end.codes] + 1
        for end in ends
    )  # from 1: a missing end is 0
    pairs = np.minimum(one, other) * (len(number) + 1) + np.maximum(one, other)
    return np.flatnonzero(pd.Series(pairs).duplicated(keep=False))


def _same_ties(ties: PlacedTable, repeated: np.ndarray) -> list[Problem]:
    filled = [name for name in ties.frame if ties.frame[name].notna().any()]
    if not filled:
        return []
    same = repeated[ties.frame.iloc[repeated].duplicated(filled).to_numpy()]
    if not len(same):
        return []
    given = {"n": len(same), "rows": ties.listed(same)}
    return [ties.problem("notice", "tie_twice", int(same[0]), **given)]


def _partnerships(ties: PlacedTable, scale: Scale) -> list[Problem]:
    alone = (ties.frame["level"] == scale.levels[-1]) & ties.frame["agreement"].isna()
    at = np.flatnonzero(alone)
    if not len(at):
        return []
    given = {"n": len(at), "rows": ties.listed(at)}
    return [ties.problem("notice", "partnership_alone", int(at[0]), column="agreement", **given)]


def _single_parties(agreements: PlacedTable) -> list[Problem]:
    parties = agreements.frame["parties"]
    single = parties.notna() & ~parties.str.contains("; ", regex=False, na=True)
    return agreements.each(
        "warning", "agreement_one_party", np.flatnonzero(single), "parties",
        value=lambda at: parties.iloc[at],
    )  # fmt: skip


class _Lives:
    """From when to when each of what a table holds lasts, looked for once it is asked.

    Where rows share a key (an actor that changed sector), it lasts from the first to the last of
    them.
    """

    def __init__(self, table: PlacedTable, key: str) -> None:
        self.table, self._key = table, key

    @cached_property
    def dated(self) -> bool:
        """Whether any of them has a date."""
        return _dated(self.table.frame)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each key among the limits."""
        return {key: place for place, key in enumerate(self.table.coded(self._key).texts)}

    @cached_property
    def begin(self) -> np.ndarray:
        """The row of each key that begins first; one without a start always did."""
        return self._leading(bounds(self.table.frame)[0])

    @cached_property
    def end(self) -> np.ndarray:
        """The row of each key that ends last; one without an end never does."""
        return self._leading(~bounds(self.table.frame)[1])

    def _leading(self, rank: np.ndarray) -> np.ndarray:
        """Return the row of each key whose rank is the lowest."""
        codes = self.table.coded(self._key).codes
        order = np.lexsort((rank, codes))
        order = order[codes[order] >= 0]
        return order[np.flatnonzero(np.diff(codes[order], prepend=-1))]


def _dated(frame: pd.DataFrame) -> bool:
    return bool(frame["start"].notna().any() or frame["end"].notna().any())


def _outside(inner: PlacedTable, outer: _Lives, code: str, column: str) -> list[Problem]:
    """Report rows dated beyond what holds them; a missing date contradicts nothing."""
    if not _dated(inner.frame) or not outer.dated:
        return []
    held = inner.coded(column)
    place = np.array([outer.places.get(text, -1) for text in held.texts], dtype=np.intp)

    def limit(rows: np.ndarray, which: str) -> np.ndarray:
        dates = outer.table.frame[which].to_numpy()[rows]
        return np.append(np.append(dates, _NEVER)[place], _NEVER)[held.codes]

    low, high = limit(outer.begin, "start"), limit(outer.end, "end")
    start, end = (inner.frame[name].to_numpy() for name in ("start", "end"))
    outside = (start < low) | (end > high) | (start >= high) | (end <= low)
    return inner.each(
        "warning", code, np.flatnonzero(outside), column,
        value=lambda at: held.texts[held.codes[at]],
        start=lambda at: _date(outer.table, int(outer.begin[place[held.codes[at]]]), "start"),
        end=lambda at: _date(outer.table, int(outer.end[place[held.codes[at]]]), "end"),
    )  # fmt: skip


def _absences(actors: PlacedTable) -> pd.DataFrame:
    """Return the times between the rows of an actor, who left and came back: since, until."""
    frame = actors.frame
    start, end = bounds(frame)
    several = frame["actor"].duplicated(keep=False) & frame["actor"].notna()
    at = np.flatnonzero(several & (start < end))
    code = pd.factorize(frame["actor"].iloc[at])[0]
    order = np.lexsort((start[at], code))
    at, code = at[order], code[order]
    reach = pd.Series(end[at]).groupby(code).cummax().to_numpy()
    back = np.flatnonzero((code[1:] == code[:-1]) & (start[at[1:]] > reach[:-1]))
    away = frame["actor"].iloc[at[back]].to_numpy()
    return pd.DataFrame({"actor": away, "since": reach[back], "until": start[at[back + 1]]})


def _away(inner: PlacedTable, absences: pd.DataFrame, column: str) -> list[Problem]:
    """Report rows that last while their actor, who left and came back, is away."""
    if not len(absences) or not len(inner.frame):
        return []
    gaps = absences.rename(columns={"actor": column})
    begins, ceases = bounds(inner.frame)
    rows = pd.DataFrame({"row": np.arange(len(begins)), "begins": begins, "ceases": ceases})
    met = rows.assign(**{column: inner.frame[column]}).merge(gaps, on=column)
    met = met[(met["begins"] >= met["since"]) & (met["ceases"] <= met["until"])].set_index("row")

    def date(which: str) -> object:
        days = pd.to_datetime(met[which], unit="us")
        return lambda at: str(days[at].date())

    return inner.each(
        "warning", "actor_away", met.index.tolist(), column,
        value=lambda at: inner.frame[column].iloc[at], start=date("since"), end=date("until"),
    )  # fmt: skip


def _levels_at_once(ties: PlacedTable, repeated: np.ndarray) -> list[Problem]:
    """Report rows that give one pair of actors several levels at the same time.

    Reports of two respondents may differ: only rows of the same respondent are compared.
    """
    frame = ties.frame.iloc[repeated]
    if frame["level"].nunique() < 2:
        return []
    start, end = bounds(frame)
    given = frame[["source", "target", "level"]].notna().all(axis=1).to_numpy()
    at = np.flatnonzero(given & (start < end))
    rows = frame.iloc[at]
    names = pd.factorize(pd.concat([rows["source"], rows["target"]]))[0].astype(np.int64)
    one, other = names[: len(at)], names[len(at) :]
    low, high = np.minimum(one, other), np.maximum(one, other)
    by = pd.factorize(rows["reported_by"].fillna(""))[0]
    group = _numbered(_numbered(low * (len(at) + 1) * 2 + high) * (len(at) + 1) + by)
    level = pd.factorize(rows["level"])[0]
    of_level = _numbered(group * (len(at) + 1) + level)
    several = np.bincount(group[np.unique(of_level, return_index=True)[1]])[group] > 1
    at, group, of_level = at[several], group[several], of_level[several]
    others = _at_once(group, start[at], end[at]) - _at_once(of_level, start[at], end[at])
    found = repeated[at[others > 0]].tolist()
    if not found:
        return []
    said = {"n": len(found), "rows": ties.listed(found)}
    return [ties.problem("notice", "tie_levels", found[0], column="level", **said)]


def _numbered(codes: np.ndarray) -> np.ndarray:
    """Return whole numbers as numbers without gaps, from 0."""
    return pd.factorize(codes)[0].astype(np.int64)


def _at_once(group: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Count, for each interval, those of its group that share a moment with it, itself included.

    They are those that began before its end, less those that ended by its start.
    """
    instants, places = np.unique(np.concatenate([start, end]), return_inverse=True)
    base = group * (len(instants) + 1)
    begun, ended = base + places[: len(start)], base + places[len(start) :]
    begins, ends = np.sort(begun), np.sort(ended)
    before = np.searchsorted(begins, ended, "left") - np.searchsorted(begins, base, "left")
    over = np.searchsorted(ends, begun, "right") - np.searchsorted(ends, base, "left")
    return before - over


def _two_seats(mandates: PlacedTable, seats: PlacedTable) -> list[Problem]:
    """Note the mandates of a person who already fills another seat of the same instance."""
    if not mandates.frame["person"].duplicated().any():
        return []
    held = seats.frame[["seat", "instance"]].dropna().drop_duplicates("seat").set_index("seat")
    frame = mandates.frame.assign(instance=mandates.frame["seat"].map(held["instance"]))
    known = frame[["person", "instance"]].notna().all(axis=1)
    several = frame[known].groupby(["person", "instance"])["seat"].transform("nunique") > 1
    start, end = bounds(frame)
    seat = frame["seat"].to_numpy()
    found: list[int] = []
    rows = several.index[several].to_series()
    for _, group in rows.groupby([frame.loc[rows, c] for c in ("person", "instance")], sort=False):
        at = group.to_numpy()
        for i, row in enumerate(at):
            others = at[:i][seat[at[:i]] != seat[row]]
            if ((start[others] < end[row]) & (start[row] < end[others])).any():
                found.append(int(row))
    if not found:
        return []
    found.sort()
    said = {"n": len(found), "rows": mandates.listed(found)}
    return [mandates.problem("notice", "two_seats", found[0], column="person", **said)]


def _overlapping_titulars(mandates: PlacedTable) -> list[Problem]:
    frame = mandates.frame
    # A mandate without a function is the only one that its row tells of: a titular's.
    titular = frame["function"].isna() | (frame["function"] == "titular")
    titular &= frame[["seat", "person"]].notna().all(axis=1)
    start, end = bounds(frame)
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


def _joined_mandates(mandates: PlacedTable) -> list[Problem]:
    """Note the mandates that begin while the same person holds the same seat already."""
    frame = mandates.frame
    start, end = bounds(frame)
    held = frame[["seat", "person"]].notna().all(axis=1).to_numpy() & (start < end)
    at = np.flatnonzero(held)
    code = frame.iloc[at].groupby(["seat", "person"], sort=False).ngroup().to_numpy()
    order = np.lexsort((start[at], code))
    at, code = at[order], code[order]
    reach = pd.Series(end[at]).groupby(code).cummax().to_numpy()
    # the row that holds the seat longest so far; the first of each person and seat does
    longest = np.maximum.accumulate(np.where(end[at] == reach, np.arange(len(at)), 0))
    over = np.flatnonzero((code[1:] == code[:-1]) & (start[at[1:]] < reach[:-1]))
    earlier = dict(zip(at[over + 1].tolist(), at[longest[over]].tolist(), strict=True))
    persons = frame["person"].to_numpy()
    return mandates.each(
        "notice", "mandates_joined", sorted(earlier), "person",
        value=lambda i: persons[i], first=lambda i: str(mandates.rows[earlier[i]]),
    )  # fmt: skip
