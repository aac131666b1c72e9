"""How long work is told, and cut into batches that take a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

__all__ = ["WALKED_AT_ONCE", "Progress", "batches"]

# Called with what is done and the total.
Progress = Callable[[int, int], None]

# Ties walked between two calls of `progress`: a fraction of a second.
WALKED_AT_ONCE = 20_000_000


def batches(
    sources: npt.NDArray[np.intp],
    walked: int,
    progress: Progress | None,
    *,
    at_once: int = WALKED_AT_ONCE,
) -> Iterator[npt.NDArray[np.int32]]:
    """Yield the sources by groups that take a moment, each walking `walked` ties and actors."""
    size = max(1, at_once // max(walked, 1))
    for start in range(0, len(sources), size):
        yield sources[start : start + size].astype(np.int32)
        if progress is not None:
            progress(min(start + size, len(sources)), len(sources))
