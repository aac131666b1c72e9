"""Ties of an engine as positions and codes: pairs of actors, each once, that stay there."""

from __future__ import annotations

from typing import Any, NamedTuple

from concertnet.errors import NotComparable
from concertnet.hinges.graph import GroupedGraph
from concertnet.relational.engine import MOST_CODED, count_of
from concertnet.relational.labelled_actors import labels_of_actors
from concertnet.relational.lives import Scanned
from concertnet.relational.pairs import coded_graph, listed_actors, pairs_of
from concertnet.scale import Scale

__all__ = ["CodedTies", "coded_ties", "graph_of_few", "half_ties", "taken_ties"]


class CodedTies(NamedTuple):
    """Ties in an engine, and their actors.

    Attributes
    ----------
    graph : GroupedGraph
        The actors in the order of their ids, and their groups; without any tie.
    pairs : LazyFrame
        one, other (places of actors, the lower first), of_one, of_other (codes of their groups, -1
        where unknown): a row per pair that is tied. Kept by the engine.
    """

    graph: GroupedGraph
    pairs: Any


def graph_of_few(there: Scanned, by: Any) -> GroupedGraph | None:
    """Return the graph as arrays where its ties are few enough: what is quickest there.

    None where they are not.
    """
    ties = there.tables["ties"]
    if count_of(there.engine, ties) > MOST_CODED:
        return None
    return coded_graph(
        ties, there.tables["actors"], by, there.engine, response_rate=there.responded()
    )


def taken_ties(there: Scanned, _scale: Scale, by: Any = "sector") -> GroupedGraph:
    """Return the graph as `hinges.door.ties_taken`.

    Raises
    ------
    NotComparable
        If there are too many ties to be taken even as positions.
    """
    few = graph_of_few(there, by)
    if few is None:
        n = count_of(there.engine, there.tables["ties"])
        raise NotComparable("error_ties_needed", n=n, limit=MOST_CODED)
    return few


def coded_ties(there: Scanned, by: Any) -> CodedTies:
    """Return the ties of an engine as positions and codes.

    Raises
    ------
    MissingAttribute
        If the table of actors has no such column.
    """
    engine = there.engine
    who = labels_of_actors(there.tables["actors"], by, engine)
    coded, graph = listed_actors(who, engine, there.responded())
    pairs = pairs_of(there.tables["ties"], engine.kept(coded), len(graph.groups))
    return CodedTies(graph, engine.kept(pairs))


def half_ties(pairs: Any, *, known_only: bool = False) -> Any:
    """Return each tie from both of its ends: i, j (places), of_i, of_j (codes)."""
    import narwhals.stable.v2 as nw

    if known_only:
        pairs = pairs.filter((nw.col("of_one") >= 0) & (nw.col("of_other") >= 0))
    names = {"i": "one", "j": "other", "of_i": "of_one", "of_j": "of_other"}
    turned = {"i": "other", "j": "one", "of_i": "of_other", "of_j": "of_one"}
    return nw.concat([pairs.select(**given) for given in (names, turned)])
