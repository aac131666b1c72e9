"""Pairs of actors and who they are, as an engine counts them: the mixing matrix, the graph."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.grouping import labels_of
from concertnet.hinges.mixing import Mixing
from concertnet.relational.engine import Engine
from concertnet.relational.labelled_actors import ActorLabels, labels_of_actors
from concertnet.relational.typed import RANK

__all__ = ["coded_graph", "counted_mixing", "ends_in_order", "listed_actors", "pairs_of"]


def ends_in_order() -> tuple[Any, Any]:
    """Return the two ends of ties, as expressions: the lower id first, whichever is the source."""
    import narwhals.stable.v2 as nw

    source, target = nw.col("source"), nw.col("target")
    rises = source < target
    lower = nw.when(rises).then(source).otherwise(target)
    return lower, nw.when(rises).then(target).otherwise(source)


def _placed_ties(ties: Any, listed: Any) -> Any:
    """Return ties between places of actors, the lower first, with their rank.

    Ties of an actor with itself are left out, as in a graph; those of an actor that is not listed
    were refused when the tables were scanned, or go with it in a selection.

    Parameters
    ----------
    ties : LazyFrame
        The typed table.
    listed : LazyFrame
        actor, place: whole numbers, another for each actor.
    """
    import narwhals.stable.v2 as nw

    place = nw.col("place").cast(nw.Int64)
    both = (
        ties.select("source", "target", RANK)
        .join(listed.select(source="actor", i=place), on="source", how="inner")
        .join(listed.select(target="actor", j=place), on="target", how="inner")
    )
    i, j = nw.col("i"), nw.col("j")
    return both.filter(i != j).select(
        one=nw.min_horizontal("i", "j"), other=nw.max_horizontal("i", "j"), rank=nw.col(RANK)
    )


def _coded(placed: Any, texts: pd.Series, codes: np.ndarray, engine: Engine) -> Any:
    """Return actor, place and code (-1 where the group is unknown) of the actors of an engine.

    Parameters
    ----------
    placed : LazyFrame
        actor, group, place.
    texts, codes : Series of str, array of int
        The texts of the groups, each once at least, and their codes.
    engine : Engine
        Where they are.
    """
    import narwhals.stable.v2 as nw
    import pyarrow as pa

    known = pd.DataFrame({"group": texts.astype(object), "code": codes})
    known = known[known["code"] >= 0].drop_duplicates("group")
    table = {
        "group": pa.array(known["group"].tolist(), pa.string()),
        "code": pa.array(known["code"].to_numpy(dtype=np.int64), pa.int64()),
    }
    coded = placed.join(engine.brought(pa.table(table)), on="group", how="left")
    place = nw.col("place").cast(nw.Int64)
    return coded.select("actor", place, code=nw.col("code").fill_null(-1).cast(nw.Int64))


def pairs_of(ties: Any, coded: Any, k: int) -> Any:
    """Return each pair that is tied, once: one, other (places), of_one, of_other (codes).

    Pairs are told apart by two whole numbers, which hold the codes too: that is less to join and
    to compare than a row of four.

    Parameters
    ----------
    ties : LazyFrame
        The typed table.
    coded : LazyFrame
        actor, place, code.
    k : int
        The number of groups.
    """
    import narwhals.stable.v2 as nw

    width = k + 1
    held = coded.select("actor", place=nw.col("place") * width + nw.col("code") + 1)
    pairs = _placed_ties(ties, held).select("one", "other").unique()
    one, other = nw.col("one"), nw.col("other")
    return pairs.select(
        one=one // width,
        other=other // width,
        of_one=one % width - 1,
        of_other=other % width - 1,
    )


def counted_mixing(ties: Any, actors: Any, by: Any, engine: Engine) -> Mixing:
    """Count ties group by group where they lie, and hand over the matrix.

    Parameters
    ----------
    ties, actors : LazyFrame
        Typed tables.
    by : str, mapping of actor to group, or None
        A column of the actors, or the groups themselves.
    engine : Engine
        Where they are.
    """
    import narwhals.stable.v2 as nw

    who = labels_of_actors(actors, by, engine)
    placed = engine.kept(who.rows.with_row_index("place", order_by="actor"))
    sizes = engine.small(placed.group_by("group").agg(n=nw.len().cast(nw.Int64)))
    groups, codes = who.encoded(sizes["group"])
    k = len(groups)
    coded = engine.kept(_coded(placed, sizes["group"], codes, engine))
    cells = pairs_of(ties, coded, k).group_by("of_one", "of_other").agg(n=nw.len().cast(nw.Int64))
    found = engine.small(cells)
    n = np.bincount(codes[codes >= 0], sizes["n"][codes >= 0], minlength=k).astype(np.int64)
    tied = found[(found["of_one"] >= 0) & (found["of_other"] >= 0)]
    counts = np.zeros((k, k), dtype=np.int64)
    at = tuple(tied[end].to_numpy(dtype=np.int64) for end in ("of_one", "of_other"))
    np.add.at(counts, at, tied["n"].to_numpy(dtype=np.int64))
    both = counts + counts.T
    np.fill_diagonal(both, counts.diagonal())
    labels = labels_of(groups, who.by)
    return Mixing(
        pd.DataFrame(both, index=labels, columns=labels_of(groups)),
        pd.Series(n, index=labels, name="actors"),
        False,
        int(sizes["n"].sum() - n.sum()),
        int(found["n"].sum() - tied["n"].sum()),
        who.by,
    )


def coded_graph(
    ties: Any, actors: Any, by: Any, engine: Engine, *, response_rate: float
) -> GroupedGraph:
    """Return the graph as arrays: the engine turns ids into positions, and only those come over.

    Actors are in the order of their ids, which is the only one that every engine keeps.
    """
    import narwhals.stable.v2 as nw

    listed, graph = listed_actors(labels_of_actors(actors, by, engine), engine, response_rate)
    placed = _placed_ties(ties, listed).group_by("one", "other").agg(rank=nw.col("rank").max())
    pairs = engine.arrow(placed)
    ends = [pairs[name].to_numpy() for name in ("one", "other", "rank")]
    order = np.lexsort((ends[1], ends[0]))  # whatever the order that the engine gave
    source, target, rank = (end[order] for end in ends)
    return replace(
        graph,
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        rank=rank.astype(np.int8),
    )


def listed_actors(
    who: ActorLabels, engine: Engine, response_rate: float
) -> tuple[Any, GroupedGraph]:
    """Return the actors with their places (actor, place, code), and as a graph without any tie."""
    placed = engine.kept(who.rows.with_row_index("place", order_by="actor"))
    found = engine.small(placed.sort("place"))
    groups, codes = who.encoded(found["group"])
    none = np.empty(0, dtype=np.int32)
    ids = pd.Index(found["actor"].astype(str), name="actor")
    graph = GroupedGraph(ids, groups, codes, none, none, by=who.by, response_rate=response_rate)
    return _coded(placed, found["group"], codes, engine), graph
