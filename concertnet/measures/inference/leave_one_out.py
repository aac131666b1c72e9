"""A measure without each actor, instance, reporter or group in turn: on whom it hangs."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import name_of, numbers_by_name, taken
from concertnet.hinges.door import By, GraphLike, grouped, is_network
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import require_network
from concertnet.hinges.progress import Telling, teller
from concertnet.hinges.reports import graph_of_rows, require_reports

__all__ = ["leave_one_out"]


def leave_one_out(
    measure: Callable[..., Any],
    graph: GraphLike,
    *,
    of: str = "actors",
    by: By = None,
    progress: Telling = None,
) -> pd.DataFrame:
    """Take a measure again without each unit in turn (grain of what is left out).

    It says on whom a number hangs: an actor that the boundary could have left out, the funder who
    is tied to all, one reporter, one territory. There is no draw and no p; with more answers
    missing at random, take `nonresponse_sensitivity`. What an E-I index should be moves with the
    sizes of groups: leave out of ``lambda g: cn.ei_index(g) - cn.ei_expected(g)``.

    Parameters
    ----------
    measure : function
        A function whose answer is a number, a record of numbers or a Series. One whose first
        argument is called ``graph``, as of our measures of ties, is called with a `GroupedGraph`;
        any other with a Network where one was given, unless it takes no `by` and `by` is given.
    graph : Network, networkx graph or GroupedGraph
        The network.
    of : str
        What is left out: "actors"; "instances", with their seats (of a Network); "reporters", with
        the ties that nobody else reports (of a Network; the actor stays); or an attribute of the
        actors, such as "territory": all the actors of each of its values. Actors without a value
        are no unit: they are never left out, and `unknown` counts them.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    progress : function of (done, total) or True, optional
        Called after each unit.

    Returns
    -------
    DataFrame
        A row per unit: unit; measure, the field of a record or the group of a Series, where there
        are several; value, without it; change, value less that of the whole network; actors and
        ties left; of an attribute, unknown: those of the whole network, the same in all rows, who
        have no value of it. For a measure by actor, rank_correlation in place of measure, value and
        change: Spearman's, of the actors left, without the unit and with it, -1 to 1, 1 where
        nothing moves. nan where the measure is, or where ranks do not vary.

    Raises
    ------
    NotComparable
        If the measure answers otherwise or is one of ties while instances are left out, or if
        instances or reporters are asked of no Network.
    MissingAttribute
        If no actor has the attribute, or no tie says who reports it.

    References
    ----------
    .. [1] Laumann, E. O., Marsden, P. V. and Prensky, D. (1983). The boundary specification
       problem in network analysis. In Applied Network Analysis, 18-34. Sage.
    .. [2] Kossinets, G. (2006). Effects of missing data in social networks. Social Networks 28(3),
       247-268.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import density
    >>> found = leave_one_out(density, nx.star_graph(3))
    >>> found[["unit", "value", "change", "ties"]].round(3).iloc[:2]
       unit  value  change  ties
    0     0  0.000  -0.500     0
    1     1  0.667   0.167     2
    """
    without = {"actors": _actors, "instances": _instances, "reporters": _reporters}.get(of)
    if of == "instances" and _of_ties(measure):
        raise NotComparable("error_of_ties_only", measure=name_of(measure))
    whole = _answer(measure, graph, by)
    beside: dict[str, int] = {}
    if without is None:
        valued = grouped(graph, by=of)
        beside = {"unknown": int((valued.codes < 0).sum())}
        pairs = list(_columns(graph, valued, by, measure))
    else:
        pairs = list(without(graph, by, measure))
    rows: list[dict[str, Any]] = []
    tell = teller(progress)
    for done, (unit, less) in enumerate(pairs, start=1):
        network = less()
        rows += _rows(unit, _answer(measure, network, by), whole, _left(network, by) | beside)
        tell(done, len(pairs))
    columns = list(rows[0]) if rows else ["unit", "value", "change", "actors", "ties", *beside]
    return pd.DataFrame(rows, columns=columns)


_Less = Iterator[tuple[Hashable, Callable[[], GraphLike]]]


def _of_ties(measure: Callable[..., Any]) -> bool:
    """Say whether a measure is one of ties, by the name of what it takes."""
    try:
        first = next(iter(inspect.signature(measure).parameters), "")
    except (TypeError, ValueError):
        return False
    return first == "graph"


def _actors(graph: GraphLike, by: By, measure: Callable[..., Any]) -> _Less:
    if is_network(graph) and not _of_ties(measure):
        for actor in graph.actors_now()["actor"]:
            yield actor, lambda actor=actor: graph.without(actor)
        return
    arrays = grouped(graph, by=by, required=False)
    for place, actor in enumerate(arrays.actors):
        yield actor, lambda place=place: arrays.among(np.arange(arrays.n) != place)


def _instances(graph: GraphLike, by: By, measure: Callable[..., Any]) -> _Less:
    del by, measure
    net = require_network(graph)
    for instance in net.instances["instance"].unique():
        yield instance, lambda instance=instance: net.without(instance)


def _reporters(graph: GraphLike, by: By, measure: Callable[..., Any]) -> _Less:
    net = require_network(graph)
    require_reports(net)
    arrays, reporters = grouped(net, by=by), net.ties["reported_by"]
    for reporter in reporters.dropna().unique():
        rows = (reporters != reporter).to_numpy(bool)
        if _of_ties(measure):
            yield reporter, lambda rows=rows: graph_of_rows(net, arrays, rows)
        else:
            yield reporter, lambda rows=rows: net.with_tables(ties=net.ties[rows])


def _columns(graph: GraphLike, valued: GroupedGraph, by: By, measure: Callable[..., Any]) -> _Less:
    net = graph if is_network(graph) and not _of_ties(measure) else None
    arrays = None if net is not None else grouped(graph, by=by, required=False)
    for code, value in enumerate(valued.groups):
        inside = valued.codes == code
        if net is not None:
            yield value, lambda ids=tuple(valued.actors[inside]): net.without(*ids)
        elif arrays is not None:
            yield value, lambda kept=~inside: arrays.among(kept)


def _answer(measure: Callable[..., Any], network: GraphLike, by: By) -> Any:
    """Return the answer of a measure, of whichever network it takes."""
    if is_network(network) and not _of_ties(measure):
        if by is None:
            return taken(measure, network)
        if "by" in inspect.signature(measure).parameters:
            return measure(network, by=by)
    if isinstance(network, GroupedGraph):
        return taken(measure, network)
    return taken(measure, grouped(network, by=by, required=False))


def _left(network: GraphLike, by: By) -> dict[str, int]:
    arrays = grouped(network, by=None if isinstance(network, GroupedGraph) else by, required=False)
    return {"actors": arrays.n, "ties": arrays.m}


def _rows(unit: Hashable, answer: Any, whole: Any, left: dict[str, int]) -> list[dict[str, Any]]:
    if isinstance(answer, pd.Series) and answer.index.name == "actor":
        return [{"unit": unit, "rank_correlation": _ranked_alike(answer, whole), **left}]
    values, before = numbers_by_name(answer), numbers_by_name(whole)
    rows = []
    for name in dict.fromkeys([*before, *values]):
        value = values.get(name, math.nan)
        row = {"unit": unit, "measure": name, "value": value}
        if name is None:
            del row["measure"]
        rows.append(row | {"change": value - before.get(name, math.nan)} | left)
    return rows


def _ranked_alike(one: pd.Series, other: pd.Series) -> float:
    """Return Spearman's correlation over the actors for whom both are known."""
    both = pd.DataFrame({"one": one, "other": other.reindex(one.index)}).dropna().rank()
    spread = both.std(ddof=0)
    if len(both) < 2 or not spread.all():
        return math.nan
    return float(np.clip(np.corrcoef(both["one"], both["other"])[0, 1], -1, 1))
