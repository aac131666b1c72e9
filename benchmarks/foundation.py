"""The foundation beside networkx, igraph and pandas: building, E-I, chance, import."""

from __future__ import annotations

import subprocess
import sys
import tempfile

import igraph
import networkx as nx
import numpy as np
import pandas as pd
from side_by_side import heading, heavy_tailed, line, peak, timed

import concertnet as cn
from concertnet import GroupedGraph

SECTORS = np.array(["community", "institutional", "private", "social_economy"])


def building() -> None:
    n, source, target, sector = heavy_tailed(1_000_000)
    ids = pd.Series([f"A{i:06d}" for i in range(n)])
    ties = pd.DataFrame({"source": ids.to_numpy()[source], "target": ids.to_numpy()[target]})
    ties = ties.astype("str")
    groups = pd.Series(SECTORS[sector], index=ids.to_numpy(), name="sector")

    def ours() -> pd.DataFrame:
        graph = GroupedGraph.from_edges(ties["source"], ties["target"], groups=groups)
        return cn.mixing(graph).counts

    def theirs() -> np.ndarray:
        graph = nx.from_pandas_edgelist(ties, "source", "target")
        nx.set_node_attributes(graph, groups.to_dict(), "sector")
        return nx.attribute_mixing_matrix(graph, "sector", normalized=False)

    within = int(np.trace(theirs())) // 2
    assert int(np.trace(ours())) == within, "the two must count the same ties"
    heading(
        "Edge table of 1,000,000 ties with text ids -> graph and mixing matrix, beside networkx"
    )
    line("time", timed(ours), timed(theirs), wanted="(at least 5x)")
    line("peak memory", peak(ours), peak(theirs), unit="MB", wanted="(at least 3x)")


def by_actor() -> None:
    _, source, target, sector = heavy_tailed(1_000_000)
    groups = pd.Series(SECTORS[sector], name="sector")
    graph = GroupedGraph.from_edges(source, target, groups=groups)
    peer = nx.Graph()
    peer.add_nodes_from((i, {"sector": s}) for i, s in enumerate(groups))
    peer.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))

    def theirs() -> dict[int, float]:
        label = nx.get_node_attributes(peer, "sector")
        found = {}
        for node, around in peer.adjacency():
            internal = sum(label[other] == label[node] for other in around)
            total = len(around)
            found[node] = (total - 2 * internal) / total if total else float("nan")
        return found

    expected = pd.Series(theirs()).sort_index()
    np.testing.assert_allclose(cn.actor_ei_index(graph), expected)
    heading("actor_ei_index, 1,000,000 ties")
    ours = timed(lambda: cn.actor_ei_index(graph), 9)
    line("beside a loop over networkx", ours, timed(theirs), wanted="(at least 100x)")
    read = timed(lambda: (graph.source.sum(), graph.target.sum()), 9)
    line("beside one sequential read of the ties", ours, read, wanted="(at least 0.02x)")


def chance() -> None:
    n, source, target, sector = heavy_tailed(100_000)
    groups = pd.Series(SECTORS[sector], name="sector")
    graph = GroupedGraph.from_edges(source, target, groups=groups)
    draws = 1_000
    peer = igraph.Graph(n, np.stack([source, target], axis=1).tolist())
    ends = np.array(peer.get_edgelist())

    def theirs() -> list[float]:
        rng = np.random.default_rng(0)
        values = []
        for _ in range(draws):
            peer.vs["sector"] = rng.permutation(sector).tolist()
            label = np.array(peer.vs["sector"])
            internal = (label[ends[:, 0]] == label[ends[:, 1]]).sum()
            values.append((len(ends) - 2 * internal) / len(ends))
        return values

    def ours() -> cn.Chance:
        found = cn.against_chance(cn.ei_index, graph, draws=draws, seed=0)
        assert isinstance(found, cn.Chance)
        return found

    np.testing.assert_allclose(ours().expected, np.mean(theirs()), atol=0.002)
    heading("against_chance(ei_index), 100,000 ties, 1,000 draws")
    line("beside relabelling igraph, ties counted by numpy", timed(ours), timed(theirs))

    def assortativity() -> None:
        rng = np.random.default_rng(0)
        for _ in range(draws):
            peer.assortativity_nominal(rng.permutation(sector).tolist(), directed=False)

    line("beside igraph's own index of mixing", timed(ours), timed(assortativity))
    print("(at least 3x beside igraph relabelled draw by draw)")


def importing() -> None:
    def fresh(code: str) -> float:
        command = [sys.executable, "-c", code]
        return timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 7)

    empty = fresh("pass")
    heading("Import, in a fresh interpreter (its own start taken away)")
    pandas = fresh("import pandas") - empty
    line("import concertnet, beside import pandas", fresh("import concertnet") - empty, pandas)
    first = fresh("import concertnet as cn; cn.read, cn.ei_index, cn.missing_links") - empty
    line("... and everything but the maps", first, pandas, wanted="(at least 0.67x)")
    line(
        "concertnet --help",
        fresh("from concertnet.cli import main; main(['--help'])"),
        pandas,
    )
    with tempfile.TemporaryDirectory() as folder:
        demo = fresh(f"from concertnet.cli import main; main(['demo', {folder!r}])")
    print(f"concertnet demo: {demo:.1f} s (at most 15 s)")


if __name__ == "__main__":
    building()
    by_actor()
    chance()
    importing()
