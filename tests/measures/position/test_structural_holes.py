import math
from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from tests.cases import CASES, LAYERS, davis, florentine, karate, lesmis, load, needs_cases, oracle
from tests.networks import graphs

WHOLE = ["constraint", "effective_size", "efficiency", "hierarchy"]
ACROSS = ["constraint_across", "effective_size_across", "cross_sector_share"]


def ego() -> nx.Graph:
    """e is tied to a, b and c; a to b. e and a in x, b in y, c unknown."""
    graph = nx.Graph([("e", "a"), ("e", "b"), ("e", "c"), ("a", "b")])
    nx.set_node_attributes(graph, {"e": "x", "a": "x", "b": "y"}, "sector")
    return graph


def test_worked_by_hand():
    found = cn.structural_holes(ego()).loc["e"]
    # e invests 1/3 in each; a and b invest 1/2 in each other
    a = b = (1 / 3 + 1 / 3 * 1 / 2) ** 2  # 1/4
    c = (1 / 3) ** 2
    assert found["constraint"] == pytest.approx(a + b + c)
    assert found["effective_size"] == pytest.approx(3 - 2 * 1 / 3)  # one tie among three contacts
    assert found["efficiency"] == pytest.approx((7 / 3) / 3)
    x = np.array([a, b, c]) / ((a + b + c) / 3)
    assert found["hierarchy"] == pytest.approx((x * np.log(x)).sum() / (3 * math.log(3)))
    assert found["constraint_across"] == pytest.approx(b)
    assert found["effective_size_across"] == pytest.approx(1 - 1 / 3)
    assert found["cross_sector_share"] == pytest.approx(b / (a + b))


def test_weights_of_both_directions_add_up():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([(1, 2, 3), (2, 1, 1), (1, 3, 2), (3, 2, 2)])
    nx.set_node_attributes(graph, "x", "sector")
    found = cn.structural_holes(graph, weight="weight").loc[1]
    # 4 between 1 and 2, 2 between the others: p_12 = 4/6, p_13 = 2/6, p_32 = 2/4, p_23 = 2/6
    assert found["constraint"] == pytest.approx(
        (4 / 6 + 2 / 6 * 2 / 4) ** 2 + (2 / 6 + 4 / 6 * 2 / 6) ** 2
    )
    # 2 is tied to 3 half as much as to 1, 3 to 2 as much as to 1
    assert found["effective_size"] == pytest.approx((1 - 2 / 6 * 1 / 2) + (1 - 4 / 6 * 1))
    # without weights: 1 and 2 are tied both ways, so 2, 1 and 1
    plain = cn.structural_holes(graph).loc[1]
    assert plain["constraint"] == pytest.approx(
        (2 / 3 + 1 / 3 * 1 / 2) ** 2 + (1 / 3 + 2 / 3 * 1 / 3) ** 2
    )


def test_undefined():
    graph = ego()
    graph.add_node("alone", sector="x")
    graph.add_node("lost")
    found = cn.structural_holes(graph)
    assert list(found.index) == list(graph)
    assert found.loc[["alone", "lost"]].isna().all(axis=None)
    # c, of unknown group, has one contact: all its constraint is concentrated there
    assert found.loc["c", WHOLE].tolist() == [1, 1, 1, 1]
    assert found.loc["c", ACROSS].isna().all()
    only_unknown = cn.structural_holes(nx.Graph([("e", "c")]), by={"e": "x"}).loc["e"]
    assert only_unknown["constraint_across"] == 0
    assert math.isnan(only_unknown["cross_sector_share"])
    empty = nx.Graph()
    assert cn.structural_holes(empty, by={}).shape == (0, 7)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_a_complete_graph(kind):
    graph = nx.complete_graph(4, create_using=kind)
    nx.set_node_attributes(graph, dict(enumerate("aabb")), "sector")
    found = cn.structural_holes(graph)
    assert found["constraint"].tolist() == pytest.approx([3 * (5 / 9) ** 2] * 4)
    assert found["effective_size"].tolist() == pytest.approx([1] * 4)
    assert found["hierarchy"].tolist() == pytest.approx([0] * 4, abs=1e-12)
    assert found["cross_sector_share"].tolist() == pytest.approx([2 / 3] * 4)


def test_a_star_has_only_holes():
    graph = nx.star_graph(5)
    nx.set_node_attributes(graph, dict(enumerate("abbbbb")), "sector")
    hub = cn.structural_holes(graph).loc[0]
    assert hub.to_dict() == pytest.approx(
        {
            "constraint": 1 / 5,
            "effective_size": 5,
            "efficiency": 1,
            "hierarchy": 0,
            "constraint_across": 1 / 5,
            "effective_size_across": 5,
            "cross_sector_share": 1,
        }
    )


@st.composite
def weighted_graphs(draw):
    graph = draw(graphs())
    for _, _, data in graph.edges(data=True):
        data["weight"] = draw(st.sampled_from([0.25, 1, 2, 3.5, 100]))
    return graph


def mutual(graph: nx.Graph, weight: str | None) -> np.ndarray:
    matrix = nx.to_numpy_array(graph, weight=weight)
    return matrix + matrix.T


def by_the_formula(graph: nx.Graph, weight: str | None) -> pd.DataFrame:
    """Burt's formulas, written out on the dense matrix."""
    w = mutual(graph, weight)
    group = list(dict(graph.nodes(data="sector")).values())
    rows = []
    for i in range(len(w)):
        contacts = np.flatnonzero(w[i])
        if not len(contacts):
            rows.append([math.nan] * 7)
            continue
        c, size = {}, {}
        for j in contacts:
            others = [q for q in contacts if q != j]
            indirect = sum(w[i, q] / w[i].sum() * w[q, j] / w[q].sum() for q in others)
            c[j] = (w[i, j] / w[i].sum() + indirect) ** 2
            size[j] = 1 - sum(w[i, q] / w[i].sum() * w[j, q] / w[j].max() for q in others)
        n, total = len(contacts), sum(c.values())
        x = np.array(list(c.values())) / (total / n)
        known = [j for j in contacts if group[j] is not None]
        across = [j for j in known if group[j] != group[i]]
        c_across = sum(c[j] for j in across)
        row = [total, sum(size.values()), sum(size.values()) / n]
        row.append((x * np.log(x)).sum() / (n * math.log(n)) if n > 1 else 1)
        row += [c_across, sum(size[j] for j in across)]
        row.append(c_across / sum(c[j] for j in known) if known else math.nan)
        rows.append(row if group[i] is not None else [*row[:4], *[math.nan] * 3])
    return pd.DataFrame(rows, index=pd.Index(list(graph)), columns=[*WHOLE, *ACROSS], dtype=float)


@pytest.mark.parametrize("weight", [None, "weight"])
@given(graph=weighted_graphs())
def test_equal_the_formula(weight, graph):
    if not len(graph):
        return
    ours = cn.structural_holes(graph, weight=weight)
    np.testing.assert_allclose(ours, by_the_formula(graph, weight), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("weight", [None, "weight"])
@given(graph=weighted_graphs())
def test_equal_networkx(weight, graph):
    if not graph.number_of_edges():
        return
    ours = cn.structural_holes(graph, weight=weight)
    with np.errstate(all="ignore"):
        theirs = pd.Series(nx.constraint(graph, weight=weight))
    np.testing.assert_allclose(ours["constraint"], theirs, rtol=1e-9)
    # node by node; an actor that sends nothing is then undefined for networkx
    sends = [node for node in graph if graph[node]]
    size = pd.Series(nx.effective_size(graph, nodes=sends, weight=weight))
    np.testing.assert_allclose(ours.loc[sends, "effective_size"], size, rtol=1e-9)


@given(graphs())
def test_values_stay_in_their_range(graph):
    if not len(graph):
        return
    found = cn.structural_holes(graph)
    n = pd.Series({node: len(set(nx.all_neighbors(graph, node))) for node in graph})
    tied = found[n > 0]
    n = n[n > 0]
    assert tied["constraint"].between(0, 2, inclusive="neither").all()
    assert tied["effective_size"].between(1 - 1e-9, n + 1e-9).all()
    assert tied["efficiency"].between(1 / n - 1e-9, 1 + 1e-9).all()
    assert tied["hierarchy"].between(0, 1).all()
    assert (tied["constraint_across"].fillna(0) <= tied["constraint"] + 1e-12).all()
    assert tied["cross_sector_share"].dropna().between(0, 1 + 1e-12).all()


@given(weighted_graphs())
def test_neither_the_unit_of_weights_nor_groups_nor_order_change_the_whole(graph):
    if not len(graph):
        return
    ours = cn.structural_holes(graph, weight="weight")[WHOLE]
    turned = nx.Graph() if not graph.is_directed() else nx.DiGraph()
    turned.add_nodes_from(reversed(list(graph)), sector="z")
    turned.add_weighted_edges_from((a, b, w * 1e200) for a, b, w in graph.edges(data="weight"))
    again = cn.structural_holes(turned, weight="weight").loc[ours.index, WHOLE]
    np.testing.assert_allclose(again, ours, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("ratio", [1e3, 1e30, 1e99])
def test_weights_far_apart(ratio):
    """The path 2 - 1 - 0 - 3 of weights heavy, light, light, by hand: no contacts are tied."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 1), (1, 2, ratio), (0, 3, 1)])
    found = cn.structural_holes(graph, by=dict(enumerate("xyyx")), weight="weight")
    expected = [1 / 2, (ratio**2 + 1) / (ratio + 1) ** 2, 1, 1]
    assert found.loc[range(4), "constraint"].tolist() == pytest.approx(expected, rel=1e-12)
    # of actor 1 the light contact alone is of another group
    across = (1 / (ratio + 1)) ** 2
    assert found.loc[1, "constraint_across"] == pytest.approx(across, rel=1e-12)
    assert found.loc[1, "cross_sector_share"] == pytest.approx(across / expected[1], rel=1e-12)


@pytest.mark.parametrize("light", [1e-200, 5e-324])
def test_weights_too_far_apart_are_refused(light):
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, light), (1, 2, 1e200), (0, 3, light)])
    with pytest.raises(cn.NotComparable, match=r"too far apart.*1e\+200"):
        cn.structural_holes(graph, by={0: "x"}, weight="weight")


def test_without_any_known_group():
    source, target = zip(*karate().edges, strict=True)
    nobody = pd.Series(None, index=range(34), dtype=object, name="sector")
    found = cn.structural_holes(cn.GroupedGraph.from_edges(source, target, groups=nobody))
    assert found[ACROSS].isna().all(axis=None)
    assert found[WHOLE].notna().all(axis=None)


def test_levels_are_weights():
    ties = pd.DataFrame({"a": [0, 0, 1], "b": [1, 2, 2], "rank": [0, 2, 1]})
    graph = cn.GroupedGraph.from_edges(
        ties["a"], ties["b"], groups=pd.Series(list("xyy")), rank=ties["rank"]
    )
    peer = nx.Graph()
    peer.add_weighted_edges_from(zip(ties["a"], ties["b"], ties["rank"] + 1, strict=True))
    nx.set_node_attributes(peer, dict(enumerate("xyy")), "sector")
    pd.testing.assert_frame_equal(
        cn.structural_holes(graph, weight="level"), cn.structural_holes(peer, weight="weight")
    )


@pytest.mark.parametrize(
    ("make", "actor", "constraint", "effective_size", "weighted"),
    [  # R igraph, R influenceR, R igraph with weights
        (karate, 0, 0.15542329764660498, 13.75, 0.19062348905638032),
        (karate, 33, 0.15641868512110729, 15.235294117647058, 0.18628728563229377),
        (florentine, "Medici", 0.20987654320987653, 17 / 3, None),
        (lesmis, "Babet", 0.25631974897046855, 2.8, 0.37634103677903785),
        (davis, "Evelyn Jefferson", 0.22113727308278058, 2.6470588235294112, None),
    ],
)
def test_graphs_of_networkx(make, actor, constraint, effective_size, weighted):
    found = cn.structural_holes(make()).loc[actor]
    assert found["constraint"] == pytest.approx(constraint, abs=1e-9)
    assert found["effective_size"] == pytest.approx(effective_size, abs=1e-9)
    if weighted is not None:
        found = cn.structural_holes(make(), weight="weight").loc[actor]
        assert found["constraint"] == pytest.approx(weighted, abs=1e-9)


def weights(case: str, layer: str) -> dict[tuple[str, str], float]:
    """Weight of each pair, in both orders: as given, or the number of shared groups."""
    if layer == "coattendance":
        members = pd.read_csv(CASES / case / "memberships.csv", dtype=str).groupby("group")["actor"]
        pairs = Counter(pair for _, names in members for pair in combinations(sorted(names), 2))
    else:
        ties = pd.read_csv(CASES / case / "ties.csv", dtype={"source": str, "target": str})
        pairs = dict(
            zip(zip(ties["source"], ties["target"], strict=True), ties["weight"], strict=True)
        )
    return {**pairs, **{(b, a): w for (a, b), w in pairs.items()}}


def by_the_wrong_axis(graph: nx.Graph) -> np.ndarray:
    """Effective size when w_jq is divided by the largest weight of q instead of j."""
    w = mutual(graph, None)
    highest = np.maximum(w.max(axis=1), 1)
    redundancy = (w / np.maximum(w.sum(axis=1, keepdims=True), 1)) @ (w / highest).T
    return ((w > 0) * (1 - redundancy)).sum(axis=1)


@needs_cases
@pytest.mark.parametrize(("case", "layer"), LAYERS)
def test_equal_the_oracles(case, layer):
    checked = 0
    for rows in (oracle(case, "nodes", layer), oracle(case, "py_nodes", layer)):
        for name in rows[0]:
            measure = next((m for m in ("constraint", "effective_size") if name.startswith(m)), "")
            if not measure:
                continue
            graph = load(case, layer, directed="_dir_" in name)
            theirs = pd.to_numeric(pd.Series([row[name] for row in rows]), errors="coerce")
            if "weighted" in name:
                nx.set_edge_attributes(graph, weights(case, layer), "weight")
                ours = cn.structural_holes(graph, weight="weight")[measure]
            else:
                ours = cn.structural_holes(graph)[measure]
            if name == "effective_size_dir_networkx":
                # computed by a networkx that divides by the wrong axis: see the documentation
                ours = pd.Series(by_the_wrong_axis(graph), index=ours.index)
            ours = ours[[row["id"] for row in rows]].to_numpy()
            # influenceR gives isolates a value
            tied = ~np.isnan(ours) if "influenceR" in name else np.full(len(ours), True)
            np.testing.assert_allclose(ours[tied], theirs[tied], rtol=0, atol=1e-9, err_msg=name)
            checked += 1
    assert checked >= 5


def test_bad_input():
    graph = ego()
    for wrong in (math.nan, -1, 0, math.inf, "much"):
        nx.set_edge_attributes(graph, wrong, "weight")
        with pytest.raises(cn.NotComparable):
            cn.structural_holes(graph, weight="weight")
    with pytest.raises(cn.NotComparable, match="weight"):
        cn.structural_holes(graph, weight="strength")
    with pytest.raises(cn.NotComparable):
        cn.structural_holes(graph, weight="level")
    with pytest.raises(cn.NotComparable):
        cn.structural_holes(nx.MultiGraph(graph))
    with pytest.raises(cn.MissingAttribute):
        cn.structural_holes(graph, by="colour")
    graph.add_edge("e", "e")
    with pytest.raises(cn.NotComparable):
        cn.structural_holes(graph)
