"""Which ties last from one wave to the next, and how old they are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.actor_lives import ActorLives, actor_lives
from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.group_pairs import group_columns, group_pairs, pairs_of_groups
from concertnet.hinges.observed import observed_of, waves_of
from concertnet.hinges.pair_histories import PairHistories, Snapshot, pair_histories, snapshots
from concertnet.hinges.spells import DAY_LENGTH
from concertnet.tables.cells.dates import When
from concertnet.tables.cells.intervals import BEFORE, microseconds

__all__ = ["tie_persistence"]

_FATES = ("unbroken", "interrupted", "dissolved", "left", "formed", "arrived")


def tie_persistence(
    net: NetworkLike, *dates: When, every: str = "YE", by: By = None, by_level: bool = False
) -> pd.DataFrame:
    """Count ties sustained, dissolved and formed, and their age (network or sector-pair grain).

    A tie is a pair of actors with any level in force at the wave, whichever way its ties go; a
    change of level does not break it. Relations set aside (subcontracting, consultation) never
    enter.

    Parameters
    ----------
    net : Network
        The network.
    *dates : date or str
        The waves, in order (a year or a month means its first day).
    every : str
        Without dates, a pandas frequency, that of ``net.waves``: ``"YE"`` year ends, ``"QE"``
        quarter ends.
    by : str or mapping of actor to group, optional
        A column of the actors: sector, tier... One row per pair of groups, undirected; an actor's
        group is that of the wave, or of the next one for an actor that arrived.
    by_level : bool
        One row per level too: the strongest that the pair has at the wave (that very level, not
        those above), or at the next wave for ties that formed.

    Returns
    -------
    DataFrame
        One row per step (and pair of groups: group, other_group; and level): from_date and
        until_date, the two waves; before, the ties at the wave; sustained (there at both waves), of
        which interrupted (not without a break), dissolved (both actors are still in the network)
        and left (one of them is not), which add up to before; formed and arrived (one actor was not
        there at the wave), the ties at the next wave only; sustained_share = sustained / before, 0
        to 1, nan without ties; median_age at the wave, in days since the tie began and 0 or more;
        unknown_age, the ties at the wave whose beginning is unknown; unknown, the ties left out of
        the step, the group of an actor being unknown. A tie of unknown beginning is older than the
        observation: the median is nan when it falls among such ages, and without ties.

    Raises
    ------
    OutsideObservation
        If the data do not cover a date or cover a single day, or have no dates at all.
    NotComparable
        If `net` is no Network, or there are not two waves, each after the one before.
    MissingAttribute
        If the table of actors has no column `by`, or it is empty.
    UnknownWord
        If `every` is no frequency.

    References
    ----------
    .. [1] Burt, R. S. (2000). Decay functions. Social Networks, 22(1), 1-28.

    Examples
    --------
    >>> import concertnet as cn
    >>> row = tie_persistence(cn.sample_network(), "2022-06-30", "2024-06-30").iloc[0]
    >>> bool(row["before"] == row["sustained"] + row["dissolved"] + row["left"])
    True
    """
    waves = waves_of(net, dates, every)
    lives = actor_lives(net, by)
    ties = pair_histories(net, lives)
    levels = net.scale.levels if by_level else ()
    first_seen = microseconds(observed_of(net).start)
    began = pairwise(ties.since(microseconds(wave)) for wave in waves)
    steps = [
        _step(lives, ties, levels, first_seen, *step)
        for step in zip(snapshots(lives, ties, waves), began, strict=True)
    ]
    return pd.concat(steps, ignore_index=True)


def _step(
    lives: ActorLives,
    ties: PairHistories,
    levels: tuple[str, ...],
    first_seen: int,
    waves: tuple[Snapshot, Snapshot],
    since: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
) -> pd.DataFrame:
    first, second = waves
    code = lives.group_at(first.when, second.when)
    tied = np.flatnonzero((first.rank >= 0) | (second.rank >= 0))
    one, other = ties.one[tied], ties.other[tied]
    known = (code[one] >= 0) & (code[other] >= 0)
    tied, one, other = tied[known], one[known], other[known]
    rank, next_rank = first.rank[tied], second.rank[tied]
    before, after = rank >= 0, next_rank >= 0
    k, depth = len(lives.groups), max(len(levels), 1)
    cell = pairs_of_groups(code[one], code[other], k) * depth
    if levels:
        cell += np.where(before, rank, next_rank)
    shown = (group_pairs(k)[:, None] * depth + np.arange(depth)).ravel()

    there, still = (wave.there[one] & wave.there[other] for wave in waves)
    began, began_of_next = (instants[tied] for instants in since)
    # what became of each tie is one of _FATES, so that all are counted in one pass
    kept = np.where(began_of_next > first.when, 1, 0)
    fate = np.where(before, np.where(after, kept, 3 - still), 5 - there)
    counts = np.bincount(cell * len(_FATES) + fate, minlength=k * k * depth * len(_FATES))
    counts = dict(zip(_FATES, counts.reshape(-1, len(_FATES))[shown].T, strict=True))
    sustained = counts.pop("unbroken") + counts["interrupted"]
    named = pd.array(np.tile(levels, len(shown) // depth), dtype="str")
    table = pd.DataFrame(
        {
            **group_columns(lives.groups, repeated=depth),
            **({"level": named} if levels else {}),
            "from_date": first.date,
            "until_date": second.date,
            "before": sustained + counts["dissolved"] + counts["left"],
            "sustained": sustained,
            **counts,
        }
    )
    table["sustained_share"] = ratio(table["sustained"], table["before"])
    ages = _median_age(cell[before], began[before], first.when, first_seen)
    table["median_age"] = ages.reindex(shown).to_numpy()
    undated = cell[before & (began == BEFORE)]
    table["unknown_age"] = np.bincount(undated, minlength=k * k * depth)[shown]
    table["unknown"] = int((~known).sum())
    return table


def _median_age(
    cell: npt.NDArray[np.int64], began: npt.NDArray[np.int64], when: int, first_seen: int
) -> pd.Series:
    """Return the median age in days by cell; nan where it depends on ages that are unknown."""
    undated = began == BEFORE
    age = (when - np.where(undated, when, began)) / DAY_LENGTH
    # an undated tie began before the observation: only lower ages are surely ranked before its own
    doubtful = np.bincount(cell, weights=undated) > 0
    among = doubtful[cell] & (age > (when - first_seen) / DAY_LENGTH)
    age[undated | among] = np.inf
    median = pd.Series(age).groupby(cell).median()
    return median.where(median < np.inf)
