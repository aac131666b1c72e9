"""Starts and ends as numbers, so that periods with open ends compare like any others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["AFTER", "BEFORE", "bounds", "microseconds"]

BEFORE = np.iinfo(np.int64).min
AFTER = np.iinfo(np.int64).max


def bounds(table: pd.DataFrame) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the starts and the ends of rows, the missing ones at the two ends of time.

    Parameters
    ----------
    table : DataFrame
        The columns start and end, as dates.

    Returns
    -------
    tuple of two ndarray of int64
        Microseconds; `BEFORE` for a missing start, `AFTER` for a missing end.

    Examples
    --------
    >>> dates = {"start": pd.to_datetime([None]), "end": pd.to_datetime(["1970-01-02"])}
    >>> start, end = bounds(pd.DataFrame(dates))
    >>> bool(start[0] == BEFORE), int(end[0])
    (True, 86400000000)
    """
    found = []
    for column, if_missing in (("start", BEFORE), ("end", AFTER)):
        dates = table[column].astype("datetime64[us]")
        found.append(np.where(dates.isna(), if_missing, dates.to_numpy().astype(np.int64)))
    return found[0], found[1]


def microseconds(instant: pd.Timestamp) -> int:
    """Return an instant as the number that `bounds` would give.

    Examples
    --------
    >>> microseconds(pd.Timestamp("1970-01-02"))
    86400000000
    """
    return int(np.datetime64(instant, "us").astype(np.int64))
