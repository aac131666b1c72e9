"""Arguments that several measures take: numbers in their range, names, sectors that are known."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable, OutsideObservation
from concertnet.hinges.door import NetworkLike, is_network
from concertnet.hinges.grouping import sector_meant
from concertnet.words import Word

__all__ = ["names", "number", "sectors"]

# The sectors whose absence is worth naming, when no others are asked for.
TRIAD = ("community", "institutional", "private")


def number(value: Any, *, name: str, least: float = 0) -> float:
    """Return a finite number of at least `least`, or raise `NotComparable`."""
    real = isinstance(value, Real) and not isinstance(value, bool)
    if not real or not np.isfinite(float(value)) or float(value) < least:
        raise NotComparable("error_number_least", name=name, least=least, value=repr(value))
    return float(value)


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


def require_network(obj: object) -> NetworkLike:
    """Return `obj`, or raise unless it is a Network: seats and mandates are nowhere else."""
    if not is_network(obj):
        raise NotComparable("error_network_expected", given=type(obj).__name__)
    return obj


def require_rows(net: NetworkLike, table: str, *columns: str) -> None:
    """Raise `MissingAttribute`, naming what to fill, when a table of a network has no row."""
    if not len(net.tables[table]):
        needed = tuple(map(Word, columns))
        raise MissingAttribute("error_table_needed", table=Word(f"table_{table}"), columns=needed)


def whole_number(value: Any, *, name: str, least: int) -> int:
    """Return the value of an argument, or raise unless it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or int(value) < least:
        raise NotComparable("error_whole_number", name=name, least=least, value=repr(value))
    return int(value)


def generator(seed: Any) -> np.random.Generator:
    """Return numpy's generator for a seed: a whole number from 0."""
    return np.random.default_rng(whole_number(seed, name="seed", least=0))


def require_dated(net: NetworkLike, table: str) -> None:
    """Raise `OutsideObservation` when a table of a network has rows and none of them is dated."""
    if is_undated(net.tables[table]):
        raise OutsideObservation("error_undated_table", table=Word(f"table_{table}"))


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
