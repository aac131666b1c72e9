"""Missing links: what the ranking finds beside others, and its speed beside networkx."""

from __future__ import annotations

import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from side_by_side import heading, heavy_tailed, line, peak, timed

import concertnet as cn
from concertnet.gaps.evidence.ground import Ground, laid_out
from concertnet.gaps.evidence.score import PAIR_WEIGHTS
from concertnet.gaps.find.pairs import untied_pairs

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.cases import CASES, davis, karate, lesmis, load

SECTORS = np.array(["community", "institutional", "private", "social_economy"])
LAYERS = [
    ("dhhs", "ge3"),
    ("chemnet", "pol"),
    ("chemnet", "scito"),
    ("chemnet", "scifrom"),
    ("chemnet", "infrep"),
]


def ranking() -> None:
    """Hide 20 % of the ties between sectors, 50 times, and rank all untied pairs."""
    graphs = {"karate": karate(), "les miserables": lesmis(), "davis": davis()} | made()
    if CASES.exists():
        graphs |= {f"{c} {layer}": load(c, layer, directed=False) for c, layer in LAYERS}
    for measure in ("auc", "precision"):
        table = pd.DataFrame(
            {
                name: cn.backtest(graph).methods.set_index("method")[measure]
                for name, graph in graphs.items()
            }
        ).T
        if CASES.exists():
            table.loc["mean of dhhs and chemnet"] = table.iloc[-len(LAYERS) :].mean()
        best = table.drop(columns=["concertnet", "random"]).max(axis=1)
        table["beside the best peer"] = table["concertnet"] - best
        print(f"\n{measure}{' at 20' if measure == 'precision' else ''}, mean of 50 draws")
        print(table.round(3).to_string())


def made() -> dict[str, nx.Graph]:
    """Return networks of known making: groups that hold together, hubs, circles, space, chance."""
    graphs = {
        f"planted, {k} groups, {inside} in, {outside} out": nx.planted_partition_graph(
            k, max(60 // k, 6), inside, outside, seed=1
        )
        for k, inside, outside in ((2, 0.3, 0.05), (4, 0.15, 0.1), (10, 0.4, 0.04))
    }
    for graph in graphs.values():
        nx.set_node_attributes(graph, dict(graph.nodes(data="block")), "sector")
    dealt = {
        "scale-free, 1 tie each": (nx.barabasi_albert_graph(120, 1, seed=2), 4),
        "scale-free, 2 ties each": (nx.barabasi_albert_graph(120, 2, seed=2), 4),
        "scale-free, 5 ties each": (nx.barabasi_albert_graph(120, 5, seed=2), 4),
        "scale-free, clustered, 2 sectors": (nx.powerlaw_cluster_graph(150, 4, 0.6, seed=2), 2),
        "scale-free, clustered, 6 sectors": (nx.powerlaw_cluster_graph(150, 4, 0.6, seed=2), 6),
        "random tree": (nx.random_labeled_tree(60, seed=2), 4),
        "balanced tree": (nx.balanced_tree(2, 5), 4),
        "matching": (nx.Graph([(i, i + 1) for i in range(0, 60, 2)]), 4),
        "small world": (nx.watts_strogatz_graph(120, 4, 0.1, seed=2), 4),
        "in space, dense": (nx.random_geometric_graph(100, 0.25, seed=2), 3),
        "at random": (nx.gnp_random_graph(100, 0.08, seed=2), 4),
    }
    for name, (graph, sectors) in dealt.items():
        drawn = np.random.default_rng(3).choice(sectors, graph.number_of_nodes())
        nx.set_node_attributes(graph, dict(enumerate(drawn.tolist())), "sector")
        graphs[name] = graph
    return graphs


def invented(ties: int) -> tuple[Ground, nx.Graph]:
    _, source, target, sector = heavy_tailed(ties)
    groups = pd.Series(SECTORS[sector], name="sector")
    graph = nx.Graph()
    graph.add_nodes_from((i, {"sector": s}) for i, s in enumerate(groups))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    return laid_out(cn.GroupedGraph.from_edges(source, target, groups=groups)), graph


def fitting(networks: int = 60) -> None:
    """Print how often `fit_weights` leaves the default: by chance, and where there is reason to."""
    print(f"\nWeightings that fit_weights chose, on {networks} networks of each size and kind")
    for near, far, kind in ((0.1, 0.1, "at random"), (0.25, 0.03, "within territories")):
        for n in (60, 100):
            drawn = (in_territories(n, near, far, seed) for seed in range(networks))
            names = pd.Series([cn.fit_weights(on).name for on in drawn])
            print(f"  ties {kind}, {n} actors: {names.value_counts().to_dict()}")


def in_territories(n: int, near: float, far: float, seed: int) -> Ground:
    """Return ties at random among four sectors, `near` in a territory and `far` between two."""
    rng = np.random.default_rng(seed)
    territory, sector = rng.integers(0, 4, n), rng.integers(0, 4, n)
    one, other = np.triu_indices(n, 1)
    tied = rng.random(len(one)) < np.where(territory[one] == territory[other], near, far)
    groups = pd.Series(sector, name="sector")
    graph = cn.GroupedGraph.from_edges(one[tied], other[tied], groups=groups)
    seats = pd.DataFrame({"actor": np.repeat(np.arange(n), 2)})
    seats["instance"] = rng.integers(0, 12, len(seats))
    return laid_out(graph, seats=seats, actors=pd.DataFrame({"territory": territory}))


def backtests(ties: int = 50_000) -> None:
    """Print the seconds of hiding ties on a network of thousands of actors."""
    graph = invented(ties)[0].graph
    taken = {f.__name__: timed(lambda f=f: f(graph), 1) for f in (cn.backtest, cn.fit_weights)}
    said = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in taken.items())
    print(f"\n{graph.n:,} actors, {graph.m:,} ties: {said}")


def _shared_partners(graph: nx.Graph, pairs: list[Any]) -> list[tuple[Any, Any, int]]:
    return [(a, b, len(list(nx.common_neighbors(graph, a, b)))) for a, b in pairs]


def speed() -> None:
    heading("Untied pairs of one sector by resource allocation, top 1,000, beside networkx")
    for ties in (3_000, 10_000, 30_000):
        on, graph = invented(ties)
        sector = dict(graph.nodes(data="sector"))

        def untied(graph: nx.Graph = graph, sector: dict[int, str] = sector) -> list[Any]:
            return [
                (a, b)
                for a in graph
                for b in graph
                if sector[a] == "private" != sector[b] and not graph.has_edge(a, b)
            ]

        def theirs(graph: nx.Graph = graph, untied: Any = untied) -> list[float]:
            found = nx.resource_allocation_index(graph, untied())
            return sorted((value for *_, value in found), reverse=True)[:1000]

        def all_theirs(graph: nx.Graph = graph, untied: Any = untied) -> pd.DataFrame:
            """Return the columns of evidence that networkx has, of the same pairs."""
            pairs = untied()
            loops = (
                nx.resource_allocation_index,
                nx.adamic_adar_index,
                _shared_partners,
                nx.preferential_attachment,
            )
            columns = [[value for *_, value in loop(graph, pairs)] for loop in loops]
            table = pd.DataFrame(np.column_stack(columns))
            return table.sort_values(0, ascending=False).head(1000)

        def ours(on: Ground = on) -> pd.DataFrame:
            weights = {"resource_allocation": 1.0}
            return untied_pairs(on, "private", weights, top=1000)

        assert np.allclose(ours()["resource_allocation"], theirs())
        mine = timed(ours)
        line(f"{ties:,} ties", mine, timed(theirs), wanted="(at least 100x)")
        repeats = 1 if ties == 30_000 else 3
        line("   beside the four loops of its columns", mine, timed(all_theirs, repeats))

    print("\nAll columns of evidence and the whole score, top 1,000, as the network grows")
    for ties in (10_000, 100_000, 1_000_000):
        on, _ = invented(ties)
        start = time.perf_counter()
        untied_pairs(on, "private", PAIR_WEIGHTS, top=1000)
        first = time.perf_counter() - start
        taken = timed(lambda on=on: untied_pairs(on, "private", PAIR_WEIGHTS, top=1000))
        held = peak(lambda on=on: untied_pairs(on, "private", PAIR_WEIGHTS, top=1000))
        print(f"{ties:>10,} ties {taken:>8.2f} s (first call {first:.2f} s) {held:>8.0f} MB")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"whole process: {used:,.0f} MB (at 1,000,000 ties: at most 10 s and 2,048 MB)")


if __name__ == "__main__":
    warnings.simplefilter("ignore", UserWarning)  # large networks say what they left out
    ranking()
    fitting()
    backtests()
    speed()
