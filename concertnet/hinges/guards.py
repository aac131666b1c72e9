"""What is asked of a network before it is measured, and the readers of arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral, Real
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation, UnknownWord
from concertnet.hinges.door import NetworkLike, hinge, is_network
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import sector_meant
from concertnet.words import Word

__all__ = [
    "TRIAD",
    "DatesWritten",
    "Seed",
    "choice",
    "dates_written",
    "expected_of",
    "generator",
    "has_dates",
    "held_sectors",
    "held_values",
    "is_undated",
    "names",
    "number",
    "require_column",
    "require_dated",
    "require_network",
    "require_rows",
    "require_undirected",
    "rows_written",
    "sectors",
    "seed_number",
    "share",
    "whole_number",
]

# What chance is drawn with: a number gives the same draws again, a generator goes on.
Seed: TypeAlias = "int | np.random.Generator"
# The sectors whose absence is worth naming, when no others are asked for.
TRIAD = ("community", "institutional", "private")


def require_network(obj: object) -> NetworkLike:
    """Return `obj`, or raise unless it is a Network: seats and mandates are nowhere else."""
    if not is_network(obj):
        raise NotComparable("error_network_expected", given=type(obj).__name__)
    return obj


@hinge
def rows_written(net: NetworkLike, table: str) -> int:
    """Return how many rows a table of a network has."""
    return len(net.tables[table])


def require_rows(net: NetworkLike, table: str, *columns: str) -> None:
    """Raise `MissingAttribute`, naming what to fill, when a table of a network has no row."""
    if not rows_written(net, table):
        needed = tuple(map(Word, columns))
        raise MissingAttribute("error_table_needed", table=Word(f"table_{table}"), columns=needed)


class DatesWritten(NamedTuple):
    """The rows of a table, and how many of them write a start, and an end."""

    rows: int
    start: int
    end: int

    @property
    def none_written(self) -> bool:
        """Whether there are rows, and none of them is dated."""
        return bool(self.rows) and not (self.start or self.end)


@hinge
def dates_written(net: NetworkLike, table: str) -> DatesWritten:
    """Return how many rows of a table write their dates."""
    rows = net.tables[table]
    return DatesWritten(len(rows), int(rows["start"].count()), int(rows["end"].count()))


def require_dated(net: NetworkLike, table: str) -> None:
    """Raise `OutsideObservation` when a table of a network has rows and none of them is dated."""
    if dates_written(net, table).none_written:
        raise OutsideObservation("error_undated_table", table=Word(f"table_{table}"))


def has_dates(net: NetworkLike, table: str, column: Literal["start", "end"]) -> bool:
    """Say whether a table of a network writes any start, or any end.

    Without an end, nothing tells that nobody left from that no one was written to leave.
    """
    return bool(getattr(dates_written(net, table), column))


def is_undated(table: pd.DataFrame) -> bool:
    """Say whether a table has rows and none of them is dated."""
    return bool(len(table)) and not table[["start", "end"]].notna().to_numpy().any()


def require_column(table: pd.DataFrame, by: Any) -> None:
    """Raise `MissingAttribute` unless rows can be grouped by a column: it is there, and not empty.

    Dates and holders are no groups.
    """
    columns = [str(c) for c in table.columns if c not in ("holder", "start", "end")]
    if not isinstance(by, str) or by not in columns:
        raise MissingAttribute("error_spells_column", name=str(by), known=", ".join(columns) or "–")
    if len(table) and table[by].isna().all():
        filled = ", ".join(c for c in columns if table[c].notna().any())
        raise MissingAttribute("error_empty_column", name=by, known=filled or "–")


def require_undirected(graph: GroupedGraph, measure: str) -> None:
    """Raise when a measure, named in the catalogue, is asked of a directed graph."""
    if graph.directed:
        raise NotComparable("error_undirected_only", measure=Word(f"measure_{measure}"))


@hinge
def held_values(net: NetworkLike, table: str, column: str) -> set[str]:
    """Return what the cells of a column of texts say."""
    return set(net.tables[table][column].dropna())


@hinge
def held_sectors(net: NetworkLike) -> set[str]:
    """Return the sectors that an actor has, or had."""
    return set(net.actors["sector"].dropna().unique())


def expected_of(net: NetworkLike) -> tuple[str, ...]:
    """Return the sectors whose absence is worth naming in a network.

    The sectors that it declares; with them the usual three while an actor is of one of these; the
    usual three where none is declared.
    """
    declared = net.about.sectors
    usual = not declared or not held_sectors(net).isdisjoint(TRIAD)
    return tuple(dict.fromkeys([*(TRIAD if usual else ()), *declared]))


def number(value: Any, *, name: str, least: float = 0) -> float:
    """Return a finite number of at least `least`, or raise `NotComparable`."""
    real = isinstance(value, Real) and not isinstance(value, bool)
    if not real or not np.isfinite(float(value)) or float(value) < least:
        raise NotComparable("error_number_least", name=name, least=least, value=repr(value))
    return float(value)


def share(value: Any) -> float:
    """Return a number above 0 and below 1, or raise `NotComparable`."""
    if not isinstance(value, Real) or not 0 < float(value) < 1:
        raise NotComparable("error_share", value=value)
    return float(value)


def whole_number(value: Any, *, name: str, least: int) -> int:
    """Return the value of an argument, or raise unless it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or int(value) < least:
        raise NotComparable("error_whole_number", name=name, least=least, value=repr(value))
    return int(value)


def choice(value: Any, *, name: str, among: Sequence[str]) -> str:
    """Return the value of an argument, or raise `UnknownWord` unless it is one of a few words."""
    if not isinstance(value, str) or value not in among:
        raise UnknownWord("error_unknown_choice", name=name, value=value, known=", ".join(among))
    return value


def names(value: Any, *, name: str) -> list[str]:
    """Return names once each, in their order; a single one need not be in a list.

    Examples
    --------
    >>> names("private", name="expected_sectors"), names(["a", "b", "a"], name="years")
    (['private'], ['a', 'b'])
    """
    if isinstance(value, str):
        return [value]
    given = list(value) if isinstance(value, Iterable) else [value]
    if not all(isinstance(each, str) for each in given):
        raise NotComparable("error_names_expected", name=name, value=repr(value))
    return list(dict.fromkeys(given))


def sectors(value: Any, *, known: Iterable[Any]) -> list[str]:
    """Return expected sectors, or raise `UnknownWord` if one of them is not among those known."""
    listed = sorted({str(sector) for sector in known})
    meant = (sector_meant(word, listed) for word in names(value, name="expected_sectors"))
    return list(dict.fromkeys(meant))


def generator(seed: Any) -> np.random.Generator:
    """Return numpy's generator for a seed: a whole number from 0, or the generator given."""
    if isinstance(seed, np.random.Generator):
        return seed
    return np.random.default_rng(whole_number(seed, name="seed", least=0))


def seed_number(seed: Any) -> int:
    """Return the whole number of a seed, for what draws the same again; a generator draws it.

    Examples
    --------
    >>> seed_number(3), seed_number(np.random.default_rng(1))
    (3, 1016164991)
    """
    if isinstance(seed, np.random.Generator):
        return int(seed.integers(2**31))
    return whole_number(seed, name="seed", least=0)
