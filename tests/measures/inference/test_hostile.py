"""Every measure of inference before the same hostile networks: an answer in its range, or why."""

import math
from functools import partial

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.cases import florentine, karate


def grouped_as(graph: nx.Graph, *sectors: str) -> nx.Graph:
    graph = graph.copy()
    nx.set_node_attributes(
        graph, {node: sectors[place % len(sectors)] for place, node in enumerate(graph)}, "sector"
    )
    return graph


NETWORKS = {
    "three actors": grouped_as(nx.path_graph(3), "a", "b"),
    "two actors": grouped_as(nx.path_graph(2), "a", "b"),
    "complete": grouped_as(nx.complete_graph(8), "a", "b"),
    "empty": grouped_as(nx.empty_graph(8), "a", "b"),
    "one group": grouped_as(karate(), "a"),
    "sectors of one": grouped_as(nx.cycle_graph(7), *"abcdefg"),
    "one sector of one": grouped_as(nx.cycle_graph(7), "=1+1", *["b"] * 6),
    "a name <b>": grouped_as(nx.relabel_nodes(florentine(), {"Medici": "<b>"}), "<i>", "b"),
    "directed": grouped_as(nx.gnp_random_graph(9, 0.4, seed=2, directed=True), "a", "b"),
}
# what each answers, with the numbers that its docstring bounds
ANSWERS = {
    "qap_correlation": (partial(cn.qap_correlation, other="same_sector", draws=9), {}),
    "mrqap": (
        lambda g: cn.mrqap(g, on=["same_sector"], draws=9).terms,
        {"p_value": (0, 1)},
    ),
    "logistic_mrqap": (
        lambda g: cn.logistic_mrqap(g, on=["same_sector"], draws=9).terms,
        {"p_value": (0, 1), "odds_ratio": (0, math.inf)},
    ),
    "pair_table": (partial(cn.pair_table, on=["same_sector"]), {"tie": (0, 1)}),
    "interval": (
        partial(cn.interval, cn.mixing_density),
        {"value": (0, 1), "low": (0, 1), "high": (0, 1)},
    ),
    "compare": (
        lambda g: cn.compare(g, g, measures=[cn.density, cn.ei_index]),
        {"difference": (0, 0), "p_value": (0, 1)},
    ),
    "mixing_effects": (
        partial(cn.mixing_effects, draws=9),
        {
            "density": (0, 1),
            "odds_ratio": (0, math.inf),
            "p_groups": (0, 1),
            "p_degrees": (0, 1),
            "ratio_groups": (0, math.inf),
        },
    ),
    "centralities": (
        cn.centralities,
        {"harmonic": (0, 1), "out_harmonic": (0, 1), "eigenvector": (0, 1)},
    ),
    "centralisation": (
        cn.centralisation,
        {"degree": (0, 1), "harmonic": (0, 1), "betweenness": (0, 1)},
    ),
    "sector_centrality": (cn.sector_centrality, {"share": (0, 1)}),
    "ego_structural_holes": (cn.ego_structural_holes, {"efficiency": (0, 1)}),
    "brokerage_exclusivity": (cn.brokerage_exclusivity, {"exclusivity": (0, 1)}),
    "leave_one_out": (partial(cn.leave_one_out, cn.density), {"value": (0, 1)}),
    "tie_bridging": (cn.tie_bridging, {"span": (2, math.inf), "betweenness": (0, math.inf)}),
    "communities": (
        partial(cn.communities, runs=2, draws=9),
        {"modularity": (-0.5, 1), "information": (0, 1), "p_value": (0, 1)},
    ),
    "sector_blocks": (
        cn.sector_blocks,
        {"r_squared": (0, 1), "departures_share": (0, 0.5)},
    ),
    "null density": (
        lambda g: cn.against_chance(cn.ei_index, g, null="density", draws=9),
        {"observed": (-1, 1), "p_value": (0, 1)},
    ),
}

# where there is no answer, what says so
CONSTANT = dict.fromkeys(("one group", "sectors of one"), "error_terms_constant")
REFUSED = {
    "qap_correlation": {"two actors": "error_few_pairs", **CONSTANT},
    "mrqap": {"two actors": "error_few_pairs", **CONSTANT},
    "logistic_mrqap": {
        "two actors": "error_few_pairs",
        "three actors": "error_terms_certain",
        **CONSTANT,
    },
    "tie_bridging": {"directed": "error_undirected_only"},
}


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_its_range_or_why_there_is_none(name, network):
    ask, bounds = ANSWERS[name]
    graph = NETWORKS[network]
    if (key := REFUSED.get(name, {}).get(network)) is not None:
        with pytest.raises(cn.ConcertnetError) as refused:
            ask(graph)
        assert refused.value.key == key
        # said in both languages, with its fields filled
        texts = [refused.value.text(lang) for lang in ("fr", "en")]
        assert texts[0] != texts[1]
        assert not any("{" in text for text in texts)
        return
    found = ask(graph)
    table = found if isinstance(found, pd.DataFrame) else found.to_frame()
    for column, (low, high) in bounds.items():
        values = table[column].to_numpy(dtype=float, na_value=np.nan)
        values = values[~np.isnan(values)]
        assert ((values >= low - 1e-9) & (values <= high + 1e-9)).all(), (column, values)
    again = ask(graph)
    pd.testing.assert_frame_equal(
        again if isinstance(again, pd.DataFrame) else again.to_frame(), table
    )
    page = getattr(found, "_repr_html_", found.to_html if hasattr(found, "to_html") else None)()
    assert "<b>" not in page.replace(f"<b>{type(found).__name__}</b>", "")


@pytest.mark.parametrize("draws", [0, -1, 2.5, "many", None])
def test_draws_are_at_least_one(draws):
    for ask in (
        partial(cn.qap_correlation, other="same_sector"),
        partial(cn.mrqap, on=["same_sector"]),
        partial(cn.logistic_mrqap, on=["same_sector"]),
        cn.mixing_effects,
        cn.communities,
        partial(cn.against_chance, cn.ei_index, null="density"),
    ):
        with pytest.raises(cn.NotComparable):
            ask(karate(), draws=draws)


def test_logistic_terms_that_say_nothing_more_are_named():
    graph = karate()
    gap = pd.DataFrame(np.abs(np.subtract.outer(np.arange(34.0), np.arange(34.0))))
    with pytest.raises(cn.NotComparable, match="one, two"):
        cn.logistic_mrqap(graph, on={"one": gap, "two": 3 * gap + 1})
    with pytest.raises(cn.NotComparable, match="flat"):
        cn.logistic_mrqap(graph, on={"flat": gap * 0 + 4})
    with pytest.raises(cn.NotComparable, match="itself"):
        cn.logistic_mrqap(graph, on={"itself": graph})
    with pytest.raises(cn.NotComparable):
        cn.logistic_mrqap(graph, on={"before": florentine()})
    nx.set_node_attributes(graph, {0: 10, 1: 30}, "budget")
    with pytest.raises(cn.NotComparable):
        cn.logistic_mrqap(graph, on=["difference_budget"])
    with pytest.raises(cn.NotComparable, match="7,905"):
        cn.qap_correlation(grouped_as(nx.empty_graph(12_000), "a", "b"), other="same_sector")
