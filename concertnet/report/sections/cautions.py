"""The cautions: what every number of the report is to be read with."""

from __future__ import annotations

from concertnet.hinges.mixing import count_mixing
from concertnet.hinges.remarks import remarks_of_reading
from concertnet.measures.overview.profile import DIRECTIONAL_RESPONSE, LOW_RESPONSE
from concertnet.measures.reports.confirmation import confirmation
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import FEW_CASES

__all__ = ["cautions_section"]


def cautions_section(subject: Subject) -> ReportSection:
    """Return the section of what makes numbers uncertain, and of how they are read."""
    return section(subject, "cautions", (_data, _reading), terms=("response_rate", "unverifiable"))


def _data(subject: Subject) -> ReportPart:
    w, now, graph = subject.w, subject.now, subject.graph
    rate = now.response_rate
    said = []
    if rate != rate:
        said.append(subject.say("cautions_response_unknown", listed=True))
    elif rate < DIRECTIONAL_RESPONSE:
        key, least = (
            ("low", LOW_RESPONSE) if rate < LOW_RESPONSE else ("some", DIRECTIONAL_RESPONSE)
        )
        # a rate just below the threshold is not rounded up to it
        shown = w.percent(rate, 1 if round(rate, 2) >= least else 0)
        said.append(subject.say(f"cautions_response_{key}", rate=shown, listed=True))
    if not graph.m:
        said.append(subject.say("cautions_no_tie", listed=True))
    if not now.about.boundary:
        said.append(subject.say("cautions_boundary", listed=True))
    if graph.unknown:
        ties = count_mixing(graph)[1]
        key = "cautions_unknown" if ties else "cautions_unknown_alone"
        said.append(subject.say(key, n=graph.unknown, ties=ties, listed=True))
    small = [
        subject.of_sector(str(s))
        for s, n in zip(graph.groups, graph.sizes, strict=True)
        if n < FEW_CASES
    ]
    if small:
        names = w.join(small)
        said.append(
            subject.say("cautions_small", n=len(small), few=FEW_CASES, names=names, listed=True)
        )
    if now.ties["reported_by"].notna().any():
        said += _one_sided(subject)
    elif graph.m:
        said.append(subject.say("cautions_no_reporter", listed=True))
    said += [Sentence(t, listed=True) for t in remarks_of_reading(w, subject.given.details())]
    if subject.whole.observed is None:
        said.append(subject.say("cautions_no_date", listed=True))
    if not said:
        said.append(subject.say("cautions_none"))
    return ReportPart(w["report_part_cautions_data"], tuple(said))


def _one_sided(subject: Subject) -> list[Sentence]:
    """Say how many ties one side alone reports; under a rule of ties, it is the rule that says."""
    if subject.now.about.rule:
        return []
    status = confirmation(subject.now).pairs["status"]
    alone = int((status != "confirmed").sum())
    if not alone:
        return []
    return [subject.say("cautions_one_sided", share=(alone, len(status)), listed=True)]


def _reading(subject: Subject) -> ReportPart:
    w = subject.w
    keys = ("density", "bridging", "turnover", "bodies", "threshold", "clc", "total")
    said = [Sentence(w[f"report_cautions_read_{key}"], listed=True) for key in keys]
    return ReportPart(w["report_part_cautions_reading"], tuple(said))
