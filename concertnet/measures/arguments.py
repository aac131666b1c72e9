"""Arguments that several measures take: numbers in their range, names, sectors that are known."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import Any

import numpy as np

from concertnet.errors import NotComparable
from concertnet.grouping import sector_meant

__all__ = ["names", "number", "sectors"]


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
