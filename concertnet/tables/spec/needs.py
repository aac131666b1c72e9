"""What tables make possible: each result, with the tables and the columns that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

__all__ = ["RESULTS", "PossibleResult"]


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
