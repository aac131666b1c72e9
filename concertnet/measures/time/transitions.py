"""What the tie of each pair of actors becomes from one wave to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import ratio
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.group_pairs import (
    group_columns,
    group_pairs,
    pairs_of_groups,
    possible_pairs,
)
from concertnet.hinges.observed import waves_of
from concertnet.hinges.pair_steps import PairStep, pair_steps
from concertnet.tables.cells.dates import When

__all__ = ["AWAY", "NO_TIE", "escalation", "transitions"]

NO_TIE, AWAY = "no_tie", "away"


def transitions(net: NetworkLike, *dates: When, every: str = "YE", by: By = None) -> pd.DataFrame:
    """Count pairs by level at a wave and level at the next (network or sector-pair grain).

    A pair is at its strongest level in force at the wave, as in ``net.at(...)``, whichever way its
    ties go; relations set aside (subcontracting, consultation) never enter. A pair without a tie is
    at ``"no_tie"`` when both actors are in the network at the wave and at ``"away"`` when one is
    not, so that a tie that was dissolved is told from one whose actor left. Every pair of actors
    that are together in the network at one of the two waves is counted once, those that never had a
    tie included (by their number, without listing them): all rows but away add up to the pairs
    possible at the wave, all columns but away to those possible at the next; only pairs away at
    both waves are not counted.

    Parameters
    ----------
    net : Network
        The network; of a selection by level, what falls below that level is no tie.
    *dates : date or str
        The waves, in order (a year or a month means its first day).
    every : str
        Without dates, a pandas frequency, that of ``net.waves``: ``"YE"`` year ends, ``"QE"``
        quarter ends, ``"MS"`` month starts.
    by : str or mapping of actor to group, optional
        A column of the actors: sector, tier... One table per pair of groups, undirected; an actor's
        group is that of the wave, or of the next one for an actor that arrived.

    Returns
    -------
    DataFrame
        One row per step (and pair of groups: group, other_group), level and next_level: from_date
        and until_date, the two waves; level, next_level (levels of the scale in their order,
        no_tie, away), pairs (count), row_share (of the pairs of that level at the wave, 0 to 1; nan
        where there were none), unknown (pairs with a tie at one of the waves left out of the step,
        the group of an actor being unknown).

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
    .. [1] Wasserman, S. (1980). Analyzing social networks as stochastic processes. Journal of the
       American Statistical Association, 75(370), 280-294.

    Examples
    --------
    >>> import concertnet as cn
    >>> table = transitions(cn.sample_network(), "2022-06-30", "2024-06-30")
    >>> table = table.pivot(index="level", columns="next_level", values="pairs")
    >>> int(table.loc["concertation", "partnership"])
    5
    """
    steps, groups, levels = _steps(net, dates, every, by)
    states = [*levels, NO_TIE, AWAY]
    names, s, k = np.array(states, dtype=object), len(states), len(groups)
    cells = np.flatnonzero(np.arange(s * s) < s * s - 1)  # all but away to away
    from_state, to_state = np.divmod(cells, s)
    frames = []
    for step in steps:
        shown = step.counts[group_pairs(k)]
        of_row = ratio(shown, shown.sum(axis=2, keepdims=True))
        at = len(shown)
        frames.append(
            pd.DataFrame(
                {
                    **step.keys(groups, repeated=len(cells)),
                    "level": pd.array(np.tile(names[from_state], at), dtype="str"),
                    "next_level": pd.array(np.tile(names[to_state], at), dtype="str"),
                    "pairs": shown.reshape(at, s * s)[:, cells].ravel(),
                    "row_share": of_row.reshape(at, s * s)[:, cells].ravel(),
                    "unknown": step.unknown,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def escalation(net: NetworkLike, *dates: When, every: str = "YE", by: By = None) -> pd.DataFrame:
    """Count ties that rose, fell, stayed, dissolved or formed (network or sector-pair grain).

    Pairs, waves and groups are those of `transitions`, of which this is the sum. Relations set
    aside (subcontracting, consultation) never enter.

    Parameters
    ----------
    net : Network
        The network.
    *dates : date or str
        The waves, in order (a year or a month means its first day).
    every : str
        Without dates, a pandas frequency: ``"YE"`` year ends, ``"QE"`` quarter ends.
    by : str or mapping of actor to group, optional
        A column of the actors: sector, tier... One row per pair of groups.

    Returns
    -------
    DataFrame
        One row per step (and pair of groups: group, other_group): from_date and until_date, the two
        waves; before and after, the pairs tied at each; escalated, stayed, de_escalated, dissolved
        (both actors are still in the network) and left (one of them is not), which add up to
        before; formed (both actors were there) and arrived (one of them was not), which with the
        first three add up to after; the share of each, 0 to 1: of before, escalated_share,
        stayed_share, de_escalated_share, dissolved_share and left_share; of the pairs without a tie
        whose actors are there at both waves, formed_share; of the pairs possible at the next wave
        only, arrived_share; unknown, the tied pairs left out, the group of an actor being unknown.
        Shares are nan where there is nothing to divide by.

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
    .. [1] Wasserman, S. (1980). Analyzing social networks as stochastic processes. Journal of the
       American Statistical Association, 75(370), 280-294.

    Examples
    --------
    >>> import concertnet as cn
    >>> row = escalation(cn.sample_network(), "2022-06-30", "2024-06-30").iloc[0]
    >>> parts = ["escalated", "stayed", "de_escalated", "dissolved", "left"]
    >>> bool(row["before"] == row[parts].sum())
    True
    """
    steps, groups, levels = _steps(net, dates, every, by)
    frames = []
    for step in steps:
        counts = step.counts[group_pairs(len(groups))]
        tied = counts[:, : len(levels), : len(levels)]
        stayed = np.trace(tied, axis1=1, axis2=2)
        escalated = np.triu(tied, 1).sum(axis=(1, 2))
        changes = {
            "escalated": escalated,
            "stayed": stayed,
            "de_escalated": tied.sum(axis=(1, 2)) - stayed - escalated,
            "dissolved": counts[:, : len(levels), -2].sum(axis=1),
            "left": counts[:, : len(levels), -1].sum(axis=1),
            "formed": counts[:, -2, : len(levels)].sum(axis=1),
            "arrived": counts[:, -1, : len(levels)].sum(axis=1),
        }
        before = counts[:, : len(levels)].sum(axis=(1, 2))
        divisors = {
            "formed": changes["formed"] + counts[:, -2, -2],
            "arrived": counts[:, -1].sum(axis=1),
        }
        shares = {
            f"{change}_share": ratio(count, divisors.get(change, before))
            for change, count in changes.items()
        }
        frames.append(
            pd.DataFrame(
                {
                    **step.keys(groups),
                    "before": before,
                    "after": counts[:, :, : len(levels)].sum(axis=(1, 2)),
                    **changes,
                    **shares,
                    "unknown": step.unknown,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


class _Step(NamedTuple):
    """The pairs from a wave to the next: counts of shape (k * k, states, states)."""

    wave: pd.Timestamp
    next_wave: pd.Timestamp
    counts: npt.NDArray[np.int64]
    unknown: int

    def keys(self, groups: tuple[Any, ...], *, repeated: int = 1) -> dict[str, Any]:
        """Return what the rows of a step are about."""
        columns = group_columns(groups, repeated=repeated)
        return {**columns, "from_date": self.wave, "until_date": self.next_wave}


def _steps(
    net: NetworkLike, dates: Sequence[When], every: str, by: By
) -> tuple[list[_Step], tuple[Any, ...], tuple[str, ...]]:
    found = pair_steps(net, waves_of(net, dates, every), by)
    levels = net.scale.levels
    steps = [_step(step, len(found.groups), len(levels)) for step in found.steps]
    return steps, found.groups, levels


def _step(step: PairStep, k: int, levels: int) -> _Step:
    states = levels + 2
    cell = pairs_of_groups(step.one, step.other, k)
    for rank, there in ((step.rank, step.together), (step.next_rank, step.still)):
        cell = cell * states + np.where(rank >= 0, rank, np.where(there, levels, levels + 1))
    counts = np.bincount(cell, step.pairs, k * k * states * states)
    counts = counts.astype(np.int64).reshape(k * k, states, states)
    _add_untied(counts, levels, step.sizes)
    return _Step(step.date, step.next_date, counts, step.unknown)


def _add_untied(
    counts: npt.NDArray[np.int64], levels: int, sizes: Sequence[npt.NDArray[np.int64]]
) -> None:
    """Add the pairs without a tie at either wave: those possible, less those that had one."""
    both, first, second = (possible_pairs(size) for size in sizes)
    counts[:, levels, levels] = both - counts[:, :-1, :-1].sum(axis=(1, 2))
    counts[:, levels, -1] = first - both - counts[:, :levels, -1].sum(axis=1)
    counts[:, -1, levels] = second - both - counts[:, -1, :levels].sum(axis=1)
