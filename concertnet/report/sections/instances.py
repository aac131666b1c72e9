"""The instances: who is absent, the burden of those who sit, what each body adds."""

from __future__ import annotations

from functools import partial

import pandas as pd

from concertnet.grammar import at_name, number_of, the_name
from concertnet.hinges.guards import TRIAD, expected_of, require_rows
from concertnet.maps.figures.coverage import draw_coverage
from concertnet.maps.figures.overlap import draw_overlap
from concertnet.measures.instances.burden import burden
from concertnet.measures.instances.coverage import absent_sectors
from concertnet.measures.instances.dynamics import marginal_value
from concertnet.measures.instances.form_check import form_check
from concertnet.measures.instances.overlap import overlap
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import FEW_CASES, MANY_BODIES

__all__ = ["instances_section"]

_SHOWN = 15  # rows of a table of actors or of pairs
_TRAITS = ("several", "has_subject", "meets", "lasts", "autonomous")
_WIDE, _HIGH = 6.5, 6.0  # inches of a matrix, at most


def instances_section(subject: Subject) -> ReportSection:
    """Return the section on the bodies where actors sit."""
    return section(
        subject,
        "instances",
        (_coverage, _burden, _overlap, _added, _form),
        terms=("instance", "seat", "coverage", "burden", "overlap"),
    )


def _coverage(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    require_rows(now, "instances", "instance")
    require_rows(now, "seats", "instance", "actor")
    by_body = absent_sectors(now)
    n = len(by_body)
    said = []
    for sector in expected_of(now):
        said += _absences(subject, sector, by_body)
    bare = n - len(_entered(by_body))
    if bare:
        said.append(subject.say("instances_bare", n=bare, listed=True))
    alone = by_body[by_body["one_sector"].fillna(False).astype(bool)]["instance"]
    names = [subject.bodies[i] for i in alone]
    if names:
        said.append(
            subject.say("instances_alone", n=len(names), names=subject.listed(names), listed=True)
        )
    unknown = int(by_body["unknown"].sum())
    if unknown:
        said.append(subject.say("instances_unknown", n=unknown, listed=True))
    shown = pd.DataFrame(
        {
            "instance_name": by_body["instance"].map(subject.bodies),
            "seats": by_body["seats"],
            "present": by_body["present"].map(subject.words_of),
            "report_absent": by_body["absent"].map(subject.words_of),
            "unknown_seats": by_body["unknown"],
        }
    )
    drawing = subject.figure(
        "coverage",
        partial(draw_coverage, now),
        alternative=w("report_alternative_coverage", n=n),
        size=_size(n),
    )
    see = subject.say(
        "instances_all", n=n, on_day=subject.on_day(), see=["table_coverage", "figure_coverage"]
    )
    return ReportPart(
        w["report_part_instances_coverage"],
        (see, _expected(subject), *said),
        (subject.table("coverage", shown),),
        (drawing,),
    )


def _expected(subject: Subject) -> Sentence:
    """Say which sectors are expected, and by whom."""
    w = subject.w
    declared = [s for s in subject.now.about.sectors if s not in TRIAD]
    usual = [s for s in expected_of(subject.now) if s in TRIAD]
    said = [subject.of_sector(s) for s in (*usual, *declared)]
    key = "instances_expected_own" if declared else "instances_expected"
    return subject.say(key, sectors=w.join(said))


def _with_size(subject: Subject, sector: str) -> str:
    """Return a sector as it stands in a sentence, with its actors where they are few."""
    sizes = dict(zip(subject.graph.groups, subject.graph.sizes.tolist(), strict=True))
    n, name = sizes.get(sector, 0), subject.of_sector(sector)
    return subject.w("report_sector_of_few", sector=name, n=n) if n < FEW_CASES else name


def _entered(by_body: pd.DataFrame) -> pd.DataFrame:
    """Return the bodies with a seat entered: of the others, nothing is known."""
    return by_body[by_body["seats"] + by_body["unknown"] > 0]


def _absences(subject: Subject, sector: str, by_body: pd.DataFrame) -> list[Sentence]:
    """Say where a sector has no seat, and where a seat of unknown sector forbids to say it."""
    filled = _entered(by_body)
    table = subject.coverage
    rows = table[(table["sector"] == sector) & table["absent"]]
    without = filled[filled["instance"].isin(rows["instance"])]
    doubtful = int((without["unknown"] > 0).sum())
    absent = len(without) - doubtful
    name, asked = subject.of_sector(sector), sector == subject.sector
    said = []
    if absent:
        share = (absent, len(filled))
        called = _with_size(subject, sector)
        given = {"n": absent, "sector": called, "share": share, "finding": asked}
        said.append(subject.say("instances_absent", listed=True, **given))
    elif len(filled) and not doubtful:
        said.append(subject.say("instances_present", sector=name, n=len(filled), listed=True))
    if doubtful:
        said.append(subject.say("instances_doubtful", sector=name, n=doubtful, listed=True))
    return said


def _burden(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    require_rows(now, "seats", "instance", "actor")
    found = burden(now, at_least=MANY_BODIES)
    held = found.table[found.table["seats"] > 0]
    row = found.summary.iloc[0]
    many = held[held["instances"] >= MANY_BODIES]
    order = held.rename_axis("actor").reset_index()
    order = order.sort_values(["instances", "seats", "actor"], ascending=[False, False, True])
    top = order[order["instances"] == order["instances"].max()]
    sitting = [subject.names[i] for i in top["actor"]]
    said = [
        subject.say(
            "instances_burden",
            n=len(held),
            median=w.number(row["median"]),
            most=int(row["max"]),
            see=["table_burden"],
        ),
        subject.say(
            "instances_many" if len(many) else "instances_none_many",
            share=(len(many), len(held)),
            least=MANY_BODIES,
        ),
        subject.say(
            "instances_most",
            n=number_of(sitting, w),
            names=subject.listed(sitting),
            instances=int(row["max"]),
        ),
    ]
    if without := int(row["without_seat"]):
        said.append(subject.say("instances_without_seat", n=without))
    sectors = now.actors_now().set_index("actor")["sector"]
    table = pd.DataFrame(
        {
            "actor_name": order["actor"].map(subject.names),
            "sector": order["actor"].map(sectors),
            "instances": order["instances"],
            "seats": order["seats"],
            "meetings_per_year": order["meetings_per_year"],
        }
    ).dropna(axis="columns", how="all")
    note = w("report_rows_left", n=len(table) - _SHOWN) if len(table) > _SHOWN else ""
    listed = subject.table("burden", table.head(_SHOWN), note=note, meetings_per_year="count")
    return ReportPart(w["report_part_instances_burden"], tuple(said), (listed,))


def _overlap(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    require_rows(now, "seats", "instance", "actor")
    title = w["report_part_instances_overlap"]
    pairs = overlap(now)
    sharing = pairs[pairs["shared_actors"] > 0]
    if not len(sharing):
        return ReportPart(title, (subject.say("instances_no_overlap"),))
    sharing = sharing.sort_values(["shared_actors", "jaccard"], ascending=False)
    first = sharing.iloc[0]
    said = [
        subject.say(
            "instances_overlap",
            n=len(sharing),
            one=the_name(subject.bodies[first["instance"]], w),
            other=the_name(subject.bodies[first["other_instance"]], w),
            shared=int(first["shared_actors"]),
            see=["table_overlap", "figure_overlap"],
        )
    ]
    twins = pairs[(pairs["same_theme"] == True) & (pairs["same_territory"] == True)]  # noqa: E712
    if len(twins):
        row = twins.iloc[0]
        said.append(
            subject.say(
                "instances_twins",
                n=len(twins),
                one=the_name(subject.bodies[row["instance"]], w),
                other=the_name(subject.bodies[row["other_instance"]], w),
            )
        )
    table = pd.DataFrame(
        {
            "instance_name": sharing["instance"].map(subject.bodies),
            "other_instance_name": sharing["other_instance"].map(subject.bodies),
            "shared_actors": sharing["shared_actors"],
            "actors": sharing["actors"],
            "other_actors": sharing["other_actors"],
            "shared_persons": sharing["shared_persons"],
        }
    )
    note = w("report_rows_left", n=len(table) - _SHOWN) if len(table) > _SHOWN else ""
    drawing = subject.figure(
        "overlap",
        partial(draw_overlap, now),
        alternative=w("report_alternative_overlap", n=len(now.instances)),
        size=_size(len(now.instances)),
    )
    listed = subject.table("overlap", table.head(_SHOWN), note=note)
    return ReportPart(title, tuple(said), (listed,), (drawing,))


def _size(rows: int) -> tuple[float, float]:
    """Return the inches of a matrix of so many bodies: few take no page."""
    return _WIDE, min(3.0 + 0.35 * rows, _HIGH)


def _added(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    require_rows(now, "seats", "instance", "actor")
    subject.require_sectors()
    title = w["report_part_instances_added"]
    found = marginal_value(now)
    joined = found[found["cross_pairs"] > 0].sort_values("sole_pairs", ascending=False)
    if not len(joined):
        return ReportPart(title, (subject.say("instances_joins_none"),))
    first = joined.iloc[0]
    said = [
        subject.say(
            "instances_added",
            at=at_name(subject.bodies[first["instance"]], w),
            n=int(first["sole_pairs"]),
            share=(int(first["sole_pairs"]), int(first["cross_pairs"])),
            see=["table_added"],
        )
    ]
    nothing = joined[joined["sole_pairs"] == 0]["instance"]
    if len(nothing):
        names = [subject.bodies[i] for i in nothing]
        said.append(subject.say("instances_adds_none", n=len(names), names=subject.listed(names)))
    table = joined[["instance", "actors", "cross_pairs", "sole_pairs", "sole_share"]]
    table = table.assign(instance=table["instance"].map(subject.bodies))
    table = table.rename(columns={"instance": "instance_name"})
    return ReportPart(title, tuple(said), (subject.table("added", table),))


def _form(subject: Subject) -> ReportPart:
    w = subject.w
    require_rows(subject.whole, "instances", "instance")
    found = form_check(subject.whole, at=subject.date)
    n = len(found)
    said = []
    for trait in _TRAITS:
        known = found[trait].dropna()
        name = w[f"column_{trait}"]
        if not len(known):
            said.append(subject.say("instances_trait_unknown", trait=name, n=n, listed=True))
            continue
        lacking = n - len(known)
        said.append(
            subject.say(
                "instances_trait_some" if lacking else "instances_trait",
                trait=w.label(f"column_{trait}"),
                share=(int(known.sum()), len(known)),
                n=lacking,
                listed=True,
            )
        )
    shown = found[["instance", *_TRAITS]]
    shown = shown.assign(instance=shown["instance"].map(subject.bodies))
    shown = shown.rename(columns={"instance": "instance_name"})
    see = Sentence(w["report_instances_form"], see=("table_form",))
    return ReportPart(
        w["report_part_instances_form"], (see, *said), (subject.table("form", shown),)
    )
