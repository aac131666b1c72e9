"""Assemble typed tables: gather, part, join to one another, and check them by the same rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.scale import BOURQUE, Scale
from concertnet.tables.cells.arrange import arrange
from concertnet.tables.cells.arranged import Arranged, HeadedRows
from concertnet.tables.cells.column import Vocabulary
from concertnet.tables.cells.sheets import Origin, PlacedTable, PlacedTables
from concertnet.tables.decide.decision import Decision
from concertnet.tables.decide.same import Merges, decided_same
from concertnet.tables.rules.bracketed import read_bracketed_roles
from concertnet.tables.rules.described import (
    actors_described,
    describing_headings,
    leave_out_unseated,
)
from concertnet.tables.rules.merged import merge_actors
from concertnet.tables.rules.named import read_agreement_names, read_names
from concertnet.tables.rules.parties import (
    join_parties,
    leave_out_oneself,
    part_members,
    part_parties,
)
from concertnet.tables.rules.references import unknown_references
from concertnet.tables.rules.reshape import empty_table, fill_names, put_aside, spell_alike
from concertnet.tables.rules.rows import broken_rules
from concertnet.tables.rules.seats import join_years, make_seat_ids, part_seats, seat_mandates
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cell_texts

__all__ = ["Assembled", "assembled", "check_tables"]


@dataclass(frozen=True, eq=False)
class Assembled:
    """Checked tables, with what was found on the way.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Every table of the specification.
    problems : tuple of Problem
        Errors, warnings and notices.
    decisions : tuple of Decision
        What only a person can decide.
    places : dict of str to set of (file, sheet)
        For each table, where its rows were read.
    merges : Merges
        What was decided of actors that are listed twice.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...]
    places: dict[str, frozenset[tuple[str | None, str | None]]]
    merges: Merges


def check_tables(
    tables: Mapping[str, pd.DataFrame | None],
    *,
    scale: Scale = BOURQUE,
    about: About | None = None,
    add_missing_actors: bool = False,
    level: str | None = None,
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Give frames the columns and types of the specification, and check them.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables by name; a missing one is empty. Headings and values in French or English.
    scale : Scale
        How levels are read.
    about : About, optional
        Holds the sectors that are declared.
    add_missing_actors : bool
        Add actors that are named but not described, with an unknown sector and a notice.
    level : str, optional
        The level of every tie, where the ties have no column of levels.

    Returns
    -------
    dict of str to DataFrame, tuple of Problem
        The tables as copies, each with every column of its specification and then the others as
        text; the problems, whose row is the position from 1.

    Examples
    --------
    >>> actors = pd.DataFrame({"acteur": ["a", "b"]})
    >>> ties = pd.DataFrame({"de": ["a"], "à": ["b"], "niveau": ["partenariat"]})
    >>> tables, problems = check_tables({"actors": actors, "ties": ties})
    >>> tables["ties"][["source", "target", "level"]]
      source target        level
    0      a      b  partnership
    >>> [problem.code for problem in problems]
    ['name_missing', 'no_sector', 'partnership_alone']
    """
    about = about or About()
    vocabulary = Vocabulary(scale, about.sectors, year_starts=about.year_starts)
    arranged: dict[str, Arranged] = {}
    for name, frame in tables.items():
        if name not in TABLES or frame is None:
            continue
        if not isinstance(frame, pd.DataFrame):
            raise NotComparable("error_table_expected", table=name, given=type(frame).__name__)
        if frame.shape[1]:
            defaults = {"level": level} if name == "ties" and level is not None else {}
            arranged[name] = arrange(name, _headed(name, frame, defaults), vocabulary)
    done = assembled(arranged, vocabulary, add_missing_actors=add_missing_actors)
    return done.tables, done.problems


def _headed(name: str, frame: pd.DataFrame, defaults: Mapping[str, str]) -> HeadedRows:
    if any(level is not None for level in frame.index.names):
        frame = frame.reset_index()  # networkx users index actors by their identifier
    columns = {place: cell_texts(frame.iloc[:, place]) for place in range(frame.shape[1])}
    cells = pd.DataFrame(columns).reset_index(drop=True)
    headings = [str(heading) for heading in frame.columns]
    rows = np.arange(1, len(frame) + 1)
    return HeadedRows(headings, cells, rows, Origin(None, name), defaults=defaults)


def assembled(
    arranged: Mapping[str, Arranged],
    vocabulary: Vocabulary,
    *,
    add_missing_actors: bool,
    unread: Collection[str] = (),
    without: Collection[str] = (),
) -> Assembled:
    """Gather, part, join and check typed tables.

    Parameters
    ----------
    arranged : mapping of str to Arranged
        The tables that were given.
    vocabulary : Vocabulary
        The words through which cells were read, and the answers that were given.
    add_missing_actors : bool
        Add actors that are named but not described.
    unread : collection of str
        Tables that could not be read, so that references to them are not judged.
    without : collection of str
        Tables that are left out, even where another one gives their rows.

    Returns
    -------
    Assembled
        All the tables, the problems and the decisions.
    """
    unread = {*unread, *(name for name, one in arranged.items() if not one.keyed)}
    tables = {name: empty_table(name) for name in TABLES}
    tables |= {name: one.table for name, one in arranged.items()}
    problems = [problem for one in arranged.values() for problem in one.problems]
    decisions = [decision for one in arranged.values() for decision in one.decisions]
    put_aside(tables, vocabulary.scale)
    problems += fill_names(tables)
    problems += part_members(tables, vocabulary.answers)
    problems += read_bracketed_roles(tables)
    if "actors" not in unread and not len(tables["actors"].frame):
        problems, decisions = _with_described(tables, vocabulary, problems, decisions)
    spell_alike(tables)
    problems += part_parties(tables, vocabulary.answers)
    named = read_names(
        tables,
        answers=vocabulary.answers,
        same=_decided(vocabulary, tables).kept,
        add_missing_actors=add_missing_actors,
        unread=unread,
    )
    problems += named.problems
    decisions += named.decisions
    problems += read_agreement_names(tables)
    merges = _decided(vocabulary, tables)  # those that were added too
    vocabulary.answers.serve(merges.about)
    problems += merge_actors(tables, merges.kept)
    problems += leave_out_oneself(tables)
    problems += [*join_years(tables), *make_seat_ids(tables), *seat_mandates(tables)]
    problems += [*make_seat_ids(tables), *part_seats(tables), *join_parties(tables)]
    for name in without:
        tables[name] = empty_table(name)
    problems += [
        *unknown_references(tables, unread=unread),
        *broken_rules(tables, vocabulary.scale, unread),
    ]
    frames = {name: tables[name].frame for name in TABLES}
    places = {
        name: frozenset((origin.file, origin.sheet) for origin in _origins(name, arranged, tables))
        for name in TABLES
    }
    return Assembled(frames, tuple(problems), _each_once(decisions), places, merges)


def _decided(vocabulary: Vocabulary, tables: PlacedTables) -> Merges:
    """Return which of the actors that are listed were decided to be others."""
    if not len(vocabulary.answers):
        return Merges({})
    actors = tables["actors"].frame.dropna(subset=["actor"])
    ids, names = actors["actor"].tolist(), actors["name"].fillna("").tolist()
    return decided_same(vocabulary.answers, dict(zip(ids, names, strict=True)))


def _each_once(decisions: Collection[Decision]) -> tuple[Decision, ...]:
    """Return the decisions, those of several sheets or spellings as one with all their cells."""
    found: dict[str, Decision] = {}
    for one in decisions:
        first = found.get(one.key)
        if first is not None:
            cells, named = (*first.cells, *one.cells), first.named + one.named
            one = replace(first, cells=cells, named=named)
        found[one.key] = one
    return tuple(found.values())


def _origins(
    name: str, arranged: Mapping[str, Arranged], tables: PlacedTables
) -> tuple[Origin, ...]:
    """Return where the rows of a table come from, and where they were before they were gathered."""
    before = arranged[name].table.origins if name in arranged else ()
    after = tables[name].origins if len(tables[name].frame) else ()
    return (*before, *after)


def _with_described(
    tables: dict[str, PlacedTable],
    vocabulary: Vocabulary,
    problems: list[Problem],
    decisions: list[Decision],
) -> tuple[list[Problem], list[Decision]]:
    """Take the actors from the seats or the mandates, when those describe them.

    The columns that do are then known, whatever was said of them.
    """
    for name in ("seats", "mandates"):
        found = actors_described(tables[name], vocabulary)
        if found is not None:
            tables["actors"] = found.table
            used = {*describing_headings(tables[name], vocabulary).values()}
            problems = [p for p in problems if p.code != "column_unknown" or p.column not in used]
            tables[name], problems = leave_out_unseated(tables[name], problems)
            return [*problems, *found.problems], [*decisions, *found.decisions]
    return problems, decisions
