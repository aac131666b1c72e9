"""Where every part of a network map stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from concertnet.maps.nodelink.name_placing import Placed
from concertnet.maps.nodelink.stubs import Stub
from concertnet.maps.nodelink.tray import Tray
from concertnet.maps.paper.key import KeyColumn

__all__ = ["Placement"]


@dataclass(frozen=True, eq=False)
class Placement:
    """Where everything stands.

    Attributes
    ----------
    centres : ndarray, shape (n, 2)
        Centres of the marks, in points.
    scale, origin : ndarray, shape (2,)
        ``point = origin + scale * layout``.
    ties, gaps : list of ndarray, shape (k, 2)
        Points of the lines.
    labels : dict of int to Placed
        Names by position of the actor.
    key : list of (str, str)
        Numbers and the whole names that they stand for.
    unnamed : int
        Actors shown without a name.
    tray : Tray
        Actors without a tie.
    stubs : mapping of int to Stub
        Of each actor, the stub of its links that nothing supports.
    key_parts : sequence of (KeyColumn, slice)
        The columns of the key, and which of its names each holds.
    """

    centres: np.ndarray
    scale: np.ndarray
    origin: np.ndarray
    ties: list[np.ndarray]
    gaps: list[np.ndarray]
    labels: dict[int, Placed]
    key: list[tuple[str, str]]
    unnamed: int
    tray: Tray
    stubs: Mapping[int, Stub] = field(default_factory=dict)
    key_parts: Sequence[tuple[KeyColumn, slice]] = ()
