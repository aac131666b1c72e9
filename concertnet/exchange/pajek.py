"""Pajek: a relation for each level, places, a partition of the groups; ids in a key beside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute, NotComparable
from concertnet.exchange.handed import Handed, HeldLevel, Link, writable
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import holds, key_bytes, lost_dates
from concertnet.tables.cells.numbers import as_numbers

__all__ = ["pajek_files"]


def pajek_files(
    given: Handed,
    losses: Losses,
    stem: str,
    *,
    one_relation: bool,
    waves: Sequence[pd.Timestamp] = (),
    vectors: Sequence[str] = (),
) -> dict[str, bytes]:
    """Return the network, the partition of its groups (0 is unknown), the key, then the vectors.

    With `one_relation`, the level is the label of each line, which python-igraph reads. With
    `waves`, actors and lines say at which of them they are there, by number from 1.

    Raises
    ------
    MissingAttribute
        If an actor has no value for a vector, or nobody has that attribute.
    NotComparable
        If a value of a vector is no number.
    """
    lines = list(_network(given, one_relation=one_relation, waves=waves, losses=losses))
    if not waves:
        lost_dates(given, losses, all_of_them=True)
    losses.add("lost_attributes", "why_in_key", sum(map(len, given.attributes)))
    losses.add("lost_labels", "why_one_line", sum(_label(text) != text for text in given.labels))
    losses.add("lost_link_attributes", "why_no_place", sum(len(link.more) for link in given.links))
    losses.add("lost_said", "why_no_place", len(given.said))
    vectors = list(dict.fromkeys(vectors))
    codes = {group: number for number, group in enumerate(given.marks, start=1)}
    partition = [0 if group is None else codes[group] for group in given.groups]
    return {
        f"{stem}.net": _text(lines),
        f"{stem}.clu": _text([f"*Vertices {len(given.ids)}", *map(str, partition)]),
        f"{stem}_key.csv": key_bytes(given, range(1, len(given.ids) + 1)),
        **{
            f"{stem}_{part}.vec": _text(_vector(given, name))
            for name, part in zip(vectors, _parts_of_files(vectors), strict=True)
        },
    }


def _parts_of_files(names: Sequence[str]) -> list[str]:
    """Return names as parts of those of files: what no system forbids there, each once.

    Examples
    --------
    >>> _parts_of_files(["budget k$/an", "budget k$:an"])
    ['budget k$_an', 'budget k$_an_2']
    """
    parts: list[str] = []
    for name in names:
        part = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", name)
        tried = itertools.chain([part], (f"{part}_{n}" for n in itertools.count(2)))
        taken = {one.casefold() for one in parts}
        parts.append(next(one for one in tried if one.casefold() not in taken))
    return parts


def _vector(given: Handed, name: str) -> list[str]:
    """Return the numbers of an attribute, one per node; Pajek has none for what is not known."""
    values = [node.get(name) for node in given.attributes]
    if name not in given.columns:
        known = ", ".join(given.columns) or "–"
        raise MissingAttribute("error_missing_attribute", name=name, known=known)
    if absent := sum(value is None for value in values):
        raise MissingAttribute("error_vector_missing", n=absent, column=name)
    # a column of one's own is text: the numbers that it writes are numbers
    numbers = as_numbers(values)
    if wrong := [v for v, number in zip(values, numbers, strict=True) if not np.isfinite(number)]:
        raise NotComparable("error_vector_number", column=name, example=repr(wrong[0]))
    return [f"*Vertices {len(values)}", *(f"{number:.15g}" for number in numbers)]


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _label(text: str) -> str:
    return writable(text, lines=False).replace('"', "'")


def _network(
    given: Handed, *, one_relation: bool, waves: Sequence[pd.Timestamp], losses: Losses
) -> Iterator[str]:
    yield f"*Vertices {len(given.ids)}" + (f" {given.first}" if given.first else "")
    places = _squared(given)
    for at, label in enumerate(given.labels):
        place = f" {places[at][0]:.4f} {places[at][1]:.4f} 0.5000" if at in places else ""
        there = _waves_of(given.presences[at], waves) if given.presences[at] else ""
        if waves and given.presences[at] and not there:
            losses.add("lost_presences", "why_between_waves")
            there = " [0]"
        yield f'{at + 1} "{_label(label)}"{place}{there}'
    kind = "*Arcs" if given.directed else "*Edges"
    scale = given.scale
    if scale is None or one_relation or any(link.rank is None for link in given.links):
        yield kind
        for link in given.links:
            level = given.level(link)
            held = _held(link, waves, losses)
            if held is not None:
                yield _line(link) + ("" if level is None else f' l "{_label(level)}"') + held
        yield from _waves_named(waves)
        return
    for rank, level in enumerate(scale.levels):
        yield f'{kind} :{rank + 1} "{_label(level)}"'
        for link in given.links:
            if not waves or not link.stretches:
                if link.rank == rank:
                    yield _line(link)
                continue
            spells = tuple(one for one in link.stretches if one.rank == rank)
            if spells and (held := _held(replace(link, stretches=spells), waves, losses)):
                yield _line(replace(link, rank=rank)) + held
    yield from _waves_named(waves)


def _waves_named(waves: Sequence[pd.Timestamp]) -> Iterator[str]:
    """Yield the days of waves, as comments: the network holds their numbers."""
    yield from (f"% {number}: {day.date()}" for number, day in enumerate(waves, start=1))


def _held(link: Link, waves: Sequence[pd.Timestamp], losses: Losses) -> str | None:
    """Return at which waves a line is there; None, counted, of one between two of them."""
    if not waves or not link.stretches:
        return ""
    held = _waves_of(link.stretches, waves)
    if not held:
        losses.add("lost_tie_dates", "why_between_waves")
    return held or None


def _waves_of(stretches: Sequence[HeldLevel], waves: Sequence[pd.Timestamp]) -> str:
    """Return the numbers of the waves that stretches hold, as Pajek writes them.

    Examples
    --------
    >>> days = [pd.Timestamp(year, 12, 31) for year in range(2020, 2025)]
    >>> held = (HeldLevel(0, None, days[3]), HeldLevel(0, days[4], None))
    >>> _waves_of(held, days)
    ' [1-3,5-*]'
    """
    there = [
        number
        for number, day in enumerate(waves, start=1)
        if any(holds(one, day) for one in stretches)
    ]
    runs = [
        [number for _, number in run]
        for _, run in itertools.groupby(enumerate(there), lambda pair: pair[1] - pair[0])
    ]
    texts = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    if any(one.end is None and waves and holds(one, waves[-1]) for one in stretches):
        texts[-1] = f"{runs[-1][0]}-*"
    return f" [{','.join(texts)}]" if texts else ""


def _line(link: Link) -> str:
    """Return a line: its ends from 1, and its strength, the rank of its level from 1."""
    value = 1 if link.rank is None else link.rank + 1
    return f"{link.source + 1} {link.target + 1} {value}"


def _squared(given: Handed) -> dict[int, tuple[float, float]]:
    """Return places within 0 and 1, from the top as Pajek draws, in one proportion."""
    if not given.places:
        return {}
    xs, ys = zip(*given.places.values(), strict=True)
    width = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    return {
        at: ((x - min(xs)) / width, (max(ys) - y) / width) for at, (x, y) in given.places.items()
    }
