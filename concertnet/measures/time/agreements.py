"""Which agreements hold, end soon or have lapsed, and who is party to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.actor_lives import ActorLives, actor_lives_by_sector
from concertnet.hinges.around import around_agreements
from concertnet.hinges.arrays import Positions, expanded, positions, ratio
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import TRIAD, held_sectors, require_dated, sectors, whole_number
from concertnet.hinges.observed import observed_instant, observed_of
from concertnet.hinges.pair_histories import pair_histories, pairs_within
from concertnet.hinges.spells import DAY_LENGTH, instants
from concertnet.records import Record
from concertnet.tables.cells.dates import Period, When
from concertnet.tables.cells.intervals import AFTER, bounds, microseconds
from concertnet.tables.spec.schema import DEFAULT_SECTORS

__all__ = ["STATUSES", "AgreementStatus", "agreement_status"]

STATUSES = ("active", "expiring", "lapsed", "renewed", "upcoming")
_LONGEST = 12_000  # months: beyond any date, and still one that can be written


@dataclass(frozen=True, eq=False, repr=False)
class AgreementStatus(Record):
    """Where agreements stand at a date.

    Attributes
    ----------
    agreements : DataFrame
        One row per agreement, in the order of their table: agreement, name, status, start, end,
        days_left (to the end of one in force, nan when it has none), renewed_by (the agreement that
        takes over, missing if none does), parties (their number), sectors (number of known sectors
        of the parties), sector_names (joined by ``"; "``), tri_sector (whether every expected
        sector is there; missing where a party of unknown sector could be the one that lacks),
        unknown (parties of unknown sector).
    summary : DataFrame
        One row per status: agreements (count), agreement_share (of those that have begun, 0 to 1;
        nan for upcoming ones and where none has begun), tri_sector_share (of those of known answer,
        0 to 1, nan where there is none).
    renewed_share : float
        Renewed agreements over those that have ended, 0 to 1; nan where none has.
    tri_sector_share : float
        Share of the agreements in force, of known answer, with every expected sector, 0 to 1; nan
        where there is none.
    without_agreement : DataFrame
        The pairs tied at the highest level of the scale at the date, without an agreement in force
        between them: source, target, level, since (missing if before the observation).
    without_agreement_share : float
        Share that they are of the pairs tied at that level, 0 to 1; nan where there is none, and
        for a network without any agreement, whose table may never have been filled.
    open_ended : int
        Agreements in force that have no end.
    n : int
        Agreements in all.
    at : Timestamp
        The date.
    within_months : int
        The months within which an agreement ends soon, or is renewed.
    observed : Period
        The observation.
    """

    agreements: pd.DataFrame
    summary: pd.DataFrame
    renewed_share: float
    tri_sector_share: float
    without_agreement: pd.DataFrame
    without_agreement_share: float
    open_ended: int
    n: int
    at: pd.Timestamp
    within_months: int
    observed: Period


def agreement_status(
    net: NetworkLike,
    *,
    at: When | None = None,
    within_months: int = 6,
    expected_sectors: str | Sequence[str] = TRIAD,
) -> AgreementStatus:
    """Tell which agreements hold, end soon, lapsed or were renewed at a date (agreement grain).

    An agreement is upcoming before its start, in force from its start to its end (excluded), and
    expiring when that end is at most `within_months` away. Once ended it is renewed if another has
    taken over by the date, else lapsed. Another agreement takes over from it when it begins at most
    `within_months` before or after its end, after its start, ends later, and has at least two
    parties in common with it that are at least half of all those that either of them has. The
    earliest such one is in `renewed_by`, be it still to begin. Relations set aside (subcontracting,
    consultation) never enter.

    Parameters
    ----------
    net : Network
        The network, whole: a selection of dates has lost the agreements that ended before.
    at : date or str, optional
        The date; by default the last day of the observation.
    within_months : int
        Months, a whole number from 0.
    expected_sectors : str or sequence of str
        The sectors of a tri-sector agreement: community, institutional, private by default. A
        party's sector is that of `at`, or the latest one when it is not in the network then.

    Returns
    -------
    AgreementStatus
        The agreements, their summary, the partnerships without an agreement; without any agreement,
        empty tables and shares that are nan.

    Raises
    ------
    OutsideObservation
        If the data do not cover `at`, or have no dates at all.
    NotComparable
        If `net` is no Network, or `within_months` no whole number from 0.
    UnknownWord
        If a sector expected is no usual one, is not declared by the network, and no actor has it.

    References
    ----------
    .. [1] Bourque, D. (2008). Concertation et partenariat : entre levier et piège du développement
       des communautés. Presses de l'Université du Québec.
    .. [2] Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist,
       11(2), 37-50.

    Examples
    --------
    >>> import concertnet as cn
    >>> found = agreement_status(cn.sample_network())
    >>> found.agreements.set_index("agreement").loc["E02", ["status", "renewed_by"]].tolist()
    ['renewed', 'E03']
    """
    observed = observed_of(net)
    require_dated(net, "agreements")
    within_months = whole_number(within_months, name="within_months", least=0)
    known = {*DEFAULT_SECTORS, *net.about.sectors, *held_sectors(net)}
    expected = sectors(expected_sectors, known=known)
    when = observed_instant(observed.end - pd.Timedelta(days=1) if at is None else at, observed)
    now = microseconds(when)
    net = around_agreements(net, when)
    lives = actor_lives_by_sector(net)
    listed = net.agreements.reset_index(drop=True)
    start, end = bounds(listed)
    agreement, party = _parties(net, lives)
    months = min(within_months, _LONGEST)
    renewed_by = _successors(agreement, party, listed, months)
    taken_over = (renewed_by >= 0) & (start[renewed_by] <= now)
    soon = microseconds(when + pd.DateOffset(months=months))
    ended = end <= now
    choices = [start > now, ended & taken_over, ended, end <= soon]
    status = np.select(choices, ["upcoming", "renewed", "lapsed", "expiring"], "active")
    in_force = (start <= now) & ~ended
    table = pd.DataFrame(
        {
            "agreement": listed["agreement"],
            "name": listed["name"],
            "status": pd.array(status, dtype="str"),
            "start": listed["start"],
            "end": listed["end"],
            "days_left": np.where(in_force & (end != AFTER), (end - now) / DAY_LENGTH, np.nan),
            "renewed_by": listed["agreement"].array.take(renewed_by, allow_fill=True),
            "parties": np.bincount(agreement, minlength=len(start)),
        }
    )
    table = table.join(_sectors(lives, agreement, party, now, len(start), expected))
    without, tied = _without_agreement(net, lives, agreement, party, in_force, now)
    return AgreementStatus(
        agreements=table,
        summary=_summary(table),
        renewed_share=float(ratio((ended & taken_over).sum(), ended.sum())),
        tri_sector_share=_mean(table["tri_sector"][in_force]),
        without_agreement=without,
        # without a single agreement the table is empty, or was never filled: nothing is known
        without_agreement_share=float(ratio(len(without), tied)) if len(net.agreements) else np.nan,
        open_ended=int((in_force & (end == AFTER)).sum()),
        n=len(table),
        at=when,
        within_months=within_months,
        observed=observed,
    )


def _parties(net: NetworkLike, lives: ActorLives) -> tuple[Positions, Positions]:
    """Return the agreement and the actor of each party, once, in the order of agreements."""
    parties = net.parties()
    agreement = positions(parties["agreement"], pd.Index(net.agreements["agreement"]))
    n = max(len(lives.actors), 1)
    return np.divmod(np.unique(agreement * n + positions(parties["actor"], lives.actors)), n)


def _successors(
    agreement: Positions, party: Positions, listed: pd.DataFrame, months: int
) -> Positions:
    """Return which agreement takes over from each, -1 where none does."""
    start, end = bounds(listed)
    n = len(listed)
    earliest, latest = (
        bounds(listed.assign(end=listed["end"] + pd.DateOffset(months=shift)))[1]
        for shift in (-months, months)
    )
    # the agreements of each party by start, so that those of a stretch of time stand together
    days = np.unique(start)
    width = len(days) + 1
    keys = party * width + np.searchsorted(days, start[agreement])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    low = np.searchsorted(keys, party * width + np.searchsorted(days, earliest[agreement], "left"))
    high = np.searchsorted(keys, party * width + np.searchsorted(days, latest[agreement], "right"))
    row, place = expanded(np.where(end[agreement] == AFTER, 0, high - low), low)
    pair, common = np.unique(agreement[row] * n + agreement[order[place]], return_counts=True)
    old, new = np.divmod(pair, max(n, 1))
    sizes = np.bincount(agreement, minlength=n)
    follows = (start[new] > start[old]) & (end[new] > end[old])
    alike = (common >= 2) & (2 * common >= sizes[old] + sizes[new] - common)
    old, new = old[follows & alike], new[follows & alike]
    successor = np.full(n, -1)
    last_to_first = np.lexsort((-new, -start[new]))
    successor[old[last_to_first]] = new[last_to_first]  # of repeated positions the last one stays
    return successor


def _sectors(
    lives: ActorLives,
    agreement: Positions,
    party: Positions,
    now: int,
    n: int,
    expected: Sequence[str],
) -> pd.DataFrame:
    """Return the sectors of the parties of each agreement."""
    code = np.where(lives.there(now), lives.group_at(now), lives.latest_group())[party]
    known = code >= 0
    there = np.zeros((n, len(lives.groups)), dtype=bool)
    there[agreement[known], code[known]] = True
    # agreements far outnumber the sets of sectors: each set is named once
    sets, of_set = np.unique(there, axis=0, return_inverse=True)
    names = ["; ".join(str(g) for g, t in zip(lives.groups, row, strict=True) if t) for row in sets]
    wanted = [group in set(expected) for group in lives.groups]
    lacking = len(set(expected)) - there @ np.array(wanted, dtype=np.int64)
    unknown = np.bincount(agreement[~known], minlength=n)
    complete = pd.Series(lacking == 0, dtype="boolean")
    return pd.DataFrame(
        {
            "sectors": there.sum(axis=1),
            "sector_names": pd.array(np.array([*names, ""], dtype=object)[of_set], dtype="str"),
            "tri_sector": complete.mask((lacking > 0) & (lacking <= unknown)),
            "unknown": unknown,
        }
    )


def _without_agreement(
    net: NetworkLike,
    lives: ActorLives,
    agreement: Positions,
    party: Positions,
    in_force: npt.NDArray[np.bool_],
    now: int,
) -> tuple[pd.DataFrame, int]:
    """Return the pairs at the highest level without an agreement, and how many are at it."""
    n = len(lives.actors)
    ties = pair_histories(net, lives, lowest=len(net.scale.levels) - 1)
    tied = ties.runs
    there = (tied.start <= now) & (now < tied.end)
    one, other = ties.one[tied.code[there]], ties.other[tied.code[there]]
    held = in_force[agreement]
    always = np.zeros(int(held.sum()), dtype=np.int64)
    _, low, high, _, _ = pairs_within(agreement[held], party[held], always, always + 1)
    covered = np.concatenate([low * n + high, _named_pairs(net, lives, in_force, now)])
    alone = ~np.isin(one.astype(np.int64) * n + other, covered)
    table = pd.DataFrame(
        {
            "source": lives.actors[one[alone]],
            "target": lives.actors[other[alone]],
            "level": pd.array([net.scale.levels[-1]] * int(alone.sum()), dtype="str"),
            "since": instants(tied.start[there][alone]),
        }
    )
    return table, len(one)


def _named_pairs(
    net: NetworkLike, lives: ActorLives, in_force: npt.NDArray[np.bool_], now: int
) -> npt.NDArray[np.int64]:
    """Return the pairs whose tie, at the date, names an agreement that is in force."""
    named = net.ties[net.ties["agreement"].isin(net.agreements["agreement"].to_numpy()[in_force])]
    start, end = bounds(named)
    named = named[(start <= now) & (now < end)]
    ends = [positions(named[end], lives.actors) for end in ("source", "target")]
    return np.minimum(*ends) * len(lives.actors) + np.maximum(*ends)


def _summary(table: pd.DataFrame) -> pd.DataFrame:
    counts = table["status"].value_counts().reindex(STATUSES, fill_value=0)
    begun = counts.drop("upcoming").sum()
    shares = pd.Series(ratio(counts, begun), index=counts.index)
    shares["upcoming"] = np.nan
    return pd.DataFrame(
        {
            "status": pd.array(STATUSES, dtype="str"),
            "agreements": counts.to_numpy(),
            "agreement_share": shares.to_numpy(),
            "tri_sector_share": [
                _mean(table["tri_sector"][table["status"] == status]) for status in STATUSES
            ],
        }
    )


def _mean(answers: pd.Series) -> float:
    known = answers.dropna()
    return float(known.mean()) if len(known) else float("nan")
