"""A seed is a whole number or numpy's generator, and long calls can be told to count."""

import networkx as nx
import numpy as np
import pytest

import concertnet as cn
from tests.networks import territory

CLUB = nx.karate_club_graph()
nx.set_node_attributes(CLUB, {n: data["club"] for n, data in CLUB.nodes(data=True)}, "sector")

DRAWN = {
    "against_chance": lambda seed: cn.against_chance(cn.ei_index, CLUB, draws=49, seed=seed).sd,
    "rewired": lambda seed: cn.against_chance(
        cn.ei_index, CLUB, null="ties", draws=49, seed=seed
    ).sd,
    "mrqap": lambda seed: cn.mrqap(
        CLUB, on=["same_club"], draws=49, seed=seed
    ).terms["p_value"]["same_club"],
    "qap": lambda seed: cn.qap_correlation(CLUB, other="same_club", draws=49, seed=seed).sd,
    "sampled": lambda seed: cn.cross_sector_betweenness_sampled(
        CLUB, samples=5, seed=seed
    ).to_numpy().sum(),
    "backtest": lambda seed: cn.backtest(CLUB, draws=2, seed=seed).methods.to_csv(),
    "layout": lambda seed: cn.map_layout(CLUB, seed=seed)["x"].sum(),
    "fit": lambda seed: cn.fit_weights(CLUB, seed=seed).gain,
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_generator_is_a_seed(name):
    draw = DRAWN[name]
    same = [draw(np.random.default_rng(7)) for _ in range(2)]
    assert same[0] == same[1]


def test_a_generator_goes_on():
    random = np.random.default_rng(7)
    draw = DRAWN["against_chance"]
    assert draw(random) != draw(random)


@pytest.mark.parametrize("seed", [-1, 1.5, "1", None, True])
def test_what_is_no_seed_is_refused(seed):
    for draw in (DRAWN["against_chance"], DRAWN["layout"], DRAWN["mrqap"]):
        with pytest.raises(cn.NotComparable):
            draw(seed)


def test_true_counts_on_the_error_stream(capsys):
    cn.betweenness(CLUB, progress=True)
    cn.against_chance(cn.ei_index, CLUB, draws=9, progress=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert "34 / 34" in said.err
    assert "9 / 9" in said.err
    assert said.err.endswith("\n")


def test_false_and_none_say_nothing(capsys):
    cn.betweenness(CLUB, progress=False)
    cn.betweenness(CLUB)
    assert capsys.readouterr().err == ""


def test_writing_results_counts_too(tmp_path, capsys):
    net = territory()
    cn.report(net, tmp_path / "r.xlsx", progress=True)
    assert " / " in capsys.readouterr().err
