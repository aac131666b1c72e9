"""Pairs of actors and who they are, as an engine counts them: the mixing matrix, the graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.errors import MissingAttribute
from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import encoded, labels_of
from concertnet.hinges.mixing import Mixing
from concertnet.relational.engine import Engine
from concertnet.relational.typed import RANK

__all__ = ["coded_graph", "counted_mixing", "placed_ties", "stays_of"]


def placed_ties(ties: Any, listed: Any) -> Any:
    """Return ties between places of actors, the lower first, with the groups of both and the rank.

    Ties of an actor with itself are left out, as in a graph; those of an actor that is not listed
    were refused when the tables were scanned, or go with it in a selection.
    """
    import narwhals.stable.v2 as nw

    place = nw.col("place").cast(nw.Int64)
    source = listed.select(source="actor", i=place, of_i="group")
    target = listed.select(target="actor", j=place, of_j="group")
    both = (
        ties.select("source", "target", RANK)
        .join(source, on="source", how="inner")
        .join(target, on="target", how="inner")
    )
    i, j = nw.col("i"), nw.col("j")

    def ordered(low: str, high: str) -> Any:
        return nw.when(i < j).then(nw.col(low)).otherwise(nw.col(high))

    return both.filter(i != j).select(
        one=ordered("i", "j"),
        other=ordered("j", "i"),
        of_one=ordered("of_i", "of_j"),
        of_other=ordered("of_j", "of_i"),
        rank=nw.col(RANK),
    )


def stays_of(actors: Any, by: str) -> Any:
    """Return one row per actor and its group: of several stays, that which began last."""
    import narwhals.stable.v2 as nw

    held = actors.collect_schema().names()
    if by == "sector" and by not in held:  # it may be unknown for everyone
        actors = actors.with_columns(sector=nw.lit(None).cast(nw.String))
    elif by not in held:
        raise MissingAttribute("error_missing_attribute", name=by, known=", ".join(held))
    began = nw.col("start").fill_null(-(10**9)) if "start" in held else nw.lit(0)
    rows = actors.select("actor", group=nw.col(by).cast(nw.String), began=began)
    last = rows.group_by("actor").agg(began=nw.col("began").max())
    kept = rows.join(last, on=["actor", "began"], how="inner")
    return kept.group_by("actor").agg(group=nw.col("group").max())


def counted_mixing(ties: Any, actors: Any, by: str, engine: Engine) -> Mixing:
    """Count ties group by group where they lie, and hand over the matrix.

    Parameters
    ----------
    ties, actors : LazyFrame
        Typed tables.
    by : str
        A column of the actors.
    engine : Engine
        Where they are.
    """
    import narwhals.stable.v2 as nw

    listed = engine.kept(stays_of(actors, by).with_row_index("place", order_by="actor"))
    sizes = engine.small(listed.group_by("group").agg(n=nw.len().cast(nw.Int64)))
    # whole numbers are joined and grouped faster than texts: the groups come with the places
    pairs = (
        placed_ties(ties, listed)
        .group_by("one", "other")
        .agg(of_one=nw.col("of_one").min(), of_other=nw.col("of_other").min())
    )
    cells = pairs.group_by("of_one", "of_other").agg(n=nw.len().cast(nw.Int64))
    found = engine.small(cells)
    known = sizes.dropna(subset=["group"])
    names, codes = encoded(known["group"].astype(object).to_numpy())
    n = np.zeros(len(names), dtype=np.int64)
    n[codes] = known["n"]
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    place = {name: i for i, name in enumerate(names)}
    tied = found.dropna(subset=["of_one", "of_other"])
    at = tuple(tied[end].map(place).to_numpy(dtype=np.int64) for end in ("of_one", "of_other"))
    np.add.at(counts, at, tied["n"].to_numpy(dtype=np.int64))
    both = counts + counts.T
    np.fill_diagonal(both, counts.diagonal())
    labels = labels_of(names, by)
    return Mixing(
        pd.DataFrame(both, index=labels, columns=labels_of(names)),
        pd.Series(n, index=labels, name="actors"),
        False,
        int(sizes["n"].sum() - n.sum()),
        int(found["n"].sum() - tied["n"].sum()),
        by,
    )


def coded_graph(
    ties: Any, actors: Any, by: str, engine: Engine, *, response_rate: float
) -> GroupedGraph:
    """Return the graph as arrays: the engine turns ids into positions, and only those come over.

    Actors are in the order of their ids, which is the only one that every engine keeps.
    """
    import narwhals.stable.v2 as nw

    groups = stays_of(actors, by).with_row_index("place", order_by="actor")
    listed = engine.kept(groups)
    found = engine.small(listed.sort("place"))
    names, codes = encoded(found["group"].astype(object).to_numpy())
    placed = placed_ties(ties, listed).group_by("one", "other").agg(rank=nw.col("rank").max())
    pairs = engine.arrow(placed)
    ends = [pairs[name].to_numpy() for name in ("one", "other", "rank")]
    order = np.lexsort((ends[1], ends[0]))  # whatever the order that the engine gave
    source, target, rank = (end[order] for end in ends)
    return GroupedGraph(
        pd.Index(found["actor"].astype(str), name="actor"),
        names,
        codes,
        source.astype(np.int32),
        target.astype(np.int32),
        by=by,
        rank=rank.astype(np.int8),
        response_rate=response_rate,
    )
