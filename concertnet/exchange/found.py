"""What a file of another tool holds, as found: nodes and links with their attributes, as texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concertnet.errors import ConcertnetError

__all__ = ["FoundGraph", "FoundLink", "unread"]


@dataclass(frozen=True)
class FoundLink:
    """A line of a file: its ends, whether it is an arrow, its attributes.

    The level at the time is an attribute as others; ``start`` and ``end`` are days, the end
    excluded.
    """

    source: str
    target: str
    arrow: bool = False
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundGraph:
    """What a file holds.

    Attributes
    ----------
    nodes : dict of str to dict
        By id, the attributes; ``name`` is what it is called.
    links : list of FoundLink
        The lines, in their order.
    said : dict
        What is said of the graph as a whole.
    level : str
        The attribute of links that is their level, where the format has one of its own.
    unread_dates : int
        Dates that are no days.
    """

    nodes: dict[str, dict[str, Any]]
    links: list[FoundLink]
    said: dict[str, Any] = field(default_factory=dict)
    level: str = ""
    unread_dates: int = 0


def unread(path: Path, form: str, why: object) -> ConcertnetError:
    """Return the error that says why a file is not of its format."""
    told = why if isinstance(why, str) else str(why) or type(why).__name__
    return ConcertnetError("error_graph_unread", path=path, format=form, reason=told)
