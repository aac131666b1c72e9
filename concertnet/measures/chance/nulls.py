"""Networks drawn by chance: groups shuffled, ties rewired, or ties put anywhere.

A null gives its draws in two ways: as graphs, or as the counts of their mixing matrices, many at
once. Both are endless: each call goes on from the last. A seed gives the same draws again in either
way, and the same in both, except the shuffles of a large network, counted by a compiled kernel:
they are as likely, but not those given as graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from concertnet.hinges.graph import GroupedGraph
from concertnet.hinges.guards import Seed, generator
from concertnet.hinges.mixing import undirected_counts

__all__ = ["BURN_IN", "NULLS", "TRIALS", "Null", "RandomTies", "RewiredTies", "ShuffledGroups"]

# Trials of the chain for each tie: before its first draw, and between draws.
BURN_IN = 100
TRIALS = 10
# Ties times draws above which the compiled kernel repays the moment that it takes to load.
_WORTH_COMPILING = 20_000_000


class Null(Protocol):
    """A way of drawing networks by chance."""

    def __init__(self, graph: GroupedGraph, *, draws: int, seed: Seed) -> None: ...

    def graphs(self, size: int) -> Iterator[GroupedGraph]:
        """Yield the next draws."""
        ...

    def counts(self, size: int) -> npt.NDArray[np.int64]:
        """Return the counts of `Mixing` of the next draws, shape (size, k, k)."""
        ...


class ShuffledGroups:
    """The groups shuffled over the actors of known group: ties and sizes stay."""

    def __init__(self, graph: GroupedGraph, *, draws: int, seed: Seed) -> None:
        self._graph = graph
        self._rng = generator(seed)
        self._known = known = graph.codes >= 0
        k = len(graph.groups)
        # positions among the actors of known group: shuffling then needs no mask
        place = np.cumsum(known, dtype=np.int64) - 1
        source, target = graph.known_ties()
        self._source = place[source].astype(np.uint32)
        self._target = place[target].astype(np.uint32)
        self._codes = graph.codes[known].astype(np.uint8 if k <= 256 else np.uint16)
        self._compiled = len(self._source) * draws > _WORTH_COMPILING

    def graphs(self, size: int) -> Iterator[GroupedGraph]:
        """Yield the next draws."""
        graph, known = self._graph, self._known
        for _ in range(size):
            codes = graph.codes.copy()
            codes[known] = self._rng.permutation(graph.codes[known])
            yield replace(graph, codes=codes)

    def counts(self, size: int) -> npt.NDArray[np.int64]:
        """Return the counts of `Mixing` of the next draws, shape (size, k, k)."""
        k = len(self._graph.groups)
        counts = self._count_compiled(size, k) if self._compiled else self._count_plain(size, k)
        return _by_convention(counts.reshape(size, k, k), self._graph)

    def _count_plain(self, size: int, k: int) -> npt.NDArray[np.int64]:
        counts = np.empty((size, k * k), dtype=np.int64)
        for i in range(size):
            shuffled = self._rng.permutation(self._codes).astype(np.int64)
            cells = shuffled[self._source] * k + shuffled[self._target]
            counts[i] = np.bincount(cells, minlength=k * k)
        return counts

    def _count_compiled(self, size: int, k: int) -> npt.NDArray[np.int64]:
        from concertnet.kernels.draw_groups import TOGETHER, count_shuffled

        blocks: list[npt.NDArray[Any]] = []
        for _ in range(0, size, TOGETHER):
            uniforms = self._rng.random((TOGETHER, len(self._codes)))
            blocks.append(count_shuffled(self._source, self._target, self._codes, uniforms, k))
        return np.concatenate(blocks)[:size]


class RewiredTies:
    """The ties rewired: each actor keeps its group and its number of ties, sent and received."""

    def __init__(self, graph: GroupedGraph, *, draws: int, seed: Seed) -> None:
        del draws
        # the kernel finds the ties that an actor sends side by side
        order = np.argsort(graph.source, kind="stable") if graph.directed else slice(None)
        rank = None if graph.rank is None else graph.rank[order]
        self._graph = replace(graph, rank=rank)
        # int32 and contiguous: the one signature that the kernel is compiled for
        self._source = np.array(graph.source[order], dtype=np.int32)
        self._target = np.array(graph.target[order], dtype=np.int32)
        self._codes = np.ascontiguousarray(graph.codes, dtype=np.int32)
        rng = generator(seed)
        self._state = rng.integers(2**64, size=1, dtype=np.uint64)
        self._run(BURN_IN, 1)

    def graphs(self, size: int) -> Iterator[GroupedGraph]:
        """Yield the next draws."""
        for _ in range(size):
            self._run(TRIALS, 1)
            yield replace(self._graph, source=self._source.copy(), target=self._target.copy())

    def counts(self, size: int) -> npt.NDArray[np.int64]:
        """Return the counts of `Mixing` of the next draws, shape (size, k, k)."""
        k = len(self._graph.groups)
        return _by_convention(self._run(TRIALS, size).reshape(size, k, k), self._graph)

    def _run(self, trials: int, draws: int) -> npt.NDArray[np.int64]:
        from concertnet.kernels.draw_ties import rewire

        graph = self._graph
        return rewire(
            self._source,
            self._target,
            graph.directed,
            self._codes,
            len(graph.groups),
            self._state,
            trials * graph.m,
            draws,
        )


class RandomTies:
    """As many ties between any actors: each keeps its group, and each tie its level."""

    def __init__(self, graph: GroupedGraph, *, draws: int, seed: Seed) -> None:
        del draws
        self._graph = graph
        self._rng = generator(seed)

    def graphs(self, size: int) -> Iterator[GroupedGraph]:
        """Yield the next draws."""
        for _ in range(size):
            source, target = self._draw()
            yield replace(self._graph, source=source, target=target)

    def counts(self, size: int) -> npt.NDArray[np.int64]:
        """Return the counts of `Mixing` of the next draws, shape (size, k, k)."""
        k = len(self._graph.groups)
        found = np.empty((size, k, k), dtype=np.int64)
        for place, graph in enumerate(self.graphs(size)):
            source, target = graph.known_ties()
            cells = graph.codes[source].astype(np.int64) * k + graph.codes[target]
            found[place] = np.bincount(cells, minlength=k * k).reshape(k, k)
        return _by_convention(found, self._graph)

    def _draw(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        n, m = self._graph.n, self._graph.m
        pairs = n * (n - 1) // (1 if self._graph.directed else 2)
        # in the order drawn: levels then stand anywhere
        place = self._rng.choice(pairs, m, replace=False)
        if self._graph.directed:
            source, target = np.divmod(place, max(n - 1, 1))
            return source.astype(np.int32), (target + (target >= source)).astype(np.int32)
        # the pairs of target t, with those before it, are t(t - 1)/2 and up
        target = ((1 + np.sqrt(1 + 8 * place.astype(float))) / 2).astype(np.int64)
        target -= target * (target - 1) // 2 > place
        target += target * (target + 1) // 2 <= place
        source = place - target * (target - 1) // 2
        return source.astype(np.int32), target.astype(np.int32)


NULLS: dict[str, type[Null]] = {
    "groups": ShuffledGroups,
    "ties": RewiredTies,
    "density": RandomTies,
}


def _by_convention(counts: npt.NDArray[np.int64], graph: GroupedGraph) -> npt.NDArray[np.int64]:
    return counts if graph.directed else undirected_counts(counts)
