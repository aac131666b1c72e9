import itertools
import math

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.measures.chance.nulls import ShuffledGroups
from tests.cases import florentine, karate
from tests.networks import graphs


@st.composite
def small(draw):
    """At most seven actors: every way of giving out their groups can be listed."""
    graph = draw(graphs())
    graph = graph.subgraph(list(graph)[:7]).copy()
    if len(graph):
        graph.nodes[0].setdefault("sector", draw(st.sampled_from("abc")))
    return graph


def every_shuffle(graph: nx.Graph) -> tuple[dict[tuple[str, str], list[int]], list[float]]:
    """Ties of each cell, and E-I, under every way of giving out the groups, counted one by one."""
    actors = [node for node, sector in graph.nodes(data="sector") if sector is not None]
    labels = [graph.nodes[node]["sector"] for node in actors]
    groups = sorted(set(labels))
    ties = [(a, b) for a, b in graph.edges if a in actors and b in actors]
    if graph.is_directed():
        cells = list(itertools.product(groups, repeat=2))
    else:
        cells = list(itertools.combinations_with_replacement(groups, 2))
    found: dict[tuple[str, str], list[int]] = {cell: [] for cell in cells}
    ei = []
    for shuffled in set(itertools.permutations(labels)):
        group = dict(zip(actors, shuffled, strict=True))
        joined = [(group[a], group[b]) for a, b in ties]
        if not graph.is_directed():
            joined = [(min(pair), max(pair)) for pair in joined]
        for cell in cells:
            found[cell].append(joined.count(cell))
        between = sum(one != other for one, other in joined)
        ei.append((2 * between - len(ties)) / len(ties) if ties else math.nan)
    return found, ei


@settings(max_examples=150)
@given(small())
def test_equals_every_shuffle(graph):
    counts, ei = every_shuffle(graph)
    chance = cn.mixing_chance(graph)
    cells = chance.cells.set_index(["group", "other_group"])
    assert list(cells.index) == list(counts)
    for cell, values in counts.items():
        row = cells.loc[cell]
        assert row["expected"] == pytest.approx(np.mean(values), abs=1e-12)
        assert row["sd"] == pytest.approx(np.std(values), abs=1e-7)
        if len(set(values)) == 1:
            assert row["sd"] == 0
            assert math.isnan(row["z"])
        else:
            z = (row["ties"] - np.mean(values)) / np.std(values)
            assert row["z"] == pytest.approx(z, abs=1e-9)
    index = chance.ei_index
    assert index.observed == pytest.approx(cn.ei_index(graph), nan_ok=True)
    assert index.expected == pytest.approx(np.mean(ei), nan_ok=True, abs=1e-12)
    assert index.sd == pytest.approx(np.std(ei), nan_ok=True, abs=1e-7)
    if len(set(ei)) > 1:
        assert index.z == pytest.approx((index.observed - np.mean(ei)) / np.std(ei), abs=1e-9)
    else:
        assert math.isnan(index.z)


def test_worked_by_hand():
    """a - b - c, two x and one y: y at either end leaves one tie within, y in the middle none."""
    path = nx.path_graph(["a", "b", "c"])
    nx.set_node_attributes(path, {"a": "x", "b": "x", "c": "y"}, "sector")
    chance = cn.mixing_chance(path)
    cells = chance.cells.set_index(["group", "other_group"])
    # x-x is 1, 0 or 1: mean 2/3, variance 2/3 - 4/9
    assert cells.loc[("x", "x"), "expected"] == pytest.approx(2 / 3)
    assert cells.loc[("x", "x"), "sd"] == pytest.approx(math.sqrt(2 / 9))
    assert cells.loc[("x", "x"), "z"] == pytest.approx((1 - 2 / 3) / math.sqrt(2 / 9))
    # E-I is 0, 1 or 0
    assert chance.ei_index.observed == 0
    assert chance.ei_index.expected == pytest.approx(1 / 3)
    assert chance.ei_index.sd == pytest.approx(math.sqrt(2 / 9))


def test_directed_worked_by_hand():
    """a -> b -> c: y at a, b or c makes y->x, both, x->y."""
    path = nx.path_graph(["a", "b", "c"], create_using=nx.DiGraph)
    nx.set_node_attributes(path, {"a": "x", "b": "x", "c": "y"}, "sector")
    cells = cn.mixing_chance(path).cells.set_index(["group", "other_group"])
    assert cells["ties"].tolist() == [1, 1, 0, 0]
    # x->y is 0, 1, 1, and y->x 1, 1, 0
    for cell in (("x", "x"), ("x", "y"), ("y", "x")):
        assert cells.loc[cell, "expected"] == pytest.approx(2 / 3)
        assert cells.loc[cell, "sd"] == pytest.approx(math.sqrt(2 / 9))
    assert cells.loc[("y", "y"), ["expected", "sd"]].tolist() == [0, 0]


@pytest.mark.parametrize("make", [karate, florentine])
def test_join_counts_as_published(make):
    """Cliff and Ord's variance of the joins within a colour, colours drawn without replacement."""
    graph = make()
    weights = nx.to_numpy_array(graph, weight=None)
    s0 = weights.sum()
    s1 = ((weights + weights.T) ** 2).sum() / 2
    s2 = ((weights.sum(axis=0) + weights.sum(axis=1)) ** 2).sum()
    n = len(graph)

    def chosen(size: int, actors: int) -> float:
        return math.perm(size, actors) / math.perm(n, actors)

    sizes = cn.mixing(graph).sizes
    cells = cn.mixing_chance(graph).cells.set_index(["group", "other_group"])
    for group, size in sizes.items():
        two, three, four = (chosen(size, actors) for actors in (2, 3, 4))
        variance = (
            s1 * two + (s2 - 2 * s1) * three + (s0**2 + s1 - s2) * four - (s0 * two) ** 2
        ) / 4
        assert cells.loc[(group, group), "expected"] == pytest.approx(s0 * two / 2, abs=1e-9)
        assert cells.loc[(group, group), "sd"] == pytest.approx(math.sqrt(variance), abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
def test_near_many_shuffles(directed):
    graph = nx.gnm_random_graph(40, 150, seed=3, directed=directed)
    nx.set_node_attributes(graph, {i: "aaaabbbccd"[i % 10] for i in graph if i > 2}, "sector")
    chance = cn.mixing_chance(graph)
    assert chance.unknown_actors == 3
    assert chance.unknown_ties == cn.mixing(graph).unknown_ties > 0
    draws = 20_000
    counts = ShuffledGroups(cn.grouped(graph), draws=draws, seed=1).counts(draws)
    one, other = np.indices((4, 4)).reshape(2, -1) if directed else np.triu_indices(4)
    drawn = counts[:, one, other]
    cells = chance.cells
    error = 4 * cells["sd"].to_numpy() / math.sqrt(draws)
    assert (np.abs(drawn.mean(axis=0) - cells["expected"].to_numpy()) <= error).all()
    assert drawn.std(axis=0) == pytest.approx(cells["sd"].to_numpy(), rel=0.03)
    simulated = cn.against_chance(cn.ei_index, graph, draws=draws, seed=1)
    assert simulated.expected == pytest.approx(chance.ei_index.expected, abs=0.005)
    assert simulated.sd == pytest.approx(chance.ei_index.sd, rel=0.03)
    assert cn.ei_expected(graph) == pytest.approx(chance.ei_index.expected, abs=1e-12)


@settings(max_examples=40)
@given(graphs())
def test_cells_add_up_and_names_do_not_matter(graph):
    chance = cn.mixing_chance(graph)
    ties = cn.mixing(graph).ties
    assert chance.cells["ties"].sum() == ties
    assert chance.cells["expected"].sum() == pytest.approx(ties)
    assert chance.ei_index.expected == pytest.approx(
        cn.ei_expected(graph) if ties else math.nan, nan_ok=True
    )
    renamed = nx.relabel_nodes(graph, {node: f"n{99 - node}" for node in graph})
    backwards = type(graph)()
    backwards.add_nodes_from(reversed(list(renamed.nodes(data=True))))
    backwards.add_edges_from(renamed.edges)
    assert cn.mixing_chance(backwards).cells.equals(chance.cells)


@settings(max_examples=40)
@given(graphs())
def test_an_unknown_actor_moves_only_the_count_of_unknown(graph):
    before = cn.mixing_chance(graph)
    more = graph.copy()
    more.add_edges_from(("unknown", node) for node in graph)
    more.add_node("unknown")
    after = cn.mixing_chance(more) if len(graph) else before
    assert after.cells.equals(before.cells)
    assert str(after.ei_index) == str(before.ei_index)
    if len(graph):
        assert after.unknown_actors == before.unknown_actors + 1
        assert after.unknown_ties == before.unknown_ties + len(graph)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_what_no_shuffle_changes(kind):
    """Complete, one group only, no tie: sd is exactly 0, however many ties cancel."""
    complete = nx.complete_graph(300, create_using=kind)
    nx.set_node_attributes(complete, {i: "aabbbcd"[i % 7] for i in complete}, "sector")
    chance = cn.mixing_chance(complete)
    assert (chance.cells["sd"] == 0).all()
    assert chance.cells["z"].isna().all()
    assert (chance.cells["expected"] == chance.cells["ties"]).all()
    assert chance.ei_index.sd == 0
    alone = nx.path_graph(4, create_using=kind)
    nx.set_node_attributes(alone, "a", "sector")
    index = cn.mixing_chance(alone).ei_index
    assert (index.observed, index.expected, index.sd) == (-1, -1, 0)
    assert math.isnan(index.z)
    empty = nx.empty_graph(3, create_using=kind)
    nx.set_node_attributes(empty, dict(enumerate("aab")), "sector")
    assert (cn.mixing_chance(empty).cells[["ties", "expected", "sd"]] == 0).all(axis=None)
    assert math.isnan(cn.mixing_chance(empty).ei_index.expected)


def test_millions_of_ties_lose_no_digit():
    """A star: the ties of g with itself are n_g - 1 when g holds the centre, else none."""
    n, ours = 2_000_001, 3
    groups = np.full(n, "b", dtype=object)
    groups[:ours] = "a"
    star = cn.GroupedGraph.from_edges(
        np.zeros(n - 1, dtype=int), np.arange(1, n), groups=pd.Series(groups, name="sector")
    )
    cells = cn.mixing_chance(star).cells.set_index(["group", "other_group"])
    p = ours / n
    for group, share, size in (("a", p, ours), ("b", 1 - p, n - ours)):
        row = cells.loc[(group, group)]
        assert row["expected"] == pytest.approx(share * (size - 1), rel=1e-14)
        assert row["sd"] == pytest.approx((size - 1) * math.sqrt(p * (1 - p)), rel=1e-13)


def test_wrong_input():
    graph = nx.path_graph(3)
    with pytest.raises(cn.MissingAttribute):
        cn.mixing_chance(graph)
    with pytest.raises(cn.NotComparable):
        cn.mixing_chance(nx.MultiGraph([(0, 1), (0, 1)]))
    with pytest.raises(cn.NotComparable):
        # degrees are not in a mixing matrix
        cn.mixing_chance(cn.mixing(karate()))
