"""Who was asked at a wave of a survey, and who answered."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.hinges.arrays import Counts, Mask
from concertnet.hinges.door import By, NetworkLike, hinge
from concertnet.hinges.sittings import actor_groups
from concertnet.tables.cells.dates import Period
from concertnet.tables.spec.about import About

__all__ = [
    "ANSWERED",
    "AnswerCounts",
    "answer_counts",
    "answered_by",
    "answered_of",
    "last_wave",
    "respondents_of",
    "unknown_wave",
    "wave_periods",
]

ANSWERED = ("complete", "partial")
_ORDER = {"none": 0, "partial": 1, "complete": 2}


def respondents_of(respondents: pd.DataFrame, wave: str | None) -> pd.DataFrame:
    """Return the respondents of a wave, an actor once, by the fullest answer of its persons.

    The last wave is that of the latest date; without dates, the last in the order of the text.
    Where no wave is named, all of them are of one.

    Parameters
    ----------
    respondents : DataFrame
        The table of respondents.
    wave : str, optional
        The wave; the last one by default.

    Raises
    ------
    UnknownWord
        If nobody was asked at such a wave.
    """
    waves = respondents["wave"].dropna()
    if wave is None:
        wave = last_wave(respondents)
    elif wave not in set(waves):
        raise unknown_wave(wave, waves.unique())
    asked = respondents if wave is None else respondents[respondents["wave"] == wave]
    fullest = asked["answered"].map(_ORDER).sort_values(ascending=False, kind="stable")
    return asked.loc[fullest.index].drop_duplicates("actor").sort_index()


class AnswerCounts(NamedTuple):
    """Who was asked at a wave, and who answered, by group.

    Attributes
    ----------
    groups : tuple of hashable
        The groups, in their order.
    by : str
        What they are.
    asked, complete, partial : ndarray of int64, shape (groups,)
        Actors asked, and those whose fullest answer is complete, or partial.
    """

    groups: tuple[Hashable, ...]
    by: str
    asked: Counts
    complete: Counts
    partial: Counts


@hinge
def answer_counts(net: NetworkLike, by: By, wave: str | None) -> AnswerCounts:
    """Count the respondents of a wave by group; those of unknown group are left out.

    Raises
    ------
    UnknownWord
        If nobody was asked at such a wave.
    """
    graph = actor_groups(net, by)
    asked = respondents_of(net.tables["respondents"], wave)
    codes = pd.Series(graph.codes, index=graph.actors).reindex(asked["actor"]).to_numpy()

    def count(there: Mask) -> Counts:
        kept = codes[there]
        return np.bincount(kept[kept >= 0].astype(int), minlength=len(graph.groups))

    answered = asked["answered"].to_numpy()
    each = (answered == answered, answered == "complete", answered == "partial")
    return AnswerCounts(graph.groups, graph.by, *map(count, each))


def unknown_wave(wave: str, waves: Iterable[str]) -> UnknownWord:
    """Return the error that names the waves there are."""
    return UnknownWord("error_unknown_wave", value=wave, known=tuple(sorted(waves)))


def last_wave(respondents: pd.DataFrame) -> str | None:
    """Return the wave of the latest date, None where no wave is named.

    Examples
    --------
    >>> asked = pd.DataFrame({"wave": ["fall", "winter"], "date": pd.to_datetime(["2025", None])})
    >>> last_wave(asked)
    'fall'
    """
    order = respondents[["wave", "date"]].dropna(subset=["wave"])
    if order.empty:
        return None
    order = order.groupby("wave")["date"].max().reset_index()
    return order.sort_values(["date", "wave"], na_position="first")["wave"].iloc[-1]


def wave_periods(respondents: pd.DataFrame) -> dict[str, Period]:
    """Return the stretch of time that each wave speaks of: from its first day to that of the next.

    The first one speaks of all that was before, the last one of all that comes after. Empty where
    there are not two waves, or their days do not tell them apart: nothing then is of one of them.

    Examples
    --------
    >>> asked = pd.DataFrame({"wave": ["fall", "spring"], "date": pd.to_datetime(["2025", "2024"])})
    >>> {wave: period.end.year for wave, period in wave_periods(asked).items()}
    {'spring': 2025, 'fall': 2262}
    """
    first = pd.to_datetime(respondents["date"]).groupby(respondents["wave"]).min().sort_values()
    if len(first) < 2 or first.isna().any() or first.duplicated().any():
        return {}
    days = [pd.Timestamp.min, *first.iloc[1:], pd.Timestamp.max]
    return {
        str(wave): Period(start, end)
        for wave, start, end in zip(first.index, days[:-1], days[1:], strict=True)
    }


def answered_of(respondents: pd.DataFrame, about: About) -> tuple[int, int] | None:
    """Return how many actors answered, in part or wholly, and how many were asked.

    Respondents of the last wave say it; where there are none, what is said of the network; None
    where neither does.

    Examples
    --------
    >>> none = pd.DataFrame({"wave": [], "date": [], "answered": [], "actor": []})
    >>> answered_of(none, About(invited=4, responded=3))
    (3, 4)
    """
    asked = respondents_of(respondents, None)
    if len(asked):
        return int(asked["answered"].isin(ANSWERED).sum()), len(asked)
    if not about.invited or about.responded is None:
        return None
    return about.responded, about.invited


def answered_by(respondents: pd.DataFrame, groups: pd.Series) -> list[tuple[object, int, int]]:
    """Return, of each group asked at the last wave, how many answered and how many were asked.

    Parameters
    ----------
    respondents : DataFrame
        The table of respondents.
    groups : Series
        The group of each actor; missing where it is unknown.

    Returns
    -------
    list of (group, answered, asked)
        In alphabetical order; those of unknown group last, as None.

    Examples
    --------
    >>> asked = pd.DataFrame({"actor": ["a", "b", "c"], "answered": ["complete", "none", "partial"],
    ...                       "wave": None, "date": None})
    >>> answered_by(asked, pd.Series({"a": "private", "b": "private", "c": None}))
    [('private', 1, 2), (None, 1, 1)]
    """
    asked = respondents_of(respondents, None)
    group = asked["actor"].map(groups)
    answered = asked["answered"].isin(ANSWERED)
    counts = answered.groupby(group).agg(["sum", "size"])
    found: list[tuple[object, int, int]] = [
        (name, int(n), int(of)) for name, n, of in counts.itertuples()
    ]
    unknown = group.isna()
    if unknown.any():
        found.append((None, int(answered[unknown].sum()), int(unknown.sum())))
    return found
