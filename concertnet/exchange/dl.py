"""UCINET DL: short codes as labels, a line for each pair and direction, or matrices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from concertnet.exchange.handed import Handed
from concertnet.exchange.lost import Losses
from concertnet.exchange.spelled import key_bytes, lost_dates

__all__ = ["dl_files"]

_LONGEST = 18  # characters of a label in UCINET, which also makes it upper case
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def dl_files(
    given: Handed, losses: Losses, stem: str, *, matrices: bool = False
) -> dict[str, bytes]:
    """Return the network and the key of its codes, by file name.

    With `matrices`, a matrix of 0 and 1 for each level in the place of lines with its number.
    """
    codes = _codes(given.ids)
    if given.first:
        lines = list(_two_modes(given, codes))
    else:
        lines = list(_level_by_level(given, codes) if matrices else _pairs(given, codes))
    lost_dates(given, losses, all_of_them=True)
    losses.add("lost_names", "why_in_key", sum(
        code != label for code, label in zip(codes, given.labels, strict=True)
    ))  # fmt: skip
    losses.add("lost_attributes", "why_in_key", sum(map(len, given.attributes)))
    losses.add("lost_places", "why_no_place", len(given.places))
    held = {"seats"} if given.first else set()  # those are the cells
    losses.add("lost_link_attributes", "why_no_place", sum(
        len(link.more.keys() - held) for link in given.links
    ))  # fmt: skip
    losses.add("lost_said", "why_no_place", len(given.said))
    text = "".join(f"{line}\n" for line in lines)
    return {f"{stem}.dl": text.encode("utf-8"), f"{stem}_key.csv": key_bytes(given, codes)}


def _codes(ids: Sequence[str], letter: str = "N") -> list[str]:
    """Return the ids where UCINET can hold and tell them apart, else N001, N002..."""
    fit = all(len(one) <= _LONGEST and _PLAIN.fullmatch(one) for one in ids)
    if fit and len({one.upper() for one in ids}) == len(ids):
        return list(ids)
    digits = max(3, len(str(len(ids))))
    return [f"{letter}{number:0{digits}}" for number in range(1, len(ids) + 1)]


def _pairs(given: Handed, codes: list[str]) -> Iterator[str]:
    yield f"DL N={len(codes)}"
    yield "FORMAT = EDGELIST1"
    yield "LABELS:"
    yield ",".join(codes)
    yield "DATA:"
    for link in given.links:
        value = 1 if link.rank is None else link.rank + 1
        yield f"{link.source + 1} {link.target + 1} {value}"
        if not given.directed:  # UCINET keeps a matrix: both its cells
            yield f"{link.target + 1} {link.source + 1} {value}"


def _level_by_level(given: Handed, codes: list[str]) -> Iterator[str]:
    """Yield a matrix for each level, those without a tie too, from the loosest."""
    ranked = given.scale is not None and all(link.rank is not None for link in given.links)
    levels = given.scale.levels if given.scale is not None and ranked else ("tie",)
    yield f"DL N={len(codes)} NM={len(levels)}"
    yield "FORMAT = FULLMATRIX"
    yield "LABELS:"
    yield ",".join(codes)
    yield "MATRIX LABELS:"
    yield ",".join(_codes(levels, "L"))
    yield "DATA:"
    for rank in range(len(levels)):
        tied: list[set[int]] = [set() for _ in codes]
        for link in given.links:
            if not ranked or link.rank == rank:
                tied[link.source].add(link.target)
                if not given.directed:
                    tied[link.target].add(link.source)
        for row in tied:
            yield " ".join("1" if column in row else "0" for column in range(len(codes)))


def _two_modes(given: Handed, codes: list[str]) -> Iterator[str]:
    rows, columns = codes[: given.first], codes[given.first :]
    cells = {(link.source, link.target): str(link.more.get("seats", 1)) for link in given.links}
    yield f"DL NR={len(rows)} NC={len(columns)}"
    yield "FORMAT = FULLMATRIX"
    yield "ROW LABELS:"
    yield ",".join(rows)
    yield "COLUMN LABELS:"
    yield ",".join(columns)
    yield "DATA:"
    for row in range(given.first):
        yield " ".join(cells.get((row, column), "0") for column in range(given.first, len(codes)))
