"""Graphs of a network, written by networkx as they are, and read again."""

import json

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet.scale import scale_of_details
from tests.networks import reporting_sample, small_network, the_sample_now

OURS = cn.Scale("à nous", ('un "peu" < moins', "beaucoup & <plus>"))


def own_scale():
    return cn.Network(
        pd.DataFrame(
            {"actor": ["a", "b", "c"], "name": ["É <&> ☃", 'l"un', "ligne\nde plus"],
             "sector": ["private", None, "community"], "start": ["2022-02-01", None, None]}
        ),
        pd.DataFrame(
            {"source": ["a", "b", "a"], "target": ["b", "c", "b"],
             "level": [OURS.levels[1], OURS.levels[0], OURS.levels[0]],
             "weight": [2.5, None, 4.0]}
        ),
        scale=OURS,
    )  # fmt: skip


NETWORKS = {"small": small_network(), "now": the_sample_now(), "own": own_scale()}
SHAPES = ["graph", "seat_graph", "co_seat_graph"]
WAYS = {
    "graphml": (nx.write_graphml, nx.read_graphml),
    "gexf": (nx.write_gexf, nx.read_gexf),
    "gml": (nx.write_gml, nx.read_gml),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NETWORKS)
def test_networkx_writes_it_as_it_is_and_reads_it(name, shape, way, tmp_path):
    graph = getattr(NETWORKS[name], shape)()
    write, read = WAYS[way]
    write(graph, tmp_path / "x")
    again = read(tmp_path / "x")
    assert set(again) == set(graph)
    assert {frozenset(tie) for tie in again.edges} == {frozenset(tie) for tie in graph.edges}
    for a, b, data in graph.edges(data=True):
        kept = again.edges[a, b]
        assert all(kept[key] == value for key, value in data.items())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NETWORKS)
def test_json_holds_all_of_it(name, shape):
    graph = getattr(NETWORKS[name], shape)()
    text = json.dumps(nx.node_link_data(graph, edges="edges"))
    again = nx.node_link_graph(json.loads(text), edges="edges")
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert again.graph == graph.graph


def test_reports_as_arrows_are_written_too(tmp_path):
    graph = reporting_sample().reported(directed=True)
    nx.write_graphml(graph, tmp_path / "x.graphml")
    json.dumps(nx.node_link_data(graph, edges="edges"))


def test_a_scale_is_its_name_and_its_levels():
    graph = own_scale().graph()
    assert graph.graph["scale"] == "à nous"
    assert scale_of_details(graph.graph) == OURS
    assert scale_of_details(the_sample_now().graph().graph) is cn.BOURQUE


def test_dates_are_iso_text_and_weights_the_highest():
    graph = own_scale().graph()
    assert graph.nodes["a"]["start"] == "2022-02-01"
    assert graph.edges["a", "b"]["weight"] == 4.0
    assert "weight" not in graph.edges["b", "c"]


def test_measures_read_the_levels_of_a_graph_read_again(tmp_path):
    net = the_sample_now()
    nx.write_graphml(net.graph(), tmp_path / "x.graphml")
    again = cn.read_graph(tmp_path / "x.graphml")
    assert again.scale == cn.BOURQUE
    assert cn.ei_index(again) == cn.ei_index(net)
    pd.testing.assert_series_equal(
        cn.by_level(cn.ei_index, net.graph()), cn.by_level(cn.ei_index, net)
    )


def test_a_scale_of_ones_own_is_read_again(tmp_path):
    nx.write_graphml(own_scale().graph(), tmp_path / "x.graphml")
    assert cn.read_graph(tmp_path / "x.graphml").scale == OURS


def test_weights_of_a_network_are_those_of_its_graph():
    actors = pd.DataFrame({"actor": list("abcd"), "sector": "private"})
    ties = pd.DataFrame(
        {"source": list("aabc"), "target": list("bccd"), "weight": [1.0, 2.5, 3.0, 0.5]}
    )
    net = cn.Network(actors, ties, level="concertation")
    holes = cn.structural_holes(net, weight="weight")
    pd.testing.assert_frame_equal(holes, cn.structural_holes(net.graph(), weight="weight"))
    expected = nx.constraint(net.graph(), weight="weight")
    assert holes["constraint"].to_dict() == pytest.approx(expected)


# -- what tables are not saved as -------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["x.graphml", "x.gexf", "x.net", "x.dl", "x.gml", "x.json", "x.GraphML", "x.html",
             "x.csv", "x.pdf", "x.zip"],
)  # fmt: skip
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_save_makes_no_folder_of_a_files_name(name, format, tmp_path):
    with pytest.raises(cn.ConcertnetError):
        small_network().save(tmp_path / name, format=format)
    assert not (tmp_path / name).exists()


def test_save_names_what_writes_a_graph(tmp_path):
    with pytest.raises(cn.ConcertnetError, match="write_graph"):
        small_network().save(tmp_path / "x.graphml")
    assert small_network().save(tmp_path / "v1.2").is_dir()


# -- describe -----------------------------------------------------------------------------------


def test_a_graph_is_described():
    found = cn.describe(nx.karate_club_graph())
    assert found["rows"].tolist() == [34, 17, 17, 78]
    assert found["column"].dropna().unique().tolist() == ["club"]


def test_a_graph_of_a_network_is_described_as_it():
    net = the_sample_now()
    of_net, of_graph = (
        cn.describe(given).set_index(["table", "column", "value"])["rows"]
        for given in (net, net.graph())
    )
    for key in [("actors", "sector", "private"), ("ties", "level", "concertation")]:
        assert of_net[key] == of_graph[key]


def test_seats_are_described():
    found = cn.describe(the_sample_now().seat_graph()).set_index("table")["rows"]
    assert list(dict.fromkeys(found.index)) == ["actors", "instances", "seats"]


def test_an_empty_graph_holds_nothing():
    assert len(cn.describe(nx.Graph())) == 0


# -- direction ------------------------------------------------------------------------------------


def test_actor_ei_of_a_direction():
    graph = nx.DiGraph([("a", "b"), ("a", "c"), ("c", "a"), ("b", "c")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": "y"}, "sector")
    sent = cn.actor_ei_index(graph, direction="out")
    assert sent.to_dict() == {"a": 0.0, "b": 1.0, "c": 1.0}
    received = cn.actor_ei_index(graph, direction="in")
    assert received.to_dict() == {"a": 1.0, "b": -1.0, "c": 1.0}
    assert cn.actor_ei_index(graph).to_dict() == pytest.approx({"a": 1 / 3, "b": 0.0, "c": 1.0})
    reverse = cn.actor_ei_index(graph.reverse(), direction="in")
    assert reverse.to_dict() == sent.to_dict()


def test_a_direction_needs_arrows():
    with pytest.raises(cn.NotComparable):
        cn.actor_ei_index(nx.path_graph(3), by={0: 1, 1: 1, 2: 2}, direction="out")
    with pytest.raises(cn.NotComparable):
        cn.actor_ei_index(nx.path_graph(3), by={0: 1, 1: 1, 2: 2}, direction="up")
