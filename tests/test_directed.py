"""Arrows: reports and directed questions that are not made symmetric, and who reads direction."""

import inspect
import warnings
from functools import partial

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from tests.maps.charts import page, said
from tests.networks import worked_survey


def referring(**more):
    """Four actors; a refers to b (b says so too), b to c, d to a (a says so, not d)."""
    directed = pd.DataFrame(
        [
            ["referrals", "a", "b", "often", "a"],
            ["referrals", "a", "b", None, "b"],
            ["referrals", "b", "c", None, "b"],
            ["referrals", "d", "a", "seldom", "a"],
            ["advice", "c", "a", None, None],
        ],
        columns=["question", "source", "target", "value", "reported_by"],
    )
    actors = pd.DataFrame(
        {"actor": list("abcd"), "sector": ["private", "community", "community", "private"]}
    )
    return cn.Network(actors, directed=directed, **more)


def test_a_question_stays_arrows():
    graph = referring().reported(directed=True, question="referrals")
    assert sorted(graph.edges) == [("a", "b"), ("b", "c"), ("d", "a")]
    assert graph.edges["a", "b"] == {"value": "often", "reported_by": "both"}
    assert graph.edges["b", "c"] == {"reported_by": "source"}
    assert graph.edges["d", "a"] == {"value": "seldom", "reported_by": "target"}
    assert sorted(graph) == list("abcd")
    assert graph.graph["question"] == "referrals"
    both = referring().reported(directed=True, question="referrals", keep="both")
    assert list(both.edges) == [("a", "b")]
    advice = referring().reported(directed=True, question="advice")
    assert advice.edges["c", "a"] == {}


def test_reports_of_ties_stay_what_each_side_says():
    graph = worked_survey().reported(directed=True)
    assert {(a, b): data["rank"] + 1 for a, b, data in graph.edges(data=True)} == {
        ("A", "B"): 2, ("A", "D"): 1, ("B", "A"): 3, ("C", "B"): 1,
    }  # fmt: skip
    assert graph.graph["by"] == "sector"


def test_reports_say_who_was_silent():
    """A reports B and D, B reports A, C reports B; D was asked and said nothing."""
    graph = worked_survey().reports()
    assert graph.directed
    assert (graph.by, graph.actors.tolist()) == ("sector", list("ABCD"))
    assert graph.answered is not None
    assert graph.answered.tolist() == [True, True, True, False]
    found = cn.centralities(graph)
    assert found["out_degree"].tolist()[:3] == [2, 1, 1]
    assert found["in_degree"].tolist() == [1, 2, 0, 1]
    assert found[["out_degree", "out_harmonic"]].isna().sum().tolist() == [1, 1]
    sent = cn.contacts(graph, direction="out")
    assert sent.isna().all(axis=1).tolist() == [False, False, False, True]
    assert cn.contacts(graph, direction="in").notna().all(axis=None)
    for sent in (
        cn.bridge_strength(graph, direction="out"),
        cn.bridge_strength(graph, direction="out", weight="level"),
        cn.heterogeneity(graph, direction="out")["contacts"],
    ):
        assert sent.isna().tolist() == [False, False, False, True]
    assert cn.bridge_strength(graph, direction="in").notna().all()
    table = pd.DataFrame(np.arange(16).reshape(4, 4), list("ABCD"), list("ABCD"))
    rest = cn.mrqap(graph, on={"x": table}, draws=9)
    assert (rest.n, rest.ties) == (3, 3)
    assert rest.left_out.to_numpy().tolist() == [["answered", "D"]]
    # without D, or joined both ways, nobody is silent
    assert graph.among(np.array([True, True, True, False])).answered.tolist() == [True] * 3
    assert graph.undirected().answered is None


def test_reports_at_a_level_are_those_of_the_same_who_answered():
    net = worked_survey()
    every, at = net.reports(), net.reports(level="concertation")
    assert at.m == sum(rank >= 1 for rank in every.rank)
    assert at.answered.tolist() == every.answered.tolist()
    assert net.reports(by={"A": "x", "B": "y", "C": "x", "D": None}).groups == ("x", "y")
    bare = net.with_tables(actors=net.actors.assign(sector=None))
    assert bare.reports().groups == ()
    with pytest.raises(cn.UnknownWord):
        net.reports(level="friendship")
    with pytest.raises(cn.MissingAttribute):
        net.with_tables(ties=net.ties.assign(reported_by=None)).reports()


def test_reports_of_a_square_matrix_give_it_back():
    said = np.array([[0, 2, 0, 1], [3, 0, 0, 0], [0, 1, 0, 0], [0, 0, 2, 0]])
    rows = [
        {"source": a, "target": b, "level": cn.BOURQUE.levels[said[i, j] - 1], "reported_by": a}
        for i, a in enumerate("abcd")
        for j, b in enumerate("abcd")
        if said[i, j]
    ]
    actors = pd.DataFrame({"actor": list("abcd"), "sector": ["private"] * 4})
    asked = pd.DataFrame({"actor": list("abcd"), "answered": ["complete"] * 4})
    graph = cn.Network(actors, pd.DataFrame(rows), respondents=asked).reports()
    back = graph.adjacency(graph.rank + 1.0).toarray()
    assert back.tolist() == said.tolist()
    assert cn.centralities(graph)["out_degree"].tolist() == [2, 1, 1, 1]


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "tableau des répondants"), ("en", "respondents")]
)
def test_who_answered_is_guessed_with_a_warning_where_no_table_says_it(lang, said, monkeypatch):
    monkeypatch.setenv("CONCERTNET_LANG", lang)
    net = worked_survey()
    bare = net.with_tables(respondents=net.tables["respondents"].iloc[:0])
    with pytest.warns(cn.LossWarning, match=said):
        graph = bare.reports()
    assert graph.answered is not None
    assert not graph.answered.all()


def test_arrows_are_the_reports_whatever_the_order_of_rows():
    net = worked_survey()
    turned = net.ties.rename(columns={"source": "target", "target": "source"})[::-1]
    other = net.with_tables(ties=turned).reported(directed=True)
    assert set(net.reported(directed=True).edges) == set(other.edges)


def test_measures_read_the_direction():
    graph = referring().reported(directed=True, question="referrals")
    assert cn.mixing(graph).directed
    assert cn.cohesion(graph).density == 3 / 12
    assert cn.mixing(graph).counts.loc["private", "community"] == 1
    assert cn.mixing(graph).counts.loc["community", "private"] == 0
    roles = cn.brokerage_roles(graph)
    assert roles.loc["b", "total"] == 1  # a to c
    assert roles.loc["c", "total"] == 0


def test_what_is_not_asked_so_is_refused():
    net = referring()
    with pytest.raises(cn.NotComparable, match="directed=True"):
        net.reported(question="referrals")
    with pytest.raises(cn.UnknownWord, match="advice"):
        net.reported(directed=True, question="aid")
    with pytest.raises(cn.NotComparable, match="arrow"):
        worked_survey().reported(directed=True, level="weakest")
    with pytest.raises(cn.NotComparable, match="arrow"):
        worked_survey().reported(directed=True, keep="both")
    with pytest.raises(cn.MissingAttribute):
        net.reported(directed=True)


def test_figures_say_that_ties_are_arrows():
    graph = worked_survey().reported(directed=True)
    shown = said(cn.draw_network(graph, lang="en", ax=page()))
    assert "The direction of ties is not shown" in shown
    assert "stays an arrow" in shown
    asked = referring().reported(directed=True, question="referrals")
    assert "Directed question: “referrals”" in said(cn.draw_mixing(asked, lang="en", ax=page()))


# Of these, only sectors of actors or seats are read, never ties.
WITHOUT_TIES = {"network_heterogeneity", "grouped", "interactive_page", "interactive_map"}


# What these cannot be asked without.
ASKED = {
    "mrqap": {"on": ["same_sector"]},
    "logistic_mrqap": {"on": ["same_sector"]},
    "qap_correlation": {"other": "same_sector"},
}


def of_graphs():
    for name in cn.__all__:
        thing = getattr(cn, name)
        if inspect.isfunction(thing) and not name.startswith("draw_"):
            parameters = list(inspect.signature(thing).parameters.values())
            if parameters and parameters[0].name == "graph" and name not in WITHOUT_TIES:
                yield name


@pytest.mark.parametrize("name", [*of_graphs()])
def test_every_measure_says_what_it_does_of_direction(name):
    """It reads it, leaves it aside, or refuses: its page says which."""
    measure = getattr(cn, name)
    assert "irect" in measure.__doc__
    graph = nx.gnp_random_graph(14, 0.25, seed=3, directed=True)
    for actor in graph:
        graph.nodes[actor]["sector"] = ("private", "community", "institutional")[actor % 3]
        graph.nodes[actor]["tier"] = ("local", "regional")[actor % 2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        refused = _refused(partial(measure, **ASKED.get(name, {})), graph)
    assert refused is None or "undirected" in refused


def _refused(measure, graph):
    """What a measure says when it does not take the graph."""
    try:
        measure(graph)
    except cn.NotComparable as error:
        return str(error)
    return None
