"""Rows of an answer as the table that its measure declares."""

from __future__ import annotations

from typing import Any

import pandas as pd

from concertnet.measures.answers import MEASURES

__all__ = ["table_of_rows"]


def table_of_rows(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as the table of a measure: its columns, in its order and of its types.

    Examples
    --------
    >>> list(table_of_rows("perception_reciprocity", []))
    ['dimension', 'pairs', 'within_step_share', 'mean_difference']
    """
    table = MEASURES[name]
    types = {one: kind for one, kind in table.dtypes.items() if kind != "label"}
    return pd.DataFrame(rows, columns=table.names).astype(types)
