"""Ties made of what their sides report, by a rule that is named."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Mask
from concertnet.hinges.arrow_reports import arrows_told
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import choice
from concertnet.hinges.reports import reports, require_reports, ties_of_wave, waves_seen

__all__ = [
    "KeepReports",
    "LevelOfReports",
    "Unverifiable",
    "arrows_of_question",
    "arrows_of_ties",
    "reported_ties",
    "rule_of_reports",
]

KeepReports = Literal["any", "both"]
LevelOfReports = Literal["strongest", "weakest"]
Unverifiable = Literal["keep", "leave_out"]


def rule_of_reports(keep: str, level: str, unverifiable: str) -> str:
    """Return a rule in one text, for the record; its parts are checked.

    Raises
    ------
    UnknownWord
        If a part is none of those known.
    """
    parts = (
        choice(keep, name="keep", among=("any", "both")),
        choice(level, name="level", among=("strongest", "weakest")),
        choice(unverifiable, name="unverifiable", among=("keep", "leave_out")),
    )
    return "; ".join(parts)


def reported_ties(net: NetworkLike, rule: str, wave: str | None = None) -> pd.DataFrame:
    """Return the ties that a rule makes of the reports.

    Parameters
    ----------
    net : NetworkLike
        The network, whose ties are reports.
    rule : str
        As `rule_of_reports` gives it.
    wave : str, optional
        The wave whose reports are kept; by default all of them, each read with its own wave.

    Returns
    -------
    DataFrame
        Of each pair that the rule keeps, the rows of the side whose level is kept, as that side
        reports them; a row that stands through several waves is cut where one of them does not keep
        it. Ties that no side of theirs reports are no reports, and stay.
    """
    ties = net.ties
    source, target, by = (ties[name] for name in ("source", "target", "reported_by"))
    no_report = ~((by == source) | (by == target)).fillna(False).to_numpy(dtype=bool)
    periods = waves_seen(net)
    if wave is not None or not periods:
        return ties[_kept(net, rule, wave) | no_report]
    there = np.stack([ties_of_wave(net, one) for one in periods])
    kept = np.stack([_kept(net, rule, one) for one in periods])
    whole = (kept == there).all(axis=0) | no_report
    pieces = [ties[whole]]
    for period, mine in zip(periods.values(), kept, strict=True):
        piece = ties[mine & ~whole]
        first, last = period.start, period.end
        if first > pd.Timestamp.min:
            piece = piece.assign(start=piece["start"].fillna(first).clip(lower=first))
        if last < pd.Timestamp.max:
            piece = piece.assign(end=piece["end"].fillna(last).clip(upper=last))
        pieces.append(piece)
    return pd.concat(pieces).sort_index(kind="stable")


def _kept(net: NetworkLike, rule: str, wave: str | None) -> Mask:
    """Say which ties a rule keeps of the reports of a wave."""
    keep, level, unverifiable = rule.split("; ")
    pairs = reports(net, wave).pairs
    ties, of_wave = net.ties, ties_of_wave(net, wave)
    kept = pairs["status"] == "confirmed"
    if keep == "any":
        kept = pairs["status"].notna()
    elif unverifiable == "keep":
        kept |= pairs["status"] == "unverifiable"
    # a side that says nothing, or no, has no row to keep: it is beyond any level
    beyond = -np.inf if level == "strongest" else np.inf
    one, other = (
        pairs[says].where(pairs[says] > 0, beyond) for says in ("actor_says", "other_says")
    )
    first = one >= other if level == "strongest" else one <= other
    chosen = pairs["actor"].where(first, pairs["other"])[kept]
    wanted = pd.MultiIndex.from_arrays([pairs["actor"][kept], pairs["other"][kept], chosen])
    source, target, by = (ties[name] for name in ("source", "target", "reported_by"))
    both_ways = [
        pd.MultiIndex.from_arrays([source, target, by]).isin(wanted),
        pd.MultiIndex.from_arrays([target, source, by]).isin(wanted),
    ]
    return (both_ways[0] | both_ways[1]) & of_wave


def arrows_of_ties(net: NetworkLike) -> pd.DataFrame:
    """Return each report of a tie as an arrow, from who reports it to the other side.

    Returns
    -------
    DataFrame
        source, target, level, rank: the strongest level that each side says.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    NotComparable
        If the ties were made of the reports already.
    """
    require_reports(net)
    ties = net.ties
    by_target = (ties["reported_by"] == ties["target"]).fillna(False).to_numpy(dtype=bool)
    by_source = (ties["reported_by"] == ties["source"]).fillna(False).to_numpy(dtype=bool)
    ends = ties[["source", "target", "level"]]
    turned = ends.rename(columns={"source": "target", "target": "source"})
    arrows = pd.concat([ends[by_source], turned[by_target]], ignore_index=True)
    ranks = {level: rank for rank, level in enumerate(net.scale.levels)}
    arrows["rank"] = arrows["level"].map(ranks).astype("int64")
    strongest = arrows.sort_values("rank", ascending=False, kind="stable")
    return strongest.drop_duplicates(["source", "target"]).sort_index(ignore_index=True)


def arrows_of_question(net: NetworkLike, question: str, keep: str) -> pd.DataFrame:
    """Return the arrows of a directed question, each once.

    Returns
    -------
    DataFrame
        source, target, value (of the first report that has one), reported_by (``"source"``,
        ``"target"`` or ``"both"``; missing where nothing says it).

    Raises
    ------
    UnknownWord
        If no such question was asked.
    """
    rows = arrows_told(net, question)
    rows = rows[rows["end_says"] == "yes"]
    told = rows.groupby(["source", "target"], sort=False)
    arrows = told.agg(value=("value", "first"), sides=("speaks", lambda one: frozenset(one) - {""}))
    both = arrows["sides"].map(len) > 1
    one = arrows["sides"].map(lambda sides: next(iter(sides), None))
    arrows["reported_by"] = one.mask(both, "both")
    kept = arrows[both] if keep == "both" else arrows
    return kept.drop(columns="sides").reset_index()
