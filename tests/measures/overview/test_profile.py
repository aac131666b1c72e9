import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.measures.chance.pairs_apart import holm
from concertnet.measures.overview.profile import DIRECTIONAL_RESPONSE, FEW, LOW_RESPONSE
from tests.networks import the_sample, the_sample_now


def test_every_value_is_that_of_its_own_function():
    net = the_sample()
    table = cn.profile(net, draws=49, seed=3)
    at = table.set_index(["measure", "level", "unit", "period"], drop=False)
    now = net.at("2024-12-31")
    for level in net.scale.levels:
        part = now.level(level)
        row = table.query("measure == 'ei_index' and level == @level").iloc[0]
        assert row["value"] == cn.ei_index(part)
        assert row["expected"] == cn.ei_expected(part)
        assert row["p_value"] == cn.against_chance(cn.ei_index, part, draws=49, seed=3).p_value
        density = table.query("measure == 'density' and level == @level").iloc[0]
        assert density["value"] == cn.cohesion(part).density
    assert at.index.is_unique
    retained = table.query("measure == 'retention_of_representatives'").iloc[-1]
    expected = cn.retention(net, "2022-12-31", "2024-12-31", of="representatives").iloc[0]
    assert retained["value"] == expected["retention"]


def test_cautions_are_in_the_catalogue():
    table = cn.profile(the_sample(), draws=9)
    keys = {key for cell in table["caution"].dropna() for key in cell.split("; ")}
    assert "unknown_group" in keys
    for key in keys:
        assert f"caution_{key}" in cn.words("fr")
    for measure in table["measure"].unique():
        assert f"measure_{measure}" in cn.words("fr")


def test_a_z_without_a_p_is_said_to_be_no_test():
    table = cn.profile(nx.karate_club_graph(), by="club", draws=9)
    alone = table["z"].notna() & table["p_value"].isna()
    assert table.loc[alone, "measure"].str.startswith("network_brokerage").all()
    assert (table["caution"].str.contains("z_alone") == alone).all()


def test_a_plain_graph_has_its_rows_too():
    table = cn.profile(nx.karate_club_graph(), by="club", draws=9)
    assert set(table["grain"]) == {"network", "sector", "pair"}
    assert table["level"].isna().all()
    assert (table["caution"].str.contains("response_unknown")).all()


def test_without_dates_nor_seats():
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
    )
    table = cn.profile(net, draws=9)
    assert not table["measure"].str.contains("retention").any()
    assert table["caution"].str.contains("few").all()


def test_density_leaves_nobody_out():
    table = cn.profile(the_sample(), draws=9)
    density = table[table["measure"] == "density"].iloc[0]
    assert density["unknown"] == 0
    assert density["n"] == cn.cohesion(the_sample().at("2024-12-31")).n
    index = table[table["measure"] == "ei_index"].iloc[0]
    assert index["unknown"] == cn.mixing(the_sample().at("2024-12-31")).unknown_actors > 0


@pytest.mark.parametrize("directed", [False, True])
def test_the_whole_of_bridging_is_there(directed):
    graph = nx.karate_club_graph()
    graph = graph.to_directed() if directed else graph
    table = cn.profile(graph, by="club", draws=49, seed=2).set_index(["measure", "unit"])
    value = table["value"]

    def of_network(measure):
        return value.loc[measure].item()

    for name in (
        "ei_index", "assortativity", "modularity", "freeman_segregation", "gupta_anderson_may",
        "within_odds_ratio",
    ):  # fmt: skip
        measure = getattr(cn, name)
        assert of_network(name) == measure(graph, by="club"), name
        chance = cn.against_chance(measure, graph, by="club", draws=49, seed=2)
        assert table.loc[name, "p_value"].item() == chance.p_value, name
    bounds = cn.ei_bounds(graph, by="club")
    assert (of_network("ei_lowest"), of_network("ei_highest")) == (bounds.low, bounds.high)
    for name in ("sector_ei_index", "coleman_homophily", "segregation_matrix_index"):
        assert value.loc[name].to_dict() == getattr(cn, name)(graph, by="club").to_dict(), name
    chance = cn.mixing_chance(graph, by="club")
    assert table.loc["ei_index", "z"].item() == chance.ei_index.z
    pairs = table.loc["ties_of_pair"]
    assert pairs["value"].tolist() == chance.cells["ties"].tolist()
    assert pairs["z"].tolist() == chance.cells["z"].tolist()
    drawn = cn.against_chance(
        lambda g: cn.mixing_chance(g).cells["ties"], graph, by="club", draws=49, seed=2
    )
    for name in ("low", "high"):
        assert pairs[name].tolist() == drawn[name].tolist(), name
    # as the figure and the report: adjusted for the pairs compared
    assert pairs["p_value"].tolist() == holm(drawn["p_value"].to_numpy()).tolist()
    assert pairs["expected"].tolist() == chance.cells["expected"].tolist()
    assert pairs.index[1] == ("Mr. Hi → Officer" if directed else "Mr. Hi – Officer")
    assert pairs["n"].tolist() == ([17, 34, 34, 17] if directed else [17, 34, 17])
    roles = cn.network_brokerage(graph, by="club").set_index("role")
    for role, row in roles.iterrows():
        if role == "representative" and not directed:
            assert f"network_brokerage_{role}" not in value.index
            continue
        assert of_network(f"network_brokerage_{role}") == row["count"]
        assert table.loc[f"network_brokerage_{role}", "expected"].item() == row["expected"]
        sectors = cn.sector_brokerage(graph, by="club")[role]
        assert value.loc[f"sector_brokerage_{role}"].to_dict() == sectors.to_dict()
    if directed:
        assert "spectral_segregation" not in value.index
    else:
        assert of_network("spectral_segregation") == cn.spectral_segregation(graph, by="club")
        assert (
            of_network("core_periphery_correlation")
            == cn.core_periphery(graph, by="club").correlation
        )


def test_a_network_comes_before_its_sectors_and_these_before_their_pairs():
    table = cn.profile(nx.karate_club_graph(), by="club", draws=9)
    order = {"network": 0, "sector": 1, "pair": 2}
    assert table["grain"].map(order).is_monotonic_increasing
    first = table["measure"].tolist()
    assert first[first.index("ei_index") :][:3] == ["ei_index", "ei_lowest", "ei_highest"]


def test_ties_left_out_are_counted():
    graph = nx.path_graph(4)
    nx.set_node_attributes(graph, {0: "a", 1: "b", 2: None, 3: "a"}, "sector")
    table = cn.profile(graph, draws=9).set_index("measure")
    assert table.loc["ei_index", ["unknown", "unknown_ties"]].tolist() == [1, 2]
    assert table.loc["density", ["unknown", "unknown_ties"]].tolist() == [0, 0]


def test_hundreds_of_groups_are_measured_without_a_p_value_for_each_pair():
    """A ring of 101 pairs, each a group of its own."""
    ring = nx.cycle_graph(202)
    rows = cn.profile(ring, by={i: f"g{i // 2:03d}" for i in ring}, draws=19)
    pairs = rows[rows["measure"].eq("ties_of_pair")]
    assert len(pairs) > 0
    assert pairs["p_value"].isna().all()
    assert (
        rows.loc[rows["measure"].eq("ei_index") & rows["grain"].eq("network"), "p_value"]
        .notna()
        .all()
    )


def test_a_p_value_that_rests_on_some_draws_says_so():
    # two actors of each sector: many shuffles leave the index undefined
    graph = nx.Graph([(0, 1)])
    graph.add_nodes_from(range(6))
    nx.set_node_attributes(graph, dict(enumerate("aabbcc")), "sector")
    rows = cn.profile(graph, draws=99, seed=1)
    told = rows[rows["measure"].eq("sector_ei_index") & rows["unit"].eq("a")].iloc[0]
    found = cn.against_chance(cn.sector_ei_index, graph, draws=99, seed=1)
    assert found.loc["a", "draws"] < 99
    assert "fewer_draws" in told["caution"]
    shown = cn.profile(the_sample_now(), draws=19)
    assert not shown["caution"].fillna("").str.contains("fewer_draws").all()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_sentence_of_a_caution_says_its_threshold(lang):
    w = cn.words(lang)
    assert f" {FEW} " in w["caution_few"]
    assert f" {LOW_RESPONSE:.0%}".rstrip("%") in w["caution_response_low"]
    assert f" {DIRECTIONAL_RESPONSE:.0%}".rstrip("%") in w["caution_response_directional"]


def test_dated_actors_of_no_known_sector_have_a_profile():
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "start": ["2020", "2021"], "end": [None, "2023"]}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
    )
    table = cn.profile(net, draws=9)
    assert "retention_of_actors" in set(table["measure"])
    assert "sector" not in set(table.loc[table["measure"] == "retention_of_actors", "grain"])


def test_what_has_no_end_or_no_date_has_no_turnover_and_says_which():
    net = cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "start": ["2020", "2020"], "end": [None, "2022"]}),
        pd.DataFrame(
            {"source": ["a"], "target": ["b"], "level": ["concertation"], "start": ["2020-06-01"]}
        ),
        instances=pd.DataFrame({"instance": ["T"]}),
        seats=pd.DataFrame({"instance": ["T"], "actor": ["a"]}),
        observed=("2020", "2022"),
    )
    table = cn.profile(net, draws=9)
    told = {
        of: table[table["measure"] == f"retention_of_{of}"].iloc[0] for of in ("actors", "ties")
    }
    assert told["actors"]["value"] == 1
    assert "no_" not in told["actors"]["caution"]
    assert pd.isna(told["ties"]["value"])
    assert "no_ends" in told["ties"]["caution"].split("; ")
    seats = table[table["measure"] == "retention_of_seats"].iloc[0]
    assert "no_dates" in seats["caution"].split("; ")
