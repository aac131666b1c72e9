"""Intervals and differences of measures: by hand, by the double loop over pairs, and hostile."""

import dataclasses
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import concertnet as cn
from concertnet.hinges.formula import formula_of
from concertnet.measures.inference._pair_errors import parts_apart, parts_of
from tests.cases import CASES, LAYERS, florentine, karate, load, needs_cases, oracle

CARRIED = [
    cn.ei_index,
    cn.sector_ei_index,
    cn.assortativity,
    cn.modularity,
    cn.coleman_homophily,
    cn.freeman_segregation,
    cn.gupta_anderson_may,
    cn.within_odds_ratio,
    cn.segregation_matrix_index,
    cn.density,
    cn.mixing_density,
]


CHECKED = [
    (case, layer)
    for case, layer in LAYERS
    if (CASES / case / f"oracle_inference_dyadic__{layer}.csv").exists()
]


def invented(n: int, seed: int, *, directed: bool = False, names: range | None = None) -> nx.Graph:
    rng = np.random.default_rng(seed)
    drawn = rng.random((n, n)) < 0.4
    np.fill_diagonal(drawn, False)
    drawn = drawn if directed else np.triu(drawn) | np.triu(drawn).T
    graph = nx.from_numpy_array(drawn, create_using=nx.DiGraph if directed else nx.Graph)
    nx.set_node_attributes(graph, {node: "abc"[node % 3] for node in graph}, "sector")
    return nx.relabel_nodes(graph, dict(enumerate(names or range(n))))


def test_worked_by_hand():
    """Four actors of one group, ties ab, ac, ad: density 1/2.

    A tied pair adds (1 - 1/2)/6 = 1/12, another -1/12. Around a: 3/12; around b, c, d: 1/12 - 2/12
    = -1/12. Sum of squares of actors: (9 + 3)/144 = 12/144; of pairs: 6/144. The part between pairs
    is 12/144 - 12/144 = 0; that of each pair, with N/(N - 1) = 6/5, is 6/144 x 6/5 = 1/20.
    """
    star = nx.Graph([("a", "b"), ("a", "c"), ("a", "d")])
    found = cn.interval(cn.density, star)
    assert found.value == 0.5
    assert found.standard_error == pytest.approx(math.sqrt(1 / 20))
    reach = stats.t.ppf(0.975, 3) * math.sqrt(1 / 20)
    assert (found.low, found.high) == (pytest.approx(max(0, 0.5 - reach)), 1)
    assert found.n == 4


def by_double_loop(measure, graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    """Return the two sums of the formula of errors, pair by pair, from numeric slopes."""
    m = cn.mixing(graph)
    formula = formula_of(measure)
    counts, sizes = m.counts.to_numpy().astype(float), m.sizes.to_numpy()
    place = {group: i for i, group in enumerate(m.counts.index)}
    code = {node: place[graph.nodes[node]["sector"]] for node in graph}
    scale = np.log if formula.log else np.asarray
    possible = m.possible.to_numpy()

    def slope(g, h):
        step = np.zeros_like(counts)
        step[g, h] = 1e-4 * max(1, counts[g, h])
        if not m.directed:
            step[h, g] = step[g, h]
        up, down = (scale(formula(counts + to * step, sizes, m.directed)) for to in (1, -1))
        return np.atleast_1d((up - down) / (2 * step[g, h]))

    nodes = list(graph)
    added = {}
    for i in nodes:
        for j in nodes:
            if i == j or (not m.directed and nodes.index(i) > nodes.index(j)):
                continue
            g, h = code[i], code[j]
            part = slope(g, h) * (graph.has_edge(i, j) - counts[g, h] / possible[g, h])
            key = frozenset((i, j))
            added[key] = added.get(key, 0) + part
    around = [sum(part for pair, part in added.items() if i in pair) for i in nodes]
    return sum(each**2 for each in around), sum(part**2 for part in added.values())


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("measure", CARRIED, ids=lambda m: m.__name__)
def test_sums_are_those_of_a_loop_over_pairs(measure, directed):
    graph = invented(10, 3, directed=directed)
    ours = parts_of(formula_of(measure), cn.grouped(graph)).sums()
    for mine, theirs in zip(ours, by_double_loop(measure, graph), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-7)


def test_the_error_of_a_density_is_that_of_dcr():
    """R's dcr of karate, ties on pairs of sectors: its intercept is the density of the first cell.

    Before the factors for few actors.
    """
    of_actors, of_pairs = parts_of(formula_of(cn.mixing_density), cn.grouped(karate())).sums()
    assert (of_actors - of_pairs)[0] == pytest.approx(0.0083138007581924078, rel=1e-9)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), CHECKED)
def test_errors_of_densities_apart_are_those_of_dcr(case, layer):
    rows = [
        row
        for row in oracle(case, "inference_dyadic", layer)
        if (row["model"], row["kind"]) == ("sector_pair", "linear")
    ]
    if not rows:
        pytest.skip("no model of pairs of sectors there")
    graph = load(case, layer, directed=rows[0]["mode"] == "digraph")
    parts = parts_of(formula_of(cn.mixing_density), cn.grouped(graph))
    cells = ["|".join(map(str, cell)) for cell in cn.mixing_density(graph).index]
    named = [row["term"].partition(":")[2] for row in rows[1:]]
    first = next(cell for cell in cells if cell not in {*named, *map(turned, named)})
    base = cells.index(first)
    for row, name in zip(rows, [first, *named], strict=True):
        place = cells.index(name if name in cells else turned(name))
        less = 0 if place == base else 1
        apart = dataclasses.replace(
            parts,
            of_tie=parts.of_tie[[place]] - less * parts.of_tie[[base]],
            of_pair=parts.of_pair[[place]] - less * parts.of_pair[[base]],
        )
        of_actors, of_pairs = apart.sums()
        theirs = float(row["dyadic_variance_dcr"])
        assert (of_actors - of_pairs)[0] == pytest.approx(theirs, rel=1e-7, abs=1e-12), row


def turned(cell: str) -> str:
    one, _, other = cell.partition("|")
    return f"{other}|{one}"


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 9999), directed=st.booleans(), measure=st.sampled_from(CARRIED))
def test_neither_names_nor_the_order_of_actors_change_an_interval(seed, directed, measure):
    graph = invented(9, seed, directed=directed)
    order = np.random.default_rng(seed).permutation(9).tolist()
    other = type(graph)()
    other.add_nodes_from((f"n{node}", graph.nodes[node]) for node in order)
    other.add_edges_from((f"n{a}", f"n{b}") for a, b in graph.edges)
    one, two = (cn.interval(measure, each) for each in (graph, other))
    if isinstance(one, pd.DataFrame):
        np.testing.assert_allclose(one.to_numpy(), two.to_numpy(), rtol=1e-6, atol=1e-9)
        assert ((one["low"] <= one["value"]) | one["low"].isna()).all()
    else:
        assert one.standard_error == pytest.approx(two.standard_error, rel=1e-6, nan_ok=True)
        assert not one.low > one.value


# -- two networks ------------------------------------------------------------------------------


def test_networks_without_a_shared_actor_add_their_variances():
    one, other = invented(12, 1), invented(14, 2, names=range(100, 114))
    for measure in (cn.ei_index, cn.within_odds_ratio, cn.assortativity):
        found = cn.compare(one, other, measures=[measure]).iloc[0]
        errors = [cn.interval(measure, graph).standard_error for graph in (one, other)]
        assert found["standard_error"] == pytest.approx(math.hypot(*errors))
        freedom = 12 + 14 - 6
        apart = found["difference"]
        if measure is cn.within_odds_ratio:
            apart = math.log(found["value_other"]) - math.log(found["value_one"])
        p = 2 * stats.t.sf(abs(apart) / found["standard_error"], freedom)
        assert found["p_value"] == pytest.approx(p)
        assert pd.isna(found["among_shared"])


@pytest.mark.parametrize("directed", [False, True])
def test_a_cell_within_a_group_is_the_density_of_that_group_alone(directed):
    """Its error rests on the actors of the group, however many others there are."""
    graph = invented(24, 4, directed=directed)
    found = cn.interval(cn.mixing_density, graph)
    for group in "abc":
        alone = graph.subgraph(node for node in graph if graph.nodes[node]["sector"] == group)
        expected = cn.interval(cn.density, alone)
        cell = found.loc[(group, group)]
        for name in ("value", "standard_error", "low", "high"):
            assert cell[name] == pytest.approx(getattr(expected, name)), name


def test_a_difference_of_cells_has_the_freedom_of_their_actors():
    """Of two networks apart, Welch's: (v1 + v2)^2 / (v1^2/d1 + v2^2/d2), of 5 and 8 actors."""
    one, other = invented(15, 1), invented(24, 2, names=range(100, 124))
    found = cn.compare(one, other, measures=[cn.mixing_density]).set_index("unit").loc["a – a"]
    errors = [
        cn.interval(cn.mixing_density, graph).loc[("a", "a"), "standard_error"]
        for graph in (one, other)
    ]
    v1, v2 = (error**2 for error in errors)
    assert found["standard_error"] == pytest.approx(math.sqrt(v1 + v2))
    freedom = (v1 + v2) ** 2 / (v1**2 / 4 + v2**2 / 7)
    p = 2 * stats.t.sf(abs(found["difference"]) / found["standard_error"], freedom)
    assert found["p_value"] == pytest.approx(p)


def test_a_network_beside_itself_has_no_error_and_no_p():
    graph = karate()
    found = cn.compare(graph, graph, measures=[cn.cohesion, cn.ei_index]).set_index("measure")
    for measure in ("density", "ei_index"):
        row = found.loc[measure]
        assert (row["difference"], row["standard_error"], row["low"], row["high"]) == (0, 0, 0, 0)
        assert math.isnan(row["p_value"])
        assert (row["among_shared"], row["by_leavers"], row["by_arrivals"]) == (0, 0, 0)
    assert math.isnan(found.loc["centralisation", "standard_error"])


@pytest.mark.parametrize("directed", [False, True])
def test_shared_actors_make_the_covariance(directed):
    one = invented(10, 1, directed=directed)
    other = invented(11, 2, directed=directed, names=range(4, 15))
    formula = formula_of(cn.ei_index)
    both = parts_apart(*(parts_of(formula, cn.grouped(graph)) for graph in (one, other)))
    added = np.zeros((15, 15))
    for graph, sign in ((one, -1), (other, 1)):
        m = cn.mixing(graph)
        density = (m.counts / m.possible).to_numpy()
        slopes = parts_of(formula, cn.grouped(graph))
        k = len(density)
        a = slopes.of_pair[0] / (density + density.T if directed else density)
        for i in graph:
            for j in graph:
                if i != j:
                    g, h = ("abc".index(graph.nodes[node]["sector"]) for node in (i, j))
                    added[i, j] += sign * a[g, h] * (graph.has_edge(i, j) - density[g, h])
        assert k == 3
    if directed:
        added = added + added.T
    of_actors, of_pairs = both.sums()
    if not directed:
        assert of_actors[0] == pytest.approx((added.sum(axis=0) ** 2).sum())
        assert of_pairs[0] == pytest.approx((added**2).sum() / 2)
    assert both.n == 15


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 999), shift=st.integers(0, 9))
def test_the_parts_of_a_difference_add_up(seed, shift):
    one, other = invented(10, seed), invented(10, seed + 1, names=range(shift, shift + 10))
    found = cn.compare(one, other, measures=[cn.ei_index, cn.cohesion])
    whole = found[["among_shared", "by_leavers", "by_arrivals"]].sum(axis=1, skipna=False)
    known = whole.notna()
    assert whole[known].tolist() == pytest.approx(found["difference"][known].tolist())
    assert known.any() or shift == 9
    back = cn.compare(other, one, measures=[cn.ei_index, cn.cohesion])
    assert back["p_value"].tolist() == pytest.approx(found["p_value"].tolist(), nan_ok=True)
    assert back["low"].tolist() == pytest.approx((-found["high"]).tolist(), nan_ok=True)


def test_what_is_not_the_same_is_not_tested():
    graph = karate()
    found = cn.compare(graph, graph.to_directed(), measures=[cn.ei_index]).iloc[0]
    assert "other_direction" in found["caution"]
    assert math.isnan(found["standard_error"])
    net = cn.sample_network()
    now, then = net.latest(), net.at("2022-12-31")
    level = cn.compare(then, now.level("collaboration"), measures=[cn.ei_index]).iloc[0]
    assert "other_level" in level["caution"]
    assert math.isnan(level["p_value"])
    same = cn.compare(then, now, measures=[cn.ei_index]).iloc[0]
    assert "other" not in str(same["caution"])
    assert 0 <= same["p_value"] <= 1


def test_sizes_and_few_actors_are_said():
    found = cn.compare(florentine(), karate())["caution"].iloc[0].split("; ")
    assert {"few_actors", "sizes"} <= set(found)
    assert "few" not in found


# -- hostile -----------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", CARRIED, ids=lambda m: m.__name__)
@pytest.mark.parametrize(
    "graph",
    [nx.complete_graph(8), nx.empty_graph(8), nx.path_graph(3)],
    ids=["full", "none", "three"],
)
def test_what_does_not_vary_has_no_interval(measure, graph):
    graph = graph.copy()
    nx.set_node_attributes(graph, {node: "ab"[node % 2] for node in graph}, "sector")
    found = cn.interval(measure, graph)
    table = found if isinstance(found, pd.DataFrame) else pd.DataFrame([vars(found)])
    assert table[["standard_error", "low", "high"]].isna().all(axis=None)
    assert (table["n"] == len(graph)).all()


def test_a_cell_without_a_tie_is_not_certain():
    graph = nx.union(
        nx.gnp_random_graph(8, 0.5, seed=1), nx.gnp_random_graph(8, 0.5, seed=2), ("a", "b")
    )
    nx.set_node_attributes(graph, {node: node[0] for node in graph}, "sector")
    found = cn.interval(cn.mixing_density, graph)
    assert found.loc[("a", "b"), "value"] == 0
    assert math.isnan(found.loc[("a", "b"), "high"])
    assert found.loc[("a", "a"), "low"] > 0
    compared = cn.compare(graph, karate(), measures=[cn.ei_index]).iloc[0]
    assert math.isnan(compared["p_value"]), "an index of -1 does not vary either"


def test_one_group_sectors_of_one_unknown_groups_and_names():
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    nx.set_node_attributes(graph, {"<b>": "=alone", 1: None}, "sector")
    found = cn.interval(cn.sector_ei_index, graph)
    assert (found["n"] == 33).all()
    assert found.loc["=alone", "value"] == 1
    assert math.isnan(found.loc["=alone", "low"])
    # everyone counts in a density: those of unknown group are one group more
    assert cn.interval(cn.density, graph).n == 34
    assert cn.interval(cn.density, graph).value == cn.cohesion(graph).density
    nx.set_node_attributes(graph, "all", "sector")
    assert math.isnan(cn.interval(cn.assortativity, graph).value)
    assert cn.interval(cn.density, graph).standard_error > 0
    nx.set_node_attributes(graph, {node: str(node) for node in graph}, "sector")
    assert math.isnan(cn.interval(cn.ei_index, graph).low), "as many groups as actors"
    assert math.isnan(cn.interval(cn.density, nx.empty_graph(0)).value)


def test_what_has_no_interval_is_refused_with_where_to_go():
    with pytest.raises(cn.NotComparable, match=r"cohesion.*against_chance.*leave_one_out"):
        cn.interval(cn.cohesion, karate())
    for confidence in (0, 1, 95, "much"):
        with pytest.raises(cn.NotComparable):
            cn.interval(cn.ei_index, karate(), confidence=confidence)
    narrow, wide = (cn.interval(cn.ei_index, karate(), confidence=c) for c in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high
