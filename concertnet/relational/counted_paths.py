"""Open two-paths counted in an engine by the actor in the middle: what brokerage rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from concertnet.hinges.arrays import Counts
from concertnet.hinges.brokered_paths import BrokeredPaths, paths_of
from concertnet.hinges.graph import GroupedGraph
from concertnet.relational.coded_ties import CodedTies, coded_ties, graph_of_few, half_ties
from concertnet.relational.counted_contacts import contact_rows, sorted_contacts
from concertnet.relational.engine import Engine, count_of
from concertnet.relational.lives import Scanned
from concertnet.scale import Scale

__all__ = ["PathsThere", "counted_paths", "paths_there", "triangles"]

_CLOSED = ("coordinator", "itinerant", "one_own", "liaison")


class PathsThere(NamedTuple):
    """Open two-paths by the actor in the middle, which stay in an engine.

    Attributes
    ----------
    engine : Engine
        Where they are.
    graph : GroupedGraph
        The actors in the order of their ids, and their groups; without any tie.
    ties : int
        Ties between actors of known group.
    busiest, most_ties : object, int
        The actor with most ties, and how many.
    met, closed : LazyFrame
        A row per actor and group that it meets: i (place), of_j (code), n (ties). A row per actor
        in a triangle: i, and two-paths closed, by role.
    shared : LazyFrame or None
        Where overlaps are asked for, a row per actor with a tie: i, o, again (sums over its ties).
    """

    engine: Engine
    graph: GroupedGraph
    ties: int
    busiest: Any
    most_ties: int
    met: Any
    closed: Any
    shared: Any

    def of(self, first: int, last: int) -> BrokeredPaths:
        """Return the two-paths through the actors of some places, the last one left out."""
        whole = self.graph
        own, codes = whole.actors[first:last], whole.codes[first:last]
        graph = replace(whole, actors=own, codes=codes)
        roles = self._all(graph, first) - self._closed(graph.n, first)
        overlaps = None if self.shared is None else self._overlaps(graph.n, first)
        most = self.busiest, self.most_ties
        return BrokeredPaths(graph, whole.sizes, self.ties, *most, roles, overlaps)

    def _among(self, rows: Any, first: int, n: int) -> Any:
        """Return the rows of some actors in memory."""
        import narwhals.stable.v2 as nw

        if (first, n) != (0, self.graph.n):
            rows = rows.filter((nw.col("i") >= first) & (nw.col("i") < first + n))
        return self.engine.arrow(rows)

    def _all(self, graph: GroupedGraph, first: int) -> Counts:
        """Return the ordered two-paths of each actor by role, closed or not."""
        actor, code, n = sorted_contacts(self._among(self.met, first, graph.n))
        actor = actor - first
        is_own = graph.codes[actor] == code

        def summed(values: Counts) -> Counts:
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

    def _closed(self, n: int, first: int) -> Counts:
        """Return the ordered two-paths of each actor, by role, whose ends are tied."""
        found = self._among(self.closed, first, n)
        out = np.zeros((n, 5), dtype=np.int64)
        at = found["i"].to_numpy() - first
        once, twice = {"one_own": (2, 3)}, {"coordinator": 0, "itinerant": 1, "liaison": 4}
        for name, column in twice.items():  # an end and the other, either way
            out[at, column] = 2 * found[name].to_numpy()
        for column in once["one_own"]:
            out[at, column] = found["one_own"].to_numpy()
        return out

    def _overlaps(self, n: int, first: int) -> Counts:
        """Return what `kernels.triads_counts.open_overlaps` counts, of an undirected graph."""
        found = self._among(self.shared, first, n)
        at = found["i"].to_numpy() - first
        paths, again = found["o"].to_numpy(), found["again"].to_numpy()
        out = np.zeros((n, 5), dtype=np.int64)
        # each has its reverse; as many share their source as their target, or follow each other
        out[at] = np.column_stack([paths, paths, again, again, again])
        return out


def counted_paths(
    there: Scanned, _scale: Scale, by: Any, *, overlaps: bool = False
) -> BrokeredPaths | None:
    """Count them as `hinges.brokered_paths.brokered_paths`: all two-paths, less those closed."""
    few = graph_of_few(there, by)
    if few is not None:
        return paths_of(few, overlaps=overlaps)
    found = paths_there(there, coded_ties(there, by), overlaps=overlaps)
    return found.of(0, found.graph.n)


def paths_there(there: Scanned, coded: CodedTies, *, overlaps: bool = False) -> PathsThere:
    """Count open two-paths by actor, and leave them in the engine.

    All of them follow from the contacts of each actor; those closed are in triangles, which are
    listed once each, from the actor with fewest ties.
    """
    import narwhals.stable.v2 as nw

    engine = there.engine
    graph, pairs = coded
    known = pairs.filter((nw.col("of_one") >= 0) & (nw.col("of_other") >= 0))
    known = engine.kept(known)
    half = half_ties(known)
    degrees = engine.kept(half.group_by("i").agg(d=nw.len().cast(nw.Int64)))
    closing = engine.kept(triangles(known, degrees))
    every = half_ties(pairs).group_by("i").agg(d=nw.len().cast(nw.Int64))
    top = engine.small(every.sort("d", "i", descending=[True, False]).head(1))
    most = (graph.actors[int(top["i"].iloc[0])], int(top["d"].iloc[0])) if len(top) else (None, 0)
    return PathsThere(
        engine,
        graph,
        count_of(engine, known),
        *most,
        met=engine.kept(contact_rows(half)),
        closed=engine.kept(_closed(closing)),
        shared=engine.kept(_shared(half, degrees, closing)) if overlaps else None,
    )


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


def _closed(closing: Any) -> Any:
    """Return the two-paths of each actor whose ends are tied, each once, by role."""
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
    return nw.concat(corners).group_by("i").agg(**sums)


def _shared(half: Any, degrees: Any, closing: Any) -> Any:
    """Return, of each actor, the two-paths that its ties open, and the pairs of those of one tie.

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
    return opened.group_by("i").agg(**sums)
