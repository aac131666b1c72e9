"""The contacts of each actor: how many of its ties go to each group."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from concertnet.errors import NotComparable
from concertnet.hinges.arrays import Codes, Mask, Positions, distinct
from concertnet.hinges.door import By, GraphLike, grouped, hinge
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.weights import weighted

__all__ = ["ContactCounts", "contact_counts", "contact_sums", "contacts", "tie_ends"]

_Table = TypeVar("_Table", pd.DataFrame, pd.Series)


def contacts(
    graph: GraphLike,
    *,
    by: By = None,
    direction: Literal["both", "out", "in"] = "both",
    weight: str | None = None,
) -> pd.DataFrame:
    """Count each actor's ties to each group (actor grain).

    Parameters
    ----------
    graph : Network, networkx graph or GroupedGraph
        The network.
    by : str or mapping of actor to group, optional
        Attribute of the actors, or the groups themselves; by default the graph's own, else sector.
    direction : {"both", "out", "in"}
        In a directed graph, the ties sent ("out"), those received ("in"), or both, a contact tied
        both ways counting twice.
    weight : str, optional
        "level" (1 for the loosest level of the scale, 2 for the next...), a column of the ties of a
        Network or an attribute of those of a networkx graph: sums of weights in the place of
        numbers of ties. By default every tie weighs 1.

    Returns
    -------
    DataFrame of int, or of float with weights, shape (n, k)
        Indexed by actor, in the graph's order; one column per group. Ties to actors of unknown
        group are left out. Of reports (`Network.reports`), what an actor that did not answer sends
        ("out") is nan.

    Raises
    ------
    MissingAttribute
        If no actor has the attribute.
    NotComparable
        If `graph` is no simple graph, a tie has no such weight or one that is not finite and
        positive, or `direction` is no such word, or "out" or "in" when it is undirected.

    Examples
    --------
    >>> import networkx as nx
    >>> contacts(nx.karate_club_graph(), by="club").loc[0].to_dict()
    {'Mr. Hi': 15, 'Officer': 1}
    """
    found = contact_sums(graph, by, direction, weight)
    counts = np.zeros((len(found.actors), len(found.groups)), dtype=found.ties.dtype)
    known = found.code >= 0
    counts[found.actor[known], found.code[known]] = found.ties[known]
    table = pd.DataFrame(counts, index=found.actors, columns=labels_of(found.groups, found.by))
    return found.of_who_answered(table)


class ContactCounts(NamedTuple):
    """How many ties each actor has to each group that it meets.

    Attributes
    ----------
    actors : Index
        The actors, in the order of their answers.
    groups, codes, by
        The groups, the place of each actor's own (-1 where unknown), and what they are.
    peopled : int
        Groups that an actor has.
    actor, code, ties : ndarray, shape (rows,)
        The place of an actor, that of a group it meets (-1: those of unknown group), and how many
        ties it has to it, or their weight; each pair once, in order.
    answered : ndarray of bool, shape (n,), or None
        Of ties sent that are reports, which actors answered.
    """

    actors: pd.Index
    groups: tuple[Hashable, ...]
    codes: Codes
    by: str
    peopled: int
    actor: Positions
    code: Positions
    ties: npt.NDArray[Any]
    answered: Mask | None = None

    def of_who_answered(self, values: _Table) -> _Table:
        """Return what is known of each actor: nan for those who did not answer."""
        if self.answered is None or self.answered.all():
            return values
        return values.where(pd.Series(self.answered, index=values.index), axis=0)

    def summed(self, which: Mask) -> npt.NDArray[Any]:
        """Return, by actor, the ties of some of the rows."""
        total = np.bincount(self.actor[which], self.ties[which], len(self.actors))
        return total.astype(self.ties.dtype)


def contact_sums(
    graph: GraphLike, by: By, direction: str = "both", weight: str | None = None
) -> ContactCounts:
    """Return the contacts of each actor as `contact_counts` does, or their weight where asked."""
    if weight is None:
        return contact_counts(graph, by, direction)
    arrays, weights = weighted(graph, by=by, weight=weight)
    k = len(arrays.groups) + 1
    ends = tie_ends(arrays, direction)
    actor = np.concatenate([one for one, _ in ends]).astype(np.int64)
    keys = actor * k + arrays.codes[np.concatenate([other for _, other in ends])] + 1
    place = np.unique(keys, return_inverse=True)[1]
    found = contact_counts(arrays, None, direction)
    return found._replace(ties=np.bincount(place, np.tile(weights, len(ends)), len(found.actor)))


@hinge
def contact_counts(graph: GraphLike, by: By, direction: str = "both") -> ContactCounts:
    """Return the contacts of each actor, few of many groups being met.

    Raises
    ------
    MissingAttribute, NotComparable
        As `contacts`.
    """
    arrays = grouped(graph, by=by)
    k = len(arrays.groups) + 1
    ends = tie_ends(arrays, direction)
    actor = np.concatenate([one for one, _ in ends]).astype(np.int64)
    keys = actor * k + arrays.codes[np.concatenate([other for _, other in ends])] + 1
    if arrays.n * k <= 4 * len(keys):  # counting is then quicker than sorting
        counts = np.bincount(keys, minlength=arrays.n * k)
        cell = np.flatnonzero(counts)
        ties = counts[cell]
    else:
        cell, ties = distinct(keys)
    known_as = arrays.actors, arrays.groups, arrays.codes, arrays.by
    peopled = int((arrays.sizes > 0).sum())
    answered = arrays.answered if direction == "out" else None
    return ContactCounts(*known_as, peopled, cell // k, cell % k - 1, ties, answered)


def tie_ends(
    graph: GroupedGraph, direction: str
) -> list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]]:
    """Return each actor's end of the ties in a direction, and the other's: once or twice m."""
    sent, received = (graph.source, graph.target), (graph.target, graph.source)
    ends = {"both": [sent, received], "out": [sent], "in": [received]}
    if not isinstance(direction, str) or direction not in ends:
        raise NotComparable(
            "error_unknown_choice", value=direction, name="direction", known=", ".join(ends)
        )
    if direction != "both" and not graph.directed:
        raise NotComparable("error_directed_only", name="direction", value=direction)
    return ends[direction]
