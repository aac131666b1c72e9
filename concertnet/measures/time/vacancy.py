"""Seats that nobody fills."""

from __future__ import annotations

import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.seat_days import seat_days
from concertnet.hinges.seat_lives import framed_by_group
from concertnet.tables.cells.dates import PeriodLike

__all__ = ["vacancy"]


def vacancy(net: NetworkLike, *, by: By = None, observed: PeriodLike | None = None) -> pd.DataFrame:
    """Measure the share of seat-days that nobody fills (network, sector or instance grain).

    A seat is in force within its own dates, those of its instance and those of its actor. It is
    vacant on the days when nobody, titular or alternate, holds a mandate for it.

    Parameters
    ----------
    net : Network
        The network, whole: a selection of dates (``net.at``, ``net.between``) has lost the
        mandates of other days.
    by : str or mapping of actor to group, optional
        What a seat is grouped by: instance, tier, theme, territory, origin, role, actor, seat,
        sector or actor_territory, the days before and after a change of sector counting in each; or
        the groups of the actors who hold them.
    observed : Period or (start, end), optional
        A part of the observation; by default all of it.

    Returns
    -------
    DataFrame
        One row in all, or one per group: the column `by`; from_date and until_date; seats, those
        in force that a mandate meets; seat_days, their days in force; vacant_days; alternate_days,
        when an alternate is alone; vacant_share = vacant_days / seat_days (0 to 1, nan without a
        seat-day); unrecorded, seats that no mandate meets, left out: nothing tells an empty seat
        from one that nobody wrote down; unknown, seats whose group is missing, left out of every
        row.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the network does not cover `observed` or covers a single day, or mandates have no date.
    MissingAttribute
        If seats have no column `by`, or it is empty.

    References
    ----------
    .. [1] White, H. C. (1970). Chains of Opportunity: System Models of Mobility in Organizations.
       Harvard University Press.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = vacancy(cn.sample_network())
    >>> found[["seats", "seat_days", "vacant_days", "alternate_days"]]
       seats  seat_days  vacant_days  alternate_days
    0     95    84467.0       2635.0           699.0
    """
    found = seat_days(net, by, observed)
    vacant = found.in_force - found.filled
    return framed_by_group(
        found.period,
        found.by,
        found.groups,
        {
            "seats": found.seats,
            "seat_days": found.in_force,
            "vacant_days": vacant,
            "alternate_days": found.filled - found.by_titulars,
            "vacant_share": ratio(vacant, found.in_force),
            "unrecorded": found.unrecorded,
        },
        found.unknown,
    )
