"""Which sectors sit where, and which are absent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from concertnet.errors import MissingAttribute

__all__ = ["TRIAD", "coverage"]

TRIAD = ("community", "institutional", "private")


def coverage(
    obj: Any, *, by: str = "instance", expected_sectors: Sequence[str] = TRIAD
) -> pd.DataFrame:
    """Count the seats of each sector at each instance; name the absent ones (instance grain).

    Parameters
    ----------
    obj : Network or DataFrame
        The network, or its seats as ``net.seating()`` gives them (the columns `by`, actor,
        sector). Select a date first (``net.at("2024-06-30")``): seats of all times count otherwise.
    by : {"instance", "territory", "theme", "tier", "origin"}
        What is covered: each instance, or the instances of each territory, theme, tier or origin.
    expected_sectors : sequence of str
        The sectors whose absence is worth naming; by default community, institutional, private.

    Returns
    -------
    DataFrame
        One row per unit and sector, among the sectors expected, seated anywhere or, in a network,
        held by an actor: the column `by`, sector, seats, actors (counts), share of the unit's
        seats of known sector (0 to 1, nan where there is none), absent (no seat), expected_sector
        (one of `expected_sectors`), unknown (the unit's seats of unknown sector, left out of the
        shares). An instance without any seat has its rows; a CLC is bisectoral by construction
        and its absences are no surprise.

    Raises
    ------
    MissingAttribute
        If seats have no such column.

    Examples
    --------
    >>> seats = pd.DataFrame({"instance": ["T1", "T1", "T1"], "actor": ["a", "b", "c"],
    ...                       "sector": ["community", "community", "institutional"]})
    >>> coverage(seats)[["sector", "seats", "share", "absent"]]
              sector  seats     share  absent
    0      community      2  0.666667   False
    1  institutional      1  0.333333   False
    2        private      0  0.000000    True
    """
    is_frame = isinstance(obj, pd.DataFrame)
    seats = obj if is_frame else obj.seating()
    there = seats.columns if is_frame else obj.instances.columns.intersection(seats.columns)
    if by not in there or by in ("start", "end"):
        known = ", ".join(c for c in there if c not in ("start", "end"))
        raise MissingAttribute("error_missing_attribute", name=by, known=known)
    units = seats[by] if is_frame else pd.concat([obj.instances[by], seats[by]])
    units = pd.Index(units.dropna().unique()).sort_values()
    seated = seats.dropna(subset=[by, "sector"])
    held = seated["sector"] if is_frame else pd.concat([seated["sector"], obj.actors["sector"]])
    extra = sorted(set(held.dropna()) - set(expected_sectors))
    sectors = [*expected_sectors, *extra]
    cells = pd.MultiIndex.from_product([units, sectors], names=[by, "sector"])
    by_cell = seated.groupby([by, "sector"])
    frame = pd.DataFrame(
        {
            "seats": by_cell.size().reindex(cells, fill_value=0),
            "actors": by_cell["actor"].nunique().reindex(cells, fill_value=0),
        },
        index=cells,
    )
    total = frame["seats"].groupby(level=by, sort=False).transform("sum")
    frame["share"] = frame["seats"] / total.where(total > 0)
    frame["absent"] = frame["seats"] == 0
    frame = frame.reset_index()
    frame["expected_sector"] = frame["sector"].isin(list(expected_sectors))
    unknown = seats[seats["sector"].isna()].groupby(by).size()
    frame["unknown"] = frame[by].map(unknown).fillna(0).astype(int)
    return frame
