"""How long work is told, and cut into batches that take a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["WALKED_AT_ONCE", "Telling", "batches", "teller"]

# Called with what is done and the total; where True may be given, a count on the error stream.
Progress: TypeAlias = Callable[[int, int], None]
Telling: TypeAlias = Progress | bool | None

# Ties walked between two calls of `progress`: a fraction of a second.
WALKED_AT_ONCE = 20_000_000


def teller(progress: Callable[..., None] | bool | None) -> Callable[..., None]:
    """Return what a long call tells its progress to; of True, a count on the error stream.

    Examples
    --------
    >>> teller(None)(1, 2)
    >>> teller(print)(1, 2)
    1 2
    """
    if progress is True:
        return _count
    return progress or _nothing


def _nothing(*_: object) -> None:
    """Tell nobody."""


def _count(done: int, total: int, *what: str) -> None:
    """Write what is done over the last count, and end the line when all is."""
    line = " ".join((f"{done} / {total}", *what))
    sys.stderr.write(f"\r{line:<79}" + ("\n" if done >= total else ""))
    sys.stderr.flush()


def batches(
    sources: npt.NDArray[np.intp],
    walked: int,
    progress: Telling,
    *,
    at_once: int = WALKED_AT_ONCE,
) -> Iterator[npt.NDArray[np.int32]]:
    """Yield the sources by groups that take a moment, each walking `walked` ties and actors."""
    tell, size = teller(progress), max(1, at_once // max(walked, 1))
    for start in range(0, len(sources), size):
        yield sources[start : start + size].astype(np.int32)
        tell(min(start + size, len(sources)), len(sources))
