"""Who was asked at a wave of a survey, and who answered."""

from __future__ import annotations

import pandas as pd

from concertnet.errors import UnknownWord

__all__ = ["ANSWERED", "answered_share", "last_wave", "respondents_of"]

ANSWERED = ("complete", "partial")
_ORDER = {"none": 0, "partial": 1, "complete": 2}


def last_wave(respondents: pd.DataFrame) -> pd.DataFrame:
    """Return the respondents of the last wave, an actor once; all of them where no wave is named.

    The last wave is that of the latest date; without dates, the last in the order of the text. Of
    the persons of one actor, the fullest answer counts.
    """
    return respondents_of(respondents, None)


def respondents_of(respondents: pd.DataFrame, wave: str | None) -> pd.DataFrame:
    """Return the respondents of a wave, an actor once.

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


def answered_share(answered: pd.Series) -> float:
    """Return the share of those asked who answered, in part or wholly; nan when nobody was asked.

    Examples
    --------
    >>> answered_share(pd.Series(["complete", "partial", "none", "complete"]))
    0.75
    """
    return float(answered.isin(ANSWERED).mean())
