"""The findings on one page: sentences of the other sections, each pointing to its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject
from concertnet.report.thresholds import FINDINGS

__all__ = ["findings_section"]


def findings_section(subject: Subject, others: Sequence[ReportSection]) -> ReportSection:
    """Return the section of the first page, from the sections that follow it."""
    w = subject.w
    of_sections = [
        [
            replace(sentence, see=(f"section_{section.key}",), finding=False, listed=True)
            for sentence in section.sentences
            if sentence.finding
        ]
        for section in others
    ]
    # the first of each section before the second of any
    ranked = sorted(
        (turn, place)
        for place, sentences in enumerate(of_sections)
        for turn, _ in enumerate(sentences)
    )
    found = [
        of_sections[place][turn]
        for place, turn in sorted((place, turn) for turn, place in ranked[:FINDINGS])
    ]
    parts = [ReportPart("", tuple(found) or (Sentence(w["report_findings_none"]),))]
    return ReportSection("findings", w["report_findings"], tuple(parts))
