"""Whom a map of missing links is about: the sector asked, and who could introduce it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import pandas as pd

from concertnet.answers import JOINED
from concertnet.maps.nodelink.contents import Contents, check_gaps, rank_of

__all__ = ["Emphasis", "read_emphasis"]


@dataclass(frozen=True, eq=False)
class Emphasis:
    """Whom a map is about, by position of the actor; of a map without missing links, nobody.

    Attributes
    ----------
    pairs : sequence of (int, int)
        The missing links that the map can show, the highest score first.
    via : sequence of int or None
        Who could introduce the two of each pair best: the first that the table names.
    actors : frozenset of int
        The actors of the sector asked.
    alone : mapping of int to int
        Of each of them, the missing links that nothing supports: no shared partner, no instance.
    outside : int
        Missing links of actors who are not on the map.
    """

    pairs: Sequence[tuple[int, int]] = ()
    via: Sequence[int | None] = ()
    actors: frozenset[int] = frozenset()
    alone: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    outside: int = 0

    def introducers(self, shown: int) -> frozenset[int]:
        """Return who could introduce the pairs that are shown, the first so many."""
        return frozenset(i for i in self.via[:shown] if i is not None) - self.actors


def read_emphasis(gaps: pd.DataFrame, contents: Contents, by: object = "sector") -> Emphasis:
    """Read whom a map of missing links is about.

    A link that nothing supports is no line: it would only cross the map; it is counted. One that
    has since been made, at the level from which it is no longer missing, is no gap. A link whose
    actors are not on the map is counted too.

    Parameters
    ----------
    gaps : DataFrame
        Columns `actor` and `other`; `kind` (only ``pair`` is a line), `score`, `level`,
        `supported`, `introducers`, `sector` and `by` where they are.
    contents : Contents
        What the map shows.
    by : object
        What its groups are.

    Raises
    ------
    MissingAttribute
        If a column is missing.
    """
    check_gaps(gaps, ("actor", "other"))
    rows = gaps[gaps["kind"] == "pair"] if "kind" in gaps.columns else gaps
    if "score" in rows.columns:
        rows = rows.sort_values("score", ascending=False, kind="stable")
    place = {str(actor): i for i, actor in enumerate(contents.actors)}
    tied = dict(zip(map(tuple, contents.ends.tolist()), contents.ranks.tolist(), strict=True))
    shown: dict[tuple[int, int], tuple[tuple[int, int], int | None]] = {}
    alone: dict[tuple[int, int], int] = {}
    outside = 0
    for one, two, level, supported, via in zip(
        rows["actor"],
        rows["other"],
        _column(rows, "level", None),
        _column(rows, "supported", True),
        _column(rows, "introducers", None),
        strict=True,
    ):
        held = pd.isna(supported) or not supported
        if str(one) not in place or str(two) not in place:
            outside += not held
            continue
        a, b = place[str(one)], place[str(two)]
        pair = (min(a, b), max(a, b))
        least = rank_of({"level": level}, contents.scale)
        if a == b or (pair in tied and tied[pair] >= least):
            continue
        if held:
            alone.setdefault(pair, a)
        else:
            first = None if pd.isna(via) else place.get(str(via).split(JOINED)[0])
            shown.setdefault(pair, ((a, b), first))
    counts: dict[int, int] = {}
    for pair, actor in alone.items():
        if pair not in shown:
            counts[actor] = counts.get(actor, 0) + 1
    ends = {place[str(actor)] for actor in rows["actor"] if str(actor) in place}
    return Emphasis(
        pairs=[pair for pair, _ in shown.values()],
        via=[first for _, first in shown.values()],
        actors=frozenset(ends | _of_the_sector(gaps, contents, by)),
        alone=counts,
        outside=outside,
    )


def _column(rows: pd.DataFrame, name: str, otherwise: object) -> Sequence[Any]:
    return list(rows[name]) if name in rows.columns else [otherwise] * len(rows)


def _of_the_sector(gaps: pd.DataFrame, contents: Contents, by: object) -> set[int]:
    """Return the actors of the one sector whose links are missing, if the map shows sectors."""
    grouped_by = set(_column(gaps, "by", None)) - {None}
    sectors = {s for s in _column(gaps, "sector", None) if not pd.isna(s)}
    asked = {str(b) for b in grouped_by if not pd.isna(b)} or {"sector"}
    if len(sectors) != 1 or asked != {str(by)}:
        return set()
    (sector,) = sectors
    return {i for i, group in enumerate(contents.groups) if group == str(sector)}
