"""Tests and intervals, when they are asked for: regression of ties, differences, how far a value.

A regression tells which pairs are tied more often, not why: an association, neither an effect nor
a grade.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.grammar import p_in_words
from concertnet.measures.inference.density import density
from concertnet.measures.inference.interval import FEW_FOR_ERRORS, interval
from concertnet.measures.inference.mrqap import Mrqap, mrqap, require_independent
from concertnet.measures.inference.pair_covariates import pair_data
from concertnet.measures.overview.compare import FEW_ACTORS, compare
from concertnet.measures.segregation.ei import ei_index
from concertnet.report.compared import (
    compared_pair,
    comparison_cautions,
    comparison_rests,
    measure_written,
)
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import LEAST_KNOWN, MOST_REGRESSED, RARE

__all__ = ["inference_section"]

_TERMS = ("same_sector", "same_territory", "shared_instances")
# Why a term is not in the regression, by what its pairs raise.
_WITHOUT = {
    "error_terms_constant": "constant",
    "error_terms_collinear": "collinear",
    "error_few_pairs": "few_pairs",
}
_MEASURES = (density, ei_index)


def inference_section(subject: Subject) -> ReportSection:
    """Return the section of tests and intervals."""
    compares = subject.other is not None or subject.no_other is not None
    parts = (_regression, _differences, _intervals) if compares else (_regression, _intervals)
    terms = ("measure_mrqap", "measure_density", "measure_ei_index", "confidence_interval")
    return section(subject, "inference", parts, terms=terms)


# -- regression of ties ---------------------------------------------------------------------------


def _regression(subject: Subject) -> ReportPart:
    w = subject.w
    subject.require_ties()
    if subject.graph.n > MOST_REGRESSED:
        raise NotComparable(
            "error_report_inference_large", actors=subject.graph.n, most=MOST_REGRESSED
        )
    on, without = _terms(subject)
    title = w["report_part_inference_regression"]
    if not on:
        return ReportPart(title, (*without, subject.say("inference_no_term")))
    found = mrqap(subject.now, on=on, draws=subject.draws, seed=subject.seed)
    if found.terms["estimate"].isna().all():
        raise NotComparable("error_report_inference_flat")
    said = [_rests(subject, found), _draws(subject, found)]
    if left_out := found.left_out["actor"].nunique():
        said.append(subject.say("inference_left_out", n=left_out))
    if found.n < FEW_ACTORS:
        said.append(subject.say("inference_few"))
    said += [_told(subject, found, name, word, alone=len(on) == 1) for name, word in on.items()]
    said += without
    table = subject.table(
        "inference_regression", _points(found), note=w["report_inference_regression_note"]
    )
    return ReportPart(title, tuple(said), (table,))


def _terms(subject: Subject) -> tuple[dict[str, str], list[Sentence]]:
    """Return the terms that can be tested, by name, and why each of the others cannot."""
    w, on, said = subject.w, {}, []
    for word in _TERMS:
        name = w[f"report_inference_{word}"]
        if why := _why_not(subject, on, name, word):
            said.append(subject.say(f"inference_without_{why}", term=name, listed=True))
        else:
            on[name] = word
    return on, said


def _why_not(subject: Subject, on: dict[str, str], name: str, word: str) -> str:
    """Return why a term cannot join others, by the end of its sentence's key; "" if it can."""
    if word == "shared_instances" and not len(subject.now.seats):
        return "no_seat"
    try:
        if pair_data(subject.now, {name: word}).n < LEAST_KNOWN * subject.graph.n:
            return "unknown"
        require_independent(pair_data(subject.now, {**on, name: word}))
    except MissingAttribute:
        return "unknown"
    except NotComparable as error:
        if error.key not in _WITHOUT:
            raise
        return _WITHOUT[error.key]
    return ""


def _rests(subject: Subject, found: Mrqap) -> Sentence:
    return subject.say(
        "inference_rests",
        n=found.ties,
        pairs=found.pairs,
        actors=found.n,
        r_squared=subject.w.percent(found.r_squared, 1),
        see=["table_inference_regression"],
    )


def _draws(subject: Subject, found: Mrqap) -> Sentence:
    # few actors have fewer orders than draws: all of them are taken
    key = "inference_draws" if found.draws == subject.draws else "inference_every_order"
    return subject.say(key, draws=found.draws, seed=str(subject.seed))


def _told(subject: Subject, found: Mrqap, name: str, word: str, *, alone: bool) -> Sentence:
    w, row = subject.w, found.terms.to_dict("index")[name]
    estimate, p = float(row["estimate"]), float(row["p_value"])
    if pd.isna(p):
        return subject.say("inference_untested", term=name, listed=True)
    side = "usual" if p >= RARE else "more" if estimate > 0 else "fewer"
    return subject.say(
        f"inference_{word}_{side}",
        besides="" if alone else w["report_inference_besides"],
        points=_in_points(subject, estimate if side == "usual" else abs(estimate)),
        p=p_in_words(p, w),
        listed=True,
        finding=side != "usual",
    )


def _in_points(subject: Subject, share: float) -> str:
    # the plural is that of the number as it is written
    points = round(100 * share, 1)
    return subject.w("report_points", n=abs(points), points=subject.w.number(points, 1))


def _points(found: Mrqap) -> pd.DataFrame:
    """Return the terms in percentage points of pairs tied."""
    terms = found.terms
    return pd.DataFrame(
        {
            "term": terms.index[1:],
            "report_points_apart": 100 * terms["estimate"].to_numpy()[1:],
            "report_interval_low": 100 * terms["low"].to_numpy()[1:],
            "report_interval_high": 100 * terms["high"].to_numpy()[1:],
            "p_value": terms["p_value"].to_numpy()[1:],
            "draws": terms["draws"].to_numpy()[1:],
        }
    )


# -- differences of two dates or territories ------------------------------------------------------


def _differences(subject: Subject) -> ReportPart:
    w = subject.w
    pair = compared_pair(subject)
    if not all(net.grouped().groups for net in pair):
        raise NotComparable("error_report_no_sector")
    rows = compare(*pair, measures=_MEASURES)
    said = comparison_cautions(subject, rows.iloc[0])
    said.append(comparison_rests(subject, rows.iloc[0]))
    told, texts = [], []
    for row in rows.to_dict("records"):
        texts.append(_texts(subject, row))
        told.append(_difference(subject, row, texts[-1]))
    frame = pd.DataFrame(texts).assign(p_value=rows["p_value"])
    frame = frame.rename(columns={end: f"report_interval_{end}" for end in ("low", "high")})
    one, other = subject.others
    note = w("report_inference_differences_note", one=one, other=other)
    table = subject.table("inference_differences", frame, note=note)
    return ReportPart(w["report_part_inference_differences"], (*said, *told), (table,))


def _texts(subject: Subject, row: dict[Hashable, Any]) -> dict[str, Any]:
    """Return what a row says, written: differences of shares in percentage points."""
    w, measure = subject.w, str(row["measure"])
    sides = {
        side: measure_written(subject, measure, row[side]) for side in ("value_one", "value_other")
    }
    gaps = {
        gap: measure_written(subject, measure, row[gap]) for gap in ("difference", "low", "high")
    }
    if measure == "density":
        gaps = {gap: w.number(100 * row[gap], 1) for gap in gaps}
        gaps["difference"] = _in_points(subject, row["difference"])
    return {"measure": w.label(f"report_measure_{measure}"), **sides, **gaps}


def _difference(subject: Subject, row: dict[Hashable, Any], texts: dict[str, Any]) -> Sentence:
    p = row["p_value"]
    if pd.isna(p):
        key = "inference_difference_untested"
    else:
        key = "inference_apart" if p < RARE else "inference_not_apart"
    return subject.say(
        key,
        **texts,
        one=subject.others[0],
        other=subject.others[1],
        p="" if pd.isna(p) else p_in_words(p, subject.w),
        see=["table_inference_differences"],
        listed=True,
        finding=key == "inference_apart",
    )


# -- intervals ------------------------------------------------------------------------------------


def _intervals(subject: Subject) -> ReportPart:
    w = subject.w
    subject.require_ties()
    said, rows = [], []
    for measure in _MEASURES if subject.graph.groups else (density,):
        found, name = interval(measure, subject.now), measure.__name__
        texts: dict[str, Any] = {
            end: measure_written(subject, name, getattr(found, end))
            for end in ("value", "low", "high")
        }
        called = w.label(f"report_measure_{name}")
        key = "inference_no_interval" if pd.isna(found.low) else "inference_interval"
        said.append(subject.say(key, measure=called, listed=True, **texts))
        rows.append(
            {
                "measure": called,
                "value": texts["value"],
                "report_interval_low": texts["low"],
                "report_interval_high": texts["high"],
                "actors": found.n,
            }
        )
    if not subject.graph.groups:
        said.append(subject.say("inference_no_sector"))
    if min(row["actors"] for row in rows) < FEW_FOR_ERRORS:
        said.append(subject.say("inference_short", least=FEW_FOR_ERRORS))
    read = Sentence(w["report_inference_intervals_read"], see=("table_inference_intervals",))
    table = subject.table("inference_intervals", pd.DataFrame(rows))
    return ReportPart(w["report_part_inference_intervals"], (read, *said), (table,))
