"""Durations: how long things were followed, from an entry to an exit, and whether they ended."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from concertnet.hinges.arrays import Instants, Integers
from concertnet.hinges.exposure import Exposure
from concertnet.tables.cells.intervals import BEFORE

__all__ = ["Durations", "durations"]


class Durations(NamedTuple):
    """How long things were followed, counted from their own beginning.

    Attributes
    ----------
    entry, exit : ndarray of int64, length n
        From when and until when each was followed, in any unit; entry < exit. Something that had
        lasted before it was first seen has an entry above zero.
    ended : ndarray of bool, length n
        Whether it ended at its exit; otherwise it was no longer followed.
    group : ndarray of int64, length n
        Its group, 0 to k - 1.
    """

    entry: Instants
    exit: Instants
    ended: npt.NDArray[np.bool_]
    group: Integers


def durations(seen: Exposure) -> Durations:
    """Return how long spells of known start were followed, from their own beginning."""
    known = seen.begins != BEFORE
    begins = seen.begins[known]
    return Durations(
        seen.start[known] - begins, seen.end[known] - begins, seen.ended[known], seen.code[known]
    )
