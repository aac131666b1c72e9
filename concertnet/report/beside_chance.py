"""A pair of sectors in a sentence: its ties beside those that chance would give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from concertnet.grammar import p_in_words
from concertnet.report.record import Sentence
from concertnet.report.subject import Subject

__all__ = ["pair_beside_chance"]


def pair_beside_chance(
    subject: Subject, key: str, row: Mapping[Any, Any], *, listed: bool = False
) -> Sentence:
    """Say the ties of a pair of sectors beside chance."""
    w = subject.w
    one, other = (subject.of_sector(row[column]) for column in ("group", "other_group"))
    within = row["group"] == row["other_group"]
    return subject.say(
        key,
        n=int(row["ties"]),
        sector=one,
        other=other,
        where=w("report_within" if within else "report_between", sector=one, other=other),
        expected=w.number(row["expected"], 1),
        p=p_in_words(row["p_value"], w, adjusted=True),
        listed=listed,
    )
