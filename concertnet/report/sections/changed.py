"""What changed between two dates, or differs between two territories; first, what cannot be read.

The first of the two is what the report is compared with, the second what it describes.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.maps.figures.chance import draw_chance
from concertnet.maps.figures.comparison import draw_comparison
from concertnet.measures.chance.against_chance import against_chance
from concertnet.measures.overview.compare import compare
from concertnet.measures.segregation.ei import ei_index, sector_ei_index
from concertnet.measures.structure.cohesion import cohesion
from concertnet.report.compared import (
    compared_pair,
    comparison_cautions,
    comparison_rests,
    measure_written,
)
from concertnet.report.record import ReportPart, ReportSection, Sentence
from concertnet.report.subject import Subject, section
from concertnet.report.thresholds import FEW_CASES

__all__ = ["changed_section"]

_SHOWN = ("n", "ties", "density", "mean_degree", "isolates", "centralisation", "ei_index")


def changed_section(subject: Subject) -> ReportSection:
    """Return the section that compares the network with the other that was asked for."""
    return section(subject, "changed", (_comparable, _values, _bridging))


def _compared(subject: Subject) -> pd.DataFrame:
    return compare(*compared_pair(subject), measures=(cohesion, ei_index))


def _comparable(subject: Subject) -> ReportPart:
    row = _compared(subject).iloc[0]
    said = comparison_cautions(subject, row) or [subject.say("changed_comparable")]
    said.append(comparison_rests(subject, row))
    return ReportPart(subject.w["report_part_changed_comparable"], tuple(said))


def _values(subject: Subject) -> ReportPart:
    w = subject.w
    found = _compared(subject).set_index("measure")
    one, other = subject.others
    said = []
    for measure in _SHOWN:
        pair = (found["value_one"][measure], found["value_other"][measure])
        texts = [measure_written(subject, measure, float(value)) for value in pair]
        key = "changed_same" if texts[0] == texts[1] else "changed_from_to"
        said.append(
            subject.say(
                key,
                measure=w.label(f"report_measure_{measure}"),
                one=one,
                other=other,
                before=texts[0],
                after=texts[1],
                listed=True,
                finding=measure == "ties",
            )
        )
    rows = found.loc[list(_SHOWN)].reset_index()
    frame = pd.DataFrame(
        {
            "measure": [w.label(f"report_measure_{m}") for m in _SHOWN],
            one: [
                measure_written(subject, m, v)
                for m, v in zip(_SHOWN, rows["value_one"], strict=True)
            ],
            other: [
                measure_written(subject, m, v)
                for m, v in zip(_SHOWN, rows["value_other"], strict=True)
            ],
        }
    )
    table = subject.table("changed", frame)
    see = Sentence(w("report_changed_see", one=one, other=other), see=("table_changed",))
    return ReportPart(w["report_part_changed_values"], (see, *said), (table,))


def _bridging(subject: Subject) -> ReportPart:
    w = subject.w
    pair = compared_pair(subject)
    graphs = [net.grouped() for net in pair]
    if min(graph.m for graph in graphs) < FEW_CASES:
        raise NotComparable("error_report_few_ties")
    found = {
        name: against_chance(ei_index, graph, draws=subject.draws, seed=subject.seed)
        for name, graph in zip(subject.others, graphs, strict=True)
    }
    drawing = subject.figure(
        "changed",
        partial(draw_chance, found, measure="ei_index", about=subject.now),
        alternative=w("report_alternative_changed", one=subject.others[0], other=subject.others[1]),
        size=(6.5, 4.0),
    )
    said = [Sentence(w["report_changed_bridging"], see=("figure_changed",))]
    by_sector = compare(*pair, measures=(sector_ei_index,)).dropna(subset=["difference"])
    frame = pd.DataFrame(
        {
            "sector": by_sector["unit"],
            subject.others[0]: by_sector["value_one"],
            subject.others[1]: by_sector["value_other"],
            "difference": by_sector["difference"],
        }
    )
    if not len(frame):
        return ReportPart(w["report_part_changed_bridging"], tuple(said), (), (drawing,))
    sectors = subject.figure(
        "changed_sectors",
        partial(draw_comparison, by_sector, names=subject.others, about=subject.now),
        alternative=w(
            "report_alternative_changed_sectors", one=subject.others[0], other=subject.others[1]
        ),
        size=(6.5, 4.0),
    )
    said.append(Sentence(w["report_changed_sectors"], see=("figure_changed_sectors",)))
    tables = (subject.table("changed_sectors", frame),)
    return ReportPart(w["report_part_changed_bridging"], tuple(said), tables, (drawing, sectors))
