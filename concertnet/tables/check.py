"""Check the tables that a path holds: everything that reading finds, as rows of data."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from concertnet.scale import Scale, scale_named
from concertnet.tables.decide.decision import Answers
from concertnet.tables.read import read_tables
from concertnet.tables.rules.observed import guessed
from concertnet.tables.spec.problems import problems_frame

__all__ = ["check"]


def check(
    path: str | Path,
    *,
    scale: Scale | str | None = None,
    encoding: str | None = None,
    add_missing_actors: bool = False,
    without: Collection[str] = (),
    decisions: Answers | None = None,
    lang: str | None = None,
) -> pd.DataFrame:
    """Report everything that reading a path finds: errors, warnings and notices, with their places.

    Parameters
    ----------
    path : path
        A folder of CSV or Parquet files, one CSV file, or a workbook (.xlsx, .xls, .ods).
    scale : Scale or str, optional
        How levels are read; by default the scale that the data declare, else ``"bourque"``.
    encoding : str, optional
        Encoding of CSV files; by default found out.
    add_missing_actors : bool
        Check as `read` reads with it: actors named but not described are added, with a notice.
    without : collection of str
        Tables to leave out, as `read` leaves them out.
    decisions : mapping of str to str, optional
        The answers to the decisions that an earlier reading left, by key of decision.
    lang : {"fr", "en"}, optional
        Language of the messages.

    Returns
    -------
    pandas.DataFrame
        One row per problem: severity, code, file, sheet, row, column, value, message, suggestion.

    Raises
    ------
    UnknownWord
        If `scale` names no known scale, or `without` something that is no table.

    Examples
    --------
    >>> found = check("no/such/folder", lang="en")
    >>> found.loc[0, "message"]
    'This path does not exist.'
    """
    chosen = None if scale is None else scale_named(scale)
    found = read_tables(
        path,
        scale=chosen,
        encoding=encoding,
        add_missing_actors=add_missing_actors,
        without=without,
        decisions=decisions,
    )
    return problems_frame((*found.problems, *guessed(found.observed, found.tables)), lang)
