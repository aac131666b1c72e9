"""Small networks of seats and mandates, drawn by hypothesis, and the same as plain rows."""

from __future__ import annotations

import functools
from itertools import combinations

import pandas as pd
from hypothesis import strategies as st

import concertnet as cn
from concertnet.network import _from_checked

SECTORS = ("community", "institutional", "private", None)
Rows = list[tuple[str, str, list[str]]]  # a seat: instance, actor, its persons


@functools.cache
def empty() -> cn.Network:
    return cn.Network(pd.DataFrame({"actor": ["a"], "sector": ["private"]}))


def network(sectors: dict[str, str | None], instances: list[str], rows: Rows) -> cn.Network:
    """Build a network of known good tables, without checking them; seats are numbered in order."""
    given = {
        "actors": {"actor": list(sectors), "sector": list(sectors.values())},
        "instances": {"instance": instances},
        "seats": {
            "seat": [f"s{i}" for i in range(len(rows))],
            "instance": [where for where, _, _ in rows],
            "actor": [who for _, who, _ in rows],
        },
        "mandates": {
            "seat": [f"s{i}" for i, (_, _, persons) in enumerate(rows) for _ in persons],
            "person": [p for _, _, persons in rows for p in persons],
        },
    }
    tables = {
        name: pd.DataFrame(given[name], columns=frame.columns).astype(frame.dtypes)
        if name in given
        else frame
        for name, frame in empty().tables.items()
    }
    return _from_checked(tables, scale=cn.BOURQUE, about=cn.About(), problems=())


@st.composite
def drawn(draw, *, with_persons: bool = False):
    """Draw sectors of up to 8 actors, up to 5 instances, and seats, several of a pair allowed."""
    actors = [f"a{i}" for i in range(draw(st.integers(1, 8)))]
    sectors = {actor: draw(st.sampled_from(SECTORS)) for actor in actors}
    instances = [f"i{i}" for i in range(draw(st.integers(1, 5)))]
    persons = st.lists(st.sampled_from("pqrst"), max_size=2, unique=True)
    seat = st.tuples(st.sampled_from(instances), st.sampled_from(actors), persons)
    rows = draw(st.lists(seat, max_size=14))
    if with_persons and rows and not any(p for _, _, p in rows):
        rows[0] = (*rows[0][:2], ["p"])
    return sectors, instances, rows


def seated(rows: Rows) -> dict[str, set[str]]:
    """Return the actors of each instance that has some."""
    found: dict[str, set[str]] = {}
    for where, who, _ in rows:
        found.setdefault(where, set()).add(who)
    return found


def cross_pairs(members: set[str], sectors: dict[str, str | None]) -> set[tuple[str, str]]:
    """Return the pairs of members of different known sectors."""
    known = sorted(m for m in members if sectors[m] is not None)
    return {(a, b) for a, b in combinations(known, 2) if sectors[a] != sectors[b]}
