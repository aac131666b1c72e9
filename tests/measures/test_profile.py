import networkx as nx
import pandas as pd

import concertnet as cn


def test_every_value_is_that_of_its_own_function():
    net = cn.sample_network()
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
    table = cn.profile(cn.sample_network(), draws=9)
    keys = {key for cell in table["caution"].dropna() for key in cell.split("; ")}
    assert "unknown_group" in keys
    for key in keys:
        assert f"caution_{key}" in cn.words("fr")
    for measure in table["measure"].unique():
        assert f"measure_{measure}" in cn.words("fr")


def test_a_plain_graph_has_its_rows_too():
    table = cn.profile(nx.karate_club_graph(), by="club", draws=9)
    assert set(table["grain"]) == {"network", "sector"}
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
    table = cn.profile(cn.sample_network(), draws=9)
    density = table[table["measure"] == "density"].iloc[0]
    assert density["unknown"] == 0
    assert density["n"] == cn.cohesion(cn.sample_network().at("2024-12-31")).n
    index = table[table["measure"] == "ei_index"].iloc[0]
    assert index["unknown"] == cn.mixing(cn.sample_network().at("2024-12-31")).unknown_actors > 0
