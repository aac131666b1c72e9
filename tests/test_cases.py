"""Equality with independent software: R sna, netseg and igraph, and networkx.

The numbers of networkx's own graphs are written here; those of the cases beside the checkout are
read (`tests/cases.py`). Each family of measures compares its own in `tests/measures/`.
"""

import math
from functools import partial

import numpy as np
import pytest

import concertnet as cn
from concertnet.hinges.mixing import undirected_counts
from tests.cases import LAYERS, davis, florentine, karate, lesmis, load, needs_cases, oracle

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
# netseg makes the mixing matrix symmetric: averaged with its transpose, or its upper triangle
# copied over the lower
SYMMETRIC = {
    ("netseg", "assort", ""): (cn.assortativity, undirected_counts),
    ("netseg", "gamix", ""): (cn.gupta_anderson_may, lambda m: np.triu(m) + np.triu(m, 1).T),
}


def of_symmetric(measure, symmetric, graph) -> float:
    if not graph.is_directed():
        return measure(graph)
    m = cn.mixing(graph)
    return float(measure.formula(symmetric(m.counts.to_numpy()), m.sizes.to_numpy(), False))


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_network_values(case, layer):
    checked = 0
    for row in oracle(case, "network", layer):
        key = (row["software"], row["measure"], row["key"])
        ours = NETWORK.get(key)
        if key in SYMMETRIC:
            ours = partial(of_symmetric, *SYMMETRIC[key])
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
