import itertools
import math
from collections import Counter

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from concertnet.hinges.formula import formula_of
from concertnet.hinges.mixing import count_mixing
from concertnet.measures.answers import OF_GRAPHS
from concertnet.measures.chance.against_chance import NUMBERS
from concertnet.measures.chance.nulls import RandomTies, RewiredTies, ShuffledGroups
from tests.cases import karate
from tests.networks import graphs, the_sample

# Draws of a small network that are counted plainly, and so many that a kernel is compiled for them.
FEW, MANY = 16, 10**9


def assert_same_chance(one, other):
    """Two answers of `against_chance` agree in every number and in what was drawn."""
    for name in NUMBERS:
        assert getattr(one, name) == pytest.approx(getattr(other, name), nan_ok=True), name
    pd.testing.assert_frame_equal(one.drawn, other.drawn)


def exact(graph: nx.Graph) -> tuple[float, float]:
    """Mean and standard deviation of E-I over every way of giving out the groups."""
    nodes = [node for node, sector in graph.nodes(data="sector") if sector is not None]
    labels = [graph.nodes[node]["sector"] for node in nodes]
    values = []
    for shuffled in itertools.permutations(labels):
        copy = graph.copy()
        nx.set_node_attributes(copy, dict(zip(nodes, shuffled, strict=True)), "sector")
        values.append(cn.ei_index(copy))
    return float(np.mean(values)), float(np.std(values))


def test_agrees_with_every_shuffle_of_a_small_graph():
    graph = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5)])
    nx.set_node_attributes(graph, dict(enumerate("aaabbc")), "sector")
    mean, sd = exact(graph)
    chance = cn.against_chance(cn.ei_index, graph, draws=20_000, seed=3)
    assert chance.expected == pytest.approx(mean, abs=4 * sd / math.sqrt(20_000))
    assert chance.sd == pytest.approx(sd, rel=0.03)
    assert mean == pytest.approx(cn.ei_expected(graph))


def small(labels: str) -> nx.Graph:
    graph = nx.Graph([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5)])
    nx.set_node_attributes(graph, dict(enumerate(labels)), "sector")
    return graph


@pytest.mark.parametrize("labels", ["aaabbb", "ababab", "abbaab"])
def test_interval_and_p_are_those_of_the_draws(labels):
    """Below, near and above the mean: two-sided p, 95 % interval, over the very draws."""
    graph = small(labels)
    draws: list[float] = []

    def recorded(g) -> float:
        draws.append(cn.ei_index(g))
        return draws[-1]

    chance = cn.against_chance(recorded, graph, draws=400, seed=8)
    observed, values = draws[0], np.array(draws[1:])
    far = sum(abs(v - values.mean()) >= abs(observed - values.mean()) - 1e-12 for v in values)
    assert chance.observed == observed
    assert chance.p_value == pytest.approx((1 + far) / 401)
    ordered = sorted(values)
    assert ordered[8] <= chance.low <= ordered[11]
    assert ordered[388] <= chance.high <= ordered[391]


def test_p_nears_that_of_every_shuffle():
    graph = small("aaabbb")
    nodes, labels = list(graph), [graph.nodes[n]["sector"] for n in graph]
    values = []
    for shuffled in set(itertools.permutations(labels)):
        nx.set_node_attributes(graph, dict(zip(nodes, shuffled, strict=True)), "sector")
        values.append(cn.ei_index(graph))
    graph = small("aaabbb")
    far = np.abs(np.array(values) - np.mean(values)) >= abs(cn.ei_index(graph) - np.mean(values))
    chance = cn.against_chance(cn.ei_index, graph, draws=20_000, seed=2)
    assert chance.p_value == pytest.approx(far.mean(), abs=0.02)


def test_an_answer_that_is_no_number_is_refused():
    with pytest.raises(cn.NotComparable, match="Mixing"):
        cn.against_chance(cn.mixing, small("aabbab"), draws=3)  # type: ignore[arg-type]


@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(0, 1000))
def test_vectorised_draws_are_those_of_the_plain_measure(graph, seed):
    """The same seed through the formula and through the measure gives the same answer."""
    fast = cn.against_chance(cn.ei_index, graph, draws=7, seed=seed)
    slow = cn.against_chance(lambda g: cn.ei_index(g), graph, draws=7, seed=seed)
    assert_same_chance(fast, slow)
    one = cn.against_chance(cn.sector_ei_index, graph, draws=7, seed=seed)
    other = cn.against_chance(lambda g: cn.sector_ei_index(g), graph, draws=7, seed=seed)
    pd.testing.assert_frame_equal(one, other, check_index_type=False)


def test_many_groups_use_wider_cells():
    graph = nx.gnm_random_graph(60, 200, seed=1)
    nx.set_node_attributes(graph, {i: i % 20 for i in graph}, "sector")
    fast = cn.against_chance(cn.ei_index, graph, draws=9, seed=5)
    slow = cn.against_chance(lambda g: cn.ei_index(g), graph, draws=9, seed=5)
    assert fast.expected == pytest.approx(slow.expected)


@pytest.mark.parametrize("directed", [False, True])
def test_the_compiled_kernel_has_the_distribution_of_the_plain_one(directed):
    kind = nx.DiGraph if directed else nx.Graph
    graph = nx.gnm_random_graph(40, 150, seed=2, directed=directed)
    assert isinstance(graph, kind)
    nx.set_node_attributes(graph, {i: "aaabbc"[i % 6] for i in graph if i}, "sector")
    graph = cn.grouped(graph)
    formula = formula_of(cn.sector_ei_index)
    assert formula is not None

    def indices(draws: int) -> np.ndarray:
        """E-I of each sector in 4,000 shuffles, counted as `draws` of them would be."""
        counts = ShuffledGroups(graph, draws=draws, seed=1).counts(4000)
        return formula(counts, graph.sizes, graph.directed)

    plain, compiled = indices(FEW), indices(MANY)
    error = 4 * plain.std(axis=0) * math.sqrt(2 / 4000)
    assert (np.abs(compiled.mean(axis=0) - plain.mean(axis=0)) < error).all()
    assert compiled.std(axis=0) == pytest.approx(plain.std(axis=0), rel=0.08)
    assert not (compiled == plain).all()
    np.testing.assert_array_equal(compiled, indices(MANY))


def test_the_kernel_counts_the_ties_of_a_shuffle():
    """Uniform draws just under 1 leave every actor in place: the counts are the observed ones."""
    from concertnet.kernels.draw_groups import TOGETHER, count_shuffled

    graph = cn.grouped(nx.karate_club_graph(), by="club")
    ends = graph.source.astype(np.uint32), graph.target.astype(np.uint32)
    same = np.full((TOGETHER, graph.n), np.nextafter(1, 0))
    counts = count_shuffled(*ends, graph.codes.astype(np.uint8), same, 2)
    assert counts.shape == (TOGETHER, 4)
    for row in counts:
        assert row[0] == 35
        assert row[1] + row[2] == 11
        assert row[3] == 32


def test_same_seed_same_answer():
    graph = nx.karate_club_graph()
    one, two, other = (
        cn.against_chance(cn.ei_index, graph, by="club", draws=50, seed=s) for s in (4, 4, 5)
    )
    assert one == two
    assert one != other


def test_a_segregated_network_is_unlikely_and_p_is_never_zero():
    chance = cn.against_chance(cn.ei_index, nx.karate_club_graph(), by="club", draws=199, seed=1)
    assert chance.observed < chance.low
    assert chance.p_value == pytest.approx(1 / 200)


def test_p_is_one_when_nothing_can_change():
    graph = nx.complete_graph(5)
    nx.set_node_attributes(graph, dict(enumerate("aabbb")), "sector")
    assert cn.against_chance(cn.ei_index, graph, draws=20).p_value == 1


def test_actor_measures_answer_by_actor():
    frame = cn.against_chance(cn.actor_ei_index, nx.karate_club_graph(), by="club", draws=19)
    assert list(frame.columns) == ["observed", "expected", "sd", "low", "high", "p_value", "draws"]
    assert len(frame) == 34


def test_undefined_stays_undefined():
    graph = nx.empty_graph(3)
    nx.set_node_attributes(graph, "a", "sector")
    assert math.isnan(cn.against_chance(cn.ei_index, graph, draws=5).p_value)


# -- infinite values ----------------------------------------------------------------------------


def of_these(*values: float):
    """A measure that answers with these values in turn: the observed one, then the draws."""
    answers = iter(values)
    return lambda _: next(answers)


@pytest.mark.parametrize("end", [math.inf, -math.inf])
def test_infinite_throughout_is_what_chance_gives(end):
    chance = cn.against_chance(lambda _: end, karate(), draws=9)
    assert (chance.observed, chance.low, chance.high, chance.draws) == (end, end, end, 9)
    assert math.isnan(chance.expected)
    assert math.isnan(chance.sd)
    assert chance.p_value == 1


def test_infinite_draws_by_hand():
    """One draw of nineteen at most as high as 1, all at least: 2 x (1 + 1)/(1 + 19)."""
    draws = [1.0, *range(2, 12), *[math.inf] * 8]
    chance = cn.against_chance(of_these(1.0, *draws), karate(), draws=19)
    assert chance.p_value == pytest.approx(2 * 2 / 20)
    assert math.isnan(chance.expected)
    assert math.isnan(chance.sd)
    # places 0.45 and 17.55 of 0 to 18: between 1 and 2, and infinite on both sides
    assert chance.low == pytest.approx(1.45)
    assert chance.high == math.inf


def test_a_percentile_beside_an_infinite_draw_is_the_nearest():
    # place 17.55: nearer the nineteenth draw; place 0.45: nearer the first
    high = cn.against_chance(of_these(0.0, *range(18), math.inf), karate(), draws=19)
    assert (high.low, high.high) == (0.45, math.inf)
    low = cn.against_chance(of_these(0.0, *range(18), -math.inf), karate(), draws=19)
    assert (low.low, low.high) == (-math.inf, pytest.approx(16.55))
    # nine draws: places 0.2 and 7.8; both ends infinite
    both = cn.against_chance(of_these(0.0, -math.inf, *range(7), math.inf), karate(), draws=9)
    assert (both.low, both.high) == (-math.inf, math.inf)
    # both neighbours infinite, one on each side of zero
    two = cn.against_chance(of_these(0.0, -math.inf, math.inf), karate(), draws=2)
    assert (two.low, two.high) == (-math.inf, math.inf)


def test_an_infinite_value_no_draw_reaches():
    chance = cn.against_chance(of_these(math.inf, *range(19)), karate(), draws=19)
    assert (chance.expected, chance.p_value) == (9, 2 / 20)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([-math.inf, -1.0, 0.0, 2.0, math.inf, math.nan]), min_size=2))
def test_infinite_values_like_counting_one_by_one(values):
    observed, draws = values[0], [v for v in values[1:] if not math.isnan(v)]
    chance = cn.against_chance(of_these(*values), karate(), draws=len(values) - 1)
    assert chance.draws == len(draws)
    if math.isnan(observed) or not draws:
        assert math.isnan(chance.p_value)
        return
    assert 0 < chance.p_value <= 1
    assert min(draws) <= chance.low <= chance.high <= max(draws)
    if any(map(math.isinf, [observed, *draws])):
        tails = (sum(v <= observed for v in draws), sum(v >= observed for v in draws))
        assert chance.p_value == pytest.approx(min(1, 2 * (1 + min(tails)) / (1 + len(draws))))
    assert math.isnan(chance.expected) == any(map(math.isinf, draws))


# -- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [-1, 1.5, "x", None])
@pytest.mark.parametrize("null", ["groups", "ties", "density"])
def test_a_seed_is_a_whole_number_from_zero(null, seed):
    with pytest.raises(cn.NotComparable, match="seed="):
        cn.against_chance(cn.ei_index, karate(), null=null, draws=3, seed=seed)


@pytest.mark.parametrize(
    ("measure", "cause"),
    [
        (nx.density, AttributeError),
        (len, TypeError),
        (cn.two_mode_brokerage, cn.NotComparable),
        (cn.instance_heterogeneity, cn.NotComparable),
    ],
)
def test_a_measure_of_something_else_is_refused(measure, cause):
    """What is no function of a GroupedGraph: networkx's, and those of seats."""
    with pytest.raises(cn.NotComparable, match="GroupedGraph") as refused:
        cn.against_chance(measure, the_sample(), draws=3)
    assert refused.value.key == "error_not_of_grouped_graph"
    assert isinstance(refused.value.__cause__, cause)
    assert str(refused.value.__cause__) in str(refused.value)


def test_other_refusals_of_a_measure_speak_for_themselves():
    directed = nx.DiGraph([(0, 1), (1, 2)])
    nx.set_node_attributes(directed, dict(enumerate("aab")), "sector")
    with pytest.raises(cn.NotComparable) as refused:
        cn.against_chance(cn.bridging_centrality, directed, draws=3)
    assert refused.value.key == "error_undirected_only"


def test_draws_that_memory_could_not_hold_are_refused_before_any():
    """200,000 values of 8 bytes, 4,999 times: 8 GB; 625 draws make 1 GB."""
    calls = []

    def wide(_) -> pd.Series:
        calls.append(1)
        return pd.Series(np.zeros(200_000))

    with pytest.raises(cn.NotComparable, match=r"need 8 GB.*625 draws") as refused:
        cn.against_chance(wide, karate())
    assert "8 Go" in refused.value.text("fr")
    assert len(calls) == 1


@pytest.mark.parametrize("draws", [FEW, MANY])
def test_a_seed_gives_the_same_counts_again(draws):
    """The plain counts are those of the graphs; the compiled ones are others, of as many ties."""
    graph = cn.grouped(karate())
    one, two = (ShuffledGroups(graph, draws=draws, seed=3).counts(16) for _ in range(2))
    assert (one == two).all()
    drawn = ShuffledGroups(graph, draws=draws, seed=3).graphs(16)
    counts = np.array([count_mixing(g)[0] for g in drawn])
    assert (counts == one).all() == (draws == FEW)
    assert (np.triu(one).sum(axis=(1, 2)) == graph.m).all()


@pytest.mark.parametrize("draws", [0, -3, 2.5, "many", True])
def test_draws_are_a_whole_number_from_one(draws):
    with pytest.raises(cn.NotComparable, match=str(draws).strip("-")):
        cn.against_chance(cn.ei_index, nx.karate_club_graph(), by="club", draws=draws)


def test_another_null_is_refused():
    with pytest.raises(cn.NotComparable, match="rewire"):
        cn.against_chance(cn.ei_index, karate(), null="rewire", draws=5)  # type: ignore[call-overload]
    with pytest.raises(cn.NotComparable, match="groups"):
        cn.against_chance(cn.ei_index, karate(), null=["groups"], draws=5)  # type: ignore[call-overload]


# -- ties anywhere ------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
def test_every_graph_with_as_many_ties_is_as_likely(directed):
    graph = nx.path_graph(4, create_using=nx.DiGraph if directed else nx.Graph)
    nx.set_node_attributes(graph, dict(enumerate("aabb")), "sector")
    graph.remove_edge(2, 3)
    drawn = RandomTies(cn.grouped(graph), draws=1, seed=4)
    seen = Counter(
        frozenset(
            (a, b) if directed else frozenset((a, b))
            for a, b in zip(g.source.tolist(), g.target.tolist(), strict=True)
        )
        for g in drawn.graphs(9000)
    )
    every = math.comb(12 if directed else 6, 2)
    assert len(seen) == every
    assert all(len(ties) == 2 for ties in seen)
    expected = 9000 / every
    assert sum((n - expected) ** 2 / expected for n in seen.values()) < 2 * every


@settings(max_examples=25)
@given(graphs(), st.integers(0, 1000))
def test_ties_anywhere_keep_groups_levels_and_their_number(graph, seed):
    before = cn.grouped(graph, required=False)
    one, other = (RandomTies(before, draws=1, seed=seed) for _ in range(2))
    for drawn in one.graphs(3):
        pairs = set(zip(drawn.source.tolist(), drawn.target.tolist(), strict=True))
        assert len(pairs) == drawn.m == before.m
        assert (drawn.source != drawn.target).all()
        assert drawn.source.max(initial=0) < max(before.n, 1) > drawn.target.max(initial=0)
        assert drawn.codes is before.codes
        counts = other.counts(1)[0]
        assert (counts == count_mixing(drawn)[0]).all()


def test_degrees_alone_make_a_core_and_ties_anywhere_do_not():
    """Karate departs from a core by 23 pairs: rewiring never moves that; ties anywhere, 49."""

    def departures(graph):
        return cn.core_periphery(graph).departures

    rewired = cn.against_chance(departures, karate(), null="ties", draws=99, seed=1)
    assert (rewired.expected, rewired.sd, rewired.p_value) == (23, 0, 1)
    anywhere = cn.against_chance(departures, karate(), null="density", draws=499, seed=1)
    assert anywhere.expected == pytest.approx(49, abs=0.6)
    assert anywhere.p_value == 0.002
    index = cn.against_chance(cn.ei_index, karate(), null="density", draws=999, seed=1)
    assert index.expected == pytest.approx(cn.ei_expected(karate()), abs=0.02)


# -- ties rewired -------------------------------------------------------------------------------


def every_rewiring(graph: nx.Graph) -> list[float]:
    """E-I of every simple graph with these degrees, by trying every set of pairs."""
    nodes = list(graph)
    sector = nx.get_node_attributes(graph, "sector")
    wanted = dict(graph.degree)
    values = []
    for ties in itertools.combinations(itertools.combinations(nodes, 2), graph.number_of_edges()):
        degrees = dict.fromkeys(nodes, 0)
        for a, b in ties:
            degrees[a] += 1
            degrees[b] += 1
        if degrees == wanted:
            between = sum(sector[a] != sector[b] for a, b in ties)
            values.append((2 * between - len(ties)) / len(ties))
    return values


def test_rewired_ties_agree_with_every_graph_of_these_degrees():
    graph = small("aabbbc")
    values = np.array(every_rewiring(graph))
    chance = cn.against_chance(cn.ei_index, graph, null="ties", draws=20_000, seed=3)
    assert values.std() > 0
    # draws of one chain: a little less apart than independent ones
    assert chance.expected == pytest.approx(values.mean(), abs=6 * values.std() / 20_000**0.5)
    assert chance.sd == pytest.approx(values.std(), rel=0.03)
    far = np.abs(values - values.mean()) >= abs(cn.ei_index(graph) - values.mean()) - 1e-12
    assert chance.p_value == pytest.approx(far.mean(), abs=0.02)


@settings(max_examples=25)
@given(graphs(), st.integers(0, 1000))
def test_rewired_draws_are_those_of_the_plain_measure(graph, seed):
    fast = cn.against_chance(cn.ei_index, graph, null="ties", draws=11, seed=seed)
    slow = cn.against_chance(lambda g: cn.ei_index(g), graph, null="ties", draws=11, seed=seed)
    assert_same_chance(fast, slow)
    one = cn.against_chance(cn.sector_ei_index, graph, null="ties", draws=11, seed=seed)
    other = cn.against_chance(
        lambda g: cn.sector_ei_index(g), graph, null="ties", draws=11, seed=seed
    )
    pd.testing.assert_frame_equal(one, other, check_index_type=False)


@settings(max_examples=40)
@given(graphs(), st.integers(0, 1000), st.booleans())
def test_rewired_graphs_keep_degrees_levels_and_groups(graph, seed, levels):
    if levels:
        nx.set_edge_attributes(graph, {e: i % 3 for i, e in enumerate(graph.edges)}, "rank")
    before = cn.grouped(graph)
    levels_of = Counter() if before.rank is None else Counter(before.rank.tolist())

    def sent(g: cn.GroupedGraph) -> list[int]:
        return np.bincount(g.source, minlength=g.n).tolist() if g.directed else []

    for drawn in RewiredTies(before, draws=3, seed=seed).graphs(3):
        assert drawn.degrees().tolist() == before.degrees().tolist()
        assert sent(drawn) == sent(before)
        assert (drawn.codes == before.codes).all()
        assert drawn.n == before.n
        found = Counter() if drawn.rank is None else Counter(drawn.rank.tolist())
        assert found == levels_of
        pairs = list(zip(drawn.source.tolist(), drawn.target.tolist(), strict=True))
        kept = pairs if drawn.directed else [(min(pair), max(pair)) for pair in pairs]
        assert len(set(kept)) == drawn.m
        assert all(a != b for a, b in pairs)
        if drawn.directed and drawn.rank is not None:
            # an actor sends as many ties of each level as before
            for g in (drawn, before):
                assert g.rank is not None
            assert Counter(zip(drawn.source.tolist(), drawn.rank.tolist(), strict=True)) == Counter(
                zip(before.source.tolist(), before.rank.tolist(), strict=True)
            )


@settings(max_examples=25)
@given(graphs(), st.integers(0, 1000))
def test_shuffled_groups_keep_ties_sizes_and_the_unknown(graph, seed):
    before = cn.grouped(graph)
    for drawn in ShuffledGroups(before, draws=3, seed=seed).graphs(3):
        assert (drawn.sizes == before.sizes).all()
        assert ((drawn.codes < 0) == (before.codes < 0)).all()
        assert (drawn.source == before.source).all()
        assert (drawn.target == before.target).all()


@pytest.mark.parametrize("null", ["groups", "ties"])
@settings(max_examples=20)
@given(graphs(), st.integers(0, 1000))
def test_names_and_an_unknown_isolate_change_nothing(null, graph, seed):
    plain = cn.against_chance(cn.ei_index, graph, null=null, draws=9, seed=seed)
    more = nx.relabel_nodes(graph, {node: f"n{node}" for node in graph})
    more.add_node("unknown")
    renamed = (
        cn.against_chance(cn.ei_index, more, null=null, draws=9, seed=seed) if graph else plain
    )
    assert str(renamed) == str(plain)


@pytest.mark.parametrize("directed", [False, True])
def test_rewiring_is_seeded_and_leaves_the_graph_alone(directed):
    graph = nx.gnm_random_graph(30, 90, seed=1, directed=directed)
    nx.set_node_attributes(graph, {i: "aabbc"[i % 5] for i in graph}, "sector")
    arrays = cn.grouped(graph)
    source, target = arrays.source.copy(), arrays.target.copy()
    one, two, other = (
        cn.against_chance(cn.ei_index, arrays, null="ties", draws=60, seed=s) for s in (4, 4, 5)
    )
    assert one == two
    assert one != other
    assert one.sd > 0
    assert (arrays.source == source).all()
    assert (arrays.target == target).all()


def test_degrees_explain_themselves():
    """What follows from degrees alone is never unlikely once they are kept."""
    graph = karate()
    chance = cn.against_chance(
        lambda g: float(g.degrees().max()), graph, null="ties", draws=30, seed=1
    )
    assert (chance.expected, chance.sd, chance.p_value) == (17, 0, 1)


def test_the_clubs_are_apart_beyond_their_degrees():
    """Karate: 11 ties of 78 cross. Each actor choosing by degree would make about half."""
    graph = karate()
    chance = cn.against_chance(cn.ei_index, graph, null="ties", draws=999, seed=1)
    degrees = pd.Series(dict(graph.degree))
    sector = pd.Series(dict(graph.nodes(data="sector")))
    ends = degrees.groupby(sector).sum()
    # the configuration model allows what a simple graph does not: near, not equal
    crossing = ends.prod() * 2 / (ends.sum() * (ends.sum() - 1))
    assert chance.expected == pytest.approx(2 * crossing - 1, abs=0.08)
    assert chance.p_value == pytest.approx(1 / 1000)


# -- shapes and progress ------------------------------------------------------------------------


def degrees_table(g) -> pd.DataFrame:
    graph = cn.grouped(g)
    within = cn.contacts(graph)
    return within.rename(columns=str)


@pytest.mark.parametrize("null", ["groups", "ties"])
def test_a_table_answers_by_row_and_column(null):
    graph = karate()
    table = cn.against_chance(degrees_table, graph, null=null, draws=40, seed=2)
    assert list(table.columns) == [
        "unit", "measure", "observed", "expected", "sd", "low", "high", "p_value", "draws",
    ]  # fmt: skip
    counts = cn.contacts(graph)
    assert table["unit"].tolist() == [node for node in graph for _ in range(2)]
    assert table["measure"].tolist() == ["Mr. Hi", "Officer"] * 34
    assert table["observed"].tolist() == counts.to_numpy().ravel().tolist()
    # one column of it is the Series of the same draws
    series = cn.against_chance(
        lambda g: cn.contacts(g)["Officer"], graph, null=null, draws=40, seed=2
    )
    part = table[table["measure"] == "Officer"].drop(columns=["unit", "measure"])
    np.testing.assert_array_equal(part.to_numpy(float), series.to_numpy(float))


def test_a_table_of_roles_answers_by_role():
    """The rows have no name but their text; expected, sd and z are no values to test."""
    table = cn.against_chance(cn.network_brokerage, karate(), draws=40, seed=2)
    counts = cn.network_brokerage(karate())
    assert table["unit"].tolist() == counts["role"].tolist()
    assert table["measure"].tolist() == ["count"] * 6
    np.testing.assert_array_equal(table["observed"], counts["count"])
    draws = [
        cn.network_brokerage(g)["count"]
        for g in ShuffledGroups(cn.grouped(karate()), draws=40, seed=2).graphs(40)
    ]
    np.testing.assert_allclose(table["expected"], np.mean(draws, axis=0))


def test_a_table_with_texts_answers_by_its_numbers():
    table = cn.against_chance(cn.fragility, karate(), draws=5, seed=2)
    assert table["unit"].tolist() == [actor for actor in karate() for _ in range(6)]
    assert table["measure"].tolist()[:6] == [
        "ties_lost", "isolated", "fragmentation", "fragmentation_after", "is_cut",
        "group_pairs_lost",
    ]  # fmt: skip
    # ties stay: what an actor's going costs has no chance in it but by groups
    fixed = table[table["measure"] == "fragmentation_after"]
    assert (fixed["sd"] == 0).all()


def test_what_values_rest_on_is_not_tested():
    table = cn.against_chance(cn.heterogeneity, karate(), draws=5)
    assert table["measure"].unique().tolist() == ["blau", "iqv", "richness", "shannon"]
    table = cn.against_chance(cn.sector_brokerage, karate(), draws=5)
    assert "actors" not in set(table["measure"])
    with pytest.raises(cn.NotComparable, match=r"Set aside.*: actor, expected, sd\."):
        cn.against_chance(cn.brokerage_expected_labels, karate(), draws=5)


@pytest.mark.parametrize("name", OF_GRAPHS)
def test_a_measures_own_table_says_what_is_tested(name):
    """Numbers in every column, whatever they are: only those said to be values are drawn."""
    table = OF_GRAPHS[name]
    frame = pd.DataFrame(1.0, index=[0, 1], columns=table.names)
    values = [column.name for column in table.columns if column.role == "value"]
    if not values:
        with pytest.raises(cn.NotComparable, match="Set aside"):
            cn.against_chance(lambda _: frame, karate(), draws=2)
        return
    found = cn.against_chance(lambda _: frame, karate(), draws=2)
    assert found["measure"].tolist() == values * 2


def test_groups_that_are_numbers_name_rows_and_are_no_values():
    graph = nx.karate_club_graph()
    halves = {node: node % 2 for node in graph}
    cells = cn.against_chance(lambda g: cn.mixing_chance(g).cells, graph, by=halves, draws=9)
    assert cells["unit"].tolist() == ["0 – 0", "0 – 1", "1 – 1"]
    assert cells["measure"].tolist() == ["ties"] * 3
    players = cn.against_chance(lambda g: cn.key_players(g).actors, graph, by="club", draws=2)
    assert players["unit"].iloc[0] == "0 – Mr. Hi"
    assert set(players["measure"]) == {"fragmentation", "gain"}


@pytest.mark.parametrize("null", ["groups", "ties"])
def test_what_is_drawn_changes_nothing_to_a_measure_that_ignores_it(null):
    """A mean of equal numbers is not always that number: rounding is no chance."""
    found = cn.against_chance(
        lambda g: pd.Series(np.sqrt(g.degrees() + 0.1) / 3), karate(), null=null, draws=99
    )
    assert (found["sd"] == 0).all()
    assert (found["p_value"] == 1).all()
    for name in ("expected", "low", "high"):
        assert (found[name] == found["observed"]).all()


def test_the_numbers_of_a_record_with_tables():
    found = cn.against_chance(cn.core_periphery, karate(), null="ties", draws=9)
    assert found.index.tolist() == ["correlation", "core_correlation", "departures", "unknown"]
    assert found.loc["departures", "observed"] == 23


def test_a_group_may_be_called_like_a_column():
    clubs = {v: "n" if v < 10 else "unknown sector of ours" for v in karate()}
    table = cn.against_chance(cn.contacts, karate(), by=clubs, draws=5)
    assert set(table["measure"]) == {"n", "unknown sector of ours"}


def test_rows_that_come_in_another_order_are_put_back():
    graph = karate()

    def sorted_by_value(g) -> pd.Series:
        return cn.actor_ei_index(g).sort_values()

    mixed = cn.against_chance(sorted_by_value, graph, draws=30, seed=1)
    plain = cn.against_chance(cn.actor_ei_index, graph, draws=30, seed=1)
    pd.testing.assert_frame_equal(mixed.loc[plain.index], plain)


def test_draws_without_a_value_are_left_out():
    calls = iter(range(100))

    def sometimes(g) -> float:
        call = next(calls)
        return math.nan if call % 2 else float(call)

    chance = cn.against_chance(sometimes, karate(), draws=20)
    # observed 0, then 2, 4 ... 20
    assert chance.draws == 10
    assert chance.expected == 11
    assert chance.sd == pytest.approx(np.std(np.arange(2, 21, 2), ddof=1))
    assert (chance.low, chance.high) == pytest.approx(
        tuple(np.quantile(np.arange(2, 21, 2), [0.025, 0.975]))
    )


@pytest.mark.parametrize("answer", ["text", pd.Series(["a"]), pd.DataFrame({"a": ["b"]})])
def test_an_answer_without_numbers_is_refused(answer):
    with pytest.raises(cn.NotComparable, match=type(answer).__name__):
        cn.against_chance(lambda _: answer, karate(), draws=3)


@pytest.mark.parametrize("null", ["groups", "ties"])
@pytest.mark.parametrize("measure", [cn.ei_index, lambda g: cn.ei_index(g)])
def test_progress_goes_steadily_to_the_end(null, measure):
    seen: list[tuple[int, int]] = []
    told = cn.against_chance(
        measure, karate(), null=null, draws=1003, progress=lambda *at: seen.append(at)
    )
    done = [at for at, _ in seen]
    assert done[-1] == 1003
    assert {total for _, total in seen} == {1003}
    steps = np.diff([0, *done])
    assert (steps[:-1] == steps[0]).all()
    assert 0 < steps[-1] <= steps[0]
    assert len(seen) >= 100
    assert told == cn.against_chance(measure, karate(), null=null, draws=1003)


def test_a_record_of_numbers_has_a_row_per_number():
    club = nx.karate_club_graph()
    found = cn.against_chance(cn.cohesion, club, by="club", null="ties", draws=39, seed=1)
    assert found.index.name == "measure"
    alone = cn.against_chance(
        lambda g: cn.cohesion(g).transitivity, club, by="club", null="ties", draws=39, seed=1
    )
    row = found.loc["transitivity"]
    assert (row["observed"], row["expected"], row["p_value"]) == (
        alone.observed,
        alone.expected,
        alone.p_value,
    )
    assert found.loc["density", "sd"] == pytest.approx(0, abs=1e-12)  # rewiring keeps the ties
    assert math.isnan(found.loc["reciprocity", "observed"])
