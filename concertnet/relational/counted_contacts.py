"""Contacts of actors counted in an engine, and the pairs of ties that touch."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertnet.hinges.contacts import ContactCounts, contact_counts
from concertnet.hinges.touching_ties import TouchingTies, pairs_undirected, touching_ties
from concertnet.relational.coded_ties import coded_ties, graph_of_few, half_ties
from concertnet.relational.lives import Scanned
from concertnet.relational.pairs import counted_mixing
from concertnet.scale import Scale

__all__ = ["contact_rows", "counted_contacts", "counted_touching", "sorted_contacts"]


def counted_contacts(
    there: Scanned, _scale: Scale, by: Any, direction: str = "both"
) -> ContactCounts | None:
    """Count them as `hinges.contacts.contact_counts`: one row per actor and group that it meets."""
    if direction != "both":
        return None
    few = graph_of_few(there, by)
    if few is not None:
        return contact_counts(few, None)
    graph, pairs = coded_ties(there, by)
    rows = sorted_contacts(there.engine.arrow(contact_rows(half_ties(pairs))))
    known_as = graph.actors, graph.groups, graph.codes, graph.by
    return ContactCounts(*known_as, len(graph.groups), *rows)


def contact_rows(half: Any) -> Any:
    """Return a row per actor and group that it meets: i (place), of_j (code), n (ties)."""
    import narwhals.stable.v2 as nw

    return half.group_by("i", "of_j").agg(n=nw.len().cast(nw.Int64))


def sorted_contacts(found: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return such rows, brought as a table of Arrow, in the order of places and codes."""
    actor, code, n = (found[name].to_numpy().astype(np.int64) for name in ("i", "of_j", "n"))
    order = np.lexsort((code, actor))
    return actor[order], code[order], n[order]


def counted_touching(there: Scanned, _scale: Scale, by: Any) -> TouchingTies | None:
    """Count them as `hinges.touching_ties.touching_ties`: from the ties of each actor."""
    import narwhals.stable.v2 as nw

    few = graph_of_few(there, by)
    if few is not None:
        return touching_ties(few, None)
    tables = there.tables
    matrix = counted_mixing(tables["ties"], tables["actors"], by, there.engine)
    half = half_ties(coded_ties(there, by).pairs, known_only=True)
    degrees = half.group_by("i").agg(d=nw.len().cast(nw.Int64))
    alike = there.engine.small(degrees.group_by("d").agg(n=nw.len().cast(nw.Int64)))
    # whole numbers of Python: their squares may pass what an engine's numbers hold
    degree, actors = (list(map(int, alike[name])) for name in ("d", "n"))
    touching = sum(n * d * (d - 1) for d, n in zip(degree, actors, strict=True))
    return TouchingTies(matrix, pairs_undirected(matrix.ties, touching))
