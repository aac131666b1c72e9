"""The rows of spells in an engine: whose each is, when it holds, and its group."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from concertnet.errors import OutsideObservation, UnknownWord
from concertnet.hinges.guards import require_column
from concertnet.relational.given_groups import with_given
from concertnet.relational.lives import (
    Scanned,
    bounded,
    cut_to,
    dates_counted,
    is_dated,
    lives_of,
    names_in,
)
from concertnet.relational.pairs import ends_in_order
from concertnet.relational.typed import RANK
from concertnet.scale import Scale
from concertnet.tables.spec.schema import TABLES
from concertnet.words import Word

__all__ = ["SpellRows", "seats_held", "seats_in_groups", "sorted_groups", "spell_rows"]

_OF_INSTANCE = {"instance_name": "name"} | {c: c for c in ("theme", "territory", "tier", "origin")}
_OF_ACTOR = {"actor_name": "name", "actor_territory": "territory", "sector": "sector"}
# By kind of spells: the table that they come from, whose they are, and what else may group them.
_KINDS = {
    "actors": ("actors", ("actor",), ()),
    "ties": ("ties", ("source", "target"), ("level",)),
    "seats": ("seats", ("instance", "actor"), ("role", *_OF_INSTANCE, *_OF_ACTOR)),
    "representatives": (
        "mandates",
        ("instance", "actor", "person"),
        ("role", "function", *_OF_INSTANCE, *_OF_ACTOR),
    ),
}


class SpellRows(NamedTuple):
    """Rows of spells.

    Attributes
    ----------
    rows : LazyFrame
        The columns of `holder`, start, end (days) and, where asked, group.
    holder : tuple of str
        The columns that say whose each is.
    require_groups : function
        To be called where no group was found: it raises, unless there is no row at all.
    labels : function
        Gives the groups, in memory, that values of the column group stand for.
    """

    rows: Any
    holder: tuple[str, ...]
    require_groups: Callable[[], None]
    labels: Callable[[pd.Series], pd.Series]


def spell_rows(there: Scanned, scale: Scale, of: str, by: Any) -> SpellRows | None:
    """Return the rows of the spells that `Network.spells` joins; None where only it can group them.

    Groups that are given are those of actors.

    Raises
    ------
    UnknownWord
        If `of` is none of the four.
    MissingAttribute
        If spells have no column `by`.
    OutsideObservation
        If no row of the table that they come from is dated.
    """
    import narwhals.stable.v2 as nw

    if of not in _KINDS:
        raise UnknownWord("error_unknown_spells", value=of, known=", ".join(_KINDS))
    table, holder, more = _KINDS[of]
    if of == "actors":
        columns = dict.fromkeys((*TABLES["actors"].names, *names_in(there.tables["actors"])))
        more = tuple(c for c in columns if c not in ("actor", "start", "end"))
    known = (*holder, *more)
    is_given = not (by is None or isinstance(by, str))
    if is_given and of == "ties":
        return None  # its keys are pairs, as only memory writes them
    if isinstance(by, str) and by not in known and by in _columns_in_memory(of):
        return None  # a spell has that of its last row, whose order only memory knows
    if dates_counted(there, None, table).none_written:
        raise OutsideObservation("error_undated_table", table=Word(f"table_{table}"))
    if table not in there.tables:
        return None
    rows = {"actors": _actors, "ties": _ties}.get(of, _seats)(there, of, None if is_given else by)
    if by is None:
        return SpellRows(rows, holder, _nothing, _as_they_are)
    if is_given:
        bare = rows.select(*holder, "start", "end")
        given = with_given(bare, by, "actor", there.engine)
        return SpellRows(given.rows, holder, _nothing, given.typed_labels)
    require = partial(_require_filled, there, rows, known, by)
    if by not in names_in(rows):
        require()
    grouped = rows.select(*holder, "start", "end", nw.col(by).alias("group"))
    named = partial(_levels_named, scale) if by == "level" else _as_they_are
    return SpellRows(grouped, holder, require, named)


def _nothing() -> None:
    """Require nothing: no group was asked for, or it is known that there are some."""


def _as_they_are(found: pd.Series) -> pd.Series:
    return found.astype("str")


def _levels_named(scale: Scale, ranks: pd.Series) -> pd.Series:
    return pd.Series([scale.levels[int(rank)] for rank in ranks], dtype="str")


def sorted_groups(labels: pd.Series) -> tuple[pd.Index, np.ndarray]:
    """Return groups in their order, and the place of each."""
    code, groups = pd.factorize(labels, sort=True)
    return pd.Index(groups), code


def _columns_in_memory(of: str) -> tuple[str, ...]:
    if of == "ties":
        return TABLES["ties"].names
    return ("seat",) if of in ("seats", "representatives") else ()


def _require_filled(there: Scanned, rows: Any, known: tuple[str, ...], by: str) -> None:
    """Raise as the same spells in memory would, unless a column is there and says something."""
    import narwhals.stable.v2 as nw

    held = [name for name in known if name in names_in(rows)]
    asked = {name: (~nw.col(name).is_null()).cast(nw.Int64).sum() for name in held}
    found = there.engine.small(rows.select(n=nw.len(), **asked)).fillna(0).iloc[0]
    filled = {name: [1.0 if name in held and int(found[name]) else None] for name in known}
    require_column(pd.DataFrame(filled).iloc[: int(found["n"])], by)


def _with(rows: Any, *names: str) -> Any:
    """Return rows that have these columns, empty where they were not there."""
    import narwhals.stable.v2 as nw

    absent = [name for name in names if name not in names_in(rows)]
    if not absent:
        return rows
    return rows.with_columns(**{name: nw.lit(None).cast(nw.String) for name in absent})


def _actors(there: Scanned, _of: str, by: str | None) -> Any:
    return bounded(_with(there.tables["actors"], *([by] if by in TABLES["actors"].names else [])))


def _ties(there: Scanned, _of: str, _by: str | None) -> Any:
    import narwhals.stable.v2 as nw

    low, high = ends_in_order()
    ties = bounded(there.tables["ties"]).select(
        low.alias("source"),
        high.alias("target"),
        nw.col(RANK).alias("level"),
        "start",
        "end",
    )
    actors = there.tables["actors"]
    if not is_dated(actors):  # always there
        return ties
    lives = there.engine.kept(lives_of(actors, "actor", there.engine))
    for end in ("source", "target"):
        ties = cut_to(ties, end, lives.rename({"actor": end}))
    return ties


def _seats(there: Scanned, of: str, by: str | None) -> Any:
    """Return seats, or the mandates that fill them, while instance and actor are there too."""
    seats = seats_held(there, by)
    if of == "seats":
        return seats
    mandates = bounded(_with(there.tables["mandates"], "function"))
    mandates = mandates.select("seat", "person", "function", "start", "end")
    return cut_to(mandates, "seat", seats.rename({"start": "from", "end": "until"}))


def seats_in_groups(there: Scanned, by: Any) -> tuple[Any, Callable[[pd.Series], pd.Series]]:
    """Return seat, start, end and group of the stretches of seats, and what gives its labels.

    Raises
    ------
    MissingAttribute
        If seats have no column `by`, or it is empty.
    """
    import narwhals.stable.v2 as nw

    if not (by is None or isinstance(by, str)):
        held = seats_held(there).select("seat", "actor", "start", "end")
        given = with_given(held, by, "actor", there.engine)
        return given.rows.drop("actor"), given.typed_labels
    seats = seats_held(there, by)
    if by is None:
        return seats.select("seat", "start", "end", group=nw.lit("")), _as_they_are
    known = ("seat", "instance", "actor", "role", *_OF_INSTANCE, *_OF_ACTOR)
    _require_filled(there, seats, known, by)
    grouped = seats.select("seat", "start", "end", group=nw.col(by).cast(nw.String))
    return grouped, _as_they_are


def seats_held(there: Scanned, by: str | None = None) -> Any:
    """Return seat, instance, actor, role, start, end of each seat while both are there too.

    With the column `by` where it is one of the instance or of the actor; an actor that was several
    things in turn then has a row for each.
    """
    import narwhals.stable.v2 as nw

    tables = there.tables
    seats = bounded(_with(tables["seats"], "role"))
    seats = seats.select("seat", "instance", "actor", "role", "start", "end")
    for key, table, own in (
        ("instance", "instances", _OF_INSTANCE),
        ("actor", "actors", _OF_ACTOR),
    ):
        if table not in tables or not (by in own or is_dated(tables[table])):
            continue
        rows = tables[table]
        if by in own:
            rows = _with(rows, own[by])
            brought = rows.with_columns(nw.col(own[by]).alias(f"its_{by}"))
            lives = lives_of(brought, key, there.engine, f"its_{by}")
            seats = cut_to(seats, key, lives).rename({f"its_{by}": by})
        else:
            seats = cut_to(seats, key, lives_of(rows, key, there.engine))
    return seats
