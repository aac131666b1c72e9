"""Numbers as people write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["as_number", "as_numbers"]

_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"[+\-\u2212]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(  # 1.234,5 and 1,234,567; a single mark is always a decimal one
    r"[+\-\u2212]?\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*(?!\1)[.,]\d+|([.,])\d{3}(?:\2\d{3})+)"
)


def as_number(text: str) -> float | None:
    """Return the number that a text writes; None where it writes none.

    Examples
    --------
    >>> as_number("4,5"), as_number("1 234.5"), as_number("four")
    (4.5, 1234.5, None)
    """
    text = _SPACES.sub("", text)
    if _THOUSANDS.fullmatch(text):
        marks = [mark for mark in text if mark in ".,"]
        decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
        text = "".join(c for c in text if c not in ".," or c == decimal)
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", ".").replace("\u2212", "-"))
    return number if math.isfinite(number) else None  # 1e400 is more than a number holds


def as_numbers(values: Iterable[Any]) -> npt.NDArray[np.float64]:
    """Return a column of one's own as numbers, its texts as people write them; nan where none is.

    Examples
    --------
    >>> as_numbers(["1 234,5", 2, None, "four"]).tolist()
    [1234.5, 2.0, nan, nan]
    """
    read = [as_number(value) if isinstance(value, str) else value for value in values]
    numbers = pd.to_numeric(pd.Series(read, dtype=object), errors="coerce")
    return numbers.to_numpy(float, na_value=np.nan)
