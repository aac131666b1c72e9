"""Structural holes beside igraph and networkx: constraint, effective size, memory."""

from __future__ import annotations

import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import (
    heading,
    in_igraph,
    in_networkx,
    line,
    peak,
    reference_graph,
    timed,
)

import concertnet as cn

SIZES = (10_000, 100_000, 1_000_000)


def memory() -> None:
    """Measure before anything else, on graphs made elsewhere: memory freed hides what is asked."""
    heading("Peak memory of structural_holes, directed, in MB (peer: the CSR, at most 12 times)")
    cn.structural_holes(reference_graph(1_000, directed=True))
    for ties in (1_000_000, 10_000_000):
        with ProcessPoolExecutor(1) as pool:
            graph = pool.submit(reference_graph, ties, directed=True).result()
        ours = peak(lambda graph=graph: cn.structural_holes(graph))
        matrix = graph.adjacency()
        csr = (matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes) / 2**20
        line(f"{ties:,} ties ({ours / csr:.1f} times the CSR)", ours, csr, unit="MB")
        took = timed(lambda graph=graph: cn.structural_holes(graph), 1)
        print(f"{'':<58} {took:>10.4g} s")


def constraint() -> None:
    heading("structural_holes whole, beside constraint alone")
    for directed in (True, False):
        for ties in SIZES:
            graph = reference_graph(ties, directed=directed)
            name = f"{'directed' if directed else 'undirected'}, {ties:,} ties"
            peer = in_igraph(graph)
            np.testing.assert_allclose(cn.structural_holes(graph)["constraint"], peer.constraint())
            ours = timed(lambda graph=graph: cn.structural_holes(graph), 5)
            line(f"igraph, {name}", ours, timed(peer.constraint), wanted="(at least 10x at 1e6)")
            if ties == SIZES[-1]:
                continue  # the product of networkx's matrices asks for gigabytes
            other = in_networkx(graph)
            with warnings.catch_warnings(action="ignore"):
                theirs = pd.Series(nx.constraint(other))
                np.testing.assert_allclose(cn.structural_holes(graph)["constraint"], theirs)
                took = timed(lambda other=other: nx.constraint(other))
            line(f"networkx, {name}", ours, took, wanted="(at least 50x)")


def effective_size() -> None:
    """Effective size, n - 2t/n, is not in igraph: taken from transitivity, 2t / (n (n - 1))."""

    def from_transitivity(peer: igraph.Graph) -> np.ndarray:
        n = np.array(peer.degree(), float)
        local = np.array(peer.transitivity_local_undirected(mode="zero"))
        return np.where(n > 0, n - local * (n - 1), np.nan)

    heading("structural_holes whole, beside effective size alone, undirected")
    for ties in SIZES:
        graph = reference_graph(ties, directed=False)
        peer = in_igraph(graph)
        ours = cn.structural_holes(graph)["effective_size"]
        np.testing.assert_allclose(ours, from_transitivity(peer))
        ours = timed(lambda graph=graph: cn.structural_holes(graph), 5)
        for what, action in {
            "its graph made": lambda peer=peer: from_transitivity(peer),
            "simplified first": lambda peer=peer: from_transitivity(peer.copy().simplify()),
            "from arrays": lambda graph=graph: from_transitivity(in_igraph(graph).simplify()),
        }.items():
            line(f"igraph, {what}, {ties:,} ties", ours, timed(action), wanted="(at least 15x)")
        if ties == SIZES[0]:  # past it networkx makes a dense matrix of gigabytes
            other = in_networkx(graph)
            with warnings.catch_warnings(action="ignore"):
                took = timed(lambda other=other: nx.effective_size(other))
            line(f"networkx, {ties:,} ties", ours, took)


def limits() -> None:
    from concertnet.kernels.triads_holes import scales, shared_contacts, sums_over_contacts
    from concertnet.kernels.triads_oriented import oriented

    graph = reference_graph(SIZES[-1], directed=False)
    ends = graph.n, graph.source, graph.target, True
    starts, higher, _, actor = oriented(*ends)
    weight = np.ones(len(higher))
    by_sum, by_largest = scales(starts, higher, weight)
    shared = shared_contacts(starts, higher, weight, by_sum)
    below = np.bincount(higher, minlength=graph.n)
    print(f"\nWhere the time goes, undirected, {graph.m:,} ties:")
    print(f"  {(np.diff(starts) * below).sum():,} looks for a third side, ", end="")
    print(f"{int(shared[:, 1].sum()) // 3:,} triangles")
    rest = starts, higher, weight, shared, by_sum, by_largest, graph.codes[actor]
    for name, action in {
        "pairs laid out by degree": lambda: oriented(*ends),
        "triangles": lambda: shared_contacts(starts, higher, weight, by_sum),
        "sums by actor": lambda: sums_over_contacts(*rest),
    }.items():
        print(f"  {name:<26} {timed(action, 5) * 1000:6.1f} ms")


def small() -> None:
    peer = nx.gnm_random_graph(300, 1_500, seed=1)
    nx.set_node_attributes(peer, {i: "ab"[i % 2] for i in peer}, "sector")
    took = timed(lambda: cn.structural_holes(peer), 9)
    print(f"\n300 actors, from networkx, warm: {took * 1000:.1f} ms (under 20)")


def run() -> None:
    memory()
    constraint()
    effective_size()
    limits()
    small()


if __name__ == "__main__":
    run()
