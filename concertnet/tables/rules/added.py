"""Rows that are added to a table: nobody wrote them, so they have no place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.tables.cells.sheets import PlacedTable

__all__ = ["with_more"]


def with_more(table: PlacedTable, rows: pd.DataFrame) -> PlacedTable:
    """Return a table with rows more, the columns that they lack being empty.

    Parameters
    ----------
    table : PlacedTable
        The table.
    rows : DataFrame
        Some of its columns.
    """
    new = rows.reindex(columns=table.frame.columns).astype(table.frame.dtypes.to_dict())
    return PlacedTable(
        pd.concat([table.frame, new], ignore_index=True),
        np.concatenate([table.rows, np.zeros(len(rows), dtype=table.rows.dtype)]),
        np.concatenate([table.came, np.zeros(len(rows), dtype=np.int16)]),
        table.origins,
    )
