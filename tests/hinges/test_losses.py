"""What a graph would lose in silence is told where it is made: once, and with what to do."""

import warnings

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from tests.networks import reporting_sample, small_network, the_sample


def told(function, *given, **more):
    """Return what is said, in the order in which it is."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(*given, **more)
    assert {one.category for one in caught} <= {cn.LossWarning}
    return [str(one.message) for one in caught]


def club(**labels):
    graph = nx.karate_club_graph()
    nx.set_node_attributes(graph, labels or dict.fromkeys(graph, "x"), "sector")
    return graph


# -- words read as unknown --------------------------------------------------------------------


@pytest.mark.parametrize("word", ["NA", "ND", "n/a", "n/d", "nan", "None", " NA "])
def test_a_code_read_as_unknown_is_told_with_its_number(word):
    graph = club()
    nx.set_node_attributes(graph, {n: word if n < 12 else "EU" for n in graph}, "sector")
    (said,) = told(cn.ei_index, graph)
    assert said.startswith(f'12 values are read as unknown: "{word.strip()}"')


def test_a_code_in_a_mapping_is_told():
    graph = nx.karate_club_graph()
    (said,) = told(cn.ei_index, graph, by={n: "NA" if n < 2 else "EU" for n in graph})
    assert '"NA"' in said


@pytest.mark.parametrize("word", ["", "  ", "-", "?", None, float("nan"), "inconnu", "not known"])
def test_what_can_only_mean_unknown_is_not_told(word):
    graph = club()
    nx.set_node_attributes(graph, {n: word if n < 3 else "EU" for n in graph}, "sector")
    assert told(cn.ei_index, graph) == []


def test_tables_tell_it_by_column_as_a_notice():
    net = cn.Network(pd.DataFrame({"actor": ["a", "b"], "sector": ["NA", "private"]}))
    (notice,) = [p for p in net.problems if p.code == "words_missing"]
    assert (notice.column, notice.severity) == ("sector", "notice")


# -- most are unknown -------------------------------------------------------------------------


def test_most_actors_unknown_is_told_with_the_ties_left():
    graph = nx.path_graph(6)
    nx.set_node_attributes(graph, {0: "a", 1: "b"}, "sector")
    (said,) = told(cn.ei_index, graph)
    assert said.startswith("4 of 6 actors have no known sector: the answer rests on 1 tie.")


def test_most_ends_of_ties_unknown_is_told():
    graph = nx.star_graph(5)  # one unknown actor, at an end of every tie
    nx.set_node_attributes(graph, dict.fromkeys(range(1, 6), "a"), "sector")
    graph.add_edges_from([(6, 7), (6, 8), (7, 8)])
    nx.set_node_attributes(graph, {6: None, 7: None, 8: "a"}, "sector")
    assert "3 of 9 actors" in told(cn.ei_index, graph)[0]


def test_half_is_not_most():
    graph = nx.Graph([(0, 1), (2, 3)])
    nx.set_node_attributes(graph, {0: "a", 1: "b"}, "sector")
    assert told(cn.ei_index, graph) == []


def test_nothing_is_told_where_groups_play_no_part_or_the_answer_counts_them():
    graph = nx.path_graph(6)
    nx.set_node_attributes(graph, {0: "a", 1: "b"}, "sector")
    assert told(cn.betweenness, graph) == []
    assert told(cn.mixing, graph) == []
    assert cn.mixing(graph).unknown_actors == 4


# -- years together ---------------------------------------------------------------------------


def test_several_years_together_are_told_once():
    (said,) = told(cn.ei_index, the_sample())
    assert said.startswith("Ties of 2022-01-01 to 2024-12-31 are taken together")
    assert "net.latest()" in said
    assert "net.at(date)" in said


def test_a_period_that_was_chosen_is_not_told():
    net = the_sample()
    for chosen in (
        net.latest(),
        net.at("2023-01-01"),
        net.between("2022", "2023"),
        net.until("2023-06-01"),
        net.between("2022", "2024").where(territory=net.actors["territory"].dropna().iloc[0]),
        net.between("2022", "2024").level("concertation"),
        net.between("2022", "2024").with_tables(),
    ):
        assert told(cn.cohesion, chosen) == []


def test_ties_that_do_not_change_may_be_together():
    actors = pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]})
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]})
    net = cn.Network(actors, ties, observed=("2022", "2024"))
    assert told(cn.cohesion, net) == []
    whole = cn.Network(actors, ties.assign(start="2022", end="2024"), observed=("2022", "2024"))
    assert told(cn.cohesion, whole) == []
    # two rows that touch are one tie
    parts = pd.DataFrame(
        {"source": "a", "target": ["b", "b"], "level": "concertation",
         "start": ["2022-01-01", "2023-01-01"], "end": ["2023-01-01", "2025-01-01"]}
    )  # fmt: skip
    assert told(cn.cohesion, cn.Network(actors, parts, observed=("2022", "2024"))) == []
    late = cn.Network(actors, ties.assign(start="2023-02-01"), observed=("2022", "2024"))
    assert len(told(cn.cohesion, late)) == 1


def test_measures_of_time_and_of_seats_take_years_together_in_silence():
    net = the_sample()
    for measure in (cn.profile, cn.tenure, cn.coverage, cn.turnover_over_time, cn.describe):
        assert told(measure, net) == []


# -- one side's word --------------------------------------------------------------------------


def two_sides(*rows):
    actors = pd.DataFrame({"actor": list("abc"), "sector": ["private", "community", "private"]})
    ties = pd.DataFrame(rows, columns=["source", "target", "reported_by"])
    return cn.Network(actors, ties, level="concertation")


def test_ties_on_the_word_of_one_side_are_told_where_others_stand_on_two():
    net = two_sides(("a", "b", "a"), ("b", "a", "b"), ("a", "c", "a"))
    (said,) = told(cn.ei_index, net)
    assert said.startswith("1 tie of 2 stands on the word of one side.")
    assert 'net.reported(keep="both")' in said


def test_what_was_decided_or_could_not_be_heard_is_not_told():
    net = two_sides(("a", "b", "a"), ("b", "a", "b"), ("a", "c", "a"))
    assert told(cn.ei_index, net.reported(keep="any")) == []
    assert told(cn.ei_index, two_sides(("a", "b", "a"), ("b", "a", "b"))) == []
    assert told(cn.ei_index, two_sides(("a", "b", "a"), ("a", "c", "a"))) == []
    assert told(cn.ei_index, two_sides(("a", "b", "c"), ("b", "a", "c"), ("b", "c", "a"))) == []


# -- once -------------------------------------------------------------------------------------


def test_a_graph_of_arrays_never_warns():
    whole = the_sample()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        arrays = [cn.grouped(net) for net in (whole, reporting_sample(), small_network())]
    for graph in arrays:
        assert told(cn.ei_index, graph) == []
        assert told(cn.against_chance, cn.ei_index, graph, draws=9) == []


def test_one_call_tells_a_thing_once():
    for measure in (cn.actor_ei_index, cn.brokerage_roles, cn.key_players, cn.missing_links):
        assert len(told(measure, the_sample())) == 1


def test_it_is_told_in_french(monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", "fr")
    (said,) = told(cn.ei_index, the_sample())
    assert said.startswith("Les liens du 2022-01-01 au 2024-12-31 sont pris ensemble")
