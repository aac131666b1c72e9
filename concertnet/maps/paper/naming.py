"""How names are written on maps, on paper and on the page: who is first, on which lines, how cut.

Nothing here measures or draws: widths come from a function, `len` for want of a better one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from concertnet.words import in_order

__all__ = ["NameLines", "naming_order", "on_lines", "phrases", "short_forms"]

# Small words that bind to what follows, and begin a phrase: no line ends by one.
_FRENCH = "de du des en à au aux pour par sur sous avec sans contre entre vers chez dans"
_ENGLISH = "of for in on at to by with from against between"
_OPENING = frozenset(f"{_FRENCH} {_ENGLISH}".split())
_BINDING = frozenset(("la", "le", "les", "un", "une", "the", "a", "an", "et", "ou", "and", "or"))
_ELIDED = ("d'", "d’", "l'", "l’", "qu'", "qu’")
_DASHES = frozenset("–—-·|/:&")
_LOOSE = 0.8  # a break inside a phrase costs as much as lines so uneven
_TINY, _TINY_COST = 4, 0.2  # characters of a line that is too short to stand alone
_MOST_PARTS = 40  # of a name that is broken with care
_MOST_FIRST, _MOST_LAST = 4, 3  # parts kept at the ends of a cut name
_CUT = " ,;:-–—(·|/&’'"


@dataclass(frozen=True)
class NameLines:
    """A name on lines.

    Attributes
    ----------
    lines : tuple of str
        The lines.
    loose : int
        How many of the breaks fall inside a phrase.
    """

    lines: tuple[str, ...]
    loose: int


def naming_order(
    ties: Sequence[int], names: Sequence[str], *, first: Collection[int] = ()
) -> list[int]:
    """Return the order in which actors are named: the subject, then the most connected.

    Who is named first finds the best place, and is the last to be shortened.

    Parameters
    ----------
    ties : sequence of int
        Number of ties of every actor.
    names : sequence of str
        Their names: equals stand in alphabetical order.
    first : collection of int
        Positions of those whom the map is about, named before all others.

    Examples
    --------
    >>> naming_order([1, 5, 5], ["CPE", "MRC", "CDC"])
    [2, 1, 0]
    >>> naming_order([1, 5, 5], ["CPE", "MRC", "CDC"], first={0})
    [0, 2, 1]
    """
    return sorted(
        range(len(names)), key=lambda i: (i not in first, -int(ties[i]), in_order(names[i]), i)
    )


def phrases(name: str) -> list[str]:
    """Return the phrases of a name: a line had better break between two of them.

    A phrase begins at a preposition, at a bracket or a dash, at a capital after small letters.

    Examples
    --------
    >>> phrases("Coop de solidarité La Récolte")
    ['Coop', 'de solidarité', 'La Récolte']
    >>> phrases("Maison de la famille des Îlets-Gris")
    ['Maison', 'de la famille', 'des Îlets-Gris']
    >>> phrases("Alliance for the health of the North Shore")
    ['Alliance', 'for the health', 'of the North Shore']
    """
    whole: list[str] = []
    for part, strong in _parts(name):
        if strong or not whole:
            whole.append(part)
        else:
            whole[-1] += f" {part}"
    return whole


def on_lines(
    name: str, n: int, width: Callable[[str], float] = len, *, widest: float = math.inf
) -> NameLines | None:
    r"""Return `name` on `n` lines, or None where its words do not allow it.

    Lines break between phrases rather than at even widths, and never after a small word.

    Parameters
    ----------
    name : str
        The name.
    n : int
        How many lines.
    width : function of str
        How wide a text is.
    widest : float
        How wide a line may be.

    Examples
    --------
    >>> on_lines("CPE Les Petites Pruches", 2).lines
    ('CPE', 'Les Petites Pruches')
    >>> on_lines("Groupe d'entraide en santé mentale Le Fil tendu", 3).lines
    ("Groupe d'entraide", 'en santé mentale', 'Le Fil tendu')
    >>> on_lines("Comité logement", 2)
    NameLines(lines=('Comité', 'logement'), loose=1)
    """
    parts = _parts(name)
    if not parts or n < 1 or len(parts) < n:
        return None
    if len(parts) > _MOST_PARTS:
        parts = [*parts[: _MOST_PARTS - 1], (_rest(parts[_MOST_PARTS - 1 :]), False)]
    k, space = len(parts), width("n n") - width("nn")
    starts = [0.0]
    for part, _ in parts:
        starts.append(starts[-1] + width(part) + space)
    even = max((starts[-1] - space) / n, 1e-9)
    # best[i]: least cost of the first i parts on so many lines, and where the last line begins
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * k
    trace: list[list[tuple[float, int]]] = []
    for _ in range(n):
        new: list[tuple[float, int]] = [(math.inf, 0)] * (k + 1)
        for end in range(1, k + 1):
            for start in range(end):
                wide = starts[end] - starts[start] - space
                if math.isinf(best[start][0]) or wide > widest:
                    continue
                cost = best[start][0] + (wide / even) ** 2 / n
                cost += _LOOSE * (start > 0 and not parts[start][1])
                cost += _TINY_COST * (end - start == 1 and len(parts[start][0]) < _TINY)
                new[end] = min(new[end], (cost, start))
        trace.append(new)
        best = new
    if math.isinf(best[k][0]):
        return None
    lines, loose, end = [], 0, k
    for costs in reversed(trace):
        start = costs[end][1]
        lines.append(_rest(parts[start:end]))
        loose += start > 0 and not parts[start][1]
        end = start
    return NameLines(tuple(reversed(lines)), loose)


def short_forms(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the ways to cut each name, the longest first; no two names have one in common.

    A name keeps its beginning, or its two ends where another one begins alike; one that is too
    short to be cut, or that no cut would tell from another, has no way.

    Examples
    --------
    >>> forms = short_forms(["Maison de la famille des Îlets-Gris", "Maison de la famille du Nord",
    ...                      "Comité des usagers du CISSS"])
    >>> forms[0]
    ('Maison… des Îlets-Gris',)
    >>> forms[2]
    ('Comité des usagers…', 'Comité… du CISSS', 'Comité…')
    """
    given = [_cuts(name) for name in names]
    count = Counter(cut for cuts in given for cut in set(cuts))
    return [
        tuple(
            sorted(
                {cut for cut in cuts if count[cut] == 1 and len(cut) < len(name) - 1},
                key=lambda cut: (-len(cut), cut),
            )
        )
        for name, cuts in zip(names, given, strict=True)
    ]


def _parts(name: str) -> list[tuple[str, bool]]:
    """Return the parts of a name between which a line may break, and which begin a phrase."""
    parts: list[tuple[str, bool]] = []
    bound, before = False, ""
    for word in name.split(" "):
        if not word:
            continue
        strong = _opens(word, before)
        if bound and parts:
            parts[-1] = (f"{parts[-1][0]} {word}", parts[-1][1])
        else:
            parts.append((word, strong and bool(parts)))
        bound = word.lower() in _OPENING or word.lower() in _BINDING or word in _DASHES
        before = word
    return parts


def _opens(word: str, before: str) -> bool:
    """Tell whether a word begins a phrase."""
    if word.lower() in _OPENING or word.startswith((*_ELIDED, "(", "[", "«", "“")):
        return True
    if word in _DASHES or before.endswith((",", ";", ":")):
        return True
    article = word.lower() in _BINDING or word.lower().startswith(("l'", "l’"))
    return word[:1].isupper() and (article or before[:1].islower())


def _rest(parts: Sequence[tuple[str, bool]]) -> str:
    return " ".join(part for part, _ in parts)


def _cuts(name: str) -> list[str]:
    """Return the ways to cut a name by its parts; by its letters, if it has one part."""
    parts = _parts(name)[:_MOST_PARTS]
    k = len(parts)
    if k < 2:
        return [f"{name[:n].rstrip(_CUT)}…" for n in (24, 16, 11) if n < len(name) - 2]
    # an end that is kept begins a phrase, and says more than a remark in brackets
    starts = [j for j in range(max(1, k - _MOST_LAST), k) if parts[j][1] and parts[j][0][0] != "("]
    ends = [(j, _rest(parts[j:])) for j in starts or [k - 1]]
    found = []
    for a in range(1, k):
        first = _rest(parts[:a]).rstrip(_CUT)
        found.append(f"{first}…")
        if a <= _MOST_FIRST:
            found += [f"{first}… {last}" for j, last in ends if j > a]
    return found
