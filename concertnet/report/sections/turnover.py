"""Turnover: organisations and representatives apart, tenure, vacancies, handovers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.guards import has_dates, is_undated, require_dated, require_rows
from concertnet.hinges.observed import observed_over_time
from concertnet.maps.figures.tenure import draw_tenure
from concertnet.measures.time.succession import handover, representative_turnover
from concertnet.measures.time.tenure import FEW_FOLLOWED, followed_median, tenure
from concertnet.measures.time.turnover import retention, turnover_over_time
from concertnet.measures.time.vacancy import vacancy
from concertnet.report.record import CellKind, ReportPart, ReportSection
from concertnet.report.seated import representatives_by_instance
from concertnet.report.subject import Subject, section
from concertnet.tables.cells.dates import regular_dates

__all__ = ["turnover_section"]

_MONTH = 365.25 / 12  # days
_KINDS = ("actors", "seats", "representatives", "ties")


def turnover_section(subject: Subject) -> ReportSection:
    """Return the section on who stays and who leaves."""
    return section(
        subject,
        "turnover",
        (_kept, _representatives, _tenure, _vacant),
        terms=("retention", "turnover", "tenure", "vacancy", "handover", "mandate"),
    )


def _kept(subject: Subject) -> ReportPart:
    w, whole = subject.w, subject.whole
    dates = regular_dates(observed_over_time(whole.observed), "YE")
    if len(dates) < 2:
        raise NotComparable("error_report_one_wave")
    first, last = dates[0], dates[-1]
    said, steps = [], []
    for of in _KINDS:
        spells, written = whole.spells(of), "mandates" if of == "representatives" else of
        if not len(spells):
            continue
        if is_undated(whole.tables[written]):
            said.append(
                subject.say("turnover_undated", of=w[f"report_turnover_of_{of}"], listed=True)
            )
            continue
        row = retention(spells, first, last).iloc[0]
        first_day, last_day = subject.day(first), subject.day(last)
        arrived, left = int(row["arrived"]), int(row["left"])
        has_starts, has_ends = (has_dates(whole, written, end) for end in ("start", "end"))
        found = turnover_over_time(spells, observed=whole.observed)
        if has_ends:
            said.append(
                subject.say(
                    f"turnover_kept_{of}",
                    start=first_day,
                    end=last_day,
                    share=(int(row["kept"]), int(row["before"])),
                    arrived=w.number(arrived) if has_starts else w["report_turnover_unwritten"],
                    left=left,
                    finding=of == "representatives",
                    listed=True,
                )
            )
        else:
            # nothing tells that nobody left from that nobody was written to leave
            said.append(
                subject.say(
                    "turnover_no_end",
                    of=w[f"report_turnover_of_{of}"],
                    n=arrived,
                    listed=True,
                    start=first_day,
                    end=last_day,
                )
            )
            found = found.assign(kept=float("nan"), left=float("nan"), retention=float("nan"))
        if not has_starts:
            found = found.assign(arrived=float("nan"))
        steps.append(found.assign(of=w.label(f"report_turnover_of_{of}")))
    said.append(subject.say("turnover_how"))
    columns = ["of", "from_date", "until_date", "before", "kept", "arrived", "left", "retention"]
    tables = ()
    if steps:
        table = pd.concat(steps)[columns].rename(columns={"of": "report_of_what"})
        counts: dict[str, CellKind] = dict.fromkeys(("before", "kept", "arrived", "left"), "count")
        tables = (subject.table("kept", table, **counts),)
    return ReportPart(w["report_part_turnover_kept"], tuple(said), tables)


def _mandates(subject: Subject) -> Mapping[str, Any]:
    """Return what measures of mandates are asked, where there are mandates with dates."""
    require_rows(subject.whole, "mandates", "seat", "person_code")
    require_dated(subject.whole, "mandates")
    return {"observed": observed_over_time(subject.whole.observed)}


def _representatives(subject: Subject) -> ReportPart:
    w, asked = subject.w, _mandates(subject)
    row = representative_turnover(subject.whole, **asked).iloc[0]
    relays = handover(subject.whole, **asked).iloc[0]
    said = [
        subject.say(
            "turnover_changes" if row["changes"] else "turnover_unchanged",
            n=int(row["changes"]),
            years=w.number(row["seat_years"], 0),
            rate=w.number(row["rate"], 2),
            see=["table_representatives"],
        )
    ]
    stays = int(row["stays"])
    if has_dates(subject.whole, "seats", "end"):
        key = "turnover_stays" if row["left"] else "turnover_all_stay"
        said.append(subject.say(key, n=int(row["left"]), stays=stays))
    if relays["handovers"]:
        said.append(
            subject.say(
                "turnover_handovers" if relays["with_gap"] else "turnover_no_gap",
                n=int(relays["handovers"]),
                share=(int(relays["with_gap"]), int(relays["handovers"])),
            )
        )
        if relays["longest_gap"] == relays["longest_gap"]:
            said.append(subject.say("turnover_longest", n=round(relays["longest_gap"])))
    else:
        said.append(subject.say("turnover_no_handover"))
    if relays["unfilled"]:
        said.append(subject.say("turnover_unfilled", n=int(relays["unfilled"])))
    if row["unrecorded"]:
        said.append(subject.say("turnover_unrecorded", n=int(row["unrecorded"])))
    table = representatives_by_instance(subject.whole, subject.now)
    columns = [
        "instance_name", "seats", "changes", "change_rate", "vacant_share", "handovers",
        "longest_gap", "median_tenure", "mandates_followed",
    ]  # fmt: skip
    shown = subject.table(
        "representatives",
        table[columns],
        longest_gap="count",
        median_tenure="count",
        note=w["report_turnover_table_how"],
    )
    return ReportPart(w["report_part_turnover_representatives"], tuple(said), (shown,))


def _tenure(subject: Subject) -> ReportPart:
    w, asked = subject.w, _mandates(subject)
    found = tenure(subject.whole, **asked)
    said = []
    median, reached = followed_median(found.curve, found.median)
    if median == median:
        key = "turnover_median" if found.high == found.high else "turnover_median_open"
        said.append(
            subject.say(
                key,
                n=round(median / _MONTH),
                low=w.number(found.low / _MONTH, 0),
                high=w.number(found.high / _MONTH, 0),
                see=["figure_tenure"],
            )
        )
    elif reached == reached:
        months = w.number(reached / _MONTH, 0)
        see = ["figure_tenure"]
        said.append(subject.say("turnover_at_least", see=see, n=FEW_FOLLOWED, months=months))
    else:
        said.append(subject.say("turnover_no_median", see=["figure_tenure"], n=FEW_FOLLOWED))
    censored = round(found.censored_share * found.n) if found.n else 0
    said.append(subject.say("turnover_censored", share=(censored, found.n)))
    if found.unknown_start:
        said.append(subject.say("turnover_unknown_start", n=found.unknown_start))
    drawing = subject.figure(
        "tenure",
        partial(draw_tenure, subject.whole),
        alternative=w("report_alternative_tenure", n=found.n),
    )
    return ReportPart(w["report_part_turnover_tenure"], tuple(said), figures=(drawing,))


def _vacant(subject: Subject) -> ReportPart:
    w, asked = subject.w, _mandates(subject)
    row = vacancy(subject.whole, **asked).iloc[0]
    said = [
        subject.say(
            "turnover_vacant" if row["vacant_days"] else "turnover_vacant_none",
            rate=w.percent(row["vacant_share"], 1),
            n=int(row["seats"]),
            days=w.number(row["vacant_days"], 0),
            all=w.number(row["seat_days"], 0),
        )
    ]
    if row["alternate_days"]:
        said.append(subject.say("turnover_alternate", days=w.number(row["alternate_days"], 0)))
    return ReportPart(w["report_part_turnover_vacant"], tuple(said))
