"""Assemble typed tables: gather, part, join to one another, and check them by the same rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.scale import BOURQUE, Scale
from concertnet.tables.cells.arrange import HeadedRows, arrange
from concertnet.tables.cells.sheets import Origin, PlacedTable
from concertnet.tables.cells.typed import Vocabulary
from concertnet.tables.rules.references import unknown_references
from concertnet.tables.rules.reshape import (
    empty_table,
    fill_names,
    join_parties,
    make_seat_ids,
    part_seats,
    put_aside,
)
from concertnet.tables.rules.rows import broken_rules
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES
from concertnet.tables.spec.text import cell_texts

__all__ = ["check_tables", "finish"]


def check_tables(
    tables: Mapping[str, pd.DataFrame | None],
    *,
    scale: Scale = BOURQUE,
    about: About | None = None,
    add_missing_actors: bool = False,
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

    Returns
    -------
    dict of str to DataFrame, tuple of Problem
        The twelve tables as copies, each with every column of its specification and then the
        others as text; the problems, whose row is the position from 1.

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
    vocabulary = Vocabulary(scale, () if about is None else about.sectors)
    placed: dict[str, PlacedTable] = {}
    problems: list[Problem] = []
    unread: set[str] = set()
    for name, frame in tables.items():
        if name not in TABLES or frame is None:
            continue
        if not isinstance(frame, pd.DataFrame):
            raise NotComparable("error_table_expected", table=name, given=type(frame).__name__)
        if not frame.shape[1]:
            continue
        placed[name], keyed, noticed = arrange(name, _raw(name, frame), vocabulary)
        problems += noticed
        if not keyed:
            unread.add(name)
    checked, more = finish(placed, vocabulary, add_missing_actors=add_missing_actors, unread=unread)
    return checked, (*problems, *more)


def _raw(name: str, frame: pd.DataFrame) -> HeadedRows:
    if any(level is not None for level in frame.index.names):
        frame = frame.reset_index()  # networkx users index actors by their identifier
    columns = {place: cell_texts(frame.iloc[:, place]) for place in range(frame.shape[1])}
    cells = pd.DataFrame(columns).reset_index(drop=True)
    headings = [str(heading) for heading in frame.columns]
    return HeadedRows(headings, cells, np.arange(1, len(frame) + 1), Origin(None, name))


def finish(
    placed: Mapping[str, PlacedTable],
    vocabulary: Vocabulary,
    *,
    add_missing_actors: bool,
    unread: Collection[str] = (),
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Gather, part and check typed tables.

    Parameters
    ----------
    placed : mapping of str to PlacedTable
        The tables that were given.
    vocabulary : Vocabulary
        The words through which cells were read.
    add_missing_actors : bool
        Add actors that are named but not described.
    unread : collection of str
        Tables that could not be read, so that references to them are not judged.

    Returns
    -------
    dict of str to DataFrame, list of Problem
        The twelve tables, and the problems.
    """
    tables = {name: placed.get(name) or empty_table(name) for name in TABLES}
    put_aside(tables, vocabulary.scale)
    problems = [
        *make_seat_ids(tables),
        *part_seats(tables),
        *join_parties(tables),
        *fill_names(tables),
        *unknown_references(tables, add_missing_actors=add_missing_actors, unread=unread),
        *broken_rules(tables, vocabulary.scale, unread),
    ]
    return {name: tables[name].frame for name in TABLES}, problems
