"""The answers of a wave as numbers: who, to which item, on which step, and with which weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from concertnet.hinges.arrays import Positions, Values, first_of_each, positions
from concertnet.hinges.door import By, NetworkLike
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.survey_waves import SurveyWave, groups_of_wave, wave_of
from concertnet.tables.cells.steps import answers_as_steps, scales_of

__all__ = ["ItemAnswers", "item_answers"]


@dataclass(frozen=True, eq=False)
class ItemAnswers:
    """Answers to items, one organisation counting once whatever the number of its persons.

    Attributes
    ----------
    items : DataFrame
        The items that have an answer at this wave or are in the codebook, in its order, then as
        they come: index item; text_fr, text_en, condition, dimension, instrument, reversed (bool),
        low, high (the scale; where none is declared, the observed range), declared (bool).
    graph : GroupedGraph
        The actors and their groups.
    wave : SurveyWave
        The wave.
    item, actor, rater : ndarray of int64
        For each answer, in the order of items: places of its item, of its actor, and a number for
        the person who answers.
    value, weight : ndarray of float
        Its step, and one over the number of answers that the actor gave to the item.
    respondents : ndarray of int64
        Places of the actors with a row at this wave, an answer or none.
    """

    items: pd.DataFrame
    graph: GroupedGraph
    wave: SurveyWave
    item: Positions
    actor: Positions
    rater: Positions
    value: Values
    weight: Values
    respondents: Positions

    def rescaled(self) -> Values:
        """Return each answer from 0 (weakest) to 1 (strongest); nan where an item has no range."""
        low, high = (self.items[name].to_numpy(float)[self.item] for name in ("low", "high"))
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(high > low, (self.value - low) / (high - low), np.nan)
        return np.where(self.items["reversed"].to_numpy(bool)[self.item], 1 - shares, shares)


def item_answers(net: NetworkLike, by: By = None, wave: str | None = None) -> ItemAnswers:
    """Return the answers of a wave; by default the last one.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute `by`.
    UnknownWord
        If there is no such wave.
    """
    tables = net.tables
    found = wave_of(net, "answers", wave)
    graph = groups_of_wave(net, by, found)
    table, book = tables["answers"], tables["items"]
    if not found.rows.all():
        table = table[found.rows]
    values = answers_as_steps(table, book).values
    items = _items(book, table["item"])
    item = positions(table["item"], pd.Index(items.index))
    actor = positions(table["respondent"], pd.Index(graph.actors))
    person = pd.factorize(table["person"])[0].astype(np.int64)
    rater = actor * (int(person.max(initial=-1)) + 2) + person + 1
    known = (actor >= 0) & (item >= 0)
    respondents = np.flatnonzero(np.bincount(actor[known], minlength=graph.n))
    kept = np.flatnonzero(known & ~np.isnan(values))
    cell = item[kept] * max(graph.n, 1) + actor[kept]
    order = np.argsort(cell, kind="stable")
    kept, cell = kept[order], cell[order]
    item, actor, value = item[kept], actor[kept], values[kept]
    times = np.diff(first_of_each(cell), append=len(cell))
    weight = 1 / np.repeat(times, times)
    items = _observed_range(items, item, value)
    return ItemAnswers(items, graph, found, item, actor, rater[kept], value, weight, respondents)


def _items(book: pd.DataFrame, answered: pd.Series) -> pd.DataFrame:
    """Return the codebook, then the items that it lacks, in the order of their first answer."""
    listed = book.drop_duplicates("item").set_index("item")
    scales = scales_of(listed)
    names = ["text_fr", "text_en", "condition", "dimension", "instrument"]
    items = listed[names].join(scales)
    items["reversed"] = listed["reversed"].fillna(False).astype(bool)
    others = [item for item in answered.dropna().unique() if item not in items.index]
    items = items.reindex([*items.index, *others])
    items["reversed"] = items["reversed"].fillna(False).astype(bool)
    items["declared"] = items["low"].notna() & items["high"].notna()
    return items.rename_axis("item")


def _observed_range(items: pd.DataFrame, item: Positions, value: Values) -> pd.DataFrame:
    """Return the items, those without a declared scale being given the range of their answers."""
    by_item = pd.Series(value).groupby(item)
    for name, found in (("low", by_item.min()), ("high", by_item.max())):
        observed = found.reindex(range(len(items))).to_numpy(float)
        items[name] = items[name].where(items[name].notna(), observed)
    return items
