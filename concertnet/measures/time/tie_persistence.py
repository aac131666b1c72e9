"""Which ties last from one wave to the next, and how old they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Counts, Instants, Positions, first_of_each, ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.group_pairs import group_columns, group_pairs, pairs_of_groups
from concertnet.hinges.observed import observed_of, waves_of
from concertnet.hinges.pair_steps import PairStep, pair_steps
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
    found = pair_steps(net, waves_of(net, dates, every), by, ages=True)
    levels = net.scale.levels if by_level else ()
    first_seen = microseconds(observed_of(net).start)
    steps = [_step(step, found.groups, levels, first_seen) for step in found.steps]
    return pd.concat(steps, ignore_index=True)


def _step(
    step: PairStep, groups: tuple[Any, ...], levels: tuple[str, ...], first_seen: int
) -> pd.DataFrame:
    before, after = step.rank >= 0, step.next_rank >= 0
    k, depth = len(groups), max(len(levels), 1)
    cell = pairs_of_groups(step.one, step.other, k) * depth
    if levels:
        cell += np.where(before, step.rank, step.next_rank)
    shown = (group_pairs(k)[:, None] * depth + np.arange(depth)).ravel()

    def counted(cells: Positions, pairs: Counts, size: int) -> Counts:
        return np.bincount(cells, pairs, size).astype(np.int64)

    # what became of each tie is one of _FATES, so that all are counted in one pass
    kept = np.where(step.unbroken, 0, 1)
    fate = np.where(before, np.where(after, kept, 3 - step.still), 5 - step.together)
    by_fate = counted(cell * len(_FATES) + fate, step.pairs, k * k * depth * len(_FATES))
    counts = dict(zip(_FATES, by_fate.reshape(-1, len(_FATES))[shown].T, strict=True))
    sustained = counts.pop("unbroken") + counts["interrupted"]
    named = pd.array(np.tile(levels, len(shown) // depth), dtype="str")
    table = pd.DataFrame(
        {
            **group_columns(groups, repeated=depth),
            **({"level": named} if levels else {}),
            "from_date": step.date,
            "until_date": step.next_date,
            "before": sustained + counts["dissolved"] + counts["left"],
            "sustained": sustained,
            **counts,
        }
    )
    table["sustained_share"] = ratio(table["sustained"], table["before"])
    began, pairs = step.began[before], step.pairs[before]
    ages = _median_age(cell[before], began, pairs, microseconds(step.date), first_seen)
    table["median_age"] = ages.reindex(shown).to_numpy()
    undated = began == BEFORE
    unknown = counted(cell[before][undated], pairs[undated], k * k * depth)
    table["unknown_age"] = unknown[shown]
    table["unknown"] = step.unknown
    return table


def _median_age(
    cell: Positions, began: Instants, pairs: Counts, when: int, first_seen: int
) -> pd.Series:
    """Return the median age in days by cell; nan where it depends on ages that are unknown."""
    undated = began == BEFORE
    age = (when - np.where(undated, when, began)) / DAY_LENGTH
    # an undated tie began before the observation: only lower ages are surely ranked before its own
    doubtful = np.bincount(cell, weights=undated) > 0
    among = doubtful[cell] & (age > (when - first_seen) / DAY_LENGTH)
    age[undated | among] = np.inf
    order = np.lexsort((age, cell))
    cell, age, reached = cell[order], age[order], np.cumsum(pairs[order])
    first = first_of_each(cell)
    until = np.append(first[1:], len(cell))
    start = np.append(0, reached)[first]
    n = np.append(0, reached)[until] - start
    # the two in the middle, which are one where their number is odd
    low, high = (
        age[np.searchsorted(reached, start + place, "right")] for place in ((n - 1) // 2, n // 2)
    )
    median = pd.Series((low + high) / 2, index=cell[first])
    return median.where(median < np.inf)
