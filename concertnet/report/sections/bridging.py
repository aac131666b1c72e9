"""Bridging: ties between sectors against chance, who stands between, what hangs on one person."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pandas as pd

from concertnet.grammar import number_of, p_in_words, the_name, the_names
from concertnet.hinges.guards import require_rows
from concertnet.hinges.mixing import count_mixing
from concertnet.maps.figures.mixing import draw_mixing
from concertnet.measures.chance.pairs_apart import LEAST_EXPECTED
from concertnet.measures.instances.single_links import SingleLinks, single_representative_links
from concertnet.measures.structure.cohesion import cohesion
from concertnet.report.beside_chance import pair_beside_chance
from concertnet.report.matrix import mixing_table
from concertnet.report.record import CellKind, ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import FEW_CASES, LISTED, RARE

__all__ = ["bridging_section"]

_DAY = pd.Timedelta(days=1)
_SHOWN = 10  # actors, or persons, of a table


def bridging_section(subject: Subject) -> ReportSection:
    """Return the section on ties between sectors."""
    return section(
        subject,
        "bridging",
        (_across, _pairs, _brokers, _hanging),
        terms=("measure_ei_index", "expected", "measure_brokerage", "gatekeeper", "liaison"),
    )


def _across(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    subject.require_ties(with_sectors=True)
    found = subject.profile
    found = found[(found["grain"] == "network") & (found["measure"] == "ei_index")]
    rows, said = [], []
    for place, level in enumerate(now.scale.levels):
        row = found[found["level"] == level].iloc[0]
        graph = now.level(level).grouped()
        same = graph.codes[graph.source] == graph.codes[graph.target]
        known = (graph.codes[graph.source] >= 0) & (graph.codes[graph.target] >= 0)
        ties, across = int(known.sum()), int((known & ~same).sum())
        rows.append(
            {"level": level, "ties": ties, "across": across}
            | {"across_share": across / ties if ties else float("nan")}
            | {name: row[name] for name in ("value", "expected", "low", "high", "p_value")}
        )
        said.append(_of_level(subject, rows[-1], at_all=not place))
    if left_out := count_mixing(subject.graph)[1]:
        said.append(subject.say("bridging_unknown", n=left_out))
    note = w["report_bridging_how"]
    frame = pd.DataFrame(rows).rename(columns={"value": "measure_ei_index"})
    by_chance = [
        "–" if pd.isna(low) else w("chart_range", low=w.number(low, 2), high=w.number(high, 2))
        for low, high in zip(frame.pop("low"), frame.pop("high"), strict=True)
    ]
    frame.insert(len(frame.columns) - 1, "report_by_chance", by_chance)
    table = subject.table("ei", frame, note=note)
    return ReportPart(w["report_part_bridging_across"], tuple(said), tables=(table,))


def _of_level(subject: Subject, row: dict, *, at_all: bool) -> Sentence:
    w = subject.w
    level = subject.level(row["level"])
    if not row["ties"]:
        return subject.say("bridging_no_tie", level=level, see=["table_ei"])
    if row["ties"] < FEW_CASES:
        return subject.say("bridging_few", n=row["ties"], level=level, see=["table_ei"])
    if pd.isna(row["p_value"]) or pd.isna(row["expected"]):
        key = "bridging_alone"
    elif row["p_value"] >= RARE:
        key = "bridging_chance"
    else:
        key = "bridging_above" if row["value"] > row["expected"] else "bridging_below"
    return subject.say(
        key,
        level=level,
        share=(row["across"], row["ties"]),
        expected=w.percent((row["expected"] + 1) / 2),
        p=p_in_words(row["p_value"], w),
        see=["table_ei"],
        finding=at_all,
    )


def _pairs(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    subject.require_ties(with_sectors=True)
    apart = subject.pairs
    compared = apart.cells[apart.cells["p_value"].notna()].sort_values("p_value")
    said = []
    for key, side in (("bridging_fewer", -1), ("bridging_more", 1)):
        for row in compared[compared["side"] == side].to_dict("records"):
            within = "_within" if row["group"] == row["other_group"] else ""
            said.append(pair_beside_chance(subject, f"{key}{within}", row, listed=True))
    few = len(apart.cells) - apart.compared
    if not len(apart.cells) or not subject.graph.m:
        said.append(subject.say("bridging_no_pair"))
    elif not apart.compared:
        said.append(subject.say("bridging_none_compared", n=few, least=LEAST_EXPECTED))
    else:
        if not said:
            said.append(subject.say("bridging_none_rare", n=apart.compared))
            said.append(pair_beside_chance(subject, "bridging_widest", compared.iloc[0].to_dict()))
        said.append(subject.say("bridging_by_chance", n=apart.compared))
        if few:
            said.append(subject.say("bridging_few_expected", n=few, least=LEAST_EXPECTED))
    cells = mixing_table(now)
    table = subject.table("mixing", cells, possible="count", expected="number", z="number")
    drawing = subject.figure(
        "mixing",
        partial(draw_mixing, now),
        alternative=w("report_alternative_mixing", n=len(subject.graph.groups)),
        size=(6.5, min(3.2 + 0.65 * len(subject.graph.groups), 6.4)),
    )
    figures = (drawing,) if len(subject.graph.groups) else ()
    shown = ("table_mixing", *(f"figure_{figure.key}" for figure in figures))
    see = Sentence(w["report_bridging_matrix"], see=shown)
    return ReportPart(w["report_part_bridging_pairs"], (see, *said), (table,), figures)


def _brokers(subject: Subject) -> ReportPart:
    subject.require_ties()
    w, actors = subject.w, subject.actors
    between = actors[actors["brokerage"] > 0].sort_values(
        ["brokerage", "actor"], ascending=[False, True]
    )
    found = cohesion(subject.graph)
    said = []
    if not len(between):
        known = "bridging_no_broker_known" if subject.graph.unknown else "bridging_no_broker"
        said.append(subject.say(known, n=subject.graph.unknown))
    else:
        names = between["actor_name"].tolist()
        pairs = int(between["brokerage"].iloc[0])
        said += [
            subject.say(
                "bridging_brokers",
                n=number_of(names[:3], w),
                names=the_names(names[:3], w),
                see=["table_brokers"],
            ),
            subject.say("bridging_broker_first", name=the_name(names[0], w), n=pairs),
        ]
    if found.centralisation == found.centralisation and subject.graph.m:
        said.append(subject.say("bridging_central", value=w.percent(found.centralisation)))
    cut = actors[actors["is_cut"]]["actor_name"].tolist()
    if cut:
        said.append(subject.say("bridging_cut", n=len(cut), names=subject.listed(cut)))
    elif subject.graph.m:
        said.append(subject.say("bridging_no_cut"))
    columns = [
        "actor_name", "sector", "ties", "ties_across", "brokerage", "gatekeeper", "liaison",
    ]  # fmt: skip
    table = between.head(_SHOWN)[columns]
    counted: dict[str, CellKind] = dict.fromkeys(columns[2:], "count")
    note = w("report_rows_left", n=len(between) - _SHOWN) if len(between) > _SHOWN else ""
    tables = (subject.table("brokers", table, note=note, **counted),) if len(table) else ()
    return ReportPart(w["report_part_bridging_brokers"], tuple(said), tables)


def _hanging(subject: Subject) -> ReportPart:
    w = subject.w
    require_rows(subject.now, "mandates", "seat", "person_code")
    found = single_representative_links(subject.now)
    if not found.total:
        return ReportPart(w["report_part_bridging_hanging"], (subject.say("bridging_no_link"),))
    said = [
        subject.say(
            "bridging_hanging",
            share=(found.hanging, found.total),
            see=["table_hanging"] if found.hanging else [],
            finding=bool(found.hanging),
        )
    ]
    tables = ()
    if found.hanging:
        held = _holders(subject, found)
        first = found.links[found.links["person"] == found.persons["person"].iloc[0]]["actor"]
        seats = [subject.names[actor] for actor, _ in Counter(first).most_common()]
        said.append(
            subject.say(
                "bridging_most_hanging",
                n=int(held["links"].iloc[0]),
                name=subject.listed(seats),
            )
        )
        if "last_day" in held and (ends := held["last_day"].dropna()).size:
            said.append(subject.say("bridging_next_end", day=subject.day(ends.min())))
        note = w("report_rows_left", n=len(held) - _SHOWN) if len(held) > _SHOWN else ""
        tables = (subject.table("hanging", held.head(_SHOWN), note=note),)
    if found.unrepresented:
        said.append(subject.say("bridging_unrepresented", n=found.unrepresented))
    return ReportPart(w["report_part_bridging_hanging"], tuple(said), tables)


def _holders(subject: Subject, found: SingleLinks) -> pd.DataFrame:
    """Return who holds links alone: a number stands for the person, unless persons are asked."""
    held = found.persons.reset_index(drop=True)
    links = found.links.groupby("person")["actor"].agg(list)
    of = {
        person: _few_names(subject, [name for name, _ in Counter(actors).most_common()])
        for person, actors in links.items()
    }
    codes = held["person"]
    held["actor_name"] = codes.map(of)
    held["person"] = codes if subject.persons else range(1, len(held) + 1)
    held["last_day"] = held["next_end"] - _DAY
    columns = ["person", "actor_name", "links", "others", "groups_lost", "last_day"]
    # no end may be written
    return held[columns] if held["last_day"].notna().any() else held[columns[:-1]]


def _few_names(subject: Subject, ids: list[str]) -> str:
    """Return the names of a few actors, as a cell holds them."""
    return subject.few([subject.names[i] for i in ids[:LISTED]], total=len(ids))
