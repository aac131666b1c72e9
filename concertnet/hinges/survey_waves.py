"""The waves of a survey: which rows are of one, on which day, and where actors then were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import is_known, named
from concertnet.hinges.respondents import respondents_of
from concertnet.hinges.sittings import actor_groups
from concertnet.tables.cells.dates import read_date

__all__ = ["SurveyWave", "groups_of_wave", "respondents_of_wave", "wave_of"]


@dataclass(frozen=True, eq=False)
class SurveyWave:
    """The rows of a table that are of one wave.

    Attributes
    ----------
    name : str or None
        The wave; None where no row names one.
    day : Timestamp or None
        When it was, if that is known.
    rows : ndarray of bool
        The rows of the table that are of it.
    """

    name: str | None
    day: pd.Timestamp | None
    rows: npt.NDArray[np.bool_]


def wave_of(net: NetworkLike, table: str, wave: str | None = None) -> SurveyWave:
    """Return a wave of the answers or perceptions; by default the last one.

    The last is that of the latest day: the one of its respondents, else the day that its name
    writes (*2024*, *2024-06*). Waves without a day come before the others, in the order of the
    text. Where waves are named, a row that names none is of no wave.

    Raises
    ------
    UnknownWord
        If no row is of such a wave.
    """
    column = net.tables[table]["wave"]
    known = sorted(column.dropna().unique())
    if not known and wave is None:
        return SurveyWave(None, None, np.ones(len(column), dtype=bool))
    days = {name: _day(net, name) for name in known}
    if wave is None:
        never = pd.Timestamp.min
        wave = max(known, key=lambda name: (never if (day := days[name]) is None else day, name))
    elif wave not in days:
        raise UnknownWord("error_unknown_wave", value=wave, known=tuple(known) or "–")
    return SurveyWave(wave, days[wave], (column == wave).to_numpy(bool))


def _day(net: NetworkLike, wave: str) -> pd.Timestamp | None:
    asked = net.tables["respondents"]
    day = asked.loc[asked["wave"] == wave, "date"].max()
    return read_date(wave).instant if pd.isna(day) else day


def groups_of_wave(net: NetworkLike, by: By, wave: SurveyWave) -> GroupedGraph:
    """Return the actors in the groups where they were on the day of a wave, else in their latest.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    """
    graph = actor_groups(net, by)
    moved = bool(net.actors["actor"].duplicated().any())
    observed, day = net.observed, wave.day
    if not moved or day is None or observed is None or not isinstance(by, str | None):
        return graph
    if not observed.start <= day < observed.end:
        return graph
    then = actor_groups(net.at(day), by)
    labels = dict(zip(graph.actors, named(graph.groups, graph.codes), strict=True))
    labels |= {
        actor: group
        for actor, group in zip(then.actors, named(then.groups, then.codes), strict=True)
        if is_known(group)
    }
    return graph.regrouped(pd.Series(labels, dtype=object, name=graph.by))


def respondents_of_wave(net: NetworkLike, wave: SurveyWave) -> pd.DataFrame:
    """Return who was asked at a wave, each actor once; no row where no table says it."""
    asked = net.tables["respondents"]
    if wave.name is not None and asked["wave"].notna().any():
        if wave.name not in set(asked["wave"]):
            return asked.iloc[:0]
        return respondents_of(asked, wave.name)
    return respondents_of(asked, None)
