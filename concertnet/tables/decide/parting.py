"""A text that may name several at once: where it may be parted, and into which known names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["BETWEEN", "Piece", "between_lines", "every_piece", "known_pieces", "surely_apart"]

# What people write between names; a name may hold it too, so that it parts known names only.
BETWEEN = re.compile(r"\s*[,/&]\s*(?:(?:et|and)\s+)?|\s+(?:et|and)\s+")
_SURELY = re.compile(r"\s*[;|]\s*")
_LINES = re.compile(r"\s*\n\s*")
_STRONG = re.compile(r"\s*[,/\n]\s*(?:(?:et|and)\s+)?")
_MOST = 60  # places where one text may be parted; beyond, it is no list of names


class Piece(NamedTuple):
    """A part of a text, and whether it is a known name."""

    text: str
    known: bool


def surely_apart(text: str) -> list[str]:
    """Part a text at the marks that no name holds: semicolons and bars.

    Examples
    --------
    >>> surely_apart("Ville ; CLSC | Caisse;")
    ['Ville', 'CLSC', 'Caisse']
    """
    return list(dict.fromkeys(filter(None, _SURELY.split(text))))


def between_lines(text: str) -> list[str]:
    """Part a text at its line breaks: a list in a cell, or a name too long for its column."""
    return list(dict.fromkeys(filter(None, _LINES.split(text.strip()))))


def known_pieces(text: str, known: Callable[[str], bool]) -> list[Piece]:
    """Part a text so that as little of it as may be is unknown, in as few pieces as may be.

    Parameters
    ----------
    text : str
        The text.
    known : callable
        Says whether a piece is a known name; a name may hold a comma, a slash or an *et*.

    Returns
    -------
    list of Piece
        The pieces, in their order; the whole text where it cannot be parted.

    Examples
    --------
    >>> names = {"Côté et Roy", "Ville"}
    >>> known_pieces("Côté et Roy, Ville et CLSC", names.__contains__)
    [Piece(text='Côté et Roy', known=True), Piece(text='Ville', known=True), \
Piece(text='CLSC', known=False)]
    """
    marks = [(found.start(), found.end()) for found in BETWEEN.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    n = len(starts)
    if n == 1 or n > _MOST:
        return [Piece(text.strip(), known(text.strip()))]
    # (unknown places, pieces) of the best parting of what goes before each mark
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for last in range(1, n + 1):
        options = [
            (best[first][0] + 0, best[first][1] + 1, first)
            for first in range(last)
            if (piece := text[starts[first] : ends[last - 1]].strip()) and known(piece)
        ]
        alone = best[last - 1]
        blank = not text[starts[last - 1] : ends[last - 1]].strip()
        options.append((alone[0] + (not blank), alone[1] + (not blank), last - 1))
        best.append(min(options))
    found: list[Piece] = []
    last = n
    while last:
        first = best[last][2]
        piece = text[starts[first] : ends[last - 1]].strip()
        if piece:
            found.append(Piece(piece, best[last][0] == best[first][0]))
        last = first
    return found[::-1]


def every_piece(text: str, known: Callable[[str], bool]) -> list[str]:
    """Part a text that is said to name several, into known names first, then at its marks.

    What is not known is parted at commas, slashes and line breaks where there are any, else at
    *et*: *Ville, Roy et fils* may name two or three.

    Examples
    --------
    >>> every_piece("Ville, Roy et fils", {"Ville"}.__contains__)
    ['Ville', 'Roy et fils']
    >>> every_piece("Ville et CLSC", set().__contains__)
    ['Ville', 'CLSC']
    """
    found: list[str] = []
    for line in surely_apart(text):
        pieces = known_pieces(line, known)
        if all(piece.known for piece in pieces):
            found += [piece.text for piece in pieces]
            continue
        mark = _STRONG if _STRONG.search(line) else BETWEEN
        for part in filter(None, map(str.strip, mark.split(line))):
            within = known_pieces(part, known)
            found += [one.text for one in within] if all(one.known for one in within) else [part]
    return list(dict.fromkeys(found))
