"""Gould-Fernandez brokerage beside igraph, networkx, and sparse products."""

from __future__ import annotations

import argparse
import ctypes
import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, in_networkx, line, peak, reference_graph, timed

import concertnet as cn
from concertnet.kernels.compiled import compiled
from concertnet.kernels.triads_oriented import oriented
from concertnet.measures.brokerage.roles import ROLES

NETWORKX_UP_TO = 100_000
TOTAL = ROLES.index("total")


def arcs_of(graph: cn.GroupedGraph) -> tuple[np.ndarray, np.ndarray]:
    if graph.directed:
        return graph.source, graph.target
    return np.r_[graph.source, graph.target], np.r_[graph.target, graph.source]


def role_table(k: int) -> np.ndarray:
    a, b, c = np.ogrid[:k, :k, :k]
    ends = np.where(a == c, 1, np.where(a == b, 2, np.where(b == c, 3, 4)))
    return np.where((a == b) & (b == c), 0, ends)


def all_two_paths(graph: cn.GroupedGraph) -> np.ndarray:
    """Every two-path by role, with numpy: what the peers below take the closed ones from."""
    n, k, codes = graph.n, len(graph.groups), graph.codes
    s, t = (end.astype(np.int64) for end in arcs_of(graph))
    arcs = np.sort(s * n + t)
    mutual = np.isin(t * n + s, arcs, assume_unique=True)

    def by_group(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        return np.bincount(one * k + codes[other], minlength=n * k).reshape(n, k)

    out, into, both = by_group(s, t), by_group(t, s), by_group(s[mutual], t[mutual])
    own = np.arange(n), codes
    alike = into * out - both
    sent, received = out.sum(1), into.sum(1)
    counts = np.empty((n, 5), np.int64)
    counts[:, 0] = alike[own]
    counts[:, 1] = alike.sum(1) - alike[own]
    counts[:, 2] = into[own] * (sent - out[own])
    counts[:, 3] = (received - into[own]) * out[own]
    counts[:, 4] = sent * received - both.sum(1) - counts[:, :4].sum(1)
    return counts


def with_igraph(graph: cn.GroupedGraph) -> np.ndarray:
    """List the triangles, then numpy."""
    import igraph as ig

    n, codes = graph.n, graph.codes
    s, t = arcs_of(graph)
    listed = ig.Graph(n, np.stack([graph.source, graph.target], 1)).simplify().list_triangles()
    corners = np.array(listed, dtype=np.int64).reshape(-1, 3).T
    arcs = np.sort(s.astype(np.int64) * n + t)

    def tied(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        key = one * n + other
        return arcs[np.searchsorted(arcs, key).clip(max=len(arcs) - 1)] == key

    arc = {pair: tied(*corners[list(pair)]) for pair in itertools.permutations(range(3), 2)}
    roles = role_table(len(graph.groups))
    closed = np.zeros(n * 5, np.int64)
    for a, b, c in itertools.permutations(range(3)):
        x, y, z = corners[[a, b, c]][:, arc[a, b] & arc[b, c] & arc[a, c]]
        closed += np.bincount(y * 5 + roles[codes[x], codes[y], codes[z]], minlength=n * 5)
    return all_two_paths(graph) - closed.reshape(n, 5)


def with_sparse_products(graph: cn.GroupedGraph) -> np.ndarray:
    """Five masked products of the ties within groups and between them."""
    n, codes = graph.n, graph.codes
    s, t = arcs_of(graph)
    same = codes[s] == codes[t]

    def matrix(keep: np.ndarray) -> Any:
        ones = np.ones(int(keep.sum()), np.int32)
        return csr_array((ones, (s[keep], t[keep])), shape=(n, n))

    w, b = matrix(same), matrix(~same)
    closed = np.empty((n, 5), np.int64)
    for role, (one, other, mask) in enumerate(
        [(w, w, w), (b, w, b), (w, b, b), (b, b, w), (b, b, b)]
    ):
        closed[:, role] = (one.T.tocsr() @ other).multiply(mask).sum(axis=1)
    return all_two_paths(graph) - closed


def with_networkx(graph: cn.GroupedGraph) -> np.ndarray:
    """Walk every two-path of a networkx graph; making the graph is not timed."""
    g, codes, roles = WALKED[id(graph)], graph.codes.tolist(), role_table(len(graph.groups))
    table = roles.tolist()
    counts = np.empty((graph.n, 5), np.int64)
    for b in g:
        row = [0] * 5
        for a in g.pred[b]:
            after, of_a = g.succ[a], table[codes[a]][codes[b]]
            for c in g.succ[b]:
                if c != a and c not in after:
                    row[of_a[codes[c]]] += 1
        counts[b] = row
    return counts


WALKED: dict[int, Any] = {}


@compiled
def triangles(starts, ends):  # type: ignore[no-untyped-def]
    """Count the triangles, and nothing else."""
    n = len(starts) - 1
    tied = np.zeros(n, np.uint8)
    count = 0
    for u in range(n):
        if starts[u + 1] - starts[u] < 2:
            continue
        for e in range(starts[u], starts[u + 1]):
            tied[ends[e]] = 1
        for e in range(starts[u], starts[u + 1]):
            for f in range(starts[ends[e]], starts[ends[e] + 1]):
                count += tied[ends[f]]
        for e in range(starts[u], starts[u + 1]):
            tied[ends[e]] = 0
    return count


def triangle_pass(graph: cn.GroupedGraph) -> int:
    starts, ends, _, _ = oriented(graph.n, graph.source, graph.target, not graph.directed)
    return triangles(starts, ends)


def by_direction(graph: cn.GroupedGraph) -> np.ndarray:
    """Return our counts as peers give them, two for each undirected open triad."""
    counts = cn.brokerage_roles(graph).to_numpy()[:, :TOTAL].copy()
    if not graph.directed:
        counts *= [2, 2, 1, 1, 2]
        counts[:, 2] = counts[:, 3]
    return counts


def in_turn(actions: list[Callable[[], Any]], rounds: int = 9) -> list[float]:
    """Return the median seconds of each action, run in turn: a busy moment slows all of them."""
    taken = [[timed(action, 1) for action in actions] for _ in range(rounds)]
    return np.median(taken, axis=0).tolist()


def compare(ties: int, *, directed: bool) -> None:
    graph = reference_graph(ties, directed=directed)
    heading(f"brokerage, {graph.m:,} {'arcs' if directed else 'ties'}, {graph.n:,} actors")
    counts = by_direction(graph)

    def both_z() -> None:
        cn.brokerage_z(graph)
        cn.brokerage_z_labels(graph)

    ours, alone, chance = in_turn(
        [lambda: cn.brokerage_roles(graph), lambda: triangle_pass(graph), both_z]
    )
    print(f"  counts: {ours:.4f} s, {ours / alone:.2f} times the triangle pass alone (at most 4)")
    print(f"  both z: {chance:.4f} s, {chance / ours:.2f} times the counts (under 3)")
    peers = [("igraph, listed triangles", with_igraph, "10x")]
    peers += [("sparse products", with_sparse_products, "5x")]
    if graph.m <= NETWORKX_UP_TO:
        WALKED[id(graph)] = in_networkx(graph).to_directed()
        peers.append(("networkx", with_networkx, "40x"))
    for name, peer, wanted in peers:
        np.testing.assert_array_equal(peer(graph), counts)
        ours, theirs = in_turn([lambda: cn.brokerage_roles(graph), lambda p=peer: p(graph)], 3)
        line(f"all counts / {name}", ours, theirs, wanted=wanted)
    WALKED.clear()


def memory(ties: int) -> None:
    graph = reference_graph(ties, directed=True)
    trim = ctypes.CDLL("libc.so.6").malloc_trim
    megabytes = (4 * graph.m + 8 * (graph.n + 1)) / 2**20
    heading(f"memory, {graph.m:,} arcs: CSR of {megabytes:.1f} MB")
    for measure in (cn.brokerage_roles, cn.brokerage_z, cn.brokerage_z_labels):
        measure(
            reference_graph(60_000, directed=True)
        )  # large enough to compile every kernel before
        trim(0)  # gives back what making the graph left free, which would be taken again unseen
        start = time.perf_counter()
        used = peak(lambda m=measure: m(graph))
        print(
            f"  {measure.__name__:<24} {time.perf_counter() - start:7.2f} s  {used:8.1f} MB  "
            f"{used / megabytes:5.1f} times the CSR (at most 12)"
        )


def small() -> None:
    graph = reference_graph(1_500, directed=True)
    heading(f"small graph, {graph.n} actors, {graph.m} arcs, milliseconds (under 20)")
    for measure in (
        cn.brokerage_roles,
        cn.brokerage_z,
        cn.brokerage_z_labels,
        cn.network_brokerage,
    ):
        measure(graph)
        print(f"  {measure.__name__:<24} {1000 * timed(lambda m=measure: m(graph)):.2f}")


def run(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000), largest: int | None = None) -> None:
    """Print the comparison at each size, directed and undirected; memory at the largest."""
    small()
    triangle_pass(reference_graph(200, directed=True))
    # memory first: what peers leave free would be taken again unseen
    for ties in (max(sizes), *([largest] if largest else [])):
        memory(ties)
    for ties in sizes:
        for directed in (True, False):
            compare(ties, directed=directed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--largest", type=int, help="ties of a graph measured for memory alone")
    asked = parser.parse_args()
    run(tuple(asked.sizes), asked.largest)
