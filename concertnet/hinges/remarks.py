"""What reading left undecided, added or left out: said wherever sectors are shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from concertnet.hinges.respondents import answered_by
from concertnet.tables.spec.about import About
from concertnet.tables.spec.problems import Problem
from concertnet.tables.spec.schema import DEFAULT_SECTORS
from concertnet.words import Words

__all__ = [
    "reading_remarks",
    "remarks_of_reading",
    "response_remark",
    "response_remarks",
    "undecided_sectors",
]

_SEPARATOR = "; "


def undecided_sectors(actors: pd.DataFrame, about: About) -> tuple[str, ...]:
    """Return the words of sectors that are neither usual nor declared, in the order of the text.

    Parameters
    ----------
    actors : DataFrame
        The actors, with their column sector.
    about : About
        Holds the sectors that are declared.

    Examples
    --------
    >>> actors = pd.DataFrame({"sector": ["private", "Médias", None, "Municipal"]})
    >>> undecided_sectors(actors, About(sectors=("Médias",)))
    ('Municipal',)
    """
    used = actors["sector"].dropna().unique()
    return tuple(sorted(set(map(str, used)) - {*DEFAULT_SECTORS, *about.sectors}))


def reading_remarks(
    actors: pd.DataFrame, about: About, problems: Iterable[Problem]
) -> dict[str, Any]:
    """Return what every output of a network says of its reading, as details of a graph.

    Returns
    -------
    dict
        undecided_sectors (number of words), actors_added (number of actors that were named and
        not described), tables_left_out (their names, joined by ``"; "``), decisions (the tables of
        decisions that were applied, each with its day and its number of answers, joined by
        ``" | "``), rule (how ties were made of reports); what there is none of is absent.
    """
    there = set(actors["actor"])
    added = {p.value for p in problems if p.code == "actor_added"}
    left_out = [
        str(word).removeprefix("table_")
        for problem in problems
        if problem.code == "tables_left_out"
        for word in problem.fields["tables"]
    ]
    found = {
        "undecided_sectors": len(undecided_sectors(actors, about)),
        "actors_added": len(added & there),
        "tables_left_out": _SEPARATOR.join(dict.fromkeys(left_out)),
        "decisions": " | ".join(about.decisions),
        "rule": about.rule,
    }
    return {key: value for key, value in found.items() if value}


def remarks_of_reading(w: Words, details: Mapping[str, Any]) -> list[str]:
    """Return the sentences that say what `reading_remarks` found, none where there is nothing."""
    said = [
        w(f"remark_{key}", n=details[key])
        for key in ("undecided_sectors", "actors_added")
        if details.get(key)
    ]
    if left_out := details.get("tables_left_out"):
        names = [w[f"table_{name}"] for name in str(left_out).split(_SEPARATOR)]
        said.append(w("remark_tables_left_out", tables=w.join(names)))
    if taken := details.get("decisions"):
        said.append(w("remark_decisions", taken=taken))
    if question := details.get("question"):
        said.append(w("remark_question", question=question))
    if rule := details.get("rule"):
        parts = [w[f"rule_{part}"] for part in str(rule).split(_SEPARATOR)]
        said.append(w("remark_rule", rule=w.join(parts)))
    return said


def response_remarks(actors: pd.DataFrame, respondents: pd.DataFrame) -> dict[str, str]:
    """Return who answered in each sector, as details of a graph.

    Returns
    -------
    dict
        response_by_sector: a JSON list of [sector or null, answered, asked], which keeps whatever
        a sector is called; absent where nobody is known to have been asked.
    """
    if respondents.empty:
        return {}
    sectors = actors.drop_duplicates("actor", keep="last").set_index("actor")["sector"]
    return {"response_by_sector": json.dumps(answered_by(respondents, sectors), ensure_ascii=False)}


def response_remark(w: Words, details: Mapping[str, Any]) -> list[str]:
    """Return the sentence that says who answered in each sector; none where it is not known."""
    if not (known := details.get("response_by_sector")):
        return []
    parts = [
        w(
            "remark_response_of",
            sector=w["unknown"] if sector is None else w.within(sector),
            answered=w.number(answered),
            asked=w.number(asked),
        )
        for sector, answered, asked in json.loads(known)
    ]
    return [w("remark_response", parts=w["semicolon"].join(parts))]
