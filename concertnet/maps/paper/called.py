"""What maps and charts call actors, persons, instances, groups and levels."""

from __future__ import annotations

from typing import Any

from concertnet.hinges.door import NetworkLike
from concertnet.maps.paper.text import one_line
from concertnet.names import person_numbers, shown_names
from concertnet.scale import Scale
from concertnet.words import Words

__all__ = [
    "drawn_names",
    "group_word",
    "is_vocabulary",
    "level_word",
    "with_count",
]

# Columns whose values are words of the catalogue, in two languages.
_VOCABULARIES = frozenset(
    {"sector", "tier", "kind", "origin", "function", "role", "level", "instance_kind"}
)


def is_vocabulary(column: object) -> bool:
    """Say whether the values of a column are words of the catalogue."""
    return isinstance(column, str) and column in _VOCABULARIES


def group_word(w: Words, group: object, by: object) -> str:
    """Return a group as a figure names it: a word of the catalogue, or the user's own."""
    if group is None:
        return w["map_unknown"]
    return one_line(w.label(group) if is_vocabulary(by) else group)


def with_count(w: Words, word: str, n: int) -> str:
    r"""Return a word of a legend with how many there are, 0 too.

    Examples
    --------
    >>> from concertnet.words import words
    >>> with_count(words("fr"), "Privé", 0)
    'Privé\xa0(0)'
    """
    return f"{word}\u00a0({w.number(n)})"


def level_word(w: Words, scale: Scale, level: str) -> str:
    """Return a level as a legend writes it: words of one's own scale stay as they are."""
    word = scale.label(level, w.lang)
    return word[:1].upper() + word[1:] if scale.word_keys else word


def drawn_names(net: NetworkLike, w: Words) -> dict[Any, str]:
    """Return what each actor of a Network is called; who acts in their own name is a number."""
    actors = net.actors_now()
    names = actors["name"].fillna(actors["actor"])
    numbers = person_numbers(dict(zip(actors["actor"], actors["kind"], strict=True)))
    stand_ins = {actor: w("page_person", n=n) for actor, n in numbers.items()}
    return shown_names(dict(zip(actors["actor"], names, strict=True)), stand_ins)
