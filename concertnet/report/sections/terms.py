"""The glossary: the words that the sections of a report use, each in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from concertnet.report.record import ReportPart, ReportSection, ReportTable
from concertnet.report.subject import Subject
from concertnet.words import in_order

__all__ = ["terms_section"]


def terms_section(subject: Subject, others: Sequence[ReportSection]) -> ReportSection:
    """Return the glossary of the terms that other sections use."""
    w = subject.w
    used = dict.fromkeys(term for section in others for term in section.terms)
    told = [(w.label(term), w[f"define_{term}"]) for term in used if f"define_{term}" in w]
    told.sort(key=lambda pair: in_order(pair[0]))
    frame = pd.DataFrame(told, columns=[w["report_term"], w["report_meaning"]])
    table = ReportTable("terms", w["report_table_terms"], frame, ("text", "text"))
    part = ReportPart("", tables=(table,) if told else ())
    return ReportSection("terms", w["report_terms"], (part,))
