"""Two networks side by side: two dates, two territories, with what a comparison rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from numbers import Real
from typing import Any, TypeAlias

import pandas as pd

from concertnet.answers import JOINED
from concertnet.errors import NotComparable
from concertnet.hinges.any_measure import numbers_of, taken
from concertnet.hinges.door import By, GraphLike, grouped, is_network
from concertnet.hinges.graph import GroupedGraph
from concertnet.measures.answers import MEASURES
from concertnet.measures.segregation.ei import ei_expected, ei_index
from concertnet.measures.structure.cohesion import cohesion

__all__ = ["FEW_ACTORS", "RESPONSE_APART", "compare"]

_TABLE = MEASURES["compare"]
Compared: TypeAlias = GraphLike
# Points of response rate from which a difference may be one of answers alone.
RESPONSE_APART = 0.10
FEW_ACTORS = 10  # as in `profile`: fewer actors, and each moves the value a lot


def compare(
    one: Compared,
    other: Compared,
    *,
    measures: Sequence[Callable[..., Any]] = (cohesion, ei_index, ei_expected),
    by: By = None,
) -> pd.DataFrame:
    """Take measures of two networks, two dates or two territories, side by side.

    Parameters
    ----------
    one, other : Network, networkx graph or GroupedGraph
        The two networks; ``net.at(...)`` and ``net.where(territory=...)`` choose them.
    measures : sequence of function
        Measures of ties whose answer is a number, a Series or a record of numbers, as for
        `by_level`.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.

    Returns
    -------
    DataFrame
        One row per value: `measure`; `unit`, the row of a Series, such as the sector; `value_one`,
        `value_other` and `difference` (that of the other less that of the one), nan where
        undefined; what they rest on: `actors_one`, `actors_other`, `in_both`, `only_one`,
        `only_other` (actors by id), `response_one` and `response_other` (0 to 1, nan when unknown);
        `caution`, what forbids to read the difference as a change (keys of the catalogue joined by
        ``"; "``, each ``caution_KEY``): other_scale, other_boundary, response_apart (by
        `RESPONSE_APART` or more), response_unknown, few.

    Raises
    ------
    NotComparable
        If a measure answers otherwise than with numbers, or one is no graph.
    MissingAttribute
        If no actor has the attribute.

    References
    ----------
    .. [1] Faust, K. and Skvoretz, J. (2002). Comparing networks across space and time, size and
       species. Sociological Methodology, 32(1), 267-299.

    Examples
    --------
    >>> import concertnet as cn
    >>> net = cn.sample_network()
    >>> found = compare(net.at("2022-12-31"), net.at("2024-12-31")).set_index("measure")
    >>> bool(found.loc["n", "value_one"] == found.loc["n", "actors_one"])
    True
    """
    graphs = [grouped(network, by=by) for network in (one, other)]
    values = [dict(_values(measures, graph)) for graph in graphs]
    ids = [set(graph.actors) for graph in graphs]
    rests = {
        "actors_one": len(ids[0]),
        "actors_other": len(ids[1]),
        "in_both": len(ids[0] & ids[1]),
        "only_one": len(ids[0] - ids[1]),
        "only_other": len(ids[1] - ids[0]),
        "response_one": graphs[0].response_rate,
        "response_other": graphs[1].response_rate,
        "caution": _caution(one, other, graphs),
    }
    rows = []
    for measure, unit in dict.fromkeys([*values[0], *values[1]]):
        pair = [found.get((measure, unit), math.nan) for found in values]
        row = {"measure": measure, "unit": unit, "value_one": pair[0], "value_other": pair[1]}
        rows.append(row | {"difference": pair[1] - pair[0]} | rests)
    return pd.DataFrame(rows, columns=_TABLE.names).astype(_TABLE.dtypes)


def _values(
    measures: Sequence[Callable[..., Any]], graph: GroupedGraph
) -> Iterator[tuple[tuple[str, str | None], float]]:
    """Yield the measure and the unit of each number, and the number."""
    for measure in measures:
        answer = taken(measure, graph)
        name = getattr(measure, "__name__", type(measure).__name__)
        if isinstance(answer, Real):
            yield (name, None), float(answer)
        elif isinstance(answer, pd.Series):
            yield from (((name, str(unit)), float(value)) for unit, value in answer.items())
        elif (numbers := numbers_of(answer)) is not None:
            yield from (((field, None), float(value)) for field, value in numbers.items())
        else:
            raise NotComparable("error_not_numbers", given=type(answer).__name__)


def _caution(one: Compared, other: Compared, graphs: Sequence[GroupedGraph]) -> str | None:
    keys = []
    if is_network(one) and is_network(other):
        if one.scale != other.scale:
            keys.append("other_scale")
        if one.about.boundary != other.about.boundary:
            keys.append("other_boundary")
    rates = [graph.response_rate for graph in graphs]
    if any(map(math.isnan, rates)):
        keys.append("response_unknown")
    elif abs(rates[0] - rates[1]) >= RESPONSE_APART:
        keys.append("response_apart")
    if min(graph.n for graph in graphs) < FEW_ACTORS:
        keys.append("few")
    return JOINED.join(keys) or None
