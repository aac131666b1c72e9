"""What actors and instances are called before readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from concertnet.hinges.columns import latest_rows, rows_called
from concertnet.hinges.door import NetworkLike
from concertnet.tables.pseudonyms import numbered
from concertnet.words import LANGUAGES, Words, words

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "actor_names",
    "instance_names",
    "person_numbers",
    "shown_names",
    "told_apart",
    "with_persons_numbered",
]


# Characters of a name: what is longer was pasted, and would be measured for minutes.
_LONGEST = 1_000


def brief(name: str) -> str:
    """Return a name, or the beginning of one that is too long to be read.

    Examples
    --------
    >>> len(brief("x" * 30_000)), brief("Ville")
    (1000, 'Ville')
    """
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def told_apart(names: Sequence[str], ids: Iterable[object]) -> list[str]:
    """Return the names, with the id behind each that another has as well.

    Examples
    --------
    >>> told_apart(["Maison des jeunes", "CDC", "Maison des jeunes"], ["A1", "A2", "A3"])
    ['Maison des jeunes (A1)', 'CDC', 'Maison des jeunes (A3)']
    """
    names = [brief(name) for name in names]
    times = Counter(names)
    return [
        f"{name} ({one})" if times[name] > 1 else name for name, one in zip(names, ids, strict=True)
    ]


def shown_names(
    names: Mapping[Hashable, str], stand_ins: Mapping[Hashable, Any]
) -> dict[Hashable, Any]:
    """Return what each actor is called, by id: what stands for a person, else a name told apart.

    A name that is not shown makes no other look like it.

    Examples
    --------
    >>> shown_names({"A": "Jean", "B": "Jean", "C": "CDC", "D": "CDC"}, {"A": "Person 1"})
    {'A': 'Person 1', 'B': 'Jean', 'C': 'CDC (C)', 'D': 'CDC (D)'}
    """
    shown = {actor: name for actor, name in names.items() if actor not in stand_ins}
    apart = dict(zip(shown, told_apart(list(shown.values()), shown), strict=True))
    return {actor: stand_ins[actor] if actor in stand_ins else apart[actor] for actor in names}


def person_numbers(kinds: Mapping[Hashable, object]) -> dict[Hashable, int]:
    """Return the number that stands for each actor who is a person acting for themself.

    They are numbered by id, so that a person has one number on every picture of the same actors.
    Where all ids are such numbers already (`with_persons_numbered`), each stands for itself.

    Examples
    --------
    >>> person_numbers({"B": "person", "C": "organisation", "A": "person"})
    {'A': 1, 'B': 2}
    >>> person_numbers({"Personne 4": "person", "Personne 12": "person"})
    {'Personne 4': 4, 'Personne 12': 12}
    """
    persons = [actor for actor, kind in kinds.items() if kind == "person"]
    told = [_own_number(actor) for actor in persons]
    if all(told) and len(set(told)) == len(told):
        return {actor: int(n) for actor, n in zip(persons, told, strict=True)}
    persons.sort(key=lambda actor: (str(actor), str(type(actor))))
    return {actor: n for n, actor in enumerate(persons, start=1)}


def _own_number(actor: Hashable) -> str:
    """Return the number that an id is, in the words of either language; "" where it is none."""
    for lang in LANGUAGES:
        before, after = words(lang)("page_person", n="\0").split("\0")
        if found := re.fullmatch(f"{re.escape(before)}([1-9][0-9]*){re.escape(after)}", str(actor)):
            return found[1]
    return ""


def with_persons_numbered(net: NetworkLike, w: Words) -> NetworkLike:
    """Return a network where a number stands for who acts in their own name, name and id alike.

    What is then written of it, in whatever file, names none of them.

    Parameters
    ----------
    net : Network
        The network.
    w : Words
        The language of the numbers: "Person 1".

    Returns
    -------
    Network
        The same rows; the network itself where no actor is a person.
    """
    numbers = person_numbers(dict(zip(net.actors["actor"], net.actors["kind"], strict=True)))
    if not numbers:
        return net
    names = {str(actor): w("page_person", n=n) for actor, n in numbers.items()}
    return net.with_tables(**numbered(net.tables, names))


def actor_names(net: NetworkLike, *, of: Collection[str] | None = None) -> dict[Hashable, str]:
    """Return what each actor is called, by id; who acts in their own name is the id.

    Where only some actors are named (`of`), others may be missing.
    """
    actors = net.actors_now() if of is None else latest_rows(rows_called(net, of))
    ids = actors["actor"]
    persons = ids[actors["kind"] == "person"]
    return shown_names(
        dict(zip(ids, actors["name"].fillna(ids), strict=True)),
        dict(zip(persons, persons, strict=True)),
    )


def instance_names(instances: pd.DataFrame) -> dict[str, str]:
    """Return what each instance of a table is called, by id, which stands for a missing name."""
    once = instances.drop_duplicates("instance")
    ids, known_as = once["instance"], once["name"].fillna(once["instance"])
    return dict(zip(ids, told_apart(known_as.tolist(), ids), strict=True))
