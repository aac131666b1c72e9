"""Logistic regression of ties: by hand, beside R and statsmodels, against a loop, hostile."""

import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.inference import logistic_mrqap as regression
from concertnet.measures.inference._pair_errors import pair_variance
from concertnet.measures.inference._permuted import orders
from concertnet.measures.inference.pair_covariates import pair_data
from tests.cases import florentine, karate, load, needs_cases, oracle
from tests.measures.inference.test_mrqap import CHECKED, MODELS, covariates_of, invented, order_gap


def test_worked_by_hand():
    """Two groups of three: within 4 of 6 pairs tied (odds 2), across 3 of 9 (odds 1/2).

    So the intercept is ln(1/2), the odds ratio 4, and z^2 = ln(4)^2 / (1/4 + 1/2 + 1/3 + 1/6).
    """
    graph = nx.Graph(["ab", "ac", "de", "df", "ad", "be", "cf"])
    nx.set_node_attributes(
        graph, {**dict.fromkeys("abc", "x"), **dict.fromkeys("def", "y")}, "sector"
    )
    found = cn.logistic_mrqap(graph, on=["same_sector"])
    row = found.terms.loc["same_sector"]
    assert row["odds_ratio"] == pytest.approx(4)
    assert found.terms.loc["(intercept)", "estimate"] == pytest.approx(math.log(1 / 2))
    assert row["statistic"] == pytest.approx(math.log(4) / math.sqrt(1 / 4 + 1 / 2 + 1 / 3 + 1 / 6))
    assert (found.draws, found.n, found.pairs, found.ties) == (720, 6, 15, 7)
    # p is the share of the ways of cutting six into three and three: a score is one of its ties
    assert row["p_value"] * 720 == pytest.approx(round(row["p_value"] * 10) * 72)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_coefficients_deviance_and_p_are_those_of_sna(case, layer):
    found: dict[str, list[dict[str, str]]] = {}
    for row in oracle(case, "inference_mrqap", layer):
        if row["kind"] == "logistic" and row["model"] in MODELS:
            found.setdefault(row["model"], []).append(row)
    if not found:
        pytest.skip("no logistic model there")
    for rows in found.values():
        graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
        on = covariates_of(case, layer, graph, [row["term"] for row in rows[1:]])
        ours = cn.logistic_mrqap(graph, on=on, draws=999, seed=7)
        assert ours.deviance == pytest.approx(float(rows[0]["deviance"]), rel=1e-9)
        for mine, row in zip(ours.terms.itertuples(), rows, strict=True):
            # netlogit stops one step before, so does its z
            assert mine.estimate == pytest.approx(float(row["coefficient"]), rel=1e-6, abs=1e-6)
            assert mine.statistic == pytest.approx(float(row["statistic"]), rel=2e-3)
            if mine.Index != "(intercept)":
                p = float(row["p_two_sided"])
                error = math.sqrt(max(p * (1 - p), 0.002) * (1 / 1000 + 1 / 999))
                assert mine.p_value == pytest.approx(p, abs=4 * error), row


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_variances_by_pairs_are_those_of_dcr(case, layer):
    """Before the factors for few actors; R's glm stops one step before."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in oracle(case, "inference_dyadic", layer):
        if row["kind"] == "logistic" and row["model"] in MODELS:
            found.setdefault(row["model"], []).append(row)
    for rows in found.values():
        graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
        on = covariates_of(case, layer, graph, [row["term"] for row in rows[1:]])
        estimate = cn.logistic_mrqap(graph, on=on, draws=1).terms["estimate"].to_numpy(float)
        data = pair_data(graph, on)
        design = np.vstack([np.ones(len(data.ties)), data.columns])
        chance = 1 / (1 + np.exp(-(estimate @ design)))
        back = np.linalg.inv(design * (chance * (1 - chance)) @ design.T)
        parts = back @ design * (data.ties - chance)
        of_actors, of_pairs = pair_variance(parts, data.pairs, data.n)
        theirs = [float(row["dyadic_variance_dcr"]) for row in rows]
        assert (of_actors - of_pairs).tolist() == pytest.approx(theirs, rel=1e-4)
        assert estimate.tolist() == pytest.approx([float(r["coefficient"]) for r in rows], abs=1e-6)


@pytest.mark.parametrize("directed", [False, True])
def test_estimates_and_z_are_those_of_statsmodels(directed):
    sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed")
    graph, on = invented(15, directed=directed)
    ours = cn.logistic_mrqap(graph, on=on, draws=9)
    data = pair_data(graph, on)
    theirs = sm.Logit(data.ties, sm.add_constant(data.columns.T)).fit(disp=0, tol=1e-12)
    np.testing.assert_allclose(ours.terms["estimate"], theirs.params, rtol=1e-8)
    np.testing.assert_allclose(ours.terms["statistic"], theirs.tvalues, rtol=1e-6)
    assert ours.deviance == pytest.approx(-2 * theirs.llf)
    assert ours.null_deviance == pytest.approx(-2 * theirs.llnull)


@pytest.mark.parametrize("directed", [False, True])
def test_draws_equal_a_loop_of_scores_on_the_same_orders(directed):
    graph, on = invented(12, directed=directed)
    data = pair_data(graph, on)
    order, _ = orders(None, data.n, draws=15, seed=3)
    means = data.columns.mean(axis=1, keepdims=True)
    design = np.vstack([np.ones(len(data.ties)), data.columns - means])
    observed, drawn = regression._scores(design, data.ties, order, data)
    one, other = data.pairs
    for k in range(3):
        others = np.delete(design, k + 1, axis=0).T
        b = np.zeros(3)
        for _ in range(30):
            mu = 1 / (1 + np.exp(-others @ b))
            w = mu * (1 - mu)
            b = b + np.linalg.solve((others.T * w) @ others, others.T @ (data.ties - mu))
        column = data.columns[k]
        part = data.square(column - others @ np.linalg.lstsq(others, column, rcond=None)[0])
        for d, to in enumerate([np.arange(12), *order]):
            e = part[np.ix_(to, to)][one, other]
            beside = (others.T * w) @ e
            variance = e @ (w * e) - beside @ np.linalg.solve((others.T * w) @ others, beside)
            score = e @ (data.ties - mu) / math.sqrt(variance)
            assert (observed if d == 0 else drawn[d - 1])[k] == pytest.approx(score, abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.floats(-20, 20))
def test_neither_order_nor_unit_nor_origin_changes_an_answer(seed, shift):
    graph, on = invented(10, directed=False, seed=seed)
    try:
        found = cn.logistic_mrqap(graph, on=on, draws=29).terms
    except cn.NotComparable:
        return
    other = {name: on[name] for name in reversed(on)}
    other["near"] = 3 * on["near"] + shift
    again = cn.logistic_mrqap(graph, on=other, draws=29).terms.loc[found.index]
    np.testing.assert_allclose(again["p_value"], found["p_value"])
    np.testing.assert_allclose(again["statistic"][1:], found["statistic"][1:], rtol=1e-5, atol=1e-7)
    assert again["estimate"]["near"] == pytest.approx(found["estimate"]["near"] / 3, abs=1e-8)


def test_p_of_one_term_is_that_of_the_linear_regression():
    """With the intercept alone beside it, the score is the correlation up to a factor."""
    graph = florentine()
    linear = cn.mrqap(graph, on=["same_sector"], draws=199, seed=5).terms
    logistic = cn.logistic_mrqap(graph, on=["same_sector"], draws=199, seed=5).terms
    assert logistic["p_value"]["same_sector"] == linear["p_value"]["same_sector"]


@pytest.mark.parametrize("make", [nx.complete_graph, nx.empty_graph])
def test_ties_that_do_not_vary_have_no_estimate(make):
    graph = make(8)
    nx.set_node_attributes(graph, {node: node % 2 for node in graph}, "sector")
    found = cn.logistic_mrqap(graph, on=["same_sector"], draws=9)
    assert found.terms.drop(columns="draws").isna().all(axis=None)


def test_what_tells_ties_without_fail_is_refused_by_name():
    graph = karate()
    with pytest.raises(cn.NotComparable, match=r"itself.*cn\.mrqap"):
        cn.logistic_mrqap(graph, on={"itself": graph, "gap": order_gap(list(graph))})
    apart = nx.disjoint_union(
        nx.gnp_random_graph(8, 0.5, seed=1), nx.gnp_random_graph(8, 0.5, seed=2)
    )
    nx.set_node_attributes(apart, {node: node < 8 for node in apart}, "sector")
    with pytest.raises(cn.NotComparable, match="same_sector"):
        cn.logistic_mrqap(apart, on=["same_sector"])
    # a number that parts tied pairs from the others, with no value always one or the other
    near = 1.0 * nx.to_numpy_array(graph)
    near += 0.001 * np.add.outer(np.arange(34), np.arange(34))
    with pytest.raises(cn.NotComparable, match="near"):
        cn.logistic_mrqap(graph, on={"near": pd.DataFrame(near)})


def test_hostile():
    graph = karate()
    for arguments in ({"on": []}, {"on": ["same_sector"], "draws": 0}, {"on": ["closure"]}):
        with pytest.raises(cn.NotComparable):
            cn.logistic_mrqap(graph, **arguments)
    big = nx.empty_graph(4600)
    nx.set_node_attributes(big, {node: node % 4 for node in big}, "sector")
    with pytest.raises(cn.NotComparable, match=r"4,600"):
        cn.logistic_mrqap(big, on=["pair_sector"])
    three = nx.Graph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(three, {"a": 1, "b": 1, "c": 2}, "sector")
    with pytest.raises(cn.NotComparable):
        cn.logistic_mrqap(three, on=["same_sector"])
    renamed = nx.relabel_nodes(graph, {0: "<b>"})
    nx.set_node_attributes(renamed, {"<b>": None}, "sector")
    found = cn.logistic_mrqap(renamed, on=["same_sector"], draws=9)
    assert found.left_out["actor"].tolist() == ["<b>"]
    one, two = (cn.logistic_mrqap(graph, on=["same_sector"], draws=49, seed=3).terms for _ in "ab")
    pd.testing.assert_frame_equal(one, two)


def by_distance() -> tuple[nx.Graph, pd.DataFrame]:
    """Return fifty actors over 600 km, tied by chance that falls with distance."""
    random = np.random.default_rng(0)
    at = random.uniform(0, 600, 50)
    apart = np.abs(at[:, None] - at)
    graph = nx.empty_graph(50)
    for i, j in zip(*np.tril_indices(50, -1), strict=True):
        if random.random() < 1 / (1 + np.exp(0.08 * apart[i, j] - 1)):
            graph.add_edge(int(i), int(j))
    return graph, pd.DataFrame(apart)


def test_pairs_far_apart_are_no_certainty():
    """The score of a fit is 0, though the logit of the farthest is beyond -30."""
    graph, apart = by_distance()
    found = cn.logistic_mrqap(graph, on={"km": apart}, draws=9)
    start, slope = found.terms["estimate"]
    one, other = np.triu_indices(50, 1)
    km = apart.to_numpy()[one, other]
    tied = np.array([graph.has_edge(i, j) for i, j in zip(one, other, strict=True)])
    logit = start + slope * km
    assert logit.min() < -30
    residual = tied - 1 / (1 + np.exp(-logit))
    assert (residual.sum(), residual @ km / 600) == (pytest.approx(0, abs=1e-8),) * 2
    # metres are no other question
    metres = cn.logistic_mrqap(graph, on={"m": apart * 1000}, draws=9)
    assert metres.terms.loc["m", "estimate"] == pytest.approx(slope / 1000)


def test_a_distance_that_parts_ties_from_the_rest_is_refused():
    _, apart = by_distance()
    near = nx.from_pandas_adjacency((apart < 40).mask(np.eye(50, dtype=bool), False))
    with pytest.raises(cn.NotComparable, match="km"):
        cn.logistic_mrqap(near, on={"km": apart}, draws=9)
