"""Open two-paths counted in an engine by the actor in the middle: what brokerage rests on."""

from __future__ import annotations

from typing import Any

import numpy as np

from concertnet.hinges.brokered_paths import BrokeredPaths, paths_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.relational.coded_ties import coded_ties, graph_of_few, half_ties
from concertnet.relational.counted_contacts import contact_rows
from concertnet.relational.engine import count_of
from concertnet.relational.lives import Scanned
from concertnet.scale import Scale

__all__ = ["counted_paths", "triangles"]

_CLOSED = ("coordinator", "itinerant", "one_own", "liaison")


def counted_paths(
    there: Scanned, _scale: Scale, by: Any, *, overlaps: bool = False
) -> BrokeredPaths | None:
    """Count them as `hinges.brokered_paths.brokered_paths`: all two-paths, less those closed.

    All of them follow from the contacts of each actor; those closed are in triangles, which are
    listed once each, from the actor with fewest ties.
    """
    import narwhals.stable.v2 as nw

    few = graph_of_few(there, by)
    if few is not None:
        return paths_of(few, overlaps=overlaps)
    engine = there.engine
    graph, pairs = coded_ties(there, by)
    known = pairs.filter((nw.col("of_one") >= 0) & (nw.col("of_other") >= 0))
    known = engine.kept(known)
    half = half_ties(known)
    degrees = engine.kept(half.group_by("i").agg(d=nw.len().cast(nw.Int64)))
    closing = engine.kept(triangles(known, degrees))
    roles = _all(there, half, graph) - _closed(there, closing, graph.n)
    m = count_of(engine, known)
    every = half_ties(pairs).group_by("i").agg(d=nw.len().cast(nw.Int64))
    top = engine.small(every.sort("d", "i", descending=[True, False]).head(1))
    most = (graph.actors[int(top["i"].iloc[0])], int(top["d"].iloc[0])) if len(top) else (None, 0)
    found = _overlaps(there, half, degrees, closing, graph.n) if overlaps else None
    return BrokeredPaths(graph, m, *most, roles, found)


def triangles(pairs: Any, degrees: Any) -> Any:
    """Return each triangle once: its corners x, y, z and the codes of their groups."""
    import narwhals.stable.v2 as nw

    sized = pairs.join(degrees.rename({"i": "one", "d": "d_one"}), on="one", how="inner")
    sized = sized.join(degrees.rename({"i": "other", "d": "d_other"}), on="other", how="inner")
    rises = nw.col("d_one") <= nw.col("d_other")  # of equals the lower place, which is one

    def end(low: str, high: str) -> Any:
        return nw.when(rises).then(nw.col(low)).otherwise(nw.col(high))

    up = sized.select(
        x=end("one", "other"),
        y=end("other", "one"),
        of_x=end("of_one", "of_other"),
        of_y=end("of_other", "of_one"),
    )
    wedges = up.join(up.select("x", z="y", of_z="of_y"), on="x", how="inner")
    sides = up.select(y="x", z="y")
    return wedges.filter(nw.col("y") != nw.col("z")).join(sides, on=["y", "z"], how="inner")


def _all(there: Scanned, half: Any, graph: GroupedGraph) -> np.ndarray:
    """Return the ordered two-paths of each actor by role, closed or not."""
    actor, code, n = contact_rows(there, half)
    is_own = graph.codes[actor] == code

    def summed(values: np.ndarray) -> np.ndarray:
        out = np.zeros(graph.n, dtype=np.int64)
        np.add.at(out, actor, values)
        return out

    ties, squares = summed(n), summed(n * n)
    own, own_squares = summed(n * is_own), summed(n * n * is_own)
    others = ties - own
    return np.column_stack(
        [
            own_squares - own,
            (squares - own_squares) - others,
            own * others,
            own * others,
            others * others - (squares - own_squares),
        ]
    )


def _closed(there: Scanned, closing: Any, n: int) -> np.ndarray:
    """Return the ordered two-paths of each actor, by role, whose ends are tied."""
    import narwhals.stable.v2 as nw

    corners = []
    for ego, one, other in (("x", "y", "z"), ("y", "x", "z"), ("z", "x", "y")):
        own, a, c = (nw.col(f"of_{corner}") for corner in (ego, one, other))
        alike, with_a, with_c = a == c, a == own, c == own
        which = {
            "coordinator": with_a & with_c,
            "itinerant": alike & ~with_a,
            "one_own": (with_a & ~with_c) | (with_c & ~with_a),
            "liaison": ~alike & ~with_a & ~with_c,
        }
        corners.append(
            closing.select(i=nw.col(ego), **{k: v.cast(nw.Int64) for k, v in which.items()})
        )
    sums = {name: nw.col(name).sum().cast(nw.Int64) for name in _CLOSED}
    found = there.engine.arrow(nw.concat(corners).group_by("i").agg(**sums))
    out = np.zeros((n, 5), dtype=np.int64)
    at = found["i"].to_numpy()
    once, twice = {"one_own": (2, 3)}, {"coordinator": 0, "itinerant": 1, "liaison": 4}
    for name, column in twice.items():  # an end and the other, either way
        out[at, column] = 2 * found[name].to_numpy()
    for column in once["one_own"]:
        out[at, column] = found["one_own"].to_numpy()
    return out


def _overlaps(there: Scanned, half: Any, degrees: Any, closing: Any, n: int) -> np.ndarray:
    """Return what `kernels.triads_counts.open_overlaps` counts, of an undirected graph.

    A tie of an actor opens as many two-paths as the actor has other ties, less the triangles on it.
    """
    import narwhals.stable.v2 as nw

    sides = [
        closing.select(i=nw.col(a), j=nw.col(b))
        for a, b in (("x", "y"), ("x", "z"), ("y", "z"), ("y", "x"), ("z", "x"), ("z", "y"))
    ]
    shut = nw.concat(sides).group_by("i", "j").agg(t=nw.len().cast(nw.Int64))
    ends = half.select("i", "j").join(degrees, on="i", how="inner")
    ends = ends.join(shut, on=["i", "j"], how="left")
    opened = ends.select("i", o=nw.col("d") - 1 - nw.col("t").fill_null(0))
    opened = opened.with_columns(again=nw.col("o") * (nw.col("o") - 1))
    sums = {name: nw.col(name).sum().cast(nw.Int64) for name in ("o", "again")}
    found = there.engine.arrow(opened.group_by("i").agg(**sums))
    at = found["i"].to_numpy()
    paths, again = found["o"].to_numpy(), found["again"].to_numpy()
    out = np.zeros((n, 5), dtype=np.int64)
    # each has its reverse; as many share their source as share their target, or follow each other
    out[at] = np.column_stack([paths, paths, again, again, again])
    return out
