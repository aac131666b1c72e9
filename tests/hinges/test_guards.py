"""What must hold before a network is measured, and arguments as users write them."""

import numpy as np
import pandas as pd
import pytest

import concertnet as cn
from concertnet.hinges import guards


@pytest.fixture
def net():
    dates = pd.to_datetime(["2020-01-01", "2021-01-01"])
    return cn.Network(
        pd.DataFrame({"actor": ["a", "b"], "sector": ["private", "community"]}),
        pd.DataFrame({"source": ["a"], "target": ["b"], "level": ["concertation"]}),
        instances=pd.DataFrame({"instance": ["T"], "start": dates[:1], "end": dates[1:]}),
    )


def refused(error, key, call, *args, **kwargs):
    with pytest.raises(error) as raised:
        call(*args, **kwargs)
    assert raised.value.key == key
    return raised.value.fields


def test_a_table_without_rows_or_without_dates(net):
    guards.require_rows(net, "ties", "source")
    fields = refused(cn.MissingAttribute, "error_table_needed", guards.require_rows, net, "seats")
    assert fields["table"] == "table_seats"
    for table in ("instances", "seats"):  # one is dated; a table without rows lacks no date
        guards.require_dated(net, table)
    refused(cn.OutsideObservation, "error_undated_table", guards.require_dated, net, "ties")


def test_a_column_to_group_by():
    table = pd.DataFrame({"holder": ["a"], "start": [pd.NaT], "role": ["voting"], "tier": [None]})
    guards.require_column(table, "role")
    for by in ("start", "holder", "nowhere", 3):
        fields = refused(
            cn.MissingAttribute, "error_spells_column", guards.require_column, table, by
        )
        assert fields["known"] == "role, tier"
    fields = refused(
        cn.MissingAttribute, "error_empty_column", guards.require_column, table, "tier"
    )
    assert fields["known"] == "role"
    guards.require_column(table[:0], "tier")  # nothing there, nothing empty


def test_a_directed_graph_where_none_is_measured(net):
    guards.require_undirected(net.grouped(), "fragility")
    directed = cn.GroupedGraph.from_edges(["a"], ["b"], groups={"a": 1, "b": 2}, directed=True)
    fields = refused(
        cn.NotComparable,
        "error_undirected_only",
        guards.require_undirected,
        directed,
        "fragility",
    )
    assert fields["measure"] == "measure_fragility"


def test_numbers():
    assert guards.number(np.float64(2.5), name="hours") == 2.5
    assert guards.whole_number(np.int64(3), name="draws", least=1) == 3
    for wrong in (-1, "2", True, float("nan"), float("inf"), None):
        refused(cn.NotComparable, "error_number_least", guards.number, wrong, name="hours")
    for wrong in (0, 2.0, "2", True, None):
        refused(
            cn.NotComparable, "error_whole_number", guards.whole_number, wrong, name="n", least=1
        )
    assert guards.generator(7).random() == np.random.default_rng(7).random()


def test_words_and_names():
    assert guards.choice("actors", name="of", among=("actors", "persons")) == "actors"
    for wrong in ("actor", None, ["actors"]):
        fields = refused(
            cn.UnknownWord,
            "error_unknown_choice",
            guards.choice,
            wrong,
            name="of",
            among=("actors", "persons"),
        )
        assert fields["known"] == "actors, persons"
    assert guards.names("a", name="x") == ["a"]
    refused(cn.NotComparable, "error_names_expected", guards.names, ["a", 3], name="x")
    assert guards.sectors(["Privé", "private"], known=["private"]) == ["private"]
    refused(cn.UnknownWord, "error_unknown_sector", guards.sectors, "x", known=["private"])
