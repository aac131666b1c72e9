"""A measure against chance: where the observed value stands among those of shuffled groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.graphs import By, GroupedGraph, folded, grouped
from concertnet.measures.formula import formula_of

__all__ = ["Chance", "against_chance"]


# Numbers held at once, and draws: bound the memory of a network with many groups.
_CELLS = 2_000_000
_BLOCK = 256
# Ties times draws above which the compiled kernel repays the moment that it takes to load.
_WORTH_COMPILING = 20_000_000
# Two values closer than this are equal: a draw must not count as less extreme than the observed
# value that it reproduces, because of the order of a sum.
_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Chance:
    """An observed value and its distribution by chance.

    Attributes
    ----------
    observed : float
        The value in the network.
    expected, sd : float
        Mean and standard deviation over the draws.
    low, high : float
        The 2.5th and 97.5th percentiles over the draws.
    p_value : float
        Two-sided: (1 + draws at least as far from the mean as observed) / (1 + draws).
    draws : int
        Draws in which the measure was defined.
    """

    observed: float
    expected: float
    sd: float
    low: float
    high: float
    p_value: float
    draws: int


@overload
def against_chance(
    measure: Callable[..., float], obj: Any, *, by: By = ..., draws: int = ..., seed: int = ...
) -> Chance: ...


@overload
def against_chance(
    measure: Callable[..., pd.Series], obj: Any, *, by: By = ..., draws: int = ..., seed: int = ...
) -> pd.DataFrame: ...


def against_chance(
    measure: Callable[..., float] | Callable[..., pd.Series],
    obj: Any,
    *,
    by: By = None,
    draws: int = 4999,
    seed: int = 0,
) -> Chance | pd.DataFrame:
    """Compare a measure with its values when groups are shuffled over the actors.

    Ties stay as they are and the sizes of groups are kept: it answers "would this network look the
    same if sector did not matter?". Actors of unknown group stay unknown.

    Parameters
    ----------
    measure : function
        Any measure of a graph whose answer is a number or a Series, such as `ei_index`. Those of
        the mixing matrix are computed for all draws at once.
    obj : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        The actors' attribute that holds the groups, or the groups themselves; by default the
        object's own groups, else sector.
    draws : int
        Number of shuffles, at least 1.
    seed : int
        Seed of the shuffles: same seed, same answer.

    Returns
    -------
    Chance or DataFrame
        For a measure of the network a `Chance`; for a measure whose answer is a Series (one value
        per sector or actor) a DataFrame with the same index and the fields of `Chance` as columns.
        Draws where the measure is undefined are left out; all is nan where none is left or the
        observed value is undefined.

    Raises
    ------
    NotComparable
        If `draws` is less than 1, `obj` is no simple graph, or the measure answers neither a
        number nor a Series.
    MissingAttribute
        If no actor has the attribute.

    References
    ----------
    .. [1] Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application,
       section 4.3. Cambridge University Press.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import ei_index
    >>> chance = against_chance(ei_index, nx.karate_club_graph(), by="club", draws=999, seed=1)
    >>> chance.observed < chance.low, chance.p_value
    (True, 0.001)
    """
    if draws < 1:
        raise NotComparable("error_draws", draws=draws)
    graph = grouped(obj, by=by)
    rng = np.random.default_rng(seed)
    observed = measure(graph)
    if not isinstance(observed, (int, float, pd.Series)):
        raise NotComparable("error_not_a_number", given=type(observed).__name__)
    formula = formula_of(measure)
    if formula is not None:
        sizes = graph.sizes
        blocks = _shuffled_counts(graph, draws, rng)
        values = np.concatenate([formula(counts, sizes, graph.directed) for counts in blocks])
    else:
        values = np.array([np.asarray(measure(g), float) for g in _shuffled(graph, draws, rng)])
    if isinstance(observed, pd.Series):
        rows = [
            _position(float(value), column)
            for value, column in zip(observed.to_numpy(), values.T, strict=True)
        ]
        frame = pd.DataFrame(rows, columns=list(Chance.__dataclass_fields__))
        return frame.set_index(observed.index)
    return _position(float(observed), values)


def _position(observed: float, values: npt.NDArray[np.float64]) -> Chance:
    values = values[~np.isnan(values)]
    nan = float("nan")
    if not len(values) or np.isnan(observed):
        return Chance(observed, nan, nan, nan, nan, nan, len(values))
    expected = values.mean()
    extreme = np.abs(values - expected) >= abs(observed - expected) - _TOLERANCE
    low, high = np.quantile(values, [0.025, 0.975])
    return Chance(
        observed,
        float(expected),
        float(values.std(ddof=1)) if len(values) > 1 else nan,
        float(low),
        float(high),
        float((1 + extreme.sum()) / (1 + len(values))),
        len(values),
    )


def _shuffled(graph: GroupedGraph, draws: int, rng: np.random.Generator) -> Iterator[GroupedGraph]:
    known = graph.codes >= 0
    for _ in range(draws):
        codes = graph.codes.copy()
        codes[known] = rng.permutation(graph.codes[known])
        yield replace(graph, codes=codes)


def _shuffled_counts(
    graph: GroupedGraph, draws: int, rng: np.random.Generator
) -> Iterator[npt.NDArray[np.int64]]:
    """Yield blocks of mixing counts, shape (draws of the block, k, k), one per shuffle."""
    k = len(graph.groups)
    known = graph.codes >= 0
    # positions among the actors of known group: shuffling then needs no mask
    place = np.cumsum(known, dtype=np.int64) - 1
    tied = known[graph.source] & known[graph.target]
    source = place[graph.source[tied]].astype(np.uint32)
    target = place[graph.target[tied]].astype(np.uint32)
    codes = graph.codes[known].astype(np.uint8 if k <= 256 else np.uint16)
    count = _count_compiled if len(source) * draws > _WORTH_COMPILING else _count_plain
    done, block = 0, max(8, min(_BLOCK, _CELLS // max(k * k, 1)))
    while done < draws:
        size = min(block, draws - done)
        counts = count(source, target, codes, k, size, rng).reshape(size, k, k)
        yield counts if graph.directed else folded(counts)
        done += size


def _count_plain(
    source: npt.NDArray[Any],
    target: npt.NDArray[Any],
    codes: npt.NDArray[Any],
    k: int,
    draws: int,
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    counts = np.empty((draws, k * k), dtype=np.int64)
    for i in range(draws):
        shuffled = rng.permutation(codes).astype(np.int64)
        counts[i] = np.bincount(shuffled[source] * k + shuffled[target], minlength=k * k)
    return counts


def _count_compiled(
    source: npt.NDArray[Any],
    target: npt.NDArray[Any],
    codes: npt.NDArray[Any],
    k: int,
    draws: int,
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    from concertnet.kernels.permute import TOGETHER, count_shuffled

    blocks = [
        count_shuffled(source, target, codes, rng.random((TOGETHER, len(codes))), k)
        for _ in range(0, draws, TOGETHER)
    ]
    return np.concatenate(blocks)[:draws]
