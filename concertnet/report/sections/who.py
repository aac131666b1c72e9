"""Who is here: actors by sector, territory and tier, those unknown, those who answered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from concertnet.grammar import neither
from concertnet.hinges.guards import expected_of
from concertnet.hinges.respondents import answered_of
from concertnet.maps.figures.any_size import draw_of_any_size
from concertnet.measures.overview.profile import DIRECTIONAL_RESPONSE, LOW_RESPONSE
from concertnet.measures.structure.cohesion import cohesion
from concertnet.names import told_apart
from concertnet.report.record import CellKind, ReportPart, ReportSection, ReportTable, Sentence
from concertnet.report.subject import Subject, section

__all__ = ["who_section"]

_UNKNOWN, _TOTAL = "unknown", "total"


def who_section(subject: Subject) -> ReportSection:
    """Return the section that says who is in the network."""
    return section(
        subject, "who", (_actors, _places, _answers), terms=("actor", "sector", "tier", "boundary")
    )


def _actors(subject: Subject) -> ReportPart:
    w, graph = subject.w, subject.graph
    sizes = dict(zip(graph.groups, graph.sizes.tolist(), strict=True))
    by_sector = sorted(sizes.items(), key=lambda item: -item[1])
    parts = [w("report_n_of", n=n, sector=subject.of_sector(str(s))) for s, n in by_sector]
    if parts and graph.unknown:
        parts.append(w("report_n_of_unknown", n=graph.unknown))
    said = [
        subject.say(
            "who_actors" if parts else "who_actors_alone",
            n=graph.n,
            on_day=subject.on_day(),
            sectors=w.join(parts),
            see=["figure_map"],
            finding=True,
        )
    ]
    if parts:
        said.append(
            subject.say("who_unknown", n=graph.unknown)
            if graph.unknown
            else subject.say("who_all_known")
        )
    # where no sector is known, none is said to be absent
    absent = [s for s in expected_of(subject.now) if s not in sizes] if parts else []
    if absent:
        from_each = [w("report_from_the", sector=subject.of_sector(s)) for s in absent]
        said.append(subject.say("who_absent", sectors=neither(from_each, w)))
    if graph.m:
        found = cohesion(graph)
        said += [
            subject.say("who_ties", n=graph.m, mean=w.number(found.mean_degree, 1)),
            subject.say("who_isolates" if found.isolates else "who_no_isolate", n=found.isolates),
        ]
    else:
        said.append(subject.say("who_no_tie"))
    if subject.bounds.marks:
        said.append(Sentence(" ".join(replace(subject.bounds, paths=False, page=False).texts(w))))
    drawing = subject.figure(
        "map",
        partial(draw_of_any_size, subject.now),
        alternative=w(
            "report_alternative_map",
            actors=w("n_actors", n=graph.n),
            ties=w("n_ties", n=graph.m),
        ),
        size=(6.5, 6.6),
    )
    return ReportPart(
        w["report_part_who_actors"], tuple(said), figures=(drawing,) if graph.n else ()
    )


def _places(subject: Subject) -> ReportPart:
    w = subject.w
    tables, said, todo = [], [], []
    for column in ("territory", "tier"):
        table = _crossed(subject, column)
        if table is None:
            said.append(subject.say(f"who_no_{column}"))
            todo.append(w[f"report_todo_{column}"])
            continue
        tables.append(table)
        said.append(subject.say(f"who_by_{column}", see=[f"table_sector_{column}"]))
    title = w["report_part_who_places"]
    return ReportPart(title, tuple(said), tables=tuple(tables), todo=tuple(todo))


def _crossed(subject: Subject, column: str) -> ReportTable | None:
    """Return the actors by a column and by sector, with those unknown and the sums."""
    actors = subject.now.actors_now()
    if actors[column].isna().all():
        return None
    rows, columns = actors[column].fillna(_UNKNOWN), actors["sector"].fillna(_UNKNOWN)
    counts = pd.crosstab(rows, columns)
    order = [*map(str, subject.graph.groups), _UNKNOWN]
    counts = counts.reindex(columns=[s for s in order if s in counts])
    places = [place for place in counts.index if place != _UNKNOWN]
    counts = counts.reindex([*places, *([_UNKNOWN] if _UNKNOWN in counts.index else [])])
    counts[_TOTAL] = counts.sum(axis="columns")
    counts.loc[_TOTAL] = counts.sum()
    w = subject.w
    headings = {c: w["report_unknown"] if c == _UNKNOWN else w.label(c) for c in counts.columns}
    headings[_TOTAL] = w.label("column_total")
    names = {_UNKNOWN: w["report_unknown"], _TOTAL: w.label("column_total")}
    # a word of tiers is one of the catalogue, a territory is the user's own
    worded = [names.get(p) or (w.label(p) if column == "tier" else str(p)) for p in counts.index]
    shown = told_apart([headings[c] for c in counts.columns], counts.columns)
    frame = pd.DataFrame(counts.to_numpy(), columns=shown)
    frame.insert(0, w.label(column), worded)
    key = f"sector_{column}"
    cells: tuple[CellKind, ...] = ("text", *("count" for _ in counts.columns))
    return ReportTable(key, w[f"report_table_{key}"], frame, cells)


def _answers(subject: Subject) -> ReportPart:
    counts = answered_of(subject.now.tables["respondents"], subject.now.about)
    todo: tuple[str, ...] = ()
    if counts is None:
        elsewhere = answered_of(subject.given.tables["respondents"], subject.given.about)
        key = "who_response_unknown" if elsewhere is None else "who_response_elsewhere"
        said: Sentence = subject.say(key)
        todo = (subject.w["report_todo_response"],) if elsewhere is None else ()
    else:
        rate = counts[0] / counts[1]
        known = "high" if rate >= DIRECTIONAL_RESPONSE else "low"
        known = "directional" if LOW_RESPONSE <= rate < DIRECTIONAL_RESPONSE else known
        said = subject.say(
            f"who_response_{known}",
            share=counts,
            see=["section_cautions"],
        )
    return ReportPart(subject.w["report_part_who_answers"], (said,), todo=todo)
