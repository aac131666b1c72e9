"""Whether the members of a founding body commit themselves beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.around import around_members
from concertnet.hinges.arrays import Mask
from concertnet.hinges.columns import some_columns
from concertnet.hinges.door import NetworkLike, ties_taken
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.guards import names, require_network, whole_number
from concertnet.hinges.sittings import Sittings, sittings
from concertnet.measures.time.tenure import Tenure, tenure
from concertnet.records import Record
from concertnet.tables.cells.dates import Period
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["Beyond", "beyond"]

_LONGEST = 1000  # years: beyond any date, and still one that can be written


@dataclass(frozen=True, eq=False, repr=False)
class Beyond(Record):
    """What the members of a founding body have elsewhere.

    Attributes
    ----------
    actors : DataFrame
        Indexed by member: sector; establishment (whether it is); ties_elsewhere, with actors who
        do not sit in the body; instances_elsewhere; sectors_reached, other than its own, among its
        ties (those with other members too) and the members of its instances elsewhere, the
        establishment set apart on both sides (nan when its own sector is unknown); entered, start
        of its first seat in the body, and elsewhere_since, of its first seat elsewhere (missing
        when unknown or none); already, whether it had, or had had, a seat elsewhere when it
        entered (missing where the dates do not say).
    sectors : DataFrame
        One row per sector: sector; n, members; with_tie_share, with_seat_share, with_either_share,
        those that have one elsewhere (0 to 1); median_sectors_reached.
    n : int
        Members, the establishment and unknown sectors included.
    with_tie_share, with_seat_share, with_either_share : float
        The same shares over all members; nan when there is none.
    trajectories : object
        `Tenure` of the time, in days, from `entered` to `elsewhere_since`: its `curve` is the
        share that has not gone elsewhere yet, those who left the network included. Those not gone
        at the end of the observation are censored. None without dates, and when a single day is
        observed. The members left out are the three counts that follow.
    already : int
        Members left out of `trajectories` who had, or had had, a seat elsewhere when they entered.
    undated : int
        Members left out of it because the dates do not say when they entered, or which came first.
    outside_observation : int
        Members left out of it who went elsewhere before the observation, or entered after it.
    never_left : DataFrame
        One row per number of years: years; n, members who entered at least that long before the end
        of the observation, not already elsewhere (those who went before the observation count here,
        their dates being known); never, those without a seat elsewhere by then; never_share =
        never / n (0 to 1, nan when n is 0).
    instances : tuple of str
        The founding body, with the instances under it.
    observed : Period or None
        The observed period.
    unknown : int
        Members whose sector is unknown, left out of `sectors`.
    """

    actors: pd.DataFrame
    sectors: pd.DataFrame
    n: int
    with_tie_share: float
    with_seat_share: float
    with_either_share: float
    trajectories: Tenure | None
    already: int
    undated: int
    outside_observation: int
    never_left: pd.DataFrame
    instances: tuple[str, ...]
    observed: Period | None
    unknown: int


def beyond(
    net: NetworkLike,
    founding: str | Sequence[str],
    *,
    establishment: str | Sequence[str] | None = None,
    years: int | Sequence[int] = (1, 2, 3, 5),
) -> Beyond:
    """Follow the members of a founding body (a CLC) to what they have elsewhere (actor grain).

    Parameters
    ----------
    net : Network
        The whole network, so that trajectories are seen. Members are the actors with a seat in the
        body at any time selected.
    founding : str or sequence of str
        One or several instances, or a kind of instance (``"clc"``), as the data may write it
        (``"table de concertation"``). The instances under it (by `parent`) are part of it.
    establishment : str or sequence of str, optional
        The actors through whom reaching another sector does not count; by default the
        institutional members of the body.
    years : int or sequence of int
        The numbers of years of `never_left`, from 1.

    Returns
    -------
    Beyond
        The members, shares and trajectories; nan where there is nobody to divide by.

    Raises
    ------
    NotComparable
        If `net` is no Network, or `years` are no whole numbers from 1.
    UnknownWord
        If no instance has this id or kind, or an establishment is not an actor.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.
    .. [2] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete
       observations. Journal of the American Statistical Association, 53(282), 457-481.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = beyond(cn.sample_network(), "clc")
    >>> found.instances, 0 <= found.with_either_share <= 1
    (('I06',), True)
    """
    years = [whole_number(k, name="years", least=1) for k in _listed(years)]
    instances = _body(net, founding)
    net = around_members(net, instances, _named(establishment))
    held = sittings(net)
    graph = ties_taken(net)
    body = held.instances.isin(instances)
    inside = body[held.instance]
    member = np.zeros(graph.n, dtype=bool)
    member[held.member[inside]] = True
    away = held.keeping(~inside & member[held.member])
    sectors = named(graph.groups, graph.codes)
    apart = _apart(graph, member, sectors, establishment)
    ties = _ties_elsewhere(graph, member)
    seats = np.bincount(away.member, minlength=graph.n)
    reached = _sectors_reached(graph, held, away, apart)
    table = pd.DataFrame(
        {
            "sector": sectors,
            "establishment": apart,
            "ties_elsewhere": ties,
            "instances_elsewhere": seats,
            "sectors_reached": reached,
        },
        index=graph.actors.rename("actor"),
    )[member]
    table = _dated(net, table, set(instances))
    tie, seat = table["ties_elsewhere"] > 0, table["instances_elsewhere"] > 0
    shares = pd.DataFrame(
        {"with_tie_share": tie, "with_seat_share": seat, "with_either_share": tie | seat}
    )
    by_sector = shares.groupby(table["sector"]).mean()
    by_sector.insert(0, "n", table["sector"].value_counts())
    by_sector["median_sectors_reached"] = table.groupby("sector")["sectors_reached"].median()
    followed = table[table["entered"].notna() & ~table["already"].fillna(True)]
    already = int(table["already"].fillna(False).sum())
    trajectories, never = _trajectories(followed, net.observed, years)
    present = [group for group in graph.groups if group in by_sector.index]
    with_tie, with_seat, with_either = (float(shares[column].mean()) for column in shares)
    return Beyond(
        actors=table,
        sectors=by_sector.reindex(present).rename_axis("sector").reset_index(),
        n=len(table),
        with_tie_share=with_tie,
        with_seat_share=with_seat,
        with_either_share=with_either,
        trajectories=trajectories,
        already=already,
        undated=len(table) - len(followed) - already,
        outside_observation=0 if trajectories is None else len(followed) - trajectories.n,
        never_left=never,
        instances=tuple(instances),
        observed=net.observed,
        unknown=int(table["sector"].isna().sum()),
    )


def _body(net: NetworkLike, founding: str | Sequence[str]) -> list[str]:
    """Return the founding body, and the instances under it."""
    require_network(net)
    places = some_columns(net, "instances", "instance", "kind", "parent")
    return places["instance"][_with_children(places, _asked(places, founding))].tolist()


def _asked(instances: pd.DataFrame, founding: str | Sequence[str]) -> Mask:
    """Say which instances are those named, or of the kind named."""
    read = {word: _as_read(word, instances) for word in names(founding, name="founding")}
    wanted = list(read.values())
    named = instances["instance"].isin(wanted)
    of_kind = instances["kind"].isin(wanted)
    known = {*instances["instance"], *instances["kind"].dropna()}
    missing = [word for word, meant in read.items() if meant not in known]
    if missing or not wanted:
        shown = ", ".join(sorted(map(str, known))[:20]) or "–"
        value = ", ".join(map(str, missing)) or "–"
        raise UnknownWord("error_unknown_value", column="instance", value=value, known=shown)
    return (named | of_kind).to_numpy(dtype=bool)


def _as_read(word: str, instances: pd.DataFrame) -> str:
    """Return the kind that a word means in either language, unless the data have that very word."""
    if (instances[["instance", "kind"]] == word).any(axis=None):
        return word
    kinds = TABLES["instances"]["kind"].values
    return next((kind for kind in kinds if normalise(word) in synonyms(kind)), word)


def _with_children(instances: pd.DataFrame, body: Mask) -> Mask:
    """Add the instances whose parent is in the body, down to the last."""
    parent = pd.Index(instances["instance"]).get_indexer(pd.Index(instances["parent"]))
    while True:
        wider = body | ((parent >= 0) & body[parent])
        if (wider == body).all():
            return body
        body = wider


def _apart(
    graph: GroupedGraph,
    member: Mask,
    sectors: npt.NDArray[Any],
    establishment: str | Sequence[str] | None,
) -> Mask:
    if establishment is None:
        return member & (sectors == "institutional")
    asked = _named(establishment)
    missing = [actor for actor in asked if actor not in graph.actors]
    if missing:
        raise UnknownWord("error_unknown_id", value=", ".join(map(str, missing)))
    return graph.actors.isin(asked)


def _named(establishment: str | Sequence[str] | None) -> list[str]:
    return [] if establishment is None else names(establishment, name="establishment")


def _ties_elsewhere(graph: GroupedGraph, member: Mask) -> npt.NDArray[np.int64]:
    """Count each member's ties with those who do not sit in the body."""
    ends = ((graph.source, graph.target), (graph.target, graph.source))
    found = np.zeros(graph.n, dtype=np.int64)
    for one, other in ends:
        found += np.bincount(one[~member[other]], minlength=graph.n)
    return found


def _sectors_reached(
    graph: GroupedGraph, held: Sittings, away: Sittings, apart: Mask
) -> npt.NDArray[np.float64]:
    k = len(graph.groups)
    reached = np.zeros((graph.n, k), dtype=bool)
    for one, other in ((graph.source, graph.target), (graph.target, graph.source)):
        counts = ~apart[other] & (graph.codes[other] >= 0)
        reached[one[counts], graph.codes[other[counts]]] = True
    sat = np.zeros((len(held.instances), k), dtype=bool)
    counts = ~apart[held.member] & (graph.codes[held.member] >= 0)
    sat[held.instance[counts], graph.codes[held.member[counts]]] = True
    np.logical_or.at(reached, away.member, sat[away.instance])
    known = graph.codes >= 0
    reached[known, graph.codes[known]] = False
    return np.where(known, reached.sum(axis=1), np.nan)


def _dated(net: NetworkLike, table: pd.DataFrame, body: set[str]) -> pd.DataFrame:
    """Add when each member entered the body, and when it first sat elsewhere."""
    spells = net.spells("seats")
    spells = spells[spells["actor"].isin(table.index)]
    inside = spells["instance"].isin(body)
    first: list[pd.Series] = []
    for rows in (spells[inside], spells[~inside]):
        of_actor = rows.groupby("actor")["start"]
        # a seat without a start was there before all those that have one
        start = of_actor.min().where(of_actor.count() == of_actor.size())
        first.append(start.reindex(table.index))
    entered, since = first
    sits = table.index.isin(spells.loc[~inside, "actor"])
    began = pd.NaT if net.observed is None else net.observed.start
    # an unknown start is before the observation: it comes before any date inside it
    sooner = (since <= entered) | (since.isna() & (entered >= began))
    later = (since > entered) | (entered.isna() & (since >= began))
    already = pd.Series(sooner & sits, index=table.index, dtype="boolean")
    already = already.mask(sits & ~(sooner | later).to_numpy(dtype=bool))
    return table.assign(entered=entered, elsewhere_since=since, already=already)


def _listed(years: Any) -> list[Any]:
    return list(years) if isinstance(years, Iterable) and not isinstance(years, str) else [years]


def _trajectories(
    followed: pd.DataFrame, observed: Period | None, years: Sequence[int]
) -> tuple[Tenure | None, pd.DataFrame]:
    columns = ["years", "n", "never", "never_share"]
    if observed is None or observed.days <= 1:
        empty = {"years": years, "n": 0, "never": 0, "never_share": np.nan}
        return None, pd.DataFrame(empty, columns=columns)
    spells = pd.DataFrame(
        {
            "holder": followed.index.astype("str"),
            "start": followed["entered"].to_numpy(),
            "end": followed["elsewhere_since"].to_numpy(),
        }
    )
    rows = []
    for k in years:
        by_then = followed["entered"] + pd.DateOffset(years=min(k, _LONGEST))
        seen = by_then <= observed.end
        never = seen & ~(followed["elsewhere_since"] < by_then)
        n = int(seen.sum())
        share = float(never.sum() / n) if n else float("nan")
        rows.append((k, n, int(never.sum()), share))
    return tenure(spells, observed=observed), pd.DataFrame(rows, columns=columns)
