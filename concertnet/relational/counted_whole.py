"""The shape of a whole network counted in an engine: degrees, connected parts, closure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from concertnet.hinges.whole_shape import WholeShape, whole_shape
from concertnet.relational.coded_ties import coded_ties, graph_of_few, half_ties
from concertnet.relational.counted_paths import triangles
from concertnet.relational.engine import Engine, count_of
from concertnet.relational.lives import Scanned
from concertnet.scale import Scale

__all__ = ["counted_whole"]


def counted_whole(there: Scanned, _scale: Scale) -> WholeShape:
    """Count it as `hinges.whole_shape.whole_shape`."""
    import narwhals.stable.v2 as nw

    few = graph_of_few(there, None)
    if few is not None:
        return whole_shape(few)
    engine = there.engine
    graph, pairs = coded_ties(there, None)
    half = half_ties(pairs)
    degrees = engine.kept(half.group_by("i").agg(d=nw.len().cast(nw.Int64)))
    alike = engine.small(degrees.group_by("d").agg(n=nw.len().cast(nw.Int64)))
    isolates = graph.n - int(alike["n"].sum())
    if isolates:
        alike = pd.concat([alike, pd.DataFrame({"d": [0], "n": [isolates]})])
    degree, actors = (alike[name].to_numpy(dtype=np.int64) for name in ("d", "n"))
    closing = triangles(pairs, degrees)
    triangle = count_of(engine, closing)
    labels = _parts(engine, half.select("i", "j"))
    sizes = labels.group_by("part").agg(size=nw.len().cast(nw.Int64))
    parts = engine.small(sizes.group_by("size").agg(n=nw.len().cast(nw.Int64)))
    return WholeShape(
        n=graph.n,
        ties=int((degree * actors).sum()) // 2,
        directed=False,
        response_rate=graph.response_rate,
        degree=degree,
        actors=actors,
        highest_in=0,
        highest_out=0,
        part_size=np.append(parts["size"].to_numpy(dtype=np.int64), 1),
        parts=np.append(parts["n"].to_numpy(dtype=np.int64), isolates),
        returned=0,
        paths=int((degree * (degree - 1) * actors).sum()),
        closed=6 * triangle,
    )


def _parts(engine: Engine, half: Any) -> Any:
    """Return the actors who have a tie, and the lowest place of their connected part.

    Each round gives an actor, and the actor that stood for it, the lowest label around, then looks
    up the label of that label: the rounds grow as the logarithm of the longest path, mostly.
    """
    import narwhals.stable.v2 as nw

    labels = engine.kept(half.select("i").unique().with_columns(part=nw.col("i")))
    while True:
        near = half.join(labels.rename({"i": "j", "part": "seen"}), on="j", how="inner")
        near = near.join(labels, on="i", how="inner")
        hooked = nw.concat(
            [
                labels,
                near.select("i", part="seen"),
                near.select(i="part", part="seen"),
            ]
        )
        lower = engine.kept(hooked.group_by("i").agg(nw.col("part").min()))
        again = lower.rename({"i": "part", "part": "of_part"})
        jumped = lower.join(again, on="part", how="inner").select("i", part="of_part")
        jumped = engine.kept(jumped)
        before = labels.rename({"part": "was"})
        moved = jumped.join(before, on="i", how="inner").filter(nw.col("part") != nw.col("was"))
        changed = count_of(engine, moved)
        labels = jumped
        if not changed:
            return labels
