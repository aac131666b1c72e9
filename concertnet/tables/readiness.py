"""Which results the tables that were read make possible: now, once mended, or with more data."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from concertnet.tables.read import Reading
from concertnet.tables.spec.headings import table_of
from concertnet.tables.spec.needs import RESULTS
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import TABLES, with_hanging

__all__ = ["Readiness", "readiness"]


@dataclass(frozen=True)
class Readiness:
    """What can be computed from what was read.

    Attributes
    ----------
    now : tuple of str
        The results (`concertnet.tables.spec.needs.RESULTS`) that can be computed as the tables are
        or, where some have an error, once those of `without` are left out.
    waiting : tuple of str
        Those whose tables are filled, and that wait for an error or a decision.
    lacking : tuple of (str, tuple of str)
        Those that need what no table fills, each with the needs that are not met.
    without : tuple of str
        The tables to leave out so that the rest can be read: those that have an error and those
        that hang on them, unless actors do, or a decision, quickly taken, would do.
    """

    now: tuple[str, ...]
    waiting: tuple[str, ...]
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    without: tuple[str, ...]


def readiness(reading: Reading) -> Readiness:
    """Return which results a reading makes possible.

    Parameters
    ----------
    reading : Reading
        What was read, errors included.

    Examples
    --------
    >>> from concertnet.tables.read import read_tables
    >>> readiness(read_tables("no/such/folder")).now
    ()
    """
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    found = [_tables_of(problem, reading) for problem in errors]
    everywhere = not all(found)  # an error that lies in no table stops them all
    wrong = set(TABLES) if everywhere else set().union(*found)
    asked = {decision.key for decision in reading.decisions}
    decided = any(problem.fields.get("decision") in asked for problem in errors)
    left_out = with_hanging(wrong)
    shown = [n for n in TABLES if n in wrong or (n in left_out and len(reading.tables[n]))]
    without = () if "actors" in wrong or decided else tuple(shown)
    now, waiting, lacking = [], [], []
    for result in RESULTS:
        if needs := result.lacking(reading.tables):
            lacking.append((result.name, needs))
        elif not errors or (without and _meets(result.needs, left_out)):
            now.append(result.name)
        else:
            waiting.append(result.name)
    return Readiness(tuple(now), tuple(waiting), tuple(lacking), without if now else ())


def _meets(needs: Iterable[tuple[str, ...]], wrong: Collection[str]) -> bool:
    """Say whether each need is met by a table without an error."""
    return all(any(one.partition(".")[0] not in wrong for one in need) for need in needs)


def _tables_of(problem: Problem, reading: Reading) -> set[str]:
    """Return the tables in which a problem lies; none when it is that of the data as a whole."""
    place = problem.file, problem.sheet
    found = {name for name, places in reading.places.items() if place in places}
    if not found and problem.file is not None:
        found = set((table_of(problem.file.rpartition(".")[0]) or ())[:1])
    return found & set(TABLES)
