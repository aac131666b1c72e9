"""Communities beside groups: by hand, beside scikit-learn's numbers, hostile."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.structure.communities import adjusted_rand, mutual_information
from tests.cases import CASES, LAYERS, karate, load, needs_cases, oracle
from tests.networks import the_sample_now


def test_worked_by_hand():
    """Two triangles joined by a tie: cut in two, ties within 6 of 7, modularity 6/7 - 1/2 = 5/14.

    Sectors aab, bcc against the two: pairs within both 2 (of 15); within communities 6, within
    sectors 3. Expected 6 x 3/15 = 6/5, highest 9/2: (2 - 6/5)/(9/2 - 6/5) = 8/33.
    """
    graph = nx.Graph([(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)])
    nx.set_node_attributes(graph, dict(enumerate("aabbcc")), "sector")
    graph.add_node(6, sector="a")
    found = cn.communities(graph, draws=9)
    assert found.actors["community"].isna().tolist() == [False] * 6 + [True]
    assert (found.number, found.isolates, found.unknown) == (2, 1, 0)
    assert found.modularity == pytest.approx(5 / 14)
    assert found.table.to_numpy().tolist() == [[2, 1, 0], [0, 1, 2]]
    assert found.rand == pytest.approx(8 / 33)
    assert found.rand_low == found.rand_high == found.rand


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_agreement_is_that_of_scikit_learn_on_the_stored_partitions(case, layer):
    rows = oracle(case, "inference_partition", layer)
    expected = {
        row["measure"]: row["value"] for row in oracle(case, "inference_communities", layer)
    }
    sectors, one = np.unique([row["sector"] for row in rows], return_inverse=True)
    _, other = np.unique([row["community"] for row in rows], return_inverse=True)
    assert len(sectors)
    rand = float(expected["adjusted_rand_sklearn"])
    information = float(expected["nmi_arithmetic_sklearn"])
    assert adjusted_rand(other, one) == pytest.approx(rand, abs=1e-9)
    assert mutual_information(other, one) == pytest.approx(information, abs=1e-9)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_modularity_of_sectors_and_of_stored_partitions_is_that_of_networkx(case, layer):
    expected = {
        row["measure"]: float(row["value"]) for row in oracle(case, "inference_communities", layer)
    }
    graph = load(case, layer, directed=False)
    partition = {row["id"]: row["community"] for row in oracle(case, "inference_partition", layer)}
    ours = cn.modularity(graph), cn.modularity(graph, by=partition)
    theirs = [expected[f"modularity_networkx_of_{of}"] for of in ("sectors", "partition")]
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert cn.communities(graph, runs=1, draws=1).sector_modularity == pytest.approx(ours[0])


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_p_of_shuffled_sectors_is_that_of_the_cases(case, layer):
    """On the stored partition, whose draws were others: within the error of both."""
    rows = oracle(case, "inference_partition", layer)
    expected = {
        row["measure"]: float(row["value"]) for row in oracle(case, "inference_communities", layer)
    }
    _, sectors = np.unique([row["sector"] for row in rows], return_inverse=True)
    _, parts = np.unique([row["community"] for row in rows], return_inverse=True)
    rng = np.random.default_rng(7)
    observed = adjusted_rand(parts, sectors)
    reached = [
        adjusted_rand(parts, rng.permutation(sectors)) >= observed - 1e-12 for _ in range(499)
    ]
    p = expected["adjusted_rand_p_greater_999_seed7"]
    error = math.sqrt(max(p * (1 - p), 0.002) * (1 / 999 + 1 / 499))
    assert (1 + sum(reached)) / 500 == pytest.approx(p, abs=4 * error)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20))
def test_agreement_is_symmetric_and_1_with_itself(pairs):
    one, other = (np.array(column) for column in zip(*pairs, strict=True))
    for agreement in (adjusted_rand, mutual_information):
        there, back = agreement(one, other), agreement(other, one)
        assert there == pytest.approx(back, nan_ok=True)
        itself = agreement(one, one)
        assert math.isnan(itself) or itself == pytest.approx(1)
    information = mutual_information(one, other)
    assert math.isnan(information) or -1e-12 <= information <= 1 + 1e-12


def test_karate_is_cut_as_networkx_cuts_it():
    graph = karate()
    found = cn.communities(graph, draws=99)
    parts = [set(rows.index) for _, rows in found.actors.groupby("community")]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, parts, weight=None))
    assert found.sector_modularity == pytest.approx(cn.modularity(graph))
    assert found.modularity >= found.sector_modularity
    assert found.rand_low <= found.rand <= found.rand_high
    assert found.rand_low < found.rand_high, "the partition is not stable"
    assert found.p_value == 0.01
    assert found.table.to_numpy().sum() == 34
    again = cn.communities(graph, draws=99)
    assert again.actors.equals(found.actors)
    assert again.p_value == found.p_value


def test_hostile():
    empty = nx.empty_graph(5)
    nx.set_node_attributes(empty, {node: "ab"[node % 2] for node in empty}, "sector")
    found = cn.communities(empty, draws=9)
    assert (found.number, found.isolates) == (0, 5)
    for name in ("modularity", "rand", "rand_low", "information", "p_value"):
        assert math.isnan(getattr(found, name)), name
    full = nx.complete_graph(6)
    nx.set_node_attributes(full, {node: "ab"[node % 2] for node in full}, "sector")
    assert cn.communities(full, draws=9).number == 1
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": None}, "sector")
    assert cn.communities(graph, draws=9).unknown == 1
    nx.set_node_attributes(graph, "one", "sector")
    assert (
        math.isnan(cn.communities(graph, draws=9).p_value)
        or cn.communities(graph, draws=9).rand == 0
    )
    directed = cn.communities(karate().to_directed(), draws=9)
    assert directed.modularity == pytest.approx(cn.communities(karate(), draws=9).modularity)
    for wrong in ({"runs": 0}, {"draws": 0}, {"seed": -1}):
        with pytest.raises(cn.NotComparable):
            cn.communities(karate(), **wrong)
    assert cn.communities(the_sample_now(), draws=9).isolates == 4
    assert CASES is not None
