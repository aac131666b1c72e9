"""Two networks compared in a report: what forbids it, what it rests on, how values are written."""

from __future__ import annotations

import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable
from concertnet.hinges.door import NetworkLike
from concertnet.report.record import Sentence
from concertnet.report.subject import Subject

__all__ = ["compared_pair", "comparison_cautions", "comparison_rests", "measure_written"]

_COUNTS = ("n", "ties", "isolates")
_PERCENT = ("density", "centralisation")


def compared_pair(subject: Subject) -> tuple[NetworkLike, NetworkLike]:
    """Return the network that the report is compared with, and its own; raise without one."""
    if subject.no_other is not None:
        raise subject.no_other
    if subject.other is None:
        raise NotComparable("error_report_no_other")
    return subject.other, subject.now


def comparison_cautions(subject: Subject, row: pd.Series) -> list[Sentence]:
    """Return what forbids to read a row of `compare` as a change, a sentence each."""
    w = subject.w
    one, other = subject.others
    said = []
    rates = row[["response_one", "response_other"]]
    for caution in [] if pd.isna(row["caution"]) else str(row["caution"]).split(JOINED):
        if caution == "response_unknown":
            # of which of the two, or of neither
            caution = "response_unknown" if rates.isna().all() else "response_one_unknown"
        said.append(
            subject.say(
                f"changed_{caution}",
                one=w.percent(row["response_one"]),
                other=w.percent(row["response_other"]),
                which=one if pd.isna(row["response_one"]) else other,
                listed=True,
            )
        )
    return said


def comparison_rests(subject: Subject, row: pd.Series) -> Sentence:
    """Return how many actors stand on both sides, and on one alone."""
    one, other = subject.others
    return subject.say(
        "changed_rests",
        n=int(row["in_both"]),
        one=one,
        other=other,
        only_one=int(row["only_one"]),
        only_other=int(row["only_other"]),
    )


def measure_written(subject: Subject, measure: str, value: float) -> str:
    """Return the value of a measure as a report writes it: a count, a percentage, a number."""
    w = subject.w
    if measure in _COUNTS:
        return w.number(value)
    return w.percent(value, 1) if measure in _PERCENT else w.number(value, 2)
