"""Which sectors sit where, and which are absent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from concertnet.errors import MissingAttribute
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import with_groups
from concertnet.hinges.guards import TRIAD, expected_of, held_sectors, require_network
from concertnet.hinges.guards import sectors as checked_sectors
from concertnet.hinges.seat_cells import SeatCells, cells_of_seats, seat_cells, unit_column
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.words import in_order

__all__ = ["absent_sectors", "coverage"]

_UNITS = ("instance", "theme", "territory", "tier", "origin")


def coverage(
    net: NetworkLike | pd.DataFrame,
    *,
    by: By = "instance",
    expected_sectors: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count the seats of each sector at each instance; name the absent ones (instance grain).

    Parameters
    ----------
    net : Network or DataFrame
        The network, or its seats as ``net.seating()`` gives them (the columns `by`, actor,
        sector). Select a date first (``net.at("2024-06-30")``): seats of all times count otherwise.
    by : {"instance", "territory", "theme", "tier", "origin"} or mapping of instance to group
        What is covered: each instance, the instances of each territory, theme, tier or origin, or
        those of groups of your own.
    expected_sectors : str or sequence of str, optional
        The sectors whose absence is worth naming; by default those that the network declares, and
        community, institutional, private where it declares none, or has actors of these.

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
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

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
    is_frame = isinstance(net, pd.DataFrame)
    found = _of_frame(net, by) if is_frame else _of_network(net, by)
    by, cells = found.by, found.cells
    units = pd.Index(sorted(found.units, key=lambda unit: (in_order(str(unit)), str(unit))))
    known = cells.dropna(subset=["sector"]).set_index([by, "sector"])
    held = {*known.index.get_level_values("sector"), *(() if is_frame else held_sectors(net))}
    declared = () if is_frame else net.about.sectors
    if expected_sectors is None:
        expected_sectors = TRIAD if is_frame else expected_of(net)
    expected = checked_sectors(expected_sectors, known={*DEFAULT_SECTORS, *declared, *held})
    sectors = [*expected, *sorted(held - set(expected))]
    every = pd.MultiIndex.from_product([units, sectors], names=[by, "sector"])
    frame = known[["seats", "actors"]].reindex(every, fill_value=0)
    total = frame["seats"].groupby(level=by, sort=False).transform("sum")
    frame["share"] = ratio(frame["seats"], total)
    frame["absent"] = frame["seats"] == 0
    frame = frame.reset_index()
    frame["expected_sector"] = frame["sector"].isin(expected)
    unknown = cells[cells["sector"].isna()].set_index(by)["seats"]
    frame["unknown"] = frame[by].map(unknown).fillna(0).astype(int)
    return frame


def _of_network(net: NetworkLike, by: By) -> SeatCells:
    require_network(net)
    if isinstance(by, str):
        _require_unit(by, _UNITS)
    return seat_cells(net, by)


def _of_frame(seats: pd.DataFrame, by: By) -> SeatCells:
    table = with_groups(seats, by, "instance", but=("sector",))
    _require_unit(unit_column(by), table.columns)
    return cells_of_seats(table, unit_column(by))


def _require_unit(by: str, there: Collection[str]) -> None:
    if by not in there or by in ("start", "end"):
        known = ", ".join(c for c in there if c not in ("start", "end"))
        raise MissingAttribute("error_covered_by", name=by, known=known)


def absent_sectors(
    net: NetworkLike | pd.DataFrame,
    *,
    by: By = "instance",
    expected_sectors: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Name the expected sectors without a seat, and what one sector holds alone (instance grain).

    Parameters
    ----------
    net : Network or DataFrame
        The network, or its seats as ``net.seating()`` gives them. Select a date first.
    by : {"instance", "territory", "theme", "tier", "origin"} or mapping of instance to group
        What is covered: each instance, the instances of each territory, theme, tier or origin, or
        those of groups of your own.
    expected_sectors : str or sequence of str, optional
        The sectors whose absence is worth naming; by default those that the network declares, and
        community, institutional, private where it declares none, or has actors of these.

    Returns
    -------
    DataFrame
        One row per unit: the column `by`; seats (of known sector); present, sectors with a seat
        there, and absent, expected ones without (each joined by ``"; "``, missing when there is
        none); present_share, expected sectors with a seat over those expected (0 to 1; nan when
        none is expected); one_sector, whether every seat of known sector is of one sector (missing
        without any); unknown, seats of unknown sector.

    Raises
    ------
    MissingAttribute
        If seats have no such column.
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> seats = pd.DataFrame({"theme": ["housing", "housing", "food"], "actor": ["a", "b", "c"],
    ...                       "sector": ["community", "private", "community"]})
    >>> absent_sectors(seats, by="theme")[["theme", "absent", "one_sector"]]
         theme                  absent  one_sector
    0     food  institutional; private        True
    1  housing           institutional       False
    """
    cells = coverage(net, by=by, expected_sectors=expected_sectors)
    by = unit_column(by)
    units = cells.groupby(by, sort=False)
    frame = units.agg(seats=("seats", "sum"), unknown=("unknown", "first"))
    seated = cells[~cells["absent"]].groupby(by)["sector"]
    expected = cells[cells["expected_sector"]].groupby(by)["absent"]
    missing = cells[cells["absent"] & cells["expected_sector"]].groupby(by)["sector"]
    frame["present"] = seated.agg("; ".join)
    frame["absent"] = missing.agg("; ".join)
    frame["present_share"] = 1 - expected.mean()
    frame["one_sector"] = (seated.size() == 1).astype("boolean")
    columns = ["seats", "present", "absent", "present_share", "one_sector", "unknown"]
    frame = frame[columns].astype({"present": "str", "absent": "str"})
    return frame.reset_index()
