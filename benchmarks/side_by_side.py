"""Run two ways of doing the same thing in one session, and print what each took."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from concertnet import GroupedGraph

REPEATS = 3
SECTORS = np.array(["community", "institutional", "private", "social_economy"])


def heavy_tailed(
    ties: int, *, seed: int = 0, directed: bool = False
) -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    """Return a graph whose degrees are unequal, as real ones are.

    A directed graph has ties both ways between some pairs; an undirected one has each pair once.

    Returns
    -------
    n : int
        Number of actors, one for ten ties.
    source, target : ndarray of int, length about `ties`
        Distinct pairs, without self ties.
    sector : ndarray of int, length n
        One of four sectors of unequal sizes.
    """
    rng = np.random.default_rng(seed)
    n = max(ties // 10, 20)
    weight = (np.arange(n) + 10.0) ** -0.7
    rng.shuffle(weight)
    reach = np.cumsum(weight / weight.sum())
    pairs = np.empty(0, dtype=np.int64)
    while len(pairs) < ties:
        a, b = (np.searchsorted(reach, rng.random(ties)).clip(max=n - 1) for _ in range(2))
        if not directed:
            a, b = np.minimum(a, b), np.maximum(a, b)
        pairs = np.unique(np.concatenate([pairs, (a * n + b)[a != b]]))
    pairs = rng.permutation(pairs)[:ties]
    sector = rng.choice(4, n, p=[0.35, 0.25, 0.3, 0.1])
    return n, pairs // n, pairs % n, sector


def reference_graph(ties: int, *, directed: bool = False) -> GroupedGraph:
    """Return `heavy_tailed` as concertnet has it: what the measures of a graph are timed on."""
    _, source, target, sector = heavy_tailed(ties, directed=directed)
    groups = pd.Series(SECTORS[sector], name="sector")
    return GroupedGraph.from_edges(source, target, groups=groups, directed=directed)


def in_igraph(graph: GroupedGraph) -> Any:
    """Return the same graph in igraph, an actor being its position."""
    import igraph

    ends = np.stack([graph.source, graph.target], axis=1)
    return igraph.Graph(graph.n, ends, directed=graph.directed)


def in_networkx(graph: GroupedGraph) -> Any:
    """Return the same graph in networkx, an actor being its position and its sector a number."""
    import networkx as nx

    peer = nx.DiGraph() if graph.directed else nx.Graph()
    peer.add_nodes_from((i, {"sector": code}) for i, code in enumerate(graph.codes.tolist()))
    peer.add_edges_from(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    return peer


def timed(action: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Return the median seconds of an action."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak(action: Callable[[], Any]) -> float:
    """Return the megabytes that an action adds at its highest, in a process of its own."""
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)

    def run() -> None:
        Path("/proc/self/clear_refs").write_text("5")  # forgets the highest so far
        before = _resident("VmRSS")
        action()
        sender.send(_resident("VmHWM") - before)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    value = receiver.recv()
    process.join()
    return value


def _resident(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def line(what: str, ours: float, theirs: float, *, unit: str = "s", wanted: str = "") -> None:
    """Print one comparison."""
    ratio = theirs / ours if ours else float("inf")
    print(f"{what:<58} {ours:>10.4g} {theirs:>10.4g} {unit:<3} {ratio:>8.1f}x  {wanted}")


def heading(title: str) -> None:
    """Print the heading of a table of comparisons."""
    print(f"\n{title}\n{'':<58} {'concertnet':>10} {'peer':>10} {'':<3} {'ratio':>9}")
