"""The spectral segregation index beside netseg, where R has it; its growth with the network."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from side_by_side import heading, line, peak, reference_graph, timed

import concertnet as cn

# netseg decomposes dense matrices: past this it does not end.
NETSEG = 10_000
IN_R = """
suppressMessages({library(igraph); library(netseg)})
ties <- as.matrix(read.csv("ties.csv")); actors <- read.csv("actors.csv")
g <- make_empty_graph(nrow(actors), directed = FALSE)
g <- add_edges(g, t(ties + 1)); V(g)$sector <- actors$sector
taken <- replicate(3, system.time(found <<- ssi(g, "sector"))["elapsed"])
cat(median(taken), format(found, digits = 15))
"""


def beside_netseg() -> None:
    heading(f"actor_spectral_segregation, {NETSEG:,} ties, beside netseg")
    present = (
        shutil.which("Rscript")
        and not subprocess.run(
            ["Rscript", "-e", "library(netseg)"], capture_output=True, check=False
        ).returncode
    )
    if not present:
        print("not compared: this machine has no R with netseg")
        return
    graph = reference_graph(NETSEG)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ends = {"source": graph.source, "target": graph.target}
        pd.DataFrame(ends).to_csv(folder / "ties.csv", index=False)
        pd.DataFrame({"sector": graph.codes}).to_csv(folder / "actors.csv", index=False)
        said = subprocess.run(
            ["Rscript", "-e", IN_R], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.split()
    theirs, found = float(said[0]), np.array(said[1:], float)
    np.testing.assert_allclose(cn.actor_spectral_segregation(graph), found, atol=1e-6)
    ours = timed(lambda: cn.actor_spectral_segregation(graph), 5)
    line("netseg ssi", ours, theirs, wanted="(at least 20x)")


def growth() -> None:
    print("\nGrowth, heavy-tailed, undirected, four sectors")
    for ties in (10_000, 100_000, 1_000_000):
        with ProcessPoolExecutor(1) as pool:  # memory freed here would hide what is asked
            graph = pool.submit(reference_graph, ties).result()
        memory = peak(lambda graph=graph: cn.actor_spectral_segregation(graph))
        took = timed(lambda graph=graph: cn.actor_spectral_segregation(graph))
        print(f"{ties:>12,} ties {took:>8.3f} s {memory:>8.0f} MB")


def run() -> None:
    beside_netseg()
    growth()


if __name__ == "__main__":
    run()
