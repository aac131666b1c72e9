"""What every figure states: its title and counts, date, response rate, boundary and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from concertnet.hinges.door import GraphLike, is_network, is_networkx
from concertnet.hinges.remarks import remarks_of_reading, response_remark
from concertnet.maps.paper.days import when_text
from concertnet.maps.paper.page import Sheet
from concertnet.maps.paper.text import one_line
from concertnet.tables.cells.dates import Period
from concertnet.words import Words

__all__ = [
    "AboutLike",
    "about_notes",
    "details_of",
    "room_left",
    "state",
    "subtitle",
    "title_of",
    "with_date",
]

# Where the date, boundary, source and response rate of a figure come from.
_STATED = ("date", "response_rate", "boundary", "source")
AboutLike: TypeAlias = "GraphLike | Mapping[str, Any] | None"


def state(
    sheet: Sheet,
    w: Words,
    about: AboutLike,
    *,
    title: str,
    counts: Sequence[str],
    notes: Sequence[str] = (),
    after: Sequence[str] = (),
) -> None:
    """Write title, counts, date and response rate above, notes, boundary and source below.

    Parameters
    ----------
    sheet : Sheet
        The page.
    w : Words
        The language.
    about : Network, networkx graph, mapping or None
        What is stated; what it does not know is said to be unstated.
    title : str
        The title; an empty one is left out.
    counts : sequence of str
        How many of what the figure shows.
    notes : sequence of str
        How the figure is read, what it leaves out.
    after : sequence of str
        What is said under the boundary and the source.
    """
    known = details_of(about)
    known = {} if known is None else known
    sheet.head(title, subtitle(w, known, counts))
    sheet.foot([*notes, *about_notes(w, known), *after])


def room_left(
    sheet: Sheet,
    w: Words,
    about: AboutLike,
    *,
    title: str,
    counts: Sequence[str],
    notes: Sequence[str],
) -> float:
    """Return the height that `state` will leave to the figure, in points."""
    known = details_of(about)
    known = {} if known is None else known
    width = sheet.right - sheet.left
    texts = (
        ([title] if title else [], "title", True, 1.3),
        ([subtitle(w, known, counts)], "text", False, 1.35),
        ([*notes, *about_notes(w, known)], "note", False, 1.32),
    )
    taken = 18 * sheet.zoom
    for lines, name, bold, leading in texts:
        size = sheet.size(name)
        wrapped = [sheet.ruler.wrap(one_line(line), size, width, bold=bold) for line in lines]
        taken += sum(map(len, wrapped)) * leading * size
    return sheet.top - sheet.bottom - taken


def with_date(about: AboutLike, period: Period | None) -> Mapping[str, Any]:
    """Return what a network states, with the period of a result where it has no date."""
    known = details_of(about)
    known = dict(known or {})
    if period is not None and "date" not in known:
        known["date"] = f"{period.start.date()} – {(period.end - pd.Timedelta(days=1)).date()}"
    return known


def details_of(about: object) -> Mapping[str, Any] | None:
    """Return the title, date, boundary and source of a network or graph; None where it has none."""
    if isinstance(about, Mapping):
        return about
    if is_network(about):
        return about.details()
    return about.graph if is_networkx(about) else None


def title_of(about: Mapping[str, Any], given: str | None, default: str) -> str:
    """Return the title asked for, else that of the network, else a plain one."""
    return str(about.get("title", default)) if given is None else given


def subtitle(w: Words, about: Mapping[str, Any], counts: Sequence[str]) -> str:
    """Return the line under a title: counts, date and response rate."""
    date, rate = about.get("date"), about.get("response_rate")
    parts = [w.join(list(counts)) if len(counts) < 3 else ", ".join(counts)] if counts else []
    parts += [] if date is None else [when_text(w, date)]
    parts += [] if rate is None else [w("map_response", rate=w.percent(float(rate)))]
    return "  ·  ".join(parts)


def about_notes(w: Words, about: Mapping[str, Any]) -> list[str]:
    """Return the notes of every figure: boundary and source, what is not stated; what was read.

    What is not stated is said in one sentence, of all that a figure states. Who answered in each
    sector is said where it is known.
    """
    known = {key: about[key] for key in _STATED if about.get(key) is not None}
    notes = [
        w(f"map_{key}", text=one_line(known[key])) for key in ("boundary", "source") if key in known
    ]
    missing = [w[f"map_not_stated_{key}"] for key in _STATED if key not in known]
    if missing:
        notes.append(w("map_not_stated", n=len(missing), things=", ".join(missing)))
    # A note ends with one full stop, whether or not the user wrote it.
    stated = " ".join(note.rstrip(". ") + "." for note in notes)
    response = response_remark(w, about)
    return [*([stated] if stated else []), *response, *remarks_of_reading(w, about)]
