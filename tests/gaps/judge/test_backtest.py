import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import concertnet as cn
from concertnet.gaps.evidence.columns import EVIDENCE_NAMES, evidence_of
from concertnet.gaps.evidence.ground import Ground, ground_of, laid_out
from concertnet.gaps.evidence.score import PAIR_WEIGHTS, WEIGHTINGS, scored
from concertnet.gaps.judge.backtest import judged, later_trial
from concertnet.gaps.judge.fit import FittedWeights, errors_of, fitted
from concertnet.gaps.judge.trials import area, hidden_trials, pairs_to_rank
from tests.cases import lesmis, load, needs_cases
from tests.networks import graphs

PEERS = [
    "common_neighbours",
    "adamic_adar",
    "resource_allocation",
    "preferential_attachment",
]
# A network of a few actors is then sampled as one of thousands is.
SAMPLED = {"ranked_up_to": 2000, "sample": 1000}


@pytest.fixture(scope="module")
def of_a_sector() -> cn.Backtest:
    return cn.backtest(lesmis(), sector="g0", draws=5)


@pytest.fixture(scope="module")
def of_lesmis() -> FittedWeights:
    return cn.fit_weights(lesmis())


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=20))
def test_area_is_the_share_of_well_ordered_pairs(drawn):
    score = np.array([s for s, _ in drawn], dtype=float)
    tied = np.array([t for _, t in drawn], dtype=bool)
    pairs = [(a > b) + (a == b) / 2 for a in score[tied] for b in score[~tied]]
    expected = np.mean(pairs) if pairs else np.nan
    assert area(score, tied) == pytest.approx(expected, nan_ok=True)


def test_a_trial_hides_what_it_says():
    graph = cn.grouped(lesmis())
    on = laid_out(graph)
    g, h = graph.codes[graph.source], graph.codes[graph.target]
    across = int((g != h).sum())
    sizes = graph.sizes
    pairs = (sizes.sum() ** 2 - (sizes**2).sum()) // 2
    for one in hidden_trials(on, sector=None, hide=0.2, draws=3, seed=1):
        assert one.tied.sum() == round(0.2 * across)
        assert (~one.tied).sum() == pairs - across
        ends = one.pairs[["actor", "other"]].to_numpy()
        tied = {frozenset(e) for e in zip(graph.source.tolist(), graph.target.tolist())}  # noqa: B905
        truth = [frozenset(e) in tied for e in ends.tolist()]
        assert truth == one.tied.tolist()
        # a hidden tie does not count among the ties of its ends
        degrees = graph.degrees()
        assert one.pairs["degree_product"].sum() < (degrees[ends[:, 0]] * degrees[ends[:, 1]]).sum()


@given(graphs(directed=False))
def test_evidence_equals_networkx(graph):
    on = laid_out(cn.grouped(graph))
    n = graph.number_of_nodes()
    codes = on.graph.codes
    one, other = np.triu_indices(n, 1)
    known = (codes[one] >= 0) & (codes[other] >= 0)
    one, other = one[known], other[known]
    found = evidence_of(on, one, other)
    assert list(found) == list(EVIDENCE_NAMES)
    ends = list(zip(one.tolist(), other.tolist(), strict=True))
    ra = [v for *_, v in nx.resource_allocation_index(graph, ends)]
    assert found["resource_allocation"].tolist() == pytest.approx(ra)
    shared = [len(list(nx.common_neighbors(graph, *pair))) for pair in ends]
    assert found["shared_partners"].tolist() == shared
    sector = dict(graph.nodes(data="sector"))

    def affinity(u, v):
        peers = [x for x in graph if sector[x] == sector[v]]
        return sum(graph.has_edge(u, x) for x in peers) / len(peers)

    both = [affinity(u, v) + affinity(v, u) for u, v in ends]
    assert found["sector_affinity"].tolist() == pytest.approx(both)


def test_same_seed_same_answer_and_calibration_adds_up():
    graph = lesmis()
    one, two = cn.backtest(graph, draws=5, seed=3), cn.backtest(graph, draws=5, seed=3)
    pd.testing.assert_frame_equal(one.methods, two.methods)
    by_method = one.calibration.groupby("method")
    assert set(by_method.groups) == {"concertnet", "random", *PEERS}
    assert (by_method["ties"].sum() == 5 * one.ties).all()
    assert (by_method["pairs_ranked"].sum() == 5 * one.pairs).all()
    assert one.draws == 5
    methods = one.methods.set_index("method")
    assert methods["auc"].between(0, 1).all()
    assert (methods["auc_low"] <= methods["auc_high"]).all()
    assert methods.loc["random", "auc"] == pytest.approx(0.5, abs=0.1)
    assert methods.loc["concertnet", "auc"] > methods.loc["random", "auc"]


def test_the_sector_asked_is_told_apart(of_a_sector):
    found = of_a_sector
    assert set(found.methods["pairs"]) == {"all", "g0"}
    ours = found.methods[found.methods["method"] == "concertnet"].set_index("pairs")
    tenths = found.calibration[found.calibration["method"] == "concertnet"].groupby("pairs")
    assert (tenths["ties"].sum() == 5 * ours["ties"]).all(), "the sector's pairs are told apart"
    assert (tenths["pairs_ranked"].sum() == 5 * ours["pairs_ranked"]).all()
    assert tenths["tenth"].agg(list).tolist() == [list(range(1, 11))] * 2
    with pytest.raises(cn.UnknownWord, match="g0"):
        cn.backtest(lesmis(), sector="moon")


def test_ties_that_came_later_by_hand():
    """p and b share c. Between 2021 and 2023 p meets b, not d: the best of two pairs."""
    net = cn.Network(
        pd.DataFrame({"actor": list("pbcd"), "sector": ["private", *["community"] * 3]}),
        pd.DataFrame(
            {
                "source": ["p", "c", "p"],
                "target": ["c", "b", "b"],
                "level": ["collaboration"] * 3,
                "start": ["2020", "2020", "2022"],
            }
        ),
        observed=("2020", "2023"),
    )
    found = cn.backtest(net, between=("2021-06-30", "2023-06-30"), k=1)
    methods = found.methods.set_index("method")
    assert (found.ties, found.pairs) == (1, 2)
    assert methods.loc["concertnet", ["auc", "precision", "recall"]].tolist() == [1, 1, 1]
    with pytest.raises(cn.NotComparable, match=r"came|apparu"):
        cn.backtest(net, between=("2021-01-31", "2021-06-30"))
    with pytest.raises(cn.OutsideObservation):
        cn.backtest(net, between=("2001-01-31", "2021-06-30"))


def test_all_the_ties_that_came_later_are_looked_for():
    """Where the pairs that stay untied are a sample, the ties that came are not."""
    ids = [f"a{i}" for i in range(40)]
    came = [(f"a{i}", f"a{i + 1}") for i in range(0, 38, 2)]
    ties = [("a0", "a39", "2020"), *((*pair, "2022") for pair in came)]
    net = cn.Network(
        pd.DataFrame({"actor": ids, "sector": ["private", "community"] * 20}),
        pd.DataFrame(ties, columns=["source", "target", "start"]).assign(level="collaboration"),
        observed=("2020", "2023"),
    )
    before, after = (ground_of(net.at(day)) for day in ("2021-06-30", "2023-06-30"))
    trial = later_trial(before, after, seed=0, ranked_up_to=100, sample=50)
    found = judged(before, [trial], PAIR_WEIGHTS)
    assert found.sampled
    assert found.ties == len(came)
    assert len(came) < found.pairs <= len(came) + 50


def test_a_sample_of_pairs_stands_for_all():
    on = ground_of(lesmis())
    hidden = {"sector": None, "hide": 0.2, "draws": 20, "seed": 2}
    exact = cn.backtest(lesmis(), draws=20, seed=2)
    sampled = judged(on, hidden_trials(on, **hidden, **SAMPLED), PAIR_WEIGHTS, seed=2)
    assert sampled.sampled
    assert not exact.sampled
    assert sampled.methods["precision"].isna().all()
    assert sampled.calibration["share"].isna().all()
    ours = [b.methods.set_index("method").loc["concertnet", "auc"] for b in (exact, sampled)]
    assert ours[0] == pytest.approx(ours[1], abs=0.03)


@pytest.mark.parametrize(
    "options",
    [{"hide": 0}, {"hide": 1}, {"hide": "a fifth"}, {"draws": 0}, {"seed": -1}, {"seed": "x"}],
)
def test_numbers_out_of_range(options):
    with pytest.raises(cn.NotComparable, match=next(iter(options))):
        cn.backtest(lesmis(), **options)


@pytest.mark.parametrize("between", ["2021", ("2021",), ("2021", "2022", "2023"), 2021])
def test_between_is_two_dates(sample, between):
    with pytest.raises(cn.NotComparable, match="date"):
        cn.backtest(sample, between=between)


def test_too_few_ties_to_hide():
    graph = nx.Graph([(0, 1), (1, 2)])
    nx.set_node_attributes(graph, {0: "a", 1: "b", 2: "a"}, "sector")
    with pytest.raises(cn.NotComparable, match="5"):
        cn.backtest(graph)
    with pytest.raises(cn.NotComparable, match="5"):
        cn.fit_weights(graph)


@pytest.mark.parametrize(("ties", "hide"), [(4, 0.9), (5, 0.05)])
def test_too_few_ties_or_too_small_a_share_of_them(ties, hide):
    """Four ties, of which four would be hidden; five, of which none."""
    graph = nx.path_graph(ties + 1)
    nx.set_node_attributes(graph, {i: "ab"[i % 2] for i in graph}, "sector")
    with pytest.raises(cn.NotComparable, match="5"):
        cn.backtest(graph, hide=hide, draws=1)


def test_the_pairs_of_a_sector_are_ordered_as_its_missing_links_are():
    """A column that hardly varies among all pairs may be what tells those of a sector apart."""
    on = ground_of(lesmis())
    (trial,) = hidden_trials(on, sector=None, hide=0.2, draws=1, seed=3)
    found = judged(on, [trial], PAIR_WEIGHTS, sector="g3").methods
    auc = found[found["method"] == "concertnet"].set_index("pairs")["auc"]
    codes = on.graph.codes[trial.pairs[["actor", "other"]].to_numpy()]
    mask = (codes == list(on.graph.groups).index("g3")).any(axis=1)
    own = scored(trial.pairs[mask], PAIR_WEIGHTS).to_numpy()
    assert auc["g3"] == pytest.approx(area(own, trial.tied[mask]))
    among_all = scored(trial.pairs, PAIR_WEIGHTS).to_numpy()
    assert auc["all"] == pytest.approx(area(among_all, trial.tied))
    assert auc["g3"] != pytest.approx(area(among_all[mask], trial.tied[mask]))


def test_fitted_weights_gain_by_more_than_chance(of_lesmis):
    found = of_lesmis
    assert found.weights == WEIGHTINGS[found.name]
    row = found.table.set_index("weighting").loc[found.name]
    assert found.gain == pytest.approx(row["gain"])
    assert found.name == "default" or row["gain"] > 2 * row["error"]
    assert found.table["weighting"].tolist() == list(WEIGHTINGS)


def drawn(seed: int, near: float, far: float) -> Ground:
    """Ties at random, more of them inside a territory if `near` is above `far`."""
    rng = np.random.default_rng(seed)
    n = 80
    territory, sector = rng.choice(list("xyzw"), n), rng.choice(4, n)
    one, other = np.triu_indices(n, 1)
    tied = rng.random(len(one)) < np.where(territory[one] == territory[other], near, far)
    graph = cn.GroupedGraph.from_edges(
        one[tied], other[tied], groups=pd.Series(sector, name="sector")
    )
    seats = pd.DataFrame({"actor": np.repeat(np.arange(n), 2)})
    seats["instance"] = rng.integers(0, 12, len(seats))
    return laid_out(graph, seats=seats, actors=pd.DataFrame({"territory": territory}))


def test_fitting_keeps_the_default_on_ties_at_random():
    """1 network in 20 would leave it by chance; 12 networks, of which 1 may."""
    names = [cn.fit_weights(drawn(seed, 0.1, 0.1)).name for seed in range(12)]
    assert names.count("default") >= 11


@pytest.mark.parametrize("seed", range(3))
def test_fitting_finds_a_territory_that_matters(seed):
    found = cn.fit_weights(drawn(seed, 0.25, 0.03))
    assert found.name == "territory"
    assert found.gain > 0.05
    assert found.ties >= 30


def test_a_few_ties_choose_nothing():
    on = drawn(0, 0.25, 0.03)
    trials = list(hidden_trials(on, sector=None, hide=0.2, draws=5, seed=0))
    found = fitted(trials)
    assert found.name == "territory"
    assert fitted(trials, least_ties=found.ties).name == "territory"
    assert fitted(trials, least_ties=found.ties + 1).name == "default"


def test_where_every_pair_is_tied_there_is_nothing_to_rank():
    graph = nx.complete_graph(8)
    nx.set_node_attributes(graph, {i: "ab"[i % 2] for i in graph}, "sector")
    found = cn.fit_weights(graph)
    assert found.name == "default"
    assert np.isnan(found.gain)


def test_errors_of_ties_that_share_an_actor_by_hand():
    """Gains 1, 1 of a's ties and -2 of another: the first two count as they stand together."""
    ties = np.array([[0, 1], [0, 2], [3, 4]])
    gains = np.array([[1.0], [1.0], [-2.0]])
    # alone 1 + 1 + 4; a gathers 2, so 2 x 1 x 1 more
    assert errors_of(ties, gains).tolist() == pytest.approx([np.sqrt(6 + 2) / 3])


@needs_cases
def test_our_ranking_finds_more_than_the_peers():
    cases = [("dhhs", "ge3"), *(("chemnet", x) for x in ("pol", "scito", "scifrom", "infrep"))]
    tables = []
    for case, layer in cases:
        graph = load(case, layer, directed=False)
        tables.append(cn.backtest(graph, draws=50).methods.set_index("method"))
        auc = tables[-1]["auc"]
        assert auc["concertnet"] > auc[PEERS].max() - 0.02
    mean = sum(table[["auc", "precision"]] for table in tables) / len(tables)
    assert (mean.loc["concertnet", "auc"] > mean.loc[PEERS, "auc"]).all()
    assert mean.loc["concertnet", "precision"] >= mean.loc[PEERS, "precision"].max() - 0.005


def test_dates_go_forward(sample):
    with pytest.raises(cn.NotComparable, match="2024"):
        cn.backtest(sample, between=("2024-06-30", "2022-06-30"))


def test_the_table_says_how_many_ties_it_rests_on(of_a_sector):
    methods = of_a_sector.methods
    ours = methods[methods["method"] == "concertnet"].set_index("pairs")
    assert ours.loc["g0", "ties"] < ours.loc["all", "ties"]
    assert (ours["pairs_ranked"] > ours["ties"]).all()


@given(graphs(directed=False), st.booleans())
def test_untied_pairs_are_those_between_known_sectors(graph, of_one):
    grouped = cn.grouped(graph)
    sector = grouped.groups[0] if of_one and grouped.groups else None
    one, other, sampled = pairs_to_rank(laid_out(grouped), sector, np.random.default_rng(0))
    codes, actors = grouped.codes, grouped.actors
    wanted = {
        (i, j)
        for i in range(grouped.n)
        for j in range(i + 1, grouped.n)
        if codes[i] >= 0 <= codes[j] != codes[i]
        and (sector is None or sector in (grouped.groups[codes[i]], grouped.groups[codes[j]]))
        and not graph.has_edge(actors[i], actors[j])
    }
    found = list(zip(one.tolist(), other.tolist(), strict=True))
    assert len(found) == len(set(found))
    assert set(found) == wanted
    assert not sampled


def test_a_sample_is_uniform_over_the_pairs():
    """Three sectors of 2, 3 and 15 actors: each of the 81 pairs comes as often as another."""
    sectors = ["a"] * 2 + ["b"] * 3 + ["c"] * 15
    graph = nx.empty_graph(20)
    nx.set_node_attributes(graph, dict(enumerate(sectors)), "sector")
    on = laid_out(cn.grouped(graph))
    counts, rng = np.zeros((20, 20)), np.random.default_rng(4)
    for _ in range(3000):
        one, other, sampled = pairs_to_rank(on, None, rng, ranked_up_to=10, sample=9)
        assert sampled
        assert len(one) == 9
        counts[one, other] += 1
    drawn = counts[counts > 0]
    assert len(drawn) == 2 * 3 + 2 * 15 + 3 * 15
    # 3000 times 9 of 81: 333 each, give or take 17
    assert np.abs(drawn - 3000 * 9 / 81).max() < 5 * 17.2


def test_fitted_weights_say_whether_pairs_are_a_sample(of_lesmis):
    assert not of_lesmis.sampled
    on = ground_of(lesmis())
    found = fitted(hidden_trials(on, sector=None, hide=0.2, draws=3, seed=0, **SAMPLED))
    assert found.sampled
    assert 1000 < found.pairs < 1100
