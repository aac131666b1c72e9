"""The continuum: levels of ties, passages between them, agreements, relations set aside."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.grammar import the_name
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import require_dated, require_rows
from concertnet.hinges.observed import observed_over_time
from concertnet.maps.figures.transitions import draw_transitions
from concertnet.measures.time.agreements import AgreementStatus, agreement_status
from concertnet.measures.time.transitions import escalation
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import ENDS_SOON
from concertnet.tables.cells.dates import regular_dates

__all__ = ["continuum_section"]

_DAY = pd.Timedelta(days=1)
_SHOWN = 15  # agreements, or pairs, of a table
_CHANGES = ("escalated", "de_escalated", "formed", "arrived", "dissolved", "left")


def continuum_section(subject: Subject) -> ReportSection:
    """Return the section on the levels of ties and on what formalises them."""
    scale = subject.now.scale
    terms = scale.word_keys or ()
    return section(
        subject,
        "continuum",
        (_levels, _passages, _agreements, _unformalised, _aside),
        terms=(*terms, "scale", "agreement", "set_aside"),
    )


def _levels(subject: Subject) -> ReportPart:
    w, graph, scale = subject.w, subject.graph, subject.now.scale
    subject.require_ties()
    ranks = np.zeros(graph.m, int) if graph.rank is None else graph.rank
    counts = np.bincount(ranks, minlength=len(scale.levels))
    known = (graph.codes[graph.source] >= 0) & (graph.codes[graph.target] >= 0)
    crosses = known & (graph.codes[graph.source] != graph.codes[graph.target])
    rows = []
    for rank, level in enumerate(scale.levels):
        of_level = ranks == rank
        ties, sure = int(counts[rank]), int((of_level & known).sum())
        across = int((of_level & crosses).sum())
        rows.append(
            {
                "level": level,
                "ties": ties,
                "ties_share": ties / graph.m,
                "across": across,
                "across_share": across / sure if sure else float("nan"),
            }
        )
    worded = [
        w("report_n_of_level", n=row["ties"], level=subject.level(row["level"])) for row in rows
    ]
    top = rows[-1]
    said = [
        subject.say("continuum_levels", n=graph.m, levels=w.join(worded), see=["table_levels"]),
        subject.say(
            "continuum_top",
            level=subject.level(top["level"]),
            share=(top["ties"], graph.m),
        ),
        Sentence(w["report_continuum_strongest"]),
    ]
    return ReportPart(
        w["report_part_continuum_levels"],
        tuple(said),
        (subject.table("levels", pd.DataFrame(rows)),),
    )


def _passages(subject: Subject) -> ReportPart:
    w, whole = subject.w, subject.whole
    dates = regular_dates(observed_over_time(whole.observed), "YE")
    if len(dates) < 2:
        raise NotComparable("error_report_one_wave")
    require_rows(whole, "ties", "source", "target")
    require_dated(whole, "ties")
    first, last = dates[0], dates[-1]
    row = escalation(whole, first, last).iloc[0]
    counts = {name: int(row[name]) for name in _CHANGES}
    said = [
        subject.say(
            "continuum_passages",
            start=subject.day(first),
            end=subject.day(last),
            n=int(row["before"]),
            after=int(row["after"]),
            see=["table_passages", "figure_passages"],
        ),
        subject.say("continuum_moves", moves=_moves(subject, counts)),
    ]
    if len(dates) > 2:
        said.append(Sentence(w["report_continuum_by_year"], see=("table_passages",)))
    if row["unknown"]:
        said.append(subject.say("continuum_unknown", n=int(row["unknown"])))
    steps = escalation(whole, *dates)
    columns = ["from_date", "until_date", "before", *_CHANGES, "after"]
    drawing = subject.figure(
        "passages",
        partial(draw_transitions, whole, *dates),
        alternative=w(
            "report_alternative_passages", start=subject.day(first), end=subject.day(last)
        ),
        size=(6.5, 5.0),
    )
    return ReportPart(
        w["report_part_continuum_passages"],
        tuple(said),
        (subject.table("passages", steps[columns]),),
        (drawing,),
    )


def _moves(subject: Subject, counts: dict[str, int]) -> str:
    """Return what became of ties, each with its own number; what did not happen is not told."""
    w = subject.w
    told = [w(f"report_moved_{name}", n=n) for name, n in counts.items() if n]
    return w.join(told) or w["report_moved_nothing"]


def _status(subject: Subject) -> AgreementStatus:
    require_rows(subject.whole, "agreements", "agreement", "parties", "start", "end")
    return agreement_status(subject.whole, at=subject.date, within_months=ENDS_SOON)


def _agreements(subject: Subject) -> ReportPart:
    w = subject.w
    found = _status(subject)
    table = found.agreements
    held = table[table["status"].isin(["active", "expiring"])]
    said = [
        subject.say("continuum_agreements", n=len(held), on_day=subject.on_day(), total=found.n)
    ]
    known = held["tri_sector"].dropna()
    if len(known):
        said.append(subject.say("continuum_tri_sector", share=(int(known.sum()), len(known))))
    soon = held[held["status"] == "expiring"].sort_values("end")
    if len(soon):
        named = [
            w(
                "report_agreement_until",
                name=the_name(_called(row), w),
                day=subject.day(row["end"] - _DAY),
            )
            for row in soon.to_dict("records")
        ]
        said.append(
            subject.say(
                "continuum_expiring",
                n=len(soon),
                months=ENDS_SOON,
                names=subject.few(named),
                finding=True,
            )
        )
        if followed := int(soon["renewed_by"].notna().sum()):
            said.append(subject.say("continuum_expiring_followed", n=followed))
    else:
        said.append(subject.say("continuum_none_expiring", n=ENDS_SOON))
    lapsed = table[table["status"] == "lapsed"]
    followed = lapsed["renewed_by"].notna()
    for key, rows in (("lapsed", lapsed[~followed]), ("lapsed_followed", lapsed[followed])):
        if len(rows):
            names = [_called(row) for row in rows.to_dict("records")]
            said.append(subject.say(f"continuum_{key}", n=len(rows), names=subject.listed(names)))
    if found.open_ended:
        said.append(subject.say("continuum_open_ended", n=found.open_ended))
    shown = table.assign(name=[_called(row) for row in table.to_dict("records")])
    order = {"expiring": 0, "active": 1, "upcoming": 2, "lapsed": 3, "renewed": 4}
    shown = shown.sort_values(
        ["status", "end"], key=lambda c: c.map(order) if c.name == "status" else c
    )
    shown["sector_names"] = shown["sector_names"].map(subject.words_of)
    shown = shown.rename(columns={"name": "report_agreement", "parties": "report_parties"})
    shown["last_day"] = shown["end"] - _DAY
    columns = ["report_agreement", "status", "start", "last_day", "report_parties", "sector_names"]
    note = w("report_rows_left", n=len(shown) - _SHOWN) if len(shown) > _SHOWN else ""
    listed = subject.table("agreements", shown[columns].head(_SHOWN), note=note)
    first, *others = said
    first = Sentence(first.text, see=("table_agreements",))
    return ReportPart(w["report_part_continuum_agreements"], (first, *others), (listed,))


def _called(row: dict) -> str:
    return row["agreement"] if pd.isna(row["name"]) else str(row["name"])


def _unformalised(subject: Subject) -> ReportPart:
    w = subject.w
    found = _status(subject)
    top = subject.now.scale.levels[-1]
    pairs = found.without_agreement
    level = subject.level(top)
    title = w["report_part_continuum_unformalised"]
    if not len(pairs):
        graph = subject.graph
        ranks = np.zeros(graph.m, int) if graph.rank is None else graph.rank
        held = bool((ranks == len(subject.now.scale.levels) - 1).any())
        key = "continuum_all_formal" if held else "continuum_none_at_top"
        return ReportPart(title, (subject.say(key, level=level),))
    tied = round(len(pairs) / found.without_agreement_share)
    said = subject.say(
        "continuum_unformalised",
        share=(len(pairs), tied),
        level=level,
        see=["table_unformalised"],
        finding=True,
    )
    named = pd.DataFrame(
        {
            "actor_name": pairs["source"].map(subject.names),
            "other_name": pairs["target"].map(subject.names),
            "since": pairs["since"],
        }
    )
    note = w("report_rows_left", n=len(named) - _SHOWN) if len(named) > _SHOWN else ""
    table = subject.table("unformalised", named.head(_SHOWN), note=note)
    return ReportPart(title, (said, Sentence(w["report_continuum_formal_how"])), (table,))


def _aside(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    title = w["report_part_continuum_aside"]
    aside = now.set_aside
    if not len(aside):
        return ReportPart(title, (subject.say("continuum_none_aside"),))
    kinds = aside["kind"].value_counts()
    worded = [
        w("report_n_of_kind", n=int(n), kind=w.get(str(kind), str(kind)))
        for kind, n in kinds.items()
    ]
    said = [subject.say("continuum_aside", n=len(aside), kinds=w.join(worded))]
    ends = aside[["source", "target"]].drop_duplicates()
    joined = pd.concat([now.ties[["source", "target"]], ends], ignore_index=True)
    actors = now.actors_now()
    sectors = pd.Series(actors["sector"].to_numpy(), index=actors["actor"])
    # both tables were checked when the network was made: their ends are actors, and are two
    with_them = GroupedGraph.from_edges(joined["source"], joined["target"], groups=sectors)
    before, after = _across(subject.graph), _across(with_them)
    more = with_them.m - subject.graph.m
    if not more:
        said.append(subject.say("continuum_aside_no_effect"))
    else:
        ties = subject.graph.m
        said.append(subject.say("continuum_aside_adds", n=more, ties=ties, with_them=with_them.m))
        if before == before and after == after:
            said.append(
                subject.say(
                    "continuum_aside_effect", before=w.percent(before), after=w.percent(after)
                )
            )
    return ReportPart(title, tuple(said))


def _across(graph) -> float:
    """Return the share of ties, between actors of known sector, that join two sectors."""
    one, other = graph.codes[graph.source], graph.codes[graph.target]
    known = (one >= 0) & (other >= 0)
    return float((one != other)[known].mean()) if known.any() else float("nan")
