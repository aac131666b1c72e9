"""Two networks side by side: two dates, two territories, with what a comparison rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import name_of, numbers_of, taken
from concertnet.hinges.door import By, GraphLike, grouped, is_network
from concertnet.hinges.formula import Formula, formula_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import share
from concertnet.measures.answers import MEASURES
from concertnet.measures.inference.density import density
from concertnet.measures.inference.interval import FEW_FOR_ERRORS, difference_of
from concertnet.measures.segregation.ei import ei_expected, ei_index
from concertnet.measures.structure.cohesion import cohesion

__all__ = ["FEW_ACTORS", "RESPONSE_APART", "compare"]

_TABLE = MEASURES["compare"]
Compared: TypeAlias = GraphLike
_Key: TypeAlias = "tuple[str, str | None]"  # a measure, and the unit of its value
# Points of response rate from which a difference may be one of answers alone.
RESPONSE_APART = 0.10
FEW_ACTORS = 10  # as in `profile`: fewer actors, and each moves the value a lot
# Share of the actors from which a group is of another size in the other network.
SIZES_APART = 0.10
_TESTED = ("standard_error", "low", "high", "p_value")
_MOVED = ("among_shared", "by_leavers", "by_arrivals")
# Levels or arrows that are not the same measure other things: no difference of these is tested.
_NOT_THE_SAME = ("other_scale", "other_level", "other_direction")


def compare(
    one: Compared,
    other: Compared,
    *,
    measures: Sequence[Callable[..., Any]] = (cohesion, ei_index, ei_expected),
    by: By = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Take measures of two networks, two dates or two territories, side by side.

    Where a measure is one of the counts of ties between groups (such as `ei_index`,
    `sector_ei_index`, `within_odds_ratio`, `mixing_density`, and the density of `cohesion`) the
    difference is tested, whatever actors the two networks share. Groups and actors are fixed; ties
    are one outcome among those that these actors might have had. A measure of another kind, such as
    a centralisation, has no such test: compare each side with chance (`against_chance`).

    Parameters
    ----------
    one, other : Network, networkx graph or GroupedGraph
        The two networks; ``net.at(...)`` and ``net.where(territory=...)`` choose them.
    measures : sequence of function
        Measures of ties whose answer is a number, a Series or a record of numbers, as for
        `by_level`. A `functools.partial` has the name of its function, and its test unless it
        gives another argument than the groups.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    confidence : float
        Of the interval of a difference, between 0 and 1.

    Returns
    -------
    DataFrame
        One row per value: `measure`; `unit`, the row of a Series, such as the sector; `value_one`,
        `value_other` and `difference` (that of the other less that of the one), nan where
        undefined; `standard_error`, `low`, `high` and `p_value` of the difference (of that of the
        logarithms for a ratio of odds), nan where the measure is not of such counts, with fewer
        than four actors on a side, and p where nothing varies; the three parts of the difference
        when some actors stand in both, which add up to it: `among_shared`, what changed among them,
        `by_leavers`, what the actors of the one alone took away, `by_arrivals`, what those of the
        other alone brought; what they rest on: `actors_one`, `actors_other`, `in_both`, `only_one`,
        `only_other` (actors by id), `response_one` and `response_other` (0 to 1, nan when unknown);
        `caution`, what forbids to read the difference as a change (keys of the catalogue joined by
        ``"; "``, each ``caution_KEY``): other_scale, other_level and other_direction (levels or
        arrows are not the same: nothing is tested), other_boundary, response_apart (by
        `RESPONSE_APART` or more), response_unknown, few (fewer than 10 actors), few_actors (fewer
        than 20: intervals are too short), sizes (a group holds another share of the actors,
        by 10 points or more: what depends on sizes, such as the E-I index, moves by itself;
        compare `within_odds_ratio`).

    Raises
    ------
    NotComparable
        If a measure answers otherwise than with numbers, two answer differently under one name (as
        two lambdas do), one is no graph, or `confidence` is not between 0 and 1.
    MissingAttribute
        If no actor has the attribute.

    References
    ----------
    .. [1] Faust, K. and Skvoretz, J. (2002). Comparing networks across space and time, size and
       species. Sociological Methodology, 32(1), 267-299.
    .. [2] Aronow, P. M., Samii, C. and Assenova, V. A. (2015). Cluster-robust variance estimation
       for dyadic data. Political Analysis, 23(4), 564-577.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network()
    >>> found = compare(net.at("2022-12-31"), net.at("2024-12-31")).set_index("measure")
    >>> bool(found.loc["n", "value_one"] == found.loc["n", "actors_one"])
    True
    """
    confidence = share(confidence)
    graphs = [grouped(network, by=by) for network in (one, other)]
    values = [_by_name(measures, graph) for graph in graphs]
    ids = [set(graph.actors) for graph in graphs]
    cautions = _cautions(one, other, graphs)
    rests = {
        "actors_one": len(ids[0]),
        "actors_other": len(ids[1]),
        "in_both": len(ids[0] & ids[1]),
        "only_one": len(ids[0] - ids[1]),
        "only_other": len(ids[1] - ids[0]),
        "response_one": graphs[0].response_rate,
        "response_other": graphs[1].response_rate,
        "caution": JOINED.join(cautions) or None,
    }
    moved = _moved(measures, graphs, values)
    tested = {}
    if not set(cautions) & set(_NOT_THE_SAME):
        tested = _tested(measures, graphs, values, confidence)
    nothing = dict.fromkeys((*_TESTED, *_MOVED), math.nan)
    rows = []
    for key in dict.fromkeys([*values[0], *values[1]]):
        pair = [found.get(key, math.nan) for found in values]
        row = {"measure": key[0], "unit": key[1], "value_one": pair[0], "value_other": pair[1]}
        row["difference"] = pair[1] - pair[0]
        rows.append(row | nothing | tested.get(key, {}) | moved.get(key, {}) | rests)
    return pd.DataFrame(rows, columns=_TABLE.names).astype(_TABLE.dtypes)


def _moved(
    measures: Sequence[Callable[..., Any]],
    graphs: Sequence[GroupedGraph],
    values: Sequence[dict[_Key, float]],
) -> dict[_Key, dict[str, float]]:
    """Return what each difference is made of: those who stayed, who left, and who came."""
    shared = [
        graph.among(graph.actors.isin(other.actors))
        for graph, other in (graphs, graphs[::-1])  # each beside the other
    ]
    if not shared[0].n:
        return {}
    stayed = [_by_name(measures, graph) for graph in shared]
    found = {}
    for key in values[0].keys() & values[1].keys():
        one, other = (each.get(key, math.nan) for each in stayed)
        found[key] = {
            "among_shared": other - one,
            "by_leavers": one - values[0][key],
            "by_arrivals": values[1][key] - other,
        }
    return found


def _tested(
    measures: Sequence[Callable[..., Any]],
    graphs: Sequence[GroupedGraph],
    values: Sequence[dict[_Key, float]],
    confidence: float,
) -> dict[_Key, dict[str, float]]:
    """Return the error, the interval and p of each difference that has them."""
    found = {}
    for measure in measures:
        measure = density if measure is cohesion else measure
        formula = _formula(measure)
        if formula is None:
            continue
        name = name_of(measure)
        keys = [[key for key in each if key[0] == name] for each in values]
        both = [key for key in keys[0] if key in keys[1]]
        if not both:
            continue
        answer = difference_of(
            formula,
            graphs,
            [np.array([each[key] for key in both]) for each in values],
            [np.array([of.index(key) for key in both]) for of in keys],
            confidence=confidence,
        )
        for place, key in enumerate(both):
            found[key] = {name: getattr(answer, name)[place] for name in _TESTED}
    return found


def _formula(measure: Callable[..., Any]) -> Formula | None:
    """Return the formula of a measure that has errors; none where an argument makes another."""
    while isinstance(measure, partial):
        # the groups were given to the graphs too: the measure refuses others
        more = {name: value for name, value in measure.keywords.items() if name != "by"}
        if measure.args or any(value is not None for value in more.values()):
            return None
        measure = measure.func
    formula = formula_of(measure)
    return formula if formula is not None and formula.smooth else None


def _by_name(measures: Sequence[Callable[..., Any]], graph: GroupedGraph) -> dict[_Key, float]:
    """Return each number by its measure and its unit; raise where two of one name differ."""
    found: dict[_Key, float] = {}
    for key, value in _values(measures, graph):
        held = found.setdefault(key, value)
        if held != value and not (math.isnan(held) and math.isnan(value)):
            raise NotComparable("error_measures_twice", name=key[0])
    return found


def _values(
    measures: Sequence[Callable[..., Any]], graph: GroupedGraph
) -> Iterator[tuple[_Key, float]]:
    """Yield the measure and the unit of each number, and the number."""
    for measure in measures:
        answer = taken(measure, graph)
        name = name_of(measure)
        if isinstance(answer, Real):
            yield (name, None), float(answer)
        elif isinstance(answer, pd.Series):
            yield from (((name, _unit(unit)), float(value)) for unit, value in answer.items())
        elif (numbers := numbers_of(answer)) is not None:
            yield from (((field, None), float(value)) for field, value in numbers.items())
        else:
            raise NotComparable("error_not_numbers", given=type(answer).__name__)


def _unit(label: Hashable) -> str:
    return " – ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _cautions(one: Compared, other: Compared, graphs: Sequence[GroupedGraph]) -> list[str]:
    keys = []
    if is_network(one) and is_network(other):
        if one.scale != other.scale:
            keys.append("other_scale")
        elif one.lowest_level != other.lowest_level:
            keys.append("other_level")
        if one.about.boundary != other.about.boundary:
            keys.append("other_boundary")
    if graphs[0].directed != graphs[1].directed:
        keys.append("other_direction")
    rates = [graph.response_rate for graph in graphs]
    if any(map(math.isnan, rates)):
        keys.append("response_unknown")
    elif abs(rates[0] - rates[1]) >= RESPONSE_APART:
        keys.append("response_apart")
    fewest = min(graph.n for graph in graphs)
    if fewest < FEW_ACTORS:
        keys.append("few")
    elif fewest < FEW_FOR_ERRORS:
        keys.append("few_actors")
    if _sizes_apart(graphs):
        keys.append("sizes")
    return keys


def _sizes_apart(graphs: Sequence[GroupedGraph]) -> bool:
    shares = [pd.Series(graph.sizes / max(graph.sizes.sum(), 1), graph.groups) for graph in graphs]
    return bool((shares[0].sub(shares[1], fill_value=0).abs() >= SIZES_APART - 1e-9).any())
