"""How far a measure moves when more respondents are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.hinges.any_measure import numbers_by_name, taken
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed, generator, whole_number
from concertnet.hinges.progress import Telling, teller
from concertnet.hinges.reports import graph_of_rows, require_reports
from concertnet.hinges.sittings import actor_groups
from concertnet.records import Record

__all__ = ["Sensitivity", "nonresponse_sensitivity"]


@dataclass(frozen=True, repr=False)
class Sensitivity(Record):
    """A measure, and where it goes when more respondents are missing.

    Attributes
    ----------
    observed : float
        The value with the answers at hand.
    low, median, high : float
        The 2.5th, 50th and 97.5th percentiles of the values when more are missing; nan where it
        was never defined.
    draws : int
        Draws in which the measure was defined.
    dropped : int
        Respondents left out in each draw.
    """

    observed: float
    low: float
    median: float
    high: float
    draws: int
    dropped: int


def nonresponse_sensitivity(
    measure: Callable[..., Any],
    net: NetworkLike,
    *,
    share: float = 0.1,
    by: By = None,
    within: bool = False,
    draws: int = 499,
    seed: Seed = 0,
    progress: Telling = None,
) -> Sensitivity | pd.DataFrame:
    """Take a measure again with a further share of the respondents missing (grain of the measure).

    Respondents are drawn at random and left out with the ties that nobody else reports: what the
    network would have shown, had they not answered either. It tells how much the number hangs on
    the answers at hand, **not** what full answers would have given.

    Parameters
    ----------
    measure : function
        A measure of ties whose answer is a number, a Series or a record of numbers. It is called
        with a `GroupedGraph`.
    net : Network
        The network, whose ties say who reports them.
    share : float
        Share of the respondents to leave out, above 0 and below 1: one of them at least.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default sector.
    within : bool
        Draw the same share within each group (those of unknown group are one).
    draws : int
        Number of draws.
    seed : int or numpy.random.Generator
        Same seed, same draws.
    progress : function or True, optional
        Called with the draws done and their number.

    Returns
    -------
    Sensitivity or DataFrame
        Of a number, a `Sensitivity`. Of a Series or a record, a DataFrame with a row per value:
        observed, low, median, high, draws. nan where the measure was never defined.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    NotComparable
        If the measure answers otherwise, or the share leaves nobody out within any group.
    UnknownWord
        If the share is not between 0 and 1.

    References
    ----------
    .. [1] Smith, J. A. and Moody, J. (2013). Structural effects of network sampling coverage I:
       nodes missing at random. Social Networks, 35(4), 652-668, doi:10.1016/j.socnet.2013.09.003.

    Examples
    --------
    >>> import concertnet as cn
    >>> ties = pd.DataFrame(
    ...     [["a", "b", "concertation", "a"], ["b", "c", "concertation", "b"],
    ...      ["b", "c", "concertation", "c"]],
    ...     columns=["source", "target", "level", "reported_by"])
    >>> net = cn.Network(pd.DataFrame({"actor": list("abc")}), ties)
    >>> nonresponse_sensitivity(lambda g: g.m, net, share=0.4, draws=9).observed
    2.0
    """
    require_reports(net)
    draws = whole_number(draws, name="draws", least=1)
    if not 0 < share < 1:
        raise UnknownWord("error_share", value=share)
    random = generator(seed)
    graph = actor_groups(net, by)
    reporters = net.ties["reported_by"]
    respondents = pd.Index(reporters.dropna().unique())
    strata = _strata(respondents, graph, within=within)
    dropped = [round(share * len(one)) for one in strata]
    if not any(dropped):  # nothing would move, which says nothing
        if within:
            raise NotComparable("error_share_of_nobody", value=share)
        dropped = [1]

    def answer(kept: np.ndarray) -> dict[Any, float]:
        return numbers_by_name(taken(measure, graph_of_rows(net, graph, kept)))

    observed = answer(np.ones(len(reporters), dtype=bool))
    drawn: dict[Any, list[float]] = {name: [] for name in observed}
    tell = teller(progress)
    for done in range(1, draws + 1):
        out = [random.choice(one, n, replace=False) for one, n in zip(strata, dropped, strict=True)]
        missing = np.concatenate(out)
        for name, value in answer(~reporters.isin(missing).to_numpy()).items():
            drawn.setdefault(name, []).append(value)
        tell(done, draws)
    rows = {
        name: _spread(observed.get(name, float("nan")), values, sum(dropped))
        for name, values in drawn.items()
    }
    if list(rows) == [None]:
        return rows[None]
    frame = pd.DataFrame({name: vars(row) for name, row in rows.items()}).T
    return frame[["observed", "low", "median", "high", "draws"]].astype({"draws": "int64"})


def _strata(respondents: pd.Index, graph: GroupedGraph, *, within: bool) -> list[np.ndarray]:
    if not within:
        return [respondents.to_numpy()]
    codes = pd.Series(graph.codes, index=graph.actors).reindex(respondents)
    return [respondents[codes == code].to_numpy() for code in sorted(codes.unique())]


def _spread(observed: float, values: list[float], dropped: int) -> Sensitivity:
    known = np.asarray(values)[~np.isnan(values)]
    if not len(known):
        nan = float("nan")
        return Sensitivity(observed, nan, nan, nan, 0, dropped)
    low, median, high = np.percentile(known, [2.5, 50, 97.5])
    return Sensitivity(observed, float(low), float(median), float(high), len(known), dropped)
