"""Pajek: a relation for each level, places, a partition of the groups; ids in a key beside."""

from __future__ import annotations

from collections.abc import Iterator

from concertnet.exchange.handed import Handed, Link, writable
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import key_bytes, lost_dates

__all__ = ["pajek_files"]


def pajek_files(
    given: Handed, losses: Losses, stem: str, *, one_relation: bool
) -> dict[str, bytes]:
    """Return the network, the partition of its groups (0 is unknown) and the key, by file name.

    With `one_relation`, the level is the label of each line, which python-igraph reads.
    """
    lines = list(_network(given, one_relation=one_relation))
    lost_dates(given, losses, all_of_them=True)
    losses.add("lost_attributes", "why_in_key", sum(map(len, given.attributes)))
    losses.add("lost_labels", "why_one_line", sum(_label(text) != text for text in given.labels))
    losses.add("lost_link_attributes", "why_no_place", sum(len(link.more) for link in given.links))
    losses.add("lost_said", "why_no_place", len(given.said))
    codes = {group: number for number, group in enumerate(given.marks, start=1)}
    partition = [0 if group is None else codes[group] for group in given.groups]
    return {
        f"{stem}.net": _text(lines),
        f"{stem}.clu": _text([f"*Vertices {len(given.ids)}", *map(str, partition)]),
        f"{stem}_key.csv": key_bytes(given, range(1, len(given.ids) + 1)),
    }


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _label(text: str) -> str:
    return writable(text, lines=False).replace('"', "'")


def _network(given: Handed, *, one_relation: bool) -> Iterator[str]:
    yield f"*Vertices {len(given.ids)}" + (f" {given.first}" if given.first else "")
    places = _squared(given)
    for at, label in enumerate(given.labels):
        place = f" {places[at][0]:.4f} {places[at][1]:.4f} 0.5000" if at in places else ""
        yield f'{at + 1} "{_label(label)}"{place}'
    kind = "*Arcs" if given.directed else "*Edges"
    scale = given.scale
    if scale is None or one_relation or any(link.rank is None for link in given.links):
        yield kind
        for link in given.links:
            level = given.level(link)
            yield _line(link) + ("" if level is None else f' l "{_label(level)}"')
        return
    for rank, level in enumerate(scale.levels):
        yield f'{kind} :{rank + 1} "{_label(level)}"'
        for link in given.links:
            if link.rank == rank:
                yield _line(link)


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
