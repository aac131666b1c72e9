"""What each side of a pair says of its tie: a level, no relation, or nothing that is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.hinges.arrays import Mask
from concertnet.hinges.door import NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import named
from concertnet.hinges.respondents import ANSWERED, last_wave, respondents_of, wave_periods
from concertnet.hinges.spells import overlapping
from concertnet.tables.cells.dates import Period
from concertnet.words import Word

__all__ = [
    "REPORT_STATUSES",
    "Reports",
    "Respondents",
    "graph_of_rows",
    "of_wave",
    "reports",
    "require_reports",
    "status_of",
    "ties_of_wave",
    "waves_seen",
    "who_could_say",
]

REPORT_STATUSES = ("confirmed", "unconfirmed", "unverifiable")


@dataclass(frozen=True)
class Respondents:
    """Who answered at a wave.

    Attributes
    ----------
    said : DataFrame
        What each actor could say: index actor; answered (``"complete"``, ``"partial"``,
        ``"none"``, or missing for who was not asked), form.
    silent : frozenset of (str, str)
        Respondent and actor: the lines that a respondent left empty.
    inferred : bool
        Whether who answered is read from who reports, rates or answers, no table saying it: one
        who said no to all cannot then be seen.
    """

    said: pd.DataFrame
    silent: frozenset[tuple[str, str]]
    inferred: bool

    def could_say(self, respondent: str, of: str) -> bool:
        """Say whether what a respondent says of an actor is known: a level, or no relation."""
        answered = self.said.at[respondent, "answered"]
        return answered in ANSWERED and (respondent, of) not in self.silent


@dataclass(frozen=True)
class Reports:
    """The reports of a wave, pair by pair.

    Attributes
    ----------
    pairs : DataFrame
        A row for each pair of which a side reports a tie: actor, other (in the order of the
        actors), actor_says, other_says (float: the rank of the level plus 1; 0, answered and no
        relation; nan, not known), status (one of `REPORT_STATUSES`), discordant (bool: confirmed at
        two levels).
    respondents : Respondents
        Who answered.
    unattributed : int
        Ties that nobody reports, or that another than their two sides does: not in the pairs.
    """

    pairs: pd.DataFrame
    respondents: Respondents
    unattributed: int


def reports(net: NetworkLike, wave: str | None = None) -> Reports:
    """Return what each side of each pair says.

    Parameters
    ----------
    net : NetworkLike
        The network. Where several waves have a day, the ties are those that stand at some moment
        between the first day of the wave and that of the next.
    wave : str, optional
        The wave; by default the last one.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it.
    NotComparable
        If the ties were made of the reports already.
    UnknownWord
        If there is no such wave.
    """
    require_reports(net)
    ties = net.ties[ties_of_wave(net, wave)]
    actors = net.actors["actor"].drop_duplicates()
    who = who_could_say(net, wave)
    by_side = ties["reported_by"].notna() & (
        (ties["reported_by"] == ties["source"]) | (ties["reported_by"] == ties["target"])
    )
    pairs = _pairs(net, ties[by_side], actors)
    found = Reports(pairs, who, int((~by_side).sum()))
    for mine, yours, says in (
        ("actor", "other", "actor_says"),
        ("other", "actor", "other_says"),
    ):
        known = [
            who.could_say(one, two) for one, two in zip(pairs[mine], pairs[yours], strict=True)
        ]
        # a report that stands is known, whoever was asked
        pairs[says] = pairs[says].where(pairs[says].notna() | ~np.array(known, dtype=bool), 0.0)
    one, two = pairs["actor_says"], pairs["other_says"]
    pairs["status"] = status_of(one, two)
    pairs["discordant"] = (one > 0) & (two > 0) & (one != two)
    return found


def who_could_say(net: NetworkLike, wave: str | None = None) -> Respondents:
    """Return who answered at a wave, and the lines left empty.

    Raises
    ------
    UnknownWord
        If there is no such wave.
    """
    asked = respondents_of(net.tables["respondents"], wave)
    inferred = asked.empty
    if inferred:
        asked = pd.DataFrame({"actor": _seen(net), "answered": "complete", "form": None})
        asked["not_answered"] = None
    actors = net.actors["actor"].drop_duplicates()
    said = asked.set_index("actor").reindex(actors)[["answered", "form"]]
    silent = frozenset(
        (str(actor), other)
        for actor, cell in zip(asked["actor"], asked["not_answered"], strict=True)
        if isinstance(cell, str)
        for other in cell.split("; ")
    )
    return Respondents(said, silent, inferred)


def status_of(one: pd.Series, two: pd.Series) -> pd.Series:
    """Return what becomes of reports, of what both sides say: above 0, 0, or nan where unknown.

    Examples
    --------
    >>> nan = float("nan")
    >>> status_of(pd.Series([1, 1, 1.0]), pd.Series([2, 0, nan])).tolist()
    ['confirmed', 'unconfirmed', 'unverifiable']
    """
    both, unknown = (one > 0) & (two > 0), one.isna() | two.isna()
    codes = np.select([both, unknown], ["confirmed", "unverifiable"], "unconfirmed")
    return pd.Series(codes, index=one.index, dtype="str")


def waves_seen(net: NetworkLike) -> dict[str, Period]:
    """Return the waves that the period selected meets, and the stretch of time of each.

    Empty where it meets one only, as on a day, or where the days of waves do not tell them apart:
    all ties are then of one wave.
    """
    seen = net.observed
    periods = wave_periods(net.tables["respondents"])
    if seen is not None:
        periods = {
            wave: period
            for wave, period in periods.items()
            if period.start < seen.end and seen.start < period.end
        }
    return periods if len(periods) > 1 else {}


def ties_of_wave(net: NetworkLike, wave: str | None = None) -> Mask:
    """Say which ties a wave speaks of; all of them where nothing tells (`waves_seen`)."""
    return of_wave(net, net.ties, wave)


def of_wave(net: NetworkLike, rows: pd.DataFrame, wave: str | None = None) -> Mask:
    """Say of which rows, with a start and an end, a wave speaks; of all where nothing tells."""
    periods = waves_seen(net)
    name = wave if wave is not None else last_wave(net.tables["respondents"])
    if name not in periods:
        return np.ones(len(rows), dtype=bool)
    return overlapping(rows, periods[name])


def require_reports(net: NetworkLike) -> None:
    """Refuse a network whose ties are no longer all that both sides report.

    Raises
    ------
    MissingAttribute
        If no tie says who reports it, naming what to fill.
    NotComparable
        If its ties were made of the reports already: what one side said is gone.
    """
    if net.about.rule:
        raise NotComparable("error_already_reported")
    if net.ties.empty:
        needed = (Word("reported_by"),)
        raise MissingAttribute("error_table_needed", table=Word("table_ties"), columns=needed)
    if net.ties["reported_by"].isna().all():
        raise MissingAttribute("error_no_reports")


def _pairs(net: NetworkLike, ties: pd.DataFrame, actors: pd.Series) -> pd.DataFrame:
    """Return each pair that a side reports, with the strongest level that each side says."""
    place = pd.Series(np.arange(len(actors)), index=actors.to_numpy())
    source, target = ties["source"].map(place), ties["target"].map(place)
    low = ties["source"].where(source <= target, ties["target"]).to_numpy()
    high = ties["target"].where(source <= target, ties["source"]).to_numpy()
    rank = ties["level"].map({level: n for n, level in enumerate(net.scale.levels, start=1)})
    frame = pd.DataFrame(
        {
            "actor": low,
            "other": high,
            "mine": (ties["reported_by"].to_numpy() == low),
            "rank": rank.to_numpy(dtype=float),
        }
    )
    frame["actor_says"] = frame["rank"].where(frame["mine"])
    frame["other_says"] = frame["rank"].where(~frame["mine"])
    grouped = frame.groupby(["actor", "other"], sort=False)[["actor_says", "other_says"]].max()
    pairs = grouped.reset_index()
    order = np.lexsort((pairs["other"].map(place), pairs["actor"].map(place)))
    pairs = pairs.iloc[order].reset_index(drop=True)
    return pairs.astype({"actor": "str", "other": "str", "actor_says": float, "other_says": float})


def _seen(net: NetworkLike) -> list[str]:
    """Return those who must have answered: they report a tie, rate or answer."""
    tables = net.tables
    arrows = tables["directed"]
    seen = (
        tables["ties"]["reported_by"],
        arrows.loc[arrows["end_says"].fillna("yes").isin(["yes", "no"]), "reported_by"],
        tables["perceptions"]["rater"],
        tables["answers"]["respondent"],
    )
    return list(dict.fromkeys(pd.concat([one.dropna() for one in seen]).tolist()))


def graph_of_rows(net: NetworkLike, graph: GroupedGraph, rows: Mask) -> GroupedGraph:
    """Return the actors and groups of a graph with the ties that some rows of ties give."""
    ties = net.ties[rows]
    rank = ties["level"].map({level: n for n, level in enumerate(net.scale.levels)})
    groups = pd.Series(named(graph.groups, graph.codes), graph.actors, name=graph.by)
    return GroupedGraph.from_edges(
        ties["source"], ties["target"], groups=groups, rank=rank.to_numpy()
    )
