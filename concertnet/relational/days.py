"""Dates as whole numbers of days, the same in every engine: no cast that one of them refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.relational.engine import SPACES

__all__ = ["day_of", "with_dates", "with_days"]

_DAY, _MONTH, _YEAR = r"^\d{4}-\d{2}-\d{2}$", r"^\d{4}-\d{2}$", r"^\d{4}$"
_SINCE = 719468  # days from 1 March of year 0 to 1 January 1970


def day_of(instant: pd.Timestamp) -> int:
    """Return the number of a day since 1970.

    Examples
    --------
    >>> day_of(pd.Timestamp("1970-01-02")), day_of(pd.Timestamp("2024-03-01"))
    (1, 19783)
    """
    return int(np.datetime64(instant, "D").astype(np.int64))


def with_days(lazy: Any, column: str, *, is_end: bool) -> tuple[Any, str | None]:
    """Return a table whose column of dates is a number of days since 1970.

    A text is a day, a month or a year, as ``2024-06-30``, ``2024-06`` and ``2024``; a month or a
    year as an end means the whole of it, so its number is that of the day after.

    Parameters
    ----------
    lazy : LazyFrame
        The table.
    column : str
        Its column of dates, dates and times, or texts.
    is_end : bool
        Whether the column says ends.

    Returns
    -------
    LazyFrame, str or None
        The table, and the column that says which cells hold something else; None where the column
        is one of dates, and cannot.
    """
    import narwhals.stable.v2 as nw

    y, m, d, wrong, known = (f"{column}_{part}" for part in ("y", "m", "d", "wrong", "known"))
    if lazy.collect_schema()[column].is_temporal():
        part = {
            y: nw.col(column).dt.year(),
            m: nw.col(column).dt.month(),
            d: nw.col(column).dt.day(),
        }
        staged = lazy.with_columns(**{name: one.cast(nw.Int64) for name, one in part.items()})
        staged = staged.with_columns((~nw.col(column).is_null()).alias(known))
        return _numbered(staged, column, (y, m, d, known)).drop(y, m, d, known), None
    staged = _read(lazy, column, (y, m, d, wrong, known), is_end=is_end)
    return _numbered(staged, column, (y, m, d, known)).drop(y, m, d, known), wrong


# Each stage is a table of its own: written as one expression, the same parts would be spelt out
# again wherever they are used, and the query would grow as a power of them.


def _read(lazy: Any, column: str, names: tuple[str, ...], *, is_end: bool) -> Any:
    """Return a table with the year, month and day that texts say, and which say none."""
    import narwhals.stable.v2 as nw

    y, m, d, wrong, known = names
    text = nw.col(column)
    staged = lazy.with_columns(
        text.cast(nw.String).str.strip_chars(SPACES).fill_null("").alias(column)
    )
    form = (
        nw.when(text.str.contains(_DAY)).then(nw.lit(3))
        .otherwise(nw.when(text.str.contains(_MONTH)).then(nw.lit(2))
        .otherwise(nw.when(text.str.contains(_YEAR)).then(nw.lit(1)).otherwise(nw.lit(0))))
    )  # fmt: skip
    staged = staged.with_columns(form.alias(known))

    def digits(first: int, length: int, least: int, other: int) -> Any:
        cut = nw.when(nw.col(known) >= least).then(text.str.slice(first, length))
        return cut.otherwise(nw.lit(str(other))).cast(nw.Int64)

    staged = staged.with_columns(
        digits(0, 4, 1, 1970).alias(y), digits(5, 2, 2, 1).alias(m), digits(8, 2, 3, 1).alias(d)
    )
    short = (nw.col(m) == 4) | (nw.col(m) == 6) | (nw.col(m) == 9) | (nw.col(m) == 11)
    leap = ((nw.col(y) % 4 == 0) & (nw.col(y) % 100 != 0)) | (nw.col(y) % 400 == 0)
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    length = (
        nw.when(nw.col(m) == 2)
        .then(february)
        .otherwise(nw.when(short).then(nw.lit(30)).otherwise(nw.lit(31)))
    )
    months = (nw.col(m) >= 1) & (nw.col(m) <= 12)
    real = (nw.col(known) > 0) & months & (nw.col(d) >= 1) & (nw.col(d) <= length)
    form = nw.col(known)
    staged = staged.with_columns(((text != "") & ~real).alias(wrong), real.alias(f"{known}_"))
    if is_end:  # the first day after what was written
        after = nw.when(form == 2).then(nw.col(m) + 1).otherwise(nw.col(m))
        later = nw.when(form == 1).then(nw.col(y) + 1).otherwise(nw.col(y))
        staged = staged.with_columns(after.alias(m), later.alias(y))
        staged = staged.with_columns(
            nw.when(nw.col(m) > 12).then(nw.col(y) + 1).otherwise(nw.col(y)).alias(y),
            nw.when(nw.col(m) > 12).then(nw.lit(1)).otherwise(nw.col(m)).alias(m),
        )
    return staged.with_columns(nw.col(f"{known}_").alias(known)).drop(f"{known}_")


def _numbered(staged: Any, column: str, names: tuple[str, ...]) -> Any:
    """Return a table whose column is days since 1970, of a year, a month and a day.

    The year begins in March, so that the day that is added now and then comes last.
    """
    import narwhals.stable.v2 as nw

    y, m, d, known = names
    early = nw.col(m) <= 2
    staged = staged.with_columns(
        nw.when(early).then(nw.col(y) - 1).otherwise(nw.col(y)).alias(y),
        nw.when(early).then(nw.col(m) + 9).otherwise(nw.col(m) - 3).alias(m),
    )
    years = nw.col(y) * 365 + nw.col(y) // 4 - nw.col(y) // 100 + nw.col(y) // 400
    number = years + (nw.col(m) * 153 + 2) // 5 + nw.col(d) - 1 - _SINCE
    return staged.with_columns(
        nw.when(nw.col(known)).then(number).otherwise(nw.lit(None)).cast(nw.Int64).alias(column)
    )


def with_dates(lazy: Any, column: str) -> Any:
    """Return a table whose column of days since 1970 is written as texts, ``2024-06-30``."""
    import narwhals.stable.v2 as nw

    z, era, doe, yoe, doy, m = (f"{column}_{part}" for part in ("z", "e", "o", "y", "d", "m"))
    staged = lazy.with_columns((nw.col(column).fill_null(0) + _SINCE).alias(z))
    staged = staged.with_columns((nw.col(z) // 146097).alias(era))
    staged = staged.with_columns((nw.col(z) - nw.col(era) * 146097).alias(doe))
    years = nw.col(doe) - nw.col(doe) // 1460 + nw.col(doe) // 36524 - nw.col(doe) // 146096
    staged = staged.with_columns((years // 365).alias(yoe))
    before = nw.col(yoe) * 365 + nw.col(yoe) // 4 - nw.col(yoe) // 100
    staged = staged.with_columns((nw.col(doe) - before).alias(doy))
    staged = staged.with_columns(((nw.col(doy) * 5 + 2) // 153).alias(m))
    day = nw.col(doy) - (nw.col(m) * 153 + 2) // 5 + 1
    month = nw.when(nw.col(m) < 10).then(nw.col(m) + 3).otherwise(nw.col(m) - 9)
    year = nw.col(yoe) + nw.col(era) * 400 + nw.when(nw.col(m) < 10).then(0).otherwise(1)
    parts = [
        one.cast(nw.Int64).cast(nw.String).str.zfill(width)
        for one, width in ((year, 4), (month, 2), (day, 2))
    ]
    text = nw.concat_str(parts, separator="-")
    written = nw.when(nw.col(column).is_null()).then(nw.lit(None)).otherwise(text)
    return staged.with_columns(written.alias(column)).drop(z, era, doe, yoe, doy, m)
