"""Seats as a chart draws them: when in force, held by whom, and vacant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.seat_lives import SeatLives
from concertnet.maps.paper.called import drawn_names
from concertnet.words import Words

__all__ = ["SeatRow", "Stretch", "seat_rows"]

Stretch = tuple[int, int]  # microseconds since 1970, the end excluded


@dataclass(frozen=True)
class SeatRow:
    """A seat and what fills it inside the observation.

    Attributes
    ----------
    seat, instance, actor : str
        What the seat is.
    name : str
        The actor's name; a number for a person who sits in their own name.
    sector : str or None
        The actor's latest sector there.
    forces : tuple of Stretch
        When the seat was in force.
    titulars : tuple of (int, Stretch)
        The code of a person, and when that person held the seat as titular.
    alternates : tuple of Stretch
        When somebody held it as alternate.
    vacant : tuple of Stretch
        When it was in force and nobody held it.
    recorded : bool
        Whether it has any mandate: nothing is vacant otherwise.
    """

    seat: str
    instance: str
    actor: str
    name: str
    sector: str | None
    forces: tuple[Stretch, ...]
    titulars: tuple[tuple[int, Stretch], ...]
    alternates: tuple[Stretch, ...]
    vacant: tuple[Stretch, ...]
    recorded: bool


def seat_rows(net: Any, lives: SeatLives, w: Words) -> list[SeatRow]:
    """Return the seats in force at some moment of the observation, in the order of their table."""
    names, mandates = drawn_names(net, w), lives.mandates
    rows = []
    table = lives.table
    for code in np.unique(lives.seat):
        mine = np.flatnonzero((lives.seat == code) & (lives.end > lives.start))
        if not len(mine):
            continue
        known = table.iloc[mine[np.argmax(lives.start[mine])]]
        forces = _union((int(lives.start[i]), int(lives.end[i])) for i in mine)
        held = np.flatnonzero(mandates.seat == code)
        spans = [(int(mandates.start[i]), int(mandates.end[i])) for i in held]
        titulars = sorted(
            (part, int(mandates.person[i]))
            for i, span in zip(held, spans, strict=True)
            if mandates.titular[i]
            for part in _common([span], forces)
        )
        others = [s for i, s in zip(held, spans, strict=True) if not mandates.titular[i]]
        recorded = bool(len(held))
        rows.append(
            SeatRow(
                seat=str(known["seat"]),
                instance=str(known["instance"]),
                actor=str(known["actor"]),
                name=names.get(known["actor"], str(known["actor"])),
                sector=None if pd.isna(known["sector"]) else str(known["sector"]),
                forces=forces,
                titulars=tuple((person, part) for part, person in titulars),
                alternates=_common(_union(others), forces),
                vacant=_without(forces, _union(spans)) if recorded else (),
                recorded=recorded,
            )
        )
    return rows


def _union(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Join the stretches that touch or overlap.

    Examples
    --------
    >>> _union([(5, 7), (1, 3), (3, 4)])
    ((1, 4), (5, 7))
    """
    joined: list[Stretch] = []
    for first, last in sorted(s for s in stretches if s[0] < s[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _common(one: Iterable[Stretch], other: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what two lists of stretches have in common."""
    other = tuple(other)
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted(s for s in pairs if s[0] < s[1]))


def _without(whole: Iterable[Stretch], parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what is left of stretches once disjoint parts, in order, are taken away.

    Examples
    --------
    >>> _without([(0, 10)], [(2, 3), (8, 12)])
    ((0, 2), (3, 8))
    """
    parts, left = tuple(parts), []
    for first, last in whole:
        for begins, stops in parts:
            if stops <= first or begins >= last:
                continue
            left.append((first, begins))
            first = max(first, stops)
        left.append((first, last))
    return tuple(s for s in left if s[0] < s[1])
