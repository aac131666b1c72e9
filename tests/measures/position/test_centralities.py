"""Ordinary centralities: by hand, beside sna, igraph and networkx, and what must hold."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.cases import LAYERS, karate, load, needs_cases, oracle


def test_a_line_of_three_by_hand():
    found = cn.centralities(nx.path_graph(3))
    assert found["degree"].tolist() == [1, 2, 1]
    assert found["harmonic"].tolist() == [0.75, 1, 0.75]
    assert found["betweenness"].tolist() == [0, 1, 0]
    assert found["eigenvector"].tolist() == pytest.approx([0.5, math.sqrt(0.5), 0.5])
    assert found[["in_degree", "out_degree", "in_harmonic", "out_harmonic"]].isna().all(axis=None)
    arrows = cn.centralities(nx.DiGraph([(0, 1), (1, 2)]))
    assert arrows["out_harmonic"].tolist() == [0.75, 0.5, 0]
    assert arrows["in_harmonic"].tolist() == [0, 0.5, 0.75]
    assert arrows["in_degree"].tolist() == [0, 1, 1]
    assert arrows[["degree", "harmonic", "eigenvector"]].isna().all(axis=None)


def test_a_star_is_wholly_centralised_and_a_circle_not_at_all():
    star = cn.centralisation(nx.star_graph(5))
    assert (star.degree, star.betweenness) == (1, 1)
    assert star.harmonic == pytest.approx(1)
    circle = cn.centralisation(nx.cycle_graph(6))
    assert (circle.degree, circle.betweenness) == (0, 0)
    assert circle.harmonic == pytest.approx(0, abs=1e-12)
    club = cn.centralisation(karate())
    assert club.degree == pytest.approx(0.3996212, abs=1e-7)
    assert club.betweenness == pytest.approx(0.4055572, abs=1e-7)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_actors_are_undefined(n):
    found = cn.centralisation(nx.empty_graph(n))
    assert math.isnan(found.degree)
    assert math.isnan(found.harmonic)
    assert math.isnan(found.betweenness)
    table = cn.centralities(nx.empty_graph(n))
    assert len(table) == n
    assert table["eigenvector"].isna().all()
    assert table["harmonic"].isna().all() if n == 1 else (table["harmonic"] == 0).all()


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_centralities_are_those_of_sna(case, layer):
    rows = oracle(case, "inference_centrality", layer)
    table = cn.centralities(load(case, layer, directed=False))
    ours = {
        "degree_sna": table["degree"],
        "betweenness_sna": table["betweenness"],
        "harmonic_gilschmidt_sna": table["harmonic"],
    }
    if "betweenness_dir_sna" in rows[0]:
        arrows = cn.centralities(load(case, layer, directed=True))
        ours |= {
            "indegree_sna": arrows["in_degree"],
            "outdegree_sna": arrows["out_degree"],
            "betweenness_dir_sna": arrows["betweenness"],
            "harmonic_out_igraph": arrows["out_harmonic"] * (len(arrows) - 1),
            "harmonic_in_igraph": arrows["in_harmonic"] * (len(arrows) - 1),
        }
    for row in rows:
        for name, values in ours.items():
            assert values[row["id"]] == pytest.approx(float(row[name]), abs=1e-9), (name, row)
        if row["eigenvector_sna"] not in ("", "NA"):
            theirs = abs(float(row["eigenvector_sna"]))
            assert table["eigenvector"][row["id"]] == pytest.approx(theirs, abs=1e-6), row


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_centralities_are_those_of_networkx_and_igraph(case, layer):
    table = cn.centralities(load(case, layer, directed=False))
    highest = table["eigenvector"].max()
    for name, theirs, ours in (
        ("inference_py_nodes", "betweenness_networkx", table["betweenness"]),
        ("inference_py_nodes", "harmonic_networkx", table["harmonic"] * (len(table) - 1)),
        ("inference_centrality", "harmonic_igraph", table["harmonic"] * (len(table) - 1)),
        ("inference_centrality", "eigenvector_igraph", table["eigenvector"] / highest),
    ):
        close = 1e-6 if theirs.startswith("eigenvector") else 1e-9
        for row in oracle(case, name, layer):
            if row[theirs] not in ("", "NA"):
                assert ours[row["id"]] == pytest.approx(float(row[theirs]), abs=close), (
                    theirs,
                    row,
                )


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_centralisation_is_that_of_sna(case, layer):
    names = {"degree": "degree", "indegree": "in_degree", "outdegree": "out_degree"}
    names["betweenness"] = "betweenness"
    checked = 0
    for row in oracle(case, "inference_network", layer):
        if row["software"] == "sna" and row["measure"] in names:
            found = cn.centralisation(load(case, layer, directed=row["view"] == "dir"))
            value = getattr(found, names[row["measure"]])
            assert value == pytest.approx(float(row["value"]), abs=1e-9), row
            checked += 1
    assert checked >= 2


@settings(max_examples=25, deadline=None)
@given(n=st.integers(3, 12), seed=st.integers(0, 9999), directed=st.booleans(), p=st.floats(0, 1))
def test_equal_to_networkx_whatever_the_order(n, seed, directed, p):
    graph = nx.gnp_random_graph(n, p, seed=seed, directed=directed)
    order = np.random.default_rng(seed).permutation(n).tolist()
    other = graph.__class__()
    other.add_nodes_from(order)
    other.add_edges_from(graph.edges)
    found, again = cn.centralities(graph), cn.centralities(other)
    pd.testing.assert_frame_equal(again.loc[range(n)], found, rtol=1e-7, atol=1e-9)
    harmonic = nx.harmonic_centrality(graph)
    column = "in_harmonic" if directed else "harmonic"
    theirs = [harmonic[node] / (n - 1) for node in graph]
    assert found[column].tolist() == pytest.approx(theirs)
    record = cn.centralisation(graph)
    assert -1e-9 <= record.betweenness <= 1 + 1e-9
