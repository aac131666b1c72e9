"""The twelve conditions in sentences: what the tables say, what members answered, and no total."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from concertnet.maps.figures.conditions import told_fact
from concertnet.maps.paper.style import group_order
from concertnet.measures.conditions.profile import ConditionProfile
from concertnet.words import Words

__all__ = ["ToldCondition", "told_cautions", "told_conditions"]

# What is said under all of the conditions, when it holds of one: the rest stands with its row.
_OF_ALL = (
    "perceived", "few_raters", "unknown_group", "unanimous", "no_scale", "not_validated",
    "self_evaluation",
)  # fmt: skip


@dataclass(frozen=True)
class ToldCondition:
    """One condition in words.

    Attributes
    ----------
    number : int
        1 to 12, as in the source: an order, not a rank.
    name : str
        What it asks.
    fact, answers : str
        What the tables say of it, and what members answered, each with its full stop.
    """

    number: int
    name: str
    fact: str
    answers: str


def told_conditions(w: Words, profile: ConditionProfile) -> list[ToldCondition]:
    """Return the twelve conditions in words, in the order of the source.

    Parameters
    ----------
    w : Words
        The language.
    profile : ConditionProfile
        What is known of them.
    """
    return [
        ToldCondition(
            int(row["condition"]),
            w[f"condition_{row['condition']}"],
            _ended(told_fact(w, row)),
            _ended(_answers(w, profile, row)),
        )
        for row in profile.table.to_dict("records")
    ]


def told_cautions(w: Words, profile: ConditionProfile) -> list[str]:
    """Return what must be said of the answers together, each once."""
    said = profile.table["answer_caution"].dropna().str.split("; ").explode()
    held = set(said)
    texts = [w[f"caution_{key}"] for key in _OF_ALL if key in held]
    if everywhere := _hidden_everywhere(profile):
        texts[texts.index(w["caution_few_raters"])] = _not_shown(w, everywhere, profile)
    return [_ended(text) for text in texts]


def _hidden(cells: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the groups of which nothing is shown in a condition, then only some of its items."""
    few = set(cells.loc[cells["hidden"].notna(), "group"].astype(str))
    told = cells["item"].isna() & cells["median"].notna()
    shown = set(cells.loc[told, "group"].astype(str))
    return group_order(few - shown), group_order(few & shown)


def _hidden_everywhere(profile: ConditionProfile) -> list[str]:
    """Return the groups that are not shown, where these are the same in every condition."""
    found = [_hidden(cells)[0] for _, cells in profile.answers.groupby("condition")]
    return found[0] if len(found) > 1 and all(one == found[0] for one in found) else []


def _not_shown(w: Words, groups: list[str], profile: ConditionProfile) -> str:
    names = w.join([w.get(one, one) for one in groups])
    return w("told_answers_hidden", names=names, n=len(groups), min=profile.min_raters)


def _ended(text: str) -> str:
    text = text.rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _answers(w: Words, profile: ConditionProfile, row: Mapping[Hashable, Any]) -> str:
    """Return what members answered, on the steps of their own scale where there is one."""
    keys = str(row["answer_caution"]).split("; ")
    empty = next((key for key in ("no_item", "no_answer") if key in keys), None)
    if empty is not None:
        return w[f"caution_{empty}"]
    cells = profile.answers[profile.answers["condition"] == row["condition"]]
    by_item = cells[cells["item"].notna()]
    scales = by_item[["scale_min", "scale_max"]].drop_duplicates()
    low, high = scales.iloc[0] if len(scales) == 1 else (0.0, 1.0)
    key = "scale" if len(scales) == 1 else "ends"

    def step(median: float) -> str:
        digits = 1 if len(scales) == 1 else 2
        at = round(low + median * (high - low), digits)
        return w.number(at, digits=0 if at == int(at) else digits)

    parts = []
    if pd.notna(row["median"]):
        ends = {"low": w.number(low), "high": w.number(high)}
        told = {"n": int(row["answers"]), "median": step(row["median"]), **ends}
        parts.append(w(f"told_answers_{key}", **told))
    if pd.notna(row["low_median"]) and row["low_median"] < row["high_median"]:
        named = [row["low_group"], row["high_group"]]
        told = {"low": step(row["low_median"]), "high": step(row["high_median"])}
        if all(isinstance(one, str) for one in named):
            sectors = [w.get(one, one) for one in named]
            told |= {"low_sector": sectors[0], "high_sector": sectors[1]}
            parts.append(w("told_answers_apart", **told))
        else:
            parts.append(w("told_answers_spread", **told))
    elif pd.notna(row["low_median"]):
        parts.append(w["told_answers_alike"])
    out, partly = _hidden(cells)
    if out and out != _hidden_everywhere(profile):
        parts.append(_not_shown(w, out, profile))
    if partly:
        names = w.join([w.get(one, one) for one in partly])
        parts.append(w("told_answers_hidden_items", names=names, min=profile.min_raters))
    return w["semicolon"].join(parts) if parts else w["caution_no_answer"]
