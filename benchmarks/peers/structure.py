"""Structure beside igraph and networkx: cut actors, fragmentation, coreness, transitivity."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, in_igraph, in_networkx, line, peak, reference_graph, timed

import concertnet as cn

NETWORKX_UP_TO = 100_000
REMOVALS = 50  # one at a time, by networkx: a sample


def fragmentation_without(graph: nx.Graph, actor: int) -> float:
    """Remove one actor and look at what is left, as is done without a kernel."""
    left = graph.subgraph(set(graph) - {actor})
    n = len(left)
    joined = sum(len(part) * (len(part) - 1) for part in nx.connected_components(left))
    return 1 - joined / (n * (n - 1))


def run() -> None:
    """Print what each takes, on graphs of three sizes."""
    # igraph warns that the weights outside the largest part are nearly zero, as they should be
    warnings.filterwarnings("ignore", message="Some eigenvector centralities are nearly zero")
    for ties in (10_000, 100_000, 1_000_000):
        graph = reference_graph(ties)
        theirs = in_igraph(graph)
        table = cn.fragility(graph)
        assert sorted(theirs.articulation_points()) == np.flatnonzero(table["is_cut"]).tolist()
        coreness = cn.core_periphery(graph).actors["coreness"].to_numpy()
        vector = np.array(theirs.eigenvector_centrality())
        np.testing.assert_allclose(coreness / coreness.max(), vector, atol=1e-6)
        found = cn.cohesion(graph)
        assert np.isclose(found.transitivity, theirs.transitivity_undirected(), atol=1e-12)

        heading(f"{graph.n:,} actors, {graph.m:,} ties; peers: igraph, then networkx")
        fragile = timed(lambda graph=graph: cn.fragility(graph))
        cuts = timed(theirs.articulation_points)
        line("fragility of every actor | cut actors alone", fragile, cuts)
        core = timed(lambda graph=graph: cn.core_periphery(graph))
        line("core and periphery | coreness alone", core, timed(theirs.eigenvector_centrality))
        cohesive = timed(lambda graph=graph: cn.cohesion(graph))
        line("cohesion | transitivity alone", cohesive, timed(theirs.transitivity_undirected))
        if ties <= NETWORKX_UP_TO:
            known = in_networkx(graph)
            sample = range(0, graph.n, graph.n // REMOVALS)
            after = [fragmentation_without(known, actor) for actor in sample]
            np.testing.assert_allclose(after, table["fragmentation_after"].iloc[list(sample)])
            one = timed(lambda known=known: fragmentation_without(known, 0))
            line("fragility | removing each actor in turn (extrapolated)", fragile, one * graph.n)
            closure = timed(lambda known=known: nx.transitivity(known), 1)
            line("cohesion | transitivity alone", cohesive, closure)
        csr = (8 * graph.m + 8 * (graph.n + 1)) / 2**20
        for measure in (cn.fragility, cn.core_periphery, cn.key_players, cn.cohesion):
            used = peak(lambda measure=measure, graph=graph: measure(graph))
            taken = timed(lambda measure=measure, graph=graph: measure(graph))
            print(f"{measure.__name__:<20} {taken:8.3f} s {used:8.1f} MB, {used / csr:5.1f} x CSR")

    heading("300 actors, 1,000 ties, warm; limit 20 ms")
    small = nx.gnm_random_graph(300, 1_000, seed=1)
    nx.set_node_attributes(small, {node: "abcd"[node % 4] for node in small}, "sector")
    for measure in (
        cn.heterogeneity,
        cn.network_heterogeneity,
        cn.core_periphery,
        cn.key_players,
        cn.fragility,
        cn.cohesion,
    ):
        measure(small)
        taken = timed(lambda measure=measure: measure(small), 9) * 1000
        print(f"{measure.__name__:<58} {taken:>10.3g} ms")
    net = cn.sample_network().at("2024-06-30")
    for name, action in {
        "instance_heterogeneity of the sample": lambda: cn.instance_heterogeneity(net),
        "fragility of instances of the sample": lambda: cn.fragility(net, of="instances"),
        "fragility of persons of the sample": lambda: cn.fragility(net, of="persons"),
    }.items():
        action()
        print(f"{name:<58} {timed(action, 9) * 1000:>10.3g} ms")


if __name__ == "__main__":
    run()
