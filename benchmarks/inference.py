"""Regression of ties beside loops of regressions; measures of ties and actors beside networkx."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from side_by_side import heading, line, timed

import concertnet as cn

DRAWS = 1000
# Draws that a loop takes at each size; its time is scaled to `DRAWS`.
LOOPS = {50: 100, 200: 10, 1000: 1}


def invented(n: int, seed: int = 1) -> tuple[nx.DiGraph, dict[str, pd.DataFrame]]:
    """Return a directed network and five covariates: groups, places, tables, a wave, sizes."""
    rng = np.random.default_rng(seed)
    group, place = rng.integers(4, size=n), rng.integers(max(3, n // 40), size=n)
    size = np.log(rng.lognormal(size=n))
    seats = (rng.random((max(12, n // 8), n)) < 2.5 / max(n, 50)).astype(float)
    tables = {
        "same": group[:, None] == group,
        "near": place[:, None] == place,
        "shared": seats.T @ seats,
        "early": rng.random((n, n)) < 8 / n,
        "difference": np.abs(size[:, None] - size),
    }
    found = {name: pd.DataFrame(np.asarray(table, float)) for name, table in tables.items()}
    score = sum(w * found[name].to_numpy() for name, w in WEIGHTS.items())
    score = score + np.log(8 / n) - score.mean()
    tied = rng.random((n, n)) < 1 / (1 + np.exp(-score))
    np.fill_diagonal(tied, False)
    return nx.from_numpy_array(tied.astype(int), create_using=nx.DiGraph), found


WEIGHTS = {"same": 0.5, "near": 0.6, "shared": 0.8, "early": 1.5, "difference": -0.2}


def a_draw(graph: nx.DiGraph, on: dict[str, pd.DataFrame], draws: int, fit: Any) -> None:
    """Take `draws` draws as the method is written: a regression a draw and a covariate."""
    n = len(graph)
    apart = ~np.eye(n, dtype=bool)
    y = nx.to_numpy_array(graph)[apart]
    columns = [table.to_numpy()[apart] for table in on.values()]
    rng = np.random.default_rng(0)
    for k, column in enumerate(columns):
        others = np.column_stack([np.ones(len(y)), *columns[:k], *columns[k + 1 :]])
        residual = np.zeros((n, n))
        residual[apart] = column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
        for _ in range(draws):
            order = rng.permutation(n)
            fit(np.column_stack([residual[np.ix_(order, order)][apart], others]), y)


def by_qr(design: np.ndarray, y: np.ndarray) -> float:
    """Return the t of the first column."""
    q, r = np.linalg.qr(design)
    b = np.linalg.solve(r, q.T @ y)
    rest = y - design @ b
    spread = rest @ rest / (len(y) - design.shape[1]) * (np.linalg.inv(r)[0] ** 2).sum()
    return float(b[0] / np.sqrt(spread))


def regressions() -> None:
    """Time 1,000 draws of five covariates at three sizes, directed."""
    loops = {"QR in numpy": by_qr}
    try:
        import statsmodels.api as sm
    except ModuleNotFoundError:
        print("statsmodels is not installed: its loop is not timed")
    else:
        loops["statsmodels"] = lambda design, y: sm.OLS(y, design).fit().tvalues[0]
    large, on = invented(200)
    cn.mrqap(large, on=on, draws=DRAWS)  # what is compiled is compiled
    for n, draws in LOOPS.items():
        graph, on = invented(n)
        heading(f"mrqap, {n:,} actors, {DRAWS:,} draws, 5 covariates (peer scaled from {draws})")
        regress = partial(cn.mrqap, graph, on=on, draws=DRAWS)
        ours = timed(regress, 3 if n < 1000 else 1)
        for name, fit in loops.items():
            start = time.perf_counter()
            a_draw(graph, on, draws, fit)
            theirs = (time.perf_counter() - start) * DRAWS / draws
            line(f"a loop of {name}", ours, theirs)
        if n < 1000:
            logit = timed(partial(cn.logistic_mrqap, graph, on=on, draws=DRAWS), 1)
            print(f"logistic_mrqap, the same draws: {logit:.3g} s")


def of_ties() -> None:
    """Time what is measured of each tie and each actor of 1,000, with 8,000 ties."""
    graph = nx.gnm_random_graph(1000, 8000, seed=1)
    nx.set_node_attributes(graph, {node: node % 5 for node in graph}, "sector")
    heading("1,000 actors, 8,000 ties")
    cn.tie_bridging(graph)
    ours = timed(partial(cn.tie_bridging, graph), 3)
    start = time.perf_counter()
    list(nx.local_bridges(graph))
    nx.edge_betweenness_centrality(graph, normalized=False)
    line("tie_bridging: local bridges and edge betweenness", ours, time.perf_counter() - start)
    cn.centralities(graph)
    ours = timed(partial(cn.centralities, graph), 3)
    start = time.perf_counter()
    for of_networkx in (
        nx.harmonic_centrality,
        nx.eigenvector_centrality,
        nx.betweenness_centrality,
    ):
        of_networkx(graph)
    line("centralities: harmonic, eigenvector, betweenness", ours, time.perf_counter() - start)


def main() -> None:
    """Time regressions of ties, then measures of ties and actors."""
    regressions()
    of_ties()


if __name__ == "__main__":
    main()
