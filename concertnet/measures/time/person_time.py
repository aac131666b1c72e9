"""Time during which holders were seen, and how many of them left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike, SpellsOf
from concertnet.hinges.exposure import DAYS_PER_YEAR, exposure
from concertnet.hinges.grouping import column_of
from concertnet.hinges.observed import dated_spells
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.dates import PeriodLike

__all__ = ["person_time"]


def person_time(
    net: NetworkLike | pd.DataFrame,
    *,
    of: SpellsOf = "actors",
    observed: PeriodLike | None = None,
    by: By = None,
) -> pd.DataFrame:
    """Count the days that holders were seen and their departures (network or sector grain).

    Parameters
    ----------
    net : Network or DataFrame of spells
        The network, or spells (holder, start, end and the column `by`) as ``net.spells`` gives;
        those of a holder that touch or overlap are one.
    of : {"actors", "seats", "representatives", "ties"}
        Which spells of the network.
    observed : Period or (start, end), optional
        The half-open observation; by default that of the network. Spells need it.
    by : str or mapping of actor to group, optional
        A column of the spells, or the groups of actors themselves (of holders, where a spell is not
        that of one actor). One row per group; who changes group leaves the one and enters the
        other, without a departure.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; from_date and until_date, the
        observation; n, spells seen; days, their time at risk; ended, those seen to end; rate, ended
        per 365.25 days at risk (0 and up, nan without a day); censored_share, those not seen to
        end (0 to 1, nan without a spell); unknown, spells seen while their group was missing, left
        out of every row.

    Raises
    ------
    OutsideObservation
        If the network does not cover `observed`, a single day is observed, or there are no dates.
    MissingAttribute
        If the spells have no column `by`, or it is empty.
    NotComparable
        If `net` is neither, a spell ends before it starts, or a start or an end is no date.

    References
    ----------
    .. [1] Clayton, D. and Hills, M. (1993). Statistical Models in Epidemiology, chapter 5. Oxford
       University Press.

    Examples
    --------
    >>> spells = pd.DataFrame({"holder": ["a", "b"],
    ...     "start": pd.to_datetime(["2020-01-01", "2020-12-01"]),
    ...     "end": pd.to_datetime(["2020-01-11", None])})
    >>> person_time(spells, observed=("2020", "2020"))[["n", "days", "ended", "censored_share"]]
       n  days  ended  censored_share
    0  2  41.0      1             0.5
    """
    spells, period = dated_spells(net, of, observed, by)
    column = column_of(by)
    seen = exposure(spells, period, by=column)
    k = len(seen.groups)
    days = np.bincount(seen.code, weights=seen.end - seen.start, minlength=k) / DAY_LENGTH
    ended = np.bincount(seen.code[seen.ended], minlength=k)
    # a spell that left a group and came back to it is one
    spell = pd.DataFrame({"code": seen.code, "spell": seen.spell}).drop_duplicates()
    n = np.bincount(spell["code"], minlength=k)
    table = pd.DataFrame(
        {
            "from_date": period.start,
            "until_date": period.end,
            "n": n,
            "days": days,
            "ended": ended,
            "rate": ratio(ended, days) * DAYS_PER_YEAR,
            "censored_share": 1 - ratio(ended, n),
            "unknown": seen.unknown,
        }
    )
    if column is not None:
        table.insert(0, column, seen.groups)
    return table
