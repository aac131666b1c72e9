"""Reach across sectors beside igraph and networkx: betweenness, and the cost of cutting ties."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np

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
from concertnet import GroupedGraph

SAMPLES = 1_000
NAMES = {False: "undirected", True: "directed"}


def by_sector(graph: GroupedGraph, one_to_others: Callable[[Any, Any], Any]) -> np.ndarray:
    """Add the subset betweenness of each sector's actors to all the others."""
    total = np.zeros(graph.n)
    for code in range(len(graph.groups)):
        inside = graph.codes == code
        total += one_to_others(np.flatnonzero(inside).tolist(), np.flatnonzero(~inside).tolist())
    return total


def exact() -> None:
    for ties, repeats in ((10_000, 5), (30_000, 3), (100_000, 1)):
        for directed, name in NAMES.items():
            graph = reference_graph(ties, directed=directed)
            peer = in_igraph(graph)

            def ours(graph: GroupedGraph = graph) -> np.ndarray:
                return cn.cross_sector_betweenness(graph).to_numpy()

            def theirs(graph: GroupedGraph = graph, peer: igraph.Graph = peer) -> np.ndarray:
                def subset(one: list[int], others: list[int]) -> np.ndarray:
                    return np.array(
                        peer.betweenness(directed=graph.directed, sources=one, targets=others)
                    )

                return by_sector(graph, subset)

            np.testing.assert_allclose(ours(), theirs(), atol=1e-6)
            heading(f"cross_sector_betweenness, exact, {ties:,} ties, {name}")
            mine = timed(ours, repeats)
            line("beside igraph's", mine, timed(theirs, repeats), wanted="(at least 0.5x)")
            if ties == 10_000:
                other = in_networkx(graph)

                def slow(graph: GroupedGraph = graph, other: nx.Graph = other) -> np.ndarray:
                    def subset(one: list[int], others: list[int]) -> np.ndarray:
                        found = nx.betweenness_centrality_subset(other, one, others)
                        return np.array([found[v] for v in range(graph.n)])

                    return by_sector(graph, subset)

                np.testing.assert_allclose(ours(), slow(), atol=1e-6)
                line("beside networkx's (one run)", mine, timed(slow, 1), wanted="(at least 50x)")


def sampled() -> None:
    heading(f"cross_sector_betweenness, {SAMPLES:,} actors searched from; the peer is 60 s")
    for directed, name in NAMES.items():
        graph = reference_graph(1_000_000, directed=directed)
        ours = timed(lambda g=graph: cn.cross_sector_betweenness(g, samples=SAMPLES))
        line(f"1,000,000 ties, {name}", ours, 60, wanted="(at least 1x)")
        found = cn.cross_sector_betweenness_sampled(graph, samples=SAMPLES)
        first = found.nlargest(100, "estimate")
        error = (first["standard_error"] / first["estimate"]).median()
        print(f"standard error of the 100 highest: {100 * error:.1f} % of the value (median)")
        rows = graph.adjacency()
        size = (8 * len(rows.indptr) + 4 * len(rows.indices)) / 2**20
        added = peak(lambda g=graph: cn.cross_sector_betweenness(g, samples=4))
        line("peak memory, beside the ties by rows", added, size, unit="MB", wanted="(12x at most)")
    for directed, name in NAMES.items():
        graph = reference_graph(10_000, directed=directed)
        truth = cn.cross_sector_betweenness(graph)
        found = cn.cross_sector_betweenness_sampled(graph, samples=200)
        first = truth.nlargest(200).index
        away = ((found["estimate"] - truth).abs() / found["standard_error"]).loc[first]
        print(
            f"10,000 ties, {name}: {(away < 1.96).mean():.0%} of the 200 highest within 1.96 errors"
        )


def cutting() -> None:
    graph = reference_graph(1_000, directed=False)
    peer = in_igraph(graph)

    def average(some: igraph.Graph) -> float:
        distances = np.array(some.distances(), dtype=float)
        np.fill_diagonal(distances, np.inf)
        return (1 / distances).sum() / (graph.n * (graph.n - 1))

    def theirs() -> np.ndarray:
        before, falls = average(peer), np.zeros(graph.n)
        for tie in range(peer.ecount()):
            without = peer.copy()
            without.delete_edges(tie)
            falls[list(peer.es[tie].tuple)] += before - average(without)
        with np.errstate(invalid="ignore"):
            return falls / graph.degrees()

    np.testing.assert_allclose(cn.bridging_score(graph), theirs(), atol=1e-12)
    heading("bridging_score beside igraph, each tie cut in turn (one run)")
    line("1,000 ties", timed(lambda: cn.bridging_score(graph), 5), timed(theirs, 1))
    heading("bridging_score beside every shortest path searched once (bridging_centrality)")
    for ties, repeats in ((10_000, 3), (30_000, 3), (100_000, 1)):
        graph = reference_graph(ties, directed=False)
        ours = timed(lambda g=graph: cn.bridging_score(g), repeats)
        line(f"{ties:,} ties", ours, timed(lambda g=graph: cn.bridging_centrality(g), repeats))


def small() -> None:
    heading("300 actors, once warm; the peer is 20 ms")
    graph = reference_graph(3_000)
    for measure in (
        cn.cross_sector_betweenness,
        cn.participation_coefficient,
        cn.bridging_centrality,
        cn.bridging_score,
        cn.bridge_strength,
        cn.everett_valente_brokerage,
    ):
        measure(graph)
        line(measure.__name__, timed(lambda m=measure: m(graph), 9), 0.02, wanted="(at least 1x)")


def run() -> None:
    exact()
    sampled()
    cutting()
    small()


if __name__ == "__main__":
    run()
