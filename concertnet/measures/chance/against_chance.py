"""A measure against chance: where the observed value stands among those of networks drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from numbers import Real
from typing import Any, Literal, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.answers import Role
from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import numbers_of, taken
from concertnet.hinges.door import By, GraphLike, grouped
from concertnet.hinges.formula import formula_of
from concertnet.hinges.grouping import some
from concertnet.hinges.guards import Seed, seed_number, whole_number
from concertnet.hinges.progress import Telling, teller
from concertnet.measures.answers import OF_GRAPHS
from concertnet.measures.chance.nulls import NULLS
from concertnet.records import Record

__all__ = ["NUMBERS", "Chance", "against_chance"]

# Draws made at once: at most, and a multiple of what the kernel of shuffles makes together, so
# that the same draws come whatever the size of a block.
_BLOCK = 256
_MULTIPLE = 8
# Numbers held at once: bounds the memory of a network with many groups.
_CELLS = 2_000_000
# Memory that the values of all the draws may take: percentiles need them together.
_MOST_BYTES = 1_000_000_000
# What the columns of our own measures are, by name: one name has one role.
_ROLES: dict[Any, Role] = {c.name: c.role for table in OF_GRAPHS.values() for c in table.columns}
# Two values closer than this, for their size, are equal: a draw must not count as less extreme
# than the observed value that it reproduces, nor draws that are all the same vary, because of the
# order of a sum.
_TOLERANCE = 1e-12


@dataclass(frozen=True, repr=False)
class Chance(Record):
    """An observed value and its distribution by chance.

    Attributes
    ----------
    observed : float
        The value in the network.
    expected, sd : float
        Mean and standard deviation over the draws; nan where a draw is infinite. sd is exactly 0
        where draws differ by no more than rounding, as those of a measure that ignores what is
        drawn.
    low, high : float
        The 2.5th and 97.5th percentiles over the draws, between the two nearest draws, or the
        nearest where one of the two is infinite.
    p_value : float
        Two-sided: (1 + draws at least as far from the mean as observed) / (1 + draws). Where the
        observed value or a draw is infinite no distance says how far: twice the smaller of
        (1 + draws at most as high) / (1 + draws) and (1 + draws at least as high) / (1 + draws),
        at most 1.
    draws : int
        Draws in which the measure was defined.
    drawn : DataFrame, optional
        How often each value was drawn: value, in order, and draws.
    """

    observed: float
    expected: float
    sd: float
    low: float
    high: float
    p_value: float
    draws: int
    drawn: pd.DataFrame | None = field(default=None, repr=False, compare=False)


# The fields that are numbers: the columns of a table of several values.
NUMBERS = tuple(each.name for each in fields(Chance) if each.name != "drawn")


@overload
def against_chance(
    measure: Callable[..., float],
    graph: GraphLike,
    *,
    by: By = ...,
    null: Literal["groups", "ties", "density"] = ...,
    draws: int = ...,
    seed: Seed = ...,
    progress: Telling = ...,
) -> Chance: ...


@overload
def against_chance(
    measure: Callable[..., pd.Series] | Callable[..., pd.DataFrame],
    graph: GraphLike,
    *,
    by: By = ...,
    null: Literal["groups", "ties", "density"] = ...,
    draws: int = ...,
    seed: Seed = ...,
    progress: Telling = ...,
) -> pd.DataFrame: ...


def against_chance(
    measure: Callable[..., Any],
    graph: GraphLike,
    *,
    by: By = None,
    null: Literal["groups", "ties", "density"] = "groups",
    draws: int = 4999,
    seed: Seed = 0,
    progress: Telling = None,
) -> Chance | pd.DataFrame:
    """Compare a measure with its values in networks drawn by chance (the grain of the measure).

    With ``null="groups"`` the groups are shuffled over the actors: ties and the sizes of groups
    stay. It answers "would this network look the same if sector did not matter?". Actors of
    unknown group stay unknown.

    With ``null="ties"`` the ties are rewired: each actor keeps its group and its number of ties
    (those sent and those received when directed). It answers "would it look the same if actors as
    tied as these had met at random?". All simple graphs with these degrees are as likely: two ties
    exchange ends, or a directed cycle of three turns round, over and over, from the network
    itself: 100 trials per tie, then 10 per tie between one draw and the next. A tie keeps its
    level; ties to actors of unknown group are rewired too.

    With ``null="density"`` as many ties are put between any actors, all pairs as likely: each actor
    keeps its group, not its number of ties, and each tie its level. It answers "is there more core,
    or more of a centre, than in a network as dense?", which rewiring cannot: numbers of ties alone
    decide of a core, and stay.

    Parameters
    ----------
    measure : function
        A function of a `GroupedGraph` whose answer is a number, a record or a Series of numbers, or
        a DataFrame: a measure of ties, such as `ei_index`, but none of seats, for which there is no
        null here. Those of the mixing matrix are computed for many draws at once. Of a record the
        tables are left out; name one to have it: ``lambda g: core_periphery(g).groups``. Of a
        DataFrame the columns of numbers are taken, except those of our measures' tables that only
        say what a row is about, or what values rest on or are read with, such as actors, unknown
        or expected (`concertnet.measures.answers`).
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    null : {"groups", "ties", "density"}
        What chance changes.
    draws : int
        Number of networks drawn, at least 1.
    seed : int or numpy.random.Generator
        Seed of the draws: same seed, same answer.
    progress : function of (done, total) or True, optional
        Called as draws are made, about a hundred times, and at the end.

    Returns
    -------
    Chance or DataFrame
        For a measure of the network a `Chance`. For a Series (one value per sector or actor) or a
        record of numbers (such as that of `cohesion`) a DataFrame with the same index, or the names
        of its fields, and the numbers of `Chance` as columns. For a DataFrame, one row per value:
        `unit` (the row's label, such as the actor; of rows without a named index, the texts of the
        row, such as its role), `measure` (the name of the column taken), then the numbers of
        `Chance`. Draws where the measure is undefined are left out; all is nan where none is left
        or the observed value is undefined.

    Raises
    ------
    NotComparable
        If `null` is another word, `draws` is no whole number from 1 or `seed` none from 0, `graph`
        is no simple graph, the measure is no function of a GroupedGraph or answers otherwise than
        with numbers, or its values over all draws would take more than 1 GB of memory.
    MissingAttribute
        If no actor has the attribute.

    References
    ----------
    .. [1] Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application,
       section 4.3. Cambridge University Press.
    .. [2] Rao, A. R., Jana, R. and Bandyopadhyay, S. (1996). A Markov chain Monte Carlo method for
       generating random (0, 1)-matrices with given marginals. Sankhya A, 58(2), 225-242.
    .. [3] Erdos, P. and Renyi, A. (1959). On random graphs I. Publicationes Mathematicae Debrecen,
       6, 290-297.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import ei_index
    >>> club = nx.karate_club_graph()
    >>> chance = against_chance(ei_index, club, by="club", draws=999, seed=1)
    >>> chance.observed < chance.low, chance.p_value
    (True, 0.001)
    >>> rewired = against_chance(ei_index, club, by="club", null="ties", draws=999, seed=1)
    >>> rewired.p_value
    0.001
    """
    if not isinstance(null, str) or null not in NULLS:
        raise NotComparable("error_null", given=null, known=", ".join(NULLS))
    draws = whole_number(draws, name="draws", least=1)
    seed = seed_number(seed)
    graph = grouped(graph, by=by)
    answer = _numeric(taken(measure, graph))
    observed, sizes = _numbers(answer, answer), graph.sizes
    _require_memory(len(observed), draws)
    formula = formula_of(measure)
    if formula is not None and formula.everyone:
        formula = None  # the counts of draws leave actors of unknown group out
    drawn = NULLS[null](graph, draws=draws, seed=seed)
    values = np.empty((len(observed), draws))
    tell, done, block = teller(progress), 0, _block(draws, len(graph.groups) ** 2)
    while done < draws:
        size = min(block, draws - done)
        if formula is not None:
            found = np.asarray(formula(drawn.counts(size), sizes, graph.directed))
            values[:, done : done + size] = found.reshape(size, -1).T
        else:
            for place, g in enumerate(drawn.graphs(size), start=done):
                values[:, place] = _numbers(_numeric(measure(g)), answer)
        done += size
        tell(done, draws)
    table = _positions(observed, values)
    if isinstance(answer, pd.Series):
        return table.set_index(answer.index)
    if isinstance(answer, pd.DataFrame):
        rows, columns = answer.shape
        table.insert(0, "unit", np.repeat(answer.index.to_numpy(), columns))
        table.insert(1, "measure", list(answer.columns) * rows)
        return table
    return Chance(**{n: table[n].item() for n in table.columns}, drawn=_distribution(values[0]))


def _distribution(values: npt.NDArray[np.float64]) -> pd.DataFrame:
    # to 12 decimals: values that differ by the order of a sum are one
    value, draws = np.unique(np.round(values[~np.isnan(values)], 12), return_counts=True)
    return pd.DataFrame({"value": value, "draws": draws})


def _block(draws: int, cells: int) -> int:
    """Return how many draws to make at once: about a hundredth of them."""
    size = min(_BLOCK, _CELLS // max(cells, 1), draws // 100)
    return max(size // _MULTIPLE, 1) * _MULTIPLE


def _require_memory(values: int, draws: int) -> None:
    """Raise if the values of all draws would take too much memory."""
    bytes_of_a_draw = values * np.dtype(float).itemsize
    if bytes_of_a_draw * draws > _MOST_BYTES:
        raise NotComparable(
            "error_draws_memory",
            draws=draws,
            values=values,
            needed=round(bytes_of_a_draw * draws / 1e9, 1),
            most=round(_MOST_BYTES / 1e9),
            fits=_MOST_BYTES // bytes_of_a_draw,
        )


def _numeric(answer: Any) -> Any:
    """Return a measure's answer, of a DataFrame its columns of values; raise if it has no number.

    The rows of a DataFrame are named by its index if that has a name, else by what its columns say
    they are about, if any does.
    """
    record = numbers_of(answer)
    if record is not None:
        return pd.Series(record, dtype=float).rename_axis("measure")
    if isinstance(answer, pd.DataFrame):
        numbers = [c for c in answer if pd.api.types.is_numeric_dtype(answer[c])]
        # columns that have a name in common are groups, which may be called anything
        roles = _ROLES if answer.columns.name is None else {}
        chosen = [c for c in numbers if roles.get(c, "value") == "value"]
        texts = [c for c in answer if c not in numbers or roles.get(c) == "about"]
        if chosen and texts and answer.index.name is None:
            labels = answer[texts].astype(str).agg(" – ".join, axis=1)
            answer = answer.set_axis(pd.Index(labels, name="unit"))
        if chosen or not len(answer.columns):
            return answer[chosen]
        raise NotComparable(
            "error_no_column_to_compare",
            columns=some(answer.columns, at_most=20),
            beside=some(numbers, at_most=20) or "–",
        )
    if isinstance(answer, pd.Series):
        if pd.api.types.is_numeric_dtype(answer):
            return answer
    elif isinstance(answer, Real):
        return answer
    raise NotComparable("error_not_numbers", given=type(answer).__name__)


def _numbers(answer: Any, like: Any) -> npt.NDArray[np.float64]:
    """Return the numbers of an answer, each at the place that it has in the observed one."""
    if not isinstance(answer, pd.Series | pd.DataFrame):
        return np.array([answer], dtype=float)
    if not answer.index.equals(like.index):
        answer = answer.reindex(like.index)
    return answer.to_numpy(dtype=float, na_value=np.nan).ravel()


def _positions(observed: npt.NDArray[np.float64], values: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Return the fields of `Chance` for each observed value; `values` has a row for each."""
    step = max(_CELLS // values.shape[1], 1)
    parts = [
        _position(observed[first : first + step], values[first : first + step])
        for first in range(0, max(len(observed), 1), step)
    ]
    return pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in NUMBERS})


def _position(
    observed: npt.NDArray[np.float64], values: npt.NDArray[np.float64]
) -> dict[str, npt.NDArray[Any]]:
    defined = ~np.isnan(values)
    count = defined.sum(axis=1)
    undefined = (count == 0) | np.isnan(observed)
    endless = np.asarray(np.isinf(values).any(axis=1))
    with_mean = defined & ~endless[:, None]
    tolerance = _TOLERANCE * np.maximum(1, np.where(np.isinf(observed), 0, np.abs(observed)))
    low, high = (observed - tolerance)[:, None], (observed + tolerance)[:, None]
    values = np.where((values >= low) & (values <= high), observed[:, None], values)
    ordered = np.sort(values, axis=1)  # nan last
    lowest, highest = ordered[:, 0], ordered[np.arange(len(ordered)), np.maximum(count - 1, 0)]
    constant = ~endless & (highest <= lowest + tolerance)
    expected = np.where(with_mean, values, 0).sum(axis=1) / np.maximum(count, 1)
    expected = np.where(constant, lowest, expected)
    distance = np.abs(values - expected[:, None])
    squares = np.where(with_mean, distance, 0) ** 2
    sd = np.where(constant, 0, np.sqrt(squares.sum(axis=1) / np.maximum(count - 1, 1)))
    # nan compares false: a draw where the measure is undefined is not extreme
    extreme = distance >= (np.abs(observed - expected) - tolerance)[:, None]
    by_distance = (1 + extreme.sum(axis=1)) / (1 + count)
    by_order = _p_by_order(observed, values, count)
    found = {
        "expected": np.where(endless, np.nan, expected),
        "sd": np.where((count > 1) & ~endless, sd, np.nan),
        "low": _quantile(ordered, count, 0.025),
        "high": _quantile(ordered, count, 0.975),
        "p_value": np.where(endless | np.isinf(observed), by_order, by_distance),
    }
    found = {name: np.where(undefined, np.nan, value) for name, value in found.items()}
    return {"observed": observed, **found, "draws": count}


def _p_by_order(
    observed: npt.NDArray[np.float64],
    values: npt.NDArray[np.float64],
    count: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Return p from the ranks alone, which infinite values have too: twice the smaller tail."""
    below = (values <= observed[:, None]).sum(axis=1)
    above = (values >= observed[:, None]).sum(axis=1)
    return np.minimum(2 * (1 + np.minimum(below, above)) / (1 + count), 1)


def _quantile(
    ordered: npt.NDArray[np.float64], count: npt.NDArray[np.int64], q: float
) -> npt.NDArray[np.float64]:
    """Return a quantile of the first `count` numbers of each row, between the two nearest.

    Where one of the two is infinite, the nearest of them.
    """
    place = q * np.maximum(count - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    rows = np.arange(len(ordered))
    low, high = ordered[rows, below], ordered[rows, above]
    finite = np.isfinite(low) & np.isfinite(high)
    apart = np.subtract(high, low, out=np.zeros(len(low)), where=finite)
    nearest = np.where(place - below < 0.5, low, high)
    return np.where(finite, low + apart * (place - below), nearest)
