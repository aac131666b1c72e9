"""What a figure is given: the answer of a measure, checked before it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable

__all__ = ["answer_with"]


def answer_with(found: Any, columns: Iterable[str], *, of: str, measure: str) -> pd.DataFrame:
    """Return `found`, sure that it is a table with these columns.

    Raises
    ------
    NotComparable
        If it is no table, or lacks one of them: the sentence names `measure`, which gives them.
    """
    there = set(found.columns) if isinstance(found, pd.DataFrame) else set()
    missing = [column for column in columns if column not in there]
    if missing:
        raise NotComparable(
            "chart_error_columns", chart=of, measure=measure, missing=", ".join(missing)
        )
    return found
