"""How often a regression of ties cries wolf, and how often its intervals hold: by simulation."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn

NETWORKS = 400


def no_effect(n: int, seed: int, *, noise: float) -> tuple[nx.Graph, dict[str, pd.DataFrame]]:
    """Return ties that actors' own activity makes, and two alike covariates that make none.

    Ties and covariates have effects of actors (standard deviation 1 on the scale of the logit);
    the covariates are correlated 0.7. `noise` is the standard deviation of what a pair adds to one.
    """
    rng = np.random.default_rng(seed)
    first, own = rng.normal(size=(2, n))
    second = 0.7 * first + np.sqrt(1 - 0.7**2) * own
    active = rng.normal(size=n)
    chance = 1 / (1 + np.exp(1.5 - active[:, None] - active))
    drawn = np.triu(rng.random((n, n)) < chance, 1)
    graph = nx.from_numpy_array(drawn | drawn.T)
    pair = noise * np.triu(rng.normal(size=(n, n)), 1)
    on = {"first": first[:, None] + first + pair + pair.T, "second": second[:, None] + second}
    return graph, {name: pd.DataFrame(table) for name, table in on.items()}


@pytest.mark.slow
@pytest.mark.parametrize("noise", [0.0, 1.0], ids=["of actors", "of actors and pairs"])
@pytest.mark.parametrize("n", [20, 50])
def test_false_alarms_at_five_percent(n, noise, capsys):
    alarms = ordinary = missed = 0
    for seed in range(NETWORKS):
        graph, on = no_effect(n, seed, noise=noise)
        found = cn.mrqap(graph, on=on, draws=499, seed=seed).terms.loc["first"]
        alarms += found["p_value"] <= 0.05
        ordinary += abs(found["statistic"]) > 1.96
        missed += not found["low"] <= 0 <= found["high"]
    rates = [round(100 * each / NETWORKS, 1) for each in (alarms, ordinary, missed)]
    with capsys.disabled():
        print(f"\n{n} actors, noise {noise}: p {rates[0]} %, pairs as independent {rates[1]} %,")
        print(f"the interval leaves 0 out in {rates[2]} %")
    assert 2 <= rates[0] <= 9
    assert rates[1] > rates[0]
    assert rates[2] <= 20, "the interval is too short with few actors, as its page says"
