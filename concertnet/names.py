"""What actors and instances are called before readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from concertnet.hinges.door import NetworkLike

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["actor_names", "instance_names", "shown_names", "told_apart"]


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


def actor_names(net: NetworkLike) -> dict[Hashable, str]:
    """Return what each actor is called, by id; who acts in their own name is the id."""
    actors = net.actors_now()
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
