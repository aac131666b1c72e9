"""Measures that need no more than the mixing matrix carry their formula.

A formula is a plain function of arrays, ``formula(counts, sizes, directed)``: `counts` of shape
(..., k, k) in the convention of `concertnet.hinges.mixing.Mixing`, `sizes` of shape (k,). It
broadcasts over the leading axes, so that ``against_chance`` computes all its draws at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Formula", "carries", "formula_of"]

Formula = Callable[[npt.NDArray[Any], npt.NDArray[Any], bool], npt.NDArray[np.float64]]
_Measure = TypeVar("_Measure", bound=Callable[..., Any])


def carries(formula: Formula) -> Callable[[_Measure], _Measure]:
    """Attach its formula to a measure."""

    def attach(measure: _Measure) -> _Measure:
        measure.formula = formula  # type: ignore[attr-defined]
        return measure

    return attach


def formula_of(measure: Callable[..., Any]) -> Formula | None:
    """Return the formula that a measure carries, or None."""
    return getattr(measure, "formula", None)
