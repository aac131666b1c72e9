"""Who came to which meeting, and what each respondent answered, drawn around what is told."""

from __future__ import annotations

import datetime
from collections.abc import Collection

import numpy as np
import pandas as pd
import told_participation as told
from invented_territory import records
from text_dates import FIRST_DAY, LAST_DAY, earliest, latest, month, month_number

Rows = list[dict[str, str]]


def holds(row, day: str) -> bool:
    """Say whether a row of a table holds on a day."""
    return row.start <= day and (not row.end or day < row.end)


def meeting_days(first: str, every: int, until: str) -> list[str]:
    """Return days of the same weekday of the month, a number of months apart."""
    start = datetime.date.fromisoformat(first)
    week = (start.day - 1) // 7
    days, number = [], month_number(first)
    while month(number) < until:
        opens = datetime.date.fromisoformat(month(number))
        ahead = (start.weekday() - opens.weekday()) % 7
        days.append((opens + datetime.timedelta(days=ahead + 7 * week)).isoformat())
        number += every
    return [day for day in days if day < until]


def drawn_attendance(tables: dict[str, pd.DataFrame], chance: np.random.Generator) -> Rows:
    """Return a row per seat expected at each meeting, and those of guests."""
    sectors = tables["actors"].set_index("actor")["sector"]
    mandates = list(tables["mandates"].itertuples())
    ends = tables["instances"].set_index("instance")["end"]
    rows: Rows = []
    for sheet in records(told.SHEETS):
        instance = sheet["instance"]
        seats = tables["seats"][tables["seats"]["instance"] == instance]
        until = earliest(ends[instance], LAST_DAY)
        for day in meeting_days(sheet["first"], int(sheet["every"]), until):
            for seat in seats.itertuples():
                if not holds(seat, day):
                    continue
                comes, stands_in = chance.random(2)
                served = [m for m in mandates if m.seat == seat.seat and holds(m, day)]
                titular = next((m.person for m in served if m.function == "titular"), "")
                other = next((m.person for m in served if m.function == "alternate"), "")
                present = bool(titular) and comes < told.COMES[sectors[seat.actor]]
                person = titular
                if not present and other and stands_in < told.ALTERNATE_COMES:
                    present, person = True, other
                if not present and sheet["absences"] == "no":
                    continue
                row = {"instance": instance, "date": day, "seat": seat.seat, "actor": ""}
                said = {"person": person if present else "", "present": "yes" if present else "no"}
                rows.append({**row, **said})
    guests = [{"seat": "", "person": "", "present": "yes", **g} for g in records(told.GUESTS)]
    return sorted([*rows, *guests], key=lambda row: (row["instance"], row["date"], row["seat"]))


def _those(tables: dict[str, pd.DataFrame], answered: Collection[str]) -> list:
    actors = tables["actors"]
    return list(actors[actors["actor"].isin(answered)].itertuples())


def around(lean: float, steps: int, chance: np.random.Generator) -> str:
    """Return a step drawn around a value."""
    return str(int(np.clip(np.rint(chance.normal(lean, 0.85)), 1, steps)))


def item_answers(
    tables: dict[str, pd.DataFrame], answered: Collection[str], chance: np.random.Generator
) -> Rows:
    """Return what each respondent answered on the body where it has sat the longest."""
    seats = tables["seats"]
    rows: Rows = []
    for actor in _those(tables, answered):
        held = [s for s in seats[seats["actor"] == actor.actor].itertuples() if not s.end]
        if not held:
            continue
        instance = min(held, key=lambda s: (latest(s.start, FIRST_DAY), s.seat)).instance
        for item, lean in told.LEANS.items():
            lean += told.APART.get((item, actor.sector), 0.0)
            answer = around(lean, 5, chance)
            if chance.random() < told.DOES_NOT_KNOW:
                answer = ""
            row = {"respondent": actor.actor, "instance": instance, "item": item}
            rows.append({**row, "answer": answer, "wave": told.WAVE})
    return rows


def drawn_perceptions(
    tables: dict[str, pd.DataFrame], answered: Collection[str], chance: np.random.Generator
) -> Rows:
    """Return the scores that each respondent gave to some of its partners.

    The private actors with whom it sits are always among them.
    """
    ties = tables["ties"][tables["ties"]["end"] == ""]
    seats = tables["seats"][tables["seats"]["end"] == ""]
    sectors = tables["actors"].set_index("actor")["sector"]
    rows: Rows = []
    for actor in _those(tables, answered):
        pairs = ties[(ties["source"] == actor.actor) | (ties["target"] == actor.actor)]
        others = sorted({*pairs["source"], *pairs["target"]} - {actor.actor})
        rated = set(chance.permutation(others)[: told.MOST_RATED] if others else [])
        held = seats[seats["actor"] == actor.actor]["instance"]
        beside = set(seats[seats["instance"].isin(held)]["actor"]) - {actor.actor}
        rated |= {other for other in beside if sectors[other] == "private"}
        severity = chance.normal(0, 0.3)
        for other in sorted(rated):
            for dimension, lean in told.DIMENSIONS.items():
                seen = told.SEEN.get((actor.sector, sectors[other], dimension), 0.0)
                score = around(lean + seen + severity, 4, chance)
                row = {"rater": actor.actor, "rated": other, "dimension": dimension}
                rows.append({**row, "score": score, "wave": told.WAVE})
    return rows


def make_items(items: pd.DataFrame) -> Rows:
    """Return the statements of the library, and the scale of the scores."""
    rows: Rows = []
    for item in items.itertuples():
        rows.append(
            {
                "item": item.item,
                "text_fr": item.text_fr,
                "text_en": item.text_en,
                "condition": str(int(item.condition)),
                "dimension": "",
                "scale_min": str(int(item.scale_min)),
                "scale_max": str(int(item.scale_max)),
                "reversed": "yes" if item.reversed else "no",
                "labels": item.labels,
                "instrument": item.instrument,
                "source": item.source,
            }
        )
    blank = dict.fromkeys(rows[0], "")
    scale = {"scale_min": "1", "scale_max": "4", "reversed": "no"}
    for dimension in told.DIMENSIONS:
        rows.append({**blank, "item": f"P-{dimension}", "dimension": dimension, **scale})
    return rows
