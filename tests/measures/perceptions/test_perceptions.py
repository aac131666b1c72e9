import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import concertnet as cn
from tests.networks import rating, worked_perceptions
from tests.thorough import how_many

TRUST = ("openness", "reliability", "mission")


def cell(net, rater_group, rated_group, dimension="legitimacy", **options):
    found = cn.perception_scores(net, **options)
    found = found.set_index(["dimension", "rater_group", "rated_group"])
    return found.loc[(dimension, rater_group, rated_group)]


def test_the_worked_case():
    net = worked_perceptions()
    private = cell(net, "community", "private")
    assert private[["mean", "raters", "rated", "scores"]].tolist() == [1.5, 3, 2, 4]
    assert private[["scale_min", "scale_max"]].tolist() == [1, 4]
    assert cell(net, "institutional", "private")["hidden"] == "few"
    gap = cn.perception_gap(net, rated="private", dimension="legitimacy").set_index("rater_group")
    assert round(gap.loc["community", "contrast"], 3) == -2.167
    assert np.isnan(gap.loc["community", "gap"])
    assert gap.loc["community", "own_hidden"] == "few"
    assert np.isnan(gap.loc["institutional", "mean"])
    named = cn.perception_gap(net, rated="privé", dimension="légitimité")
    assert named["mean"].tolist()[0] == 1.5


def by_loops(rows, least=3):
    """Means and contrasts as the page of the design writes them, row by row."""
    sector = {"p": "private", "c": "community", "i": "institutional"}
    means = {}
    for rater, rated, score in rows:
        if rater != rated:
            key = (sector[rater[0]], sector[rated[0]])
            means.setdefault(key, {}).setdefault(rater, []).append(score)
    cells = {
        key: [np.mean(scores) for scores in by_rater.values()] for key, by_rater in means.items()
    }
    contrasts = {}
    for (g, h), by_rater in means.items():
        for rater, scores in by_rater.items():
            others = [s for (gg, hh), m in means.items() if gg == g and hh != h
                      for s in m.get(rater, [])]  # fmt: skip
            if others:
                contrasts.setdefault((g, h), []).append(np.mean(scores) - np.mean(others))
    return cells, contrasts


IDS = [f"{letter}{n}" for letter in "pci" for n in range(4)]
pairs = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)),
    st.integers(1, 4),
    min_size=1,
    max_size=60,
)


@given(pairs)
@settings(deadline=None, max_examples=how_many(20, 60))
def test_it_is_what_plain_loops_find(drawn):
    rows = [(one, other, score) for (one, other), score in drawn.items()]
    net = rating([*rows, *((one, one, 4) for one in IDS)])
    cells, contrasts = by_loops(rows)
    for row in cn.perception_scores(net).to_dict("records"):
        means = cells.get((row["rater_group"], row["rated_group"]), [])
        assert row["raters"] == len(means)
        if pd.isna(row["hidden"]):
            assert row["mean"] == pytest.approx(np.mean(means) if means else np.nan, nan_ok=True)
        else:
            assert np.isnan(row["mean"])
            assert row["hidden"] == ("few" if len(means) < 3 else "alike")
    for rated in ("private", "community", "institutional"):
        for row in cn.perception_gap(net, rated=rated, dimension="legitimacy").to_dict("records"):
            found = contrasts.get((row["rater_group"], rated), [])
            assert row["contrast_raters"] == len(found)
            if pd.isna(row["contrast_hidden"]):
                expected = np.mean(found) if found else np.nan
                assert row["contrast"] == pytest.approx(expected, nan_ok=True)


@given(pairs, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=how_many(8, 25))
def test_the_order_of_rows_changes_nothing(drawn, random):
    rows = [(one, other, score) for (one, other), score in drawn.items()]
    rows += [(one, IDS[0], 2) for one in IDS[1:]]
    shuffled = random.sample(rows, len(rows))
    one, other = (cn.perception_scores(rating(list(dict.fromkeys(r)))) for r in (rows, shuffled))
    pd.testing.assert_frame_equal(one, other)


def test_a_lenient_rater_moves_the_mean_not_the_contrast():
    rows = [
        (f"c{n}", to, s)
        for n in range(4)
        for to, s in (("p1", 1 + n % 3), ("i1", 3 + n % 2), ("p2", 2))
    ]
    lenient = [(a, b, s + (2 if a == "c0" else 0)) for a, b, s in rows]
    one, other = (
        cn.perception_gap(rating(r, scale=(1, 6)), rated="private", dimension="legitimacy")
        for r in (rows, lenient)
    )
    assert other["mean"].iloc[0] == pytest.approx(one["mean"].iloc[0] + 0.5)
    assert other["contrast"].iloc[0] == pytest.approx(one["contrast"].iloc[0])


def test_a_sector_without_anybody_changes_nothing():
    net = worked_perceptions()
    actors = pd.concat([net.actors, pd.DataFrame({"actor": ["s1"], "sector": ["social_economy"]})])
    one = cn.perception_scores(net)
    other = cn.perception_scores(net.with_tables(actors=actors))
    kept = ~other[["rater_group", "rated_group"]].isin(["social_economy"]).any(axis=1)
    pd.testing.assert_frame_equal(one, other[kept].reset_index(drop=True))


def test_trust_is_the_mean_of_three_where_all_three_are_there():
    rows = [(f"c{n}", "p1", 1 + (n + k) % 4, d) for n in range(6) for k, d in enumerate(TRUST)]
    rows += [("c7", "p1", 4, "openness")]
    found = cell(rating(rows), "community", "private", "trust")
    scores = pd.DataFrame(rows, columns=["a", "b", "s", "d"])
    whole = scores[scores["a"] != "c7"].groupby("a")["s"].mean()
    assert found["raters"] == 6
    assert found["mean"] == pytest.approx(whole.mean())
    assert found[["scale_min", "scale_max"]].tolist() == [1, 4]


@pytest.mark.parametrize("word", ["trust", "confiance", "Plaisir"])
def test_a_dimension_of_ones_own_is_rated_as_it_is(word):
    """Trust that is rated itself is not made of three, nor doubled."""
    rows = [(f"c{n}", "p1", 1 + n % 4, d) for n in range(6) for d in (*TRUST, word)]
    rows[3] = ("c0", "p1", 4, word)
    found = cn.perception_scores(rating(rows)).set_index(
        ["dimension", "rater_group", "rated_group"]
    )
    found = found.xs(("community", "private"), level=(1, 2))
    own = found.loc[word]
    assert own["mean"] == pytest.approx(np.mean([4, 2, 3, 4, 1, 2]))
    assert own[["scale_min", "scale_max"]].tolist() == [1, 4]
    assert pd.isna(own["caution"])
    assert ("trust" in found.index) == (word in ("trust", "Plaisir"))
    assert found.index.is_unique


def test_what_raters_say_alike_is_hidden():
    rows = [(f"c{n}", "p1", 3) for n in range(4)]
    assert cell(rating(rows), "community", "private")["hidden"] == "alike"


def test_only_oneself_and_a_rater_of_persons():
    net = rating([("p1", "p1", 4), ("c1", "p1", 2), ("c1", "p2", 3)])
    person = net.actors.assign(
        kind=[("person" if a == "p2" else None) for a in net.actors["actor"]]
    )
    net = net.with_tables(actors=person)
    found = cell(net, "community", "private")
    assert found[["raters", "rated", "scores"]].tolist() == [1, 1, 1]
    assert cell(net, "private", "private")["self_ratings"] == 1
    assert cell(net, "private", "private")["raters"] == 0
    received = cn.actor_perception(net, min_raters=1)
    assert set(received["actor"]) == {"c1", "p1"}


def test_quartiles_and_median_need_twice_the_minimum():
    few, many = ([(f"c{n}", "p1", 1 + n % 4) for n in range(size)] for size in (5, 6))
    assert np.isnan(cell(rating(few), "community", "private")["median"])
    found = cell(rating(many), "community", "private")
    assert found[["q1", "median", "q3"]].tolist() == [1, 2, 3]


def test_a_scale_that_is_not_declared_is_the_observed_range():
    rows = [("c1", "p1", 2), ("c2", "p1", 3), ("c3", "p1", 3)]
    found = cell(rating(rows, scale=None), "community", "private")
    assert found[["scale_min", "scale_max"]].tolist() == [2, 3]
    assert "no_scale" in found["caution"]


def test_a_score_off_the_declared_scale_is_an_error_with_its_cell():
    with pytest.raises(cn.TableError) as caught:
        rating([("c1", "p1", 2), ("c2", "p1", 5)])
    error = next(p for p in caught.value.problems if p.severity == "error")
    assert (error.code, error.row, error.value) == ("score_outside", 2, "5")


def test_who_could_rate_and_did_not():
    rows = [(f"c{n}", "p1", 1 + n % 3) for n in range(3)] + [("c3", "i1", 2)]
    found = cell(rating(rows), "community", "private")
    assert found["could"] == 4
    assert found["caution"] == "own_raters"


def test_p_of_the_gap_is_that_of_all_arrangements():
    rows = [("c1", "p1", 1), ("c2", "p1", 1), ("c3", "p1", 2), ("i1", "p1", 4), ("i2", "p1", 4),
            ("i3", "p1", 3)]  # fmt: skip
    found = cn.perception_gap(rating(rows), rated="private", dimension="legitimacy")
    assert found["p_value"].tolist() == [0.1] * 3
    assert found["expected"].tolist() == [0.2] * 3


def test_received_and_reciprocity():
    rows = [(f"c{n}", "p1", 1 + n) for n in range(4)] + [("p1", "c0", 1), ("p1", "c1", 4),
            ("p1", "c2", 4)]  # fmt: skip
    net = rating(rows)
    received = cn.actor_perception(net).set_index("actor")
    assert received.loc["p1", ["mean", "raters"]].tolist() == [2.5, 4]
    assert received.loc["c0", "hidden"] == "few"
    pairs = cn.perception_reciprocity(net).iloc[0]
    assert pairs["pairs"] == 3
    assert pairs["within_step_share"] == pytest.approx(2 / 3)
    assert pairs["mean_difference"] == pytest.approx(1.0)
    assert np.isnan(cn.perception_reciprocity(net, min_raters=4)["mean_difference"]).all()


def test_what_is_not_there_is_said():
    net = worked_perceptions()
    with pytest.raises(cn.UnknownWord, match="legitimacy"):
        cn.perception_scores(net, dimension="openness")
    with pytest.raises(cn.UnknownWord):
        cn.perception_gap(net, rated="astronauts", dimension="legitimacy")
    with pytest.raises(cn.MissingAttribute):
        cn.perception_scores(cn.Network(pd.DataFrame({"actor": ["a"]})))


# -- no table lets a hidden cell be solved ------------------------------------------------------


def weights_of(frame, dims):
    """Every mean and contrast as weights on scores, by loops; scores are (rater, rated, dim)."""
    base = {(r.rater, r.rated, r.dimension): n for n, r in enumerate(frame.itertuples())}
    group = {"p": "private", "c": "community", "i": "institutional"}

    def of(rater, rated, dim):
        out = np.zeros(len(base))
        parts = TRUST if dim == "trust" else (dim,)
        for part in parts:
            out[base[(rater, rated, part)]] = 1 / len(parts)
        return out

    means, contrasts = {}, {}
    for dim in dims:
        parts = TRUST if dim == "trust" else (dim,)
        rated_by = {
            one: [two for two in IDS if all((one, two, p) in base for p in parts)] for one in IDS
        }
        for g, h in itertools.product(group.values(), repeat=2):
            of_raters, differences = [], []
            for one in (i for i in IDS if group[i[0]] == g):
                inside = [of(one, two, dim) for two in rated_by[one] if group[two[0]] == h]
                others = [of(one, two, dim) for two in rated_by[one] if group[two[0]] != h]
                if inside:
                    of_raters.append(np.mean(inside, axis=0))
                    if others:
                        differences.append(np.mean(inside, axis=0) - np.mean(others, axis=0))
            if of_raters:
                means[dim, g, h] = np.mean(of_raters, axis=0)
            if differences:
                contrasts[dim, g, h] = np.mean(differences, axis=0)
    return means, contrasts


def drawn_ratings(seed):
    random = np.random.default_rng(seed)
    dims = [*TRUST, "legitimacy"][: random.choice([1, 1, 4])]
    dims = dims if len(dims) > 1 else ["legitimacy"]
    density, steps = random.choice([0.25, 0.6, 1.0]), random.choice([1, 2, 4])
    rows = [
        (one, two, int(random.integers(1, steps + 1)), dim)
        for one in IDS[: random.integers(6, 13)]
        for two in IDS
        if one != two and random.random() < density
        for dim in dims
        if random.random() < random.choice([0.7, 1.0])
    ]
    return rows or [("c1", "p1", 1, dims[0])]


def test_no_hidden_cell_can_be_solved_from_all_that_is_shown():
    """The rank of all shown means, contrasts and gaps, of all dimensions, on drawn data sets."""
    hidden_cells, hidden_again, networks = 0, 0, how_many(30, 200)
    for seed in range(networks):
        rows = drawn_ratings(seed)
        net = rating(rows)
        frame = net.perceptions
        scores = cn.perception_scores(net)
        dims = list(scores["dimension"].unique())
        means, contrasts = weights_of(frame, dims)
        shown, hidden = [], []
        for row in scores.to_dict("records"):
            key = row["dimension"], row["rater_group"], row["rated_group"]
            if key in means:
                (shown if pd.isna(row["hidden"]) else hidden).append(means[key])
                hidden_again += row["hidden"] == "complement"
        groups = list(scores["rated_group"].unique())
        for dim, rated in itertools.product(dims, groups):
            gaps = cn.perception_gap(net, rated=rated, dimension=dim, draws=0)
            for row in gaps.to_dict("records"):
                key = dim, row["rater_group"], rated
                hidden_again += row["contrast_hidden"] == "complement"
                if key in contrasts and not np.isnan(row["contrast"]):
                    shown.append(contrasts[key])
                if not np.isnan(row["gap"]):
                    shown.append(means[key] - means[dim, rated, rated])
        if not hidden or not shown:
            continue
        hidden_cells += len(hidden)
        shown = np.array(shown)
        rank = np.linalg.matrix_rank(shown)
        for one in hidden:
            assert np.linalg.matrix_rank(np.vstack([shown, one])) == rank + 1, seed
    assert hidden_cells > 1.5 * networks
    assert hidden_again > 0.1 * networks  # the test meets what it is for


def test_a_hidden_dimension_is_not_given_back_by_trust():
    rows = [(f"c{n}", "p1", 3 if d == "mission" else 1 + n % 4, d) for n in range(5) for d in TRUST]
    found = cn.perception_scores(rating(rows)).set_index(
        ["dimension", "rater_group", "rated_group"]
    )
    found = found.xs(("community", "private"), level=(1, 2))["hidden"]
    assert found["mission"] == "alike"
    assert found["trust"] == "complement"
    received = cn.actor_perception(rating(rows)).set_index(["actor", "dimension"])["hidden"]
    assert received["p1", "trust"] == "complement"
    alike = [(f"c{n}", "p1", s, d) for n, three in enumerate([(1, 2, 3), (2, 3, 1), (3, 1, 2)])
             for d, s in zip(TRUST, three, strict=True)]  # fmt: skip
    found = cn.perception_scores(rating(alike)).set_index(
        ["dimension", "rater_group", "rated_group"]
    )
    found = found.xs(("community", "private"), level=(1, 2))["hidden"]
    assert found["trust"] == "alike"
    assert (found == "complement").sum() == 1
