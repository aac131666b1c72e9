"""Ties between actors: those told by hand, those that agreements make, and everyday ones."""

from __future__ import annotations

from itertools import combinations

import invented_territory as told
import numpy as np
import pandas as pd
from invented_territory import records
from text_dates import ALWAYS, FIRST_DAY, LAST_DAY, earliest, latest, month, month_number

# How readily two sectors work together on an ordinary day. None with the private sector, nor with
# an actor of unknown sector: their ties are all told by hand.
AFFINITY = {
    ("community", "community"): 1.0,
    ("community", "institutional"): 1.0,
    ("community", "persons_concerned"): 0.6,
    ("community", "social_economy"): 0.8,
    ("institutional", "institutional"): 0.8,
    ("institutional", "persons_concerned"): 0.5,
    ("institutional", "social_economy"): 0.7,
    ("social_economy", "social_economy"): 0.5,
}

SHORTEST_SPELL = 3  # months at one level before another

Pair = tuple[str, str]
Spell = tuple[str, str, str]  # instance or level, start, end


def told_ties(agreements: pd.DataFrame, actors: pd.DataFrame) -> list[dict[str, str]]:
    """Return the ties told by hand, and those that agreements make of their carrier."""
    field_of = actors.set_index("actor")["field"]
    rows = [{**row, "agreement": ""} for row in records(told.TIES)]
    for signed in agreements.itertuples():
        carrier, *partners = signed.parties.split("; ")
        ends = signed.end if signed.end < LAST_DAY else ""  # not known yet: it may be renewed
        for partner in partners:
            source, target = sorted((carrier, partner))
            row = {"source": source, "target": target, "theme": field_of[carrier]}
            spell = {"level": "partnership", "start": signed.start, "end": ends}
            rows.append({**row, **spell, "agreement": signed.agreement})
            if level := told.BEFORE_AGREEMENT.get(signed.agreement):
                spell = {"level": level, "start": "", "end": signed.start}
                rows.append({**row, **spell, "agreement": ""})
    return rows


def shared_instances(seats: pd.DataFrame) -> dict[Pair, list[Spell]]:
    """Return, for each pair of actors, where and when they sat together."""
    shared: dict[Pair, list[Spell]] = {}
    for instance, held in seats.groupby("instance"):
        for one, other in combinations(held.itertuples(), 2):
            begins, ends = latest(one.start, other.start), earliest(one.end, other.end)
            if one.actor != other.actor and begins < (ends or ALWAYS):
                first, second = sorted((one.actor, other.actor))
                shared.setdefault((first, second), []).append((str(instance), begins, ends))
    return shared


def tie_chance(one, other, together: int) -> float:
    """Return the chance that two actors have a tie, from what they are and where they sit."""
    if not one.territory or not other.territory:
        nearness = 0.0
    elif one.territory == other.territory:
        nearness = 1.0
    else:
        nearness = 0.33 if "regional" in (one.tier, other.tier) else 0.08
    first, second = sorted((one.sector, other.sector))
    activity = told.ACTIVITY.get(one.actor, 1.0) * told.ACTIVITY.get(other.actor, 1.0)
    same_field = 2.0 if one.field == other.field else 1.0
    likes = AFFINITY.get((first, second), 0.0) * activity * nearness * same_field
    return min(0.85, 0.05 * likes * (1 + 2.2 * together))


def drawn_spells(
    born: str, gone: str, together: list[Spell], chance: np.random.Generator
) -> list[tuple[str, str, str, str]]:
    """Return the (level, start, end, instance) of one tie over time.

    Two actors concert mostly where they already sit together, and a tie may rise from
    collaboration to concertation on the day they begin to.
    """
    newer, shorter, begins, lasts, rises, level = chance.random(6)
    start = latest(born, month(2 + int(30 * begins))) if newer < 0.28 else born
    end = gone
    if shorter < 0.14:
        end = earliest(gone, later(start, 6 + int(18 * lasts)))
    if end >= LAST_DAY:
        end = ""
    if start >= (end or LAST_DAY):  # too short: as long as both are there
        start, end = born, gone
    for instance, met, _ in together:
        if later(start, SHORTEST_SPELL) <= met and later(met, SHORTEST_SPELL) <= (end or ALWAYS):
            if rises < 0.7:
                return [("collaboration", start, met, ""), ("concertation", met, end, instance)]
            break
    seated = [instance for instance, met, _ in together if met <= (start or FIRST_DAY)]
    if level < (0.62 if seated else 0.1):
        return [("concertation", start, end, seated[0] if seated else "")]
    return [("collaboration", start, end, "")]


def later(date: str, months: int) -> str:
    """Return the day some months after a start, or after the first day observed."""
    return month(max(month_number(date or FIRST_DAY), 0) + months)


def drawn_ties(
    tables: dict[str, pd.DataFrame], already: set[Pair], chance: np.random.Generator
) -> list[dict[str, str]]:
    """Return the ties drawn by chance, between pairs of which nothing was told."""
    theme_of = {"": "", **tables["instances"].set_index("instance")["theme"]}
    shared = shared_instances(tables["seats"])
    rows = []
    for one, other in combinations(tables["actors"].itertuples(), 2):
        pair = (one.actor, other.actor)
        born, gone = latest(one.start, other.start), earliest(one.end, other.end)
        never = pair in already or set(pair) & set(told.WITHOUT_TIE) or born >= (gone or ALWAYS)
        together = shared.get(pair, [])
        if never or chance.random() >= tie_chance(one, other, len(together)):
            continue
        for level, start, end, instance in drawn_spells(born, gone, together, chance):
            row = {"source": one.actor, "target": other.actor, "level": level}
            row |= {"start": start, "end": end, "agreement": "", "theme": theme_of[instance]}
            rows.append(row)
    return rows


def make_ties(tables: dict[str, pd.DataFrame], chance: np.random.Generator) -> list[dict[str, str]]:
    """Return every tie: a pair whose level changed has several rows, with disjoint dates."""
    by_hand = told_ties(tables["agreements"], tables["actors"])
    already = {(row["source"], row["target"]) for row in by_hand}
    rows = by_hand + drawn_ties(tables, already, chance)
    return sorted(rows, key=lambda row: (row["source"], row["target"], row["start"]))
