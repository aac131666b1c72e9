"""The first call of each measure: of a fresh installation (it compiles), then of a session."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

MEASURES = (
    "ei_index",
    "mixing_chance",
    "brokerage_roles",
    "brokerage_z_labels",
    "structural_holes",
    "cross_sector_betweenness",
    "bridging_centrality",
    "bridging_score",
    "everett_valente_brokerage",
    "spectral_segregation",
    "core_periphery",
    "key_players",
    "fragility",
)
CALL = """
import time
start = time.perf_counter()
import networkx as nx, concertnet as cn
graph = nx.gnm_random_graph(300, 1_500, seed=1)
nx.set_node_attributes(graph, {i: "abcd"[i % 4] for i in graph}, "sector")
cn.MEASURE(graph)
print(time.perf_counter() - start)
"""


def run() -> None:
    """Print the seconds of each first call, imports of pandas and numpy included."""
    print("first call, 300 actors, imports included, seconds (fresh: under 3)")
    print(f"{'':<28} {'fresh':>8} {'session':>8}")
    for measure in MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            fresh, later = (_call(measure, folder) for _ in range(2))
        print(f"{measure:<28} {fresh:8.2f} {later:8.2f}")


def _call(measure: str, folder: str) -> float:
    """Return the seconds of one call in a process of its own, kernels being kept in `folder`."""
    answer = subprocess.run(
        [sys.executable, "-c", CALL.replace("MEASURE", measure)],
        env={**os.environ, "NUMBA_CACHE_DIR": folder},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(answer.stdout)


if __name__ == "__main__":
    run()
