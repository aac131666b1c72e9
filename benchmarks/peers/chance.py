"""Chance beside networkx, numpy and igraph: exact moments, shuffled groups, rewired ties."""

from __future__ import annotations

import sys
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, in_igraph, in_networkx, line, peak, reference_graph, timed

import concertnet as cn
from concertnet import GroupedGraph
from concertnet.measures.chance.nulls import TRIALS, RewiredTies

SIZES = (10_000, 100_000, 1_000_000)
SHUFFLES = 1_000
# Ties up to which networkx is timed, and above which memory is more than the noise of a process.
LARGE = 100_000
# Draws made with a slow peer; its time is given for all of them, in proportion.
FEW = 5


def exact(graph: GroupedGraph) -> None:
    """Every cell and E-I, beside as many shuffles as give two digits of them."""
    name = f"{graph.m:,} {'directed' if graph.directed else 'undirected'} ties"
    heading(f"mixing_chance, exact, {name}, beside {SHUFFLES:,} shuffles")
    k, rng = len(graph.groups), np.random.default_rng(0)

    def by_numpy(draws: int = SHUFFLES) -> np.ndarray:
        counts = np.empty((draws, k * k))
        for i in range(draws):
            codes = rng.permutation(graph.codes)
            cells = codes[graph.source] * k + codes[graph.target]
            counts[i] = np.bincount(cells, minlength=k * k)
        return counts

    peer = in_networkx(graph)

    def by_networkx() -> None:
        for _ in range(FEW):
            nx.set_node_attributes(peer, dict(enumerate(rng.permutation(graph.codes))), "sector")
            nx.attribute_mixing_matrix(peer, "sector", normalized=False)

    # two cells by direction make one of an undirected matrix
    few = 200
    drawn = by_numpy(few)[:, np.arange(k) * (k + 1)]
    cells = cn.mixing_chance(graph).cells
    within = cells[cells["group"] == cells["other_group"]]
    error = 5 * within["sd"].to_numpy() / few**0.5
    assert (np.abs(drawn.mean(axis=0) - within["expected"].to_numpy()) < error).all()

    ours = timed(lambda: cn.mixing_chance(graph), 5)
    if graph.m <= LARGE:
        line("beside numpy", ours, timed(by_numpy), wanted="(at least 20x at 100,000)")
        theirs = timed(by_networkx) * SHUFFLES / FEW
        line("beside networkx", ours, theirs, wanted="(at least 100x at 100,000)")
    else:
        theirs = timed(lambda: by_numpy(FEW)) * SHUFFLES / FEW
        line("beside numpy", ours, theirs)
        line("peak memory, beside the CSR", peak(lambda: cn.mixing_chance(graph)), csr(graph),
             unit="MB", wanted="(at least 0.08x)")  # fmt: skip


def csr(graph: GroupedGraph) -> float:
    matrix = graph.adjacency()
    return (matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes) / 2**20


def rewiring(graph: GroupedGraph) -> None:
    """One draw: `TRIALS` trials per tie."""
    name = f"{graph.m:,} {'directed' if graph.directed else 'undirected'} ties"
    heading(f"One rewired graph, {TRIALS} trials per tie, {name}")
    trials = TRIALS * graph.m
    chain = RewiredTies(graph, draws=1, seed=0)
    first = in_igraph(graph)
    drawn = next(chain.graphs(1))
    assert (drawn.degrees() == graph.degrees()).all()
    other = first.copy()
    other.rewire(n=trials)
    assert (np.array(other.degree()) == graph.degrees()).all()
    share = {
        "ours": crossing(graph, drawn.source, drawn.target),
        "igraph": crossing(graph, *np.array(other.get_edgelist()).T),
    }
    assert abs(share["ours"] - share["igraph"]) < 5 * graph.m**-0.5, share

    ours = timed(lambda: next(chain.graphs(1)), 5)
    copies = iter([first.copy() for _ in range(3)])
    theirs = timed(lambda: next(copies).rewire(n=trials))
    line("beside igraph's rewire", ours, theirs, wanted="(at least 3x at 100,000)")
    if graph.m <= LARGE:
        some = graph.m // 20
        peers = iter([in_networkx(graph) for _ in range(3)])
        swap = nx.directed_edge_swap if graph.directed else nx.double_edge_swap
        slow = timed(lambda: swap(next(peers), nswap=some, max_tries=100 * some, seed=1))
        what = f"a trial, beside an exchange by {swap.__name__}"
        line(what, ours / trials * 1e9, slow / some * 1e9, unit="ns", wanted="(at least 100x)")
    else:
        line("peak memory, beside the CSR", peak(lambda: RewiredTies(graph, draws=1, seed=0)),
             csr(graph), unit="MB", wanted="(at least 0.08x)")  # fmt: skip


def crossing(graph: GroupedGraph, source: np.ndarray, target: np.ndarray) -> float:
    return float((graph.codes[source] != graph.codes[target]).mean())


def small() -> None:
    """Time a network of the usual size, once warm."""
    graph = reference_graph(1_000, directed=False)
    heading(f"{graph.n} actors, {graph.m} ties")
    peer = in_networkx(graph)

    def one_swap() -> None:
        copy = peer.copy()
        nx.double_edge_swap(copy, nswap=graph.m, max_tries=100 * graph.m, seed=1)

    line("mixing_chance, beside one mixing matrix of networkx",
         timed(lambda: cn.mixing_chance(graph), 9),
         timed(lambda: nx.attribute_mixing_matrix(peer, "sector"), 9))  # fmt: skip
    draws = 4_999
    ours = timed(lambda: cn.against_chance(cn.ei_index, graph, null="ties", draws=draws))
    line("a rewired graph, 10 trials per tie, beside 1 of networkx", ours / draws, timed(one_swap))


def cycle() -> None:
    """Check that exchanges of two ties alone leave a directed cycle of three as it is."""
    ties = [(0, 1), (1, 2), (2, 0)]
    groups = pd.Series(["a", "b", "c"], name="sector")
    ours = GroupedGraph.from_edges(*zip(*ties, strict=True), groups=groups, directed=True)
    drawn = RewiredTies(ours, draws=50, seed=0).graphs(50)
    turned = sum((1, 0) in zip(g.source, g.target, strict=True) for g in drawn)
    peer = igraph.Graph(3, ties, directed=True)
    others = 0
    for _ in range(50):
        peer.rewire(n=30)
        others += (1, 0) in peer.get_edgelist()
    assert turned > 0 == others
    print(f"\nA cycle of three turned round in {turned} draws of 50, in {others} by igraph")


def run() -> None:
    for ties in SIZES:
        for directed in (True, False):
            graph = reference_graph(ties, directed=directed)
            exact(graph)
            rewiring(graph)
    small()
    cycle()


if __name__ == "__main__":
    run()
