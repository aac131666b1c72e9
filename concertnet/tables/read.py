"""Read tables from a path: find each table, its headings, its columns; report all at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.scale import BOURQUE, Scale
from concertnet.tables.assemble import assembled
from concertnet.tables.cells.arrange import arrange
from concertnet.tables.cells.arranged import Arranged
from concertnet.tables.cells.column import Vocabulary
from concertnet.tables.cells.dates import Period
from concertnet.tables.decide.decided import Decided, decided_own
from concertnet.tables.decide.decision import Decision
from concertnet.tables.rules.answered import (
    answers_against,
    answers_applied,
    answers_not_understood,
    answers_unused,
    record_of,
)
from concertnet.tables.source.about_sheet import read_about
from concertnet.tables.source.decision_table import AnswersGiven, GivenAnswers, answers_of
from concertnet.tables.source.headed import under_headings
from concertnet.tables.source.legend import legend_of
from concertnet.tables.source.matrix import matrix_rows
from concertnet.tables.source.own_sheets import apart, is_decision_sheet
from concertnet.tables.source.recognised import Part, recognised
from concertnet.tables.source.sources import open_source
from concertnet.tables.source.words_sheet import words_given
from concertnet.tables.spec.about import About
from concertnet.tables.spec.headings import ABOUT, table_names, table_of
from concertnet.tables.spec.problems import Problem, Word
from concertnet.tables.spec.schema import TABLES, with_hanging

__all__ = ["Reading", "read_tables"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a path holds, and everything that was noticed in it.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Every table, each with every column of its specification and then the user's own.
    about : About
        What the data say of the network as a whole.
    scale : Scale
        The scale through which levels were read.
    observed : Period or None
        The observed period that the data declare.
    problems : tuple of Problem
        Errors, warnings and notices.
    decisions : tuple of Decision
        What only a person can decide, undecided: an error stands for each that stops.
    places : mapping of str to set of (file, sheet)
        For each table, where its rows were read.
    answers : Decided
        The answers that were given.
    given : tuple of GivenAnswers
        Where they were written.
    """

    tables: dict[str, pd.DataFrame]
    about: About
    scale: Scale
    observed: Period | None
    problems: tuple[Problem, ...]
    decisions: tuple[Decision, ...] = ()
    places: Mapping[str, frozenset[tuple[str | None, str | None]]] = field(default_factory=dict)
    answers: Decided = field(default_factory=Decided)
    given: tuple[GivenAnswers, ...] = ()


def read_tables(
    path: str | Path,
    *,
    scale: Scale | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: AnswersGiven | None = None,
    level: str | None = None,
) -> Reading:
    """Read every table of a path, with all its problems; raising is left to the caller.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one CSV file, or a workbook (.xlsx, .xls, .ods).
    scale : Scale, optional
        How levels are read; by default the scale that the data declare, else Bourque's.
    encoding : str, optional
        Encoding of CSV files; by default found out.
    add_missing_actors : bool
        Add actors that are named but not described, with an unknown sector and a notice.
    without : collection of str
        Tables to leave out, by name in either language; those that hang on them go too.
    decisions : path, sequence of paths or mapping of str to str, optional
        The answers to the decisions of an earlier reading: the tables where they were written, or
        a mapping by key.
    level : str, optional
        The level of every tie, where the ties have no column of levels; of every tie of a matrix.

    Returns
    -------
    Reading
        Tables, description, scale, observed period, problems and decisions.

    Raises
    ------
    UnknownWord
        If a table to leave out is none, or cannot be left out.
    TableError
        If a table of decisions cannot be read, or contradicts itself.

    Examples
    --------
    >>> reading = read_tables("no/such/folder")
    >>> reading.problems[0].code, len(reading.tables["actors"])
    ('path_missing', 0)
    """
    left_out = _left_out(without)
    taken, books = answers_of(decisions)
    sheets, problems = open_source(path, encoding=encoding)
    # Tables whose file could not be opened: what refers to them is not judged.
    unread = {
        named[0]
        for problem in problems
        if problem.severity == "error" and (named := table_of(PurePath(problem.file or "").stem))
    }
    no_data = [sheet for sheet in sheets if is_decision_sheet(sheet)]
    sheets, beside = apart(sheets)
    meant, noticed = words_given(beside)
    problems += noticed
    given = (*meant, *books)
    answers = Decided({row.key: row.answer for one in meant for row in one.rows} | dict(taken))
    found = recognised(sheets, problems)
    if not found and not unread and not any(p.severity == "error" for p in problems):
        if no_data:
            problems.append(Problem("error", "data_are_decisions", no_data[0].file))
        else:
            known = {"known": table_names()}
            problems.append(Problem("error", "no_table", str(path), fields=known))
    if any(problem.code == "several_workbooks" for problem in problems):
        unread.add("actors")
    about, declared, observed = About(), None, None
    if ABOUT in found:
        about, declared, observed, noticed = read_about(found.pop(ABOUT)[0].sheet)
        problems += noticed
    scale = scale or declared or BOURQUE
    vocabulary = Vocabulary(
        scale, about.sectors, answers, about.year_starts, legend_of([*sheets, *beside])
    )
    del sheets, beside, no_data  # what is written is let go, table by table, once it is typed
    arranged: dict[str, Arranged] = {}
    for name in list(found):
        parts = found.pop(name)
        if name in left_out:
            continue
        of_all = {"level": level} if name == "ties" and level is not None else {}
        one = _arranged(name, parts, vocabulary, problems, of_all)
        del parts
        if one is not None:
            arranged[name] = one
    if left_out:
        tables = tuple(Word(f"table_{name}") for name in TABLES if name in left_out)
        problems.append(Problem("notice", "tables_left_out", fields={"tables": tables}))
    if not arranged and any(problem.severity == "error" for problem in problems):
        unread.add("actors")  # one clear message, not a second one about actors
    done = assembled(
        arranged,
        vocabulary,
        add_missing_actors=add_missing_actors,
        unread=unread,
        without=left_out,
    )
    problems += done.problems
    problems += answers_applied(answers, given)
    problems += answers_not_understood(answers, done.merges, given)
    problems += answers_against(done.merges, given)
    if arranged and not unread:  # of what could not be read, nothing is known
        problems += answers_unused(answers, given)
    about = replace(
        about,
        sectors=(*about.sectors, *_own_sectors(about, done.tables, answers)),
        decisions=tuple(dict.fromkeys((*about.decisions, *record_of(answers, given)))),
        distinct=tuple(dict.fromkeys((*about.distinct, *done.merges.apart))),
    )
    return Reading(
        done.tables,
        about,
        scale,
        observed,
        tuple(problems),
        done.decisions,
        done.places,
        answers,
        given,
    )


def _arranged(
    name: str,
    parts: list[Part],
    vocabulary: Vocabulary,
    problems: list[Problem],
    of_all: Mapping[str, str],
) -> Arranged | None:
    """Return a table from its sheet, or from its sheets one after the other."""
    found: Arranged | None = None
    for part in parts:
        defaults = {**part.defaults, **of_all}
        if part.square is not None:
            rows = matrix_rows(part.sheet, part.square, defaults, problems)
        else:
            rows = under_headings(name, part.sheet, defaults, problems)
        if rows is None:
            continue
        one = arrange(name, rows, vocabulary)
        found = one if found is None else found.join(one)
    return found


def _left_out(without: Collection[str]) -> set[str]:
    """Return the tables to leave out, with those whose rows hang on them."""
    names: set[str] = set()
    for word in [without] if isinstance(without, str) else without:
        meant = word if word in TABLES else (table_of(word) or ("",))[0]
        if meant not in TABLES or meant == "actors":
            known = tuple(Word(f"table_{name}") for name in TABLES if name != "actors")
            raise UnknownWord("error_without", value=word, known=known)
        names.add(meant)
    return with_hanging(names)


def _own_sectors(about: About, tables: dict[str, pd.DataFrame], answers: Decided) -> list[str]:
    """Return the words that were decided to be sectors of their own, to be declared."""
    used = tables["actors"]["sector"].dropna().unique()
    return [word for word in used if decided_own(word, answers) and word not in about.sectors]
