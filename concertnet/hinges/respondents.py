"""Who was asked at a wave of a survey, and who answered."""

from __future__ import annotations

import pandas as pd

from concertnet.errors import UnknownWord
from concertnet.tables.spec.about import About

__all__ = ["ANSWERED", "answered_by", "answered_of", "respondents_of"]

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
    if wave is None and len(waves):
        order = respondents[["wave", "date"]].dropna(subset=["wave"])
        order = order.groupby("wave")["date"].max().reset_index()
        wave = order.sort_values(["date", "wave"], na_position="first")["wave"].iloc[-1]
    elif wave is not None and wave not in set(waves):
        known = tuple(sorted(waves.unique()))
        raise UnknownWord("error_unknown_wave", value=wave, known=known)
    asked = respondents if wave is None else respondents[respondents["wave"] == wave]
    fullest = asked["answered"].map(_ORDER).sort_values(ascending=False, kind="stable")
    return asked.loc[fullest.index].drop_duplicates("actor").sort_index()


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
