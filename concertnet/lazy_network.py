"""The carrier whose tables stay in an engine: it selects there, and hands over small answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import (
    MissingAttribute,
    NotComparable,
    OutsideObservation,
    TableError,
    UnknownWord,
)
from concertnet.hinges.door import By, SpellsOf
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import whole_number
from concertnet.hinges.mixing import Mixing
from concertnet.hinges.respondents import answered_of
from concertnet.network import Network, known_details
from concertnet.relational.by_actor import LazyTable
from concertnet.relational.counted_answers import answered_there
from concertnet.relational.days import day_of, with_dates
from concertnet.relational.engine import (
    MOST_ROWS,
    Engine,
    EngineName,
    count_of,
    engine_named,
    require_few,
)
from concertnet.relational.framed_tables import framed_table, specified
from concertnet.relational.lives import Scanned
from concertnet.relational.made import MADE_THERE
from concertnet.relational.opened import described, named_columns, opened_tables
from concertnet.relational.pairs import coded_graph, counted_mixing
from concertnet.relational.selecting import (
    closed_tables,
    during_days,
    known_values,
    with_values,
)
from concertnet.relational.typed import RANK, joined_rows, no_ties, typed_table, unlisted
from concertnet.scale import BOURQUE, Scale, scale_named
from concertnet.selection import FILTERED, NOT_CRITERIA, as_spelt
from concertnet.swap import is_vacant, replace_set
from concertnet.tables.cells.dates import (
    Period,
    When,
    as_instant,
    as_period,
    outside,
    regular_dates,
)
from concertnet.tables.rules.observed import observed_period
from concertnet.tables.rules.reshape import empty_table
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import ONE_NEEDED, TABLES

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST_ROWS", "LazyNetwork", "scan"]

_DAY = pd.Timedelta(days=1)


def scan(
    source: str | Path | Mapping[str, Any],
    *,
    engine: EngineName = "duckdb",
    scale: Scale | str | None = None,
    observed: tuple[When, When] | None = None,
    about: About | None = None,
    memory: str | None = None,
    limit: int = MOST_ROWS,
) -> LazyNetwork:
    """Open tables that are too large for memory, and leave them where they are.

    Parameters
    ----------
    source : path or mapping of str to frame
        A folder with a Parquet file, a folder of them, or a CSV file for each table; a DuckDB file;
        a PostgreSQL database (``postgresql://user@host/database``), whose tables are brought by
        batches to a temporary folder; or frames of the engine, of pandas or of Arrow, by name of
        table. Headings and words in French or English; dates as days, months or years
        (``2024-06-30``, ``2024-06``, ``2024``).
        It is never written to.
    engine : {"duckdb", "polars", "pyspark"}
        What does the work; each is an extra of its own (``pip install "concertnet[duckdb]"``).
    scale : Scale or str, optional
        How levels are read; ``"bourque"`` by default.
    observed : (start, end), optional
        The period that the data cover; by default from their earliest to their latest date.
    about : About, optional
        Title, boundary, source, response.
    memory : str, optional
        The memory that DuckDB may take before it goes to disk (``"2GB"``).
    limit : int
        Rows of a table that measures may take into memory; a million are about 200 MB.

    Returns
    -------
    LazyNetwork
        What selects as a `Network` does, and what measures take in its place.

    Raises
    ------
    TableError
        If columns are missing, cells are empty or dates wrong (all of them, counted), or levels are
        none of the scale's.
    UnknownWord
        If there is no such engine, or a frame has the name of no table.
    ConcertnetError
        If the engine is not installed.

    Examples
    --------
    >>> import concertnet as cn
    >>> lazy = cn.scan(cn.sample_path(), engine="polars")
    >>> net = cn.sample_network()
    >>> cn.ei_index(lazy.at("2024-12-31")) == cn.ei_index(net.at("2024-12-31"))
    True
    """
    opened = engine_named(engine, memory=memory)
    limit = whole_number(limit, name="limit", least=1)
    with opened.told():
        return _scanned(source, opened, scale, observed, about, limit)


def _scanned(
    source: str | Path | Mapping[str, Any],
    opened: Engine,
    scale: Scale | str | None,
    observed: tuple[When, When] | None,
    about: About | None,
    limit: int,
) -> LazyNetwork:
    said, declared, period, problems = described(source)
    scale = (declared or BOURQUE) if scale is None else scale_named(scale)
    about = about or said
    period = period if observed is None else as_period(observed)
    tables: dict[str, Any] = {}
    moved: list[Any] = []
    for name, lazy in opened_tables(source, opened).items():
        named, lacking = named_columns(name, lazy)
        problems += lacking
        if any(problem.severity == "error" for problem in lacking):
            continue
        typed = typed_table(name, named, opened, scale, about.sectors)
        tables[name] = typed.rows
        problems += typed.problems
        if typed.aside is not None:
            moved.append(typed.aside)
    if moved:
        tables["set_aside"] = joined_rows([*moved, *filter(None, [tables.get("set_aside")])])
    if "actors" not in tables and not any(p.severity == "error" for p in problems):
        problems.append(Problem("error", "scan_no_actors"))
    if "ties" not in tables:
        tables["ties"] = no_ties(opened)
    problems += unlisted(tables, opened)
    if any(problem.severity == "error" for problem in problems):
        raise TableError(problems)
    return LazyNetwork(opened, tables, scale, period, about, None, tables, tuple(problems), limit)


@dataclass(frozen=True, eq=False, repr=False)
class LazyNetwork:
    """A network whose tables stay in an engine. Make it with `scan`.

    A measure that needs no more than counts of ties by group (the mixing matrix) has them counted
    where they lie. One that needs the ties gets them as positions, and one of seats or dates gets
    the tables, while they are few enough (`collect`); otherwise a sentence says how many rows there
    are, and how to select.

    Attributes
    ----------
    engine : Engine
        What holds the tables.
    scanned : mapping of str to LazyFrame
        The typed tables: a level is its rank, a date a number of days since 1970.
    scale : Scale
        How levels are read.
    period : Period or None
        The period observed, where it was given or selected.
    about : About
        Title, boundary, source, response.
    lowest_level : str or None
        The level below which a selection left ties out.
    whole : mapping of str to LazyFrame
        The tables before any selection.
    problems : tuple of Problem
        What scanning noticed; what is wrong is refused.
    limit : int
        Rows of a table that measures may take into memory.
    period_chosen : bool
        Whether a selection by date chose the time that the network covers.
    """

    engine: Engine
    scanned: Mapping[str, Any]
    scale: Scale
    period: Period | None
    about: About
    lowest_level: str | None
    whole: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    limit: int = MOST_ROWS
    period_chosen: bool = False

    def __repr__(self) -> str:
        return f"<LazyNetwork: {', '.join(self.scanned)} in {self.engine.name}>"

    # -- how much there is -------------------------------------------------------------------

    def count(self) -> pd.Series:
        """Return the number of rows of each table, counted in the engine.

        Examples
        --------
        >>> import concertnet as cn
        >>> int(cn.scan(cn.sample_path(), engine="polars").count()["instances"])
        10
        """
        import narwhals.stable.v2 as nw

        counts = {
            name: int(self.engine.small(rows.select(n=nw.len()))["n"].iloc[0])
            for name, rows in self.scanned.items()
        }
        return pd.Series(counts, name="rows", dtype="int64").rename_axis("table")

    def collect(self, *, limit: int | None = None) -> Network:
        """Take the tables into memory, as a `Network`.

        Parameters
        ----------
        limit : int, optional
            Rows of all the tables together above which nothing is taken; by default that of the
            network.

        Raises
        ------
        NotComparable
            If there are more rows: the sentence says how many, and how to select.
        TableError
            If the tables do not fit together.
        """
        counts, limit = self.count(), self.limit if limit is None else limit
        rows = int(counts.sum())
        if rows > limit:
            largest = ", ".join(f"{name} ({n})" for name, n in counts.nlargest(3).items())
            raise NotComparable("error_too_many_rows", n=rows, limit=limit, largest=largest)
        frames: dict[str, Any] = {name: self._frame(name) for name in self.scanned}
        if self.scanned is not self.whole:
            for name in ("agreements", "instances", "seats", *TABLES):  # others hang on these
                if name in frames:
                    frames[name] = _pointing(name, frames[name], frames)
        return Network(
            **frames,
            scale=self.scale,
            observed=self.observed,
            about=self.about,
            lowest_level=self.lowest_level,
            period_chosen=self.period_chosen,
        )

    def _frame(self, name: str) -> pd.DataFrame:
        return framed_table(self.scanned[name], name, self.engine, self.scale)

    def save(self, folder: str | Path) -> Path:
        """Write the tables as a folder of Parquet, which `read` and `scan` take.

        Raises
        ------
        NotComparable
            If the folder is there already: nothing is overwritten.
        """
        folder = Path(folder)
        if folder.exists() and not is_vacant(folder):
            raise NotComparable("error_folder_exists", path=str(folder))

        def write(stage: Path) -> list[str]:
            for name, rows in self.scanned.items():
                self.engine.write(self._dated(name, rows), stage / f"{name}.parquet")
            return [f"{name}.parquet" for name in self.scanned]

        replace_set(folder, write, [f"{name}.parquet" for name in TABLES])
        return folder

    def _dated(self, name: str, rows: Any) -> Any:
        """Return a table as files hold it: levels as words, days as dates."""
        import narwhals.stable.v2 as nw

        held = rows.collect_schema().names()
        for column in TABLES[name].columns:
            if column.kind in ("start", "end", "date") and column.name in held:
                rows = with_dates(rows, column.name)
        if RANK in held:
            level: Any = nw.lit(self.scale.levels[0])
            for rank, word in enumerate(self.scale.levels[1:], start=1):
                level = nw.when(nw.col(RANK) == rank).then(nw.lit(word)).otherwise(level)
            rows = rows.with_columns(level=level).drop(RANK)
        return rows

    # -- selections, in the engine -----------------------------------------------------------

    def at(self, when: When) -> LazyNetwork:
        """Return the network in force at an instant, as `Network.at`."""
        instant = as_instant(when)
        return self._during(Period(instant, instant + _DAY))

    def between(self, start: When, end: When) -> LazyNetwork:
        """Return the network in force at some moment of a period, as `Network.between`."""
        asked, observed = as_period((start, end)), self._require_dates()
        return self._during(
            Period(max(asked.start, observed.start), min(asked.end, observed.end)), asked=asked
        )

    def until(self, when: When) -> LazyNetwork:
        """Return the network as it is known on a day, without what came after."""
        instant = as_instant(when)
        day = Period(instant, instant + _DAY)
        return self.between(self._require_observed(day).start, day.end)

    def latest(self) -> LazyNetwork:
        """Return the network on the last day observed; all of it when it has no dates."""
        return self if self.observed is None else self.at(self.observed.end - _DAY)

    def waves(self, frequency: str = "YE") -> tuple[LazyNetwork, ...]:
        """Return the networks in force at regular instants of the observed period."""
        return tuple(self.at(when) for when in regular_dates(self._require_dates(), frequency))

    def where(self, **criteria: str | list[str]) -> LazyNetwork:
        """Return the part of the network that meets every criterion, as `Network.where`.

        Raises
        ------
        MissingAttribute
            If no table of actors, instances or ties has the column.
        UnknownWord
            If nothing has the value.
        """
        tables = dict(self.scanned)
        for column, value in criteria.items():
            asked = list(value) if isinstance(value, (list, tuple, set)) else [value]
            known = known_values(tables, column, self.engine)
            if known is None:
                names = {"instance"}.union(*(TABLES[name].names for name in FILTERED))
                listed = ", ".join(sorted(names - NOT_CRITERIA))
                raise MissingAttribute("error_missing_attribute", name=column, known=listed)
            levels = self.scale.levels if column == "level" else None
            written = [
                series if levels is None else series.map(dict(enumerate(levels)))
                for series in known.values()
            ]
            every = pd.concat([pd.Series([], dtype="str"), *written])
            values: list[Any] = list(as_spelt(every, column, [str(one) for one in asked]))
            if levels is not None:
                values = [levels.index(level) for level in values]
            tables = closed_tables(with_values(tables, column, values, known), tables)
        return replace(self, scanned=tables)

    def without(self, *ids: str) -> LazyNetwork:
        """Return the network without these actors or instances, their ties and their seats.

        Raises
        ------
        UnknownWord
            If an id is neither an actor nor an instance.
        """
        import narwhals.stable.v2 as nw

        tables = dict(self.scanned)
        listed: set[str] = set()
        for name, key in (("actors", "actor"), ("instances", "instance")):
            if name in tables:
                there = tables[name].filter(nw.col(key).is_in(list(ids))).select(key).unique()
                listed |= set(self.engine.small(there)[key])
        if missing := [one for one in ids if one not in listed]:
            raise UnknownWord("error_unknown_id", value=", ".join(missing))
        for name, key in (("actors", "actor"), ("instances", "instance")):
            if name in tables:
                tables[name] = tables[name].filter(~nw.col(key).is_in(list(ids)))
        return replace(self, scanned=closed_tables(tables, self.scanned))

    def level(self, level: str) -> LazyNetwork:
        """Return the network of the ties at or above a level; every actor stays."""
        import narwhals.stable.v2 as nw

        rank = self.scale.rank(level)
        ties = self.scanned["ties"].filter(nw.col(RANK) >= rank)
        tables = {**self.scanned, "ties": ties}
        return replace(self, scanned=tables, lowest_level=self.scale.levels[rank])

    def _during(self, period: Period, *, asked: Period | None = None) -> LazyNetwork:
        observed = self._require_observed(asked or period)
        is_last = period.end >= observed.end
        # answers of no stated day are those of the last one, and say nothing of another
        about = self.about if is_last else replace(self.about, invited=None, responded=None)
        days = day_of(period.start), day_of(period.end)
        tables = during_days(self.scanned, *days, is_last=is_last)
        kept = closed_tables(tables, self.scanned)
        return replace(self, scanned=kept, period=period, about=about, period_chosen=True)

    def _require_observed(self, asked: Period) -> Period:
        """Return the observed period, which must hold a part of what is asked."""
        observed = self._require_dates()
        if asked.start >= observed.end or asked.end <= observed.start:
            raise outside(observed, asked)
        return observed

    def _require_dates(self) -> Period:
        if self.observed is None:
            raise OutsideObservation("error_no_dates")
        return self.observed

    @property
    def observed(self) -> Period | None:
        """The period that the data cover; None without dates."""
        return self.period or self._covered

    @cached_property
    def _covered(self) -> Period | None:
        """The period from the first to the last date, found in the engine."""
        import narwhals.stable.v2 as nw

        found: dict[str, pd.DataFrame] = {}
        for name in TABLES:
            dated = [c.name for c in TABLES[name].columns if c.kind in ("start", "end", "date")]
            frame = pd.DataFrame(columns=dated, dtype="datetime64[us]")
            rows = self.scanned.get(name)
            held = [] if rows is None else [c for c in dated if c in rows.collect_schema().names()]
            if rows is not None and held:
                asked = {
                    f"{column}_{which}": getattr(nw.col(column), which)()
                    for column in held
                    for which in ("min", "max")
                }
                ends = self.engine.small(rows.select(**asked)).iloc[0]
                values = {
                    column: pd.to_datetime(
                        [ends[f"{column}_min"], ends[f"{column}_max"]], unit="D", origin="unix"
                    )
                    for column in held
                }
                frame = pd.DataFrame(values).reindex(columns=dated)
            found[name] = frame
        return observed_period(found)

    # -- hinges ------------------------------------------------------------------------------

    @property
    def _there(self) -> Scanned:
        covers = self.observed
        return Scanned(self.scanned, self.engine, covers, lambda: self.response_rate, self._taken)

    def _taken(self, tables: Mapping[str, Any]) -> Network:
        """Return some rows of some tables in memory."""
        return replace(self, scanned=tables, period=self.observed).collect()

    def made_there(self, name: str) -> Callable[..., Any] | None:
        """Return what makes a hinge in the engine; None where only tables in memory do."""
        make = MADE_THERE.get(name)
        if make is None:
            return None

        def made(*args: Any, **kwargs: Any) -> Any:
            with self.engine.dropping():
                return make(self._there, self.scale, *args, **kwargs)

        return made

    def mixed(self, by: By = "sector") -> Mixing:
        """Return the mixing matrix, counted in the engine."""
        with self.engine.dropping():
            tables = self.scanned
            return counted_mixing(tables["ties"], tables["actors"], by, self.engine)

    def grouped(self, by: By = "sector", *, limit: int | None = None) -> GroupedGraph:
        """Return the graph as arrays: ids become positions in the engine, and only those come over.

        Measures of brokerage, of contacts, of cohesion and of mixing need no more than counts, and
        do not ask for it. The others follow paths, lay out, rewire or draw ties.

        Parameters
        ----------
        by : str or mapping of actor to group
            A column of the actors, or the groups themselves.
        limit : int, optional
            Ties above which they are not taken; each is about twenty bytes. By default that of the
            network.

        Raises
        ------
        NotComparable
            If there are more ties: the sentence says how many, and how to select.
        """
        n = count_of(self.engine, self.scanned["ties"])
        limit = self.limit if limit is None else limit
        if n > limit:
            raise NotComparable("error_ties_needed", n=n, limit=limit)
        with self.engine.dropping():
            return coded_graph(
                self.scanned["ties"],
                self.scanned["actors"],
                by,
                self.engine,
                response_rate=self.response_rate,
            )

    def by_actor(self, measure: Callable[..., Any], *, by: By = "sector") -> LazyTable:
        """Return an answer per actor that stays in the engine until it is taken or saved.

        For registers whose actors are too many for an answer in memory.

        Parameters
        ----------
        measure : function
            A measure of contacts (`contacts`, `actor_ei_index`, `heterogeneity`,
            `participation_coefficient`, `bridge_strength`) or of brokerage (`brokerage_roles`,
            `brokerage_z`, `brokerage_z_labels`).
        by : str or mapping of actor to group
            A column of the actors, or the groups themselves.

        Examples
        --------
        >>> import concertnet as cn
        >>> lazy = cn.scan(cn.sample_path(), engine="polars").latest()
        >>> table = lazy.by_actor(cn.actor_ei_index)
        >>> table.count() == len(table.collect())
        True
        """
        return LazyTable(self._there, measure, by)

    # -- what only memory gives, while it is small enough -------------------------------------

    @cached_property
    def _memory(self) -> Network:
        return self.collect()

    @cached_property
    def _are_few(self) -> bool:
        return int(self.count().sum()) <= self.limit

    @cached_property
    def _parts(self) -> dict[str, Any]:
        return {}

    def _table(self, name: str) -> pd.DataFrame:
        """Return one table in memory, be the others too large for it."""
        if self._are_few:
            return self._memory.tables[name]
        if f"table {name}" not in self._parts:
            self._parts[f"table {name}"] = self._framed(name)
        return self._parts[f"table {name}"].copy(deep=False)

    def _part(self, table: str) -> Network:
        """Return a table and those that it refers to, in memory: all of them where they are few."""
        if self._are_few:
            return self._memory
        if table not in self._parts:
            needed = _referred_to(table)
            kept = {name: rows for name, rows in self.scanned.items() if name in needed}
            self._parts[table] = self._taken(kept)
        return self._parts[table]

    def _framed(self, table: str) -> pd.DataFrame:
        """Return one table in memory, with the columns and types of its specification."""
        if table not in self.scanned:
            return empty_table(table).frame
        require_few(self.engine, self.scanned[table], table, self.limit)
        return specified(self._frame(table), table)

    @property
    def response_rate(self) -> float:
        """Share of the actors asked who answered; nan when it is unknown."""
        counts = None
        if "respondents" in self.scanned:
            counts = answered_there(self.scanned["respondents"], self.engine)
        if counts is None or not counts[1]:
            counts = answered_of(empty_table("respondents").frame, self.about)
        return float("nan") if counts is None else counts[0] / counts[1]

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by name, in memory once it is asked for."""
        return _Tables(self)

    @property
    def actors(self) -> pd.DataFrame:
        """Organisations and persons, a row for each stay or sector."""
        return self._table("actors")

    @property
    def ties(self) -> pd.DataFrame:
        """Ties with a level."""
        return self._table("ties")

    @property
    def instances(self) -> pd.DataFrame:
        """Where actors sit."""
        return self._table("instances")

    @property
    def seats(self) -> pd.DataFrame:
        """Which actor sits at which instance."""
        return self._table("seats")

    @property
    def mandates(self) -> pd.DataFrame:
        """Which person fills which seat."""
        return self._table("mandates")

    @property
    def agreements(self) -> pd.DataFrame:
        """Agreements and their parties."""
        return self._table("agreements")

    @property
    def set_aside(self) -> pd.DataFrame:
        """Relations that are no ties."""
        return self._table("set_aside")

    @property
    def attendance(self) -> pd.DataFrame:
        """Who came to which meeting."""
        return self._table("attendance")

    def with_tables(self, **tables: pd.DataFrame) -> Network:
        """Return the network in memory, with other tables in the place of those named."""
        return self._memory.with_tables(**tables)

    def graph(self, by: By = "sector") -> nx.Graph:
        """Return the graph for networkx."""
        return self._memory.graph(by)

    def details(self) -> dict[str, Any]:
        """Return what every figure states, as `Network.details`.

        Of more rows than the limit, what reading left to say and who answered in each sector are
        absent: they are told from the tables.
        """
        if self._are_few:
            return self._memory.details()
        return known_details(self.about, self.observed, self.response_rate, {})

    def spells(self, of: SpellsOf = "actors") -> pd.DataFrame:
        """Return who was there, from when to when."""
        return self._part("mandates" if of == "representatives" else of).spells(of)

    def seating(self) -> pd.DataFrame:
        """Return one row per seat, with what is known of its instance and of its actor."""
        return self._part("seats").seating()

    def seats_in_force(self) -> pd.DataFrame:
        """Return one row per stretch of a seat."""
        return self._part("seats").seats_in_force()

    def actors_now(self) -> pd.DataFrame:
        """Return one row per actor: where its sector changed, the latest one selected."""
        return self._part("actors").actors_now()

    def parties(self) -> pd.DataFrame:
        """Return one row per agreement and party."""
        return self._part("agreements").parties()


class _Tables(Mapping[str, pd.DataFrame]):
    """The tables of a lazy network, each taken into memory when it is first asked for."""

    def __init__(self, net: LazyNetwork) -> None:
        self._net = net

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._net._table(name)

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def _referred_to(table: str) -> set[str]:
    """Return a table with all those that it refers to, and the actors."""
    needed, more = {"actors"}, {table}
    while more:
        name = more.pop()
        needed.add(name)
        more |= {c.refers for c in TABLES[name].columns if c.refers} - needed
    return needed


def _pointing(name: str, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a table of a selection without pointers to what the selection left out.

    As `Network` does: a pointer that may be empty is emptied; lists keep those that are there, and
    an agreement without any of its parties goes.
    """
    for column in TABLES[name].columns:
        if column.name not in frame or column.refers not in frames:
            continue
        there = set(frames[column.refers][TABLES[column.refers].key])
        if column.kind == "id" and not column.filled:
            frame = frame.assign(
                **{column.name: frame[column.name].where(frame[column.name].isin(there))}
            )
        elif column.kind == "ids":
            lists = frame[column.name].astype(object).fillna("").astype("str").str.split(";")
            kept = [JOINED.join(i for i in map(str.strip, ids) if i in there) for ids in lists]
            frame = frame.assign(**{column.name: kept})
            if column.filled:
                frame = frame[frame[column.name] != ""]
    needed = [column for column in ONE_NEEDED.get(name, ()) if column in frame]
    return frame[frame[needed].notna().any(axis=1)] if needed else frame
