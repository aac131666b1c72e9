"""Who stayed, who arrived, who left between two dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, OutsideObservation
from concertnet.spells import in_force, overlapping
from concertnet.tables.dates import Period, as_instant, as_period

__all__ = ["retention"]

When = str | date | pd.Timestamp


def retention(
    obj: Any,
    before: When | tuple[When, When],
    after: When | tuple[When, When],
    *,
    of: str = "actors",
    by: str | None = None,
) -> pd.DataFrame:
    """Compare who was there before with who was there after (network or sector grain).

    Parameters
    ----------
    obj : Network or DataFrame of spells
        The network, or spells (holder, start, end and the column `by`) as ``net.spells`` gives.
    before, after : date or (start, end)
        Two instants (a year or a month means its first day) or two half-open periods, in which a
        holder counts when it was there at some moment.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network: organisations, an organisation's seat at an instance, a
        person for an organisation at an instance, a pair of actors at a level.
    by : str, optional
        A column of the spells: sector, instance, level... One row per group of that column.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; before, after, kept, arrived, left
        (counts); retention = kept / before (0 to 1); turnover = (arrived + left) / (before +
        after) (0: nobody moved, 1: nobody stayed); jaccard = kept / (kept + arrived + left), 1
        minus the turnover that codyn computes; unknown, the holders whose group is missing,
        left out of every row. nan where nobody was there to divide by.

    Raises
    ------
    OutsideObservation
        If a network's data do not cover one of the dates.
    MissingAttribute
        If the spells have no column `by`.
    UnknownWord
        If `of` is none of the four.

    References
    ----------
    .. [1] Diamond, J. M. (1969). Avifaunal equilibria and species turnover rates on the Channel
       Islands of California. PNAS, 64(1), 57-63.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": ["a", "b", "c"],
    ...     "start": pd.to_datetime(["2020", "2020", "2022"]),
    ...     "end": pd.to_datetime([None, "2021", None])})
    >>> retention(spells, "2020-06", "2022-06")[["before", "after", "kept", "arrived", "left"]]
       before  after  kept  arrived  left
    0       2      2     1        1     1
    """
    spells = obj if isinstance(obj, pd.DataFrame) else obj.spells(of)
    observed = None if isinstance(obj, pd.DataFrame) else obj.observed
    if by is not None and by not in spells.columns:
        known = ", ".join(c for c in spells.columns if c not in ("holder", "start", "end"))
        raise MissingAttribute("error_missing_attribute", name=by, known=known or "–")
    there = {
        when: spells.loc[_present(spells, moment, observed), ["holder", *([by] if by else [])]]
        for when, moment in (("before", before), ("after", after))
    }
    unknown = 0
    if by is not None:
        missing = pd.concat([rows["holder"][rows[by].isna()] for rows in there.values()])
        unknown = missing.nunique()
        there = {when: rows.dropna(subset=[by]) for when, rows in there.items()}
    groups = pd.concat([rows[by] for rows in there.values()]).unique() if by else [None]
    rows = [
        _compared(*(_holders(rows, by, group) for rows in there.values()))
        | ({by: group} if by else {})
        | {"unknown": unknown}
        for group in sorted(groups, key=str)
    ]
    columns = ["before", "after", "kept", "arrived", "left", "retention", "turnover", "jaccard"]
    return pd.DataFrame(rows, columns=[*([by] if by else []), *columns, "unknown"])


def _present(spells: pd.DataFrame, when: Any, observed: Period | None) -> np.ndarray:
    period = as_period(when) if isinstance(when, tuple) else None
    instant = as_instant(when) if period is None else period.start
    if observed is not None:
        last = instant if period is None else period.end - pd.Timedelta(days=1)
        if instant < observed.start or last >= observed.end:
            raise OutsideObservation(
                "error_outside_observation",
                date=instant.date() if period is None else f"{instant.date()}/{last.date()}",
                start=observed.start.date(),
                end=observed.end.date(),
            )
    return in_force(spells, instant) if period is None else overlapping(spells, period)


def _holders(rows: pd.DataFrame, by: str | None, group: Any) -> set[str]:
    return set(rows["holder"] if by is None else rows["holder"][rows[by] == group])


def _compared(before: set[str], after: set[str]) -> dict[str, float]:
    kept, arrived, left = len(before & after), len(after - before), len(before - after)

    def share(part: int, whole: int) -> float:
        return part / whole if whole else float("nan")

    return {
        "before": len(before),
        "after": len(after),
        "kept": kept,
        "arrived": arrived,
        "left": left,
        "retention": share(kept, len(before)),
        "turnover": share(arrived + left, len(before) + len(after)),
        "jaccard": share(kept, kept + arrived + left),
    }
