"""What actors and instances are called before readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["actor_names", "instance_names", "told_apart"]


def told_apart(names: Sequence[str], ids: Iterable[object]) -> list[str]:
    """Return the names, with the id behind each that another has as well.

    Examples
    --------
    >>> told_apart(["Maison des jeunes", "CDC", "Maison des jeunes"], ["A1", "A2", "A3"])
    ['Maison des jeunes (A1)', 'CDC', 'Maison des jeunes (A3)']
    """
    times = Counter(names)
    return [
        f"{name} ({one})" if times[name] > 1 else name for name, one in zip(names, ids, strict=True)
    ]


def actor_names(net: Any) -> dict[str, str]:
    """Return what each actor is called, by id; who acts in their own name is never named."""
    actors = net.actors_now()
    ids = actors["actor"].tolist()
    known_as = actors["name"].mask(actors["kind"] == "person", actors["actor"])
    return dict(zip(ids, told_apart(known_as.tolist(), ids), strict=True))


def instance_names(instances: pd.DataFrame) -> dict[str, str]:
    """Return what each instance of a table is called, by id, which stands for a missing name."""
    once = instances.drop_duplicates("instance")
    ids, known_as = once["instance"], once["name"].fillna(once["instance"])
    return dict(zip(ids, told_apart(known_as.tolist(), ids), strict=True))
