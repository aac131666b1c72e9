"""The twelve conditions: two voices side by side, who came to meetings, what is put in common."""

from __future__ import annotations

from functools import partial

import pandas as pd

from concertnet.grammar import at_name, the_name
from concertnet.hinges.guards import expected_of
from concertnet.maps.figures.attendance import draw_attendance
from concertnet.maps.figures.conditions import draw_conditions
from concertnet.measures.conditions.profile import condition_profile
from concertnet.measures.participation.attendance import (
    attendance_rate,
    dormant_seats,
    sector_quorum,
)
from concertnet.measures.participation.contributions import contribution_balance
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import MIN_RATERS
from concertnet.report.told_conditions import told_cautions, told_conditions
from concertnet.tables.spec.schema import TABLES

__all__ = ["conditions_section"]

_PAGE = (9.6, 7.4)
_DORMANT = 3  # meetings in a row


def conditions_section(subject: Subject) -> ReportSection:
    """Return the section on the twelve conditions."""
    return section(
        subject,
        "conditions",
        (_twelve, _meetings, _common),
        terms=("dormant_seat", "pool"),
    )


def _twelve(subject: Subject) -> ReportPart:
    w = subject.w
    # no p is told here, so none is drawn
    profile = condition_profile(subject.whole, min_raters=MIN_RATERS, draws=0)
    read = Sentence(w["report_conditions_read"], see=("figure_conditions",))
    said = [read, Sentence(w["chart_conditions_no_total"])]
    silent = not len(profile.answers)
    if silent:
        said.append(Sentence(w["report_conditions_nobody_asked"]))
    for one in told_conditions(w, profile):
        given = {"number": one.number, "name": one.name, "fact": one.fact}
        given |= {} if silent else {"answers": one.answers}
        key = "conditions_fact" if silent else "conditions_row"
        said.append(subject.say(key, listed=True, **given))
    said += [Sentence(text) for text in told_cautions(w, profile)]
    drawing = subject.figure(
        "conditions",
        partial(draw_conditions, profile, about=subject.whole),
        alternative=w["report_alternative_conditions"],
        size=_PAGE,
        is_wide=True,
    )
    return ReportPart(w["report_part_conditions_twelve"], tuple(said), (), (drawing,))


def _meetings(subject: Subject) -> ReportPart:
    w, whole = subject.w, subject.whole
    found = attendance_rate(whole)
    told = found[found["meetings"] > 0]
    silent = len(found) - len(told)
    said = [
        subject.say(
            "conditions_meetings",
            n=int(told["meetings"].sum()),
            instances=len(told),
            see=["table_attendance", "figure_attendance"],
        )
    ]
    if silent:
        said.append(subject.say("conditions_no_sheet", n=silent))
    only = told[told["listed_present_only"] > 0]
    if len(only):
        names = [subject.bodies[i] for i in only["instance"]]
        said.append(
            subject.say("conditions_present_only", n=len(only), names=subject.listed(names))
        )
    quorum = sector_quorum(whole)
    known = int(quorum["known"].sum())
    if known:
        sectors = w.join([w.get(s, s) for s in expected_of(whole)])
        share = (int(quorum["with_all"].sum()), known)
        said.append(subject.say("conditions_quorum", share=share, sectors=sectors))
    dormant = dormant_seats(whole, meetings=_DORMANT)
    if len(dormant):
        names = [
            w(
                "report_conditions_seat",
                actor=the_name(subject.names[actor], w),
                at=at_name(subject.bodies[instance], w),
            )
            for actor, instance in zip(dormant["actor"], dormant["instance"], strict=True)
        ]
        said.append(
            subject.say(
                "conditions_dormant",
                n=len(dormant),
                names=subject.few(names),
                meetings=_DORMANT,
            )
        )
    said.append(Sentence(w["report_conditions_present"]))
    by_sector = attendance_rate(whole, by="sector")
    table = pd.DataFrame(
        {
            "sector": by_sector["sector"],
            "expected_seats": by_sector["expected"],
            "present_seats": by_sector["present"],
            "absent_seats": by_sector["absent"],
            "unlisted_seats": by_sector["unlisted"],
            "alternate_seats": by_sector["by_alternate"],
            "attendance_share": by_sector["rate"],
        }
    )
    drawing = subject.figure(
        "attendance",
        partial(draw_attendance, whole),
        alternative=w("report_alternative_attendance", n=int(told["meetings"].sum())),
        size=_PAGE,
        is_wide=True,
    )
    return ReportPart(
        w["report_part_conditions_meetings"],
        tuple(said),
        (subject.table("attendance", table),),
        (drawing,),
    )


def _common(subject: Subject) -> ReportPart:
    w, whole = subject.w, subject.whole
    found = contribution_balance(whole)
    givers = int((found["given"] > 0).sum())
    said = [
        subject.say(
            "conditions_given",
            n=int(found["given"].sum()),
            actors=givers,
            see=["table_contributions"],
        )
    ]
    by_sector = contribution_balance(whole, by="sector")
    outside = whole.tables["contributions"]["outside_contract"]
    known = int(outside.notna().sum())
    if known:
        share = (int(outside.fillna(False).sum()), known)
        said.append(subject.say("conditions_outside", share=share))
    said.append(Sentence(w["report_conditions_counted"]))
    resources = [r for r in TABLES["contributions"]["resource"].values if by_sector[r].any()]
    table = by_sector[["given", *resources, "received"]].rename_axis("sector").reset_index()
    return ReportPart(
        w["report_part_conditions_common"],
        tuple(said),
        (subject.table("contributions", table, received="number"),),
    )
