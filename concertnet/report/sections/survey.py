"""The survey: who answered, which ties both sides report, and what missing answers may move."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from concertnet.hinges.arrow_reports import questions_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import mixing
from concertnet.hinges.reports import REPORT_STATUSES
from concertnet.hinges.respondents import ANSWERED, respondents_of
from concertnet.maps.figures.confirmation import draw_confirmation
from concertnet.measures.reports.confirmation import confirmation
from concertnet.measures.reports.response import response_rate
from concertnet.measures.reports.sensitivity import nonresponse_sensitivity
from concertnet.report.record import ReportPart, ReportSection
from concertnet.report.subject import Subject, section

__all__ = ["survey_section"]

_SHARE, _DRAWS = 0.1, 199  # of the respondents left out besides, and draws


def survey_section(subject: Subject) -> ReportSection:
    """Return the section on the survey that the network comes from."""
    tables = subject.now.tables
    reported = tables["ties"]["reported_by"].notna().any()
    several = _disagreements(subject)[0]
    asked = questions_of(subject.now)
    if not (len(tables["respondents"]) or reported or several or asked):
        return section(subject, "survey", (_none,))
    parts = [_response, _reports]
    if asked:
        parts.append(_questions)
    if reported and not subject.now.about.rule:
        parts.append(_missing)
    if several:
        parts.append(_inside)
    terms = ("response_rate", "confirmed", "unconfirmed", "unverifiable")
    return section(subject, "survey", parts, terms=terms)


def _none(subject: Subject) -> ReportPart:
    return ReportPart("", (subject.say("survey_none"),), todo=(subject.w["report_todo_survey"],))


def _response(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    found = response_rate(now)
    asked = respondents_of(now.tables["respondents"], None)
    answered = int(asked["answered"].isin(ANSWERED).sum())
    partial_answers = int((asked["answered"] == "partial").sum())
    said = [
        subject.say("survey_answered", share=(answered, len(asked)), see=["table_response"]),
    ]
    if partial_answers:
        said.append(subject.say("survey_partial", n=partial_answers))
    silent = found[(found["asked"] > 0) & (found["response_rate"] == 0)]
    for sector, n in silent["asked"].items():
        of = subject.of_sector(str(sector))
        said.append(subject.say("survey_silent", n=int(n), sector=of, listed=True))
    unknown = len(asked) - int(found["asked"].sum())
    if unknown:
        said.append(subject.say("survey_unknown", n=unknown))
    table = subject.table("response", found.reset_index(names="sector"), response_rate="share")
    return ReportPart(w["report_part_survey_response"], tuple(said), tables=(table,))


def _reports(subject: Subject) -> ReportPart:
    w, now = subject.w, subject.now
    rule = now.about.rule
    if rule:
        parts = [w[f"rule_{part}"] for part in rule.split("; ")]
        said = [subject.say("survey_rule", rule=w.join(parts)), subject.say("survey_rule_kept")]
        return ReportPart(w["report_part_survey_reports"], tuple(said))
    found = confirmation(now)
    counts = found.pairs["status"].value_counts()
    both, denied, silent = (
        int(counts.get(one, 0)) for one in ("confirmed", "unconfirmed", "unverifiable")
    )
    said = [
        subject.say("survey_no_rule"),
        subject.say(
            "survey_confirmed",
            share=(both, both + denied),
            see=["figure_confirmation", "table_confirmation"],
            finding=True,
        ),
        subject.say("survey_unverifiable", share=(silent, len(found.pairs))),
    ]
    if both:
        levels = int(found.pairs["discordant"].sum())
        said.append(subject.say("survey_discordant", share=(levels, both)))
    if found.unknown:
        said.append(subject.say("survey_unattributed", n=found.unknown))
    if found.inferred:
        said.append(subject.say("survey_inferred"))
    drawing = subject.figure(
        "confirmation",
        partial(draw_confirmation, now),
        alternative=w(
            "report_alternative_confirmation", confirmed=both, denied=denied, silent=silent
        ),
    )
    table = subject.table("confirmation", _by_pair(found.groups))
    heading = {w.label("column_unit"): w.label("column_sectors")}
    table = replace(table, frame=table.frame.rename(columns=heading))
    return ReportPart(
        w["report_part_survey_reports"], tuple(said), tables=(table,), figures=(drawing,)
    )


def _questions(subject: Subject) -> ReportPart:
    """Return what both ends of the arrows of each directed question say."""
    w, now = subject.w, subject.now
    said, rows, drawings = [subject.say("survey_arrows")], [], []
    for number, question in enumerate(questions_of(now), start=1):
        found = confirmation(now, question=question)
        counts = found.pairs["status"].value_counts()
        by_status = {status: int(counts.get(status, 0)) for status in REPORT_STATUSES}
        rows.append({"asked_question": question, **by_status, "confirmed_share": found.share})
        both, denied, silent = by_status.values()
        if not both + denied:
            said.append(subject.say("survey_arrows_unverifiable", question=question, n=silent))
            continue
        share = (both, both + denied)
        said.append(subject.say("survey_arrows_confirmed", question=question, share=share))
        key = "confirmation_arrows"
        figure = subject.figure(
            key,
            partial(draw_confirmation, now, question=question),
            alternative=w(
                f"report_alternative_{key}", confirmed=both, denied=denied, silent=silent
            ),
        )
        caption = w(f"report_figure_{key}", question=question)
        drawings.append(replace(figure, key=f"{key}_{number}", caption=caption))
    table = subject.table("confirmation_arrows", pd.DataFrame(rows))
    return ReportPart(
        w["report_part_survey_questions"], tuple(said), tables=(table,), figures=tuple(drawings)
    )


def _by_pair(groups: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with both groups in one column: the page has no room for two."""
    pairs = groups["group"].astype(str) + " – " + groups["other_group"].astype(str)
    counts = groups.drop(columns=["group", "other_group"])
    counts.insert(0, "unit", pairs)
    return counts


def _missing(subject: Subject) -> ReportPart:
    w = subject.w
    found = nonresponse_sensitivity(
        _across_share, subject.now, share=_SHARE, draws=_DRAWS, seed=subject.seed
    )
    assert not isinstance(found, pd.DataFrame)
    if found.observed != found.observed or not found.draws:
        return ReportPart(w["report_part_survey_missing"], (subject.say("survey_no_sensitivity"),))
    said = (
        subject.say(
            "survey_sensitivity",
            n=found.dropped,
            value=w.percent(found.observed),
            low=w.percent(found.low),
            high=w.percent(found.high),
            draws=found.draws,
        ),
        subject.say("survey_sensitivity_how"),
    )
    return ReportPart(w["report_part_survey_missing"], said)


def _across_share(graph: GroupedGraph) -> float:
    """Return the share of ties of known sectors that join two sectors; nan without any."""
    found = mixing(graph)
    return 1 - found.within / found.ties if found.ties else float("nan")


def _inside(subject: Subject) -> ReportPart:
    several, asked, apart = _disagreements(subject)
    said = (
        subject.say("survey_several", n=several),
        subject.say("survey_inside", share=(apart, asked)),
    )
    return ReportPart(subject.w["report_part_survey_inside"], said)


def _disagreements(subject: Subject) -> tuple[int, int, int]:
    """Return how many actors answered a question by several persons, and how many such questions.

    The third number is that of the questions that the persons of one actor answer otherwise.
    """
    tables = subject.now.tables
    of_items = tables["answers"].rename(columns={"respondent": "who", "answer": "said"})
    of_actors = tables["perceptions"].rename(columns={"rater": "who", "score": "said"})
    asked = ["who", "item", "rated", "dimension", "wave"]
    rows = pd.concat(
        [
            of_items.reindex(columns=[*asked, "person", "said"]).astype({"said": "str"}),
            of_actors.reindex(columns=[*asked, "person", "said"]).astype({"said": "str"}),
        ],
        ignore_index=True,
    )
    rows = rows[rows["person"].notna() & rows["said"].notna()]
    of_question = rows.groupby(asked, dropna=False, sort=False)
    found = of_question.agg(persons=("person", "nunique"), answers=("said", "nunique"))
    found = found[found["persons"] > 1].reset_index()
    return found["who"].nunique(), len(found), int((found["answers"] > 1).sum())
