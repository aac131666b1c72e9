"""Ties made of what their sides report, by a rule that is named."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from concertnet.hinges.arrow_reports import arrows_told
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.guards import choice
from concertnet.hinges.reports import (
    reports,
    require_reports,
    ties_of_wave,
    waves_seen,
    who_could_say,
)
from concertnet.hinges.respondents import ANSWERED

__all__ = [
    "KeepReports",
    "LevelOfReports",
    "Unverifiable",
    "arrows_of_question",
    "arrows_of_ties",
    "reported_ties",
    "rule_of_reports",
    "who_answered",
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
        it. A theme that the other side alone tells stays, at that level at most. Ties that no side
        of theirs reports are no reports, and stay.
    """
    ties = net.ties
    source, target, by = (ties[name] for name in ("source", "target", "reported_by"))
    no_report = ~((by == source) | (by == target)).fillna(False).to_numpy(dtype=bool)
    periods = waves_seen(net)
    if wave is not None or not periods:
        ranks = _kept(net, rule, wave)
        return _at_levels(net, np.where(no_report, _own_ranks(net), ranks))
    there = np.stack([ties_of_wave(net, one) for one in periods])
    ranks = np.stack([_kept(net, rule, one) for one in periods])
    top = ranks.max(axis=0)
    same = (np.where(there, ranks, top) == top).all(axis=0)
    whole = (same & ((top >= 0) | ~there.any(axis=0))) | no_report
    pieces = [_at_levels(net, np.where(whole, np.where(top < 0, _own_ranks(net), top), -1))]
    for period, mine in zip(periods.values(), ranks, strict=True):
        piece = _at_levels(net, np.where(whole, -1, mine))
        first, last = period.start, period.end
        if first > pd.Timestamp.min:
            start = piece["start"].fillna(first)
            piece = piece.assign(start=start.where(start >= first, first))
        if last < pd.Timestamp.max:
            end = piece["end"].fillna(last)
            piece = piece.assign(end=end.where(end <= last, last))
        pieces.append(piece)
    return pd.concat(pieces).sort_index(kind="stable")


def _own_ranks(net: NetworkLike) -> np.ndarray:
    ranks = {level: rank for rank, level in enumerate(net.scale.levels)}
    return net.ties["level"].map(ranks).to_numpy(dtype=int)


def _at_levels(net: NetworkLike, ranks: np.ndarray) -> pd.DataFrame:
    """Return the ties that have a rank (-1: none), at the level of that rank."""
    kept = net.ties[ranks >= 0]
    lowered = (ranks < _own_ranks(net))[ranks >= 0]
    if not lowered.any():
        return kept
    levels = np.array(net.scale.levels, dtype=object)[ranks[ranks >= 0]]
    level = kept["level"]
    return kept.assign(level=pd.Series(levels, index=kept.index).astype(level.dtype))


def _kept(net: NetworkLike, rule: str, wave: str | None) -> np.ndarray:
    """Return the rank at which each tie stays by a rule, of the reports of a wave; -1 for none.

    Themes that the other side alone tells stay too, at the level that the rule keeps at most.
    """
    keep, level, unverifiable = rule.split("; ")
    pairs = reports(net, wave).pairs
    ties, own = net.ties, _own_ranks(net)
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
    chosen = pairs["actor"].where(first, pairs["other"]).to_numpy(dtype=object)
    most = one.where(first, other).to_numpy(dtype=float) - 1
    source, target, by = (ties[name] for name in ("source", "target", "reported_by"))
    known = pd.MultiIndex.from_frame(pairs[["actor", "other"]])
    pair = np.maximum(
        known.get_indexer(pd.MultiIndex.from_arrays([source, target])),
        known.get_indexer(pd.MultiIndex.from_arrays([target, source])),
    )
    ranks = np.full(len(ties), -1)
    stays = (pair >= 0) & ties_of_wave(net, wave)
    stays[stays] &= kept.to_numpy(dtype=bool)[pair[stays]]
    stays &= ((by == source) | (by == target)).fillna(False).to_numpy(dtype=bool)
    mine = stays.copy()
    mine[stays] = by.to_numpy(dtype=object)[stays] == chosen[pair[stays]]
    ranks[mine] = own[mine]
    themes = pd.MultiIndex.from_arrays([pair, ties["theme"]])
    theirs = stays & ~mine & ties["theme"].notna().to_numpy() & ~themes.isin(themes[mine])
    ranks[theirs] = np.minimum(own[theirs], most[pair[theirs]])
    return ranks


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


def who_answered(net: NetworkLike, actors: pd.Series) -> list[bool]:
    """Return whether each actor answered, in part or wholly, at the last wave that says it.

    No table saying it, those who report, rate or answer did.
    """
    said = who_could_say(net).said["answered"]
    return [bool(answered in ANSWERED) for answered in said.reindex(actors)]


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
