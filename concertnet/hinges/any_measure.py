"""What takes any measure: it is asked of a network, and its answer read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from numbers import Real
from typing import Any

import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.door import GraphLike
from concertnet.hinges.graph import GroupedGraph

__all__ = ["name_of", "numbers_by_name", "numbers_of", "taken"]


def taken(measure: Callable[..., Any], network: GraphLike) -> Any:
    """Return the answer of a measure, or raise if it is no function of the `GroupedGraph` given."""
    if not isinstance(network, GroupedGraph):
        return measure(network)
    try:
        return measure(network)
    except (AttributeError, TypeError) as error:
        cause: Exception = error
    except NotComparable as error:
        # other refusals, such as of a directed graph, speak for themselves
        if GroupedGraph.__name__ not in error.fields.values():
            raise
        cause = error
    raise NotComparable("error_not_of_grouped_graph", reason=str(cause)) from cause


def name_of(measure: Callable[..., Any]) -> str:
    """Return the name of a measure; with arguments given in advance, that of the function.

    Examples
    --------
    >>> from concertnet import ei_index
    >>> name_of(ei_index), name_of(partial(ei_index, by="tier"))
    ('ei_index', 'ei_index')
    """
    name = getattr(measure, "__name__", None)
    if name is None and isinstance(measure, partial):
        return name_of(measure.func)
    return str(name or type(measure).__name__)


def numbers_of(answer: Any) -> dict[str, Real] | None:
    """Return the numbers of a record by field; None where it is no record, or holds more than that.

    Tables beside the numbers are left aside, and fields that do not tell two records apart.

    Examples
    --------
    >>> import networkx as nx
    >>> from concertnet import cohesion, mixing
    >>> club = nx.karate_club_graph()
    >>> numbers_of(cohesion(club))["ties"], numbers_of(mixing(club, by="club"))
    (78, None)
    """
    if not is_dataclass(answer) or isinstance(answer, type):
        return None
    held = {each.name: getattr(answer, each.name) for each in fields(answer) if each.compare}
    held = {n: v for n, v in held.items() if not isinstance(v, pd.Series | pd.DataFrame)}
    return held if held and all(isinstance(value, Real) for value in held.values()) else None


def numbers_by_name(answer: Any) -> dict[Any, float]:
    """Return the values of an answer by name, or raise; a number alone has the name None."""
    if isinstance(answer, Real):
        return {None: float(answer)}
    values = answer.to_dict() if isinstance(answer, pd.Series) else numbers_of(answer)
    if values is None:
        raise NotComparable("error_not_numbers", given=type(answer).__name__)
    return {name: float(value) for name, value in values.items()}
