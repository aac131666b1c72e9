"""An invented territory of sixty actors, with long names, for the tests of the maps."""

import itertools

import networkx as nx
import numpy as np
import pandas as pd

from concertnet.scale import BOURQUE

KINDS = {
    "community": ["Maison de la famille", "Centre d’action bénévole", "Comité logement"],
    "institutional": ["Centre de services scolaire", "Office municipal d’habitation", "MRC"],
    "private": ["Scierie", "Chambre de commerce et d’industrie", "Caisse"],
    "social_economy": ["Coopérative de solidarité en aide domestique", "CPE"],
    None: ["Initiative", "Fonds local d’investissement"],
}
PLACES = ["Val-Nord", "La Pointe", "Bois-Clair", "Trois-Rives", "Sainte-Aube"]
SHARES = [("community", 22), ("institutional", 15), ("private", 9), ("social_economy", 10)]


def territory(isolates=4, seed=3):
    """Sixty actors of four sectors and an unknown one, 150 ties, some actors without a tie."""
    rng = np.random.default_rng(seed)
    graph = nx.Graph(
        title="Réseau intersectoriel des Trois-Rives",
        date=pd.Timestamp("2025-06-30"),
        boundary="organismes siégeant à une table du territoire",
        source="sondage, printemps 2025",
        response_rate=0.78,
        scale=BOURQUE,
        by="sector",
    )
    sectors = [sector for sector, n in SHARES for _ in range(n)] + [None] * 4
    for i, sector in enumerate(sectors):
        kind = KINDS[sector][i % len(KINDS[sector])]
        name = f"{kind} de {PLACES[i % len(PLACES)]} {i // 10 + 1}"
        graph.add_node(f"A{i:02d}", name=name, territory=PLACES[i % len(PLACES)])
        if sector is not None:
            graph.nodes[f"A{i:02d}"]["sector"] = sector
    actors = list(graph)
    tied = actors[: len(actors) - isolates]
    for a, b in itertools.pairwise(tied):
        _tie(graph, a, b, rng)
    pull = rng.pareto(2.0, len(tied)) + 0.3
    while graph.number_of_edges() < 150:
        a, b = rng.choice(tied, 2, p=pull / pull.sum())
        if a != b and not graph.has_edge(a, b):
            _tie(graph, a, b, rng)
    return graph


def village():
    """A part of the territory, quicker to draw: fifteen actors, one of them without a tie."""
    graph = territory()
    graph.remove_nodes_from([*list(graph)[:30], *list(graph)[44:59]])
    return graph


def missing(graph, n=12):
    """Missing links of the private sector, and a gap that is not a pair."""
    private = [a for a, data in graph.nodes(data=True) if data.get("sector") == "private"]
    pairs = [
        (p, o)
        for k, o in enumerate(graph)
        for p in private[k % 3 :: 3]
        if o not in private and not graph.has_edge(p, o)
    ][:n]
    rows = [
        {"kind": "pair", "sector": "private", "actor": p, "other": o, "score": 3 - k / n}
        for k, (p, o) in enumerate(pairs)
    ]
    rows.append({"kind": "sector_at_instance", "sector": "private", "score": 9.0})
    return pd.DataFrame(rows)


def _tie(graph, a, b, rng):
    rank = int(rng.choice(3, p=[0.5, 0.3, 0.2]))
    graph.add_edge(a, b, level=BOURQUE.levels[rank], rank=rank)
