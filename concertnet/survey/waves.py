"""Waves: the tables of a survey joined to those that were there, each report ended by the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from concertnet.errors import ConcertnetError
from concertnet.tables.spec.schema import TABLES

__all__ = ["HOLDS", "Hold", "held", "joined_waves"]

Hold = Literal["until_next", "day"]
HOLDS = ("until_next", "day")
_DAY = pd.Timedelta(days=1)
_DATED = ("ties", "set_aside", "directed")  # what holds from a wave on
# What tells the rows of a table apart: the same row, read again, is one.
_SAME: Mapping[str, tuple[str, ...]] = {
    "ties": ("source", "target", "level", "start", "reported_by", "theme"),
    "set_aside": ("source", "target", "kind", "start"),
    "directed": ("question", "source", "target", "value", "start", "reported_by", "end_says"),
    "perceptions": ("rater", "rated", "dimension", "wave"),
    "answers": ("respondent", "item", "wave", "person"),
    "respondents": ("actor", "wave", "person"),
    "items": ("item",),
    "aliases": ("alias", "actor"),
    "actors": ("actor", "start"),
}


def held(frame: pd.DataFrame, hold: Hold) -> pd.DataFrame:
    """Return rows that hold their day only, or until the next wave, which is not known yet."""
    if hold == "until_next":
        return frame
    return frame.assign(end=pd.to_datetime(frame["start"]) + _DAY)


def joined_waves(
    before: Mapping[str, pd.DataFrame], survey: Mapping[str, pd.DataFrame], *, hold: Hold
) -> dict[str, pd.DataFrame]:
    """Return the tables that were there with those of a survey.

    Parameters
    ----------
    before : mapping of str to DataFrame
        The tables that were there.
    survey : mapping of str to DataFrame
        Those of the survey.
    hold : {"until_next", "day"}
        Whether reports hold until the next wave, or the day only.

    Returns
    -------
    dict of str to DataFrame
        Every table. A row that was there is not doubled; who answers the same wave again has
        another answer to it in the place of the first.

    Raises
    ------
    ConcertnetError
        If there was a survey and one of the two has no date: nothing tells them apart.
    """
    new_wave = _waves(survey["respondents"])
    old_wave = _waves(before["respondents"])
    both = [frame for frame in (before["respondents"], survey["respondents"]) if len(frame)]
    if len(both) == 2 and new_wave != old_wave and not all(map(_is_dated, both)):
        raise ConcertnetError("error_survey_undated")
    replaced = _without_replaced(before, survey)
    joined = {}
    for name in TABLES:
        old, new = replaced[name], survey.get(name)
        if new is None or not len(new):
            joined[name] = old
            continue
        if name in _DATED:
            new = held(new, hold)
        frame = pd.concat([part for part in (old, new) if len(part)], ignore_index=True)
        keys = [key for key in _SAME[name] if key in frame] if name in _SAME else None
        # what is known of actors, items and names stays; what was answered again is the last
        keep: Literal["first", "last"] = (
            "last" if name in ("respondents", "perceptions", "answers") else "first"
        )
        again = _folded(frame, keys).duplicated(keep=keep)
        joined[name] = frame[~again].reset_index(drop=True)
    if hold == "until_next":
        days = _wave_days(joined["respondents"])
        for name in _DATED:
            joined[name] = _ended(joined[name], days)
    return joined


def _folded(frame: pd.DataFrame, keys: list[str] | None) -> pd.DataFrame:
    """Return the columns by which rows are compared, missing cells alike whatever their type."""
    chosen = frame[keys] if keys is not None else frame
    texts = {name: column.astype(object).map(str) for name, column in chosen.items()}
    return pd.DataFrame({name: text.mask(chosen[name].isna(), "") for name, text in texts.items()})


def _waves(respondents: pd.DataFrame) -> set[str]:
    return set(respondents["wave"].fillna("").astype(str))


def _is_dated(respondents: pd.DataFrame) -> bool:
    """Say whether every wave has a day."""
    waves = respondents["wave"].fillna("")
    return bool(respondents["date"].notna().groupby(waves).any().all())


def _wave_days(respondents: pd.DataFrame) -> np.ndarray:
    """Return the first day of each wave, in order."""
    dates = pd.to_datetime(respondents["date"])
    first = dates.groupby(respondents["wave"].fillna("")).min().dropna()
    return np.unique(first.to_numpy(dtype="datetime64[us]"))


def _ended(frame: pd.DataFrame, days: np.ndarray) -> pd.DataFrame:
    """End reports that are open on the first day of the wave after theirs."""
    starts = pd.to_datetime(frame["start"])
    open_ = frame["end"].isna() & starts.notna()
    if "reported_by" in frame:
        open_ &= frame["reported_by"].notna()
    if not open_.any() or not len(days):
        return frame
    after = np.searchsorted(days, starts[open_].to_numpy(dtype="datetime64[us]"), side="right")
    ends = pd.to_datetime(frame["end"]).copy()
    padded = np.append(days, np.datetime64("NaT"))
    ends[open_] = padded[after]
    return frame.assign(end=ends.astype("datetime64[us]"))


def _without_replaced(
    before: Mapping[str, pd.DataFrame], survey: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Leave out what those who answer again said at the same wave of the same questions."""
    left = dict(before)
    again = _again(before["respondents"], survey["respondents"])
    if not again:
        return left
    days = _wave_days(pd.concat([before["respondents"], survey["respondents"]]))
    windows = _windows(survey["respondents"], days)
    for name, of in (("ties", "theme"), ("directed", "question")):
        new = survey.get(name)
        if new is None or not len(new):
            continue
        old = left[name]
        about = old[of].fillna("").isin(set(new[of].fillna("")))
        starts = pd.to_datetime(old["start"])
        there = np.zeros(len(old), dtype=bool)
        for start, end in windows:
            there |= (
                starts.isna() if start is pd.NaT else (starts >= start) & (starts < end)
            ).to_numpy()
        gone = about & there & old["reported_by"].isin(again)
        left[name] = old[~gone].reset_index(drop=True)
    return left


def _again(before: pd.DataFrame, survey: pd.DataFrame) -> set[str]:
    """Return those who answer at a wave where they had answered."""
    said = survey[survey["answered"] != "none"]
    keys = set(zip(before["actor"], before["wave"].fillna(""), strict=True))
    pairs = zip(said["actor"], said["wave"].fillna(""), strict=True)
    return {actor for actor, wave in pairs if (actor, wave) in keys}


def _windows(survey: pd.DataFrame, days: np.ndarray) -> list[tuple]:
    """Return the stretch of time of each wave of a survey."""
    found: list[tuple] = []
    dates = pd.to_datetime(survey["date"])
    for _, some in dates.groupby(survey["wave"].fillna("")):
        if some.isna().all():
            found.append((pd.NaT, pd.NaT))
            continue
        first = days[max(0, np.searchsorted(days, np.datetime64(some.min()), side="right") - 1)]
        later = days[days > first]
        end = pd.Timestamp(later[0]) if len(later) else pd.Timestamp.max
        found.append((pd.Timestamp(first), end))
    return found
