"""Answers to the items of an instrument, read on the scale that the item declares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.tables.cells.column import says_nothing
from concertnet.tables.cells.numbers import as_number
from concertnet.tables.spec.schema import TABLES
from concertnet.words import normalise, synonyms

__all__ = ["AnswersAsSteps", "answers_as_steps", "dimension_scales", "scales_of", "steps_of"]


@dataclass(frozen=True, eq=False)
class AnswersAsSteps:
    """Answers as numbers.

    Attributes
    ----------
    values : ndarray of float
        One per row; nan where nothing was answered, or nothing that can be read.
    unread : ndarray of bool
        Rows whose item declares a scale on which the text is no step.
    outside : ndarray of bool
        Rows that are off the scale of their item.
    """

    values: npt.NDArray[np.float64]
    unread: npt.NDArray[np.bool_]
    outside: npt.NDArray[np.bool_]


def steps_of(labels: object) -> dict[str, float] | None:
    """Return the step of each label, of a text such as ``1=A|2=B|3=C``; None if it is no such text.

    Examples
    --------
    >>> steps_of("1=A|2=B|3=C"), steps_of(None), steps_of("A to C")
    ({'a': 1.0, 'b': 2.0, 'c': 3.0}, {}, None)
    """
    if not isinstance(labels, str) or not labels.strip():
        return {}
    found: dict[str, float] = {}
    for part in labels.split("|"):
        number, equal, label = part.partition("=")
        step = as_number(number)
        if not equal or step is None or not normalise(label):
            return None
        found[normalise(label)] = step
    return found


def scales_of(items: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest and the highest step of each row of items, read from its labels if need be.

    Examples
    --------
    >>> rows = {"scale_min": [1.0, np.nan], "scale_max": [5.0, np.nan], "labels": [None, "1=A|3=C"]}
    >>> scales_of(pd.DataFrame(rows)).to_numpy().tolist()
    [[1.0, 5.0], [1.0, 3.0]]
    """
    low, high = (
        items[name].to_numpy(dtype=float, copy=True) for name in ("scale_min", "scale_max")
    )
    for at, labels in enumerate(items["labels"]):
        if steps := steps_of(labels):
            low[at] = min(steps.values()) if np.isnan(low[at]) else low[at]
            high[at] = max(steps.values()) if np.isnan(high[at]) else high[at]
    return pd.DataFrame({"low": low, "high": high}, index=items.index)


def answers_as_steps(answers: pd.DataFrame, items: pd.DataFrame) -> AnswersAsSteps:
    """Return the answers as numbers, those of an item with labels by its labels.

    Parameters
    ----------
    answers : DataFrame
        The table of answers: item, answer.
    items : DataFrame
        The codebook; an item that it lacks, or that declares no scale, has numbers only.
    """
    scales = scales_of(items)
    book = {
        str(item): (steps_of(labels) or {}, low, high)
        for item, labels, low, high in zip(
            items["item"], items["labels"], scales["low"], scales["high"], strict=True
        )
    }
    item, item_names = pd.factorize(answers["item"])
    text, texts = pd.factorize(answers["answer"])
    # a word is read once for each item, however many give it
    pair, distinct = pd.factorize(item.astype(np.int64) * (len(texts) + 1) + (text + 1))
    read = np.full((len(distinct), 3), np.nan)
    for place, key in enumerate(distinct.tolist()):
        of, code = divmod(key, len(texts) + 1)
        if code and of >= 0:
            read[place] = _read(str(texts[code - 1]), book.get(str(item_names[of])))
    found = read[pair].reshape(-1, 3)
    return AnswersAsSteps(found[:, 0], found[:, 1] == 1, found[:, 2] == 1)


def _read(
    text: str, scale: tuple[dict[str, float], float, float] | None
) -> tuple[float, bool, bool]:
    """Return the value of a text, whether it cannot be read, whether it is off the scale."""
    steps, low, high = scale or ({}, np.nan, np.nan)
    value = steps.get(normalise(text))
    if value is None:
        value = as_number(text)
    if value is None:
        declared = bool(steps) or not np.isnan([low, high]).all()
        return np.nan, declared and not says_nothing(text), False
    outside = bool(value < low or value > high)
    return (np.nan if outside else value), False, outside


def dimension_scales(items: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return the scale of each dimension of perceptions that a row of items without text declares.

    One of the usual dimensions by its key, another one as it is written.

    Examples
    --------
    >>> row = {"item": ["L"], "text_fr": [None], "text_en": [None], "dimension": ["Légitimité"],
    ...        "scale_min": [1.0], "scale_max": [4.0], "labels": [None]}
    >>> dimension_scales(pd.DataFrame(row))
    {'legitimacy': (1.0, 4.0)}
    """
    rows = items[items["dimension"].notna() & items[["text_fr", "text_en"]].isna().all(axis=1)]
    lows, highs = scales_of(rows).to_numpy().T
    found: dict[str, tuple[float, float]] = {}
    for word, low, high in zip(rows["dimension"], lows, highs, strict=True):
        meant = normalise(word)
        name = next((d for d in _DIMENSIONS if meant in synonyms(d)), str(word))
        if low < high:
            found.setdefault(name, (float(low), float(high)))
    return found


_DIMENSIONS = TABLES["perceptions"]["dimension"].values
