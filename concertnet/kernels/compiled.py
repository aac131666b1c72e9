"""How kernels are compiled: serial, kept on disk between sessions where a folder can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(kernel: Callable[..., Any], *, any_order: bool = False) -> Any:
    """Compile a kernel on its first call.

    One function has one set of options: numba reuses a cached kernel whatever they were. Nothing
    calls a kernel from C: leaving that wrapper out spares a fifth of the first call. With
    `any_order` sums may be taken several terms at once: they then differ by rounding.
    """
    options: dict[str, Any] = {"no_cfunc_wrapper": True}
    if any_order:
        options["fastmath"] = {"reassoc", "contract"}  # nan and inf keep their meaning
    try:
        return numba.njit(cache=True, **options)(kernel)
    except RuntimeError:
        # numba found no folder to keep the compiled kernel in: compile it in each session
        return numba.njit(**options)(kernel)
