"""What tables make possible: each result, with the tables and the columns that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from concertnet.tables.spec.schema import TABLES
from concertnet.words import Words

__all__ = ["RESULTS", "PossibleResult", "needs_shown"]


@dataclass(frozen=True)
class PossibleResult:
    """A result, and what must be filled for it.

    Attributes
    ----------
    name : str
        The catalogue holds its words, ``possible_NAME``.
    needs : tuple of tuple of str
        Each need is met by any one of its texts: ``"table"``, a row at least, or
        ``"table.column"``, a value at least.
    """

    name: str
    needs: tuple[tuple[str, ...], ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it reads, in order."""
        named = (one.partition(".")[0] for need in self.needs for one in need)
        return tuple(dict.fromkeys(named))

    def lacking(self, tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
        """Return what no table fills: of each need that is not met, the first text."""
        return tuple(
            need[0] for need in self.needs if not any(_is_filled(one, tables) for one in need)
        )


def _is_filled(text: str, tables: Mapping[str, pd.DataFrame]) -> bool:
    name, _, column = text.partition(".")
    frame = tables[name]
    return bool(frame[column].notna().any()) if column else bool(len(frame))


def _result(name: str, *needs: str) -> PossibleResult:
    return PossibleResult(name, tuple(tuple(need.split("|")) for need in needs))


RESULTS = (
    _result("map", "actors", "ties"),
    _result("bridging", "actors.sector", "ties"),
    _result("gaps", "actors.sector", "ties|seats"),
    _result("coverage", "actors.sector", "seats"),
    _result("overlap", "actors", "seats"),
    _result("organisations", "seats.start|seats.end|actors.start|actors.end"),
    _result("representatives", "seats", "mandates.start|mandates.end"),
    _result("single_links", "seats", "mandates"),
    _result("ties_over_time", "ties.start|ties.end"),
    _result("agreements", "agreements.end"),
    _result("territories", "actors.territory", "ties"),
    _result("places", "actors.latitude", "actors.longitude"),
)


def needs_shown(needs: Sequence[Sequence[str]], w: Words) -> str:
    """Return needs as a list of sheets, each with the columns that matter."""
    columns: dict[str, list[str]] = {}
    others = []
    for need in needs:
        wanted: dict[str, list[str]] = {}
        for one in need:
            table, _, column = one.partition(".")
            wanted.setdefault(table, []).extend([w[TABLES[table][column].word]] if column else [])
        if len(wanted) == 1:
            ((table, names),) = wanted.items()
            columns.setdefault(table, []).extend([w["problem_or"].join(names)] if names else [])
        else:
            either = (_of_sheet(table, [w["problem_or"].join(n)], w) for table, n in wanted.items())
            others.append(w["problem_or"].join(either))
    return ", ".join([*(_of_sheet(table, names, w) for table, names in columns.items()), *others])


def _of_sheet(table: str, columns: Sequence[str], w: Words) -> str:
    """Return the title of a sheet, and those of its columns that matter."""
    inside = ", ".join(filter(None, columns))
    return w[f"table_{table}"] + (f" ({inside})" if inside else "")
