"""What actors are also called: other spellings that were decided, the initials of their names."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from concertnet.hinges.door import NetworkOrGraph, is_network
from concertnet.maps.interactive.content.texts import Text, known
from concertnet.tables.decide.spelling import initials

__all__ = ["other_names"]

_MOST_LETTERS = 9  # of initials that somebody may say
_LONGEST = 80  # characters of another name


def other_names(
    net: NetworkOrGraph, names: Sequence[Text], places: Mapping[Hashable, int]
) -> list[list[str]]:
    """Return what each actor is also called, so that a search finds it.

    An actor whose name is not shown (a person who has a number) has no other name.

    Parameters
    ----------
    net : Network or networkx.Graph
        The network; a plain graph knows no other spelling.
    names : sequence of str or of dict
        The name of each actor on the page: one per language where it stands for another.
    places : mapping
        Position of each actor.
    """
    found: list[dict[str, None]] = [
        dict.fromkeys(made.upper() for made in initials(name) if len(made) <= _MOST_LETTERS)
        if isinstance(name, str)
        else {}
        for name in names
    ]
    if is_network(net):
        aliases = net.tables["aliases"]
        for actor, alias in zip(aliases["actor"], aliases["alias"], strict=True):
            place = places.get(actor)
            if place is not None and isinstance(names[place], str) and known(alias):
                found[place][known(alias)[:_LONGEST]] = None
    return [
        [other for other in others if other != name]
        for others, name in zip(found, names, strict=True)
    ]
