"""Who could open the most doors: for each actor, the missing links whose two ends it knows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.gaps.answers import GAPS
from concertnet.gaps.evidence.columns import PARTNERS_AT_ONCE, blocks
from concertnet.gaps.evidence.ground import Ground, ground_of
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.grouping import sector_meant
from concertnet.hinges.guards import require_network
from concertnet.names import actor_names

__all__ = ["introductions"]


def introductions(
    net: NetworkLike, *, sector: str = "private", by: By = "sector", level: str | None = None
) -> pd.DataFrame:
    """List the actors who could introduce a sector, with the missing links that each could open.

    A missing link is a pair of `missing_links`: an actor of the sector and one of another known
    sector, without a tie; who is tied to both could introduce them.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.
    sector : str
        The sector whose links are missing, in either language or as the data write it.
    by : str or mapping of actor to group
        The actors' column that makes the groups, of which `sector` is then one, or the groups
        themselves.
    level : str, optional
        Only ties at or above this level count, as in `missing_links`.

    Returns
    -------
    DataFrame
        One row per actor who could open at least one missing link. `via`, `via_name`,
        `via_sector`: its id, its name (a person who acts for themself: the id) and its group,
        missing where unknown. `opens`: missing links that it could open; `opens_alone`: those that
        nobody else could; `introduces`: actors of the sector whom it could introduce to somebody.
        `instances`, `ties`: how many instances it sits in and ties it has already: what asking it
        adds to. Those who could open the most come first, then those who are alone for the most,
        then the least asked, then by id. No rows where the sector has no tie.

    Raises
    ------
    NotComparable
        If `net` is not a Network.
    UnknownWord
        If no actor has that sector and it is not a usual one, or the level is unknown.
    MissingAttribute
        If actors have no column `by`.

    See Also
    --------
    introducers : Everybody who could make the link between two given actors.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = introductions(cn.sample_network().latest(), sector="private")
    >>> bool((found["opens_alone"] <= found["opens"]).all())
    True
    """
    require_network(net)
    on = ground_of(net, level=level, by=by)
    graph = on.graph
    sector = sector_meant(sector, graph.groups, absent=graph.by == "sector", by=graph.by)
    code = graph.groups.index(sector) if sector in graph.groups else len(graph.groups)
    opened = _opened(on, code)
    groups = pd.Series([*graph.groups, None], dtype=object)  # the last: of unknown group
    ids = graph.actors.to_numpy()
    names = pd.Series(actor_names(net))
    sits = net.seats.groupby("actor")["instance"].nunique()
    frame = pd.DataFrame(
        {
            "via": ids,
            "via_name": names.reindex(ids).to_numpy(),
            "via_sector": groups.iloc[graph.codes].to_numpy(),
            **opened,
            "instances": sits.reindex(ids).fillna(0).to_numpy(dtype=int),
            "ties": on.degrees.astype(int),
        }
    )
    table = GAPS["introductions"]
    frame = frame[frame["opens"] > 0].astype(table.dtypes)[table.names]
    order = ["opens", "opens_alone", "ties", "via"]
    return frame.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _opened(
    on: Ground, code: int, *, at_once: int = PARTNERS_AT_ONCE
) -> dict[str, npt.NDArray[np.int64]]:
    """Return, for each actor, how many missing links of a group it could open, alone, for whom."""
    codes, ties = on.graph.codes, on.ties
    ours = np.flatnonzero(codes == code)
    other = (codes >= 0) & (codes != code)
    across = ties.multiply(other[None, :].astype(float)).tocsr()  # ties to the other known groups
    known = np.asarray(across.sum(axis=1)).ravel()
    n = on.graph.n
    found = {name: np.zeros(n) for name in ("opens", "opens_alone", "introduces")}
    order = np.arange(1, n + 1, dtype=float)
    for block in blocks(ties[ours] @ on.degrees, at_once):
        mine = ties[ours[block]].tocsr()
        # of those whom a partner knows, those whom our actor knows already
        already = mine.multiply(across[ours[block]] @ ties)
        left = mine.multiply(known[None, :]) - already
        found["opens"] += np.asarray(left.sum(axis=0)).ravel()
        found["introduces"] += np.asarray((left > 0).sum(axis=0)).ravel()
        _add_alone(found["opens_alone"], mine, across, order)
    return {name: counts.astype(np.int64) for name, counts in found.items()}


def _add_alone(
    alone: npt.NDArray[np.float64], mine: Any, across: Any, order: npt.NDArray[np.float64]
) -> None:
    """Add, to whom is the only partner that two untied actors share, 1 for each such pair."""
    shared = (mine @ across).tocoo()
    # what each shared partner is numbered, summed: of one partner, its number
    numbered = (mine.multiply(order[None, :]).tocsr() @ across).tocsr()
    single = shared.data == 1
    row, column = shared.row[single], shared.col[single]
    if not len(row):
        return
    untied = np.asarray(mine[row, column]).ravel() == 0
    who = np.asarray(numbered[row[untied], column[untied]]).ravel().astype(np.int64) - 1
    alone += np.bincount(who, minlength=len(alone))
