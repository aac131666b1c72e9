"""The rules of answers and scores: each stands on the scale that its item or dimension declares."""

from __future__ import annotations

import numpy as np

from concertnet.tables.cells.sheets import PlacedTable, PlacedTables
from concertnet.tables.cells.steps import answers_as_steps, dimension_scales, scales_of, steps_of
from concertnet.tables.spec.problems import Problem

__all__ = ["off_scale"]

_CONDITIONS = 12


def off_scale(tables: PlacedTables) -> list[Problem]:
    """Return every problem of the codebook, of the answers and of the scores read by it."""
    items, answers, perceptions = (tables[name] for name in ("items", "answers", "perceptions"))
    problems: list[Problem] = []
    if len(items.frame):
        problems += _codebook(items)
    if len(answers.frame):
        problems += _answers(answers, items)
    if len(perceptions.frame):
        problems += _scores(perceptions, items)
    return problems


def _codebook(items: PlacedTable) -> list[Problem]:
    frame = items.frame
    unreadable = np.flatnonzero([steps_of(labels) is None for labels in frame["labels"]])
    problems = items.each(
        "error", "item_labels", unreadable, "labels", value=lambda at: frame["labels"].iloc[at]
    )
    condition = frame["condition"]
    wrong = condition.notna() & ~condition.isin(range(1, _CONDITIONS + 1))
    problems += items.each(
        "error", "item_condition", np.flatnonzero(wrong), "condition",
        value=lambda at: f"{condition.iloc[at]:g}",
    )  # fmt: skip
    low, high = scales_of(frame).to_numpy().T
    flat = np.flatnonzero(low >= high)
    problems += items.each(
        "error", "item_scale", flat, "scale_max", value=lambda at: f"{high[at]:g}"
    )
    turned = frame["reversed"].fillna(False).to_numpy(bool) & (np.isnan(low) | np.isnan(high))
    named = frame["item"]
    return problems + items.each(
        "error", "item_reversed", np.flatnonzero(turned), "reversed",
        item=lambda at: named.iloc[at],
    )  # fmt: skip


def _answers(answers: PlacedTable, items: PlacedTable) -> list[Problem]:
    frame, book = answers.frame, items.frame
    read = answers_as_steps(frame, book)
    scales = dict(zip(book["item"], scales_of(book).to_numpy().tolist(), strict=True))
    said = {
        "value": lambda at: frame["answer"].iloc[at],
        "item": lambda at: frame["item"].iloc[at],
        "low": lambda at: scales[frame["item"].iloc[at]][0],
        "high": lambda at: scales[frame["item"].iloc[at]][1],
    }
    problems = [
        problem
        for code, rows in (("answer_outside", read.outside), ("answer_unread", read.unread))
        for problem in answers.each("error", code, np.flatnonzero(rows), "answer", **said)
    ]
    if len(book):
        unknown = ~frame["item"].isin(book["item"]) & frame["item"].notna()
        first = np.flatnonzero(unknown & ~frame["item"].duplicated())
        problems += answers.each(
            "warning", "item_unlisted", first, "item", value=lambda at: frame["item"].iloc[at]
        )
    return problems


def _scores(perceptions: PlacedTable, items: PlacedTable) -> list[Problem]:
    frame = perceptions.frame
    problems: list[Problem] = []
    for dimension, (low, high) in dimension_scales(items.frame).items():
        of = (frame["dimension"] == dimension).to_numpy(bool)
        outside = of & ((frame["score"] < low) | (frame["score"] > high)).to_numpy(bool)
        problems += perceptions.each(
            "error", "score_outside", np.flatnonzero(outside), "score",
            value=lambda at: f"{frame['score'].iloc[at]:g}", low=low, high=high,
        )  # fmt: skip
    return problems
