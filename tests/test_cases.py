"""Equality with independent software: R sna, netseg and igraph, and networkx.

The numbers of networkx's own graphs are written here. Other cases are read beside the checkout,
where they are present: they are not ours to copy.
"""

import csv
import math
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn

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
    graph = nx.bipartite.projected_graph(two_mode, women)
    first = set(women[:9])
    nx.set_node_attributes(
        graph, {node: "first9" if node in first else "last9" for node in graph}, "sector"
    )
    return graph


PUBLISHED = {
    # graph: (E-I by netseg, density and degree centralisation by sna, ties by sector by netseg)
    "karate": (karate, -0.71794871794871806, 0.13903743315508021, 0.3996212121212121, 35, 32, 11),
    "florentine": (
        florentine,
        -0.60000000000000009,
        0.19047619047619047,
        0.27472527472527475,
        9,
        7,
        4,
    ),
    "davis": (davis, -0.021582733812949562, 0.90849673202614378, 0.10294117647058823, 35, 36, 68),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_graphs_of_networkx(name):
    make, ei, density, centralisation, one, other, between = PUBLISHED[name]
    graph = make()
    m = cn.mixing(graph)
    assert m.counts.to_numpy().tolist() == [[one, between], [between, other]]
    assert cn.ei_index(graph) == pytest.approx(ei, abs=1e-9)
    found = cn.cohesion(graph)
    assert found.density == pytest.approx(density, abs=1e-9)
    assert found.centralisation == pytest.approx(centralisation, abs=1e-9)
    assert found.components == 1


def test_les_miserables():
    graph = lesmis()
    assert cn.ei_index(graph) == pytest.approx(-0.46456692913385833, abs=1e-9)
    found = cn.cohesion(graph)
    assert found.density == pytest.approx(0.08680792891319207, abs=1e-9)
    assert found.centralisation == pytest.approx(0.39719298245614038, abs=1e-9)
    within = sorted(np.diag(cn.mixing(graph).counts))
    assert within == [15, 21, 39, 45, 66]


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


NETWORK = {
    ("sna", "gden", ""): lambda g: cn.cohesion(g).density,
    ("sna", "centralization_degree", "freeman"): lambda g: cn.cohesion(g).centralisation,
    ("sna", "centralization_degree", "indegree"): lambda g: cn.cohesion(g).in_centralisation,
    ("sna", "centralization_degree", "outdegree"): lambda g: cn.cohesion(g).out_centralisation,
    ("sna", "grecip", "edgewise"): lambda g: cn.cohesion(g).reciprocity,
    ("igraph", "components", "n"): lambda g: cn.cohesion(g).components,
    ("netseg", "ei", ""): cn.ei_index,
    ("netseg", "freeman", ""): cn.freeman_segregation,
    ("netseg", "orwg", ""): cn.within_odds_ratio,
    ("igraph", "assortativity_nominal", "directed=TRUE"): cn.assortativity,
    ("igraph", "assortativity_nominal", "directed=FALSE"): cn.assortativity,
    ("igraph", "modularity_by_sector", ""): cn.modularity,
}
UNDIRECTED_ONLY = {  # netseg makes a directed graph undirected, or errs: see the cases' notes
    ("netseg", "assort", ""): cn.assortativity,
    ("netseg", "gamix", ""): cn.gupta_anderson_may,
}


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_network_values(case, layer):
    checked = 0
    for row in oracle(case, "network", layer):
        key = (row["software"], row["measure"], row["key"])
        ours = NETWORK.get(key) or (UNDIRECTED_ONLY.get(key) if row["view"] == "und" else None)
        graph = load(case, layer, directed=row["view"] == "dir")
        if key[:2] == ("netseg", "coleman"):
            value = cn.coleman_homophily(graph)[row["key"]]
            assert value == pytest.approx(float(row["value"]), abs=1e-9, nan_ok=True), row
        if ours is None or row["view"] == "both":
            continue
        assert ours(graph) == pytest.approx(float(row["value"]), abs=1e-9), row
        checked += 1
    assert checked >= 4


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_mixing_counts_and_empty_pairs(case, layer):
    """The mixing tables by netseg hold tied and untied pairs: together, our possible ones."""
    rows = oracle(case, "mixing", layer)
    for view in sorted({row["view"] for row in rows}):
        m = cn.mixing(load(case, layer, directed=view == "dir"))
        tied = {(r["ego"], r["alter"]): 0 for r in rows}
        pairs = dict(tied)
        for row in (r for r in rows if r["view"] == view):
            cell = (row["ego"], row["alter"])
            pairs[cell] += int(row["Freq"])
            tied[cell] += int(row["Freq"]) if row["tie"] == "TRUE" else 0
        for (ego, alter), count in tied.items():
            if view == "und" and ego != alter:
                count += tied[alter, ego]
                possible = pairs[ego, alter] + pairs[alter, ego]
            else:
                possible = pairs[ego, alter]
            assert m.counts.loc[ego, alter] == count
            assert m.possible.loc[ego, alter] == possible


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_contacts(case, layer):
    table = cn.contacts(load(case, layer, directed=False))
    for row in oracle(case, "nodes", layer):
        ours = table.loc[row["id"]]
        theirs = {c.removeprefix("alters__"): int(v) for c, v in row.items() if "alters__" in c}
        assert ours.to_dict() == theirs
        own = theirs[row["sector"]]
        total = sum(theirs.values())
        ei = cn.actor_ei_index(load(case, layer, directed=False))[row["id"]] if total else math.nan
        assert ei == pytest.approx((total - 2 * own) / total if total else math.nan, nan_ok=True)
