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


# -- intervals and differences -----------------------------------------------------------------

MEASURES = (cn.density, cn.ei_index, cn.mixing_density, cn.within_odds_ratio)


def sectors_and_ties(
    active: np.ndarray, drawn: np.ndarray, *, actors: range | None = None
) -> nx.Graph:
    """Return ties of three sectors, more within them, of actors more or less active.

    `active` and `drawn` are what chance gives each actor and each pair of everyone; the network is
    that of some of them.
    """
    n = len(active)
    sector = np.arange(n) % 3
    chance = 1 / (1 + np.exp(1.8 - 1.2 * (sector[:, None] == sector) - active[:, None] - active))
    tied = np.triu(drawn < chance, 1)
    graph = nx.from_numpy_array(tied | tied.T)
    nx.set_node_attributes(graph, {node: "abc"[node % 3] for node in graph}, "sector")
    return graph if actors is None else graph.subgraph(actors)


def one_value(measure, answer) -> float:
    """Take the density between the first two sectors of all those of pairs of sectors."""
    return float(answer.iloc[1] if measure is cn.mixing_density else answer)


@pytest.mark.slow
@pytest.mark.parametrize(("n", "spread"), [(15, 0.7), (30, 0.7), (60, 0.7), (30, 0.0)])
def test_coverage_of_intervals_at_95_percent(n, spread, capsys):
    random = np.random.default_rng(5)

    def network() -> cn.GroupedGraph:
        return cn.grouped(sectors_and_ties(spread * random.normal(size=n), random.random((n, n))))

    many = [network() for _ in range(2000)]
    covered = {}
    for measure in MEASURES:
        truth = np.nanmean(
            [value for g in many if np.isfinite(value := one_value(measure, measure(g)))]
        )
        held = []
        for graph in many[:NETWORKS]:
            found = cn.interval(measure, graph)
            if measure is cn.mixing_density:
                found = found.iloc[1]
            if np.isfinite(found.low):
                held.append(found.low <= truth <= found.high)
        covered[measure.__name__] = round(float(np.mean(held)), 3)
    with capsys.disabled():
        print(f"\ncoverage of 95 %, {n} actors, spread of their activity {spread}: {covered}")
    del covered["within_odds_ratio"]  # its mean over networks is not the ratio of the process
    assert all(0.86 <= each <= 0.99 for each in covered.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (range(30), range(30, 60)),
        (range(30), range(30)),
        (range(30), range(15, 45)),
        (range(20), range(20, 80)),
    ],
    ids=["30 and 30 others", "the same 30", "15 of 30 shared", "20 and 60 others"],
)
def test_false_alarms_of_a_comparison_at_five_percent(one, other, capsys):
    random = np.random.default_rng(7)
    n = max(max(one), max(other)) + 1
    alarms: dict[str, list[bool]] = {}
    for _ in range(NETWORKS):
        first = 0.7 * random.normal(size=n)
        second = 0.7 * first + np.sqrt(1 - 0.7**2) * 0.7 * random.normal(size=n)
        drawn, anew = random.random((2, n, n))
        later = np.where(random.random((n, n)) < 0.6, drawn, anew)
        found = cn.compare(
            sectors_and_ties(first, drawn, actors=one),
            sectors_and_ties(second, later, actors=other),
            measures=MEASURES,
        )
        for measure, unit, p in zip(
            *(found[c] for c in ("measure", "unit", "p_value")), strict=True
        ):
            if pd.isna(unit) or unit in ("a – a", "a – b"):
                alarms.setdefault(f"{measure} {unit}".removesuffix(" nan"), []).append(p <= 0.05)
    rates = {measure: round(100 * float(np.mean(each)), 1) for measure, each in alarms.items()}
    with capsys.disabled():
        print(f"\nfalse alarms at 5 %, actors {len(one)} and {len(other)}, ", end="")
        print(f"{len(set(one) & set(other))} shared: {rates}")
    assert all(1 <= each <= 11 for each in rates.values())
