"""What would change if these links were made, or these seats filled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable, UnknownWord
from concertnet.gaps.answers import GAPS
from concertnet.gaps.evidence.ground import across, lowest_looked_at
from concertnet.gaps.evidence.reach import CELLS_AT_ONCE, two_steps
from concertnet.hinges.contacts import contacts
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import require_network
from concertnet.measures.brokerage.roles import brokerage_roles
from concertnet.measures.position.betweenness import cross_sector_betweenness
from concertnet.measures.position.bridging import bridge_strength, participation_coefficient
from concertnet.measures.position.structural_holes import structural_holes
from concertnet.measures.segregation.ei import ei_index
from concertnet.measures.segregation.mixing_indices import assortativity, freeman_segregation
from concertnet.measures.structure.cohesion import cohesion

__all__ = ["reach_across", "what_if"]


def what_if(
    net: NetworkLike,
    *,
    links: Iterable[tuple[str, str]] = (),
    seats: Iterable[tuple[str, str]] = (),
    level: str | None = None,
) -> pd.DataFrame:
    """Make links and fill seats on paper, and measure the network again.

    Parameters
    ----------
    net : Network
        The network; select a date first to look at that day.
    links : iterable of (actor, actor)
        Ties to make. Two actors who have a tie already keep the stronger.
    seats : iterable of (actor, instance)
        Seats to fill. An actor who sits there already keeps one seat.
    level : str, optional
        Level of the ties to make, and at or above which ties are counted before and after; by
        default ties of the loosest level are made, and all ties counted.

    Returns
    -------
    DataFrame
        One row per measure: measure, actor (missing for the network), before, after, change (after
        minus before; nan where either is undefined). Of the network: ties, ties between sectors,
        E-I index, assortativity, Freeman's segregation, connected parts, and reach: the share of
        pairs of actors of two known sectors at most two steps apart, by ties. Of each actor named:
        ties, sectors among its contacts, and instances where it sits, which is what it is asked;
        then where it stands between sectors: `participation_coefficient`, `bridge_strength`,
        constraint (`structural_holes`), brokerage (`brokerage_roles`, total) and
        `cross_sector_betweenness`, exact: twice that of the whole network is what this costs.

    Raises
    ------
    NotComparable
        If `net` is not a Network, nothing is to be changed, or a link joins an actor to itself.
    UnknownWord
        If an id, or the level, is unknown.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network().latest()
    >>> gap = cn.missing_links(net, kinds=["pair"], top=1).iloc[0]
    >>> change = what_if(net, links=[(gap["actor"], gap["other"])]).set_index("measure")["change"]
    >>> float(change["cross_sector_ties"])
    1.0
    """
    require_network(net)
    made, filled = _pairs(links), _pairs(seats)
    if not made and not filled:
        raise NotComparable("error_nothing_to_change")
    level = lowest_looked_at(net, level)
    changed = _changed(net, made, filled, net.scale.levels[0] if level is None else level)
    if level is not None:
        net, changed = net.level(level), changed.level(level)
    named = list(dict.fromkeys([*(end for link in made for end in link), *(s[0] for s in filled)]))
    before, after = _measured(net, named), _measured(changed, named)
    # the same measures of the same actors, in the same order
    frame = before.rename(columns={"value": "before"}).assign(after=after["value"])
    frame["change"] = frame["after"] - frame["before"]
    table = GAPS["what_if"]
    return frame[table.names].astype(table.dtypes)


def _pairs(given: Iterable[Any]) -> list[tuple[str, str]]:
    pairs = list(given) if isinstance(given, Iterable) else [given]
    if not all(
        isinstance(pair, (tuple, list)) and len(pair) == 2 and all(isinstance(i, str) for i in pair)
        for pair in pairs
    ):
        raise NotComparable("error_pairs_expected")
    return [(one, other) for one, other in pairs]


def _changed(net: NetworkLike, links: list[Any], seats: list[Any], level: str) -> NetworkLike:
    """Return the network with the links and seats added."""
    actors, instances = set(net.actors["actor"]), set(net.instances["instance"])
    for one, other in links:
        if one == other:
            raise NotComparable("error_same_actor", actor=one)
    unknown = [end for link in links for end in link if end not in actors]
    unknown += [actor for actor, _ in seats if actor not in actors]
    unknown += [instance for _, instance in seats if instance not in instances]
    if unknown:
        raise UnknownWord("error_unknown_id", value=", ".join(map(str, dict.fromkeys(unknown))))
    ties = pd.DataFrame(links, columns=["source", "target"]).assign(level=level)
    held = set(zip(net.seats["actor"], net.seats["instance"], strict=True))
    new = [seat for seat in dict.fromkeys(seats) if seat not in held]
    filled = pd.DataFrame(new, columns=["actor", "instance"])
    filled["seat"] = _free_ids(net.seats["seat"], len(new))
    return net.with_tables(ties=_added(net.ties, ties), seats=_added(net.seats, filled))


def _added(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return table
    rows = rows.reindex(columns=table.columns).astype(table.dtypes.to_dict())
    return pd.concat([table, rows], ignore_index=True)


def _free_ids(taken: pd.Series, count: int) -> list[str]:
    used = set(taken)
    return [name for i in range(len(used) + count) if (name := f"+{i + 1}") not in used][:count]


def _measured(net: NetworkLike, named: list[str]) -> pd.DataFrame:
    graph: GroupedGraph = net.grouped()
    parts = cohesion(graph)
    of_network: dict[str, float] = {
        "ties": parts.ties,
        "cross_sector_ties": int(across(graph, graph.source, graph.target).sum()),
        "ei_index": ei_index(graph),
        "assortativity": assortativity(graph),
        "freeman_segregation": freeman_segregation(graph),
        "components": parts.components,
        "reach": reach_across(graph),
    }
    rows = [(measure, None, value) for measure, value in of_network.items()]
    of_actor = {
        "ties": pd.Series(graph.degrees(), index=graph.actors),
        "sectors_reached": (contacts(graph) > 0).sum(axis=1),
        "instances": net.seats.groupby("actor")["instance"].nunique().reindex(named, fill_value=0),
        "participation_coefficient": participation_coefficient(graph),
        "bridge_strength": bridge_strength(graph),
        "constraint": structural_holes(graph)["constraint"],
        "brokerage": brokerage_roles(graph)["total"],
        "cross_sector_betweenness": cross_sector_betweenness(graph),
    }
    rows += [(measure, actor, of[actor]) for actor in named for measure, of in of_actor.items()]
    frame = pd.DataFrame(rows, columns=["measure", "actor", "value"])
    return frame.astype({"value": float})


def reach_across(graph: GroupedGraph, *, at_once: int = CELLS_AT_ONCE) -> float:
    """Return the share of pairs of two known sectors that are at most two steps apart."""
    sizes = graph.sizes
    pairs = (sizes.sum() ** 2 - (sizes**2).sum()) / 2
    if not pairs:
        return float("nan")
    from scipy.sparse import csr_array, eye_array

    step = csr_array(graph.adjacency().astype(float) + eye_array(graph.n))
    known = np.flatnonzero(graph.codes >= 0)
    codes = graph.codes[known]
    start = csr_array(eye_array(graph.n))[known]
    reached = 0
    for block, _, two in two_steps(start, step, step[:, known], at_once=at_once):
        here = np.repeat(codes[block], np.diff(two.indptr))
        reached += int((here != codes[two.indices]).sum())
    return reached / 2 / float(pairs)
