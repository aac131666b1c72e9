"""The annex: what the data did not allow, and, apart, what its author may fill or mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject

__all__ = ["unmade_section", "without_unmade"]


def unmade_section(subject: Subject, others: Sequence[ReportSection]) -> ReportSection | None:
    """Return the annex of the other sections; none where all of them could be made."""
    w = subject.w
    said, todo = [], {}
    for section in others:
        titles = [part.title for part in section.parts if not part.is_made]
        if titles:
            parts = w["semicolon"].join(title for title in titles if title)
            said.append(
                subject.say("unmade_parts", section=section.title, parts=parts, listed=True)
            )
        for part in section.parts:
            for text in part.todo:
                # several parts may lack the same thing
                todo.setdefault(text, []).append(part.title or section.title)
    if not said and not todo:
        return None
    told = [
        Sentence(w("report_unmade_todo", parts=w["semicolon"].join(titles), todo=text), listed=True)
        for text, titles in todo.items()
    ]
    parts = [ReportPart(w["report_part_unmade_parts"], tuple(said))] if said else []
    parts += [ReportPart(w["report_part_unmade_author"], tuple(told))] if told else []
    return ReportSection("unmade", w["report_unmade"], tuple(parts))


def without_unmade(subject: Subject, section: ReportSection, *, has_annex: bool) -> ReportSection:
    """Return a section without the parts that could not be made: the annex tells them.

    Where no annex is asked, each says in its place that it is not computed.
    """
    if has_annex:
        parts = tuple(part for part in section.parts if part.is_made)
        if not parts:
            here = subject.say("unmade_section", see=["section_unmade"])
            parts = (ReportPart("", (here,)),)
    else:
        here = (subject.say("unmade_here"),)
        parts = tuple(
            part if part.is_made else ReportPart(part.title, here) for part in section.parts
        )
    return replace(section, parts=parts)
