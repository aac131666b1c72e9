"""A measure without each: by hand, against a loop, of each kind of unit, hostile."""

import math

import networkx as nx
import pandas as pd
import pytest

import concertnet as cn
from tests.cases import florentine, karate
from tests.networks import the_sample_now, worked_survey


def test_worked_by_hand():
    """A star of four: without its hub no tie is left, without another actor 2 of 3 pairs."""
    found = cn.leave_one_out(cn.density, nx.star_graph(3)).set_index("unit")
    assert found.loc[0, ["value", "change", "actors", "ties"]].tolist() == [0, -0.5, 3, 0]
    assert found.loc[1, "value"] == pytest.approx(2 / 3)
    ranks = cn.leave_one_out(cn.betweenness, nx.path_graph(5)).set_index("unit")
    # without an end: 0, 2, 2, 0 beside 3, 4, 3, 0; ranks 1.5, 3.5, 3.5, 1.5 and 2.5, 4, 2.5, 1
    assert ranks.loc[0, "rank_correlation"] == pytest.approx(3 / math.sqrt(4 * 4.5))


@pytest.mark.parametrize("make", [karate, florentine])
def test_it_is_the_measure_of_what_is_left(make):
    graph = make()
    found = cn.leave_one_out(cn.ei_index, graph).set_index("unit")
    for node in graph:
        less = graph.subgraph(set(graph) - {node})
        assert found.loc[node, "value"] == pytest.approx(cn.ei_index(less))
        assert found.loc[node, "ties"] == less.number_of_edges()
    assert (found["change"] + cn.ei_index(graph)).tolist() == pytest.approx(found["value"].tolist())


def test_a_network_gives_the_same_whether_as_arrays_or_itself():
    net = the_sample_now()
    arrays = cn.leave_one_out(cn.ei_index, net).set_index("unit")
    itself = cn.leave_one_out(lambda n: cn.ei_index(n), net).set_index("unit")
    pd.testing.assert_frame_equal(arrays, itself.loc[arrays.index])
    some = arrays.index[7]
    assert arrays.loc[some, "value"] == cn.ei_index(net.without(some))


def test_records_and_groups_have_a_row_for_each_value():
    found = cn.leave_one_out(cn.cohesion, florentine())
    assert list(found.columns) == ["unit", "measure", "value", "change", "actors", "ties"]
    assert set(found["measure"]) >= {"density", "isolates"}
    by_sector = cn.leave_one_out(cn.sector_ei_index, karate())
    assert len(by_sector) == 34 * 2


def test_actors_without_a_value_are_no_unit_and_are_counted():
    actors = pd.DataFrame(
        {"actor": list("abcde"), "sector": "private", "territory": ["x", "x", "y", None, None]}
    )
    ties = pd.DataFrame(
        {"source": list("abd"), "target": list("bce"), "level": "concertation"}
    )  # fmt: skip
    net = cn.Network(actors, ties)
    for measure in (cn.density, lambda n: cn.density(n)):
        found = cn.leave_one_out(measure, net, of="territory").set_index("unit")
        assert found.index.tolist() == ["x", "y"]
        assert found["actors"].tolist() == [3, 4]  # d and e stay
        assert found["unknown"].tolist() == [2, 2]
    ranks = cn.leave_one_out(cn.betweenness, net, of="territory")
    assert ranks["unknown"].tolist() == [2, 2]
    assert "unknown" not in cn.leave_one_out(cn.density, net)


def test_values_of_a_column_leave_together():
    net = the_sample_now()
    found = cn.leave_one_out(cn.ei_index, net, of="territory").set_index("unit")
    territory = found.index[0]
    ids = net.actors.loc[net.actors["territory"] == territory, "actor"]
    assert found.loc[territory, "value"] == cn.ei_index(net.without(*ids))
    own = cn.leave_one_out(cn.density, karate(), of="sector").set_index("unit")
    assert own.loc["Officer", "actors"] == 17


def test_instances_take_their_seats_away():
    net = the_sample_now()
    found = cn.leave_one_out(lambda n: float(len(n.seats)), net, of="instances").set_index("unit")
    assert (
        found["change"] == -net.seats["instance"].value_counts().reindex(found.index).fillna(0)
    ).all()
    with pytest.raises(cn.NotComparable, match="ei_index"):
        cn.leave_one_out(cn.ei_index, net, of="instances")
    with pytest.raises(cn.NotComparable):
        cn.leave_one_out(len, karate(), of="instances")


def test_reporters_take_the_ties_that_nobody_else_reports():
    net = worked_survey()
    found = cn.leave_one_out(cn.density, net, of="reporters").set_index("unit")
    ties = net.ties
    for reporter in found.index:
        left = ties[ties["reported_by"] != reporter]
        pairs = {frozenset(pair) for pair in zip(left["source"], left["target"], strict=True)}
        assert found.loc[reporter, "ties"] == len(pairs)
        assert found.loc[reporter, "actors"] == cn.grouped(net).n
    itself = cn.leave_one_out(lambda n: cn.density(n), net, of="reporters").set_index("unit")
    pd.testing.assert_frame_equal(found, itself)
    with pytest.raises(cn.MissingAttribute):
        cn.leave_one_out(
            cn.density,
            the_sample_now().with_tables(ties=the_sample_now().ties.assign(reported_by=None)),
            of="reporters",
        )


def test_hostile():
    assert len(cn.leave_one_out(cn.density, nx.empty_graph(0))) == 0
    one = cn.leave_one_out(cn.density, nx.empty_graph(1))
    assert math.isnan(one["value"][0])
    ranks = cn.leave_one_out(cn.betweenness, nx.complete_graph(4))
    assert ranks["rank_correlation"].isna().all(), "ranks that do not vary"
    with pytest.raises(cn.NotComparable):
        cn.leave_one_out(cn.mixing, karate())
    with pytest.raises(cn.MissingAttribute):
        cn.leave_one_out(cn.density, karate(), of="nothing")
    graph = nx.relabel_nodes(karate(), {0: "<b>"})
    assert "<b>" in set(cn.leave_one_out(cn.density, graph)["unit"])
    said = []
    cn.leave_one_out(cn.density, nx.path_graph(3), progress=lambda done, n: said.append((done, n)))
    assert said == [(1, 3), (2, 3), (3, 3)]
