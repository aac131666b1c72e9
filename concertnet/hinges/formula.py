"""Formulas of the mixing matrix: what needs no more than it is computed for many draws at once.

There are two kinds: of the ties alone, made with `of_ties`, and of the ties with the sizes of the
groups, made with `of_ties_and_sizes`. A measure carries its own (`carries`), so that
``against_chance`` finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.hinges.arrays import Values
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.mixing import Mixing

__all__ = ["Formula", "carries", "formula_of", "of_ties", "of_ties_and_sizes"]

_Measure = TypeVar("_Measure", bound=Callable[..., Any])


@dataclass(frozen=True)
class Formula:
    """A measure of the mixing matrix, as a function of arrays.

    Attributes
    ----------
    function : callable
        Of `counts`, shape (..., k, k) in the convention of `Mixing`; of the sizes of the groups,
        shape (k,), where `with_sizes`; and of `directed`. It broadcasts over the leading axes.
    with_sizes : bool
        Whether it needs the sizes.
    low, high : float
        Between what its values stand.
    log : bool
        Whether its errors are taken of its logarithm, as of ratios.
    everyone : bool
        Whether actors of unknown group count too, as one more group.
    smooth : bool
        Whether its values have slopes by the counts, and so errors.
    """

    function: Callable[..., Values]
    with_sizes: bool
    low: float = -np.inf
    high: float = np.inf
    log: bool = False
    everyone: bool = False
    smooth: bool = True

    def __call__(self, counts: npt.NDArray[Any], sizes: npt.NDArray[Any], directed: bool) -> Values:
        """Return the values of one matrix, or of many on the leading axes."""
        given = (counts, sizes, directed) if self.with_sizes else (counts, directed)
        return self.function(*given)

    def of(self, m: Mixing) -> Values:
        """Return the values of a mixing matrix."""
        return self(m.counts.to_numpy(), m.sizes.to_numpy(), m.directed)

    def of_weights(self, graph: GroupedGraph, counts: Values) -> Values:
        """Return the values of sums of weights, as `weighted_counts` gives them."""
        return self(counts, graph.sizes, graph.directed)

    def by_group(self, m: Mixing, name: str) -> pd.Series:
        """Return the value of each group of a mixing matrix, as a measure answers."""
        return pd.Series(self.of(m), index=m.counts.index.rename(m.by), name=name)


def of_ties(function: Callable[[npt.NDArray[Any], bool], Values], **more: Any) -> Formula:
    """Make a formula of the ties alone: ``function(counts, directed)``; `more`, of `Formula`.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import mixing
    >>> within = of_ties(lambda counts, directed: counts.trace(axis1=-2, axis2=-1))
    >>> int(within.of(mixing(nx.karate_club_graph(), by="club")))
    67
    """
    return Formula(function, with_sizes=False, **more)


def of_ties_and_sizes(
    function: Callable[[npt.NDArray[Any], npt.NDArray[Any], bool], Values],
    **more: Any,
) -> Formula:
    """Make a formula that needs the sizes of groups too: ``function(counts, sizes, directed)``."""
    return Formula(function, with_sizes=True, **more)


def carries(formula: Formula) -> Callable[[_Measure], _Measure]:
    """Attach its formula to a measure."""

    def attach(measure: _Measure) -> _Measure:
        measure.formula = formula  # type: ignore[attr-defined]
        return measure

    return attach


def formula_of(measure: Callable[..., Any]) -> Formula | None:
    """Return the formula that a measure carries, or None."""
    return getattr(measure, "formula", None)
