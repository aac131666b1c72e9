"""What the legend of a network map says: groups, levels, missing links and areas, with counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.marks import MapMarks
from concertnet.maps.paper.called import group_word, level_word
from concertnet.maps.paper.legend import Entry, Section
from concertnet.maps.paper.style import Mark, Style
from concertnet.maps.paper.ticks import near_number
from concertnet.words import Words

__all__ = ["legend_sections"]

_GROUPS_SHOWN = 14


def legend_sections(
    w: Words,
    contents: Contents,
    marks: MapMarks,
    style: Style,
    *,
    gaps: pd.DataFrame | None,
    shown: int,
    total: int,
    outside: int,
) -> list[Section]:
    """Return the sections of the legend, in their order.

    Parameters
    ----------
    w : Words
        The language.
    contents, marks, style : Contents, MapMarks, Style
        What is drawn, and how.
    gaps : DataFrame or None
        The missing links, which say whose they are.
    shown, total, outside : int
        Missing links drawn, drawable, and naming an actor that is not on the map.
    """
    sections = [_groups(w, contents, marks)]
    if len(contents.ends):
        sections.append(_levels(w, contents, marks))
    if gaps is not None and total + outside:
        sections.append(_missing(w, style, gaps, shown, total, outside))
    if contents.ties.max(initial=0) > 1:
        sections.append(_sizes(w, contents, marks, style))
    return sections


def _groups(w: Words, contents: Contents, marks: MapMarks) -> Section:
    counts = Counter(contents.groups)
    named = [group for group in marks.groups if group is not None]
    if marks.by is None:
        everyone = Entry(
            w["map_all_actors"], w.number(len(contents.groups)), mark=marks.groups[None]
        )
        return Section(w["map_all_actors"], (everyone,))
    kept = named
    if len(named) > _GROUPS_SHOWN:
        largest = sorted(named, key=lambda group: -counts[group])[: _GROUPS_SHOWN - 1]
        kept = [group for group in named if group in largest]
    entries = [
        Entry(group_word(w, group, marks.by), w.number(counts[group]), mark=marks.groups[group])
        for group in kept
    ]
    if len(kept) < len(named):
        entries.append(Entry(w("map_more_groups", n=len(named) - len(kept))))
    if counts[None]:
        entries.append(Entry(w["map_unknown"], w.number(counts[None]), mark=marks.groups[None]))
    return Section(_heading(w, marks.by), tuple(entries))


def _heading(w: Words, by: object) -> str:
    if by == "sector":
        return w["map_by_sector"]
    return w.label(by) if isinstance(by, str) else w["map_by_group"]


def _levels(w: Words, contents: Contents, marks: MapMarks) -> Section:
    counts = Counter(contents.ranks.tolist())
    if contents.scale is None:
        tie = Entry(w["map_tie"], w.number(len(contents.ranks)), line=marks.lines[-1])
        return Section(w["map_ties"], (tie,))
    entries = []
    for rank, level in enumerate(contents.scale.levels):
        word, n = level_word(w, contents.scale, level), w.number(counts[rank])
        entries.append(Entry(word, n, line=marks.lines[rank]))
    if counts[-1]:
        unknown = w["map_level_unknown"]
        entries.append(Entry(unknown, w.number(counts[-1]), line=marks.lines[-1]))
    return Section(w["map_levels"], tuple(entries))


def _missing(
    w: Words, style: Style, gaps: pd.DataFrame, shown: int, total: int, outside: int
) -> Section:
    sectors: set[Any] = set(gaps["sector"].dropna()) if "sector" in gaps.columns else set()
    text = w["map_missing_one"]
    if len(sectors) == 1:
        text = w("map_missing_of", sector=w.label(sectors.pop()).lower())
    remarks = []
    if shown < total:
        remarks = [w("map_missing_shown", n=shown, total=total), w["map_missing_first"]]
    if outside:
        remarks.append(w("map_missing_outside", n=outside))
    count = "" if shown < total else w.number(total)
    return Section(
        w["map_missing"],
        (Entry(text, count, line=style.missing, bends=True, remark=", ".join(remarks)),),
    )


def _sizes(w: Words, contents: Contents, marks: MapMarks, style: Style) -> Section:
    most = int(contents.ties.max())
    steps = sorted({1, near_number(most / 3), most}) if most > 5 else [1, most]
    sample = {int(n): float(a) for n, a in zip(contents.ties, marks.areas, strict=True)}
    known = sorted(sample)
    entries = tuple(
        Entry(
            w("n_ties", n=n),
            mark=Mark(style.paper, "circle"),
            area=float(np.interp(n, known, [sample[k] for k in known])),
        )
        for n in steps
    )
    return Section(w["map_size"], entries, w["map_size_of"])
