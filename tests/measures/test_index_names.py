"""Every answer says what its rows are: the actor, or what the groups are."""

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from concertnet import GroupedGraph
from tests.networks import the_sample_now

BY_ACTOR = {
    "actor_ei_index": cn.actor_ei_index,
    "actor_spectral_segregation": cn.actor_spectral_segregation,
    "bridge_strength": cn.bridge_strength,
    "betweenness": lambda g, **_: cn.betweenness(g),
    "bridging_centrality": lambda g, **_: cn.bridging_centrality(g),
    "bridging_coefficient": lambda g, **_: cn.bridging_coefficient(g),
    "bridging_score": lambda g, **_: cn.bridging_score(g),
    "brokerage_roles": cn.brokerage_roles,
    "brokerage_z": cn.brokerage_z,
    "brokerage_z_labels": cn.brokerage_z_labels,
    "contacts": cn.contacts,
    "core_periphery": lambda g, **by: cn.core_periphery(g, **by).actors,
    "cross_sector_betweenness": cn.cross_sector_betweenness,
    "cross_sector_betweenness_sampled": cn.cross_sector_betweenness_sampled,
    "everett_valente_brokerage": lambda g, **_: cn.everett_valente_brokerage(g),
    "fragility": cn.fragility,
    "heterogeneity": cn.heterogeneity,
    "participation_coefficient": cn.participation_coefficient,
    "structural_holes": cn.structural_holes,
    "against_chance": lambda g, **by: cn.against_chance(cn.actor_ei_index, g, draws=3, **by),
}
BY_GROUP = {
    "coleman_homophily": cn.coleman_homophily,
    "contacts": lambda g, **by: cn.contacts(g, **by).T,
    "core_periphery": lambda g, **by: cn.core_periphery(g, **by).groups,
    "mixing": lambda g, **by: cn.mixing(g, **by).counts,
    "mixing_sizes": lambda g, **by: cn.mixing(g, **by).sizes,
    "sector_brokerage": cn.sector_brokerage,
    "sector_ei_index": cn.sector_ei_index,
    "sector_spectral_segregation": cn.sector_spectral_segregation,
    "segregation_matrix_index": cn.segregation_matrix_index,
    "against_chance": lambda g, **by: cn.against_chance(cn.sector_ei_index, g, draws=3, **by),
}


def graph() -> nx.Graph:
    made = nx.karate_club_graph()
    nx.set_node_attributes(made, dict(made.nodes(data="club")), "sector")
    return made


def from_edges() -> GroupedGraph:
    made = graph()
    sectors = pd.Series(dict(made.nodes(data="sector")), name="sector")
    one, other = zip(*made.edges, strict=True)
    return GroupedGraph.from_edges(one, other, groups=sectors)


OBJECTS = {"networkx": graph, "arrays": from_edges, "network": lambda: the_sample_now()}


@pytest.mark.parametrize("obj", OBJECTS)
@pytest.mark.parametrize("measure", BY_ACTOR)
def test_answers_by_actor(measure, obj):
    assert BY_ACTOR[measure](OBJECTS[obj]()).index.name == "actor"


@pytest.mark.parametrize("obj", OBJECTS)
@pytest.mark.parametrize("measure", BY_GROUP)
def test_answers_by_sector(measure, obj):
    assert BY_GROUP[measure](OBJECTS[obj]()).index.name == "sector"


@pytest.mark.parametrize("measure", BY_GROUP)
def test_answers_by_another_attribute(measure):
    clubs = pd.Series(dict(graph().nodes(data="club")), name="faction")
    of = BY_GROUP[measure]
    assert of(graph(), by="club").index.name == "club"
    assert of(graph(), by=clubs).index.name == "faction"
    assert of(graph(), by=clubs.to_dict()).index.name == "group"


@pytest.mark.parametrize(
    "measure", [cn.sector_ei_index, cn.coleman_homophily, cn.segregation_matrix_index]
)
def test_a_printed_matrix_names_its_groups(measure):
    counts = pd.DataFrame([[1, 2], [2, 0]], index=["a", "b"], columns=["a", "b"])
    m = cn.Mixing(counts, pd.Series({"a": 3, "b": 2}), by="kind")
    assert measure(m).index.name == "kind"


def test_seats_and_persons():
    net = the_sample_now()
    assert cn.two_mode_brokerage(net).index.name == "actor"
    assert cn.two_mode_brokerage(net.seat_graph()).index.name == "actor"
    assert cn.instance_heterogeneity(net).index.name == "instance"
    assert cn.fragility(net, of="instances").index.name == "instance"
    assert cn.fragility(net, of="persons").index.name == "person"


def test_an_answer_by_actor_of_one_number_is_a_series():
    """No frame holds a column of the name of its own function."""
    net = the_sample_now()
    for name, measure in BY_ACTOR.items():
        answer = measure(net)
        if isinstance(answer, pd.DataFrame):
            assert name not in answer.columns, name
        elif name in cn.__all__:
            assert answer.name == name


UNDIRECTED = {
    "bridging_centrality": cn.bridging_centrality,
    "bridging_coefficient": cn.bridging_coefficient,
    "core_periphery": cn.core_periphery,
    "fragility": cn.fragility,
    "key_players": cn.key_players,
    "spectral_segregation": cn.spectral_segregation,
}


@pytest.mark.parametrize("measure", UNDIRECTED)
def test_a_refused_measure_has_its_name_in_each_language(measure):
    with pytest.raises(cn.NotComparable) as raised:
        UNDIRECTED[measure](graph().to_directed())
    for lang in ("fr", "en"):
        text = raised.value.text(lang)
        name = cn.words(lang)[f"measure_{measure}"]
        assert (f"« {name} »" if lang == "fr" else f'"{name}"') in text
    # no English identifier before a French reader
    assert cn.words("fr")[f"measure_{measure}"] != measure
    assert measure not in raised.value.text("fr")
