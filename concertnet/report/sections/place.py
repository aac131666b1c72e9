"""Where a sector is: its place, where it is absent, who could introduce it, beyond the CLC."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.gaps.answers import UNIT_OF
from concertnet.gaps.told import first_told, is_short
from concertnet.hinges.guards import require_rows
from concertnet.hinges.mixing import mixing
from concertnet.measures.chance.pairs_apart import LEAST_EXPECTED
from concertnet.measures.instances.beyond import beyond
from concertnet.report.beside_chance import pair_beside_chance
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section

__all__ = ["place_section"]

_SHOWN = 8  # sentences of a list
_FOUNDING = "clc"


def place_section(subject: Subject) -> ReportSection:
    """Return the section on the place of a sector, the private one unless another is asked."""
    made = section(
        subject,
        "place",
        (_presence, _short, _absent, _introduced, _beyond),
        terms=("gap", "could_introduce", "clc", "beyond"),
    )
    name = subject.w("report_place_of", sector=subject.of_sector(subject.sector))
    return ReportSection(made.key, name, made.parts, made.terms)


def _presence(subject: Subject) -> ReportPart:
    w, sector = subject.w, subject.of_sector(subject.sector)
    table = subject.presence
    said = []
    for row in table.dropna(subset=["total"]).to_dict("records"):
        known = int(row["total"]) - int(row["unknown"])
        if row["of"] == "voting_seats" or not row["total"]:
            continue
        said.append(
            subject.say(
                f"place_of_{row['of']}",
                share=(int(row["of_sector"]), known),
                sector=sector,
                listed=True,
            )
        )
    see = Sentence(w["report_place_known"], see=("table_presence",))
    return ReportPart(
        w["report_part_place_presence"], (see, *said), (subject.table("presence", table),)
    )


def _short(subject: Subject) -> ReportPart:
    subject.require_ties(with_sectors=True)
    w = subject.w
    short = subject.gaps[is_short(subject.gaps)]
    said, _ = _told(subject, short, len(short))
    title = w["report_part_place_short"]
    if not said:
        return ReportPart(title, _none_short(subject))
    first, *others = said
    return ReportPart(title, (replace(first, finding=True), *others))


def _none_short(subject: Subject) -> tuple[Sentence, ...]:
    """Say that no sector is short of ties with this one, or that nothing tells."""
    cells = subject.pairs.cells
    ours = (cells["group"] == subject.sector) != (cells["other_group"] == subject.sector)
    compared = cells[ours & cells["p_value"].notna()].sort_values("p_value")
    sector = subject.of_sector(subject.sector)
    if subject.sector not in subject.graph.groups:
        return (subject.say("place_no_actor", sector=sector),)
    others = int(ours.sum()) - len(compared)
    if not len(compared):
        return (subject.say("place_none_compared", sector=sector, least=LEAST_EXPECTED, n=others),)
    said = [subject.say("place_none_short", sector=sector, n=len(compared))]
    fewer = compared[compared["ties"] < compared["expected"]]
    if len(fewer):
        said.append(pair_beside_chance(subject, "bridging_widest", fewer.iloc[0].to_dict()))
    if others:
        said.append(subject.say("place_few_expected", n=others, least=LEAST_EXPECTED))
    return tuple(said)


def _told(subject: Subject, gaps: pd.DataFrame, most: int) -> tuple[list[Sentence], int]:
    """Return the first missing links as sentences, and how many there are in all."""
    texts, total = first_told(gaps, most, lang=subject.w.lang, scale=subject.now.scale)
    return [Sentence(subject.phrased(text), listed=True) for text in texts], total


def _absent(subject: Subject) -> ReportPart:
    require_rows(subject.now, "instances", "instance")
    require_rows(subject.now, "seats", "instance", "actor")
    subject.require_sectors()
    w = subject.w
    where = subject.gaps[subject.gaps["kind"].isin(UNIT_OF)]
    said, total = _told(subject, where, _SHOWN)
    title = w["report_part_place_absent"]
    if not said:
        return ReportPart(title, (subject.say("place_nowhere_absent"),))
    if total > _SHOWN:
        said.insert(0, subject.say("place_first", n=_SHOWN, total=total))
    return ReportPart(title, tuple(said))


def _introduced(subject: Subject) -> ReportPart:
    subject.require_ties(with_sectors=True)
    w, graph = subject.w, subject.graph
    title, sector = w["report_part_place_introduced"], subject.of_sector(subject.sector)
    if subject.sector not in graph.groups:
        return ReportPart(title, (subject.say("place_no_actor", sector=sector),))
    counts = mixing(graph)
    one = subject.sector
    others = [group for group in counts.counts.index if group != one]
    possible = int(counts.possible.loc[[one], others].to_numpy().sum())
    tied = int(counts.counts.loc[[one], others].to_numpy().sum())
    if not possible:
        return ReportPart(title, (subject.say("place_no_other"),))
    pairs = subject.gaps[subject.gaps["kind"] == "pair"]
    through = pairs[pairs["introducers"].notna()]
    said = [
        subject.say(
            "place_pairs",
            sector=sector,
            share=(tied, possible),
            through=w("report_place_through", n=len(through)),
            finding=True,
        ),
        subject.say("place_untied", n=possible - tied),
    ]
    sentences, total = _told(subject, through, _SHOWN)
    if sentences:
        key = "place_pairs_first" if total > _SHOWN else "place_pairs_all"
        shown = len(sentences)
        said.append(subject.say(key, n=len(through), total=total, shown=shown))
    return ReportPart(title, (*said, *sentences))


def _beyond(subject: Subject) -> ReportPart:
    w, whole = subject.w, subject.whole
    title = w["report_part_place_beyond"]
    require_rows(whole, "instances", "instance")
    if not (whole.instances["kind"] == _FOUNDING).any():
        raise NotComparable("error_report_no_clc")
    found = beyond(whole, _FOUNDING)
    members = found.actors[found.actors["sector"] == subject.sector]
    if not len(members):
        return ReportPart(title, (subject.say("place_no_member"),))
    elsewhere = (members["ties_elsewhere"] > 0) | (members["instances_elsewhere"] > 0)
    sector = subject.of_sector(subject.sector)
    said = [
        subject.say(
            "place_beyond",
            sector=sector,
            share=(int(elsewhere.sum()), len(members)),
            see=["table_beyond"],
            finding=True,
        ),
        subject.say(
            "place_reached", value=w.number(members["sectors_reached"].median(), 0), sector=sector
        ),
    ]
    table = pd.DataFrame(
        {
            "actor_name": members.index.map(subject.names),
            "ties_elsewhere": members["ties_elsewhere"].to_numpy(),
            "instances_elsewhere": members["instances_elsewhere"].to_numpy(),
            "sectors_reached": members["sectors_reached"].to_numpy(),
        }
    )
    shown = subject.table("beyond", table, sectors_reached="count")
    return ReportPart(title, tuple(said), (shown,))
