"""Who represents whom: persons follow one another in the posts of an actor, with gaps.

An actor has one post (its director goes everywhere) or several; each of its seats follows one
post. When a person leaves, every seat of that post falls vacant or passes on the same day.
"""

from __future__ import annotations

from itertools import count

import invented_territory as told
import numpy as np
import pandas as pd
from text_dates import FIRST_DAY, LAST_DAY, earliest, latest, month

# Institutions change their representatives often, and name the next one late.
MEAN_STAY = {"institutional": 22, "community": 46, "private": 60}  # months; otherwise 40
SHORTEST_STAY = 3
NAMED_AT_ONCE = {"institutional": 0.4, "community": 0.6, "private": 0.7}  # otherwise 0.5
LONGEST_GAP = {"institutional": 8, "community": 5, "private": 4}  # months; otherwise 6

# Share of mandates with the power to commit: where the director sits, and where someone else does.
DIRECTOR_COMMITS = {"institutional": 0.55, "community": 0.9}  # otherwise 0.75
OTHER_COMMITS = 0.3

NOT_ASKED = 0.05  # share of mandates of which the power to commit is not known

HAS_ALTERNATE = 0.26  # share of voting seats

MONTHS = 36  # observed
Stay = tuple[int, str, str]  # person, start, end (blank: still there)


def drawn_post(sector: str, persons: count, chance: np.random.Generator) -> list[Stay]:
    """Return those who fill one post, from before the observation to its end."""
    stays = []
    now = -int(chance.integers(1, 72))
    while now < MONTHS:
        stays_on = int(chance.geometric(1 / MEAN_STAY.get(sector, 40)))
        # The register begins in 2022 and whoever left before is not in it; the time that is left
        # to the others does not depend on how long they have been there.
        leaves = stays_on if now < 0 else now + SHORTEST_STAY + stays_on
        stays.append((next(persons), month(now), month(leaves) if leaves < MONTHS else ""))
        now = leaves
        if chance.random() > NAMED_AT_ONCE.get(sector, 0.5):
            now += int(chance.integers(1, LONGEST_GAP.get(sector, 6) + 1))
    return stays


def titular_mandates(seat, stays: list[Stay], commits: float, chance: np.random.Generator) -> list:
    """Return the mandates of one seat: the stays of its post that fall within the seat."""
    rows = []
    for person, start, end in stays:
        begins, ends = latest(seat.start, start), earliest(seat.end, end)
        if begins >= (ends or LAST_DAY):
            continue
        if begins < FIRST_DAY and not seat.start:
            begins = ""  # of the old seats, the register does not say since when
        answer, known = chance.random(2)
        can_commit = "" if known < NOT_ASKED else "yes" if answer < commits else "no"
        rows.append([seat.seat, person, "titular", can_commit, begins, ends])
    return rows


def drawn_mandates(
    seats: pd.DataFrame, actors: pd.DataFrame, chance: np.random.Generator
) -> list[dict[str, str]]:
    """Return who fills each seat and when, persons numbered in the order of the seats."""
    sector_of = actors.set_index("actor")["sector"]
    persons = count()
    rows = []
    for actor, held in seats.groupby("actor"):
        sector = sector_of[actor]
        number = -(-len(held) // 2) if sector == "institutional" else 1 + len(held) // 4
        posts = [drawn_post(sector, persons, chance) for _ in range(number)]
        for turn, seat in enumerate(held.itertuples()):
            if (seat.instance, actor) in told.NEVER_FILLED:
                continue
            director = turn % number == 0
            commits = DIRECTOR_COMMITS.get(sector, 0.75) if director else OTHER_COMMITS
            rows += titular_mandates(seat, posts[turn % number], commits, chance)
            since = latest(seat.start, month(int(chance.integers(0, 24))))
            lasts = since < (seat.end or LAST_DAY)
            if seat.role == "voting" and lasts and chance.random() < HAS_ALTERNATE:
                rows.append([seat.seat, next(persons), "alternate", "no", since, seat.end])
    return numbered(sorted(rows, key=lambda row: (row[0], row[2] == "alternate", row[4])))


def numbered(rows: list[list]) -> list[dict[str, str]]:
    """Return rows as records, with a code for each person in the order in which they appear."""
    codes: dict[int, str] = {}
    names = ("seat", "person", "function", "can_commit", "start", "end")
    coded = []
    for seat, person, *others in rows:
        code = codes.setdefault(person, f"P{len(codes) + 1:03d}")
        coded.append(dict(zip(names, (seat, code, *others), strict=True)))
    return coded
