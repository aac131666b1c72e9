"""Who is at most two steps away, without ever holding all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["CELLS_AT_ONCE", "two_steps"]

# Cells of the widest block: bounds the memory of a network with a hub.
CELLS_AT_ONCE = 20_000_000


def two_steps(
    start: Any, step: Any, ends: Any, *, at_once: int = CELLS_AT_ONCE
) -> Iterator[tuple[slice, Any, Any]]:
    """Yield, block of rows by block, where one step and two lead.

    Parameters
    ----------
    start : scipy CSR, shape (r, n)
        Where each row stands.
    step : scipy CSR, shape (n, n)
        Ties, with 1 on the diagonal for those who stay.
    ends : scipy CSR, shape (n, e)
        The columns of `step` that are looked at.
    at_once : int
        Cells of the widest block.

    Yields
    ------
    slice, scipy CSR (rows, n), scipy CSR (rows, e)
        The rows; who is at most one step away; who of the ends is at most two.
    """
    rows = max(at_once // max(step.shape[0], 1), 1)
    for first in range(0, start.shape[0], rows):
        block = slice(first, first + rows)
        one_step = start[block] @ step
        yield block, one_step, one_step @ ends
