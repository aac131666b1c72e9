"""Regression of ties: by hand, beside R, against a loop of regressions, and on hostile input."""

import math
import tracemalloc
from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.inference import mrqap as regression
from concertnet.measures.inference._pair_errors import pair_variance
from concertnet.measures.inference._permuted import orders, products_permuted
from concertnet.measures.inference.pair_covariates import pair_data
from tests.cases import CASES, LAYERS, davis, florentine, karate, load, needs_cases, oracle

MATRICES = {"scito", "infrep"}


def invented(n: int, *, directed: bool, seed: int = 1) -> tuple[nx.Graph, dict]:
    """Return a graph and three covariates as square tables."""
    rng = np.random.default_rng(seed)
    make = nx.DiGraph if directed else nx.Graph
    group = rng.integers(3, size=n)
    near = rng.random((n, n))
    near = near if directed else near + near.T
    same = (group[:, None] == group).astype(float)
    count = rng.poisson(1, (n, n)).astype(float)
    count = count if directed else np.triu(count, 1) + np.triu(count, 1).T
    chance = 0.1 + 0.3 * same + 0.1 * near
    drawn = rng.random((n, n)) < chance
    graph = make()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(
        (i, j) for i, j in zip(*np.nonzero(drawn), strict=True) if (i != j if directed else i < j)
    )
    tables = {"same": same, "near": near, "count": count}
    return graph, {name: pd.DataFrame(table) for name, table in tables.items()}


def by_hand_t(y: np.ndarray, columns: list[np.ndarray]) -> np.ndarray:
    """Return coefficients and t of least squares, intercept first."""
    design = np.column_stack([np.ones(len(y)), *columns])
    back = np.linalg.inv(design.T @ design)
    b = back @ design.T @ y
    rest = y - design @ b
    return np.array([b, b / np.sqrt(rest @ rest / (len(y) - design.shape[1]) * np.diag(back))])


def test_worked_by_hand():
    """Four actors, two of each group; ties a-b, c-d, a-c.

    Pairs within: both tied. Pairs across: 1 of 4 tied. So the intercept is 1/4 and the slope 3/4.
    Residuals 0, 0, then 3/4 and three times -1/4: SSE 3/4, 4 degrees of freedom, the squared error
    of the slope 3/16 (1/2 + 1/4) = 9/64: t = 2. R squared: 1 - (3/4) / (6/4) = 1/2. Of the 24
    orders, those that keep the two groups together (8) give t = 2; the others tie one of the two
    pairs within, or none: a-d and b-c are both free, a-c and b-d tied and free. Across pairs then
    have 3 - (1 or 0) ties of 4, so slopes 1/2 - 2/4 = 0 and 0 - 3/4: t = -3/4 / sqrt(3/16 (3/4))
    = -2 again, for the grouping ad, bc (8 orders).
    """
    graph = nx.Graph([("a", "b"), ("c", "d"), ("a", "c")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y", "d": "y"}, "sector")
    found = cn.mrqap(graph, on=["same_sector"])
    assert found.terms["estimate"].tolist() == pytest.approx([0.25, 0.75])
    assert found.terms["statistic"]["same_sector"] == pytest.approx(2)
    assert found.r_squared == pytest.approx(0.5)
    assert found.terms["p_value"]["same_sector"] == pytest.approx(16 / 24)
    assert math.isnan(found.terms["p_value"]["(intercept)"])
    assert (found.n, found.pairs, found.ties, found.draws) == (4, 6, 3, 24)
    correlation = cn.qap_correlation(graph, other="same_sector")
    assert correlation.observed == pytest.approx(math.sqrt(0.5))
    assert correlation.p_value == pytest.approx(16 / 24)
    assert correlation.expected == 0


# -- beside R ----------------------------------------------------------------------------------


def order_gap(nodes: list) -> pd.DataFrame:
    place = np.arange(len(nodes))
    return pd.DataFrame(np.abs(np.subtract.outer(place, place)) / len(nodes), nodes, nodes)


def size_gap(graph: nx.Graph) -> pd.DataFrame:
    sectors = pd.Series(dict(graph.nodes(data="sector")))
    size = np.log(sectors.map(sectors.value_counts()).to_numpy(float))
    return pd.DataFrame(np.abs(np.subtract.outer(size, size)), sectors.index, sectors.index)


def shared_groups(case: str, nodes: list) -> pd.DataFrame:
    rows = pd.read_csv(CASES / case / "memberships.csv", dtype=str)
    actor, group = rows.columns[:2]
    member = pd.crosstab(rows[actor], rows[group]).clip(upper=1).reindex(nodes, fill_value=0)
    return member @ member.T


def weighed(case: str, model: str, graph: nx.Graph) -> str | None:
    """Give the graph the weights that a model of the oracle regresses; None where it has none."""
    if model == "weight":
        rows = pd.read_csv(CASES / case / "ties.csv", dtype={"source": str, "target": str})
        pairs = zip(rows["source"], rows["target"], strict=True)
        weights = dict(zip(pairs, rows["weight"], strict=True))
    elif model == "shared_events":
        shared = shared_groups(case, list(graph))
        weights = {(one, other): shared.loc[one, other] for one, other in graph.edges}
    else:
        return None
    nx.set_edge_attributes(graph, weights, "weight")
    return "weight"


def covariates_of(case: str, layer: str, graph: nx.Graph, terms: list[str]) -> dict:
    """Return the covariates of the oracle, as the cases' README defines them."""
    nodes = list(graph)
    found = {}
    for term in terms:
        if term == "order_gap":
            found[term] = order_gap(nodes)
        elif term == "difference_size":
            found[term] = size_gap(graph)
        elif term == "shared_instances":
            found[term] = shared_groups(case, nodes)
        elif term in MATRICES:
            found[term] = load(case, term, directed=True)
        elif term == "same_sector":
            found[term] = "same_sector"
        elif term.startswith("pair:"):
            found[term] = in_pair(graph, *term.removeprefix("pair:").split("|"))
        else:
            found["reciprocity"] = "reciprocity"
    return found


def in_pair(graph: nx.Graph, one: str, other: str) -> pd.DataFrame:
    """Return 1 where a pair goes from a group to another: our `pair_sector` has another base."""
    sector = np.array([graph.nodes[node]["sector"] for node in graph])
    cell = np.outer(sector == one, sector == other)
    cell = cell if graph.is_directed() else cell | cell.T
    return pd.DataFrame(cell.astype(float), list(graph), list(graph))


MODELS = ("attributes", "relations", "reciprocity", "weight", "shared_events", "sector_pair")
CHECKED = [
    (case, layer)
    for case, layer in LAYERS
    if (CASES / case / f"oracle_inference_mrqap__{layer}.csv").exists()
]


def models(case: str, layer: str, name: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in oracle(case, f"inference_{name}", layer):
        if row["model"] in MODELS and row.get("kind", "linear") == "linear":
            found.setdefault(row["model"], []).append(row)
    return found


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_coefficients_statistics_and_p_are_those_of_sna(case, layer):
    checked = 0
    for model, rows in models(case, layer, "mrqap").items():
        graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
        weight = weighed(case, model, graph)
        on = covariates_of(case, layer, graph, [row["term"] for row in rows[1:]])
        drawn = rows[0]["p_two_sided"] != "NA"
        found = cn.mrqap(graph, on=on, weight=weight, draws=1999 if drawn else 9, seed=7)
        assert (found.n, found.pairs) == (int(rows[0]["n"]), int(rows[0]["pairs"]))
        assert found.r_squared == pytest.approx(float(rows[0]["r_squared"]), abs=1e-9)
        for ours, row in zip(found.terms.itertuples(), rows, strict=True):
            assert ours.estimate == pytest.approx(float(row["coefficient"]), abs=1e-9), row
            assert ours.statistic == pytest.approx(float(row["statistic"]), rel=1e-9), row
            if ours.Index != "(intercept)" and drawn:
                p = float(row["p_two_sided"])
                error = math.sqrt(max(p * (1 - p), 0.002) * (1 / 1000 + 1 / 1999))
                assert ours.p_value == pytest.approx(p, abs=4 * error), row
            checked += 1
    assert checked >= 3


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_correlations_are_those_of_sna(case, layer):
    for model, rows in models(case, layer, "qap").items():
        graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
        weight = weighed(case, model, graph)
        on = covariates_of(case, layer, graph, [row["term"] for row in rows])
        for other, row in zip(on.values(), rows, strict=True):
            if weight is None:
                found = cn.qap_correlation(graph, other=other, draws=1999, seed=7)
                correlation, p_value = found.observed, found.p_value
            else:  # a correlation is of ties: that of their weights is a regression on one term
                one = cn.mrqap(graph, on={"x": other}, weight=weight, draws=1999, seed=7)
                x = one.terms.loc["x"]
                correlation = math.copysign(math.sqrt(one.r_squared), x["estimate"])
                p_value = x["p_value"]
            assert correlation == pytest.approx(float(row["correlation"]), abs=1e-9), row
            p = float(row["p_two_sided"])
            error = math.sqrt(max(p * (1 - p), 0.002) * (1 / 1000 + 1 / 1999))
            assert p_value == pytest.approx(p, abs=4 * error), row


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_variances_by_pairs_are_those_of_dcr(case, layer):
    for model, rows in models(case, layer, "dyadic").items():
        graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
        weight = weighed(case, model, graph)
        on = covariates_of(case, layer, graph, [row["term"] for row in rows[1:]])
        data = pair_data(graph, on, weight=weight)
        design = np.vstack([np.ones(len(data.ties)), data.columns])
        back = np.linalg.inv(design @ design.T)
        rest = data.ties - (back @ design @ data.ties) @ design
        of_actors, of_pairs = pair_variance(back @ design * rest, data.pairs, data.n)
        theirs = [float(row["dyadic_variance_dcr"]) for row in rows]
        assert (of_actors - of_pairs).tolist() == pytest.approx(theirs, rel=1e-9)


# -- identities --------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [True, False])
def test_compiled_products_are_those_of_numpy(directed, monkeypatch):
    data = pair_data(*invented(12, directed=directed))
    order, _ = orders(None, data.n, draws=20, seed=3)
    values = np.vstack([data.columns, data.ties])
    plain = products_permuted(data.columns, values, order, data)
    monkeypatch.setattr("concertnet.measures.inference._permuted._PLAIN", 0)
    compiled = products_permuted(data.columns, values, order, data)
    np.testing.assert_allclose(compiled, plain, atol=1e-10)
    one, other = data.pairs
    moved = data.square(data.columns[0])[np.ix_(order[5], order[5])][one, other]
    assert plain[5, 0, 1] == pytest.approx(moved @ data.columns[1])


@pytest.mark.parametrize("directed", [True, False])
def test_draws_equal_a_loop_of_regressions_on_the_same_orders(directed):
    graph, on = invented(14, directed=directed)
    data = pair_data(graph, on)
    order, _ = orders(None, data.n, draws=25, seed=3)
    drawn = regression._drawn(data, order)
    one, other = data.pairs
    for k in range(3):
        others = [data.columns[place] for place in range(3) if place != k]
        design = np.column_stack([np.ones(len(data.ties)), *others])
        part = data.columns[k]
        residual = data.square(part - design @ np.linalg.lstsq(design, part, rcond=None)[0])
        for d, to in enumerate(order):
            moved = residual[np.ix_(to, to)][one, other]
            t = by_hand_t(data.ties, [moved, *others])[1, 1]
            assert drawn[d, k] == pytest.approx(t, abs=1e-10)


def test_every_order_of_six_actors():
    graph, on = invented(6, directed=True, seed=4)
    found = cn.mrqap(graph, on={"near": on["near"]})
    y = nx.to_numpy_array(graph)
    x, apart = on["near"].to_numpy(), ~np.eye(6, dtype=bool)
    r = [
        abs(np.corrcoef(x[np.ix_(to, to)][apart], y[apart])[0, 1])
        for to in map(list, permutations(range(6)))
    ]
    assert found.draws == 720
    share = np.mean(np.array(r) >= r[0] - 1e-12)
    assert found.terms["p_value"]["near"] == pytest.approx(share)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), directed=st.booleans(), shift=st.floats(-50, 50))
def test_neither_order_nor_unit_nor_origin_changes_an_answer(seed, directed, shift):
    graph, on = invented(9, directed=directed, seed=seed)
    if len(set(nx.to_numpy_array(graph)[~np.eye(9, dtype=bool)])) < 2:
        return
    found = cn.mrqap(graph, on=on, draws=49)
    other = {name: on[name] for name in reversed(on)}
    other["near"] = 7.5 * on["near"] + shift
    again = cn.mrqap(graph, on=other, draws=49).terms.loc[found.terms.index]
    assert again["p_value"].tolist() == pytest.approx(found.terms["p_value"].tolist(), nan_ok=True)
    same = ["statistic", "draws"]
    theirs, ours = again.loc[list(on), same], found.terms.loc[list(on), same]
    np.testing.assert_allclose(theirs.to_numpy(float), ours.to_numpy(float), rtol=1e-6)
    shuffled = np.random.default_rng(seed).permutation(9)
    frame = {name: table.loc[shuffled, shuffled] for name, table in on.items()}
    pd.testing.assert_frame_equal(cn.mrqap(graph, on=frame, draws=49).terms, found.terms)


@pytest.mark.parametrize("unit", [1e-12, 1e9, 1e14])
@pytest.mark.parametrize("measure", [cn.mrqap, cn.logistic_mrqap])
def test_a_budget_in_dollars_leaves_the_other_terms_as_they_were(measure, unit):
    graph, on = invented(12, directed=False)
    on["count"] += on["same"]  # what a term loses with the others shows where they are related
    found = measure(graph, on=on, draws=199).terms
    again = measure(graph, on=on | {"near": unit * on["near"]}, draws=199).terms
    same = ["statistic", "p_value", "draws"]
    np.testing.assert_allclose(again[same].astype(float), found[same].astype(float), rtol=1e-6)
    ends = ["estimate", "low", "high"]
    expected = found[ends].astype(float)
    expected.loc["near"] /= unit
    np.testing.assert_allclose(again[ends].astype(float), expected, rtol=1e-6)


def test_one_term_is_its_correlation():
    graph = karate()
    found = cn.mrqap(graph, on=["same_sector"], draws=199, seed=5)
    correlation = cn.qap_correlation(graph, other="same_sector", draws=199, seed=5)
    assert found.r_squared == pytest.approx(correlation.observed**2)
    assert found.terms["p_value"]["same_sector"] == correlation.p_value


def test_a_saturated_model_of_sectors_gives_the_densities_of_their_pairs():
    graph = karate()
    found = cn.mrqap(graph, on=["pair_sector"], draws=9)
    m = cn.mixing(graph)
    density = (m.counts / m.possible).to_numpy()
    assert found.reference == ("pair_sector: Mr. Hi – Officer",)
    estimate = found.terms["estimate"]
    assert estimate["(intercept)"] == pytest.approx(density[0, 1])
    own = estimate["pair_sector: Officer – Officer"]
    assert own + density[0, 1] == pytest.approx(density[1, 1])


def test_strata_keep_actors_in_their_territory():
    codes = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1], dtype=np.int32)
    order, every = orders(codes, 9, draws=50, seed=0)
    assert not every
    assert (codes[order] == codes).all()
    assert (order != np.arange(9)).any()
    order, every = orders(codes[2:], 7, draws=50, seed=0)
    assert every
    assert len(order) == math.factorial(2) * math.factorial(5)


def test_same_seed_same_answer():
    graph = florentine()
    one, two, three = (
        cn.mrqap(graph, on=["same_sector"], draws=99, seed=seed).terms for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(one, two)
    assert cn.qap_correlation(graph, other="same_sector", draws=99, seed=1) == cn.qap_correlation(
        graph, other="same_sector", draws=99, seed=1
    )
    assert three["estimate"].tolist() == one["estimate"].tolist()


# -- hostile -----------------------------------------------------------------------------------


@pytest.mark.parametrize("graph", [nx.complete_graph(8), nx.empty_graph(8)])
def test_ties_that_do_not_vary_have_no_estimate(graph):
    nx.set_node_attributes(graph, {node: node % 2 for node in graph}, "sector")
    found = cn.mrqap(graph, on=["same_sector"], draws=19)
    assert found.terms[["estimate", "low", "high", "statistic", "p_value"]].isna().all(axis=None)
    assert math.isnan(found.r_squared)
    assert math.isnan(cn.qap_correlation(graph, other="same_sector", draws=19).observed)


def test_a_covariate_equal_to_the_ties():
    graph = karate()
    found = cn.mrqap(graph, on={"itself": graph, "sector": "same_sector"}, draws=99)
    assert found.terms["estimate"]["itself"] == pytest.approx(1)
    assert found.terms["statistic"]["itself"] == math.inf
    assert found.terms["p_value"]["itself"] == 0.01
    assert found.r_squared == pytest.approx(1)


def test_terms_that_say_nothing_more_are_named():
    graph = karate()
    gap = order_gap(list(graph))
    with pytest.raises(cn.NotComparable, match="one, two"):
        cn.mrqap(graph, on={"one": gap, "two": 3 * gap + 1})
    with pytest.raises(cn.NotComparable, match="flat"):
        cn.mrqap(graph, on={"flat": gap * 0 + 4})
    nx.set_node_attributes(graph, "all", "sector")
    with pytest.raises(cn.NotComparable, match="same_sector"):
        cn.mrqap(graph, on=["same_sector"])


@pytest.mark.parametrize("on", ["within_alone", "pair_all"])
def test_a_covariate_that_makes_no_term_is_named(on):
    """Left in silence, it would leave out the actors without a value, and nobody would know why."""
    graph = karate()
    nx.set_node_attributes(graph, {node: str(node) for node in graph}, "alone")
    nx.set_node_attributes(graph, "one", "all")
    with pytest.raises(cn.NotComparable, match=on):
        cn.mrqap(graph, on=["same_sector", on], draws=9)


def test_three_actors_and_a_term_known_for_two():
    graph = nx.Graph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(graph, {"a": 1, "b": 1, "c": 2}, "sector")
    found = cn.mrqap(graph, on=["same_sector"])
    assert found.draws == 6
    nx.set_node_attributes(graph, {"a": 10, "b": 30}, "budget")
    with pytest.raises(cn.NotComparable):
        cn.mrqap(graph, on=["difference_budget"])
    with pytest.raises(cn.NotComparable):
        cn.mrqap(nx.empty_graph(0), on={"near": pd.DataFrame()})


def test_square_tables():
    graph = karate()
    gap = order_gap(list(graph))
    found = cn.mrqap(graph, on={"gap": gap}, draws=9)
    nine = gap + 9 * np.eye(34)
    assert cn.mrqap(graph, on={"gap": nine}, draws=9).r_squared == found.r_squared
    fewer = gap.drop(index=[3, 5], columns=[3, 5])
    fewer = fewer.reindex(index=[*fewer.index, "new"], columns=[*fewer.columns, "new"])
    less = cn.mrqap(graph, on={"gap": fewer}, draws=9)
    assert less.n == 32
    assert less.left_out.to_numpy().tolist() == [["gap", 3], ["gap", 5]]
    for wrong, said in ((np.nan, "1"), (np.inf, "1")):
        hole = order_gap(list(graph))
        hole.loc[0, 1] = wrong
        with pytest.raises(cn.NotComparable, match=said):
            cn.mrqap(graph, on={"gap": hole})
    with pytest.raises(cn.NotComparable, match="33"):
        cn.mrqap(graph, on={"gap": gap.rename(index={32: 33}, columns={32: 33})})
    with pytest.raises(cn.NotComparable, match="side"):
        cn.mrqap(graph, on={"gap": gap.rename(index={32: "other"})})
    with pytest.raises(cn.NotComparable, match="direction"):
        cn.mrqap(graph, on={"gap": pd.DataFrame(np.triu(gap.to_numpy()))})


def test_an_earlier_wave_with_no_shared_actor_leaves_nobody():
    with pytest.raises(cn.NotComparable):
        cn.mrqap(karate(), on={"before": florentine()})


@pytest.mark.parametrize("word", ["shared_partners", "closure", "degree"])
def test_what_depends_on_other_ties_is_refused_by_name(word):
    with pytest.raises(cn.NotComparable, match=word):
        cn.mrqap(karate(), on=[word])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"on": ["nonsense"]}, cn.UnknownWord),
        ({"on": ["same_"]}, cn.UnknownWord),
        ({"on": []}, cn.NotComparable),
        ({"on": 3}, cn.NotComparable),
        ({"on": {"x": 3}}, cn.NotComparable),
        ({"on": ["sender_sector"]}, cn.NotComparable),
        ({"on": ["difference_sector"]}, cn.NotComparable),
        ({"on": ["same_nothing"]}, cn.MissingAttribute),
        ({"on": ["shared_instances"]}, cn.NotComparable),
        ({"on": ["same_sector"], "draws": 0}, cn.NotComparable),
        ({"on": ["same_sector"], "seed": -1}, cn.NotComparable),
        ({"on": ["same_sector"], "strata": "nothing"}, cn.MissingAttribute),
    ],
)
def test_what_cannot_be_read_is_said(arguments, error):
    with pytest.raises(error):
        cn.mrqap(karate(), **arguments)


def test_more_actors_than_memory_takes_are_refused_with_what_fits():
    graph = nx.empty_graph(4600)
    nx.set_node_attributes(graph, {node: node % 4 for node in graph}, "sector")
    with pytest.raises(cn.NotComparable, match=r"4,600.* 3,535 "):
        cn.mrqap(graph, on=["pair_sector"])


def test_what_memory_does_not_take_is_refused_before_it_is_taken():
    graph = nx.path_graph(8000)
    tracemalloc.start()
    try:
        with pytest.raises(cn.NotComparable, match=r"1\.02 GB"):
            cn.mrqap(graph, on={"before": graph})
        assert tracemalloc.get_traced_memory()[1] < 100e6, "a matrix of them takes 512 MB"
    finally:
        tracemalloc.stop()


def test_hostile_names_sectors_of_one_and_infinite_numbers():
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": "=alone"}, "sector")
    found = cn.mrqap(graph, on=["within_sector"], draws=9)
    assert list(found.terms.index[1:]) == ["within_sector: Mr. Hi", "within_sector: Officer"]
    nx.set_node_attributes(graph, {node: place for place, node in enumerate(graph)}, "size")
    nx.set_node_attributes(graph, {"<b>": math.inf}, "size")
    found = cn.mrqap(graph, on=["difference_size", "sum_size"], draws=9)
    assert found.left_out["actor"].tolist() == ["<b>", "<b>"]
    assert found.n == 33
    with pytest.raises(cn.NotComparable, match=r"cn\.mrqap"):
        cn.qap_correlation(graph, other="within_sector")


def test_weights_and_women_of_davis():
    graph = karate()
    valued = cn.mrqap(graph, on=["same_sector"], weight="weight", draws=9)
    columns = cn.pair_table(graph, on=["same_sector"])
    weight = [
        graph.edges[pair]["weight"] if graph.has_edge(*pair) else 0
        for pair in zip(columns["actor"], columns["other_actor"], strict=True)
    ]
    expected = by_hand_t(np.array(weight, float), [columns["same_sector"].to_numpy()])
    assert valued.terms["estimate"].tolist() == pytest.approx(expected[0])
    assert valued.terms["statistic"].tolist() == pytest.approx(expected[1])
    assert cn.mrqap(davis(), on=["same_sector"], draws=9).n == 18


# -- of a Network ------------------------------------------------------------------------------


def made() -> cn.Network:
    actors = pd.DataFrame(
        {
            "actor": list("abcd"),
            "sector": ["private", "private", "community", None],
            "budget": [1.0, 4.0, 9.0, 2.0],
            "latitude": [45.5, 46.8, 45.5, 48.4],
            "longitude": [-73.6, -71.2, -73.6, -71.1],
        }
    )
    return cn.Network(
        actors,
        pd.DataFrame(
            [["a", "b", "coordination"], ["c", "d", "concertation"]],
            columns=["source", "target", "level"],
        ),
        instances=pd.DataFrame({"instance": ["i", "j"]}),
        seats=pd.DataFrame(
            {"seat": list("1234"), "instance": list("iiji"), "actor": ["a", "b", "b", "c"]}
        ),
        set_aside=pd.DataFrame(
            [["d", "a", "subcontracting"]], columns=["source", "target", "kind"]
        ),
    )


def test_ready_words_of_a_network():
    words = ["difference_budget", "sum_budget", "shared_instances", "set_aside", "distance"]
    table = cn.pair_table(made(), on=words).set_index(["actor", "other_actor"])
    assert table["difference_budget"].tolist() == [3, 8, 1, 5, 2, 7]
    assert table["sum_budget"].tolist() == [5, 10, 3, 13, 6, 11]
    assert table["shared_instances"].tolist() == [1, 1, 0, 1, 0, 0]
    assert table["set_aside"].tolist() == [0, 0, 1, 0, 0, 0]
    assert table["distance"]["a", "c"] == 0
    # Montréal and Québec stand about 233 km apart
    assert table["distance"]["a", "b"] == pytest.approx(233, abs=3)
    assert table["tie"].tolist() == [1, 0, 0, 0, 0, 1]
    assert table["level"].notna().tolist() == [True, False, False, False, False, True]
    known = cn.pair_table(made(), on=["same_sector", "set_aside_subcontracting"])
    assert len(known) == 3, "d is of unknown sector"
    with pytest.raises(cn.UnknownWord, match="set_aside_subcontracting"):
        cn.pair_table(made(), on=["set_aside_nothing"])


def test_numbers_of_a_column_are_read_as_people_write_them():
    """Left out for a comma, they would make a regression of a few actors."""
    graph = florentine()
    graph.add_nodes_from((node, {"budget": place + 0.5}) for place, node in enumerate(graph))
    found = cn.pair_table(graph, on=["sum_budget"])
    texts = {node: f"{place},5" for place, node in enumerate(graph)}
    nx.set_node_attributes(graph, texts, "budget")
    pd.testing.assert_frame_equal(cn.pair_table(graph, on=["sum_budget"]), found)


def test_senders_receivers_and_the_tie_the_other_way():
    graph = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    nx.set_node_attributes(graph, {"a": 1, "b": 2, "c": 5}, "size")
    words = ["sender_size", "receiver_size", "reciprocity"]
    table = cn.pair_table(graph, on=words).set_index(["actor", "other_actor"])
    assert table.loc[("a", "c"), words].tolist() == [1, 5, 0]
    assert table.loc[("c", "a"), words].tolist() == [5, 1, 1]
    assert table["tie"].sum() == 3


def test_agreements_in_common():
    agreements = pd.DataFrame({"agreement": ["one", "two"], "parties": ["a; b; c", "b; c"]})
    net = made().with_tables(agreements=agreements)
    table = cn.pair_table(net, on=["shared_agreements"]).set_index(["actor", "other_actor"])
    assert table["shared_agreements"].tolist() == [1, 1, 0, 2, 0, 0]


@pytest.mark.parametrize("word", ["shared_instances", "shared_agreements", "set_aside_x"])
def test_a_term_that_needs_tables_is_named_with_what_was_given(word):
    with pytest.raises(cn.NotComparable) as raised:
        cn.mrqap(nx.karate_club_graph(), on=["same_club", word])
    for lang in ("fr", "en"):
        text = raised.value.text(lang)
        assert word in text
        assert f'on={{"{word}"' in text


def test_a_term_of_a_column_that_is_not_there_is_named():
    with pytest.raises(cn.MissingAttribute) as raised:
        cn.mrqap(nx.karate_club_graph(), on=["difference_clubs"])
    for lang in ("fr", "en"):
        text = raised.value.text(lang)
        assert "difference_clubs" in text
        assert "by=" not in text  # no option of a regression


def test_each_word_reads_the_column_that_it_names():
    """a and b are of one sector, b and c of one territory, a and c of one area."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c")])
    named = {"sector": "xxy", "territory": "mnn", "area": "svs"}
    for column, values in named.items():
        nx.set_node_attributes(graph, dict(zip("abc", values, strict=True)), column)
    on = [f"same_{column}" for column in named]
    found = cn.pair_table(graph, on=on).set_index(["actor", "other_actor"])[on]
    assert found.loc[("a", "b")].tolist() == [1, 0, 0]
    assert found.loc[("b", "c")].tolist() == [0, 1, 0]
    assert found.loc[("a", "c")].tolist() == [0, 0, 1]
