"""What the legend of a network map says: groups, levels, missing links and areas, with counts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from concertnet.maps.nodelink.contents import Contents
from concertnet.maps.nodelink.emphasis import Emphasis
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
    gaps: pd.DataFrame | None = None,
    about: Emphasis | None = None,
    shown: int = 0,
    small: bool = False,
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
    about : Emphasis or None
        What they say of the actors of the map.
    small : bool
        Whether the page is that of a report: what areas mean is then left to its notes.
    shown : int
        How many of them are drawn.
    """
    sections = [_groups(w, contents, marks)]
    if len(contents.ends):
        sections.append(_levels(w, contents, marks))
    if gaps is not None and about is not None:
        missing = _missing(w, marks, style, gaps, about, shown)
        sections += [missing] if missing.entries else []
    if contents.ties.max(initial=0) > 1:
        sections += [] if small else [_sizes(w, contents, marks, style)]
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
    w: Words, marks: MapMarks, style: Style, gaps: pd.DataFrame, about: Emphasis, shown: int
) -> Section:
    sectors: set[Any] = set(gaps["sector"].dropna()) if "sector" in gaps.columns else set()
    sector = sectors.pop() if len(sectors) == 1 else None
    word = None if sector is None else w.within(sector)
    total, entries = len(about.pairs), []
    if total + about.outside:
        remarks = []
        if shown < total:
            remarks = [w("map_missing_shown", n=shown, total=total), w["map_missing_first"]]
        if about.outside:
            remarks.append(w("map_missing_outside", n=about.outside))
        text = w["map_missing_one"] if word is None else w("map_missing_of", sector=word)
        count = "" if shown < total else w.number(total)
        remark = ", ".join(remarks)
        entries.append(Entry(text, count, line=style.missing, bends=True, remark=remark))
    if about.alone:
        n = sum(about.alone.values())
        entries.append(Entry(w["map_missing_alone"], w.number(n), line=style.missing, short=True))
    if about.actors:
        text = w["map_subject"] if word is None else w("map_subject_of", sector=word)
        mark = marks.groups.get(sector, Mark(style.paper, "circle"))
        entries.append(Entry(text, w.number(len(about.actors)), mark=mark, edge=style.subject))
    if marks.ringed:
        plain = Mark(style.paper, "circle")
        n = w.number(len(marks.ringed))
        entries.append(Entry(w["map_introducer"], n, mark=plain, ring=style.introducer))
    return Section(w["map_missing"], tuple(entries))


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
