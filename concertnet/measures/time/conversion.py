"""From sitting together to an agreement: how many pairs, how soon, and which went without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import OutsideObservation, UnknownWord
from concertnet.hinges.actor_lives import ActorLives, actor_lives
from concertnet.hinges.arrays import first_of_each, positions, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.group_pairs import (
    group_columns,
    group_pairs,
    pairs_of_groups,
    possible_pairs,
)
from concertnet.hinges.guards import require_dated, require_rows
from concertnet.hinges.observed import observed_instant, observed_of, observed_over_time
from concertnet.hinges.pair_histories import pair_histories, pairs_within
from concertnet.hinges.spells import Unbroken, instants, unbroken
from concertnet.measures.time.tenure import Tenure, tenure
from concertnet.records import Record
from concertnet.tables.cells.dates import Period, When
from concertnet.tables.cells.intervals import AFTER, BEFORE, bounds, microseconds

__all__ = ["Conversion", "conversion"]

Pairs = npt.NDArray[np.int64]
_LENGTH = re.compile(r"(?:([1-9]\d{0,3})\s*(day|week|month)|([1-9]\d{0,2})\s*(year))s?")


@dataclass(frozen=True, eq=False, repr=False)
class Conversion(Record):
    """Which pairs of actors came to an agreement, among those who sat together and the others.

    Attributes
    ----------
    pairs : DataFrame
        One row per pair of groups (group, other_group; where groups were asked for) and
        sat_together: pairs of actors in the network at `from_date`; already_converted, those with
        an agreement in force then; at_risk, the others; converted, those of them with an agreement
        that began after `from_date` and before `until_date`; converted_share = converted / at_risk,
        0 to 1, nan where nobody was at risk.
    ratio : float
        Share of those who sat together over that of the others, 0 and up, 1 if sitting together
        made no difference; nan where one is undefined or the second is 0. One for all the rows of
        `pairs` together: with groups, the pairs in `unknown` are not in it.
    time : Tenure
        Days from the first time that a pair sat together to its first agreement: its `curve` is
        the share of pairs still without one, its `median` nan while more than half are. A pair
        without one is censored at the end of the observation, and stays at risk when an actor
        leaves the network.
    already : int
        Pairs left out of `time`, whose agreement was there before they first sat together, or on
        that day.
    unknown_start : int
        Pairs left out of `time` because nothing says when they first sat together, or whether
        their agreement came before.
    outside_observation : int
        Pairs left out of `time`, whose agreement began before the observation, or who first sat
        together after it.
    without_concertation : DataFrame
        The agreements of pairs that had not sat together before: source, target, start (the first
        agreement of the pair, when it began during the observation), together_since (missing if
        never).
    without_share : float
        Share that they are of the pairs whose first agreement began during the observation, 0 to
        1; nan where there was none.
    from_date, until_date : Timestamp
        The half-open period of `pairs`.
    to : str
        What pairs convert to: ``"agreement"``, or a tie at this level of the scale or above it.
    observed : Period
        The observation.
    unknown : int
        Pairs that sat together or had an agreement and are left out of `pairs`, the group of an
        actor being unknown.
    """

    pairs: pd.DataFrame
    ratio: float
    time: Tenure
    already: int
    unknown_start: int
    outside_observation: int
    without_concertation: pd.DataFrame
    without_share: float
    from_date: pd.Timestamp
    until_date: pd.Timestamp
    to: str
    observed: Period
    unknown: int


def conversion(
    net: NetworkLike,
    *,
    at: When | None = None,
    within: str = "2 years",
    to: str = "agreement",
    by: By = None,
) -> Conversion:
    """Compare how many pairs who sat together came to an agreement (network or sector-pair grain).

    Two actors sit together while both hold a seat at a same instance, whatever their role. They
    have an agreement while both are parties to one; with a level in `to`, while they have a tie at
    or above it. Relations set aside (subcontracting, consultation) never enter. Pairs that did not
    sit together are counted by their number and not listed. This describes; pairs who choose to sit
    together differ from others in other ways too.

    Parameters
    ----------
    net : Network
        The network.
    at : date or str, optional
        The instant at which pairs sat together or did not; by default the first of the observation.
    within : str
        How long they are followed: ``"2 years"``, ``"18 months"``, ``"90 days"``. An agreement
        counts when it began after `at` and before the end of that time.
    to : str
        ``"agreement"``, the parties of the table of agreements; or a level of the network's scale
        (``"partnership"``): a tie at that level or above it.
    by : str or mapping of actor to group, optional
        A column of the actors: sector, tier... `pairs` by pair of groups, those of `at`.

    Returns
    -------
    Conversion
        Pairs and their shares, the ratio of these, the time to an agreement as a curve, the
        agreements of pairs that had not sat together before; nan where there is nothing to divide
        by.

    Raises
    ------
    NotComparable
        If `net` is no Network.
    OutsideObservation
        If the data do not cover `at` and the time after it, cover a single day, or have no dates
        at all.
    MissingAttribute
        If there is no seat, or agreements are asked for and there is none; if the table of actors
        has no column `by`, or it is empty.
    UnknownWord
        If `to` is no level of the scale, or `within` is no length of time.

    References
    ----------
    .. [1] Kaplan, E. L. and Meier, P. (1958). Nonparametric estimation from incomplete
       observations. Journal of the American Statistical Association, 53(282), 457-481.
    .. [2] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = conversion(cn.sample_network(), at="2022-06-30")
    >>> list(found.pairs.columns)
    ['sat_together', 'pairs', 'already_converted', 'at_risk', 'converted', 'converted_share']
    """
    observed = observed_over_time(observed_of(net))
    for table in ("seats", "agreements" if to == "agreement" else "ties"):
        require_dated(net, table)
    start = observed.start if at is None else observed_instant(at, observed)
    until = start + _length(within)
    if until > observed.end:
        dates = {"start": start.date(), "until": until.date(), "end": observed.end.date()}
        raise OutsideObservation("error_within_too_long", within=within, **dates)
    lives = actor_lives(net, by)
    sat = _seated(net, lives)
    agreed = _agreed(net, lives) if to == "agreement" else _at_level(net, lives, to)
    rates, unknown = _rates(lives, sat, agreed, microseconds(start), microseconds(until))
    whole = rates.groupby("sat_together")[["at_risk", "converted"]].sum()
    whole = whole.reindex([False, True], fill_value=0)  # no row where no group is known
    others, those_who_sat = ratio(whole["converted"], whole["at_risk"])
    order = _Order.of(sat, agreed)
    waits, already, unknown_start = _waits(order, microseconds(observed.start))
    time = tenure(waits, observed=observed)
    without, without_share = _without(lives, order, observed)
    return Conversion(
        pairs=rates,
        ratio=float(ratio(those_who_sat, others)),
        time=time,
        already=already,
        unknown_start=unknown_start,
        outside_observation=len(waits) - time.n,
        without_concertation=without,
        without_share=without_share,
        from_date=start,
        until_date=until,
        to=to,
        observed=observed,
        unknown=unknown,
    )


def _length(within: str) -> pd.DateOffset:
    found = _LENGTH.fullmatch(str(within).strip())
    if found is None:
        raise UnknownWord("error_length_expected", value=within)
    number, unit = filter(None, found.groups())
    units: Any = {f"{unit}s": int(number)}
    return pd.DateOffset(**units)


def _seated(net: NetworkLike, lives: ActorLives) -> Unbroken:
    """Return when pairs sat together; the code of a pair is its place in a table of all pairs."""
    require_rows(net, "seats", "instance", "actor")
    seats = net.spells("seats")
    n = len(lives.actors)
    instance, _ = pd.factorize(seats["instance"])
    actor = positions(seats["actor"], lives.actors)
    # an actor that changed sector has touching spells at an instance
    runs = unbroken(instance * n + actor, *bounds(seats))
    _, one, other, start, end = pairs_within(*np.divmod(runs.code, n), runs.start, runs.end)
    return unbroken(one * n + other, start, end)


def _agreed(net: NetworkLike, lives: ActorLives) -> Unbroken:
    require_rows(net, "agreements", "parties")
    parties = net.parties()
    agreement, _ = pd.factorize(parties["agreement"])
    actor = positions(parties["actor"], lives.actors)
    _, one, other, start, end = pairs_within(agreement, actor, *bounds(parties))
    return unbroken(one * len(lives.actors) + other, start, end)


def _at_level(net: NetworkLike, lives: ActorLives, level: str) -> Unbroken:
    ties = pair_histories(net, lives, lowest=net.scale.rank(level))
    pair = ties.one.astype(np.int64) * len(lives.actors) + ties.other
    return unbroken(pair[ties.pair], ties.start, ties.end)


def _rates(
    lives: ActorLives, sat: Unbroken, agreed: Unbroken, at: int, until: int
) -> tuple[pd.DataFrame, int]:
    there, code = lives.there(at), lives.group_at(at)
    n, k = len(lives.actors), len(lives.groups)
    together = sat.code[_in_force(sat, at)]
    already = agreed.code[_in_force(agreed, at)]
    begun = np.unique(agreed.code[(agreed.start > at) & (agreed.start < until)])
    converted = np.setdiff1d(begun, already, assume_unique=True)
    pairs = {"pairs": together, "already": already, "converted": converted}
    known = {}
    left_out = []
    for name, found in pairs.items():
        one, other = np.divmod(found, n)
        present = there[one] & there[other]
        in_groups = (code[one] >= 0) & (code[other] >= 0)
        left_out.append(found[present & ~in_groups])
        known[name] = found[present & in_groups]

    def count(found: Pairs) -> Pairs:
        one, other = np.divmod(found, n)
        cell = pairs_of_groups(code[one], code[other], k)
        return np.bincount(cell, minlength=k * k)[group_pairs(k)]

    all_pairs = possible_pairs(lives.sizes(there, code))[group_pairs(k)]
    counts = {}
    for name, found in known.items():
        of_together = np.isin(found, together)
        others = count(found[~of_together])
        if name == "pairs":
            others = all_pairs - count(found)
        counts[name] = np.stack([count(found[of_together]), others], axis=1).ravel()
    table = pd.DataFrame(
        {
            **group_columns(lives.groups, repeated=2),
            "sat_together": np.tile([True, False], len(all_pairs)),
            "pairs": counts["pairs"],
            "already_converted": counts["already"],
            "at_risk": counts["pairs"] - counts["already"],
            "converted": counts["converted"],
            "converted_share": ratio(counts["converted"], counts["pairs"] - counts["already"]),
        }
    )
    return table, len(np.unique(np.concatenate(left_out)))


def _in_force(runs: Unbroken, when: int) -> npt.NDArray[np.bool_]:
    return (runs.start <= when) & (when < runs.end)


class _Order(NamedTuple):
    """For each pair that ever sat together or had an agreement, when it first did either.

    `AFTER` where it never did, `BEFORE` where it did before anything is known.
    """

    pair: Pairs
    sat: Pairs
    agreed: Pairs

    @classmethod
    def of(cls, sat: Unbroken, agreed: Unbroken) -> _Order:
        # runs are sorted by pair, then start
        first = [first_of_each(runs.code) for runs in (sat, agreed)]
        found = [sat.code[first[0]], agreed.code[first[1]]]
        codes = np.concatenate(found, dtype=np.int64)
        codes.sort()
        pair = codes[first_of_each(codes)]
        began = [np.full(len(pair), AFTER, dtype=np.int64) for _ in range(2)]
        for runs, rows, instant in zip((sat, agreed), first, began, strict=True):
            instant[np.searchsorted(pair, runs.code[rows])] = runs.start[rows]
        return cls(pair, *began)


def _waits(order: _Order, first: int) -> tuple[pd.DataFrame, int, int]:
    """Return the spells from sitting together to an agreement, and the pairs left out."""
    sat = order.sat != AFTER
    # a missing start is before the observation, and so may be before or after another one there
    unordered = (order.agreed == BEFORE) & (order.sat < first)
    undated = sat & ((order.sat == BEFORE) | unordered)
    already = sat & ~undated & (order.agreed <= order.sat)
    waiting = sat & ~already & ~undated
    spells = pd.DataFrame(
        {
            "holder": order.pair[waiting],
            "start": instants(order.sat[waiting]),
            "end": instants(order.agreed[waiting]),
        }
    )
    return spells, int(already.sum()), int(undated.sum())


def _without(lives: ActorLives, order: _Order, observed: Period) -> tuple[pd.DataFrame, float]:
    """Return the agreements begun during the observation by pairs that had not sat together."""
    first, last = microseconds(observed.start), microseconds(observed.end)
    begun = (order.agreed >= first) & (order.agreed < last)
    without = begun & (order.sat > order.agreed)
    one, other = np.divmod(order.pair[without], len(lives.actors))
    table = pd.DataFrame(
        {
            "source": lives.actors[one],
            "target": lives.actors[other],
            "start": instants(order.agreed[without]),
            "together_since": instants(order.sat[without]),
        }
    )
    return table, float(ratio(without.sum(), begun.sum()))
