"""Networks whose values are known from independent software, and those values.

networkx's own graphs are made here. Other cases are read beside the checkout, where they are
present: they are not ours to copy.
"""

import csv
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

CASES = Path(__file__).parents[2] / "shared" / "cases"
MEDICI = {
    "Acciaiuoli",
    "Medici",
    "Barbadori",
    "Ridolfi",
    "Tornabuoni",
    "Albizzi",
    "Salviati",
    "Pazzi",
    "Ginori",
}


def karate() -> nx.Graph:
    graph = nx.karate_club_graph()
    nx.set_node_attributes(graph, dict(graph.nodes(data="club")), "sector")
    return graph


def florentine() -> nx.Graph:
    graph = nx.florentine_families_graph()
    nx.set_node_attributes(
        graph, {node: "medici_bloc" if node in MEDICI else "other" for node in graph}, "sector"
    )
    return graph


def lesmis() -> nx.Graph:
    graph = nx.les_miserables_graph()
    parts = nx.community.greedy_modularity_communities(graph)
    nx.set_node_attributes(
        graph, {node: f"g{i}" for i, part in enumerate(parts) for node in part}, "sector"
    )
    return graph


def davis() -> nx.Graph:
    two_mode = nx.davis_southern_women_graph()
    women = two_mode.graph["top"]
    graph = nx.Graph()
    graph.add_nodes_from(
        (woman, {"sector": "first9" if place < 9 else "last9"}) for place, woman in enumerate(women)
    )
    # networkx gives the projection's ties in an order that changes from one session to the next
    graph.add_edges_from(sorted(nx.bipartite.projected_graph(two_mode, women).edges))
    return graph


needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the cases are not beside the checkout")
LAYERS = [
    (folder.name, path.stem.removeprefix("matrix__"))
    for folder in (sorted(CASES.iterdir()) if CASES.exists() else [])
    if folder.is_dir()
    for path in sorted(folder.glob("matrix__*.csv"))
]


def load(case: str, layer: str, *, directed: bool) -> nx.Graph:
    matrix = pd.read_csv(CASES / case / f"matrix__{layer}.csv", index_col=0)
    sectors = pd.read_csv(CASES / case / "actors.csv", dtype=str).set_index("id")["sector"]
    matrix.index = matrix.index.astype(str)
    matrix.columns = matrix.index
    kind = nx.DiGraph if directed else nx.Graph
    graph = nx.from_pandas_adjacency(matrix, create_using=kind)
    nx.set_node_attributes(graph, sectors.to_dict(), "sector")
    return graph


def oracle(case: str, name: str, layer: str) -> list[dict[str, str]]:
    path = CASES / case / f"oracle_{name}__{layer}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
